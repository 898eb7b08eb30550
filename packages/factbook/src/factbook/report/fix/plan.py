"""All new digits of a report, file by file, what is left to a person, and whether there is anything of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from pathlib import Path

from factbook.editions.storage import FOLDER as EDITIONS
from factbook.report.checked_report import Report
from factbook.report.fix.candidates import DigitFix, UnfixedFigure, find_candidates, is_about_digits
from factbook.report.fix.changed_files import ChangedFile, Rejudge
from figurecheck.model import Finding, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class FixPlan:
    """What `factbook fix` writes, and what it does not."""

    files: tuple[ChangedFile, ...] = ()
    left: tuple[UnfixedFigure, ...] = ()
    """Figures that a person has to look at."""
    others: int = 0
    """Figures that do not hold for another reason than their digits: bound to nothing, in another unit..."""

    @property
    def fixes(self) -> tuple[DigitFix, ...]:
        """Every figure with new digits."""
        return tuple(fix for file in self.files for fix in file.fixes)


def plan_fixes(report: Report, wanted: Iterable[Finding]) -> FixPlan:
    """Return the new digits of those of the wanted figures that need nothing else. Raises OSError."""
    listed = list(wanted)
    by_file: dict[str, list[DigitFix]] = defaultdict(list)
    left: list[UnfixedFigure] = []
    for one in find_candidates(report, listed):
        if isinstance(one, UnfixedFigure):
            left.append(one)
        else:
            by_file[one.claim.place.file].append(one)
    # A page is read and judged once for all of its figures: they may stand in one sentence.
    files, rejudge = [], Rejudge(report, [fix for fixes in by_file.values() for fix in fixes])
    for file, fixes in by_file.items():
        path = Path(report.project.root, file)
        if not _may_change(report.project.root, file):
            left += [
                UnfixedFigure(finding=fix.finding, why="its file is not changed", proposals=(fix.text,))
                for fix in fixes
            ]
            continue
        changed, rest = rejudge.find_changed(file, path.read_bytes(), fixes)
        left += rest
        files += [changed] if changed.fixes else []
    # A figure that holds in a sentence that does not.
    left += [
        UnfixedFigure(finding=one, why=one.contradictions[0].reason)
        for one in listed
        if one.contradictions and one.claim is not None and not is_about_digits(one)
    ]
    others = sum(
        one.severity is Severity.ERROR and not is_about_digits(one) and not one.contradictions for one in listed
    )
    return FixPlan(files=tuple(files), left=tuple(sorted(left, key=_order)), others=others)


def _may_change(root: Path, file: str) -> bool:
    """Return whether a file is the report's own, and no part of an edition, which is sealed."""
    # Links are followed first: one may lead out of the report, or into an edition.
    path, root = Path(root, file).resolve(), root.resolve()
    return path.is_relative_to(root) and not path.is_relative_to(root / EDITIONS)


def _order(one: UnfixedFigure) -> tuple[str, int, int, int]:
    place = one.finding.place
    return (place.file, place.cell or 0, place.line or 0, place.column or 0) if place else ("", 0, 0, 0)


class Offer(Enum):
    """What `factbook fix` has for a report."""

    NOTHING = "nothing"
    DIGITS = "new digits"
    WORDS = "only what might stand there instead"


def find_offer(report: Report) -> Offer:
    """Return what `factbook fix` has for a report, page by page until there are new digits. Raises OSError."""
    # With inputs that cannot be used, it refuses.
    if any(not complaint.stale for complaint in report.complaints):
        return Offer.NOTHING
    found = Offer.NOTHING
    for _, group in groupby(report.findings, lambda finding: finding.place and finding.place.file):
        plan = plan_fixes(report, group)
        if plan.files:
            return Offer.DIGITS
        found = Offer.WORDS if plan.left else found
    return found
