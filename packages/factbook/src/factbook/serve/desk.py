"""All that is wrong with a report, as JSON: for the list in each page, for ``/-/desk.json`` and for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TypedDict

from factbook.data.descriptor import DATA
from factbook.render.desk_reasons import say, say_problem
from factbook.render.words.interface import find_languages
from factbook.report.checked_report import Report
from factbook.sphinx_ext.build.urls import find_review_pages, page_name, statistic_address
from figurecheck.model import Chart, Finding, Severity, Statistic
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import as_phrase


class DeskItem(TypedDict):
    """One thing to look at."""

    severity: str
    """``error`` or ``warning``."""
    place: str
    what: str
    """In English, as the terminal has it."""
    said: dict[str, str]
    """The same in the other languages of the interface, by their tags, as far as it has words in them."""
    remedy: str
    said_remedy: dict[str, str]
    """The remedy in these languages."""
    printed: str
    """The figure as the page prints it; empty for what is about no figure."""
    page: str
    """The address of the page that it is on, from the site's root; empty if it is on none."""
    evidence: str
    """The address of the evidence of the figure; empty where it has no statistic."""
    hangs: list[str]
    """Of what is on no page, such as a table or the text of a chart: the addresses of the pages that are known to hang
    on it, or to show it."""


def list_report(report: Report) -> list[DeskItem]:
    """Return the complaints about a report, then its findings that do not hold, then what to be warned of."""
    pages = find_addresses(report)

    # Many faults may stand in one file.
    shown = cache(lambda file: set(map(page_address, _find_showing(file, report))))
    printed = cache(lambda file: set(map(page_address, _find_printing(file, report))))

    items = [_with_hanging(item_of(one, pages), shown, printed) for one in report.complaints]
    for severity in (Severity.ERROR, Severity.WARNING):
        found = (one for one in report.open_findings if one.severity is severity and not one.unread and not one.failed)
        # A claim of a notebook stands in its charts; a number that nothing binds may be in what describes a statistic.
        items += [
            _with_hanging(_item_of_finding(one, pages), shown, *([] if one.statistic else [printed])) for one in found
        ]
    items += [item_of(one, pages, severity="warning") for one in report.warnings]
    return items


def is_of_figure(item: DeskItem) -> bool:
    """Return whether an item is about a figure that is printed somewhere, and about nothing else."""
    return bool(item["printed"])


def is_shown_at(item: DeskItem, address: str, pages: Collection[str]) -> bool:
    """Return whether what an item is about may be seen at an address; `pages` are those of the report."""
    if item["page"] or not is_of_figure(item):
        return item["page"] == address
    # Evidence and lists may show anything that stands on no page; of a text such as a title nobody knows where it is.
    return not item["hangs"] or address in item["hangs"] or address not in pages


def _with_hanging(item: DeskItem, *ways: Callable[[str], set[str]]) -> DeskItem:
    file = item["place"].partition(":")[0]
    if item["severity"] != "error" or item["page"] or not file:
        return item
    return {**item, "hangs": sorted(set[str]().union(*(find(file) for find in ways)))}


def _find_printing(file: str, report: Report) -> Iterator[str]:
    """Yield the files of the pages that print figures of a table or a notebook."""
    for finding in report.findings:
        if finding.place and finding.statistic and _rests_on(finding.statistic, file):
            yield finding.place.file


def _find_showing(file: str, report: Report) -> Iterator[str]:
    """Yield the files of the pages that show a review, or a chart of a table or a notebook."""
    reviews = {review.name for review, _ in report.reviews if review.file == file}
    charts = {id for id, one in report.charts.items() if _rests_on(one, file)}
    for name, page in report.pages.items():
        if any((one.name == "chart" and one.argument in charts) or one.reviews in reviews for one in page.references):
            yield name


def _rests_on(found: Statistic | Chart, file: str) -> bool:
    tables = {f"{DATA}/{one.table.file}" for one in found.rows if one.table}
    return file in tables or (found.cell is not None and found.cell.notebook == file)


def find_addresses(report: Report) -> dict[str, str]:
    """Return the address on the site that shows what stands in a file, for pages and for reviews on one page."""
    found = {path.as_posix(): page_address(path.as_posix()) for path in report.project.pages}
    for review, _ in report.reviews:
        pages = find_review_pages(report, review.name)
        if len(pages) == 1:
            found[review.file] = page_address(pages[0])
    return found


def page_address(file: str) -> str:
    """Return the address of a page on the site, by its file.

    >>> page_address("book/who.md"), page_address("intro.ipynb")
    ('who.html', 'intro.html')
    """
    return f"{page_name(file).rpartition('.')[0]}.html"


def item_of(
    complaint: Complaint, pages: Mapping[str, str] = MappingProxyType({}), *, severity: str = "error"
) -> DeskItem:
    """Return a complaint as an item; `pages` are addresses by file."""
    return DeskItem(
        severity=severity,
        place=complaint.place,
        what=complaint.what,
        said=_say_in_others(complaint.what),
        remedy=complaint.remedy,
        said_remedy=_say_in_others(complaint.remedy),
        printed="",
        # the name of a file may hold the colon by which a complaint ends it
        page=next((page for file, page in pages.items() if f"{complaint.place}:".startswith(f"{file}:")), ""),
        evidence="",
        hangs=[],
    )


def _find_others() -> list[str]:
    """Return the languages of the interface besides English."""
    return sorted(find_languages() - {"en"})


def _say_in_others(text: str) -> dict[str, str]:
    """Return a text of a complaint in the other languages of the interface; nothing if it has no words there."""
    said = {tag: say(as_phrase(text), tag) for tag in _find_others()}
    return {tag: own for tag, own in said.items() if own != text}


def _item_of_finding(finding: Finding, pages: Mapping[str, str]) -> DeskItem:
    # As in the terminal: what a sentence says wrongly comes before the verdict on its figure.
    readings = [f"{one.aspect} {one.state}: {one.reason}" for one in finding.contradictions]
    # A warning of a figure that holds is what there is to say of it, and not the verdict.
    cautions = [f"{one.risk}: {one}" for one in finding.open_warnings]
    said = [*readings, *(cautions if finding.severity is Severity.WARNING else [])]
    return DeskItem(
        severity="error" if finding.severity is Severity.ERROR else "warning",
        place=str(finding.place or ""),
        what="; ".join(said) or f"{finding.verdict}: {finding.reason}",
        said={tag: say_problem(finding, tag) for tag in _find_others()},
        remedy="",
        said_remedy={},
        printed=finding.printed,
        page=pages.get(finding.place.file, "") if finding.place else "",
        evidence=f"{statistic_address(finding.statistic.id)}.html" if finding.statistic else "",
        hangs=[],
    )


def write_report(items: Collection[DeskItem]) -> Iterator[str]:
    """Yield, for the terminal, how much there is to fix and to look at; then a line for each item to fix."""
    counts = count_items(items)
    yield f"{counts['error']} to fix, {counts['warning']} to look at"
    for item in items:
        if item["severity"] == "error":
            remedy = f" ({item['remedy']})" if item["remedy"] else ""
            printed = f"‘{item['printed']}’ " if item["printed"] else ""
            yield f"  {item['place']}: {printed}{item['what']}{remedy}"


def count_items(items: Iterable[DeskItem]) -> Mapping[str, int]:
    """Return how many errors and warnings there are."""
    counts = {"error": 0, "warning": 0}
    for item in items:
        counts[item["severity"]] += 1
    return counts
