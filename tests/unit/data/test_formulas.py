"""Cells that a spreadsheet would run as a formula are named by line and column, and numbers never."""

from __future__ import annotations

import pytest

from factbook.data.catalog import Catalog
from factbook.data.descriptor import Field, Package, Resource
from factbook.data.formulas import find_formulas, is_formula
from factbook.data.tables import Table


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "@SUM(A1)", "+A1", "-1+cmd|x", "\t=1", "\r=1", "-5 to 3"])
def test_formulas(text):
    assert is_formula(text)


@pytest.mark.parametrize("text", ["-5", "+3.2", "-1,200", "-5%", "+3.2 %", "a=b", "'=1", "–", ""])
def test_what_is_none(text):
    assert not is_formula(text)


def test_each_is_named_by_line_and_column_and_the_rest_is_counted(tmp_path):
    resource = Resource(name="t", path="t.csv", fields=(Field(name="n", type="integer"), Field(name="note")))
    notes = ("=1", "fine", "-", "=1", "@x", "+y", "-3%")
    table = Table(resource=resource, cells=((-1, 2, 3, 4, 5, 6, 7), notes), lines=tuple(range(2, 9)))
    catalog = Catalog(package=Package(root=tmp_path, resources=(resource,)), tables={"t": table})
    found = [str(one) for one in find_formulas(catalog)]
    said = "is a formula to a spreadsheet, and readers download it"
    remedy = "(begin it with a word or an apostrophe)"
    assert found == [
        f"data/t.csv:2: column note: '=1' {said} {remedy}",
        f"data/t.csv:5: column note: '=1' {said} {remedy}",
        f"data/t.csv:6: column note: '@x' {said}; so are 1 more cells {remedy}",
    ]
