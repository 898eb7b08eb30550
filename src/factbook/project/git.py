"""Git, as a program: the one place that runs it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from factbook.model.errors import Complaint, EditionError

_REMEDY = "commit the report with git, and name a revision that `git rev-parse` knows"


def run_git(root: Path, *arguments: str, place: str, given: bytes = b"") -> bytes:
    """Return what git prints for a folder; `place` is what a complaint names, `given` what it reads.

    Raises EditionError where git is not installed, or refuses.
    """
    try:
        # Objects are what their names say: a replaced commit could name any author.
        command = ["git", "--no-replace-objects", "-C", str(root), *arguments]
        done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError as error:
        raise EditionError(Complaint(place=place, what="git is not installed", remedy=_REMEDY)) from error
    if done.returncode:
        messages = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no such revision"]
        # in parentheses git adds where it looked; a complaint ends with the remedy in its own
        what = messages[0].removeprefix("fatal: ").partition(" (")[0]
        raise EditionError(Complaint(place=place, what=what, remedy=_REMEDY))
    return done.stdout
