"""The phrases of all languages under one name: a draft may mix them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from figurecheck.figures.common.phrase_slots import Slot, Slots, digits, end_of_run, is_word_sign, words
from figurecheck.figures.common.phrases import PhraseMatch, Phrases
from figurecheck.scan.words import english, korean

_LANGUAGES = ((english, True), (korean, False))
"""Each with whether its words stand apart from what surrounds them."""


# The same stretches are asked for by each of the checks.
@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text in lower case with single spaces; a space at its ends stays one."""
    return single_spaced(text.lower())


def single_spaced(text: str) -> str:
    """Return a text with one space for each stretch of white space, also at its ends."""
    if not text or text.isspace():
        return text[:1] and " "
    return " ".join(text.split()).join(" " if text[at].isspace() else "" for at in (0, -1))


def _run(signs: str, *, least: int = 1) -> Slot:
    """Return a slot of letters and of these signs."""

    def read(text: str, at: int) -> Iterator[int]:
        end = end_of_run(text, at, lambda sign: sign.isalpha() or sign in signs)
        yield from range(end, at + least - 1, -1)

    return Slot(read)


def _among(signs: str, last: str) -> Slot:
    """Return a slot of these signs that ends with one of `last`."""

    def read(text: str, at: int) -> Iterator[int]:
        end = end_of_run(text, at, signs.__contains__)
        yield from (place for place in range(end, at, -1) if text[place - 1] in last)

    return Slot(read, frozenset(signs))


def _signs(text: str, at: int) -> Iterator[int]:
    """Yield the end of what stands between words."""
    if (end := end_of_run(text, at, lambda sign: not is_word_sign(sign))) > at:
        yield end


def _counter(text: str, at: int) -> Iterator[int]:
    """Yield nothing, then one and two letters of a counter."""
    for end in range(at, at + 3):
        if all(sign == "%" or sign.isalpha() for sign in text[at:end]):
            yield end


def lone_number(least: int, most: int) -> Slot:
    """Return a slot of a whole number in these bounds that is no part of a longer one, such as "2,024"."""

    def read(text: str, at: int) -> Iterator[int]:
        # Before anything is read: each place of a long number would else read the rest of it.
        if text[at - 1 : at] in _NUMBER_SIGNS:
            return
        end = end_of_run(text, at, str.isdecimal)
        behind = end_of_run(text, end, _NUMBER_SIGNS.__contains__)
        longer = any(sign.isdecimal() for sign in text[end:behind])
        if end > at and not longer and end - at <= len(str(most)) and least <= int(text[at:end]) <= most:
            yield end

    return Slot(read, frozenset("0123456789"))


_NUMBER_SIGNS = frozenset("0123456789.,")
SLOTS: Slots = {
    "one more word": words(1, spaced=True),
    "two more words": words(2, spaced=True),
    "three more words": words(3, spaced=True),
    "two words": words(2),
    "three words": words(3),
    "four words": words(4),
    "word": _run("_"),
    "ending": _run("_0123456789", least=0),
    "signs": Slot(_signs),
    "two digits": digits(2),
    "four digits": digits(4),
    "year": lone_number(1000, 2099),
    "age": lone_number(0, 999),
    "amount": _among("0123456789.,", "0123456789"),
    "korean amount": _among("0123456789만천백억조,.", "0123456789만천백억조,."),
    "counter": Slot(_counter),
    "month number": tuple(str(month) for month in range(1, 13)),
    "quarter number": tuple("1234"),
}


def number_runs(text: str, signs: str) -> Iterator[tuple[int, str]]:
    """Yield each stretch that starts with a digit and has only digits and these signs, and where it starts."""
    start = -1
    for at, sign in enumerate(f"{text} "):
        if start < 0 and sign.isdecimal():
            start = at
        elif start >= 0 and not sign.isdecimal() and sign not in signs:
            yield start, text[start:at]
            start = -1


def lone_years(text: str) -> Iterator[tuple[int, str]]:
    """Yield each number of four digits that is no part of a longer one, such as "2,024", and where it starts."""
    if not any(map(str.isdecimal, text)):
        return
    for start, run in number_runs(text, ".,"):
        digits_only = len(run) >= 4 and run[:4].isdecimal() and not any(map(str.isdecimal, run[4:]))
        if digits_only and text[max(0, start - 1) : start] not in {".", ","}:
            yield start, run[:4]


class LanguagePhrases:
    """The phrases and stems that the tables of all languages have under one name."""

    def __init__(self, name: str, *, may_go_on: bool = False) -> None:
        self._tables = [
            Phrases(
                *language.PHRASES[name],
                slots={**SLOTS, **language.SLOTS},
                whole_words=apart,
                may_go_on=may_go_on,
            )
            for language, apart in _LANGUAGES
            if name in language.PHRASES
        ]
        self._stems = tuple(stem for language, _ in _LANGUAGES for stem in language.STEMS.get(name, ()))

    def is_in(self, text: str) -> bool:
        """Return whether any of the phrases or stems is in a plain text."""
        return any(stem in text for stem in self._stems) or self.search(text) is not None

    def search(self, text: str) -> PhraseMatch | None:
        """Return the first phrase of a plain text."""
        return min(_found(one.search(text) for one in self._tables), key=lambda one: one.start, default=None)

    def match(self, text: str, at: int = 0) -> PhraseMatch | None:
        """Return the phrase that starts at a place of a plain text."""
        return next(_found(one.match(text, at) for one in self._tables), None)

    def fullmatch(self, text: str) -> PhraseMatch | None:
        """Return the phrase that is the whole of a plain text."""
        return next(_found(one.fullmatch(text) for one in self._tables), None)

    def search_end(self, text: str) -> PhraseMatch | None:
        """Return the phrase with which a plain text ends."""
        return next(_found(one.search_end(text) for one in self._tables), None)

    def find_all(self, text: str) -> Iterator[PhraseMatch]:
        """Yield the phrases of a text that do not overlap."""
        for one in self._tables:
            yield from one.find_all(text)


def _found(matches: Iterable[PhraseMatch | None]) -> Iterator[PhraseMatch]:
    return (match for match in matches if match is not None)
