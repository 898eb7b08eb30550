"""Words that narrow what a number counts to something else than a statistic has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from figurecheck.figures.common.text import STOP, Word, words_of
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.scan.fact_index import ALIKE, Facts
from figurecheck.scan.features import GENERIC, features
from figurecheck.scan.names import CAPITALIZED_WORDS
from figurecheck.scan.words.english import IRREGULAR, NEUTRAL, OPENERS, WHOLES
from figurecheck.verdicts.sentence.english import AFTER_FIGURE, FALL, RISE, VERBS

_COMMON_ENDS = ("s", "ing", "ed", "ly", "men", "people")
FREQUENT = 3
"""A name that occurs so often is the topic of the whole text, and narrows no single number."""
# "Outside Paris there were 903 burglaries" is not about the report's country. Korean has no capitals; there the
# particles of possession and place mark such a word, except on words of time and on "the whole country".
_PLACING = ("에서는", "에서만", "에서도", "에서", "의")
_TIMES = frozenset("지난해 올해 작년 금년 이번 최근 전국 국내 우리나라 이날 당시 가운데 전체 전년 지난달".split())
_PRONOUNS = frozenset("he she it they we his her its their our my your whose whereas while although but nor".split())
_NO_ADJECTIVES = WHOLES | AFTER_FIGURE | STOP | NEUTRAL | RISE | FALL | VERBS | _PRONOUNS
_PAST = frozenset(IRREGULAR) - {"births", "buses"}


class Narrowing:
    """Finds the words that narrow the numbers of one sentence."""

    def __init__(self, facts: Facts, named: Collection[int], text: str, opening: Collection[int]) -> None:
        """Prepare for a sentence; `named` are the starts of words that are names or bands, `opening` of the first."""
        self._described, self._starts_of_names = facts.described, facts.starts_of_names
        self._named, self._text, self._opening = named, text, opening

    def find_known(self, own: Sequence[Word], behind: Sequence[Word]) -> frozenset[str]:
        """Return the features of narrowing words that some statistic has: "903 burglaries of shops"."""
        narrowing = [*self._adjectives(own), *self._after_of(behind)]
        known = (one for word in narrowing for one in features(word.text) if one in self._described.weight)
        return frozenset(known) - GENERIC

    def find_unknown(self, own: Sequence[Word], behind: Sequence[Word]) -> str:
        """Return why a number is of nothing that a statistic knows; empty if it may be."""
        if name := self._unknown_name(own) or next((w.text for w in self._after_of(behind) if self._unknown(w)), ""):
            return f"‘{name}’ appears in no statistic"
        adjective = next((word.text for word in self._adjectives(own) if self._unknown(word)), "")
        return f"‘{adjective}’ narrows it to something that no statistic knows" if adjective else ""

    def _unknown(self, word: Word) -> bool:
        found = features(word.text)
        return bool(found) and not any(one in self._described.weight for one in found)

    def _adjectives(self, own: Sequence[Word]) -> Iterator[Word]:
        """Yield the words right before a word that names what a statistic measures: "armed robberies"."""
        for at, (word, following) in enumerate(pairwise(own)):
            low = word.text.casefold()
            plain = (
                low.isalpha() and low not in _NO_ADJECTIVES and word.start not in self._named and not _is_verb(own, at)
            )
            # Any Korean word may stand before a noun; only one that a statistic has narrows it for certain.
            plain = plain and not (is_hangul(low) and self._unknown(word))
            # "Builders completed", "the company spent" is a subject with its verb.
            verb = following.text.endswith("ed") or following.text.casefold() in _PAST
            noun = following.start not in self._named and not verb and following.text.casefold() not in AFTER_FIGURE
            joined = following.start == word.end + 1 and noun
            heads = self._described.heads
            if plain and joined and features(low) and any(one in heads for one in features(following.text)):
                yield word

    def _after_of(self, behind: Sequence[Word]) -> Iterator[Word]:
        """Yield the word after "of" behind a number: 903 burglaries of churches are not 903 burglaries."""
        stems = [word.stem for word in behind]
        first = stems.index("of") + 1 if "of" in stems else len(stems)
        for word in behind[first:]:
            # "At the end of June" says when.
            if word.stem in STOP:
                continue
            if word.text.casefold() in CAPITALIZED_WORDS:
                return
            if word.stem not in WHOLES and word.start not in self._named and word.text[0].isalpha():
                yield word
            return

    def _unknown_name(self, own: Sequence[Word]) -> str:
        """Return a name that appears in no statistic; one that the text uses often is its topic, and let pass."""
        for word in own:
            low = word.text.casefold()
            # The opening word of a sentence always has a capital.
            opens = word.start in self._opening
            capital = word.text[:1].isupper() and len(word.text) > 1 and not opens
            name = capital and low not in CAPITALIZED_WORDS | STOP
            # A name is known by the whole of it: Mauritania shares six letters with Mauritius.
            strange = self._unknown(word) or (name and low[:ALIKE] in self._starts_of_names)
            unnamed = word.start not in self._named and strange
            if (name or _is_placed(word.text)) and unnamed and _occurrences(self._text)[word.text] < FREQUENT:
                return word.text
        return ""

    def find_opening(self, own: Sequence[Word]) -> str:
        """Return the first word of a sentence if it may be a name that no statistic has: "Mauritania had 470"."""
        first = next((word for word in own if word.start in self._opening), None)
        if first is None or first.start in self._named or not first.capital:
            return ""
        low = first.text.casefold()
        at = own.index(first) + 1
        if low in _NO_ADJECTIVES | CAPITALIZED_WORDS | OPENERS or (at < len(own) and own[at].text == ","):
            return ""
        # A noun in the plural is none, unless it is nearly a name that is known: Mauritius and Mauritania.
        common = is_common(first, self._text) or not self._unknown(first)
        return first.text if not common or low[:ALIKE] in self._starts_of_names else ""


def is_common(word: Word, text: str) -> bool:
    """Return whether a word that opens a sentence is no name: by its ending, or since the text has it in lower case."""
    low = word.text.casefold()
    return low.endswith(_COMMON_ENDS) or _occurrences(text)[low] > 0


# Asked for by each name of a text; the texts of a scan come one after the other.
@lru_cache(maxsize=1)
def _occurrences(text: str) -> Counter[str]:
    """Count the words of a text; "Oslo's" and "Oslo-based" count for Oslo too."""
    parts = (part for word in words_of(text) for part in {word.text, *re.split("['’-]", word.text)})
    return Counter(parts)


def _is_verb(own: Sequence[Word], at: int) -> bool:
    """Return whether a word in "-ed" stands behind its subject: "Specialties contributed revenue of", "she won"."""
    word, before = own[at], own[at - 1] if at else None
    joined = before is not None and before.end + 1 == word.start and before.text[0].isalpha()
    if before is None or not joined or not (word.text.endswith("ed") or word.text.casefold() in _PAST):
        return False
    return before.text.casefold() not in STOP | AFTER_FIGURE | NEUTRAL | _DETERMINERS


_DETERMINERS = frozenset("no any each every some such both many few more fewer most other another".split())


def _is_placed(word: str) -> bool:
    """Return whether a Korean word names a place or an owner by its particle: "일본의", "부산에서"."""
    # The shortest particle first: "에서의" is 에서 and 의.
    places = (word.removesuffix(particle) for particle in reversed(_PLACING) if word.endswith(particle))
    return any(len(place) > 1 and all(map(is_hangul, place)) and place not in _TIMES for place in places)
