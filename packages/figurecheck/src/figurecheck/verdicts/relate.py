"""Decide whether a printed figure and a value can be compared, and how the value is expressed on the figure's scale."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from figurecheck.figures.common.contrasts import says_per
from figurecheck.figures.common.figure import Form, PrintedFigure
from figurecheck.figures.common.nouns import kinds_of
from figurecheck.figures.common.qualifiers import DEFAULT_RULES, Qualifier, Rules, Test
from figurecheck.figures.common.units import (
    DOLLARS,
    LENGTHS,
    PHYSICAL,
    POUNDS,
    SCALED_ONLY,
    SPANS,
    canonical,
    canonical_base,
    factor,
    is_money,
    may_be,
    rate_base,
)
from figurecheck.model.worded import join, phrase
from figurecheck.verdicts.shown import name_unit

ONE = Fraction(1)
HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Relation:
    """The figure's scale: a value v stands at ``scale * v + shift`` on it."""

    scale: Fraction
    shift: Fraction = Fraction(0)
    metres: bool = False
    """An ``m`` behind the digits means metres, not millions."""
    converted: bool = False
    """Whether the value is in a smaller unit than the figure, whose own unit is then its precision."""


# One object for the commonest case, so that `judge` can skip the arithmetic by identity.
SAME = Relation(ONE)


def implied_unit(figure: PrintedFigure, value: Fraction) -> str:
    """Return the unit to assume for a value without one: the figure's own."""
    if figure.form is Form.PERCENT:
        # A value above one without a unit can only be in per cent.
        return "share" if abs(value) <= 1 else "%"
    if figure.total is not None and abs(value) > 1:
        return "count"
    by_form = {Form.POINTS: "pp", Form.FRACTION: "share", Form.MULTIPLE: "ratio", Form.ORDINAL: "rank"}
    return by_form.get(figure.form) or figure.unit or "count"


_AT_MOST, _OUTSIDE = Qualifier(name="at most", test=Test.AT_MOST), Qualifier(name="over", test=Test.OVER)


def read_for(figure: PrintedFigure, value: Fraction, unit: str) -> PrintedFigure:
    """Return the figure as the unit and the sign of its value decide between readings that the text leaves open."""
    kind = canonical(unit)
    # "One" is no rounding of 80%.
    if kind == "share" and figure.form is Form.NUMBER and figure.step == ONE:
        figure = replace(figure, step=Fraction(0), whole=False)
    open_ways = figure.top or figure.digits or figure.reached or figure.level or figure.most
    if not open_ways and figure.either is None:
        return figure
    # Any of the first places is among the top five, and none of them misleads.
    if figure.top and kind == "rank":
        outside = figure.qualifier is not None and figure.qualifier.test is Test.OVER
        return replace(figure, form=Form.ORDINAL, qualifier=_OUTSIDE if outside else _AT_MOST, inner=None)
    # "Most riders": more than half of them, or more than anywhere else.
    if figure.most and kind == "rank":
        return replace(figure, form=Form.ORDINAL, amount=ONE, upper=None, bare=False, qualifier=None)
    if figure.digits and kind in _DIGITS_OF:
        return replace(figure, form=_DIGITS_OF[kind])
    # "A 70-30 split", as a ratio.
    # "3대 2로 이겼다".
    if figure.either and figure.form in {Form.PERCENT, Form.NUMBER} and kind == "ratio":
        return replace(figure, form=Form.MULTIPLE, amount=figure.amount / figure.either, bare=True, either=None)
    # "Dropped under 3%" of a positive value is a level.
    if figure.reached and value > 0:
        return replace(figure, direction=0)
    # "Fell to a tenth" of a change: what is left of it, and no share.
    if figure.level and figure.form is Form.FRACTION and value < 0 and kind in {"share", "%"}:
        return replace(figure, form=Form.MULTIPLE)
    return figure


_DIGITS_OF = {"share": Form.PERCENT, "%": Form.PERCENT, "pp": Form.POINTS}


def relate(figure: PrintedFigure, unit: str, rules: Rules = DEFAULT_RULES) -> Relation | str:
    """Return how values in `unit` are expressed on the figure's scale, or why the two cannot be compared."""
    unit = canonical(unit)
    # The units of `_BY_UNIT` and rates decide alone; below them the form of the figure does.
    if unit in {"share", "%"}:
        return _share(figure, unit)
    if unit in _BY_UNIT:
        return _BY_UNIT[unit](figure)
    counted, _, of = f" {unit}".partition(" per ")
    if base := rate_base(of):
        if counted and _is_of_others(figure.text, of):
            return _incomparable(figure, unit)
        return _rate(figure, unit, base)
    unit = _counted_by(figure, unit) if " per " in unit else unit
    if figure.form is Form.ORDINAL:
        return _run(figure, unit)
    if figure.form is Form.MULTIPLE and unit == "count" and figure.whole and _counts_times(figure):
        return SAME
    if figure.form not in {Form.NUMBER, Form.VAGUE}:
        parts = _PARTS_PER.get(unit) if figure.form is Form.FRACTION else None
        return Relation(ONE / parts) if parts else _incomparable(figure, unit)
    if is_money(unit):
        return _money(figure, unit)
    if unit in PHYSICAL:
        return _physical(figure, unit)
    return _counted(figure, unit, rules)


_PARTS_PER = {"ppm": 10**6, "ppb": 10**9}


def _is_of_others(text: str, base: str) -> bool:
    """Return whether a text says of whom so many are, and of others than a base: "5 per 1,000 births" of people."""
    said, words = _BASE.search(text.lower()), base.split()
    if said is None or len(words) == 1:
        return False
    return canonical_base(words[-1]) not in map(canonical_base, said[1].split())


_BASE = re.compile(r"\bper [\d,.]+(?: (?:hundred|thousand|million|billion))?((?: [a-z²³]+){1,3})")


def _counted_by(figure: PrintedFigure, unit: str) -> str:
    """Return pounds of "pounds per week" if the figure says "a week"; a number alone has the unit of its value."""
    counted, _, base = unit.partition(" per ")
    return canonical(counted) if unit not in PHYSICAL and says_per(figure.text, base) else unit


def _counts_times(figure: PrintedFigure) -> bool:
    """Return whether a multiple can count how often: "three times", "twice"; not "double", "threefold"."""
    text = figure.text.lower()
    return any(word in text for word in ("times", "twice", "thrice", "배")) or not figure.bare


def _rate(figure: PrintedFigure, unit: str, base: int) -> Relation | str:
    """Relate "3.2 per 100,000", or 3.2 alone, to a rate."""
    if figure.form is Form.FRACTION:
        return Relation(ONE / base)
    return SAME if figure.form is Form.NUMBER and not figure.unit else _incomparable(figure, unit)


def _is_bare_number(figure: PrintedFigure) -> bool:
    return figure.form is Form.NUMBER and not figure.unit


def _incomparable(figure: PrintedFigure, unit: str) -> str:
    kind, value = describe_kind(figure), name_unit(unit or "a bare number")
    return phrase("{kind} cannot be held against {value}", kind=kind, value=value)


def describe_kind(figure: PrintedFigure) -> str:
    """Return the kind of a figure in words, for a reason."""
    kinds = {
        Form.PERCENT: "a percentage", Form.POINTS: "a number of percentage points", Form.FRACTION: "a part of a whole",
        Form.MULTIPLE: "a multiple", Form.ORDINAL: "a rank", Form.DATE: "a date", Form.VAGUE: "a vague plural",
    }  # fmt: skip
    if figure.form in kinds:
        return name_unit(kinds[figure.form])
    counted = figure.unit or figure.noun
    return phrase("a number of {what}", what=name_unit(counted)) if counted else phrase("a bare number")


def _share(figure: PrintedFigure, unit: str) -> Relation | str:
    part = ONE if unit == "share" else ONE / 100
    if figure.form is Form.PERCENT:
        return Relation(part * 100)
    if figure.form is Form.FRACTION:
        return Relation(part)
    # The share is a change: "doubled" is a rise by the whole.
    if figure.form is Form.MULTIPLE:
        return Relation(part, ONE)
    if _is_bare_number(figure) and not figure.noun:
        return SAME
    if figure.form is Form.POINTS:
        return phrase("percentage points cannot be held against a share: a change in points is another statistic")
    return _incomparable(figure, "a share")


def _points(figure: PrintedFigure) -> Relation | str:
    if figure.form is Form.POINTS or _is_bare_number(figure):
        return SAME
    if figure.form is Form.PERCENT:
        return phrase("the value is in percentage points, and the figure in per cent: say percentage points")
    return _incomparable(figure, "percentage points")


def _ratio(figure: PrintedFigure) -> Relation | str:
    # "Twice a week" is no double.
    if figure.form is Form.MULTIPLE and any(says_per(figure.text, span) for span in SPANS):
        return _incomparable(figure, "a ratio")
    if figure.form is Form.MULTIPLE or _is_bare_number(figure):
        return SAME
    if figure.form is Form.PERCENT:
        # "Rose by 20%" of a ratio of 1.2, but "was 120% of" it.
        return Relation(HUNDRED, -HUNDRED) if figure.direction or figure.amount < 0 else Relation(HUNDRED)
    if figure.form is Form.FRACTION:
        return Relation(ONE, -ONE) if figure.direction else SAME
    return _incomparable(figure, "a ratio")


def _rank(figure: PrintedFigure) -> Relation | str:
    return SAME if figure.form is Form.ORDINAL or _is_bare_number(figure) else _incomparable(figure, "a rank")


_BY_UNIT = {"pp": _points, "ratio": _ratio, "rank": _rank}


def _run(figure: PrintedFigure, unit: str) -> Relation | str:
    """Relate a rank to the length of a run: "the second year running" is two years."""
    if unit in SPANS and (not figure.unit or figure.unit == unit):
        return SAME
    if figure.streak and unit in {"count", figure.unit, f"{figure.unit}s", f"{figure.unit}es"}:
        return SAME
    return _incomparable(figure, unit)


# As a word or before the sign: not the "us" of "just" and "surplus".
_NAMES_US = re.compile(
    r"\bU\.?S\b|\b(?i:us(?=\$| ?dollars?\b)|american|usd|united states)\b|\b(?i:us)\$|미국|미화|\b미 ?달러"
    r"|(?i:amerikanisch)"
)


def _money(figure: PrintedFigure, unit: str) -> Relation | str:
    if not figure.unit:
        return SAME if not _counts_things(figure) else _incomparable(figure, unit)
    # Cents are "of money", whichever currency. A bare dollar may be any dollar, unless the text says US.
    if (
        figure.unit == "of money"
        or may_be(figure.unit, unit)
        or (figure.unit == "USD" and unit in DOLLARS and not _NAMES_US.search(figure.text))
    ):
        return SAME
    # "Pounds" alone are a weight to the grammar.
    if unit in POUNDS and figure.unit == "lb" and "pound" in figure.text.lower():
        return SAME
    if is_money(figure.unit):
        if " " in figure.unit:
            # A bare dollar, krone or franc may be one of several.
            one = join(figure.unit.split(" or "), " or ")
            return phrase("the figure is in {one}, and the value in {other}", one=one, other=unit)
        return phrase("{one} and {other} are two currencies", one=figure.unit, other=unit)
    return _incomparable(figure, unit)


def _physical(figure: PrintedFigure, unit: str) -> Relation | str:
    # "5m" is five metres where the value is a length.
    if not figure.unit and figure.scale == "m" and unit in LENGTHS:
        times = factor(unit, "m")
        return Relation(times, metres=True) if times else _incomparable(figure, unit)
    if not figure.unit:
        # "20 degrees" names no scale.
        if figure.noun in {"degree", "degrees", "도"}:
            return SAME if unit in SCALED_ONLY else _incomparable(figure, unit)
        return SAME if not _counts_things(figure) else _incomparable(figure, unit)
    times = factor(unit, figure.unit)
    return Relation(times, converted=times < 1) if times else _incomparable(figure, unit)


def _counts_things(figure: PrintedFigure) -> bool:
    return len(figure.noun) > 3 and figure.noun.endswith("s") and not figure.noun.endswith(("ss", "us"))


def _counted(figure: PrintedFigure, unit: str, rules: Rules) -> Relation | str:
    printed = figure.unit
    if figure.noun and figure.noun != unit and (clash := _of_another_kind(figure, unit, rules)):
        return clash
    # Of an unknown noun nothing is known here; `Language.find_uncounted` has seen whether the unit may count it.
    # "80 pesos" of a unit that is called so too.
    if is_money(printed) and unit.lower() in figure.text.lower():
        return SAME
    if not printed or printed == unit or (printed == "people" and kinds_of(unit.lower(), rules.nouns) >= {"people"}):
        return SAME
    if unit == "count":
        return SAME if printed in {"people", "cases"} or printed in SPANS else _incomparable(figure, "a count")
    if printed in {"people", "cases"} and unit not in {"people", "cases"}:
        return SAME
    return _incomparable(figure, unit)


def _of_another_kind(figure: PrintedFigure, unit: str, rules: Rules) -> str:
    """Return why the figure's noun and the unit count different things; empty if that is not known of them."""
    printed, counted = kinds_of(figure.noun, rules.nouns), kinds_of(unit.lower(), rules.nouns)
    if printed and counted and not printed & counted:
        kind = phrase("a number of {what}", what=figure.noun)
        return phrase("{kind} cannot be held against {value}", kind=kind, value=name_unit(unit))
    return ""
