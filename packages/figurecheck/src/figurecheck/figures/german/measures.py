"""Read money and measures in German: kanadische Dollar, 3 Euro 20, Kilometer pro Stunde, 3 Stunden 40 Minuten."""

from __future__ import annotations

from fractions import Fraction

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.number import Core
from figurecheck.figures.common.tokens import Tokens, skip_hyphen, word_at
from figurecheck.figures.german.fraction_words import read_core
from figurecheck.figures.german.number_words import ENDINGS, MEASURED
from figurecheck.figures.german.numerals import past_dot
from figurecheck.figures.german.words import (
    COUNTRY_MONEY,
    CURRENCIES,
    MEASURES,
    MINOR,
    NESTED,
    PER_HOUR,
    PERCENT,
    POINTS,
)

_ADJECTIVES = {f"{stem}{ending}": unit for stem, unit in MEASURED.items() if unit != "%" for ending in ("", *ENDINGS)}
_COUNTRY_MONEY = {
    (f"{stem}{ending}", name): code for (stem, name), code in COUNTRY_MONEY.items() for ending in ("", *ENDINGS)
}
_PERCENT_ADJECTIVES = frozenset({"prozentig", *(f"prozentig{ending}" for ending in ENDINGS)})
_SPEEDS = {"km": "km/h", "m": "m/s"}


def read_percent(tokens: Tokens, at: int, core: Core) -> tuple[Form, int] | None:
    """Read per cent, per mille, and percentage points: the form, and where it ends."""
    word = word_at(tokens, at)
    if word in POINTS:
        return Form.POINTS, at + 1
    if word in {"basispunkte", "basispunkten"}:
        _divide(core, 100)
        return Form.POINTS, at + 1
    if word in {"‰", "promille"}:
        _divide(core, 10)
        return Form.PERCENT, at + 1
    if word in _PERCENT_ADJECTIVES:
        return Form.PERCENT, at + 1
    if word == "v" and word_at(tokens, at + 2) == "h":
        return Form.PERCENT, past_dot(tokens, at + 3)
    if word not in PERCENT or core.form is Form.FRACTION:
        return None
    behind = skip_hyphen(tokens, at + 1)
    if word_at(tokens, behind) in {"punkt", "punkte", "punkten"} and behind > at + 1:
        return Form.POINTS, behind + 1
    return Form.PERCENT, at + 1


def _divide(core: Core, by: int) -> None:
    # Divided, the number has decimals, and no zeros to round to.
    core.amount, core.step, core.whole = core.amount / by, core.step / by, core.bare


def read_minor(tokens: Tokens, at: int, core: Core) -> tuple[str, int] | None:
    """Read cents into hundredths of their currency: its unit, and where they end."""
    word = word_at(tokens, at)
    if word not in MINOR:
        return None
    _divide(core, 100)
    return MINOR[word], at + 1


def read_money(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read a currency; "7 kanadische Dollar" is another one than "7 Dollar"."""
    word = word_at(tokens, at)
    if word == "us" and word_at(tokens, at + 1) == "-" and word_at(tokens, at + 2) in {"dollar", "dollars"}:
        return "USD", at + 3
    if word in {"fr", "sfr"} and word_at(tokens, at + 1) == ".":
        return "CHF", at + 2
    if word in CURRENCIES:
        if word == "pfund" and word_at(tokens, at + 1) == "sterling":
            return "GBP", at + 2
        return CURRENCIES[word], at + 1
    code = _COUNTRY_MONEY.get((word, word_at(tokens, at + 1)))
    return (code, at + 2) if code else None


def take_minor_part(tokens: Tokens, builder: FigureBuilder) -> None:
    """Read the cents of "3 Euro 20"."""
    core, at = builder.core, builder.end
    cents = word_at(tokens, at)
    if builder.unit not in {"EUR", "CHF"} or not core.whole or core.scaled or core.bare or len(cents) != 2:
        return
    if cents.isdecimal() and word_at(tokens, at - 1) in {"euro", "franken"} and not tokens[at].glued:
        core.amount, core.step, core.whole = core.amount + Fraction(int(cents), 100), Fraction(1, 100), False
        builder.end = at + 1
        if word_at(tokens, builder.end) in MINOR:
            builder.end += 1


def read_measured(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read "km/h", "Kilometer pro Stunde", "Grad Celsius", and "-jährig" behind digits."""
    word = word_at(tokens, at)
    if word in {"grad", "°"}:
        scale = word_at(tokens, at + 1)
        if scale in {"fahrenheit", "f"}:
            return "°F", at + 2
        return "°C", at + 1 + (scale in {"celsius", "c"})
    if word in _ADJECTIVES:
        return _ADJECTIVES[word], at + 1
    speed = _SPEEDS.get(MEASURES.get(word, ""), "")
    for phrase in PER_HOUR if speed else ():
        if all(word_at(tokens, at + 1 + step) == part for step, part in enumerate(phrase)):
            return speed if speed == "km/h" else "m/h", at + 1 + len(phrase)
    if speed and word_at(tokens, at + 1) in {"/", "pro"} and word_at(tokens, at + 2) in {"s", "sekunde"}:
        return ("m/s", at + 3) if speed == "m/s" else ("km/s", at + 3)
    return None


def take_second_part(tokens: Tokens, builder: FigureBuilder) -> bool:
    """Read the minutes of "3 Stunden 40 Minuten", the months of "ein Jahr und vier Monate", the 10 of "2 Meter 10"."""
    core, unit = builder.core, builder.unit
    at = builder.end + (word_at(tokens, builder.end) == "und")
    if not core.whole or core.bare or core.scaled or core.form is not Form.NUMBER or at >= len(tokens):
        return False
    metres = unit == "m" and at == builder.end and len(word_at(tokens, at)) == 2 and tokens[at].kind == "n"
    rest = read_core(tokens, at)
    if rest is None or rest.form is not Form.NUMBER or not rest.whole or rest.bare or rest.scaled:
        return False
    other = MEASURES.get(word_at(tokens, rest.end), "cm" if metres else "")
    size = NESTED.get((unit, other), 0)
    if not size or rest.amount >= size:
        return False
    builder.end = rest.end + (word_at(tokens, rest.end) in MEASURES)
    core.amount, core.whole, builder.unit = core.amount * size + rest.amount, False, other
    return True
