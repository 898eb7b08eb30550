"""Dates in the front matter of a page reach MyST as texts."""

from __future__ import annotations

import pytest
import yaml

from factbook.report.front_matter import quote_dates


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param("factbook:\n  from: 2026-01-01\n  until: 2026-02-01\n", None, id="nested"),
        pytest.param("날짜: {from: 2026-01-01}\nkicker: 가나다\n", None, id="behind Hangul"),
        pytest.param("a: &day 2026-01-01\nb: *day\n", 'a: &day "2026-01-01"\nb: *day\n', id="an anchor and its alias"),
        pytest.param("a: '2026-01-01'\nb: 2026-01\n", "a: '2026-01-01'\nb: 2026-01\n", id="texts already"),
        pytest.param("a: [2026-01-01\n", "a: [2026-01-01\n", id="no YAML"),
    ],
)
def test_each_date_of_a_front_matter_is_put_in_quotes_once(keys, expected):
    page = quote_dates(f"---\n{keys}---\n# From 2026-01-01\n")
    if expected is None:
        expected = keys.replace("2026-01-01", '"2026-01-01"').replace("2026-02-01", '"2026-02-01"')
    assert page == f"---\n{expected}---\n# From 2026-01-01\n"


def test_what_is_in_quotes_is_a_text():
    _, keys, _ = quote_dates("---\na: &day 2026-01-01\nb: [*day, 2026-01-02 10:00:00]\n---\n").split("---\n")
    assert yaml.safe_load(keys) == {"a": "2026-01-01", "b": ["2026-01-01", "2026-01-02 10:00:00"]}
