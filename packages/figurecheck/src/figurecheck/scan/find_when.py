"""Which period each number of a text is of: as its own words, its sentence, or what stands before it say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from figurecheck.scan.compared import find_compared, is_aside, is_from, is_present, is_to, is_vague
from figurecheck.scan.masked import no_context
from figurecheck.scan.when import EarlierPeriods, When, brackets_with, is_as_long
from figurecheck.scan.words import english
from figurecheck.verdicts.sentence.mention import BASE, LOOSE, MAIN, PeriodMention
from figurecheck.verdicts.sentence.mentions import find_mentions
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.said import Said, assign, resolve
from figurecheck.verdicts.sentence.spans import Span, make_months


def find_when(sentence: SentenceText, earlier: EarlierPeriods, turned: Collection[int] = ()) -> list[When]:
    """Return the period of each figure of a sentence; those at the places `turned` are rises and falls."""
    return _Finder(sentence, earlier, turned).find() if sentence.figures else []


class _Finder:
    """The periods of the figures of one sentence, as far as they are known."""

    def __init__(self, sentence: SentenceText, earlier: EarlierPeriods, turned: Collection[int]) -> None:
        self._sentence, self._figures, self._earlier, self._turned = sentence, sentence.figures, earlier, turned
        self._mentions = _anchored(resolve(sentence, find_mentions(sentence), no_context()), earlier)
        self._compared = find_compared(sentence)
        self._said = assign(sentence, self._mentions)
        self._drop_aside()
        self._brackets = brackets_with(sentence, self._mentions)
        own = zip(self._figures, self._said, strict=True)
        self._made = [_when_clause(sentence, figure, self._mentions) or _own(said) for figure, said in own]

    def find(self) -> list[When]:
        """Return the period of each figure."""
        made = self._made
        for number, figure in enumerate(self._figures):
            if self._compared[number] and self._sentence.low(figure.at - 1) == "(":
                # "In 2024 waiting fell in Orvale (18.4 to 16.9)": the first is not of 2024.
                made[number] = replace(made[number], spans=(), stated=False)
        _spread(self._sentence, made, self._compared)
        for number in range(len(made)):
            if made[number].spans:
                continue
            if self._compared[number] and not self._earlier.cell:
                made[number] = _of_counterpart(number, self._sentence, made)
            elif self._is_end(number):
                made[number] = self._of_end(number)
            else:
                made[number] = self._inherited(number)
        for number in range(len(made) - 1):
            self._take_base(number)
        self._take_opening_base()
        joined = (_with_partner(number, self._sentence, made) for number in range(len(made)))
        likely = self._earlier.months
        return [replace(one, compared=self._compared[number], likely=likely) for number, one in enumerate(joined)]

    def _drop_aside(self) -> None:
        """Drop what is said of a figure that another is compared with: "than the 193,657 of 2023, a rise of 14.8%"."""
        zones = [figure for number, figure in enumerate(self._figures) if self._compared[number]]
        aside = {one.first for one in self._mentions for zone in zones if zone.first <= one.first < zone.last}
        for figure, said in zip(self._figures, self._said, strict=True):
            said[:] = [
                one for one in said if figure.first <= one.mention.first < figure.last or one.mention.first not in aside
            ]

    def _is_end(self, number: int) -> bool:
        """Return whether a figure is the second of "from 498 to 531"."""
        figures = self._figures
        return number > 0 and is_to(self._sentence, figures[number]) and is_from(self._sentence, figures[number - 1])

    def _of_end(self, number: int) -> When:
        """Return the period of the second of "from 498 in 2023 to 531": that of the text, and not of the first."""
        made = self._made
        first = made[number - 1]
        other = first.spans[0] if first.spans and not first.before else None
        # The number before the pair, if it says one: "758 in 2024; arrests rose from 461 to 472".
        # Of two pairs both ends are of one period: "exports rose from 95 to 98, and imports from 94 to 95".
        past = made[number - 2] if number > 1 and not self._compared[number - 2] else When()
        frame = [one for one in (past.spans if past.stated or past.later else self._frame()) if one != other]
        spans = tuple(frame or (one for one in self._earlier.spans if one != other))
        return replace(made[number], spans=spans, other=other, later=True)

    def _inherited(self, number: int) -> When:
        """Return the period of a figure that has none of its own: of the one before, of the text before, or open."""
        made = self._made
        own = self._carried(number)
        if number in self._turned and own:
            # "In 2023 they were 15,051: their share rose by 6.3 points": from then until now, or until then.
            newer = (one for one in self._earlier.spans if one.first > own[0].first and is_as_long(one, own[0]))
            own = (*own, *newer)
        spans = own or self._before()
        following = made[number + 1] if number + 1 < len(made) and self._compared[number + 1] else When()
        # "20,759, up from 19,717 in 2023" is of any year but 2023.
        spans = tuple(one for one in spans if not (following.stated and one in following.spans))
        vague = is_vague(self._sentence) and not own
        return replace(made[number], spans=spans, stated=bool(own and spans), vague=vague)

    def _carried(self, number: int) -> tuple[Span, ...]:
        """Return the period that the sentence has said before a figure."""
        # "2,318 (2,260 in 2023) and 14.8%": what a bracket says is over where it ends.
        before = [at for at in range(number) if not self._is_bracketed(self._figures[at].at, number)]
        said_so_far = {one for at in before if self._made[at].stated for one in self._made[at].spans}
        if number in self._turned and len(said_so_far) > 1:
            # A change is of the newest of the periods that a sentence compares.
            return (max(said_so_far),)
        said = (one.mention for one in self._said[number] if not one.plain)
        mentions = (one for one in said if not self._is_bracketed(one.first, number))
        found = (one.span for one in mentions if one.ends is None and one.relation == MAIN and one.span is not None)
        if (span := next(found, None)) is not None:
            return (span,)
        # What follows a number goes on about its period: "903 in 2024, 4% fewer than a year earlier".
        goes_on = bool(before) and not self._compared[before[-1]] and not is_aside(self._sentence, number)
        return self._made[before[-1]].spans if goes_on else ()

    def _is_bracketed(self, place: int, number: int) -> bool:
        """Return whether a word stands in brackets around another figure, in which the n-th figure is not."""
        own = self._figures[number].at
        return any(place in one and own not in one for one in self._brackets)

    def _before(self) -> tuple[Span, ...]:
        """Return the periods that stand before the sentence."""
        if is_present(self._sentence):
            # "It has 86 investigators": of the day of the text, which the sentence before says nothing of.
            return tuple(one for one in (self._earlier.heading or self._earlier.title,) if one is not None)
        return self._frame() if self._sentence.korean else self._earlier.spans

    def _frame(self) -> tuple[Span, ...]:
        """Return the period that opens a sentence, or else what stands before it."""
        # "From 95 in 2023 to 98": behind what is compared stands its period alone.
        stop = self._figures[0].at if self._compared[0] else len(self._sentence.words)
        mentions = (one.mention for one in self._said[0] if one.plain and one.mention.relation == MAIN)
        first = next((one.span for one in mentions if one.first < stop), None)
        return (first,) if first is not None else self._earlier.spans

    def _take_base(self, number: int) -> None:
        """Take over from the figure behind with what a change is compared: "more than double the 370 of 2020"."""
        made, following = self._made[number], self._made[number + 1]
        words = self._sentence.between(self._figures[number], self._figures[number + 1])
        joined = self._compared[number + 1] and ("than" in words or words[:1] == ["the"])
        if joined and made.base is None and not is_to(self._sentence, self._figures[number]):
            # "A third fewer than the 18,395 of the other count" is no change over time.
            base = following.spans[0] if following.stated else None
            self._made[number] = replace(made, base=base, elsewhere=base is None)

    def _take_opening_base(self) -> None:
        """Take over what opens a sentence as the base of its changes: "Compared with 2015, when they were 702, ..."."""
        opens = self._sentence.low(0), self._sentence.low(1)
        opening = next((one for one in self._mentions if one.first <= _OPENING), None)
        if opening is None or opening.span is None or opens not in (("compared", "with"), ("compared", "to")):
            return
        for number in self._turned:
            made = self._made[number]
            if made.base is None and not made.months:
                spans = tuple(one for one in made.spans if one != opening.span)
                self._made[number] = replace(made, spans=spans, base=opening.span)


_OPENING = 4
"""Words before a period that opens a sentence as what is compared with: "Compared with the level of 2015"."""


def _anchored(mentions: Sequence[PeriodMention], earlier: EarlierPeriods) -> list[PeriodMention]:
    """Return the mentions with the period before the sentence for "the year before" that has no other anchor."""
    # Where it is open which period the text is about, it is open from which such a year counts.
    anchor = earlier.spans[0] if len(earlier.spans) == 1 else None
    document = earlier.heading or earlier.document
    made: list[PeriodMention] = []
    for mention in mentions:
        one = mention
        if one.span is None and anchor is not None and one.shift is not None and not one.month and not one.months:
            # "In the same quarter of 2023" says the year to which it moves.
            one = replace(one, span=anchor.moved(one.year - anchor.year if one.year else one.shift))
        elif one.span is None and document is not None and one.month and one.shift is None:
            one = replace(one, span=_last_before(document, one.month, one.length))
        # "Those of the year before in 2024": the year before is what is compared, and 2024 the year.
        if one.relation == LOOSE and made and made[-1].shift and 0 <= one.first - made[-1].last <= 1:
            one = replace(one, relation=MAIN)
            made[-1] = replace(made[-1], relation=BASE)
        # "Over the same period": it is of that period, whatever leads to it.
        made.append(replace(one, relation=MAIN) if one.shift == 0 and not one.year else one)
    return made


def _last_before(frame: Span, month: int, length: int) -> Span | None:
    """Return the last month or quarter of a name up to the period of a text: "August" of one about September 2024."""
    if length * _LONGEST_MONTH < frame.days:
        # "In May" of a text about 2024.
        named = make_months(frame.year, month, month + length - 1)
        return named if named in frame else None
    named = make_months(frame.year, month, month + length - 1)
    return named if named.last <= frame.last else named.moved(-1)


_LONGEST_MONTH = 31


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
    """Spread the period behind a list to all of it: "702 burglaries and 102 robberies in 2023"."""
    for number in reversed(range(len(made) - 1)):
        one, other = sentence.figures[number], sentence.figures[number + 1]
        between = set(sentence.between(one, other))
        if made[number].stated or not made[number + 1].stated or compared[number + 1]:
            continue
        if between & {"and", ","} and not between & english.PARTING and not sentence.korean:
            made[number] = replace(made[number + 1], base=made[number].base, months=made[number].months)


def _of_counterpart(number: int, sentence: SentenceText, made: Sequence[When]) -> When:
    """Return the period of a figure that another one is compared with: the other's base, or the period before."""
    behind = number + 1 < len(made) and is_to(sentence, sentence.figures[number + 1])
    partner = made[number + 1] if behind else made[number - 1] if number else When()
    base = made[number].base or partner.base
    if base is not None:
        return When((base,), stated=True)
    return When(partner.spans, before=True, months=made[number].months or partner.months)


def _with_partner(number: int, sentence: SentenceText, made: Sequence[When]) -> When:
    """Return a period with what only the figure behind it says: "from 5,602 to 5,411 in 2024", "over 2020 to 2024"."""
    when = made[number]
    starts = number + 1 < len(made) and is_from(sentence, sentence.figures[number])
    pair = (number, number + 1) if starts else (number - 1, number)
    joined = pair[0] >= 0 and pair[1] < len(made) and is_to(sentence, sentence.figures[pair[1]])
    joined = joined and is_from(sentence, sentence.figures[pair[0]])
    if joined and (ends := next((made[at].ends for at in pair if made[at].ends), None)):
        return replace(when, spans=(ends[number - pair[0]],), stated=True, before=False, ends=None)
    if when.before and not when.spans and joined and starts:
        return replace(when, spans=made[number + 1].spans, months=when.months or made[number + 1].months)
    return when
