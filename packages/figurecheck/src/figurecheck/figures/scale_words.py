"""Scale words in order, so that a number is written with the one that it needs: 2,190 million as "2.19 billion"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from figurecheck.figures.languages import language_code


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleWord:
    """A scale word as it is written behind digits."""

    start: int
    """Where the space before it begins, if there is one."""
    end: int
    gap: str
    """That space, or hyphen."""
    size: int
    family: tuple[tuple[str, int], ...]
    """Every word that is written in the same way, with its size; the smallest first."""
    is_capital: bool = False

    def write(self, size: int, digits: str) -> str:
        """Return the word of another size with what stands before it; nothing for one."""
        word = next((word for word, one in self.family if one == size), "")
        word = _SINGULAR.get(word, word) if digits == "1" else word
        return f"{self.gap}{word[:1].upper() + word[1:] if self.is_capital else word}" if word else ""

    def find_other(self, number: Fraction) -> int:
        """Return the size with which a number of this size is written as one from 1 to below the next size.

        >>> find_scale_word("€2.19 million", 5).find_other(Fraction(2190))
        1000000000
        """
        whole = number * self.size
        # "€22 thousand" is written in full, unless the text counts in thousands.
        fitting = [size for _, size in self.family if size <= whole and (size > _THOUSAND or size == self.size)]
        return max(fitting, default=1)


_THOUSAND = 1000
_M, _B, _T = 10**6, 10**9, 10**12
_FAMILIES = MappingProxyType(
    {
        "en": (
            (("thousand", _THOUSAND), ("million", _M), ("billion", _B), ("trillion", _T)),
            (("k", _THOUSAND), ("m", _M), ("bn", _B), ("tn", _T)),
            (("k", _THOUSAND), ("mn", _M), ("bn", _B), ("tn", _T)),
            (("k", _THOUSAND), ("mln", _M), ("bln", _B), ("trn", _T)),
            (("K", _THOUSAND), ("M", _M), ("B", _B)),
        ),
        "de": (
            (("Tausend", _THOUSAND), ("Millionen", _M), ("Milliarden", _B), ("Billionen", _T)),
            (("Tsd.", _THOUSAND), ("Mio.", _M), ("Mrd.", _B), ("Bio.", _T)),
            (("Tsd", _THOUSAND), ("Mio", _M), ("Mrd", _B), ("Bio", _T)),
        ),
        "ko": ((("만", 10**4), ("억", 10**8), ("조", 10**12)),),
    }
)  # fmt: skip
_SINGULAR = MappingProxyType({"Millionen": "Million", "Milliarden": "Milliarde", "Billionen": "Billion"})
_PLURAL = MappingProxyType({singular: plural for plural, singular in _SINGULAR.items()})


def find_scale_word(text: str, at: int, locale: str = "en") -> ScaleWord | None:
    """Return the scale word behind digits that end at a place; ``None`` if there is none that has a larger one."""
    language = language_code(locale)
    for word, gap, end in _find_words(text, at, language):
        # "M" of "$5M" is a word of its own, and "Million" in a heading is not.
        for plain in dict.fromkeys((word, word[:1].lower() + word[1:])):
            for family in _FAMILIES.get(language, ()):
                size = dict(family).get(_PLURAL.get(plain, plain))
                if size is not None:
                    return ScaleWord(start=at, end=end, gap=gap, size=size, family=family, is_capital=plain != word)
    return None


_BEHIND = re.compile(r"(?P<gap>[\s-]?)(?P<word>[^\W\d_]+\.?)")


def _find_words(text: str, at: int, language: str) -> Iterator[tuple[str, str, int]]:
    """Yield what may be a scale word at a place, with the space before it and where it ends."""
    found = _BEHIND.match(text, at)
    if found is None:
        return
    if language == "ko":
        # What is counted follows without a space.
        yield found["word"][0], found["gap"], found.start("word") + 1
        return
    yield found["word"], found["gap"], found.end()
    if found["word"].endswith("."):
        yield found["word"][:-1], found["gap"], found.end() - 1
