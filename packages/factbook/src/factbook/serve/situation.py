"""What is settled and what is not: the one place that decides whether a page may be shown as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from factbook.serve.desk import DeskItem, is_shown_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one address is to be shown."""

    state: str
    """``settled``; ``faulty`` where what it shows is as it is going to be, and not right; else ``checking``."""
    early: Path | None = None
    """The file to show instead of that of the site, whose draft is not whole yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known of the site at one moment. Nothing is settled unless it is known to be."""

    generation: int = 0
    """Counts what is known; a later one may show other pages."""
    revision: int = 0
    """Counts changes of inputs: what was read at an earlier one may be old."""
    is_changed: bool = True
    """Whether an input changed since what the pages were made from."""
    settled: frozenset[str] | None = frozenset()
    """Addresses that are settled; ``None``: all but those of `unsettled`."""
    unsettled: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    """Addresses of the pages of the report, as of the last draft."""
    early: Mapping[str, Path] = field(default_factory=dict)
    """Files of pages of a draft that is not whole yet, by address."""
    items: tuple[DeskItem, ...] = ()
    """What is wrong, by the last build that ended."""
    doing: str = "the first draft is being made"
    """What is being done, in words; empty when there is nothing to wait for."""

    def look_at(self, address: str) -> Look:
        """Return how an address is to be shown, from the site's root."""
        # A page that is not settled is not called faulty either: what is listed may be of an earlier state.
        faulty = any(one["severity"] == "error" and is_shown_at(one, address, self.pages) for one in self.items)
        state = ("faulty" if faulty else "settled") if self._is_settled(address) else "checking"
        return Look(state=state, early=self.early.get(address))

    def _is_settled(self, address: str) -> bool:
        if self.is_changed or address in self.unsettled:
            return False
        return self.settled is None or address in self.settled

    def change(self, doing: str) -> Situation:
        """Return the situation after an input has changed: nothing is settled, and what was known early is old."""
        return self._next(
            revision=self.revision + 1,
            is_changed=True,
            settled=frozenset(),
            unsettled=frozenset(),
            early={},
            doing=doing,
        )

    def show_early(
        self,
        pages: Collection[str],
        unsettled: Collection[str] | None,
        items: Collection[DeskItem],
        early: Mapping[str, Path],
    ) -> Situation:
        """Return the situation when the pages of a draft are complete and the rest of its site is not."""
        # With `None` any page may still change.
        settled = frozenset() if unsettled is None else frozenset(pages) - frozenset(unsettled)
        shown = {address: file for address, file in early.items() if address in settled}
        return self._next(is_changed=False, settled=settled, unsettled=frozenset(), items=tuple(items), early=shown)

    def show_built(
        self, pages: Collection[str], unsettled: Collection[str] | None, items: Collection[DeskItem]
    ) -> Situation:
        """Return the situation when a site is whole: all of it is settled unless some pages wait for runs."""
        # Evidence, lists and data hang on many notebooks: while one is running, only pages of the report are settled.
        waits = unsettled is None or bool(unsettled)
        kept = frozenset() if unsettled is None else frozenset(pages) - frozenset(unsettled)
        return self._next(
            is_changed=False,
            settled=kept if waits else None,
            unsettled=frozenset(unsettled or ()),
            pages=frozenset(pages),
            early={},
            items=tuple(items),
            doing="",
        )

    def show_refused(self, items: Collection[DeskItem]) -> Situation:
        """Return the situation when the report does not hold: an earlier site is shown, and none of it is settled."""
        return self._next(
            is_changed=False, settled=frozenset(), unsettled=frozenset(), early={}, items=tuple(items), doing=""
        )

    def say(self, doing: str) -> Situation:
        """Return the situation with other words for what is being done."""
        return self if doing == self.doing else self._next(doing=doing)

    def _next(self, **changes: object) -> Situation:
        return replace(self, generation=self.generation + 1, **changes)  # type: ignore[arg-type]
