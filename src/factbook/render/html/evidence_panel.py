"""The evidence for one printed figure, in a panel beside it and as an endnote in print."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from factbook.model import Finding, Source, Statistic
from factbook.render.html.arithmetic import show_arithmetic
from factbook.render.html.row_summary import find_short_rows
from factbook.render.html.sureness import describe_sources, find_source_ids
from factbook.render.templating import render_part


def render_panel(
    finding: Finding,
    *,
    panel_id: str,
    n: int,
    sources: Mapping[str, Source],
    evidence_href: str,
    language: str = "en",
    known: Mapping[str, Statistic] | None = None,
) -> Markup:
    """Render one popover: verdict, figure, arithmetic, population, rows, sources, certainty, code, replication, link.

    `known` holds the statistics that the figure may be a share of.
    """
    statistic = finding.statistic
    behind = statistic.rows if statistic else (finding.row,) if finding.row else ()
    rows, more = find_short_rows(behind, language)
    return render_part(
        "panel.html",
        language,
        finding=finding,
        statistic=statistic,
        panel_id=panel_id,
        n=n,
        rows=rows,
        more=more,
        sources=sources,
        source_ids=find_source_ids(finding),
        sure=describe_sources(statistic, language) if statistic else "",
        evidence_href=evidence_href,
        # A panel is copied into pages at any depth, so links beside the evidence page are made from its address.
        root=evidence_href.rpartition("evidence/")[0],
        arithmetic=show_arithmetic(statistic, known or {}, language) if statistic else "",
    )


def render_panels(panels: Markup, language: str = "en") -> Markup:
    """Render the panels of a page as a section, which print shows as endnotes."""
    return render_part("panels.html", language, panels=panels) if panels else Markup("")
