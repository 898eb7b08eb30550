"""Titles that differ: two tabs, or two results of a search, are never called the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


def tell_apart(titles: Mapping[str, str]) -> dict[str, str]:
    """Titles by id; one that several have is followed by the id.

    >>> tell_apart({"a": "Trips", "b": "Trips", "c": "Routes"})
    {'a': 'Trips (a)', 'b': 'Trips (b)', 'c': 'Routes'}
    """
    count = Counter(titles.values())
    return {id: f"{title} ({id})" if count[title] > 1 else title for id, title in titles.items()}
