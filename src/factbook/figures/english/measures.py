"""Read measures of more than one word in English, and the minor units of money."""

from __future__ import annotations

from factbook.figures.common.figure import Form
from factbook.figures.common.number import Core
from factbook.figures.english.numerals import Tokens, skip_hyphen, word_at
from factbook.figures.english.words import MEASURES, MINOR

_SQUARED = {"km": "km²", "m": "m²", "mile": "mile²", "foot": "foot²"}
_CUBED = {"m": "m³", "foot": "foot³"}
_SPEEDS = {"km": "km/h", "mile": "mph", "m": "m/s", "foot": "foot/s"}
_PER = {"hour": "h", "h": "h", "hr": "h", "second": "s", "sec": "s", "s": "s"}
_DEGREES = {"celsius": "°C", "centigrade": "°C", "c": "°C", "fahrenheit": "°F", "f": "°F"}
_BASIS = frozenset({"bp", "bps"})


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
