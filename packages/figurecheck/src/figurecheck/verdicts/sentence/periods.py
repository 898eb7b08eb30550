"""Reading of the period: whether a figure is of the period that its sentence, or what stands above it, says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from figurecheck.figures.common.units import canonical
from figurecheck.model import Aspect, HeadKind, SentenceReading, SentenceState, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence.changes import change_of
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.mention import LOOSE, MAIN, PUBLISHED, PeriodMention
from figurecheck.verdicts.sentence.mentions import find_mentions
from figurecheck.verdicts.sentence.parts_of_time import (
    compares_extremes,
    is_earlier_of_run,
    is_one_of_many,
    is_other_start,
    is_part,
)
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText, read_text
from figurecheck.verdicts.sentence.said import Said, assign, resolve, words_of_mention
from figurecheck.verdicts.sentence.siblings import is_dated
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.sentence.times import Fit, Times, fit_mention
from figurecheck.verdicts.shown import name_period

OPEN = SentenceReading(aspect=Aspect.PERIOD)
TIMES = frozenset("second minute hour day week month year".split())
LONGEST_MONTH = 31
HALF_A_YEAR = 184
HALF_A_MONTH = 15


def read_periods(sentence: SentenceText, context: Context) -> list[SentenceReading]:
    """Return the reading of the period for each figure of a sentence."""
    mentions = resolve(sentence, find_mentions(sentence), context)
    said = assign(sentence, mentions)
    readings = [
        _read_published(figure, said[number], context)
        or (
            _read(figure.statistic, _at_end(figure, sentence, said[number], context), context, _plain(figure, sentence))
            if figure.statistic
            else OPEN
        )
        for number, figure in enumerate(sentence.figures)
    ]
    # A range is read once more for all figures together: each may be one of its ends.
    _check_ends(sentence, mentions, context, readings)
    return [
        reading if reading is not OPEN else _read_heads(figure, sentence, mentions, context)
        for figure, reading in zip(sentence.figures, readings, strict=True)
    ]


def _plain(figure: PlacedFigure, sentence: SentenceText) -> SentenceText | None:
    """Return the sentence of a figure; ``None`` for one in a bracket, which only adds to what is said ahead of it."""
    return None if sentence.low(figure.at - 1) == "(" else sentence


def _at_end(figure: PlacedFigure, sentence: SentenceText, said: Sequence[Said], context: Context) -> list[Said]:
    """Return what is said of a figure, with the end of a range for a level that was reached in it: "fell to 421"."""
    if sentence.low(figure.at - 1) != "to" or figure.statistic is None or change_of(figure.statistic) is not None:
        return list(said)
    own = parse_span(figure.statistic.period)
    return [
        replace(one, mention=replace(one.mention, span=own, ends=None))
        if one.mention.ends is not None and own == context.siblings.narrow(figure.statistic, one.mention.ends[1])
        else one
        for one in said
    ]


def _read_published(figure: PlacedFigure, said: Sequence[Said], context: Context) -> SentenceReading | None:
    """Contradict the day of a report or article that came out on the same day of the year beside it.

    A month is only held against the sources of the figure itself.
    """
    for one in said:
        span = one.mention.span
        if one.mention.relation != PUBLISHED or span is None or span.days > LONGEST_MONTH:
            continue
        known = context.published(figure.finding, own=span.days > 1)
        beside = [moved for years in (-1, 1) if (moved := span.moved(years))]
        if not any(day in span for day in known) and any(day in other for day in known for other in beside):
            template = "the text says “{words}”, and a source came out at that time of another year, and none then"
            reason = phrase(template, words=one.words)
            state = SentenceState.CONTRADICTED
            return SentenceReading(aspect=Aspect.PERIOD, state=state, words=one.words, reason=reason)
    return None


def _read(
    statistic: Statistic, said: Sequence[Said], context: Context, sentence: SentenceText | None = None
) -> SentenceReading:
    times = context.times(statistic)
    borne = OPEN
    # Life expectancy is recorded for many years; the days between two dates are of none.
    lasting = canonical(statistic.unit) in TIMES and not context.siblings.has_others(statistic)
    for one in said:
        if sentence is not None and one.plain and _is_beside_run(statistic, one.mention, sentence):
            return _contradicted(statistic, times, one.words, None)
        if sentence is not None and compares_extremes(one.mention, sentence):
            continue
        # "The white paper on 2024, 26 days after": the days between two dates are of no year.
        if lasting and one.mention.span is not None and one.mention.span.days > LONGEST_MONTH:
            continue
        mention = _narrow(statistic, one.mention, context)
        fit = _fit_ends(statistic, one.mention) if lasting else None
        fit = fit or _fit_year(times, one.mention) if is_dated(statistic) else fit
        fit = fit or fit_mention(times, mention, lambda span: context.siblings.at(statistic, span) is not None)
        if fit is not Fit.YES and mention.other is not None and mention.other in (*times.main, *times.base):
            fit = Fit.YES
        sibling = mention.span and context.siblings.at(statistic, mention.span)
        # A month that stands for a day is no exact one.
        missed = _is_near_miss(times, one.mention if mention.ends is None else mention)
        if fit is Fit.OPEN and one.plain and sentence is not None:
            part = is_part(statistic, one.mention, said, sentence)
            fit = Fit.NO if part or is_one_of_many(statistic, one.mention, sentence) else fit
        if (fit is Fit.NO and (one.plain or missed)) or (missed and mention.ends is None):
            return _contradicted(statistic, times, one.words, sibling or None)
        if fit is Fit.YES and borne is OPEN:
            borne = SentenceReading.borne_out(Aspect.PERIOD, one.words)
    return borne


def _is_beside_run(statistic: Statistic, mention: PeriodMention, sentence: SentenceText) -> bool:
    return is_other_start(statistic, mention, sentence) or is_earlier_of_run(statistic, mention, sentence)


def _narrow(statistic: Statistic, mention: PeriodMention, context: Context) -> PeriodMention:
    """Return a mention with the days that its months and years stand for in a series that is dated by days."""
    if mention.span is None or not is_dated(statistic):
        return mention
    other = mention.other and context.siblings.narrow(statistic, mention.other)
    if mention.ends is None:
        return replace(mention, span=context.siblings.narrow(statistic, mention.span), other=other)
    first, last = (context.siblings.narrow(statistic, end) for end in mention.ends)
    return replace(mention, span=first.to(last), ends=(first, last), split=False, other=other)


def _fit_year(times: Times, mention: PeriodMention) -> Fit | None:
    """Return whether a change goes from the start of a year, or of a part of one, to its end, as surveys do nearly."""
    span = mention.span
    if span is None or not times.compares or mention.ends is not None or mention.relation != MAIN:
        return None
    starts = any(abs(one.first - span.first) <= HALF_A_MONTH for one in times.base)
    ends = any(abs(one.last - span.last) <= HALF_A_MONTH for one in times.main)
    return Fit.YES if span.days > LONGEST_MONTH and starts and ends else None


def _fit_ends(statistic: Statistic, mention: PeriodMention) -> Fit | None:
    """Return whether a day is one of the two between which a statistic counts time; ``None`` for anything else."""
    ends = [parse_span(end) for end in statistic.period.split("/")]
    if (
        mention.span is None
        or mention.span.days > 1
        or len(ends) != 2
        or any(end is None or end.days > 1 for end in ends)
    ):
        return None
    return Fit.YES if mention.span in ends else Fit.NO


def _is_near_miss(times: Times, mention: PeriodMention) -> bool:
    """Return whether a range shares only one of its ends with the statistic's, or a day is of the year beside it."""
    if mention.span is None or not times.main:
        return False
    whole = times.main[0]
    if mention.ends is None:
        close = mention.span.days == 1 and whole.days < HALF_A_YEAR and mention.relation == MAIN
        return close and any(mention.span.moved(years) in whole for years in (-1, 1))
    ends = max(mention.ends[0].days, mention.ends[1].days)
    return whole.days > ends and (whole.first == mention.span.first) != (whole.last == mention.span.last)


def _contradicted(statistic: Statistic, times: Times, words: str, sibling: Statistic | None) -> SentenceReading:
    base = phrase(", compared with an earlier period") if times.compares else ""
    other = phrase("; of the period in the text is {id}", id=sibling.id) if sibling is not None else ""
    template, own = "the text says “{words}”, and {id} is of {own}{base}{other}", statistic.period or statistic.label
    return SentenceReading.contradicted(
        Aspect.PERIOD, words, template, id=statistic.id, own=name_period(own), base=base, other=other
    )


def _check_ends(
    sentence: SentenceText, mentions: Sequence[PeriodMention], context: Context, readings: list[SentenceReading]
) -> None:
    """Contradict "between 2018 and 2023 it rose from A to B" where a figure is of one end, and none of the other."""
    for mention in mentions:
        if mention.ends is None or mention.relation == LOOSE:
            continue
        inside = [
            (number, context.times(figure.statistic), figure.statistic)
            for number, figure in enumerate(sentence.figures)
            if figure.statistic is not None and readings[number] is OPEN
        ]
        span = mention.span
        inside = [one for one in inside if span and one[1].main and one[1].main[0] in span]
        # With both ends covered the range fits; with one, the other is of another period than the text says.
        covered = [
            any(context.siblings.narrow(one, end) in (*times.main, *times.base) for _, times, one in inside)
            for end in mention.ends
        ]
        if len(inside) > 1 and covered[0] != covered[1]:
            number = inside[0 if not covered[0] else -1][0]
            statistic = sentence.figures[number].statistic
            if statistic is not None:
                readings[number] = _contradicted(
                    statistic, context.times(statistic), words_of_mention(sentence, mention), None
                )
        elif len(inside) > 1 and all(covered):
            for number, _, _ in inside:
                words = words_of_mention(sentence, mention)
                readings[number] = SentenceReading.borne_out(Aspect.PERIOD, words)


def _read_heads(
    figure: PlacedFigure, sentence: SentenceText, mentions: Sequence[PeriodMention], context: Context
) -> SentenceReading:
    """Return the reading by what stands above: row and column; captions and headings where no period is named below."""
    statistic, claim = figure.statistic, figure.finding.claim
    if statistic is None or claim is None:
        return OPEN
    if sentence.opening:
        # The year of an opening such as "April 2023." is that of all that follows, unless a sentence names another.
        opening = " ".join(word.text for word in sentence.opening)
        said = [replace(one, plain=not mentions) for one in _said_above(opening)]
        reading = _read(statistic, said, context)
        if reading is not OPEN:
            return reading
    alone = len(sentence.words) <= 2 + 2 * len(sentence.figures)
    for head in claim.heads:
        plain = head.kind in {HeadKind.ROW, HeadKind.COLUMN}
        # What a sentence in a cell says of its figures need not be of the row's period.
        if (mentions and not plain) or (plain and not alone):
            return OPEN
        said = [replace(one, plain=head.kind is not HeadKind.HEADLINE) for one in _said_above(head.text)]
        reading = _read(statistic, said, context)
        if reading is not OPEN:
            return reading
    return OPEN


def _said_above(text: str) -> list[Said]:
    """Return the period that a text says of all below it, if it names just one."""
    said = [Said(one, text, True) for one in find_mentions(read_text(text)) if one.relation != LOOSE and one.span]
    # "From 40.5 % in 2018 to 60.8 % in 2024" above a list says nothing of each of its figures.
    return said if len(said) == 1 else []
