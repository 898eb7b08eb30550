"""The sizes of units are those that pint knows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from figurecheck import judge
from figurecheck.figures.common.units import LENGTHS, PHYSICAL, SCALED_ONLY, SPANS, factor
from figurecheck.model import Verdict

if TYPE_CHECKING:
    # Each of the workers imports this file; what is slow to load is left to the one that runs it.
    from pint import UnitRegistry

# Where pint's name is not ours; its own "ton" is the American one of 907 kg.
PINT = {
    "t": "metric_ton", "lb": "pound", "oz": "ounce", "nautical mile": "nautical_mile",
    "ha": "hectare", "l": "liter", "ml": "milliliter", "µg": "microgram",
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


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("€11.50 per m2", "EUR per m2"), ("€11.50/m²", "EUR per square metre"), ("11.50 EUR/m2", "euros per sq m"),
        ("11.50 euros a square metre", "EUR/m²"), ("11.50 kg/ha", "kg per hectare"), ("11.50 kg per ha", "kg/ha"),
        ("11.50 kilograms per hectare", "kg/ha"), ("11.50 people/km²", "people per km2"),
        ("11.50 inhabitants per sq km", "people/km²"), ("11.50 µg/m³", "ug per m3"),
        ("11.50 micrograms per cubic metre", "μg/m³"), ("£11.50 a head", "GBP per capita"),
        ("11.50 kWh/d", "kWh per day"), ("11.50 g/km", "grams per kilometre"),
        ("11.50 kilometres per hour", "km per hour"),
        ("11.50 deaths per 100,000", "deaths per 100,000 people"), ("11.50 l per 100 km", "l/100 km"),
    ],
)  # fmt: skip
def test_a_unit_of_two_is_one_whatever_its_spelling(printed, unit):
    assert judge(printed, "11.5", unit=unit).verdict is Verdict.EXACT
    assert judge(printed, "11.6", unit=unit).verdict is Verdict.MISMATCH


@pytest.mark.parametrize(
    ("printed", "unit"),
    [("㎡당 11.5유로", "EUR/m2"), ("ha당 11.5kg", "kg/ha"), ("11.5kg/ha", "kg per hectare"), ("11.5㎍/㎥", "µg/m³"),
     ("km²당 11.5명", "people per km²"), ("1인당 11.5kg", "kg per head"), ("리터당 11.5원", "KRW/l")],
)  # fmt: skip
def test_so_it_is_in_korean(printed, unit):
    assert judge(printed, "11.5", unit=unit, locale="ko").verdict is Verdict.EXACT


@pytest.mark.parametrize(
    ("printed", "unit", "other"),
    [
        ("11,50 Euro je m²", "EUR/m2", "EUR per household"), ("11,50 Euro je Quadratmeter", "EUR per m²", "EUR"),
        ("11,50 Euro pro Quadratmeter", "EUR per m²", "EUR per ha"), ("11,50 €/m²", "EUR/m²", "EUR"),
        ("11,50 Euro je Haushalt", "EUR per household", "EUR"), ("11,50 Euro pro Kopf", "EUR per head", "EUR"),
        ("11,5 µg/m³", "µg/m³", "µg/m²"), ("11,5 Mikrogramm pro Kubikmeter", "µg per m³", "µg"),
    ],
)  # fmt: skip
def test_so_it_is_in_german(printed, unit, other):
    assert judge(printed, "11.5", unit=unit, locale="de").verdict is Verdict.EXACT
    assert judge(printed, "11.5", unit=other, locale="de").verdict is Verdict.INCOMPARABLE


@pytest.mark.parametrize(
    ("printed", "unit", "verdict"),
    [
        ("85 kg/ha", "kg", Verdict.INCOMPARABLE), ("85 kg", "kg/ha", Verdict.INCOMPARABLE),
        ("85 kg/m2", "kg/ha", Verdict.INCOMPARABLE), ("€85 per hectare", "EUR/m²", Verdict.INCOMPARABLE),
        ("$85 per m2", "EUR/m2", Verdict.INCOMPARABLE), ("85 l per 100 miles", "l/100 km", Verdict.INCOMPARABLE),
        ("85 t/ha", "kg/ha", Verdict.MISMATCH), ("85 per 100", "covid19", Verdict.INCOMPARABLE),
        ("85 deaths per 1,000 births", "deaths per 1,000 people", Verdict.INCOMPARABLE),
        ("85 deaths per 1,000 live births", "deaths per 1,000 births", Verdict.EXACT),
        ("85 deaths per 1,000 residents", "deaths per 1,000 people", Verdict.EXACT),
        ("85 deaths per 1,000 of the population", "deaths per 1,000 people", Verdict.EXACT),
        ("85 deaths per 1,000", "deaths per 1,000 people", Verdict.EXACT),
        ("85 births/deaths", "births/deaths", Verdict.EXACT),
    ],
)  # fmt: skip
def test_an_amount_by_something_else_is_none_of_it(printed, unit, verdict):
    assert judge(printed, 85, unit=unit).verdict is verdict
