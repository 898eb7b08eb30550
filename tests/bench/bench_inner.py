"""How often a text is said to refute itself, and how many of these alarms sit on figures that people marked as wrong.

Run it by hand: ``python tests/bench/bench_inner.py CORPUS``. CORPUS holds ``texts/*.txt`` and ``gold.csv`` (text,
start, end, ...). No statistic is given, so every alarm comes from the text alone.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from figurecheck.scan import index_facts, scan


def main(arguments: list[str]) -> None:
    """Print each alarm, and the counts."""
    folder = Path(arguments[0])
    gold: dict[str, list[tuple[int, int]]] = defaultdict(list)
    with (folder / "gold.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            gold[row["text"]].append((int(row["start"]), int(row["end"])))
    nothing = index_facts([])
    numbers = alarms = marked = 0
    for path in sorted((folder / "texts").glob("*.txt")):
        for one in scan(path.read_text("utf-8"), nothing):
            numbers += 1
            if one.status.wrong:
                hit = any(one.start < end and start < one.end for start, end in gold[path.stem])
                alarms, marked = alarms + 1, marked + hit
                print(f"{path.stem}:{one.start}: ‘{one.text}’ {one.status}: {one.reason}; marked: {hit}")  # noqa: T201
    print(f"{numbers:,} numbers, {alarms} alarms, {marked} of them on figures that people marked")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
