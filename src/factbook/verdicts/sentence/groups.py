"""Reading of the place or group: a text that names a sibling of the statistic, and not the statistic, contradicts it."""

from __future__ import annotations

from factbook.figures.common.text import Word, words_of
from factbook.model import Aspect, HeadKind, SentenceReading, State, Statistic
from factbook.verdicts.sentence.context import Context
from factbook.verdicts.sentence.passage import Figure, SentenceText
from factbook.verdicts.sentence.words import find_lists

OPEN = SentenceReading(aspect=Aspect.GROUP)


def read_groups(sentence: SentenceText, context: Context) -> list[SentenceReading]:
    """Return the reading of the group for each figure of a sentence."""
    listed = _match_lists(sentence, context)
    return [
        _read(figure, sentence, context, figure.statistic, listed.get(number)) if figure.statistic is not None else OPEN
        for number, figure in enumerate(sentence.figures)
    ]


def _match_lists(sentence: SentenceText, context: Context) -> dict[int, list[Word]]:
    """Return the words about each figure of "Oslo, Bergen and Tromsø counted 12, 9 and 4", by its number."""
    found: dict[int, list[Word]] = {}
    for numbers in find_lists(sentence):
        first = sentence.figures[numbers[0]]
        parts: list[list[Word]] = [[]]
        for at in sentence.lead(first):
            if sentence.low(at) in {",", "and"}:
                parts.append([])
            else:
                parts[-1].append(sentence.words[at])
        named = [part for part in parts if context.namer.features(part)]
        if len(named) == len(numbers) > 1:
            found |= dict(zip(numbers, named, strict=True))
    return found


def _read(
    figure: Figure, sentence: SentenceText, context: Context, statistic: Statistic, listed: list[Word] | None
) -> SentenceReading:
    frame = context.namer.features(_frame(sentence))
    near = context.namer.features(words_about(figure, sentence) if listed is None else listed)
    if not near and listed is None and figure is sentence.figures[0]:
        near = frame
    around = near | frame if listed is None else near
    own = context.namer.about(statistic)
    for sibling in context.siblings.groups(statistic):
        naming = context.namer.compare(statistic, sibling)
        if not naming.other or not _names(near, naming.other):
            continue
        if naming.own & around if naming.own else not _modifies(figure, sentence, context, naming.other):
            continue
        words = ", ".join(
            sorted(word.text for word in listed or words_about(figure, sentence) if _hits(word, naming.other, context))
        )
        reason = (
            f"the text says “{words or sibling.about}”, and {statistic.id} is of {statistic.about};"
            f" of what the text names is {sibling.id}"
        )
        return SentenceReading(aspect=Aspect.GROUP, state=State.CONTRADICTED, words=words, reason=reason)
    named = own & around
    if named and _names(around, own):
        return SentenceReading(aspect=Aspect.GROUP, state=State.BORNE_OUT, words=statistic.about)
    return OPEN


def _frame(sentence: SentenceText) -> list[Word]:
    """Return the words before the first figure, and those of no figure: they speak of the whole sentence."""
    zones = {at for figure in sentence.figures for at in sentence.zone(figure)}
    first = sentence.figures[0]
    return [word for at, word in enumerate(sentence.words) if at < first.at or at not in zones]


def words_about(figure: Figure, sentence: SentenceText) -> list[Word]:
    """Return the words about a figure: of its zone, and of the row, column and item that it stands in."""
    first = figure.first
    # "As many as in Old Town, where four died": the place stands before the comma.
    if [sentence.low(first), sentence.low(first + 1)] == [",", "where"]:
        first = max(0, first - 3)
    words = [sentence.words[at] for at in (*range(first, figure.at), *sentence.trail(figure))]
    claim = figure.finding.claim
    # In "8% of 4,793" the row says what the first is about, and the second is its whole.
    whole = sentence.low(figure.at - 1) in {"of", "among"}
    if claim is not None and not whole and len(sentence.words) <= 2 + 2 * len(sentence.figures):
        for head in claim.heads:
            if head.kind in {HeadKind.ROW, HeadKind.COLUMN}:
                words += words_of(head.text)
    return words


def _hits(word: Word, wanted: frozenset[str], context: Context) -> bool:
    return bool(context.namer.features([word]) & wanted)


def _names(found: frozenset[str], wanted: frozenset[str]) -> bool:
    """Return whether a text names something: all of one or two words, and two of three of more."""
    hits = len(found & wanted)
    return hits == len(wanted) if len(wanted) <= 2 else 3 * hits >= 2 * len(wanted)


def _modifies(figure: Figure, sentence: SentenceText, context: Context, wanted: frozenset[str]) -> bool:
    """Return whether the words stand close behind the figure: "23,022 foreign offenders", "840 from the police"."""
    behind = [sentence.words[at] for at in sentence.trail(figure)][: len(wanted) + 2]
    return wanted <= context.namer.features(behind)
