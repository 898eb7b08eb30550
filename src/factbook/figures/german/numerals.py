"""Read numbers in German: digits and number words with their scale words, ordinals, fractions, multiples."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

from factbook.figures.common.figure import Form
from factbook.figures.common.number import ONE, SEPARATORS, Core, decimal_digits
from factbook.figures.common.tokens import Token
from factbook.figures.german.number_words import ORDINAL_STEMS, Kind, NumberWord, read_ordinal_stem, read_word
from factbook.figures.german.words import (
    ARTICLES,
    EACH,
    EITHER_HALF,
    FOLD,
    GROUPS,
    LARGE,
    MEASURES,
    ORDINAL_LEADS,
    SCALES,
    SEVERAL,
    SHORT,
    SUFFIXES,
    SUPERLATIVE_STEMS,
    TIMES,
    VAGUE,
)

LONGEST = 60
"""Most digits of a number; longer ones are codes."""
Tokens = list[Token]
_HALF = Fraction(1, 2)


def word_at(tokens: Tokens, at: int) -> str:
    """Return the token's text; an empty one beyond the ends."""
    return tokens[at].text if 0 <= at < len(tokens) else ""


def past_hyphen(tokens: Tokens, at: int) -> int:
    """Return the place after a hyphen that is glued on both sides, or the place itself."""
    if at + 1 < len(tokens) and tokens[at].text == "-" and tokens[at].glued and tokens[at + 1].glued:
        return at + 1
    return at


def past_dot(tokens: Tokens, at: int) -> int:
    """Return the place after the full stop of an abbreviation, or the place itself."""
    return at + 1 if word_at(tokens, at) == "." and tokens[at].glued else at


def glyph_at(tokens: Tokens, at: int) -> Fraction | None:
    """Return the value of a sign such as ½."""
    sign = word_at(tokens, at)
    value = unicodedata.numeric(sign, None) if len(sign) == 1 and not sign.isascii() else None
    return None if value is None or not 0 < value < 1 else Fraction(value).limit_denominator(10)


def read_core(tokens: Tokens, at: int) -> Core | None:
    """Read what number starts at a token, with its scale words: the longest reading."""
    if at >= len(tokens):
        return None
    if tokens[at].kind == "n":
        return _digits(tokens, at)
    word = tokens[at].text
    if word in EACH:
        return _every(tokens, at + 1)
    if word in EITHER_HALF:
        return _half(tokens, at)
    if word in ARTICLES:
        return _article(tokens, at)
    if word in SEVERAL:
        return _several(tokens, at + 1)
    if word in VAGUE and not _heads_a_column(tokens, at):
        return Core(amount=Fraction(VAGUE[word]), end=at + 1, form=Form.VAGUE)
    if word in GROUPS:
        return Core(amount=Fraction(GROUPS[word]), end=at + 1, bare=True, step=Fraction(GROUPS[word]))
    if (part := glyph_at(tokens, at)) is not None:
        return _part_of(tokens, part, at + 1)
    if (read := read_word(word)) is not None:
        return _from_word(tokens, at, read)
    return _ranked(word, at)


def _heads_a_column(tokens: Tokens, at: int) -> bool:
    """Return whether "in Millionen Euro" names a unit."""
    return word_at(tokens, at - 1) in {"in", "je", "pro"}


def _digits(tokens: Tokens, at: int) -> Core | None:
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
    return _continue(tokens, _scaled(tokens, core))


def _is_ordinal(tokens: Tokens, at: int) -> bool:
    """Return whether digits with a full stop are an ordinal: "der 3. Platz", "zum 3. Mal", but not "es waren 3. Dann"."""
    if word_at(tokens, at + 1) != "." or not tokens[at + 1].glued or len(tokens[at].text) > 3:
        return False
    behind = tokens[at + 2] if at + 2 < len(tokens) else None
    if behind is None or behind.glued or behind.kind != "w":
        return False
    return word_at(tokens, at - 1) in ORDINAL_LEADS or behind.text in _ORDINAL_NOUNS


_ORDINAL_NOUNS = frozenset("platz rang mal jahr jahren jahrestag geburtstag quartal".split())


def _mixed(tokens: Tokens, at: int) -> Fraction | None:
    """Read the "1/2" of "2 1/2"."""
    above, below = word_at(tokens, at), word_at(tokens, at + 2)
    if word_at(tokens, at + 1) != "/" or not (above.isdecimal() and below in {"2", "3", "4", "5", "8"}):
        return None
    return Fraction(int(above), int(below)) if 0 < int(above) < int(below) and not tokens[at].glued else None


def _scaled(tokens: Tokens, core: Core) -> Core:
    """Multiply by the scale words, abbreviations and dozens that follow."""
    at = core.end
    word = word_at(tokens, at)
    if core.digits and word in SUFFIXES:
        return _multiply(core, SUFFIXES[word], past_dot(tokens, at + 1))
    while (word := word_at(tokens, core.end)) in SCALES:
        core = _multiply(core, SCALES[word], core.end + 1)
    if word in GROUPS:
        precise = not core.whole
        core = _multiply(core, GROUPS[word], core.end + 1)
        core.bare = not precise
    return core


def _multiply(core: Core, scale: int, end: int) -> Core:
    core.amount, core.end, core.year, core.scaled = core.amount * scale, end, False, True
    core.step, core.factor = core.step * scale, core.factor * scale
    return core


def _from_word(tokens: Tokens, at: int, read: NumberWord) -> Core | None:
    core = Core(amount=read.amount, end=at + 1, step=read.step, bare=read.bare, unit=read.unit)
    if read.kind is Kind.NUMBER:
        core.year = 1500 <= read.amount < 2200 and "hundert" in tokens[at].text and not tokens[at].text.startswith("ein")
        core.scaled, core.factor = read.step > 1, int(read.step) if read.step > 1 else 1
        return _continue(tokens, _with_comma(tokens, _groups(tokens, core)))
    if read.kind is Kind.MEASURE:
        core.form = Form.PERCENT if read.unit == "%" else Form.NUMBER
        core.unit = "" if read.unit == "%" else read.unit
        if read.unit == "million":
            core.unit, core.amount, core.step = "", read.amount * 10**6, read.amount * 10**6
        return core
    # A part needs its number: "Viertel" alone is a part of a town.
    if read.kind is Kind.PART:
        return None
    core.form = {
        Kind.ORDINAL: Form.ORDINAL, Kind.MULTIPLE: Form.MULTIPLE, Kind.TIMES: Form.MULTIPLE,
        Kind.FRACTION: Form.FRACTION, Kind.HALVED: Form.FRACTION,
    }[read.kind]  # fmt: skip
    core.direction = -1 if read.kind is Kind.HALVED else 0
    return core


def _groups(tokens: Tokens, core: Core) -> Core:
    """Add scale words and further groups of a number: "zwei Millionen dreihunderttausend"."""
    core = _scaled(tokens, core)
    while core.factor >= 10**6 and core.whole and not core.bare:
        following = read_word(word_at(tokens, core.end))
        if following is None or following.kind is not Kind.NUMBER or following.bare:
            return core
        rest = _scaled(tokens, Core(amount=following.amount, end=core.end + 1, step=following.step))
        # Not below the scale before: the next number begins here.
        if rest.amount >= core.factor or not rest.amount:
            return core
        core = Core(amount=core.amount + rest.amount, end=rest.end, step=rest.step, scaled=True, factor=rest.factor)
    return core


def _with_comma(tokens: Tokens, core: Core) -> Core:
    """Read "drei Komma fünf", with its scale words."""
    if word_at(tokens, core.end) != "komma" or core.scaled:
        return core
    at, decimals = core.end + 1, ""
    while (read := read_word(word_at(tokens, at))) and read.kind is Kind.NUMBER and read.amount < 10 and not read.bare:
        decimals, at = f"{decimals}{read.amount}", at + 1
    if not decimals:
        return core
    places = len(decimals)
    amount = core.amount + Fraction(int(decimals), 10**places)
    return _scaled(tokens, Core(amount=amount, end=at, step=Fraction(1, 10**places), whole=False))


def _continue(tokens: Tokens, core: Core) -> Core:
    """Turn a number into the fraction, the multiple or the rate that its following words make of it."""
    at = past_hyphen(tokens, core.end)
    word = word_at(tokens, at)
    if not word or core.form is not Form.NUMBER:
        return core
    read = read_word(word) if word.isalpha() else None
    if read is not None and read.kind is Kind.PART and core.whole and not core.scaled and at == core.end:
        return _part_of(tokens, core.amount * read.amount, at + 1)
    if word in FOLD and (at > core.end or tokens[at].glued):
        return _multiple(core, at + 1, bare=core.bare)
    if word in TIMES and (at > core.end or tokens[at].glued or word == "mal") and not _multiplies(tokens, at):
        return _multiple(core, at + 1, bare=core.bare)
    if word == "/" and core.digits and not core.scaled:
        return _slash(tokens, core)
    return core


def _multiplies(tokens: Tokens, at: int) -> bool:
    """Return whether a number follows: "3 x 5", "drei mal drei"."""
    following = word_at(tokens, at + 1)
    return at + 1 < len(tokens) and (tokens[at + 1].kind == "n" or read_word(following) is not None)


def _multiple(core: Core, end: int, *, bare: bool) -> Core:
    return Core(
        amount=core.amount, end=end, form=Form.MULTIPLE, step=core.step, whole=core.whole, bare=bare, digits=core.digits
    )


def _slash(tokens: Tokens, core: Core) -> Core:
    """Read "3/4" as a fraction; "24/7" and its like cannot be judged."""
    below = word_at(tokens, core.end + 1)
    if not (tokens[core.end].glued and below.isdecimal() and tokens[core.end + 1].glued and len(below) <= LONGEST):
        return core
    size = Fraction(int(below))
    if not core.whole or not size or core.amount >= size:
        return Core(amount=Fraction(0), end=core.end + 2, form=Form.UNSURE, digits=True)
    return Core(amount=core.amount / size, end=core.end + 2, bare=True, form=Form.FRACTION, digits=True)


def _part_of(tokens: Tokens, part: Fraction, end: int) -> Core:
    """Finish a fraction: of a million, or of a whole."""
    at = end + 1 if word_at(tokens, end) in ARTICLES else end
    if word_at(tokens, at) in LARGE:
        size = SCALES[word_at(tokens, at)]
        return Core(amount=part * size, end=at + 1, bare=True, scaled=True, step=part * size)
    return Core(amount=part, end=end, bare=True, form=Form.FRACTION)


def _every(tokens: Tokens, at: int) -> Core | None:
    """Read "jeder Fünfte", "jedes dritte Kind", "jede 5. Frau" as one in so many."""
    if at < len(tokens) and tokens[at].kind == "n" and word_at(tokens, at + 1) == "." and tokens[at + 1].glued:
        number = tokens[at].text
        return _one_in(Fraction(int(number)), at + 2) if number.isdecimal() and len(number) < 5 else None
    read = read_word(word_at(tokens, at))
    return _one_in(read.amount, at + 1) if read is not None and read.kind is Kind.ORDINAL else None


def _one_in(below: Fraction, end: int) -> Core | None:
    return Core(amount=1 / below, end=end, bare=True, form=Form.FRACTION) if below > 1 else None


def _half(tokens: Tokens, at: int) -> Core | None:
    """Read "halb so viele", "halbe Million", "halbe Stunde", "halbes Prozent"; "die halbe Stadt" is no figure."""
    word, size = word_at(tokens, at + 1), Fraction(0)
    if word == "so" and tokens[at].text == "halb":
        return Core(amount=_HALF, end=at + 1, bare=True, form=Form.MULTIPLE)
    if word in SCALES or word in GROUPS:
        size = _HALF * (SCALES.get(word) or GROUPS[word])
        return Core(amount=size, end=at + 2, bare=True, scaled=True, step=size)
    if word in MEASURES and word not in SHORT:
        return Core(amount=_HALF, end=at + 1, bare=True, step=_HALF)
    if word.startswith(("prozent", "%")):
        return Core(amount=_HALF, end=at + 1, bare=True, step=_HALF)
    return None


def _article(tokens: Tokens, at: int) -> Core | None:
    """Read "ein" as one where a scale word, a part, a dozen or a half follows; `find` decides about the others."""
    word = word_at(tokens, at + 1)
    if word in EITHER_HALF:
        return _half(tokens, at + 1)
    core = Core(amount=ONE, end=at + 1)
    if word in SCALES or word in GROUPS:
        return _groups(tokens, core)
    return _with_comma(tokens, _continue(tokens, core))


def _several(tokens: Tokens, at: int) -> Core | None:
    """Read "mehrere hundert", "einige Tausend", which have no lowest value that would hold everywhere."""
    word = word_at(tokens, at)
    if word in SCALES or word in GROUPS or word in VAGUE:
        return Core(amount=Fraction(0), end=at + 1, form=Form.UNSURE)
    return None


def _ranked(word: str, at: int) -> Core | None:
    """Read the rank of "drittgrößte", "zweithöchster"."""
    for stem in SUPERLATIVE_STEMS:
        before, found, ending = word.rpartition(stem)
        if found and before and ending in {"", "e", "en", "er", "es", "em"} and before in _ORDINALS:
            rank = read_ordinal_stem(before)
            return Core(amount=Fraction(rank), end=at + 1, form=Form.ORDINAL) if rank and rank > 1 else None
    return None


_ORDINALS = frozenset(ORDINAL_STEMS)
