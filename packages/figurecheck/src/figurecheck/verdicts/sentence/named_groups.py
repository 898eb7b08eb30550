"""Reading of a comparison that stands before its figure and names a group: "Idaho had fewer fires than Utah, 1,411".

What is like another group, or unlike it, went the same way as it, or the other way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from figurecheck.figures.common.text import words_of
from figurecheck.model import SentenceReading, Statistic
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.changes import change_of, is_level, sign, sizes
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.open_words import COMPARATIVE
from figurecheck.verdicts.sentence.orders import find_lead_way, gap_between, make
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.qualities import find_comparative_way
from figurecheck.verdicts.sentence.rivals import find_named
from figurecheck.verdicts.sentence.stated import read_way
from figurecheck.verdicts.sentence.words import is_negated
from figurecheck.verdicts.sentence.zones import has_part

_NAME = rf"(?P<name>[^,;:()—–{MASK}]+)"
_THAN = re.compile(rf"\b(?P<word>{COMPARATIVE})\b(?P<noun>(?: (?!than\b)[\w’'-]+){{0,3}}?) than {_NAME}")
_AHEAD = re.compile(
    r"\b(?P<word>ahead of|overtook|overtakes|outdid|surpassed|passed|behind|trails|trailed|lags|above that of"
    rf"|below that of) {_NAME}"
)
_PACE = re.compile(rf"\b(?P<word>faster|slower|quicker|(?:more|less) (?:slowly|quickly|strongly|sharply)) than {_NAME}")
_LIKE = re.compile(rf"(?:^|[,;:] )(?P<word>like|unlike) {_NAME},")
_BEHIND = frozenset({"behind", "trails", "trailed", "lags", "below that of"})
_MARKS = frozenset(
    "than like unlike ahead overtook overtakes outdid surpassed passed behind trails trailed lags above below".split()
)
_SLOW = frozenset({"slower", "more slowly", "less quickly", "less strongly", "less sharply"})


def read_named_group(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading | None:
    """Return whether a figure compares with the group that stands before it as the text says."""
    statistic = figure.statistic
    # Most sentences have none of these words.
    if _MARKS.isdisjoint(sentence.lows):
        return None
    if statistic is None or sentence.korean or not statistic.about or is_negated(sentence, figure):
        return None
    text = sentence.text(range(0 if figure is sentence.figures[0] else figure.first, figure.at))
    if (match := _LIKE.search(text.lower())) is not None:
        return _read_like(match, text, sentence, statistic, context)
    if change_of(statistic) is not None:
        match = _PACE.search(text.lower())
        return _read_pace(match, text, statistic, context) if match else None
    match = _THAN.search(text.lower()) or _AHEAD.search(text.lower())
    if match is None or not is_level(statistic) or not _is_of_own(text[: match.start()], statistic, context):
        return None
    # "Rovers never trailed United: 80 to 69".
    if english.NEGATIONS & set(text[: match.start()].lower().split()):
        return None
    way = _find_way(match, statistic, context)
    others = _named(match, text, statistic, context)
    return _judge([(statistic, one) for one in others], way, match[0]) if way else None


def _find_way(match: re.Match[str], statistic: Statistic, context: Context) -> int:
    if match.re is _AHEAD:
        side = -1 if match["word"] in _BEHIND else 1
        return side if match["word"].endswith("that of") else side * find_lead_way(statistic)
    noun = context.namer.features(words_of(match["noun"]))
    measured = context.namer.features_of(f"{statistic.measure} {statistic.unit}")
    return 0 if noun and not noun & measured else find_comparative_way([match["word"]], statistic)


def _is_of_own(before: str, statistic: Statistic, context: Context) -> bool:
    """Return whether what is compared is the group of a statistic, and no other."""
    said, own = context.namer.features_of(before), context.namer.about(statistic)
    others = (context.namer.about(one) for one in context.siblings.groups(statistic))
    return own <= said and not any(other and other <= said for other in others)


def _named(match: re.Match[str], text: str, statistic: Statistic, context: Context) -> list[Statistic]:
    """Return the same of the groups that are named; none for a part or a sum of them."""
    words = text[slice(*match.span("name"))].split()
    if has_part([word.lower() for word in words]) or {"together", "combined", "both", "all"} & set(words):
        return []
    return find_named(words, statistic, context)


def _judge(pairs: Sequence[tuple[Statistic, Statistic]], way: int, words: str) -> SentenceReading | None:
    read = [
        make(gap_between(one, other) * way > 0, " ".join(words.split()).strip(" .?!"), one, other)
        for one, other in pairs
    ]
    return next((one for one in read if one.reason), read[0] if read else None)


def _read_pace(match: re.Match[str], text: str, statistic: Statistic, context: Context) -> SentenceReading | None:
    """Read "grew faster than Averton": of two rises, or two falls, the larger."""
    found = (sizes(statistic, one) for one in _named(match, text, statistic, context))
    pairs = [pair for pair in found if pair is not None]
    return _judge(pairs, -1 if match["word"] in _SLOW else 1, match[0])


def _read_like(
    match: re.Match[str], text: str, sentence: SentenceText, statistic: Statistic, context: Context
) -> SentenceReading | None:
    """Read "like Bexhall, Averton gained passengers"."""
    behind = text.lower()[match.end() :].split()
    moved = any(read_way(word, context, sentence) is not None or word in {"gained", "lost"} for word in behind)
    own = _find_step(statistic, context)
    if not moved or not own:
        return None
    for other in _named(match, text, statistic, context):
        step = _find_step(other, context)
        if step:
            return make((step == own) == (match["word"] == "like"), match[0].strip(" ,;:"), statistic, other)
    return None


def _find_step(statistic: Statistic, context: Context) -> int | None:
    """Return which way a change, or the last step of a level, went."""
    if (way := change_of(statistic)) is not None:
        return way
    before = context.siblings.before(statistic)
    return sign(gap_between(statistic, before)) if before is not None and isinstance(before.value, Decimal) else None
