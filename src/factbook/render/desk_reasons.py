"""Why a figure is in the queue, and what is wrong with it, in words: one source for the terminal and for pages."""

from __future__ import annotations

from functools import partial

from factbook.model import Finding, Severity, Verdict
from factbook.render.margins import show_margin
from factbook.render.values import show_date, show_value
from factbook.render.words.interface import find_words
from factbook.report.desk.reason import Amount, Filling, Margin, Period, Reason, Said, Text


def describe_reason(reason: Reason, language: str = "en") -> dict[str, str]:
    """Return the ``code`` of a reason, its ``text``, and what to ``look`` at, as plain JSON values."""
    return {
        "code": reason.code,
        "text": say_reason(reason.said, language),
        "look": say_reason(reason.look, language),
    }


def say_reason(said: Said, language: str = "en") -> str:
    """Return what is said of a figure, in a language."""
    if isinstance(said, Text):
        fill = partial(_fill, language=language)
        return find_words(language)[said.key].format(**{name: fill(value) for name, value in said.values.items()})
    return _say_verdict(said, language) if isinstance(said, Finding) else said


def say_problem(finding: Finding, language: str) -> str:
    """Return what is wrong with a figure, or to be warned of: as evidence shows it on a page in a language."""
    words = find_words(language)
    said = [
        words["sentence.contradicted"].format(aspect=words[f"aspect.{one.aspect}"], reason=one.reason)
        for one in finding.contradictions
    ]
    if finding.severity is Severity.WARNING:
        said += [f"{words[f'caution.{one.risk}']}: {one}" for one in finding.open_warnings]
    return " ".join(said) or f"{words[finding.verdict]}: {_say_verdict(finding, language)}"


def _say_verdict(finding: Finding, language: str) -> str:
    """Return the reason of a verdict; where the check's own words are of another language, what evidence says of it."""
    words = find_words(language)
    statistic, margin = finding.statistic, show_margin(finding, language)
    # The check words its reasons in English.
    if words is find_words("en") or finding.verdict is not Verdict.MISMATCH or statistic is None or not margin:
        return finding.reason
    value = words[f"how.{statistic.how}"].format(value=show_value(statistic.value, statistic.unit, language))
    return f"{value}. {margin}"


def _fill(value: Filling, language: str) -> str:
    if isinstance(value, Text):
        return say_reason(value, language)
    if isinstance(value, tuple):
        return ", ".join(say_reason(one, language) for one in value)
    if isinstance(value, Margin):
        return show_margin(value.finding, language)
    if isinstance(value, Period):
        return show_date(value.label, language)
    return _show_amount(value, language) if isinstance(value, Amount) else str(value)


def _show_amount(amount: Amount, language: str) -> str:
    if not amount.is_step:
        return show_value(amount.value, amount.unit, language)
    step, unit = amount.value, amount.unit
    # In percentage points: per cent of a share is another amount.
    shown = show_value(step * 100 if unit == "share" else step, "pp" if unit in {"share", "%"} else unit, language)
    return shown if step < 0 else f"+{shown}"
