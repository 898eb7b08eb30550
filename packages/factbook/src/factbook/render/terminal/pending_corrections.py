"""The list of changes that an editor must confirm, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factbook.editions.history import Change, group_changes
from factbook.model.edition import Cause, SealedChange
from factbook.render.values import show_pair


def pending_lines(changes: Iterable[Change], *, waiting: int) -> list[str]:
    """Return for each cause its class and reason, and the changes with old and new value and where readers see them."""
    groups = group_changes(changes)
    lines = [line for group in groups for line in _lines(group)]
    reasons = sum(any(one.confirmation is None for one in group) for group in groups)
    asked = f", by {reasons} reason{'' if reasons == 1 else 's'}" if reasons and reasons != waiting else ""
    return [*lines, f"{waiting or 'No'} change{'' if waiting == 1 else 's'} to confirm{asked}."]


def _lines(group: list[Change]) -> Iterator[str]:
    first = group[0]
    state = f"{first.kind}: {first.reason}" if first.confirmation else f"proposed as {first.kind}"
    if len(group) == 1:
        yield f"{first.sealed.edition}: {_what(first.sealed)}; {state}"
        yield from _printings(first.sealed)
        return
    yield f"{first.sealed.edition}: {len(group)} changes with one cause; {state}"
    for change in group:
        yield f"  {_what(change.sealed)}"
        yield from (f"  {line}" for line in _printings(change.sealed))


def _what(one: SealedChange) -> str:
    return f"{one.statistic}{_values(one)} ({show_causes(one.causes)})"


def show_causes(causes: Sequence[Cause]) -> str:
    """Return causes for an editor; several that did it together as one."""
    named = ", ".join(cause for cause in causes if cause is not Cause.TOGETHER)
    return f"{Cause.TOGETHER}: {named}" if Cause.TOGETHER in causes else named


def _printings(change: SealedChange) -> Iterator[str]:
    for printing in change.printings:
        where = "" if printing.where == "prose" else f" ({printing.where})"
        after = f" → ‘{printing.after}’" if printing.after else ""
        yield f"  {printing.file}{where}: ‘{printing.before}’{after} {printing.fate}"


def _values(change: SealedChange) -> str:
    if change.before is None or change.after is None:
        return ""
    before, after = show_pair(change.before, change.after, (change.before_unit, change.after_unit))
    return f": {before} → {after}"
