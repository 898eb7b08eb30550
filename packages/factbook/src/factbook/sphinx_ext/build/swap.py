"""Put a folder in the place of another, in one step where the system can."""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from pathlib import Path

AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Options of Linux's ``renameat2``: relative to the working directory; exchange two folders in one step."""
OLD = ".html-old-"


def swap_folders(new: Path, site: Path) -> None:
    """Put `new` in the place of `site`, in one step where the system can; else with the old one put back on failure.

    What cannot be removed of the old one stays beside it, and the next build tries again (`remove_leftovers`).
    """
    # Once the new site is in its place, the build has done what it is for, whoever holds on to the old one.
    if site.exists() and exchange_folders(new, site):
        shutil.rmtree(new, ignore_errors=True)
        return
    old = Path(tempfile.mkdtemp(prefix=OLD, dir=site.parent))
    if site.exists():
        os.rename(site, old / "html")
    try:
        os.rename(new, site)
    except OSError:
        if (old / "html").exists():
            os.rename(old / "html", site)
        raise
    shutil.rmtree(old, ignore_errors=True)


def exchange_folders(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False if the system or file system cannot."""
    try:
        # Python has no function for it (os.rename cannot exchange). glibc has it since 2.28; other C libraries may not.
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return bool(renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)
