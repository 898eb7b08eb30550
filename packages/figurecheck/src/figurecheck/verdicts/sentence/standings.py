"""Reading of a place among groups to which no figure is bound: "the larger of the two", "came last", "only A had more".

The groups that a report records need not be all there are. So a rank is contradicted where too many of them are beyond
it, and one too good only where the text says among how many it is meant and all of them are recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from figurecheck.figures.common.text import NUMBERS, words_of
from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.changes import is_level
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.extremes import find_groups
from figurecheck.verdicts.sentence.open_words import COMPARATIVE, SUPERLATIVE
from figurecheck.verdicts.sentence.orders import find_lead_way, gap_between, make
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.qualities import find_comparative_way, find_way
from figurecheck.verdicts.sentence.rivals import find_named
from figurecheck.verdicts.sentence.words import is_negated

_COUNT = r"(?P<count>two|three|four|five|six|seven|eight|nine|ten)"
_BE = r"(?:comes?|came|ranks?|ranked|finished|is|was|stands?|stood)"
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "runner-up": 2}
_ORDINAL = r"(?P<place>second|third|fourth|fifth)"
_PAIR = re.compile(rf"\bthe (?P<word>{COMPARATIVE}) of the (?:two|pair)\b")
_OTHERS = rf"(?:(?:the|all|all the) (?:(?:other )?{_COUNT}|others?|field|pack|list|table|ranking)\b)"
_AHEAD = re.compile(
    rf"\b(?:(?:leads?|led|tops|topped|heads|headed) {_OTHERS}|{_BE} first (?:among|of|in) (?:the|all)\b)"
)
_BEHIND = re.compile(
    rf"\b(?:(?:trails?|trailed|lags|lagged)(?: behind)? {_OTHERS}|{_BE} last (?:among|of|in) (?:the|all)\b)"
)
_STEP = english.TIME
_PLACE = re.compile(
    rf"\b{_ORDINAL}[- ](?P<word>{SUPERLATIVE}|most|fewest)\b(?! {_STEP}\b)"
    rf"|\b{_BE} {_ORDINAL.replace('place', 'plain')}\b(?! (?:time|to)\b)|\b(?P<runner>runner-up)\b"
)
# "No town of its size has more than" is of some towns only, and "no fewer than" of none.
_NONE = re.compile(
    rf"\b(?:no (?:other |single )?(?!{COMPARATIVE})[a-z]+|nobody) (?!(?:of|in|with|on|near|that|which|who)\b)"
    rf"(?:[a-z]+ )?(?:an? )?(?P<word>{COMPARATIVE})\b(?P<noun>(?: (?!than\b)[\w-]+){{0,3}}) than (?P<name>[^,;:]+)"
)
_ONLY = re.compile(rf"\bonly (?P<other>[^,;:]+?) [a-z]+ (?P<word>{COMPARATIVE})\b[^,;:]*? than (?P<name>[^,;:{MASK}]+)")
_BY = re.compile(r"\b(?:overtaken|outdone|outstripped|surpassed|exceeded|beaten|eclipsed) by (?P<name>[^,;:]+)")


def read_standing(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading | None:
    """Return whether a figure has the place among groups that the text gives it."""
    statistic = figure.statistic
    if statistic is None or sentence.korean or not is_level(statistic) or not statistic.about:
        return None
    text = sentence.text(_places(figure, sentence))
    found = next(_find(text, text.lower()), None)
    if found is None:
        return None
    others = [one for one in find_groups(statistic, context) if isinstance(one.value, Decimal)]
    if not others:
        return None
    kind, match = found
    # "Once the lowest of the three".
    if english.FORMER & set(re.split("[,;:]", text[: match.start()].lower())[-1].split()):
        return None
    return _READERS[kind](match, text, statistic, others, context) if _fits(kind, figure, sentence) else None


def _fits(kind: str, figure: PlacedFigure, sentence: SentenceText) -> bool:
    """Return whether a place may be that of a figure: beside another of its kind it may be that of either."""
    one = figure.statistic
    alike = [other.statistic for other in sentence.figures if other is not figure and other.statistic is not None]
    if one is None or any((other.measure, other.unit) == (one.measure, one.unit) for other in alike):
        return False
    return kind in {"none", "by"} or not is_negated(sentence, figure)


def _places(figure: PlacedFigure, sentence: SentenceText) -> range:
    """Return the places of the words about a figure; of the first and last with all before and behind it."""
    first = 0 if figure is sentence.figures[0] else figure.first
    return range(first, len(sentence.words) if figure is sentence.figures[-1] else figure.last)


def _find(text: str, low: str) -> Iterator[tuple[str, re.Match[str]]]:
    for kind, pattern in _PATTERNS.items():
        if (match := pattern.search(low)) is not None:
            yield kind, match


def _read_pair(
    match: re.Match[str], text: str, statistic: Statistic, others: Sequence[Statistic], context: Context
) -> SentenceReading | None:
    way = find_comparative_way([match["word"]], statistic)
    if not way or not _is_alone(text, statistic, others, context):
        return None
    return _judge(statistic, others, way, match[0], whole=len(others) == 1)


def _read_end(
    match: re.Match[str], text: str, statistic: Statistic, others: Sequence[Statistic], context: Context
) -> SentenceReading | None:
    way = find_lead_way(statistic) * (1 if match.re is _AHEAD else -1)
    if not way or not _is_alone(text, statistic, others, context):
        return None
    return _judge(statistic, others, way, match[0], whole=_is_whole(match, others))


def _read_place(
    match: re.Match[str], text: str, statistic: Statistic, others: Sequence[Statistic], context: Context
) -> SentenceReading | None:
    place = _ORDINALS[match["place"] or match["plain"] or match["runner"]]
    way = _way_of(match["word"], statistic) if match["word"] else find_lead_way(statistic)
    if not way or not _is_alone(text, statistic, others, context):
        return None
    beyond = _beyond(statistic, others, way)
    if len(beyond) + 1 == place:
        return _bear_out(match[0])
    said = re.search(rf"\bof (?:the|all) {_COUNT}\b", text.lower())
    if len(beyond) >= place:
        return make(False, match[0], statistic, beyond[-1])
    behind = [one for one in others if one not in beyond]
    return make(False, match[0], statistic, behind[0]) if said and behind and _is_whole(said, others) else None


def _read_none(
    match: re.Match[str], text: str, statistic: Statistic, others: Sequence[Statistic], context: Context
) -> SentenceReading | None:
    """Read "no region has a lower rate than Northmark"."""
    way = find_comparative_way([match["word"]], statistic)
    noun = context.namer.features(words_of(match["noun"]))
    measured = context.namer.features_of(f"{statistic.measure} {statistic.unit}")
    if not way or (noun and not noun & measured) or _EXCEPT & set(text[: match.start()].lower().split()):
        return None
    if not _names_own(text[slice(*match.span("name"))], statistic, context):
        return None
    return _judge(statistic, others, way, match[0].split(" than")[0], whole=True)


_EXCEPT = frozenset({*english.EXCEPT, "without"})


def _read_only(
    match: re.Match[str], text: str, statistic: Statistic, others: Sequence[Statistic], context: Context
) -> SentenceReading | None:
    """Read "only Averton made more trips than Bexhall, with its 149,200"."""
    way = find_comparative_way([match["word"]], statistic)
    one = find_named(text[slice(*match.span("other"))].split(), statistic, context)
    if not way or len(one) != 1 or not _names_own(text[slice(*match.span("name"))], statistic, context):
        return None
    beyond = _beyond(statistic, others, way)
    if one[0] not in beyond:
        return make(False, match[0], statistic, one[0])
    wrong = [other for other in beyond if other.id != one[0].id]
    return make(False, match[0], statistic, wrong[0]) if wrong else _bear_out(match[0])


def _read_by(
    match: re.Match[str], text: str, statistic: Statistic, others: Sequence[Statistic], context: Context
) -> SentenceReading | None:
    """Read "overtaken by Halden", "outdone by every other town", "surpassed by nobody"."""
    way, name = find_lead_way(statistic), match["name"]
    if not way or not _names_own(text[: match.start()], statistic, context):
        return None
    if name.startswith(("nobody", "none", "no other")):
        return _judge(statistic, others, way, match[0], whole=True)
    if name.startswith(("every other", "all other", "all the other")):
        return _judge(statistic, others, -way, match[0], whole=True)
    ahead = find_named(text[slice(*match.span("name"))].split(), statistic, context)
    wrong = [one for one in ahead if gap_between(one, statistic) * way < 0]
    return make(False, match[0], statistic, wrong[0]) if wrong else _bear_out(match[0]) if ahead else None


_PATTERNS = {
    "none": _NONE, "only": _ONLY, "by": _BY, "pair": _PAIR, "place": _PLACE, "ahead": _AHEAD,
    "behind": _BEHIND,
}  # fmt: skip
_READERS = {
    "none": _read_none, "only": _read_only, "by": _read_by, "pair": _read_pair, "place": _read_place,
    "ahead": _read_end, "behind": _read_end,
}  # fmt: skip


def _way_of(word: str, statistic: Statistic) -> int:
    if word in english.HIGHEST or word == "most":
        return 1
    return -1 if word in english.LOWEST or word in {"fewest", "least"} else find_way(word, statistic)


def _beyond(statistic: Statistic, others: Sequence[Statistic], way: int) -> list[Statistic]:
    """Return the groups that are beyond a statistic, the furthest first."""
    found = [one for one in others if gap_between(one, statistic) * way > 0]
    return sorted(found, key=lambda one: gap_between(one, statistic) * way, reverse=True)


def _judge(
    statistic: Statistic, others: Sequence[Statistic], way: int, words: str, *, whole: bool
) -> SentenceReading | None:
    """Return whether no group is beyond a statistic; ``None`` where perhaps not all of them count."""
    beyond = _beyond(statistic, others, way)
    if not beyond:
        return _bear_out(words)
    return make(False, words, statistic, beyond[0]) if whole or len(beyond) == len(others) else None


def _bear_out(words: str) -> SentenceReading:
    return SentenceReading.borne_out(Aspect.COMPARISON, words)


def _is_whole(match: re.Match[str], others: Sequence[Statistic]) -> bool:
    """Return whether a text says among how many groups it ranks, and all of them are recorded."""
    return match["count"] is not None and int(NUMBERS[match["count"]]) == len(others) + 1


def _names_own(text: str, statistic: Statistic, context: Context) -> bool:
    return bool(context.namer.about(statistic) & context.namer.features_of(text))


def _is_alone(text: str, statistic: Statistic, others: Sequence[Statistic], context: Context) -> bool:
    """Return whether a text names the group of a statistic and none of the others, of which it may be said."""
    said, own = context.namer.features_of(text), context.namer.about(statistic)
    return own <= said and not any(context.namer.about(one) <= said for one in others)
