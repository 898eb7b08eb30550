"""What a language promises to read, by example; `figures.kit` holds it to that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Date = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Printed forms with what each says; what a language does not read, it leaves out.

    Most are made from the tables of the language, so that a new word is tried without being listed twice.
    """

    count: str
    """A whole number from 11 to 99 with what it counts, as a qualifier stands beside it: "20", or "20명"."""
    percent: str
    """A percentage with one decimal, as a verb of rise or fall has it beside it."""
    digits: Mapping[str, Fraction]
    """Separators and decimals: "1.234,56"."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Number words; those up to a hundred are asked for."""
    ordinals: Mapping[str, int] = field(default_factory=dict)
    fractions: Mapping[str, Fraction] = field(default_factory=dict)
    """Parts of a whole: "zwei Drittel", "jeder Fünfte"."""
    multiples: Mapping[str, Fraction] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    """A number with a scale word: "3 Millionen"."""
    units: Mapping[str, str] = field(default_factory=dict)
    """A number with its unit, and that unit's canonical name: "7 Tonnen"."""
    falls: tuple[str, ...] = ()
    """Phrases in which ``{}`` is `percent`, and which say that something fell by it."""
    rises: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    """Phrases in which ``{}`` is `count`, and which no rule can read: "nicht {}"."""
    unknown: tuple[str, ...] = ()
    """Phrases in which ``{}`` is `percent`, with a word of motion that the language does not have, however invented."""
    not_plain: tuple[str, ...] = ()
    """Texts whose number is not the one that they state, read or not: "one in five", "five times as many"."""
    dates: Mapping[str, Date] = field(default_factory=dict)
    """Dates, among them one in each month; 0 for what is not printed."""
    running: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Sentences, each with the texts of the numbers in it that need a claim, and no others."""
    series: Mapping[str, str] = field(default_factory=dict)
    """Claims over a series, and how each is read: "a rank 3 high"."""
    from_to: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Two levels in one text, the earlier one first."""
