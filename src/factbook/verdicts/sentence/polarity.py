"""Whether a higher value of a measure is the better one: "improved", "worse than", "the best result"."""

from __future__ import annotations

from factbook.figures.common.units import canonical
from factbook.model import Statistic
from factbook.verdicts.sentence import english

_TIME = frozenset("second minute hour day week month".split())


def find_polarity(statistic: Statistic) -> int:
    """Return 1 where more is better, -1 where less is, 0 where its own words do not say."""
    text = f"{statistic.measure} {statistic.unit}".casefold()
    words = text.replace("on time", "punctual").replace("-", " ").split()
    good, bad = (any(word.startswith(stems) for word in words) for stems in (english.GOOD, english.BAD))
    # "Crimes solved" has a word of each.
    return good - bad


def turn(way: int, words: str, statistic: Statistic) -> int:
    """Return the way that a word says a value went, 0 if that hangs on what is measured: "improved", "slowed to"."""
    said = set(words.split())
    if said & english.SPEEDS:
        # A train that slows takes more minutes.
        return -way if canonical(statistic.unit) in _TIME else way
    return way * find_polarity(statistic) if said & (english.BETTER | english.WORSE) else way
