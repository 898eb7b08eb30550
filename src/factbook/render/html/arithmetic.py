"""The arithmetic behind a statistic, if one line can show it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from factbook.figures.common.format import DIGITS
from factbook.model import Statistic
from factbook.render.values import show_bare
from factbook.render.words.interface import find_words
from factbook.verdicts.last_step import LastStep, Step, find_last_step

MINUS, ABOUT, OVER = "\u2212", "\u2248", "\u00f7"
FEW = 4
"""How many rows are added up one by one; of more, only the count is given."""
FORMS = {
    Step.QUOTIENT: f"{{0}} {OVER} {{1}}",
    Step.CHANGE: f"{{0}} {OVER} {{1}} {MINUS} 1",
    Step.DIFFERENCE: f"{{0}} {MINUS} {{1}}",
}


def show_arithmetic(statistic: Statistic, known: Mapping[str, Statistic], language: str = "en") -> str:
    """Return how the value is computed: as a share, a multiple, a change, or a sum of rows; else an empty text.

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
    if step.step in FORMS:
        return _equals(FORMS[step.step].format(*show_terms(step, language)), statistic, language)
    if step.step is Step.SUM:
        terms = show_terms(step, language)
        many = find_words(language)["sum.rows"].format(n=len(terms))
        return _equals(" + ".join(terms) if len(terms) <= FEW else many, statistic, language)
    return ""


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
