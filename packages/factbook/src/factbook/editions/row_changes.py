"""Which rows of a table changed between two editions; of a large table, which blocks of rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from factbook.model.edition import Cause, Edition, SealedBlock, SealedRow, SealedTable

NO_BLOCK = SealedBlock(count=0, digest="", keys="")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """A row, or a block of rows, that was added, withdrawn or revised between two editions."""

    table: str
    key: str
    """Of the row; of a block what the keys of its rows begin with, ``*`` for all rows."""
    cause: Cause
    """Of a block, what its number of rows tells: rows may have been revised or exchanged besides."""
    same_source: bool = False
    """Whether the revised row has the same source as before."""
    expected: bool = False
    """Whether it is revised in a table that its producer revises."""
    unused: bool = False
    """Whether `dataset` returns another row in its place."""
    counts: tuple[int, int] | None = None
    """Of a block: how many rows it had, and has."""

    @property
    def was_wrong(self) -> bool:
        """Whether it was revised, and not by its producer as far as is known: so it was copied wrongly before."""
        return (self.same_source or self.revised_unseen) and not self.expected

    @property
    def revised_unseen(self) -> bool:
        """Whether rows of a block were revised, from which source nobody knows."""
        return self.counts is not None and self.cause is Cause.REVISED

    @property
    def shown(self) -> str:
        """The key of a row; what is known of a block."""
        if self.counts is None:
            return self.key
        before, after = self.counts
        name = "all rows" if self.key == "*" else f"block {self.key}"
        return f"{name}: {before:,} rows → {after:,}" if before != after else f"{name}: some of {after:,} rows"


def find_row_changes(name: str, before: Edition, after: Edition) -> Iterator[RowChange]:
    """Yield the changes of the rows of a table."""
    old, new = (edition.tables.get(name, SealedTable(digest="")) for edition in (before, after))
    if old.digest == new.digest:
        return
    in_blocks, living = bool(old.divided or new.divided), new.revises
    for unused, earlier, later in ((False, old.rows, new.rows), (True, old.others, new.others)):
        # Of a table in blocks a row is sealed while a statistic rests on it, so one that is missing may still be there.
        keys = [key for key in later if key in earlier] if in_blocks else dict.fromkeys([*later, *earlier])
        for key in keys:
            change = _row_change(name, key, earlier.get(key), later.get(key), unused=unused)
            if change is not None:
                yield replace(change, expected=living)
    if in_blocks:
        yield from (replace(change, expected=living) for change in _block_changes(name, old, new))


def _row_change(name: str, key: str, old: SealedRow | None, new: SealedRow | None, *, unused: bool) -> RowChange | None:
    if old is None or new is None:
        cause = Cause.WITHDRAWN if new is None else Cause.APPENDED
        return RowChange(table=name, key=key, cause=cause, unused=unused)
    if old.digest == new.digest:
        return None
    # the publisher did not revise it, so it was copied wrongly the first time (see `propose_kind`)
    same = bool(new.source) and new.source == old.source
    return RowChange(table=name, key=key, cause=Cause.REVISED, same_source=same, unused=unused)


def _block_changes(name: str, old: SealedTable, new: SealedTable) -> Iterator[RowChange]:
    """Yield the blocks that differ; where the editions divide the table otherwise, only its number of rows compares."""
    if old.divided != new.divided:
        if old.count != new.count:
            yield _block_change(name, "*", old.count, new.count)
        return
    for key in dict.fromkeys([*new.blocks, *old.blocks]):
        earlier, later = old.blocks.get(key, NO_BLOCK), new.blocks.get(key, NO_BLOCK)
        if earlier != later:
            yield _block_change(name, key, earlier.count, later.count)


def _block_change(name: str, key: str, before: int, after: int) -> RowChange:
    cause = Cause.REVISED if before == after else Cause.APPENDED if after > before else Cause.WITHDRAWN
    return RowChange(table=name, key=key, cause=cause, counts=(before, after))
