"""Readings that only a bound Korean text allows: majorities, ages by tens, and two limits of one figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from figurecheck.figures.common.finish import finish
from figurecheck.figures.common.number import Core
from figurecheck.figures.common.qualifiers import DEFAULT_RULES, Rules, Test
from figurecheck.figures.common.running_text import found_at
from figurecheck.figures.korean.grammar import complete
from figurecheck.figures.korean.units import read_band

# "여당이 과반": more than half of whatever the statistic divides.
_MAJORITY = re.compile(r"(?<![가-힣])(과반수?|태반|대다수|대부분)(?=$|[^가-힣]|[을를은는이가의에도인이로]|으로)")
_MOST = frozenset({"대다수", "대부분"})
_AGES = re.compile(r"([1-9]0)대(?!\s?\d)")
# Between two limits of one figure nothing stands but particles: "30명 이상 50명 미만", "20%를 넘고 30% 이하".
_BETWEEN = re.compile(r"(?:고|이며|면서|에서|으로|~|,|\s)*")
_LOW, _HIGH = frozenset({Test.AT_LEAST, Test.OVER}), frozenset({Test.AT_MOST, Test.UNDER})


def find_bound(text: str, rules: Rules) -> Iterator[Found]:
    """Yield a word for more than half, which in running text is no figure."""
    by_name = {one.name: one for one in rules.qualifiers}
    for match in _MAJORITY.finditer(text):
        core = Core(amount=Fraction(1, 2), end=match.end(), bare=True, form=Form.FRACTION)
        builder = complete(text, FigureBuilder(core=core, start=match.start(), end=match.end()), rules)
        # "과반에 못 미쳤다" has a qualifier of its own; nine in ten are a majority too.
        alone = builder.qualifier is None
        if alone:
            builder.qualifier = by_name.get("well over" if match.group(1) in _MOST else "over")
        full_end = max(builder.end, builder.full_end)
        figure = finish(builder, text[builder.full_start : full_end])
        if alone and match.group(1) not in _MOST:
            figure = replace(figure, upper=Fraction(1))
        found = found_at(*match.span(), text, NumberKind.FIGURE, figure)
        yield replace(found, full_start=builder.full_start, full_end=full_end)


def read_bound_word(found: Found, text: str) -> PrintedFigure | None:
    """Return an age that `read_age` has read."""
    return read_age(text, found).figure


def read_age(text: str, found: Found) -> Found:
    """Read "30대 초반" as an age, with its qualifiers; in running text it names a group."""
    match = _AGES.match(text, found.start)
    if match is None or found.kind is not NumberKind.NAME:
        return found
    # The unit is not printed: to `read_band` it stands between the digits and 대.
    core = Core(amount=Fraction(match.group(1)), end=found.start, digits=True)
    builder = FigureBuilder(core=core, start=found.start, end=match.end(1), unit="year")
    read_band(text, builder)
    if not builder.band:
        return found
    figure = finish(complete(text, builder, DEFAULT_RULES), text)
    full_end = max(builder.end, builder.full_end)
    return replace(found, figure=figure, full_start=builder.full_start, full_end=full_end)


def read_limits(text: str, found: list[Found]) -> Found | None:
    """Read "30명 이상 50명 미만" as one range, either end of which may be no part of it."""
    counted = [one for one in found if one.kind is NumberKind.FIGURE]
    if len(counted) != 2 or len(counted) != len(found):
        return None
    one, two = counted
    low, high = one.figure, two.figure
    if low is None or high is None or low.qualifier is None or high.qualifier is None:
        return None
    tests = (low.qualifier.test in _LOW, high.qualifier.test in _HIGH)
    alike = (low.form, low.unit, low.noun) == (high.form, high.unit, high.noun)
    plain = low.upper is None and high.upper is None and not (low.direction or high.direction)
    if not (all(tests) and alike and plain) or low.amount >= high.amount:
        return None
    if not _BETWEEN.fullmatch(text[one.full_end : two.full_start]):
        return None
    figure = replace(
        low,
        text=text,
        upper=high.amount,
        open=high.qualifier.test is Test.UNDER,
        reading=f"{low.reading} and {high.reading}",
    )
    return replace(one, figure=figure, end=two.end, full_end=two.full_end)
