"""What `factbook fix` would have for a report, as other commands say it."""

from __future__ import annotations

from enum import Enum
from itertools import groupby

from factbook.report.checked_report import Report
from factbook.report.fix.plan import plan_fixes


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
