"""What a sentence says wrongly is told in the words of a Korean page: no phrase of the check is left in English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from factbook.engine.results import Results
from factbook.project.files import digest
from factbook.render.desk_reasons import say
from figurecheck.model import Aspect, SentenceReading
from figurecheck.model.worded import Worded

from .reading import STATISTICS, change, check, claim, way

ROOT = Path(__file__).parents[4]
TWO = {"rose": "fell", "fell": "rose"}
VERB = "rose" if way("Alderby", 2024) > 0 else "fell"
QUOTED = re.compile(r"‘[^’]*’|\S*\d\S*|\b[a-z]+\.\S+")


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        pytest.param(f"In 2019 Alderby showed {claim('Alderby', 2024)} geese.", Aspect.PERIOD, id="another period"),
        pytest.param(f"In 2024 Brackwater showed {claim('Alderby', 2024)} geese.", Aspect.GROUP, id="another town"),
        pytest.param(
            f"Geese of Alderby {TWO[VERB]} by {change('Alderby', 2024)} in 2024.", Aspect.DIRECTION, id="another way"
        ),
        pytest.param(
            f"In 2024 Alderby showed {claim('Alderby', 2024)} geese, more than Brackwater with"
            f" {claim('Brackwater', 2024)}.",
            Aspect.COMPARISON,
            id="the smaller one",
        ),
        pytest.param(
            f"Alderby had {change('Alderby', 2024)} more geese in 2024, {claim('Alderby', 2024)} than in 2023.",
            Aspect.COUNTED,
            id="a number for a difference",
        ),
    ],
)
def test_a_contradiction_is_told_in_korean(text, aspect):
    found = [one for finding in check(text) for one in finding.contradictions if one.aspect is aspect]
    assert found
    # What a sentence says is stored between builds, and read from there.
    for one in [*found, *_store(found)]:
        assert isinstance(one.reason, Worded)
        korean = say(one.reason, "ko")
        assert re.search("[가-힣]", korean)
        assert re.findall(r"[A-Za-z]{2,}", QUOTED.sub("", korean)) == []


def _store(found: list[SentenceReading]) -> list[SentenceReading]:
    results = Results(ROOT)
    results.keep(digest("x"), found, list[SentenceReading])
    return results.find(digest("x"), list[SentenceReading]) or []


def test_a_word_that_says_more_is_told_in_korean_with_its_remedy():
    (finding,) = check("In 2024 {claim}`21 <poachers.2024>` poachers were convicted at the fair.")
    (caution,) = finding.warnings
    population = STATISTICS["poachers.2024"].population
    assert say(caution.text, "ko") == f"글에는 ‘convicted’, poachers.2024는 ‘{population}’를 센다"
    assert say(caution.remedy, "ko").startswith("통계가 세는 것을 쓰거나")
