"""How `scan` does on whole texts in the manner of agencies and papers, each with its list of statistics.

Run it by hand: ``python tests/bench/bench_scan_published.py [--list]``. Every figure of ``drafts/published`` is right,
so that one which is said to disagree is a false alarm. Then errors are planted, one at a time: a digit of a figure is
changed, and two figures of one sentence change places. Nothing fails.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from figurecheck.figures.common.text import sentences
from figurecheck.scan import Facts, Scanned, Status, index_facts, scan
from figurecheck.scan.drafts import blank_markdown, read_statistics

FOLDER = Path(__file__).parent / "drafts" / "published"


def read_texts(folder: Path = FOLDER) -> Iterator[tuple[str, str, Facts]]:
    """Yield the text, the language and the statistics of each draft: ``NAME.LANGUAGE.md`` and ``.json``."""
    for path in sorted(folder.glob("*.md")):
        facts = index_facts(read_statistics(path.with_suffix(".json")))
        yield blank_markdown(path.read_text("utf-8")), path.suffixes[0][1:], facts


def scanned(text: str, locale: str, facts: Facts) -> list[Scanned]:
    """Scan a text; what is no figure is left out."""
    return [one for one in scan(text, facts, locale=locale) if one.status is not Status.NOT_A_FIGURE]


def change_digit(text: str, chance: random.Random) -> str:
    """Return a figure with one of its first two digits changed; empty if it has none."""
    places = [at for at, sign in enumerate(text) if sign.isdecimal()][:2]
    if not places:
        return ""
    at = chance.choice(places)
    return f"{text[:at]}{chance.choice([digit for digit in '123456789' if digit != text[at]])}{text[at + 1 :]}"


def plant_digits(text: str, figures: list[Scanned]) -> Iterator[tuple[str, Scanned]]:
    """Yield the text with a digit of each figure changed, and the figure."""
    chance = random.Random(1)
    for one in figures:
        if changed := change_digit(one.text, chance):
            yield f"{text[: one.start]}{changed}{text[one.end :]}", one


def exchange(text: str, figures: list[Scanned]) -> Iterator[tuple[str, int]]:
    """Yield the text with two neighbours of a sentence exchanged, if of one form, and where each of them is then."""
    for sentence in sentences(text):
        own = [one for one in figures if sentence.start <= one.start < sentence.end]
        for one, other in pairwise(own):
            if one.text == other.text or ("%" in one.text) != ("%" in other.text):
                continue
            made = f"{text[: one.start]}{other.text}{text[one.end : other.start]}{one.text}{text[other.end :]}"
            yield made, one.start
            yield made, other.start + len(other.text) - len(one.text)


def main(arguments: list[str]) -> None:
    """Print what is found in each text, and of all of them."""
    total: Counter[str] = Counter()
    for text, locale, facts in read_texts():
        figures = scanned(text, locale, facts)
        counts = Counter(f"right figures: {one.status.value}" for one in figures)
        if "--list" in arguments:
            for one in figures:
                if one.status is not Status.AGREES:
                    print(one.status.value, one.text, one.reason, "|", text[max(0, one.start - 60) : one.end + 30])  # noqa: T201
        for made, one in plant_digits(text, figures):
            found = next((each for each in scanned(made, locale, facts) if each.start == one.start), None)
            counts[f"a digit changed: {found.status.value if found else 'no figure'}"] += 1
        for made, start in exchange(text, figures):
            found = next((each for each in scanned(made, locale, facts) if each.start == start), None)
            counts[f"exchanged: {found.status.value if found else 'no figure'}"] += 1
        total += counts
    for name, count in sorted(total.items()):
        print(f"{count:4} {name}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
