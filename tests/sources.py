"""Where the packages of this repository are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
FIGURECHECK = ROOT / "packages" / "figurecheck" / "src" / "figurecheck"
FACTBOOK = ROOT / "packages" / "factbook" / "src" / "factbook"
PACKAGES = (FIGURECHECK, FACTBOOK)
MODULES = sorted(path for package in PACKAGES for path in package.rglob("*.py"))


def name_of(path: Path) -> str:
    """Return the dotted name of a module, with `__init__` for a package."""
    (package,) = (one for one in PACKAGES if path.is_relative_to(one))
    return path.relative_to(package.parent).with_suffix("").as_posix().replace("/", ".")
