"""The history of a figure over many editions."""

from __future__ import annotations

from decimal import Decimal

from factbook.render.html.evidence_page import EarlierValue
from factbook.sphinx_ext.pages.evidence import join_runs


def value(edition: str, number: int | None, unit: str = "people") -> EarlierValue:
    known = None if number is None else Decimal(number)
    return EarlierValue(edition=edition, as_of="2026-01-01", value=known, unit=unit)


def test_editions_in_a_row_with_the_same_value_are_one_entry():
    found = join_runs([value("f", 3), value("e", 3), value("d", 3), value("c", 2), value("b", 3), value("a", None)])
    assert [(one.edition, one.until, one.value) for one in found] == [
        ("d", "f", 3),
        ("c", "", 2),
        ("b", "", 3),
        ("a", "", None),
    ]


def test_another_unit_is_another_entry():
    assert len(join_runs([value("b", 3), value("a", 3, "cases")])) == 2
