"""What a sentence claims and no reading understands is named as not read; a plain sentence has nothing of the kind."""

from __future__ import annotations

import pytest

from figurecheck.model import Aspect, SentenceState

from .genres import CONTEXT, bind
from .reading import check


def unread(text: str, locale: str = "en") -> dict[Aspect, str]:
    """Return the words that were not read, by aspect."""
    found = check(bind(text), locale=locale, context=CONTEXT)
    states = [one for finding in found for one in finding.sentence]
    return {one.aspect: one.words for one in states if one.state is SentenceState.NOT_READ and one.words}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Halvex, the odd one of the three and hardest to run, employs [11,350 <staff.ha.2024>].", "hardest"),
        ("Overtaken by none, Norland had [71,200 <in.no.2024>] arrivals.", "overtaken"),
        ("Brennor's profit of [$61m <profit.br.2024>] was, like Halvex's, no surprise.", "like"),
        ("For the first time, Norland counted [71,200 <in.no.2024>] arrivals.", "first time"),
        ("Not even Tarn, with [3,974 <births.ta.2024>] births, was content.", "not even"),
        ("Every other town envied the [3,974 <births.ta.2024>] births of Tarn.", "every other"),
    ],
)
def test_a_claim_that_is_not_understood_is_named(text, words):
    assert unread(text)[Aspect.COMPARISON] == words


@pytest.mark.parametrize(
    ("text", "aspect", "words"),
    [
        ("In Marrow County, [3,974 <births.ta.2024>] births were counted in 2024.", Aspect.GROUP, "Marrow County"),
        ("Across the country, [3,974 <births.ta.2024>] births were counted.", Aspect.GROUP, "across the country"),
        ("In Tarn [54.4% <for.ta.2024>] of all tenants were for it.", Aspect.COUNTED, "of all tenants"),
        ("Halvex, the sternest of all employers, has [11,350 <staff.ha.2024>] staff.", Aspect.COMPARISON, "sternest"),
        ("Halvex is up on the year, with [11,350 <staff.ha.2024>].", Aspect.DIRECTION, "up on the"),
        ("Tarn's [3,974 <births.ta.2024>] births exceeded all hopes.", Aspect.COMPARISON, "exceeded"),
        ("Halvex remains the bigger employer, with [11,350 <staff.ha.2024>].", Aspect.COMPARISON, "the bigger"),
        ("Halvex had not employed so few since 2022: [11,350 <staff.ha.2024>].", Aspect.COMPARISON, "so few"),
        ("Every third resident of Tarn ([54.4% <for.ta.2024>]) was for it.", Aspect.COMPARISON, "every third resident"),
        ("The slump in Norland goes on, with [71,200 <in.no.2024>] arrivals.", Aspect.DIRECTION, "slump"),
        ("Per head, Halvex employs [11,350 <staff.ha.2024>].", Aspect.COUNTED, "per head"),
        ("Halvex has [11,350 <staff.ha.2024>] customers.", Aspect.COUNTED, "customers"),
        ("Halvex earned [€96m <profit.ha.2024>] for the quarter.", Aspect.PERIOD, "for the quarter"),
    ],
)
def test_a_place_a_base_and_a_time_that_nothing_knows_are_named(text, aspect, words):
    assert unread(text)[aspect] == words


@pytest.mark.parametrize(
    ("text", "locale", "words"),
    [
        ("타른의 출생아는 [3974명 <births.ta.2024>]으로 여느 때와 달리 두 배로 불었다.", "ko", "두 배로"),
        ("타른은 모두를 앞질러 출생아 [3974명 <births.ta.2024>]을 기록했다.", "ko", "앞질러"),
        ("Die Nordbahn fährt zu [80,1 Prozent <zug.no.2024>] pünktlich, erstmals seit langem.", "de", "erstmals"),
    ],
)
def test_claims_are_named_in_other_languages(text, locale, words):
    assert unread(text, locale)[Aspect.COMPARISON] == words


@pytest.mark.parametrize(
    "text",
    [
        "In 2024, [3,974 <births.ta.2024>] children were born in Tarn.",
        "At least [3,974 <births.ta.2024>] children were born in Tarn in the most recent year.",
        "In April the town said that Tarn had [3,974 <births.ta.2024>] births.",
        "More than [3,970 <births.ta.2024>] children were born in Tarn in 2024.",
        "In the last test of the West, Halvex had an interest of [11,350 <staff.ha.2024>] employees.",
        "Halvex leads to nothing new with its [11,350 <staff.ha.2024>] employees.",
    ],
)
def test_a_plain_sentence_claims_nothing_else(text):
    assert unread(text) == {}
