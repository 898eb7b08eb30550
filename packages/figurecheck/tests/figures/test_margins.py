"""Within the margin the verdict stays, beyond it the verdict is another."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from figurecheck.figures import rules_from_mapping
from figurecheck.model import Verdict
from figurecheck.report.margins import find_turn, show_margin
from figurecheck.verdicts.judge import judge

PASSES = {Verdict.EXACT, Verdict.ROUNDED, Verdict.HOLDS}
TINY = Fraction(1, 10**20)
FORMS = st.sampled_from(
    [
        "{:,}", "{:,}.0", "about {:,}", "nearly {:,}", "just over {:,}", "more than {:,}", "at least {:,}",
        "well over {:,}", "less than {:,}", "at most {:,}", "well under {:,}", "{:,} or more", "exactly {:,}",
        "between {:,} and 900,000", "about {:,} to 900,000", "no more than about {:,}", "more than about {:,}",
        "{:,} million", "{:,} thousand",
    ]
)  # fmt: skip
PARTS = st.sampled_from(
    ["{}%", "fell {}%", "rose {}%", "fell by more than {}%", "down almost {}%", "{}.0%", "0%", "0.0%"]
)
TIES = st.sampled_from(["either", "up", "even"])
counts = st.integers(1, 10**6)


def kind(verdict):
    """One name for the verdicts that say that a figure is right."""
    return "passes" if verdict in PASSES else verdict


def kind_at(text, value, unit, rules):
    return kind(judge(text, value, unit=unit, rules=rules).verdict)


def assert_the_margin_is_the_way_to_another_verdict(text, value, unit, rules):
    finding = judge(text, value, unit=unit, rules=rules)
    assume(finding.margin is not None)
    margin, here = Fraction(finding.margin), kind(finding.verdict)
    for part in (Fraction(1, 3), 1 - TINY):
        for moved in (value - margin * part, value + margin * part):
            assert kind_at(text, moved, unit, rules) == here, f"{text!r} of {value}: moved to {moved}"
    reach = margin + TINY * max(1, abs(value))
    beyond = {kind_at(text, moved, unit, rules) for moved in (value - reach, value + reach, Fraction(finding.edge))}
    assert beyond != {here}, f"{text!r} of {value}: nothing changes beyond {margin}"


@pytest.mark.slow
@given(number=counts, form=FORMS, value=st.fractions(0, 2 * 10**6, max_denominator=10**3), ties=TIES)
def test_the_margin_of_a_count(number, form, value, ties):
    rules = rules_from_mapping({"rounding": {"ties": ties}})
    assert_the_margin_is_the_way_to_another_verdict(form.format(number), value, "kg", rules)


@pytest.mark.slow
@given(number=counts, form=FORMS, near=st.fractions(Fraction(9, 10), Fraction(17, 10), max_denominator=10**4))
def test_the_margin_of_a_count_near_the_figure(number, form, near):
    assert_the_margin_is_the_way_to_another_verdict(form.format(number), number * near, "kg", rules_from_mapping({}))


@given(number=st.integers(1, 200), form=PARTS, value=st.fractions(-2, 2, max_denominator=10**4), ties=TIES)
def test_the_margin_of_a_share(number, form, value, ties):
    rules = rules_from_mapping({"rounding": {"ties": ties}})
    assert_the_margin_is_the_way_to_another_verdict(form.format(number), value, "share", rules)


@pytest.mark.slow
@given(number=st.integers(1, 300), form=FORMS, value=st.integers(1, 600), ties=TIES)
def test_a_count_turns_at_the_nearest_whole_number_with_another_verdict(number, form, value, ties):
    assume(number > 3 or "than about" not in form)  # "more than about one" of two: the words may turn one count later
    rules = rules_from_mapping({"rounding": {"ties": ties}})
    text = form.format(number)
    finding = judge(text, value, unit="people", rules=rules)
    turn = find_turn(finding)
    assume(turn is not None and finding.verdict is not Verdict.TRUNCATED)
    at = turn.at
    assert turn.reached
    assert at == at.to_integral_value()
    here = kind(finding.verdict)
    if finding.verdict is Verdict.MISMATCH:
        assert kind_at(text, at, "people", rules) != here
        return
    assert kind_at(text, at, "people", rules) != here, f"{text!r} of {value}: the same at {at}"
    for step in range(1, int(abs(at - value))):
        assert kind_at(text, value - step, "people", rules) == kind_at(text, value + step, "people", rules) == here


@pytest.mark.parametrize(
    ("printed", "value", "unit", "expected"),
    [
        ("more than 700", 762, "people", "This stops being true if the value falls by 62 people, to 700."),
        ("at least 700", 762, "people", "This stops being true if the value falls by 63 people, to 699."),
        ("nearly 400", 390, "people", "This stops being true if the value rises by 10 people, to 400."),
        ("23,000", 22740, "people", "This stops being a fair rounding if the value falls by 241 people, to 22,499."),
        ("more than 700", 1040, "people", "The words start to mislead if the value rises by 10 people, to 1,050."),
        ("more than 700", 1100, "people", "The verdict changes if the value falls by 51 people, to 1,049."),
        ("more than 700", 650, "people", "For this to be true the value would have to rise by 51 people, to 701."),
        ("fell 16.6%", "-0.1662", "share", "falls by more than 0.03 percentage points, below −16.65%."),
        ("2.06 times", "2.0594", "ratio", "falls by more than 0.0044, below 2.055 times."),
        ("3.6", "3.69", "count", "The verdict changes if the value rises by 0.01, to 3.7."),
        ("more than one", 2, "people", "The words start to mislead if the value rises by 1 person, to 3."),
        ("23,022", 23022, "people", ""),
        pytest.param("33%", "0.325", "share", "falls at all, below 32.5%.", id="a tie, from below"),
        pytest.param("33%", "0.335", "share", "rises at all, above 33.5%.", id="a tie, from above"),
        pytest.param("at least 5%", "0.05", "share", "falls at all, below 5%.", id="a limit that belongs to it"),
        pytest.param("doubled", "2.1", "ratio", "rises at all, above 2.1 times.", id="the end of a tolerance"),
        pytest.param("more than 5", "7.5", "kg", "changes if the value falls at all, below 7.5 kg.", id="it misleads"),
        pytest.param("more than 6", 9, "people", "changes if the value falls by 1 person, to 8.", id="so it does of 9"),
        pytest.param("100%", "0.995", "share", "changes if the value falls at all, below 99.5%.", id="all but a few"),
        pytest.param("100%", "0.996", "share", "falls by more than 0.1 percentage points, below 99.5%.", id="more"),
        pytest.param("100%", "0.9999", "share", "rises by 0.01 percentage points, to 100%.", id="all, once it is so"),
        pytest.param("well over 700", 770, "kg", "falls by more than 35 kg, below 735 kg.", id="well over"),
        pytest.param("well over 700", 735, "kg", "falls at all, below 735 kg.", id="just enough for well over"),
    ],
)
def test_the_margin_is_said_in_words(printed, value, unit, expected):
    shown = show_margin(judge(printed, Decimal(value), unit=unit))
    assert shown.endswith(expected)
    assert bool(shown) == bool(expected)


def test_the_margin_is_said_in_korean():
    finding = judge("700명 초과", 762, unit="people", locale="ko")
    assert show_margin(finding, "ko") == "값이 62명 줄면(700) 이 문장은 더는 맞지 않는다."


@pytest.mark.parametrize(
    ("printed", "value", "unit", "chain"),
    [
        ("25", "24.46", "count", "24.46 → 24.5 → 25"),
        ("25%", "0.2446", "share", "24.46% → 24.5% → 25%"),
        ("25", "24.446", "count", "24.446 → 24.45 → 24.5 → 25"),
        ("1.3 million", "1246000", "people", "1,246,000 → 1,250,000 → 1.3 million"),
        pytest.param("25", "24.44", "count", "", id="no chain gives it"),
        pytest.param("24", "24.46", "count", "", id="a fair rounding"),
        pytest.param("about 26", "24.46", "count", "", id="a word that leaves room"),
    ],
)
def test_a_rounding_of_a_rounding_is_named(printed, value, unit, chain):
    reason = judge(printed, Decimal(value), unit=unit).reason
    assert ("looks rounded twice" in reason) == bool(chain)
    assert reason.endswith(chain)


@pytest.mark.slow
@given(value=st.fractions(1, 1000, max_denominator=10**4))
def test_a_fair_rounding_is_never_said_to_be_rounded_twice(value):
    fair = int(value + Fraction(1, 2))
    assert "rounded twice" not in judge(str(fair), value, unit="count").reason
