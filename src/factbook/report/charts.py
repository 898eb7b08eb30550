"""What the charts of a report draw, held against their rows and the statistics, and the numbers of their texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from factbook.data.catalog import Catalog
from factbook.data.whole import get_or_gather
from factbook.figures import Rules
from factbook.model import Chart, Place, RowSet, Statistic
from factbook.model.drawn import UNDRAWN, ChartCheck, ChartFindings, Drawing, PrintedText
from factbook.model.errors import Complaint
from factbook.model.stored_rows import show_stored
from factbook.model.worded import phrase
from factbook.notebooks import Run
from factbook.project.memo import Memo
from factbook.project.settings import Settings
from factbook.report.checked_report import CheckedCharts, DrawnTexts, LazyTexts
from factbook.report.flowing import locale_of
from factbook.report.pages import Page, parse_text
from factbook.verdicts.charts.texts import is_borne_out
from factbook.verdicts.known import Known

ReadDrawings = Callable[[Sequence[Chart], Memo], Mapping[str, Sequence[Drawing]]]
"""Reads what charts draw, by id; only the renderer can."""
_NAME = "chart check"
_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20|21)\d\d(?![\d,%]|\.\d)")
_ROLE = re.compile(r"\{\w+\}`[^`]*`")


def check_charts(
    runs: Sequence[Run],
    known: Known,
    catalog: Catalog,
    settings: Settings,
    memo: Memo,
    *,
    read_drawings: ReadDrawings | None,
    only: Collection[str] | None = None,
) -> CheckedCharts:
    """Hold every drawn value against rows and statistics; without `read_drawings` no chart counts as checked.

    `only` are the ids of some charts; by default all are checked, which a later build then knows as a whole.
    """
    charts = [(one, run) for run in runs for one in run.outlines if only is None or one.id in only]
    if read_drawings is None or not charts:
        return CheckedCharts()
    # What is shown besides rows may be any statistic.
    shows = any(one.shows for one, _ in charts)
    values = [(id, str(one.value)) for id, one in known.statistics.items()] if shows else []
    # What flows into the texts of a chart is not in the mark of its run.
    keys = {one.id: (run.mark, one.id, one.texts, values if one.shows else []) for one, run in charts}
    find = partial(_find_findings, runs, keys, known, memo, read_drawings)

    def check() -> CheckedCharts:
        return _check_all(find(), catalog, settings, known.rules, memo)

    def find_texts() -> DrawnTexts:
        return {chart.id: one.texts for chart, one in find()}

    if only is not None:
        return replace(check(), drawn=LazyTexts(find_texts))
    # Which release a table is of depends on the day.
    about = [(run.as_of, run.mark, one.id, one.texts, one.shows) for one, run in charts]
    reading = {"names": settings.names, "locale": settings.language, "rules": repr(known.rules)}
    found = get_or_gather(check, CheckedCharts, catalog.package, memo, "all charts", about, values, reading)
    return replace(found, drawn=LazyTexts(find_texts))


def _find_findings(
    runs: Sequence[Run],
    keys: Mapping[str, tuple[object, ...]],
    known: Known,
    memo: Memo,
    read_drawings: ReadDrawings,
) -> list[tuple[Chart, ChartFindings]]:
    asked = [run for run in runs if any(one.id in keys for one in run.outlines)]
    charts = [chart for run in asked for chart in run.charts if chart.id in keys]
    # A chart of a run that is known, with statistics that did not move, need not even be read.
    stored = {id: memo.find(ChartFindings, _NAME, *key) for id, key in keys.items()}
    # Of a chart that was checked, what it draws is not asked for again.
    with memo.aside():
        drawings = read_drawings([chart for chart in charts if stored[chart.id] is None], memo)

    def find(chart: Chart) -> ChartFindings:
        check = partial(_check_chart, chart, drawings.get(chart.id, ()), known.statistics)
        return stored[chart.id] or memo.get_or_make(check, ChartFindings, _NAME, *keys[chart.id])

    return [(chart, find(chart)) for chart in charts]


def _check_all(
    charts: Iterable[tuple[Chart, ChartFindings]], catalog: Catalog, settings: Settings, rules: Rules, memo: Memo
) -> CheckedCharts:
    checks: dict[str, ChartCheck] = {}
    complaints: list[Complaint] = []
    warnings: list[Complaint] = []
    pages: dict[str, tuple[Page, ...]] = {}
    for chart, found in charts:
        checks[chart.id] = found.check
        complaints += _complain(chart, found, catalog, memo)
        warnings += _find_strange_years(chart, found)
        warnings += (_tell(chart, caution) for caution in found.cautions)
        file = chart.cell.notebook if chart.cell else ""
        # What a label may print hangs on rows and statistics, so they are part of the key.
        texts = memo.get_or_make(
            partial(_read_texts, chart, found.texts, settings, rules),
            tuple[Page, ...],
            "drawn texts",
            [(one.text, one.kind, [str(value) for value in one.values], one.is_data) for one in found.texts],
            [chart.title, chart.subtitle, file, chart.cell.index if chart.cell else 0],
            {"names": settings.names, "locale": settings.language, "rules": repr(rules)},
        )
        pages[file] = (*pages.get(file, ()), *texts)
    return CheckedCharts(checks=checks, complaints=tuple(complaints), warnings=tuple(warnings), pages=pages)


def _check_chart(chart: Chart, drawings: Iterable[Drawing], statistics: Mapping[str, Statistic]) -> ChartFindings:
    # Loaded for a chart whose check is not known from an earlier build.
    from factbook.verdicts.charts.check import check_chart

    return check_chart(chart, drawings, statistics)


def _complain(chart: Chart, found: ChartFindings, catalog: Catalog, memo: Memo) -> Iterator[Complaint]:
    for rowset in chart.rows:
        if wrong := _count_foreign(rowset, catalog, memo):
            what = phrase(
                "rows= has {wrong} rows of {table} that its file does not hold", wrong=str(wrong), table=rowset.dataset
            )
            remedy = phrase("pass the rows as they were read, and say with shows= what was computed of them")
            yield Complaint(place=_place(chart), what=what, remedy=remedy, stale=True)
    remedy = phrase("pass the rows that it draws, or say with shows= what the field shows")
    for fault in found.faults:
        # A false value is a finding, as a false figure is; only a chart that cannot be drawn cannot be used.
        if not fault.startswith(UNDRAWN):
            yield Complaint(place=_place(chart), what=fault, remedy=remedy, stale=True)
            continue
        yield _tell(chart, fault)


def _tell(chart: Chart, message: str) -> Complaint:
    """Return a message that ends in its remedy, in brackets."""
    what, _, remedy = message.removesuffix(")").rpartition(" (")
    return Complaint(place=_place(chart), what=what, remedy=remedy)


def _count_foreign(rowset: RowSet, catalog: Catalog, memo: Memo) -> int:
    """Return how many rows are not in the file of their table."""
    table = catalog.by_name.get(rowset.dataset)
    if table is None:
        return 0
    columns = [one.name for one in table.fields]
    return memo.get_or_read(
        partial(catalog.count_foreign, rowset),
        int,
        [table.place],
        "foreign rows",
        columns,
        rowset.columns,
        show_stored(rowset.rows),
    )


def _find_strange_years(chart: Chart, found: ChartFindings) -> Iterator[Complaint]:
    """Yield the years that a title names and the chart does not reach."""
    if found.years is None:
        return
    first, last = found.years
    for text in (chart.title, chart.subtitle):
        for year in dict.fromkeys(int(one) for one in _YEAR.findall(_ROLE.sub(" ", text))):
            if not first <= year <= last:
                what = f"the title names {year}, and the chart draws {first} to {last}"
                yield Complaint(place=_place(chart), what=what, remedy="draw that year, or name those that are drawn")


def _read_texts(chart: Chart, texts: Iterable[PrintedText], settings: Settings, rules: Rules) -> tuple[Page, ...]:
    """Return claims and unbound numbers of what a chart says, without those that print what they stand beside."""
    place = Place(file=chart.cell.notebook, cell=chart.cell.index) if chart.cell else Place(file="")
    listed = list(texts)
    around = " ".join([chart.title, chart.subtitle, *(one.text for one in listed if "title" in one.kind)])
    pages = [
        _read_text(one, place, around, settings, rules)
        for one in listed
        if not one.is_data and one.text and any(letter.isalnum() for letter in one.text)
    ]
    # Layers and widths repeat a text; it is one text to correct.
    unique = {(tuple(page.texts), page.numbers): page for page in pages}
    return tuple(page for page in unique.values() if page.claims or page.numbers or page.complaints)


def _read_text(text: PrintedText, place: Place, around: str, settings: Settings, rules: Rules) -> Page:
    page = parse_text(text.text, place=place, where="chart label", names=settings.names, locale=settings.language)
    locale = locale_of(text.text, settings.language)
    unbound = [one for one in page.numbers if not is_borne_out(one.text, text, around, locale, rules)]
    return replace(page, numbers=tuple(unbound))


def _place(chart: Chart) -> str:
    cell = f"{chart.cell.notebook}: cell {chart.cell.index + 1}: " if chart.cell else ""
    return f"{cell}chart {chart.id}"
