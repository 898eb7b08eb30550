"""Reading of the place or group: a text that names a sibling of the statistic and not itself contradicts it."""

from __future__ import annotations

from figurecheck.figures.common.text import Word, words_of
from figurecheck.model import Aspect, HeadKind, SentenceReading, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence import english, korean
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.mention import MAIN
from figurecheck.verdicts.sentence.mentions import find_mentions
from figurecheck.verdicts.sentence.namer import LONGEST, names_in
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.sentence.words import find_lists, find_phrase

OPEN = SentenceReading(aspect=Aspect.GROUP)
_OWN_NOUN = english.JOINTS | {",", ";", ":", "(", "a", "an", "with", "on", "for", "in"}
LONGEST_WHOLE = 4
"""Words of "of last year's"."""
_BEING = frozenset(
    "is are was were be been had has have did live lived came come go goes went take took end ended pass passed belong"
    " belonged happened occurred concerned involved affected hit left chose use used stayed remained said".split()
)
"""Verbs with which a sentence goes on about a part, behind its whole."""
_BEHIND_PARTICIPLES = frozenset("in by at from to as on with for of during since between across over under".split())


def read_groups(sentence: SentenceText, context: Context) -> list[SentenceReading]:
    """Return the reading of the group for each figure of a sentence."""
    listed = _match_lists(sentence, context)
    return [
        _read_joint(figure, sentence, context, figure.statistic)
        or _read(figure, sentence, context, figure.statistic, listed.get(number))
        if figure.statistic is not None
        else OPEN
        for number, figure in enumerate(sentence.figures)
    ]


def _match_lists(sentence: SentenceText, context: Context) -> dict[int, list[Word]]:
    """Return the words about each figure of "Oslo, Bergen and Tromsø counted 12, 9 and 4", by its number."""
    found: dict[int, list[Word]] = {}
    for numbers in find_lists(sentence):
        first = sentence.figures[numbers[0]]
        parts: list[list[Word]] = [[]]
        for at in sentence.lead(first):
            # A Korean joint is written onto the name before it: 사망자와 출생아는.
            joined = sentence.korean and sentence.low(at).endswith(korean.JOINED)
            if joined or sentence.low(at) not in {",", "and"}:
                parts[-1].append(sentence.words[at])
            if joined or sentence.low(at) in {",", "and"}:
                parts.append([])
        named = [part for part in parts if context.namer.features(part)]
        if len(named) == len(numbers) > 1:
            found |= dict(zip(numbers, named, strict=True))
    return found


def _read(
    figure: PlacedFigure, sentence: SentenceText, context: Context, statistic: Statistic, listed: list[Word] | None
) -> SentenceReading:
    frame = context.namer.features(_frame(sentence))
    if {"neither", "nor", "unlike"} & {sentence.low(at) for at in sentence.lead(figure)}:
        # "Neither A nor B matched C, where": what is named is not what the figure is of.
        return OPEN
    near = context.namer.features(words_about(figure, sentence) if listed is None else listed)
    if listed is None and figure is sentence.figures[0] and not names_in(near):
        near |= frame if not near else names_in(frame)
    around = near | frame if listed is None else near
    own = context.namer.about(statistic)
    for sibling in context.siblings.groups(statistic):
        naming = context.namer.compare(statistic, sibling)
        if not naming.other or not _names(near, naming.other):
            continue
        if _has_short(statistic.about, sibling.about, figure, sentence):
            continue
        if naming.own & around if naming.own else not _modifies(figure, sentence, context, naming.other):
            continue
        words = ", ".join(
            sorted(word.text for word in listed or words_about(figure, sentence) if _hits(word, naming.other, context))
        )
        meant = _meant(sibling, statistic, sentence, context)
        template = "the text says “{words}”, and {id} is of {own}; of what the text names is {other}"
        reason = phrase(template, words=words or sibling.about, id=statistic.id, own=statistic.about, other=meant.id)
        return SentenceReading.contradicted(Aspect.GROUP, words, reason)
    headed = _find_headed(figure, sentence, context, statistic)
    if headed is not None:
        template = "what stands above is “{words}”, and {id} is of {own}"
        return SentenceReading.contradicted(Aspect.GROUP, headed, template, id=statistic.id, own=statistic.about)
    named = own & around
    if named and _names(around, own):
        return SentenceReading.borne_out(Aspect.GROUP, statistic.about)
    return OPEN


def _meant(sibling: Statistic, statistic: Statistic, sentence: SentenceText, context: Context) -> Statistic:
    """Return the statistic of the group that a text names for the period that it names, else for that of its figure."""
    named = {one.span for one in find_mentions(sentence) if one.relation == MAIN and one.span is not None}
    spans = [*(named if len(named) == 1 else ()), parse_span(statistic.period)]
    found = (context.siblings.of_group(statistic, sibling.about, span) for span in spans)
    return next((one for one in found if one is not None), sibling)


def _read_joint(
    figure: PlacedFigure, sentence: SentenceText, context: Context, statistic: Statistic
) -> SentenceReading | None:
    """Contradict "Alba and Bree together had 1,300", where the figure is of one of them alone."""
    joint = _find_joint(figure, sentence, context, statistic)
    if joint is None:
        return None
    template = "the text says “{words}” together, and {id} is of {own} alone"
    return SentenceReading.contradicted(Aspect.GROUP, joint, template, id=statistic.id, own=statistic.about)


def _find_joint(figure: PlacedFigure, sentence: SentenceText, context: Context, statistic: Statistic) -> str | None:
    """Return the two names of "Alba and Bree together"."""
    # Most sentences have none of these words.
    if sentence.korean or len(sentence.figures) > 1 or "and" not in sentence.lows:
        return None
    own = names_in(context.namer.about(statistic))
    if not own or (_TOGETHER.isdisjoint(sentence.lows) and find_phrase(sentence.lows, ("between", "them")) < 0):
        return None
    words = [*range(sentence.figures[0].at), *sentence.zone(figure)]
    others = {names_in(context.namer.about(one)) for one in context.siblings.groups(statistic)} - {frozenset()}
    for at in (place for place in words if sentence.low(place) == "and"):
        before, behind = range(max(0, at - LONGEST), at), range(at + 1, min(at + 1 + LONGEST, len(sentence.words)))
        sides = [context.namer.features([sentence.words[place] for place in side]) for side in (before, behind)]
        for mine, theirs in (sides, sides[::-1]):
            other = next((one for one in others if one <= theirs and not one & own), None)
            if own <= mine and other:
                return sentence.text(range(before.start, behind.stop))
    return None


_TOGETHER = frozenset("together combined jointly altogether".split())


def _has_short(about: str, other: str, figure: PlacedFigure, sentence: SentenceText) -> bool:
    """Return whether a word of what a statistic is about stands near its figure in small letters: "the coast"."""
    own = set(about.casefold().split()) - set(other.casefold().split())
    words = {word for word in own if len(word) >= SHORTEST_NAME} if not sentence.korean else set()
    low = {sentence.words[at].text for at in (*sentence.zone(figure), *range(sentence.figures[0].at))}
    return about not in words and not words.isdisjoint(low)


SHORTEST_NAME = 4


def _find_headed(figure: PlacedFigure, sentence: SentenceText, context: Context, statistic: Statistic) -> str | None:
    """Return the name that a heading is, where what stands below names no group, and the statistic is of another."""
    claim = figure.finding.claim
    heads = (
        [head for head in claim.heads if head.kind in {HeadKind.HEADING, HeadKind.HEADLINE}]
        if claim is not None
        else []
    )
    if claim is None or sentence.korean or not heads or not context.namer.is_group(statistic.about):
        return None
    # The first is the nearest; "nationally, 438,400" is of more than the section.
    text = heads[0].text
    said = context.namer.features_of(claim.passage)
    wide = {word.text.casefold() for word in words_of(claim.passage)} & english.WIDE
    if not context.namer.is_group(text) or said & context.namer.groups or wide:
        return None
    above, own = context.namer.features_of(text), context.namer.about(statistic)
    known = {context.namer.about(one) for one in context.siblings.groups(statistic)}
    return text if above in known and own.isdisjoint(above) else None


def _frame(sentence: SentenceText) -> list[Word]:
    """Return the words before the first figure, and those of no figure: they speak of the whole sentence."""
    zones = {at for figure in sentence.figures for at in sentence.zone(figure)}
    first = sentence.figures[0]
    return [word for at, word in enumerate(sentence.words) if at < first.at or at not in zones]


def words_about(figure: PlacedFigure, sentence: SentenceText) -> list[Word]:
    """Return the words about a figure: of its zone, and of the row, column and item that it stands in."""
    first, trail = figure.first, list(sentence.trail(figure))
    # "As many as in Old Town, where four died": who it is about stands before the comma.
    if sentence.low(first) == "," and sentence.low(first + 1) in {"where", "who", "which", "whose"}:
        first = _noun_before(sentence, first)
    cut = _comparand(trail, sentence)
    if _is_whole(figure, sentence):
        cut = _predicate(trail[:cut], sentence)
    words = [sentence.words[at] for at in (*range(first, figure.at), *trail[:cut])]
    words += _said_behind_whole(figure, sentence)
    claim = figure.finding.claim
    # In "8% of 4,793" the row says what the first is about, and the second is its whole.
    whole = sentence.low(figure.at - 1) in {"of", "among"}
    if claim is not None and not whole and len(sentence.words) <= 2 + 2 * len(sentence.figures):
        for head in claim.heads:
            if head.kind in {HeadKind.ROW, HeadKind.COLUMN}:
                words += words_of(head.text)
    return words


def _comparand(trail: list[int], sentence: SentenceText) -> int | None:
    """Return where, behind a figure, that begins with which it is compared."""
    # "Lost 19 times, more often than the Wanderers", "twice as many as English": the name behind is of another figure.
    low = [sentence.low(at) for at in trail]
    alike = find_phrase([word if word == "as" else "" for word in low], ("as", "", "as"))
    return next((at for at, word in enumerate(low) if word in {"than", "unlike", "versus"} or at == alike >= 0), None)


def _is_whole(figure: PlacedFigure, sentence: SentenceText) -> bool:
    """Return whether a figure is what the one before it is a part of: "68% of the 4,833 who died were men"."""
    before = next((one for one in reversed(sentence.figures) if one.at < figure.at), None)
    between = sentence.between(before, figure) if before is not None else []
    at = next((at for at, word in enumerate(between) if word in {"of", "among"}), len(between))
    # "Of last year's 350" has a few words of its own; "with a turnout of 60%" is of no part.
    return len(between) - LONGEST_WHOLE <= at < len(between) and _OWN_NOUN.isdisjoint(between)


def _predicate(trail: list[int], sentence: SentenceText) -> int:
    """Return where, behind a whole, the verb stands with which the sentence goes on about the part."""
    low = [sentence.low(at) for at in trail]
    for at, word in enumerate(low):
        # "Of the 123 million earned in 2024" and "of the 2,695 cases involved phones".
        finite = word.endswith("ed") and at and low[at + 1 : at + 2] and low[at + 1] not in _BEHIND_PARTICIPLES
        if word in _BEING or word in english.VERBS or finite:
            return at
    return len(trail)


def _said_behind_whole(figure: PlacedFigure, sentence: SentenceText) -> list[Word]:
    """Return what is said of a part behind its whole: "were men"."""
    other = next((one for one in sentence.figures if one.at > figure.at), None)
    if other is None or not _is_whole(other, sentence):
        return []
    trail = list(sentence.trail(other))
    return [sentence.words[at] for at in trail[_predicate(trail, sentence) :]]


def _noun_before(sentence: SentenceText, comma: int) -> int:
    """Return where the few words before a comma begin."""
    at = comma
    while at and comma - at < LONGEST + 1 and sentence.low(at - 1) not in {",", "than", MASK, "in", "and"}:
        at -= 1
    return at


def _hits(word: Word, wanted: frozenset[str], context: Context) -> bool:
    return bool(context.namer.features([word]) & wanted)


def _names(found: frozenset[str], wanted: frozenset[str]) -> bool:
    """Return whether a text names something: all of one or two words, and two of three of more."""
    hits = len(found & wanted)
    return hits == len(wanted) if len(wanted) <= 2 else 3 * hits >= 2 * len(wanted)


def _modifies(figure: PlacedFigure, sentence: SentenceText, context: Context, wanted: frozenset[str]) -> bool:
    """Return whether the words stand close behind the figure: "23,022 foreign visitors", "840 from the harbour"."""
    behind = [sentence.words[at] for at in sentence.trail(figure)][: len(wanted) + 2]
    return wanted <= context.namer.features(behind)
