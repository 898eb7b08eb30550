"""A value of any type is read as the number that was computed, or as none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from figurecheck.model.exact import exact_number, to_decimal, write_fraction


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(7, 7, id="a whole number"),
        pytest.param(Fraction(1, 3), Fraction(1, 3), id="a fraction stays one"),
        pytest.param(Decimal("0.10"), Decimal("0.10"), id="a decimal keeps its zeros"),
        pytest.param(0.1, Decimal("0.1"), id="a float is its shortest text"),
        pytest.param(np.float64(0.1), Decimal("0.1"), id="a numpy float is no longer text"),
        pytest.param(np.array([7]), 7, id="an array of one"),
        pytest.param(True, None, id="a truth value"),
        pytest.param(np.bool_(1), None, id="a numpy truth value"),
        pytest.param(float("nan"), None, id="nan"),
        pytest.param(Decimal("-Infinity"), None, id="infinity"),
        pytest.param("7", None, id="text"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_a_value_is_read_exactly_or_not_at_all(value: Any, expected: Any) -> None:
    read = exact_number(value)
    assert read == expected
    assert type(read) is type(expected)


def test_an_array_of_more_than_one_is_an_error() -> None:
    with pytest.raises(ValueError, match="size 1"):
        exact_number(np.array([1, 2]))


def test_fractions_are_written_with_the_digits_that_they_are_meant_for() -> None:
    assert to_decimal(Fraction(1, 3)) == Decimal(1) / Decimal(3)
    assert len(write_fraction(Fraction(1, 3)).as_tuple().digits) == 60
    assert write_fraction(Fraction(10**80 + 1)) == 10**80 + 1
