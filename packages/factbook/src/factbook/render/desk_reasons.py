"""Why a figure is in the queue, and what is wrong with it, in words: one source for the terminal and for pages.

What the check says in words of its own (`model.worded`) is put into those of a page here, phrase by phrase.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from factbook.render.phrases import fill_phrase
from factbook.render.series_text import find_facts, find_other_bases
from factbook.render.values import name_periods, show_date, show_interval, show_value
from factbook.render.words.interface import find_phrases, find_words
from factbook.report.desk.reasons import Filling, Margin, Reason, Said, Text
from figurecheck.model import Caution, Finding, Severity
from figurecheck.model.worded import Allowed, Amount, FilledPhrase, Meaning, Period, SeriesFacts, TextList, Worded
from figurecheck.report.margins import show_margin


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
    return say(said.reason if isinstance(said, Finding) else said, language)


def say(text: str, language: str = "en") -> str:
    """Return a text of the check in the words of a language; a text that is none of the check's stays as it is."""
    return _say_meaning(text.meaning, language) if isinstance(text, Worded) and find_phrases(language) else text


def say_finding(finding: Finding, language: str) -> Finding:
    """Return a finding whose texts are in the words of a language, for a page that shows it."""
    # English pages show the finding itself, so that nothing is copied for the most common language.
    if not find_phrases(language):
        return finding
    return replace(
        finding,
        reason=say(finding.reason, language),
        warnings=tuple(replace(one, text=say(one.text, language)) for one in finding.warnings),
    )


def say_problem(finding: Finding, language: str) -> str:
    """Return what is wrong with a figure, or to be warned of: as evidence shows it on a page in a language."""
    words = find_words(language)
    said = [
        words["sentence.contradicted"].format(aspect=words[f"aspect.{one.aspect}"], reason=say(one.reason, language))
        for one in finding.contradictions
    ]
    if finding.severity is Severity.WARNING:
        said += [f"{words[f'caution.{one.risk}']}: {_say_caution(one, language)}" for one in finding.open_warnings]
    return " ".join(said) or f"{words[finding.verdict]}: {say(finding.reason, language)}"


def _say_caution(caution: Caution, language: str) -> str:
    return str(replace(caution, text=say(caution.text, language), remedy=say(caution.remedy, language)))


def _say_meaning(meaning: Meaning, language: str) -> str:
    match meaning:
        case FilledPhrase(template, values):
            said = {name: say(value, language) for name, value in values.items()}
            return fill_phrase(find_phrases(language).get(template, template), said, language)
        case TextList(texts, sign):
            return find_phrases(language).get(sign, sign).join(say(one, language) for one in texts)
        case Amount():
            return _show_amount(meaning, language)
        case Period(label):
            return _show_period(label, language)
        case Allowed(interval, unit):
            return show_interval(interval, unit, language)
        # The evidence has sentences for these already, in each language.
        case SeriesFacts(basis, others):
            return " ".join((find_other_bases if others else find_facts)(basis, language)).removesuffix(".")


def _fill(value: Filling, language: str) -> str:
    if isinstance(value, Text):
        return say_reason(value, language)
    if isinstance(value, tuple):
        return ", ".join(say_reason(one, language) for one in value)
    if isinstance(value, Margin):
        return show_margin(value.finding, language)
    if isinstance(value, Period):
        return _show_period(value.label, language)
    if isinstance(value, Amount):
        return _show_amount(value, language)
    return say(value, language) if isinstance(value, str) else str(value)


def _show_period(label: str, language: str) -> str:
    # A year is a date only where it stands alone; months and days are found within spans.
    shown = show_date(label, language)
    return name_periods(label, language) if shown == label else shown


def _show_amount(amount: Amount, language: str) -> str:
    if not amount.is_step:
        return show_value(amount.value, amount.unit, language, amount.decimals)
    step, unit = amount.value, amount.unit
    # In percentage points: per cent of a share is another amount.
    shown = show_value(step * 100 if unit == "share" else step, "pp" if unit in {"share", "%"} else unit, language)
    return shown if step < 0 else f"+{shown}"
