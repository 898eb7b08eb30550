"""Whom a house asks for is a number from 0 to 2, and what is wrong with it is told."""

from __future__ import annotations

import pytest
import yaml

from factbook.project.setting_values import ApprovalRules
from factbook.project.settings import EXTENSION, parse_settings


def read(own: str):
    complaints = []
    document = {"sphinx": {"extra_extensions": [EXTENSION]}, "factbook": {"approval": yaml.safe_load(own)}}
    return parse_settings(document, complaints).approval, [str(one) for one in complaints]


@pytest.mark.parametrize(
    ("own", "rules"),
    [
        ("", ApprovalRules()),
        ("{people: 2}", ApprovalRules(people=2)),
        ("{people: 1, of: headlines, names: public}", ApprovalRules(people=1, of="headlines", names="public")),
    ],
)
def test_rules_are_read(own, rules):
    assert read(own) == (rules, [])


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("2", "factbook.approval: 2 is not a mapping (write the keys headlines, names, of, people)"),
        ("{people: 3}", "factbook.approval.people: 3 is not a number of people (write 0, 1 or 2)"),
        ("{people: yes}", "factbook.approval.people: True is not a number of people"),
        ("{people: '2'}", "factbook.approval.people: '2' is not a number of people"),
        ("{of: headline}", "factbook.approval.of: 'headline' is unknown (write all or headlines)"),
        ("{name: public}", "factbook.approval.name: no such key (did you mean names?)"),
    ],
)
def test_a_wrong_rule_is_told(own, expected):
    _, complaints = read(own)
    assert len(complaints) == 1
    assert expected in complaints[0]
