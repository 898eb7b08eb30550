"""The figure around the drawings of a chart on a page, and its values as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from factbook.model.drawn import ChartCheck
from factbook.render.charts.house_style import WIDTHS
from factbook.render.templating import render_part
from factbook.render.text import NOTHING
from factbook.render.values import show_value
from factbook.render.words.interface import find_words
from figurecheck.model import Cellvalue, Chart, RowSet

NOT_CHECKED = ChartCheck()
MOST_CELLS, FIRST_CELLS = 2_000, 300
"""Cells up to which the tables below a chart are shown whole, and of the first rows of larger ones."""
MOST_WHOLE = 1_000
"""Rows up to which a chart's own file has all of them, also where it draws fewer."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With what a text begins that spreadsheets run as a formula."""


def render_chart(
    chart: Chart,
    svgs: Mapping[str, str],
    *,
    title_html: Markup,
    subtitle_html: Markup,
    alt_text: str,
    source_line_html: Markup,
    table_html: Markup,
    rows_shown: str = "",
    csvs: Mapping[str, str] | None = None,
    check: ChartCheck = NOT_CHECKED,
    values: str = "",
    share: Markup = NOTHING,
    lead: bool = False,
    over: bool = False,
    language: str = "en",
) -> Markup:
    """Render a figure with a drawing for each width (the column's width selects one), its source line and its data.

    `svgs` are our own drawings by name of the width, `csvs` the addresses of its data by label; `check`
    says how many of its values were found in the data. `rows_shown` says how many rows the table has, if not all;
    `values` is the address of the script that says what lies behind them, `share` how the chart is saved and embedded.
    """
    drawings = [label_drawing(svgs[name], name, alt_text) for name in WIDTHS if svgs.get(name)]
    return render_part(
        "chart.html",
        language,
        chart=chart,
        drawings=drawings,
        title=title_html,
        subtitle=subtitle_html,
        source_line=source_line_html,
        table=table_html,
        rows_shown=rows_shown,
        csvs=csvs or {},
        unit=find_unit(chart.rows, language),
        check=check,
        checked=_describe_check(check, language),
        values=values,
        share=share,
        lead=lead,
        over=over,
    )


def _describe_check(check: ChartCheck, language: str) -> str:
    """Return how many of a chart's values were found in the data, and why the others were not looked for."""
    words, n, m = find_words(language), check.total, check.matched
    if not n:
        return ""
    if m == n:
        return words["chart.checked.one"] if n == 1 else words["chart.checked"].format(n=n)
    reasons = "; ".join(words.get(f"chart.unread.{why}", why) for why in check.unread)
    return words["chart.checked.some" if m else "chart.checked.none"].format(m=m, n=n, why=reasons)


def find_unit(rowsets: Sequence[RowSet], language: str = "en") -> str:
    """Return how a value of these rows is written with its unit, ``{n} people``; empty if they have none or several."""
    units = {
        str(row[rowset.columns.index("unit")] or "")
        for rowset in rowsets
        for row in rowset.rows
        if "unit" in rowset.columns
    }
    unit = units.pop() if len(units) == 1 else ""
    return show_value(Decimal(0), unit, language).replace("0", "{n}", 1) if unit not in {"", "share", "%"} else ""


def chart_csv(chart: Chart) -> str:
    """Return the rows of a chart as CSV: each table in turn, under the columns of all, its name in the first.

    Of a chart that sums many rows up, what it draws; the file of its dataset has the others. A text that a spreadsheet
    would run as a formula has an apostrophe in front.
    """
    many = sum(len(rowset.rows) for rowset in chart.rows)
    drawn = _find_drawn(chart) if many > MOST_WHOLE else ()
    rowsets = drawn if drawn and sum(len(one.rows) for one in drawn) < many else chart.rows
    columns = list(dict.fromkeys(name for rowset in rowsets for name in rowset.columns))
    rows: list[list[Cellvalue]] = [["table", *map(disarm, columns)]]
    for rowset in rowsets:
        at = [rowset.columns.index(name) if name in rowset.columns else None for name in columns]
        rows += [[rowset.dataset, *("" if i is None else disarm(row[i]) for i in at)] for row in rowset.rows]
    return write_csv(rows)


def write_csv(rows: Iterable[Sequence[Cellvalue]]) -> str:
    """Return rows as CSV."""
    # A line feed on every system, as the same rows must give the same bytes.
    out = _Lines()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return "".join(out)


def _find_drawn(chart: Chart) -> Sequence[RowSet]:
    """Return the rows that are in a chart itself, which its notebook may have computed; empty where it has none."""
    # The same rows at each width.
    spec: Mapping[str, Any] = next(iter(chart.specs.values()), {})
    tables = [
        rows
        for rows in spec.get("datasets", {}).values()
        if isinstance(rows, list) and rows and isinstance(rows[0], Mapping)
    ]
    named = [(rows, tuple(dict.fromkeys(str(name) for row in rows for name in row))) for rows in tables]
    return [
        RowSet(columns=names, rows=tuple(tuple(row.get(name) for name in names) for row in rows))
        for rows, names in named
    ]


def disarm(cell: Cellvalue) -> Cellvalue:
    """Return a cell that no spreadsheet takes for a formula; numbers stay as they are, whatever their sign."""
    if not isinstance(cell, str) or not cell.startswith(_FORMULA) or _is_signed(cell):
        return cell
    return f"'{cell}"


def _is_signed(text: str) -> bool:
    """Return whether a text is a plain number with a sign."""
    return text[1:].replace(".", "", 1).replace(",", "").isdecimal() and text[0] in "+-"


class _Lines(list[str]):
    """The lines that a CSV writer writes, as it needs an object with a method ``write``."""

    write = list.append


def label_drawing(svg: str, width: str, alt: str) -> Markup:
    """Return a drawing that says at which width it is shown, and to those who do not see it what it shows."""
    attributes = Markup('<svg data-w="{}" role="img" aria-label="{}"').format(width, alt)
    return Markup(svg.replace("<svg", str(attributes), 1))  # noqa: S704 - drawn by us, its texts escaped
