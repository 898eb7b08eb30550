"""The direction of a German clause, whose verb stands apart from the figure that is bound."""

from __future__ import annotations

import pytest

from figurecheck.model import Aspect, SentenceState, Verdict

from .reading import STATISTICS, check, claim, contradicted

FALL, RISE = "alderby.change.2024", "alderby.change.2023"
assert STATISTICS[FALL].value < 0 < STATISTICS[RISE].value


def change(id: str) -> str:
    return f"{{claim}}`{abs(STATISTICS[id].value) * 100:.1f} Prozent <{id}>`".replace(".", ",", 1)


@pytest.mark.parametrize(
    "form", ["Die Zahl ist um {} auf einen Tiefstand gesunken.", "Sie nahm 2024 um {} ab, wie es hieß."]
)
def test_a_fall_whose_verb_is_not_bound_holds_and_no_rise_does(form):
    of_rise = form.replace("2024", "2023").format(change(RISE))
    (fallen,), (risen,) = (check(text, locale="de") for text in (form.format(change(FALL)), of_rise))
    assert fallen.verdict is Verdict.ROUNDED, fallen.reason
    assert contradicted(of_rise, locale="de") == {Aspect.DIRECTION}
    assert risen.verdict is Verdict.ROUNDED


@pytest.mark.parametrize(
    "form", ["Sie ist nicht um {} gesunken.", "Sie nahm um {} zu.", "Es waren {}, und es fiel Schnee."]
)
def test_a_fall_that_the_clause_does_not_name_stays_one(form):
    (fallen,) = check(form.format(change(FALL)), locale="de")
    assert fallen.verdict is Verdict.MISMATCH


def test_what_the_tables_of_other_languages_would_misread_is_not_read():
    year = claim("Alderby", 2023).replace(",", ".")
    text = f"Im Jahr 2024 stieg die Zahl auf {claim('Alderby', 2024)}, im Jahr davor waren es {year}."
    found = check(text, locale="de")
    assert {reading.state for finding in found for reading in finding.sentence} == {SentenceState.NOT_READ}
    assert [len(finding.sentence) for finding in found] == [5, 5]


@pytest.mark.parametrize("noun", ["ein Rückgang", "ein starkes Minus", "der Rückgang"])
def test_a_noun_that_sums_a_movement_up_is_read_too(noun):
    risen, fallen = (f"Sie {verb} um {change(id)}: {noun}." for verb, id in (("stieg 2023", RISE), ("sank 2024", FALL)))
    assert contradicted(risen, locale="de") == {Aspect.DIRECTION}
    assert not contradicted(fallen, locale="de")
