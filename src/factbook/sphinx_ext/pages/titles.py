"""Distinct titles, so that no two tabs and no two results of a search have the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


def distinguish_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Return titles by id; one that several have is followed by the id.

    >>> distinguish_titles({"a": "Trips", "b": "Trips", "c": "Routes"})
    {'a': 'Trips (a)', 'b': 'Trips (b)', 'c': 'Routes'}
    """
    count = Counter(titles.values())
    return {id: f"{title} ({id})" if count[title] > 1 else title for id, title in titles.items()}
