"""The period of a number, and the periods that a text has said before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from figurecheck.scan.compared import find_compared
from figurecheck.verdicts.sentence.mention import MAIN, PUBLISHED, PeriodMention
from figurecheck.verdicts.sentence.mentions import find_mentions
from figurecheck.verdicts.sentence.passage import SentenceText
from figurecheck.verdicts.sentence.spans import Span

YEAR_AHEAD = 366
"""Days by which a later sentence may say a newer period than the first."""
SIMILAR = 3
"""Days by which months, quarters and years differ in length."""


def is_as_long(one: Span, other: Span) -> bool:
    """Return whether two periods are two months, two quarters or two years."""
    return abs(one.days - other.days) <= SIMILAR


@dataclass(frozen=True, slots=True)
class When:
    """The period of a number; without spans, the text says none."""

    spans: tuple[Span, ...] = ()
    """Any of these, where the text leaves it open."""
    stated: bool = False
    """Whether the sentence itself says so."""
    before: bool = False
    """Whether it is the period before that: of what a number is compared with."""
    later: bool = False
    """Whether another number is of an earlier period: of the second of "from 5,602 to 5,411"."""
    other: Span | None = None
    """A period that it is not of: that of "from 498 in 2023" for the number behind "to"."""
    base: Span | None = None
    """What it is compared with, if it is a change."""
    months: int = 0
    """The same, as months back: 12 for "than a year earlier"."""
    likely: int = 0
    """Months back to what the sentence before compares with, where this one does not say it."""
    compared: bool = False
    """Whether it is what another number is compared with."""
    elsewhere: bool = False
    """Whether it is compared with a number of which no period is said."""
    vague: bool = False
    """Whether the sentence says a period that cannot be told: "last year", "over ten years"."""
    ends: tuple[Span, Span] | None = None
    """Both ends of a stretch: a change over it is from the one to the other."""


@dataclass(frozen=True, slots=True)
class EarlierPeriods:
    """The periods that a text has said so far."""

    carried: Span | None = None
    """Of the last sentence that says one."""
    title: Span | None = None
    """Of the first heading that says one."""
    document: Span | None = None
    """The same, or the newest that the sentences so far have said."""
    heading: Span | None = None
    fresh: bool = False
    """Whether `carried` was said in the same paragraph."""
    cell: bool = False
    """Whether `carried` is that of a cell of a table, and so of all its numbers."""
    months: int = 0
    """How far back the last comparison of the paragraph goes, if all of its sentence go as far."""

    def after(self, sentence: SentenceText, *, heading: bool, paragraph: bool) -> EarlierPeriods:
        """Return the periods behind a sentence; `paragraph` says whether it ends its paragraph."""
        spans = dict.fromkeys(one.span for one in main_mentions(sentence) if one.span is not None)
        said = next(iter(spans), None) if len(spans) == 1 else None
        if heading:
            document, title = self.document or said, self.title or said
            return replace(self, carried=None, heading=said, document=document, title=title, fresh=False)
        # "Nears its record of 2019": a title may look back, and the first sentence then says of when the text is.
        newest = max(spans, default=None)
        opens = self.carried is None and self.title is not None and self.document == self.title
        if opens and newest is not None and self.title is not None and newest.first > self.title.last + YEAR_AHEAD:
            return replace(self, carried=said, document=newest, title=newest, fresh=not paragraph)
        return replace(
            self,
            carried=said or (None if spans else self.carried),
            document=self.title or _newest(self.document, spans),
            fresh=not paragraph,
        )

    @property
    def spans(self) -> tuple[Span, ...]:
        """What a sentence that says no period may be of."""
        frame = self.heading or self.document
        # "In 2023 there were 71": behind a look back a text may go on about that year, or about its own again.
        looks_back = self.carried is not None and frame is not None and self.carried.last < frame.first
        if self.fresh and self.carried is not None and not looks_back:
            return (self.carried,)
        if looks_back and not self.fresh and frame is not None:
            return (frame,)
        # Behind the end of a paragraph a text may go on about its last period, or about that of the whole.
        return tuple(dict.fromkeys(one for one in (self.carried, frame) if one is not None))


def _newest(known: Span | None, said: Iterable[Span]) -> Span | None:
    """Return what a text without a dated title is about: the newest period that it has said so far.

    Older ones are looked back at, and what is said of years to come is a plan.
    """
    for one in said:
        if known is None or known.last < one.last <= known.last + YEAR_AHEAD:
            known = one
    return known


def brackets_with(sentence: SentenceText, mentions: Sequence[PeriodMention]) -> list[range]:
    """Return the places of brackets with a figure and its period within."""
    made: list[range] = []
    opened = -1
    for at, low in enumerate(sentence.lows):
        if low == "(":
            opened = at
        elif low == ")" and opened >= 0:
            made.append(range(opened, at))
            opened = -1
    dated = (one for one in made if any(mention.first in one for mention in mentions))
    return [one for one in dated if any(figure.at in one for figure in sentence.figures)]


def main_mentions(sentence: SentenceText) -> list[PeriodMention]:
    """List the periods of a sentence that are no other's base, nor of what a number is compared with."""
    compared = [one for one, is_so in zip(sentence.figures, find_compared(sentence), strict=True) if is_so]
    found = find_mentions(sentence)
    brackets = brackets_with(sentence, found)
    return [
        one
        for one in found
        # "2,935 were sent to prison (2,710 in 2023)": the text goes on about its own year.
        if not any(one.first in bracket for bracket in brackets)
        and (one.relation == MAIN or (one.relation == PUBLISHED and sentence.low(one.first - 1) == "for"))
        and one.shift is None
        and not (one.ends is not None and sentence.low(one.first) in {"from", "between"})
        and not any(figure.first <= one.first < figure.last for figure in compared)
    ]
