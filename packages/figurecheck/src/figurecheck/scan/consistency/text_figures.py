"""The numbers of a text as they are compared with statistics: single figures, pairs, and "a" for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from figurecheck.figures import Found, NumberKind, PrintedFigure, Rules, find
from figurecheck.figures.common.text import Sentence, sentences
from figurecheck.figures.languages import language_code
from figurecheck.scan.words import korean
from figurecheck.scan.words.tables import LanguagePhrases, plain
from figurecheck.verdicts.sentence.english import RISE

# Scores and box scores: "61 - 44", "7-of-9", "6-for-9", at most three digits a side. Not dates (2025-06-04), phone
# numbers, decimals, or a range of percentages, which the grammar of figures reads.
_PAIR = re.compile(
    r"(?<![\w.,/-])(?<![-–]\s)(\d{1,3})(\s?[-–]\s?(?:(?:of|for)\s?[-–]\s?)?)(\d{1,3})"
    r"(?![\d.,]*\d|\s?[-–/]\s?\d|\s?(?:%|percent|per cent)\b|\w)"
)
# Not "a lot of", nor "a three-pointer": a hyphen or "of" behind the noun makes the article part of a phrase.
_ARTICLE = re.compile(r"(?<![\w'’-])(an?)\s+([a-z][a-z-]*)\b(?!\s*[-–'’]|\s+of\b)", re.IGNORECASE)
_COMPARING = LanguagePhrases("more than")
_MAKES = LanguagePhrases("make")
_FROM_TO = LanguagePhrases("from to")
_YEAR = re.compile(r"(?:19|20)\d\d(?:/\d\d|년)")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d\s*")
_FROM = "from "
_KNOWN = frozenset({"the", "its", "their", "those"})
_LONGEST = 20
"""More characters than the words "making" and a few spaces."""
# "From 5 to 7" may be a range; behind these it is a change, as with any direction that the grammar reads before it.
_MOVES = ("from", "fell", "rose", "grew", "up", "down")
COUNTED = frozenset({NumberKind.FIGURE, NumberKind.ORDINAL})


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
    bracket: bool = False
    """Whether it opens a bracket."""
    led_by_from: bool = False
    """Whether "from" stands before it."""
    turned: bool = False
    """Whether it is a rise or fall by so much."""

    @property
    def read(self) -> PrintedFigure | None:
        """What it was read as; ``None`` for a side of a pair, an article, and what is no figure."""
        return self.found.figure if self.found else None

    @property
    def counted(self) -> bool:
        """Whether it is a number that needs a source."""
        return self.found is None or self.found.kind in COUNTED


def figures_of(text: str, found: list[Found], locale: str) -> list[Figure]:
    """List the numbers of a text, in order; a pair is two of them."""
    # Korean prints no such pairs, and a hyphen between two numbers is a range there.
    pairs = list(_PAIR.finditer(text)) if language_code(locale) == "en" else []
    made = [side for pair in pairs for side in _sides(pair)]
    spans = [pair.span() for pair in pairs]
    at = 0
    for one in found:
        while at < len(spans) and spans[at][1] <= one.start:
            at += 1
        # The grammar reads a pair as a range or as two figures; the pair is what `pairs` decides about.
        if at < len(spans) and one.end > spans[at][0]:
            continue
        made.append(_figure(text, one, made[-1].end if made else 0))
    if language_code(locale) == "en":
        taken = {(one.start) for one in made}
        made += [
            Figure(match.start(1), match.end(1), match.group(1), "1", article=True)
            for match in _ARTICLE.finditer(text)
            if match.start(1) not in taken
        ]
    return sorted(made, key=lambda one: one.start)


def _figure(text: str, one: Found, before: int) -> Figure:
    """Return a number with its qualifier and direction, unless their words belong to something else.

    "50% more than the 18,000": "more than" compares, and does not qualify the 18,000. "Make up 77%" is no rise.
    """
    # "2024/25", and the year of "2024년 대마 사범" ("대" may be a decade).
    if _YEAR.fullmatch(one.text):
        one = replace(one, kind=NumberKind.YEAR)
    lead = text[one.full_start : one.start]
    words = plain(lead).split()
    # "More than the 18,000", "below the 41,250": what is compared with is known, and no bound.
    compares = bool(words) and (
        words[-1] in _KNOWN or (_COMPARING.match(plain(lead)) and text[before : one.full_start].strip() == "")
    )
    if _is_exceeded(text, one, before):
        return Figure(one.start, one.end, one.text, one.text, one)
    # A qualifier that reaches back over the number before ("5 to more than 7") belongs to that one.
    if (
        before > one.full_start
        or compares
        or (lead.startswith("up") and _takes_up(text[max(0, one.full_start - _LONGEST) : one.full_start], words))
    ):
        return Figure(one.start, one.end, one.text, text[one.start : one.full_end], one, turned=False)
    turned = bool(one.figure and one.figure.direction)
    printed, before_it = text[one.full_start : one.full_end], text[max(0, one.start - len(_FROM)) : one.start]
    return Figure(
        one.start, one.end, one.text, printed, one,
        turned=turned, bracket=before_it[-1:] == "(", led_by_from=before_it.casefold() == _FROM,
    )  # fmt: skip


def _takes_up(before: str, lead: list[str]) -> bool:
    """Return whether the "up" behind some words is a part of their verb: "make up 77%", "went up to 1.15%"."""
    goes = lead[:2] == ["up", "to"] and not _GOES.isdisjoint(plain(before).split()[-1:])
    return goes or _MAKES.search_end(plain(before)) is not None


_GOES = (
    frozenset("go goes went gone going move moves moved moving come comes came inch inched edge edged".split()) | RISE
)


def _is_exceeded(text: str, one: Found, before: int) -> bool:
    """Return whether a number is what another of the sentence exceeds: "5.8%로 2023년의 4.7%를 웃돌았다"."""
    between = text[before : one.start]
    tail = text[one.end : one.full_end]
    return before > 0 and "." not in between and any(verb in tail for verb in korean.EXCEEDED)


def by_sentence(text: str, figures: list[Figure]) -> Iterator[tuple[Sentence, tuple[Figure, ...]]]:
    """Yield the sentences of a text, each with its numbers."""
    at = 0
    for sentence in sentences(text):
        first = at
        while at < len(figures) and figures[at].start < sentence.end:
            at += 1
        yield sentence, tuple(figures[first:at])


def with_ends(figures: tuple[Figure, ...], rules: Rules) -> tuple[Figure, ...]:
    """Return the figures with both ends of "from a to b" apart; a range in which something lies stays one figure."""
    return tuple(one for figure in figures for one in _ends_of(figure, rules))


def _ends_of(figure: Figure, rules: Rules) -> tuple[Figure, ...]:
    """Read the ends by themselves, so that each keeps its own places: "from 3,970 to 2,954"."""
    read = figure.read
    link = _FROM_TO.search(figure.text.lower()) if read is not None and read.upper is not None else None
    moves = figure.bracket or figure.led_by_from or figure.turned or figure.printed.casefold().startswith(_MOVES)
    # "From €95.1 billion in 2023 to €97.8 billion": the year is no end.
    moves = moves or (link is not None and _YEAR_ALONE.fullmatch(figure.text[: link.start]) is not None)
    if link is None or ("에서" not in link.text and not moves):
        return (figure,)
    lead = figure.printed[: max(figure.printed.find(figure.text), 0)]
    # "Fell by 44 to 274": the first is how much it fell.
    by = lead.casefold().split()[-1:] == ["by"]
    made: list[Figure] = []
    for start, end in ((0, link.start), (link.end, len(figure.text))):
        found = find(figure.text[start:end], "ko" if "에서" in link.text else "en", rules=rules)
        if len(found) != 1 or found[0].kind not in {*COUNTED, NumberKind.YEAR}:
            return (figure,)
        one = found[0]
        place = figure.start + start
        printed = f"{lead}{one.text}" if by and not made else one.text
        made.append(Figure(place + one.start, place + one.end, one.text, printed, one, turned=by and not made))
    return tuple(made)


def _sides(match: re.Match[str]) -> tuple[Figure, Figure]:
    of = match[2].strip(" -–") != ""
    return (
        Figure(match.start(1), match.end(1), match[1], match[1], pair=1, of=of),
        Figure(match.start(3), match.end(3), match[3], match[3], pair=2, of=of),
    )
