"""Reading of Korean superlatives: "69.3%로 가장 높았다", "가장 높은 곳은 중앙구(69.3%)", "역대 최저인 19300GWh"."""

from __future__ import annotations

from collections.abc import Sequence

from figurecheck.model import Statistic
from figurecheck.verdicts.sentence import english, korean
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.qualities import find_stem


def find_korean(
    figure: PlacedFigure, sentence: SentenceText, statistic: Statistic
) -> tuple[int, str, Sequence[str]] | None:
    """Return which extreme a Korean figure is called, the words, and those that say of what."""
    words: list[str] = []
    for place in range(figure.at + 1, len(sentence.words)):
        if sentence.low(place) in {MASK, ","}:
            break
        words.append(sentence.low(place))
    lead = [sentence.low(at) for at in sentence.lead(figure)]
    topics = (at for at, word in enumerate(lead) if at > 1 and word.endswith(("은", "는")))
    topic = next((at for at in topics if _way(lead, at, statistic)), 0)
    # Behind a comma, or beside "보다", the name may be that of another one.
    named = lead[topic + 1 :]
    if topic and len(named) <= LONGEST_NAME and not {",", MASK} & set(named):
        # Of a year it is so among years, and of a place among places.
        of = english.OF_TIME if lead[topic][:-1].endswith(korean.TIMES) else english.OF_GROUPS
        return _way(lead, topic, statistic), " ".join(lead[topic - 2 : topic + 1]), tuple(of)
    if lead[-2:-1] == [korean.MOST] and (way := _way_of(lead[-1:], statistic)):
        # "세 학교 가운데 학생이 가장 적은 359명".
        among = english.OF_GROUPS if set(korean.AMONG) & set(lead) else ()
        return way, " ".join(lead[-2:]), tuple(among)
    if lead[-2:-1] and lead[-2] in korean.EVER and (way := korean.ENDS.get(lead[-1].removesuffix("인"), 0)):
        # "역대 최저인 19300GWh".
        return way, " ".join(lead[-2:]), tuple(english.OF_TIME)
    for at, word in enumerate(words[:LONGEST_WAY]):
        if (way := korean.ENDS.get(word[:2], 0)) and _is_superlative(words, at):
            # "역대 최저" is so of its own years.
            return way, word, tuple(english.OF_TIME) if words[max(0, at - 1)] in korean.EVER else ()
        if word.startswith(korean.MOST) and (way := _way_of(words[at + 1 : at + 2], statistic)):
            before = words[max(0, at - 1)]
            among = english.OF_GROUPS if before in korean.AMONG else english.OF_TIME if before in korean.SINCE else ()
            return way, f"{word} {words[at + 1]}", tuple(among)
    return None


LONGEST_WAY = 6
"""Words up to a superlative behind a Korean figure: "으로 세 학교 가운데 가장 적다"."""


def _is_superlative(words: Sequence[str], at: int) -> bool:
    """Return whether 최다 and its like say what a figure is: "역대 최다", "최고치", but not "최저 임금"."""
    return words[max(0, at - 1)] in korean.EVER or words[at][2:].startswith(korean.COPULAS)


LONGEST_NAME = 3
"""Words of "중앙구(" between the topic that a superlative is said of and its figure."""


def _way(lead: Sequence[str], topic: int, statistic: Statistic) -> int:
    """Return which extreme "가장 높은 곳은" names, by the place of its topic; 0 if it names none."""
    return _way_of(lead[topic - 1 : topic], statistic) if lead[topic - 2] == korean.MOST else 0


def _way_of(words: Sequence[str], statistic: Statistic) -> int:
    if found := next((way for word in words if (way := find_stem(word, statistic, "ko"))), 0):
        return found
    more = any(word.startswith((*korean.GREATER, *korean.DEARER)) for word in words)
    return more - any(word.startswith((*korean.SMALLER, *korean.CHEAPER)) for word in words)
