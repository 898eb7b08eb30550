"""A sentence as words, with its figures and the zone of each: the words that are about it and about no other figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factbook.figures.common.text import Word, sentences, words_of
from factbook.figures.common.word_table import is_hangul
from factbook.model import Finding, Statistic
from factbook.verdicts.sentence import english

MASK = "\ufffc"
LEAD_IN = 10
"""Words that the opening of a passage has at most: a date, a name."""
_STRONG = frozenset(";:—–()")
_ENDS = frozenset(".!?。")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence: its finding, and the words about it."""

    finding: Finding
    at: int
    """Its place among the words of the sentence."""
    first: int
    """Where its zone begins."""
    last: int
    """The first word behind its zone."""

    @property
    def statistic(self) -> Statistic | None:
        """The statistic that it is bound to; ``None`` where that is a source, or unknown."""
        return self.finding.statistic


@dataclass(frozen=True, slots=True)
class SentenceText:
    """The words of one sentence, and its figures in order."""

    words: tuple[Word, ...]
    figures: tuple[Figure, ...]
    korean: bool = False
    opening: tuple[Word, ...] = ()
    """The short opening of the passage, if it holds no figure: "**April 2023.** ..."."""

    def low(self, at: int) -> str:
        """Return a word in lower case; empty outside of the sentence."""
        return self.words[at].text.casefold() if 0 <= at < len(self.words) else ""

    def lead(self, figure: Figure) -> range:
        """Return the places of the words of its zone before a figure."""
        return range(figure.first, figure.at)

    def trail(self, figure: Figure) -> range:
        """Return the places of the words of its zone behind a figure."""
        return range(figure.at + 1, figure.last)

    def zone(self, figure: Figure) -> Iterator[int]:
        """Yield the places of the words about a figure, without the figure."""
        yield from self.lead(figure)
        yield from self.trail(figure)

    def between(self, one: Figure, other: Figure) -> list[str]:
        """Return the words between two figures, in lower case."""
        return [self.low(at) for at in range(one.at + 1, other.at)]

    def text(self, places: range) -> str:
        """Return a stretch of words as one text."""
        return " ".join(self.words[at].text for at in places)


def read_sentences(passage: str, findings: Sequence[Finding]) -> Iterator[SentenceText]:
    """Yield the sentences of a passage that hold figures; the findings are those of its claims, in order."""
    placed = [(finding.claim.start, finding.claim.end, finding) for finding in findings if finding.claim]
    masked = passage
    for start, end, _ in placed:
        # Spaces behind the mask keep every place in the text as it is.
        masked = f"{masked[:start]}{MASK.ljust(end - start)}{masked[end:]}"
    by_start = {start: finding for start, _, finding in placed}
    opened: tuple[Word, ...] = ()
    for sentence in sentences(masked):
        words = sentence.words
        if words[0].start == 0 and len(words) <= LEAD_IN and MASK not in {word.text for word in words}:
            opened = words
        at = [number for number, word in enumerate(words) if word.text == MASK and word.start in by_start]
        if at:
            korean = 2 * sum(is_hangul(word.text[:1]) for word in words) > sum(
                word.text[:1].isalpha() for word in words
            )
            yield SentenceText(words, tuple(_zones(words, at, by_start, korean)), korean, opened)


def read_text(text: str) -> SentenceText:
    """Return a text without figures, such as a heading, as the words of one sentence."""
    return SentenceText(tuple(words_of(text)), (), any(is_hangul(sign) for sign in text))


def _zones(words: Sequence[Word], at: list[int], findings: dict[int, Finding], korean: bool) -> Iterator[Figure]:
    split = _split_korean if korean else _split
    opening = 0 if korean else _opening(words, at[0])
    closing = len(words) if korean else _closing(words, at[-1] + 1)
    bounds = [opening, *(split(words, one + 1, other) for one, other in pairwise(at)), closing]
    for place, (first, last) in zip(at, pairwise(bounds), strict=True):
        yield Figure(findings[words[place].start], place, first, last)


def _split(words: Sequence[Word], start: int, end: int) -> int:
    """Return where, between two figures, the words about the first end and those about the second begin."""
    low = [words[at].text.casefold() for at in range(start, end)]
    # The strongest boundary wins: a bracket or a semicolon, a comma that opens a clause, a comma, a joint.
    for number, word in enumerate(low):
        if word in _STRONG and not (word in "–—" and not low[number + 1 :]):
            return start + number + (word == ")")
    commas = [number for number, word in enumerate(low) if word == ","]
    for number in commas:
        if low[number + 1 : number + 2] and low[number + 1] in english.CLAUSES:
            return start + number
    if commas:
        return start + commas[0]
    for number, word in enumerate(low):
        if word in {"and", "but", "while", "whereas", "or", "which", "who"} and number:
            return start + number
    whole = _whole_before(low)
    if whole is not None:
        return start + whole
    for number, word in enumerate(low):
        if word in english.JOINTS and not (word in {"from", "by", "to"} and not _has_time(low[:number])):
            return start + number
    if low[:1] and low[0] in english.JOINTS:
        return start
    return end if _has_time(low[:6]) else start + _noun_phrase(low)


def _whole_before(low: list[str]) -> int | None:
    """Return where "of the", "out of" or "among the" begins directly before the second figure."""
    end = len(low)
    while end and low[end - 1] in {"the", "all", "its", "their", "these", "those", "some"}:
        end -= 1
    if end and low[end - 1] in {"of", "among"}:
        return end - (2 if low[max(0, end - 2) : end] == ["out", "of"] else 1)
    return None


def _noun_phrase(low: list[str]) -> int:
    """Return where the noun phrase behind a figure ends: at the first preposition or verb of being."""
    stops = {"in", "with", "by", "for", "on", "at", "is", "are", "was", "were", "had", "has", "have", "made", "went"}
    return next((number for number, word in enumerate(low) if number and word in stops), len(low))


def _has_time(low: Sequence[str]) -> bool:
    return any(len(word) == 4 and word.isdecimal() for word in low) or "year" in low


def _split_korean(words: Sequence[Word], start: int, end: int) -> int:
    """Return the end of the counter and particle of the first figure; other words belong to the next."""
    at = start
    while at < end and words[at].start <= words[at - 1].end + 1 and words[at].text not in ",()":
        # A counter is written onto its figure; the next word is set apart by a space.
        if at > start and words[at].start > words[at - 1].end:
            break
        at += 1
    return min(at, end)


def _opening(words: Sequence[Word], figure: int) -> int:
    """Return where the clause of the first figure begins: behind a clause that has no figure."""
    low = [word.text.casefold() for word in words[:figure]]
    for at in range(figure - 1, 0, -1):
        if low[at] in {";", "—", "("}:
            return at + 1
        joined = low[at] in {"and", "but", "while", "whereas", "so", "yet"} and low[at - 1] == ","
        if joined and _has_verb_before(low, at - 1):
            return at
    # "As prices rose in 2018, 948 ...": the fronted clause has a period of its own.
    if low and low[0] in english.SUBORDINATE and "," in low:
        return low.index(",") + 1 if low[0] not in {"when", "while", "since", "after"} else 0
    return 0


def _has_verb_before(low: list[str], at: int) -> bool:
    # A fronted list ("in Seoul, Busan, and Daegu") has no more than a few words between its commas.
    last = next((back for back in range(at - 1, -1, -1) if low[back] == ","), -1)
    return at - last > 4


def _closing(words: Sequence[Word], start: int) -> int:
    """Return where the clause of the last figure ends."""
    for at in range(start, len(words)):
        low = words[at].text.casefold()
        if low in {";", ":", "—"} or (low in _ENDS and at == len(words) - 1):
            return at
        behind = words[at + 1].text.casefold() if at + 1 < len(words) else ""
        if low == "," and behind in english.CLAUSES:
            return at
    return len(words)
