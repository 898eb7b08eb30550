"""The front of a published folder: the files of the newest edition again, at addresses that stay.

Each file is replaced atomically, so that a reader never gets half of one. Files that belong to no edition (``CNAME``, a
folder ``.git``) are left alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from factbook.model.errors import Complaint
from factbook.project.files import UNFINISHED, digest_file, replace_file
from factbook.publish.manifest import read_manifest

PLAIN = ".nojekyll"
"""Tells GitHub Pages to publish folders whose names start with an underscore."""
_REDIRECT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={href}"><title>{href}</title></head>
<body><p><a href="{href}">{href}</a></p><script src="{root}_static/moved.js"></script></body></html>
"""
_EVIDENCE = "evidence/"
_CITATIONS = "cite/"
"""Files that name the edition that they cite, and so stay true."""


def copy_front(folder: Path, newest: str, before: str = "") -> None:
    """Put the files of an edition in front; `newest` and `before` are addresses of editions below the folder.

    A page that only the edition before has becomes a redirect to it, and the JSON of its evidence names the one there;
    citations stay, and its other files are removed.
    """
    _sweep(folder)
    listed = read_manifest(folder / newest)
    # compared by content: most files are the same from edition to edition, and a checkout of gh-pages stays small
    for name, digest in listed.items():
        if not _matches(folder / name, digest):
            replace_file(folder / name, (folder / newest / name).read_bytes())
    for name in _removed(folder / before, listed) if before else ():
        path = folder / name
        if path.suffix == ".html":
            # relative, since the site may stand at any address or below a path
            root = "../" * name.count("/")
            replace_file(path, _REDIRECT.format(href=f"{root}{before}/{name}", root=root))
        elif name.startswith(_EVIDENCE) and path.suffix == ".json":
            pointer = {"withdrawn": True, "edition": Path(before).name, "href": f"../{before}/{name}"}
            replace_file(path, json.dumps(pointer, indent=1) + "\n")
        elif not name.startswith(_CITATIONS):
            path.unlink(missing_ok=True)
    (folder / PLAIN).touch()


def find_front_faults(folder: Path, newest: str) -> Iterator[Complaint]:
    """Yield a complaint for each file in front that is not the newest edition's."""
    for name, digest in read_manifest(folder / newest).items():
        if not _matches(folder / name, digest):
            yield Complaint(
                place=name, what=f"is not the file of {newest}", remedy="renew it with: factbook publish DIR"
            )


def _removed(before: Path, listed: Iterable[str]) -> list[str]:
    return sorted(read_manifest(before).keys() - set(listed))


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
