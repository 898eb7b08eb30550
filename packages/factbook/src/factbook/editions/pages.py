"""Pages that one edition has and the next has not: removed, or moved to another address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from factbook.editions.history import PAGE
from factbook.editions.match_claims import Pair
from factbook.model.edition import Cause, Edition, Fate, Kind, Printing, SealedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChange:
    """A page that was removed, or that has another address now."""

    file: str
    title: str
    now: str = ""
    """The file that it was moved to; empty for a page that was removed."""

    @property
    def fate(self) -> Fate:
        """What became of it."""
        return Fate.MOVED if self.now else Fate.GONE


def find_page_changes(before: Edition, after: Edition, pairs: Iterable[Pair]) -> Iterator[PageChange]:
    """Yield each page of the earlier edition that the later one has not; `pairs` are the printed figures of both.

    A page was moved if a new page has the same text, or at least half of its figures, or else its title.
    """
    there = after.titles.keys() | after.texts.keys()
    new = {file for file in _pages(after) if file not in before.texts and file not in before.titles}
    found = [(old.file, now.file) for old, now in pairs if old is not None and now is not None]
    for file in _pages(before):
        if file not in there:
            title = before.titles.get(file, "")
            yield PageChange(file=file, title=title, now=_find_present(file, before, after, new, Counter(found)))


def _pages(edition: Edition) -> list[str]:
    """Return the pages of an edition; one of an earlier format lists its pages among other texts."""
    return sorted(edition.titles) or sorted(file for file in edition.texts if file.endswith(".md"))


def _find_present(
    file: str, before: Edition, after: Edition, new: Iterable[str], found: Mapping[tuple[str, str], int]
) -> str:
    figures = sum(one.file == file for one in before.claims.values())
    title = before.titles.get(file)
    # The surest sign first: two pages may have the same title, and a page may have been split.
    tests = (
        lambda other: after.texts.get(other) == before.texts.get(file),
        lambda other: figures and found.get((file, other), 0) * 2 >= figures,
        lambda other: title and after.titles.get(other) == title,
    )
    return next((other for test in tests for other in sorted(new) if test(other)), "")


def seal_page_change(change: PageChange, *, edition: str, previous: str, day: str) -> SealedChange:
    """Return the change of a page as an edition keeps it."""
    printing = Printing(
        file=change.now or change.file, where=PAGE, fate=change.fate, before=change.file, after=change.now
    )
    return SealedChange(
        edition=edition,
        previous=previous,
        day=day,
        statistic=change.file,
        label=change.title,
        kind=Kind.CLARIFICATION if change.now else Kind.WITHDRAWAL,
        causes=(Cause.MOVED if change.now else Cause.REMOVED,),
        printings=(printing,),
        group=change.file,
    )


def find_moved_pages(changes: Iterable[SealedChange]) -> dict[str, str]:
    """Return the present file of each page that was moved, also more than once; `changes` are latest first."""
    found: dict[str, str] = {}
    # Latest first: a page that was moved twice is found at its present address by the time that the first move is read.
    for change in changes:
        for one in change.printings:
            if one.where == PAGE and one.fate is Fate.MOVED:
                found[one.before] = found.get(one.after, one.after)
    return found
