"""Addresses on the site: pages, evidence, sources. They stay the same over editions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from factbook.model import Review
from factbook.project.files import digest_content
from factbook.project.settings import Imprint
from factbook.project.style import Style
from factbook.report.checked_report import Report
from figurecheck.model import Finding

HOUSE_SHEET = "_static/house/house.css"
EMBEDS = "embed/"
"""The folder of pages for frames on other sites."""
ABOUT = "about"
"""The page that says who answers for the report, without its ending; in a second language, that stands behind it."""
PAGES = "book/"
"""The folder of the report's pages; its name is left out of their addresses."""


def page_name(docname: str) -> str:
    """Return where a document is published, without its ending: ``book/count`` gives ``count``."""
    return docname.removeprefix(PAGES)


def about_address(report: Report, language: str) -> str:
    """Return the page in a language that says who answers for the report, without its ending; empty if nothing does."""
    if report.project.settings.imprint == Imprint():
        return ""
    return ABOUT if language == report.languages.main else f"{ABOUT}-{language}"


def statistic_address(id: str) -> str:
    """Return the page of a statistic, from the site's root, without its ending."""
    return f"evidence/{safe(id)}"


def find_moved(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the earlier and the present id of each statistic that was renamed."""
    for old, new in report.history.renamed.items():
        if new in report.statistics and old not in report.statistics:
            yield old, new


def source_address(id: str, number: int = 0) -> str:
    """Return the page of a source, or a further one, from the site's root, without its ending."""
    # In the same folder, as links are relative; no id has a tilde.
    return f"evidence/source-{safe(id)}{f'~{number + 1}' if number else ''}"


def review_address(page: str, review: Review, number: int) -> str:
    """Return a page of a review that the page at an address shows; the first is that page itself."""
    return f"{page}/{safe(review.name)}/{number + 1}" if number else page


def evidence_address(finding: Finding, target: str) -> str:
    """Return the page that a figure links to."""
    if finding.source is not None:
        return source_address(finding.source.id)
    # the page may name the statistic by an earlier id (`factbook: renamed:`)
    return statistic_address(finding.statistic.id if finding.statistic else target)


def find_review_pages(report: Report, review: str) -> list[str]:
    """Return the files of the pages that show a review."""
    return [name for name, page in report.pages.items() if any(one.reviews == review for one in page.references)]


def find_review_page(report: Report, review: str, language: str = "") -> str:
    """Return the page that shows a review, from the site's root, without its ending; empty if none.

    Of several, the one in the language, else the first.
    """
    names = find_review_pages(report, review)
    same = (name for name in names if (report.pages[name].language or report.languages.main) == language)
    return page_name(next(same, *names[:1] or [""]).rpartition(".")[0])


def find_chart_pages(report: Report) -> dict[str, str]:
    """Return the first page that shows each chart, from the site's root, without its ending, by the chart's id."""
    found: dict[str, str] = {}
    for name, page in report.pages.items():
        for reference in page.references:
            if reference.name == "chart" and reference.argument in report.charts:
                found.setdefault(reference.argument, page_name(name.rpartition(".")[0]))
    return found


def relative_address(app: Sphinx, docname: str, address: str) -> str:
    """Return the relative address of a page, given from the site's root, as `docname` links to it."""
    return relative_file(app, docname, f"{address}.html")


def relative_file(app: Sphinx, docname: str, file: str) -> str:
    """Return the relative address of a file, given from the site's root, as `docname` links to it."""
    # As Sphinx does, since names of files may hold "#", "?" and "%", which mean something else in an address.
    return relative_uri(app.builder.get_target_uri(docname), quote(file))


def chart_address(id: str) -> str:
    """Return the CSV file with the values of a chart, from the site's root."""
    return f"charts/{safe(id)}.csv"


def chart_values_address(id: str) -> str:
    """Return the script that says what lies behind the values of a chart, from the site's root."""
    return f"charts/{safe(id)}.js"


def chart_drawing_address(id: str) -> str:
    """Return the drawing of a chart that stands by itself, from the site's root."""
    return f"charts/{safe(id)}.svg"


def series_address(id: str) -> str:
    """Return the CSV file with the series of a statistic, from the site's root."""
    return f"{statistic_address(id)}.csv"


def embed_address(id: str) -> str:
    """Return the page of a figure for frames on other sites, from the site's root, without its ending."""
    return f"{EMBEDS}{safe(id)}"


def reported_embed_address(id: str) -> str:
    """Return the page of a reported figure for frames on other sites, from the site's root, without its ending."""
    return f"{EMBEDS}reported/{safe(id)}"


def chart_embed_address(id: str) -> str:
    """Return the page of a chart for frames on other sites, from the site's root, without its ending."""
    # In a folder of its own, as a chart and a statistic may have the same id.
    return f"{EMBEDS}charts/{safe(id)}"


def house_sheet(style: Style) -> str:
    """Return the report's own style sheet with a digest of its content, from the site's root; empty if it has none."""
    return f"{HOUSE_SHEET}?v={digest_content(style.css)[:10]}" if style else ""


def safe(id: str) -> str:
    """Return a file name for an id; ids that `record` accepts are unchanged.

    >>> safe("offenders.total.2024"), safe("a/../b c")
    ('offenders.total.2024', 'a-..-b-c')
    """
    return re.sub(r"[^\w.-]+", "-", id)
