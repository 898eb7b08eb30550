"""Which period each number of a text is of: as its own words, its sentence, or what stands before it say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factbook.scan.masked import no_context
from factbook.verdicts.sentence import korean
from factbook.verdicts.sentence.mention import BASE, MAIN, PeriodMention
from factbook.verdicts.sentence.mentions import find_mentions
from factbook.verdicts.sentence.passage import PlacedFigure, SentenceText
from factbook.verdicts.sentence.said import Said, assign, resolve
from factbook.verdicts.sentence.spans import Span

LEAD_IN = 4
"""Words before a number in which "from" or "than" makes it what another is compared with."""


@dataclass(frozen=True, slots=True)
class When:
    """The period of a number; without spans, the text says none."""

    spans: tuple[Span, ...] = ()
    """Any of these, where the text leaves it open."""
    stated: bool = False
    """Whether the sentence itself says so."""
    before: bool = False
    """Whether it is the period before that: of what a number is compared with."""
    other: Span | None = None
    """A period that it is not of: that of "from 498 in 2023" for the number behind "to"."""
    base: Span | None = None
    """What it is compared with, if it is a change."""
    months: int = 0
    """The same, as months back: 12 for "than a year earlier"."""
    vague: bool = False
    """Whether the sentence says a period that cannot be told: "last year", "over ten years"."""


@dataclass(frozen=True, slots=True)
class EarlierPeriods:
    """The periods that a text has said so far."""

    carried: Span | None = None
    """Of the last sentence that says one."""
    document: Span | None = None
    """Of the title, or of the first sentence that says one."""
    heading: Span | None = None
    fresh: bool = False
    """Whether `carried` was said in the same paragraph."""

    def after(self, sentence: SentenceText, *, heading: bool, paragraph: bool) -> EarlierPeriods:
        """Return the periods behind a sentence; `paragraph` says whether it ends its paragraph."""
        spans = {one.span for one in _main_mentions(sentence) if one.span is not None}
        said = spans.pop() if len(spans) == 1 else None
        if heading:
            document = self.document or said
            return replace(self, carried=None, heading=said, document=document, fresh=False)
        return replace(
            self,
            carried=said or (None if spans else self.carried),
            document=self.document or said,
            fresh=not paragraph,
        )

    @property
    def spans(self) -> tuple[Span, ...]:
        """What a sentence that says no period may be of."""
        if self.fresh and self.carried is not None:
            return (self.carried,)
        # Behind the end of a paragraph a text may go on about its last period, or about that of the whole.
        found = (self.carried, self.heading or self.document)
        return tuple(dict.fromkeys(one for one in found if one is not None))


def _main_mentions(sentence: SentenceText) -> list[PeriodMention]:
    mentions = [one for one in find_mentions(sentence) if one.relation == MAIN and one.ends is None]
    counterparts = [figure for figure in sentence.figures if _is_counterpart(sentence, figure)]
    return [
        one
        for one in mentions
        if one.shift is None and not any(figure.first <= one.first < figure.last for figure in counterparts)
    ]


def find_when(sentence: SentenceText, earlier: EarlierPeriods) -> list[When]:
    """Return the period of each figure of a sentence."""
    if not sentence.figures:
        return []
    mentions = _anchored(sentence, resolve(sentence, find_mentions(sentence), no_context()), earlier)
    said = assign(sentence, mentions)
    vague = _is_vague(sentence)
    made: list[When] = []
    for number, figure in enumerate(sentence.figures):
        when = _own(said[number])
        if not when.spans and _is_counterpart(sentence, figure):
            when = _of_counterpart(number, sentence, made, said, when)
        elif not when.spans and number and _is_to(sentence, figure) and _is_from(sentence, sentence.figures[number - 1]):
            # "Rose from 498 in 2023 to 531": of the period that the text is about, and not of that of the first.
            other = made[-1].spans[0] if made[-1].spans and not made[-1].before else None
            spans = tuple(one for one in _frame(said, earlier) if one != other)
            when = replace(when, spans=spans, other=other)
        if not when.spans and not when.before and when.other is None:
            carried = tuple(
                one.mention.span for one in said[number] if not one.plain and one.mention.span and one.mention.ends is None
                and one.mention.relation == MAIN
            )
            when = replace(when, spans=carried[:1] or earlier.spans, vague=vague and not carried)
        made.append(when)
    return made


def _anchored(
    sentence: SentenceText, mentions: Sequence[PeriodMention], earlier: EarlierPeriods
) -> list[PeriodMention]:
    """Return the mentions with the period before the sentence for "the year before" that has no other anchor."""
    anchor = next(iter(earlier.spans), None)
    made = []
    for one in mentions:
        if one.span is None and anchor is not None and one.shift and not one.month and not one.months:
            one = replace(one, span=anchor.moved(one.shift))
        made.append(one)
    return made


def _own(said: Sequence[Said]) -> When:
    """Return the period that is said of a figure plainly, and what it is compared with."""
    main = next((one.mention for one in said if one.plain and one.mention.relation == MAIN), None)
    base = next((one.mention for one in said if one.mention.relation == BASE), None)
    span = main.span if main is not None else None
    months = -12 * base.shift if base is not None and base.shift and base.shift < 0 else 0
    if base is not None and base.months:
        months = -base.months
    # "From 2020 to 2024 it rose by 65%": of the later year, compared with the earlier.
    ends = main.ends if main is not None else None
    if main is not None and ends is not None and not main.split:
        return When((ends[1],), stated=True, base=ends[0])
    return When(
        (span,) if span is not None else (), stated=span is not None, base=base.span if base is not None else None,
        months=months,
    )  # fmt: skip


def _of_counterpart(
    number: int, sentence: SentenceText, made: Sequence[When], said: Sequence[Sequence[Said]], own: When
) -> When:
    """Return the period of a figure that another one is compared with: its own base, or the period before."""
    behind = number + 1 < len(sentence.figures) and _is_to(sentence, sentence.figures[number + 1])
    partner = _own(said[number + 1]) if behind else made[-1] if made else When()
    base = own.base or partner.base
    if base is not None:
        return When((base,), stated=True)
    return When(partner.spans, before=True, months=own.months or partner.months)


def _frame(said: Sequence[Sequence[Said]], earlier: EarlierPeriods) -> tuple[Span, ...]:
    """Return the period that opens a sentence, or that stands before it."""
    first = next((one.mention.span for one in said[0] if one.plain and one.mention.span), None)
    return tuple(dict.fromkeys([*([first] if first else []), *earlier.spans]))


def _is_vague(sentence: SentenceText) -> bool:
    """Return whether a sentence says a period that depends on the day on which it is read."""
    pairs = zip(sentence.lows, sentence.lows[1:], strict=False)
    return any(
        one in {"last", "this", "next", "past"} and two in {"year", "month", "quarter", "week", "decade"}
        for one, two in pairs
    ) or any(low.startswith(("지난해", "작년", "올해", "지난달", "이번")) for low in sentence.lows)


def _is_from(sentence: SentenceText, figure: PlacedFigure) -> bool:
    if sentence.korean:
        return sentence.low(figure.at + 1).startswith(("에서",))
    return "from" in _before(sentence, figure)


def _is_to(sentence: SentenceText, figure: PlacedFigure) -> bool:
    return not sentence.korean and "to" in _before(sentence, figure)


_SMALL = frozenset("the a an some about around nearly just only as little much many high low its their £ $ € ₩".split())


def _before(sentence: SentenceText, figure: PlacedFigure) -> list[str]:
    """Return the words right before a figure, back to the first that says something."""
    made = []
    for at in range(figure.at - 1, max(-1, figure.at - LEAD_IN), -1):
        made.append(sentence.low(at))
        if made[-1] not in _SMALL:
            break
    return made


_COMPARED = frozenset("from against than versus vs unlike after exceeded".split())


def _is_counterpart(sentence: SentenceText, figure: PlacedFigure) -> bool:
    """Return whether a figure is what another is compared with: "than the 3,151", "down from 370", "370보다"."""
    if sentence.korean:
        return sentence.low(figure.at + 1).startswith(("보다", "에서", *korean.THAN))
    words = _before(sentence, figure)
    with_ = words[-1:] in (["with"], ["to"]) and sentence.low(figure.at - len(words) - 1) == "compared"
    # "More than 500" is a qualifier of the figure itself.
    qualified = "than" in figure.finding.printed.casefold()
    return bool(_COMPARED & set(words) - ({"than"} if qualified else set())) or with_
