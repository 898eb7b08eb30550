"""The last look at each page, as it was written: every text and attribute that readers, screen readers and search see.

Each number in them is a figure with a finding, is generated, or is of a kind that needs no claim
(`figurecheck.figures.running.exemptions`); what is none of these stops the build, and so does what would run code or
leave the page. The site that exists stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError

from factbook.engine.stored_claims import StoredClaims
from factbook.project.settings import Settings
from factbook.render.html.shown_text import ShownPage, read_page
from factbook.report.found import GAP
from factbook.sphinx_ext.build.state import BuildInputs, state_of
from figurecheck.figures import Form, PrintedFigure, find_stated, parse


def setup_written_pages(app: Sphinx) -> None:
    """Look at the pages once all of them are written."""
    # The first event after that, and before any other page is made.
    app.connect("html-collect-pages", _stop_at_unchecked, priority=1)


def _stop_at_unchecked(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    state, builder = state_of(app), app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return []
    unseen, settings = list(state.unseen), state.report.project.settings
    claims = (StoredClaims.of(page.claims) for page in state.report.pages.values())
    printed = compile_printed(chain.from_iterable(one.printed for one in claims))
    for docname in sorted(app.env.found_docs - getattr(builder, "linked", set())):
        written = Path(builder.get_outfilename(docname))
        # Such a page says itself how many of its numbers are unread. What its author put on it that would run or leave
        # it is told by the check, and the policy of every page forbids it.
        if written.exists() and not settings.defers(str(app.env.doc2path(docname, base=False))):
            own = replace(settings, language=state.language_of(docname))
            page = _account_for_copies(
                read_page(written.read_text("utf-8")), state.texts.get(docname, ""), printed, own
            )
            source = Path(app.env.doc2path(docname)).read_text("utf-8", "replace").split("\n")
            unseen += check_written(page, docname, source, own)
    inputs: BuildInputs | None = app.config.factbook_report
    if inputs and inputs.draft:
        # Whoever writes sees the page, with the numbers listed beside it; no other build lets them pass.
        inputs.draft.unchecked[:] = dict.fromkeys(unseen)
        # A page that comes out as it was is not looked at again, and its numbers must be listed once more.
        state.previous.warned |= bool(unseen)
    elif unseen:
        raise ExtensionError(
            "\n".join(
                [
                    "numbers that no source check saw (write them into the text of the page, in roles)",
                    *dict.fromkeys(unseen),
                ]
            )
        )
    return []


def compile_printed(printed: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of everything that claims print, as words of their own."""
    wanted = sorted({re.escape(one) for one in printed if one}, key=len, reverse=True)
    # Behind a Korean figure a particle follows without a blank; behind digits alone it may be a scale word as well.
    end = r"(?:(?=[가-힣])|(?!\w|[.,]\d))"
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(wanted)}){end}" if wanted else r"(?!)")


def _account_for_copies(page: ShownPage, document: str, printed: re.Pattern[str], settings: Settings) -> ShownPage:
    """Return a page without the texts of its head that its document has, and without printed figures in attributes."""
    # Titles, descriptions and text alternatives are copies of checked texts, in which figures stand without a mark.
    parts = (part for text in page.head for part in text.split(" · "))
    page.head = [part for part in parts if " ".join(part.rstrip("….").split()) not in document]
    copies = [(text, "") for text in page.head] + page.spoken
    page.texts += [(drop_printed(text, printed, settings, language), language) for text, language in copies]
    return page


def drop_printed(text: str, printed: re.Pattern[str], settings: Settings, language: str = "") -> str:
    """Return a text without the figures that claims print; 70 is one in 70으로 and 70명, and none in 70만."""
    locale = language or settings.language

    def drop(match: re.Match[str]) -> str:
        end = match.end()
        if text[end - 1].isdecimal() and text[end : end + 1].isalpha():
            figure = parse(match[0], locale)
            found = (one for one in find_stated(text, locale=locale, names=settings.names) if one.end >= end)
            whole = next(found, None)
            if not (figure and whole and whole.figure and _is_same_number(figure, whole.figure)):
                return match[0]
        return GAP

    return printed.sub(drop, text)


def _is_same_number(figure: PrintedFigure, other: PrintedFigure) -> bool:
    return other.form is Form.NUMBER and figure.amount == other.amount


def check_written(page: ShownPage, docname: str, source: list[str], settings: Settings) -> Iterator[str]:
    """Yield each number of a written page that nothing accounts for, and what on the page would run."""
    for text, language in page.texts:
        for found in find_stated(text, locale=language or settings.language, names=settings.names):
            if found.needs_claim:
                context = " ".join(text.replace(GAP, "...").split())
                yield f"{_locate(docname, found.text, source)}: ‘{found.text}’ reached the page unchecked: {context}"
    for start in page.starts:
        yield f"{_locate(docname, start, source)}: ‘{start}.’ reached the page unchecked, as the first number of a list"
    for what in page.acting:
        yield f"{docname}: {what} reached the page, and would run or leave it"


def _locate(docname: str, text: str, source: list[str]) -> str:
    """Return the page, with the line of a text if only one line of the source has it."""
    lines = [at for at, line in enumerate(source, 1) if text in line]
    return f"{docname}:{lines[0]}" if len(lines) == 1 else docname
