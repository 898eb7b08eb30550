"""Reading of German sentences: the year, the group and the comparison that they name in the place of another one.

Nothing is borne out here: German grammar is read only as far as a contradiction is certain.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from figurecheck.figures.common.language import Language
from figurecheck.model import Aspect, SentenceReading, SentenceState, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence import german
from figurecheck.verdicts.sentence.amounts import read_part_before
from figurecheck.verdicts.sentence.balances import read_in_and_out
from figurecheck.verdicts.sentence.changes import is_level, same_unit, sign
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.counted import find_other_measure, find_other_noun
from figurecheck.verdicts.sentence.denials import find_german, read_denial
from figurecheck.verdicts.sentence.german_orders import (
    read_german_pair,
    read_german_superlative,
    read_german_year_before,
)
from figurecheck.verdicts.sentence.limits import read_limits
from figurecheck.verdicts.sentence.majorities import read_majority
from figurecheck.verdicts.sentence.mentions import is_year
from figurecheck.verdicts.sentence.multiples import read_multiples
from figurecheck.verdicts.sentence.namer import names_in
from figurecheck.verdicts.sentence.orders import values_of
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.polarity import find_german_way
from figurecheck.verdicts.sentence.sides import make_direction
from figurecheck.verdicts.sentence.spans import Span, make_year, parse_span
from figurecheck.verdicts.sentence.step_lengths import find_pattern, read_step_lengths
from figurecheck.verdicts.sentence.unbound_differences import read_unbound_difference
from figurecheck.verdicts.shown import name_period

YEAR = (365, 366)
REACH = 3
"""Words before a year, or a name, among which stands what leads to it."""
LONGEST = 8
"""Words of what a figure is compared with."""


def read_german(sentence: SentenceText, context: Context, language: Language) -> list[dict[Aspect, SentenceReading]]:
    """Return the contradictions of each figure of a German sentence, by aspect."""
    found: list[dict[Aspect, SentenceReading]] = [{} for _ in sentence.figures]
    zones = list(_zones(sentence))
    for number, (figure, zone) in enumerate(zip(sentence.figures, zones, strict=True)):
        statistic = figure.statistic
        readings = (
            (
                _read_year(figure, zone, sentence, context, statistic),
                _read_group(zone, sentence, context, statistic),
                _read_reached(figure, zone, sentence, context, language),
                find_other_noun(figure, sentence, context, statistic)
                or find_other_measure(figure, sentence, context, statistic),
                read_german_superlative(figure, _clause(figure, zone, sentence), sentence, context),
                read_german_year_before(figure, zone, sentence, context),
            )
            if statistic is not None
            else ()
        )
        found[number] |= {one.aspect: one for one in readings if one is not None}
    denials = [read_denial(one, sentence, find_german) for one in sentence.figures]
    for number, figure in enumerate(sentence.figures):
        parts = (read_part_before(figure, sentence, "de"), read_majority(figure, sentence))
        for part in (*parts, read_unbound_difference(figure, sentence, context)):
            if part is not None:
                found[number][part.aspect] = _graver(part, found[number])
    balance = read_in_and_out(sentence)
    if balance is not None and balance.state is SentenceState.CONTRADICTED:
        found[-1][balance.aspect] = balance
    lengths = read_step_lengths(sentence, find_pattern("de"))
    for number, of_figure in enumerate(
        zip(read_multiples(sentence, context), denials, lengths, read_limits(sentence), strict=True)
    ):
        contradicted = (one for one in of_figure if one.state is SentenceState.CONTRADICTED)
        found[number] |= {one.aspect: one for one in contradicted}
    for number, (one, other) in enumerate(pairwise(zip(sentence.figures, zones, strict=True))):
        pairs = (
            _read_exchange(one, other, sentence, context),
            read_german_pair(one[0], other[0], sentence),
            _read_moved(one, other, sentence, language),
        )
        found[number + 1] |= {pair.aspect: _graver(pair, found[number + 1]) for pair in pairs if pair is not None}
    return found


def _graver(one: SentenceReading, found: dict[Aspect, SentenceReading]) -> SentenceReading:
    """Return a reading, unless the same aspect is contradicted already."""
    earlier = found.get(one.aspect)
    return earlier if earlier is not None and earlier.state is SentenceState.CONTRADICTED else one


def _zones(sentence: SentenceText) -> Iterator[range]:
    """Yield the words about each figure, the figure among them."""
    cuts = [0, *(_cut(sentence, one, other) for one, other in pairwise(sentence.figures)), len(sentence.words)]
    yield from (range(first, last) for first, last in pairwise(cuts))


def _cut(sentence: SentenceText, one: PlacedFigure, other: PlacedFigure) -> int:
    between = range(one.at + 1, other.at)
    for parting in (german.ENDS, german.PARTS):
        if places := [at for at in between if sentence.low(at) in parting]:
            return places[0]
    return other.at


def _clause(figure: PlacedFigure, zone: range, sentence: SentenceText) -> range:
    """Return those words of a zone that no sign parts from its figure."""
    first = next((at + 1 for at in range(figure.at - 1, zone.start - 1, -1) if sentence.low(at) in german.ENDS), 0)
    last = next((at for at in range(figure.at + 1, zone.stop) if sentence.low(at) in german.ENDS), zone.stop)
    return range(max(first, zone.start), last)


def _read_year(
    figure: PlacedFigure, zone: range, sentence: SentenceText, context: Context, statistic: Statistic
) -> SentenceReading | None:
    """Contradict "2023 gab es 31" of a figure of 2024, and "gegenüber 2019" of a change on the year before."""
    clause = _clause(figure, zone, sentence)
    places = [at for at in clause if is_year(sentence, at)]
    times, own = context.times(statistic), parse_span(statistic.period)
    if not places or own is None or own.days not in YEAR:
        return None
    known = (*times.main, *times.base)
    main = [at for at in places if _leads(at, sentence) == "main"]
    base = [at for at in places if _leads(at, sentence) == "base"]
    years = {_year(at, sentence) for at in range(len(sentence.words)) if is_year(sentence, at)}
    if len(main) == 1 and own not in years and _is_other(_year(main[0], sentence), known, statistic, context):
        return _contradicted_year(main[0], sentence, statistic)
    is_change = statistic.basis is not None and statistic.basis.kind == "change"
    if is_change and len(base) == 1 and _year(base[0], sentence) not in known:
        return _contradicted_year(base[0], sentence, statistic)
    return None


def _is_other(named: Span, known: tuple[Span, ...], statistic: Statistic, context: Context) -> bool:
    return named not in known and context.siblings.at(statistic, named) is not None


def _year(at: int, sentence: SentenceText) -> Span:
    return make_year(int(sentence.low(at)))


def _leads(at: int, sentence: SentenceText) -> str:
    """Return whether a year is the one of its figure, the one that it is compared with, or neither."""
    behind, glued = sentence.low(at + 1), {sentence.low(at - 1), sentence.low(at + 1)} & {"-", "–", "/", "und", "bis"}
    # "2019 eröffnete" and "2019 gegründeten" are of what stands behind them.
    attribute = behind.endswith(("ete", "eten", "eter", "etes", "gte", "gten", "kte", "kten", "ene", "enen", "ener"))
    if glued or (attribute and sentence.words[at + 1].text.islower()):
        return ""
    before = at - 1
    while before >= 0 and sentence.low(before) in german.SKIPPED:
        before -= 1
    near = [sentence.low(place) for place in range(max(0, before - REACH + 1), before + 1)]
    if german.BASE & set(near):
        return "base"
    return "" if near and near[-1] in german.APART else "main"


def _contradicted_year(at: int, sentence: SentenceText, statistic: Statistic) -> SentenceReading:
    words = sentence.low(at)
    base = phrase(", compared with an earlier period") if statistic.basis is not None else ""
    template = "the text says “{words}”, and {id} is of {own}{base}{other}"
    own = name_period(statistic.period)
    return SentenceReading.contradicted(Aspect.PERIOD, words, template, id=statistic.id, own=own, base=base, other="")


def _read_reached(
    figure: PlacedFigure, zone: range, sentence: SentenceText, context: Context, language: Language
) -> SentenceReading | None:
    """Contradict "sank auf 67,2 Prozent" of the only figure of a sentence, where the year before had less."""
    statistic, clause = figure.statistic, _clause(figure, zone, sentence)
    lead = [sentence.low(at) for at in range(clause.start, figure.at) if sentence.low(at) not in german.ABOUT]
    years = {_year(at, sentence) for at in range(len(sentence.words)) if is_year(sentence, at)}
    if statistic is None or len(sentence.figures) > 1 or lead[-1:] != ["auf"] or not is_level(statistic):
        return None
    text = sentence.text(clause)
    way = find_german_way(text, statistic, language)
    earlier = context.siblings.before(statistic)
    if not way or earlier is None or german.NEGATIONS & set(lead) or years - {parse_span(statistic.period)}:
        return None
    mine, theirs = values_of(statistic, earlier)
    moved = sign(mine - theirs)
    template = "{id} before it is lower" if mine > theirs else "{id} before it is higher"
    words = " ".join(text.replace(MASK, "...").split())
    return make_direction((way, words), moved, phrase(template, id=earlier.id), statistic) if moved else None


def _read_group(zone: range, sentence: SentenceText, context: Context, statistic: Statistic) -> SentenceReading | None:
    """Contradict "Im Nordend waren es 122" of the houses of another quarter, which the sentence does not name."""
    own = names_in(context.namer.about(statistic))
    if not own or own & context.namer.features(sentence.words):
        return None
    near = _names_near(zone, sentence, context)
    for sibling in context.siblings.groups(statistic):
        other = names_in(context.namer.compare(statistic, sibling).other)
        if other and other <= near:
            template = "the text says “{words}”, and {id} is of {own}; of what the text names is {other}"
            words, span = sibling.about, parse_span(statistic.period)
            meant = context.siblings.of_group(statistic, words, span) or sibling
            return SentenceReading.contradicted(
                Aspect.GROUP, words, template, id=statistic.id, own=statistic.about, other=meant.id
            )
    return None


def _names_near(zone: range, sentence: SentenceText, context: Context) -> frozenset[str]:
    """Return the names among the words about a figure, without those that it is compared with."""
    named = [at for at in zone if sentence.words[at].capital and not _is_compared(at, sentence)]
    return names_in(context.namer.features([sentence.words[at] for at in named]))


def _is_compared(at: int, sentence: SentenceText) -> bool:
    words = german.COMPARED | german.NEGATIONS
    return any(sentence.low(place) in words for place in range(at - REACH, at))


Placed = tuple[PlacedFigure, range]


def _read_exchange(one: Placed, other: Placed, sentence: SentenceText, context: Context) -> SentenceReading | None:
    """Contradict "die SPD stellt 31 Abgeordnete, die Union 19" where each figure is of the other one."""
    first, second = one[0].statistic, other[0].statistic
    if first is None or second is None or not same_unit(first, second):
        return None
    mine, theirs = (names_in(context.namer.about(statistic)) for statistic in (first, second))
    here, there = (_names_near(zone, sentence, context) for _, zone in (one, other))
    swapped = theirs <= here and mine <= there and not mine & here and not theirs & there
    if not swapped or not mine or not theirs or mine == theirs:
        return None
    template = "the words about it are those of {other}, and it is bound to {id}: {own}"
    reason = phrase(template, other=first.id, id=second.id, own=second.label or second.about)
    return SentenceReading.contradicted(Aspect.GROUP, first.about, reason)


def _read_moved(one: Placed, other: Placed, sentence: SentenceText, language: Language) -> SentenceReading | None:
    """Contradict "stieg von 41 auf 38"."""
    first, second = one[0].statistic, other[0].statistic
    lead = [sentence.low(at) for at in range(one[0].at) if sentence.low(at) not in german.ABOUT]
    between = [word for word in sentence.between(one[0], other[0]) if word not in german.ABOUT]
    if first is None or second is None or lead[-1:] != ["von"] or between[-1:] != ["auf"]:
        return None
    if not (same_unit(first, second) and is_level(first) and is_level(second)) or german.ENDS & set(between):
        return None
    clause = range(_clause(one[0], one[1], sentence).start, _clause(other[0], other[1], sentence).stop)
    text = sentence.text(clause)
    way, (mine, theirs) = find_german_way(text, second, language), values_of(first, second)
    if not way and sentence.low(clause.start - 1) == ":":
        # "Nahmen ab: von 1140 auf 1171".
        text = sentence.text(range(clause.start - 1))
        way = find_german_way(text, second, language)
    moved = sign(theirs - mine)
    if not way or not moved or german.NEGATIONS & set(lead):
        return None
    template = "it goes from {first} to {second}, a rise" if moved > 0 else "it goes from {first} to {second}, a fall"
    words = " ".join(text.replace(MASK, "...").split())
    return make_direction((way, words), moved, phrase(template, first=first.id, second=second.id), second)
