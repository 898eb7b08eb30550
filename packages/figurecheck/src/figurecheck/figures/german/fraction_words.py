"""Read fractions, multiples and vague plurals in German: zwei Drittel, jeder Fünfte, doppelt so viele, Dutzende."""

from __future__ import annotations

from collections.abc import Callable, Collection
from fractions import Fraction

from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.number import LONGEST, ONE, Core
from figurecheck.figures.common.tokens import Tokens, skip_hyphen, word_at
from figurecheck.figures.german.number_words import ORDINAL_STEMS, WordKind, read_ordinal_stem, read_word
from figurecheck.figures.german.numerals import glyph_at, read_digits, read_from_word, read_groups, with_comma
from figurecheck.figures.german.words import (
    ARTICLES,
    EACH,
    EITHER_HALF,
    FOLD,
    GROUPS,
    LARGE,
    MEASURES,
    SCALES,
    SEVERAL,
    SHORT,
    SUPERLATIVE_STEMS,
    TIMES,
    VAGUE,
)

_HALF = Fraction(1, 2)


def read_core(tokens: Tokens, at: int) -> Core | None:
    """Read what number starts at a token, with its scale words: the longest reading."""
    if at >= len(tokens):
        return None
    if tokens[at].kind == "n":
        core = read_digits(tokens, at)
        return core and _continue(tokens, core)
    word = tokens[at].text
    for words, reader in _READERS:
        if word in words:
            return reader(tokens, at)
    if (part := glyph_at(tokens, at)) is not None:
        return _part_of(tokens, part, at + 1)
    if (read := read_word(word)) is None:
        return _ranked(word, at)
    core = read_from_word(tokens, at, read)
    return _continue(tokens, core) if core is not None and read.kind is WordKind.NUMBER else core


def _vague(tokens: Tokens, at: int) -> Core | None:
    """Read "Dutzende", "Hunderttausende"; "in Millionen Euro" names a unit."""
    if word_at(tokens, at - 1) in {"in", "je", "pro"} or (at and tokens[at - 1].kind == "n"):
        return None
    return Core(amount=Fraction(VAGUE[tokens[at].text]), end=at + 1, form=Form.VAGUE)


def _group(tokens: Tokens, at: int) -> Core | None:
    size = Fraction(GROUPS[tokens[at].text])
    return Core(amount=size, end=at + 1, bare=True, step=size)


def _continue(tokens: Tokens, core: Core) -> Core:
    """Turn a number into the fraction, the multiple or the rate that its following words make of it."""
    at = skip_hyphen(tokens, core.end)
    word = word_at(tokens, at)
    if not word or core.form is not Form.NUMBER:
        return core
    read = read_word(word) if word.isalpha() else None
    if read is not None and read.kind is WordKind.PART and core.whole and not core.scaled and at == core.end:
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
    """Read "jeder Fünfte", "jedes dritte WordKind", "jede 5. Frau" as one in so many."""
    at += 1
    if at < len(tokens) and tokens[at].kind == "n" and word_at(tokens, at + 1) == "." and tokens[at + 1].glued:
        number = tokens[at].text
        return _one_in(Fraction(int(number)), at + 2) if number.isdecimal() and len(number) < 5 else None
    read = read_word(word_at(tokens, at))
    return _one_in(read.amount, at + 1) if read is not None and read.kind is WordKind.ORDINAL else None


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
    # Of the article itself one is returned: only what stands around it tells whether it counts.
    word = word_at(tokens, at + 1)
    if word in EITHER_HALF:
        return _half(tokens, at + 1)
    core = Core(amount=ONE, end=at + 1)
    if word in SCALES or word in GROUPS:
        return read_groups(tokens, core)
    return with_comma(tokens, _continue(tokens, core))


def _several(tokens: Tokens, at: int) -> Core | None:
    """Read "mehrere hundert", "einige Tausend", which have no lowest value that would hold everywhere."""
    at += 1
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
# "Hunderttausende" is vague, and "tausend" a number: the words of a table come first.
_READERS: tuple[tuple[Collection[str], Callable[[Tokens, int], Core | None]], ...] = (
    (EACH, _every), (EITHER_HALF, _half), (ARTICLES, _article), (SEVERAL, _several), (VAGUE, _vague), (GROUPS, _group),
)  # fmt: skip
