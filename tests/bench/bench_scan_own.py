"""How `scan` does on pages whose figures are bound: it is shown the page without the bindings.

Run it by hand: ``python tests/bench/bench_scan_own.py STATISTICS PAGE... [--list]``. STATISTICS is the
``statistics.json`` of a built site, PAGE a Markdown page of its report. Every bound figure is right, so a figure that
is said to disagree is a false alarm, and one that agrees should agree with the statistic that it is bound to.
Nothing fails.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from figurecheck.scan import Scanned, index_facts, scan
from figurecheck.scan.drafts import blank_markdown, read_statistics

_CLAIM = re.compile(r"\{claim\}`([^`<\n]+?)\s*<([^`>\n]+)>`")


def bound(text: str) -> list[tuple[int, int, str]]:
    """List the places of bound figures, and the statistics that they are bound to."""
    return [(match.start(1), match.end(1), match.group(2)) for match in _CLAIM.finditer(text)]


def measure(statistics: Path, pages: list[Path], everything: bool) -> Counter[str]:
    """Count what is said of bound figures."""
    facts = index_facts(read_statistics(statistics))
    counts: Counter[str] = Counter()
    for page in pages:
        text = page.read_text("utf-8")
        scanned = scan(blank_markdown(text), facts)
        for start, end, wanted in bound(text):
            for one in (one for one in scanned if start <= one.start < end):
                told = _told(one, wanted)
                counts.update(told)
                if everything:
                    around = " ".join(text[max(0, start - 120) : end + 60].split())
                    where = f"{page.name}:{one.line} {'+'.join(told)}"
                    print(f"{where} | {one.text} | {wanted} | {one.statistic} | {one.reason} | {around}")  # noqa: T201
                    print("      ", [(each.statistic, each.agrees, each.score) for each in one.candidates])  # noqa: T201
    return counts


def _told(one: Scanned, wanted: str) -> list[str]:
    told = ["bound", one.status.value]
    if one.status.value == "agrees":
        told.append("agrees with its own" if wanted in one.statistic.split(" / ") else "agrees with another")
    if any(each.statistic == wanted for each in one.candidates[:3]):
        told.append("among the first three")
    if one.candidates and one.candidates[0].statistic == wanted:
        told.append("first of all")
    return told


def main(arguments: list[str]) -> None:
    """Print the counts."""
    files = [Path(one) for one in arguments if not one.startswith("--")]
    if len(files) < 2:
        print(__doc__)  # noqa: T201
        return
    counts = measure(files[0], files[1:], "--list" in arguments)
    for name, count in counts.most_common():
        print(f"{count:5} {name}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
