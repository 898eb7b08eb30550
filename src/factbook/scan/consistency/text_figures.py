"""The numbers of a sentence as they are to be held against statistics: single figures, pairs, and "a" for one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factbook.figures import Found, Kind, find
from factbook.figures.parser import language

_PAIR = re.compile(
    r"(?<![\w.,/-])(?<![-–]\s)(\d{1,3})(\s?[-–]\s?(?:(?:of|for)\s?[-–]\s?)?)(\d{1,3})"
    r"(?![\d.,]*\d|\s?[-–/]\s?\d|\s?(?:%|percent|per cent)\b|\w)"
)
_ARTICLE = re.compile(r"(?<![\w'’-])(an?)\s+([a-z][a-z-]*)\b(?!\s*[-–'’]|\s+of\b)", re.IGNORECASE)
_COMPARES = re.compile(r"(?:more|less|fewer|higher|lower|larger|smaller|greater)\s+than\b", re.IGNORECASE)
_MAKES = re.compile(r"\b(?:make|makes|made|making)\s+$", re.IGNORECASE)
_FROM_TO = re.compile(r"(.+?)(\s+to\s+|에서\s*)(.+)")
COUNTED = frozenset({Kind.FIGURE, Kind.ORDINAL})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a text, or one side of a pair."""

    start: int
    end: int
    text: str
    printed: str
    """With qualifier and direction."""
    found: Found | None = None
    pair: int = 0
    """1 and 2 for the sides of "a - b"."""
    of: bool = False
    """Whether the pair is "a of b", "a-for-b"."""
    article: bool = False
    turned: bool = False
    """Whether it is said to have risen or fallen by so much."""

    @property
    def counted(self) -> bool:
        """Whether it is a number that has to rest on something."""
        return self.found is None or self.found.kind in COUNTED


def figures_of(text: str, found: list[Found], locale: str) -> list[Figure]:
    """List the numbers of a text, in order; pairs give two."""
    pairs = list(_PAIR.finditer(text)) if language(locale) == "en" else []
    made = [side for pair in pairs for side in _sides(pair)]
    spans = [pair.span() for pair in pairs]
    at = 0
    for one in found:
        while at < len(spans) and spans[at][1] <= one.start:
            at += 1
        if at < len(spans) and one.end > spans[at][0]:
            continue
        made.append(_figure(text, one, made[-1].end if made else 0))
    if language(locale) == "en":
        taken = {(one.start) for one in made}
        made += [
            Figure(match.start(1), match.end(1), match.group(1), "1", article=True)
            for match in _ARTICLE.finditer(text)
            if match.start(1) not in taken
        ]
    return sorted(made, key=lambda one: one.start)


def _figure(text: str, one: Found, before: int) -> Figure:
    """Give a number with its qualifier and direction, unless their words belong to something else.

    "50% more than the 18,000": "more than" compares, and says nothing of the 18,000. "Make up 77%" is no rise.
    """
    lead = text[one.full_start : one.start]
    compares = _COMPARES.match(lead) and text[before : one.full_start].strip() == ""
    if before > one.full_start or compares or (lead.startswith("up") and _MAKES.search(text[: one.full_start])):
        return Figure(one.start, one.end, one.text, text[one.start : one.full_end], one, turned=False)
    turned = bool(one.figure and one.figure.direction)
    return Figure(one.start, one.end, one.text, text[one.full_start : one.full_end], one, turned=turned)


def ends_of(figure: Figure) -> tuple[Figure, Figure] | None:
    """Take "from a to b" apart, where it tells of a change; ``None`` for a range that something lies in.

    The ends are read by themselves, so that each keeps its own places: "from 3,970 to 2,954".
    """
    read = figure.found.figure if figure.found else None
    parts = _FROM_TO.fullmatch(figure.text) if read is not None and read.upper is not None else None
    if parts is None or ("에서" not in parts[2] and not figure.printed.casefold().startswith("from")):
        return None
    one, two = (find(part, "ko" if "에서" in parts[2] else "en") for part in (parts[1], parts[3]))
    if len(one) != 1 or len(two) != 1:
        return None
    return _alone(one[0]), _alone(two[0])


def _alone(one: Found) -> Figure:
    return Figure(one.start, one.end, one.text, one.text, one)


def _sides(match: re.Match[str]) -> tuple[Figure, Figure]:
    of = match[2].strip(" -–") != ""
    return (
        Figure(match.start(1), match.end(1), match[1], match[1], pair=1, of=of),
        Figure(match.start(3), match.end(3), match[3], match[3], pair=2, of=of),
    )
