"""Read measures of more than one word in English, and the minor units of money."""

from __future__ import annotations

from fractions import Fraction

from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.number import Core, decimal_digits
from figurecheck.figures.common.tokens import Tokens, skip_hyphen, word_at
from figurecheck.figures.english.currency_words import MINOR
from figurecheck.figures.english.numerals import read_number
from figurecheck.figures.english.words import MEASURES

_SQUARED = {"km": "km²", "m": "m²", "mile": "mile²", "foot": "foot²"}
_CUBED = {"m": "m³", "foot": "foot³"}
_SPEEDS = {"km": "km/h", "mile": "mph", "m": "m/s", "foot": "foot/s"}
_PER = {"hour": "h", "h": "h", "hr": "h", "second": "s", "sec": "s", "s": "s"}
_DEGREES = {"celsius": "°C", "centigrade": "°C", "c": "°C", "fahrenheit": "°F", "f": "°F"}
_BASIS = frozenset({"bp", "bps"})


# The smaller unit of each, and how many of them are one.
LESSER = {
    "foot": ("inch", 12), "lb": ("oz", 16), "stone": ("lb", 14), "hour": ("minute", 60), "minute": ("second", 60),
    "year": ("month", 12), "week": ("day", 7), "day": ("hour", 24), "m": ("cm", 100), "kg": ("g", 1000),
    "km": ("m", 1000), "decade": ("year", 10), "yard": ("foot", 3),
}  # fmt: skip
_POWER_HOURS = {"kW": "kWh", "MW": "MWh", "GW": "GWh"}
_HOURS = frozenset({"hour", "hours"})


def read_second_part(tokens: Tokens, at: int, unit: str, core: Core) -> tuple[str, int] | None:
    """Add the smaller unit to a measure of two parts, 5ft 9in, three hours and 40 minutes: the unit, and its end."""
    if unit not in LESSER or core.step != 1 or core.scaled or core.bare or core.form is not Form.NUMBER:
        return None
    lesser, times = LESSER[unit]
    place = at + 1 if word_at(tokens, at) == "," else at
    place = skip_hyphen(tokens, place + 1 if word_at(tokens, place) == "and" else place)
    part = read_number(tokens, place) if place < len(tokens) else None
    if part is None or part.form is not Form.NUMBER or (part.scaled and part.scale != "m") or part.bare:
        return None
    # "1h 20m": behind hours the suffix of millions means minutes.
    amount, step, end = part.amount, part.step, part.end
    if part.scale == "m":
        amount, step = amount / 10**6, step / 10**6
    word = word_at(tokens, skip_hyphen(tokens, end))
    if part.scale == "m" and lesser in {"minute", "cm"}:
        word = lesser
        end -= 1
    # "6-foot-4" and "5ft 9" leave the inches out.
    elif unit == "foot" and word not in {"in", '"', *MEASURES} and amount.denominator == 1 and (place > at or not word):
        word, end = lesser, end - 1
    named = "inch" if unit == "foot" and word in {"in", '"'} else MEASURES.get(word, word)
    named = "second" if lesser == "second" and word in _SECONDS else named
    if named != lesser or not 0 <= amount < times:
        return None
    core.amount, core.step, core.whole = core.amount * times + amount, step, False
    end = skip_hyphen(tokens, end) + 1
    # "3 hours, 12 minutes and 5 seconds".
    return read_second_part(tokens, end, lesser, core) or (lesser, end)


def read_minutes(tokens: Tokens, core: Core) -> tuple[str, int] | None:
    """Read "9m 30s", whose m alone is that of millions: the unit, and where it ends."""
    if core.scale != "m" or word_at(tokens, core.end + 1) not in _SECONDS or tokens[core.end].kind != "n":
        return None
    seconds = decimal_digits(tokens[core.end].text)
    core.amount = core.amount / 10**6 * 60 + seconds[0]
    core.step, core.whole, core.scale = Fraction(1, 10 ** seconds[1]), False, ""
    return "second", core.end + 2


_SECONDS = frozenset({"s", "sec", "secs", "second", "seconds"})


def read_article_part(tokens: Tokens, at: int) -> Core | None:
    """Read "an hour and 40 minutes"."""
    unit = MEASURES.get(word_at(tokens, at + 1), "")
    if unit not in LESSER or word_at(tokens, at + 2) not in {"and", ","}:
        return None
    core = Core(amount=Fraction(1), end=at + 2)
    found = read_second_part(tokens, at + 2, unit, core)
    if found is None:
        return None
    core.unit, core.end = found
    return core


def read_below_zero(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read "degrees below zero" and "degrees of frost": the scale, empty where none is printed, and where they end."""
    if word_at(tokens, at) not in {"degree", "degrees", "°"}:
        return None
    scale = _DEGREES.get(word_at(tokens, at + 1), "")
    place = at + 2 if scale else at + 1
    below = (word_at(tokens, place), word_at(tokens, place + 1))
    if below == ("below", "zero"):
        return scale, place + 2
    # Water freezes at zero of one scale, and at 32 of the other.
    return ("°C", place + 2) if below in _FROST and scale != "°F" else None


_FROST = frozenset({("below", "freezing"), ("of", "frost")})


def read_points(tokens: Tokens, at: int, core: Core) -> int:
    """Read basis points into percentage points: where they end, or 0."""
    word = word_at(tokens, at)
    behind = skip_hyphen(tokens, at + 1)
    if word in _BASIS:
        end = at + 1
    elif word == "basis" and word_at(tokens, behind) in {"point", "points"}:
        end = behind + 1
    else:
        return 0
    # A hundred basis points are one percentage point; divided, the number has decimals, and no zeros to round to.
    core.form = Form.POINTS
    core.amount, core.step, core.whole = core.amount / 100, core.step / 100, core.bare
    return end


def read_minor(tokens: Tokens, at: int, core: Core) -> tuple[str, int] | None:
    """Read cents and pence into hundredths of their currency: its unit, and where they end."""
    word = word_at(tokens, at)
    # A single "p" is pence only behind digits ("25p").
    if word not in MINOR or (word == "p" and not (core.digits and tokens[at].glued)):
        return None
    core.amount, core.step, core.whole = core.amount / 100, core.step / 100, core.bare
    return MINOR[word], at + 1


def read_compound(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read "square kilometres", "km/h", "miles per hour", "degrees Celsius": the unit, and where it ends."""
    word = word_at(tokens, at)
    if word in {"square", "sq", "cubic"}:
        place = at + 2 if word_at(tokens, at + 1) == "." else at + 1
        unit = MEASURES.get(word_at(tokens, place), "")
        known = (_CUBED if word == "cubic" else _SQUARED).get(unit)
        return (known, place + 1) if known else None
    if word in {"degree", "degrees", "°"}:
        known = _DEGREES.get(word_at(tokens, at + 1))
        return (known, at + 2) if known else None
    # Glued and of two digits or with a sign; `classify` sees whether it is a capital letter.
    if word in {"c", "f"} and tokens[at].glued and tokens[at - 1].kind == "n":
        return _DEGREES[word], at + 1
    if word == "nautical" and word_at(tokens, at + 1) in {"mile", "miles"}:
        return "nautical mile", at + 2
    if (power := _POWER_HOURS.get(MEASURES.get(word, ""))) and word_at(tokens, skip_hyphen(tokens, at + 1)) in _HOURS:
        return power, skip_hyphen(tokens, at + 1) + 1
    if word in {"℃", "℉"}:
        return ("°C" if word == "℃" else "°F"), at + 1
    if word_at(tokens, at + 1) not in {"/", "per", "an", "a"}:
        return None
    speed = _SPEEDS.get(MEASURES.get(word, ""), "")
    per = _PER.get(word_at(tokens, at + 2), "")
    # "Miles per hour" has a unit of its own, "kilometres per second" has none here.
    if speed and per and (speed.endswith(per) or (speed == "mph" and per == "h")):
        return speed, at + 3
    return None
