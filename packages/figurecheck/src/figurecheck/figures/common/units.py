"""Units: the canonical name of each, and the factor from one to another."""

from __future__ import annotations

from collections.abc import Iterable
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
    "kg": ("kg", "kgs", "kilogram", "kilograms", "kilogramme", "kilogrammes", "kilo", "kilos", "킬로그램"),
    "g": ("g", "gram", "grams", "gramme", "grammes"),
    "mg": ("mg", "milligram", "milligrams"),
    # With the sign of micro, and with the Greek letter.
    "µg": ("µg", "μg", "ug", "microgram", "micrograms", "microgramme", "microgrammes", "㎍", "마이크로그램"),
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
    "ha": ("ha", "hectare", "hectares", "헥타르", "㏊"),
    "acre": ("acre", "acres"),
    "l": ("l", "litre", "litres", "liter", "liters", "리터"),
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
        "제곱킬로미터",
    ),
    "m²": ("m²", "m2", "sq m", "square metre", "square meter", "square metres", "square meters", "㎡", "제곱미터"),
    "mile²": ("mile²", "sq mi", "square mile", "square miles"),
    "foot²": ("foot²", "ft²", "sq ft", "square foot", "square feet"),
    "m³": ("m³", "m3", "cubic metre", "cubic meter", "cubic metres", "cubic meters", "㎥", "세제곱미터"),
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
    "ppm": ("ppm", "parts per million"),
    "ppb": ("ppb", "parts per billion"),
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
# Each size is exact, in the first unit of its line: 0.1 kg must not be something else than 100 g. A test holds them
# against pint, which takes a second to load.
_SIZES = (
    "m 1, mm 1/1000, cm 1/100, km 1000, inch 127/5000, foot 381/1250, yard 1143/1250, mile 201168/125, "
    "nautical mile 1852",
    "m² 1, ha 10000, km² 1000000, foot² 145161/1562500, acre 62726400000/15499969, mile² 40468564224/15625",
    "l 1, ml 1/1000, m³ 1000, gallon 473176473/125000000, foot³ 55306341/1953125",
    "g 1, mg 1/1000, µg 1/1000000, kg 1000, t 1000000, oz 45359237/1600000, lb 45359237/100000, stone 317514659/50000",
    "second 1, minute 60, hour 3600, day 86400, week 604800, fortnight 1209600, month 2629800, year 31557600, "
    "biennium 63115200, triennium 94672800, quinquennium 157788000, decade 315576000, century 3155760000, "
    "millennium 31557600000",
    "m/s 1, km/h 5/18, foot/s 381/1250, mph 1397/3125",
    "kW 1, MW 1000, GW 1000000",
    "kWh 1, MWh 1000, GWh 1000000, TWh 1000000000",
    "kbit 1, MB 8000, GB 8000000, TB 8000000000, Mbit 1000, Gbit 1000000, Tbit 1000000000",
    "ppm 1, ppb 1/1000",
)
SCALED_ONLY = frozenset({"°C", "°F"})
"""Their zeros differ, so that no factor turns one into the other."""


def _read_sizes() -> dict[str, tuple[int, Fraction]]:
    """Return what each unit measures, as a number, and how large it is."""
    listed = ((kind, one.rpartition(" ")) for kind, line in enumerate(_SIZES) for one in line.split(", "))
    return {unit: (kind, Fraction(size)) for kind, (unit, _, size) in listed}


def _find_alike(unit: str) -> frozenset[str]:
    """Return the units that measure the same as one."""
    return frozenset(one for one, (kind, _) in _SIZE_OF.items() if kind == _SIZE_OF[unit][0])


_SIZE_OF = _read_sizes()
PHYSICAL = frozenset(_SIZE_OF) | SCALED_ONLY
LENGTHS, SPANS = _find_alike("m"), _find_alike("day") | {"quarter"}
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

    >>> canonical("years"), canonical("rebounds"), canonical("EUR/m2"), canonical("euros per square metre")
    ('year', 'rebounds', 'EUR per m²', 'EUR per m²')
    """
    plain = (unit or "").strip()
    if plain.upper() in CURRENCY_CODES:
        return plain.upper()
    if plain in BITS:
        return BITS[plain]
    lower = plain.lower()
    if lower.startswith("per ") and (base := rate_base(lower)):
        return f"per {base}"
    return _CANONICAL.get(lower) or _join_rate(plain) or plain


def _join_rate(unit: str) -> str:
    """Return a unit of two as "EUR per m²", or by the name that it has; empty for any other."""
    is_written = " per " in unit
    counted, _, base = (one.strip() for one in unit.partition(" per " if is_written else "/"))
    base = canonical_base(base)
    # "births/deaths" is no rate.
    if not counted or not base or not (is_written or base in PHYSICAL or base == "person" or rate_base(base)):
        return ""
    counted = canonical(counted)
    return _CANONICAL.get(f"{counted}/{_HOURLY.get(base, base)}", f"{counted} per {base}")


_HOURLY = {"hour": "h", "second": "s"}
_BASES_ELSEWHERE = {
    "가구": "household", "세대": "household", "학교": "school", "병상": "bed", "농가": "farm", "건": "case",
    "haushalt": "household", "schule": "school", "bett": "bed", "betrieb": "farm", "fall": "case",
    "quadratmeter": "m²", "kubikmeter": "m³", "quadratkilometer": "km²", "hektar": "ha", "kilogramm": "kg",
    "tonne": "t", "stunde": "hour", "tag": "day", "woche": "week", "monat": "month", "jahr": "year",
    "kilowattstunde": "kWh", "megawattstunde": "MWh",
}  # fmt: skip
_EVERYBODY = frozenset("head capita inhabitant inhabitants resident residents population kopf einwohner person".split())


def canonical_base(base: str) -> str:
    """Return the canonical name of what an amount is by; per head is per person.

    >>> canonical_base("capita"), canonical_base("sq km")
    ('person', 'km²')
    """
    name = _BASES_ELSEWHERE.get(base.lower(), canonical(base))
    return "person" if name == "people" or base.lower() in _EVERYBODY else name


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


def factor(unit: str, other: str) -> Fraction | None:
    """Return how many of `other` one `unit` is; ``None`` if they measure different things."""
    if unit == other:
        return Fraction(1)
    (kind, size), (other_kind, other_size) = (_SIZE_OF.get(one, (-1, Fraction(1))) for one in (unit, other))
    return size / other_size if kind == other_kind >= 0 else None
