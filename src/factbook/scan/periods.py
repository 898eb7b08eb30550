"""The periods that a text states, and whether something is compared with them; English and Korean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from factbook.figures.common.phrase_slots import Slot
from factbook.figures.common.phrases import PhraseMatch, Phrases
from factbook.scan.words import english, korean
from factbook.scan.words.tables import SLOTS, LanguagePhrases, lone_number


def _year(text: str, at: int) -> tuple[int, ...]:
    year = text[at : at + 4]
    return (at + 4,) if len(year) == 4 and year.isdecimal() and year[:2] in {"19", "20"} else ()


def _bare_year(text: str, at: int) -> tuple[int, ...]:
    """Read a year that is no part of a number, a date or a span of years."""
    span = text[at + 4 : at + 5] in _DASHES and text[at + 5 : at + 6].isdecimal()
    return () if span or text[at - 1 : at] == "-" else tuple(_LONE_YEAR.read(text, at))


_DASHES, _STARTS, _LONE_YEAR = frozenset("-–"), frozenset("12"), lone_number(1900, 2099)
# Halves, quarters and months before bare years, since the phrases are tried in this order.
_PERIODS = Phrases(
    *english.PHRASES["period"],
    *korean.PHRASES["period"],
    "{bare year}",
    slots={
        **SLOTS,
        **english.SLOTS,
        "half": (*english.HALVES, *korean.HALVES),
        "year": Slot(_year, _STARTS),
        "bare year": Slot(_bare_year, _STARTS),
    },
    whole_words=False,
)
_COMPARED, _COMPARED_BEHIND = LanguagePhrases("compared with"), LanguagePhrases("compared behind")
_YEAR_BEFORE, _THAN = LanguagePhrases("year before"), LanguagePhrases("than")


@dataclass(frozen=True, slots=True)
class When:
    """A period that a text states."""

    start: int
    end: int
    period: str
    base: bool
    """Whether something is compared with it."""


def find_periods(text: str, offset: int = 0) -> list[When]:
    """List the periods that a text states, in order.

    >>> [one.period for one in find_periods("In May 2024, and the first half of 2023; 2022년 상반기")]
    ['2024-05', '2023-01/2023-06', '2022-01/2022-06']
    """
    return [replace(one, start=one.start + offset, end=one.end + offset) for one in _periods_in(text)]


# Each number of a sentence asks for the periods of the sentence.
@lru_cache(maxsize=1024)
def _periods_in(source: str) -> tuple[When, ...]:
    text = source.lower()
    # A few letters grow when they are lowered, and every place behind them would move.
    if len(text) != len(source):
        text = source
    made = []
    for match in _PERIODS.find_all(text):
        # Forty characters hold the longest preposition and three small words.
        before = text[max(0, match.start - 40) : match.start]
        base = _COMPARED.search_end(before) or _COMPARED_BEHIND.match(text, match.end)
        made.append(When(match.start, match.end, _period(match), base is not None))
    return tuple(made)


def names_year_before(text: str) -> bool:
    """Return whether a text has words that mean the year before the one that it is about."""
    text = text.lower()
    if _YEAR_BEFORE.search(text) is not None:
        return True
    # "전년보다" and its like compare with that year.
    behind = (piece for word in korean.YEAR_BEFORE for piece in text.split(word)[1:])
    return any(_THAN.match(piece) is None for piece in behind)


def _period(match: PhraseMatch) -> str:
    year = match["year"] or match["bare year"]
    if half := match["half"]:
        first = (english.HALVES | korean.HALVES)[half] == 1
        return f"{year}-01/{year}-06" if first else f"{year}-07/{year}-12"
    if quarter := match["quarter"] or match["quarter number"]:
        last = 3 * (english.QUARTERS.get(quarter) or int(quarter))
        return f"{year}-{last - 2:02}/{year}-{last:02}"
    if month := match["month"] or match["month number"]:
        return f"{year}-{english.MONTHS.get(month) or int(month):02}"
    return year
