"""Judge a printed claim about more than one number against the series that its statistic rests on.

A run, a rank, a record and "since" are compared with `Basis`; every other number in the text must belong to the series
too: the threshold of a run, the value of the one that is ranked. What remains ambiguous is incomparable.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from figurecheck.figures.common.figure import Found, NumberKind
from figurecheck.figures.common.format import ordinal
from figurecheck.figures.common.qualifiers import Rules, Test
from figurecheck.figures.common.series_claim import ClaimKind
from figurecheck.figures.common.units import canonical
from figurecheck.figures.common.unread import NOTHING_UNREAD
from figurecheck.figures.languages import find_language
from figurecheck.figures.parser import read
from figurecheck.figures.series_claims import read_series_claim
from figurecheck.model import Basis, Finding, Verdict
from figurecheck.model.periods import read_clock
from figurecheck.model.series import LIMITS
from figurecheck.model.worded import Amount, Worded, join, phrase
from figurecheck.verdicts.change import Judge, find_movement, judge_change
from figurecheck.verdicts.series_case import Case, Decided, find_in, show_in_unit
from figurecheck.verdicts.series_extreme import judge_extreme, judge_period
from figurecheck.verdicts.series_labels import (
    counts_steps,
    find_other_labels,
    find_places,
    has_named_steps,
    is_dated,
    judge_outermost,
    name_counted,
    name_steps,
    place_of,
    refuse_label,
    with_labels_read,
)
from figurecheck.verdicts.shown import show_label
from figurecheck.verdicts.unread import find_unnamed_word

REACHES = {
    "above": {Test.OVER, Test.AT_LEAST, Test.FAR_OVER, Test.JUST_OVER},
    "at least": {Test.AT_LEAST},
    "below": {Test.UNDER, Test.AT_MOST, Test.FAR_UNDER, Test.NEARLY},
    "at most": {Test.AT_MOST},
}
"""The printed qualifiers that a run of each test confirms."""


def judge_series(
    printed: str, value: Decimal | str, *, unit: str, basis: Basis, locale: str, rules: Rules, judge: Judge,
    names: tuple[str, ...] = (),
) -> Finding | None:  # fmt: skip
    """Judge a claim over a series; ``None`` where the text must be read as any other figure.

    `judge` is the judge of single figures; `names` are texts that name what the statistic counts.
    """
    if basis.kind == "change":
        return judge_change(printed, value, unit=unit, basis=basis, locale=locale, rules=rules, judge=judge)
    figure = read_series_claim(printed, locale, rules)
    if basis.kind == "extreme" and (figure is None or figure.kind is ClaimKind.NUMBER):
        return judge_period(printed, value, basis, locale, rules, judge)
    if figure is None:
        return None
    case = Case(
        printed=printed, figure=figure, value=value, unit=unit, basis=basis, locale=locale, rules=rules, judge=judge
    )
    if figure.kind is ClaimKind.UNSURE:
        why = phrase("not understood: what {printed!r} claims of the series", printed=printed)
        return case.find(Verdict.INCOMPARABLE, why)
    if word := _find_unnamed(case, names):
        kind = phrase(case.figure.kind.value)
        return case.find(Verdict.INCOMPARABLE, phrase("not understood: {word!r} before {kind}", word=word, kind=kind))
    case = with_labels_read(case)
    # "The oldest" of age groups says which of them, and nothing of their values.
    if figure.outermost and basis.order and canonical(basis.unit) != "year":
        return judge_outermost(case) or _judge_other_number(case) or case.find(Verdict.HOLDS, case.facts)
    # The claim itself first; the numbers beside it are looked at only if it holds.
    decided = {"streak": _judge_streak, "rank": _judge_rank, "extreme": judge_extreme}[basis.kind](case)
    if decided.verdict in {Verdict.MISMATCH, Verdict.INCOMPARABLE}:
        return decided
    return _judge_year(case) or _judge_other_label(case) or _judge_other_number(case) or decided


def _find_unnamed(case: Case, names: tuple[str, ...]) -> str:
    """Return a word before the claim that nothing reads and nothing names: "almost the highest since 2008"."""
    unread = _find_unread(case.figure.before, case.locale) if case.figure.before else ()
    return find_unnamed_word(unread, case.basis.unit, names, case.locale, case.rules)


@lru_cache(maxsize=4096)
def _find_unread(before: str, locale: str) -> tuple[str, ...]:
    # As before a rank: what the words say does not depend on which claim it is.
    end, language = len(before), find_language(locale)
    claim = Found(start=end, end=end, full_start=end, full_end=end, text="", kind=NumberKind.ORDINAL)
    unread = language.find_unread(before, claim) if language else NOTHING_UNREAD
    return unread.words + unread.nouns


def reject_without_series(printed: str, *, unit: str, locale: str, rules: Rules) -> str:
    """Return why a rank or a record cannot be judged without its series; empty where it can.

    A place is a number like any other, but "not the largest" and "one of the largest" are none.
    """
    kind = canonical(unit)
    if kind == "since":
        return phrase("a record or an extreme is judged with the series that it rests on")
    figure = read_series_claim(printed, locale, rules) if kind == "rank" else None
    if figure is not None and figure.from_end and not figure.of:
        return phrase("a place from the end is judged with its series, or where the text says of how many")
    unsure = figure is not None and figure.kind is ClaimKind.UNSURE
    return phrase("not understood: what {printed!r} claims of a series", printed=printed) if unsure else ""


def _judge_streak(case: Case) -> Finding:
    figure, basis = case.figure, case.basis
    if figure.kind in {ClaimKind.RECORD, ClaimKind.SINCE} or (
        figure.kind is ClaimKind.RANK and (figure.sense or figure.of)
    ):
        template, kind = "{kind} cannot be held against a run: {facts}", phrase(figure.kind.value)
        return case.find_with_facts(Verdict.INCOMPARABLE, template, kind=kind)
    if not counts_steps(figure, basis):
        template, counted = "the text counts {counted}, and the run {steps}: {facts}", name_counted(figure)
        return case.find_with_facts(Verdict.INCOMPARABLE, template, counted=counted, steps=name_steps(basis))
    moved = find_movement(case.printed, case.locale)
    if basis.test in {"up", "down"} and moved not in {0, basis.sense}:
        template = "the text says {says}, and the run goes {test}: {facts}"
        says = phrase("down" if moved < 0 else "up")
        return case.find_with_facts(Verdict.MISMATCH, template, says=says, test=phrase(basis.test))
    # "The second year running above 20,000" may contain a verb of rising ("rose above"); without a number the text is
    # about the movement alone, and the run is not.
    if basis.test in LIMITS and moved and not case.others:
        template = "the text tells of {what}, and the run of a threshold: {facts}"
        return case.find_with_facts(Verdict.MISMATCH, template, what=phrase("falls" if moved < 0 else "rises"))
    if figure.since or figure.since_label:
        return case.find(*_judge_beginning(case))
    return case.judge_number(case.value)


def _judge_beginning(case: Case) -> Decided:
    """Judge "every year since 2017" against the first period of a run, or, of a rise, the one before it."""
    basis, says = case.basis, case.figure.since
    if not basis.run:
        return Verdict.MISMATCH, case.facts
    labels = [label for label, _ in basis.series]
    # "Up every year since 2017" begins with the rise of 2018 over 2017.
    begins = labels[labels.index(basis.run[0]) - (basis.limit is None)]
    if not is_dated(basis):
        return _judge_beginning_at_label(case, begins)
    if begins.startswith(says) or says == basis.run[0]:
        return Verdict.EXACT, case.facts
    if says < begins:
        return Verdict.MISMATCH, case.facts
    return Verdict.LOOSE, phrase("true, but it goes back further: {facts}", facts=case.facts)


def _judge_beginning_at_label(case: Case, begins: str) -> Decided:
    places = find_places(case)
    if places is None:
        return refuse_label(case)
    (first, last), true = places, place_of(case.basis, begins)
    if first <= true <= last or first == last == place_of(case.basis, case.basis.run[0]):
        return Verdict.EXACT, case.facts
    if last < true:
        return Verdict.MISMATCH, case.facts
    return Verdict.LOOSE, phrase("true, but it goes back further: {facts}", facts=case.facts)


def _judge_rank(case: Case) -> Finding:
    figure, basis = case.figure, case.basis
    if figure.kind in {ClaimKind.STREAK, ClaimKind.SINCE}:
        template, kind = "{kind} cannot be held against a rank: {facts}", phrase(figure.kind.value)
        return case.find_with_facts(Verdict.INCOMPARABLE, template, kind=kind)
    # A record is the first place of all.
    if figure.kind is ClaimKind.RECORD:
        case = replace(case, figure=replace(figure, number="first"))
    if figure.of:
        # Of names, such as those of towns, no step is known.
        if has_named_steps(basis) and not counts_steps(figure, basis):
            template, named = "the text ranks {counted}, and the series {steps}: {facts}", name_counted(figure)
            return case.find_with_facts(Verdict.INCOMPARABLE, template, counted=named, steps=name_steps(basis))
        counted = case.judge(figure.of, len(basis.series), unit="rank", locale="en", rules=case.rules)
        if counted.verdict is not Verdict.EXACT:
            template = "{n} are ranked, not {said}: {facts}"
            return case.find_with_facts(Verdict.MISMATCH, template, n=str(len(basis.series)), said=figure.of)
    if figure.from_end or (figure.sense and figure.sense != basis.sense):
        return _judge_other_end(case)
    if figure.top:
        return _judge_top(case, int(Decimal(str(case.value))))
    found = case.judge_number(case.value)
    return _with_ties(case, found, int(Decimal(str(case.value))))


def _judge_other_end(case: Case) -> Finding:
    """Judge "the smallest" against a rank that counts the largest first, by counting from the other end."""
    mine = case.basis.values[case.basis.at]
    beyond = sum(value < mine if case.basis.sense > 0 else value > mine for _, value in case.basis.series)
    place = Worded(ordinal(1 + beyond), Amount(value=Decimal(1 + beyond), unit="rank"))
    largest = phrase("{place} with the largest first: ", place=place)
    what = phrase("{place} with the smallest first: ", place=place) if case.basis.sense > 0 else largest
    if case.figure.top:
        return _judge_top(case, 1 + beyond)
    found = case.judge_number(1 + beyond, what)
    return replace(_with_ties(case, found, 1 + beyond), value=Decimal(str(case.value)), interval=None, margin=None)


def _judge_top(case: Case, place: int) -> Finding:
    figure = read(case.figure.number, case.locale, case.rules).figure
    if figure is None:
        return case.find(Verdict.INCOMPARABLE, phrase("not understood: {number!r}", number=case.figure.number))
    return case.find(Verdict.HOLDS if place <= int(figure.amount) else Verdict.MISMATCH, case.facts)


def _with_ties(case: Case, found: Finding, best: int) -> Finding:
    """Return the finding with ties considered: a shared place must be called so; any of the shared places will do."""
    shared, joint = case.basis.run, case.figure.joint
    if joint and not shared and found.verdict is not Verdict.MISMATCH:
        reason = phrase("the place is not shared: {facts}", facts=case.facts)
        return replace(found, verdict=Verdict.MISMATCH, reason=reason)
    if not shared or (joint and found.verdict is Verdict.EXACT):
        return found
    # Competition ranking: two that share the second place are second and third.
    places = range(best, best + len(shared) + 1)
    verdicts = [case.judge(case.figure.number, place, unit="rank", rules=case.rules).verdict for place in places]
    if Verdict.EXACT in verdicts and not joint:
        reason = phrase("true, but the place is shared: {facts}", facts=case.facts)
        return replace(found, verdict=Verdict.LOOSE, reason=reason)
    return found


def _judge_year(case: Case) -> Finding | None:
    """Return a mismatch if a year in the text is not that of the period that the statistic is about."""
    years = [
        one for one in find_in(case.figure.rest, case.locale, case.rules) if one.figure is not None and one.figure.date
    ]
    dated = read_clock([case.basis.at]) is not None
    if len(years) != 1 or not dated:
        return None
    year = years[0].figure.date[0] if years[0].figure and years[0].figure.date else 0
    if case.basis.kind == "streak":
        return _judge_first_year(case, year)
    if not year or case.basis.at.startswith(f"{year:04d}"):
        return None
    template, at = "the statistic is about {at}, and the text about {year}: {facts}", show_label(case.basis.at)
    return case.find_with_facts(Verdict.MISMATCH, template, at=at, year=str(year))


def _judge_first_year(case: Case, year: int) -> Finding | None:
    """Return a mismatch if a run of so many years is said to have begun in another: "five years running since 2018"."""
    basis = case.basis
    labels = [label for label, _ in basis.series]
    if not basis.run or basis.run[0] not in labels or not _SINCE_YEAR.search(case.printed):
        return None
    begins = labels[max(0, labels.index(basis.run[0]) - (basis.limit is None))]
    if any(one.startswith(f"{year:04d}") for one in (begins, basis.run[0])):
        return None
    return case.find_with_facts(Verdict.MISMATCH, "the text has it begin in {year}: {facts}", year=str(year))


_SINCE_YEAR = re.compile(r"\b(?:since|seit)\s\d{4}|\d{4}년\s?(?:이후|이래|부터)", re.IGNORECASE)


def _judge_other_label(case: Case) -> Finding | None:
    """Refuse a text that names another label of the series than the one that the statistic is about."""
    others = find_other_labels(case)
    if not others:
        return None
    at = case.basis.at
    template = "the statistic is about {at}, and the text names {other}: {facts}"
    return case.find_with_facts(Verdict.INCOMPARABLE, template, at=at, other=others[0])


def _judge_other_number(case: Case) -> Finding | None:
    """Judge the number that remains in the text against the threshold, or against the value that is ranked."""
    others = [one for one in find_in(case.figure.rest, case.locale, case.rules) if one.needs_claim]
    if not others:
        return None
    if len(others) > 1:
        listed = join((one.text for one in others), ", ")
        return case.find(Verdict.INCOMPARABLE, phrase("it holds more than one other figure: {listed}", listed=listed))
    basis, one = case.basis, others[0]
    value = basis.limit if basis.kind == "streak" else basis.values[basis.at]
    if value is None:
        return case.find_with_facts(Verdict.INCOMPARABLE, "{text} is no part of the run: {facts}", text=one.text)
    whole = case.figure.rest[one.full_start : one.full_end]
    text = one.text if basis.kind == "streak" else whole
    judged = case.judge(text, value, unit=basis.unit or None, locale=case.locale, rules=case.rules)
    if judged.verdict not in {Verdict.EXACT, Verdict.ROUNDED, Verdict.HOLDS}:
        return case.find_with_facts(judged.verdict, "{text}: {why}; {facts}", text=one.text, why=judged.reason)
    qualifier = one.figure.qualifier if one.figure else None
    if basis.kind == "streak" and (qualifier is None or qualifier.test not in REACHES[basis.test]):
        template, limit = "the run is {test} {limit}: {facts}", show_in_unit(basis, value)
        return case.find_with_facts(Verdict.MISMATCH, template, test=phrase(basis.test), limit=limit)
    return None
