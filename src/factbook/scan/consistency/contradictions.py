"""The same thing printed twice with two values.

Sure only in two cases: both sentences are the same but for the number, and name a year; or both numbers have four
digits or more, count the same noun of the same year, and differ by one slip of the hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factbook.scan.consistency.exact import Fault, Part, unit_of, whole
from factbook.scan.consistency.result import Status
from factbook.scan.consistency.table_totals import is_slip
from factbook.scan.consistency.text_figures import Figure
from factbook.scan.consistency.words import PREPOSITIONS, STOP, words_of

FEWEST = 4
"""Digits of a number that cannot look like another by chance; words of a sentence that is clearly the same."""
MOST = 30
"""Numbers of a sentence; one with more is no prose."""
_YEAR = re.compile(r"(?<![\d,.])(?:1[89]|20)\d\d(?![\d,.]*\d)")
_REVISED = re.compile(
    r"revis|correct|preliminar|provisional|earlier|initial|first (?:said|reported|put)|wrong|instead|original|"
    r"not\s+\d|\b(?:later|another|second|other)\b.*\b(?:report|source|table|count)|\baccording\b|잠정|수정|정정|당초|아니라|확정",
    re.IGNORECASE,
)
_OPENERS = STOP | PREPOSITIONS | frozenset("there it they we he she but".split())
"""Words that open a sentence with a capital and are no names."""
_PARTICLE = re.compile(r"(?<=[가-힣])(?:은|는|이|가|을|를|도)$")


@dataclass(frozen=True, slots=True)
class _Told:
    part: Part
    figure: Figure
    number: int
    year: str
    noun: tuple[str, ...]
    frame: tuple[str, ...]
    """The sentence without the number."""
    names: frozenset[str]


def find_differing(text: str, parts: list[Part]) -> Iterator[Fault]:
    """Find numbers that an earlier sentence prints otherwise."""
    by_frame: dict[tuple[str, ...], _Told] = {}
    by_noun: dict[tuple[str, tuple[str, ...], str], list[_Told]] = {}
    for told in (one for part in parts for one in _tell(part)):
        before = by_frame.setdefault(told.frame, told)
        if before.number != told.number and before.part is not told.part and len(told.frame) >= FEWEST:
            yield _fault(text, before, told)
            continue
        held = by_noun.setdefault((told.year, told.noun, unit_of(told.figure)), [])
        alike = next((one for one in held if _slipped(one, told)), None)
        if alike is not None:
            yield _fault(text, alike, told)
        held.append(told)


def _fault(text: str, before: _Told, now: _Told) -> Fault:
    line = text.count("\n", 0, before.figure.start) + 1
    return now.figure.start, Status.CONTRADICTS, f"‘{before.figure.text}’ stands for the same thing in line {line}"


def _slipped(one: _Told, two: _Told) -> bool:
    long = min(len(str(one.number)), len(str(two.number))) >= FEWEST
    same = one.part is not two.part and (one.names <= two.names or two.names <= one.names)
    return long and same and bool(one.noun) and is_slip(str(one.number), str(two.number))


def _tell(part: Part) -> Iterator[_Told]:
    said = part.said
    years = set(_YEAR.findall(said))
    if len(years) != 1 or len(part.figures) > MOST or "|" in said or _REVISED.search(said):
        return
    words = words_of(said)
    names = frozenset(word.stem for word in words if word.capital and word.stem not in _OPENERS)
    for figure in part.figures:
        number = whole(figure)
        if number is None or figure.pair:
            continue
        begin, end = figure.start - part.start, figure.end - part.start
        own = [word.stem for word in words if word.start >= begin and word.end <= end and word.stem.isalpha()]
        frame = tuple(word.stem for word in words if word.end <= begin or word.start >= end) + tuple(own)
        behind = tuple(own) + _noun([word.stem for word in words if word.start >= end])
        before = [word.text for word in words if word.end <= begin][-1:]
        noun = behind or tuple(_PARTICLE.sub("", word) for word in before)
        if not figure.text[-1:].isascii():
            noun = tuple(_PARTICLE.sub("", word) for word in before)
        yield _Told(part, figure, number, years.copy().pop(), noun, _bare(frame), names)


def _noun(stems: list[str]) -> tuple[str, ...]:
    made: list[str] = []
    for stem in stems[:4]:
        if stem in PREPOSITIONS or not stem.isalpha():
            break
        if stem not in STOP:
            made.append(stem)
    return tuple(made)


def _bare(frame: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stem for stem in frame if any(map(str.isalnum, stem)))
