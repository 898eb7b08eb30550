"""A block of a text as it reads: on one line, without markup, and with the place of every character."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from figurecheck.scan.drafts import Block, Draft, DraftKind
from figurecheck.scan.drafts.draft import Span

NO_PROSE = "\ufffc"
"""Stands for code and whatever else is no prose, so that no phrase reads over it."""

_SPACE = re.compile(r"&(?:nbsp|thinsp|ensp|#160|#xa0|#8239);", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FlatText:
    """A text on one line."""

    text: str
    places: tuple[int, ...]
    """The place of each character in the draft, and at last that of the end."""


def flatten_blocks(draft: Draft) -> Iterator[FlatText]:
    """Yield the blocks of a draft, without code."""
    ends = [end for _, end in draft.hidden]
    for block in draft.blocks:
        if block.kind != "code":
            yield _flatten(draft, block, bisect_right(ends, block.start))


def find_spans(draft: Draft, wordings: Iterable[str]) -> list[Span]:
    """Return where wordings stand in a draft, whatever their case, line breaks and markup."""
    words = ["[ ]".join(map(re.escape, one.split())) for one in wordings]
    if not words:
        return []
    pattern = re.compile("|".join(words), re.IGNORECASE)
    return [
        (flat.places[match.start()], flat.places[match.end() - 1] + 1)
        for flat in flatten_blocks(draft)
        for match in pattern.finditer(flat.text)
    ]


def _flatten(draft: Draft, block: Block, next_hidden: int) -> FlatText:
    """Return a block on one line: white space is one space, and marks of quotations at a line's start are left out."""
    signs: list[str] = []
    places: list[int] = []
    hidden, line_start, seen = draft.hidden, False, 0
    for at in range(block.start, block.end):
        if at < seen:
            continue
        while next_hidden < len(hidden) and hidden[next_hidden][1] <= at:
            next_hidden += 1
        if next_hidden < len(hidden) and hidden[next_hidden][0] <= at:
            continue
        sign, shown = draft.text[at], draft.source[at]
        line_start = shown == "\n" or (line_start and (shown.isspace() or shown == ">"))
        if shown.isspace() or (line_start and shown == ">"):
            sign = " "
        elif shown == "&" and draft.kind is DraftKind.MARKDOWN and (entity := _SPACE.match(draft.source, at)):
            sign, seen = " ", entity.end()
        elif sign == " ":
            sign = NO_PROSE
        # One space for any number of them, and one mark for a whole piece of code.
        if not (sign in {" ", NO_PROSE} and signs[-1:] == [sign]):
            signs.append(sign)
            places.append(at)
    return FlatText("".join(signs), (*places, block.end))
