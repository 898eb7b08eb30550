"""Numbers that a running text states, whatever they are written with, and those that need no claim."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from numerals import NUMERALS

from figurecheck.figures import find_in_formula, find_stated, find_unread_words
from figurecheck.figures.running.look_alikes import drop_unseen, unmask


def stated(text, locale="en", names=()):
    return [one.text for one in find_stated(text, locale, names) if one.needs_claim]


@pytest.mark.parametrize("text", NUMERALS.values(), ids=NUMERALS)
@pytest.mark.parametrize("before", ["There were ", "In all, ", ""])
def test_a_number_is_stated_whatever_it_is_written_with(text, before):
    found = find_stated(f"{before}{text}")
    assert any(one.needs_claim for one in found)
    assert all(f"{before}{text}"[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("The bus carried 1999 trips in the bay", ["1999"], id="a year that counts"),
        pytest.param("In 2024 trips rose", [], id="a year that dates"),
        pytest.param("from 2020 to 2024 trips rose", [], id="a span"),
        pytest.param("It rose to 2024 trips", ["2024"], id="a level"),
        pytest.param("the 2024 trips", [], id="dated by its article"),
        pytest.param("2022 drug offenders", [], id="a title"),
        pytest.param("Sections 2 and 3", [], id="two labels"),
        pytest.param("Section 2 and 300 trips", ["300"], id="a label and a count"),
        pytest.param("[876] trips", ["876"], id="no citation"),
        pytest.param("Henry VIII met LXXXVII people", ["LXXXVII"], id="a monarch and a count"),
        pytest.param("a score of 12 in the test", ["12"], id="a score that is a result"),
        pytest.param("a score of people", ["a score"], id="a score that is twenty"),
        pytest.param("once every decade", [], id="a rate"),
        pytest.param("the trio and a string quartet", ["the trio"], id="three people and an ensemble"),
        pytest.param("m² and x⁸⁷⁶⁵", ["⁸⁷⁶⁵"], id="an exponent and a number"),
        pytest.param("TNFα, naïve, третий", [], id="letters of other scripts that are no disguise"),
        pytest.param("a thousand 스물세 건", ["a thousand", "스물세 건"], id="Korean in English"),
        pytest.param("0x1F and 87.654.321", ["0x1F", "87.654.321"], id="another base, points for thousands"),
        pytest.param("192.168.1.1 and 1.26.4", [], id="an address and a version"),
        pytest.param("Bus 876 came, Bus 87657 trips", ["87657"], id="a name, and a name that swallowed a count"),
        pytest.param("Article 5(2), Annex B.1, Part Two and § 12 (3)", [], id="places in laws and works"),
        pytest.param("Regulation (EU) 2016/679, 300 regulations", ["300"], id="a law and a count"),
        pytest.param("In 44 BC, AD 476 and FY2021/22", [], id="eras and fiscal years"),
        pytest.param("open 24/7, 9/11 and 9/11 of them", ["9/11"], id="idioms, and a fraction"),
    ],
)
def test_what_a_number_is_follows_from_the_words_beside_it(text, numbers):
    assert stated(text) == numbers


def test_english_number_words_in_korean_text_are_stated():
    assert stated("모두 eighty trips 였다", "ko") == ["eighty"]


def test_a_name_of_the_editor_hides_a_number_also_from_the_last_resort():
    assert stated("Route n87654 is long", names=("Route n87654",)) == []


def test_signs_that_nobody_sees_do_not_hide_a_word_and_places_stay():
    (found,) = find_stated("some eigh\u200bty trips")
    assert (found.start, found.text) == (5, "eigh\u200bty")
    assert drop_unseen("a\u00adb") == ("ab", [0, 2])
    assert unmask("\u0435ighty") == "eighty"


@pytest.mark.parametrize(
    ("tex", "numbers"),
    [
        (r"87658", ["87658"]),
        (r"87{,}658", ["87658"]),
        (r"n = 87658", ["87658"]),
        (r"\bar{x} \approx 3.5", ["3.5"]),
        (r"\text{There were 87654 trips}", ["87654"]),
        (r"87658\ trips", ["87658"]),
        (r"\frac{87}{100}", ["87", "100"]),
        (r"87658 x", ["87658"]),
        (r"\begin{aligned} n &= 876 \\ m &= 32 \end{aligned}", ["876", "32"]),
        (r"y = 2x^3 + 1", []),
        (r"\sum_{i=1}^{n} x_i", []),
        (r"x^2 + y^2 = 25", []),
        (r"[0, 1]", []),
        (r"P(A) = 1", []),
        (r"2^n", []),
        (r"\pi \approx 3.14159", []),
        (r"\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}", []),
    ],
)
def test_a_formula_states_a_number_where_no_variable_takes_it(tex, numbers):
    assert list(find_in_formula(tex)) == numbers


@pytest.mark.parametrize(
    ("text", "locale", "words"),
    [
        ("Environ trois quarts", "fr", "the language fr"),
        ("Rund drei Viertel der Fahrten", "de", ""),
        ("1.234", "de", ""),
        ("две трети", "en", "Cyrillic letters"),
        ("two thirds", "en", ""),
        ("스물세 건", "ko", ""),
        ("IFN-γ and TNFα", "en", ""),
    ],
)
def test_words_whose_numbers_cannot_be_read_are_named(text, locale, words):
    assert find_unread_words(text, locale) == words


def steps_of(text):
    """Count the lines of code that run, loops within functions too: as seconds do, on however busy a machine."""
    count = 0

    def trace(_frame, _event, _argument):
        nonlocal count
        count += 1
        return trace

    sys.settrace(trace)
    try:
        find_stated(text)
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize(
    "piece", ["on 12 March 2024 and 3/4/2023, ", "Windows 11 and Boeing 747, ", "two of LXXXVII ⑧ "]
)
def test_twice_the_numbers_of_a_line_cost_twice_the_work(piece):
    once, twice = (steps_of((piece * 1000)[:size]) for size in (4000, 8000))
    assert twice < 2.2 * once
