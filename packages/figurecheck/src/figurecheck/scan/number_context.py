"""All that a text says about one number: of whom, what and when it is."""

from __future__ import annotations

from dataclasses import dataclass

from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.scan.context import NumberWords
from figurecheck.scan.when import When
from figurecheck.scan.who import Who


@dataclass(frozen=True, slots=True)
class NumberContext:
    """What a text says about one number."""

    figure: Figure
    unit: str
    """Its unit, or that of the number behind it: "18.4 to 16.9 minutes"."""
    who: Who
    when: When
    words: NumberWords
    mentioned: frozenset[int]
    """All subjects that its sentence names."""
