"""The decision about a number, and its comparison with the statistics that may be meant."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from figurecheck.figures import Form, Rules
from figurecheck.figures.common.units import canonical
from figurecheck.model import Finding, Verdict
from figurecheck.scan.consistency.result import Candidate, Status
from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.scan.fact import Fact
from figurecheck.scan.units import is_per_so_many
from figurecheck.verdicts.judge import judge

HOLDS = frozenset({Verdict.EXACT, Verdict.ROUNDED, Verdict.HOLDS, Verdict.TRUNCATED, Verdict.LOOSE})
_COURSES = frozenset(map(canonical, "seconds minutes hours days weeks months years km m miles".split()))


SHOWN = 5
"""Statistics that are named of those that may be meant."""
SAME = Decimal("0.002")
"""Part of its value by which a statistic may differ from another and still be the same one, rounded."""
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


class Decision(NamedTuple):
    """What `scan` decides about a number."""

    status: Status
    statistic: str
    reason: str
    candidates: tuple[Candidate, ...] = ()


def unsourced(reason: str) -> Decision:
    """Return the decision that no statistic is clearly meant, with the reason."""
    return Decision(Status.UNSOURCED, "", reason)


def compare(figure: Figure, candidates: list[Fact], locale: str, rules: Rules) -> Decision:
    """Judge a number against the statistic that is meant, or against several records of the same one.

    Where statistics with different values may be meant, the number is held against none: with several values almost
    any number would agree with one.
    """
    if not candidates:
        return unsourced("no statistic is of that period")
    if not all(are_alike(candidates[0], one) for one in candidates[1:]):
        names = " or ".join(one.id for one in candidates[:SHOWN])
        shown = tuple(Candidate(one.id, agrees=False, score=1.0) for one in candidates[:SHOWN])
        return Decision(Status.UNSOURCED, "", f"either of these may be meant: {names}", shown)
    wrong: list[tuple[Fact, Finding]] = []
    turned = bool(figure.read and figure.read.direction)
    for fact in candidates:
        # A direction ("fell by 12") is part of what is judged only where the value may be a change.
        change = isinstance(fact.value, Decimal) and (fact.value < 0 or fact.unit in {"share", "%", "pp"})
        printed = figure.text if turned and not change else figure.printed
        finding = judged(printed, fact.value, unit=fact.unit, locale=locale, rules=rules)
        if finding.verdict is Verdict.INCOMPARABLE or (canonical(fact.unit) == "ratio" and is_per_so_many(figure)):
            # The measure was matched by its words already, so that a noun which is no unit may be left out.
            finding = judged(_bare_number(figure, fact), fact.value, unit=fact.unit, locale=locale, rules=rules)
        if finding.verdict is Verdict.MISMATCH and _may_mean_during(figure):
            finding = judged(figure.text, fact.value, unit=fact.unit, locale=locale, rules=rules)
        # A side of a pair is printed exactly: 110 - 98 is no rounding of a 112.
        is_off = figure.pair and finding.verdict is Verdict.ROUNDED and "." not in figure.text and is_whole(fact.value)
        if finding.verdict in HOLDS and not is_off:
            # By the name of the first, whichever record bears it out: the same is named where none does.
            id = candidates[0].id
            return Decision(Status.AGREES, id, finding.reason, (Candidate(fact.id, agrees=True, score=1.0),))
        if is_off or finding.verdict is Verdict.MISMATCH:
            wrong.append((fact, finding))
    if not wrong:
        return unsourced("the number and the statistic cannot be compared")
    refuted = tuple(Candidate(fact.id, agrees=False, score=1.0) for fact, _ in wrong)
    return Decision(Status.DISAGREES, candidates[0].id, wrong[0][1].reason, refuted[:5])


def are_alike(one: Fact, other: Fact) -> bool:
    """Return whether two values are one, but for how they were rounded."""
    if isinstance(one.value, str) or isinstance(other.value, str):
        return one.value == other.value
    return abs(one.value - other.value) <= SAME * max(abs(one.value), abs(other.value))


# Judging is pure and the same candidates come up for many numbers; the size bounds a scan of a whole book.
@lru_cache(maxsize=65536)
def judged(printed: str, value: Decimal | str, *, unit: str, locale: str, rules: Rules) -> Finding:
    """Judge a number; remembered by text and value."""
    return judge(printed, value, unit=unit, locale=locale, rules=rules)


def _may_mean_during(figure: Figure) -> bool:
    """Return whether "over" may mean "in the course of": over 14 minutes, over 30 kilometres."""
    read = figure.read
    return read is not None and figure.printed.casefold().startswith("over ") and read.unit in _COURSES


def is_whole(value: Decimal | str) -> bool:
    """Return whether a value is a whole number."""
    return isinstance(value, Decimal) and value == value.to_integral_value()


def _bare_number(figure: Figure, fact: Fact) -> str:
    """Return the digits alone, where the number's noun is the statistic's own and no known unit."""
    read = figure.read
    if canonical(fact.unit) == "ratio" and (digits := _DIGITS.match(figure.text)):
        return digits.group()
    plain = read is not None and read.form is Form.NUMBER and not read.unit and read.amount.denominator == 1
    return str(read.amount) if read is not None and plain else figure.text
