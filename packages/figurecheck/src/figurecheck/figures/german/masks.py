"""Stretches of a German text that are read as a whole: names, dates in digits, times, streets, roads, set phrases."""

from __future__ import annotations

import re

from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from figurecheck.figures.common.running_text import Mask, date_at, found_at, name_spans
from figurecheck.figures.common.separators import find_points
from figurecheck.figures.common.tokens import Tokens, either
from figurecheck.figures.german.dates import HALF_HOURS, TIMES, read_numeric_dates
from figurecheck.figures.german.phrases import IDIOMS
from figurecheck.figures.german.words import LABELS

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


def find_masks(text: str, tokens: Tokens, names: tuple[str, ...]) -> list[Found]:
    """Return the stretches that are read as a whole: names, dates in digits, times, set phrases; the last one first."""
    spans: list[Mask] = name_spans(text, names)
    found: list[Found] = []
    for sign, pattern, kind in _PATTERNS:
        # Most texts have no sign of most of them, which is a cheaper question than the pattern.
        if sign in text:
            spans += [(*match.span(), kind) for match in pattern.finditer(text)]
    if _MAY_BE_DATE.search(text):
        found += [date_at(start, end, text, date) for start, end, date in read_numeric_dates(text)]
        found += [_unsure(*match.span(), text) for match in find_points(text) if not _is_numbered(text, match)]
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


def _is_numbered(text: str, match: re.Match[str]) -> bool:
    """Return whether digits with a point number something: "Klasse 2.2", "Version 2.1"."""
    before = text[: match.start()].rstrip().rpartition(" ")[2].lower()
    return before.rstrip(".") in LABELS


def _unsure(start: int, end: int, text: str) -> Found:
    """Return digits with a point for a comma, which may be a slip for either."""
    reading = "not a figure that can be held to a value"
    figure = PrintedFigure(text=text[start:end], form=Form.UNSURE, reading=reading)
    return Found(
        start=start, end=end, full_start=start, full_end=end, text=text[start:end], kind=NumberKind.FIGURE,
        reading=reading, needs_claim=True, figure=figure,
    )  # fmt: skip
