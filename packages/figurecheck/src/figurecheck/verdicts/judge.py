"""Judge a printed figure against a value.

::

    printed --read--> figure --+
                               relate --> the value on the figure's scale --weigh--> verdict, reason, interval, margin
    value, unit ---------------+

Amounts are fractions from end to end. What is not understood is incomparable, and never passes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import partial

from figurecheck.figures.common.figure import Form, PrintedFigure
from figurecheck.figures.common.format import count_decimals, show_number
from figurecheck.figures.common.qualifiers import COMPARING, DEFAULT_RULES, DOWNWARD, UPWARD, Rules
from figurecheck.figures.common.rounding import decimals, last_place, rounded_twice
from figurecheck.figures.common.units import canonical
from figurecheck.figures.parser import read
from figurecheck.model import Basis, Finding, How, Interval, Verdict
from figurecheck.model.exact import exact_number, unwrap, write_fraction
from figurecheck.model.worded import Allowed, Worded, join, phrase
from figurecheck.verdicts.dates import judge_date, judge_stretch
from figurecheck.verdicts.relate import SAME, Relation, implied_unit, read_for, relate
from figurecheck.verdicts.series import judge_series, reject_without_series
from figurecheck.verdicts.shown import name_unit, show_count
from figurecheck.verdicts.unread import find_other, find_unnamed, name_balance
from figurecheck.verdicts.weigh import Weighed, weigh

# A Decimal of 1E+1000000 becomes a Fraction of a million digits, and no input may hang the build.
WIDEST = 200
"""Powers of ten from which on a value is no figure of a report."""
_EXACT = Context(prec=60)
# Only what was computed from rows is called recomputed; of a value alone it is not known.
_NAMED = {
    None: partial(phrase, "the value {value}"),
    How.COMPUTED: partial(phrase, "recomputed {value}"),
    How.LOOKED_UP: partial(phrase, "{value} in the table"),
    How.RECORDED: partial(phrase, "recorded {value}"),
}


def judge(
    printed: str,
    value: object,
    *,
    unit: str | None = None,
    locale: str = "en",
    rules: Rules = DEFAULT_RULES,
    basis: Basis | None = None,
    how: How | None = None,
    names: tuple[str, ...] = (),
) -> Finding:
    """Judge whether `value` confirms the printed figure, and say why; no input raises.

    `value` is an int, float, Decimal, Fraction or numpy scalar, a text that holds one, an ISO date, or ``None``.
    `unit` is the value's; without one, the figure's own is assumed (for a percentage: a fraction of 1, or per cent
    where the value is above 1). `basis` is the series of a streak, a rank, an extreme or a change; with it, claims
    such as "for the second year running" or "the highest since 2008" are judged by `judge_series`. `how` says how the
    value came about, for the reason. `names` are texts that name what the value counts, such as its label and
    population: a word beside the figure that no rule reads must be one of theirs.

    >>> judge("about 380", 366, unit="people").verdict.value
    'holds'
    """
    unit = str(unit or "")
    text = printed if isinstance(printed, str) else str(printed)
    exact = None if basis is None else _of_series(value, basis)
    if basis is not None and exact is not None:
        told = partial(judge, how=how, names=names)
        finding = judge_series(text, exact, unit=unit, basis=basis, locale=locale, rules=rules, judge=told, names=names)
        if finding is not None:
            return finding
    # Without a basis a rank is a number like any other, but "the highest since 2008" cannot be judged.
    elif objection := reject_without_series(text, unit=unit, locale=locale, rules=rules):
        return Finding(verdict=Verdict.INCOMPARABLE, reason=objection, printed=text, unit=unit)
    known = _date_value(value) if canonical(unit) == "date" else _number(value)
    reading = read(text, locale, rules)
    figure = reading.figure
    if known is None:
        judgement = Judgement(phrase("there is no value to hold it against ({why})", why=_name_missing_value(value)))
    elif figure is None:
        judgement = Judgement(phrase("not understood: {why}", why=reading.reason))
    elif isinstance(known, str):
        verdict, reason = judge_date(figure, known, locale)
        judgement = Judgement(reason, verdict)
    elif word := find_unnamed(figure, unit, names, locale, rules):
        why = phrase("{word!r} beside the figure is not understood", word=word)
        judgement = Judgement(phrase("not understood: {why}", why=why))
    elif (contrary := find_other(figure, unit, names)) is not None:
        said, other = contrary
        judgement = Judgement(phrase("{said!r} in the text, and the statistic is of {other!r}", said=said, other=other))
    else:
        judgement = _judge_number(name_balance(figure, names), known, unit, rules, how)
    return Finding(
        verdict=judgement.verdict,
        reason=judgement.reason,
        printed=text,
        value=write_fraction(known) if isinstance(known, Fraction) else known,
        unit=unit,
        interval=judgement.interval,
        margin=judgement.margin,
        edge=judgement.edge,
        reading=figure.reading if figure else "",
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """Verdict and reason for a figure, and where the verdict would change."""

    reason: str
    verdict: Verdict = Verdict.INCOMPARABLE
    interval: Interval | None = None
    margin: Decimal | None = None
    edge: Decimal | None = None


_FIRST_YEAR = 1000
"""Fewer years are a span: "around 2000" of 150 years is no year."""


def _judge_year(figure: PrintedFigure, value: Fraction) -> Verdict | None:
    if figure.stretch is not None and value.denominator == 1 and value >= _FIRST_YEAR:
        return judge_stretch(figure.stretch, (int(value), 0, 0))
    if figure.date:
        return Verdict.EXACT if value == figure.date[0] else Verdict.MISMATCH
    return None


def _judge_number(figure: PrintedFigure, value: Fraction, unit: str, rules: Rules, how: How | None) -> Judgement:
    if figure.form is Form.UNSURE:
        against = "not understood: the words of {text!r} go one way, and its numbers the other"
        template = "not understood: {text!r} cannot be judged against a value" if figure.earlier is None else against
        return Judgement(phrase(template, text=figure.text))
    # "2024" against a count of years is a year, and needs no rounding.
    if canonical(unit) in {"year", "year number"} and (verdict := _judge_year(figure, value)):
        return Judgement(_NAMED[how](value=str(value)), verdict)
    if figure.form is Form.DATE:
        return Judgement(phrase("a date cannot be held against {unit}", unit=name_unit(unit or "a number")))
    unit = unit or implied_unit(figure, value)
    figure = read_for(figure, value, unit)
    # "17 of 20" of a count of people: the 17 is what is compared.
    if figure.total is not None and canonical(unit) not in {"share", "%", "ratio"}:
        figure = figure.counted
    relation = relate(figure, unit, rules)
    if isinstance(relation, str):
        return Judgement(relation)
    # The grammar read "5m" as five million.
    if relation.metres:
        figure = replace(figure, amount=figure.amount / 10**6, step=figure.step / 10**6)
    weighed, sign = _weigh_signed(figure, relation, value, rules)
    # "Won 71-84": either number may be the one that is bound.
    if figure.either is not None and isinstance(weighed, Weighed) and weighed.verdict is Verdict.MISMATCH:
        figure = replace(figure, amount=figure.either)
        weighed, sign = _weigh_signed(figure, relation, value, rules)
    if isinstance(weighed, str):
        return Judgement(weighed)
    interval = _interval(weighed, relation, sign)
    edge = _edge(weighed, relation, sign)
    # A printed zero has no sign, so that its edges lie on the side of the value.
    if value < 0 and not figure.amount and figure.upper is None:
        edge = -edge
    margin = _EXACT.abs(_EXACT.subtract(write_fraction(value), edge))
    # As precise as what the figure allows, with which a reader compares it.
    named = _NAMED[how](value=show_count(value, unit, _count_decimals(interval, unit)))
    reason = _reason(weighed, figure, named, unit, interval, rules)
    return Judgement(reason, weighed.verdict, interval, margin, edge)


def _weigh_signed(
    figure: PrintedFigure, relation: Relation, value: Fraction, rules: Rules
) -> tuple[Weighed | str, int]:
    """Weigh magnitudes; also return the sign of the figure's scale against the value."""
    # "Fell by 16.6%" of −0.166: both are turned positive, so that the table below knows magnitudes only.
    sign = -1 if figure.amount < 0 or figure.direction < 0 else 1
    at = value if relation is SAME else relation.scale * value
    if relation.shift:
        at += relation.shift
    is_zero = not figure.amount and figure.upper is None
    if is_zero and figure.qualifier is not None and figure.qualifier.test in COMPARING:
        return weigh(figure, at, rules, converted=relation.converted), 1
    at = abs(at) if is_zero else -at if sign < 0 else at
    # "Below minus 20" is colder, and "more than -5%" may be either.
    if figure.amount < 0 and figure.qualifier is not None and figure.qualifier.test in UPWARD | DOWNWARD:
        return phrase("not understood: which way a qualifier of a number below zero points"), sign
    # "Cut 4,000 jobs" of 4,000: what was cut, or by how much they fell; only the name of the statistic would tell.
    if figure.taken and figure.form is Form.NUMBER and at < 0:
        return phrase(
            "not understood: whether the value is the size of what “{motion}” names, or a change by it",
            motion=figure.motion,
        ), sign
    weighed = weigh(figure, at, rules, converted=relation.converted)
    if isinstance(weighed, str) or at >= 0:
        return weighed, sign
    # The magnitudes may agree, and the text still says the opposite of the value.
    why = phrase("the text names no direction, and the value is below zero (say that it fell)")
    if not figure.direction and figure.amount < 0:
        # A balance of −2 million goes nowhere.
        why = phrase("the printed figure is negative, and the value positive")
    elif figure.direction:
        up, down = (
            phrase("the text says up, and the value went down"),
            phrase("the text says down, and the value went up"),
        )
        why = down if sign < 0 else up
    other = weigh(figure, -at, rules, converted=relation.converted)
    if isinstance(other, Weighed) and other.verdict is Verdict.MISMATCH:
        why = phrase("{why}; the size is wrong too", why=why)
    return replace(weighed, verdict=Verdict.MISMATCH, why=why), sign


def _reason(weighed: Weighed, figure: PrintedFigure, named: str, unit: str, interval: Interval, rules: Rules) -> str:
    """Return the reason: one sentence, with the value as a reader would see it."""
    if weighed.why:
        if weighed.verdict is not Verdict.ROUNDED:
            return phrase("{named}: {why}", named=named, why=weighed.why)
        return phrase("{named} {why}", named=named, why=weighed.why)
    if weighed.verdict is Verdict.MISMATCH:
        slip = _name_magnitude_slip(figure, weighed.at) or _name_double_rounding(figure, weighed.at, rules)
        allowed = Worded(_show_interval(interval, unit), Allowed(interval, unit))
        return phrase("{named}, outside {allowed}{slip}", named=named, allowed=allowed, slip=slip)
    return named


def _name_magnitude_slip(figure: PrintedFigure, at: Fraction) -> str:
    """Return a hint at a slip by a power of ten, if that is what it is."""
    if not figure.size or not at:
        return ""
    ratio = at / figure.size
    word, ratio = ("small", ratio) if ratio > 1 else ("large", 1 / ratio)
    power = len(str(round(ratio))) - 1
    # Two per cent: a slip by a power of ten leaves the digits as they are, up to a rounding.
    near = next((ten for ten in (10**power, 10 ** (power + 1)) if abs(ratio - ten) * 50 <= ten), 1)
    if near == 1:
        return ""
    small = phrase("; the figure is {n} times too small", n=f"{near:,}")
    return small if word == "small" else phrase("; the figure is {n} times too large", n=f"{near:,}")


def _name_double_rounding(figure: PrintedFigure, at: Fraction, rules: Rules) -> str:
    """Return a hint at the chain of roundings that gives the figure, if it takes more than one."""
    if figure.qualifier is not None or figure.upper is not None or figure.bare or figure.form is Form.VAGUE:
        return ""
    steps = rounded_twice(figure.size, at, last_place(figure, rules))
    tail = "%" if figure.form is Form.PERCENT else ""
    places = [decimals(step) for step in steps[1:]]
    shown = [
        f"{show_number(step, places=most)}{tail}"
        for step, most in zip(steps, [max(places, default=0) + 1, *places], strict=False)
    ]
    return phrase("; looks rounded twice: {steps}", steps=join([*shown, figure.text], " → ")) if steps else ""


def _count_decimals(interval: Interval, unit: str) -> int:
    ends = [edge for edge in (interval.low, interval.high) if edge is not None]
    return max((count_decimals(show_count(Fraction(edge), unit)) for edge in ends), default=0)


def _show_interval(interval: Interval, unit: str) -> str:
    low, high = (None if edge is None else show_count(Fraction(edge), unit) for edge in (interval.low, interval.high))
    if low is None or high is None:
        return f"{'at least' if interval.low_closed else 'more than'} {low}" if high is None else (
            f"{'at most' if interval.high_closed else 'less than'} {high}"
        )  # fmt: skip
    if low == high:
        return low
    # "1,000 to 2,000 trips": the unit once.
    number, _, tail = low.partition(" ")
    return f"{number if tail and high.endswith(' ' + tail) else low} to {high}"


def _interval(weighed: Weighed, relation: Relation, sign: int) -> Interval:
    """Return the allowed values in the value's own unit."""
    low = None if weighed.low is None else _back(weighed.low, relation, sign)
    high = None if weighed.high is None else _back(weighed.high, relation, sign)
    low_closed, high_closed = weighed.low_closed, weighed.high_closed
    if sign < 0:
        low, high, low_closed, high_closed = high, low, high_closed, low_closed
    return Interval(low=low, high=high, low_closed=low_closed, high_closed=high_closed, one_sided=weighed.one_sided)


def _back(edge: Fraction, relation: Relation, sign: int) -> Decimal:
    """Return (edge - shift) / scale, with the sign applied."""
    # In whole numbers: a Fraction is reduced after each step, which costs more than the comparison.
    above, below = sign * edge.numerator, edge.denominator
    if relation is SAME:
        return _quotient(above, below)
    shift, scale = relation.shift, relation.scale
    above = (above * shift.denominator - shift.numerator * below) * scale.denominator
    return _quotient(above, below * shift.denominator * scale.numerator)


def _edge(weighed: Weighed, relation: Relation, sign: int) -> Decimal:
    """Return the nearest value, in its own unit, at which the verdict changes."""
    at, below = weighed.at.numerator, weighed.at.denominator
    nearest, gap, size = weighed.edges[0], -1, 1
    for edge in weighed.edges:
        here, parts = abs(at * edge.denominator - edge.numerator * below), below * edge.denominator
        if gap < 0 or here * size < gap * parts:
            nearest, gap, size = edge, here, parts
    return _back(nearest, relation, sign)


def _quotient(above: int, below: int) -> Decimal:
    return Decimal(above) if below == 1 else _EXACT.divide(Decimal(above), Decimal(below))


def _number(value: object) -> Fraction | str | None:
    """Read a value as an exact number, or as the text of a date; ``None`` if it is neither."""
    try:
        plain = unwrap(value)
    except (TypeError, ValueError):
        return None
    if isinstance(plain, str):
        return _from_text(plain.strip())
    number = exact_number(plain)
    if number is None or isinstance(number, Decimal):
        return None if number is None else _from_decimal(number)
    return Fraction(number) if abs(number) < 10**WIDEST else None


def _from_decimal(value: Decimal) -> Fraction | None:
    return Fraction(value) if value.is_finite() and abs(value.adjusted()) < WIDEST else None


def _from_text(text: str) -> Fraction | str | None:
    try:
        return _from_decimal(Decimal(text))
    except InvalidOperation:
        return text if text[:4].isdigit() and text[4:5] in {"-", ""} else None


def _of_series(value: object, basis: Basis) -> Decimal | str | None:
    """Return the value of a claim over a series exactly; ``None`` if it has none of its kind."""
    # An extreme has a period as its value, or the word "record".
    if basis.kind == "extreme":
        return value if isinstance(value, str) else None
    number = _number(value)
    return write_fraction(number) if isinstance(number, Fraction) else None


def _date_value(value: object) -> str | None:
    if isinstance(value, bool) or value is None:
        return None
    return str(value)[:10] or None


def _name_missing_value(value: object) -> str:
    if value is None:
        return phrase("none was recorded")
    return phrase("a value of type {type} that is no number", type=type(value).__name__)
