"""Git, as a program: the one place that runs it."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from figurecheck.model.errors import EditionError

_REMEDY = "commit the report with git, and name a revision that `git rev-parse` knows"


# A hook sets these for the repository that it runs in, with paths that hold for its own folder alone.
_POINTERS = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
    "GIT_NAMESPACE", "GIT_SHALLOW_FILE",
)  # fmt: skip
_PATHS = ("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS")
"""What would have git read the paths that it is given in another way."""


def run_git(root: Path, *arguments: str, place: str, given: bytes = b"") -> bytes:
    """Return what git prints for a folder; `place` is what a complaint names, `given` what it reads.

    Raises EditionError where git is not installed, or refuses.
    """
    try:
        # Objects are what their names say: a replaced commit could name any author.
        command = ["git", "--no-replace-objects", "-C", str(root), *arguments]
        done = subprocess.run(  # noqa: S603
            command, input=given, capture_output=True, check=False, env=_find_environment(root)
        )
    except FileNotFoundError as error:
        raise EditionError.about(place, "git is not installed", _REMEDY) from error
    if done.returncode:
        messages = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no such revision"]
        # in parentheses git adds where it looked; a complaint ends with the remedy in its own
        what = messages[0].removeprefix("fatal: ").partition(" (")[0]
        raise EditionError.about(place, what, _REMEDY)
    return done.stdout


def commit_command(root: Path, path: str, *, options: str = "") -> str:
    """Return what to type in the current directory to commit all below a path of a report."""
    there = os.path.relpath(root)
    git = "git" if there == os.curdir else f"git -C {shlex.quote(there)}"
    return f"{git} add {path} && {git} commit{options}"


def _find_environment(root: Path) -> dict[str, str]:
    """Return the variables for git: those that name a repository only where the folder is in none of its own."""
    folder = root.resolve()
    has_own = any((one / ".git").exists() for one in (folder, *folder.parents))
    left_out = {*_PATHS, *(_POINTERS if has_own else ())}
    given = {name: value for name, value in os.environ.items() if name not in left_out}
    # Grafts cut a history off as a shallow clone does, and nothing tells the two apart from a first commit.
    return {**given, "GIT_GRAFT_FILE": f"{os.devnull}/none"}
