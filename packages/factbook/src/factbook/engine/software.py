"""The software that a site or a run is made with, as one digest: Python, the installed packages, and our own files.

Like `factbook.project.files`, it loads nothing that takes longer than a build that has nothing to do.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator

import figurecheck
from factbook.engine.file_state import begin_of_line, is_racy
from factbook.project.files import digest, digest_content, digest_file, replace_file, walk

PACKAGES = {
    "factbook": __file__.rpartition("/engine/")[0],
    "figurecheck": os.path.dirname(str(figurecheck.__file__)),  # noqa: PTH120 - as in `files`
}
"""The folders of our own packages, which are released together, by name."""


def digest_software(*, without: Collection[str] = (), memory: str = "") -> str:
    """Return a digest of Python, of every installed package, and of our own files.

    Folders whose names are in `without`, such as ``factbook/serve``, do not count. `memory` is a file that remembers
    the digest by how our files were last seen: then they are read only when one of them was touched.
    """
    # Whatever is read decides, and style sheets and templates are read as well: every file counts but compiled ones.
    walked = (one for name, folder in PACKAGES.items() for one in walk(folder, f"{name}/", without="__pycache__"))
    own = {name: entry.stat() for name, entry in walked if not name.endswith(".pyc")}
    if without:
        begins = tuple(f"{name}/" for name in without)
        own = {name: found for name, found in own.items() if not name.startswith(begins)}
    around = [sys.version, *sorted(_find_packages())]
    seen = digest_content(
        "\0".join([*PACKAGES.values(), *sorted([begin_of_line(found) + name for name, found in own.items()]), *around])
    )
    last, _, known = _read_text(memory).partition(" ")
    if last == seen:
        return known
    made = digest(around, [(name, digest_file(find(name))) for name in sorted(own)])
    # A file that changed just now may change again and keep its times: then nothing may be remembered of it.
    if memory and not any(map(is_racy, own.values())):
        try:
            replace_file(memory, f"{seen} {made}")
        except OSError:
            return made  # where nothing can be written, the files are read each time
    return made


def find(name: str) -> str:
    """Return the path of one of our files, such as ``figurecheck/py.typed``."""
    package, _, rest = name.partition("/")
    return f"{PACKAGES[package]}/{rest}"


def find_modules(folders: Collection[str]) -> list[str]:
    """Return the files of the modules of some folders that are loaded now, without those of installed packages there.

    No version tells when one of them changes.
    """
    begins = tuple(f"{name}/" for folder in folders if folder for name in (folder, os.path.realpath(folder)))
    # From their dictionaries: to ask a module that loads when it is used for an attribute would load it.
    # By its type, as some things say that they are modules and are none.
    modules = (module for module in list(sys.modules.values()) if issubclass(type(module), type(sys)))
    files = (object.__getattribute__(module, "__dict__").get("__file__") for module in modules)
    found = (file for file in files if isinstance(file, str) and file.startswith(begins))
    return sorted({os.path.realpath(file) for file in found if "/site-packages/" not in file})


def _find_packages() -> Iterator[str]:
    """Yield name and version of every installed package, as its folder of metadata is called."""
    # importlib.metadata finds the same, and takes longer to load than all of this takes to run.
    # An empty path is the folder that Python was started in; what lies there is no part of the software.
    for folder in filter(None, dict.fromkeys(sys.path)):
        try:
            names = os.listdir(folder)  # noqa: PTH208 - only names are needed
        except OSError:
            continue
        yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))


def _read_text(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            return file.read()
    # none is there, or it holds something else
    except (OSError, UnicodeDecodeError):
        return ""
