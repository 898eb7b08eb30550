"""A change on the year before is none on the month or quarter before, in any language."""

from __future__ import annotations

import pytest

from figurecheck.model import Aspect

from .reading import change, contradicted

FELL = change("Alderby", 2024)
GERMAN = FELL.replace(".", ",", 1).replace("%", " Prozent")


@pytest.mark.parametrize(
    ("form", "right", "wrong", "locale"),
    [
        (f"The geese of Alderby fell by {FELL} in a XX.", "year", "month", "en"),
        (f"The geese of Alderby fell by {FELL} on the previous XX.", "year", "quarter", "en"),
        (f"The geese of Alderby fell by {FELL} XX.", "year on year", "month-on-month", "en"),
        (f"Alderby의 거위는 XX보다 {FELL} 줄었다.", "전년", "전월", "ko"),
        (f"Alderby의 거위는 XX {FELL} 줄었다.", "1년 새", "한 달 만에", "ko"),
        (f"In Alderby sank die Zahl gegenüber dem XX um {GERMAN}.", "Vorjahr", "Vormonat", "de"),
        (f"In Alderby sank die Zahl binnen eines XX um {GERMAN}.", "Jahres", "Quartals", "de"),
    ],
)
def test_a_change_is_as_long_as_its_step(form, right, wrong, locale):
    assert contradicted(form.replace("XX", right), locale=locale) == set()
    assert contradicted(form.replace("XX", wrong), locale=locale) == {Aspect.PERIOD}


@pytest.mark.parametrize(
    "text",
    [
        f"In a month of rain the geese of Alderby fell by {FELL}.",
        f"In a month that nobody forgot, the fair closed; the geese of Alderby fell by {FELL}.",
    ],
)
def test_a_month_that_is_no_step_contradicts_nothing(text):
    assert contradicted(text) == set()
