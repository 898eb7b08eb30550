"""The periods that a sentence names: "in 2024", "from 2021 to July 2025", "the year before", 2024년 상반기."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from figurecheck.figures.common.calendar_names import find_months, find_short_months
from figurecheck.figures.common.text import NUMBERS
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.mention import BASE, LOOSE, MAIN, PeriodMention, make_part
from figurecheck.verdicts.sentence.mentions_korean import read_korean
from figurecheck.verdicts.sentence.passage import SentenceText
from figurecheck.verdicts.sentence.relations import with_relation
from figurecheck.verdicts.sentence.spans import HALF_YEAR, Span, is_whole_year, make_day, make_months, make_year

_MONTHS = {
    name.casefold(): at for names in (find_months("en"), find_short_months("en")) for at, name in enumerate(names, 1)
}
_DASHES = frozenset("-–—")
LONGEST_PART = 92
"""Days of a month or a quarter, beside which a month without a year may be of the year before or after."""


def find_mentions(sentence: SentenceText) -> list[PeriodMention]:
    """List the periods that a sentence names, in order."""
    found: list[PeriodMention] = []
    at = 0
    while at < len(sentence.words):
        mention = None
        if sentence.korean or _may_start(sentence.low(at)):
            mention = (read_korean(sentence, at) if sentence.korean else None) or _read(sentence, at)
            mention = mention or _read_elliptic(sentence, at, found)
        if mention is None:
            at += 1
            continue
        plain = mention.relation != MAIN or sentence.korean
        read = mention if plain else with_relation(sentence, mention)
        joint = sentence.lows[found[-1].last : at] if found and found[-1].relation == BASE else ()
        # "Fewer than in 2022 and in 2024": both are compared with.
        joined = bool({"and", "or"} & set(joint)) and set(joint) <= {"and", "or", "in", "of"}
        found.append(replace(read, relation=LOOSE) if joined and read.relation == MAIN else read)
        at = mention.last
    return _with_years(sentence, found)


def _read_elliptic(sentence: SentenceText, at: int, found: list[PeriodMention]) -> PeriodMention | None:
    """Read "in the second" and "Q3" behind a quarter or half of a year."""
    size = next((one.span.part for one in reversed(found) if one.span is not None and one.span.part), 0)
    low = sentence.low(at)
    if not size or sentence.low(at + 1) in {"half", "quarter", "year", "month", "-"}:
        return None
    led = sentence.low(at - 1) == "the" and sentence.low(at - 2) in _LEADS_MONTH
    number = (english.HALVES if size == HALF_YEAR else english.QUARTERS).get(low, 0) if led else 0
    last = at + 1
    if low in {"q", "h"} and sentence.low(at + 1).isdecimal():
        number, last = int(sentence.low(at + 1)), at + 2
    fits = 1 <= number <= 12 // size
    return PeriodMention(at, last, month=size * (number - 1) + 1, length=size) if fits else None


def _may_start(low: str) -> bool:
    """Return whether a period may begin with a word; most words are sorted out here."""
    return low[:1].isdecimal() or low in _STARTS or (low[:1] in {"q", "h"} and low[1:2] in {"", "1", "2", "3", "4"})


def _with_years(sentence: SentenceText, found: list[PeriodMention]) -> list[PeriodMention]:
    """Return the mentions with the year of the nearest one for a month that stands without: "in January"."""
    made: list[PeriodMention] = []
    for number, mention in enumerate(found):
        of_today = _is_of_today(sentence, mention)
        # "In May last year" is one period.
        if not (number and sentence.day and _is_of_today(sentence, found[number - 1])):
            before = () if of_today else found[:number]
            is_open = of_today and sentence.day is None
            made.append(mention if is_open else _with_year(mention, before, found[number + 1 :]))
    return made


def _is_of_today(sentence: SentenceText, mention: PeriodMention) -> bool:
    """Return whether a year follows that is counted from the day of writing: "the final quarter of last year"."""
    at = mention.last + (sentence.low(mention.last) == "of")
    return sentence.low(at) in _TODAY and sentence.low(at + 1) == "year"


def _with_year(
    mention: PeriodMention, before: Sequence[PeriodMention], after: Sequence[PeriodMention]
) -> PeriodMention:
    if not mention.month or mention.span is not None or mention.shift is not None:
        return mention
    anchor = next((one.span for one in (*reversed(before), *after) if one.span is not None), None)
    if anchor is None:
        return mention
    span = make_months(anchor.year, mention.month, mention.month + mention.length - 1)
    if anchor.days > LONGEST_PART or anchor.first == span.first:
        return replace(mention, span=span)
    # "In the year to January 2025, up from 1.9% in December": of the year before, since none is named.
    return replace(mention, span=span, other=span.moved(-1 if span.first > anchor.first else 1))


def _read(sentence: SentenceText, at: int) -> PeriodMention | None:
    return (
        _read_today(sentence, at)
        or _read_relative(sentence, at)
        or _read_range(sentence, at)
        or _read_point(sentence, at)
    )


_RELATIVE = [
    (phrase, shift, months)
    for shift, months, phrases in (
        (-1, 0, english.YEAR_BEFORE),
        (1, 0, english.YEAR_AFTER),
        (0, 0, english.SAME),
        (0, -3, english.QUARTER_BEFORE),
        (0, 3, english.QUARTER_AFTER),
        (0, -1, english.MONTH_BEFORE),
        (0, 1, english.MONTH_AFTER),
    )
    for phrase in phrases
]
_RELATIVE_STARTS = frozenset(phrase[0] for phrase, _, _ in _RELATIVE)


def _read_today(sentence: SentenceText, at: int) -> PeriodMention | None:
    """Read "last year" and "this month" of a text whose day is known; "the last year" is the newest of several."""
    shift, unit, day = _TODAY.get(sentence.low(at)), sentence.words[at + 1 : at + 2], sentence.day
    if day is None or shift is None or not unit or sentence.low(at - 1) == "the":
        return None
    months = 12 * day.year + day.month - 1 + shift
    made = {"year": make_year(day.year + shift), "month": make_months(months // 12, months % 12 + 1, months % 12 + 1)}
    span = made.get(unit[0].stem)
    return PeriodMention(at, at + 2, span=span) if span is not None else None


_TODAY = {"last": -1, "this": 0, "next": 1}


def _read_relative(sentence: SentenceText, at: int) -> PeriodMention | None:
    if (counted := _read_years_away(sentence, at)) is not None:
        return counted
    if sentence.low(at) not in _RELATIVE_STARTS:
        return None
    for phrase, shift, months in _RELATIVE:
        if all(sentence.low(at + step) == word for step, word in enumerate(phrase)):
            return _read_same(sentence, PeriodMention(at, at + len(phrase), shift=shift, months=months))
    return None


def _read_years_away(sentence: SentenceText, at: int) -> PeriodMention | None:
    """Read "five years earlier", "two years before 2022" and "a decade later"; "nearly five years ago" is no period."""
    number, unit, way = (sentence.low(at + step) for step in range(3))
    count = int(number if number.isdecimal() else NUMBERS.get(number, "0"))
    years = count if unit == "years" else 10 if (number, unit) in _DECADE else 0
    shift = years * _AWAY.get(way, 0)
    counts = sentence.low(at - 1) not in english.ABOUT | {"the", "those", "last", "first", "past", "all", "each"}
    if years and way in {"before", "after"} and is_year(sentence, at + 3) and counts:
        named = make_year(int(sentence.low(at + 3))).moved(-years if way == "before" else years)
        return PeriodMention(at, at + 4, span=named) if named else None
    # "Two years before the war" counts from another time, "12 years later" of a life from a birth.
    behind = sentence.low(at + 3)
    closed = not behind or not behind[0].isalnum() or behind in english.AFTER_FIGURE or behind == "had"
    if not 0 < abs(shift) <= LONGEST_AWAY or not closed or sentence.low(at - 1) in english.ABOUT:
        return None
    return PeriodMention(at, at + 3, shift=shift)


LONGEST_AWAY = 30
_AWAY = {"earlier": -1, "before": -1, "previously": -1, "later": 1, "on": 1}
_DECADE = {("a", "decade"), ("one", "decade")}


def _read_same(sentence: SentenceText, mention: PeriodMention) -> PeriodMention:
    """Return a mention with the year behind it: "the same period of 2023", "the same month a year earlier"."""
    if mention.shift or mention.months:
        return mention
    behind = mention.last + (sentence.low(mention.last) in {"of", "in"})
    if is_year(sentence, behind):
        return replace(mention, last=behind + 1, year=int(sentence.low(behind)))
    other = _read_relative(sentence, behind)
    return replace(mention, last=other.last, shift=other.shift) if other is not None and other.shift else mention


def _read_range(sentence: SentenceText, at: int) -> PeriodMention | None:
    """Read "from 2020 to 2024", "between May and August 2023", "2021 to July 2025", 2020-24."""
    # "Between 2019 and 2023" needs its "and"; "2019 and 2023" are two periods.
    opened = sentence.low(at) in {"from", "between"}
    start = _read_point(sentence, at + opened)
    if start is None:
        return None
    joint = sentence.low(start.last)
    wanted = (
        {"and"}
        if sentence.low(at) == "between"
        else {"to", "until", "through", "till"} | (set() if opened else {*_DASHES, "/"})
    )
    if joint not in wanted and not (joint in _DASHES and opened):
        return None
    end = _read_point(sentence, start.last + 1) or _read_short_year(sentence, start)
    if end is None or end.span is None:
        return None
    first = start.span or _complete(sentence, start, end.span.year)
    if first is None or first.first > end.span.last:
        return None
    ends = (first, end.span)
    whole = first.to(end.span)
    split = joint in {*_DASHES, "/"} and all(is_whole_year(one) for one in ends) and end.span.year == first.year + 1
    if joint == "/" and not split:
        return None
    # 2023-24 may be both years as well; 2023/24 is one that begins in the first of them.
    return PeriodMention(at, end.last, span=whole, ends=None if joint == "/" else ends, split=split)


def _complete(sentence: SentenceText, start: PeriodMention, year: int) -> Span | None:
    """Return the period of "May" or "22 July" with the year of the other end."""
    if start.month:
        return make_months(year, start.month, start.month)
    words = [sentence.low(at) for at in range(start.first, start.last)]
    month = next((_MONTHS[word] for word in words if word in _MONTHS), 0)
    day = next((int(word) for word in words if word.isdecimal()), 0)
    return make_day(year, month, day) if month and day else None


def _read_short_year(sentence: SentenceText, start: PeriodMention) -> PeriodMention | None:
    """Read the "24" of 2020-24 and 2023/24."""
    at = start.last + 1
    short = sentence.low(at)
    if start.span is None or len(short) != 2 or not short.isdecimal():
        return None
    year = start.span.year // 100 * 100 + int(short)
    return PeriodMention(at, at + 1, span=make_year(year)) if year > start.span.year else None


def _read_point(sentence: SentenceText, at: int) -> PeriodMention | None:
    low = sentence.low(at)
    return (
        _read_part(sentence, at)
        or _read_day(sentence, at)
        or _read_month(sentence, at)
        or (PeriodMention(at, at + 1, span=make_year(int(low))) if is_year(sentence, at) else None)
    )


def is_year(sentence: SentenceText, at: int) -> bool:
    """Return whether a word is a year, and no part of a number, a date or a name."""
    low = sentence.low(at)
    if len(low) != 4 or not low.isdecimal() or low[:2] not in {"18", "19", "20"}:
        return False
    glued = at + 1 < len(sentence.words) and sentence.words[at + 1].start == sentence.words[at].end
    behind = sentence.low(at + 1)
    return not (
        glued and (behind in {"%", "s", "kg", "g", "m"} or (behind == "-" and not sentence.low(at + 2).isdecimal()))
    )


def _read_day(sentence: SentenceText, at: int) -> PeriodMention | None:
    """Read "20 May 2025" and "May 20, 2025"."""
    low, behind = sentence.low(at), sentence.low(at + 1)
    if low.isdecimal() and len(low) <= 2 and behind in _MONTHS and is_year(sentence, at + 2):
        day = make_day(int(sentence.low(at + 2)), _MONTHS[behind], int(low))
        return PeriodMention(at, at + 3, span=day) if day else None
    if low in _MONTHS and behind.isdecimal() and len(behind) <= 2:
        year = at + 2 + (sentence.low(at + 2) == ",")
        if is_year(sentence, year):
            day = make_day(int(sentence.low(year)), _MONTHS[low], int(behind))
            return PeriodMention(at, year + 1, span=day) if day else None
        return PeriodMention(at, at + 2, relation=LOOSE)
    if low.isdecimal() and len(low) <= 2 and behind in _MONTHS and sentence.words[at + 1].capital:
        return PeriodMention(at, at + 2, relation=LOOSE)
    return None


def _read_month(sentence: SentenceText, at: int) -> PeriodMention | None:
    low = sentence.low(at)
    # "May" is a verb as well, and "march" and "mar"; names of months have a capital.
    if low not in _MONTHS or not sentence.words[at].capital:
        return None
    behind = at + 1
    while sentence.low(behind) in {",", "of", "."} and is_year(sentence, behind + 1):
        behind += 1
    if is_year(sentence, behind):
        return PeriodMention(at, behind + 1, span=make_months(int(sentence.low(behind)), _MONTHS[low], _MONTHS[low]))
    return _read_bare_month(sentence, at, _MONTHS[low])


def _read_bare_month(sentence: SentenceText, at: int, month: int) -> PeriodMention | None:
    """Read a month without a year: "the December before", "the previous May", "in July"."""
    before, behind = sentence.low(at - 1), sentence.low(at + 1)
    if before == "the" and behind in _SHIFTS_BEHIND:
        return PeriodMention(at, at + 2, month=month, shift=_SHIFTS_BEHIND[behind])
    if behind == "of" and any(
        sentence.low(at + 2) == one and sentence.low(at + 3) == "year" for one in ("that", "the")
    ):
        return PeriodMention(at, at + 4, month=month, shift=0)
    if before in _SHIFTS_AHEAD:
        return PeriodMention(at, at + 1, month=month, shift=_SHIFTS_AHEAD[before])
    return None if sentence.low(at) == "may" and before not in _LEADS_MONTH else PeriodMention(at, at + 1, month=month)


_SHIFTS_BEHIND = {"before": -1, "earlier": -1, "after": 1, "later": 1}
_SHIFTS_AHEAD = {"previous": -1, "preceding": -1, "following": 1, "next": 1}


_STARTS = frozenset(
    {*_MONTHS, *_TODAY, *_RELATIVE_STARTS, *NUMBERS, *english.HALVES, *english.QUARTERS, "from", "between"}
)
_LEADS_MONTH = frozenset("in with since until from to of by during for and between than before after through".split())


def _read_part(sentence: SentenceText, at: int) -> PeriodMention | None:
    """Read "first half of 2024", "third quarter of 2023", "first six months of 2024", H1 2025, Q3 2024."""
    low = sentence.low(at)
    if low in {"q", "h"} and sentence.low(at + 1).isdecimal() and is_year(sentence, at + 2):
        return make_part(int(sentence.low(at + 2)), 3 if low == "q" else 6, int(sentence.low(at + 1)), at, at + 3)
    noun = sentence.low(at + 1)
    size = {"half": 6, "quarter": 3}.get(noun, 0)
    number = (english.HALVES if size == 6 else english.QUARTERS).get(low, 0) if size else 0
    behind = at + 2
    while sentence.low(behind) in {"of", "the", "in", "year"}:
        behind += 1
    if number and is_year(sentence, behind):
        return make_part(int(sentence.low(behind)), size, number, at, behind + 1)
    opens = at == 0 or sentence.low(at - 1) in {",", ";", ":"}
    led = sentence.low(at - 1) in {"the", "its", "their"} and sentence.low(at - 2) in _LEADS_MONTH
    # "First half of 2024 334.8, second half 349.0": in a headline nothing leads to it.
    if number and (led or opens):
        return PeriodMention(at, at + 2, month=size * (number - 1) + 1, length=size)
    return None
