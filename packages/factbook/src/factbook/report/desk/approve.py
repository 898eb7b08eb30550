"""Approvals made of figures that somebody has looked at, and taken back before anybody has committed them.

Only what was shown can be approved: what somebody sees of a figure has a digest.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from factbook.project.authors import Authors, LineState, Person
from factbook.project.files import digest_content
from factbook.report.desk.approvals import Approval, Method, add_approvals, make_approval, remove_approvals, write_value
from factbook.report.desk.risk_queue import Level, QueueItem
from figurecheck.model import RowSet
from figurecheck.model.errors import Complaint, ProjectError, complain_all
from figurecheck.verdicts.last_step import keep_used_rows

SHOWN_ROWS = 12
"""How many rows of one set are shown."""
_LENGTH = 16


def find_rows(item: QueueItem) -> tuple[RowSet, ...]:
    """Return the rows that a figure hangs on."""
    statistic, row = item.finding.statistic, item.finding.row
    if statistic is not None:
        return keep_used_rows(statistic).rows
    return () if row is None else (row,)


def digest_shown(item: QueueItem) -> str:
    """Return a digest of a figure's sentence, verdict, value, code, rows and sources.

    Its place is not among them, nor is who approved it: neither changes what there is to look at.
    """
    figure, finding = item.figure, item.finding
    statistic = finding.statistic
    rows = [[one.table_name, one.columns, one.rows[:SHOWN_ROWS], one.count] for one in find_rows(item)]
    seen = [
        figure.statistic,
        figure.printed,
        " ".join(figure.text.split()),
        figure.heads,
        figure.verdict,
        finding.reason,
        write_value(figure),
        figure.unit,
        figure.population,
        [statistic.period, statistic.note, statistic.cell.code if statistic.cell else ""] if statistic else [],
        rows,
        item.sources,
    ]
    # Cells of rows may be decimals and dates.
    return digest_content(json.dumps(seen, default=str))[:_LENGTH]


def find_unseen(items: Iterable[QueueItem], shown: Collection[str]) -> Iterator[Complaint]:
    """Yield a complaint for each figure that is not as it was shown; `shown` are digests of what somebody has seen."""
    for item in items:
        if digest_shown(item) not in shown:
            what = f"‘{item.figure.printed}’ has changed since it was shown: its sentence, value, rows or verdict"
            yield Complaint(f"{item.figure.place}", what, "read it as it is now, and approve that")


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
        yield Complaint("--note", "is empty", "say whom you asked, and when")


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
        yield Complaint(f"{item.figure.place}", f"‘{item.figure.printed}’ {what}{why}", remedy)


_OPEN = LineState.UNCOMMITTED


def undo_approvals(root: Path, items: Sequence[QueueItem], authors: Authors) -> list[Path]:
    """Remove the approvals of figures as they stand that are not committed, and return the files.

    Raises ProjectError, and writes nothing, where a figure has none: what is committed is taken back by a commit.
    It does so as well where git does not say what is.
    """
    if authors.is_refused:
        remedy = "let git read the repository: without it nobody knows which approvals are committed"
        raise ProjectError.about("git", authors.trouble, remedy)
    open_ = {item.figure.id: [one for one in item.standing.current if one.state is _OPEN] for item in items}
    remedy = "what is committed is taken back by git revert, or by a commit that removes its line"
    complain_all(
        ProjectError,
        (
            Complaint(
                f"{item.figure.place}",
                f"‘{item.figure.printed}’ has no approval that is not committed",
                remedy,
            )
            for item in items
            if not open_[item.figure.id]
        ),
    )
    # Equal figures in equal sentences have the same.
    each = {id(one): one.approval for found in open_.values() for one in found}
    return remove_approvals(root, each.values())
