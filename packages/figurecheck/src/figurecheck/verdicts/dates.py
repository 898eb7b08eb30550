"""Judge printed dates against recorded ones, at the precision printed."""

from __future__ import annotations

import re
from datetime import date

from figurecheck.figures.common.calendar_names import find_months, find_short_months, find_weekdays
from figurecheck.figures.common.figure import PrintedFigure
from figurecheck.figures.common.stretches import Day, PartOfTime
from figurecheck.figures.common.tokens import swap, tokenize
from figurecheck.figures.english.dates import read_iso
from figurecheck.figures.english.words import MONTHS, TENS, UNITS
from figurecheck.figures.languages import language_code
from figurecheck.model import Verdict
from figurecheck.model.worded import phrase
from figurecheck.verdicts.shown import show_day

BESIDE = {
    "en": frozenset(
        "a an and as at date dated day from in is it month of on since st nd rd th the to was year".split()
    ),
    "de": frozenset("am ab dem den der des im in jahr jahre jahres monat seit tag vom zum".split()),
}
"""Words beside a date that change nothing about it; any other may make it another day, or a stretch of time."""
_KOREAN = re.compile("(?:년|월|일)?(?:도|자|에|의|은|는|이|가|로|부터)?|에는")
_KOREAN_WEEKDAYS = "월화수목금토일"
_IN_BRACKETS = re.compile(rf"\(([{_KOREAN_WEEKDAYS}])\)")


def judge_stretch(stretch: PartOfTime, known: Day) -> Verdict:
    """Return the verdict on a part of a time; the value's parts that are not recorded are 0.

    >>> from figurecheck.figures.common.stretches import PartOfTime
    >>> early = PartOfTime(first=(2025, 1, 1), last=(2025, 4, 31))
    >>> [judge_stretch(early, day).value for day in ((2025, 2, 0), (2025, 11, 3), (2025, 0, 0))]
    ['holds', 'mismatch', 'incomparable']
    """
    year = known[0] if stretch.first[0] else 0
    lowest, highest = (year, known[1] or 1, known[2] or 1), (year, known[1] or 12, known[2] or 31)
    if stretch.first <= lowest and highest <= stretch.last:
        return Verdict.HOLDS
    if lowest <= stretch.last and stretch.first <= highest:
        return Verdict.INCOMPARABLE
    side = 1 if lowest > stretch.last else -1
    return Verdict.LOOSE if side == stretch.open else Verdict.MISMATCH


def judge_date(figure: PrintedFigure, value: str, locale: str = "en") -> tuple[Verdict, str]:
    """Return the verdict on a printed date, judged against a recorded ISO date, and the reason."""
    known = read_iso(value)
    if known is None:
        return Verdict.INCOMPARABLE, phrase("{value!r} is no ISO date", value=value)
    if figure.stretch is not None:
        verdict = judge_stretch(figure.stretch, known)
        recorded = phrase("recorded {value}", value=show_day(value))
        less = phrase("{recorded}, which is less precise than the printed date", recorded=recorded)
        return verdict, less if verdict is Verdict.INCOMPARABLE else recorded
    if figure.date is None:
        return Verdict.INCOMPARABLE, phrase("the value is a date, and the figure is none that was understood")
    language = language_code(locale)
    # 2월 4일(화): a single letter is a weekday in brackets alone, since 월 and 일 are month and day as well.
    short = _IN_BRACKETS.search(figure.text) if language == "ko" else None
    words = _words(figure.text.replace(short[0], "") if short else figure.text)
    weekdays = [_KOREAN_WEEKDAYS.index(short[1])] if short else []
    weekdays += [at for word in words if (at := _find_weekday(word, language)) is not None]
    odd = [word for word in words if not _is_plain(word, figure, language)]
    # "April to June 2025" is a stretch of time.
    odd += [word for word in words if word in _months(language)][1:]
    if odd or figure.qualifier is not None:
        word = odd[0] if odd else figure.qualifier.name  # type: ignore[union-attr]
        return Verdict.INCOMPARABLE, phrase("not understood: {word!r} beside a date", word=word)
    recorded = phrase("recorded {value}", value=show_day(value))
    # What is not printed (a year, a day) is not claimed.
    pairs = [(printed, there) for printed, there in zip(figure.date, known, strict=True) if printed]
    if any(there and printed != there for printed, there in pairs):
        return Verdict.MISMATCH, recorded
    if weekdays and all(known) and date(*known).weekday() not in weekdays:
        return Verdict.MISMATCH, phrase("{recorded}, which is another day of the week", recorded=recorded)
    # "4 June" of a record that only knows June may be right; nobody can tell.
    if any(not there for _, there in pairs) or (weekdays and not all(known)):
        return Verdict.INCOMPARABLE, phrase(
            "{recorded}, which is less precise than the printed date", recorded=recorded
        )
    if figure.date == known:
        return Verdict.EXACT, recorded
    return Verdict.ROUNDED, phrase("{recorded}, which the printed date gives less precisely", recorded=recorded)


def add_weekday(lead: str, printed: str, tail: str, locale: str) -> str:
    """Return a date with the weekday that stands beside it; empty where none does.

    >>> add_weekday("It opened on Monday, ", "3 February 2025", ".", "en")
    'Monday, 3 February 2025'
    >>> add_weekday("", "2025년 2월 3일", "(월)에 열었다.", "ko"), add_weekday("On ", "3 May 2025", " it opened.", "en")
    ('2025년 2월 3일 (월)', '')
    """
    names = "|".join(map(re.escape, find_weekdays(language_code(locale))))
    if language_code(locale) == "ko":
        behind = re.match(rf"\s?({_IN_BRACKETS.pattern}|{names})", tail)
        return f"{printed} {behind[1]}" if behind else ""
    before = re.search(rf"\b({names})(?:,|, den|, dem|, the)? $", lead, re.IGNORECASE)
    behind = re.match(rf"(?:, an? |, ein(?:em|en)? |\s?\()({names})\b", tail, re.IGNORECASE)
    found = before or behind
    return f"{found[1]}, {printed}" if found else ""


def _words(text: str) -> list[str]:
    return [token.text for token in tokenize(swap(text)) if token.kind not in {"p", "date"}]


def _is_plain(word: str, figure: PrintedFigure, language: str) -> bool:
    """Return whether a word belongs to the date itself, or leaves it as it is."""
    if word.isdecimal():
        return int(word) in (figure.date or ()) or (len(word) < 3 and int(word) == (figure.date or (0,))[0] % 100)
    if language == "ko" and _KOREAN.fullmatch(word):
        return True
    spelled = language == "en" and (word in UNITS or word in TENS) and not any(map(str.isdecimal, figure.text))
    return (
        spelled
        or word in BESIDE.get(language, ())
        or word in _months(language)
        or _find_weekday(word, language) is not None
    )


def _months(language: str) -> frozenset[str]:
    return frozenset(month.lower() for month in (*find_months(language), *find_short_months(language), *MONTHS))


def _find_weekday(word: str, language: str) -> int | None:
    """Return the day of the week that a word names or shortens, 0 for Monday."""
    names = [name.lower() for name in find_weekdays(language)]
    found = (at for at, name in enumerate(names) if word.startswith(name) or (len(word) > 2 and name.startswith(word)))
    return next(found, None)
