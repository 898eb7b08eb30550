"""Numbers that an editor has typed, and the glued values that they are: of these only a name is known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.figures import DEFAULT_RULES
from figurecheck.report.suggest_roles import suggest_roles
from figurecheck.scan import Fact, index_facts, scan
from figurecheck.scan.drafts import DraftKind, parse_draft


def named(id: str, value: str, unit: str = "") -> Fact:
    return Fact(id=id, value=Decimal(value), unit=unit, label=id.replace("_", " "))


FACTS = [
    named("rise", "0.34859154929577474"),
    named("per_keeper", "5.922680412371134"),
    named("loss_share", "7.5", "%"),
    named("jar_last", "6.29"),
    named("jar_rise", "20.961538461538453"),
    named("loans_2025", "125430"),
    named("loans_2016", "98210"),
    named("n_visits", "7"),
]


def suggest(text: str, facts: list[Fact]) -> str:
    draft = parse_draft(text.encode(), "a.md", DraftKind.MARKDOWN)
    scanned = scan(draft.text, index_facts(facts), rules=DEFAULT_RULES)
    return suggest_roles(draft, scanned, {fact.id: fact for fact in facts}, rules=DEFAULT_RULES).text


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("That is a rise of 34.9%.", "{claim}`rise of 34.9% <rise>`"),
        ("A keeper has 5.9 hives on average.", "{claim}`5.9 <per_keeper>`"),
        ("A jar cost £6.29 in December 2025.", "{claim}`£6.29 <jar_last>`"),
        ("A jar cost 21.0% more than before.", "{claim}`21.0% more <jar_rise>`"),
        ("In 2025 there were 125,430 loans.", "{claim}`125,430 <loans_2025>`"),
        ("In 2025 the loss share was 7.5%.", "{claim}`7.5% <loss_share>`"),
    ],
)
def test_a_number_is_of_the_value_that_its_sentence_names(text, bound):
    assert bound in suggest(text, FACTS)


@pytest.mark.parametrize(
    "text",
    [
        "A pot cost £6.29 in December 2025.",  # no word of the name
        "A jar cost £6.31 in December 2025.",  # another value
        "In 2016 there were 125,430 loans.",  # the name has another year
        "There were 7 chairs at 7 desks.",  # one digit agrees with too much
        "Each had 5.9 hives on average.",  # two digits, and not all words of the name
        "A jar cost about £6.29 in December.",  # about is also said of its neighbours
    ],
)
def test_a_number_that_may_be_of_something_else_is_left_alone(text):
    assert suggest(text, FACTS) == text


def test_two_values_that_print_alike_are_left_to_the_editor():
    text = "A jar cost £6.29 in December 2025."
    assert suggest(text, [*FACTS, named("jar_peak", "6.2901")]) == text
    assert suggest("A keeper has 5.9 hives.", [*FACTS, named("litres", "5.88")]) == "A keeper has 5.9 hives."


def test_what_is_described_is_found_by_its_words_alone():
    described = Fact(id="t", value=Decimal("6.29"), label="Price of a jar", measure="price of a jar", about=("Gate",))
    text = "The jar weighs 6.29."
    assert suggest(text, [described]) == text
