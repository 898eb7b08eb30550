"""What is known of a number, and how it is held against the statistics that may be meant."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from factbook.figures import Form
from factbook.figures.common.units import canonical
from factbook.model import Finding, Verdict
from factbook.scan.consistency.result import Candidate, Status
from factbook.scan.consistency.text_figures import Figure
from factbook.scan.fact import Fact
from factbook.verdicts.judge import judge

HOLDS = frozenset({Verdict.EXACT, Verdict.ROUNDED, Verdict.HOLDS, Verdict.TRUNCATED, Verdict.LOOSE})
DURATIONS = frozenset(canonical(unit) for unit in "seconds minutes hours days weeks months years".split())


class Answer(NamedTuple):
    """What is known of a number."""

    status: Status
    statistic: str
    reason: str
    candidates: tuple[Candidate, ...] = ()


def unsourced(reason: str) -> Answer:
    """Say that no statistic is clearly meant."""
    return Answer(Status.UNSOURCED, "", reason)


def compare(figure: Figure, candidates: list[Fact], locale: str) -> Answer:
    """Judge a number against the statistics that may be meant."""
    if len({fact.value for fact in candidates}) > 3 or not candidates:
        return unsourced("several statistics may be meant" if candidates else "no statistic is of that period")
    held = []
    turned = bool(figure.found and figure.found.figure and figure.found.figure.direction)
    for fact in candidates:
        change = isinstance(fact.value, Decimal) and (fact.value < 0 or fact.unit in {"share", "%", "pp"})
        finding = judged(
            figure.text if turned and not change else figure.printed, fact.value, unit=fact.unit, locale=locale
        )
        if finding.verdict is Verdict.INCOMPARABLE:
            finding = judged(_bare(figure), fact.value, unit=fact.unit, locale=locale)
        if finding.verdict is Verdict.MISMATCH and _lasting(figure):
            finding = judged(figure.text, fact.value, unit=fact.unit, locale=locale)
        off = figure.pair and finding.verdict is Verdict.ROUNDED and "." not in figure.text and is_whole(fact.value)
        if off:
            held.append((fact, finding))
        elif finding.verdict in HOLDS:
            return Answer(Status.AGREES, fact.id, finding.reason, (Candidate(fact.id, agrees=True, score=1.0),))
        elif finding.verdict is Verdict.MISMATCH:
            held.append((fact, finding))
    if not held:
        return unsourced("the number and the statistic cannot be compared")
    meant = tuple(Candidate(fact.id, agrees=False, score=1.0) for fact, _ in held)
    return Answer(Status.DISAGREES, " / ".join(fact.id for fact, _ in held), held[0][1].reason, meant[:5])


@lru_cache(maxsize=65536)
def judged(printed: str, value: Decimal | str, *, unit: str, locale: str) -> Finding:
    """Judge a number, once for each text and value."""
    return judge(printed, value, unit=unit, locale=locale)


def _lasting(figure: Figure) -> bool:
    """Whether "over" may mean "in the course of": over 14 minutes."""
    read = figure.found.figure if figure.found else None
    return read is not None and figure.printed.casefold().startswith("over ") and read.unit in DURATIONS


def is_whole(value: Decimal | str) -> bool:
    """Whether a value is a whole number."""
    return isinstance(value, Decimal) and value == value.to_integral_value()


def _bare(figure: Figure) -> str:
    """Give the number alone, where its noun is the statistic's own and no unit that is known."""
    read = figure.found.figure if figure.found else None
    plain = read is not None and read.form is Form.NUMBER and not read.unit and read.amount.denominator == 1
    return str(read.amount) if read is not None and plain else figure.text
