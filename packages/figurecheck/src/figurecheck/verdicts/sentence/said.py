"""Which of the periods that a sentence names is said of which figure, and how plainly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from figurecheck.model import Statistic
from figurecheck.verdicts.sentence import english, korean
from figurecheck.verdicts.sentence.changes import change_of
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.mention import BASE, LOOSE, MAIN, PUBLISHED, PeriodMention
from figurecheck.verdicts.sentence.mentions import find_mentions
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.siblings import LEAP
from figurecheck.verdicts.sentence.spans import Span, make_months, parse_span
from figurecheck.verdicts.sentence.times import Times
from figurecheck.verdicts.sentence.words import find_lists

LONGEST_PART_OF_YEAR = 184
LONGEST_STEP = 400
"""Days of a period that "the year before" can count from: a year at most."""


@dataclass(frozen=True, slots=True)
class Said:
    """A period that is said of a figure, and how plainly."""

    mention: PeriodMention
    words: str
    plain: bool
    """Whether it is said of this very figure; what was carried over from another can bear out, and not contradict."""


def resolve(sentence: SentenceText, mentions: list[PeriodMention], context: Context) -> list[PeriodMention]:
    """Return the mentions with the periods of those that depend on another: "the year before", "the same year"."""
    made: list[PeriodMention] = []
    for number, mention in enumerate(mentions):
        owner = _owner(sentence, mention)
        if mention.shift == 0 and not mention.year and owner and owner.statistic and change_of(owner.statistic):
            # "Rose by 10.6% over the same period": over that of another change.
            made.append(replace(mention, relation=LOOSE))
            continue
        if mention.shift is None:
            made.append(_with_own_year(sentence, mention, context))
            continue
        # What a figure is compared with is no anchor: "more than in 2019; a year later" goes on from the figure.
        # "A year later ... the year after that" counts from the one before it.
        chained = sentence.low(mention.last) == "that"
        named = [one for one in made if (chained or one.shift is None) and one.relation != BASE]
        anchor = next((one.span for one in reversed(named) if one.span is not None), None)
        # "A month earlier 13,975, a year earlier 14,166": both count from what was said before the sentence.
        if anchor is None and not any(one.shift is not None for one in mentions[:number]):
            anchor = _anchor(sentence, mention, context)
        if anchor is None and mention.year and not mention.months:
            anchor = _part_of_owner(sentence, mention)
        made.append(replace(mention, span=anchor and _moved(anchor, mention)))
    return made


def _owner(sentence: SentenceText, mention: PeriodMention) -> PlacedFigure | None:
    return next((one for one in sentence.figures if one.first <= mention.first < one.last), None)


def _part_of_owner(sentence: SentenceText, mention: PeriodMention) -> Span | None:
    """Return the period of the figure beside "the same quarter of 2023", if that is a part of a year."""
    owner = _owner(sentence, mention)
    span = parse_span(owner.statistic.period) if owner and owner.statistic else None
    return span if span and span.days <= LONGEST_PART_OF_YEAR else None


def _with_own_year(sentence: SentenceText, mention: PeriodMention, context: Context) -> PeriodMention:
    """Return a month without a year with that of its figure, which is of another month of one series."""
    owner = _owner(sentence, mention)
    statistic = owner.statistic if owner else None
    if not mention.month or mention.span is not None or statistic is None or mention.ambiguous:
        return mention
    own = parse_span(statistic.period)
    named = own and make_months(own.year, mention.month, mention.month + mention.length - 1)
    if own is not None and named is not None and own.days == 1:
        known = own in named or context.siblings.narrow(statistic, named) != named
        return replace(mention, span=named) if known else mention
    if own is None or named is None or abs(own.days - named.days) > LEAP:
        return mention
    of_series = own == named or any(context.siblings.at(statistic, named.moved(years)) for years in (-1, 0, 1))
    return replace(mention, span=named) if of_series else mention


def _moved(anchor: Span, mention: PeriodMention) -> Span:
    shift = mention.year - anchor.year if mention.year else mention.shift or 0
    if mention.month:
        named = make_months(anchor.year, mention.month, mention.month)
        if not shift:
            return named
        same_year = named.last < anchor.first if shift < 0 else named.first > anchor.last
        return named if same_year else named.moved(shift)
    return anchor.moved_months(mention.months) if mention.months else anchor.moved(shift)


def _anchor(sentence: SentenceText, mention: PeriodMention, context: Context) -> Span | None:
    """Return the period of the figure that "the year before" counts from."""
    owner = _owner(sentence, mention)
    before = [one for one in sentence.figures if one.at < mention.first and one.statistic is not None]
    # "77.0% the year before" counts from another figure, "16.6% fewer than the year before" from itself.
    if mention.relation != BASE:
        before = [one for one in before if one is not owner]
    if not before:
        return _last_period(sentence.previous, context)
    return _period_of(before[-1].statistic, context)


def _period_of(statistic: Statistic | None, context: Context) -> Span | None:
    times = context.times(statistic) if statistic is not None else Times(())
    # A change is of the time at which it ends: "1.8% fewer than a year earlier" counts from there.
    return next((one for one in times.main if one.days < LONGEST_STEP and not _holds_base(times, one)), None)


def _holds_base(times: Times, span: Span) -> bool:
    return times.compares and any(base in span for base in times.base)


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


def assign(sentence: SentenceText, mentions: Sequence[PeriodMention]) -> list[list[Said]]:
    """Return what is said of each figure: by its own zone, by a list, by the frame of the sentence."""
    # By its zone first: what stands with a figure says more of it than what opens the sentence.
    own = [[one for one in mentions if figure.first <= one.first < figure.last] for figure in sentence.figures]
    said: list[list[Said]] = [[] for _ in sentence.figures]
    # What stands in no figure's zone is said of none plainly.
    owned = {id(one) for mine in own for one in mine}
    unowned = [one for one in mentions if id(one) not in owned and (one.ends is not None or one.relation == PUBLISHED)]
    _assign_lists(sentence, own, said)
    frame: PeriodMention | None = None
    carried: PeriodMention | None = None
    for number, figure in enumerate(sentence.figures):
        mine = [one for one in own[number] if one.relation != LOOSE and not _is_joined(sentence, one, figure)]
        if sentence.korean and (named := _attributive(figure, mentions)):
            said[number].append(Said(named, words_of_mention(sentence, named), True))
        lead = [one for one in mine if one.first < figure.at and not _is_parted(sentence, one, figure)]
        trail = [one for one in mine if one.first > figure.at]
        main = [one for one in trail if one.relation == MAIN] or [one for one in reversed(lead) if one.relation == MAIN]
        ways = (_before_clause, _since, _as_then)
        if before := next((one for way in ways if (one := way(sentence, figure, mentions))), None):
            # It leads to the figure, whatever it is to the one before.
            said[number].append(Said(replace(before, relation=MAIN), words_of_mention(sentence, before), True))
        if not said[number]:
            said[number] += [Said(one, words_of_mention(sentence, one), True) for one in (*main[:1], *_bases(mine))]
            aside = _is_counterpart(sentence, figure) or _has_today(sentence, figure)
            if not main and not aside and (near := frame or carried):
                plain = near is frame and not _opens_clause(sentence, figure) and not _is_attribute(sentence, near)
                said[number].append(Said(near, words_of_mention(sentence, near), plain))
        said[number] += [Said(one, words_of_mention(sentence, one), False) for one in unowned]
        # "More than in 2019 (202)": what a bracket holds says nothing of the figures behind it.
        ahead = [one for one in mine if one.first < figure.at and not _is_in_bracket(sentence, figure, one)]
        fronted = [one for one in ahead if one.relation == MAIN and one.span is not None]
        frame = fronted[-1] if fronted else frame
        if sentence.korean and "".join(sentence.low(at) for at in sentence.trail(figure)).startswith(korean.FROM[0]):
            # "2019년 227400에서 5년 만에 167200으로": the year is that of the start alone.
            frame = None
        if trail and main and main[0] in trail and not sentence.korean:
            # "In 2023 and 86 in 2024, 4.3 times as many": what follows goes on about the later year.
            carried, frame = main[0], None if number else frame
    return said


def _has_today(sentence: SentenceText, figure: PlacedFigure) -> bool:
    """Return whether a time counted from the day of writing leads to a figure: "this year", 올해."""
    lead = [sentence.low(at) for at in sentence.lead(figure)]
    if sentence.korean:
        return any(word.startswith(korean.NOW) for word in lead)
    return "now" in lead or "today" in lead or any(pair in _TODAY for pair in pairwise(lead))


_TODAY = {(word, unit) for word in ("last", "this") for unit in ("year", "month", "week", "quarter", "season")}


def _is_attribute(sentence: SentenceText, mention: PeriodMention) -> bool:
    """Return whether a period is that of a noun alone: "the slump of 2020, when ..., was followed by a rebound"."""
    return sentence.low(mention.first - 1) == "of" and sentence.low(mention.last) == ","


def _is_in_bracket(sentence: SentenceText, figure: PlacedFigure, mention: PeriodMention) -> bool:
    if figure.at == mention.last + 1 and sentence.low(mention.last) == "(":
        return True
    return "(" in {sentence.low(at) for at in range(mention.first - 2, mention.first)}


def _before_clause(
    sentence: SentenceText, figure: PlacedFigure, mentions: Sequence[PeriodMention]
) -> PeriodMention | None:
    """Return the period of "fewer than in 2025, when there were 20": it stands before the clause of the figure."""
    if sentence.low(figure.first) != "," or sentence.low(figure.first + 1) != "when":
        return None
    return next((one for one in mentions if one.last == figure.first and one.span is not None), None)


def _as_then(sentence: SentenceText, figure: PlacedFigure, mentions: Sequence[PeriodMention]) -> PeriodMention | None:
    """Return the period of "twice as much as in 1986 with 1.02": it is what is compared with, and of this figure."""
    # Of "as in 1986 (1.02)", the bracket says the same.
    joint = figure.at - 1
    if sentence.low(joint) not in {"with", "("}:
        return None
    found = next((one for one in mentions if one.last == joint and one.span is not None), None)
    lead = [sentence.low(at) for at in range(max(found.first - 2, 0), found.first)] if found else []
    return found if "as" in lead else None


def _since(sentence: SentenceText, figure: PlacedFigure, mentions: Sequence[PeriodMention]) -> PeriodMention | None:
    """Return the period of "Since 2018 the price has gone from 75 to 8,000": the first figure is of its start."""
    if sentence.low(figure.at - 1) != "from":
        return None
    since = [one for one in mentions if one.last <= figure.at and sentence.low(one.first - 1) == "since"]
    # Not "the party, in power since 2010, fell from 365".
    fronted = [one for one in since if one.first <= 1 or sentence.low(one.last) != ","]
    return fronted[-1] if fronted and fronted[-1].span is not None else None


def _attributive(figure: PlacedFigure, mentions: Sequence[PeriodMention]) -> PeriodMention | None:
    """Return the period right behind a Korean figure that modifies it: "가장 많았던 2023년의"."""
    return next((one for one in mentions if one.first == figure.at + 1 and one.span is not None), None)


def _opens_clause(sentence: SentenceText, figure: PlacedFigure) -> bool:
    """Return whether a figure stands in a clause of its own: "..., when it was 14.5%", "...: their share rose by"."""
    lead = [sentence.low(at) for at in sentence.lead(figure)][:2]
    before = [one.at for one in sentence.figures if one.at < figure.at]
    if before and {":", ";"} & {sentence.low(at) for at in range(before[-1], figure.at)}:
        return True
    return bool(set(lead) & {";", ":", "—", "when", "whose", "where", "which", "who", "because", "after", "before"})


def _is_parted(sentence: SentenceText, mention: PeriodMention, figure: PlacedFigure) -> bool:
    """Return whether a figure is what another is compared with: "came down in 2026, from 135 pounds to 125"."""
    return any(sentence.low(at) in {"from", "than", "against"} for at in range(mention.last, figure.at))


def _is_joined(sentence: SentenceText, mention: PeriodMention, figure: PlacedFigure) -> bool:
    """Return whether "and" parts a period from the figure behind it: "after a drop in 2021 and the highest count"."""
    between = {sentence.low(at) for at in range(mention.last, figure.at)}
    return bool(between & {"and", "or"}) and between <= {"and", "or", "the", "a", "with", "then"}


def _bases(mine: Sequence[PeriodMention]) -> list[PeriodMention]:
    return [one for one in mine if one.relation in {BASE, PUBLISHED}]


def _assign_lists(sentence: SentenceText, own: Sequence[Sequence[PeriodMention]], said: list[list[Said]]) -> None:
    """Assign the periods of a list to the figures of a list: "20 and 86 in 2022 and 2024"."""
    for numbers in find_lists(sentence):
        _assign_list(sentence, numbers, own, said)


def _assign_list(
    sentence: SentenceText, numbers: range, own: Sequence[Sequence[PeriodMention]], said: list[list[Said]]
) -> None:
    first, last = sentence.figures[numbers[0]], sentence.figures[numbers[-1]]
    behind = [one for one in own[numbers[-1]] if one.first > last.at and one.relation == MAIN]
    ahead = [one for one in own[numbers[0]] if one.first < first.at and one.relation == MAIN]
    for mentions in (behind, ahead):
        points = [end for one in mentions for end in _points(one)]
        if len(points) == len(numbers):
            for number, point in zip(numbers, points, strict=True):
                said[number].append(Said(point, words_of_mention(sentence, point), True))
            return
    # In "71%, from 67% the year before" only the second is of the year before.
    joints = {word for one, other in pairwise(numbers) for word in _between(sentence, one, other)}
    if len(behind) == 1 and behind[0].ends is None and not joints & {"from", "to", "then"}:
        for number in numbers:
            said[number].append(Said(behind[0], words_of_mention(sentence, behind[0]), True))


def _between(sentence: SentenceText, one: int, other: int) -> list[str]:
    return sentence.between(sentence.figures[one], sentence.figures[other])


def _points(mention: PeriodMention) -> list[PeriodMention]:
    """Return the two ends of "from 2022 to 2024" as two mentions; any other as it is."""
    parted = mention.ends and not mention.split
    return [replace(mention, span=end, ends=None) for end in mention.ends or ()] if parted else [mention]


def _is_counterpart(sentence: SentenceText, figure: PlacedFigure) -> bool:
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


def words_of_mention(sentence: SentenceText, mention: PeriodMention) -> str:
    """Return a mention as the sentence has it."""
    return sentence.text(range(mention.first, mention.last)).replace(" ,", ",")
