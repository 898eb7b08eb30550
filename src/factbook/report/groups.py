"""Notebooks and pages in groups of a few: where none of a group is another one, it is looked up as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

SIZE = 32
"""Where one of a group changes, the others are looked up one by one, which is to take a few milliseconds."""
Item = TypeVar("Item")


def divide(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield some things in their order, in groups.

    >>> [len(group) for group in divide(range(70))]
    [32, 32, 6]
    """
    for start in range(0, len(items), SIZE):
        yield items[start : start + SIZE]
