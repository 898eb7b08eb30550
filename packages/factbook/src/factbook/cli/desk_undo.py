"""What `approve --undo` does: takes back approvals that are not committed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import alone, name_from_root
from figurecheck.model.errors import ProjectError

if TYPE_CHECKING:
    from factbook.project.authors import Authors
    from factbook.report.desk.risk_queue import DeskQueue


def take_back(root: Path, queue: DeskQueue, names: Sequence[str], authors: Authors) -> None:
    """Remove the approvals of some figures that are not committed, and say so. Raises ProjectError."""
    from factbook.report.desk.approve import undo_approvals
    from factbook.report.desk.risk_queue import find_all_items

    if not names:
        raise ProjectError.about("FIGURE", "is missing: of which is the approval to be taken back?")
    items = find_all_items(queue, [name_from_root(root, name) for name in names])
    with alone(root, "book/approvals"):
        paths = undo_approvals(root, items, authors)
    for item in items:
        click.echo(f"{item.figure.place}: ‘{item.figure.printed}’ is not approved any more")
    click.echo(f"Wrote {', '.join(path.as_posix() for path in paths)}.")
