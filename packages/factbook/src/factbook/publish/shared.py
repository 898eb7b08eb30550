"""What editions share: style, scripts and fonts, which are the same in most of them.

::

    DIR/_shared/<digest>/factbook.css ...    the files of ``_static`` by the digest of them all
    DIR/editions/<label>/index.html         names them as ../../_shared/<digest>/factbook.css
    DIR/index.html                          the same page in front names them as _shared/<digest>/factbook.css

The manifest of an edition lists them as it names them, so that ``sha256sum --check`` reads them as well.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from factbook.project.files import digest, digest_file
from figurecheck.model.errors import Complaint

FOLDER = "_shared"
BESIDE = "../../_shared/"
"""How the first folder of an edition names them."""
STATIC = "_static/"
_OWN = "search-index"
"""How the names of files there begin that every edition has of its own."""
_NAMED = re.compile(rb'((?:href|src)=")((?:\.\./)*)_static/([^"?#]+)')


def share_static(site: Path) -> tuple[str, ...]:
    """Move the static files of a site to where editions share them, two folders up, and return their names there.

    Pages name them there from then on. The site must lie where an edition does: ``<folder>/editions/<label>``.
    """
    static = site / STATIC
    names = [path.relative_to(static).as_posix() for path in sorted(static.rglob("*")) if path.is_file()]
    names = [name for name in names if not name.startswith(_OWN)]
    key = digest(*(f"{name} {digest_file(static / name)}" for name in names))[:16]
    target = site.parents[1] / FOLDER / key
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
    return content.replace(BESIDE.encode(), f"{FOLDER}/".encode())


def static_name(name: str) -> str:
    """Return the name in front, below ``_static``, of a file that a manifest lists as shared.

    Addresses from the root, as in ``404.html`` and on other sites, stay those of the first folder.
    """
    return STATIC + name.removeprefix(BESIDE).partition("/")[2]


def find_unshared(folder: Path, names: Iterable[str]) -> Iterator[Complaint]:
    """Yield a complaint for each file that lies with the shared ones and that no manifest lists among `names`."""
    listed = {name.removeprefix("../../") for name in names if name.startswith(BESIDE)}
    for path in sorted((folder / FOLDER).rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in listed:
            yield Complaint(place=name, what="is of no edition", remedy="remove it")
