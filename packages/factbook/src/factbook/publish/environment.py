"""Versions of what a report needs: of Python, and of the packages that its requirements and factbook name."""

from __future__ import annotations

from pathlib import Path
from platform import python_version

from factbook.engine.software import PACKAGES
from factbook.notebooks.replication.requirements import find_needed
from factbook.report.checked_report import Report


def find_report_environment(report: Report) -> dict[str, str]:
    """Return the versions of everything that a report needs."""
    return find_environment(_requirements(report.project.root))


def find_environment(requirements: str) -> dict[str, str]:
    """Return the versions of everything that requirements and factbook need, transitively, and of nothing else."""
    # an editor's environment holds more (editors, linters), and that must not look like a cause of a change
    found = find_needed(*requirements.splitlines(), "factbook")
    # a seal names the version of factbook in a field of its own: a newer one alone is no cause of a change
    return {"python": python_version(), **{name: found[name] for name in sorted(found) if name not in PACKAGES}}


def _requirements(root: Path) -> str:
    path = root / "requirements.txt"
    return path.read_text("utf-8") if path.is_file() else ""
