"""The front of a published folder: the files of the newest edition again, at addresses that stay.

Each file is replaced atomically, so that a reader never gets half of one. Files that belong to no edition (``CNAME``, a
folder ``.git``) are left alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import quote

from factbook.project.files import UNFINISHED, digest_content, digest_file, replace_file
from factbook.publish.manifest import MANIFEST, read_manifest
from factbook.publish.shared import BESIDE, in_front, static_name
from factbook.publish.shared import FOLDER as SHARED
from figurecheck.model.errors import Complaint

PLAIN = ".nojekyll"
"""Tells GitHub Pages to publish folders whose names start with an underscore."""
ATTESTATIONS = "attestations"
"""The folder of signatures of editions' manifests."""
_REDIRECT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={href}"><title>{href}</title></head>
<body><p><a href="{href}">{href}</a></p><script src="{root}_static/moved.js"></script></body></html>
"""
_BESIDE = frozenset({".well-known", ATTESTATIONS})
"""Folders in which a house has what machines read."""
_PAGES = (".html", ".htm", ".xhtml", ".svg", ".xml", ".js")
"""What a browser would show or run, and which is therefore of an edition or foreign, wherever it lies."""
_OURS = _BESIDE | {"editions", "editions.json", SHARED, MANIFEST, PLAIN, "CNAME", ".git"}
"""What lies in front and is of no edition."""
_RENEW = "renew it with: factbook publish DIR"
_EVIDENCE = "evidence/"
_CITATIONS = "cite/"
"""Files that name the edition that they cite, and so stay true."""


def copy_front(folder: Path, addresses: Sequence[str]) -> None:
    """Put the files of the newest edition in front; `addresses` are those of all editions, the oldest first.

    A page that only an earlier edition has becomes a redirect to the last that had it, and the JSON of its evidence
    names the one there; citations stay, and other files are removed.
    """
    _sweep(folder)
    newest = addresses[-1]
    listed = read_manifest(folder / newest)
    # compared by content: most files are the same from edition to edition, and a checkout of gh-pages stays small
    for name, (digest, read) in _find_contents(folder / newest, listed).items():
        if not _matches(folder / name, digest):
            replace_file(folder / name, read())
    for name, address in _find_left(folder, addresses).items():
        content = _lead_on(folder, name, address)
        if content is None:
            (folder / name).unlink(missing_ok=True)
        elif not _matches(folder / name, digest_content(content)):
            replace_file(folder / name, content)
    (folder / PLAIN).touch()


def find_front_faults(folder: Path, addresses: Sequence[str]) -> Iterator[Complaint]:
    """Yield a complaint for each file in front that is not the newest edition's, nor leads to an earlier one."""
    newest = addresses[-1]
    listed = read_manifest(folder / newest)
    wanted = _find_contents(folder / newest, listed)
    for name, (digest, _) in wanted.items():
        if not _matches(folder / name, digest):
            yield Complaint(place=name, what=f"is not the file of {newest}", remedy=_RENEW)
    left = _find_left(folder, addresses)
    for name in sorted(_files(folder) - wanted.keys()):
        content = _lead_on(folder, name, left[name]) if name in left else None
        if content is None:
            yield Complaint(place=name, what="is of no edition", remedy="remove it")
        elif not _matches(folder / name, digest_content(content)):
            yield Complaint(place=name, what=f"does not lead to {left[name]}", remedy=_RENEW)


def _find_contents(edition: Path, listed: Mapping[str, str]) -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Return the files in front: of each, its digest and what reads it."""
    found: dict[str, tuple[str, Callable[[], bytes]]] = {}
    for name, digest in listed.items():
        path = edition / name
        content = in_front(path.read_bytes()) if name.endswith(".html") else b""
        if name.startswith(BESIDE):
            found[static_name(name)] = (digest, path.read_bytes)
        elif content and digest_content(content) != digest:
            found[name] = (digest_content(content), partial(in_front, path.read_bytes()))
        else:
            found[name] = (digest, path.read_bytes)
    return found


def _find_left(folder: Path, addresses: Sequence[str]) -> dict[str, str]:
    """Return the files that the newest edition does not have, each with the last edition that had it."""
    last = {name: address for address in addresses[:-1] for name in read_manifest(folder / address)}
    for name in _find_contents(folder / addresses[-1], read_manifest(folder / addresses[-1])):
        last.pop(name, None)
    return {name: address for name, address in last.items() if not name.startswith(BESIDE)}


def _lead_on(folder: Path, name: str, address: str) -> bytes | None:
    """Return what stands in front for a file that only an earlier edition has; ``None`` if nothing does."""
    path = Path(name)
    if path.suffix == ".html":
        # relative, since the site may stand at any address or below a path
        root = "../" * name.count("/")
        return _REDIRECT.format(href=quote(f"{root}{address}/{name}"), root=root).encode()
    if name.startswith(_EVIDENCE) and path.suffix == ".json":
        pointer = {"withdrawn": True, "edition": Path(address).name, "href": quote(f"../{address}/{name}")}
        return (json.dumps(pointer, indent=1) + "\n").encode()
    return (folder / address / name).read_bytes() if name.startswith(_CITATIONS) else None


def _files(folder: Path) -> set[str]:
    """Return the files in front, without those of editions and of what a house may put beside them."""
    found: set[str] = set()
    for base, folders, names in os.walk(folder):
        if Path(base) == folder:
            folders[:] = [name for name in folders if name in _BESIDE or name not in _OURS]
        found |= {(Path(base) / name).relative_to(folder).as_posix() for name in names}
    return {name for name in found if name.partition("/")[0] not in _OURS or name.endswith(_PAGES)}


def _matches(path: Path, digest: str) -> bool:
    # a link to the right content could change its target later
    return path.is_file() and not path.is_symlink() and digest_file(path) == digest


def _sweep(folder: Path) -> None:
    """Remove half-written files of a killed run."""
    for base, folders, names in os.walk(folder):
        if Path(base) == folder:
            folders[:] = [name for name in folders if name not in {"editions", ".git"}]
        for name in names:
            if name.startswith(".") and name.endswith(UNFINISHED):
                (Path(base) / name).unlink()
