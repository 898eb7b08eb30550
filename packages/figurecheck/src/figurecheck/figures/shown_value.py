"""Values as a page shows them, with their unit, and as it prints one where the author leaves the figure out.

======================  ======================================================================================
whole numbers           in full: 27,611; money from a million on in words: 5.2 billion won
other numbers           in full where they have few digits (431.12), else with four significant ones: 2.056, 29.12%;
                        in a sentence with three, and more where a share would read as all of it: 2.06, 29.1%, 99.96%
money below 1,000       with two decimals, or none in currencies without hundredths: €4.30, ¥4
people, cases, counts   without the noun, which the sentence has; so in a sentence any other noun (countries, trips)
``share``, ``%``        as a percentage
dates                   in words, at their own precision
======================  ======================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from string import Formatter

from figurecheck.figures.common.calendar_names import find_months, has_hundredths
from figurecheck.figures.common.format import CENTS_BELOW, SIGNS, show, show_number
from figurecheck.figures.common.tokens import MINUS
from figurecheck.figures.common.units import PHYSICAL, SPANS, canonical, is_money, rate_base
from figurecheck.figures.digits_only import SEPARATORS
from figurecheck.model.exact import write_fraction
from figurecheck.model.statistic import GLUED_TEXTS

NOUNS = frozenset({"people", "cases", "count", "number", ""})
MEASURES = PHYSICAL | SPANS | {"share", "%", "pp", "ratio", "rank", "date", "since"}
"""Units that are no nouns of what is counted."""
COUNTERS: Mapping[str, str] = {
    "people": "명",
    "cases": "건",
    "KRW": "원",
    "years": "년",
    "days": "일",
    "months": "개월",
    "quarters": "분기",
    "rank": "위",
    "ratio": "배",
    "pp": "%포인트",
}
"""What a Korean page writes after a number, by unit; other units are written as in English."""
SINCE = {"en": ("since {}", "a record"), "ko": ("{} 이후", "역대 기록")}
"""How the value of an extreme is shown: the period that came up to it last, or that none did."""
DECIMAL_COMMA = {**{code: signs[0] for code, signs in SEPARATORS.items()}, "fr": "\u202f", "de": "."}
"""The sign between thousands in languages with a decimal comma."""


def show_value(value: Decimal | Fraction | str | None, unit: str = "", language: str = "en", least: int = 0) -> str:
    """Return a recorded value with its unit, with `least` decimals if it has as many; text as a date."""
    if value is None:
        return ""
    if isinstance(value, str) and unit == "since":
        since, of_all = SINCE["ko" if language.startswith("ko") else "en"]
        # "record" means that nothing earlier in the series comes up to it, so there is no period to name.
        return of_all if value == "record" else since.format(show_date(value, language))
    if isinstance(value, str):
        return value if unit in GLUED_TEXTS else show_date(value, language)
    return (_show_korean if language.startswith("ko") else show)(value, unit or "count", least)


def _show_korean(value: Decimal | Fraction, unit: str, least: int) -> str:
    """Return a value as Korean writes it.

    >>> _show_korean(Decimal(5200000000), "KRW", 0), _show_korean(Decimal("24.8"), "per 100,000 people", 0)
    ('52억원', '10만 명당 24.8')
    """
    number = show(value, "count", least)
    if (name := MONEY.get(unit)) and (grouped := _write_groups(Fraction(value))):
        return f"{grouped}{name}" if unit == "KRW" else f"{grouped} {name}"
    if base := rate_base(unit) if unit.startswith("per ") else 0:
        shown = str(base) if base % 10**4 else f"{base // 10**4}만"
        return f"{shown}{' 명' if unit.endswith('people') else ''}당 {number}"
    # The counter stands directly after the number.
    counter = COUNTERS.get(unit) or (unit if "가" <= unit[:1] <= "힣" else "")
    return f"{number}{counter}" if counter else show(value, unit, least)


def _write_groups(amount: Fraction) -> str:
    """Return an amount in 조, 억 and 만; empty for a small one, and for one that is no whole number of 만.

    >>> _write_groups(Fraction(1583050000000)), _write_groups(Fraction(824000)), _write_groups(Fraction(12345678))
    ('1조5830억5000만', '', '')
    """
    if amount.denominator != 1 or amount % 10**4 or not GROUPED_FROM <= abs(amount) < 10**16:
        return ""
    groups, rest = "", int(abs(amount))
    for size, word in ((10**12, "조"), (10**8, "억"), (10**4, "만")):
        digit, rest = divmod(rest, size)
        groups += f"{digit}{word}" if digit else ""
    return f"{MINUS if amount < 0 else ''}{groups}"


GROUPED_FROM = 10**6
"""Money from here on is written in words in English, too."""
MONEY: Mapping[str, str] = {"KRW": "원", "USD": "달러", "EUR": "유로", "JPY": "엔", "CNY": "위안", "GBP": "파운드"}


def show_bare(value: Decimal | str | None, unit: str = "", language: str = "en") -> str:
    """Return a value as `show_value` does, without the noun of what is counted, for use beside words that say it."""
    return show_value(value, "count" if unit in NOUNS else unit, language)


def show_date(text: str, language: str = "en") -> str:
    """Return an ISO date in words, at the precision that it has; any other text as it is."""
    # A year or a month alone is a date, too; no day is invented for it, as Babel's formats of whole dates would need.
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text.strip())
    if not match or not 0 <= int(match[2] or 0) <= 12:
        return text
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if language.startswith("ko"):
        return f"{year}년" + (f" {month}월" if month else "") + (f" {day}일" if day else "")
    return " ".join([*([str(day)] if day else []), *([find_months("en")[month - 1]] if month else []), str(year)])


def is_noun(unit: str) -> bool:
    """Return whether a unit is a word for what is counted, which the sentence has, and no measure of the tables.

    >>> [is_noun(one) for one in ("countries", "bus trips", "years", "kg", "EUR/m²", "births per woman", "ppm")]
    [True, True, False, False, False, False, False]
    """
    kind = canonical(unit)
    words = unit.split()
    if kind != unit or kind in MEASURES or "per" in words:
        return kind in NOUNS
    # An abbreviation is a measure that the tables do not have: ppm, dB, µg.
    return bool(words) and all(word.replace("-", "").isalpha() and word.islower() for word in words) and len(unit) > 3


def print_value(value: Decimal | str, unit: str, language: str, template: str = "") -> str:
    """Return a value as a page in this language prints it, or by a template with one field, as `str.format` reads it.

    In English and Korean a measure is printed (5 kg, 2 years), of other languages only its sign; a noun for what is
    counted never is, since the sentence has it. An empty field (``about {}``) is the value as it is printed without a
    template.

    Raises ValueError for a template that has no such field, or a format that does not fit the value.

    >>> print_value(Decimal("0.29121"), "share", "en"), print_value(Decimal(27611), "people", "ko", "약 {:,.0f}")
    ('29.1%', '약 27,611')
    """
    if not template:
        return _print_in(value, unit, language)
    fields = [(name, form, conversion) for _, name, form, conversion in Formatter().parse(template) if name is not None]
    if len(fields) != 1 or fields[0][0] or fields[0][2]:
        raise ValueError(template)
    form = fields[0][1]
    printed = format(value, form) if form else _print_in(value, unit, language)
    # An absurd width would fill the page.
    if len(printed) > LONGEST_PRINTED:
        raise ValueError(template)
    before, _, after = template.partition("{" + (f":{form}" if form else "") + "}")
    return f"{before}{printed}{after}"


LONGEST_PRINTED = 100
"""Most characters of a value by a format."""
PRINTED_DIGITS = 3
"""Significant digits with which a value with decimals is printed in a sentence."""
MOST_PLACES = 20
"""Decimals after which a value is printed as nothing, or as all of it."""
ALL = 100


def _print_in(value: Decimal | str, unit: str, language: str) -> str:
    if isinstance(value, str):
        return show_bare(value, unit, language)
    unit = "count" if is_noun(unit) else unit
    scale = 100 if canonical(unit) == "share" else 1
    if isinstance(price := _as_price(value, canonical(unit)), Decimal):
        return _print_price(price, unit, language)
    amount = _shorten(Fraction(value) * scale)
    thousands = DECIMAL_COMMA.get(language.replace("_", "-").split("-")[0].lower())
    if thousands is None:
        return show_bare(write_fraction(amount / scale), unit, language)
    kind = canonical(unit)
    number = show_number(amount).translate({ord(","): thousands, ord("."): ","})
    sign = "%" if kind in {"share", "%"} else kind if kind in PHYSICAL else SIGNS.get(kind, "")
    return f"{number}\u00a0{sign}" if sign else number


def _as_price(value: Decimal, kind: str) -> Decimal | None:
    """Return an amount of money that a reader sees with its hundredths, or without where its currency has none."""
    if not is_money(kind) or abs(value) >= CENTS_BELOW or int(value.as_tuple().exponent) >= 0:
        return None
    smallest = Decimal("0.01") if has_hundredths(kind) else Decimal(1)
    # An amount of a few of the smallest coin would be rounded to one digit, which is no fair rounding.
    return value.quantize(smallest, ROUND_HALF_UP) if abs(value) >= 10 * smallest else None


def _print_price(price: Decimal, unit: str, language: str) -> str:
    thousands = DECIMAL_COMMA.get(language.replace("_", "-").split("-")[0].lower())
    if thousands is None:
        return show_bare(price, unit, language)
    number = f"{price:f}".replace("-", MINUS).replace(".", ",")
    sign = SIGNS.get(canonical(unit), "")
    return f"{number}\u00a0{sign}" if sign else number


def _shorten(amount: Fraction) -> Fraction:
    """Return an amount with three significant digits, a whole one as it is."""
    if amount.denominator == 1:
        return amount
    size, places = abs(amount), 0
    while size * 10**places < 10 ** (PRINTED_DIGITS - 1) and places < MOST_PLACES:
        places += 1
    # 99.96% is not 100%.
    while abs(rounded := _round(amount, places)) == ALL and places < MOST_PLACES:
        places += 1
    return rounded


def _round(amount: Fraction, places: int) -> Fraction:
    # Half up, away from zero, as `show` rounds.
    whole = (2 * abs(amount) * 10**places + 1) // 2
    return Fraction(-whole if amount < 0 else whole, 10**places)
