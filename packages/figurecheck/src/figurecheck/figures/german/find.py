"""Find every number of a German text, and decide what each is.

These need a claim: digits, number words, fractions, multiples and ordinals that count, measure or compare.
These do not: years and dates, times, the numbers of articles, tables and rooms, names (A 8, G7, and those that an
editor lists), bands of ages (18- bis 24-Jährige), addresses, code, and set phrases (`german.phrases.IDIOMS`).
"Ein" is an article, and a number only before a scale word or a part ("eine Million", "ein Drittel") and behind a
qualifier ("mehr als ein Jahr"); "erste" and "einmal" never need a claim, "doppelt" only where it compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from figurecheck.figures.common.figure import Form, Found, NumberKind
from figurecheck.figures.common.finish import finish
from figurecheck.figures.common.qualifiers import COMPARING, Rules
from figurecheck.figures.common.running_text import SPECIALS, date_at, found_at
from figurecheck.figures.common.tokens import MINUS, Tokens, skip_hyphen, word_at
from figurecheck.figures.german.builder import GermanBuilder
from figurecheck.figures.german.dates import read_date
from figurecheck.figures.german.grammar import read_figure
from figurecheck.figures.german.masks import find_masks
from figurecheck.figures.german.number_words import WordKind, read_word
from figurecheck.figures.german.tokens import tokenize
from figurecheck.figures.german.words import (
    ARTICLES,
    COMPOUND_NAMES,
    CURRENCIES,
    EACH,
    EITHER_HALF,
    GROUPS,
    LABELS,
    MONTHS,
    NUMBERED_NOUNS,
    SEVERAL,
    SUPERLATIVE_STEMS,
    VAGUE,
    YEAR_LEADS,
)

_STARTERS = frozenset([
    *(ARTICLES | EACH | EITHER_HALF | SEVERAL | VAGUE.keys() | GROUPS.keys() | MONTHS.keys()),
    *CURRENCIES, "minus", "plus", "-", "+", "–", MINUS, "▲", "▼", "↑", "↓", "fr", "sfr",
])  # fmt: skip


@lru_cache(maxsize=8192)
def _starts(word: str) -> bool:
    """Return whether a figure can start with a word."""
    if word in _STARTERS or read_word(word) is not None:
        return True
    return any(stem in word for stem in SUPERLATIVE_STEMS) or (len(word) == 1 and not word.isascii())


def find_german(text: str, rules: Rules, names: tuple[str, ...] = ()) -> Iterator[Found]:
    """Yield each number of a German text that `tokens.swap` has been through."""
    tokens = tokenize(text)
    hidden = find_masks(text, tokens, names)
    at = floor = 0
    while at < len(tokens):
        token = tokens[at]
        # Sorted backwards, so that popping the next one is cheap.
        while hidden and hidden[-1].end <= token.start:
            hidden.pop()
        if hidden and hidden[-1].start <= token.start:
            mask = hidden.pop()
            yield mask
            while at < len(tokens) and tokens[at].start < mask.end:
                at += 1
            continue
        found, at = _at(tokens, at, text, rules, floor)
        if found is not None:
            floor = at
            yield found


def _at(tokens: Tokens, at: int, text: str, rules: Rules, floor: int) -> tuple[Found | None, int]:
    """Read what starts at a token."""
    token = tokens[at]
    if token.kind in SPECIALS:
        return found_at(token.start, token.end, text, SPECIALS[token.kind]), at + 1
    # Most tokens are words that start no figure.
    if token.kind != "n" and not _starts(token.text):
        return None, at + 1
    if (date := read_date(tokens, at)) is not None:
        return date_at(token.start, tokens[date[1] - 1].end, text, date[0]), date[1]
    builder = read_figure(tokens, at, rules, floor)
    if builder is None or (token.kind == "p" and tokens[builder.start].kind == "p" and builder.end == at + 1):
        return None, at + 1
    if (label := _read_label(tokens, builder, text)) is not None:
        kind, end = label
        return found_at(token.start, tokens[end - 1].end, text, kind), end
    if _is_article(tokens, builder):
        return None, at + 1
    kind = _kind_of(tokens, builder, text)
    return _found(tokens, builder, text, kind), max(builder.end, builder.full_end)


def _found(tokens: Tokens, builder: GermanBuilder, text: str, kind: NumberKind) -> Found:
    full_start, full_end = tokens[builder.full_start].start, tokens[max(builder.end, builder.full_end) - 1].end
    start, end = tokens[builder.start].start, tokens[builder.end - 1].end
    # A noun that is in no list is kept for the house's own nouns; nothing else is known of it.
    if builder.core.form is Form.NUMBER and not (builder.unit or builder.noun) and builder.end < len(tokens):
        behind = tokens[builder.end]
        builder.noun = behind.text if behind.kind == "w" and text[behind.start].isupper() else ""
    figure = finish(builder, text[full_start:full_end])
    return Found(
        start=start, end=end, full_start=full_start, full_end=full_end, text=text[start:end], kind=kind,
        reading=figure.reading, needs_claim=kind in {NumberKind.FIGURE, NumberKind.ORDINAL}, figure=figure,
    )  # fmt: skip


def _read_label(tokens: Tokens, builder: GermanBuilder, text: str) -> tuple[NumberKind, int] | None:
    """Read numbers of lists and labels, bands of ages, and digits with letters glued to them."""
    start, behind = builder.start, builder.core.end
    if tokens[start].kind != "n":
        return None
    glued = behind < len(tokens) and tokens[behind].kind == "w" and tokens[behind].glued
    if glued and builder.end == behind and builder.upper is None and builder.core.form is Form.NUMBER:
        return NumberKind.NAME, behind + 1
    # "Die 1990er", "die 80er-Jahre".
    if word_at(tokens, behind) in {"er", "ern"} and glued:
        return NumberKind.YEAR, behind + 1
    if (
        builder.end == start + 1
        and not builder.unit
        and len(tokens[start].text) <= 3
        and _is_label(tokens, start, text)
    ):
        return NumberKind.LIST, start + 1
    return None


def _is_label(tokens: Tokens, at: int, text: str) -> bool:
    before = word_at(tokens, at - 1)
    before = word_at(tokens, at - 2) if before == "." and tokens[at - 1].glued else before
    if before in LABELS:
        return True
    line = text[text.rfind("\n", 0, tokens[at].start) + 1 : tokens[at].start].strip(" \t#>*-(")
    behind = text[tokens[at].end : tokens[at].end + 2]
    return not line and (behind in {". ", ") "} or (behind in {".", ")"} and tokens[at].start > 0))


def _is_article(tokens: Tokens, builder: GermanBuilder) -> bool:
    """Return whether "ein" is no number: no scale word or part follows, and no qualifier compares with it."""
    core = builder.core
    if tokens[builder.start].text not in ARTICLES or core.amount != 1 or core.form is not Form.NUMBER or core.scaled:
        return False
    if core.end > builder.start + 1 or builder.upper is not None or core.bare:
        return False
    # "Einer von fünf" counts.
    if word_at(tokens, core.end) == "von" and tokens[builder.start].text in _NOMINAL:
        return False
    return builder.qualifier is None or tokens[builder.start].text == "eins"


_NOMINAL = frozenset("einer eine eines".split())


def _kind_of(tokens: Tokens, builder: GermanBuilder, text: str) -> NumberKind:
    """Return what a number is; for a year the noun behind it is taken out of the builder again."""
    core, word = builder.core, tokens[builder.start].text
    hyphen = skip_hyphen(tokens, builder.end)
    if hyphen > builder.end and word_at(tokens, hyphen) in COMPOUND_NAMES:
        return NumberKind.NAME
    # A band of ages names a group, as the Korean one does; it counts nobody.
    if builder.band:
        return NumberKind.NAME
    if builder.year:
        return _year_or_figure(tokens, builder)
    if core.form is Form.ORDINAL:
        return _kind_of_ordinal(tokens, builder, text)
    # "Doppelte Staatsbürgerschaft" compares nothing.
    read = read_word(word) if core.form is Form.MULTIPLE else None
    if read is not None and read.kind is WordKind.MULTIPLE and not word.startswith("ver"):
        before, behind = word_at(tokens, builder.start - 1), word_at(tokens, builder.end)
        return NumberKind.FIGURE if behind in {"so", "wie"} or before in _NAMING else NumberKind.WORD
    return NumberKind.FIGURE


_NAMING = frozenset({"das", "aufs", "dem", "ums", "des", "vom"})


def _kind_of_ordinal(tokens: Tokens, builder: GermanBuilder, text: str) -> NumberKind:
    token, behind = tokens[builder.start], word_at(tokens, builder.core.end)
    if behind in _DATED:
        return _DATED[behind]
    if behind in NUMBERED_NOUNS and not builder.streak:
        return NumberKind.LIST
    if builder.core.amount == 1 and not builder.streak and token.kind == "w":
        return NumberKind.WORD
    # "An Dritte verkauft": a noun without an article or a noun behind it is no rank.
    capital = text[token.start : token.start + 1].isupper() and token.kind == "w" and token.start > 0
    led = word_at(tokens, builder.start - 1) in _RANKING or builder.full_start < builder.start
    return NumberKind.WORD if capital and not led and not builder.streak else NumberKind.ORDINAL


_DATED = {"jahrhundert": NumberKind.DATE, "jahrhunderts": NumberKind.DATE, "minute": NumberKind.TIME}
_RANKING = frozenset(
    "der die das den dem des als zum zur im jeder jede jedes jeden ein wurde wurden wird werden ist sind war".split()
)


def _year_or_figure(tokens: Tokens, builder: GermanBuilder) -> NumberKind:
    if builder.qualifier is not None and builder.qualifier.test in COMPARING and builder.upper is None:
        return NumberKind.FIGURE
    counted = builder.unit and builder.end > builder.core.end
    before = word_at(tokens, builder.start - 1)
    # "Um 1900" is a time, "um 1900 Stellen" a change.
    if before == "um" and not counted:
        return NumberKind.YEAR
    if counted and before not in YEAR_LEADS:
        return NumberKind.FIGURE
    if builder.upper is None:
        builder.end = builder.full_end = builder.core.end
    builder.unit = builder.noun = ""
    return NumberKind.YEAR
