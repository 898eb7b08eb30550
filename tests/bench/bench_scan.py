"""How well `scan` finds figures that people marked as wrong, and how long it takes.

Run it by hand: ``python tests/bench/bench_scan.py CORPUS [--list]``. CORPUS holds ``texts/*.txt``,
``statistics/*.json`` and ``gold.csv`` (text, start, end, marked, type, correction). A figure that is said to disagree
is a hit if it overlaps a span of type NUMBER. Without CORPUS, only the speed is measured. Nothing fails.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from factbook.drafts import parse_statistics
from factbook.scan import Fact, Scanned, Status, index_facts, scan

Span = tuple[int, int, str]


def read_gold(folder: Path) -> dict[str, list[Span]]:
    """Read the spans of wrong figures, by text."""
    gold: dict[str, list[Span]] = defaultdict(list)
    with (folder / "gold.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["type"] == "NUMBER":
                gold[row["text"]].append((int(row["start"]), int(row["end"]), row["correction"]))
    return gold


def measure(folder: Path, everything: bool) -> None:
    """Print recall and precision of `disagrees`."""
    gold = read_gold(folder)
    hits = flagged = found = agreed = agreed_wrong = 0
    for path in sorted((folder / "texts").glob("*.txt")):
        text = path.read_text("utf-8")
        facts = index_facts(
            parse_statistics(json.loads((folder / "statistics" / f"{path.stem}.json").read_text("utf-8")))
        )
        scanned = scan(text, facts)
        wrong = [one for one in scanned if one.status is Status.DISAGREES]
        spans = gold[path.stem]
        for one in wrong:
            hit = any(_overlaps(one, span) for span in spans)
            hits += hit
            if everything and not hit:
                print(f"FALSE {path.stem} {_context(text, one.start, one.end)} | {one.statistic}: {one.reason}")  # noqa: T201
        flagged += len(wrong)
        for span in spans:
            seen = any(_overlaps(one, span) for one in wrong)
            found += seen
            if everything and not seen:
                others = [(one.status.value, one.statistic, one.reason) for one in scanned if _overlaps(one, span)]
                print(f"MISSED {path.stem} {_context(text, span[0], span[1])} -> {span[2]} | {others}")  # noqa: T201
        good = [one for one in scanned if one.status is Status.AGREES]
        agreed += len(good)
        agreed_wrong += sum(any(_overlaps(one, span) for span in spans) for one in good)
    total = sum(map(len, gold.values()))
    print(f"recall {found / total:.3f} ({found} of {total} wrong figures)")  # noqa: T201
    print(f"precision {hits / max(flagged, 1):.3f} ({hits} of {flagged} alarms)")  # noqa: T201
    print(f"agrees: {agreed}, of which people marked {agreed_wrong} as wrong")  # noqa: T201


def _overlaps(one: Scanned, span: Span) -> bool:
    return one.start < span[1] and span[0] < one.end


def _context(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 90) : start]}[[{text[start:end]}]]{text[end : end + 45]}"


def measure_speed() -> None:
    """Print how long ten thousand words against ten thousand statistics take."""
    names = [f"{first}{last}" for first in ("Ar", "Bel", "Cor", "Dun", "Est") for last in _syllables()]
    facts = [
        Fact(id=f"{name}.{measure}", value=Decimal(at % 97), about=(name,), measure=measure, unit=measure)
        for at, name in enumerate(names)
        for measure in ("murders", "thefts", "arrests", "fires", "births")
    ][:10_000]
    text = " ".join(
        f"{name} had {at % 97} murders, {at % 89} thefts and a fire in 2024." for at, name in enumerate(names)
    )
    words = text.split()[:10_000]
    start = time.process_time()
    scanned = scan(" ".join(words), index_facts(facts))
    seconds = time.process_time() - start
    print(f"{len(words):,} words against {len(facts):,} statistics: {seconds:.2f} s, {len(scanned):,} numbers")  # noqa: T201


def _syllables() -> list[str]:
    consonants = "bdfgklmnprstvz"
    return [f"{a}{b}{c}" for a in consonants for b in "aeiou" for c in ("nda", "lle", "rth", "sko", "min", "tov")]


def main(arguments: list[str]) -> None:
    """Print every measurement."""
    folders = [Path(one) for one in arguments if not one.startswith("--")]
    for folder in folders:
        measure(folder, "--list" in arguments)
    measure_speed()


if __name__ == "__main__":
    main(sys.argv[1:])
