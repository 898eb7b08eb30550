"""What the system refuses, as a complaint: a full disk, a missing permission, a name that is too long."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable

from figurecheck.model.errors import Complaint
from figurecheck.model.worded import as_phrase, phrase

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says where a disk, a quota or the largest size of a file is reached."""


def complain_of(error: OSError, *, then: str, name: Callable[[str], str] = str) -> Complaint:
    """Return a complaint about an error of the system.

    `then` is what follows once a full disk has space again, and `name` how a file is named to the user.

    >>> print(complain_of(OSError(errno.ENOSPC, "No space left on device"), then="run again"))
    the disk: no space left on device (free some and run again)
    """
    if error.errno in _FULL:
        # A copy names where it copies from before where to.
        place = name(os.fsdecode(error.filename2 or error.filename or "the disk"))
        return Complaint(
            place,
            (error.strerror or "full").lower(),
            phrase("free some and {then}", then=as_phrase(then)),
        )
    what = phrase("cannot be read or written: {error}", error=error.strerror or error)
    missing = isinstance(error, FileNotFoundError)
    remedy = "check that its folder exists" if missing else "check its permissions and the free disk space"
    remedy = "write another name where the report names it" if error.errno == errno.ENAMETOOLONG else remedy
    remedy = "take out the link that leads back to itself" if error.errno == errno.ELOOP else remedy
    return Complaint(name(os.fsdecode(error.filename or "a file")), what, remedy)
