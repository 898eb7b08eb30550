"""Install the wheel in a folder into a new environment, and build the starter report with it: what a newcomer does.

``python tests/try_package.py dist``
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

MOST = 380
"""Megabytes that the installed tree may take, without compiled bytecode and without pip."""


def main(dist: Path) -> None:
    """Try the one wheel in `dist`. Raises CalledProcessError where a step fails."""
    (wheel,) = dist.glob("*.whl")
    with tempfile.TemporaryDirectory() as folder:
        environment, report = Path(folder, "environment"), Path(folder, "report")
        venv.create(environment, with_pip=True)
        python, factbook = environment / "bin" / "python", environment / "bin" / "factbook"
        # Only what the wheel asks for: the lock is the report's, and would hide a dependency that is missing here.
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
        size = sum(map(size_of, environment.glob("lib/python*/site-packages/*")))
        sys.stdout.write(f"{size / 1e6:.0f} MB installed, {MOST} allowed\n")
        run(factbook, "init", report)
        run(factbook, "build", "--project", report)
        # with the factbook that wrote it, which no index may have
        run("make", "--directory", report, "site")
    if size > MOST * 1e6:
        sys.exit("too large: see which dependency grew")


def run(*command: Path | str) -> None:
    """Run a command, outside of this checkout and without its settings."""
    around = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    subprocess.run(command, check=True, env=around, cwd=tempfile.gettempdir())


def size_of(path: Path) -> int:
    """Return the bytes of a package: not those of compiled bytecode, nor of pip and setuptools, which install."""
    if path.name.startswith(("pip", "setuptools", "_distutils")):
        return 0
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files if one.suffix != ".pyc")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
