"""Read fractions, multiples, groups of a size and vague plurals in English: two-thirds, one in five, a pair of."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.number import LONGEST, ONE, Core, decimal_digits
from figurecheck.figures.common.tokens import Tokens, skip_hyphen, word_at
from figurecheck.figures.english.currency_words import CURRENCIES
from figurecheck.figures.english.measures import read_article_part
from figurecheck.figures.english.numerals import read_number
from figurecheck.figures.english.ratios import read_halves, read_odds, read_one_in, read_rate
from figurecheck.figures.english.words import (
    DECADES,
    FOLD,
    GLYPHS,
    GROUPS,
    GROUPS_OF,
    HALVING,
    MEASURES,
    MULTIPLES,
    ORDINALS,
    PARTS,
    SCALES,
    TENS,
    TIMES,
    UNITS,
    VAGUE,
)

ZERO_WORDS = frozenset({"no", "none", "nobody", "nil"})


def read_core(tokens: Tokens, at: int) -> Core | None:
    """Read a number or one of its words that starts at a token: the longest reading wins."""
    kind = tokens[at].kind if at < len(tokens) else ""
    if kind == "w":
        # The readers of fractions come first, since their first word may be a number too ("one half", "a third").
        for reader in _READERS:
            core = reader(tokens, at, tokens[at].text)
            if core is not None:
                return core
    elif kind != "n":
        return None
    number = read_number(tokens, at)
    return None if number is None else _continue(tokens, number)


def _vague(tokens: Tokens, at: int, word: str) -> Core | None:
    """Read "dozens of", "tens of thousands", "several hundred", and "the low thirties"."""
    if word in DECADES:
        return Core(amount=Fraction(0), end=at + 1, form=Form.UNSURE)
    # "Several hundred" has no lowest value that would hold everywhere.
    if word in {"several", "few", "many"} and word_at(tokens, at + 1) in {*SCALES, "dozen"}:
        return Core(amount=Fraction(0), end=at + 2, form=Form.UNSURE)
    if word not in VAGUE or _heads_a_column(tokens, at):
        return None
    amount, end = Fraction(VAGUE[word]), at + 1
    if word_at(tokens, end) == "of" and word_at(tokens, end + 1) in VAGUE and VAGUE[word_at(tokens, end + 1)] > amount:
        amount, end = amount * VAGUE[word_at(tokens, end + 1)], end + 2
    # "Tens" and "scores" need "of": alone they are the tens of a sum, or what somebody scores.
    elif word == "tens" or (word == "scores" and word_at(tokens, end) != "of"):
        return None
    return Core(amount=amount, end=end, form=Form.VAGUE)


def _heads_a_column(tokens: Tokens, at: int) -> bool:
    """Return whether "in millions" names a unit: "in millions", "in thousands of won", not "in hundreds of raids"."""
    if word_at(tokens, at - 1) != "in":
        return False
    return word_at(tokens, at + 1) != "of" or word_at(tokens, at + 2) in {*CURRENCIES, *MEASURES, "us"}


def _half(tokens: Tokens, at: int, word: str) -> Core | None:
    """Read "half", "a half", "half a million", "half as many"."""
    if word == "half" and word_at(tokens, at + 1) == "-" and word_at(tokens, at + 2) == "a":
        return _part_of(tokens, Fraction(1, 2), at + 1)
    if word in {"a", "one"} and word_at(tokens, skip_hyphen(tokens, at + 1)) == "half":
        at = skip_hyphen(tokens, at + 1)
    elif word != "half":
        return None
    return _part_of(tokens, Fraction(1, 2), at + 1)


def _quarter(tokens: Tokens, at: int, word: str) -> Core | None:
    """Read "a quarter", "a third of", where no number comes first."""
    if word == "quarter" and (_of_a_scale(tokens, at + 1) or word_at(tokens, skip_hyphen(tokens, at + 1)) == "point"):
        return _part_of(tokens, Fraction(1, 4), at + 1)
    if word not in {"a", "an"}:
        return None
    part = word_at(tokens, at + 1)
    if part not in PARTS or part == "half" or part.endswith("s"):
        return None
    # "A quarter-final" is no quarter, "a quarter-million" is.
    if part == "quarter" and word_at(tokens, at + 2) == "-" and word_at(tokens, at + 3) not in {*SCALES, "point"}:
        return None
    # "A third man" is a rank; "a third of", "a third in 2024" and "a third." are parts.
    if part in ORDINALS and not _ends_fraction(tokens, at + 2):
        return None
    return _part_of(tokens, Fraction(1, PARTS[part]), at + 2)


def _of_a_scale(tokens: Tokens, at: int) -> bool:
    """Return whether "of a million" follows."""
    return word_at(tokens, at) == "of" and word_at(tokens, at + 1) == "a" and word_at(tokens, at + 2) in SCALES


def _ends_fraction(tokens: Tokens, at: int) -> bool:
    """Return whether what follows "a third" makes it a part rather than a rank."""
    if at >= len(tokens) or tokens[at].kind == "p":
        return word_at(tokens, at) != "-"
    return tokens[at].text in _AFTER_PART


# Words that may follow a part and cannot be the noun of a rank.
_AFTER_PART = frozenset(
    """
    of in as more less fewer higher lower from to on by over since between during and or was were is are than below
    above smaller larger bigger last this a each down up while when compared against at after before
    """.split()
)


def _part_of(tokens: Tokens, part: Fraction, end: int) -> Core:
    """Finish a fraction: of a million, an hour, or as many."""
    at = skip_hyphen(tokens, end)
    if word_at(tokens, at) == "of" and word_at(tokens, at + 1) in {"a", "an"}:
        at += 1
    if word_at(tokens, at) in {"a", "an"}:
        at = skip_hyphen(tokens, at + 1)
    group = word_at(tokens, at)
    # Half a million is a number of its own, of which the half is the last place.
    if group in SCALES or group in GROUPS:
        size = SCALES.get(group) or GROUPS[group]
        return Core(amount=part * size, end=at + 1, bare=True, scaled=True, step=part * size)
    # "Half as much again" is one and a half times.
    if word_at(tokens, end) == "as" and word_at(tokens, end + 2) == "again":
        return Core(amount=1 + part, end=end + 3, bare=True, form=Form.MULTIPLE)
    # "Half as many" compares with something else, so that it is a multiple and no share.
    if word_at(tokens, end) == "as" and word_at(tokens, end + 1) in {"many", "much", "large", "big", "high"}:
        return Core(amount=part, end=end, bare=True, form=Form.MULTIPLE)
    return Core(amount=part, end=end, bare=True, form=Form.FRACTION)


def _measure_and_half(tokens: Tokens, at: int, word: str) -> Core | None:
    """Read "an hour and a half", "an hour and 40 minutes"."""
    unit = MEASURES.get(word_at(tokens, at + 1), "")
    if word in {"a", "an"} and unit and (core := read_article_part(tokens, at)) is not None:
        return core
    if (
        word not in {"a", "an"}
        or not unit
        or [word_at(tokens, at + step) for step in (2, 3, 4)] != ["and", "a", "half"]
    ):
        return None
    return Core(amount=Fraction(3, 2), end=at + 5, bare=True, unit=unit)


_PLACES = frozenset({"digit", "digits", "figure", "figures"})
_DIGITED = {"single": 1, "double": 2, "triple": 3}


def _multiple(tokens: Tokens, at: int, word: str) -> Core | None:
    """Read "double", "twice", "threefold", "halved"."""
    if word in HALVING:
        return Core(amount=Fraction(1, 2), end=at + 1, bare=True, form=Form.FRACTION, direction=-1)
    # "Double-digit inflation", "into double digits".
    # "Single figures" without a hyphen may be figures that are single.
    behind = skip_hyphen(tokens, at + 1)
    if word in _DIGITED and word_at(tokens, behind) in _PLACES and (behind > at + 1 or word != "single"):
        return Core(amount=Fraction(_DIGITED[word]), end=at + 1, scale="digits")
    # "Double-double" is a term of sport.
    if word in MULTIPLES and not (word_at(tokens, at + 1) == "-" and word_at(tokens, at + 2) == word):
        return Core(amount=Fraction(MULTIPLES[word]), end=at + 1, bare=True, form=Form.MULTIPLE)
    stem = word.removesuffix("fold")
    if stem != word and (stem in UNITS or stem in TENS or stem in {"hundred", "thousand", "million"}):
        size = UNITS.get(stem) or TENS.get(stem) or SCALES.get(stem) or 0
        return Core(amount=Fraction(size), end=at + 1, bare=True, form=Form.MULTIPLE)
    return None


def _zero(tokens: Tokens, at: int, word: str) -> Core | None:
    """Read "no cases", "none", "nobody"."""
    if word == "no" and at + 1 < len(tokens) and tokens[at + 1].kind == "n":
        return None
    # "No one", "no more than" and "no later" are no zeros.
    if word not in ZERO_WORDS or word_at(tokens, at + 1) in {".", "one", "more", "less", "fewer", "longer", "later"}:
        return None
    return Core(amount=Fraction(0), end=at + 1, step=Fraction(0), bare=False, whole=False)


def _glyph(tokens: Tokens, at: int, word: str) -> Core | None:
    return _part_of(tokens, GLYPHS[word], at + 1) if word in GLYPHS else None


# The first reader that understands the words wins; the vague plurals take the longest phrases.
def _read_pair(tokens: Tokens, at: int, word: str) -> Core | None:
    """Read "a pair of" and "a couple of"."""
    if (
        word != "a"
        or word_at(tokens, at + 1) not in {"pair", "couple"}
        or word_at(tokens, at + 2) not in {"of", "dozen"}
    ):
        return None
    end = at + 2 if word_at(tokens, at + 2) == "dozen" else at + 3
    size = word_at(tokens, end)
    if size in SCALES or size in GROUPS:
        return Core(amount=Fraction(2 * (SCALES.get(size) or GROUPS[size])), end=end + 1, bare=True)
    return Core(amount=Fraction(2), end=at + 2)


def _read_group_of(tokens: Tokens, at: int, word: str) -> Core | None:
    """Read "a score of arrests", but not "a score of 71"."""
    size = GROUPS_OF.get(word_at(tokens, at + 1)) if word in {"a", "another"} else None
    counted = word_at(tokens, at + 3)
    if size is None or word_at(tokens, at + 2) != "of" or not counted.isalpha() or counted in {*UNITS, *TENS, "at"}:
        return None
    return Core(amount=Fraction(size), end=at + 2, bare=True, step=Fraction(size))


def _read_dozen(tokens: Tokens, at: int, word: str) -> Core | None:
    """Read "dozen" without a number: "another dozen", but not "by the dozen"."""
    # "By the dozen" counts nothing.
    if word != "dozen" or "by" in {word_at(tokens, at - 1), word_at(tokens, at - 2)}:
        return None
    return Core(amount=Fraction(12), end=at + 1, bare=True, step=Fraction(12))


_READERS: tuple[Callable[[Tokens, int, str], Core | None], ...] = (
    _vague,
    _half,
    _quarter,
    _measure_and_half,
    _multiple,
    _read_pair,
    _read_group_of,
    _read_dozen,
    _glyph,
    _zero,
)


def _continue(tokens: Tokens, number: Core) -> Core:
    """Turn a number into the fraction or multiple that its following words make of it."""
    # Nothing follows that could make a fraction of it; by far the most frequent case in bound texts.
    if number.end == len(tokens):
        return number if number.form is Form.NUMBER else _hundredth(tokens, number)
    if number.form is not Form.NUMBER:
        return _hundredth(tokens, number)
    for reader in (_slash, _named_part, _times, read_one_in, read_rate, read_odds):
        core = reader(tokens, number)
        if core is not None:
            return core
    return number


def _hundredth(tokens: Tokens, number: Core) -> Core:
    """Read "one-hundredth" and "one hundredth of" as a part; a rank stays a rank."""
    # "One-hundredth" with a hyphen is always a part, without one only before "of": "the one hundredth case" is a rank.
    hyphened = word_at(tokens, number.end - 3) == "one" and word_at(tokens, number.end - 2) == "-"
    if hyphened and number.amount >= 100 and number.amount in _ROUND:
        return Core(amount=1 / number.amount, end=number.end, bare=True, form=Form.FRACTION)
    if (
        number.digits
        or number.amount < 100
        or word_at(tokens, number.end) != "of"
        or word_at(tokens, number.end + 1) == "the"
    ):
        return number
    return Core(amount=1 / number.amount, end=number.end, bare=True, form=Form.FRACTION)


_ROUND = frozenset(SCALES.values())


def _slash(tokens: Tokens, number: Core) -> Core | None:
    """Read "3/4" as a fraction and "50/50" as halves; "24/7" and the like cannot be judged."""
    at = number.end
    if (
        not number.digits
        or number.scaled
        or word_at(tokens, at) != "/"
        or not tokens[at].glued
        or at + 1 >= len(tokens)
    ):
        return None
    below = tokens[at + 1]
    if below.kind != "n" or not below.glued or len(below.text) > LONGEST:
        return None
    # Of separators only the comma stands below a slash; "0/0 903" is two numbers.
    plain = below.text.replace(",", "")
    size, places = decimal_digits(plain) if plain.isascii() and plain.replace(".", "", 1).isdecimal() else (ONE, 1)
    if not places and size == number.amount == 50:
        return read_halves(at + 2)
    if places or size == 0 or number.amount >= size:
        return Core(amount=Fraction(0), end=at + 2, form=Form.UNSURE, digits=True)
    return Core(amount=number.amount / size, end=at + 2, bare=True, form=Form.FRACTION, digits=True)


def _named_part(tokens: Tokens, number: Core) -> Core | None:
    """Read "two-thirds", "3 quarters", "one fifth"."""
    at = skip_hyphen(tokens, number.end)
    part = word_at(tokens, at)
    if part not in PARTS or number.scaled or not number.whole or (part == "halves" and number.amount == 0):
        return None
    # "One third" and "two thirds"; "two third" and "one thirds" are ranks or slips.
    if (number.amount == 1) == (part.endswith("s") or part == "halves"):
        return None
    # "One quarter final".
    if number.amount == 1 and part == "quarter" and word_at(tokens, at + 1) in {"final", "finals"}:
        return None
    return _part_of(tokens, number.amount / PARTS[part], at + 1)


def _times(tokens: Tokens, number: Core) -> Core | None:
    """Read "three times", "2.06-fold", "10x"."""
    at = skip_hyphen(tokens, number.end)
    word = word_at(tokens, at)
    if word not in FOLD and word not in TIMES:
        return None
    # "4x4" and "3 × 5" multiply nothing that was counted.
    if word in {"x", "×"} and (not number.digits or (at + 1 < len(tokens) and tokens[at + 1].kind == "n")):
        return None
    return Core(
        amount=number.amount,
        end=at + 1,
        form=Form.MULTIPLE,
        step=number.step,
        whole=number.whole,
        bare=number.bare,
        digits=number.digits,
    )
