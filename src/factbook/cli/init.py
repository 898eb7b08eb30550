"""A small report to start from: what `factbook init` writes."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from factbook.model.errors import Complaint, ProjectError

TEMPLATE = Path(__file__).parent / "starter"
"""The files of the small report; in its ``requirements.txt``, ``{version}`` is replaced by the installed version."""


def write_starter(target: Path) -> list[Path]:
    """Write the small report into `target`, a folder that is empty or does not exist yet, and return the files written.

    Raises ProjectError when the folder is not empty, or cannot be written to.
    """
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            remedy = "name a folder that is empty or does not exist"
            raise ProjectError(Complaint(place=str(target), what="is not empty", remedy=remedy))
        return list(_copy(target))
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        complaint = Complaint(place=str(error.filename or target), what=what, remedy="name another folder")
        raise ProjectError(complaint) from error


def _copy(target: Path) -> Iterator[Path]:
    for source in sorted(path for path in TEMPLATE.rglob("*") if path.is_file()):
        path = target / source.relative_to(TEMPLATE)
        path.parent.mkdir(parents=True, exist_ok=True)
        # bytes, so that line ends and pictures stay what they are on every system
        content = source.read_bytes()
        if path.name == "requirements.txt":
            # the report is built in CI by the factbook that wrote it, until an editor raises the version
            content = content.replace(b"{version}", version("factbook").encode())
        path.write_bytes(content)
        yield path
