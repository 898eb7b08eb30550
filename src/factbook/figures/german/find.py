"""Find every number of a German text, and decide what each is.

These need a claim: digits, number words, fractions, multiples and ordinals that count, measure or compare.
These do not: years and dates, times, the numbers of articles, tables and rooms, names (A 8, G7, and those that an
editor lists), bands of ages (18- bis 24-Jährige), addresses, code, and set phrases (`german.phrases.IDIOMS`).
"Ein" is an article, and a number only before a scale word or a part ("eine Million", "ein Drittel") and behind a
qualifier ("mehr als ein Jahr"); "erste" and "einmal" never need a claim, "doppelt" only where it compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from factbook.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from factbook.figures.common.finish import finish
from factbook.figures.common.qualifiers import Rules, Test
from factbook.figures.common.running_text import SPECIALS, Mask, found_at, name_spans
from factbook.figures.common.separators import find_points
from factbook.figures.common.tokens import MINUS, either
from factbook.figures.german.builder import GermanBuilder
from factbook.figures.german.dates import HALF_HOURS, TIMES, read_date, read_numeric_dates
from factbook.figures.german.grammar import read_figure
from factbook.figures.german.number_words import WordKind, read_word
from factbook.figures.german.numerals import Tokens, word_at
from factbook.figures.german.phrases import IDIOMS
from factbook.figures.german.tokens import tokenize
from factbook.figures.german.words import (
    ARTICLES,
    CURRENCIES,
    EACH,
    EITHER_HALF,
    GROUPS,
    LABELS,
    MONTHS,
    SEVERAL,
    SUPERLATIVE_STEMS,
    VAGUE,
    YEAR_LEADS,
)

_STARTERS = frozenset([
    *(ARTICLES | EACH | EITHER_HALF | SEVERAL | VAGUE.keys() | GROUPS.keys() | MONTHS.keys()),
    *CURRENCIES, "minus", "plus", "-", "+", "–", MINUS, "▲", "▼", "↑", "↓", "fr", "sfr",
])  # fmt: skip
_COMPARING = frozenset({Test.OVER, Test.AT_LEAST, Test.UNDER, Test.AT_MOST, Test.FAR_OVER, Test.FAR_UNDER})
# "Im vierten Quartal" is a date, "im vierten Quartal in Folge" a run.
_IDIOM = re.compile(
    rf"(?<!\w)(?:{either(IDIOMS)})(?!\w|\s(?:in folge|hintereinander|nacheinander|in serie))", re.IGNORECASE
)
_IDIOM_WORDS = frozenset(word for idiom in IDIOMS for word in idiom.split()[-1:])


_PHONE = re.compile(r"(?<![\d.,+])(?:\+\d{2}[ /-]?\(?0?\)?\d|0\d)\d{1,4}\)?[ /-]{0,3}\d{2,}(?:[ -]\d{2,})*(?![\d.,]\d)")
_STREET = re.compile(
    r"\b(?!Tabellen|Spitzen|Listen|Start)(?:[A-ZÄÖÜ][\w-]*(?:straße|strasse|str\.|gasse|weg|allee|platz|ring|ufer|damm|steig|gässle)|Straße)\s\d{1,4}[a-z]?"
    r"(?![\w%]|[.,]\d|\s(?:Prozent|Euro|Meter|Kilometer|Jahre|Mal))"
)
# Roads and motorways: A 8, B 27, K 7532; and what has letters behind its digits: 5G.
_NAME = re.compile(r"(?<![\w-])[ABEKLS]\s\d{1,4}(?![\w%]|[.,]\d)|(?<![\w.,])\d{1,2}[A-Z]{1,2}\b")
_MAY_BE_STREET = re.compile(r"(?:r\.|[egmzr])\s\d")
# A point or hyphen behind a digit that separates no thousands.
_MAY_BE_DATE = re.compile(r"\d\.(?!\d{3}(?!\d))|\d{4}-\d")
_MAY_BE_NAME = re.compile(r"[A-Z]\s?\d|\d[A-Z]")
_NUMBERED = re.compile(
    r"(?<![\d.,])[1-9]\d?\.\s(?:FC|SC|FSV|SV|TSV|VfB|VfL|Bundesliga|Liga|Kreisliga|Halbzeit|Obergeschoss|OG|Stock|Weltkrieg"
    r"|Klasse|Quartal|Halbjahr|Advent|Senat|Kammer|Strafsenat|Zivilkammer|Strafkammer|Etage|Wahlperiode|Lesung|Runde)\b"
)
_YEARS = re.compile(r"(?<![\d.,/])(?:19|20)\d\d/(?:(?:19|20)\d\d|\d\d)(?![\d/])")
_PATTERNS = (
    ("Uhr", TIMES, NumberKind.TIME),
    ("uhr", TIMES, NumberKind.TIME),
    ("alb", HALF_HOURS, NumberKind.TIME),
    ("iertel", HALF_HOURS, NumberKind.TIME),
    ("0", _PHONE, NumberKind.ADDRESS),
    (". ", _NUMBERED, NumberKind.NAME),
    ("/", _YEARS, NumberKind.YEAR),
)
"""A sign that each match holds, the pattern, and what it matches."""
# "3:1", which is two figures in one.
_SCORE = re.compile(r"(?<![\d:.,])\d{1,3}\s?:\s?\d{1,3}(?![\d:]|\.\d|\s?Uhr)")


@lru_cache(maxsize=8192)
def _starts(word: str) -> bool:
    """Return whether a figure can start with a word."""
    if word in _STARTERS or read_word(word) is not None:
        return True
    return any(stem in word for stem in SUPERLATIVE_STEMS) or (len(word) == 1 and not word.isascii())


def find_german(text: str, rules: Rules, names: tuple[str, ...] = ()) -> Iterator[Found]:
    """Yield each number of a German text that `tokens.swap` has been through."""
    tokens = tokenize(text)
    hidden = _masks(text, tokens, names)
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


def _masks(text: str, tokens: Tokens, names: tuple[str, ...]) -> list[Found]:
    """Return the stretches that are read as a whole: names, dates in digits, times, set phrases; the last one first."""
    spans: list[Mask] = name_spans(text, names)
    found: list[Found] = []
    for sign, pattern, kind in _PATTERNS:
        # Most texts have no sign of most of them, which is a cheaper question than the pattern.
        if sign in text:
            spans += [(*match.span(), kind) for match in pattern.finditer(text)]
    if _MAY_BE_DATE.search(text):
        found += [dated(start, end, text, date) for start, end, date in read_numeric_dates(text)]
        found += [_unsure(*match.span(), text) for match in find_points(text)]
    if ":" in text:
        found += [_unsure(*match.span(), text) for match in _SCORE.finditer(text)]
    if _MAY_BE_STREET.search(text):
        spans += [(*match.span(), NumberKind.ADDRESS) for match in _STREET.finditer(text)]
    if _MAY_BE_NAME.search(text):
        spans += [(*match.span(), NumberKind.NAME) for match in _NAME.finditer(text)]
    if not _IDIOM_WORDS.isdisjoint(token.text for token in tokens):
        spans += [(*match.span(), NumberKind.WORD) for match in _IDIOM.finditer(text)]
    found += [found_at(start, end, text, kind) for start, end, kind in spans]
    # Where two of them begin at one place, the longer one holds: a time in a date.
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept[::-1]


def dated(start: int, end: int, text: str, date: tuple[int, int, int]) -> Found:
    """Return a date that was found between two places of a text."""
    figure = PrintedFigure(text=text[start:end], form=Form.DATE, date=date, reading=text[start:end])
    return found_at(start, end, text, NumberKind.DATE, figure)


def _unsure(start: int, end: int, text: str) -> Found:
    """Return digits with a point for a comma, which may be a slip for either."""
    reading = "not a figure that can be held to a value"
    figure = PrintedFigure(text=text[start:end], form=Form.UNSURE, reading=reading)
    return Found(
        start=start, end=end, full_start=start, full_end=end, text=text[start:end], kind=NumberKind.FIGURE,
        reading=reading, needs_claim=True, figure=figure,
    )  # fmt: skip


def _at(tokens: Tokens, at: int, text: str, rules: Rules, floor: int) -> tuple[Found | None, int]:
    """Read what starts at a token."""
    token = tokens[at]
    if token.kind in SPECIALS:
        return found_at(token.start, token.end, text, SPECIALS[token.kind]), at + 1
    # Most tokens are words that start no figure.
    if token.kind != "n" and not _starts(token.text):
        return None, at + 1
    if (date := read_date(tokens, at)) is not None:
        return dated(token.start, tokens[date[1] - 1].end, text, date[0]), date[1]
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
    token = tokens[builder.start]
    if builder.core.amount == 1 and not builder.streak and token.kind == "w":
        return NumberKind.WORD
    # "An Dritte verkauft": a noun without an article or a noun behind it is no rank.
    capital = text[token.start : token.start + 1].isupper() and token.kind == "w" and token.start > 0
    led = word_at(tokens, builder.start - 1) in _RANKING or builder.full_start < builder.start
    return NumberKind.WORD if capital and not led and not builder.streak else NumberKind.ORDINAL


_RANKING = frozenset(
    "der die das den dem des als zum zur im jeder jede jedes jeden ein wurde wurden wird werden ist sind war".split()
)


def _year_or_figure(tokens: Tokens, builder: GermanBuilder) -> NumberKind:
    if builder.qualifier is not None and builder.qualifier.test in _COMPARING and builder.upper is None:
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
