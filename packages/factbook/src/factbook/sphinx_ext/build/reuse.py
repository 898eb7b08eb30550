"""Reuse the previous site: file by file, where nothing that a file shows has changed."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence, Set
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from factbook.engine.file_state import DOUBTED, LAG_NS, FileState, are_all_as_seen, is_as_line_says, see_file
from factbook.engine.fingerprints import (
    BUILT,
    SITE,
    Files,
    SeenFiles,
    SitePlace,
    SiteRecord,
    are_unchanged,
    lines_of,
    see_site,
    see_written,
    write_record,
)
from factbook.engine.software import find_modules
from factbook.project.files import digest_file, is_file, walk
from factbook.sphinx_ext.build.spare import Spare, find_folders
from factbook.sphinx_ext.build.swap import exchange_folders, swap_folders
from figurecheck.model.errors import SiteError


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteParts:
    """Parts of the site, by the names of their fingerprints, and the files that they are made of."""

    names: list[str]
    files: list[str]
    perhaps: list[str] = field(default_factory=list)
    """Files that they may have."""


class PreviousSite:
    """The previous site and its record; the files that would come out the same are taken over from it.

    Some are linked, not copied, so code that replaces a file must unlink it first and never write into it.
    """

    def __init__(
        self,
        root: Path,
        *,
        stamp: str,
        record: SiteRecord | None = None,
        inputs: Files | None = None,
        place: SitePlace = BUILT,
    ) -> None:
        """Use the site of `record`, if it was written by the same factbook with the same settings.

        `inputs` are the files that the report was read from, as they were before any of them was read.
        """
        self.root, self._place, self._site = root, place, root / place.site
        can_use = record is not None and record.stamp == stamp and are_all_as_seen(root, record.code)
        self._record = record if can_use else None
        self._files = SeenFiles(lines_of(self._record.files) if self._record else {})
        self._touched: Future[Set[str]] | None = None
        self.stamp = stamp
        self.inputs = inputs or {}
        self.warned = False
        """Whether Sphinx warned about a page; the next build must warn again, so it may not skip that page."""
        self.code: tuple[str, ...] = ()
        """Folders of modules of no installed package, where Sphinx may have loaded any."""
        self.shown: set[str] = set()
        """Files that pages include, from the root; `save` notes those that are not among the inputs."""
        self.can_be_trusted = False
        """After `save`: whether the site is what the recorded inputs produce."""
        self.fingerprints: dict[str, str] = {}
        self._began = time.time_ns() - LAG_NS
        self._kept: dict[str, None] = {}
        self._linked: dict[str, str] = {}
        self._spare = Spare(root / place.state / "spare", self._site)
        # The files by which the spare folder differs from the site; `None` where it has to be made.
        self._differing: frozenset[str] | None = None
        # The files that are not kept, where the spare folder has become the site.
        self._written: Set[str] | None = None
        self._folders: set[Path] = set()

    @property
    def is_usable(self) -> bool:
        """Whether there is a site to reuse."""
        return self._record is not None

    def rely_on(self, touched: Future[Set[str]]) -> None:
        """Have somebody else look at the files of the site, who names those that `find_touched` finds.

        One that is touched after that stands on the new site as it then is, and the next build replaces it.
        """
        self._touched = touched

    def mark_of(self, name: str) -> str:
        """Return the fingerprint that a part of the site has on the previous one; empty if that has none."""
        return self._record.marks.get(name, "") if self._record else ""

    def is_unchanged(self, name: str, fingerprint: str) -> bool:
        """Record the fingerprint of a part of the site, and return whether the previous site has the same."""
        self.fingerprints[name] = fingerprint
        return self._record is not None and self._record.marks.get(name) == fingerprint

    def keep(self, name: str, fingerprint: str, files: Sequence[str]) -> bool:
        """Keep the files of a part, if its fingerprint is the same and none of them was touched; return whether.

        They are on the new site once it is in place, and until then not in the folder that is written.
        """
        if not self.is_unchanged(name, fingerprint) or not self._are_intact(files):
            return False
        self._kept.update(dict.fromkeys(files))
        return True

    def keep_all(self, name: str, fingerprint: str, parts: Iterable[SiteParts]) -> bool:
        """Keep many parts at once, whose own fingerprints then need not be made; return whether all are kept.

        `fingerprint` is a digest of all that theirs are made of. One that is empty keeps nothing.
        """
        record = self._record
        if not fingerprint or not self.is_unchanged(name, fingerprint) or record is None:
            return False
        marks: dict[str, str] = {}
        files: list[str] = []
        for some in parts:
            if not record.marks.keys() >= {*some.names}:
                return False
            marks |= {part: record.marks[part] for part in some.names}
            files += some.files
            files += filter(self._files.lines.__contains__, some.perhaps)
        if not self._are_intact(files):
            return False
        self.fingerprints |= marks
        self._kept.update(dict.fromkeys(files))
        return True

    def link(self, name: str, fingerprint: str, files: Sequence[str], into: Path) -> bool:
        """Do what `keep` does, and link the files into the folder that is written, for whoever looks for them there."""
        if not self.is_unchanged(name, fingerprint):
            return False
        done: list[Path] = []
        # A part is linked whole or not at all: its page and its JSON must be of one build.
        for file in files:
            if not self._link(file, into / file):
                for path in done:
                    path.unlink()
                return False
            done.append(into / file)
        return True

    def find_written(self, new: Path, ending: str) -> Iterator[tuple[str, Path]]:
        """Yield each file of the new site with an ending, and where it lies as long as `new` is not in place."""
        found = ((name, new / name) for name, _ in walk(str(new)))
        kept = ((name, self._site / name) for name in self._kept)
        yield from (one for files in (found, kept) for one in files if one[0].endswith(ending))

    def place_of(self, new: Path, name: str) -> Path:
        """Return where a file of the new site lies as long as `new` is not in place."""
        return (self._site if name in self._kept else new) / name

    def take_place(self, new: Path, site: Path) -> None:
        """Put a folder that was written in the place of `site`, together with all that was kept.

        Raises SiteError where some of that has changed meanwhile; `site` is then as it was.
        """
        whole = new
        if self._kept and self._fill_spare(new):
            shutil.rmtree(new)
            if exchange_folders(self._spare.folder, site):
                return
            whole = self._spare.folder
        else:
            for file in self._kept:
                if not self._link(file, new / file):
                    # Somebody changed it since it was looked at, such as another build that was done sooner.
                    what = "has changed while this build was being made"
                    place = (self._place.site / file).as_posix()
                    raise SiteError.about(place, what, "build again")
        self._differing = self._written = None
        swap_folders(whole, site)

    def digest_of(self, file: str) -> str:
        """Return the digest of an input as it was before the build, else as it is now; empty if there is none."""
        state = self.inputs.get(file)
        if state is not None:
            return state.digest
        return digest_file(self.root / file) if (self.root / file).is_file() else ""

    def save(self, *, complete: bool, output: str = "", warnings: int = 0) -> None:
        """Write the record of the site that is now in place; `complete` if `inputs` were seen before all else.

        `output` and `warnings` are what the check printed and how many warnings it found.

        After a warning, or when an input changed meanwhile, no fingerprint is saved, and the next build renders all.
        """
        code = self._see_code()
        elsewhere = self._see_elsewhere(self.shown | code.keys())
        is_read = all(state.digest for state in (*elsewhere.values(), *code.values()))
        self.can_be_trusted = not self.warned and is_read and are_unchanged(self.root, self.inputs)
        if self._differing is None and self._spare.make():
            self._differing = frozenset()
        files = self._see_files()
        inputs = {**self.inputs, **elsewhere} if self.can_be_trusted and complete else {}
        marks = self.fingerprints if self.can_be_trusted else {}
        stamp = self.stamp
        record = SiteRecord(
            stamp=stamp,
            inputs=inputs,
            files=files,
            marks=marks,
            code=code,
            elsewhere=elsewhere,
            differing=None if self._differing is None else sorted(self._differing),
            spare={} if self._differing is None else self._spare.see_folders(self._find_folders(files)),
            messages=output,
            warnings=warnings,
        )
        write_record(self.root, record, self._place)

    def _find_folders(self, files: Files) -> set[str]:
        """Return the folders that the spare folder may have, where the new site has these files."""
        if self._record is None or self._written is None:
            return find_folders({*files, *(self._differing or ())})
        # To ask each of thousands of names for its folder takes longer than to look at all folders.
        return {*self._record.spare, *find_folders({*self._written, *(self._differing or ())})}

    def _see_code(self) -> dict[str, FileState]:
        """Return the state of the modules in `code`, by their paths from the root, else by absolute ones."""
        root = os.path.realpath(self.root)
        names = (file.removeprefix(f"{root}/") for file in find_modules(self.code))
        # A module in an archive, or one that is gone, is in no file of its own: with it, no page is kept.
        return {name: see_file(file) if is_file(file := self.root / name) else DOUBTED for name in names}

    def _see_elsewhere(self, names: Set[str]) -> dict[str, FileState]:
        """Return the state of those files that lie in hidden folders, or outside of the report, by absolute path."""
        root = self.root.absolute()
        paths = {os.path.normpath(root / name) for name in names - self.inputs.keys()}
        others = (Path(path) for path in paths if path.removeprefix(f"{root}/") not in self.inputs)
        return {
            str(path): self._see_since(path)
            for path in others
            if path.is_file() and not path.is_relative_to(root / SITE.parent)
        }

    def _see_since(self, path: Path) -> FileState:
        # What changed since the build began may have been read before or after that: with this, it is never as seen.
        state = see_file(path)
        return state if state.ctime_ns < self._began else DOUBTED

    def _fill_spare(self, new: Path) -> bool:
        """Make the spare folder the new site; return False where it is not what the record says."""
        record = self._record
        if record is None or record.differing is None:
            return False
        if not self._spare.catch_up(self._files, record.differing, record.spare):
            return False
        found = {name: entry.inode() for name, entry in walk(str(new))}
        # What was linked is there already, unless it was written after all.
        before = self._files
        written = {name for name, inode in found.items() if name not in before or before[name].inode != inode}
        stale = {name for name in before if name not in self._kept and name not in found}
        self._spare.take(new, written, stale=stale)
        self._differing, self._written = frozenset(written | stale), found.keys()
        return True

    def _see_files(self) -> Files:
        """Look at the files of the new site, except for those that are as the record says."""
        if self._record is None or self._written is None:
            return see_site(self.root, self._linked, self._place)
        before, site = self._files.lines, self.root / self._place.site
        # A link that comes or goes moves one of the times of a file; what was written is another file.
        moved = {*(self._record.differing or ()), *self._linked, *(self._differing or ())}
        untouched = {name: before[name] for name in self._kept if name not in moved}
        rest = self._written | (self._kept.keys() & moved)
        try:
            new = {name: see_written(f"{site}/{name}", self._linked.get(name)).line for name in rest}
            return SeenFiles(untouched | new)
        # Somebody has removed one already.
        except FileNotFoundError:
            return see_site(self.root, self._linked, self._place)

    def _are_intact(self, files: Sequence[str]) -> bool:
        if self._touched is None:
            return all(map(self._is_intact, files))
        lines, touched = self._files.lines, self._touched.result()
        return lines.keys() >= {*files} and touched.isdisjoint(files)

    def _is_intact(self, file: str) -> bool:
        line = self._files.lines.get(file)
        return line is not None and is_as_line_says(f"{self._site}/{file}", line)

    def _link(self, file: str, target: Path) -> bool:
        if not self._is_intact(file):
            return False
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        try:
            os.link(f"{self._site}/{file}", target)
        except FileNotFoundError:
            return False
        except OSError:
            # Some file systems have no hard links, and none has them across devices. copy2 keeps the times, by which
            # the next build sees that the file was not touched.
            shutil.copy2(self._site / file, target)
        self._linked[file] = self._files[file].digest
        return True
