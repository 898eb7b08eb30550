"""Each word of a bound text is said to be taken for something, and the values that a figure allows are all told."""

import sys
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.figures import DEFAULT_RULES, Form, parse
from figurecheck.figures.languages import find_language, find_language_codes
from figurecheck.figures.token_readings import TakenFor, read_phrase
from figurecheck.model import Verdict
from figurecheck.verdicts.judge import judge
from figurecheck.verdicts.relate import implied_unit
from figurecheck.verdicts.stretches import find_stretches

sys.path.insert(0, str(Path(__file__).parent))
from readings import read_table

PHRASES = sorted({(row.locale, row.printed) for row in read_table() if find_language(row.locale)})


def taken(text, locale="en"):
    return [(one.text, one.taken_for.value) for one in read_phrase(text, locale, DEFAULT_RULES).tokens]


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("nearly two-thirds", "en", [("nearly", "qualifier"), ("two-thirds", "amount")]),
        ("fell by 16.6%", "en", [("fell", "direction"), ("by", "changes nothing"), ("16.6", "amount"), ("%", "unit")]),
        ("fell to 16.6%", "en", [("fell", "changes nothing"), ("to", "level"), ("16.6", "amount"), ("%", "unit")]),
        ("more than $6m", "en", [("more than", "qualifier"), ("$", "unit"), ("6m", "amount")]),
        ("20 or more", "en", [("20", "amount"), ("or more", "qualifier")]),
        ("between 3 and 5 km", "en", [("between 3 and 5", "amount"), ("km", "unit")]),
        ("약 20만명 이상", "ko", [("약", "qualifier"), ("20만", "amount"), ("명", "unit"), ("이상", "qualifier")]),
        ("not 20", "en", [("not", "not understood"), ("20", "amount")]),
        ("the highest since 2008", "en", [("the", "changes nothing"), ("highest since 2008", "claim over a series")]),
        (
            "rose for the fourth round running",
            "en",
            [("rose", "direction"), ("for the", "changes nothing"), ("fourth", "amount"),
             ("round running", "unit")],
        ),
        ("5라운드 연속", "ko", [("5", "amount"), ("라운드 연속", "run")]),
    ],
)  # fmt: skip
def test_each_word_is_told(text, locale, expected):
    assert taken(text, locale) == expected


def test_every_qualifier_of_every_language_is_found_in_a_phrase():
    missed = []
    for code in find_language_codes():
        for qualifier in DEFAULT_RULES.qualifiers:
            before, after = qualifier.words_in(find_language(code).qualifiers)
            for text, word in [(f"{word} 380", word) for word in before] + [(f"380 {word}", word) for word in after]:
                figure = parse(text, code)
                if figure is None or figure.qualifier is None or figure.qualifier.name != qualifier.name:
                    continue
                told = " ".join(one.text for one in _tokens(text, code) if one.taken_for is TakenFor.QUALIFIER)
                missed += [] if word.split()[0] in told else [(code, text, told)]
    assert missed == []


def _tokens(text, locale):
    return read_phrase(text, locale, DEFAULT_RULES).tokens


def test_the_words_of_a_phrase_are_told_once_and_in_order(trial):
    for locale, text in PHRASES[:: 1 if trial.whole else 12]:
        tokens = _tokens(text, locale)
        assert all(text[one.start : one.end] == one.text for one in tokens)
        places = [place for one in tokens for place in range(one.start, one.end)]
        assert sorted(set(places)) == places
        assert {at for at, sign in enumerate(text) if not sign.isspace()} <= set(places)


@given(text=st.text(max_size=24), locale=st.sampled_from([*find_language_codes(), "xx"]))
def test_any_text_is_read_or_refused(text, locale):
    reading = read_phrase(text, locale, DEFAULT_RULES)
    assert reading.figure is not None or reading.reason


def _signed(figure, at):
    return -at if figure.direction < 0 or figure.amount < 0 else at


def test_the_values_that_a_figure_allows_are_those_that_are_judged_so(trial):
    """Between the edges, and on them, `judge` says what the stretches say."""
    tried = 0
    for locale, text in PHRASES[:: 1 if trial.whole else 8]:
        figure = parse(text, locale)
        # "5m" may be metres, and "11 of 12" is held against a count by its 11.
        is_single = figure is not None and not figure.scale and figure.total is None
        stretches = find_stretches(figure, DEFAULT_RULES) if is_single else ()
        ends = sorted({end for one in stretches for end in (one.low, one.high) if end is not None})
        inner = [(low + high) / 2 for low, high in pairwise(ends)]
        for at in [*ends, *inner, *(end * 11 for end in ends[-1:])]:
            unit = "%" if figure.form is Form.PERCENT else implied_unit(figure, at)
            found = judge(text, _signed(figure, at), unit=unit, locale=locale)
            if found.verdict is Verdict.INCOMPARABLE or found.value is None:
                continue
            here = [one.verdict for one in stretches if _holds(one, at)]
            assert (here or [Verdict.MISMATCH]) == [found.verdict], (text, at)
            tried += 1
    assert tried > 300


def _holds(stretch, at: Fraction):
    above = stretch.low is None or at > stretch.low or (at == stretch.low and stretch.low_closed)
    return above and (stretch.high is None or at < stretch.high or (at == stretch.high and stretch.high_closed))
