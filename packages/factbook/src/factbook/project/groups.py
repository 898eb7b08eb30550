"""Notebooks, pages and tables in groups of a few: where none of a group is another one, it is looked up as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from factbook.project.memo import Memo

SIZE = 32
"""Where one of a group changes, the others are looked up one by one, which is to take a few milliseconds."""
Item = TypeVar("Item")
Made = TypeVar("Made")


class Marked(Protocol):
    """A run of a notebook, as far as it tells the run from others."""

    @property
    def path(self) -> Path:
        """The file of the notebook."""

    @property
    def mark(self) -> str:
        """A digest that is another one where the run is."""


MarkedRun = TypeVar("MarkedRun", bound=Marked)


def divide(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield groups of things that follow one another.

    >>> [len(group) for group in divide(range(70))]
    [32, 32, 6]
    """
    for start in range(0, len(items), SIZE):
        yield items[start : start + SIZE]


def find_stale(items: Sequence[Item], keep: Callable[[Sequence[Item]], bool]) -> Iterator[Item]:
    """Yield each thing that is not kept: `keep` is called with a group, and then with each of one that is not kept.

    >>> [*find_stale(range(70), lambda some: 40 not in some)]
    [40]
    """
    for group in divide(items):
        if not keep(group):
            yield from (item for item in group if not keep([item]))


def get_of_all(
    runs: Sequence[MarkedRun], get: Callable[[MarkedRun], Made], into: type[list[Made]], memo: Memo, name: str
) -> list[Made]:
    """Return what `get` returns of each run, which may hang on nothing but the run; `name` says what it is."""
    found: list[Made] = []
    for group in divide(runs):
        made_of = [(run.path.as_posix(), run.mark) for run in group]
        found += memo.get_or_make(partial(get_each, group, get), into, name, made_of, gathers=True)
    return found


def get_each(items: Iterable[Item], get: Callable[[Item], Made]) -> list[Made]:
    """Return what `get` returns of each thing."""
    return [*map(get, items)]
