"""Words, sentences and clauses of a text, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)+"  # Carter-Williams
    r"|[^\W\d_]+(?:['’.](?=\w)[^\W\d_]+)*\.?(?<=\.[^\W\d_]\.)"  # D.J.
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|\S"
)
_ENDS = frozenset(".!?。")
_QUOTES = frozenset("'\"’”)")
_ABBREVIATED = frozenset("mr mrs ms dr st vs no jr sr prof gen sen rep".split())
NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        "zero,one first,two second,three third,four fourth,five fifth,six sixth,seven seventh,eight eighth,nine ninth,"
        "ten tenth,eleven eleventh,twelve twelfth".split(",")
    )
    for word in words.split()
} | {
    word: str(10 * number)
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
STOP = frozenset(
    "a an the of in on at by for to from with and or before after including this that these those per its their all"
    " as is was were are be been s n't".split()
)
PREPOSITIONS = frozenset("of in on at by for to from with before after including among over under between".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign, and where it stands."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is written like a name."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of words up to a full stop or an empty line."""

    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.words[-1].end

    def at(self, place: int) -> int:
        """Give the index of the first word that ends behind a place in the text."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            if self.words[middle].end <= place:
                low = middle + 1
            else:
                high = middle
        return low


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Reduce a word to what its singular, plural and simple verb forms share.

    >>> [stem(word) for word in ("rebounds", "Rebounding", "cities", "three", "class")]
    ['rebound', 'rebound', 'city', '3', 'class']
    """
    low = word.casefold().replace(".", "").replace("’", "'").removesuffix("'s")
    low = NUMBERS.get(low, low)
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    for tail in ("ings", "ing", "ers", "ed", "er"):
        if low.endswith(tail) and len(low) - len(tail) >= 4:
            return _single(low[: -len(tail)])
    if len(low) > 4 and low.endswith(("sses", "shes", "ches", "xes")):
        return low[:-2]
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")) else low


def _single(root: str) -> str:
    """Undo a doubled last consonant: "committ" is "commit"."""
    return root[:-1] if root[-1] == root[-2] and root[-1] not in "aeiouls" else root


def words_of(text: str) -> list[Word]:
    """Split a text into words and signs."""
    return [Word(one.group(), stem(one.group()), one.start(), one.end()) for one in _TOKEN.finditer(text)]


def content(text: str) -> tuple[str, ...]:
    """Give the stems of the words of a phrase that say something, in order."""
    return tuple(word.stem for word in words_of(text) if word.stem not in STOP and word.stem.isalnum())


def sentences(text: str) -> Iterator[Sentence]:
    """Split a text into sentences."""
    held: list[Word] = []
    words = words_of(text)
    for at, word in enumerate(words):
        held.append(word)
        following = words[at + 1] if at + 1 < len(words) else None
        if following is None or _ends(text, held, following):
            yield Sentence(tuple(held))
            held = []


def _ends(text: str, held: list[Word], following: Word) -> bool:
    word = held[-1]
    between = text[word.end : following.start]
    if between.count("\n") > 1:
        return True
    if following.text in _QUOTES:
        return False
    stop = next((one for one in reversed(held) if one.text not in _QUOTES), word)
    if stop.text not in _ENDS or not between:
        return False
    before = held[-2].stem if len(held) > 1 else ""
    return stop.text != "." or not (before in _ABBREVIATED or (len(before) == 1 and before.isalpha()))
