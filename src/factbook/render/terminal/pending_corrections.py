"""The list of changes that an editor must confirm, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factbook.editions.changes import Change
from factbook.model.edition import SealedChange
from factbook.render.values import show_pair


def pending_lines(changes: Iterable[Change], *, waiting: int) -> list[str]:
    """Return for each change its old and new value, causes, class and reason, and where readers see it."""
    lines = [line for change in changes for line in _lines(change)]
    return [*lines, f"{waiting or 'No'} change{'' if waiting == 1 else 's'} to confirm."]


def _lines(change: Change) -> Iterator[str]:
    one = change.sealed
    state = f"{change.kind}: {change.reason}" if change.confirmation else f"proposed as {change.kind}"
    yield f"{one.edition}: {one.statistic}{_values(one)} ({', '.join(one.causes)}); {state}"
    for printing in one.printings:
        where = "" if printing.where == "prose" else f" ({printing.where})"
        yield f"  {printing.file}{where}: ‘{printing.before}’ → ‘{printing.after}’ {printing.fate}"


def _values(change: SealedChange) -> str:
    if change.before is None or change.after is None:
        return ""
    before, after = show_pair(change.before, change.after, (change.before_unit, change.after_unit))
    return f": {before} → {after}"
