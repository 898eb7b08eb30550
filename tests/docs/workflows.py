"""Write this repository's workflows that every report has: ``python tests/docs/workflows.py``.

Their text is that of `factbook init`, with our own versions of Python; a test compares the two.
"""

from __future__ import annotations

from pathlib import Path

from factbook.cli.init import COMMON, read_template

ROOT = Path(__file__).parents[2]
FOLDER = Path(".github", "workflows")
OURS = {
    "python": "3.11",
    # the Python of our pins, and a system for which setup-python has it
    "pinned": "3.11.7",
    "runner": "ubuntu-22.04",
}
NAMES = sorted(path.name for path in (COMMON / FOLDER).glob("*.yml"))


def make_workflow(name: str) -> str:
    """Return a workflow of this repository."""
    return read_template(COMMON / FOLDER / name, COMMON, OURS).decode("utf-8")


if __name__ == "__main__":
    for name in NAMES:
        (ROOT / FOLDER / name).write_text(make_workflow(name), "utf-8")
