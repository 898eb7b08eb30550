"""Approvals made of figures that somebody has looked at, and the reasons why one is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from factbook.project.authors import LineState, Person
from factbook.report.desk.approval import Approval, Method, make_approval
from factbook.report.desk.files import add_approvals
from factbook.report.desk.risk_queue import Level, QueueItem
from factbook.report.desk.shown import find_unseen
from figurecheck.model.errors import Complaint, ProjectError, complain_all


def approve(
    root: Path,
    items: Sequence[QueueItem],
    how: Method,
    note: str = "",
    *,
    me: Person | None = None,
    shown: Collection[str] = (),
) -> list[Path]:
    """Write an approval for each figure, and return the files.

    Raises ProjectError, and writes nothing, where one is refused: it does not hold, `me` has approved it already, or
    it is none of what was `shown`, if that is known (`digest_shown`).
    """
    unseen = find_unseen(items, shown) if shown else ()
    complain_all(ProjectError, [*check_note(how, note), *unseen, *find_refused(items, me)])
    # All are checked before the first is written, so that a refused one leaves no half of the work behind.
    added: dict[str, list[Approval]] = {}
    for item in items:
        added.setdefault(item.figure.page, []).append(make_approval(item.figure, how, note))
    return add_approvals(root, added)


def check_note(how: Method, note: str) -> Iterator[Complaint]:
    """Yield a complaint for an answer of which nobody can see who gave it."""
    if how is Method.ASKED and not note.strip():
        yield Complaint(place="--note", what="is empty", remedy="say whom you asked, and when")


class Refusal(StrEnum):
    """Why a figure cannot be approved."""

    FALSE = "false"
    """It does not hold."""
    OWN = "own"
    """The person has approved it already."""
    UNCOMMITTED = "uncommitted"
    """Whoever commits the line that is there will have approved it; a second one would say no more."""


_REFUSALS = {
    Refusal.FALSE: ("does not hold", "mend it first"),
    Refusal.OWN: ("is approved by you already", "leave it out"),
    Refusal.UNCOMMITTED: ("is approved already, and that is not committed", "commit it, or leave it out"),
}


def find_refusal(item: QueueItem, me: Person | None) -> Refusal | None:
    """Return why `me` cannot approve a figure; ``None`` if nothing is against it."""
    if item.level is Level.FALSE:
        return Refusal.FALSE
    if me is not None and any(me.is_same(one) for one in item.standing.people):
        return Refusal.OWN
    return Refusal.UNCOMMITTED if item.standing.count(LineState.UNCOMMITTED) else None


def find_refused(items: Iterable[QueueItem], me: Person | None) -> Iterator[Complaint]:
    """Yield a complaint for each figure that cannot be approved."""
    for item in items:
        refusal = find_refusal(item, me)
        if refusal is None:
            continue
        what, remedy = _REFUSALS[refusal]
        contradicted = next((one.reason for one in item.finding.contradictions), "")
        why = f": {contradicted or item.finding.reason}" if refusal is Refusal.FALSE else ""
        yield Complaint(place=f"{item.figure.place}", what=f"‘{item.figure.printed}’ {what}{why}", remedy=remedy)
