"""Texts that know what they say: written as JSON and read again, they are the same texts, whatever they say."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import get_args

import pytest

from figurecheck.model import Basis, Interval
from figurecheck.model.worded import (
    Allowed,
    Amount,
    FilledPhrase,
    Meaning,
    Period,
    SeriesFacts,
    TextList,
    Worded,
    join,
    phrase,
    read_worded,
    write_worded,
)

PERIOD = Worded("2024", Period("2024"))
AMOUNT = Worded("12 kg", Amount(value=Decimal(12), unit="kg"))
TEXTS = [
    phrase("{a} of {b}", a=phrase("a share"), b=PERIOD),
    join([phrase("a rank"), "plain", join([PERIOD, AMOUNT], ", ")], "; "),
    PERIOD,
    AMOUNT,
    Worded("10 to 12", Allowed(Interval(low=Decimal(10), high=Decimal(12)), "kg")),
    Worded("since 2020", SeriesFacts(Basis(kind="streak", test="up", at="2024", series=()))),
]


def again(text: str) -> str:
    return read_worded(json.loads(json.dumps(write_worded(text))))


@pytest.mark.parametrize("text", [*TEXTS, "plain"], ids=lambda text: type(getattr(text, "meaning", text)).__name__)
def test_a_text_is_the_same_after_it_was_stored(text):
    assert again(text) == text


def test_every_meaning_is_among_them():
    assert {type(text.meaning) for text in TEXTS} == set(get_args(Meaning))


def test_what_is_said_in_words_is_said_in_other_words_after_it_was_stored():
    shares = again(TEXTS[0]).meaning
    assert shares == FilledPhrase("{a} of {b}", {"a": "a share", "b": "2024"})
    assert shares.values["b"].meaning == Period("2024")
    listed = again(TEXTS[1]).meaning
    assert isinstance(listed, TextList)
    assert listed.texts[0].meaning == FilledPhrase("a rank", {})
