"""New digits as a patch, and the figures that are left to a person, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factbook.report.fix.candidates import UnfixedFigure
from factbook.report.fix.changed_files import ChangedFile
from factbook.report.fix.plan import FixPlan
from factbook.report.found import find_sentence
from figurecheck.report.annotation import show_hidden
from figurecheck.report.patch import patch_lines

_CONTEXT = 2
"""Lines around a change: sentences are lines, and long."""


def fix_lines(files: Iterable[ChangedFile], prefix: str = "") -> Iterator[str]:
    """Yield the lines of a patch, each with its own end, as ``git apply`` takes them.

    `prefix` is the report's folder in its repository, with a slash at the end.
    """
    for one in files:
        yield from patch_lines(f"{prefix}{one.file}", one.before.decode(), one.after.decode(), context=_CONTEXT)


def left_lines(left: Iterable[UnfixedFigure]) -> Iterator[str]:
    """Yield for each figure that is left where it stands, why, its sentence, and what might stand there instead."""
    for one in left:
        finding = one.finding
        about = f" [{finding.statistic.id}]" if finding.statistic else ""
        yield show_hidden(f"{finding.place}: ‘{finding.printed}’ {one.why}{about}")
        sentence = find_sentence(finding.claim) if finding.claim else ""
        if sentence not in {"", finding.printed}:
            yield show_hidden(f"    {sentence}")
        if one.proposals:
            texts = (f"‘{text}’" for text in one.proposals)
            yield show_hidden(f"    perhaps {' or '.join(texts)}")


def count_line(plan: FixPlan) -> str:
    """Return how many figures get new digits, and how many are left."""
    fixes, left = len(plan.fixes), len(plan.left)
    counted = [
        f"{fixes} figure{'' if fixes == 1 else 's'} with new digits" if fixes else "",
        f"{left} left to a person" if left else "",
        f"{plan.others} wrong for other reasons than digits (factbook check)" if plan.others else "",
    ]
    return ", ".join(filter(None, counted)) + "." if any(counted) else "No figure needs other digits."
