"""Digits are found in a text, and others are written in their place."""

from fractions import Fraction

import pytest

from figurecheck.figures.written_number import find_written_number


@pytest.mark.parametrize(
    ("text", "locale", "number", "written"),
    [
        pytest.param("1,234 people", "en", "98765", "98,765", id="commas"),
        pytest.param("1234 people", "en", "98765", "98765", id="no commas"),
        pytest.param("12 people", "en", "98765", "98,765", id="too short to tell"),
        pytest.param("1\u202f234", "fr", "98765", "98\u202f765", id="narrow spaces"),
        pytest.param("1'234.50", "en", "98765.4", "98'765.40", id="apostrophes"),
        pytest.param("0,5", "de", "1234.56", "1.234,6", id="a decimal comma"),
        pytest.param("126만 8,480", "ko", "130000200", "1억 3,000만 200", id="units of ten thousand"),
        pytest.param("126만8480", "ko", "1300200", "130만200", id="without spaces and commas"),
        pytest.param("2억 3천만 원", "ko", "250000000", "2억 5천만", id="thousands as a word"),
        pytest.param("3만5천", "ko", "41000", "4만1천", id="and at the end"),
        pytest.param("3만 5천", "ko", "41200", "4만 1,200", id="where they are none any more"),
        pytest.param("2,456", "ko", "32456", "32,456", id="a plain Korean number"),
    ],
)
def test_a_number_is_written_as_the_one_before(text, locale, number, written):
    assert find_written_number(text, locale).write(Fraction(number)) == written


@pytest.mark.parametrize("text", ["none", "5 of 10", "١٢", "CO2 of 425"])
def test_nothing_or_two_numbers_are_not_one(text):
    assert find_written_number(text) is None


@pytest.mark.parametrize("text", ["3만 5백 명", "2만 3천5백 명"])
def test_a_hundred_as_a_word_is_another_number(text):
    assert find_written_number(text, "ko") is None
