"""What a text says against itself: percentages that no count gives, shares and changes that do not add up."""

from __future__ import annotations

from factbook.scan.numbers import Figure
from factbook.scan.result import Scanned


def check_inside(text: str, figures: list[Figure], scanned: list[Scanned]) -> list[Scanned]:
    """Mark the numbers that the text itself refutes."""
    return scanned
