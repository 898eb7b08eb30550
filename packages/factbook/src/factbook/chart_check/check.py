"""A whole chart: how many of its values were found, what was not, and which numbers its texts may print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from factbook.chart_check.faults import check_inputs, describe_missing, find_cautions
from factbook.chart_check.match import FoundValues, Matcher, Pair, read_years
from factbook.chart_check.row_index import Key, read_key
from factbook.chart_check.series import find_strangers
from factbook.model.drawn import UNDRAWN, ChartCheck, ChartFindings, Datum, Drawing, DrawnField, DrawnMark, PrintedText
from figurecheck.model import Chart, Statistic
from figurecheck.model.worded import phrase

_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20|21)\d\d(?![\d,.%])")
MOST = 3
"""Faults of one mark that are told; the rest is counted."""


def check_chart(chart: Chart, drawings: Iterable[Drawing], statistics: Mapping[str, Statistic]) -> ChartFindings:
    """Look for each drawn value of a chart, at all of its widths, and list its texts."""
    matcher, drawings = Matcher(chart, statistics), list(drawings)
    # By what is drawn, not by mark: layers and widths draw the same value several times.
    counted: dict[object, str] = {}
    faults: list[str] = []
    texts: list[PrintedText] = []
    for drawing in drawings:
        faults += [f"{UNDRAWN}: {drawing.fault}"] if drawing.fault else []
        broken = {name: list(check_inputs(matcher, one)) for name, one in drawing.inputs.items()}
        for name in _used_inputs(drawing):
            faults += _first(broken.get(name, []))
        for mark in drawing.marks:
            if mark.kind == "text":
                texts += _read_marks(matcher, mark)
            else:
                faults += _first(list(_check_mark(matcher, mark, counted)))
        texts += _read_labels(matcher, drawing)
    total = list(counted.values())
    check = ChartCheck(
        matched=total.count(""), total=len(total), unread=tuple(dict.fromkeys(why for why in total if why))
    )
    return ChartFindings(
        check=check,
        faults=tuple(dict.fromkeys(faults)),
        texts=tuple(dict.fromkeys(texts)),
        years=_find_years(drawings),
        cautions=tuple(dict.fromkeys(caution for drawing in drawings for caution in find_cautions(drawing))),
    )


def _check_mark(matcher: Matcher, mark: DrawnMark, counted: dict[object, str]) -> Iterator[str]:
    """Yield each value of a mark that is not found, and note in `counted` which were."""
    numbers = [one for one in mark.fields if one.is_number] or [one for one in mark.fields if one.is_time]
    # A line across the chart at a number of the author's has no row, and its label is a text.
    if not numbers or (mark.kind == "rule" and all(_is_constant(one) for one in numbers)):
        return
    found: dict[int, FoundValues] = {}
    for at, datum in enumerate(mark.items):
        # What has no place is not drawn: Vega leaves it out of lines and bars.
        if any(datum.get(one.shown) is None for one in numbers):
            continue
        one = matcher.find(datum, mark.fields)
        derived = [name for name in numbers if name.inputs]
        if one.missing:
            missing = describe_missing(matcher, one.missing, datum, _direct(mark))
            yield phrase("{mark}: {what}", mark=mark.kind, what=missing)
        elif not (one.numbers or one.rows or one.unread or derived or one.is_aside):
            yield phrase("{mark}: {what}", mark=mark.kind, what=describe_missing(matcher, [], datum, _direct(mark)))
        elif one.unread or one.rows or one.numbers or derived:
            unsourced = not matcher.is_sourced(one.rows) if one.rows or derived else False
            why = one.unread[0] if one.unread else "unsourced" if unsourced else ""
            counted.setdefault(_identify(mark, datum), why)
            if one.rows:
                found[at] = one
    yield from _find_other_series(matcher, mark, found)


def _find_other_series(matcher: Matcher, mark: DrawnMark, found: Mapping[int, FoundValues]) -> Iterator[str]:
    rivals, drawn = matcher.find_rivals(mark, found)
    strangers, column = find_strangers(matcher.index, [one.rows for one in found.values()], rivals, drawn)
    places = list(found)
    for stranger in strangers:
        datum = mark.items[places[stranger]]
        values = ", ".join(f"{one.name} {datum.get(one.name)}" for one in _direct(mark))
        if column:
            template = "{values} is of another {column} than the rest; draw the column that tells them apart"
            what = phrase(template, values=values, column=column)
        else:
            template = "{values} is one of several values for these keys; draw the column that tells them apart"
            what = phrase(template, values=values)
        yield phrase("{mark}: {what}", mark=mark.kind, what=what)


def _read_marks(matcher: Matcher, mark: DrawnMark) -> Iterator[PrintedText]:
    """Yield the texts of a mark with the values of the row that each stands at."""
    fields = [one for one in mark.fields if one.channel != "text"]
    own = [one for one in mark.fields if one.channel == "text"]
    for datum, text in zip(mark.items, mark.texts, strict=True):
        if text:
            pairs = [
                Pair(one.name, datum.get(one.name), one.is_number)
                for one in fields
                if not one.unread and not one.inputs and datum.get(one.name) is not None
            ]
            values = [
                *_values_beside(matcher, pairs, datum),
                *_own_values(matcher, pairs, own, datum),
                *_values_of_years(matcher, pairs, text),
            ]
            yield PrintedText(
                text=text, kind="label", values=tuple(dict.fromkeys(values)), is_data=matcher.is_data(text)
            )


def _values_beside(matcher: Matcher, pairs: list[Pair], datum: Datum) -> Iterator[Decimal]:
    """Yield the numbers of the row at which a label stands; of all rows with its keys, if it stands beside a mark."""
    rows = matcher.agreeing(pairs, datum)
    keys = [pair for pair in pairs if pair.is_key]
    if not rows and len(pairs) > 1 and not matcher.match(pairs, datum)[1]:
        # Its place is that of a value by what ``shows=`` says.
        yield from (Decimal(repr(pair.value)) for pair in pairs if pair.is_number and isinstance(pair.value, float))
    elif not rows and keys:
        rows = matcher.agreeing(keys, datum)
    yield from (Decimal(number) for number in matcher.index.numbers(sorted(rows)))


def _values_of_years(matcher: Matcher, pairs: list[Pair], text: str) -> Iterator[Decimal]:
    """Yield the numbers of the years that a label names, where it stands at another one."""
    own = {read_key(pair.value) for pair in pairs}
    for year in dict.fromkeys(_YEAR.findall(text)):
        rows = matcher.agreeing([Pair("", year)], {}) if float(year) not in own else set()
        yield from (Decimal(number) for number in matcher.index.numbers(sorted(rows)))


def _own_values(matcher: Matcher, pairs: list[Pair], own: list[DrawnField], datum: Datum) -> Iterator[Decimal]:
    """Yield the numbers of a label's own row that rows or statistics bear out, and those that the renderer computed."""
    for one in own:
        value = datum.get(one.shown)
        if (one.inputs or one.unread) and isinstance(value, float):
            yield Decimal(repr(value))
    keys = [pair for pair in pairs if pair.is_key]
    for name, value in datum.items():
        # Without a key, any row with this number would do.
        if isinstance(value, float) and name not in {pair.name for pair in keys} and keys:
            _, missing = matcher.match([*keys, Pair(name, value, is_number=True)], datum)
            if not missing:
                yield Decimal(repr(value))


def _read_labels(matcher: Matcher, drawing: Drawing) -> Iterator[PrintedText]:
    """Yield titles, and the labels of axes and legends, but for those that the renderer wrote for numbers and times."""
    for one in drawing.texts:
        if one.kind in {"number plain", "time plain"}:
            continue
        values = (Decimal(repr(one.value)),) if isinstance(one.value, float) else ()
        # Of categories that are numbers, such as years, the label is the number itself.
        key = read_key(one.text)
        itself = one.kind.startswith("category") and key == read_key(one.value) and matcher.index.holds(key)
        is_data = matcher.is_data(one.text) or itself
        yield PrintedText(text=one.text, kind=one.kind, values=values, is_data=is_data)


def _find_years(drawings: Iterable[Drawing]) -> tuple[int, int] | None:
    """Return the first and the last year along the axes of a chart; ``None`` where it draws fewer than two."""
    years: set[int] = set()
    for mark in (mark for drawing in drawings for mark in drawing.marks if mark.kind != "text"):
        # A value in kilograms may look like a year; one along an axis has another one beside it.
        alone = len({one.name for one in mark.fields if one.is_number}) == 1
        for one in mark.fields:
            if not (one.is_number and alone):
                years |= read_years([datum.get(one.shown) for datum in mark.items])
    return (min(years), max(years)) if len(years) > 1 else None


def _is_constant(one: DrawnField) -> bool:
    return one.name == one.channel


def _direct(mark: DrawnMark) -> list[DrawnField]:
    return [one for one in {one.name: one for one in mark.fields}.values() if not one.inputs and not one.unread]


def _used_inputs(drawing: Drawing) -> Iterator[str]:
    yield from dict.fromkeys(one.inputs for mark in drawing.marks for one in mark.fields if one.inputs)


def _identify(mark: DrawnMark, datum: Datum) -> frozenset[tuple[str, Key | None]]:
    # The same value as line, point and label is one value.
    return frozenset((one.shown, read_key(datum.get(one.shown))) for one in mark.fields)


def _first(faults: list[str]) -> list[str]:
    rest = len(faults) - MOST
    return [*faults[:MOST], phrase("and {n} more like the last", n=str(rest))] if rest > 0 else faults
