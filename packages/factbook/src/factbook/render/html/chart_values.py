"""What lies behind the values of a chart, for readers who point at one: its statistic, or its row and source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from factbook.render.html.row_summary import find_short_rows
from factbook.render.html.sureness import describe_sources
from factbook.render.html.what_it_says import say_what_it_is
from factbook.render.values import show_bare, show_cell
from factbook.render.words.interface import find_words
from figurecheck.model import Cell, Cellvalue, Chart, RowSet, Source, Statistic
from figurecheck.verdicts.last_step import find_amount
from figurecheck.verdicts.row_names import NO_KEYS

MOST = 400
"""Rows of a chart that are listed; what a denser drawing shows cannot be pointed at one by one."""

RowKey = tuple[str, frozenset[tuple[str, Cellvalue]]]
"""A dataset and the cells of a row by column: the rows of a chart name no lines.

Of rows that a notebook has computed, it is the notebook: in another one the same cells may mean something else.
"""


def write_chart_values(
    chart: Chart,
    statistics: Mapping[str, Statistic],
    looked_up: Mapping[RowKey, Statistic],
    sources: Mapping[str, Source],
    language: str = "en",
) -> str:
    """Return a script that holds what is known of each value of a chart, as plain values.

    `looked_up` is what `find_looked_up` returns for the report. It is a script and not a document: a page that was
    opened from a disk may load the one and not the other.
    """
    named = [statistics[id] for id in find_claimed(_texts_of(chart)) if id in statistics]
    found = [_of_statistic(one, statistics, language) for one in named if isinstance(one.value, Decimal)]
    found += [
        entry
        for rowset in chart.rows
        for entry in _of_rows(rowset, chart.cell, statistics, looked_up, sources, language)
    ]
    document = json.dumps({"id": chart.id, "values": found[:MOST]}, ensure_ascii=True, separators=(",", ":"))
    return f"window.factbookValues({document});\n"


def find_drawn(
    chart: Chart, statistics: Mapping[str, Statistic], looked_up: Mapping[RowKey, Statistic]
) -> Iterator[Statistic]:
    """Yield the statistics that the texts of a chart claim, and those that are just one of its rows."""
    yield from (statistics[id] for id in find_claimed(_texts_of(chart)) if id in statistics)
    for rowset in chart.rows:
        keys = (_key(rowset, row, chart.cell) for row in rowset.rows)
        yield from (looked_up[key] for key in keys if key in looked_up)


def _texts_of(chart: Chart) -> tuple[str, ...]:
    return chart.title, chart.subtitle, chart.alt


def find_claimed(texts: Iterable[str]) -> Iterator[str]:
    """Yield the ids of statistics that the texts of a chart claim."""
    for text in texts:
        for part in text.split("{claim}`")[1:]:
            yield part.partition("`")[0].rpartition("<")[2].rstrip(">")


def find_looked_up(statistics: Iterable[Statistic]) -> dict[RowKey, Statistic]:
    """Return the statistic that is just one row of a table, by that row."""
    found: dict[RowKey, Statistic] = {}
    for statistic in statistics:
        if len(statistic.rows) == 1 and statistic.rows[0].count == 1 and statistic.basis is None:
            rowset = statistic.rows[0]
            if find_amount(rowset.columns, rowset.rows[0]) == statistic.value:
                found.setdefault(_key(rowset, rowset.rows[0], statistic.cell), statistic)
    return found


def _key(rowset: RowSet, row: tuple[Cellvalue, ...], cell: Cell | None) -> RowKey:
    notebook = cell.notebook if cell else ""
    return rowset.dataset or notebook, frozenset(zip(rowset.columns, row, strict=False))


def _of_rows(
    rowset: RowSet,
    cell: Cell | None,
    statistics: Mapping[str, Statistic],
    looked_up: Mapping[RowKey, Statistic],
    sources: Mapping[str, Source],
    language: str,
) -> Iterator[dict[str, object]]:
    for row in rowset.rows:
        statistic, value = looked_up.get(_key(rowset, row, cell)), find_amount(rowset.columns, row)
        if value is None:
            continue
        keys = [show_cell(cell, name) for name, cell in zip(rowset.columns, row, strict=False) if name not in NO_KEYS]
        if statistic is not None:
            yield {**_of_statistic(statistic, statistics, language), "keys": [*filter(None, keys)]}
            continue
        one = RowSet(dataset=rowset.dataset, columns=rowset.columns, rows=(row,), table=rowset.table)
        ((short,), _) = find_short_rows((one,), language)
        named = [sources[id].publisher or sources[id].title for id in one.source_ids if id in sources]
        yield {
            "keys": [*filter(None, keys)],
            "value": str(value),
            "says": f"{short.label}: {short.value}",
            "sure": f"{find_words(language)['source']}: {', '.join(named)}" if named else "",
        }


def _of_statistic(statistic: Statistic, statistics: Mapping[str, Statistic], language: str) -> dict[str, object]:
    words = find_words(language)
    shown = show_bare(statistic.value, statistic.unit, language)
    return {
        "keys": [*filter(None, (statistic.period, statistic.about))],
        "value": str(Decimal(statistic.value) * (100 if statistic.unit == "share" else 1)),
        "id": statistic.id,
        "says": say_what_it_is(shown, statistic, statistics, language),
        "sure": f"{words[f'how.short.{statistic.how}']} {describe_sources(statistic, language)}".strip(),
    }
