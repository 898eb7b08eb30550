"""Read numbers in English: digits with scale words, and number words to the septillions."""

from __future__ import annotations

from fractions import Fraction

from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.number import LONGEST, ONE, SEPARATORS, Core, decimal_digits, multiply
from figurecheck.figures.common.tokens import Tokens, skip_hyphen, word_at
from figurecheck.figures.english.words import (
    GLYPHS,
    GROUPS,
    ORDINAL_SCALES,
    ORDINAL_TENS,
    ORDINAL_UNITS,
    SCALES,
    SUFFIXES,
    TENS,
    UNITS,
)


def read_number(tokens: Tokens, at: int) -> Core | None:
    """Read a cardinal or ordinal number that starts at a token, with its scale words."""
    if at >= len(tokens):
        return None
    if tokens[at].text == "point":
        # "Point five" is a number, "the point five people made" is none.
        bare = word_at(tokens, at - 1) not in {"the", "a", "this", "that", "one"}
        return _with_point(tokens, Core(amount=Fraction(0), end=at)) if bare else None
    core = _digits(tokens, at) if tokens[at].kind == "n" else _words(tokens, at)
    if core is None or core.form is not Form.NUMBER:
        return core
    return _and_a_part(tokens, core)


def _digits(tokens: Tokens, at: int) -> Core | None:
    plain = tokens[at].text.translate(SEPARATORS)
    if len(plain) > LONGEST:
        return Core(amount=Fraction(0), end=at + 1, form=Form.UNSURE, digits=True)
    amount, places = decimal_digits(plain)
    # Six decimals cover nearly all of what is printed, without a new fraction for each.
    step = _STEPS[places] if places < len(_STEPS) else Fraction(1, 10**places)
    # Four digits without a separator; no report counts years before 1500.
    year = len(tokens[at].text) == 4 and places == 0 and 1500 <= amount < 2200
    core = Core(amount=amount, end=at + 1, step=step, whole=places == 0, digits=True, year=year)
    ending = word_at(tokens, at + 1)
    if ending in {"st", "nd", "rd", "th"} and tokens[at + 1].glued and places == 0 and not _is_stone(tokens, at):
        core.form, core.end = Form.ORDINAL, at + 2
        return core
    # "2½".
    if ending in GLYPHS and tokens[at + 1].glued and places == 0:
        core.amount, core.end, core.bare = amount + GLYPHS[ending], at + 2, True
    elif places == 0 and (part := _mixed(tokens, behind := skip_hyphen(tokens, at + 1))):
        core.amount, core.end, core.bare, core.year = amount + part, behind + _MIXED, True, False
    return _scaled(tokens, core)


def _is_stone(tokens: Tokens, at: int) -> bool:
    """Return whether the letters behind digits are the weight: "6st", "11st 4lb"; of 1, 21, 31 only before pounds."""
    if tokens[at + 1].text != "st":
        return False
    number = tokens[at].text
    ranks = number.endswith("1") and not number.endswith("11")
    return not ranks or (word_at(tokens, at + 2).isdecimal() and word_at(tokens, at + 3) in {"lb", "lbs"})


_STEPS = tuple(Fraction(1, 10**places) for places in range(7))
_MIXED = 3
"""Tokens of "1/2"."""


def _mixed(tokens: Tokens, at: int) -> Fraction | None:
    """Read the "1/2" of "2 1/2"."""
    if word_at(tokens, at + 1) != "/" or not (tokens[at + 1].glued and word_at(tokens, at).isdecimal()):
        return None
    above, below = word_at(tokens, at), word_at(tokens, at + 2)
    if not (below.isdecimal() and tokens[at + 2].glued and len(above) <= 2 and below in _BELOW):
        return None
    return Fraction(int(above), int(below)) if 0 < int(above) < int(below) else None


_BELOW = frozenset("2 3 4 5 6 8 10 16".split())
"""Denominators of mixed numbers as papers print them; "2 3/7" is more likely a date or a score."""


def _scaled(tokens: Tokens, core: Core) -> Core:
    """Multiply by the scale words, suffixes and dozens that follow."""
    at = core.end
    suffix = word_at(tokens, at)
    # "20k" must be glued; " m" and longer suffixes ("20 bn") may have a space, a lone "b" or "k" not.
    if core.digits and suffix in SUFFIXES and (tokens[at].glued or len(suffix) > 1 or suffix == "m"):
        # Million or metre: the unit of the value decides (`relate`), since both are printed as "5m".
        core.scale = "m" if suffix == "m" else ""
        return multiply(core, SUFFIXES[suffix], at + 1)
    while (word := word_at(tokens, joined := skip_hyphen(tokens, core.end))) in SCALES or word in _PLURAL_SCALES:
        core = multiply(core, SCALES[word.removesuffix("s")], joined + 1)
    if word in GROUPS:
        core = multiply(core, GROUPS[word], joined + 1)
        # "Two dozen" is a size like "half", while "1.5 dozen" is precise.
        core.bare = core.whole
    return core


_PLURAL_SCALES = frozenset({"lakhs", "crores", "lacs", "millions", "billions", "trillions"})


def _and_a_part(tokens: Tokens, core: Core) -> Core:
    """Add "and a half" and its like, and the scale word behind it."""
    joined = skip_hyphen(tokens, core.end)
    if word_at(tokens, joined) != "and":
        return core
    article = skip_hyphen(tokens, joined + 1)
    if word_at(tokens, article) not in {"a", "one"}:
        return core
    part = skip_hyphen(tokens, article + 1)
    if word_at(tokens, part) not in {"half", "quarter", "third"} or not core.whole:
        return core
    size = {"half": 2, "third": 3, "quarter": 4}[word_at(tokens, part)]
    unit = core.step if core.scaled else ONE
    core.amount, core.end = core.amount + unit / size, part + 1
    core.bare, core.year, core.step = True, False, unit / size
    return _scaled(tokens, core) if not core.scaled else core


def _words(tokens: Tokens, at: int) -> Core | None:
    """Read number words: groups of hundreds with falling scales."""
    # Scales must fall from group to group: "two thousand three million" is two numbers.
    total, limit, end, scale = Fraction(0), 10**30, at, 1
    ordinal = False
    while not ordinal:
        start = end if end == at else _connected(tokens, end, limit)
        group = _hundreds(tokens, start, first=end == at) if start is not None else None
        if group is None:
            break
        value, stop, ordinal = group
        scale, stop, ordinal_scale = _scales(tokens, stop) if not ordinal else (1, stop, False)
        ordinal = ordinal or ordinal_scale
        # Not below the scale before: the next number begins here.
        if value * scale >= limit:
            break
        total, limit, end = total + value * scale, scale, stop
        if scale == 1:
            break
    if end == at:
        return None
    if ordinal:
        return Core(amount=total, end=end, form=Form.ORDINAL)
    core = Core(amount=total, end=end, scaled=scale > 1, step=Fraction(scale), factor=scale)
    return _with_year(tokens, core) or _with_point(tokens, core) or _grouped(tokens, core)


def _grouped(tokens: Tokens, core: Core) -> Core:
    word = word_at(tokens, joined := skip_hyphen(tokens, core.end))
    if word not in GROUPS:
        return core
    core = multiply(core, GROUPS[word], joined + 1)
    core.bare = True
    return core


def _connected(tokens: Tokens, end: int, limit: int) -> int | None:
    """Return where the next group starts: after "and", after a comma behind a scale word, or after a hyphen."""
    word = word_at(tokens, end)
    if word == "," and limit >= 1000 and word_at(tokens, end + 1) == "and":
        return end + 2
    # A comma joins only behind a scale word ("one million, two hundred"); elsewhere it separates.
    if word == "and" or (word == "," and limit >= 1000 and word_at(tokens, end + 1) not in {"a", "an"}):
        return end + 1
    joined = skip_hyphen(tokens, end)
    return skip_hyphen(tokens, joined + 1) if word_at(tokens, joined) == "and" else joined


def _scales(tokens: Tokens, at: int) -> tuple[int, int, bool]:
    scale, end = 1, at
    while (word := word_at(tokens, joined := skip_hyphen(tokens, end))) != "hundred" and (
        word in SCALES or word in _PLURAL_SCALES
    ):
        scale, end = scale * SCALES[word.removesuffix("s")], joined + 1
        if scale > 10**30:
            break
    if word in ORDINAL_SCALES and word != "hundredth":
        return scale * ORDINAL_SCALES[word], joined + 1, True
    return scale, end, False


def _hundreds(tokens: Tokens, at: int, *, first: bool) -> tuple[int, int, bool] | None:
    """Read a number below a thousand (or "fifteen hundred"): value, end, and whether it is an ordinal."""
    word = word_at(tokens, at)
    following = word_at(tokens, at + 1)
    if word in {"a", "an"} and first and (following in SCALES or following in GROUPS):
        value, end, ordinal = 1, at + 1, False
    elif (small := _small(tokens, at)) is not None:
        value, end, ordinal = small
    elif word in ORDINAL_SCALES and first:
        return ORDINAL_SCALES[word], at + 1, True
    else:
        return None
    # "Fifteen hundred": up to ninety-nine hundreds.
    hundred = skip_hyphen(tokens, end)
    if ordinal or word_at(tokens, hundred) not in {"hundred", "hundredth"}:
        return value, end, ordinal
    value, end = value * 100, hundred + 1
    if word_at(tokens, hundred) == "hundredth":
        return value, end, True
    rest = skip_hyphen(tokens, end)
    if word_at(tokens, rest) == "and":
        rest = skip_hyphen(tokens, rest + 1)
    tail = _small(tokens, rest)
    return (value, end, False) if tail is None else (value + tail[0], tail[1], tail[2])


def _small(tokens: Tokens, at: int) -> tuple[int, int, bool] | None:
    """Read a number below a hundred."""
    word = word_at(tokens, at)
    if word == "nought":
        return 0, at + 1, False
    if word in UNITS:
        return UNITS[word], at + 1, False
    if word in ORDINAL_UNITS:
        return ORDINAL_UNITS[word], at + 1, True
    if word in ORDINAL_TENS:
        return ORDINAL_TENS[word], at + 1, True
    if word not in TENS:
        return None
    following = skip_hyphen(tokens, at + 1)
    tail = word_at(tokens, following)
    if 0 < UNITS.get(tail, 0) < 10:
        return TENS[word] + UNITS[tail], following + 1, False
    if 0 < ORDINAL_UNITS.get(tail, 0) < 10:
        return TENS[word] + ORDINAL_UNITS[tail], following + 1, True
    return TENS[word], at + 1, False


def _with_year(tokens: Tokens, core: Core) -> Core | None:
    """Read "nineteen eighty-four" and "twenty oh five"."""
    # Years in words are two pairs: "nineteen eighty-four", "twenty twenty"; eleven to twenty-nine hundred are years.
    if core.scaled or not 11 <= core.amount <= 29:
        return None
    at = skip_hyphen(tokens, core.end)
    if word_at(tokens, at) in {"oh", "o"} and (tail := _small(tokens, at + 1)) and tail[0] < 10 and not tail[2]:
        return Core(amount=core.amount * 100 + tail[0], end=tail[1], year=True)
    tail = _small(tokens, at)
    if tail is None or tail[2] or not 10 <= tail[0] <= 99:
        return None
    return Core(amount=core.amount * 100 + tail[0], end=tail[1], year=True)


def _with_point(tokens: Tokens, core: Core) -> Core | None:
    """Read "three point one four", and the scale words behind it."""
    if core.scaled or word_at(tokens, core.end) != "point":
        return None
    at, decimals = core.end + 1, ""
    # Digit by digit, as a decimal is read out; "three point fourteen" is no decimal.
    while (word := word_at(tokens, at)) in {"oh", *UNITS} and UNITS.get(word, 0) < 10:
        decimals, at = decimals + str(UNITS.get(word, 0)), at + 1
    if not decimals or len(decimals) > LONGEST:
        return None
    amount = core.amount + Fraction(int(decimals), 10 ** len(decimals))
    pointed = Core(amount=amount, end=at, step=Fraction(1, 10 ** len(decimals)), whole=False)
    return _scaled(tokens, pointed)
