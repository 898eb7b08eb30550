"""What of the last site need not be made again: taken over file by file, when nothing that it shows has changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from factbook.project.file_state import FileState, is_as_seen, see_file
from factbook.project.files import digest_file
from factbook.project.fingerprints import SITE, Files, SiteRecord, are_unchanged, see_site, write_record


class Carry:
    """The last site, and what is known of it; a site under way takes from it what it can.

    Files are linked, not copied, so whoever writes a file anew must not write into one that was taken over.
    """

    def __init__(
        self, root: Path, *, stamp: str, record: SiteRecord | None = None, inputs: Files | None = None
    ) -> None:
        """Take over from the site of `record`, if it was made by the same factbook with the same settings.

        `inputs` are the files that the report was made of, as they were before any of them was read.
        """
        self._root, self._site = root, root / SITE
        self._record = record if record is not None and record.stamp == stamp else None
        self.stamp = stamp
        self.inputs = inputs or {}
        self.warned = False
        """Whether something was said while pages were read or written, that must be said again in the next build."""
        self.shown: set[str] = set()
        """Files that pages bring in, from the root; of those that are no inputs by themselves, `save` makes some."""
        self.can_be_trusted = False
        """After `save`: whether what was made is what the inputs say."""
        self.marks: dict[str, str] = {}
        self._taken: dict[str, str] = {}
        self._made: set[Path] = set()

    @property
    def can_take(self) -> bool:
        """Whether there is a site to take from."""
        return self._record is not None

    def is_known(self, name: str, mark: str) -> bool:
        """Note the mark of a part, and say whether the last site has the same."""
        self.marks[name] = mark
        return self._record is not None and self._record.marks.get(name) == mark

    def take(self, name: str, mark: str, files: Sequence[str], into: Path) -> bool:
        """Take the files of a part over, if its mark is known and none of them was touched since it was made."""
        if not self.is_known(name, mark):
            return False
        done: list[Path] = []
        for file in files:
            if not self._take_file(file, into / file):
                for path in done:
                    path.unlink()
                return False
            done.append(into / file)
        return True

    def digest_of(self, file: str) -> str:
        """The digest of an input as it was seen before the build, else as it is; empty if it is not there."""
        state = self.inputs.get(file)
        if state is not None:
            return state.digest
        return digest_file(self._root / file) if (self._root / file).is_file() else ""

    def find(self, prefix: str) -> list[str]:
        """The files that the last site has below a folder, as recorded."""
        return [] if self._record is None else [name for name in self._record.files if name.startswith(prefix)]

    def read(self, file: str) -> Path | None:
        """Give a file of the last site, if it is as it was made."""
        return self._site / file if self._is_whole(file) else None

    def save(self, *, complete: bool, said: str = "", warnings: int = 0) -> None:
        """Write down what the site that now stands was made of; `complete` if `inputs` were seen before all else.

        `said` and `warnings` are what the build said of the figures.

        After a warning, or when an input changed meanwhile, nothing is kept, and the next build makes everything.
        """
        self.can_be_trusted = not self.warned and are_unchanged(self._root, self.inputs)
        kept = self.can_be_trusted
        files = see_site(self._root, self._taken)
        inputs = {**self.inputs, **self._see_shown()} if kept and complete else {}
        marks = self.marks if kept else {}
        record = SiteRecord(stamp=self.stamp, inputs=inputs, files=files, marks=marks, messages=said, warnings=warnings)
        write_record(self._root, record)

    def _see_shown(self) -> dict[str, FileState]:
        """Look at the files that pages bring in from hidden folders, or from outside of the report."""
        root = self._root.absolute()
        paths = {Path(os.path.normpath(root / name)) for name in self.shown - self.inputs.keys()}
        own = {root / name for name in self.inputs}
        return {
            str(path): see_file(path)
            for path in paths - own
            if path.is_file() and not path.is_relative_to(root / SITE.parent)
        }

    def _is_whole(self, file: str) -> bool:
        state = self._record.files.get(file) if self._record is not None else None
        if state is None:
            return False
        path = f"{self._site}/{file}"
        try:
            return state.is_untouched(os.stat(path)) or is_as_seen(Path(path), state)  # noqa: PTH116 - for each file of a site
        except OSError:
            return False

    def _take_file(self, file: str, target: Path) -> bool:
        if not self._is_whole(file):
            return False
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        try:
            os.link(f"{self._site}/{file}", target)
        except FileNotFoundError:
            return False
        except OSError:  # a file system without links
            shutil.copy2(self._site / file, target)
        assert self._record is not None  # noqa: S101 - a whole file is one of the record
        self._taken[file] = self._record.files[file].digest
        return True
