"""How well `scan` finds figures that people marked as wrong, and how long it takes.

Run it by hand: ``python tests/bench/bench_scan.py CORPUS [--list]``. CORPUS holds ``texts/*.txt``,
``statistics/*.json`` and ``gold.csv`` (text, start, end, marked, type, correction). A figure that is said to disagree
is a hit if it overlaps a span of type NUMBER. The reports are split in two by their names: rules are tuned on one half
only, and ``--list`` shows only that. Without CORPUS, only the speed is measured. Nothing fails.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from figurecheck.scan import Fact, Scanned, Status, index_facts, scan
from figurecheck.scan.drafts import parse_statistics

Span = tuple[int, int, str]


def read_gold(folder: Path) -> dict[str, list[Span]]:
    """Read the spans of wrong figures, by text."""
    gold: dict[str, list[Span]] = defaultdict(list)
    with (folder / "gold.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["type"] == "NUMBER":
                gold[row["text"]].append((int(row["start"]), int(row["end"]), row["correction"]))
    return gold


@dataclass
class Count:
    """Alarms and wrong figures of a set of reports."""

    total: int = 0
    found: int = 0
    flagged: int = 0
    hits: int = 0
    agreed: int = 0
    agreed_wrong: int = 0

    def __str__(self) -> str:
        return (
            f"recall {self.found / max(self.total, 1):.3f} ({self.found} of {self.total} wrong figures), "
            f"precision {self.hits / max(self.flagged, 1):.3f} ({self.hits} of {self.flagged} alarms), "
            f"agrees: {self.agreed}, of which people marked {self.agreed_wrong} as wrong"
        )


def held_out(name: str) -> bool:
    """Whether a report is kept from those who tune the rules: half of them, by a hash of the name."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 1


def measure(folder: Path, everything: bool) -> None:
    """Print recall and precision of `disagrees`, apart for the reports that rules were tuned on; list only those."""
    gold = read_gold(folder)
    counts = {False: Count(), True: Count()}
    for path in sorted((folder / "texts").glob("*.txt")):
        text = path.read_text("utf-8")
        statistics = json.loads((folder / "statistics" / f"{path.stem}.json").read_text("utf-8"))
        scanned = scan(text, index_facts(parse_statistics(statistics)))
        _count(counts[held_out(path.stem)], scanned, gold[path.stem])
        if everything and not held_out(path.stem):
            _list(path.stem, text, scanned, gold[path.stem])
    print(f"tuned on: {counts[False]}")  # noqa: T201
    print(f"held out: {counts[True]}")  # noqa: T201


def _count(count: Count, scanned: list[Scanned], spans: list[Span]) -> None:
    wrong = [one for one in scanned if one.status is Status.DISAGREES]
    good = [one for one in scanned if one.status is Status.AGREES]
    count.total += len(spans)
    count.flagged += len(wrong)
    count.agreed += len(good)
    count.hits += sum(any(_overlaps(one, span) for span in spans) for one in wrong)
    count.found += sum(any(_overlaps(one, span) for one in wrong) for span in spans)
    count.agreed_wrong += sum(any(_overlaps(one, span) for span in spans) for one in good)


def _list(name: str, text: str, scanned: list[Scanned], spans: list[Span]) -> None:
    """Print the false alarms and the wrong figures that were missed."""
    for one in scanned:
        if one.status is Status.DISAGREES and not any(_overlaps(one, span) for span in spans):
            print(f"FALSE {name} {_context(text, one.start, one.end)} | {one.statistic}: {one.reason}")  # noqa: T201
    for span in spans:
        touched = [one for one in scanned if _overlaps(one, span)]
        if not any(one.status is Status.DISAGREES for one in touched):
            said = [(one.status.value, one.statistic, one.reason) for one in touched]
            print(f"MISSED {name} {_context(text, span[0], span[1])} -> {span[2]} | {said}")  # noqa: T201


def _overlaps(one: Scanned, span: Span) -> bool:
    return one.start < span[1] and span[0] < one.end


def _context(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 90) : start]}[[{text[start:end]}]]{text[end : end + 45]}"


def measure_speed() -> None:
    """Print how long ten thousand words against ten thousand statistics take, and what twice of either costs."""
    names = [f"{first}{last}" for first in ("Ar", "Bel", "Cor", "Dun", "Est") for last in _syllables()]
    facts = [
        Fact(
            id=f"{name}.{measure}", value=Decimal(at % 97), about=(name,), measure=measure, unit=measure, period="2024"
        )
        for at, name in enumerate(names)
        for measure in ("murders", "thefts", "arrests", "fires", "births")
    ]
    words = " ".join(
        f"{name} had {at % 97} murders, {at % 89} thefts and a fire in 2024." for at, name in enumerate(names * 2)
    ).split()
    seconds = _seconds(words[:10_000], facts[:10_000])
    print(f"10,000 words against 10,000 statistics: {seconds:.2f} s of processor time")  # noqa: T201
    print(f"twice the words: {_seconds(words[:20_000], facts[:10_000]) / seconds:.2f} times the time")  # noqa: T201
    half = _seconds(words[:10_000], facts[:5_000])
    print(f"half the statistics: {half / seconds:.2f} times the time")  # noqa: T201


def _seconds(words: list[str], facts: list[Fact]) -> float:
    """The processor time of one scan, the index of the statistics included."""
    start = time.process_time()
    scan(" ".join(words), index_facts(facts))
    return time.process_time() - start


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
