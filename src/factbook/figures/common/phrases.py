r"""Find the phrases of a table in a text; the tables of a language are plain text, and need no regular expressions.

==============================  ===============================================================
``at that time``                words; letters on either side make them others
``since [at least ]{period}``   what may be left out in brackets; in braces a slot, which is read by its name
``(in|within) the last``        one of several
``{count}~{span}``              a hyphen or a space
``{count}_{span}``              white space or nothing, as between Korean words
``\(``                          a sign that would mean one of these
==============================  ===============================================================

A slot is a list of words, a function that yields where it may end, or a phrase of its own. ``{old:number}`` reads the
slot ``number`` and calls it ``old``. The first way in which a phrase fits is taken, and if the rest then fails, the
next one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from factbook.figures.common.word_table import WordTable

Reader = Callable[[str, int], Iterable[int]]
"""Yields each place where what starts at a place of a text may end, the likeliest first."""
Found = dict[str, str]
_LONGEST = 100
Step = Callable[[str, int, Found], int]
"""Reads the rest of a phrase at a place of a text: where it ends, or -1."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot that a function reads."""

    read: Reader
    starts: frozenset[str] | None = None
    """The signs with which it can start; ``None`` for any."""


Slots = Mapping[str, Slot | Collection[str]]
"""Slots by name; a single text is a phrase of its own, and any other collection a list of words."""


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase that was found in a text."""

    start: int
    end: int
    text: str
    slots: Mapping[str, str]

    def __getitem__(self, slot: str) -> str:
        """Return what a slot was read as; empty for one that was left out."""
        return self.slots.get(slot, "")


class Phrases:
    """A table of phrases; the first that fits at a place is taken.

    >>> since = Phrases("since [at least ]{year}", year=digits(4))
    >>> since.search("the highest since 2008")["year"]
    '2008'
    """

    def __init__(
        self,
        *phrases: str,
        slots: Slots | None = None,
        whole_words: bool = True,
        may_go_on: bool = False,
    ) -> None:
        """Read the table.

        With `may_go_on` a phrase may end within a word, and without `whole_words` it may begin there as well.
        """
        self._whole_words = whole_words
        self._may_go_on = may_go_on or not whole_words
        table = _Choice([_Parser(phrase, slots or {}).sequence() for phrase in phrases])
        self._read, self._read_whole = _choice_step(table, self._at_word_end), _choice_step(table, _at_text_end)

    def match(self, text: str, at: int = 0) -> PhraseMatch | None:
        """Return the phrase that starts at a place of a text."""
        return self._first(self._read, text, (at,))

    def search(self, text: str) -> PhraseMatch | None:
        """Return the first phrase of a text."""
        return self._first(self._read, text, self._places(text))

    def find_all(self, text: str) -> Iterator[PhraseMatch]:
        """Yield the phrases of a text that do not overlap."""
        behind = 0
        for at in self._places(text):
            if at >= behind and (found := self._first(self._read, text, (at,))) is not None:
                behind = found.end
                yield found

    def fullmatch(self, text: str) -> PhraseMatch | None:
        """Return the phrase that is the whole text."""
        return self._first(self._read_whole, text, (0,))

    def search_end(self, text: str) -> PhraseMatch | None:
        """Return the longest phrase with which a text ends, within its last hundred characters."""
        places = range(max(0, len(text) - _LONGEST), len(text))
        if self._whole_words:
            return self._first(self._read_whole, text, (at for at in places if not _is_within_word(text, at)))
        return self._first(self._read_whole, text, places)

    def _places(self, text: str) -> Iterable[int]:
        return _word_starts(text) if self._whole_words else range(len(text))

    @staticmethod
    def _first(read: Step, text: str, places: Iterable[int]) -> PhraseMatch | None:
        slots: Found = {}
        for at in places:
            end = read(text, at, slots)
            if end >= 0:
                return PhraseMatch(at, end, text[at:end], slots)
        return None

    def _at_word_end(self, text: str, at: int, slots: Found) -> int:
        return -1 if not self._may_go_on and _is_within_word(text, at) else at


def _at_text_end(text: str, at: int, slots: Found) -> int:
    return at if at == len(text) else -1


# A bound text is searched for some twenty tables one after the other.
@lru_cache(maxsize=256)
def _word_starts(text: str) -> list[int]:
    starts, was_word = [], False
    for at, sign in enumerate(text):
        is_word = _is_word(sign)
        if not (is_word and was_word):
            starts.append(at)
        was_word = is_word
    return starts


def _is_within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and _is_word(text[at - 1]) and _is_word(text[at])


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


@dataclass(frozen=True, slots=True)
class _Words:
    text: str


@dataclass(frozen=True, slots=True)
class _Gap:
    signs: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class _Choice:
    sequences: list[_Sequence]


@dataclass(frozen=True, slots=True)
class _SlotPart:
    name: str
    slot: Slot


_Sequence = list[_Words | _Gap | _Choice | _SlotPart]
_GAPS = {" ": _Gap("", 1, 1), "_": _Gap("", 0, 1000), "~": _Gap("-", 1, 1)}


class _Parser:
    """Reads the notation of one phrase."""

    def __init__(self, phrase: str, slots: Slots) -> None:
        self._signs = iter(phrase)
        self._slots = slots

    def sequence(self) -> _Sequence:
        """Return the phrase as its parts."""
        [sequence] = self._alternatives("")
        return sequence

    def _alternatives(self, close: str) -> list[_Sequence]:
        made: list[_Sequence] = [[]]
        word = ""
        for sign in self._signs:
            if sign not in _MEANS_SOMETHING:
                word += sign
                continue
            if sign == "\\":
                word += next(self._signs)
                continue
            made[-1] += [_Words(word)] if word else []
            word = ""
            if sign == close:
                return made
            if sign == "|":
                made.append([])
            else:
                made[-1].append(self._part(sign))
        made[-1] += [_Words(word)] if word else []
        return made

    def _part(self, sign: str) -> _Gap | _Choice | _SlotPart:
        if sign in _GAPS:
            return _GAPS[sign]
        if sign == "{":
            return self._slot("".join(iter(self._signs.__next__, "}")))
        return _Choice(self._alternatives(")") if sign == "(" else [*self._alternatives("]"), []])

    def _slot(self, text: str) -> _SlotPart | _Choice:
        name, _, kind = text.partition(":")
        slot = self._slots[kind or name]
        if isinstance(slot, str):
            return _Choice([_Parser(slot, self._slots).sequence()])
        if isinstance(slot, Slot):
            return _SlotPart(name, slot)
        return _SlotPart(name, Slot(WordTable(slot).ends, frozenset(word[0] for word in slot)))


_MEANS_SOMETHING = frozenset("()[]{}|\\ _~")


def _compile(sequence: _Sequence, rest: Step, *, glued: bool = False) -> Step:
    """Return a function that reads the parts one after the other and then the rest, which may be `glued` to them."""
    for part in reversed(sequence):
        rest = _step(part, rest, glued=glued)
        glued = isinstance(part, _SlotPart | _Choice)
    return rest


def _step(part: _Words | _Gap | _Choice | _SlotPart, rest: Step, *, glued: bool) -> Step:
    if isinstance(part, _Words):
        return _words_step(part.text, rest, glued=glued)
    if isinstance(part, _Gap):
        return _gap_step(part, rest)
    if isinstance(part, _SlotPart):
        return _slot_step(part, rest)
    return _choice_step(part, rest, glued=glued)


def _starts(sequence: _Sequence) -> frozenset[str] | None:
    """Return the signs with which a sequence can start; ``None`` for any."""
    first = sequence[0] if sequence else None
    if isinstance(first, _Words):
        return frozenset(first.text[0])
    if isinstance(first, _SlotPart):
        return first.slot.starts
    if not isinstance(first, _Choice):
        return None
    made: frozenset[str] = frozenset()
    for one in first.sequences:
        # What may be left out starts as the rest does.
        starts = _starts(one or sequence[1:])
        if starts is None:
            return None
        made |= starts
    return made


def _choice_step(choice: _Choice, rest: Step, *, glued: bool = False) -> Step:
    # By the first sign, since at most places of a text most phrases do not start.
    compiled = [(_starts(sequence), _compile(sequence, rest, glued=glued)) for sequence in choice.sequences]
    signs = frozenset[str]().union(*(starts for starts, _ in compiled if starts is not None))
    anywhere = [step for starts, step in compiled if starts is None]
    by_sign = {sign: [step for starts, step in compiled if starts is None or sign in starts] for sign in signs}

    def read(text: str, at: int, slots: Found) -> int:
        for step in by_sign.get(text[at : at + 1], anywhere):
            if (end := step(text, at, slots)) >= 0:
                return end
        return -1

    return read


def _words_step(word: str, rest: Step, *, glued: bool) -> Step:
    size, latin = len(word), not glued and word[-1].isascii() and word[-1].isalpha()

    def read(text: str, at: int, slots: Found) -> int:
        # "Per" is no part of "percent".
        if not text.startswith(word, at) or (latin and text[at + size : at + size + 1].isalpha()):
            return -1
        return rest(text, at + size, slots)

    return read


def _gap_step(gap: _Gap, rest: Step) -> Step:
    def read(text: str, at: int, slots: Found) -> int:
        end = at
        while end < min(len(text), at + gap.most) and (text[end].isspace() or text[end] in gap.signs):
            end += 1
        for place in range(end, at + gap.least - 1, -1):
            if (found := rest(text, place, slots)) >= 0:
                return found
        return -1

    return read


def _slot_step(part: _SlotPart, rest: Step) -> Step:
    def read(text: str, at: int, slots: Found) -> int:
        for place in part.slot.read(text, at):
            slots[part.name] = text[at:place]
            if (end := rest(text, place, slots)) >= 0:
                return end
        slots.pop(part.name, None)
        return -1

    return read


def digits(least: int, most: int | None = None) -> Slot:
    """Return a slot of so many digits; `most` is `least` unless it is given."""
    limit = most or least

    def read(text: str, at: int) -> Iterator[int]:
        end = at
        while end < min(len(text), at + limit) and text[end].isdecimal():
            end += 1
        yield from range(end, at + least - 1, -1)

    return Slot(read)


def words(most: int, *, spaced: bool = False) -> Slot:
    """Return a slot of up to so many words, each with the white space before it, which `spaced` demands."""

    def read(text: str, at: int) -> Iterator[int]:
        ends = [at]
        while len(ends) <= most and (end := _word_end(text, ends[-1], spaced=spaced)):
            ends.append(end)
        yield from reversed(ends)

    return Slot(read)


def _word_end(text: str, at: int, *, spaced: bool) -> int:
    """Return where the word behind white space ends; 0 if there is none."""
    start = at
    while text[start : start + 1].isspace():
        start += 1
    end = start
    while text[end : end + 1].isalpha() or text[end : end + 1] == "_":
        end += 1
    within = _is_within_word(text, start) or _is_within_word(text, end)
    return 0 if end == start or (spaced and start == at) or within else end
