"""A column is read as each of its cells is, however many are looked at together."""

from __future__ import annotations

from contextlib import suppress

import pytest

from factbook.data.cells import parse_cell, read_column


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["1", "02", "1", "300"], id="digits"),
        pytest.param(["1", "-2", "+3"], id="signs"),
        pytest.param(["1", ""], id="an empty cell"),
        pytest.param(["1", "99"], id="a missing value of digits"),
        pytest.param(["1", None], id="a short row"),
        pytest.param(["1", "2.0", "1_0", " 1"], id="no whole numbers"),
        pytest.param(["1", "\u0663"], id="digits of another script"),
        pytest.param(["1", "9" * 5000], id="more digits than Python reads"),
    ],
)
def test_whole_numbers(texts):
    def read(text: str | None) -> object:
        with suppress(ValueError):
            return None if text in {None, "99"} else parse_cell(str(text), "integer")
        return None

    column = read_column(texts, "integer", ["99"])
    assert column.values == [read(text) for text in texts]
    assert column.unreadable == {text for text in texts if text not in {None, "99"} and read(text) is None}
