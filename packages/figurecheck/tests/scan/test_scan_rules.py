"""The numbers of a text are judged by the rules of the report that they are compared with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.figures import DEFAULT_RULES, Rules, rules_from_mapping
from figurecheck.scan import Fact, Status, index_facts, scan

WIDE = rules_from_mapping({"about": {"tolerance": 0.5}, "rounding": {"bare": 0.5}})
FACTS = index_facts(
    [
        Fact(id="murders", value=Decimal(12), about=("Oslo",), measure="murders"),
        Fact(id="clearance", value=Decimal(70), unit="%", about=("Oslo",), measure="clearance rate"),
        Fact(id="thefts", value=Decimal(400), about=("thefts in all towns",), measure="count", period="2024"),
    ]
)


def wrong(text: str, rules: Rules) -> list[str]:
    return [one.text for one in scan(text, FACTS, rules=rules) if one.status.wrong]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Oslo had about 10 murders.", id="a named subject"),
        pytest.param("The number doubled from 20 to 32.", id="the text itself"),
    ],
)
def test_a_number_that_only_the_rules_of_the_report_allow(text):
    assert wrong(text, DEFAULT_RULES)
    assert wrong(text, WIDE) == []


def test_a_qualifier_of_the_house_belongs_to_the_number():
    rules = rules_from_mapping({"some": {"test": "about", "words": ["zowat"], "tolerance": 0.5}})
    [number] = [one for one in scan("Oslo had zowat 10 murders.", FACTS, rules=rules) if one.text == "10"]
    assert number.status is Status.AGREES
