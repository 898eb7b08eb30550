"""A printed date holds as the date it is: words that make it another day, or a stretch of time, are not passed over."""

from __future__ import annotations

import pytest

from figurecheck.figures.common.calendar_names import find_months, find_weekdays
from figurecheck.verdicts.judge import judge

RECORDED = "2025-05-20"  # a Tuesday
HOLDS = frozenset({"exact", "rounded", "holds"})
PARTS = {
    "en": (
        *(
            f"the {part} {whole} of 2025"
            for part in ("first", "third", "last")
            for whole in ("quarter", "half", "week")
        ),
        *(f"{part} 2025" for part in ("Q1", "H2", "winter", "early", "late", "Christmas", "fiscal", "week 3 of")),
        *(f"the {part} of May 2025" for part in ("end", "eve", "first week", "second half", "fourth", "ides")),
        *("the day after 20 May 2025", "the eve of 20 May 2025", "19 to 20 May 2025", "March to May 2025"),
    ),
    "ko": tuple(f"2025년 {part}" for part in ("1분기", "하반기", "초", "말", "5월 초", "5월 하순", "겨울")),
}


@pytest.mark.parametrize(("printed", "locale"), [(text, code) for code, texts in PARTS.items() for text in texts])
def test_a_part_of_a_year_is_no_year(printed, locale):
    assert judge(printed, RECORDED, unit="date", locale=locale).verdict.value not in HOLDS


@pytest.mark.parametrize(
    ("printed", "locale"),
    [
        *((text, "en") for text in ("2025", "in May 2025", "on Tuesday, 20 May 2025", "Tue 20 May", "the 20th of May")),
        *((text, "en") for text in ("as of May 20, 2025", "the year 2025", "twenty twenty-five", "in the year 2025")),
        *((text, "ko") for text in ("2025년", "2025년 5월에", "2025년 5월 20일부터", "5월 20일 화요일", "2025년도")),
    ],
)
def test_words_that_change_nothing_are_read(printed, locale):
    assert judge(printed, RECORDED, unit="date", locale=locale).verdict.value in HOLDS


@pytest.mark.parametrize("locale", ["en", "ko"])
def test_the_day_of_the_week_must_be_that_of_the_date(locale):
    printed = {"en": "{}, 20 May 2025", "ko": "2025년 5월 20일 {}"}[locale]
    days = [judge(printed.format(day), RECORDED, unit="date", locale=locale) for day in find_weekdays(locale)]
    assert [day.verdict.value for day in days] == ["mismatch", "exact", *["mismatch"] * 5]
    assert judge(printed.format(find_weekdays(locale)[1]), "2025-05", unit="date").verdict.value not in HOLDS


def test_a_korean_weekday_may_be_one_letter_in_brackets():
    days = [judge(f"2025년 5월 20일({day})", RECORDED, unit="date", locale="ko") for day in "월화수목금토일"]
    assert [day.verdict.value for day in days] == ["mismatch", "exact", *["mismatch"] * 5]


@pytest.mark.parametrize("month", find_months("en"))
def test_every_month_is_known(month):
    assert judge(f"{month} 2025", RECORDED, unit="date").verdict.value == ("rounded" if month == "May" else "mismatch")
