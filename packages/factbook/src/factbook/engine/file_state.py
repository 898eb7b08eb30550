"""Compare a file with how it was last seen; all of factbook does so by this module.

Only content and rights count. A file whose size, times and inode are those that were seen is not read again.
"""

from __future__ import annotations

import os
import time
from collections import namedtuple
from collections.abc import Mapping

from factbook.project.files import digest_file

RACY_NS = 50_000_000
"""A file that changed so shortly before it was looked at may change again within one tick of the clock."""
LAG_NS = 10_000_000
"""How far the time of a file may lag behind the clock: Linux ticks every 10 ms at the slowest (``CONFIG_HZ=100``)."""
SECOND_NS = 1_000_000_000
COARSE_NS = 2 * SECOND_NS
"""The tick of file systems that note times in whole seconds: two seconds for FAT, one for ext3 and others."""
_DOUBTED = -1
"""An inode that no file has."""


# A dataclass or a typing.NamedTuple would say the same in fewer lines; a build that has nothing to do loads neither.
class FileState(namedtuple("FileState", "size mtime_ns inode ctime_ns mode digest")):
    """A file as it was seen: its digest, and what shows without reading it that it was not touched since."""

    __slots__ = ()

    size: int
    mtime_ns: int
    inode: int
    ctime_ns: int
    """Moves with every change of content, name or rights, and no program can set it back as it can the other time."""
    mode: int
    """Its kind, and who may read, write or start it: a notebook may ask for that."""
    digest: str
    """SHA-256 of its content, in hexadecimal; empty for a folder."""

    @classmethod
    def read(cls, line: str) -> FileState:
        """Return the state that a line was made of."""
        size, mtime, inode, ctime, mode, digest = line.split(" ")
        return cls(int(size), int(mtime), int(inode), int(ctime), int(mode), digest)

    @property
    def line(self) -> str:
        """It as a text, of which a record of thousands of files is read in half of the time."""
        return " ".join(map(str, self))

    def is_untouched(self, found: os.stat_result) -> bool:
        """Return whether size, times and inode are those that were seen."""
        return self[:5] == marks_of(found)


DOUBTED = FileState(0, 0, _DOUBTED, 0, 0, "")
"""The state of a file of which nothing is known: none is as seen."""


def marks_of(found: os.stat_result) -> tuple[int, int, int, int, int]:
    """Return what shows that a file was not touched, without reading it: its size, times, inode and rights."""
    return found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns, found.st_mode


def begin_of_line(found: os.stat_result) -> str:
    """Return what `FileState.line` begins with if the file was not touched."""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino} {found.st_ctime_ns} {found.st_mode} "


def changed_since(found: os.stat_result, moment: int) -> bool:
    """Return whether a file may have changed at a moment, in nanoseconds since 1970, or later."""
    # Programs set the time of a file to whole seconds, too, but not when the system last saw it change.
    tick = 0 if found.st_ctime_ns % SECOND_NS else COARSE_NS
    # One that is yet to come was set by a program, and would make every moment one of a change.
    is_to_come = found.st_mtime_ns > time.time_ns()
    return max(0 if is_to_come else found.st_mtime_ns, found.st_ctime_ns + tick) >= moment


def is_racy(found: os.stat_result) -> bool:
    """Return whether a file changed so recently that it may change again and keep size and times."""
    return changed_since(found, time.time_ns() - RACY_NS)


def is_as_seen(path: str | os.PathLike[str], state: FileState, found: os.stat_result | None = None) -> bool:
    """Return whether a file is as it was seen; it is read only where it may have been touched.

    `found` is what `os.stat` returns for it now, where the caller has that already. Raises OSError when the file is
    gone, or is a folder that was touched.
    """
    found = found or os.stat(path)  # noqa: PTH116 - paths may be texts here
    same = (found.st_size, found.st_mode) == (state.size, state.mode)
    return state.is_untouched(found) or (same and digest_file(path) == state.digest)


def is_as_line_says(path: str, line: str) -> bool:
    """Return whether a file is there, and as it was when `FileState.line` was written; it is read only as above."""
    # Plain strings and one stat(), since this runs for each file of a site.
    try:
        found = os.stat(path)  # noqa: PTH116
        return line.startswith(begin_of_line(found)) or is_as_seen(path, FileState.read(line), found)
    except OSError:
        return False


def are_all_as_seen(root: str | os.PathLike[str], files: Mapping[str, FileState]) -> bool:
    """Return whether files below a folder are as they were seen; those that lie elsewhere have absolute names."""
    try:
        return all(is_as_seen(os.path.join(root, name), state) for name, state in files.items())  # noqa: PTH118
    # One is gone.
    except OSError:
        return False


def see_file(path: str | os.PathLike[str], known: FileState | None = None) -> FileState:
    """Look at one file, which is read unless it is as `known`."""
    # `stat` before reading: a change during the reading then has a later time than the one recorded.
    found = os.stat(path)  # noqa: PTH116
    return known if known is not None and known.is_untouched(found) else note_state(found, digest_file(path))


def note_state(found: os.stat_result, digest: str) -> FileState:
    """Return the state of a file for later: one that changed just now is noted so that it is read again next time."""
    size, mtime, inode, ctime, mode = marks_of(found)
    return FileState(size, mtime, _DOUBTED if is_racy(found) else inode, ctime, mode, digest)
