"""Hold the numbers of a sentence against the statistics that its words choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from figurecheck.figures import Form, find
from figurecheck.figures.common.qualifiers import Test
from figurecheck.figures.common.text import words_of
from figurecheck.scan.choose import LEAD, MeantStatistic, choose
from figurecheck.scan.compare import SHOWN, Decision, are_alike, compare, unsourced
from figurecheck.scan.compared import is_to
from figurecheck.scan.consistency.result import Candidate, Status
from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.scan.context import NumberWords
from figurecheck.scan.earlier import EarlierText
from figurecheck.scan.fact import Fact
from figurecheck.scan.fact_index import Facts
from figurecheck.scan.features import find_features, phrase_features
from figurecheck.scan.find_when import find_when
from figurecheck.scan.masked import find_part
from figurecheck.scan.match import SURE
from figurecheck.scan.number_context import NumberContext
from figurecheck.scan.sentence import SentenceView
from figurecheck.scan.units import share_units
from figurecheck.scan.when import When
from figurecheck.scan.who import WhoFinder
from figurecheck.scan.words_about import WordsReader
from figurecheck.verdicts.sentence.english import FALL, RISE
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText

_SURE_SHOWN = 3
"""Statistics that are named where the words choose one of them."""


def decide_by_words(view: SentenceView, contexts: Sequence[NumberContext]) -> list[Decision]:
    """Decide about each number of a sentence that counts something, in order."""
    refusals = [_refusal(one) for one in contexts]
    chosen = [choose(view.facts, one) for one in contexts]
    _leave_to_likeliest([choices for choices, refusal in zip(chosen, refusals, strict=True) if not refusal])
    return [_decide(view, *one) for one in zip(contexts, chosen, refusals, strict=True)]


def read_contexts(view: SentenceView, masked: SentenceText, earlier: EarlierText, text: str) -> list[NumberContext]:
    """Return what the text says about each number of a sentence that counts something, in order."""
    if not view.counting or not view.facts.described:
        return []
    turned = {number for number, figure in enumerate(view.counting) if figure.turned}
    whens = find_when(masked, earlier.periods, turned)
    whos = WhoFinder(view, masked, earlier.subjects.options, [one.who for one in earlier.numbers])
    reader = WordsReader(view, masked, earlier.words, text)
    said: list[NumberWords] = []
    made: list[NumberContext] = []
    figures = _with_directions(view.counting, masked, whens)
    units = share_units(figures, [masked.between(one, other) for one, other in pairwise(masked.figures)])
    for number, (figure, when) in enumerate(zip(figures, whens, strict=True)):
        said.append(reader.read(number, said, [one.words for one in earlier.numbers]))
        if number and _is_bare_bracket(masked, number, figure, figures[number - 1]):
            said[-1] = replace(said[-1], refusal="nothing says what the number in brackets is")
        one = NumberContext(figure, units[number], whos.find(number), when, said[-1], _mentioned(view, masked, number))
        # Of "from 9,120 to 8,871" the first is compared with the second.
        starts = number + 1 < len(figures) and is_to(masked, masked.figures[number + 1])
        made.append(_beside(one, made[-1], view.facts) if made and when.before and not starts else one)
    return made


def _mentioned(view: SentenceView, masked: SentenceText, number: int) -> frozenset[int]:
    """Return the subjects that a sentence names, without those of a part of a number: "of which 35% in Tamsk"."""
    start = find_part(masked, number)
    end = masked.words[start].start if start is not None else view.end
    return frozenset(at for one in view.mentions.items if view.words[one.start].start < end for at in one.subjects)


def _is_bare_bracket(masked: SentenceText, number: int, figure: Figure, before: Figure) -> bool:
    """Return whether a number of the kind of the one before stands alone in brackets: "€143 million (€141 million)"."""
    at, alike = masked.figures[number].at, figure.read and before.read and figure.read.form is before.read.form
    alone = masked.low(at - 1) == "(" and masked.low(at + 1) == ")"
    return bool(alike) and alone and masked.figures[number - 1].at == at - 2


def _beside(one: NumberContext, partner: NumberContext, facts: Facts) -> NumberContext:
    """Return a number with which another is compared: of the period before that, unless it is of something else.

    "612 burglaries in 2024, against 531 in Tamsk" are of one year, and of "against 87 robberies" that is left open.
    """
    if one.who.own and one.who.options != partner.who.options:
        return replace(one, when=replace(one.when, before=False))
    another = (one.words.own & facts.described.subject_words) - partner.words.near.keys()
    return replace(one, when=replace(one.when, before=False, vague=True)) if another else one


def _with_directions(figures: Sequence[Figure], masked: SentenceText, whens: Sequence[When]) -> list[Figure]:
    """Return the numbers of a sentence with a direction that is said once: "rose by 5.9% here and by 6.1% there"."""
    made: list[Figure] = []
    for one, placed, when in zip(figures, masked.figures, whens, strict=True):
        figure = one
        last = made[-1] if made else None
        alike = last is not None and last.turned and last.read and figure.read and last.read.form is figure.read.form
        if last is not None and alike and not figure.turned and masked.low(placed.at - 1) == "by":
            figure = replace(figure, printed=last.printed.replace(last.text, figure.text), turned=True)
        # "35.9%로 36.3%보다 낮아졌다": what is lower is the other one.
        if when.compared and (figure.turned or masked.korean):
            end = figure.printed.find(figure.text) + len(figure.text)
            figure = replace(figure, printed=figure.printed[:end] if masked.korean else figure.text, turned=False)
        elif made and _is_passed(figure, masked, placed.at):
            figure = replace(figure, printed=figure.text)
        figure = _as_count(_in_points(figure, masked, placed, figures), masked, placed)
        made.append(_with_object(figure, masked, placed))
    return made


def _in_points(figure: Figure, masked: SentenceText, placed: PlacedFigure, figures: Sequence[Figure]) -> Figure:
    """Return a change in points as one in percentage points, beside a share: "17.5%, 0.7 points more"."""
    read, behind = figure.read, masked.low(placed.at + 1)
    is_share = any(one.read is not None and one.read.form is Form.PERCENT for one in figures)
    if read is None or read.form is not Form.NUMBER or not (is_share and figure.turned) or behind not in _POINTS:
        return figure
    printed = figure.printed.replace(behind, f"percentage {behind}")
    found = find(printed, "en")
    return replace(figure, printed=printed, found=found[0]) if len(found) == 1 else figure


_POINTS = frozenset({"point", "points"})


def _as_count(figure: Figure, masked: SentenceText, placed: PlacedFigure) -> Figure:
    """Return how often something happened as a count: "e-books were borrowed 471,000 times"."""
    read, number = figure.read, figure.text.casefold().removesuffix("times").strip()
    if read is None or read.form is not Form.MULTIPLE or number == figure.text.casefold() or figure.turned:
        return figure
    around = {masked.low(at) for at in range(placed.first, placed.at)}
    compares = masked.low(placed.at + 1) in _TIMES_WHAT or not around.isdisjoint(RISE | FALL)
    found = find(number, "en")
    whole = read.amount.denominator == 1 and read.upper is None and len(found) == 1 and found[0].figure is not None
    return figure if compares or not whole else replace(figure, printed=number, found=found[0])


_TIMES_WHAT = frozenset("as the more less fewer higher larger greater that those its their of what over".split())


def _with_object(figure: Figure, masked: SentenceText, placed: PlacedFigure) -> Figure:
    """Return a number with the direction of a verb before its object: "increased revenue by 9.6%"."""
    if figure.turned or masked.low(placed.at - 1) != "by":
        return figure
    before = [masked.low(at) for at in range(placed.first, placed.at)]
    verb = next((one for one in reversed(before) if one in RISE | FALL), "")
    return replace(figure, printed=f"{'up' if verb in RISE else 'down'} {figure.text}", turned=True) if verb else figure


def _is_passed(figure: Figure, masked: SentenceText, at: int) -> bool:
    """Return whether what is fewer or more is the number before: "480 in 2024, fewer than 500 in 2023"."""
    read = figure.read
    if read is None or read.qualifier is None or read.qualifier.test not in {Test.OVER, Test.UNDER}:
        return False
    start = at - len(figure.printed.partition(figure.text)[0].split())
    # Without a period of its own it may be a limit of the number before: "some 480, fewer than 500".
    behind = [masked.low(place) for place in range(at + 1, at + 5)]
    dated = any(word in {"in", "of"} and year.isdecimal() for word, year in pairwise(behind))
    return masked.low(start - 1) == "," and dated


def _refusal(context: NumberContext) -> str:
    """Return why no statistic can be meant; empty if one may be."""
    if context.who.unknown:
        return f"‘{context.who.unknown}’ appears in no statistic"
    # "Mauritania had 470 births", where only Mauritius is known.
    if context.words.opening and not context.who.stated:
        return f"‘{context.words.opening}’ appears in no statistic"
    return context.words.refusal


def _leave_to_likeliest(chosen: Sequence[list[MeantStatistic]]) -> None:
    """Leave a statistic that two numbers of a sentence would be held against to the one whose words say more of it.

    "There were 903 burglaries, 144 of them at night": the 144 has the burglaries from the 903, and is not their number.
    """
    best: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for number, choices in enumerate(chosen):
        # Where several may be meant, the number claims none.
        if choices and choices[0].score >= SURE and _are_one(_meant(choices)):
            best[choices[0].fact.id].append((-choices[0].score, number))
    for id, numbers in best.items():
        for _, number in sorted(numbers)[1:]:
            chosen[number][:] = [one for one in chosen[number] if one.fact.id != id]


def _decide(view: SentenceView, context: NumberContext, choices: list[MeantStatistic], refusal: str) -> Decision:
    """Hold a number against the statistic that is chosen, if it is one and no word is against it."""
    figure = context.figure
    if not choices:
        return unsourced(refusal or "the sentence describes no statistic")
    first = choices[0]
    decisions = [
        compare(figure, [one.fact], view.locale, view.rules)
        for one in choices[: SHOWN if first.score < SURE else _SURE_SHOWN]
    ]
    candidates = tuple(
        Candidate(one.fact.id, agrees=answer.status is Status.AGREES, score=round(one.score, 3))
        for one, answer in zip(choices, decisions, strict=False)
    )
    if refusal or not (first.score >= SURE or _is_only_one(context, choices)):
        return Decision(Status.UNSOURCED, "", refusal or "no statistic is clearly meant", candidates)
    # A statistic may be recorded twice, as published and as computed from counts; either bears the number out.
    close = _meant(choices)
    meant = [fact for fact in close if _is_said(fact, view)] or close
    return compare(figure, meant, view.locale, view.rules)._replace(candidates=candidates)


def _is_only_one(context: NumberContext, choices: Sequence[MeantStatistic]) -> bool:
    """Return whether no other statistic is of the group, the period and the noun that a sentence gives a number."""
    noun, unit = find_features(context.words.noun), phrase_features(choices[0].fact.unit)
    stated = context.who.stated and context.when.stated and len(choices) == 1
    return stated and bool(unit) and unit <= {*noun} and choices[0].score >= LIKELY


LIKELY = 0.45
"""Least part of a description that words name where no other statistic can be meant."""


def _meant(choices: Sequence[MeantStatistic]) -> list[Fact]:
    """Return the statistics that are as likely meant as the likeliest."""
    return [one.fact for one in choices if one.score > choices[0].score - LEAD]


def _are_one(facts: Sequence[Fact]) -> bool:
    return all(are_alike(facts[0], one) for one in facts[1:])


def _is_said(fact: Fact, view: SentenceView) -> bool:
    """Return whether a sentence has the label of a statistic word for word."""
    label = [word.text.casefold() for word in words_of(fact.label)]
    said = [word.text.casefold() for word in view.words]
    starts = (at for at, word in enumerate(said) if label and word == label[0])
    return len(label) > 1 and any(said[at : at + len(label)] == label for at in starts)
