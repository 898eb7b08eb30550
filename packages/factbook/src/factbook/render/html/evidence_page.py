"""Pages of evidence: one for each statistic, and one for each reported source."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from markupsafe import Markup, escape

from factbook.render.desk_reasons import say_finding
from factbook.render.html.arithmetic import show_arithmetic
from factbook.render.html.falsify import draw_margin, say_what_falsifies
from factbook.render.html.row_origins import describe_origin, find_captions, find_files
from factbook.render.html.series_drawing import draw_series
from factbook.render.html.sureness import describe_sources
from factbook.render.html.what_it_says import say_what_it_is
from factbook.render.metadata.claims_json import statistic_fields, warning_item
from factbook.render.series_basis import render_basis
from factbook.render.series_text import find_sentences
from factbook.render.table import Column, keep_ends, render_cells, render_some_rows
from factbook.render.templating import render_part
from factbook.render.text import NOTHING
from factbook.render.values import show_bare, show_value
from factbook.render.words.interface import find_words
from factbook.render.words.verdicts import find_group
from factbook.report.checked_report import find_source_ids
from figurecheck.model import Cell, Finding, Interval, Place, RowSet, Source, Statistic, Verdict
from figurecheck.report.margins import show_margin
from figurecheck.verdicts.last_step import find_all_sources

WORST = (
    Verdict.UNBOUND,
    Verdict.UNKNOWN,
    Verdict.INCOMPARABLE,
    Verdict.MISMATCH,
    Verdict.LOOSE,
    Verdict.TRUNCATED,
    Verdict.REPORTED,
    Verdict.HOLDS,
    Verdict.ROUNDED,
    Verdict.EXACT,
)
"""Verdicts in the order in which a reader must see them."""
FEW_ROWS = 12
"""Rows that the evidence of a value shows which no page prints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses relative to the page being rendered; what has none is named without a link."""

    evidence: Mapping[str, str] = field(default_factory=dict)
    """By statistic id, or source id for a reported figure."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """By file of the project; the address of the page made from it."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """By file of the project; the title of that page."""
    datasets: Mapping[str, str] = field(default_factory=dict)
    """By name of the dataset; its CSV file."""
    notebooks: Mapping[str, str] = field(default_factory=dict)
    """By path of the notebook; its published page."""
    further: Mapping[str, Sequence[tuple[int, str]]] = field(default_factory=dict)
    """By path of a notebook on several pages; the place of the first cell of each further one, and its address."""
    apart: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By path of the notebook; the files of data that are too large to be in its bundle, with their addresses."""
    json: str = ""
    """The statistic as JSON."""
    root: str = "../"
    """The site's root, from the folder of the evidence."""

    def find_cell(self, cell: Cell) -> str:
        """Return the address of a cell on the page of its notebook; empty if that has none."""
        page = self.notebooks.get(cell.notebook, "")
        for first, address in self.further.get(cell.notebook, ()):
            page = address if cell.index >= first else page
        return f"{page}#cell-{cell.index + 1}" if page else ""

    def with_json(self, file: str) -> Links:
        """Return the same links for a statistic whose JSON is `file`."""
        return replace(self, json=file)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierValue:
    """The value of a statistic in an earlier edition, and in those after it that have the same."""

    edition: str
    as_of: str
    """The edition's day, an ISO date."""
    until: str = ""
    """The last of the editions that have it; empty where that is the same one."""
    value: Decimal | str | None = None
    """``None`` where that edition did not record it."""
    unit: str = ""


def render_statistic_page(
    statistic: Statistic,
    findings: Sequence[Finding],
    sources: Mapping[str, Source],
    *,
    links: Links | None = None,
    language: str = "en",
    known: Mapping[str, Statistic] | None = None,
    earlier: Sequence[EarlierValue] = (),
    alike: Sequence[Statistic] = (),
    second: Mapping[str, str] | None = None,
    share: Markup = NOTHING,
) -> Markup:
    """Render the evidence of one statistic; `findings` are the figures printed from it.

    `second` is what it says in each second language of the report, by language.

    `known` holds the statistics that it may be a share, a multiple or a change of, `earlier` the values of earlier
    editions, the latest first, and `alike` the statistics of its series, which differ from it in their period. `share`
    says how it is saved, embedded and cited.
    """
    links, known = links or Links(), known or {}
    whole = known.get(statistic.whole)
    shown = show_bare(statistic.value, statistic.unit, language)
    held = [rowset for rowset in statistic.rows if rowset.rows]
    ours = next((one for one in findings if not one.reviewed and one.claim is not None), None)
    before = [Decimal(one.value) for one in earlier if isinstance(one.value, Decimal) and one.unit == statistic.unit]
    return render_part(
        "statistic.html",
        language,
        statistic=statistic,
        shown=shown,
        says=say_what_it_is(ours.printed if ours else shown, statistic, known, language),
        second=second or {},
        # What no page prints has a short page: a notebook may record thousands.
        drawing=draw_series(statistic, alike, language) if findings else "",
        falsify=say_what_falsifies(ours, known, language) if ours else "",
        bar=draw_margin(ours, before) if ours else "",
        whole=whole,
        whole_shown=show_value(whole.value, whole.unit, language) if whole else "",
        worst=find_worst(findings),
        printings=[(say_finding(one, language), places) for one, places in find_printings(findings)],
        sources=sources,
        source_ids=find_all_sources(statistic),
        sure=describe_sources(statistic, language),
        links=links,
        root=links.root,
        arithmetic=show_arithmetic(statistic, known, language),
        share=share,
        earlier=_render_earlier(earlier, language) if earlier else "",
        sentences=find_sentences(statistic.basis, language) if statistic.basis else [],
        run=render_basis(statistic, language),
        tables=[
            (
                render_some_rows(
                    rowset if findings else _shorten(rowset), caption=caption, sources=sources, language=language
                ),
                describe_origin(rowset, language),
            )
            for rowset, caption in zip(held, find_captions(held, statistic.id, language), strict=True)
        ],
        files=find_files(statistic.rows, language),
    )


def _shorten(rowset: RowSet) -> RowSet:
    """Return the rows of the ends of a set, as few as the page of a value has that is printed nowhere."""
    return rowset if len(rowset.rows) <= FEW_ROWS else keep_ends(rowset, FEW_ROWS)


def _render_earlier(earlier: Sequence[EarlierValue], language: str) -> Markup:
    words = find_words(language)
    columns = [
        Column(head=words["earlier.edition"], row_head=True),
        Column(head=words["value.head"], numeric=True),
    ]
    rows = [
        [
            escape(words["earlier.until"].format(first=one.edition, last=one.until) if one.until else one.edition),
            escape(words["earlier.none"] if one.value is None else show_value(one.value, one.unit, language)),
        ]
        for one in earlier
    ]
    return render_cells(columns, rows, caption=words["earlier.head"], language=language, show_caption=False)


def find_title(statistic: Statistic, language: str = "en") -> str:
    """Return the title of the evidence page of a statistic."""
    return f"{show_value(statistic.value, statistic.unit, language)}: {statistic.label or statistic.id}"


def find_worst(findings: Sequence[Finding]) -> Verdict | None:
    """Return the worst verdict, if the statistic is printed anywhere.

    Figures that somebody else printed, and that we reviewed, count only if there is none of ours.
    """
    return choose_worst([(finding.verdict, finding.reviewed) for finding in findings])


def choose_worst(verdicts: Sequence[tuple[Verdict, bool]]) -> Verdict | None:
    """Return the worst of some verdicts, each with whether it is a reviewed one; see `find_worst`."""
    # A wrong figure in somebody else's text must not mark our own evidence as wrong.
    ours = {verdict for verdict, reviewed in verdicts if not reviewed}
    found = ours or {verdict for verdict, _ in verdicts}
    return next((verdict for verdict in WORST if verdict in found), None)


def find_printings(findings: Sequence[Finding]) -> list[tuple[Finding, list[Place]]]:
    """Return findings that say the same once, with every place where they are printed."""
    found: dict[tuple[str, Verdict, str], tuple[Finding, list[Place]]] = {}
    for finding in findings:
        # The reason is part of it: two figures may have the same verdict for different reasons.
        key = (finding.printed, finding.verdict, finding.reason)
        _, places = found.setdefault(key, (finding, []))
        if finding.place:
            places.append(finding.place)
    return list(found.values())


def statistic_json(
    statistic: Statistic, findings: Sequence[Finding], earlier: Sequence[EarlierValue] = ()
) -> dict[str, object]:
    """Return a statistic and its findings as plain values; numbers as text, so that none loses a digit."""
    return {
        **statistic_fields(statistic, str(statistic.value)),
        "rows": [_rowset_json(rowset if findings else _shorten(rowset)) for rowset in statistic.rows],
        "cell": _cell_json(statistic.cell, with_code=bool(findings)) if statistic.cell else None,
        "replicate": _replicate_json(statistic),
        "earlier": [_earlier_json(one) for one in earlier],
        "findings": [_finding_json(finding) for finding in findings],
    }


def _earlier_json(one: EarlierValue) -> dict[str, object]:
    value = None if one.value is None else str(one.value)
    return {"edition": one.edition, **({"until": one.until} if one.until else {}), "as_of": one.as_of, "value": value}


def _cell_json(cell: Cell, *, with_code: bool) -> dict[str, object]:
    return {"notebook": cell.notebook, "index": cell.index, **({"code": cell.code} if with_code else {})}


def _replicate_json(statistic: Statistic) -> dict[str, str] | None:
    if statistic.cell is None or not statistic.rows:
        return None
    file = statistic.cell.bundle
    return {"command": f"python {shlex.quote(file.rpartition('/')[2])} {statistic.id}", "bundle": file}


def _finding_json(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "printed": finding.printed,
        "verdict": str(finding.verdict),
        "group": find_group(finding),
        "reason": finding.reason,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "interval": _interval_json(finding.interval),
        "margin": None if finding.margin is None else str(finding.margin),
        "edge": None if finding.edge is None else str(finding.edge),
        "stands": show_margin(finding),
        "warnings": [warning_item(caution) for caution in finding.warnings],
        "acknowledged": finding.acknowledged,
        "sources": list(find_source_ids(finding)),
    }


def _interval_json(interval: Interval | None) -> dict[str, object] | None:
    if not interval:
        return None
    return {
        "low": None if interval.low is None else str(interval.low),
        "high": None if interval.high is None else str(interval.high),
        "low_closed": interval.low_closed,
        "high_closed": interval.high_closed,
    }


def _rowset_json(rowset: RowSet) -> dict[str, object]:
    return {
        "dataset": rowset.dataset,
        **({"release": rowset.release} if rowset.release else {}),
        "columns": list(rowset.columns),
        "rows": [[str(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in rowset.rows],
        "lines": list(rowset.lines),
        "count": rowset.count,
        **({"made_of": list(rowset.made_of)} if rowset.made_of else {}),
    }
