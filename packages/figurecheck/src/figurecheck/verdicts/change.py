"""Judge a printed change against the two values of a series that it compares.

A change of shares is in per cent or in percentage points, and a text that states the other is wrong; "from 370
to 762" is compared with both ends. Where another base would reverse or halve the change, the reason says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from figurecheck.figures import Form
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.tokens import swap
from figurecheck.figures.languages import find_language
from figurecheck.figures.parser import read
from figurecheck.model import Basis, Finding, Verdict
from figurecheck.model.series import measure_change
from figurecheck.model.worded import join, phrase
from figurecheck.verdicts.series_text import describe_basis, describe_other_bases
from figurecheck.verdicts.shown import show_amount

Judge = Callable[..., Finding]
# The verdict of a pair is that of its worse end.
_WORST = (Verdict.INCOMPARABLE, Verdict.MISMATCH, Verdict.TRUNCATED, Verdict.LOOSE, Verdict.HOLDS, Verdict.ROUNDED)


def judge_change(
    printed: str, value: Decimal | str, *, unit: str, basis: Basis, locale: str, rules: Rules, judge: Judge
) -> Finding | None:
    """Judge a change; `judge` is the function that judges single figures, passed in because it imports this module."""
    if both := _judge_from_to(printed, value, unit=unit, basis=basis, locale=locale, rules=rules, judge=judge):
        return both
    figure = read(printed, locale, rules).figure
    shares = basis.unit in {"share", "%"}
    # "Fell 3%" and "fell 3 percentage points" of a share are two different changes, which papers confuse most often.
    wrong = {("pp", Form.PERCENT), ("share", Form.POINTS)}
    if figure is not None and shares and (basis.test, figure.form) in wrong:
        template = "per cent and percentage points are two things: {both}; {facts}"
        reason = phrase(template, both=_both_measures(basis), facts=describe_basis(basis))
        return Finding(
            verdict=Verdict.MISMATCH,
            reason=reason,
            printed=printed,
            value=Decimal(str(value)),
            unit=unit,
            reading=figure.reading,
        )
    found = judge(printed, value, unit=unit, locale=locale, rules=rules)
    if not basis.others:
        return found
    return replace(found, reason=join((found.reason, describe_other_bases(basis)), "; "))


def _both_measures(basis: Basis) -> str:
    old, new = basis.values[basis.run[0]], basis.values[basis.at]
    points = show_amount(measure_change(old, new, "pp", basis.unit), "pp")
    if old <= 0:
        return phrase("it is {points}", points=points)
    share = show_amount(measure_change(old, new, "share"), "share")
    return phrase("it is {points}, or {share}", points=points, share=share)


def _judge_from_to(
    printed: str, value: Decimal | str, *, unit: str, basis: Basis, locale: str, rules: Rules, judge: Judge
) -> Finding | None:
    """Judge "from 370 to 762" against both ends of a change; ``None`` where the text has no such pair."""
    language = find_language(locale)
    pair = language.split_from_to(printed) if language else None
    if pair is None:
        return None
    figures = [read(text, locale, rules).figure for text in pair]
    # "From 2019 to 2024" is a span of time.
    if any(one is None or one.form is Form.DATE or one.date for one in figures):
        return None
    ends = [
        judge(text, basis.values[label], unit=basis.unit or None, locale=locale, rules=rules)
        for text, label in zip(pair, (basis.run[0], basis.at), strict=True)
    ]
    moved, went = find_movement(printed, locale), Decimal(basis.values[basis.at] - basis.values[basis.run[0]])
    worst = next((one for verdict in _WORST for one in ends if one.verdict is verdict), ends[0])
    facts = describe_basis(basis)
    verdict = worst.verdict
    reason = phrase("{text}: {why}; {facts}", text=worst.printed, why=worst.reason, facts=facts)
    # Both ends may be right and the verb wrong: "fell from 370 to 762".
    if moved and went * moved < 0:
        says = phrase("down" if moved < 0 else "up")
        verdict, reason = Verdict.MISMATCH, phrase("the text says {says}; {facts}", says=says, facts=facts)
    return Finding(
        verdict=verdict,
        reason=reason,
        printed=printed,
        value=Decimal(str(value)),
        unit=unit,
        reading=f"from {figures[0].reading} to {figures[1].reading}" if figures[0] and figures[1] else "",
    )


def find_movement(text: str, locale: str) -> int:
    """Return the direction of movement that the text names: 1, -1, or 0 if it names none, or both."""
    language = find_language(locale)
    return language.find_movement(swap(text).lower()) if language else 0
