"""The English names that are written down are those of Unicode's CLDR, as those of all other languages are."""

from __future__ import annotations

from babel.core import Locale

from factbook.figures.common.calendar_names import find_months, find_short_months, find_weekdays


def test_english_names_are_those_of_cldr():
    english = Locale("en")
    months, days = english.months["format"], english.days["format"]
    assert find_months("en") == tuple(months["wide"][number] for number in range(1, 13))
    assert find_short_months("en") == tuple(months["abbreviated"][number] for number in range(1, 13))
    assert find_weekdays("en") == tuple(days["wide"][number] for number in range(7))
