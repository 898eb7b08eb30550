r"""Read the notation in which the tables of a language write phrases.

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

from dataclasses import dataclass

from figurecheck.figures.common.phrase_slots import Slot, Slots
from figurecheck.figures.common.word_table import WordTable


@dataclass(frozen=True, slots=True)
class Words:
    """A word of a phrase, or a piece of one."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """White space between words, or one of these signs."""

    signs: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Several ways to go on; an empty one for what may be left out."""

    sequences: list[Sequence]


@dataclass(frozen=True, slots=True)
class SlotPart:
    """A slot, and the name by which its text is asked for."""

    name: str
    slot: Slot


Sequence = list[Words | Gap | Choice | SlotPart]
_GAPS = {" ": Gap("", 1, 1), "_": Gap("", 0, 1000), "~": Gap("-", 1, 1)}


class Parser:
    """Reads the notation of one phrase."""

    def __init__(self, phrase: str, slots: Slots) -> None:
        self._signs = iter(phrase)
        self._slots = slots

    def sequence(self) -> Sequence:
        """Return the phrase as its parts."""
        [sequence] = self._alternatives("")
        return sequence

    def _alternatives(self, close: str) -> list[Sequence]:
        made: list[Sequence] = [[]]
        word = ""
        for sign in self._signs:
            if sign not in _MEANS_SOMETHING:
                word += sign
                continue
            if sign == "\\":
                word += next(self._signs)
                continue
            made[-1] += [Words(word)] if word else []
            word = ""
            if sign == close:
                return made
            if sign == "|":
                made.append([])
            else:
                made[-1].append(self._part(sign))
        made[-1] += [Words(word)] if word else []
        if close:
            raise ValueError(f"{close} is missing")
        return made

    def _part(self, sign: str) -> Gap | Choice | SlotPart:
        if sign in _GAPS:
            return _GAPS[sign]
        if sign == "{":
            return self._slot("".join(iter(self._signs.__next__, "}")))
        return Choice(self._alternatives(")") if sign == "(" else [*self._alternatives("]"), []])

    def _slot(self, text: str) -> SlotPart | Choice:
        name, _, kind = text.partition(":")
        slot = self._slots[kind or name]
        if isinstance(slot, str):
            return Choice([Parser(slot, self._slots).sequence()])
        if isinstance(slot, Slot):
            return SlotPart(name, slot)
        return SlotPart(name, Slot(WordTable(slot).ends, frozenset(word[0] for word in slot)))


_MEANS_SOMETHING = frozenset("()[]{}|\\ _~")
