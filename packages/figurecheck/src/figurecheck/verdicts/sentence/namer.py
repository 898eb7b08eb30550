"""Names and groups as features: stems of words, and names as the report's statistics write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from figurecheck.figures.common.calendar_names import find_months, find_short_months
from figurecheck.figures.common.text import STOP, Word, stem, words_of
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.model import Statistic

LONGEST_ROOT = 6
_NAME = "*"
"""Ends the feature of a name."""
_SHORTEST = 4
"""Letters that stay of a name without its ending."""
LONGEST = 3
"""Words of a name that count."""
ENDINGS = tuple("nationals ese ians ian ans ish ites ite land ers ia ea an ns is en ey y i a o e s".split())
DEMONYMS = {
    "dutch": "netherlands", "french": "france", "british": "britain", "briton": "britain", "britons": "britain",
    "spanish": "spain", "spaniards": "spain", "danish": "denmark", "danes": "denmark", "greek": "greece",
    "greeks": "greece", "swiss": "switzerland", "irish": "ireland", "welsh": "wales", "polish": "poland",
    "poles": "poland", "finnish": "finland", "finns": "finland", "norwegian": "norway", "norwegians": "norway",
    "turkish": "turkey", "turks": "turkey", "portuguese": "portugal", "belgian": "belgium", "belgians": "belgium",
    "filipino": "philippines", "filipinos": "philippines", "american": "unitedstates", "americans": "unitedstates",
    "america": "unitedstates",
    "u.s.": "unitedstates", "us": "unitedstates", "uk": "unitedkingdom", "u.k.": "unitedkingdom", "kiwi": "newzealand",
    "peruvian": "peru", "peruvians": "peru", "czech": "czechia", "czechs": "czechia", "scottish": "scotland",
    "scots": "scotland", "english": "england", "swede": "sweden", "swedes": "sweden", "cypriot": "cyprus",
}  # fmt: skip
_SILENT = (STOP - {"all"}) | frozenset(
    "who what which not no than other each every one per year month time total number count people person figure"
    " share rate amount value first second half same most least more less age aged old".split()
)


@dataclass(frozen=True, slots=True)
class Naming:
    """The words by which two statistics are told apart."""

    own: frozenset[str]
    """Words of the one that it is about, which the other has not."""
    other: frozenset[str]


class Namer:
    """The features of names and groups: stems of words, and names as the report writes them."""

    def __init__(self, statistics: Iterable[Statistic], aliases: Mapping[str, Sequence[str]]) -> None:
        """Learn the names from what the statistics are about; `aliases` are other words for them."""
        self._texts: dict[str, frozenset[str]] = {}
        self._compared: dict[tuple[str, str], Naming] = {}
        about = {one.about for one in statistics}
        self._bands = frozenset(band for text in about for band in _bands_in(text))
        self._names = frozenset(name for text in about for name in _names_in(text))
        self._short = _short_names(about)
        self.groups = frozenset(name for text in about if self.is_group(text) for name in _names_in(text))
        """The names by themselves: what statistics are about, and nothing else."""
        self._aliases = {
            tuple(word.text for word in words_of(alias.casefold())): name
            for name, others in aliases.items()
            for alias in others
            # An alias that differs in its capitals alone is the name.
            if alias.casefold() != name.casefold()
        }

    def features(self, words: Sequence[Word]) -> frozenset[str]:
        """Return the features of words; names are those that the report's statistics have."""
        # The longest name first: "South Korea" before "Korea".
        found: set[str] = set()
        at = 0
        while at < len(words):
            band, size = read_band(words, at)
            if band in self._bands:
                found.add(band)
                at += size
                continue
            name, size = self._name_at(words, at)
            found |= {name} if name else set(_of_word(words[at]))
            at += size
        low = [word.text.casefold() for word in words]
        for alias, name in self._aliases.items():
            if any(_starts_with(low, at, alias) for at in range(len(low))):
                found |= self.features(words_of(name))
        return frozenset(found)

    def _name_at(self, words: Sequence[Word], at: int) -> tuple[str, int]:
        """Return the longest name that starts at a word, and how many words it has."""
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            run = words[at : at + size]
            if all(word.capital for word in run) and (name := _root("".join(word.text for word in run))) in self._names:
                return name, size
        return (self._short.get(_root(words[at].text), "") if words[at].capital else ""), 1

    def features_of(self, text: str) -> frozenset[str]:
        """Return the features of a text of a statistic."""
        # Each statistic is compared with its siblings for each of the figures that print it.
        if text not in self._texts:
            self._texts[text] = self.features(words_of(text))
        return self._texts[text]

    def about(self, statistic: Statistic) -> frozenset[str]:
        """Return the features of what a statistic is about."""
        return self.features_of(statistic.about)

    def measure(self, statistic: Statistic) -> frozenset[str]:
        """Return the features of what a statistic measures."""
        return self.features_of(statistic.measure)

    def compare_measures(self, one: Statistic, other: Statistic) -> Naming:
        """Return the words by which what two statistics measure is told apart."""
        # What either says elsewhere of itself ("arrested" in its population) tells them apart no more.
        mine, theirs = self.measure(one), self.measure(other)
        return Naming(mine - self.everything(other), theirs - self.everything(one))

    def compare_texts(self, one: Statistic, other: Statistic) -> Naming:
        """Return the words by which all that two statistics of one group say of themselves is told apart."""
        mine, theirs = self.everything(one), self.everything(other)
        return Naming(mine - theirs, theirs - mine)

    def compare(self, one: Statistic, other: Statistic) -> Naming:
        """Return the words by which what two statistics are about is told apart."""
        key = (one.id, other.id)
        if key not in self._compared:
            mine, theirs = self.about(one), self.about(other)
            self._compared[key] = Naming(mine - self.everything(other), theirs - self.everything(one))
        return self._compared[key]

    def is_group(self, about: str) -> bool:
        """Return whether a statistic is about a name and nothing else: a country, a town, a club."""
        words = [word for word in words_of(about) if word.text[:1].isalpha()]
        return bool(words) and all(word.capital for word in words)

    def everything(self, statistic: Statistic) -> frozenset[str]:
        """Return the features of all that a statistic says of itself."""
        return self.features_of(f"{statistic.about} {statistic.label} {statistic.measure} {statistic.population}")


def names_in(features: frozenset[str]) -> frozenset[str]:
    """Return those of the features that are names."""
    return frozenset(one for one in features if one.endswith(_NAME))


def _starts_with(low: Sequence[str], at: int, alias: tuple[str, ...]) -> bool:
    # A Korean word carries its particle: 베트남인은.
    last = at + len(alias) - 1
    if last >= len(low) or tuple(low[at:last]) != alias[:-1]:
        return False
    return low[last].startswith(alias[-1]) if is_hangul(alias[-1]) else low[last] == alias[-1]


def _of_word(word: Word) -> Iterable[str]:
    low = word.text.casefold()
    if is_hangul(low):
        return [low[at : at + 2] for at in range(len(low) - 1)] or [low]
    root = stem(word.text)
    return () if root in _SILENT or len(root) < 2 or not root[:1].isalpha() else [root[:LONGEST_ROOT]]


_N = r"(\d{1,3})"
_BELOW, _ABOVE = frozenset({"under", "below", "younger", "less", "fewer"}), "over|above|older|more"
_BAND = re.compile(
    rf"(?:(?P<way>under|below|{_ABOVE}) (?:- )?{_N}|{_N} (?:- )?(?:to|[-–]) {_N}|between {_N} and {_N}"
    rf"|{_N} (?:(?P<plus>\+)|(?:and|or) (?P<end>{'|'.join(sorted(_BELOW))}|{_ABOVE})))(?= |$)"
)
LONGEST_BAND = 5


def read_band(words: Sequence[Word], at: int) -> tuple[str, int]:
    """Return a band of ages or sizes that starts at a word, and how many words it has: "18 to 24", "65 and over".

    >>> [read_band(words_of(text), 0) for text in ("18–24", "10- to 17-year-olds", "over-65s", "five or more", "7 up")]
    [('18-24', 3), ('10-17', 4), ('65+', 3), ('5+', 3), ('', 1)]
    """
    if not (words[at].stem.isdecimal() or words[at].text.casefold() in _OPENERS):
        return "", 1
    # A number word has the stem of its digits.
    run = (word.stem if word.stem.isdecimal() else word.text.casefold() for word in words[at : at + LONGEST_BAND])
    found = _BAND.match(" ".join(run))
    if found is None:
        return "", 1
    numbers = [int(one) for one in found.groups() if one and one.isdecimal()]
    way, size = found["way"] or found["plus"] or found["end"], found.group().count(" ") + 1
    if len(numbers) > 1:
        return ("{}-{}".format(*numbers), size) if numbers[0] < numbers[1] else ("", 1)
    below = way in _BELOW
    return (f"<{numbers[0] + bool(found['end'])}" if below else f"{numbers[0]}+"), size


_OPENERS = frozenset({"under", "below", "over", "above", "older", "more", "between"})


def _bands_in(text: str) -> Iterable[str]:
    words = words_of(text)
    return (band for at in range(len(words)) if (band := read_band(words, at)[0]))


# Unicode has no list of demonyms. Most are the name with another ending, and the irregular ones are a table.
@lru_cache(maxsize=16384)
def _root(name: str) -> str:
    """Return what a name and the word made from it share: Thailand and Thai, Viet Nam and Vietnamese.

    >>> _root("VietNam") == _root("Vietnamese"), _root("Austria") == _root("Australian")
    (True, False)
    """
    root = name.casefold().removesuffix("’s").removesuffix("'s")
    root = DEMONYMS.get(root, root)
    while True:
        ending = next((one for one in ENDINGS if root.endswith(one) and len(root) - len(one) >= _SHORTEST), "")
        if not ending:
            return f"{root}{_NAME}"
        root = root.removesuffix(ending)


_MONTHS = frozenset(name.casefold() for name in (*find_months("en"), *find_short_months("en")))


def _short_names(about: Iterable[str]) -> dict[str, str]:
    """Return the names of several words by the one that stands for each: Hale for Erik Hale, North for North Region.

    That is the last word, or where several names end with it, the first; and no word that other names have as well.
    """
    runs = {tuple(run) for text in about for run in _runs_in(text)}
    shared = Counter(_root(word) for run in runs for word in set(run))
    made = {}
    for run in runs:
        # Astra Motors is Astra, and Erik Hale is Hale.
        ends = (run[0], run[-1]) if run[-1].casefold() in _COMPANIES else (run[-1], run[0])
        word = next((_root(one) for one in ends if shared[_root(one)] == 1), "")
        if word and 1 < len(run) <= LONGEST:
            made[word] = _root("".join(run))
    return made


_COMPANIES = frozenset(
    "airlines airways bank brothers company corporation energy express foods group holdings inc industries lines ltd"
    " motors partners plc rail railways records steel stores studios systems telecom water works".split()
)


def _names_in(text: str) -> Iterable[str]:
    return (_root("".join(run[:LONGEST])) for run in _runs_in(text))


def _runs_in(text: str) -> Iterable[list[str]]:
    words = [word for word in words_of(text) if word.text[:1].isalpha() and not is_hangul(word.text)]
    capital = [word.capital for word in words]
    # The first word of a phrase has a capital in many reports; by itself among small ones it is no name.
    alone = len(words) > 1 and not all(capital) and capital[:2] == [True, False]
    run: list[str] = []
    for number, word in enumerate([*words, None]):
        is_month = word is not None and word.text.casefold() in _MONTHS
        if word is not None and word.capital and not is_month and not (alone and not number):
            run.append(word.text)
            continue
        if run:
            yield run
        run = []
