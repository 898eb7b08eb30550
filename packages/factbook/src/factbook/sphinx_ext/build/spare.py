"""A second folder with the files of the site: it takes what is new, and then changes places with the site.

Between two builds it holds the site before the last one. Of thousands of files a build then touches those that differ,
where a new folder would need a link to every other one.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path

from factbook.engine.file_state import COARSE_NS, RACY_NS, SECOND_NS
from factbook.engine.fingerprints import SeenFiles
from factbook.project.files import walk


class Spare:
    """The second folder of one site."""

    def __init__(self, folder: Path, site: Path) -> None:
        """Use `folder`, which is on the file system of `site`."""
        self.folder, self._site = folder, site

    def make(self) -> bool:
        """Fill it with links to the files of the site; return False where the file system has none."""
        self.remove()
        made: set[str] = set()
        try:
            self.folder.mkdir(parents=True)
            for name, _ in walk(str(self._site)):
                self._make_parent(name, made)
                os.link(f"{self._site}/{name}", f"{self.folder}/{name}")
        except OSError:
            self.remove()
            return False
        return True

    def see_folders(self, paths: Iterable[str]) -> dict[str, str]:
        """Return what shows that nothing came or went in each of these folders that there is, by its path.

        Nothing does of one that changed just now.
        """
        seen: dict[str, str] = {}
        for path in paths:
            with suppress(FileNotFoundError):
                seen[path] = _see(os.stat(f"{self.folder}/{path}"))  # noqa: PTH116 - paths are texts here
        return seen

    def catch_up(self, files: SeenFiles, differing: Sequence[str], folders: Mapping[str, str]) -> bool:
        """Make it the same as the site, whose `files` were recorded, given the names of those that differ.

        `folders` are those of the spare folder as they were seen after the last build. Return False where it then is
        not the same, by the inodes that were recorded: such a folder is removed.
        """
        made: set[str] = set()
        try:
            # A look at each of thousands of names takes longer than all else.
            is_as_left = bool(folders) and all(folders.values()) and folders == self.see_folders(folders)
            for name in differing:
                self._leave_out(name)
            for name in differing:
                if name in files:
                    self._make_parent(name, made)
                    os.link(f"{self._site}/{name}", f"{self.folder}/{name}")
            if is_as_left:
                return True
            # A build that was ended half-way, or somebody else, may have left it in any state.
            found = {name: entry.inode() for name, entry in walk(str(self.folder))}
            if found == files.find_inodes():
                return True
        except OSError:
            pass
        self.remove()
        return False

    def take(self, new: Path, names: Iterable[str], *, stale: Set[str]) -> None:
        """Take the files `names` out of `new` in the place of its own, and leave out those that are `stale`."""
        for name in stale:
            self._leave_out(name)
        made: set[str] = set()
        for name in names:
            self._make_parent(name, made)
            # Renamed and never written into: it may be a link to a file of the site.
            os.replace(new / name, f"{self.folder}/{name}")  # noqa: PTH105

    def remove(self) -> None:
        """Remove it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _leave_out(self, name: str) -> None:
        """Remove a file, and the folders that are empty without it."""
        path = self.folder / name
        path.unlink(missing_ok=True)
        with suppress(OSError):
            while (path := path.parent) != self.folder:
                path.rmdir()

    def _make_parent(self, name: str, made: set[str]) -> None:
        parent = name.rpartition("/")[0]
        if parent not in made:
            Path(self.folder, parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)


def find_folders(files: Iterable[str]) -> set[str]:
    """Return the folders of some files from the root of a site, that root among them, which is empty."""
    paths = {"", *(file.rpartition("/")[0] for file in files)}
    for path in [*paths]:
        while path := path.rpartition("/")[0]:
            paths.add(path)
    return paths


def _see(folder: os.stat_result) -> str:
    """Return what shows that nothing came or went in a folder; empty where its clock could not tell."""
    # Where it is moved its `ctime` changes, and no name in it, so that of a new spare folder says nothing of its age.
    tick = 0 if folder.st_mtime_ns % SECOND_NS else COARSE_NS
    is_settled = folder.st_mtime_ns + tick < time.time_ns() - RACY_NS
    return f"{folder.st_ino} {folder.st_mtime_ns} {folder.st_ctime_ns}" if is_settled else ""
