"""Units of statistics: their one name each, and what can be converted into what."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

_NAMES: dict[str, tuple[str, ...]] = {
    "people": ("people", "person", "persons", "명", "인"),
    "cases": ("cases", "case", "건"),
    "count": ("", "count", "counts", "number", "numbers", "integer", "n", "개"),
    "share": ("share", "fraction", "proportion", "shares"),
    "%": ("%", "percent", "per cent", "pct", "percentage", "퍼센트"),
    "pp": ("pp", "percentage points", "percentage point", "ppt", "%p", "points of percent"),
    "ratio": ("ratio", "times", "x", "multiple", "fold", "factor", "배"),
    "rank": ("rank", "ordinal", "position", "place", "위"),
    "date": ("date", "day of year", "datetime"),
    "year number": ("calendar year", "in year"),
    "kg": ("kg", "kgs", "kilogram", "kilograms", "kilogramme", "kilogrammes", "kilo", "kilos"),
    "g": ("g", "gram", "grams", "gramme", "grammes"),
    "mg": ("mg", "milligram", "milligrams"),
    "t": ("t", "tonne", "tonnes", "ton", "tons", "metric ton", "metric tons", "metric_ton"),
    "lb": ("lb", "lbs"),
    "oz": ("oz", "ounce", "ounces"),
    "km": ("km", "kilometre", "kilometres", "kilometer", "kilometers"),
    "m": ("m", "metre", "metres", "meter", "meters"),
    "cm": ("cm", "centimetre", "centimetres", "centimeter", "centimeters"),
    "mm": ("mm", "millimetre", "millimetres", "millimeter", "millimeters"),
    "mile": ("mile", "miles", "mi"),
    "foot": ("ft", "foot", "feet"),
    "inch": ("inch", "inches"),
    "ha": ("ha", "hectare", "hectares"),
    "acre": ("acre", "acres"),
    "l": ("l", "litre", "litres", "liter", "liters"),
    "ml": ("ml", "millilitre", "millilitres", "milliliter", "milliliters"),
    "second": ("s", "sec", "second", "seconds"),
    "minute": ("min", "minute", "minutes"),
    "hour": ("h", "hr", "hour", "hours"),
    "day": ("d", "day", "days"),
    "week": ("week", "weeks"),
    "month": ("month", "months"),
    "year": ("y", "yr", "year", "years"),
    "decade": ("decade", "decades"),
    "KRW": ("krw", "won", "원", "₩"),
    "USD": ("usd", "us$", "$", "dollar", "dollars", "us dollars"),
    "EUR": ("eur", "euro", "euros", "€"),
    "GBP": ("gbp", "£", "pounds sterling"),
    "JPY": ("jpy", "yen", "¥"),
    "CNY": ("cny", "yuan", "rmb"),
}
_CANONICAL = {word: unit for unit, words in _NAMES.items() for word in words}
_PINT = {"t": "metric_ton", "lb": "pound", "oz": "ounce", "ha": "hectare", "l": "liter", "ml": "milliliter"}
PHYSICAL = frozenset(
    "kg g mg t lb oz km m cm mm mile foot inch ha acre l ml second minute hour day week month year decade".split()
)
LENGTHS = frozenset({"km", "m", "cm", "mm", "mile", "foot", "inch"})
SPANS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
DOLLARS = frozenset({"USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD"})
CURRENCY_CODES = frozenset(
    """
    KRW USD EUR GBP JPY CNY CHF AUD CAD NZD HKD SGD TWD THB VND INR RUB SEK
    NOK DKK BRL MXN ZAR PLN CZK HUF TRY IDR MYR PHP ILS
    """.split()
)


@lru_cache(maxsize=1024)
def canonical(unit: str | None) -> str:
    """Give a unit its one name; a unit that we do not know counts something and keeps its own.

    >>> canonical("years"), canonical("rebounds")
    ('year', 'rebounds')
    """
    plain = (unit or "").strip()
    if plain.upper() in CURRENCY_CODES:
        return plain.upper()
    return _CANONICAL.get(plain.lower(), plain)


def is_money(unit: str) -> bool:
    """Whether a canonical unit is a currency."""
    return unit in CURRENCY_CODES


@lru_cache(maxsize=512)
def factor(unit: str, other: str) -> Fraction | None:
    """How many of `other` one `unit` is; ``None`` if they measure different things."""
    if unit == other:
        return Fraction(1)
    if unit not in PHYSICAL or other not in PHYSICAL:
        return None
    return _converter()(_PINT.get(unit, unit), _PINT.get(other, other))


@lru_cache(maxsize=1)
def _converter() -> Callable[[str, str], Fraction | None]:
    """Load the units library, which takes most of a second, only when two units differ."""
    import pint

    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(non_int_type=Fraction)

    def convert(unit: str, other: str) -> Fraction | None:
        try:
            return Fraction(registry.Quantity(Fraction(1), unit).to(other).magnitude)
        except pint.DimensionalityError:
            return None

    return convert
