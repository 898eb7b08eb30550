"""Judge a printed claim about more than one number against the series that its statistic rests on.

A run, a rank, a record and "since" are compared with `Basis`; every other number in the text must belong to the series
too: the threshold of a run, the value of the one that is ranked. What remains ambiguous is incomparable.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from factbook.figures import Found, find
from factbook.figures.common.format import ordinal, show
from factbook.figures.common.qualifiers import Rules, Test
from factbook.figures.common.series_claim import ClaimKind, SeriesClaim
from factbook.figures.common.units import canonical
from factbook.figures.parser import read
from factbook.figures.series_claims import read_series_claim
from factbook.model import Basis, Finding, Verdict
from factbook.model.periods import Clock, read_clock
from factbook.model.series import LIMITS, RECORD
from factbook.verdicts.change import Judge, find_movement, judge_change
from factbook.verdicts.series_text import COUNTS, best_before, describe_basis, find_overtaken, show_label

Decided = tuple[Verdict, str]
REACHES = {
    "above": {Test.OVER, Test.AT_LEAST, Test.FAR_OVER, Test.JUST_OVER},
    "at least": {Test.AT_LEAST},
    "below": {Test.UNDER, Test.AT_MOST, Test.FAR_UNDER, Test.NEARLY},
    "at most": {Test.AT_MOST},
}
"""The printed qualifiers that a run of each test confirms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """The arguments of `judge_series`, with the claim as it was read."""

    printed: str
    figure: SeriesClaim
    value: object
    unit: str
    basis: Basis
    locale: str
    rules: Rules
    judge: Judge

    @property
    def facts(self) -> str:
        """What makes the statistic true, in words."""
        return describe_basis(self.basis)


def judge_series(
    printed: str, value: Decimal | str, *, unit: str, basis: Basis, locale: str, rules: Rules, judge: Judge
) -> Finding | None:
    """Judge a claim over a series; ``None`` where the text must be read as any other figure.

    `judge` is the judge of single figures.
    """
    if basis.kind == "change":
        return judge_change(printed, value, unit=unit, basis=basis, locale=locale, rules=rules, judge=judge)
    figure = read_series_claim(printed, locale, rules)
    if basis.kind == "extreme" and (figure is None or figure.kind is ClaimKind.NUMBER):
        return _judge_period(printed, value, basis, locale, rules, judge)
    if figure is None:
        return None
    case = _Case(
        printed=printed, figure=figure, value=value, unit=unit, basis=basis, locale=locale, rules=rules, judge=judge
    )
    if figure.kind is ClaimKind.UNSURE:
        return _finding(case, Verdict.INCOMPARABLE, f"not understood: what {printed!r} claims of the series")
    # The claim itself first; the numbers beside it are looked at only if it holds.
    decided = {"streak": _judge_streak, "rank": _judge_rank, "extreme": _judge_extreme}[basis.kind](case)
    if decided.verdict in {Verdict.MISMATCH, Verdict.INCOMPARABLE}:
        return decided
    return _judge_year(case) or _judge_other_number(case) or decided


def reject_without_series(printed: str, *, unit: str, locale: str, rules: Rules) -> str:
    """Return why a rank or a record cannot be judged without its series; empty where it can.

    A place is a number like any other, but "not the largest" and "one of the largest" are none.
    """
    kind = canonical(unit)
    if kind == "since":
        return "a record or an extreme is judged with the series that it rests on"
    figure = read_series_claim(printed, locale, rules) if kind == "rank" else None
    unsure = figure is not None and figure.kind is ClaimKind.UNSURE
    return f"not understood: what {printed!r} claims of a series" if unsure else ""


def _finding(case: _Case, verdict: Verdict, reason: str) -> Finding:
    value = case.value if isinstance(case.value, str) else Decimal(str(case.value))
    return Finding(
        verdict=verdict, reason=reason, printed=case.printed, value=value, unit=case.unit, reading=case.figure.reading
    )


def _judge_number(case: _Case, value: object, what: str) -> Finding:
    """Judge the number of a claim against a count or a place."""
    inner = case.judge(case.figure.number, value, unit="rank", locale=case.locale, rules=case.rules)
    if inner.verdict is Verdict.INCOMPARABLE:
        return _finding(case, inner.verdict, inner.reason)
    reason = f"{what}{case.facts}"
    return replace(
        _finding(case, inner.verdict, reason), interval=inner.interval, margin=inner.margin, value=Decimal(str(value))
    )


def _judge_streak(case: _Case) -> Finding:
    figure, basis = case.figure, case.basis
    if figure.kind in {ClaimKind.RECORD, ClaimKind.SINCE} or (figure.kind is ClaimKind.RANK and figure.sense):
        return _finding(case, Verdict.INCOMPARABLE, f"{figure.kind.value} cannot be held against a run: {case.facts}")
    if figure.span and basis.span and figure.span != basis.span:
        reason = f"the text counts {figure.span}s, and the run {basis.span}s: {case.facts}"
        return _finding(case, Verdict.INCOMPARABLE, reason)
    moved = find_movement(case.printed, case.locale)
    if basis.test in {"up", "down"} and moved not in {0, basis.sense}:
        says = "down" if moved < 0 else "up"
        return _finding(case, Verdict.MISMATCH, f"the text says {says}, and the run goes {basis.test}: {case.facts}")
    # "The second year running above 20,000" may contain a verb of rising ("rose above"); without a number the text is
    # about the movement alone, and the run is not.
    if basis.test in LIMITS and moved and not _numbers(case):
        says = "falls" if moved < 0 else "rises"
        return _finding(case, Verdict.MISMATCH, f"the text tells of {says}, and the run of a threshold: {case.facts}")
    if figure.since:
        return _finding(case, *_judge_beginning(case))
    return _judge_number(case, case.value, "")


def _judge_beginning(case: _Case) -> Decided:
    """Judge "every year since 2017" against the first period of a run, or, of a rise, the one before it."""
    basis, says = case.basis, case.figure.since
    if not basis.run:
        return Verdict.MISMATCH, case.facts
    labels = [label for label, _ in basis.series]
    # "Up every year since 2017" begins with the rise of 2018 over 2017.
    begins = labels[labels.index(basis.run[0]) - (basis.limit is None)]
    if begins.startswith(says) or says == basis.run[0]:
        return Verdict.EXACT, case.facts
    if says < begins:
        return Verdict.MISMATCH, case.facts
    return Verdict.LOOSE, f"true, but it goes back further: {case.facts}"


def _judge_rank(case: _Case) -> Finding:
    figure, basis = case.figure, case.basis
    if figure.kind in {ClaimKind.STREAK, ClaimKind.SINCE}:
        return _finding(case, Verdict.INCOMPARABLE, f"{figure.kind.value} cannot be held against a rank: {case.facts}")
    # A record is the first place of all.
    if figure.kind is ClaimKind.RECORD:
        case = replace(case, figure=replace(figure, number="first"))
    if figure.of:
        counted = case.judge(figure.of, len(basis.series), unit="rank", locale="en", rules=case.rules)
        if counted.verdict is not Verdict.EXACT:
            return _finding(case, Verdict.MISMATCH, f"{len(basis.series)} are ranked, not {figure.of}: {case.facts}")
    if figure.sense and figure.sense != basis.sense:
        return _judge_other_end(case)
    if figure.top:
        return _judge_top(case)
    found = _judge_number(case, case.value, "")
    return _with_ties(case, found, int(Decimal(str(case.value))))


def _judge_other_end(case: _Case) -> Finding:
    """Judge "the smallest" against a rank that counts the largest first, by counting from the other end."""
    mine = case.basis.values[case.basis.at]
    beyond = sum(value < mine if case.basis.sense > 0 else value > mine for _, value in case.basis.series)
    end = "smallest" if case.basis.sense > 0 else "largest"
    found = _judge_number(case, 1 + beyond, f"{ordinal(1 + beyond)} with the {end} first: ")
    return replace(_with_ties(case, found, 1 + beyond), value=Decimal(str(case.value)), interval=None, margin=None)


def _judge_top(case: _Case) -> Finding:
    figure = read(case.figure.number, case.locale, case.rules).figure
    if figure is None:
        return _finding(case, Verdict.INCOMPARABLE, f"not understood: {case.figure.number!r}")
    judged = Decimal(str(case.value)) <= int(figure.amount)
    return _finding(case, Verdict.HOLDS if judged else Verdict.MISMATCH, case.facts)


def _with_ties(case: _Case, found: Finding, best: int) -> Finding:
    """Return the finding with ties considered: a shared place must be called so; any of the shared places will do."""
    shared, joint = case.basis.run, case.figure.joint
    if joint and not shared and found.verdict is not Verdict.MISMATCH:
        return replace(found, verdict=Verdict.MISMATCH, reason=f"the place is not shared: {case.facts}")
    if not shared or (joint and found.verdict is Verdict.EXACT):
        return found
    # Competition ranking: two that share the second place are second and third.
    places = range(best, best + len(shared) + 1)
    verdicts = [case.judge(case.figure.number, place, unit="rank", rules=case.rules).verdict for place in places]
    if Verdict.EXACT in verdicts and not joint:
        return replace(found, verdict=Verdict.LOOSE, reason=f"true, but the place is shared: {case.facts}")
    return found


def _judge_extreme(case: _Case) -> Finding:
    figure, basis = case.figure, case.basis
    first = figure.kind is ClaimKind.RANK and figure.number in {"first", "1"} and not figure.of
    if figure.kind not in {ClaimKind.RECORD, ClaimKind.SINCE} and not first:
        remedy = "record a rank" if figure.kind is not ClaimKind.STREAK else "record a streak"
        reason = f"{figure.kind.value} cannot be held against an extreme ({remedy}): {case.facts}"
        return _finding(case, Verdict.INCOMPARABLE, reason)
    if figure.sense and figure.sense != basis.sense:
        says = "highest" if figure.sense > 0 else "lowest"
        return _finding(case, Verdict.MISMATCH, f"the text says the {says}, and it is the {basis.test}: {case.facts}")
    if figure.kind is ClaimKind.SINCE:
        verdict, reason = _judge_within(case) if figure.number else _judge_since(case)
    else:
        verdict, reason = _judge_record(case)
    return _finding(case, verdict, reason)


def _judge_record(case: _Case) -> Decided:
    if case.value != RECORD:
        return Verdict.MISMATCH, f"no record: {case.facts}"
    if best_before(case.basis) is None:
        return Verdict.LOOSE, f"true, but of a series of one: {case.facts}"
    start = case.basis.series[0][0]
    # "The highest since counting began in 1990".
    if case.figure.since and not start.startswith(case.figure.since):
        return Verdict.MISMATCH, f"the series begins in {show_label(start)}: {case.facts}"
    overtaken = find_overtaken(case.basis)
    # A record that was broken later is no record today, unless the text says "then".
    if overtaken is not None and not case.figure.then:
        later = f"{show_label(overtaken[0])} went beyond it ({_shown(case.basis, overtaken[1])})"
        return Verdict.LOOSE, f"a record of its time, and no longer one: {later}; {case.facts}"
    return Verdict.EXACT, case.facts


def _judge_since(case: _Case) -> Decided:
    says, true = case.figure.since, str(case.value)
    start = case.basis.series[0][0]
    # "Since at least 2008" holds for any earlier true year; ISO periods compare as texts, cut to the same precision.
    if case.figure.least and says >= (start if true == RECORD else true)[: len(says)]:
        return Verdict.HOLDS, case.facts
    if true == RECORD:
        if says < start[: len(says)]:
            return Verdict.INCOMPARABLE, f"the series begins only in {show_label(start)}: {case.facts}"
        return Verdict.LOOSE, f"true, but nothing before was as far either: {case.facts}"
    if says == true:
        return Verdict.EXACT, case.facts
    if true.startswith(says):
        return Verdict.ROUNDED, f"printed less precisely: {case.facts}"
    if says.startswith(true):
        return Verdict.INCOMPARABLE, f"the series does not know it so precisely: {case.facts}"
    if says < true:
        return Verdict.MISMATCH, case.facts
    return Verdict.LOOSE, f"true, but it goes back further: {case.facts}"


def _judge_within(case: _Case) -> Decided:
    """Judge "the highest in 12 years" against the steps back to the last period that was as far."""
    figure, basis = case.figure, case.basis
    clock = read_clock([label for label, _ in basis.series])
    start = basis.series[0][0] if case.value == RECORD else str(case.value)
    steps = _steps(clock, start, basis.at, figure.span) if clock else None
    if steps is None:
        return Verdict.INCOMPARABLE, f"the text counts {figure.span}s, and the series {basis.span}s: {case.facts}"
    # "In a decade", "in about a year": an article alone is no number to the reader of figures.
    *before, last = figure.number.split(" ")
    number = " ".join([*before, "one" if last in {"a", "an"} else last])
    printed = read(number, "en", case.rules).figure
    whole = steps if printed is not None and printed.qualifier is not None else Decimal(int(steps))
    inner = case.judge(number, whole, unit="rank", rules=case.rules)
    if inner.verdict in {Verdict.EXACT, Verdict.HOLDS, Verdict.ROUNDED, Verdict.LOOSE, Verdict.INCOMPARABLE}:
        return inner.verdict, case.facts
    if printed is None or printed.amount > steps:
        verdict = Verdict.INCOMPARABLE if case.value == RECORD else Verdict.MISMATCH
        return verdict, f"{case.facts}, {steps} {figure.span}s"
    return Verdict.LOOSE, f"true, but it goes back further: {case.facts}"


def _steps(clock: Clock, start: str, end: str, span: str) -> Decimal | None:
    """Return how many of `span` lie between two periods; ``None`` if the clock has no such span."""
    last, first = clock.number(end), clock.number(start)
    if last is None or first is None:
        return None
    per = {"year": {"year": 1, "half-year": 2, "quarter": 4, "month": 12}, "decade": {"year": 10}}
    size = 1 if span == clock.kind else per.get(span, {}).get(clock.kind)
    return None if size is None else Decimal(last - first) / size


def _judge_period(printed: str, value: object, basis: Basis, locale: str, rules: Rules, judge: Judge) -> Finding | None:
    """Judge a bare period ("2008") against the last one that was as far."""
    dated = str(value) if read_clock([str(value)]) else ""
    if not dated:
        reason = f"not understood as a claim about a record: {describe_basis(basis)}"
        return Finding(verdict=Verdict.INCOMPARABLE, reason=reason, printed=printed, value=str(value), unit="since")
    found = judge(printed, dated, unit="date", locale=locale, rules=rules)
    return replace(found, unit="since", reason=f"{found.reason}; {describe_basis(basis)}")


# The rest of one text is searched by three of the checks below.
@lru_cache(maxsize=4096)
def _find(text: str, locale: str, rules: Rules) -> tuple[Found, ...]:
    return tuple(find(text, locale, rules=rules))


def _numbers(case: _Case) -> list[str]:
    return [one.text for one in _find(case.figure.rest, case.locale, case.rules) if one.needs_claim]


def _judge_year(case: _Case) -> Finding | None:
    """Return a mismatch if a year in the text is not that of the period that the statistic is about."""
    years = [
        one for one in _find(case.figure.rest, case.locale, case.rules) if one.figure is not None and one.figure.date
    ]
    dated = read_clock([case.basis.at]) is not None
    if len(years) != 1 or not dated or case.basis.kind == "streak":
        return None
    year = years[0].figure.date[0] if years[0].figure and years[0].figure.date else 0
    if not year or case.basis.at.startswith(f"{year:04d}"):
        return None
    reason = f"the statistic is about {show_label(case.basis.at)}, and the text about {year}: {case.facts}"
    return _finding(case, Verdict.MISMATCH, reason)


def _judge_other_number(case: _Case) -> Finding | None:
    """Judge the number that remains in the text against the threshold, or against the value that is ranked."""
    others = [one for one in _find(case.figure.rest, case.locale, case.rules) if one.needs_claim]
    if not others:
        return None
    if len(others) > 1:
        listed = ", ".join(one.text for one in others)
        return _finding(case, Verdict.INCOMPARABLE, f"it holds more than one other figure: {listed}")
    basis, one = case.basis, others[0]
    value = basis.limit if basis.kind == "streak" else basis.values[basis.at]
    if value is None:
        return _finding(case, Verdict.INCOMPARABLE, f"{one.text} is no part of the run: {case.facts}")
    whole = case.figure.rest[one.full_start : one.full_end]
    text = one.text if basis.kind == "streak" else whole
    judged = case.judge(text, value, unit=basis.unit or None, locale=case.locale, rules=case.rules)
    if judged.verdict not in {Verdict.EXACT, Verdict.ROUNDED, Verdict.HOLDS}:
        return _finding(case, judged.verdict, f"{one.text}: {judged.reason}; {case.facts}")
    qualifier = one.figure.qualifier if one.figure else None
    if basis.kind == "streak" and (qualifier is None or qualifier.test not in REACHES[basis.test]):
        return _finding(case, Verdict.MISMATCH, f"the run is {basis.test} {_shown(basis, value)}: {case.facts}")
    return None


def _shown(basis: Basis, value: Decimal) -> str:
    return show(value, "" if basis.unit in COUNTS else basis.unit)
