"""The line of chapters in the masthead."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup
from sphinx.application import Sphinx

from factbook.render.templating import render_part
from factbook.report.in_language import InLanguage
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.markup.navigation import Chapter, find_chapters
from factbook.sphinx_ext.markup.page import PageData
from figurecheck.figures.common.calendar_names import name_language


@dataclass(frozen=True, slots=True, kw_only=True)
class NavEntry:
    """A page in the line of chapters; the apart ones stand at the right."""

    number: str
    title: str
    href: str
    current: bool
    apart: bool
    language: str
    """The language of a page that the report has not in that of this one; else empty."""
    language_name: str
    """The name of that language in itself."""
    title_language: str
    """The language of the title where it is not that of this page."""


def make_nav(app: Sphinx, pagename: str, context: PageData) -> Markup:
    """Return the line of chapters of a page, with the page itself marked if it is one of them."""
    shown_in, made = state_of(app).in_language(pagename), state_of(app).navs
    chapters = find_chapters(app, shown_in.language)
    if any(one.docname == pagename for one in chapters):
        return _render(chapters, shown_in, pagename, context)
    # The line is the same for all pages that lie as deep, and a thousand pages of evidence would each render it for as
    # many chapters as there are. By the address of a file: that of "404.html" begins at the root of the host.
    key = shown_in.language, context["pathto"]("index.html", 1)
    if key not in made:
        made[key] = _render(chapters, shown_in, pagename, context)
    return made[key]


def _render(chapters: tuple[Chapter, ...], shown_in: InLanguage, pagename: str, context: PageData) -> Markup:
    entries = [_make_entry(chapter, shown_in, pagename, context) for chapter in chapters]
    return render_part("nav.html", shown_in.language, entries=entries)


def _make_entry(chapter: Chapter, shown_in: InLanguage, pagename: str, context: PageData) -> NavEntry:
    title, is_other = shown_in.text(chapter.title), chapter.language != shown_in.language
    return NavEntry(
        number=chapter.number,
        title=title,
        href=context["pathto"](chapter.docname),
        current=chapter.docname == pagename,
        apart=not chapter.number or is_other,
        language=chapter.language if is_other else "",
        language_name=name_language(chapter.language) if is_other else "",
        title_language=chapter.language if is_other and title == chapter.title else "",
    )
