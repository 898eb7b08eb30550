"""What a grammar leaves of a bound text: the words that no rule has read, so that none is passed over in silence."""

from __future__ import annotations

from typing import NamedTuple


class Unread(NamedTuple):
    """Words of a bound text that are neither read as a part of its figure nor known to change nothing, as printed."""

    words: tuple[str, ...] = ()
    """Each must name what the statistic counts; for any other word the figure is not understood."""
    nouns: tuple[str, ...] = ()
    """Those that stand where the language puts the noun of what is counted, such as directly behind a bare number.

    They are accepted too where the value counts something one by one, but not where it is money or a measure: "12
    stone" is no 12 kg.
    """
    unnamed: str = ""
    """A sign or word that no name of a statistic can stand for, such as the letters of "$6.4T"."""


NOTHING_UNREAD = Unread()
