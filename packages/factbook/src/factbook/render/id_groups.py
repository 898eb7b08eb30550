"""Ids of statistics in few lines: those that differ in their numbers alone are one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from factbook.model.edition import SealedStatistic

MOST_GROUPS = 20
"""Lines of ids up to which only their numbers are left open."""
_NUMBERED = re.compile(r"[^.]*\d[^.]*")
"""A part of an id that has a number."""


def group_ids(statistics: Iterable[SealedStatistic]) -> Iterator[str]:
    """Yield the ids, those that differ only in their numbers as one line; if these are many, by their first word."""
    ids = [one.id for one in statistics]
    groups = _group(ids, lambda one: _NUMBERED.sub("*", one))
    if len(groups) > MOST_GROUPS:
        groups = _group(ids, lambda one: ".".join([one.partition(".")[0], *["*"] * one.count(".")]))
    for template, members in groups.items():
        first = ", ".join(members[:2]) + (", ..." if len(members) > 2 else "")
        yield members[0] if len(members) == 1 else f"{template}: {len(members)} ({first})"


def _group(ids: Iterable[str], name: Callable[[str], str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for id in ids:
        groups.setdefault(name(id), []).append(id)
    return groups
