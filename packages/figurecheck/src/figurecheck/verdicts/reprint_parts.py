"""A number in several parts, or a date, with other digits in each: "2 hours 11 minutes" of 131, "4 June 2024".

What one of each part stands for is told by reading the text with another number in that part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from figurecheck.figures import PrintedFigure, Rules
from figurecheck.figures.common.calendar_names import find_months, find_short_months, find_weekdays
from figurecheck.figures.common.rounding import round_half_up
from figurecheck.figures.common.units import canonical
from figurecheck.figures.english.dates import read_iso
from figurecheck.figures.korean.particles import DIGIT_FINALS
from figurecheck.figures.languages import language_code
from figurecheck.figures.parser import read
from figurecheck.verdicts.on_scale import read_on_scale

_NUMBER = re.compile(r"\d+")
_JOINTS = (":", ".")
"""Behind these, a number has as many digits as the printed one."""
_NOUN = re.compile(r"\s?[^\W\d_]{4,}")
_KOREAN_DIGIT = re.compile(r"\s?[천백십]")
"""Words for thousands, hundreds and tens have one digit before them."""
_MOST_OF_THEM = 9


def write_parts(
    printed: str, figure: PrintedFigure, value: Decimal, unit: str, locale: str, rules: Rules, names: tuple[str, ...]
) -> Iterator[str]:
    """Yield a text with the digits of its parts written anew; nothing where its numbers are not parts of one."""
    places = list(_NUMBER.finditer(printed))
    if len(places) < 2 or figure.date or figure.upper is not None or figure.total is not None:
        return
    scaled, at = read_on_scale(figure, value, unit, rules, names)
    sizes = [_find_size(printed, place, scaled, locale, rules) for place in places]
    if at is None or at <= 0 or not _are_parts(places, sizes, scaled):
        return
    rest, written = round_half_up(at, scaled.step), []
    for place, size in zip(places, sizes, strict=True):
        number = rest // size
        rest -= number * size
        if not _suits(number, place, printed, locale):
            return
        is_joined = printed[: place.start()].endswith(_JOINTS)
        written.append(str(number).zfill(len(place[0]) if is_joined else 0))
    pieces = _NUMBER.split(printed)
    yield pieces[0] + "".join(f"{digits}{piece}" for digits, piece in zip(written, pieces[1:], strict=True))


def _find_size(printed: str, place: re.Match[str], figure: PrintedFigure, locale: str, rules: Rules) -> Fraction:
    """Return what one of a part stands for; nothing where the text cannot be read with another number in it."""
    number = int(place[0])
    other = number - 1 if number else 1
    text = f"{printed[: place.start()]}{str(other).zfill(len(place[0]))}{printed[place.end() :]}"
    changed = read(text, locale, rules).figure
    if changed is None or changed.unit != figure.unit or changed.form is not figure.form:
        return Fraction(0)
    return (figure.size - changed.size) * (number - other)


def _are_parts(places: Sequence[re.Match[str]], sizes: Sequence[Fraction], figure: PrintedFigure) -> bool:
    """Return whether the numbers add up to the figure, each part being so many whole ones of the next."""
    if not all(size > 0 for size in sizes) or sizes[-1] != figure.step:
        return False
    total = sum(int(place[0]) * size for place, size in zip(places, sizes, strict=True))
    return total == figure.size and all(
        one > other and (one / other).denominator == 1 for one, other in pairwise(sizes)
    )


def _suits(number: int, place: re.Match[str], printed: str, locale: str) -> bool:
    """Return whether a part may stand where another one stood: no zero is said, nor "1 minutes" or 12천."""
    before, behind = printed[: place.start()], printed[place.end() :]
    if number == 0:
        return before.endswith(_JOINTS)
    if language_code(locale) == "ko":
        return number <= _MOST_OF_THEM or _KOREAN_DIGIT.match(behind) is None
    return (number == 1) == (int(place[0]) == 1) or _NOUN.match(behind) is None


_PARTICLE = re.compile(r"(?:[이가은는을를과와로]|으로)(?![가-힣])|이었|였|이다|이고|이며|이라|이나|으로")
"""Korean particles and endings that have another form behind a vowel."""
_ARTICLE = re.compile(r"\ban?\s+[$€£¥]?(\d+)", re.IGNORECASE)
_AN = re.compile(r"8|1[18](?!\d)")
"""What begins with a vowel when it is read: eight, eighteen, eleven."""


def fits_around(lead: str, before: str, after: str, tail: str, locale: str) -> bool:
    """Return whether the words beside a figure fit both texts: "an 8%" and "a 9%"; "8과" and "9와".

    >>> fits_around("", "8", "7", "과 같다", "ko"), fits_around("", "8", "9", "과 같다", "ko")
    (True, False)
    """
    language = language_code(locale)
    if language == "ko":
        particle = _PARTICLE.match(tail)
        return particle is None or _find_final(before, particle[0]) == _find_final(after, particle[0])
    return language != "en" or _needs_an(lead, before) in {None, _needs_an(lead, after)}


def _find_final(text: str, particle: str) -> str:
    """Return how a text ends when it is read aloud, as far as a Korean particle depends on it."""
    last = text[-1:]
    if not last.isdecimal():
        # A unit stays as it is.
        return last
    final = DIGIT_FINALS[int(last)]
    # 로 stands behind ㄹ as behind a vowel.
    return "" if final == "ㄹ" and particle.endswith("로") else "consonant" if final else ""


def _needs_an(lead: str, text: str) -> bool | None:
    """Return whether the digits after an article begin with a vowel; ``None`` where there is no article."""
    articles = [one for one in _ARTICLE.finditer(lead + text) if one.end() > len(lead)]
    return needs_an(articles[0][1]) if articles else None


def needs_an(digits: str) -> bool:
    """Return whether a number in digits begins with a vowel when it is read.

    >>> needs_an("8.0%"), needs_an("$11 million"), needs_an("9%")
    (True, True, False)
    """
    return bool(_AN.match(digits.lstrip("$€£¥")))


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
