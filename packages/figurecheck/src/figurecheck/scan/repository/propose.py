"""Propose a first `figurecheck.yml`: the figures of a repository's texts that look like counts of its own things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from figurecheck.figures import Form, Found, NumberKind, find_stated
from figurecheck.scan.consistency.result import Scanned, Status
from figurecheck.scan.drafts import Draft
from figurecheck.scan.repository.counts_file import SLOT
from figurecheck.scan.repository.flat_text import FlatText, flatten_blocks
from figurecheck.scan.repository.phrases import PARTS

# A plural within three words of the number is what is counted: "14 file formats".
_COUNTED = re.compile(r" (?P<noun>(?:[^\W\d_]+(?:-[^\W\d_]+)* ){0,2}?[^\W\d_]+(?<![sui])s)(?![\w-])")
# Times and sizes of other things, of which a repository has no count; what the grammar knows as a unit is left out too.
_NO_COUNTS = frozenset("times ways things spaces characters digits lines pixels cores bits columns weeks".split())
_FEW = 3
"""Up to this, a number in words is mostly a turn of phrase ("two ways")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedCount:
    """A statistic that the texts may be stating."""

    id: str
    phrase: str
    places: tuple[tuple[Draft, Scanned], ...]
    """Every number in that phrase, in reading order."""


def propose_counts(drafts: Iterable[Draft], locale: str = "en") -> list[ProposedCount]:
    """Return what the texts seem to count: first what has one number, the most often stated first."""
    found: dict[str, list[tuple[Draft, Scanned]]] = defaultdict(list)
    for draft in drafts:
        for flat in flatten_blocks(draft):
            for one in find_stated(flat.text, locale):
                if noun := _find_noun(flat.text, one):
                    found[noun].append((draft, _scanned(draft, flat, one)))
    return [
        ProposedCount(id=noun.replace(" ", "-"), phrase=f"{SLOT} {noun}", places=tuple(places))
        for noun, places in sorted(found.items(), key=_rank)
    ]


def _rank(proposed: tuple[str, list[tuple[Draft, Scanned]]]) -> tuple[int, int]:
    # A count of one thing is the same number wherever it stands, but for the copies that were forgotten.
    places = proposed[1]
    return len({number.reading for _, number in places}), -len(places)


def _find_noun(text: str, one: Found) -> str:
    """Return what a number counts, if that may be a thing of the repository; else nothing."""
    figure = one.figure
    if one.kind is not NumberKind.FIGURE or figure is None or figure.form is not Form.NUMBER:
        return ""
    if figure.unit or figure.upper is not None or figure.amount.denominator != 1 or figure.amount < 2:
        return ""
    if figure.amount <= _FEW and not any(sign.isdigit() for sign in one.text):
        return ""
    match = _COUNTED.match(text, one.full_end) if text[one.start - 1 : one.start] != "/" else None
    words = match["noun"].casefold().split() if match else []
    return "" if not words or PARTS & set(words) or words[-1] in _NO_COUNTS else " ".join(words)


def _scanned(draft: Draft, flat: FlatText, one: Found) -> Scanned:
    start = flat.places[one.start]
    return Scanned(
        start=start, end=flat.places[one.end - 1] + 1, text=one.text, reading=one.reading,
        status=Status.UNSOURCED, line=draft.place(start)[0],
    )  # fmt: skip
