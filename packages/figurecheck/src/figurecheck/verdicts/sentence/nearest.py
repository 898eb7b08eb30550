"""Words of a claim that no rule ties to data, held against what lies nearest: the step before, the others of its kind.

"Fewer people took the bus" is likely said of the year before, and "the largest source" of all sources. Where all that
lies near agrees the words are borne out, or need nobody's eyes; else they may be said of something else, and an editor
reads the sentence. Nothing is contradicted here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from figurecheck.figures.english.motion_words import FALL_COMPARATIVES, OVER, RISE_COMPARATIVES, UNDER
from figurecheck.model import Statistic
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.changes import change_of, sign
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.extremes import find_families, find_groups, is_end
from figurecheck.verdicts.sentence.mention import BASE
from figurecheck.verdicts.sentence.mentions import find_mentions
from figurecheck.verdicts.sentence.paces import is_of_pace
from figurecheck.verdicts.sentence.passage import SentenceText
from figurecheck.verdicts.sentence.polarity import turn
from figurecheck.verdicts.sentence.qualities import find_comparative_way, find_way
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.sentence.stated import read_way

_PARTICLES = frozenset(
    "up down upped upward upwards downward downwards lower higher short shortfall deficit outflow growth".split()
)
_JUDGED = {"better": 1, "worse": -1}
MOVES = (english.RISE | english.FALL) - UNDER - OVER - RISE_COMPARATIVES - FALL_COMPARATIVES - _PARTICLES
MOVES |= _JUDGED.keys() | {"up", "down"}
"""Verbs and nouns of motion; what is "higher" is so in a construction of its own."""
_MOVING = frozenset("edged inched crept ticked went came moved nudged".split())
_BEING = frozenset("is are was were be been remain remains remained still already now again".split())
"""Before "up" and "down", which say of anything else where it lies, or belong to a verb."""


def find_unmoved(
    places: range, statistic: Statistic, sentence: SentenceText, context: Context, used: Collection[str]
) -> str:
    """Return a verb of motion that no reading used, where the figure did not go that way from anything near it."""
    if MOVES.isdisjoint(sentence.lows):
        return ""
    own = f"{statistic.measure} {statistic.about} {statistic.population} {statistic.label}".casefold().split()
    for at in places:
        low = sentence.low(at)
        if low not in MOVES or low in used or low in own or is_of_pace(at, sentence):
            continue
        near = {sentence.low(at - 1), sentence.low(at - 2)}
        is_said = sentence.low(at + 1) == "from" or near & _BEING or sentence.low(at - 1) in _MOVING
        if low in {"up", "down"} and not is_said:
            continue
        said = _JUDGED.get(low) or read_way(low, context, sentence) or 0
        way = turn(said, low, statistic)
        of = _find_then(at, statistic, sentence, context)
        # "Down from 31, it reached 38": from one figure of the sentence to the other.
        steps = (sentence.low(at + 1) == "from" and _find_pairs(of, sentence)) or find_steps(of, sentence, context)
        # Whether "worse" is more hangs on what is measured, and may not be known.
        if steps and (way not in steps if way else said):
            return low
    return ""


def _find_then(at: int, statistic: Statistic, sentence: SentenceText, context: Context) -> Statistic:
    """Return the statistic of the year of a verb: "after falling in 2021"."""
    mention = next((one for one in find_mentions(sentence) if 0 < one.first - at <= REACH), None)
    span = mention.span if mention is not None and mention.relation != BASE else None
    return (context.siblings.at(statistic, span) if span is not None else None) or statistic


REACH = 2
"""Words from a verb to its year."""


def find_steps(statistic: Statistic, sentence: SentenceText, context: Context) -> set[int | None]:
    """Return the directions in which a figure went: as a change, from the step before, and from what is named."""
    change = change_of(statistic)
    if change is not None:
        return {change}
    return {_way(one, statistic) for one in _find_bases(statistic, sentence, context)} | _find_pairs(
        statistic, sentence
    )


def _find_pairs(statistic: Statistic, sentence: SentenceText) -> set[int | None]:
    """Return the directions from the earlier to the later of a figure and the others of its series."""
    ways = set()
    for other in (figure.statistic for figure in sentence.figures):
        if other is not None and (other.about, other.measure) == (statistic.about, statistic.measure):
            mine, theirs = parse_span(statistic.period), parse_span(other.period)
            if mine and theirs and mine != theirs:
                ways.add(_way(other, statistic) if theirs < mine else _way(statistic, other))
    return ways


def _find_bases(statistic: Statistic, sentence: SentenceText, context: Context) -> Iterator[Statistic]:
    if (before := context.siblings.before(statistic)) is not None:
        yield before
    for mention in find_mentions(sentence):
        span = mention.span if mention.relation == BASE else None
        if span is not None and (found := context.siblings.at(statistic, span)) is not None:
            yield found


def _way(one: Statistic, other: Statistic) -> int | None:
    if not isinstance(one.value, Decimal) or not isinstance(other.value, Decimal):
        return None
    return sign(other.value - one.value)


_WORD = re.compile(r"[a-z]+")


def is_near(words: str, behind: str, statistic: Statistic, sentence: SentenceText, context: Context) -> bool:
    """Return whether a rank, a record or a comparison with all others is what it says of everything near the figure.

    `words` are those of the claim in lower case, and `behind` those that follow.
    """
    if not isinstance(statistic.value, Decimal):
        return False
    if sentence.korean:
        return _is_near_korean(words, behind, statistic, sentence, context)
    if english.FORMER & set(sentence.lows) or english.NEGATIONS & set(sentence.lows):
        return False
    text = f"{words} {behind}"
    if words.endswith(_LIMITED) and (limit := _LIMIT.match(behind)) is not None:
        return _is_beyond(words, limit, statistic)
    if _is_joint(statistic, sentence):
        return _is_beyond_base(words, statistic, sentence, context)
    if _names_another(statistic, sentence, context):
        return False
    if words.split(maxsplit=1)[0] in _MORE and "than" not in text:
        return _MORE[words.split(maxsplit=1)[0]] in find_steps(statistic, sentence, context)
    if change_of(statistic) is not None:
        return _is_fastest(words, statistic, context)
    if (way := _end_way(text, statistic)) == 0 or not _fits_noun(text, statistic):
        return False
    families = _find_families(text, statistic, context)
    return bool(families) and all(is_end(statistic.value, family, way) for family in families)


def _is_near_korean(words: str, behind: str, statistic: Statistic, sentence: SentenceText, context: Context) -> bool:
    """Read "1위였다", and 증가율이 가장 높았다 of a change."""
    said = f"{words} {behind}".split()
    way = next((way for word in said for way in (1, -1) if word.startswith(_KOREAN[way])), 0)
    if change_of(statistic) is None:
        way = int(words.startswith("1위"))
    values = [one.value for one in find_groups(statistic, context) if isinstance(one.value, Decimal)]
    if not way or not values or _names_another(statistic, sentence, context):
        return False
    return isinstance(statistic.value, Decimal) and is_end(statistic.value, values, way)


_KOREAN = {1: ("높", "컸", "큰", "크", "많", "빨"), -1: ("낮", "작", "적", "느")}
_MORE = {"more": 1, "fewer": -1, "less": -1}
_LIMITED = ("than", "short of", "past", "passed", "topped", "crossed")
_LIMIT = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?: (?P<scale>million|billion))?\b")
_SCALES = {"million": Decimal(10**6), "billion": Decimal(10**9), None: Decimal(1)}


def _is_beyond(words: str, limit: re.Match[str], statistic: Statistic) -> bool:
    """Return whether a figure is more, or less, than a number that is beside it: "more than 100,000 came: 100,381"."""
    way = find_comparative_way(words.split(), statistic) or 1 - 2 * words.startswith("short")
    amount = Decimal(limit["number"].replace(",", "")) * _SCALES[limit["scale"]]
    value = statistic.value
    return isinstance(value, Decimal) and way * (value - amount) > 0 and abs(value - amount) <= amount / 2


def _is_joint(statistic: Statistic, sentence: SentenceText) -> bool:
    """Return whether a sentence prints the same of several groups for one period."""
    kinds = {
        (one.measure, one.unit, one.period) for figure in sentence.figures if (one := figure.statistic) is not None
    }
    return len(sentence.figures) > 1 and kinds == {(statistic.measure, statistic.unit, statistic.period)}


def _is_beyond_base(words: str, statistic: Statistic, sentence: SentenceText, context: Context) -> bool:
    """Return whether "both had fewer in 2024 than in 2023" holds of one of them."""
    spans = [one.span for one in find_mentions(sentence) if one.relation == BASE and one.span is not None]
    bases = [context.siblings.at(statistic, span) for span in spans]
    way = find_comparative_way(words.split(), statistic)
    return bool(way and bases) and all(one is not None and _way(one, statistic) == way for one in bases)


_FASTEST = dict.fromkeys("fastest quickest strongest biggest largest steepest sharpest most".split(), 1)
_FASTEST |= dict.fromkeys("slowest weakest smallest least".split(), -1)


def _is_fastest(words: str, statistic: Statistic, context: Context) -> bool:
    """Return whether a change is the largest, or the smallest, in its direction among the groups of its period."""
    # That of all groups together lies between them, and needs not be told from them.
    values = [one.value for one in context.siblings.beside(statistic) if isinstance(one.value, Decimal)]
    way = (change_of(statistic) or 0) * _FASTEST.get(words.split(maxsplit=1)[0], 0)
    return bool(way and values) and isinstance(statistic.value, Decimal) and is_end(statistic.value, values, way)


def _end_way(text: str, statistic: Statistic) -> int:
    """Return 1 for words of the highest of all, -1 for those of the lowest; 0 for any other claim."""
    words = _WORD.findall(text)
    first = words[0] if words else ""
    if _ALL_OTHERS.search(text):
        return find_comparative_way(words, statistic)
    if first in {"comes", "came", "come", "ranks", "ranked", "finished", "is", "was"} and len(words) > 1:
        return 1 if words[1] == "first" else -1 if words[1] == "last" else 0
    if first in english.HIGHEST or first == "most":
        return 1
    return -1 if first in english.LOWEST | {"least", "fewest"} else find_way(first, statistic)


_ALL_OTHERS = re.compile(
    r"\bthan (?:ever|any(?:where|one|body|thing)? ?(?:other|else)|(?:all|every) (?:the )?others?|in any)\b"
)
_OF_TIME = english.OF_TIME | {"ever", "previous"}


def _find_families(text: str, statistic: Statistic, context: Context) -> list[list[Decimal]]:
    words = _WORD.findall(text)
    if (_ALL_OTHERS.search(text) and not _OF_TIME & set(words)) or (words[:1] and words[0] in _PLACED):
        others = [one.value for one in find_groups(statistic, context)]
        return [[value for value in others if isinstance(value, Decimal)]] if others else []
    return find_families(statistic, words[0], words[1:], context)


_PLACED = frozenset("comes came come ranks ranked finished".split())


def _fits_noun(text: str, statistic: Statistic) -> bool:
    """Return whether the noun behind a word of rank may be what the statistic counts: "the most admissions" of them."""
    noun = next((word for word in _WORD.findall(text)[1:] if word not in english.AFTER_FIGURE | {"ever", "any"}), "")
    own = " ".join((statistic.measure, statistic.unit, statistic.population, statistic.label)).casefold()
    return not noun or noun in _ANY_NOUN or noun[:STEM] in own


STEM = 5
"""Letters by which a word is one that a statistic has."""
_ANY_NOUN = (
    english.AMOUNTS
    | english.KINDS
    | english.POPULAR
    | frozenset("high low first last other others people persons the all level place time four three two five".split())
)


def _names_another(statistic: Statistic, sentence: SentenceText, context: Context) -> bool:
    """Return whether a sentence names another group of a figure's kind, of which its words may be said."""
    own = context.namer.about(statistic)
    said = context.namer.features(sentence.words) - own
    others = (context.namer.about(one) - own for one in context.siblings.groups(statistic))
    return any(other and other <= said for other in others)
