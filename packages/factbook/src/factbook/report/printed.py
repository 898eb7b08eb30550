"""Which statistics are printed, where and as what: known without the findings of pages that have not changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from factbook.engine.task import task
from factbook.project.files import digest
from factbook.report.checked_report import Report
from factbook.report.findings import PageFindings, is_citing
from figurecheck.model import Finding, Verdict

_BARE = [name for name in Finding.__slots__ if name != "statistic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePrints:
    """The findings on one page that have a statistic, in reading order, as lists of what each of them says."""

    statistics: list[str]
    printed: list[str]
    locales: list[str]
    """The language of the claim; empty where there is none."""
    digests: list[str]
    """Of all that the finding says, its statistic left out."""
    verdicts: list[Verdict]

    @classmethod
    def of(cls, page: PageFindings) -> PagePrints:
        """Return those of a page."""
        found = [(one, one.statistic.id) for one in page.findings if one.statistic is not None]
        return cls(
            statistics=[id for _, id in found],
            printed=[one.printed for one, _ in found],
            locales=[one.claim.locale if one.claim is not None else "" for one, _ in found],
            digests=[digest_bare(one) for one, _ in found],
            verdicts=[one.verdict for one, _ in found],
        )


_NO_PRINTS = PagePrints(statistics=[], printed=[], locales=[], digests=[], verdicts=[])


def find_prints(page: PageFindings) -> PagePrints:
    """Return the prints of a page; where they are known, no finding is loaded."""
    return _find_prints(page) if page.verdicts else _NO_PRINTS


@task(of=lambda page: page.mark)
def _find_prints(page: PageFindings) -> PagePrints:
    return PagePrints.of(page)


class Print(NamedTuple):
    """A statistic as it is printed once."""

    printed: str
    locale: str
    file: str
    digest: str
    """Of the finding, without its statistic."""
    verdict: Verdict


class PrintedStatistics:
    """What is printed from each statistic of a report."""

    def __init__(self, report: Report) -> None:
        """Look at the pages of `report`; of one with the mark of an earlier build, no finding is loaded."""
        self._pages = report.findings.pages
        self._all_reviewed = tuple(report.reviewed_findings)
        self._reviewed = by_statistic(self._all_reviewed)
        self._on_page: dict[int, Mapping[str, list[Finding]]] = {}

    @cached_property
    def _prints(self) -> list[PagePrints]:
        return [find_prints(page) for page in self._pages]

    @cached_property
    def ours(self) -> Mapping[str, list[Print]]:
        """What pages print of each statistic, in reading order, by its id."""
        found: dict[str, list[Print]] = defaultdict(list)
        for page, prints in zip(self._pages, self._prints, strict=True):
            lists = (prints.statistics, prints.printed, prints.locales, prints.digests, prints.verdicts)
            for id, printed, locale, key, verdict in zip(*lists, strict=True):
                found[id].append(Print(printed, locale, page.page.name, key, verdict))
        return found

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        """The positions of the pages with findings of a statistic, by its id."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, prints in enumerate(self._prints):
            for id in dict.fromkeys(prints.statistics):
                found[id].append(at)
        return found

    def find(self, id: str) -> list[Finding]:
        """Return all findings of a statistic, those on reviewed claims last."""
        ours = [finding for at in self._places.get(id, ()) for finding in self._load(at).get(id, ())]
        return [*ours, *self.find_reviewed(id)]

    def find_verdicts(self, id: str) -> list[tuple[Verdict, bool]]:
        """Return the verdicts on a statistic, each with whether it is a reviewed one, those on reviewed claims last."""
        reviewed = [(one.verdict, one.reviewed) for one in self.find_reviewed(id)]
        return [*((one.verdict, False) for one in self.ours.get(id, ())), *reviewed]

    def find_digests(self, id: str) -> list[str]:
        """Return the digests of all findings of a statistic, each without it, those on reviewed claims last."""
        return [*(one.digest for one in self.ours.get(id, ())), *map(digest_bare, self.find_reviewed(id))]

    def find_reviewed(self, id: str) -> list[Finding]:
        """Return the findings of a statistic on reviewed claims and on their readings."""
        return self._reviewed.get(id, [])

    @property
    def cited(self) -> Iterator[Finding]:
        """The report's own findings with a source and no statistic, in reading order."""
        for page in self._pages:
            yield from filter(is_citing, page.findings if page.cites else ())

    @property
    def all_cited(self) -> Iterator[Finding]:
        """The findings with a source and no statistic, those on reviewed claims last."""
        yield from self.cited
        yield from filter(is_citing, self._all_reviewed)

    def find_marks(self, ids: Iterable[str]) -> Iterator[str]:
        """Yield the marks of the pages with findings of some statistics."""
        for at in sorted({at for id in ids for at in self._places.get(id, ())}):
            yield self._pages[at].mark

    def _load(self, at: int) -> Mapping[str, list[Finding]]:
        if at not in self._on_page:
            self._on_page[at] = by_statistic(self._pages[at].findings)
        return self._on_page[at]


def digest_bare(finding: Finding) -> str:
    """Return the digest of all that a finding says, its statistic left out."""
    return digest(*(getattr(finding, name) for name in _BARE))


def by_statistic(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return findings by the id of their statistic."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.statistic is not None:
            found[finding.statistic.id].append(finding)
    return found


def find_pages(report: Report) -> dict[str, str]:
    """Return the page that prints most figures from a table, by the table's name, in the order of the pages."""
    pages = [path.as_posix() for path in report.project.pages]
    counted: dict[str, Counter[str]] = {}
    for id, prints in PrintedStatistics(report).ours.items():
        tables = {rowset.dataset for rowset in report.statistics[id].rows}
        for file in (one.file for one in prints if one.file in pages):
            for table in tables:
                counted.setdefault(table, Counter())[file] += 1
    # Of pages with as many figures the first one counts.
    found = {table: max(pages, key=lambda page: of[page]) for table, of in counted.items()}
    return dict(sorted(found.items(), key=lambda one: (pages.index(one[1]), one[0])))
