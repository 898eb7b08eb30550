"""The periods that a Korean sentence names: 2024년 상반기, 2021년부터 2025년 7월까지, 전년, 하반기, 올해."""

from __future__ import annotations

from dataclasses import replace

from figurecheck.verdicts.sentence import korean
from figurecheck.verdicts.sentence.mention import BASE, LOOSE, MAIN, PUBLISHED, PeriodMention, make_part
from figurecheck.verdicts.sentence.passage import SentenceText
from figurecheck.verdicts.sentence.spans import make_day, make_months, make_year


def read_korean(sentence: SentenceText, at: int) -> PeriodMention | None:
    """Read 2024년, 2024년 5월, 2024년 상반기, 2021년부터 2025년 7월까지, 전년, 같은 해."""
    shifted = _read_korean_relative(sentence, at) or _read_korean_part(sentence, at)
    if shifted is not None:
        return shifted
    if (years := _read_years(sentence, at)) is not None:
        return years
    start = _read_korean_point(sentence, at)
    if start is None or start.span is None:
        return start
    tail = _tail(sentence, start.last - 1)
    if tail.startswith(korean.FROM):
        end = _read_korean_point(sentence, start.last)
        if end is not None and end.span is not None and start.span.first <= end.span.last:
            return PeriodMention(at, end.last, span=start.span.to(end.span), ends=(start.span, end.span))
    behind = (sentence.low(start.last), sentence.low(start.last + 1))
    if start.span.days == 1 and any(word.startswith(korean.PUBLISHED) for word in behind):
        return replace(start, relation=PUBLISHED)
    same = _same_period(sentence, start.last)
    if same and not tail:
        than = sentence.low(start.last + same - 1).endswith(korean.THAN)
        return replace(
            start,
            last=start.last + same,
            span=None,
            shift=0,
            year=start.span.year,
            relation=BASE if than else MAIN,
        )
    since = tail == korean.FROM[1] or (not tail and sentence.low(start.last).startswith(korean.SINCE))
    if since or tail.startswith(korean.THAN) or _compares(tail, sentence.low(start.last)):
        return replace(start, relation=BASE)
    # "2016년의 64%": the figure is of that year, or is a part of what that year had.
    return replace(start, ambiguous=tail == korean.OF)


def _read_years(sentence: SentenceText, at: int) -> PeriodMention | None:
    """Read "2021~2025년"."""
    year, end = sentence.low(at), _read_korean_point(sentence, at + 2)
    if not (len(year) == 4 and year.isdecimal() and sentence.low(at + 1) in korean.DASHES):
        return None
    start = make_year(int(year))
    if end is None or end.span is None or end.span.first <= start.last:
        return None
    return PeriodMention(at, end.last, span=start.to(end.span), ends=(start, end.span))


def _compares(tail: str, behind: str) -> bool:
    """Return whether a particle and the word behind it say what is compared: 2016년 대비, 2016년과 비교하면."""
    return any(tail == particle and behind.startswith(words) for particle, words in korean.COMPARED.items())


def _read_korean_part(sentence: SentenceText, at: int) -> PeriodMention | None:
    """Read 하반기, 3분기 and 9월 behind the period that has the year, and 올해, which only the day of writing tells."""
    low, before = sentence.low(at), sentence.low(at - 1)
    if low.startswith(korean.NOW):
        return _read_today(sentence, at)
    return None if before.startswith(korean.NOW) or before.endswith(korean.YEAR) else _read_bare_part(sentence, at)


def _read_today(sentence: SentenceText, at: int) -> PeriodMention:
    """Read 지난해 and 지난해 5월 of a text whose day is known."""
    low = sentence.low(at)
    word = next((one for one in korean.TODAY if low.startswith(one)), "")
    if sentence.day is None or not word:
        return PeriodMention(at, at + 1, relation=LOOSE)
    year, part = sentence.day.year + korean.TODAY[word], _read_bare_part(sentence, at + 1)
    if part is not None:
        return PeriodMention(at, part.last, span=make_months(year, part.month, part.month + part.length - 1))
    than = low.removeprefix(word).startswith(korean.THAN) or sentence.low(at + 1) in korean.THAN
    return PeriodMention(at, at + 1, span=make_year(year), relation=BASE if than else MAIN)


def _read_bare_part(sentence: SentenceText, at: int) -> PeriodMention | None:
    low, behind = sentence.low(at), sentence.low(at + 1)
    half = next((number for half, number in korean.HALVES.items() if low.startswith(f"{half}반기")), 0)
    if half:
        return PeriodMention(at, at + 1, month=6 * half - 5, length=6)
    if not low.isdecimal() or len(low) > 2:
        return None
    number = int(low)
    # "3분기 연속" is a run of three.
    if (behind + sentence.low(at + 2)).removeprefix(korean.QUARTER).startswith(korean.RUNS):
        return None
    if behind.startswith(korean.QUARTER) and 1 <= number <= 4:
        return PeriodMention(at, at + 2, month=3 * number - 2, length=3)
    is_month = behind.startswith(korean.MONTH) and not sentence.low(at + 2).isdecimal()
    return PeriodMention(at, at + 2, month=number) if is_month and 1 <= number <= 12 else None


def _tail(sentence: SentenceText, at: int) -> str:
    low = sentence.low(at)
    for unit in ("년", "월", "반기", "분기"):
        if unit in low:
            return low.split(unit, 1)[1]
    return ""


def _read_korean_relative(sentence: SentenceText, at: int) -> PeriodMention | None:
    low, two = sentence.low(at), f"{sentence.low(at)} {sentence.low(at + 1)}"
    for shift, phrases in ((-1, korean.YEAR_BEFORE), (1, korean.YEAR_AFTER), (0, korean.SAME)):
        for phrase in phrases:
            if " " in phrase and two.startswith(phrase):
                tail = two.removeprefix(phrase)
                return PeriodMention(at, at + 2, shift=shift, relation=BASE if tail.startswith(korean.THAN) else MAIN)
            same = _same_period(sentence, at + 1) if shift and low == phrase else 0
            if same:
                than = sentence.low(at + same).endswith(korean.THAN)
                return PeriodMention(at, at + 1 + same, shift=shift, relation=BASE if than else MAIN)
            if " " not in phrase and low.startswith(phrase):
                than = low.removeprefix(phrase).startswith(korean.THAN) or sentence.low(at + 1) in {"대비", "동기"}
                return PeriodMention(at, at + 1, shift=shift, relation=BASE if than else MAIN)
    return None


def _same_period(sentence: SentenceText, at: int) -> int:
    """Return how many words 같은 기간, 같은 달 or 동기 has at a place; 0 if it is not there."""
    if sentence.low(at) == korean.ALIKE:
        return 2 if sentence.low(at + 1).startswith(korean.STRETCHES) else 0
    return int(sentence.low(at).startswith(korean.ALIKE_TOO))


def _read_korean_point(sentence: SentenceText, at: int) -> PeriodMention | None:
    year, unit = sentence.low(at), sentence.low(at + 1)
    if not (len(year) == 4 and year.isdecimal() and unit.startswith(korean.YEAR)):
        return None
    behind, following = sentence.low(at + 2), sentence.low(at + 3)
    if unit == korean.YEAR and behind.isdecimal() and following.startswith(korean.MONTH) and 1 <= int(behind) <= 12:
        if sentence.low(at + 4).isdecimal() and sentence.low(at + 5).startswith("일"):
            day = make_day(int(year), int(behind), int(sentence.low(at + 4)))
            return PeriodMention(at, at + 6, span=day) if day else None
        return PeriodMention(at, at + 4, span=make_months(int(year), int(behind), int(behind)))
    if unit == korean.YEAR and behind.isdecimal() and following.startswith(korean.QUARTER):
        return make_part(int(year), 3, int(behind), at, at + 4)
    for half, number in korean.HALVES.items():
        if unit == korean.YEAR and behind.startswith(f"{half}반기"):
            return make_part(int(year), 6, number, at, at + 3)
    return PeriodMention(at, at + 2, span=make_year(int(year)))
