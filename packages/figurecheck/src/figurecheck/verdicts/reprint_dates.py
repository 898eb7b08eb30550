"""A new date as a sentence prints the old one: "5 January 2025" for "4 June 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from figurecheck.figures import Rules
from figurecheck.figures.common.calendar_names import find_months, find_short_months, find_weekdays
from figurecheck.figures.common.units import canonical
from figurecheck.figures.english.dates import read_iso
from figurecheck.figures.languages import language_code
from figurecheck.figures.parser import read

# The longest first: the first that prints the earlier date is how it is written.
_DATES = {
    "en": ("{d} {B} {y}", "{B} {d}, {y}", "{d} {b} {y}", "{b} {d}, {y}", "{b}. {d}, {y}", "{d}{th} {B} {y}",
           "{B} {d}{th}, {y}", "{B} {y}", "{b} {y}", "{b}. {y}", "{d} {B}", "{B} {d}", "{d} {b}", "{b} {d}", "{b}. {d}",
           "{d}{th} {B}", "{B} {d}{th}", "{B}", "{b}"),
    "de": ("{d}. {B} {y}", "{d}. {b}. {y}", "{d}.{m}.{y}", "{d:02}.{m:02}.{y}", "{B} {y}", "{b}. {y}", "{d}. {B}",
           "{d}. {b}.", "{B}"),
    "ko": ("{y}년 {m}월 {d}일", "{y}년 {m}월", "{m}월 {d}일", "{m}월", "{y}년"),
}  # fmt: skip
_ANY_DATE = ("{y}-{m:02}-{d:02}", "{y}-{m:02}", "{y}")


def write_dates(
    printed: str, value: str, unit: str, locale: str, rules: Rules, before: Decimal | str | None
) -> Iterator[str]:
    """Yield the text with another date, where it says all that the printed one does."""
    figure, new = read(printed, locale, rules).figure, read_iso(value)
    if canonical(unit) != "date" or figure is None or figure.date is None or new is None:
        return
    # What is printed must be known, and a day without its year is one of the year that the sentence has.
    same_year = isinstance(before, str) and (old := read_iso(before)) is not None and old[0] == new[0]
    if any(there and not now for there, now in zip(figure.date, new, strict=True)) or not (figure.date[0] or same_year):
        return
    for form in (*_DATES.get(language_code(locale), ()), *_ANY_DATE):
        fields = [bool(re.search(f"{{({letters})", form)) for letters in ("y", "[mBb]", "d")]
        if fields == [bool(part) for part in figure.date]:
            text = _write_date(form, figure.date, locale)
            if text and printed.count(text) == 1:
                # "May." is no abbreviation.
                if again := _write_date(form, new, locale):
                    yield _turn_weekday(printed.replace(text, again), figure.date, new, locale)
                return


def _turn_weekday(text: str, old: tuple[int, int, int], new: tuple[int, int, int], locale: str) -> str:
    """Return a text with the weekday of the new date, where it has that of the old one."""
    if not (all(old) and all(new)):
        return text
    language, names = language_code(locale), find_weekdays(language_code(locale))
    was, now = (date(*one).weekday() for one in (old, new))
    # Korean has its particles at the word, and one letter in brackets for it.
    short = [f"({name[0]})" if language == "ko" else name[:3] for name in names]
    bounded = "{}" if language == "ko" else r"\b{}\b"
    for some in (names, short):
        text = re.sub(bounded.format(re.escape(some[was])), some[now], text)
    return text


def _write_date(form: str, parts: tuple[int, int, int], locale: str) -> str:
    language = language_code(locale)
    full, short = (names(language) if parts[1] else () for names in (find_months, find_short_months))
    month, day = parts[1] - 1, parts[2]
    if "{b}." in form and full[month] == short[month]:
        return ""
    th = "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return form.format(
        th=th, y=parts[0], m=parts[1], d=parts[2], B=full[month] if full else "", b=short[month] if short else ""
    )
