"""Judge a printed record, or an extreme since a period or within some steps, against the series that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.series_claim import ClaimKind
from figurecheck.figures.parser import read
from figurecheck.model import Basis, Finding, Verdict
from figurecheck.model.periods import read_clock
from figurecheck.model.series import RECORD
from figurecheck.model.worded import join, phrase
from figurecheck.verdicts.change import Judge, find_movement
from figurecheck.verdicts.series_case import Case, Decided, show_in_unit
from figurecheck.verdicts.series_labels import (
    count_steps,
    find_places,
    is_dated,
    name_counted,
    name_steps,
    place_of,
    refuse_label,
)
from figurecheck.verdicts.series_text import best_before, describe_basis, find_overtaken
from figurecheck.verdicts.shown import show_label


def judge_extreme(case: Case) -> Finding:
    """Judge a record, a first place or "since" against an extreme."""
    figure, basis = case.figure, case.basis
    first = figure.kind is ClaimKind.RANK and figure.number in {"first", "1"} and not figure.of
    if figure.kind not in {ClaimKind.RECORD, ClaimKind.SINCE} and not first:
        remedy = phrase("record a rank" if figure.kind is not ClaimKind.STREAK else "record a streak")
        template, kind = "{kind} cannot be held against an extreme ({remedy}): {facts}", phrase(figure.kind.value)
        return case.find_with_facts(Verdict.INCOMPARABLE, template, kind=kind, remedy=remedy)
    if figure.sense and figure.sense != basis.sense:
        template = "the text says the {says}, and it is the {test}: {facts}"
        says = phrase("highest" if figure.sense > 0 else "lowest")
        return case.find_with_facts(Verdict.MISMATCH, template, says=says, test=phrase(basis.test))
    # "Rose for the first time since 2019" tells of falls before it, and not of values that were lower.
    if (
        figure.kind is ClaimKind.SINCE
        and not figure.sense
        and not case.others
        and find_movement(case.printed, case.locale)
    ):
        return case.find_with_facts(Verdict.INCOMPARABLE, "a movement cannot be held against an extreme: {facts}")
    return case.find(*_choose(case)(case))


def _choose(case: Case) -> Callable[[Case], Decided]:
    if case.figure.kind is not ClaimKind.SINCE:
        return _judge_record
    if case.figure.number:
        return _judge_within
    return _judge_since if is_dated(case.basis) else _judge_since_label


def _judge_record(case: Case) -> Decided:
    if case.value != RECORD:
        return Verdict.MISMATCH, phrase("no record: {facts}", facts=case.facts)
    if best_before(case.basis) is None:
        return Verdict.LOOSE, phrase("true, but of a series of one: {facts}", facts=case.facts)
    start = case.basis.series[0][0]
    # "The highest since counting began in 1990".
    if case.figure.since and not start.startswith(case.figure.since):
        template = "the series begins in {start}: {facts}"
        return Verdict.MISMATCH, phrase(template, start=show_label(start), facts=case.facts)
    overtaken = find_overtaken(case.basis)
    # A record that was broken later is no record today, unless the text says "then".
    if overtaken is not None and not case.figure.then:
        when, value = show_label(overtaken[0]), show_in_unit(case.basis, overtaken[1])
        later = phrase("{when} went beyond it ({value})", when=when, value=value)
        template = "a record of its time, and no longer one: {later}; {facts}"
        return Verdict.LOOSE, phrase(template, later=later, facts=case.facts)
    return Verdict.EXACT, case.facts


def _judge_since(case: Case) -> Decided:
    says, true = case.figure.since, str(case.value)
    start = case.basis.series[0][0]
    if not says:
        template = "no period is named by {label!r}: {facts}"
        return Verdict.INCOMPARABLE, phrase(template, label=case.figure.since_label, facts=case.facts)
    # "Since at least 2008" holds for any earlier true year; ISO periods compare as texts, cut to the same precision.
    if case.figure.least and says >= (start if true == RECORD else true)[: len(says)]:
        return Verdict.HOLDS, case.facts
    if true == RECORD:
        if says < start[: len(says)]:
            template = "the series begins only in {start}: {facts}"
            return Verdict.INCOMPARABLE, phrase(template, start=show_label(start), facts=case.facts)
        return Verdict.LOOSE, phrase("true, but nothing before was as far either: {facts}", facts=case.facts)
    if says == true:
        return Verdict.EXACT, case.facts
    if true.startswith(says):
        return Verdict.ROUNDED, phrase("printed less precisely: {facts}", facts=case.facts)
    if says.startswith(true):
        return Verdict.INCOMPARABLE, phrase("the series does not know it so precisely: {facts}", facts=case.facts)
    if says < true:
        return Verdict.MISMATCH, case.facts
    return Verdict.LOOSE, phrase("true, but it goes back further: {facts}", facts=case.facts)


def _judge_since_label(case: Case) -> Decided:
    """Judge "the highest since round 7" by the places of labels in their order."""
    places, basis = find_places(case), case.basis
    if places is None:
        return refuse_label(case)
    first, last = places
    true = place_of(basis, basis.series[0][0] if case.value == RECORD else str(case.value))
    if case.figure.least and first >= true:
        return Verdict.HOLDS, case.facts
    if case.value == RECORD:
        return Verdict.LOOSE, phrase("true, but nothing before was as far either: {facts}", facts=case.facts)
    if first <= true <= last:
        # The year 2019 is in two seasons.
        return (Verdict.EXACT, case.facts) if first == last else (
            Verdict.ROUNDED, phrase("printed less precisely: {facts}", facts=case.facts)
        )  # fmt: skip
    if last < true:
        return Verdict.MISMATCH, case.facts
    return Verdict.LOOSE, phrase("true, but it goes back further: {facts}", facts=case.facts)


def _judge_within(case: Case) -> Decided:
    """Judge "the highest in 12 years" against the steps back to the last label that was as far."""
    figure, basis = case.figure, case.basis
    start = basis.series[0][0] if case.value == RECORD else str(case.value)
    steps = count_steps(figure, basis, start)
    if steps is None:
        template, counted = "the text counts {counted}, and the series {steps}: {facts}", name_counted(figure)
        reason = phrase(template, counted=counted, steps=name_steps(basis), facts=case.facts)
        return Verdict.INCOMPARABLE, reason
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
        counted = name_counted(figure)
        return verdict, phrase("{facts}, {n} {counted}", facts=case.facts, n=str(steps), counted=counted)
    return Verdict.LOOSE, phrase("true, but it goes back further: {facts}", facts=case.facts)


def judge_period(printed: str, value: object, basis: Basis, locale: str, rules: Rules, judge: Judge) -> Finding | None:
    """Judge a bare period ("2008"), or a label by itself, against the last one that was as far."""
    if not is_dated(basis) and " ".join(printed.lower().split()) == str(value).lower():
        return Finding(
            verdict=Verdict.EXACT, reason=describe_basis(basis), printed=printed, value=str(value), unit="since"
        )
    dated = str(value) if read_clock([str(value)]) else ""
    if not dated:
        reason = phrase("not understood as a claim about a record: {facts}", facts=describe_basis(basis))
        return Finding(verdict=Verdict.INCOMPARABLE, reason=reason, printed=printed, value=str(value), unit="since")
    found = judge(printed, dated, unit="date", locale=locale, rules=rules)
    return replace(found, unit="since", reason=join((found.reason, describe_basis(basis)), "; "))
