"""Find out whether a build or a check would end as the last one did, with as few imports as possible.

A command that has nothing to do ends here. So this module takes paths as text, and of the standard library only what
costs a few milliseconds; `factbook.engine.fingerprints` is the same for all others.
"""

from __future__ import annotations

import os
import signal
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping

from factbook.engine.checksummed import read_checksummed
from factbook.engine.file_state import FileState, are_all_as_seen, begin_of_line, is_as_seen, marks_of
from factbook.engine.software import digest_software
from factbook.engine.text_tables import Tables, parse_tables
from factbook.project.files import STATE, digest, digest_file, scan, walk

RECORD = f"{STATE}/site"
CHECKED = f"{STATE}/check"
"""The record of the last check: what it printed, its exit code, and the inputs that it saw."""
TOOLS = f"{STATE}/tools"
"""Remembers the digest of factbook's own files by how they were last seen."""
SITE = "_build/html"
KIND = "factbook-site 9"
"""What the first line of the record says; the number is that of its form."""
CHECK_KIND = "factbook-check 6"
ABOUT = "about"
"""The table of a record for what is no table: its stamp, what was printed, and how many warnings there were."""
SKIPPED = frozenset({"_build", "__pycache__", "node_modules"})
"""Folders that hold no inputs; folders with a dot before their name and virtual environments do not either."""
VARIABLES = ("FACTBOOK_AS_OF", "SOURCE_DATE_EPOCH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONPATH")
"""Environment variables whose values a site may show, or a notebook."""
_MANY = 1_000
"""Files of a site that two processes look at sooner than one."""
_documents: dict[str, tuple[tuple[str, tuple[int, ...]], Tables]] = {}
"""Records as they were read, by path: of which kind, and what shows that the file was not touched since."""
_stamps: dict[str, str] = {}
"""What `find_tools_stamp` returns, by report."""


def find_current(root: str | os.PathLike[str]) -> Mapping[str, str] | None:
    """Return what the record of the last site says about it, if a build would make that site, file by file.

    That is so only when factbook, the packages around it, every input and every file of the site are as recorded.
    """
    document = read_document(root)
    try:
        # Inputs first: they are what has changed, most often, and are few.
        if document is None or not _are_inputs_as_seen(root, document):
            return None
        return document[ABOUT] if _is_rest_as_seen(root, document) else None
    except OSError:
        return None


def find_checked(root: str | os.PathLike[str]) -> Mapping[str, str] | None:
    """Return what the record of the last check says about it, if another one would find the same."""
    document = read_document(root, CHECKED, CHECK_KIND)
    try:
        if document is None or document[ABOUT]["day"] != today():
            return None
        is_same = _are_inputs_as_seen(root, document) and _is_stamp(root, document)
        return document[ABOUT] if is_same else None
    except OSError:
        return None


def today() -> str:
    """Return the day on which this runs, in UTC, as an ISO date."""
    return time.strftime("%Y-%m-%d", time.gmtime())


def will_run_notebooks(root: str | os.PathLike[str]) -> bool:
    """Return whether a file has changed that a notebook depended on in the last check, by a record that is in force."""
    document = read_document(root, CHECKED, CHECK_KIND)
    if document is None or document[ABOUT]["stamp"] != make_stamp(root):
        return False
    inputs = document["inputs"]
    return not are_all_as_seen(root, {name: FileState.read(inputs[name]) for name in document["depended_on"]})


def _are_inputs_as_seen(root: str | os.PathLike[str], document: Tables) -> bool:
    """Return whether every input is as a record names it. Raises OSError as `are_as_seen` does."""
    inputs = document["inputs"]
    return bool(inputs) and are_as_seen(root, inputs, walk_inputs(str(root), links=False), elsewhere=True)


def _is_stamp(root: str | os.PathLike[str], document: Tables) -> bool:
    """Return whether factbook and the packages around it are those of a record."""
    return document[ABOUT]["stamp"] == make_stamp(root)


def _is_rest_as_seen(root: str | os.PathLike[str], document: Tables) -> bool:
    """Return whether factbook, packages and every file of the site are as a record names them."""
    site, lines = f"{root}/{SITE}", document["files"]
    # As in `start`, only Linux can fork safely, and on one core nothing is gained.
    if len(lines) < _MANY or sys.platform != "linux" or len(os.sched_getaffinity(0)) == 1:
        return _is_stamp(root, document) and are_as_seen(site, lines)
    child = os.fork()
    if not child:
        is_same = False
        # What cannot be looked at is not as seen; whoever asks looks again, and says why.
        try:
            is_same = are_as_seen(site, lines, thirds=(1, 2))
        finally:
            os._exit(0 if is_same else 1)
    is_same = False
    try:
        is_same = _is_stamp(root, document) and are_as_seen(site, lines, thirds=(0,))
    finally:
        if not is_same:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    return is_same and status == 0


def read_document(root: str | os.PathLike[str], record: str = RECORD, kind: str = KIND) -> Tables | None:
    """Read a record, by default that of the site; ``None`` if there is none, or it is damaged or of another form.

    Callers leave it as it is: who asks next gets the same object.
    """
    path = f"{root}/{record}"
    try:
        # A build asks three times, in two processes of which the second is a fork; a site has thousands of files.
        marks = marks_of(os.stat(path))  # noqa: PTH116 - paths are texts
        known = _documents.get(path)
        if known is None or known[0] != (kind, marks):
            known = _documents[path] = (kind, marks), parse_tables(read_checksummed(path, kind))
    except (OSError, ValueError):
        return None
    return known[1]


def are_as_seen(
    folder: str | os.PathLike[str],
    lines: Mapping[str, str],
    found: Iterable[tuple[str, os.DirEntry[str]]] | None = None,
    *,
    elsewhere: bool = False,
    thirds: tuple[int, ...] = (0, 1, 2),
) -> bool:
    """Return whether the files of a folder are those that were seen, with `elsewhere` also those with absolute paths.

    `lines` are their states by name; `found` are its files, without it those that `walk` yields. Of those that are not
    of some `thirds`, 0 to 2, only the names are looked at. Raises OSError when one elsewhere is gone, or is a folder in
    which names came or went.
    """
    left = dict(lines)
    for name, entry in walk(os.fspath(folder)) if found is None else found:
        line = left.pop(name, None)
        # one that was not seen is new; those that are left in the end are gone
        if line is None:
            return False
        # whichever order the system lists them in
        if entry.inode() % 3 not in thirds:
            continue
        now = entry.stat()
        # the same as `FileState.is_untouched`, without an object for each of thousands of files
        if not line.startswith(begin_of_line(now)) and not is_as_seen(f"{folder}/{name}", FileState.read(line), now):
            return False
    return all(
        elsewhere and name.startswith("/") and is_as_seen(name, FileState.read(line)) for name, line in left.items()
    )


def walk_inputs(root: str, *, links: bool = True) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file of a report that may be an input, by its path from the root with forward slashes.

    A link to a folder is not followed. Raises OSError at one unless `links` may be there: whether the files behind it
    changed is not known. What this process prints into, as with ``factbook build > build.log``, is no input.
    """
    outputs = {found.st_ino: found for found in _find_outputs()}
    for name, entry in _walk_inputs(root, "", links=links):
        found = outputs.get(entry.inode()) if outputs else None
        if found is None or not os.path.samestat(found, entry.stat()):
            yield name, entry


def _find_outputs() -> Iterator[os.stat_result]:
    for number in (1, 2):
        try:
            found = os.fstat(number)
        # It is closed.
        except OSError:
            continue
        if stat.S_ISREG(found.st_mode):
            yield found


def _walk_inputs(root: str, prefix: str, *, links: bool) -> Iterator[tuple[str, os.DirEntry[str]]]:
    entries = scan(root)
    # A virtual environment may have any name. Its packages are part of the stamp, by name and version.
    if prefix and any(entry.name == "pyvenv.cfg" for entry in entries):
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith(".") and entry.name not in SKIPPED:
                yield from _walk_inputs(entry.path, f"{prefix}{entry.name}/", links=links)
        # A link may lead out of the report, to a folder as large as a home, or back into the report without end.
        elif not links and entry.is_symlink() and _leads_to_inputs(entry):
            raise NotADirectoryError(entry.path)
        elif not is_passing(entry.name) and entry.is_file():
            yield f"{prefix}{entry.name}", entry


def is_passing(name: str) -> bool:
    """Return whether a file is hidden, or is one that an editor keeps beside the file that is being edited.

    >>> [is_passing(name) for name in ("who.md~", "#who.md#", "who.md___jb_tmp___", "~$who.docx", "4913", "who.md")]
    [True, True, True, True, True, False]
    """
    # Vim tries whether it may write with a file 4913, and LibreOffice writes lu17.tmp before it replaces a file.
    kept = name.endswith(("~", "___jb_tmp___", "___jb_old___")) or name.startswith((".", "~$")) or name == "4913"
    return kept or (name.startswith("#") and name.endswith("#")) or (name.startswith("lu") and name.endswith(".tmp"))


def _leads_to_inputs(link: os.DirEntry[str]) -> bool:
    skipped = link.name.startswith(".") or link.name in SKIPPED or os.path.isfile(f"{link.path}/pyvenv.cfg")  # noqa: PTH113
    return not skipped and link.is_dir()


def make_stamp(root: str | os.PathLike[str]) -> str:
    """Return a digest of what every part of a site depends on: code, packages, settings and table of contents."""
    paths = (f"{root}/{name}" for name in ("_config.yml", "_toc.yml"))
    settings = [digest_file(path) if os.path.isfile(path) else "" for path in paths]  # noqa: PTH113 - paths are texts
    return digest(find_tools_stamp(root), [os.environ.get(name) for name in VARIABLES], settings)


def find_tools_stamp(root: str | os.PathLike[str]) -> str:
    """Return what `make_tools_stamp` returned when this process, or the one that it is a fork of, first asked.

    The code that is loaded cannot change under it, and what it makes must not count as made by other code.
    """
    name = os.fspath(root)
    if name not in _stamps:
        _stamps[name] = make_tools_stamp(name)
    return _stamps[name]


def make_tools_stamp(root: str | os.PathLike[str]) -> str:
    """Return a digest of factbook's own files, of Python, and of the packages around; `root` remembers it."""
    return digest_software(memory=f"{root}/{TOOLS}")
