"""Reading of the period: which of the periods that a sentence names a figure is said to be of, and whether it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factbook.model import Aspect, Head, HeadKind, SentenceReading, State, Statistic
from factbook.verdicts.sentence import english
from factbook.verdicts.sentence.context import Context
from factbook.verdicts.sentence.mentions import BASE, LOOSE, MAIN, PUBLISHED, Mention, find_mentions
from factbook.verdicts.sentence.passage import Figure, SentenceText, read_text
from factbook.verdicts.sentence.spans import Span, make_months
from factbook.verdicts.sentence.times import Fit, Times, fit_mention
from factbook.verdicts.sentence.words import find_lists

OPEN = SentenceReading(aspect=Aspect.PERIOD)
LONGEST_STEP = 400
"""Days of a period that "the year before" can count from: a year at most."""


@dataclass(frozen=True, slots=True)
class Said:
    """A period that is said of a figure, and how plainly."""

    mention: Mention
    words: str
    plain: bool
    """Whether it is said of this very figure; what was carried over from another can bear out, and not contradict."""


def read_periods(sentence: SentenceText, context: Context) -> list[SentenceReading]:
    """Return the reading of the period for each figure of a sentence."""
    mentions = _resolve(sentence, find_mentions(sentence), context)
    said = _assign(sentence, mentions)
    readings = [
        _read(figure.statistic, said[number], context) if figure.statistic is not None else OPEN
        for number, figure in enumerate(sentence.figures)
    ]
    _check_ends(sentence, mentions, context, readings)
    return [
        reading if reading is not OPEN else _read_heads(figure, sentence, mentions, context)
        for figure, reading in zip(sentence.figures, readings, strict=True)
    ]


def _read(statistic: Statistic, said: Sequence[Said], context: Context) -> SentenceReading:
    times = context.times(statistic)
    borne = OPEN
    for one in said:
        fit = fit_mention(times, one.mention, lambda span: context.siblings.at(statistic, span) is not None)
        sibling = one.mention.span and context.siblings.at(statistic, one.mention.span)
        if fit is Fit.NO and (one.plain or _is_near_miss(times, one.mention)):
            return _contradicted(statistic, times, one.words, sibling or None)
        if fit is Fit.YES and borne is OPEN:
            borne = SentenceReading(aspect=Aspect.PERIOD, state=State.BORNE_OUT, words=one.words)
    return borne


def _is_near_miss(times: Times, mention: Mention) -> bool:
    """Return whether a range shares one of its ends with the statistic's, and not the other."""
    if mention.ends is None or mention.span is None or not times.main:
        return False
    whole = times.main[0]
    ends = max(mention.ends[0].days, mention.ends[1].days)
    return whole.days > ends and (whole.first == mention.span.first) != (whole.last == mention.span.last)


def _contradicted(statistic: Statistic, times: Times, words: str, sibling: Statistic | None) -> SentenceReading:
    base = ", compared with an earlier period" if times.compares else ""
    other = f"; of the period in the text is {sibling.id}" if sibling is not None else ""
    reason = f"the text says “{words}”, and {statistic.id} is of {statistic.period or statistic.label}{base}{other}"
    return SentenceReading(aspect=Aspect.PERIOD, state=State.CONTRADICTED, words=words, reason=reason)


def _resolve(sentence: SentenceText, mentions: list[Mention], context: Context) -> list[Mention]:
    """Return the mentions with the periods of those that depend on another: "the year before", "the same year"."""
    made: list[Mention] = []
    for number, mention in enumerate(mentions):
        if mention.shift is None:
            made.append(mention)
            continue
        named = [one for one in made if one.shift is None and one.relation != BASE]
        anchor = next((one.span for one in reversed(named) if one.span is not None), None)
        # "A month earlier 13,975, a year earlier 14,166": both count from what was said before the sentence.
        if anchor is None and not any(one.shift is not None for one in mentions[:number]):
            anchor = _anchor(sentence, mention, context)
        made.append(replace(mention, span=anchor and _moved(anchor, mention)))
    return made


def _moved(anchor: Span, mention: Mention) -> Span:
    shift = mention.shift or 0
    if mention.month:
        named = make_months(anchor.year, mention.month, mention.month)
        if not shift:
            return named
        same_year = named.last < anchor.first if shift < 0 else named.first > anchor.last
        return named if same_year else named.moved(shift)
    return anchor.moved_months(mention.months) if mention.months else anchor.moved(shift)


def _anchor(sentence: SentenceText, mention: Mention, context: Context) -> Span | None:
    """Return the period of the figure that "the year before" counts from."""
    owner = next((one for one in sentence.figures if one.first <= mention.first < one.last), None)
    before = [one for one in sentence.figures if one.at < mention.first and one.statistic is not None]
    # "77.0% the year before" counts from another figure, "16.6% fewer than the year before" from itself.
    if mention.relation != BASE:
        before = [one for one in before if one is not owner]
    if not before:
        return _last_period(sentence.previous, context)
    return _period_of(before[-1].statistic, context)


def _period_of(statistic: Statistic | None, context: Context) -> Span | None:
    main = context.times(statistic).main if statistic is not None else ()
    return next((one for one in main if one.days < LONGEST_STEP), None)


def _last_period(sentence: SentenceText | None, context: Context) -> Span | None:
    """Return the period that a sentence ends with: of its last mention, else of its last figure."""
    if sentence is None:
        return None
    mentions = [one for one in find_mentions(sentence) if one.relation == MAIN and one.ends is None]
    if any(one.shift is not None for one in mentions):
        return None
    spans = [one.span for one in mentions if one.span is not None and one.span.days < LONGEST_STEP]
    # Where it names two, which of them the next sentence counts from is anybody's guess.
    if spans:
        return spans[0] if len(set(spans)) == 1 else None
    periods = {_period_of(figure.statistic, context) for figure in sentence.figures}
    return periods.pop() if len(periods) == 1 else None


def _assign(sentence: SentenceText, mentions: Sequence[Mention]) -> list[list[Said]]:
    """Return what is said of each figure: by its own zone, by a list, by the frame of the sentence."""
    own = [[one for one in mentions if figure.first <= one.first < figure.last] for figure in sentence.figures]
    said: list[list[Said]] = [[] for _ in sentence.figures]
    # What stands in no figure's zone is said of none plainly.
    owned = {id(one) for mine in own for one in mine}
    unowned = [one for one in mentions if id(one) not in owned and one.ends is not None]
    _assign_lists(sentence, own, said)
    frame: Mention | None = None
    carried: Mention | None = None
    for number, figure in enumerate(sentence.figures):
        mine = [one for one in own[number] if one.relation != LOOSE and not _is_joined(sentence, one, figure)]
        if sentence.korean and (named := _attributive(figure, mentions)):
            said[number].append(Said(named, _words(sentence, named), True))
        lead = [one for one in mine if one.first < figure.at]
        trail = [one for one in mine if one.first > figure.at]
        main = [one for one in trail if one.relation == MAIN] or [one for one in reversed(lead) if one.relation == MAIN]
        if not said[number]:
            said[number] += [Said(one, _words(sentence, one), True) for one in (*main[:1], *_bases(mine))]
            if not main and not _is_counterpart(sentence, figure) and (near := frame or carried):
                plain = near is frame and not _opens_clause(sentence, figure)
                said[number].append(Said(near, _words(sentence, near), plain))
        said[number] += [Said(one, _words(sentence, one), False) for one in unowned]
        fronted = [one for one in lead if one.relation == MAIN and one.span is not None]
        frame = fronted[-1] if fronted else frame
        if trail and main and main[0] in trail and not sentence.korean:
            # "In 2023 and 86 in 2024, 4.3 times as many": what follows goes on about the later year.
            carried, frame = main[0], None if number else frame
    return said


def _attributive(figure: Figure, mentions: Sequence[Mention]) -> Mention | None:
    """Return the period right behind a Korean figure that modifies it: "가장 많았던 2023년의"."""
    return next((one for one in mentions if one.first == figure.at + 1 and one.span is not None), None)


def _opens_clause(sentence: SentenceText, figure: Figure) -> bool:
    """Return whether a figure stands in a clause of its own: "..., when it was 14.5%", "...: their share rose by"."""
    lead = [sentence.low(at) for at in sentence.lead(figure)][:2]
    return bool(set(lead) & {";", ":", "—", "when", "whose", "where", "which", "who", "because", "after", "before"})


def _is_joined(sentence: SentenceText, mention: Mention, figure: Figure) -> bool:
    """Return whether "and" parts a period from the figure behind it: "after a drop in 2021 and the highest count"."""
    between = {sentence.low(at) for at in range(mention.last, figure.at)}
    return bool(between & {"and", "or"}) and between <= {"and", "or", "the", "a", "with", "then"}


def _bases(mine: Sequence[Mention]) -> list[Mention]:
    return [one for one in mine if one.relation in {BASE, PUBLISHED}]


def _assign_lists(sentence: SentenceText, own: Sequence[Sequence[Mention]], said: list[list[Said]]) -> None:
    """Assign the periods of a list to the figures of a list: "20 and 86 in 2022 and 2024", "in 2022 and 2024, 20 ..."."""
    for numbers in find_lists(sentence):
        _assign_list(sentence, numbers, own, said)


def _assign_list(
    sentence: SentenceText, numbers: range, own: Sequence[Sequence[Mention]], said: list[list[Said]]
) -> None:
    first, last = sentence.figures[numbers[0]], sentence.figures[numbers[-1]]
    behind = [one for one in own[numbers[-1]] if one.first > last.at and one.relation == MAIN]
    ahead = [one for one in own[numbers[0]] if one.first < first.at and one.relation == MAIN]
    for mentions in (behind, ahead):
        points = [end for one in mentions for end in _points(one)]
        if len(points) == len(numbers):
            for number, point in zip(numbers, points, strict=True):
                said[number].append(Said(point, _words(sentence, point), True))
            return
    if len(behind) == 1 and behind[0].ends is None:
        for number in numbers:
            said[number].append(Said(behind[0], _words(sentence, behind[0]), True))


def _points(mention: Mention) -> list[Mention]:
    """Return the two ends of "from 2022 to 2024" as two mentions; any other as it is."""
    return [replace(mention, span=end, ends=None) for end in mention.ends] if mention.ends else [mention]


def _is_counterpart(sentence: SentenceText, figure: Figure) -> bool:
    """Return whether a figure is what another is compared with: "than the 3,151", "down from 370"."""
    words = [sentence.low(at) for at in range(max(figure.first, figure.at - 5), figure.at)]
    if sentence.korean:
        tail = "".join(sentence.low(at) for at in list(sentence.trail(figure))[:2])
        return any(particle in tail for particle in ("보다", "에서", "대비"))
    earlier = {
        "before",
        "earlier",
        "previous",
        "previously",
        "once",
        "originally",
        "until",
        "since",
        "then",
        "later",
        "next",
    }
    return bool(english.COUNTERPART & set(words)) or bool(earlier & {sentence.low(at) for at in sentence.zone(figure)})


def _check_ends(
    sentence: SentenceText, mentions: Sequence[Mention], context: Context, readings: list[SentenceReading]
) -> None:
    """Contradict "between 2018 and 2023 it rose from A to B" where a figure is of one end, and none of the other."""
    for mention in mentions:
        if mention.ends is None or mention.relation == LOOSE:
            continue
        inside = [
            (number, context.times(figure.statistic))
            for number, figure in enumerate(sentence.figures)
            if figure.statistic is not None and readings[number] is OPEN
        ]
        inside = [
            (number, times) for number, times in inside if times.main and times.main[0] in (mention.span or times)
        ]
        covered = [any(end in (*times.main, *times.base) for _, times in inside) for end in mention.ends]
        if len(inside) > 1 and covered[0] != covered[1]:
            number = inside[0 if not covered[0] else -1][0]
            statistic = sentence.figures[number].statistic
            if statistic is not None:
                readings[number] = _contradicted(statistic, context.times(statistic), _words(sentence, mention), None)
        elif len(inside) > 1 and all(covered):
            for number, _ in inside:
                words = _words(sentence, mention)
                readings[number] = SentenceReading(aspect=Aspect.PERIOD, state=State.BORNE_OUT, words=words)


def _read_heads(
    figure: Figure, sentence: SentenceText, mentions: Sequence[Mention], context: Context
) -> SentenceReading:
    """Return the reading by what stands above: row and column plainly, captions and headings where a sibling agrees."""
    statistic, claim = figure.statistic, figure.finding.claim
    if statistic is None or claim is None:
        return OPEN
    alone = len(sentence.words) <= 2 + 2 * len(sentence.figures)
    opening = " ".join(word.text for word in sentence.opening)
    said = [one for one in find_mentions(read_text(opening)) if one.relation != LOOSE and one.span] if opening else []
    # The year of an opening such as "April 2023." is that of all that follows, unless a sentence names another.
    if said and not mentions and len(said) == 1:
        return _read(statistic, [Said(said[0], opening, True)], context)
    for head in claim.heads:
        plain = head.kind in {HeadKind.ROW, HeadKind.COLUMN}
        # What a sentence in a cell says of its figures need not be of the row's period.
        if (mentions and not plain) or (plain and not alone):
            return OPEN
        said = [Said(one, head.text, True) for one in _head_mentions(head) if one.relation != LOOSE and one.span]
        # "From 40.5 % in 2018 to 60.8 % in 2024" above a list says nothing of each of its figures.
        reading = _read(statistic, said if len(said) == 1 else [], context)
        if reading is not OPEN:
            return reading
    return OPEN


def _head_mentions(head: Head) -> list[Mention]:
    return find_mentions(read_text(head.text))


def _words(sentence: SentenceText, mention: Mention) -> str:
    return sentence.text(range(mention.first, mention.last)).replace(" ,", ",")


def spans_of(sentence: SentenceText) -> list[Span]:
    """Return the periods that a sentence names."""
    return [one.span for one in find_mentions(sentence) if one.span is not None]
