"""The arithmetic behind a statistic, if one line can show it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from factbook.render.values import show_bare, show_date
from factbook.render.words.interface import find_words
from figurecheck.figures.common.format import DIGITS
from figurecheck.model import Statistic
from figurecheck.verdicts.last_step import find_last_step
from figurecheck.verdicts.ratios import times
from figurecheck.verdicts.steps import LastStep, Step

MINUS, ABOUT, OVER, TIMES = "\u2212", "\u2248", "\u00f7", "\u00d7"
FEW = 4
"""How many rows are added up one by one; of more, only the count is given."""
SIGNS = {
    Step.QUOTIENT: OVER,
    Step.CHANGE: OVER,
    Step.DIFFERENCE: MINUS,
    Step.SUM: "+",
    Step.PRODUCT: TIMES,
    Step.MEAN: "+",
}


def show_arithmetic(statistic: Statistic, known: Mapping[str, Statistic], language: str = "en") -> str:
    """Return how the value is computed: as a share, a rate, a change, a sum and so on; else an empty text.

    `known` holds the statistics that it may name as part and whole. The line is computed again, and left out if it
    does not give the value.

    >>> from decimal import Decimal as D
    >>> part, whole = (Statistic(id=id, value=D(n), unit="people") for id, n in (("a", 29), ("b", 116)))
    >>> share = Statistic(id="c", value=D("0.25"), unit="share", part="a", whole="b")
    >>> show_arithmetic(share, {"a": part, "b": whole})
    '29 ÷ 116 = 25%'
    """
    step = find_last_step(statistic, known)
    if step is None or not isinstance(statistic.value, Decimal):
        return ""
    words = find_words(language)
    if step.step is Step.COUNT:
        return words["count.rows"].format(n=show_bare(step.terms[0].value, "", language))
    if step.step is Step.DAYS:
        last, first = (show_date(term.label, language) for term in step.terms)
        return _equals(words["period"].format(first=first, last=last), statistic, language)
    return _equals(_show_formula(step, language), statistic, language) if step.step in SIGNS else ""


def _show_formula(step: LastStep, language: str) -> str:
    terms, words = show_terms(step, language), find_words(language)
    if len(terms) > FEW and step.step in {Step.SUM, Step.MEAN}:
        return words[f"{step.step}.rows"].format(n=len(terms))
    shown = f" {SIGNS[step.step]} ".join(terms)
    if step.step is Step.MEAN:
        return f"({shown}) {OVER} {len(terms)}"
    if step.step is Step.CHANGE:
        return f"{shown} {MINUS} 1"
    # Per cent are shown with their sign, which says by what they are multiplied.
    return f"{shown} {TIMES} {step.scale:,}" if step.scale > times("%") else shown


def show_terms(step: LastStep, language: str = "en") -> list[str]:
    """Return the values of a step, without their units where those are nouns."""
    return [show_bare(term.value, term.unit, language) for term in step.terms]


def _equals(left: str, statistic: Statistic, language: str) -> str:
    value = statistic.value
    # `show_arithmetic` returns early for other values; this tells mypy so.
    assert isinstance(value, Decimal)  # noqa: S101
    # "≈" where the value is shown with fewer digits than it has, so that readers who compute it themselves are not
    # misled.
    is_whole = value == value.to_integral_value() or len(value.normalize().as_tuple().digits) <= DIGITS
    return f"{left} {'=' if is_whole else ABOUT} {show_bare(value, statistic.unit, language)}"
