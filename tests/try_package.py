"""Install the wheels in a folder into new environments, and do what a newcomer does first.

``python tests/try_package.py dist``: figurecheck alone judges a phrase and scans a draft; factbook, which takes
figurecheck from the same folder, builds the starter report.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOST = 380
"""Megabytes that factbook may take with all that it needs, without compiled bytecode and without pip."""
MOST_OF_FIGURECHECK = 25
"""Megabytes that figurecheck may take in the same way."""


def main(dist: Path) -> None:
    """Try the two wheels in `dist`. Raises CalledProcessError where a step fails."""
    with installed(dist, "figurecheck", MOST_OF_FIGURECHECK) as (programs, folder):
        run(programs / "figurecheck", "judge", "about a fifth", "0.208", "--unit", "share")
        (folder / "known.json").write_text(json.dumps([{"id": "trips", "value": 12, "unit": "trips"}]), "utf-8")
        (folder / "draft.md").write_text("There were 12 trips.\n", "utf-8")
        run(programs / "figurecheck", "scan", folder / "draft.md", "--statistics", folder / "known.json")
    with installed(dist, "factbook", MOST) as (programs, folder):
        run(programs / "factbook", "init", folder / "report")
        run(programs / "factbook", "build", "--project", folder / "report")
        # with the factbook that wrote it, which no index may have
        run("make", "--directory", folder / "report", "site")


@contextmanager
def installed(dist: Path, name: str, most: int) -> Iterator[tuple[Path, Path]]:
    """Provide the programs of an environment with one of the wheels, and an empty folder."""
    # factbook takes figurecheck of the same version, which no index has yet.
    wheels = [one for own in dict.fromkeys(["figurecheck", name]) for one in dist.glob(f"{own}-*.whl")]
    with tempfile.TemporaryDirectory() as temporary:
        environment, folder = Path(temporary, "environment"), Path(temporary, "folder")
        folder.mkdir()
        venv.create(environment, with_pip=True)
        pip = [environment / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        # Only what the wheel asks for: the lock is the report's, and would hide a dependency that is missing here.
        run(*pip, *wheels)
        size = sum(map(size_of, environment.glob("lib/python*/site-packages/*")))
        sys.stdout.write(f"{name}: {size / 1e6:.0f} MB installed, {most} allowed\n")
        if size > most * 1e6:
            sys.exit("too large: see which dependency grew")
        yield environment / "bin", folder


def run(*command: Path | str) -> None:
    """Run a command, outside of this checkout and without its settings."""
    around = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    subprocess.run(command, check=True, env=around, cwd=tempfile.gettempdir())


def size_of(path: Path) -> int:
    """Return the bytes of a package: not those of compiled bytecode, nor of pip and setuptools, which install."""
    if path.name.startswith(("pip", "setuptools", "_distutils", "pkg_resources")):
        return 0
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files if one.suffix != ".pyc")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
