"""Which columns tell the rows of a table apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from factbook.data.adding.columns import LISTS, FoundColumn

_MOST_COLUMNS = 3
_MOST_TRIED = 8


def find_key(columns: Sequence[FoundColumn], are_distinct: Callable[[tuple[str, ...]], bool]) -> tuple[str, ...]:
    """Return the fewest columns of which no two rows have the same values, as `are_distinct` says of their names.

    Those that say when, and names, come before numbers.

    Measured numbers are no key, though they may happen to differ in every row; an identifier is the last that is tried.
    """
    names = [one.name for one in _order(columns) if not one.empty]
    for tried in candidate_keys(names):
        if are_distinct(tried):
            # In the order in which the file has them, as readers do.
            return tuple(one.name for one in columns if one.name in tried)
    # A running number differs in every row of any file, so it is no better than none where names do.
    ids = [one.name for one in columns if one.type == "integer" and not one.empty and _names_rows(one.name)]
    return next(((name,) for name in ids if are_distinct((name,))), ())


def _order(columns: Sequence[FoundColumn]) -> list[FoundColumn]:
    """Return the columns that may be part of a key: those that say when, then those of words."""
    # Texts with a sentence in each row differ too, and name nothing; nor does a list within a record.
    named = [one for one in columns if not one.is_measure and len(one.example) <= 60 and LISTS not in one.notes]
    return sorted(named, key=lambda one: not one.is_period)


def candidate_keys(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the sets of columns to try as a key, the smallest first."""
    tried = names[:_MOST_TRIED]
    for count in range(1, min(_MOST_COLUMNS, len(tried)) + 1):
        yield from combinations(tried, count)


def _names_rows(name: str) -> bool:
    low = name.lower()
    return low in {"id", "nr", "no", "code", "key", "number", "index"} or low.endswith(("_id", "_code", "_nr", " id"))


def are_distinct_rows(columns: Iterable[Sequence[Hashable]]) -> bool:
    """Return whether no two rows of these columns are alike."""
    seen: set[tuple[Hashable, ...]] = set()
    for row in zip(*columns, strict=True):
        # The first row that comes again ends the search, which is early in nearly every table.
        if row in seen:
            return False
        seen.add(row)
    return True
