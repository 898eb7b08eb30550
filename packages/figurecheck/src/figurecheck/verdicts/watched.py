"""Statistics that note which of them are looked at: what else may change, and a judgement stays the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from figurecheck.model import Statistic


class Watched(Mapping[str, Statistic]):
    """A mapping of statistics by id."""

    def __init__(self, statistics: Mapping[str, Statistic]) -> None:
        self._statistics = statistics
        self._seen: set[str] = set()
        self.saw_all = False
        """Whether all of them were gone through."""

    def forget(self) -> None:
        """Begin anew."""
        self._seen.clear()
        self.saw_all = False

    def find_seen(self) -> list[Statistic]:
        """Return those that were looked at, and what they are parts and shares of.

        The bounds of a share are computed once for all figures that are printed from it, so that the second figure asks
        for no part and no whole.
        """
        found: dict[str, Statistic] = {}
        ids = [*self._seen]
        while ids:
            one = self._statistics.get(ids.pop())
            if one is not None and one.id not in found:
                found[one.id] = one
                ids += (one.part, one.whole)
        return [*found.values()]

    def __getitem__(self, id: str) -> Statistic:
        self._seen.add(id)
        return self._statistics[id]

    def __contains__(self, id: object) -> bool:
        # Ids are no values: which there are is part of what all figures are judged by.
        return id in self._statistics

    def __iter__(self) -> Iterator[str]:
        self.saw_all = True
        return iter(self._statistics)

    def __len__(self) -> int:
        return len(self._statistics)
