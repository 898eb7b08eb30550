"""Whether a higher value of a measure is the better one: "improved", "worse than", "the best result"."""

from __future__ import annotations

import re
from functools import lru_cache

from figurecheck.figures.common.language import Language
from figurecheck.figures.common.units import canonical
from figurecheck.model import Statistic
from figurecheck.verdicts.sentence import english, german, korean

_TIME = frozenset("second minute hour day week month".split())
_GOOD = (*english.GOOD, *german.GOOD)
_BAD = (*english.BAD, *german.BAD)
_REMEDIED = (*english.REMEDIED, *german.REMEDIED)


def find_polarity(statistic: Statistic) -> int:
    """Return 1 where more is better, -1 where less is, 0 where its own words do not say."""
    return _of_text(f"{statistic.measure} {statistic.unit}", canonical(statistic.unit))


@lru_cache(maxsize=16384)
def _of_text(text: str, unit: str) -> int:
    words = text.casefold().replace("on time", "punctual").replace("-", " ").split()

    def has(stems: tuple[str, ...]) -> bool:
        return any(word.startswith(stems) for word in words)

    # Of burglaries that are solved, and of patients who are treated within a time, more is better.
    served = unit == "share" and "within" in words and not english.SERVED.isdisjoint(words)
    if has(_REMEDIED) or served or any(stem in text for stem in korean.GOOD):
        return 1
    # A race is won by the faster.
    raced = unit in _TIME and has(english.RACES)
    good, bad = has(_GOOD), has(_BAD) or raced or any(stem in text for stem in korean.BAD)
    # "Deaths and births" has a word of each.
    return -1 if raced else good - bad


def find_german_way(text: str, statistic: Statistic, language: Language) -> int:
    """Return the way that a German clause says a value went: a delay that "verbesserte sich" is shorter."""
    if (side := _SIDE.search(text.casefold())) is not None:
        return -1 if side[1] == "unter" else 1
    if "verbesser" not in text and "verschlechter" not in text:
        return language.find_movement(text)
    words = text.casefold().split()
    better, worse = (any(word.startswith(stems) for word in words) for stems in (german.BETTER, german.WORSE))
    if better or worse:
        return (better - worse) * find_polarity(statistic)
    return language.find_movement(text)


_SIDE = re.compile(r"\b(unter|über) (?:dem|ihrem|seinem|deren) (?:stand|niveau|wert)\b")
"""On which side of an earlier level a figure lies: "16,9 Prozent unter dem Stand von 2019"."""


def turn(way: int, words: str, statistic: Statistic) -> int:
    """Return the way that a word says a value went, 0 if that hangs on what is measured: "improved", "slowed to"."""
    said = set(words.split())
    if said & english.SPEEDS:
        # A train that slows takes more minutes.
        return -way if canonical(statistic.unit) in _TIME else way
    judged = said & (english.BETTER | english.WORSE) or words.startswith((*korean.BETTER, *korean.WORSE))
    return way * find_polarity(statistic) if judged else way
