"""A whole site as one page to print: cover, contents, every page in reading order with its evidence as endnotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote

from markupsafe import Markup, escape
from selectolax.lexbor import LexborHTMLParser

from factbook.render.metadata.hosting import POLICY
from factbook.render.words.interface import find_words

_DROPPED = "a.headerlink, nav.fb-local, form, button, .fb-turn, .fb-pager, script, p.fb-ev__more"
"""What only a screen needs."""
_POINTING = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget")
"""Attributes that hold ids of other elements."""
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_ELSEWHERE = ("http:", "https:", "mailto:")


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
        f'<nav class="fb-book__contents"><h1>{escape(_keep_blanks(words["contents"]))}</h1><ol>{contents}</ol></nav>',
        *(_chapter(chapter, names, cover.address, language) for chapter in chapters),
    ]
    opening = f'<!doctype html>\n<html lang="{escape(language)}"><head>{"".join(head)}</head>'
    return f"{opening}<body>{''.join(parts)}</body></html>\n"


def anchor(name: str, id: str = "") -> str:
    """Return the id of a page, or of a place on it, in the book."""
    return f"{name.replace('/', '-')}--{id}" if id else name.replace("/", "-")


def _keep_blanks(heading: str) -> str:
    """Replace the blanks of a heading, which would be lost at the ends of lines in the bookmarks of the PDF."""
    # Chromium makes the text of a bookmark by joining the lines of its heading without the blank between them. A
    # no-break space followed by a zero-width one keeps the blank and still lets the line break.
    return heading.replace(" ", "\u00a0\u200b")


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
    tree = LexborHTMLParser(chapter.page)
    for node in tree.css(_DROPPED):
        node.decompose()
    _fit(tree, chapter.name, names, address)
    main, notes = tree.css_first("main"), tree.css_first("section.fb-evs")
    body = main.inner_html if main is not None else ""
    if notes is None:
        return f'<section class="fb-book__chapter" id="{anchor(chapter.name)}">{body}</section>'
    # Panels are endnotes here, so they move from the end of the page into its chapter, under a heading of their own.
    if (heading := notes.css_first("h2")) is not None:
        heading.decompose()
    head = escape(_keep_blanks(find_words(language)["pdf.evidence"].format(title=chapter.title)))
    return (
        f'<section class="fb-book__chapter" id="{anchor(chapter.name)}">{body}'
        f'<section class="fb-evs fb-in"><h2>{head}</h2>{notes.inner_html}</section></section>'
    )


def _fit(tree: LexborHTMLParser, name: str, names: Mapping[str, str], address: str) -> None:
    """Fit a page into the book: distinct ids, and links that lead within it."""
    for node in tree.css("[href]"):
        panel = node.attributes.get("data-ev")
        to = f"#{anchor(name, panel)}" if panel else find_place(node.attributes["href"] or "", name, names, address)
        if to:
            node.attrs["href"] = to
        else:
            del node.attrs["href"]
    for attribute in _POINTING:
        for node in tree.css(f"[{attribute}]"):
            node.attrs[attribute] = " ".join(anchor(name, id) for id in (node.attributes[attribute] or "").split())
    for node in tree.css("[id]"):
        node.attrs["id"] = anchor(name, node.attributes["id"] or "")
    for heading in tree.css(_HEADINGS):
        for text in [node for node in heading.traverse(include_text=True) if node.is_text_node]:
            text.replace_with(_keep_blanks(text.text(deep=False)))


def find_place(href: str, name: str, names: Mapping[str, str], address: str) -> str:
    """Return where a link of the page `name` leads in the book; empty if nowhere.

    >>> find_place("who.html#age", "count", {"who.html": "who"}, "")
    '#who--age'
    >>> find_place("data/x.csv", "count", {}, "https://example.org/")
    'https://example.org/data/x.csv'
    """
    if href.lower().startswith(_ELSEWHERE):
        return href
    path, _, fragment = href.partition("#")
    if not path:
        return f"#{anchor(name, fragment)}" if fragment else f"#{anchor(name)}"
    file = normpath(join(dirname(name), unquote(path.partition("?")[0])))
    if file in names:
        return f"#{names[file]}--{fragment}" if fragment else f"#{names[file]}"
    if not address or file.startswith(".."):
        return ""
    return f"{address}{quote(file)}{f'#{fragment}' if fragment else ''}"
