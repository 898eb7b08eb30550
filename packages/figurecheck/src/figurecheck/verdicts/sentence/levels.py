"""Reading of a level that is printed as the size of a change: "births rose by 5,704", of all births of the year."""

from __future__ import annotations

from collections.abc import Set
from itertools import dropwhile, pairwise, takewhile

from figurecheck.figures.common.units import canonical
from figurecheck.figures.english.motion_words import NOUNS_OF
from figurecheck.figures.korean.directions import ADJECTIVE_FORMS, find_movement, read_rate_noun
from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.verdicts.sentence import english, korean
from figurecheck.verdicts.sentence.changes import is_level
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.stated import read_way
from figurecheck.verdicts.sentence.words import is_negated

OPEN = SentenceReading(aspect=Aspect.COUNTED)
NEAR = 4
"""Words behind a figure among which "than" stands, or its Korean verb."""


def read_levels(sentence: SentenceText, context: Context) -> list[SentenceReading]:
    """Return a contradiction for each level that is said to be a change, and each change that is said to be a level."""
    levels = [_read(figure, sentence, context) for figure in sentence.figures]
    changes = [_read_reached(figure, sentence, context) for figure in sentence.figures]
    return [change if level is OPEN else level for level, change in zip(levels, changes, strict=True)]


def _read(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading:
    statistic = figure.statistic
    words = (_find_korean if sentence.korean else _find)(figure, sentence, context)
    if not words or statistic is None or not _is_plain_level(statistic, context) or is_negated(sentence, figure):
        return OPEN
    # "The town grew by 5,704 births" is right: what is added is not what grows.
    subject = context.namer.features([sentence.words[at] for at in range(figure.first, figure.at)])
    if not subject & (context.namer.about(statistic) | context.namer.measure(statistic)):
        return OPEN
    return SentenceReading.contradicted(
        Aspect.COUNTED, words, "the text says “{words}”, and {id} is a level and no change", id=statistic.id
    )


def _read_reached(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading:
    """Contradict "checks rose to 56.4%" of a change, which says by how much they rose."""
    statistic = figure.statistic
    basis = statistic.basis if statistic else None
    if statistic is None or basis is None or basis.kind != "change" or basis.test == "ratio":
        return OPEN
    words = (_find_reached_korean if sentence.korean else _find_reached)(figure, sentence, context)
    # "Growth rose to 2%" is of a rate, which is a level itself.
    # "The unemployment rate rose to 12%" is not, of a change in the unemployed.
    is_rate = any(map(_is_rate, sentence.lows[: figure.at])) and not _has_own_rate(figure, sentence, statistic)
    if not words or is_rate:
        return OPEN
    return SentenceReading.contradicted(
        Aspect.COUNTED, words, "the text says “{words}”, and {id} is a change and no level", id=statistic.id
    )


def _has_own_rate(figure: PlacedFigure, sentence: SentenceText, statistic: Statistic) -> bool:
    """Return whether the rate of what changed is named: "the birth rate" of a change in births."""
    texts = f"{statistic.measure} {statistic.label} {statistic.population}".casefold().split()
    named = (one for one, other in pairwise(sentence.lows[: figure.at]) if other == "rate" and len(one) >= STEM)
    return "rate" not in texts and any(word.startswith(one[:STEM]) for one in named for word in texts)


STEM = 5
"""Letters by which a rate is that of what a statistic counts: birth, births."""


def _is_rate(word: str) -> bool:
    return word in _RATES or (word in NOUNS_OF and word not in english.VERBS) or word.startswith(_RATES_IN_KOREAN)


_RATES = frozenset(
    "rate rates growth inflation pace change changes speed it they this that rise fall increase decrease".split()
)
_RATES_IN_KOREAN = ("증가", "감소", "상승", "하락", "성장", "물가", "변화", "증감")


def _find_reached(figure: PlacedFigure, sentence: SentenceText, context: Context) -> str:
    printed = figure.finding.printed.casefold().split()
    words = [*(sentence.low(at) for at in sentence.lead(figure)), *takewhile(str.isalpha, printed)]
    words = _without(words, english.ABOUT)
    verb = words[-2] if words[-1:] == ["to"] and len(words) > 1 else ""
    return f"{verb} to" if verb and read_way(verb, context, sentence) is not None else ""


def _find_reached_korean(figure: PlacedFigure, sentence: SentenceText, context: Context) -> str:
    behind = [sentence.low(at) for at in range(figure.at + 1, figure.at + 3)]
    verb = behind[1] if behind[0] in {"로", "으로", "까지"} else ""
    return f"{behind[0]} {verb}" if verb and read_way(verb, context, sentence) is not None else ""


def _is_plain_level(statistic: Statistic, context: Context) -> bool:
    """Return whether a statistic is one of a series of levels, which nothing in its words calls an addition."""
    unit = canonical(statistic.unit)
    texts = f"{statistic.label} {statistic.measure} {statistic.about} {statistic.population}".casefold().split()
    # A rate such as inflation is a change of something else.
    is_part = bool(statistic.whole) or any(word.startswith(_PARTS) for word in texts)
    rate = unit == "pp" or (unit in {"share", "%"} and not is_part)
    if statistic.basis is not None or rate or not is_level(statistic) or not context.siblings.has_others(statistic):
        return False
    return not any(_names_addition(word) for word in texts) and not context.siblings.is_signed(statistic)


def _names_addition(word: str) -> bool:
    moves = word in english.RISE | english.FALL | _ADDED or find_movement(word) or read_rate_noun(word)
    return bool(moves) or word.startswith(korean.ADDED)


_PARTS = ("share", "proportion", "비율", "비중", "점유율", "구성비")
_ADDED = frozenset("new newly added net additional gain gains gained loss losses lost hired left joined".split())


def _find(figure: PlacedFigure, sentence: SentenceText, context: Context) -> str:
    """Return the words that make a figure how much something changed: "rose by", "up", "more than"."""
    printed = figure.finding.printed.casefold().split()
    lead = [*(sentence.low(at) for at in sentence.lead(figure)), *takewhile(str.isalpha, printed)]
    if {"new", "cumulative", "cumulatively"} & set(lead):
        return ""
    exact = _without(lead, english.ABOUT | _MORE)
    if exact[-1:] == ["by"]:
        # "Rose sharply by", but not "a rise, followed by".
        verbs = [word for word in exact[:-1] if not word.endswith("ly")][-1:]
        return f"{verbs[0]} by" if verbs and read_way(verbs[0], context, sentence) is not None else ""
    lead = _without(lead, english.ABOUT - _BEYOND)
    # "Psychotropics make up 77.1%".
    if lead[-1:] and (lead[-1] in _MOVED or (lead[-1] in {"up", "down"} and lead[-2:-1] and lead[-2] in _BEING)):
        return lead[-1]
    behind = [sentence.low(at) for at in list(sentence.trail(figure))[:NEAR]]
    more = next((word for word in (*printed[1:], *behind[:1]) if word in english.RISE_AFTER | english.FALL_AFTER), "")
    period = any(one == "than" and (two in {"in", "the", "a"} or two.isdecimal()) for one, two in pairwise(behind))
    return f"{more} than" if more and period else ""


def _without(words: list[str], ending: Set[str]) -> list[str]:
    """Return words without those at their end that only say how exact a figure is."""
    return [*reversed([*dropwhile(ending.__contains__, reversed(words))])]


_MORE = frozenset({"more", "less"})
_BEYOND = frozenset({"over", "under", "within", "than"})
"""Behind a verb of movement they say where the level lies: "fell under 400"."""
_MOVED = frozenset("rose fell grew dropped increased decreased declined climbed jumped shrank".split())
_BEING = frozenset("is are was were be been".split())


def _find_korean(figure: PlacedFigure, sentence: SentenceText, context: Context) -> str:
    """Return the verb behind a figure that makes it how much something changed: 늘었다, and 많다 behind 전년보다."""
    lead = [sentence.low(at) for at in sentence.lead(figure)]
    if any(word.startswith(korean.ADDED) for word in lead):
        return ""
    than = any(word.endswith(korean.THAN[0]) for word in lead)
    # "5704명으로 늘었다" says what was reached.
    if figure.finding.printed.partition(" ")[0].endswith(korean.TO):
        return ""
    behind = [*figure.finding.printed.casefold().split()[1:], *(sentence.low(at) for at in sentence.trail(figure))]
    for number, word in enumerate(behind[:NEAR]):
        if not number and word.startswith(korean.COUNTERS) and word.endswith(korean.TO):
            return ""
        if word in korean.ADVERBS or word in _PARTICLES or (not number and word.startswith(korean.COUNTERS)):
            continue
        # "100만 명을 웃돈다" and "100만 명을 회복했다" say where the level lies.
        lies = word.startswith((*korean.PASSED, *korean.MISSED))
        passed = behind[number - 1 : number] and behind[number - 1].endswith(("을", "를"))
        if lies or (passed and not word.startswith(_MOVED_BY)):
            return ""
        if read_way(word, context, sentence) is not None:
            return word
        compares = any(word.startswith(form) for form in ADJECTIVE_FORMS)
        return word if than and compares else ""
    return ""


_MOVED_BY = ("늘", "줄", "증", "감")
"""Beginnings of verbs whose object is how much they moved something."""
_PARTICLES = frozenset("이 가 이나 나 을 를 가량 정도 쯤 씩 가까이 이상 넘게".split())
"""Between a figure and its verb they leave it the size of a change; 으로 and 까지 make it the level."""
