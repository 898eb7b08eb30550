"""The notation of the tables of phrases: words, choices, options and slots."""

from __future__ import annotations

import pytest

from figurecheck.figures.common.phrase_slots import digits, words
from figurecheck.figures.common.phrases import Phrases

SLOTS = {"year": digits(4), "span": ("year", "years"), "few": words(2), "since": "since {year}"}


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        pytest.param("at that time", "it was at that time so", "at that time", id="words"),
        pytest.param("ever", "forever and everyone", None, id="letters on either side make it another word"),
        pytest.param("(in|within) the last", "within the last", "within the last", id="a choice"),
        pytest.param("the [very ]first", "the first", "the first", id="left out"),
        pytest.param("in [a ]a row", "in a row", "in a row", id="what was taken too early is given back"),
        pytest.param("{year}~{span}", "2008-years", "2008-years", id="a hyphen or a space"),
        pytest.param("{year}_{span}", "2008year", "2008year", id="white space or nothing"),
        pytest.param("{span} {since}", "a year since 2008.", "year since 2008", id="a slot that is a phrase"),
        pytest.param(r"\({year}\)", "x (2008)", "(2008)", id="signs of the notation"),
        pytest.param("{few}: {year}", "all the men: 2008", " the men: 2008", id="up to two words"),
    ],
)
def test_a_phrase_is_found(phrase, text, found):
    match = Phrases(phrase, slots=SLOTS).search(text)
    assert (match.text if match else None) == found


def test_slots_are_read_by_name():
    match = Phrases("from {old:year}[ to {new:year}]", slots=SLOTS).search("from 2008 to 2010")
    assert (match["old"], match["new"], match.start, match.end) == ("2008", "2010", 0, 17)
    assert Phrases("from {old:year}[ to {new:year}]", slots=SLOTS).search("from 2008")["new"] == ""


def test_the_first_phrase_of_the_table_is_taken_where_several_fit():
    table = Phrases("a row", "a row of", slots=SLOTS)
    assert table.match("a row of").text == "a row"
    assert table.fullmatch("a row of").text == "a row of"
    assert table.search_end("in a row of").start == 3
    assert table.search_end("a row off") is None


def test_without_whole_words_a_phrase_may_stand_within_a_word():
    assert Phrases("연속", whole_words=False).search("2년연속으로").text == "연속"
    assert Phrases("연속").search("2년연속으로") is None
