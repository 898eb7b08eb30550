"""What the system refuses, as a complaint: a full disk, a missing permission, a name that is too long."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from factbook.model.errors import Complaint
from factbook.model.worded import as_phrase, phrase
from factbook.project.setting_values import CONFIG

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says where a disk, a quota or the largest size of a file is reached."""


def complain_of(error: OSError, *, then: str) -> Complaint:
    """Return a complaint about an error of the system; `then` is what follows once a full disk has space again.

    >>> print(complain_of(OSError(errno.ENOSPC, "No space left on device"), then="run again"))
    the disk: no space left on device (free some and run again)
    """
    if error.errno in _FULL:
        # A copy names where it copies from before where to.
        place = _from_report(error.filename2 or error.filename or "the disk")
        return Complaint(
            place=place,
            what=(error.strerror or "full").lower(),
            remedy=phrase("free some and {then}", then=as_phrase(then)),
        )
    what = phrase("cannot be read or written: {error}", error=error.strerror or error)
    missing = isinstance(error, FileNotFoundError)
    remedy = "check that its folder exists" if missing else "check its permissions and the free disk space"
    remedy = "write another name where the report names it" if error.errno == errno.ENAMETOOLONG else remedy
    remedy = "take out the link that leads back to itself" if error.errno == errno.ELOOP else remedy
    return Complaint(place=_from_report(error.filename or "a file"), what=what, remedy=remedy)


def _from_report(name: object) -> str:
    """Return the name of a file as its report has it; one that lies in none as it is."""
    path = Path(os.fsdecode(name) if isinstance(name, bytes) else str(name))
    root = next((folder for folder in path.parents if path.is_absolute() and (folder / CONFIG).is_file()), None)
    return path.relative_to(root).as_posix() if root else str(path)
