"""The pages of a source: what it is, and the figures that are printed from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from factbook.render.desk_reasons import say_finding
from factbook.render.html.evidence_page import Links, find_printings
from factbook.render.templating import render_part
from factbook.render.text import NOTHING
from figurecheck.model import Finding, Source

MOST_PRINTINGS = 300
"""Figures of a source on one page: some 150 KB."""


def render_source_page(
    source: Source,
    findings: Sequence[Finding],
    *,
    links: Links | None = None,
    language: str = "en",
    number: int = 0,
    others: Sequence[str] = ("",),
    share: Callable[[Finding], Markup] = lambda _: NOTHING,
) -> Markup:
    """Render a source of reported figures: what it is, and each figure printed from it.

    Of many figures it renders those of one page, counted from 0; `others` has the address of each page, from this one.
    `share` returns how a figure is embedded.
    """
    # In the order of the report's pages, so that a new figure at the end moves no other to another page.
    printings = [(say_finding(one, language), places) for one, places in find_printings(findings)]
    return render_part(
        "source.html",
        language,
        source=source,
        printings=printings[number * MOST_PRINTINGS : (number + 1) * MOST_PRINTINGS],
        links=links or Links(),
        sources={source.id: source},
        number=number,
        others=others,
        total=len(printings),
        share=share,
    )


def count_source_pages(findings: Sequence[Finding]) -> int:
    """Return how many pages the figures of a source take; a source without any has one."""
    return max(1, -(-len(find_printings(findings)) // MOST_PRINTINGS))
