"""Read numbers in German: digits and number words with their scale words, and ordinals."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.number import LONGEST, SEPARATORS, Core, decimal_digits, multiply
from figurecheck.figures.common.tokens import Tokens, word_at
from figurecheck.figures.german.number_words import NumberWord, WordKind, read_word
from figurecheck.figures.german.words import GROUPS, NUMBERED_NOUNS, ORDINAL_LEADS, SCALES, SUFFIXES


def past_dot(tokens: Tokens, at: int) -> int:
    """Return the place after the full stop of an abbreviation, or the place itself."""
    return at + 1 if word_at(tokens, at) == "." and tokens[at].glued else at


def glyph_at(tokens: Tokens, at: int) -> Fraction | None:
    """Return the value of a sign such as ½."""
    sign = word_at(tokens, at)
    value = unicodedata.numeric(sign, None) if len(sign) == 1 and not sign.isascii() else None
    return None if value is None or not 0 < value < 1 else Fraction(value).limit_denominator(10)


def read_digits(tokens: Tokens, at: int) -> Core | None:
    """Read a number in digits with its scale words, or an ordinal."""
    plain = tokens[at].text.translate(SEPARATORS)
    if len(plain) > LONGEST:
        return Core(amount=Fraction(0), end=at + 1, form=Form.UNSURE, digits=True)
    amount, places = decimal_digits(plain)
    year = len(tokens[at].text) == 4 and places == 0 and 1500 <= amount < 2200
    step = Fraction(1, 10**places)
    core = Core(amount=amount, end=at + 1, step=step, whole=places == 0, digits=True, year=year)
    if places == 0 and _is_ordinal(tokens, at):
        core.form, core.end, core.year = Form.ORDINAL, at + 2, False
        return core
    part = glyph_at(tokens, at + 1)
    if part is None and places == 0:
        part = _mixed(tokens, at + 1)
        if part is not None:
            core.end += 2
    if part is not None:
        core.amount, core.end, core.bare, core.year, core.step = amount + part, core.end + 1, True, False, part
    return scale(tokens, core)


def _is_ordinal(tokens: Tokens, at: int) -> bool:
    """Return whether digits with a full stop are an ordinal: "der 3. Platz", but not "es waren 3. Dann"."""
    if word_at(tokens, at + 1) != "." or not tokens[at + 1].glued or len(tokens[at].text) > 3:
        return False
    behind = tokens[at + 2] if at + 2 < len(tokens) else None
    if behind is None or behind.glued or behind.kind != "w":
        return False
    return word_at(tokens, at - 1) in ORDINAL_LEADS or behind.text in ORDINAL_NOUNS | NUMBERED_NOUNS


ORDINAL_NOUNS = frozenset("platz rang mal jahr jahren jahrestag geburtstag quartal".split())


def _mixed(tokens: Tokens, at: int) -> Fraction | None:
    """Read the "1/2" of "2 1/2"."""
    above, below = word_at(tokens, at), word_at(tokens, at + 2)
    if word_at(tokens, at + 1) != "/" or not (above.isdecimal() and below in {"2", "3", "4", "5", "8"}):
        return None
    return Fraction(int(above), int(below)) if 0 < int(above) < int(below) and not tokens[at].glued else None


def scale(tokens: Tokens, core: Core) -> Core:
    """Multiply by the scale words, abbreviations and dozens that follow."""
    at = core.end
    word = word_at(tokens, at)
    if word in SUFFIXES and core.form is Form.NUMBER:
        return multiply(core, SUFFIXES[word], past_dot(tokens, at + 1))
    while (word := word_at(tokens, core.end)) in SCALES:
        core = multiply(core, SCALES[word], core.end + 1)
    if word in GROUPS:
        precise = not core.whole
        core = multiply(core, GROUPS[word], core.end + 1)
        core.bare = not precise
    return core


def read_from_word(tokens: Tokens, at: int, read: NumberWord) -> Core | None:
    """Return the number of a word that `read_word` has read, with the scale words behind it."""
    core = Core(amount=read.amount, end=at + 1, step=read.step, bare=read.bare, unit=read.unit)
    if read.kind is WordKind.NUMBER:
        core.year = (
            1500 <= read.amount < 2200 and "hundert" in tokens[at].text and not tokens[at].text.startswith("ein")
        )
        core.scaled, core.factor = read.step > 1, int(read.step) if read.step > 1 else 1
        return with_comma(tokens, read_groups(tokens, core))
    if read.kind is WordKind.MEASURE:
        core.form = Form.PERCENT if read.unit == "%" else Form.NUMBER
        core.unit = "" if read.unit == "%" else read.unit
        if read.unit == "million":
            core.unit, core.amount, core.step = "", read.amount * 10**6, read.amount * 10**6
        return core
    # A part needs its number: "Viertel" alone is a part of a town.
    if read.kind is WordKind.PART:
        return None
    core.form = {
        WordKind.ORDINAL: Form.ORDINAL, WordKind.MULTIPLE: Form.MULTIPLE, WordKind.TIMES: Form.MULTIPLE,
        WordKind.FRACTION: Form.FRACTION, WordKind.HALVED: Form.FRACTION,
    }[read.kind]  # fmt: skip
    core.direction = -1 if read.kind is WordKind.HALVED else 0
    return core


def read_groups(tokens: Tokens, core: Core) -> Core:
    """Add scale words and further groups of a number: "zwei Millionen dreihunderttausend"."""
    core = scale(tokens, core)
    while core.factor >= 10**6 and core.whole and not core.bare:
        following = read_word(word_at(tokens, core.end))
        if following is None or following.kind is not WordKind.NUMBER or following.bare:
            return core
        rest = scale(tokens, Core(amount=following.amount, end=core.end + 1, step=following.step))
        # Not below the scale before: the next number begins here.
        if rest.amount >= core.factor or not rest.amount:
            return core
        core = Core(amount=core.amount + rest.amount, end=rest.end, step=rest.step, scaled=True, factor=rest.factor)
    return core


def with_comma(tokens: Tokens, core: Core) -> Core:
    """Read "drei Komma fünf", with its scale words."""
    if word_at(tokens, core.end) != "komma" or core.scaled:
        return core
    at, decimals = core.end + 1, ""
    while (
        (read := read_word(word_at(tokens, at))) and read.kind is WordKind.NUMBER and read.amount < 10 and not read.bare
    ):
        decimals, at = f"{decimals}{read.amount}", at + 1
    if not decimals:
        return core
    places = len(decimals)
    amount = core.amount + Fraction(int(decimals), 10**places)
    return scale(tokens, Core(amount=amount, end=at, step=Fraction(1, 10**places), whole=False))
