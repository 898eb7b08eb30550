"""A whole site as one page to print: cover, contents, every page in reading order with its evidence as endnotes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from markupsafe import Markup, escape

from factbook.render.metadata.hosting import POLICY
from factbook.render.words.interface import find_words

# Expressions over pages that this program has written, whose tags are known; a parser would have to write back the
# whole book with the same bytes.
_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_NOTES = re.compile(r'<section class="fb-evs\b[^>]*>(.*?)</section>\s*<footer', re.DOTALL)
_ID = re.compile(r'(<[^>]*?\s)id="([^"]+)"')
_POINTING = re.compile(r'\b(for|headers|aria-labelledby|aria-describedby|aria-controls|popovertarget)="([^"]*)"')
_ADDRESS = re.compile(r'\bhref="([^"]*)"')
_MARK = re.compile(r'<a class="fb-fig"[^>]*>')
_EVIDENCE = re.compile(r'\bdata-ev="([^"]+)"')
_DROPPED = re.compile(
    r'<a class="headerlink"[^>]*>.*?</a>|<nav class="fb-local".*?</nav>|<form\b.*?</form>|<button\b.*?</button>'
    r'|<div class="fb-turn">.*?</div>\s*</div>|<script\b.*?</script>|<p class="fb-ev__more">.*?</p>',
    re.DOTALL,
)
_HEADED = re.compile(r"<h([1-6])\b[^>]*>.*?</h\1>", re.DOTALL)
_BETWEEN = re.compile(r">[^<]+<")
_HEADING = re.compile(r"<(/?)h([1-5])\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookChapter:
    """A written page of the site."""

    name: str
    """Its address from the site's root, without its ending."""
    title: str
    page: str
    """The whole page as it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The texts of the first page."""

    title: str
    author: str = ""
    edition: str = ""
    """In words, with its day."""
    licence: str = ""
    description: str = ""
    address: str = ""


def render_book(
    cover: Cover, chapters: Sequence[BookChapter], *, language: str, styles: Sequence[str], pages: Mapping[str, int]
) -> str:
    """Return one page that contains everything; every link within the report leads to a place in it.

    Links to what the book does not contain lead to the site if its address is known, and are plain text otherwise.
    `styles` are the addresses of the style sheets; `pages` has the number of the printed page of each place, as far as
    it is known.
    """
    words = find_words(language)
    names = {f"{chapter.name}.html": anchor(chapter.name) for chapter in chapters}
    head = [
        '<meta charset="utf-8">',
        # The browser that prints it opens a file, for which no server sends headers.
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        f"<title>{escape(cover.title)}</title>",
        *(f'<link rel="stylesheet" href="{escape(style)}">' for style in styles),
    ]
    contents = Markup("").join(
        Markup('<li><a href="#{}"><span>{}</span> <span>{}</span></a></li>').format(
            anchor(chapter.name), chapter.title, pages.get(anchor(chapter.name), "")
        )
        for chapter in chapters
    )
    parts = [
        _cover(cover),
        f'<nav class="fb-book__contents"><h1>{escape(words["contents"])}</h1><ol>{contents}</ol></nav>',
        *(_chapter(chapter, names, cover.address, language) for chapter in chapters),
    ]
    opening = f'<!doctype html>\n<html lang="{escape(language)}"><head>{"".join(head)}</head>'
    return f"{opening}<body>{''.join(map(_keep_blanks, parts))}</body></html>\n"


def anchor(name: str, id: str = "") -> str:
    """Return the id of a page, or of a place on it, in the book."""
    return f"{name.replace('/', '-')}--{id}" if id else name.replace("/", "-")


def _keep_blanks(part: str) -> str:
    """Replace the blanks of headings, which would be lost at the ends of lines in the bookmarks of the PDF."""
    # Chromium makes the text of a bookmark by joining the lines of its heading without the blank between them. A
    # no-break space followed by a zero-width one keeps the blank and still lets the line break.
    return _HEADED.sub(lambda match: _BETWEEN.sub(lambda text: text[0].replace(" ", "\u00a0\u200b"), match[0]), part)


def _cover(cover: Cover) -> str:
    lines = [
        ("p", "fb-kicker", cover.author if cover.author != cover.title else ""),
        ("p", "fb-book__title", cover.title),
        ("p", "fb-standfirst", cover.description),
        ("p", "fb-book__edition", cover.edition),
        ("p", "fb-book__edition", cover.licence),
        ("p", "fb-book__edition", cover.address),
    ]
    written = "".join(f'<{tag} class="{name}">{escape(text)}</{tag}>' for tag, name, text in lines if text)
    return f'<header class="fb-book__cover">{written}</header>'


def _chapter(chapter: BookChapter, names: Mapping[str, str], address: str, language: str) -> str:
    # Panels are endnotes here, so they move from the end of the page into its chapter.
    main, notes = _MAIN.search(chapter.page), _NOTES.search(chapter.page)
    fix = _fixer(chapter.name, names, address)
    body = fix(main[1] if main else "")
    if not notes:
        return f'<section class="fb-book__chapter" id="{anchor(chapter.name)}">{body}</section>'
    head = escape(find_words(language)["pdf.evidence"].format(title=chapter.title))
    inside = fix(_lower(notes[1].partition("</h2>")[2]))
    return (
        f'<section class="fb-book__chapter" id="{anchor(chapter.name)}">{body}'
        f'<section class="fb-evs fb-in"><h2>{head}</h2>{inside}</section></section>'
    )


def _lower(part: str) -> str:
    """Return the notes with their headings one level down."""
    return _HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) + 1}", part)


def _fixer(name: str, names: Mapping[str, str], address: str) -> Callable[[str], str]:
    """Return a function that fits a part of a page into the book: distinct ids, and links that lead within it."""

    def point(match: re.Match[str]) -> str:
        return f'{match[1]}="{" ".join(anchor(name, one) for one in match[2].split())}"'

    def lead(match: re.Match[str]) -> str:
        to = find_place(html.unescape(match[1]), name, names, address)
        return f'href="{escape(to)}"' if to else ""

    def note(match: re.Match[str]) -> str:
        of = _EVIDENCE.search(match[0])
        return _ADDRESS.sub(f'href="#{anchor(name, of[1])}"', match[0]) if of else match[0]

    # In this order: marks get their link to an endnote while their ids are still those of the page, and ids are renamed
    # last.
    def fix(part: str) -> str:
        part = _MARK.sub(note, _DROPPED.sub("", part))
        part = _ADDRESS.sub(lead, part)
        part = _POINTING.sub(point, part)
        return _ID.sub(lambda match: f'{match[1]}id="{anchor(name, match[2])}"', part)

    return fix


def find_place(href: str, name: str, names: Mapping[str, str], address: str) -> str:
    """Return where a link of the page `name` leads in the book; empty if nowhere.

    >>> find_place("who.html#age", "count", {"who.html": "who"}, "")
    '#who--age'
    >>> find_place("data/x.csv", "count", {}, "https://example.org/")
    'https://example.org/data/x.csv'
    """
    if re.match(r"(?:https?:|mailto:)", href, re.IGNORECASE):
        return href
    path, _, fragment = href.partition("#")
    # Already a link within the book: `note` has set it.
    if href.startswith(f"#{name.replace('/', '-')}--"):
        return href
    if not path:
        return f"#{anchor(name, fragment)}" if fragment else f"#{anchor(name)}"
    file = normpath(join(dirname(name), path.partition("?")[0]))
    if file in names:
        return f"#{names[file]}--{fragment}" if fragment else f"#{names[file]}"
    return f"{address}{file}{f'#{fragment}' if fragment else ''}" if address and not file.startswith("..") else ""
