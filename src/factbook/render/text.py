"""Text of the data made safe to stand on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from factbook.model import Source
from factbook.render.values import show_date
from factbook.render.words.interface import find_words

HANGUL = r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]"
HANGUL_RUN = re.compile(f"{HANGUL}+(?:[\\s\u00b7,.]+{HANGUL}+)*")
WORD_JOINER = "\u2060"
NOTHING = Markup("")


def mark_hangul(text: str, language: str = "en") -> Markup:
    """Escape `text`, and say of each Korean run on a page of another language that it is Korean."""
    if isinstance(text, Markup) or text.isascii() or language.startswith("ko"):
        return escape(text)
    parts: list[str] = []
    at = 0
    for run in HANGUL_RUN.finditer(text):
        parts += [escape(text[at : run.start()]), Markup('<span lang="ko">{}</span>').format(run[0])]
        at = run.end()
    return Markup("").join([*parts, escape(text[at:])])


def find_joiner(after: str) -> str:
    """A word joiner if a Korean particle, or a closing quote and one, follows a figure."""
    return WORD_JOINER if re.match(f"[\u2019\u201d)\\]]?{HANGUL}", after) else ""


def find_address(url: str) -> str:
    """The address if a reader may follow it (http, https), else nothing."""
    return url if re.match(r"https?://[^\s]+$", url, re.IGNORECASE) else ""


def find_id(text: str) -> str:
    """An id for HTML and CSS, stable, made of what a statistic's name allows."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "x"


def render_source(source: Source, language: str = "en", *, long: bool = False) -> Markup:
    """A source as a link with its date; `long` names the piece as well as its publisher."""
    name = mark_hangul(source.publisher or source.title or source.id, language)
    title = mark_hangul(source.title, language) if long and source.publisher and source.title else Markup("")
    url = find_address(source.url)
    linked = Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, title or name) if url else title or name
    parts = [name, linked] if title else [linked]
    if source.published:
        parts.append(escape(show_date(source.published, language)))
    return Markup(", ").join(parts)


def render_sources(ids: Sequence[str], sources: Mapping[str, Source], language: str = "en", *, most: int = 6) -> Markup:
    """Sources in one line, at most so many of them; an id that is not known is shown as it is."""
    shown = ids if len(ids) <= most + 1 else ids[:most]
    names = [render_source(sources[one], language) if one in sources else escape(one) for one in shown]
    rest = len(ids) - len(shown)
    return Markup("; ").join([*names, *([escape(find_words(language)["sources.more"].format(n=rest))] if rest else [])])
