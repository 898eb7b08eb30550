"""The periods that a text states, and whether something is compared with them; English and Korean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factbook.figures import find_months

_MONTHS = {name.lower(): at for at, name in enumerate(find_months("en"), 1)}
_HALVES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "상": 1, "하": 2}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# Halves, quarters and months before bare years, since the alternatives are tried in this order and "first half of
# 2024" contains a year. Each alternative has a group of its own for the year: one pattern cannot name a group twice.
_WHEN = re.compile(
    rf"(?P<first>first|1st|second|2nd) half (?:of )?(?:the year )?{_YEAR}"
    rf"|(?P<quarter>first|second|third|fourth) quarter (?:of )?{_YEAR.replace('year', 'yearq')}"
    rf"|(?P<month>{'|'.join(_MONTHS)}),? (?:of )?{_YEAR.replace('year', 'yearm')}"
    rf"|{_YEAR.replace('year', 'yeark')}년\s*"
    r"(?:(?P<monthk>1[0-2]|[1-9])월|(?P<halfk>[상하])반기|(?P<quarterk>[1-4])분기)"
    rf"|(?<![\d.,-]){_YEAR.replace('year', 'yearp')}(?![\d.,]*\d|[-–]\d)",
    re.IGNORECASE,
)
# "Fewer than in 2023", "compared with the 941 of 2023": up to three small words between preposition and year.
_BASE = re.compile(
    r"\b(?:than|since|against|over|compared with|compared to|from|on)\W+(?:(?:in|the|of|a|year|[\d,.]*\d)\W+){0,3}$",
    re.IGNORECASE,
)
# Korean puts the particle of comparison behind: "2023년보다", "2023년 941건에 비해".
_BASE_BEHIND = re.compile(r"\s*년?\s*(?:[\d만천백억조,.]+\s*[가-힣A-Za-z%]{0,2}?)?\s*(?:보다|대비|에 비해|이후|부터)")
BEFORE = re.compile(
    r"\b(?:the )?(?:year (?:before|earlier)|previous year|preceding year)\b"
    r"|(?:전년|전해|지난해|작년)(?!\s*(?:보다|대비|에 비해|동기))",
    re.IGNORECASE,
)
"""Words that mean the year before the one that the text is about."""


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
    made = []
    for match in _WHEN.finditer(text):
        # Forty characters hold the longest preposition and three small words; the pattern ends at its end.
        base = bool(_BASE.search(text[max(0, match.start() - 40) : match.start()]))
        base = base or bool(_BASE_BEHIND.match(text, match.end()))
        made.append(When(match.start() + offset, match.end() + offset, _period(match), base))
    return made


def _period(match: re.Match[str]) -> str:
    part = match.groupdict()
    year = next(part[name] for name in ("year", "yearq", "yearm", "yeark", "yearp") if part[name])
    half = part["first"] or part["halfk"]
    if half:
        return f"{year}-01/{year}-06" if _HALVES[half.casefold()] == 1 else f"{year}-07/{year}-12"
    quarter = part["quarter"] or part["quarterk"]
    if quarter:
        last = 3 * _QUARTERS[quarter.casefold()]
        return f"{year}-{last - 2:02}/{year}-{last:02}"
    month = part["monthk"] or part["month"]
    if month:
        return f"{year}-{int(month) if month.isdecimal() else _MONTHS[month.casefold()]:02}"
    return year
