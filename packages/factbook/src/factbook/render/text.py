"""Text of the data made safe for a page: escaped, with Korean runs and sources marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from factbook.render.values import keep_units, show_date
from factbook.render.words.interface import find_words
from figurecheck.model import Source, SourceWording, split_reported

HANGUL = r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]"
# A run continues over spaces and light punctuation, so that a phrase becomes one element and not one for each word.
HANGUL_RUN = re.compile(f"{HANGUL}+(?:[\\s\u00b7,.]+{HANGUL}+)*")
# U+2060 forbids a line break where it stands, without being visible or being copied as a space.
WORD_JOINER = "\u2060"
NOTHING = Markup("")


def mark_hangul(text: str, language: str = "en") -> Markup:
    """Escape `text`, and mark each Korean run as Korean on a page of another language."""
    # Nearly every text is ASCII, and this is called for every cell of every table.
    if isinstance(text, Markup) or text.isascii() or language.startswith("ko"):
        return escape(text)
    parts: list[str] = []
    at = 0
    for run in HANGUL_RUN.finditer(text):
        parts += [escape(text[at : run.start()]), Markup('<span lang="ko">{}</span>').format(run[0])]
        at = run.end()
    return Markup("").join([*parts, escape(text[at:])])


def find_joiner(after: str) -> str:
    """Return a word joiner if a Korean particle, or a closing quote and one, follows a figure; else nothing."""
    return WORD_JOINER if re.match(f"[\u2019\u201d)\\]]?{HANGUL}", after) else ""


def join_hangul(text: str) -> str:
    """Return a text in which no line ends between Hangul and a bracket or a per cent sign that is set close to it.

    >>> join_hangul("2%포인트 줄어야(24%) 맞다").split(WORD_JOINER)
    ['2%', '포인트 줄어야', '(24%) 맞다']
    """
    # Not even with `word-break: keep-all` do browsers keep these together.
    return re.sub(rf"(?<={HANGUL})(?=\()|(?<=[%)])(?={HANGUL})", WORD_JOINER, text)


def find_address(url: str) -> str:
    """Return the address if a reader may follow it (http, https), else an empty text."""
    # Data come from anywhere; a javascript: address would run when it is followed.
    return url if re.match(r"https?://[^\s]+$", url, re.IGNORECASE) else ""


def find_id(text: str) -> str:
    """Return an id for HTML and CSS: letters of any script and digits in lower case, hyphens for all else.

    >>> find_id("Who buys, and where?"), find_id("출처: 관세청")
    ('who-buys-and-where', '출처-관세청')
    """
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-") or "x"


def panel_stem(target: str) -> str:
    """Return the id of the first panel of a statistic on a page."""
    return f"ev-{target}".replace(".", "-").replace("_", "-")


def name_edition(label: str, known_until: str, language: str = "en") -> str:
    """Return the name of an edition, and to which day (an ISO date) its sources reach; either may be empty."""
    words = find_words(language)
    parts = [words["edition"].format(label=label)] if label else []
    if known_until:
        parts.append(words["edition.known"].format(date=show_date(known_until, language)))
    return ", ".join(parts)


def name_latest(known_until: str, language: str = "en") -> str:
    """Return what a rating by the latest sources stands under; the ISO date of the newest may be missing."""
    words = find_words(language)
    day = show_date(known_until, language)
    return words["review.latest.day"].format(date=day) if known_until else words["review.latest"]


def render_source(source: Source, language: str = "en", *, long: bool = False) -> Markup:
    """Render a source as a link with its date; `long` names its title as well as its publisher."""
    name = mark_hangul(source.publisher or source.title or source.id, language)
    title = mark_hangul(source.title, language) if long and source.publisher and source.title else Markup("")
    url = find_address(source.url)
    linked = Markup('<a href="{}">{}</a>').format(url, title or name) if url else title or name
    parts = [name, linked] if title else [linked]
    if source.published:
        parts.append(escape(show_date(source.published, language)))
    if source.last_resort:
        parts.append(mark_hangul(source.last_resort, language))
    return Markup(", ").join(parts)


def render_wording(wording: SourceWording, language: str = "en") -> Markup:
    """Render the words of a source as a quotation, with their translation on a page of another language."""
    quoted = Markup('<q lang="{}">{}</q>').format(wording.language, wording.text)
    if not wording.translation or wording.language == language:
        return quoted
    return Markup("{} ({})").format(quoted, mark_hangul(keep_units(wording.translation), language))


def render_source_items(
    entries: Mapping[str, SourceWording | None], sources: Mapping[str, Source], language: str = "en"
) -> Markup:
    """Render what a claim was checked against as a list: sources by id or as ``source#row``, with their words."""
    named: dict[str, list[Markup]] = {}
    for entry, wording in entries.items():
        id = split_reported(entry)[0]
        shown = render_source(sources[id], language) if id in sources else escape(id)
        said = named.setdefault(id, [shown])
        said += [render_wording(wording, language)] if wording else []
    items = Markup("").join(Markup("<li>{}</li>").format(Markup(": ").join(one)) for one in named.values())
    return Markup("<ul>{}</ul>").format(items) if items else NOTHING


def render_sources(ids: Sequence[str], sources: Mapping[str, Source], language: str = "en", *, most: int = 6) -> Markup:
    """Render sources in one line, at most `most` of them; an id that is not known is shown as it is."""
    # One more is shown rather than counted: "and 1 more" is no shorter than a name.
    shown = ids if len(ids) <= most + 1 else ids[:most]
    names = [render_source(sources[one], language) if one in sources else escape(one) for one in shown]
    rest = len(ids) - len(shown)
    return Markup("; ").join([*names, *([escape(find_words(language)["sources.more"].format(n=rest))] if rest else [])])
