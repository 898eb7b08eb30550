"""Build the site from Python: what ``jupyter-book build .`` does, given a report that is checked already."""

from __future__ import annotations

import os
from pathlib import Path

from factbook.errors import Complaint, SiteError
from factbook.project import CONFIG, TOC
from factbook.report import Report
from factbook.sphinx_ext.output import tidy


def build_site(report: Report, *, strict: bool = False) -> Path:
    """Render a report that holds into ``_build/html``, and give that folder.

    With `strict`, a warning of Sphinx stops the build. Raises SiteError when the site cannot be rendered; the last
    site is then as it was.
    """
    root = report.project.root
    site = root / "_build" / "html"
    os.environ.setdefault("SOURCE_DATE_EPOCH", _epoch(report.project.settings.edition_date))
    if site.parent.exists() and not site.parent.is_dir():
        raise SiteError(Complaint(place="_build", what="is a file", remedy="move it away; the site is written there"))
    try:
        result = _render(root, site, report, strict)
    finally:
        tidy(site, own=True)
    if isinstance(result, Exception):
        what = f"the pages could not be rendered: {result}"
        raise SiteError(Complaint(place=str(root), what=what, remedy="see the messages above")) from result
    if result:
        raise SiteError(Complaint(place=str(root), what="warnings while rendering", remedy="see the messages above"))
    return site


def _render(root: Path, site: Path, report: Report, strict: bool) -> int | Exception:
    from jupyter_book.sphinx import build_sphinx

    overrides = {
        "external_toc_path": (root / TOC).as_posix(),
        "latex_individualpages": False,
        "factbook_report": report,
    }
    result: int | Exception = build_sphinx(
        root,
        site,
        noconfig=True,
        path_config=root / CONFIG,
        confoverrides=overrides,
        quiet=True,
        warningiserror=strict,
        keep_going=strict,
    )
    return result


def _epoch(date: str) -> str:
    import datetime

    day = datetime.date.fromisoformat(date) if date else datetime.date(2000, 1, 1)
    return str(int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp()))
