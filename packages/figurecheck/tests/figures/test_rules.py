"""The table of qualifiers that an editor can change."""

import pytest

from figurecheck.figures import DEFAULT_RULES, describe_rules, rules_from_mapping
from figurecheck.figures.languages import find_built_in
from figurecheck.model import Verdict
from figurecheck.model.errors import ProjectError
from figurecheck.verdicts.judge import judge


def verdict(printed, value, mapping, unit="people"):
    return judge(printed, value, unit=unit, rules=rules_from_mapping(mapping)).verdict


def test_an_empty_table_changes_nothing():
    assert rules_from_mapping({}).qualifiers == DEFAULT_RULES.qualifiers


def test_a_tolerance_can_be_changed():
    assert verdict("about 380", 366, {}) is Verdict.HOLDS
    assert verdict("about 380", 366, {"about": {"tolerance": 0.03}}) is Verdict.MISMATCH


def test_a_loose_limit_can_be_changed_or_dropped():
    assert verdict("more than 100", 180, {}) is Verdict.LOOSE
    assert verdict("more than 100", 180, {"over": {"loose": 2}}) is Verdict.HOLDS
    assert verdict("more than 100", 900, {"over": {"loose": "never"}}) is Verdict.HOLDS


def test_a_qualifier_can_be_added():
    table = {"or thereby": {"test": "about", "words": ["in the ballpark of"], "tolerance": 0.2}}
    assert verdict("in the ballpark of 100", 115, table) is Verdict.HOLDS


def test_words_can_be_replaced():
    assert verdict("some 385", 387, {"about": {"words": ["about"]}}) is Verdict.MISMATCH


@pytest.mark.parametrize(
    ("ties", "printed", "expected"),
    [
        ("either", "2.67", Verdict.ROUNDED),
        ("either", "2.68", Verdict.ROUNDED),
        ("up", "2.68", Verdict.ROUNDED),
        ("up", "2.67", Verdict.TRUNCATED),
        ("even", "2.68", Verdict.ROUNDED),
        ("even", "2.67", Verdict.TRUNCATED),
    ],
)
def test_ties_follow_the_house(ties, printed, expected):
    assert verdict(printed, "2.675", {"rounding": {"ties": ties}}) is expected


def test_the_least_number_of_digits_can_be_changed():
    assert verdict("20,000", 23022, {"rounding": {"digits": 1}}) is Verdict.ROUNDED
    assert verdict("23,000", 23122, {"rounding": {"digits": 3}}) is Verdict.MISMATCH


def test_bare_words_can_be_held_tighter():
    assert verdict("half", "0.49", {"rounding": {"bare": 0.01}}, unit="share") is Verdict.MISMATCH


def test_every_fault_is_told_at_once():
    bad = {
        "about": {"tolerance": "much", "colour": "red"},
        "nearby": {"words": "near"},
        "over": 3,
        "under": {"test": "sideways", "loose": 0.5},
        "rounding": {"ties": "down", "digits": 0, "places": 2},
        "twice": {"test": "about", "words": ["around"]},
    }
    with pytest.raises(ProjectError) as caught:
        rules_from_mapping(bad)
    places = sorted(
        {complaint.place.removeprefix("_config.yml: factbook.qualifiers.") for complaint in caught.value.complaints}
    )
    assert places == [
        "about.colour", "about.tolerance", "nearby", "nearby.words", "over", "rounding.digits", "rounding.places",
        "rounding.ties", "twice.words", "under.loose", "under.test",
    ]  # fmt: skip


def test_a_table_that_is_no_table_is_reported():
    with pytest.raises(ProjectError, match="not a table"):
        rules_from_mapping([1])


def test_the_table_can_be_read():
    described = describe_rules(DEFAULT_RULES)
    assert "over: v > c; loose from 3/2 c; more than, over, above" in described
    assert (
        "about: v rounds to c, or lies within the tolerance of c, tolerance 5%; never loose; about, around" in described
    )


@pytest.mark.parametrize("language", find_built_in(), ids=lambda one: one.code)
@pytest.mark.parametrize("side", [0, 1], ids=["before", "after"])
def test_each_word_stands_in_one_row(language, side):
    seen = [word for one in DEFAULT_RULES.qualifiers for word in one.words_in(language.qualifiers)[side]]
    assert sorted(set(seen)) == sorted(seen)


@pytest.mark.parametrize("language", find_built_in(), ids=lambda one: one.code)
def test_each_row_of_a_language_is_a_qualifier(language):
    assert language.qualifiers.keys() <= {one.name for one in DEFAULT_RULES.qualifiers}


def test_the_house_may_say_what_a_noun_counts():
    house = {"people": ["walkers"], "cases": ["call-ups"], "things": ["parcels"]}
    rules = rules_from_mapping({}, house)

    def verdict_of(printed, unit):
        return judge(printed, 20, unit=unit, rules=rules).verdict

    assert verdict_of("20 walkers", "people") is verdict_of("20 parcels", "parcels") is Verdict.EXACT
    assert verdict_of("20 walkers", "cases") is verdict_of("20 parcels", "people") is Verdict.INCOMPARABLE
    # Without the house's word too, a noun that names no people counts none.
    assert judge("20 parcels", 20, unit="people").verdict is Verdict.INCOMPARABLE


def test_faults_among_the_nouns_are_told_at_once():
    with pytest.raises(ProjectError) as caught:
        rules_from_mapping({}, {"people": "walkers", "plants": ["oaks"]})
    places = [complaint.place for complaint in caught.value.complaints]
    assert places == ["_config.yml: factbook.nouns.people", "_config.yml: factbook.nouns.plants"]
