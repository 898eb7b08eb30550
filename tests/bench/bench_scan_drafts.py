"""How well `scan` tells wrong figures from right ones in short drafts, in English and Korean.

Run it by hand: ``python tests/bench/bench_scan_drafts.py DRAFT STATISTICS LANGUAGE [--list]``. DRAFT holds a sentence a
line, each scanned by itself; a wrong figure stands in ``[[double brackets]]``, every other is right.
``drafts/ko.txt`` goes with ``drafts/ko.json``; ``drafts/en.txt`` with the ``statistics.json`` of this report's built
site. Nothing fails.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from figurecheck.scan import Status, index_facts, scan
from figurecheck.scan.drafts import read_statistics

_MARK = re.compile(r"\[\[|\]\]")


def unmark(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Take the brackets off a line; the places of what stood in them.

    >>> unmark("It had [[5]] of 6.")
    ('It had 5 of 6.', [(7, 8)])
    """
    places: list[int] = []
    for count, mark in enumerate(_MARK.finditer(line)):
        places.append(mark.start() - 2 * count)
    return _MARK.sub("", line), list(zip(places[::2], places[1::2], strict=True))


def measure(draft: Path, statistics: Path, locale: str, everything: bool) -> Counter[str]:
    """Count what is said of right and wrong figures."""
    facts = index_facts(read_statistics(statistics))
    counts: Counter[str] = Counter()
    for line in draft.read_text("utf-8").splitlines():
        text, wrong = unmark(line)
        for one in scan(text, facts, locale=locale):
            if one.status is Status.NOT_A_FIGURE:
                continue
            marked = any(one.start < end and start < one.end for start, end in wrong)
            counts[f"{'wrong' if marked else 'right'} figures: {one.status.value}"] += 1
            if everything and one.status is not (Status.DISAGREES if marked else Status.AGREES):
                print("WRONG" if marked else "RIGHT", one.text, one.status.value, one.reason, "|", text)  # noqa: T201
                print("      ", [(each.statistic, each.agrees, each.score) for each in one.candidates])  # noqa: T201
    return counts


def main(arguments: list[str]) -> None:
    """Print the counts."""
    plain = [one for one in arguments if not one.startswith("--")]
    if len(plain) != 3:
        print(__doc__)  # noqa: T201
        return
    for name, count in sorted(measure(Path(plain[0]), Path(plain[1]), plain[2], "--list" in arguments).items()):
        print(f"{count:4} {name}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
