"""What is wrong with drawn values, in words: which value stands in no row, and what its row has instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from factbook.chart_check.match import Matcher, Pair
from factbook.chart_check.row_index import Value
from factbook.model.drawn import Datum, Drawing, DrawnField, DrawnInputs
from figurecheck.model.worded import join, phrase


def check_inputs(matcher: Matcher, inputs: DrawnInputs) -> Iterator[str]:
    """Yield what is wrong with the rows that the renderer computed from."""
    names = {*inputs.values, *inputs.keys}
    tables: set[int] = set()
    for datum in inputs.items:
        fields = [
            DrawnField(channel="", name=name, shown=name, is_number=name in inputs.values)
            for name in sorted(names)
            if datum.get(name) is not None
        ]
        if not any(one.is_number for one in fields) and inputs.values:
            continue
        found = matcher.find(datum, fields)
        if found.missing or not (found.rows or found.unread):
            yield describe_missing(matcher, found.missing, datum, fields)
        tables |= {matcher.index.rows[row].table for row in found.rows}
    # Compared with all rows that the chart was given, since its own filters may leave some out.
    rows = sum(len(matcher.index.tables[table].rows) for table in tables)
    if inputs.rows and tables and rows != inputs.rows:
        named, used = f"{rows}", f"{inputs.rows}"
        yield phrase("{named} rows are named, and {used} are computed with", named=named, used=used)


def describe_missing(matcher: Matcher, missing: Sequence[Pair], datum: Datum, fields: Sequence[DrawnField]) -> str:
    """Return which value is in no row, at which keys, and what the row holds instead."""
    pairs = [Pair(one.name, datum.get(one.name), one.is_number) for one in fields if datum.get(one.name) is not None]
    named = [pair.name for pair in missing]
    # Of several numbers, that along the axis is what the others are the values of.
    told = [pair for pair in pairs if pair.name in named] or pairs
    keys = ", ".join(f"{pair.name} {_show(pair.value)}" for pair in pairs if pair not in told)
    values = ", ".join(f"{pair.name} {_show(pair.value)}" for pair in told)
    near = [cell for pair in told if (cell := matcher.nearest(pair, pairs, datum)) is not None]
    said = [phrase("{values} is in no row that the chart names", values=values)]
    if keys:
        said = [phrase("{values} at {keys} is in no row that the chart names", values=values, keys=keys)]
    if near:
        said.append(phrase("its row has {value}", value=_show(near[0])))
    for name in named:
        for id, statistic in matcher.name_statistics(name, datum):
            if statistic is None:
                said.append(phrase("{id!r} was never recorded", id=id))
            else:
                said.append(phrase("{id!r} is {value}", id=id, value=_show(statistic.value)))
    return join(said, "; ")


def find_cautions(drawing: Drawing) -> Iterator[str]:
    """Yield what readers may not see in a drawing, each with a remedy in brackets."""
    for kind, colour, contrast in drawing.faint:
        yield f"the {kind} in {colour} has a contrast of {contrast:g} with the page; 3 are needed (choose a darker one)"
    for alike in drawing.alike:
        yield f"{alike} (draw fewer of them, or choose their colours)"
    if drawing.unnamed:
        yield f"nothing names its {drawing.unnamed} lines (draw color=, or label them)"


def _show(value: Value) -> str:
    if isinstance(value, float | int | Decimal) and not isinstance(value, bool):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        return f"{number.normalize():f}"
    return str(value)
