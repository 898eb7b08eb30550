"""Find the phrases of a table in a text.

The tables of a language are plain text, in the notation of `phrase_parser`, and need no regular expressions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from figurecheck.figures.common.phrase_parser import Choice, Gap, Parser, Sequence, SlotPart, Words
from figurecheck.figures.common.phrase_slots import Slots, is_within_word, is_word_sign

Found = dict[str, str]
Step = Callable[[str, int, Found], int]
"""Reads the rest of a phrase at a place of a text: where it ends, or -1."""
_LONGEST = 100
"""Most characters of a phrase that is looked for at the end of a text."""


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

    >>> from figurecheck.figures.common.phrase_slots import digits
    >>> since = Phrases("since [at least ]{year}", slots={"year": digits(4)})
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
        table = Choice([Parser(phrase, slots or {}).sequence() for phrase in phrases])
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
        starts = (at for at in places if not (self._whole_words and is_within_word(text, at)))
        return self._first(self._read_whole, text, starts)

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
        return -1 if not self._may_go_on and is_within_word(text, at) else at


def _at_text_end(text: str, at: int, slots: Found) -> int:
    return at if at == len(text) else -1


# A bound text is searched for some twenty tables one after the other.
@lru_cache(maxsize=256)
def _word_starts(text: str) -> list[int]:
    starts, was_word = [], False
    for at, sign in enumerate(text):
        is_word = is_word_sign(sign)
        if not (is_word and was_word):
            starts.append(at)
        was_word = is_word
    return starts


def _compile(sequence: Sequence, rest: Step, *, glued: bool = False) -> Step:
    """Return a function that reads the parts one after the other and then the rest, which may be `glued` to them."""
    for part in reversed(sequence):
        rest = _step(part, rest, glued=glued)
        glued = isinstance(part, SlotPart | Choice)
    return rest


def _step(part: Words | Gap | Choice | SlotPart, rest: Step, *, glued: bool) -> Step:
    if isinstance(part, Words):
        return _words_step(part.text, rest, glued=glued)
    if isinstance(part, Gap):
        return _gap_step(part, rest)
    if isinstance(part, SlotPart):
        return _slot_step(part, rest)
    return _choice_step(part, rest, glued=glued)


def _starts(sequence: Sequence) -> frozenset[str] | None:
    """Return the signs with which a sequence can start; ``None`` for any."""
    first = sequence[0] if sequence else None
    if isinstance(first, Words):
        return frozenset(first.text[0])
    if isinstance(first, SlotPart):
        return first.slot.starts
    if not isinstance(first, Choice):
        return None
    made: frozenset[str] = frozenset()
    for one in first.sequences:
        # What may be left out starts as the rest does.
        starts = _starts(one or sequence[1:])
        if starts is None:
            return None
        made |= starts
    return made


def _choice_step(choice: Choice, rest: Step, *, glued: bool = False) -> Step:
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


def _gap_step(gap: Gap, rest: Step) -> Step:
    def read(text: str, at: int, slots: Found) -> int:
        end = at
        while end < min(len(text), at + gap.most) and (text[end].isspace() or text[end] in gap.signs):
            end += 1
        for place in range(end, at + gap.least - 1, -1):
            if (found := rest(text, place, slots)) >= 0:
                return found
        return -1

    return read


def _slot_step(part: SlotPart, rest: Step) -> Step:
    def read(text: str, at: int, slots: Found) -> int:
        for place in part.slot.read(text, at):
            slots[part.name] = text[at:place]
            if (end := rest(text, place, slots)) >= 0:
                return end
        slots.pop(part.name, None)
        return -1

    return read
