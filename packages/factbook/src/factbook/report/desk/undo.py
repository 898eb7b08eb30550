"""Approvals taken back before anybody has committed them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from factbook.project.authors import Authors, LineState
from factbook.report.desk.files import remove_approvals
from factbook.report.desk.risk_queue import QueueItem
from figurecheck.model.errors import Complaint, ProjectError, complain_all

_OPEN = LineState.UNCOMMITTED


def undo_approvals(root: Path, items: Sequence[QueueItem], authors: Authors) -> list[Path]:
    """Remove the approvals of figures as they stand that are not committed, and return the files.

    Raises ProjectError, and writes nothing, where a figure has none: what is committed is taken back by a commit.
    It does so as well where git does not say what is.
    """
    if authors.is_refused:
        remedy = "let git read the repository: without it nobody knows which approvals are committed"
        raise ProjectError(Complaint(place="git", what=authors.trouble, remedy=remedy))
    open_ = {item.figure.id: [one for one in item.standing.current if one.state is _OPEN] for item in items}
    remedy = "what is committed is taken back by git revert, or by a commit that removes its line"
    complain_all(
        ProjectError,
        (
            Complaint(
                place=f"{item.figure.place}",
                what=f"‘{item.figure.printed}’ has no approval that is not committed",
                remedy=remedy,
            )
            for item in items
            if not open_[item.figure.id]
        ),
    )
    # Equal figures in equal sentences have the same.
    each = {id(one): one.approval for found in open_.values() for one in found}
    return remove_approvals(root, each.values())
