"""Merge patches of JSON documents, which seals are written as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.editions.storage import apply_patch, make_patch

DOCUMENTS = st.recursive(
    st.text(max_size=3) | st.integers() | st.lists(st.integers(), max_size=3),
    lambda inner: st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


@given(DOCUMENTS, DOCUMENTS)
def test_a_patch_makes_of_one_document_the_other(before, after):
    assert apply_patch(before, make_patch(before, after)) == after


@pytest.mark.parametrize(
    ("document", "patch", "result"),
    [
        # Appendix A of RFC 7396
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"e": 1}, {"a": 1}, {"e": 1, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_patches_do_what_their_standard_says(document, patch, result):
    assert apply_patch(document, patch) == result


def test_a_patch_holds_only_what_differs():
    before = {"a": {"x": 1, "y": 2}, "b": {"x": 3}}
    assert make_patch(before, {"a": {"x": 1, "y": 5}, "c": {}}) == {"a": {"y": 5}, "b": None, "c": {}}
