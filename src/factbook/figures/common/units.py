"""Units: the canonical name of each, and the factor from one to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    "stone": ("stone", "stones"),
    "km": ("km", "kilometre", "kilometres", "kilometer", "kilometers"),
    "m": ("m", "metre", "metres", "meter", "meters"),
    "cm": ("cm", "centimetre", "centimetres", "centimeter", "centimeters"),
    "mm": ("mm", "millimetre", "millimetres", "millimeter", "millimeters"),
    "mile": ("mile", "miles", "mi"),
    "foot": ("ft", "foot", "feet"),
    "inch": ("inch", "inches"),
    "yard": ("yd", "yard", "yards"),
    "nautical mile": ("nautical mile", "nautical miles", "nmi"),
    "ha": ("ha", "hectare", "hectares"),
    "acre": ("acre", "acres"),
    "l": ("l", "litre", "litres", "liter", "liters"),
    "ml": ("ml", "millilitre", "millilitres", "milliliter", "milliliters"),
    "second": ("s", "sec", "second", "seconds"),
    "minute": ("min", "minute", "minutes"),
    "hour": ("h", "hr", "hour", "hours"),
    "day": ("d", "day", "days"),
    "week": ("week", "weeks"),
    "fortnight": ("fortnight", "fortnights"),
    "month": ("month", "months"),
    "quarter": ("quarter", "quarters", "분기"),
    "year": ("y", "yr", "year", "years"),
    "biennium": ("biennium", "biennia"),
    "triennium": ("triennium", "triennia"),
    "quinquennium": ("quinquennium", "quinquennia"),
    "decade": ("decade", "decades"),
    "century": ("century", "centuries"),
    "millennium": ("millennium", "millennia"),
    "km²": (
        "km²",
        "km2",
        "sq km",
        "square km",
        "square kilometre",
        "square kilometer",
        "square kilometres",
        "square kilometers",
        "㎢",
    ),
    "m²": ("m²", "m2", "sq m", "square metre", "square meter", "square metres", "square meters", "㎡"),
    "mile²": ("mile²", "sq mi", "square mile", "square miles"),
    "foot²": ("foot²", "ft²", "sq ft", "square foot", "square feet"),
    "m³": ("m³", "m3", "cubic metres", "cubic meters"),
    "foot³": ("foot³", "cubic feet"),
    "km/h": ("km/h", "kph", "kmh", "kilometres per hour", "kilometers per hour"),
    "mph": ("mph", "miles per hour"),
    "m/s": ("m/s", "metres per second", "meters per second"),
    "foot/s": ("foot/s", "ft/s", "feet per second"),
    "°C": ("°c", "℃", "celsius", "degrees celsius", "degree celsius", "deg c"),
    "°F": ("°f", "℉", "fahrenheit", "degrees fahrenheit", "degree fahrenheit", "deg f"),
    "kW": ("kw", "kilowatt", "kilowatts"),
    "MW": ("mw", "megawatt", "megawatts"),
    "GW": ("gw", "gigawatt", "gigawatts"),
    "kWh": ("kwh", "kilowatt-hours", "kilowatt hours"),
    "MWh": ("mwh", "megawatt-hours", "megawatt hours"),
    "GWh": ("gwh", "gigawatt-hours", "gigawatt hours"),
    "TWh": ("twh", "terawatt-hours", "terawatt hours"),
    "MB": ("mb", "megabyte", "megabytes"),
    "GB": ("gb", "gigabyte", "gigabytes"),
    "TB": ("tb", "terabyte", "terabytes"),
    "kbit": ("kbit", "kilobit", "kilobits"),
    "Mbit": ("mbit", "megabit", "megabits"),
    "Gbit": ("gbit", "gigabit", "gigabits"),
    "Tbit": ("tbit", "terabit", "terabits"),
    "gallon": ("gallon", "gallons"),
    "KRW": ("krw", "won", "원", "₩"),
    "USD": ("usd", "us$", "$", "dollar", "dollars", "us dollars"),
    "EUR": ("eur", "euro", "euros", "€"),
    "GBP": ("gbp", "£", "pounds sterling"),
    "JPY": ("jpy", "yen", "¥"),
    "CNY": ("cny", "yuan", "rmb"),
}
# The only symbols that the case of a letter tells apart: a bit is an eighth of a byte.
BITS = {"kb": "kbit", "Mb": "Mbit", "Gb": "Gbit", "Tb": "Tbit"}
_CANONICAL = {word: unit for unit, words in _NAMES.items() for word in words}
# Where pint's name is not ours; its own "ton" is the American one of 907 kg.
_PINT = {
    "t": "metric_ton", "lb": "pound", "oz": "ounce", "nautical mile": "nautical_mile",
    "ha": "hectare", "l": "liter", "ml": "milliliter",
    "km²": "kilometer**2", "m²": "meter**2", "mile²": "mile**2", "foot²": "foot**2",
    "m³": "meter**3", "foot³": "foot**3", "km/h": "kilometer/hour", "mph": "mile/hour", "m/s": "meter/second",
    "foot/s": "foot/second", "kW": "kilowatt", "MW": "megawatt", "GW": "gigawatt", "kWh": "kilowatt_hour",
    "MWh": "megawatt_hour", "GWh": "gigawatt_hour", "TWh": "terawatt_hour", "MB": "megabyte", "GB": "gigabyte",
    "TB": "terabyte", "kbit": "kilobit", "Mbit": "megabit", "Gbit": "gigabit", "Tbit": "terabit",
}  # fmt: skip
PHYSICAL = frozenset(
    """
    kg g mg t lb oz stone km m cm mm mile foot inch yard ha acre l ml gallon second minute hour day week fortnight month
    year biennium triennium quinquennium decade century millennium km² m² mile² foot² m³ foot³ km/h mph m/s foot/s
    °C °F kW MW GW kWh MWh GWh TWh MB GB TB kbit Mbit Gbit Tbit
    """.split()
) | {"nautical mile"}
# Not left to pint, to which a decade is ten on a logarithmic scale, and has no dimension of time.
_YEARS = {"biennium": 2, "triennium": 3, "quinquennium": 5, "decade": 10, "century": 100, "millennium": 1000}
LENGTHS = frozenset({"yard", "nautical mile", "km", "m", "cm", "mm", "mile", "foot", "inch"})
SPANS = frozenset("second minute hour day week fortnight month quarter year".split()) | _YEARS.keys()
SCALED_ONLY = frozenset({"°C", "°F"})
"""Their zeros differ, so that no factor turns one into the other."""
COUNTED = frozenset({"people", "cases", "count"})
"""Units of what is counted one by one, so that one more or one fewer is the least change."""
DOLLARS = frozenset("USD AUD CAD NZD HKD SGD TWD JMD TTD BBD BSD FJD NAD LRD".split())
POUNDS = frozenset("GBP EGP LBP SDG SYP".split())
"""Currencies that a bare dollar, or pound, may mean."""
CURRENCY_CODES = frozenset(
    """
    KRW USD EUR GBP JPY CNY CHF AUD CAD NZD HKD SGD TWD THB VND INR RUB SEK
    NOK DKK BRL MXN ZAR PLN CZK HUF TRY IDR MYR PHP ILS AED SAR QAR KWD BHD OMR EGP PKR LKR NPR BDT KES NGN GHS UGX
    TZS ETB MAD TND ARS CLP COP PEN UYU UAH RON BGN ISK KZT XAF XOF RWF DZD JOD IQD RSD MUR SCR DOP CUP BOB LBP SDG
    SYP SOS BYN MDL IRR YER GEL AMD AZN JMD TTD BBD BSD FJD NAD LRD
    """.split()
)


@lru_cache(maxsize=1024)
def canonical(unit: str | None) -> str:
    """Return the canonical name of a unit; an unknown unit counts something and keeps its name.

    >>> canonical("years"), canonical("rebounds")
    ('year', 'rebounds')
    """
    plain = (unit or "").strip()
    if plain.upper() in CURRENCY_CODES:
        return plain.upper()
    if plain in BITS:
        return BITS[plain]
    lower = plain.lower()
    if lower.startswith("per ") and (base := rate_base(lower)):
        return f"per {base}"
    return _CANONICAL.get(lower, plain)


def all_names(unit: str) -> str:
    """Return every name of a unit in one text; an unknown unit has the one that it was given."""
    return " ".join(_NAMES.get(canonical(unit), (unit,)))


def rate_base(unit: str) -> int:
    """Return the base of a rate: 100,000 for "per 100,000 people"; 0 for what is no rate.

    >>> rate_base("per 100,000"), rate_base("per million people"), rate_base("per head")
    (100000, 1000000, 0)
    """
    word = unit.removeprefix("per ").split(" ")[0].replace(",", "")
    words = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
    # Fifteen digits bound the number; digits of other scripts were replaced before.
    if word.isascii() and word.isdecimal() and len(word) < 15:
        return int(word)
    return words.get(word, 0)


def is_money(unit: str) -> bool:
    """Return whether a canonical unit is a currency, or a name that several share: "DKK or NOK" for kroner."""
    return unit in CURRENCY_CODES or _ANY_OF in unit


def join_currencies(codes: Iterable[str]) -> str:
    """Return the unit of money whose name several currencies share."""
    return _ANY_OF.join(sorted(codes))


def may_be(printed: str, currency: str) -> bool:
    """Return whether the unit of a printed sum may mean a currency.

    >>> may_be("DKK or NOK", "DKK"), may_be("DKK or NOK", "SEK")
    (True, False)
    """
    return printed == currency or (_ANY_OF in printed and currency in printed.split(_ANY_OF))


_ANY_OF = " or "


# Every figure with a unit asks again; conversions never change.
@lru_cache(maxsize=512)
def factor(unit: str, other: str) -> Fraction | None:
    """Return how many of `other` one `unit` is; ``None`` if they measure different things."""
    if unit == other:
        return Fraction(1)
    if unit not in PHYSICAL or other not in PHYSICAL or unit in SCALED_ONLY or other in SCALED_ONLY:
        return None
    if unit in _YEARS or other in _YEARS:
        one, two = (factor(name, "day") if name not in _YEARS else None for name in (unit, other))
        year = factor("year", "day") or Fraction(1)
        one = Fraction(_YEARS[unit]) * year if unit in _YEARS else one
        two = Fraction(_YEARS[other]) * year if other in _YEARS else two
        return one / two if one and two else None
    return _converter()(_PINT.get(unit, unit), _PINT.get(other, other))


@lru_cache(maxsize=1)
def _converter() -> Callable[[str, str], Fraction | None]:
    """Load the units library, which takes most of a second, only when two units differ."""
    # Loaded here and not above: it takes most of a second, and few reports convert units.
    import pint

    # Fractions, since pint's floats would make 0.1 kg something else than 100 g.
    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(non_int_type=Fraction)

    def convert(unit: str, other: str) -> Fraction | None:
        try:
            return Fraction(registry.Quantity(Fraction(1), unit).to(other).magnitude)
        except pint.DimensionalityError:
            return None

    return convert
