"""The sizes of units are those that pint knows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from factbook import judge
from factbook.figures.common.units import LENGTHS, PHYSICAL, SCALED_ONLY, SPANS, factor
from factbook.model import Verdict

if TYPE_CHECKING:
    # Each of the workers imports this file; what is slow to load is left to the one that runs it.
    from pint import UnitRegistry

# Where pint's name is not ours; its own "ton" is the American one of 907 kg.
PINT = {
    "t": "metric_ton", "lb": "pound", "oz": "ounce", "nautical mile": "nautical_mile",
    "ha": "hectare", "l": "liter", "ml": "milliliter",
    "km²": "kilometer**2", "m²": "meter**2", "mile²": "mile**2", "foot²": "foot**2",
    "m³": "meter**3", "foot³": "foot**3", "km/h": "kilometer/hour", "mph": "mile/hour", "m/s": "meter/second",
    "foot/s": "foot/second", "kW": "kilowatt", "MW": "megawatt", "GW": "gigawatt", "kWh": "kilowatt_hour",
    "MWh": "megawatt_hour", "GWh": "gigawatt_hour", "TWh": "terawatt_hour", "MB": "megabyte", "GB": "gigabyte",
    "TB": "terabyte", "kbit": "kilobit", "Mbit": "megabit", "Gbit": "gigabit", "Tbit": "terabit",
    "ppm": "part_per_million", "ppb": "part_per_billion",
}  # fmt: skip
YEARS = {"biennium": 2, "triennium": 3, "quinquennium": 5, "decade": 10, "century": 100, "millennium": 1000}
"""To pint a decade is ten on a logarithmic scale, and has no dimension of time."""


@pytest.fixture(scope="module")
def registry() -> UnitRegistry[Fraction]:
    from pint import UnitRegistry

    # with its floats 0.1 kg would be something else than 100 g
    made: UnitRegistry[Fraction] = UnitRegistry(non_int_type=Fraction)
    # Its own ppm has no dimension, as its bit has none, and it has no ppb.
    made.define("part_per_billion = [part]")
    made.define("part_per_million = 1000 * part_per_billion")
    return made


def convert(registry: UnitRegistry[Fraction], unit: str, other: str) -> Fraction | None:
    from pint import DimensionalityError

    sizes = [Fraction(YEARS.get(one, 1)) for one in (unit, other)]
    names = ["year" if one in YEARS else PINT.get(one, one) for one in (unit, other)]
    try:
        return Fraction(registry.Quantity(sizes[0], names[0]).to(names[1]).magnitude) / sizes[1]
    except DimensionalityError:
        return None


@pytest.mark.parametrize("unit", sorted(PHYSICAL - SCALED_ONLY))
def test_each_unit_is_as_large_as_pint_says(registry, unit):
    others = sorted(PHYSICAL - SCALED_ONLY)
    assert {one: factor(unit, one) for one in others} == {one: convert(registry, unit, one) for one in others}


def test_what_is_no_size_has_no_factor():
    assert factor("°C", "°F") is None
    assert factor("°C", "°C") == factor("people", "people") == 1
    assert factor("people", "cases") is None
    assert factor("kg", "people") is None
    assert all(factor(one, "m") for one in LENGTHS)
    assert all(factor(one, "day") for one in SPANS - {"quarter"})


@pytest.mark.parametrize("locale", ["en", "ko", "de", "fr"])
@pytest.mark.parametrize("text", ["425ppm", "425 ppm", "425000 ppb"])
def test_parts_per_million_are_read_apart_or_not_in_every_language(text, locale):
    assert judge(text, 425, unit="ppm", locale=locale).verdict is Verdict.EXACT
    assert judge(text, 426, unit="ppm", locale=locale).verdict is Verdict.MISMATCH
