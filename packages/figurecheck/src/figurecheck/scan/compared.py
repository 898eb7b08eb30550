"""Which figures of a sentence are what others are compared with, and where a change starts and ends."""

from __future__ import annotations

from itertools import pairwise

from figurecheck.scan.masked import find_lists
from figurecheck.scan.words.english import IRREGULAR
from figurecheck.scan.words.korean import EXCEEDED
from figurecheck.verdicts.sentence import korean
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText

LEAD_IN = 4
"""Words before a number in which "from" or "than" makes it what another is compared with."""
LONGEST_COUNTER = 2
"""Letters of a Korean counter behind a number."""
_PARTICLES = ("에서", "보다", "으로", "로")
_SMALL = frozenset("the a an some about around nearly just only as little much many high low its their £ $ € ₩".split())
_COMPARED = frozenset("from against than versus vs unlike after exceeded below above over under".split())
_NOW = frozenset("is are has have".split())


def find_compared(sentence: SentenceText) -> list[bool]:
    """Return for each figure whether it, or the list that it is in, is what others are compared with."""
    compared = [_is_counterpart(sentence, figure) for figure in sentence.figures]
    for numbers in find_lists(sentence):
        compared[numbers[0] : numbers[-1] + 1] = [compared[numbers[0]]] * len(numbers)
    return compared


def _is_counterpart(sentence: SentenceText, figure: PlacedFigure) -> bool:
    """Return whether a figure is what another is compared with: "than the 3,151", "down from 370", "370보다"."""
    if sentence.korean:
        behind = _particle(sentence, figure), sentence.low(figure.at + 2)
        return behind[0].startswith(("보다", "에서", *korean.THAN)) or (
            behind[0] in {"을", "를"} and behind[1].startswith(EXCEEDED)
        )
    words = _before(sentence, figure)
    with_ = words[-1:] in (["with"], ["to"]) and sentence.low(figure.at - len(words) - 1) == "compared"
    # "Double the 370", "twice the 370".
    timed = words[:1] == ["the"] and sentence.low(figure.at - 2) == MASK
    bracketed = is_from(sentence, figure) and words[:1] == ["("]
    # "More than 500" is a qualifier of the figure itself, and "below 500" may be one.
    own = {"than", "below", "above", "over", "under"} if "the" not in words else set()
    return bool(_COMPARED & set(words) - own) or with_ or bracketed or timed


def is_from(sentence: SentenceText, figure: PlacedFigure) -> bool:
    """Return whether a figure is where a change starts: "from 18.4", and "(18.4 to 16.9)" without the word."""
    if sentence.korean:
        return _particle(sentence, figure).startswith("에서")
    words = _before(sentence, figure)
    return "from" in words or (sentence.low(figure.at - 1) == "(" and sentence.low(figure.at + 1) == "to")


def is_to(sentence: SentenceText, figure: PlacedFigure) -> bool:
    """Return whether a figure is where a change ends."""
    if sentence.korean:
        return _particle(sentence, figure).startswith(("으로", "로"))
    return "to" in _before(sentence, figure)


def _particle(sentence: SentenceText, figure: PlacedFigure) -> str:
    """Return what follows a Korean figure, without a counter that is not read as its unit: 24만2188호에서."""
    low = sentence.low(figure.at + 1)
    # The longer particle first: "호으로" ends with 으로, and so with 로.
    bare = next((one for one in _PARTICLES if low.endswith(one)), "")
    glued = bool(bare) and sentence.words[figure.at + 1].start == sentence.words[figure.at].end
    return bare if glued and len(low) - len(bare) <= LONGEST_COUNTER else low


def _before(sentence: SentenceText, figure: PlacedFigure) -> list[str]:
    """Return the words right before a figure, back to the first that says something."""
    made = []
    for at in range(figure.at - 1, max(-1, figure.at - LEAD_IN), -1):
        made.append(sentence.low(at))
        if made[-1] not in _SMALL:
            break
    return made


def is_aside(sentence: SentenceText, number: int) -> bool:
    """Return whether the figure before is in a clause about a noun: "those whose number tripled in 2023, fell"."""
    last, figure = sentence.figures[number - 1], sentence.figures[number]
    opened = {"whose", "which", "who"} & {sentence.low(at) for at in range(last.first, last.at)}
    return bool(opened) and "," in {sentence.low(at) for at in range(last.at, figure.at)}


def is_present(sentence: SentenceText) -> bool:
    """Return whether an English sentence says of the present how things are: "has 86 investigators"."""
    plain = (
        one in _NOW and not (two.endswith(("ed", "en")) or two in IRREGULAR or two in {"now", "since", "also", "not"})
        for one, two in pairwise(sentence.lows)
    )
    return not sentence.korean and any(plain)


def is_vague(sentence: SentenceText) -> bool:
    """Return whether a sentence says a period that depends on the day on which it is read."""
    pairs = pairwise(sentence.lows)
    return any(
        one in {"last", "this", "next", "past"} and two in {"year", "month", "quarter", "week", "decade"}
        for one, two in pairs
    ) or any(low.startswith(("지난해", "작년", "올해", "지난달", "이번")) for low in sentence.lows)
