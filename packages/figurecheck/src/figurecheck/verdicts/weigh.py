"""The verdict table: compare the magnitudes of a figure and a value on one scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from figurecheck.figures.common.figure import Form, PrintedFigure
from figurecheck.figures.common.format import show_number
from figurecheck.figures.common.qualifiers import DOWNWARD, MEANINGS, UPWARD, Qualifier, Rules, Test
from figurecheck.figures.common.rounding import allows_tie, last_place, loose_bounds, rounding_bounds
from figurecheck.figures.common.units import SPANS, is_money, rate_base
from figurecheck.model import Verdict
from figurecheck.model.worded import phrase

ZERO, ONE, TEN, HUNDRED = Fraction(0), Fraction(1), Fraction(10), Fraction(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A verdict, the values that the figure allows, and every edge at which the verdict would change."""

    verdict: Verdict
    at: Fraction
    edges: tuple[Fraction, ...]
    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True
    one_sided: bool = False
    """Whether the figure states one end only; the other is then ``None``, or 0 where less makes no sense."""
    why: str = ""
    """The rest of the reason; empty where "outside the interval" is enough."""


def weigh(figure: PrintedFigure, at: Fraction, rules: Rules, *, converted: bool = False) -> Weighed | str:
    """Weigh a value on the figure's scale against its magnitude; return the reason as a text if that is impossible.

    `converted` says that the value is in another unit than the figure, so that the unit printed is its precision.
    """
    # Only "about" combines with another qualifier; "more than at least 20" means nothing.
    if figure.inner is not None and (figure.inner.test is not Test.ABOUT or figure.upper is not None):
        outer = figure.qualifier.name if figure.qualifier else ""
        return phrase("not understood: {outer} and {inner} on one figure", outer=outer, inner=figure.inner.name)
    if figure.upper is not None:
        return _weigh_range(figure, at)
    if figure.form is Form.VAGUE:
        return _weigh_vague(figure, at)
    if figure.inner is not None and figure.qualifier is not None:
        return _weigh_both(figure, figure.inner, figure.qualifier, at, rules)
    if figure.qualifier is not None:
        return _weigh_qualified(figure, figure.qualifier, at, rules)
    if figure.bare:
        return _weigh_bare(figure, at, rules)
    weighed = _weigh_plain(figure, at, rules)
    if _is_coarse_money(figure):
        return _mislead(figure, weighed, figure.size / _COARSE[1], figure.size / _COARSE[0])
    if figure.whole and 0 < rules.scale < 1 and (converted or figure.step > ONE) and figure.form is Form.NUMBER:
        return _mislead(figure, weighed, *loose_bounds(figure, rules))
    return weighed


_COARSE = (Fraction(95, 100), Fraction(105, 100))
"""What part of a price a figure of one digit may be off, as "about" may."""


def _is_coarse_money(figure: PrintedFigure) -> bool:
    """Return whether a price is printed with one digit: "€4" for €3.70 is no rounding to the euro."""
    return (
        figure.form is Form.NUMBER
        and figure.whole
        and figure.step == ONE
        and is_money(figure.unit)
        and (ONE <= figure.size < TEN)
    )


def _mislead(figure: PrintedFigure, weighed: Weighed, low: Fraction, high: Fraction) -> Weighed:
    """Narrow the interval of "6 million" to the values that it does not mislead about; beyond, it is loose."""
    lowest, highest = weighed.low or ZERO, weighed.high or high
    if lowest >= low and highest <= high:
        return weighed
    verdict, why = weighed.verdict, weighed.why
    if verdict is Verdict.ROUNDED and not low <= weighed.at <= high:
        verdict, why = Verdict.LOOSE, phrase("“{text}” is true, but so coarse that it misleads", text=figure.text)
    # Cut off at a scale word, "$1bn" would stand for nearly two.
    if verdict is Verdict.TRUNCATED and figure.step > ONE and weighed.at > high:
        verdict, why = Verdict.MISMATCH, ""
    return replace(
        weighed,
        verdict=verdict,
        why=why,
        edges=(*weighed.edges, low, high),
        low=max(low, lowest),
        high=min(high, highest),
        low_closed=weighed.low_closed or low > lowest,
        high_closed=weighed.high_closed or high < highest,
    )


def _weigh_plain(figure: PrintedFigure, at: Fraction, rules: Rules) -> Weighed:
    amount, place = figure.size, last_place(figure, rules)
    low, high = rounding_bounds(figure, place)
    # Cut off, 3.69 prints as 3.6: common in newspapers, and a warning rather than an error.
    cut = amount + place
    verdict, why = _rounding(figure, at, (low, high, cut), place, rules)
    weighed = Weighed(
        verdict=verdict,
        at=at,
        edges=(low, high, cut),
        low=low,
        high=high,
        low_closed=allows_tie(figure, low, place, rules.ties),
        high_closed=allows_tie(figure, high, place, rules.ties),
        why=why,
    )
    return _weigh_all_or_none(figure, weighed) if _says_all_or_none(figure) else weighed


def _says_all_or_none(figure: PrintedFigure) -> bool:
    """Return whether a share of all or of none is printed.

    A change may be rounded to all, and a decimal says that the figure is one of a row of rounded ones.
    """
    if figure.form is not Form.PERCENT or not figure.whole:
        return False
    return not figure.amount or (figure.amount == HUNDRED and not figure.direction)


def _weigh_all_or_none(figure: PrintedFigure, weighed: Weighed) -> Weighed:
    """Narrow "100%" and "0%": a little less than all, or more than none, is loose."""
    amount, verdict, why = figure.amount, weighed.verdict, weighed.why
    if verdict in {Verdict.ROUNDED, Verdict.TRUNCATED} and (weighed.at < amount if amount else weighed.at > 0):
        template = "rounds to {text}, which claims all" if amount else "rounds to {text}, which claims none"
        verdict, why = Verdict.LOOSE, phrase(template, text=figure.text)
    narrowed = replace(weighed, verdict=verdict, why=why, edges=(*weighed.edges, amount))
    if amount:
        return replace(narrowed, low=amount, low_closed=True)
    return replace(narrowed, low=ZERO, high=ZERO, low_closed=True, high_closed=True)


def _rounding(
    figure: PrintedFigure, at: Fraction, edges: tuple[Fraction, Fraction, Fraction], place: Fraction, rules: Rules
) -> tuple[Verdict, str]:
    """Return how a value comes to be printed as the figure: exactly, rounded, cut off, or not at all."""
    amount, (low, high, cut) = figure.size, edges
    if at == amount:
        return Verdict.EXACT, ""
    if low < at < high:
        return Verdict.ROUNDED, phrase("rounds to {text}", text=_write_like(figure, amount, place))
    if at in {low, high} and allows_tie(figure, at, place, rules.ties):
        return Verdict.ROUNDED, phrase("is a tie, which may be rounded to it")
    if amount <= at < cut:
        rounded, truncated = (_write_like(figure, one, place) for one in (cut, amount))
        template = "rounds to {rounded}; only cut off does it read {cut}"
        return Verdict.TRUNCATED, phrase(template, rounded=rounded, cut=truncated)
    return Verdict.MISMATCH, ""


def _with(weighed: Weighed, verdict: Verdict, why: str = "") -> Weighed:
    return replace(weighed, verdict=verdict, why=why)


def _write_like(figure: PrintedFigure, amount: Fraction, place: Fraction) -> str:
    """Write an amount with as many decimals as the figure has; of a rate, as it is for its base."""
    amount, place = (one * (rate_base(figure.unit) or 1) for one in (amount, place))
    places = len(str(place.denominator)) - 1
    zeros = f".{'0' * places}" if places and amount.denominator == 1 else ""
    number = f"{show_number(amount, places=places or None)}{zeros}"
    return f"{number}%" if figure.form is Form.PERCENT else number


def _weigh_bare(figure: PrintedFigure, at: Fraction, rules: Rules) -> Weighed:
    amount = figure.size
    # No month is shorter than 28 days.
    spread = max(rules.bare, ONE / 12) if figure.unit == "month" else rules.bare
    low, high = amount * (1 - spread), amount * (1 + spread)
    # Counted heads: nearer to this count than to the next one.
    if figure.total is not None:
        half = 1 / (2 * figure.total)
        low, high = max(low, amount - half), min(high, amount + half)
    bare = Weighed(verdict=Verdict.MISMATCH, at=at, edges=(low, high), low=low, high=high)
    if at == amount:
        return _with(bare, Verdict.EXACT)
    if low <= at <= high:
        within = f"{float(spread):.0%}"
        return _with(bare, Verdict.HOLDS, phrase("within {part} of “{text}”", part=within, text=figure.text))
    return bare


def _weigh_range(figure: PrintedFigure, at: Fraction) -> Weighed:
    low, high, qualifier = figure.size, figure.upper or ZERO, figure.qualifier
    if qualifier is not None and qualifier.test is Test.ABOUT:
        low, high = low * (1 - qualifier.tolerance), high * (1 + qualifier.tolerance)
    # "Over 20 and up to 30 per cent": the lower end is no part of it.
    above = qualifier is not None and qualifier.test is Test.OVER
    holds = (low < at if above else low <= at) and (at < high if figure.open else at <= high)
    return Weighed(
        verdict=Verdict.HOLDS if holds else Verdict.MISMATCH, at=at, edges=(low, high), low=low, high=high,
        low_closed=not above, high_closed=not figure.open,
        why=phrase("“{text}” holds", text=figure.text) if holds else "",
    )  # fmt: skip


def _weigh_vague(figure: PrintedFigure, at: Fraction) -> Weighed:
    """Weigh a vague plural: at least two of its word, and loose from ten of them on."""
    # "Dozens" are two dozen at least; ten dozen would be called a hundred or more.
    low, high = 2 * figure.amount, 10 * figure.amount
    vague = Weighed(verdict=Verdict.MISMATCH, at=at, edges=(low, high), low=low, high=None, one_sided=True)
    if low <= at < high:
        return _with(vague, Verdict.HOLDS, phrase("“{text}” holds", text=figure.text))
    return vague if at < low else _with(vague, Verdict.LOOSE, phrase("true, but so many that the word misleads"))


_ABOUT_ONE = frozenset({Test.ABOUT, Test.NEARLY})


def _weigh_qualified(figure: PrintedFigure, qualifier: Qualifier, at: Fraction, rules: Rules) -> Weighed:
    if qualifier.test is Test.EXACTLY:
        return _weigh_exactly(figure, at)
    if qualifier.test in UPWARD or qualifier.test in DOWNWARD:
        return _weigh_one_sided(figure, qualifier, at)
    amount, spread = figure.size, figure.size * qualifier.tolerance
    # "Nearly an hour" is said of fifty-five minutes, and "about a year" of eleven months.
    if figure.bare and figure.unit in SPANS:
        spread = max(spread, amount / 10)
    # "About a dozen" may be thirteen, and "nearly a dozen" eleven.
    elif figure.bare and figure.form is Form.NUMBER and amount.denominator == 1 and qualifier.test in _ABOUT_ONE:
        spread = max(spread, ONE)
    low, high = amount - spread, amount + spread
    if qualifier.test is Test.NEARLY:
        high, holds = amount, low <= at < amount
    elif qualifier.test is Test.JUST_OVER:
        low, holds = amount, amount < at <= high
    else:
        if not figure.bare:
            # "About 23,000" must allow whatever plain "23,000" allows.
            lowest, highest = rounding_bounds(figure, last_place(figure, rules))
            if figure.step > ONE and 0 < rules.scale < 1:
                coarse = loose_bounds(figure, rules)
                lowest, highest = max(lowest, coarse[0]), min(highest, coarse[1])
            low, high = min(low, lowest), max(high, highest)
        holds = low <= at <= high
    return Weighed(
        verdict=Verdict.HOLDS if holds else Verdict.MISMATCH,
        at=at,
        edges=(low, high),
        low=low,
        high=high,
        low_closed=qualifier.test is not Test.JUST_OVER,
        high_closed=qualifier.test is not Test.NEARLY,
        why=phrase("“{text}” holds", text=figure.text) if holds else "",
    )


def _weigh_both(figure: PrintedFigure, inner: Qualifier, outer: Qualifier, at: Fraction, rules: Rules) -> Weighed:
    """Weigh "no more than about 20", which is true when either qualifier is."""

    def weighed_at(at: Fraction) -> Weighed:
        near = _weigh_qualified(figure, inner, at, rules)
        return near if near.verdict is Verdict.HOLDS else _weigh_qualified(figure, outer, at, rules)

    near, far = (_weigh_qualified(figure, one, at, rules) for one in (inner, outer))
    lows, highs = ((near.low, far.low), (near.high, far.high))
    marks = sorted({*near.edges, *far.edges})
    # The verdict is constant between two neighbouring edges, so that one value of each stretch shows where it changes.
    sides = [marks[0] - 1, *((one + two) / 2 for one, two in pairwise(marks)), marks[-1] + 1]
    verdicts = [weighed_at(side).verdict for side in sides]
    edges = tuple(mark for mark, below, above in zip(marks, verdicts, verdicts[1:], strict=False) if below != above)
    low = None if None in lows else min(one for one in lows if one is not None)
    high = None if None in highs else max(one for one in highs if one is not None)
    return replace(
        weighed_at(at),
        edges=edges,
        low=low,
        high=high,
        low_closed=any(one.low == low and one.low_closed for one in (near, far)),
        high_closed=any(one.high == high and one.high_closed for one in (near, far)),
        one_sided=near.one_sided or far.one_sided,
    )


def _is_inside(weighed: Weighed) -> bool:
    low, high, at = weighed.low, weighed.high, weighed.at
    above = low is None or at > low or (weighed.low_closed and at == low)
    return above and (high is None or at < high or (weighed.high_closed and at == high))


def _weigh_one_sided(figure: PrintedFigure, qualifier: Qualifier, at: Fraction) -> Weighed:
    amount, up = figure.size, qualifier.test in UPWARD
    closed = qualifier.test in {Test.AT_LEAST, Test.AT_MOST}
    # Zero is an edge downward: "fewer than 20" says nothing of a value below zero.
    edges = [amount] if up or not amount else [ZERO, amount]
    barely = misleading = False
    if qualifier.test in {Test.FAR_OVER, Test.FAR_UNDER}:
        edges.append(amount * (1 + qualifier.tolerance) if up else amount * (1 - qualifier.tolerance))
        barely = at < edges[-1] if up else at > edges[-1]
    if qualifier.loose is not None and amount:
        edges.append(_loose_limit(figure, qualifier.loose, up=up))
        beyond = at > edges[-1] if up else at < edges[-1]
        # On the edge itself too, unless that is the next count.
        misleading = beyond or (at == edges[-1] and not (_is_count(figure) and abs(at - amount) == 1))
    verdict, why = Verdict.MISMATCH, ""
    ahead = at - amount if up else amount - at
    if (ahead >= 0 if closed else ahead > 0) and (up or at >= 0 or not amount):
        verdict, why = Verdict.HOLDS, phrase("“{text}” holds", text=figure.text)
        if barely:
            verdict, why = Verdict.LOOSE, phrase("“{text}” is true, but only just", text=figure.text)
        elif misleading:
            verdict = Verdict.LOOSE
            why = phrase("“{text}” is true, but misleads: {how}", text=figure.text, how=_by_how_much(amount, at))
    return Weighed(
        verdict=verdict,
        at=at,
        edges=tuple(edges),
        low=amount if up else ZERO if amount else None,
        high=None if up else amount,
        low_closed=closed or not up,
        high_closed=closed,
        one_sided=True,
        why=why,
    )


def _loose_limit(figure: PrintedFigure, loose: Fraction, *, up: bool) -> Fraction:
    """Return where a true qualifier starts to mislead; the next count never does ("more than one" of two)."""
    amount, step = figure.size, ONE if _is_count(figure) else ZERO
    return max(amount * loose, amount + step) if up else min(amount / loose, amount - step)


def _is_count(figure: PrintedFigure) -> bool:
    return figure.form is Form.NUMBER and figure.unit in {"", "people", "cases"} and figure.whole


def _by_how_much(amount: Fraction, at: Fraction) -> str:
    if at <= 0:
        return phrase("the value is nowhere near it")
    template = "{n} times the figure" if at > amount else "{n} times less"
    return phrase(template, n=show_number(max(at / amount, amount / at), places=1))


def _weigh_exactly(figure: PrintedFigure, at: Fraction) -> Weighed:
    amount, half = figure.size, ZERO if figure.whole else figure.step / 2
    exactly = Weighed(
        verdict=Verdict.MISMATCH, at=at, edges=(amount - half, amount + half), low=amount - half, high=amount + half
    )
    if at == amount:
        return _with(exactly, Verdict.EXACT)
    return _with(exactly, Verdict.HOLDS, phrase(MEANINGS[Test.EXACTLY])) if _is_inside(exactly) else exactly
