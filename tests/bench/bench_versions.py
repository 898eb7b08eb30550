"""Time two versions of factbook side by side: ``python tests/bench/bench_versions.py BEFORE AFTER [REPORT] [ROUNDS]``.

BEFORE and AFTER are `factbook` programs, each in an environment of its own. Both build copies of one report in turn,
so that a busy machine is busy for both; what counts is the ratio of the medians.
Steps: a cold build, one digit of a table, one sentence of a page, one line of a notebook, nothing.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

STATE = "_build"


def cold(root: Path, turn: int) -> None:
    """Forget every earlier build."""
    shutil.rmtree(root / STATE, ignore_errors=True)


def data(root: Path, turn: int) -> None:
    """Change a text of the first table that has notes, which moves no figure."""
    table = next(path for path in sorted((root / "data").glob("*.csv")) if "note" in path.read_text("utf-8")[:300])
    header, first, *rest = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([header, f"{first.rstrip('.')}{'.' if turn % 2 else ''}", *rest]) + "\n", "utf-8")


def page(root: Path, turn: int) -> None:
    """Add a sentence to the last page in order."""
    last = max((root / "book").glob("*.md"))
    last.write_text(last.read_text("utf-8") + f"\nOne more sentence{' again' * (turn % 2)}.\n", "utf-8")


def notebook(root: Path, turn: int) -> None:
    """Add a comment to the first code cell of the first notebook."""
    first = min((root / "notebooks").glob("*.ipynb"))
    document = json.loads(first.read_text("utf-8"))
    cell = next(cell for cell in document["cells"] if cell["cell_type"] == "code")
    cell["source"] = ["".join(cell["source"]) + f"\n# {turn}"]
    first.write_text(json.dumps(document), "utf-8")


def nothing(root: Path, turn: int) -> None:
    """Change nothing."""


STEPS: tuple[Callable[[Path, int], None], ...] = (cold, data, page, notebook, nothing)


def build(program: str, root: Path) -> float:
    """Build a report and return the seconds that it took."""
    subprocess.run([program, "refresh", "--project", root], check=True, capture_output=True)
    begun = time.perf_counter()
    result = subprocess.run([program, "build", "--project", root], capture_output=True, text=True, check=False)
    taken = time.perf_counter() - begun
    if result.returncode:
        raise SystemExit(f"{program} build: {result.stdout}{result.stderr}")
    return taken


def main(before: str, after: str, report: str = ".", rounds: str = "5") -> None:
    """Time each step and print the medians and their ratio."""
    with tempfile.TemporaryDirectory(prefix="factbook-bench-") as folder:
        roots = {}
        for name, program in (("before", before), ("after", after)):
            roots[name] = Path(folder) / name
            ignored = shutil.ignore_patterns(STATE, ".venv", ".git", "src", "tests", ".*_cache")
            shutil.copytree(report, roots[name], ignore=ignored)
            build(program, roots[name])
        sys.stdout.write(f"{'step':10} {'before':>8} {'after':>8} {'ratio':>6}\n")
        for step in STEPS:
            taken: dict[str, list[float]] = {"before": [], "after": []}
            for turn in range(int(rounds)):
                for name, program in (("before", before), ("after", after)):
                    step(roots[name], turn)
                    taken[name].append(build(program, roots[name]))
            old, new = (statistics.median(taken[name]) for name in ("before", "after"))
            sys.stdout.write(f"{step.__name__:10} {old:7.2f}s {new:7.2f}s {new / old:6.2f}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
