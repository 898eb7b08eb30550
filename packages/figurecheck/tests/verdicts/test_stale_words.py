"""New digits are left to a person where they make a word beside them false that a check accepts."""

from decimal import Decimal

import pytest

from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Place, Role, Statistic
from figurecheck.model.claim import Claim
from figurecheck.verdicts.stale_words import find_lost_record, find_stale_words


def make_claim(sentence, locale):
    lead, _, rest = sentence.partition("[")
    printed, _, tail = rest.partition("]")
    passage = f"{lead}{printed}{tail}"
    return Claim(
        id="a", role=Role.CLAIM, printed=printed, target="t", place=Place(file="a.md", line=1), passage=passage,
        start=len(lead), sentence=passage, locale=locale,
    )  # fmt: skip


def find(sentence, value, text, unit="count", locale="en", before=None):
    """Return what is found for the figure in brackets, where it prints `text` of `value`."""
    claim = make_claim(sentence, locale)
    statistic = Statistic(id="t", value=Decimal(value), unit=unit)
    return find_stale_words(claim, text, statistic, DEFAULT_RULES, before and Decimal(before))


@pytest.mark.parametrize(
    ("sentence", "value", "text", "unit", "locale", "words"),
    [
        ("More than [50%] came.", ".47", "47%", "share", "en", "More than 50%"),
        ("It topped [300].", "250", "250", "count", "en", "topped 300"),
        ("Almost [50%] came.", ".52", "52%", "share", "en", "Almost 50%"),
        ("Es kamen keine [300].", "330", "330", "count", "de", "keine 300"),
        ("[300명]을 넘었다.", "420", "420명", "people", "ko", "300명을 넘었다"),
        (
            "It cost [1.2] million pounds.",
            "1450000",
            "1,450,000.0",
            "GBP",
            "en",
            "1.2 million pounds",
        ),
        ("It cost €[1.2]m.", "1450000", "1,450,000.0", "EUR", "en", "€1.2m"),
        ("[300]여 명이다.", "365", "365", "people", "ko", "300여"),
        ("A majority of [52%] did.", ".48", "48%", "share", "en", "majority"),
        ("A minority, [48%], did.", ".53", "53%", "share", "en", "minority"),
        ("Die Mehrheit ([52 %]).", ".48", "48 %", "share", "de", "Mehrheit"),
        ("과반인 [52%]이다.", ".48", "48%", "share", "ko", "과반"),
        ("It fell to about [130].", "150", "150", "count", "en", "It fell to about 130"),
        ("Er ist auf [130] gestiegen.", "110", "110", "count", "de", "Er ist auf 130 gestiegen"),
        ("표는 [130장]으로 늘었다.", "110", "110장", "count", "ko", "표는 130장으로 늘었다"),
    ],
)
def test_a_word_that_a_new_value_makes_false_is_found(sentence, value, text, unit, locale, words):
    assert find(sentence, value, text, unit, locale) == words


@pytest.mark.parametrize(
    ("sentence", "value", "text", "unit", "locale"),
    [
        ("Some [300] came.", "365", "365", "count", "en"),
        ("In 2024 there were 450, more than the [410] of 2023.", "405", "405", "count", "en"),
        ("A majority of [52%] did.", ".57", "57%", "share", "en"),
        ("A majority of [3,415] did.", "3215", "3,215", "count", "en"),
        ("It fell to [130].", "110", "110", "count", "en"),
        ("It fell from 160 to [130].", "150", "150", "count", "en"),
        ("It goes up to [130].", "110", "110", "count", "en"),
        ("Er ist auf [130] gestiegen.", "150", "150", "count", "de"),
        ("표는 [130장]으로 줄었다.", "110", "110장", "count", "ko"),
        ("[300명]이 왔다.", "365", "365명", "people", "ko"),
    ],
)
def test_words_that_suit_a_new_value_are_none(sentence, value, text, unit, locale):
    assert find(sentence, value, text, unit, locale) == ""


def test_more_than_an_amount_that_was_exact_has_compared_with_another_one():
    assert find("It was more than [410].", "405", "405", before="410") == ""
    assert find("It was more than [410].", "405", "405", before="413")


@pytest.mark.parametrize(
    ("sentence", "text", "locale", "words"),
    [
        ("It was the highest at [31.2] degrees.", "29.4", "en", "highest"),
        ("It was the highest at [31.2] degrees.", "33.4", "en", ""),
        ("A record low of [31] came.", "33", "en", "record low"),
        ("A record low of [31] came.", "29", "en", ""),
        ("It was the second-highest, at [31].", "29", "en", ""),
        ("It was the highest; [31] came.", "29", "en", ""),
        ("Es waren [31], ein Rekord.", "29", "de", ""),
        ("Mit [31] war es der höchste Wert.", "29", "de", "höchst"),
        ("Es waren höchstens [31].", "29", "de", ""),
        ("역대 최고인 [31]도였다.", "29", "ko", "최고"),
        ("가장 낮은 [31]도였다.", "33", "ko", "가장 낮"),
        ("최대 [31]명이다.", "29", "ko", ""),
    ],
)
def test_a_record_that_new_digits_may_have_lost_is_found(sentence, text, locale, words):
    assert find_lost_record(make_claim(sentence, locale), text, DEFAULT_RULES) == words
