"""Which period each number of a text is of: as its own words, its sentence, or what stands before it say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from factbook.scan.masked import find_lists, no_context
from factbook.scan.words import english
from factbook.scan.words.english import IRREGULAR
from factbook.verdicts.sentence import korean
from factbook.verdicts.sentence.mention import BASE, LOOSE, MAIN, PeriodMention
from factbook.verdicts.sentence.mentions import find_mentions
from factbook.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
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
    later: bool = False
    """Whether another number is of an earlier period: of the second of "from 5,602 to 5,411"."""
    other: Span | None = None
    """A period that it is not of: that of "from 498 in 2023" for the number behind "to"."""
    base: Span | None = None
    """What it is compared with, if it is a change."""
    months: int = 0
    """The same, as months back: 12 for "than a year earlier"."""
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
    """The same, or of the first sentence that says one."""
    heading: Span | None = None
    fresh: bool = False
    """Whether `carried` was said in the same paragraph."""

    def after(self, sentence: SentenceText, *, heading: bool, paragraph: bool) -> EarlierPeriods:
        """Return the periods behind a sentence; `paragraph` says whether it ends its paragraph."""
        spans = dict.fromkeys(one.span for one in _main_mentions(sentence) if one.span is not None)
        said = next(iter(spans), None) if len(spans) == 1 else None
        if heading:
            document, title = self.document or said, self.title or said
            return replace(self, carried=None, heading=said, document=document, title=title, fresh=False)
        return replace(
            self,
            carried=said or (None if spans else self.carried),
            document=self.document or said,
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
        # Behind the end of a paragraph a text may go on about its last period, or about that of the whole.
        return tuple(dict.fromkeys(one for one in (self.carried, frame) if one is not None))


def _main_mentions(sentence: SentenceText) -> list[PeriodMention]:
    """List the periods of a sentence that are no other's base, nor of what a number is compared with."""
    compared = [one for one, is_so in zip(sentence.figures, _find_compared(sentence), strict=True) if is_so]
    return [
        one
        for one in find_mentions(sentence)
        if one.relation == MAIN
        and one.shift is None
        and not (one.ends is not None and sentence.low(one.first) in {"from", "between"})
        and not any(figure.first <= one.first < figure.last for figure in compared)
    ]


def find_when(sentence: SentenceText, earlier: EarlierPeriods, turned: Collection[int] = ()) -> list[When]:
    """Return the period of each figure of a sentence; those at the places `turned` are rises and falls."""
    if not sentence.figures:
        return []
    mentions = _anchored(resolve(sentence, find_mentions(sentence), no_context()), earlier)
    said = assign(sentence, mentions)
    compared = _find_compared(sentence)
    aside = {
        id(one)
        for one in mentions
        for figure, is_compared in zip(sentence.figures, compared, strict=True)
        if is_compared and figure.first <= one.first < figure.last
    }
    for figure, mine in zip(sentence.figures, said, strict=True):
        # What another number is compared with is of no other number: "than the 193,657 of 2023, a rise of 14.8%".
        mine[:] = [
            one
            for one in mine
            if figure.first <= one.mention.first < figure.last
            or not any(one.mention.first == each.first for each in mentions if id(each) in aside)
        ]
    made = [_when_clause(sentence, figure, mentions) or _own(one) for figure, one in zip(sentence.figures, said, strict=True)]
    for number, figure in enumerate(sentence.figures):
        if compared[number] and sentence.low(figure.at - 1) == "(":
            # "In 2024 waiting fell in Orvale (18.4 to 16.9)": the first is not of 2024.
            made[number] = replace(made[number], spans=(), stated=False)
    _spread(sentence, made, compared)
    vague, now = _is_vague(sentence), _is_present(sentence)
    for number, figure in enumerate(sentence.figures):
        if made[number].spans:
            continue
        when = made[number]
        if compared[number]:
            made[number] = _of_counterpart(number, sentence, made)
            continue
        carried = tuple(
            one.mention.span
            for one in said[number]
            if not one.plain and one.mention.span and one.mention.ends is None and one.mention.relation == MAIN
        )  # fmt: skip
        is_to = number and _is_to(sentence, figure) and _is_from(sentence, sentence.figures[number - 1])
        if is_to:
            # "Rose from 498 in 2023 to 531": of the period that the text is about, and not of that of the first.
            other = made[number - 1].spans[0] if made[number - 1].spans and not made[number - 1].before else None
            # The number before the pair, if it says one: "758 in 2024; arrests rose from 461 to 472".
            past = made[number - 2] if number > 1 and made[number - 2].stated and not compared[number - 2] else None
            frame = [one for one in (past.spans if past else _frame(said, earlier)) if one != other]
            spans = tuple(frame or (one for one in earlier.spans if one != other))
            made[number] = replace(when, spans=spans, other=other, later=True)
            continue
        base = made[number + 1] if number + 1 < len(made) and compared[number + 1] else When()
        # What follows a number goes on about its period: "903 in 2024, 4% fewer than a year earlier".
        last = made[number - 1].spans if number and not compared[number - 1] and not _is_aside(sentence, number) else ()
        said_so_far = {one for when in made[:number] if when.stated for one in when.spans}
        if number in turned and len(said_so_far) > 1:
            # A change is of the newest of the periods that a sentence compares.
            last = (max(said_so_far),)
        before = _frame(said, earlier) if sentence.korean else earlier.spans
        if now:
            # "It has 86 investigators": of the day of the text, which the sentence before says nothing of.
            before = tuple(one for one in (earlier.heading or earlier.title,) if one is not None)
        own = last if number in turned and len(said_so_far) > 1 else carried[:1] or last
        spans = own or before
        spans = tuple(one for one in spans if not (base.stated and one in base.spans))
        made[number] = replace(when, spans=spans, stated=bool(own) and bool(spans), vague=vague and not own)
    for number, figure in enumerate(sentence.figures[:-1]):
        following = made[number + 1]
        joined = compared[number + 1] and not _is_from(sentence, sentence.figures[number + 1])
        if joined and made[number].base is None and not _is_to(sentence, figure):
            # "More than double the 370 of 2020": what it is compared with says from when the change is; "a third fewer
            # than the 18,395 of the prosecution" is no change over time.
            base = following.spans[0] if following.stated else None
            made[number] = replace(made[number], base=base, elsewhere=base is None)
    return [
        replace(_with_partner(number, sentence, made), compared=is_compared) for number, is_compared in enumerate(compared)
    ]


def _anchored(mentions: Sequence[PeriodMention], earlier: EarlierPeriods) -> list[PeriodMention]:
    """Return the mentions with the period before the sentence for "the year before" that has no other anchor."""
    anchor = next(iter(earlier.spans), None)
    made = []
    for one in mentions:
        if one.span is None and anchor is not None and one.shift is not None and not one.month and not one.months:
            one = replace(one, span=anchor.moved(one.shift))
        # "Those of the year before in 2024": the year before is what is compared, and 2024 the year.
        if one.relation == LOOSE and made and made[-1].shift and 0 <= one.first - made[-1].last <= 1:
            one = replace(one, relation=MAIN)
            made[-1] = replace(made[-1], relation=BASE)
        # "Over the same period": it is of that period, whatever leads to it.
        made.append(replace(one, relation=MAIN) if one.shift == 0 and not one.year else one)
    return made


def _own(said: Sequence[Said]) -> When:
    """Return the period that is said of a figure plainly, and what it is compared with."""
    main = next((one.mention for one in said if one.plain and one.mention.relation == MAIN), None)
    base = next((one.mention for one in said if one.mention.relation == BASE), None)
    span = main.span if main is not None else None
    months = -12 * base.shift if base is not None and base.shift and base.shift < 0 else 0
    if base is not None and base.months:
        months = -base.months
    ends = main.ends if main is not None and not main.split else None
    return When(
        (span,) if span is not None else (), stated=span is not None, base=base.span if base is not None else None,
        months=months, ends=ends,
    )  # fmt: skip


def _when_clause(sentence: SentenceText, figure: PlacedFigure, mentions: Sequence[PeriodMention]) -> When | None:
    """Return the period before "when": "the most since 2021, when it was 1,296"."""
    last = max((one.at for one in sentence.figures if one.at < figure.at), default=-1)
    place = next((at for at in range(figure.at - 1, last, -1) if sentence.low(at) == "when"), 0)
    end = place - (sentence.low(place - 1) == ",")
    span = next((one.span for one in mentions if place and one.last == end and one.ends is None), None)
    return When((span,), stated=True) if span is not None else None


def _spread(sentence: SentenceText, made: list[When], compared: Sequence[bool]) -> None:
    """Give the period behind a list to all of it: "702 burglaries and 102 robberies in 2023"."""
    for number in reversed(range(len(made) - 1)):
        one, other = sentence.figures[number], sentence.figures[number + 1]
        between = set(sentence.between(one, other))
        if made[number].stated or not made[number + 1].stated or compared[number + 1]:
            continue
        if between & {"and", ","} and not between & english.PARTING and not sentence.korean:
            made[number] = replace(made[number + 1], base=made[number].base, months=made[number].months)


def _of_counterpart(number: int, sentence: SentenceText, made: Sequence[When]) -> When:
    """Return the period of a figure that another one is compared with: the other's base, or the period before."""
    behind = number + 1 < len(made) and _is_to(sentence, sentence.figures[number + 1])
    partner = made[number + 1] if behind else made[number - 1] if number else When()
    base = made[number].base or partner.base
    if base is not None:
        return When((base,), stated=True)
    return When(partner.spans, before=True, months=made[number].months or partner.months)


def _with_partner(number: int, sentence: SentenceText, made: Sequence[When]) -> When:
    """Return a period with what only the figure behind it says: "from 5,602 to 5,411 in 2024", "over 2020 to 2024"."""
    when = made[number]
    is_from = number + 1 < len(made) and _is_from(sentence, sentence.figures[number])
    pair = (number, number + 1) if is_from else (number - 1, number)
    joined = pair[0] >= 0 and pair[1] < len(made) and _is_to(sentence, sentence.figures[pair[1]])
    joined = joined and _is_from(sentence, sentence.figures[pair[0]])
    if joined and (ends := next((made[at].ends for at in pair if made[at].ends), None)):
        return replace(when, spans=(ends[number - pair[0]],), stated=True, before=False, ends=None)
    if when.before and not when.spans and joined and is_from:
        return replace(when, spans=made[number + 1].spans, months=when.months or made[number + 1].months)
    return when


def _frame(said: Sequence[Sequence[Said]], earlier: EarlierPeriods) -> tuple[Span, ...]:
    """Return the period that opens a sentence, or else what stands before it."""
    first = next((one.mention.span for one in said[0] if one.plain and one.mention.relation == MAIN), None)
    return (first,) if first is not None else earlier.spans


def _find_compared(sentence: SentenceText) -> list[bool]:
    """Return for each figure whether it, or the list that it is in, is what others are compared with."""
    compared = [_is_counterpart(sentence, figure) for figure in sentence.figures]
    for numbers in find_lists(sentence):
        compared[numbers[0] : numbers[-1] + 1] = [compared[numbers[0]]] * len(numbers)
    return compared


def _is_vague(sentence: SentenceText) -> bool:
    """Return whether a sentence says a period that depends on the day on which it is read."""
    pairs = zip(sentence.lows, sentence.lows[1:], strict=False)
    return any(
        one in {"last", "this", "next", "past"} and two in {"year", "month", "quarter", "week", "decade"}
        for one, two in pairs
    ) or any(low.startswith(("지난해", "작년", "올해", "지난달", "이번")) for low in sentence.lows)


def _is_aside(sentence: SentenceText, number: int) -> bool:
    """Return whether the figure before stands in a clause about a noun: "those whose number had tripled in 2023, fell"."""
    last, figure = sentence.figures[number - 1], sentence.figures[number]
    opened = {"whose", "which", "who"} & {sentence.low(at) for at in range(last.first, last.at)}
    return bool(opened) and "," in {sentence.low(at) for at in range(last.at, figure.at)}


_NOW = frozenset("is are has have".split())


def _is_present(sentence: SentenceText) -> bool:
    """Return whether an English sentence says of the present how things are: "has 86 investigators"."""
    lows = sentence.lows
    plain = (
        one in _NOW and not (two.endswith(("ed", "en")) or two in IRREGULAR or two in {"now", "since", "also", "not"})
        for one, two in zip(lows, lows[1:], strict=False)
    )
    return not sentence.korean and any(plain)


def _is_from(sentence: SentenceText, figure: PlacedFigure) -> bool:
    if sentence.korean:
        return sentence.low(figure.at + 1).startswith("에서")
    words = _before(sentence, figure)
    # "(18.4 to 16.9 minutes)" leaves "from" out.
    return "from" in words or (sentence.low(figure.at - 1) == "(" and sentence.low(figure.at + 1) == "to")


def _is_to(sentence: SentenceText, figure: PlacedFigure) -> bool:
    if sentence.korean:
        return sentence.low(figure.at + 1).startswith(("으로", "로"))
    return "to" in _before(sentence, figure)


_SMALL = frozenset("the a an some about around nearly just only as little much many high low its their £ $ € ₩".split())


def _before(sentence: SentenceText, figure: PlacedFigure) -> list[str]:
    """Return the words right before a figure, back to the first that says something."""
    made = []
    for at in range(figure.at - 1, max(-1, figure.at - LEAD_IN), -1):
        made.append(sentence.low(at))
        if made[-1] not in _SMALL:
            break
    return made


_COMPARED = frozenset("from against than versus vs unlike after exceeded below above over under".split())


def _is_counterpart(sentence: SentenceText, figure: PlacedFigure) -> bool:
    """Return whether a figure is what another is compared with: "than the 3,151", "down from 370", "370보다"."""
    if sentence.korean:
        behind = sentence.low(figure.at + 1), sentence.low(figure.at + 2)
        return behind[0].startswith(("보다", "에서", *korean.THAN)) or (
            behind[0] in {"을", "를"} and behind[1].startswith(("웃돌", "밑돌", "넘"))
        )
    words = _before(sentence, figure)
    with_ = words[-1:] in (["with"], ["to"]) and sentence.low(figure.at - len(words) - 1) == "compared"
    # "Double the 370", "twice the 370".
    timed = words[:1] == ["the"] and sentence.low(figure.at - 2) == MASK
    bracketed = _is_from(sentence, figure) and words[:1] == ["("]
    # "More than 500" is a qualifier of the figure itself, and "below 500" may be one.
    own = {"than", "below", "above", "over", "under"} if "the" not in words else set()
    return bool(_COMPARED & set(words) - own) or with_ or bracketed or timed
