"""A part that words say and a bracket has as a figure, in Korean and German; a noun that the report counts apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.model import Aspect, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import make_context
from figurecheck.verdicts.sentence.siblings import Siblings

from .reading import contradicted


def _one(id: str, value: str, unit: str, measure: str) -> Statistic:
    return Statistic(
        id=id, value=Decimal(value), unit=unit, about="Rovers", period="2024", measure=measure, label=measure
    )


CONTEXT = make_context(
    {
        one.id: one
        for one in (
            _one("share", "0.307", "share", "Anteil"),
            _one("turnout", "0.548", "share", "투표율"),
            _one("points", "80", "points", "points"),
            _one("goals", "70", "goals", "goals scored"),
            _one("votes", "41412", "Stimmen", "Stimmen"),
            _one("seats", "31", "Sitze", "Sitze"),
        )
    },
    SentenceRules(),
)
SHARE, TURNOUT = "{claim}`30,7 Prozent <share>`", "{claim}`54.8% <turnout>`"


@pytest.mark.parametrize(
    ("form", "right", "wrong", "locale"),
    [
        (f"XX der Stimmen ({SHARE}) ging an sie.", "Knapp ein Drittel", "Knapp ein Viertel", "de"),
        (f"Sie holten XX aller Stimmen ({SHARE}).", "weniger als die Hälfte", "mehr als die Hälfte", "de"),
        (f"유권자 XX({TURNOUT})이 투표했다.", "절반 이상", "절반 미만", "ko"),
        (f"전체의 XX가량({TURNOUT})이 투표했다.", "절반", "3분의 1", "ko"),
    ],
)
def test_a_bracket_has_as_a_figure_what_the_words_say(form, right, wrong, locale):
    assert contradicted(form.replace("XX", right), locale=locale, context=CONTEXT) == set()
    assert contradicted(form.replace("XX", wrong), locale=locale, context=CONTEXT) == {Aspect.COMPARISON}


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        (f"Halb so viele wie die andere Partei ({SHARE}) waren es nicht.", "de"),
        (f"Die Hälfte der Wähler ist jung, anders ihre ({SHARE}).", "de"),
        (f"지난 선거의 절반보다 많은 이들({TURNOUT})이 투표했다.", "ko"),
    ],
)
def test_a_part_of_something_else_contradicts_nothing(text, locale):
    assert contradicted(text, locale=locale, context=CONTEXT) == set()


@pytest.mark.parametrize(
    ("form", "right", "wrong", "locale"),
    [
        ("They took {claim}`80 <points>` XX.", "points", "goals", "en"),
        ("They scored {claim}`70 <goals>` XX in all.", "goals", "points", "en"),
        ("Sie holten {claim}`41.412 <votes>` XX.", "Stimmen", "Sitze", "de"),
        ("Sie haben {claim}`31 <seats>` XX.", "Sitze", "Stimmen", "de"),
    ],
)
def test_what_is_counted_apart_is_not_said_of_another_count(form, right, wrong, locale):
    assert contradicted(form.replace("XX", right), locale=locale, context=CONTEXT) == set()
    assert contradicted(form.replace("XX", wrong), locale=locale, context=CONTEXT) == {Aspect.COUNTED}


def test_the_nouns_of_a_report_are_asked_for_only_where_a_text_has_another_word(monkeypatch):
    asked = []
    real = Siblings.nouns.func
    monkeypatch.setattr(Siblings, "nouns", property(lambda siblings: asked.append(siblings) or real(siblings)))
    for text in ("They took {claim}`80 <points>` points.", "They took {claim}`80 points <points>`."):
        assert not contradicted(text, context=CONTEXT)
    assert asked == []
    assert contradicted("They took {claim}`80 <points>` goals.", context=CONTEXT)
    assert asked != []
