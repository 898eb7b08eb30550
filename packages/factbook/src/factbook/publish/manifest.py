"""The list of a published edition's files with their SHA-256, in the format of ``sha256sum --check``.

Style, scripts and fonts are the same in most editions, which share them::

    DIR/_shared/<digest>/factbook.css ...    the files of ``_static`` by the digest of them all
    DIR/editions/<label>/index.html         names them as ../../_shared/<digest>/factbook.css
    DIR/index.html                          the same page in front names them as _shared/<digest>/factbook.css

The manifest of an edition lists them as it names them, so that ``sha256sum --check`` reads them as well.

Each edition carries the manifests of all before it::

    book/editions/manifest.sha256    <SHA-256>  <label>/manifest.sha256, for each edition without a pin

`publish` writes that file in the report, as a pin says it of the others, and puts into the sources of each edition the
lines of the editions that its seal names. The edition's own manifest covers its sources. So whoever changes anything in
an edition would have to change every later one too, up to the newest.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from factbook.editions.storage import FOLDER
from factbook.model.edition import FORMAT, Edition
from factbook.project.files import digest, digest_content, digest_file, replace_file
from figurecheck.model.errors import Complaint, EditionError, complain_all

MANIFEST = "manifest.sha256"
CHAIN = FOLDER / MANIFEST
SHARED = "_shared"
"""The folder of what editions share."""
BESIDE = "../../_shared/"
"""How the first folder of an edition names what it shares."""
STATIC = "_static/"
_OWN = "search-index"
"""How the names of files there begin that every edition has of its own."""
_NAMED = re.compile(rb'((?:href|src)=")((?:\.\./)*)_static/([^"?#]+)')
_TAKE_BACK = "restore it from a copy; an edition never changes"
_STAMP = struct.Struct("<qqqQ").pack


def write_manifest(folder: Path, shared: Iterable[str] = ()) -> str:
    """Write the manifest of a folder, and return the manifest's own digest.

    `shared` are files beside it that belong to it, as paths from the folder. Raises ValueError for a file name with a
    line break, which the format cannot hold.
    """
    files = sorted({*_files(folder), *shared})
    if any("\n" in name for name in files):
        raise ValueError("a file's name holds a line break")
    digests = _digest_all(folder, files)
    text = "".join(f"{digests[name]}  {name}\n" for name in files)
    (folder / MANIFEST).write_text(text, "utf-8", newline="\n")
    return digest_content(text)


def read_manifest(folder: Path) -> dict[str, str]:
    """Return the digest of each file that the manifest lists.

    Raises OSError when there is no manifest, ValueError for a line that is not digest and path.
    """
    return parse_manifest((folder / MANIFEST).read_text("utf-8"))


def parse_manifest(text: str) -> dict[str, str]:
    """Return the digest of each file that a manifest lists; raises ValueError for what is not digest and path."""
    listed: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        digest, _, path = line.partition("  ")
        # What a manifest names is read: it may name nothing outside but what editions share.
        leads_out = ".." in path.removeprefix(BESIDE).split("/") or path.startswith("/")
        if not is_hash(digest) or not path or leads_out:
            raise ValueError(f"line {number} is not a digest and a path")
        listed[path] = digest
    return listed


def is_hash(text: str, digits: int = 64) -> bool:
    """Return whether a text is a hash in hexadecimal; without a number of digits, a SHA-256."""
    return len(text) == digits and set(text) <= set("0123456789abcdef")


def check_manifest(folder: Path, *, digest: str = "", place: str = "") -> Iterator[Complaint]:
    """Yield a complaint for each file that was changed, added or removed since the manifest was written.

    `digest` is the manifest's own, where it is known.
    """
    place = place or folder.name
    try:
        listed = read_manifest(folder)
    except (OSError, ValueError) as error:
        what = f"cannot be read: {error.strerror if isinstance(error, OSError) else error}"
        yield Complaint(f"{place}/{MANIFEST}", what, "restore the edition from a copy")
        return
    if digest and digest_file(folder / MANIFEST) != digest:
        yield Complaint(f"{place}/{MANIFEST}", "is not the one that was published", _TAKE_BACK)
    shared = {name for name in listed if name.startswith(BESIDE) and (folder / name).is_file()}
    found = {*_files(folder), *shared}
    digests = _digest_all(folder, sorted(found & listed.keys()))
    for name, now in digests.items():
        if now != listed[name]:
            yield Complaint(f"{place}/{name}", "is not what was published", _TAKE_BACK)
    for name in sorted(listed.keys() - found):
        yield Complaint(f"{place}/{name}", "is missing", _TAKE_BACK)
    for name in sorted(found - listed.keys()):
        yield Complaint(f"{place}/{name}", "was not published with the edition", "remove it")


def metadata_digest(folder: Path) -> str:
    """Return a digest of name, size, times and inode of every file below a folder.

    While it stays the same, so does the content. No file is opened, so it is cheap. A copy has another digest.
    """
    found = hashlib.sha256()
    _add_metadata(str(folder), found)
    return found.hexdigest()


def _add_metadata(folder: str, found: hashlib._Hash) -> None:
    # ctime cannot be set by a program, so a file that was rewritten with its old size and mtime is noticed as well
    with os.scandir(folder) as entries:
        each = sorted(entries, key=lambda entry: entry.name)
    parts: list[bytes] = []
    for entry in each:
        parts += (b"\0", os.fsencode(entry.name))
        if entry.is_dir(follow_symlinks=False):
            found.update(b"".join(parts))
            parts.clear()
            _add_metadata(entry.path, found)
        else:
            seen = entry.stat(follow_symlinks=False)
            parts.append(_STAMP(seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino))
    found.update(b"".join(parts) + b"\0..")


def _files(folder: Path) -> Iterator[str]:
    """Yield every file and link below a folder except the manifest itself."""
    for base, _, names in os.walk(folder):
        for name in names:
            path = (Path(base) / name).relative_to(folder).as_posix()
            if path != MANIFEST:
                yield path


def _digest_all(folder: Path, names: list[str]) -> dict[str, str]:
    # threads suffice: hashlib releases the interpreter lock while it digests
    with ThreadPoolExecutor() as pool:
        return dict(zip(names, pool.map(lambda name: digest_file(folder / name), names, chunksize=64), strict=True))


def share_static(site: Path) -> tuple[str, ...]:
    """Move the static files of a site to where editions share them, two folders up, and return their names there.

    Pages name them there from then on. The site must lie where an edition does: ``<folder>/editions/<label>``.
    """
    static = site / STATIC
    names = [path.relative_to(static).as_posix() for path in sorted(static.rglob("*")) if path.is_file()]
    names = [name for name in names if not name.startswith(_OWN)]
    key = digest(*(f"{name} {digest_file(static / name)}" for name in names))[:16]
    target = site.parents[1] / SHARED / key
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(static / name, target / name)
    moved = {name.encode() for name in names}

    def lead(found: re.Match[bytes]) -> bytes:
        start, up, name = found.groups()
        return b"%s%s%s%s/%s" % (start, up, BESIDE.encode(), key.encode(), name) if name in moved else found[0]

    for page in site.rglob("*.html"):
        content = page.read_bytes()
        changed = _NAMED.sub(lead, content)
        if changed != content:
            page.write_bytes(changed)
    return tuple(f"{BESIDE}{key}/{name}" for name in names)


def in_front(content: bytes) -> bytes:
    """Return a page of an edition as it stands in front, where what is shared lies beside it."""
    return content.replace(BESIDE.encode(), f"{SHARED}/".encode())


def static_name(name: str) -> str:
    """Return the name in front, below ``_static``, of a file that a manifest lists as shared.

    Addresses from the root, as in ``404.html`` and on other sites, stay those of the first folder.
    """
    return STATIC + name.removeprefix(BESIDE).partition("/")[2]


def find_unshared(folder: Path, names: Iterable[str]) -> Iterator[Complaint]:
    """Yield a complaint for each file that lies with the shared ones and that no manifest lists among `names`."""
    listed = {name.removeprefix("../../") for name in names if name.startswith(BESIDE)}
    for path in sorted((folder / SHARED).rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in listed:
            yield Complaint(name, "is of no edition", "remove it")


def read_chain(root: Path) -> dict[str, str]:
    """Return the SHA-256 of the manifest of each edition in the chain, by label and in the order of publication.

    Raises EditionError for a file that cannot be read.
    """
    try:
        return _parse_chain((root / CHAIN).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        remedy = "restore it from version control"
        raise EditionError.about(CHAIN, f"cannot be read: {error}", remedy) from error


def write_chain(root: Path, manifests: Mapping[str, str]) -> None:
    """Add manifests, by label, to the chain of a report."""
    if manifests:
        each = {**read_chain(root), **manifests}.items()
        text = "".join(f"{digest}  {label}/{MANIFEST}\n" for label, digest in each)
        replace_file(root / CHAIN, text, sync=True)


def list_carried(sealed: Edition) -> tuple[str, ...]:
    """Return the labels of the editions whose manifests an edition carries: all that were sealed before it."""
    labels = (*(one.label for one in sealed.earlier), *sealed.beside)
    return labels if sealed.format == FORMAT else ()


def choose_carried(sealed: Edition, known: Mapping[str, str]) -> dict[str, str]:
    """Return the manifests that an edition carries, of those that are known by label.

    Raises EditionError where one is not known: an edition has the same bytes whenever it is published.
    """
    labels = list_carried(sealed)
    what, remedy = "carries the manifest of {}, which is not known", "publish that edition first, or pin it"
    complain_all(
        EditionError,
        [Complaint(sealed.label, what.format(one), remedy) for one in labels if one not in known],
    )
    return {label: known[label] for label in labels}


def read_carried(source: Path) -> dict[str, str]:
    """Return the manifests, by label, that the published sources of an edition carry; none if they are no sources."""
    try:
        with zipfile.ZipFile(source) as archive:
            return _parse_chain(archive.read(CHAIN.as_posix()).decode("utf-8"))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return {}


def _parse_chain(text: str) -> dict[str, str]:
    return {name.removesuffix(f"/{MANIFEST}"): digest for name, digest in parse_manifest(text).items()}
