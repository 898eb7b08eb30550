"""The records of the last site and of the last check: what did not change is not made again.

That of the site lies in `_build/.factbook/site`. It names every input file with its digest, every file of the site
with its digest, and a mark for each part of the site: a digest of all that the part shows. That of the check lies
beside it in `check`, and names the input files, what was printed and the exit code.

A file whose size, times and inode are as recorded is taken to be unchanged; any other is read again, and its digest
decides.

`factbook.engine.up_to_date` compares a whole site with its record and loads less for it; what both need is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from factbook.engine import up_to_date
from factbook.engine.checksummed import write_checksummed
from factbook.engine.file_state import FileState, is_as_line_says, marks_of, see_file
from factbook.engine.text_tables import dump_tables
from factbook.engine.up_to_date import ABOUT, CHECK_KIND, CHECKED, KIND, make_stamp, today, walk_inputs
from factbook.project import files
from factbook.project.files import digest_file, walk

STATE = Path(files.STATE)
"""Where builds of a report store what they know, from its root."""
RECORD = Path(up_to_date.RECORD)
SITE = Path(up_to_date.SITE)
Files = Mapping[str, FileState]
"""By path: from the root of the report or of the site; absolute for a file that lies elsewhere."""


class SeenFiles(Mapping[str, FileState]):
    """Files as a record has them: each state is read when it is asked for, since most builds ask for few."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        """Take the line of each state, by path."""
        self.lines = lines

    def __getitem__(self, name: str) -> FileState:
        return FileState.read(self.lines[name])

    def __contains__(self, name: object) -> bool:
        return name in self.lines

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def find_inodes(self) -> dict[str, int]:
        """Return the inode of each file."""
        return {name: int(line.split(" ", 3)[2]) for name, line in self.lines.items()}


def lines_of(files: Files) -> Mapping[str, str]:
    """Return the line of the state of each file, by path."""
    return files.lines if isinstance(files, SeenFiles) else {name: state.line for name, state in files.items()}


Marks = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlace:
    """Where a site lies and what is known of it, from the report's root."""

    site: Path = SITE
    state: Path = STATE

    @property
    def record(self) -> Path:
        """The record of the last site that was written there."""
        return self.state / RECORD.name


BUILT = SitePlace()
"""The site that `factbook build` writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    """What is known of the last site."""

    stamp: str
    """Digest of factbook itself, of the packages around it, and of the report's settings."""
    inputs: Files = field(default_factory=dict)
    """Empty when a file changed while it was being used: such a site is never taken to be up to date."""
    files: Files = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)
    """By part of the site: the digest of all that it shows."""
    code: Files = field(default_factory=dict)
    """The modules that made its pages and are of no installed package, such as extensions of the report's own."""
    elsewhere: Files = field(default_factory=dict)
    """By absolute path: what its pages were made of and what is no input by its place, since it lies outside of the
    report, or in a hidden folder."""
    differing: Sequence[str] | None = None
    """The files by which the spare folder differs from the site; ``None`` where there is no such folder."""
    spare: Mapping[str, str] = field(default_factory=dict)
    """What shows that nothing came or went in a folder of it, by the path of the folder."""
    messages: str = ""
    """What the build printed about the figures, with codes for colours; a build with nothing to do prints it again."""
    warnings: int = 0
    """Findings that a strict build does not accept."""


def see_inputs(root: Path, known: Files | None = None) -> dict[str, FileState]:
    """Look at every file of the report's folder that a site can be made of.

    Files that `known` (else the record of the last site) holds and that were not touched are not read again.
    """
    if known is None:
        document = up_to_date.read_document(str(root))
        known = SeenFiles(document["inputs"]) if document else {}
    return {name: see_file(entry.path, known.get(name)) for name, entry in walk_inputs(str(root))}


def see_site(root: Path, known: Mapping[str, str] | None = None, place: SitePlace = BUILT) -> dict[str, FileState]:
    """Look at every file of the site; `known` holds the digests of files whose content is known, by path."""
    site = root / place.site
    return {
        name: see_written(f"{site}/{name}", (known or {}).get(name), entry.stat()) for name, entry in walk(str(site))
    }


def see_written(path: str, digest: str | None = None, found: os.stat_result | None = None) -> FileState:
    """Look at a file of the site; `digest` is that of its content, where it is known."""
    # Every file of a site was written just now, and by nobody but the build. To doubt its time, as `see_file` does,
    # would have the next build read the whole site again.
    return FileState(*marks_of(found or os.stat(path)), digest or digest_file(path))  # noqa: PTH116 - for each file


def find_touched(root: Path) -> frozenset[str]:
    """Return the files of the last site that are gone, or are not as its record says."""
    document, site = up_to_date.read_document(str(root)), root / SITE
    lines = document["files"] if document else {}
    return frozenset(name for name, line in lines.items() if not is_as_line_says(f"{site}/{name}", line))


def are_unchanged(root: Path, inputs: Files) -> bool:
    """Return whether no input came, went or changed since it was looked at."""
    try:
        return up_to_date.are_as_seen(root, lines_of(inputs), walk_inputs(str(root)), elsewhere=True)
    except OSError:
        return False


def read_record(root: Path, place: SitePlace = BUILT) -> SiteRecord | None:
    """Return what is known of the last site; ``None`` if nothing is, or if the record is damaged or of another form."""
    tables = up_to_date.read_document(str(root), place.record.as_posix())
    if tables is None:
        return None
    about = tables[ABOUT]
    return SiteRecord(
        stamp=about["stamp"],
        inputs=SeenFiles(tables["inputs"]),
        files=SeenFiles(tables["files"]),
        marks=tables["marks"],
        code=SeenFiles(tables["code"]),
        elsewhere=SeenFiles(tables["elsewhere"]),
        differing=tuple(tables["differing"]) if "differing" in tables else None,
        spare=tables["spare"],
        messages=about["messages"],
        warnings=int(about["warnings"]),
    )


def write_record(root: Path, record: SiteRecord, place: SitePlace = BUILT) -> None:
    """Replace the record in one step."""
    tables = {
        ABOUT: {"stamp": record.stamp, "messages": record.messages, "warnings": str(record.warnings)},
        "inputs": lines_of(record.inputs),
        "files": lines_of(record.files),
        "marks": record.marks,
        "code": lines_of(record.code),
        "elsewhere": lines_of(record.elsewhere),
        "spare": record.spare,
    }
    if record.differing is not None:
        tables["differing"] = dict.fromkeys(record.differing, "")
    write_checksummed(root / place.record, KIND, dump_tables(tables))


def write_check_record(
    root: Path, inputs: Files | None, *, messages: str, warnings: int, code: int, depended_on: Iterable[str] = ()
) -> None:
    """Record what a check printed and how it ended, so that the next one on the same inputs can repeat it.

    `inputs` were seen before the check began; nothing is recorded where they are ``None``, since the report
    depends on more than files, or where one changed meanwhile. `depended_on` are those that notebooks with warm kernels
    have read.
    """
    if inputs is None or not are_unchanged(root, inputs):
        return
    about = {"stamp": make_stamp(root), "messages": messages, "warnings": str(warnings), "code": str(code)}
    # A day that pages have still to come may be past tomorrow.
    about["day"] = today()
    read = dict.fromkeys(sorted(inputs.keys() & set(depended_on)), "")
    tables = {ABOUT: about, "inputs": lines_of(inputs), "depended_on": read}
    # A report that can be read but not written to can be checked all the same; the next check then looks again.
    with suppress(OSError):
        write_checksummed(root / CHECKED, CHECK_KIND, dump_tables(tables))
