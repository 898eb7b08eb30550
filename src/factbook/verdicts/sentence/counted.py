"""Reading of what is counted: arrests are no convictions, the injured no dead, imports no exports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from factbook.figures.common.text import words_of
from factbook.model import Aspect, Caution, HeadKind, Risk, SentenceReading, State, Statistic
from factbook.verdicts.sentence import english, korean
from factbook.verdicts.sentence.context import Context
from factbook.verdicts.sentence.groups import words_about
from factbook.verdicts.sentence.passage import Figure, SentenceText
from factbook.verdicts.sentence.words import find_phrase

Family = tuple[frozenset[str], ...]
LONGEST_ENDING = 5
"""Letters behind the beginning of a word: arrest-ed, convict-ions."""
OPEN = SentenceReading(aspect=Aspect.COUNTED)
REMEDY = "write what the statistic counts, or acknowledge it for this sentence under factbook.sentence.acknowledged"


def read_counted(sentence: SentenceText, context: Context) -> list[tuple[SentenceReading, tuple[Caution, ...]]]:
    """Return the reading of what is counted for each figure of a sentence, with a caution for a word not borne out."""
    return [_read(figure, sentence, context) for figure in sentence.figures]


def _read(figure: Figure, sentence: SentenceText, context: Context) -> tuple[SentenceReading, tuple[Caution, ...]]:
    statistic = figure.statistic
    if statistic is None:
        return OPEN, ()
    opposite = _find_opposite(figure, sentence, context, statistic)
    if opposite is not None:
        said, real = opposite
        reason = f"the text says “{said}”, and {statistic.id} is “{real}”: {statistic.label or statistic.measure}"
        return SentenceReading(aspect=Aspect.COUNTED, state=State.CONTRADICTED, words=said, reason=reason), ()
    measured = _find_measure(figure, sentence, context, statistic)
    if measured is not None:
        reason = (
            f"the text says what {measured.id} counts, {measured.measure}; {statistic.id} is of {statistic.measure}"
        )
        return SentenceReading(
            aspect=Aspect.COUNTED, state=State.CONTRADICTED, words=measured.measure, reason=reason
        ), ()
    words = _words(figure, sentence)
    own = [word.text.casefold() for word in words_of(_text(statistic))]
    for family in (*(korean.COUNTED if sentence.korean else english.COUNTED), *_house(context)):
        named = _members(words, family)
        if not named:
            continue
        member, word = named[0]
        real = {member for member, _ in _members(own, family)}
        if member in real:
            return SentenceReading(aspect=Aspect.COUNTED, state=State.BORNE_OUT, words=word), ()
        if real:
            text = f"the text says “{word}”, and {statistic.id} counts {statistic.population or statistic.label}"
            return OPEN, (Caution(risk=Risk.NOT_BORNE_OUT, text=text, remedy=REMEDY),)
    return OPEN, ()


def _find_measure(
    figure: Figure, sentence: SentenceText, context: Context, statistic: Statistic
) -> Statistic | None:
    """Return the statistic of the same group whose measure the text names, if it names nothing of the bound one."""
    near = context.namer.features(words_about(figure, sentence))
    for sibling in context.siblings.measures(statistic):
        naming = context.namer.compare_measures(statistic, sibling)
        if naming.other and naming.own and naming.other <= near:
            everywhere = near | context.namer.features(sentence.words[: sentence.figures[0].at])
            if not naming.own & everywhere:
                return sibling
    return None


def _house(context: Context) -> Iterable[Family]:
    return [tuple(frozenset({word.casefold()}) for word in family) for family in context.words.counted]


def _text(statistic: Statistic) -> str:
    return f"{statistic.population} {statistic.about} {statistic.measure} {statistic.label}"


def _words(figure: Figure, sentence: SentenceText) -> list[str]:
    """Return the words about a figure, those nearest to it first; those of its row and column behind."""
    places = sorted(sentence.zone(figure), key=lambda at: abs(at - figure.at))
    words = [sentence.low(at) for at in places]
    claim = figure.finding.claim
    if claim is not None and len(sentence.words) <= 2 + 2 * len(sentence.figures):
        for head in claim.heads:
            if head.kind in {HeadKind.ROW, HeadKind.COLUMN}:
                words += [word.text.casefold() for word in words_of(head.text)]
    return words


def _members(words: Sequence[str], family: Family) -> list[tuple[int, str]]:
    """Return the members of a family that the words name, in the order of the words."""
    return [(number, word) for word in words if (number := _member(word, family)) is not None]


# A report's sentences and statistics share most of their words.
@lru_cache(maxsize=65536)
def _member(word: str, family: Family) -> int | None:
    for number, stems in enumerate(family):
        if any(word.startswith(stem) and len(word) - len(stem) <= LONGEST_ENDING for stem in stems):
            return number
    return None


def _find_opposite(
    figure: Figure, sentence: SentenceText, context: Context, statistic: Statistic
) -> tuple[str, str] | None:
    """Return a word of the text and its opposite, if the statistic's own words have only the opposite."""
    own = f" {statistic.label} {statistic.measure} {statistic.about} ".casefold()
    if sentence.korean:
        zone = sentence.text(range(figure.first, figure.last))
        pairs: Iterable[tuple[str, str]] = korean.OPPOSITES
        for pair in pairs:
            for said, real in (pair, pair[::-1]):
                if said in zone and real not in zone and real in own and said not in own:
                    return said, real
        return None
    words = [sentence.low(at) for at in sentence.zone(figure)]
    mine = [word.text.casefold() for word in words_of(own)]
    if "than" in words:
        return _find_other_limit(words, mine)
    if set(words) & {"between", "both"}:
        return None
    for pair in (*english.OPPOSITES, *context.words.opposites):
        for said, real in (pair, pair[::-1]):
            if _has(words, said) and not _has(words, real) and _has(mine, real) and not _has(mine, said):
                return said, real
    return None


def _find_other_limit(words: list[str], mine: list[str]) -> tuple[str, str] | None:
    """Return "fewer than a year" and "more than a year", where the text has the one and the statistic the other."""
    for said, real in ((said, real) for said in english.NEEDS_THAN for real in english.NEEDS_THAN):
        if (said in english.GREATER) == (real in english.GREATER):
            continue
        at, own = find_phrase(words, (said, "than")), find_phrase(mine, (real, "than"))
        if at >= 0 and own >= 0 and words[at + 2 : at + 4] == mine[own + 2 : own + 4]:
            return said, real
    return None


def _has(words: Iterable[str], word: str) -> bool:
    forms = {word, f"{word}s", f"{word}es", f"{word}ed"}
    return any(one in forms for one in words)
