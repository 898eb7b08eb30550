"""What the system refuses, as a complaint that names files as the report does."""

from __future__ import annotations

from pathlib import Path

from factbook.project.setting_values import CONFIG
from figurecheck.model.errors import Complaint
from figurecheck.settings import refused


def complain_of(error: OSError, *, then: str) -> Complaint:
    """Return a complaint about an error of the system; `then` is what follows once a full disk has space again."""
    return refused.complain_of(error, then=then, name=_name_from_report)


def _name_from_report(name: str) -> str:
    """Return the name of a file as its report has it; one that lies in none as it is."""
    path = Path(name)
    root = next((folder for folder in path.parents if path.is_absolute() and (folder / CONFIG).is_file()), None)
    return path.relative_to(root).as_posix() if root else name
