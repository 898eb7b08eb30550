"""Words, sentences and clauses of a text, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# In this order: double names before words, or "Carter-Williams" would be three; initials before words, or "D.J." would
# end a sentence; then words, numbers with their separators, and any other sign by itself.
_TOKEN = re.compile(
    r"[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)+"  # Carter-Williams
    # At most ten parts: a chain without an end would be read again from each of its parts.
    r"|[^\W\d_]+(?:['’.](?=\w)[^\W\d_]+){0,10}\.?(?<=\.[^\W\d_]\.)"  # D.J.
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|\S"
)
_ENDS = frozenset(".!?。")
_CUTS = frozenset(",;|")
_QUOTES = frozenset("'\"’”)")
# A full stop behind one of these, or behind a single letter, ends no sentence.
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
LONGEST_SENTENCE = 200
"""Words after which a sentence without an end is cut, at the next comma, bar or line end."""
_LATEST_CUT = 250
"""Words after which it is cut wherever it stands: all that is worked out for a number costs as much as its sentence."""
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
    """The words up to a full stop or an empty line."""

    words: tuple[Word, ...]
    cut: bool = False
    """Whether it has no end of its own, and was cut for its length."""

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.words[-1].end

    def at(self, place: int) -> int:
        """Return the index of the first word that ends behind a place in the text."""
        # Bisection by hand: `bisect` would need a list of the ends for each of the many sentences.
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            if self.words[middle].end <= place:
                low = middle + 1
            else:
                high = middle
        return low


# A text repeats its words; the stem of each is computed once.
@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Reduce a word to what its singular, plural and simple verb forms share.

    >>> [stem(word) for word in ("rebounds", "Rebounding", "cities", "three", "class")]
    ['rebound', 'rebound', 'city', '3', 'class']
    """
    low = word.casefold().replace(".", "").replace("’", "'").removesuffix("'s")
    # A number word has the stem of its digits, so that the "first quarter" of a measure fits the "1" of a text.
    low = NUMBERS.get(low, low)
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    # No full stemmer: only endings that verbs and nouns of counting take, and only from a root of four letters, so that
    # "king" and "red" stay whole.
    for tail in ("ings", "ing", "ers", "ed", "er"):
        if low.endswith(tail) and len(low) - len(tail) >= 4:
            return _single(low[: -len(tail)])
    if len(low) > 4 and low.endswith(("sses", "shes", "ches", "xes")):
        return low[:-2]
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")) else low


def _single(root: str) -> str:
    """Undo the doubled last consonant of a root: "committ" is "commit"."""
    return root[:-1] if root[-1] == root[-2] and root[-1] not in "aeiouls" else root


def words_of(text: str) -> list[Word]:
    """Split a text into words and signs."""
    return [Word(one.group(), stem(one.group()), one.start(), one.end()) for one in _TOKEN.finditer(text)]


def content(text: str) -> tuple[str, ...]:
    """Return the stems of the content words of a phrase, in order; function words and signs are left out."""
    return tuple(word.stem for word in words_of(text) if word.stem not in STOP and word.stem.isalnum())


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text."""
    current: list[Word] = []
    words = words_of(text)
    for at, word in enumerate(words):
        current.append(word)
        following = words[at + 1] if at + 1 < len(words) else None
        if following is None or _ends(text, current, following):
            yield Sentence(tuple(current))
            current = []
        elif len(current) >= LONGEST_SENTENCE and _may_cut(text, current, following):
            yield Sentence(tuple(current), cut=True)
            current = []


def _may_cut(text: str, current: list[Word], following: Word) -> bool:
    last = current[-1]
    return last.text in _CUTS or "\n" in text[last.end : following.start] or len(current) >= _LATEST_CUT


def _ends(text: str, current: list[Word], following: Word) -> bool:
    """Return whether a sentence ends with its last word so far."""
    word = current[-1]
    between = text[word.end : following.start]
    # An empty line ends a sentence without a full stop: a heading, an item of a list.
    if between.count("\n") > 1:
        return True
    if following.text in _QUOTES:
        return False
    # A closing quotation mark stands behind the full stop.
    stop = next((one for one in reversed(current) if one.text not in _QUOTES), word)
    if stop.text not in _ENDS or not between:
        return False
    before = current[-2].stem if len(current) > 1 else ""
    return stop.text != "." or not (before in _ABBREVIATED or (len(before) == 1 and before.isalpha()))
