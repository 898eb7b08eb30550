"""What the charts of a report draw, held against their rows and the statistics, and the numbers of their texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from factbook.chart_check.texts import is_borne_out
from factbook.data.catalog import Catalog
from factbook.data.descriptor import DATA, Resource
from factbook.data.releases import find_data_files, places_of
from factbook.engine.task import task
from factbook.model.drawn import UNDRAWN, ChartCheck, ChartFindings, Drawing, PrintedText
from factbook.model.stored_rows import show_stored
from factbook.notebooks import Run
from factbook.project.settings import Settings
from factbook.report.checked_report import CheckedCharts, DrawnTexts, LazyTexts
from factbook.report.flowing import locale_of
from factbook.report.pages import Page, parse_text
from factbook.report.recorded import summarize
from figurecheck.figures import Rules
from figurecheck.model import Chart, Place, RowSet
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase
from figurecheck.verdicts.known import Known

ReadDrawings = Callable[[Sequence[Chart]], Mapping[str, Sequence[Drawing]]]
"""Reads what charts draw, by id; only the renderer can."""
_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20|21)\d\d(?![\d,%]|\.\d)")
_ROLE = re.compile(r"\{\w+\}`[^`]*`")


def check_charts(
    runs: Sequence[Run],
    known: Known,
    catalog: Catalog,
    settings: Settings,
    *,
    read_drawings: ReadDrawings | None,
    only: Collection[str] | None = None,
) -> CheckedCharts:
    """Hold every drawn value against rows and statistics; without `read_drawings` no chart counts as checked.

    `only` are the ids of some charts; by default all are checked.
    """
    # What a chart draws, and its check, are known by its id. Two with one id stop the build, and neither is checked
    # until it has one of its own: what was found of one would stand for the other.
    times = Counter(one.id for run in runs for one in run.outlines)
    charts = [
        (one, run) for run in runs for one in run.outlines if times[one.id] == 1 and (only is None or one.id in only)
    ]
    if read_drawings is None or not charts:
        return CheckedCharts()
    # What is shown besides rows may be any statistic.
    shows = any(one.shows for one, _ in charts)
    values = [(id, str(one.value)) for id, one in known.statistics.items()] if shows else []
    # What flows into the texts of a chart is not in its mark. A notebook that records another value may draw the same.
    marks = [one.mark or run.mark for one, run in charts]
    keys = {
        one.id: (mark, one.id, one.texts, values if one.shows else [])
        for (one, _), mark in zip(charts, marks, strict=True)
    }
    asked = [run for run in runs if any(one.id in keys for one in run.outlines)]
    checker = _Checker(asked, keys, known, catalog, settings, read_drawings)
    # Which release a table is of depends on the day.
    about = [(run.as_of, mark, one.id, one.texts, one.shows) for (one, run), mark in zip(charts, marks, strict=True)]
    found = _check_charts(asked, checker, (about, values))
    return replace(found, drawn=LazyTexts(checker.find_texts))


@dataclass(frozen=True)
class _Checker:
    """Checks the charts of some runs; of one that is known, nothing is loaded."""

    runs: Sequence[Run]
    keys: Mapping[str, tuple[object, ...]]
    """By the id of each chart that is checked: what its check hangs on besides the rules."""
    known: Known
    catalog: Catalog
    settings: Settings
    read_drawings: ReadDrawings

    @cached_property
    def reading(self) -> tuple[object, ...]:
        """What decides how texts are read."""
        return self.settings.names, self.settings.language, repr(self.known.rules)

    def find_texts(self) -> DrawnTexts:
        """Return what each chart draws in words, by its id."""
        charts = (chart for run in self.runs for chart in run.charts if chart.id in self.keys)
        return {chart.id: self.find(chart).texts for chart in charts}

    def find(self, chart: Chart) -> ChartFindings:
        """Return what was found of a chart."""
        return _hold(chart.id, chart, self)

    def read(self, chart: Chart) -> Sequence[Drawing]:
        """Return what a chart draws."""
        drawings = self._drawings if chart.id in self._drawings else self.read_drawings([chart])
        return drawings.get(chart.id, ())

    @cached_property
    def _drawings(self) -> Mapping[str, Sequence[Drawing]]:
        """What those charts draw whose check is not known, all at once: several processes read them."""
        waiting = {id for id in self.keys if not _hold.is_known(id, None, self)}
        runs = [run for run in self.runs if any(one.id in waiting for one in run.outlines)]
        return self.read_drawings([chart for run in runs for chart in run.charts if chart.id in waiting])


@task(of=lambda name, chart, checker: checker.keys[name])
def _hold(name: str, chart: Chart | None, checker: _Checker) -> ChartFindings:
    """Return what is found of a chart, which is given where that is not known."""
    # Loaded for a chart whose check is not known from an earlier build.
    from factbook.chart_check.check import check_chart

    if chart is None:
        raise LookupError(f"chart {name} is not known")
    return check_chart(chart, checker.read(chart), checker.known.statistics)


# A notebook that records another value may draw the same: then its charts are not looked at.
@task(
    of=lambda runs, checker, about: (about, checker.reading),
    reads=lambda runs, checker, about: find_data_files(checker.catalog.package),
)
def _check_charts(runs: Sequence[Run], checker: _Checker, about: object) -> CheckedCharts:
    return _join([_check_charts_of(run, checker) for run in runs])


def _find_tables(run: Run, checker: _Checker) -> list[Resource]:
    tables = checker.catalog.by_name
    return [tables[name] for name in summarize(run).tables if name in tables]


def _describe_check(run: Run, checker: _Checker) -> object:
    about = [checker.catalog.describe(one.name) for one in _find_tables(run, checker)]
    keys = [checker.keys[one.id] for one in run.outlines if one.id in checker.keys]
    return run.path.as_posix(), run.as_of, keys, about, checker.reading


def _find_files(run: Run, checker: _Checker) -> list[str] | None:
    # The descriptions of others may lie where no input is seen.
    if checker.catalog.package.packages:
        return None
    tables = _find_tables(run, checker)
    return [
        *(place for one in tables for place in places_of(one)),
        *(f"{DATA}/{it.path}" for one in tables for it in one.releases),
    ]


@task(of=_describe_check, reads=_find_files)
def _check_charts_of(run: Run, checker: _Checker) -> CheckedCharts:
    charts = [(chart, checker.find(chart)) for chart in run.charts if chart.id in checker.keys]
    return _check_all(charts, checker.catalog, checker.settings, checker.known.rules)


def _join(checked: Sequence[CheckedCharts]) -> CheckedCharts:
    pages: dict[str, tuple[Page, ...]] = {}
    for one in checked:
        for file, texts in one.pages.items():
            pages[file] = (*pages.get(file, ()), *texts)
    return CheckedCharts(
        checks={id: check for one in checked for id, check in one.checks.items()},
        complaints=tuple(complaint for one in checked for complaint in one.complaints),
        warnings=tuple(warning for one in checked for warning in one.warnings),
        pages=pages,
    )


def _check_all(
    charts: Iterable[tuple[Chart, ChartFindings]], catalog: Catalog, settings: Settings, rules: Rules
) -> CheckedCharts:
    checks: dict[str, ChartCheck] = {}
    complaints: list[Complaint] = []
    warnings: list[Complaint] = []
    pages: dict[str, tuple[Page, ...]] = {}
    for chart, found in charts:
        checks[chart.id] = found.check
        complaints += _complain(chart, found, catalog)
        warnings += _find_strange_years(chart, found)
        warnings += (_tell(chart, caution) for caution in found.cautions)
        file = chart.cell.notebook if chart.cell else ""
        texts = _read_texts(chart, found.texts, settings, rules)
        pages[file] = (*pages.get(file, ()), *texts)
    return CheckedCharts(checks=checks, complaints=tuple(complaints), warnings=tuple(warnings), pages=pages)


def _complain(chart: Chart, found: ChartFindings, catalog: Catalog) -> Iterator[Complaint]:
    for rowset in (one for one in chart.rows if one.dataset in catalog.by_name):
        if wrong := _count_foreign(rowset, catalog):
            what = phrase(
                "rows= has {wrong} rows of {table} that its file does not hold", wrong=str(wrong), table=rowset.dataset
            )
            remedy = phrase("pass the rows as they were read, and say with shows= what was computed of them")
            yield Complaint(_place(chart), what, remedy, stale=True)
    remedy = phrase("pass the rows that it draws, or say with shows= what the field shows")
    for fault in found.faults:
        # A false value is a finding, as a false figure is; only a chart that cannot be drawn cannot be used.
        if not fault.startswith(UNDRAWN):
            yield Complaint(_place(chart), fault, remedy, stale=True)
            continue
        yield _tell(chart, fault)


def _tell(chart: Chart, message: str) -> Complaint:
    """Return a message that ends in its remedy, in brackets."""
    what, _, remedy = message.removesuffix(")").rpartition(" (")
    return Complaint(_place(chart), what, remedy)


@task(
    of=lambda rowset, catalog: (catalog.describe(rowset.dataset), rowset.columns, show_stored(rowset.rows)),
    reads=lambda rowset, catalog: [catalog.by_name[rowset.dataset].place],
)
def _count_foreign(rowset: RowSet, catalog: Catalog) -> int:
    """Return how many rows are not in the file of their table."""
    return catalog.count_foreign(rowset)


def _find_strange_years(chart: Chart, found: ChartFindings) -> Iterator[Complaint]:
    """Yield the years that a title names and the chart does not reach."""
    if found.years is None:
        return
    first, last = found.years
    for text in (chart.title, chart.subtitle):
        for year in dict.fromkeys(int(one) for one in _YEAR.findall(_ROLE.sub(" ", text))):
            if not first <= year <= last:
                what = phrase(
                    "the title names {year}, and the chart draws {first} to {last}", year=year, first=first, last=last
                )
                yield Complaint(_place(chart), what, "draw that year, or name those that are drawn")


# What a label may print hangs on rows and statistics.
@task(
    of=lambda chart, texts, settings, rules: (
        [(one.text, one.kind, [str(value) for value in one.values], one.is_data) for one in texts],
        [chart.title, chart.subtitle, _place_of(chart)], settings.names, settings.language, repr(rules),
    ),
)  # fmt: skip
def _read_texts(chart: Chart, texts: Iterable[PrintedText], settings: Settings, rules: Rules) -> tuple[Page, ...]:
    """Return claims and unbound numbers of what a chart says, without those that print what they stand beside."""
    place = _place_of(chart)
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


def _place_of(chart: Chart) -> Place:
    return Place(file=chart.cell.notebook, cell=chart.cell.index) if chart.cell else Place(file="")


def _place(chart: Chart) -> str:
    cell = f"{chart.cell.place}: " if chart.cell else ""
    return f"{cell}chart {chart.id}"
