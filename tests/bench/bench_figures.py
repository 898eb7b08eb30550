"""What every command does with a report of thousands of figures, and how large its pages are.

Run it by hand: ``python tests/bench/bench_figures.py``. It prints one line for each command and the largest files of
the site, and writes the lines into ``docs/benchmark-size.md``. Nothing fails.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from large_report import Size, write_report
from measure import describe_machine, measure
from size_page import Step, measure_site, write_part

FACTBOOK = Path(sys.executable).with_name("factbook")
STEPS = {
    "check": ["check"],
    "build": ["build"],
    "build, nothing changed": ["build"],
    "build, a page edited": ["build"],
    "seal": ["seal", "2026-03"],
    "diff, 60 rows revised": ["diff"],
    "seal, 60 rows revised": ["seal", "2026-09"],
    "corrections": ["corrections", "--write"],
    "build, 60 rows revised": ["build"],
}


def edit(root: Path, step: str, size: Size) -> None:
    """Change what a step is about."""
    if step == "build, a page edited":
        page = root / "book/page01.md"
        page.write_text(page.read_text("utf-8") + "\nAnd that is all.\n", "utf-8")
    if step == "diff, 60 rows revised":
        write_report(root, size, revised=True)


def main() -> None:
    print(describe_machine())  # noqa: T201
    size, steps = Size(), list[Step]()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "report"
        write_report(root, size)
        for name, command in STEPS.items():
            edit(root, name, size)
            done = measure([str(FACTBOOK), *command, "--project", str(root)])
            steps.append(measure_site(root, name, done))
            print(*asdict(steps[-1]).values(), sep=" | ", flush=True)  # noqa: T201
            # A figure that moved is what the difference is to tell.
            if done.code and not (command == ["diff"] and done.code == 1):
                print(done.said[-3000:])  # noqa: T201
                return
        site = root / "_build/html"
        for file in sorted(site.rglob("*"), key=lambda path: -path.stat().st_size)[:20]:
            print(f"{file.stat().st_size:,} {file.relative_to(site)}")  # noqa: T201
    write_part("figures", steps)


if __name__ == "__main__":
    main()
