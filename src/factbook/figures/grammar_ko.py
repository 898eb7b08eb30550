"""Korean figures."""

from __future__ import annotations

from collections.abc import Iterator

from factbook.figures.figure import Found
from factbook.figures.find import find_english
from factbook.figures.qualifiers import Rules


def find_korean(text: str, rules: Rules, names: tuple[str, ...] = ()) -> Iterator[Found]:
    """Yield each number of a Korean text."""
    return find_english(text, rules, names)
