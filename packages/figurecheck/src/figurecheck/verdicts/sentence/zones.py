"""The words about each figure of a sentence: between two figures lies a boundary, and the clause has two ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from figurecheck.figures.common.text import Word
from figurecheck.verdicts.sentence import english, korean

_STRONG = frozenset(";—–()")
_ENDS = frozenset(".!?。")
LONGEST_TIME = 4
"""Words of a period between two commas: "in December 2019"."""


def find_zones(words: Sequence[Word], at: list[int], korean: bool) -> Iterator[tuple[int, int]]:
    """Yield for each figure, by its place among the words, where the words about it begin and end."""
    split = _split_korean if korean else _split
    opening = 0 if korean else _opening(words, at[0])
    closing = len(words) if korean else _closing(words, at[-1] + 1)
    bounds = [opening, *(split(words, one + 1, other) for one, other in pairwise(at)), closing]
    yield from pairwise(bounds)


def _split(words: Sequence[Word], start: int, end: int) -> int:
    """Return where, between two figures, the words about the first end and those about the second begin."""
    low = [words[at].text.casefold() for at in range(start, end)]
    # The strongest boundary wins: a bracket or a semicolon, a comma, a conjunction, a preposition.
    rules = (
        *(_at_bracket, _at_strong_sign, _at_clause, _at_colon, _at_comma, _at_conjunction),
        *(_at_preposition, _whole_before, _at_owner, _at_joint),
    )
    for rule in rules:
        cut = rule(low)
        if cut is not None:
            return start + cut
    if low[-1:] == [","]:
        return end - 1
    return end if _has_time(low[:6]) else start + _noun_phrase(low)


def _at_bracket(low: list[str]) -> int | None:
    closed = low[:1] == [")"]
    if low[-1:] != ["("]:
        return 1 if closed else None
    if ";" in low:
        return low.index(";")
    # "Rose to 44, while fewer people were injured than in 2022 (195 against 212)".
    if any(low[at : at + 2] in ([",", "while"], [",", "whereas"]) for at in range(len(low))):
        return _at_clause(low)
    # "More than in Millfield (eight)": the name before the bracket is that of the figure in it; and in "(212) were in
    # the north, a quarter (88)" what follows the first bracket is of the figure in that one.
    # "Less than half of all donations (56%)": the part is what the bracket has as a figure.
    cuts = [
        number
        for number, word in enumerate(low)
        if word in {",", "than", "and", "or", "against"}
        and not (word == "than" and has_part(low[number + 1 : number + 4]))
    ]
    return cuts[-1] if cuts else 1 if closed else len(low) - 1


def _at_strong_sign(low: list[str]) -> int | None:
    # "Peter Jones (Conservative) 17,988": a bracket without a figure parts nothing.
    inside = {at for start, end in _brackets(low) for at in range(start, end + 1)}
    for number, word in enumerate(low):
        # A dash directly before a figure, and that of "18–24", part nothing.
        dash = word in "–—" and (not low[number + 1 :] or low[max(0, number - 1)].isdecimal())
        if word in _STRONG and number not in inside and not dash:
            return number + (word == ")")
    return None


def _brackets(low: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each bracket opens and closes that does both between the figures."""
    opened = None
    for number, word in enumerate(low):
        if word == "(":
            opened = number
        elif word == ")" and opened is not None:
            yield opened, number
            opened = None


def _at_clause(low: list[str]) -> int | None:
    return next((at for at, word in enumerate(low[:-1]) if word == "," and low[at + 1] in english.CLAUSES), None)


def _at_colon(low: list[str]) -> int | None:
    colon = next((at for at, word in enumerate(low) if word == ":"), None)
    comma = low.index(",") if "," in low else None
    # "861, campsites have become more numerous: there are now 238": the clause leads to the second figure.
    if colon is not None and comma is not None and colon - comma > LONGEST_TIME:
        return comma
    return colon


def _at_comma(low: list[str]) -> int | None:
    # "And Queen's Road the rest, 10%": a comma right before a figure leaves what it says of it before it.
    commas = [at for at, word in enumerate(low[:-1]) if word == ","]
    if len(commas) > 1 and _is_time(low[commas[0] + 1 : commas[1]]):
        # "In his first season, 2021/22, ...": a period between two commas is of what stands before it.
        return commas[1]
    return commas[0] if commas else None


def _is_time(low: list[str]) -> bool:
    return len(low) <= LONGEST_TIME and _has_time(low) and (low[0] in {"in", "during", "by"} or low[0].isdecimal())


def _at_conjunction(low: list[str]) -> int | None:
    for number, word in enumerate(low):
        # "65 and over" is one band.
        band = word in {"and", "or"} and is_band(low[max(0, number - 1) : number + 2])
        if word in _JOINED and (number or word in _SUBORDINATE) and not (number and band):
            return number
        # "Peaked at 31 in 2022 before falling to 27".
        if number and word in {"before", "after"} and low[number + 1 : number + 2] and low[number + 1].endswith("ing"):
            return number
    return None


_SUBORDINATE = frozenset("while whereas although though because unless".split())
_JOINED = _SUBORDINATE | frozenset("and but or which who".split())
_BANDS = frozenset("over above older more under younger below up".split())


def is_band(words: Sequence[str]) -> bool:
    """Return whether these words are the middle of "65 and over"."""
    return len(words) == 3 and words[0].isdecimal() and len(words[0]) <= 3 and words[2] in _BANDS


def has_part(words: Sequence[str]) -> bool:
    """Return whether these words are a part or a multiple: "two-thirds of", "three times as many as"."""
    return any(word in english.PARTS for part in words for word in part.split("-"))


def _at_joint(low: list[str]) -> int | None:
    for number, word in enumerate(low):
        if number and is_band(low[number - 1 : number + 2]):
            continue
        if word in english.JOINTS and not (word in {"from", "by", "to"} and not _has_time(low[:number])):
            return number
    return 0 if low[:1] and low[0] in english.JOINTS else None


def _whole_before(low: list[str]) -> int | None:
    """Return where "of the", "out of" or "among the" begins directly before the second figure."""
    end = len(low)
    while end and low[end - 1] in {"the", "all", "its", "their", "these", "those", "some"}:
        end -= 1
    if end and low[end - 1] in {"of", "among"}:
        return end - (2 if low[max(0, end - 2) : end] == ["out", "of"] else 1)
    return None


def _at_preposition(low: list[str]) -> int | None:
    # "6.4 billion on revenue of 73.6": directly behind a figure, these open what is said of the next one.
    opens = low[:1] and low[0] in {"on", "with", "at"} and (len(low) == 1 or low[-1] == "of")
    return 0 if opens and not _has_time(low) else None


def _at_owner(low: list[str]) -> int | None:
    """Return where "to Jones's" begins directly before the second figure."""
    if not low[-1:] or not low[-1].endswith(("’s", "'s", "s’")):
        return None
    near = range(max(0, len(low) - LONGEST_TIME), len(low))
    return next((at for at in reversed(near) if low[at] in {"to", "for", "by", "against", "of"}), None)


def _noun_phrase(low: list[str]) -> int:
    """Return where the noun phrase behind a figure ends: at the first preposition or verb of being."""
    stops = {"in", "with", "by", "for", "on", "at", "is", "are", "was", "were", "had", "has", "have", "made", "went"}
    return next((number for number, word in enumerate(low) if number and word in stops), len(low))


def _has_time(low: Sequence[str]) -> bool:
    return any(len(word) == 4 and word.isdecimal() for word in low) or "year" in low


def _split_korean(words: Sequence[Word], start: int, end: int) -> int:
    """Return the end of the counter and particle of the first figure, and of its verb; the rest belongs to the next."""
    at = start
    while at < end and words[at].start <= words[at - 1].end + 1 and words[at].text not in ",()":
        # A counter is written onto its figure; the next word is set apart by a space.
        if at > start and words[at].start > words[at - 1].end:
            break
        at += 1
    # "2.5% 줄었지만", "18.2% 늘어", "8만 대로 가장 많고": a verb closes the clause of the figure before it.
    for verb in range(at, min(at + LONGEST_VERB, end)):
        text = words[verb].text
        if text in {",", "(", ")"}:
            break
        if text.startswith(_KOREAN_VERBS) and text.endswith(korean.CONNECTIVES):
            return verb + 1
    return min(at, end)


LONGEST_VERB = 3
"""Words behind a Korean figure among which its verb stands: "8만 대로 가장 많고"."""
_KOREAN_VERBS = (*korean.RISE, *korean.FALL, *korean.GREATER, *korean.SMALLER)


def _opening(words: Sequence[Word], figure: int) -> int:
    """Return where the clause of the first figure begins: behind a clause that has no figure."""
    low = [word.text.casefold() for word in words[:figure]]
    closed = {start for start, _ in _brackets(low)}
    for at in range(figure - 1, 0, -1):
        # "Fewer in Brackwater (88)": what a figure in brackets is about stands before the bracket.
        if low[at] in {";", "—", "("} and at not in closed and (low[at] != "(" or at < figure - 1):
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
    # Behind the last figure a clause without one may begin, whose words are about nothing here.
    for at in range(start, len(words)):
        low = words[at].text.casefold()
        if low in {";", ":", "—"} or (low in _ENDS and at == len(words) - 1):
            return at
        behind = words[at + 1].text.casefold() if at + 1 < len(words) else ""
        if low == "," and behind in english.CLAUSES:
            return at
    return len(words)
