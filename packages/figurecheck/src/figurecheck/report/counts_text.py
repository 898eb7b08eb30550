"""The texts of a repository as they were held against its counts: as lines, as JSON, and as annotations of GitHub.

Apart from `scan_text`, so that scanning a draft need not load what reads a `figurecheck.yml`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from figurecheck.model import Place
from figurecheck.report.annotation import annotate
from figurecheck.report.scan_text import COUNTED, render_annotations, render_number, scanned_document
from figurecheck.scan import Status
from figurecheck.scan.repository import CheckedTexts, Missing

MISSING = "missing"
"""The status of a statistic that a file must state and does not."""


def checked_document(checked: CheckedTexts) -> list[dict[str, object]]:
    """Return the list that ``scan --format json`` prints; a statistic that is missing is a number without text."""
    lacking: list[dict[str, object]] = [
        {
            "file": one.file, "line": 1, "column": 1, "start": 0, "end": 0, "text": "", "reading": "",
            "status": MISSING, "statistic": one.statistic, "reason": one.reason, "candidates": [],
        }
        for one in checked.missing
    ]  # fmt: skip
    return scanned_document(checked.scans) + lacking


def annotate_checked(checked: CheckedTexts) -> Iterator[str]:
    """Yield a workflow command of GitHub for each wrong number and each statistic that is missing."""
    yield from render_annotations(checked.scans)
    yield from (annotate(_describe_missing(one), Place(file=one.file)) for one in checked.missing)


def render_checked(checked: CheckedTexts, *, everything: bool = False) -> Iterator[str]:
    """Yield the wrong numbers of the texts, or every number, what is missing, and the counts."""
    for draft, numbers in checked.scans:
        for one in numbers:
            if one.status.wrong or (everything and one.status is not Status.NOT_A_FIGURE):
                yield from render_number(draft, one, indent="")
    yield from map(_describe_missing, checked.missing)
    yield _count(checked)


def _describe_missing(lack: Missing) -> str:
    return f"{lack.file}:1:1: {MISSING}: {lack.reason} [{lack.statistic}]"


def _count(checked: CheckedTexts) -> str:
    numbers = [one for _, found in checked.scans for one in found]
    counts = Counter(one.counted_as for one in numbers if one.status is not Status.UNSOURCED)
    shown = [f"{counts[status]} {status}" for status in COUNTED if counts[status]]
    shown += [f"{len(checked.missing)} {MISSING}"] if checked.missing else []
    # Whoever sees a green hook must know that there are figures which may be stale, and on which nothing is said.
    doubtful = sum(one.status is Status.UNSOURCED and not all(two.agrees for two in one.candidates) for one in numbers)
    shown += [f"{doubtful} that may be one not compared (--all lists them)"] if doubtful else []
    # A phrase with a slip of the pen matches nothing, and would look like a check that passes.
    met = {one.statistic for one in numbers}
    unmet = [fact.id for fact in checked.facts if fact.id not in met]
    shown += [f"no figure of {', '.join(unmet)}"] if unmet else []
    texts, facts = len(checked.scans), len(checked.facts)
    return f"{texts} text{'' if texts == 1 else 's'}, {facts} statistic{'' if facts == 1 else 's'}: {', '.join(shown)}"
