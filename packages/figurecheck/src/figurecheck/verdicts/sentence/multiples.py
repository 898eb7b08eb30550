"""Reading of the two that a multiple compares: "Harwick spent 2.2 times as much as Milton", and not the reverse."""

from __future__ import annotations

from collections.abc import Sequence

from figurecheck.figures.common.units import canonical
from figurecheck.model import Aspect, SentenceReading
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.namer import names_in
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText

REACH = 5
"""Words behind a multiple among which stands what leads to its base: "2.2 times as much money as"."""
LONGEST = 4
"""Words of a base: "in the city of Milton"."""
_ENDS = frozenset(
    {",", ";", ":", ".", "(", ")", MASK, "did", "do", "does", "had", "has", "was", "were", "while", "and"}
)
_LEADS = (("as",), ("that", "of"), ("those", "of"), ("than",), ("wie",), ("als",))
_OF = ("의", "보다", "대비")


def read_multiples(sentence: SentenceText, context: Context) -> list[SentenceReading]:
    """Return a contradiction for each multiple of another base than the one that its sentence names."""
    return [_read(figure, sentence, context) for figure in sentence.figures]


def _read(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading:
    opened = SentenceReading(aspect=Aspect.COMPARISON)
    statistic = figure.statistic
    if statistic is None or not statistic.part or not statistic.whole or canonical(statistic.unit) != "ratio":
        return opened
    part, whole = context.siblings.find(statistic.part), context.siblings.find(statistic.whole)
    if part is None or whole is None or not part.about or not whole.about or part.about == whole.about:
        return opened
    said = (_base_in_korean if sentence.korean else _base)(figure, sentence)
    groups = [one.about for one in context.siblings.groups(part)] + [part.about]
    named = [about for about in groups if _names(about, said, sentence, context)]
    if not named or whole.about in named:
        return opened
    template = "the text says “{words}”, and {id} is a multiple of {own}"
    words = sentence.text(range(said[0], said[-1] + 1))
    return SentenceReading.contradicted(Aspect.COMPARISON, words, template, id=statistic.id, own=whole.about)


def _names(about: str, said: Sequence[int], sentence: SentenceText, context: Context) -> bool:
    if sentence.korean:
        return any(sentence.words[at].text.startswith(about) for at in said)
    wanted = names_in(context.namer.features_of(about))
    return bool(wanted) and wanted <= context.namer.features([sentence.words[at] for at in said])


def _base(figure: PlacedFigure, sentence: SentenceText) -> list[int]:
    """Return the places of the words behind "times as much as" and "times that of"."""
    starts = []
    for at in range(figure.at + 1, figure.at + 1 + REACH):
        size = next((len(lead) for lead in _LEADS if _is_at(at, lead, sentence)), 0)
        starts += [at + size] if size else []
        if sentence.low(at) in _ENDS:
            break
    if not starts:
        return []
    end = next((at for at in range(starts[-1], len(sentence.words)) if sentence.low(at) in _ENDS), len(sentence.words))
    return [*range(starts[-1], min(end, starts[-1] + LONGEST))]


def _is_at(at: int, lead: Sequence[str], sentence: SentenceText) -> bool:
    return all(sentence.low(at + step) == word for step, word in enumerate(lead))


def _base_in_korean(figure: PlacedFigure, sentence: SentenceText) -> list[int]:
    """Return the place of the word of "태양광의 9.8배" and "태양광보다 9.8배"."""
    return [at for at in range(figure.at - 2, figure.at) if at >= 0 and sentence.low(at).endswith(_OF)][-1:]
