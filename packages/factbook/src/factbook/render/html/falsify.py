"""What would make a printed figure false: one sentence, and a thin bar with the values that it allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from markupsafe import Markup

from factbook.render.series_text import find_deciding
from factbook.render.values import show_bare, show_interval, show_number
from factbook.render.words.interface import find_words
from figurecheck.figures.common.units import COUNTED
from figurecheck.figures.shown_value import is_noun
from figurecheck.model import Finding, Statistic, Verdict
from figurecheck.report.margins import Turn, find_turn, show_margin
from figurecheck.verdicts.last_step import find_last_step
from figurecheck.verdicts.steps import LastStep, Step

WIDTH, HEIGHT, SPACE = 320, 14, Decimal("0.25")
"""Of the bar, in pixels; and the room beside what the figure allows, as a part of it."""


def say_what_falsifies(finding: Finding, known: Mapping[str, Statistic], language: str = "en") -> str:
    """Return at which value the printed figure would no longer hold; of a share, in what is counted.

    Of a claim about a series, what would end it; empty where no single value decides.
    """
    statistic = finding.statistic
    if statistic is None:
        return ""
    if statistic.basis is not None and _hangs_on_series(finding):
        return " ".join(find_deciding(statistic.basis, language))
    if not isinstance(finding.value, Decimal):
        return ""
    if _allows_one(finding):
        return find_words(language)["falsify.exact"]
    if finding.verdict is Verdict.EXACT and finding.interval is not None:
        return find_words(language)["falsify.outside"].format(
            interval=show_interval(finding.interval, finding.unit, language)
        )
    return _say_of_first(finding, find_last_step(statistic, known), language) or show_margin(finding, language)


def _say_of_first(finding: Finding, step: LastStep | None, language: str) -> str:
    """Return how many more or fewer of the first term, with the same second one, would be too many or too few."""
    turn = find_turn(finding)
    if step is None or step.step not in _LIMITS or turn is None or finding.verdict is Verdict.MISMATCH:
        return ""
    if len(step.terms) != 2:
        return ""
    first, second = step.terms
    whole = first.value == first.value.to_integral_value() and second.value == second.value.to_integral_value()
    if not whole or first.unit not in COUNTED or first.unit != second.unit:
        return ""
    needed = _find_first(step, turn)
    if needed == first.value or needed < 0:
        return ""
    return find_words(language)["falsify.more" if needed > first.value else "falsify.fewer"].format(
        n=show_number(abs(needed - int(first.value))),
        first=show_number(needed),
        second=show_bare(second.value, second.unit, language),
        printed=finding.printed,
    )


def _hangs_on_series(finding: Finding) -> bool:
    """Return whether it is the values of a series that decide, and not how far one value may move."""
    basis = finding.statistic.basis if finding.statistic else None
    return basis is not None and basis.kind != "change"


def _allows_one(finding: Finding) -> bool:
    """Return whether no other value could be printed like this: a whole count, or an interval of one value."""
    interval, value = finding.interval, finding.value
    if interval is None or not isinstance(value, Decimal) or finding.verdict is not Verdict.EXACT:
        return False
    if (finding.unit in COUNTED or is_noun(finding.unit)) and value == value.to_integral_value():
        return value - 1 not in interval and value + 1 not in interval
    return interval.low == interval.high


# The first term at which a value is reached, from that value and the second term.
_LIMITS: Mapping[Step, Callable[[Fraction, Fraction], Fraction]] = {
    Step.QUOTIENT: lambda at, second: at * second,
    Step.CHANGE: lambda at, second: (at + 1) * second,
    Step.DIFFERENCE: lambda at, second: at + second,
}


def _find_first(step: LastStep, turn: Turn) -> int:
    """Return the nearest whole first term at which the verdict has changed."""
    limit = _LIMITS[step.step](Fraction(str(turn.at)) / step.scale, Fraction(str(step.terms[1].value)))
    found = floor(limit) if turn.down else ceil(limit)
    if turn.reached or found != limit:
        return found
    return found - 1 if turn.down else found + 1


def draw_margin(finding: Finding, earlier: Sequence[Decimal] = ()) -> Markup:
    """Draw what the figure allows, where the value stands in it, and where earlier editions had it.

    Empty for a figure that allows one value or hangs on a series, and where nothing is measured.
    """
    interval, value = finding.interval, finding.value
    if interval is None or not isinstance(value, Decimal) or _allows_one(finding) or _hangs_on_series(finding):
        return Markup("")
    marks = [value, *earlier]
    ends = [end for end in (interval.low, interval.high) if end is not None]
    low, high = min(*marks, *ends), max(*marks, *ends)
    room = (high - low) * SPACE or Decimal(1)
    low, high = low - room, high + room

    def place(of: Decimal) -> float:
        return round(float((of - low) / (high - low)) * WIDTH, 1)

    start = 0 if interval.low is None else place(interval.low)
    end = WIDTH if interval.high is None else place(interval.high)
    was = (Markup('<path class="fb-margin__was" d="M{} 3v8"/>').format(place(one)) for one in dict.fromkeys(earlier))
    return Markup(
        '<svg class="fb-margin" viewBox="0 0 {0} {1}" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="fb-margin__all" d="M0 7H{0}"/><path class="fb-margin__ok" d="M{2} 7H{3}"/>{4}'
        '<path class="fb-margin__now" d="M{5} 0v14"/></svg>'
    ).format(WIDTH, HEIGHT, start, end, Markup("").join(was), place(value))
