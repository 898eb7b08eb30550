"""Reading of comparisons with a group by its name: "450, more than Alba", "48% above Britain's".

The other group has no figure in the sentence: a level is held against that of the other group for the same period,
and what is a comparison itself, against the group that its statistic names as its base.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from figurecheck.figures.common.units import canonical
from figurecheck.model import Aspect, SentenceReading, SentenceState, Statistic
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.changes import is_level
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.namer import names_in
from figurecheck.verdicts.sentence.orders import make, values_of
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.qualities import ADJECTIVES, COMPARATIVES, find_comparative_way
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.sentence.words import is_negated
from figurecheck.verdicts.sentence.zones import has_part

LONGEST_NOUN = 3
"""Words between a comparative and its "than"."""
_COMPARATIVES = english.NEEDS_THAN | COMPARATIVES
_VERBS = frozenset(
    "outnumbered outnumbers outstripped outpaced surpassed surpasses topped tops exceeded exceeds beat trailed".split()
)
_SIDES = {"above": 1, "below": -1}
_STARTS = _COMPARATIVES | _VERBS | _SIDES.keys() | {"ahead", "behind"}
_ENDS = frozenset({",", ";", ":", ".", "(", ")", "—", "–", MASK, "but", "while", "with", "had", "did", "does", "has"})
_APART = frozenset({",", ":", "(", "—", "–", "was", "is", "were", "are"})
_LITTLE = frozenset("in at of that those for from the on a an to by or and 's ’s".split())
_JOINT = frozenset("together combined all both put".split())
_ELSE = (("any", "other"), ("anyone", "else"), ("anywhere", "else"), ("anybody", "else"))


def read_rival(
    figure: PlacedFigure, sentence: SentenceText, statistic: Statistic, context: Context
) -> SentenceReading | None:
    """Return whether a level is more or less than that of another group which the text names."""
    # Most sentences have none of these words.
    if sentence.korean or _STARTS.isdisjoint(sentence.lows):
        return None
    if not is_level(statistic) or is_negated(sentence, figure):
        return None
    own = context.namer.about(statistic)
    found, said = [], frozenset[str]()
    for at in _places(figure, sentence):
        word, start = sentence.low(at), _comparand(sentence, at)
        if not start or not (way := _way(word, sentence.low(at + 1), statistic)):
            continue
        between = range(figure.at + 1, at)
        # "450 more than Alba" is a difference.
        if word not in _VERBS and not {sentence.low(place) for place in between} & _APART:
            continue
        # "Bree had 450 trips, Alba was ahead of Coda": another subject.
        named = names_in(context.namer.features([sentence.words[place] for place in between])) - said
        if (named - own) & context.namer.groups or not _fits_noun(at, start, sentence, statistic, context):
            break
        # "More than Bree, but fewer than Alba".
        said |= names_in(context.namer.features_of(" ".join(_rest(sentence, start))))
        found.append(_judge(word, start, sentence, statistic, context, way))
    read = [one for one in found if one is not None]
    return next((one for one in read if one.state is SentenceState.CONTRADICTED), read[0] if read else None)


def _places(figure: PlacedFigure, sentence: SentenceText) -> range:
    """Return the places behind a figure, those behind a colon as well: "905 trips: more than Bree"."""
    goes_on = figure is sentence.figures[-1] and sentence.low(figure.last) == ":"
    return range(figure.at + 1, len(sentence.words) if goes_on else figure.last)


def read_base(
    figure: PlacedFigure, sentence: SentenceText, statistic: Statistic, context: Context
) -> SentenceReading | None:
    """Contradict a comparison with another group than its statistic is compared with: "48% above Britain's"."""
    if sentence.korean or statistic.basis is not None or not _is_comparison(statistic, context):
        return None
    start = _base_at(figure, sentence)
    said = _names(_rest(sentence, start), context) if start else frozenset()
    own, whole = context.namer.about(statistic), context.siblings.find(statistic.whole)
    real = names_in(context.namer.everything(statistic) | (context.namer.about(whole) if whole else frozenset()))
    # Where no base is named, it may be the largest, or all of them.
    if not said or not (real - own) & context.namer.groups or said & real:
        return None
    words = sentence.text(range(start, start + len(_rest(sentence, start))))
    template = "the text compares with “{words}”, and {id} is the {measure}"
    return SentenceReading.contradicted(
        Aspect.COMPARISON, words, template, id=statistic.id, measure=statistic.measure or statistic.label
    )


def _comparand(sentence: SentenceText, at: int) -> int:
    """Return where that begins with which a comparative, a verb or "ahead of" compares; 0 if it is none."""
    word = sentence.low(at)
    if {sentence.low(at - 1), sentence.low(at - 2)} & (english.NEGATIONS | {"times", "almost", "nearly"}):
        return 0
    if word in _COMPARATIVES:
        than = [place for place in range(at + 1, at + 2 + LONGEST_NOUN) if sentence.low(place) == "than"]
        return than[0] + 1 if than else 0
    if word == "ahead":
        return at + 2 if sentence.low(at + 1) == "of" else 0
    # "Two days behind schedule", "above the law": of a name alone.
    return at + 1 if word in _VERBS or word in _SIDES or word == "behind" else 0


def _way(word: str, noun: str, statistic: Statistic) -> int:
    if word in _COMPARATIVES:
        return find_comparative_way((word, noun), statistic)
    return _SIDES.get(word, 0) or (-1 if word in {"behind", "trailed"} else 1)


def _fits_noun(at: int, start: int, sentence: SentenceText, statistic: Statistic, context: Context) -> bool:
    """Return whether the noun of a comparative is what the statistic counts: "more trips than"."""
    noun = [sentence.words[place] for place in range(at + 1, start - 1)]
    if sentence.low(at) not in _COMPARATIVES or not noun or sentence.low(at + 1) in ADJECTIVES:
        return True
    measured = context.namer.features_of(f"{statistic.measure} {statistic.unit}")
    return bool(context.namer.features(noun) & measured)


def _rest(sentence: SentenceText, start: int) -> list[str]:
    """Return the words with which a figure is compared, up to the next sign or clause."""
    rest = []
    for at in range(start, len(sentence.words)):
        if sentence.low(at) in _ENDS:
            break
        rest.append(sentence.words[at].text)
    return rest


def _judge(
    word: str, start: int, sentence: SentenceText, statistic: Statistic, context: Context, way: int
) -> SentenceReading | None:
    rest = _rest(sentence, start)
    if rest[-2:-1] == ["in"] and parse_span(rest[-1]) == parse_span(statistic.period):
        rest = rest[:-2]
    low = [one.casefold() for one in rest]
    behind = start + len(rest)
    # "More than Alba (1,300)": the figure beside it is compared. "Than Alba in 2023", "than half of Alba's".
    is_paired = MASK in {sentence.low(behind), sentence.low(behind + 1)} and sentence.low(behind) in {"(", MASK}
    if is_paired or any(one[:1].isdecimal() for one in low) or has_part(low) or _JOINT & set(low):
        return None
    others = _all_others(low, statistic, context) if tuple(low[:2]) in _ELSE else find_named(rest, statistic, context)
    readings = []
    for other in others:
        mine, theirs = values_of(statistic, other)
        readings.append(make((mine - theirs) * way > 0, word, statistic, other))
    wrong = (one for one in readings if one.state is SentenceState.CONTRADICTED)
    return next(wrong, readings[0] if readings and tuple(low[:2]) not in _ELSE else None)


def _all_others(low: Sequence[str], statistic: Statistic, context: Context) -> list[Statistic]:
    """Return the same of all other groups: "more than any other port"; of "any other port in the north" none."""
    if len(low) > len(_ELSE[0]) + 1 or english.TIMES & set(low):
        return []
    found = [one for one in context.siblings.beside(statistic) if context.namer.is_group(one.about)]
    return [one for one in found if isinstance(one.value, Decimal) and context.namer.is_group(statistic.about)]


def find_named(rest: Sequence[str], statistic: Statistic, context: Context) -> list[Statistic]:
    """Return the same of the other groups that words name, for the same period."""
    said = context.namer.features_of(" ".join(rest))
    own, span = context.namer.about(statistic), parse_span(statistic.period)
    found = []
    for sibling in context.siblings.groups(statistic):
        about = context.namer.about(sibling)
        is_named = context.namer.is_group(sibling.about) or about == said
        if about and about <= said and is_named and not own & said:
            found.append(context.siblings.of_group(statistic, sibling.about, span))
    return [one for one in found if one is not None and isinstance(one.value, Decimal)]


def _is_comparison(statistic: Statistic, context: Context) -> bool:
    unit = canonical(statistic.unit)
    return unit in {"ratio", "pp"} or (unit == "share" and context.siblings.is_signed(statistic))


def _base_at(figure: PlacedFigure, sentence: SentenceText) -> int:
    """Return where that begins which a figure is above or below, or a multiple of; 0 if the text names none."""
    printed = figure.finding.printed.casefold().split()
    words = [*printed[-1:], *(sentence.low(figure.at + step) for step in (1, 2))]
    if words[0] in {"than", *_SIDES, "over", "under", "times"}:
        return figure.at + 1
    if words[1] in {*_SIDES, "over", "under", "times"} or (words[0] in _COMPARATIVES and words[1] == "than"):
        return figure.at + 2
    return figure.at + 3 if words[1] in _COMPARATIVES and words[2] == "than" else 0


def _names(rest: Sequence[str], context: Context) -> frozenset[str]:
    """Return the groups of the report that are named directly behind a comparison: "that of Britain"."""
    kept: list[str] = []
    for word in rest:
        if kept and word.casefold() in _LITTLE | {"against"}:
            break
        kept += [] if word.casefold() in _LITTLE else [word]
    return names_in(context.namer.features_of(" ".join(kept))) & context.namer.groups
