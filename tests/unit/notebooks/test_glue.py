"""What existing books have glued: every value is a statistic, and prints as MyST-NB prints it."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.notebooks.recording.glue import format_glued, parse_glue, read_glued, summarize_glue
from figurecheck.model import Cell
from figurecheck.model.statistic import PICTURE, TABLE, TEXT

CELL = Cell(notebook="a.ipynb", index=0)
NAMED = {"scrapbook": {"name": "key"}}
HIDDEN = {"scrapbook": {"name": "key", "mime_prefix": "application/papermill.record/"}}


# Each of the workers imports this file: SQLAlchemy, which MyST-NB loads, is left to the one that runs it.
def format_by_stock(text: str, form: str) -> str:
    from myst_nb.core.variables import format_plain_text

    return format_plain_text(text, form)


def glued(text: str, **forms: str):
    data = {"text/plain": text, **{name.replace("_", "/", 1): form for name, form in forms.items()}}
    found = parse_glue({"metadata": NAMED, "data": data}, CELL)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit", "printed"),
    [
        ("335", Decimal(335), "", "335"),
        ("3.0", Decimal("3.0"), "", "3.0"),
        ("1e-05", Decimal("0.00001"), "", "1e-05"),
        ("np.float64(0.5)", Decimal("0.5"), "", "0.5"),
        ("np.int64(-7)", Decimal(-7), "", "-7"),
        ("Decimal('1.10')", Decimal("1.10"), "", "1.10"),
        ("'25.0%'", Decimal("25.0"), "%", "25.0%"),
        ("'1,234'", Decimal(1234), "", "1,234"),
        ("'$3.50'", Decimal("3.5"), "USD", "$3.50"),
        ("'North'", "North", TEXT, "North"),
        ("np.str_('North')", "North", TEXT, "North"),
        ("'2025-09'", "2025-09", TEXT, "2025-09"),
        ("'about 5%'", "about 5%", TEXT, "about 5%"),
        ("'3 of 4'", "3 of 4", TEXT, "3 of 4"),
        ("'12 May'", "12 May", TEXT, "12 May"),
        ("True", "True", TEXT, "True"),
        ("np.True_", "True", TEXT, "True"),
        ("nan", "nan", TEXT, "nan"),
        ("[1, 2]", "[1, 2]", TEXT, "[1, 2]"),
        ("Timestamp('2025-01-01 00:00:00')", "2025-01-01 00:00:00", TEXT, "2025-01-01 00:00:00"),
    ],
)
def test_a_value_is_read_from_what_python_writes_of_it(text, value, unit, printed):
    found = glued(text)
    assert (found.value, found.unit, found.printed) == (value, unit, printed)


def test_tables_and_pictures_are_statistics_without_a_value_to_print():
    assert glued("   a\n0  1", text_html="<table><tr><td>1</td></tr></table>").unit == TABLE
    assert glued("<Figure size 640x480>", image_png="aGk=").unit == PICTURE
    assert glued("alt.Chart(...)", text_html="<div></div><script>vegaEmbed()</script>").unit == PICTURE


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20), st.booleans())
def test_no_value_is_lost_and_hidden_ones_are_the_same(value, is_hidden):
    prefix = "application/papermill.record/" if is_hidden else ""
    output = {"metadata": HIDDEN if is_hidden else NAMED, "data": {f"{prefix}text/plain": repr(value)}}
    found = parse_glue(output, CELL)
    assert found is not None
    assert found.printed == str(value) or found.printed == repr(value).strip()
    # What the store of runs keeps of an output is enough.
    assert parse_glue(summarize_glue(output), CELL) == found


@given(
    st.integers(-(10**12), 10**12) | st.floats(-1e12, 1e12, allow_nan=False),
    st.sampled_from(["", *"s d .0f .2f ,.0f .1% .3e g .3g +.1f 08.2f ,d , _ + .3 8 08".split()]),
)
def test_plain_numbers_print_as_in_stock(value, form):
    try:
        wanted = format_by_stock(repr(value), form)
    except ValueError:
        wanted = None
    try:
        found = format_glued(repr(value), form)
    except ValueError:
        found = None
    assert found == wanted


@given(st.floats(-1e9, 1e9, allow_nan=False), st.sampled_from([".0f", ".2f", ".1%", ",.0f"]))
def test_scalars_of_numpy_print_as_plain_numbers(value, form):
    assert format_glued(repr(np.float64(value)), form) == format_by_stock(repr(value), form)
    assert isfinite(value)


def test_what_no_format_fits_is_an_error_of_value():
    with pytest.raises(ValueError, match="no number"):
        format_glued("'North'", ".1f")


def test_an_output_that_glues_nothing_is_none():
    assert read_glued({"metadata": {}, "data": {"text/plain": "42"}}) is None
    assert read_glued({"metadata": {"scrapbook": "x"}, "data": {"text/plain": "42"}}) is None
