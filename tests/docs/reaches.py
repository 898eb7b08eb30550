"""Write docs/contributing/reaches.md from the code: ``python tests/docs/reaches.py``.

A reach is where our code uses what another project does not promise: a private name, a method that it does not say
may be overridden, a module that it calls internal. Each is a comment in the code that begins with ``# Reach: project
(version):``, gives its reason, and ends with ``Tested by file`` or ``Tested by file::name``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ROOT / "packages"
PAGE = ROOT / "docs" / "contributing" / "reaches.md"
MOST = 11
HEAD = """\
# Reaches into other projects

This page is written by `make docs` from the code; change the comments that begin with `# Reach:`, not the page.

Where we use what another project does not promise, a release of that project may break it.
Each such place stands in one module, and says why nothing public would do and for which version it was written.
Each has a test that fails when the other project changes.
There are at most eleven; `pyproject.toml` bounds the versions of these projects above.

"""
_OPENING = re.compile(r"# Reach: (?P<project>[\w.-]+) \((?P<version>\d[\w. ]*)\): (?P<text>.*)")
_TEST = re.compile(r"\s*Tested by (?P<test>tests/[\w/]+\.py)(?:::(?P<name>\w+))?\.?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One comment in the code."""

    module: str
    line: int
    project: str
    version: str
    reason: str
    test: str
    """Empty where the comment names none."""


def find_reaches() -> Iterator[Reach]:
    """Yield every reach. Raises ValueError for a comment that names no project with its version."""
    for path in sorted(PACKAGES.glob("*/src/**/*.py")):
        lines = path.read_text("utf-8").splitlines()
        for at, line in enumerate(lines):
            if line.lstrip().startswith("# Reach:"):
                yield _read(path, lines, at)


def _read(path: Path, lines: list[str], at: int) -> Reach:
    block = []
    for line in lines[at:]:
        if not line.lstrip().startswith("#"):
            break
        block.append(line.strip())
    opening = _OPENING.fullmatch(" ".join([block[0], *(line.lstrip("# ") for line in block[1:])]))
    module = path.relative_to(ROOT).as_posix()
    if opening is None:
        raise ValueError(f"{module}:{at + 1}: does not begin with a project and its version")
    test = _TEST.search(opening["text"])
    reason = opening["text"][: test.start()] if test else opening["text"]
    named = f"{test['test']}{'::' + test['name'] if test['name'] else ''}" if test else ""
    return Reach(
        module=module, line=at + 1, project=opening["project"], version=opening["version"], reason=reason, test=named
    )


def make_page() -> str:
    """Return the page."""
    rows = ["| project | version | where | why | test |", "|---|---|---|---|---|"]
    for reach in sorted(find_reaches(), key=lambda one: (one.project, one.module, one.line)):
        where = reach.module.rpartition("/src/")[2]
        reason = reach.reason.replace("|", "\\|")
        rows.append(f"| {reach.project} | {reach.version} | `{where}` | {reason} | `{reach.test}` |")
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(make_page(), "utf-8")
