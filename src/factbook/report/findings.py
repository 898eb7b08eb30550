"""The findings of a report, page by page: those of a page that nobody looks at are not even loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, overload

from factbook.model import Finding, Severity, Verdict
from factbook.project.files import digest
from factbook.project.stored_values import dump_value, load_value
from factbook.report.pages import Page
from factbook.verdicts.known import Known


@dataclass(frozen=True, kw_only=True)
class PageFindings:
    """The findings on one page, in reading order."""

    page: Page
    known: Known
    """What they were judged by."""
    mark: str
    """A digest that is another one where any of them is, or the statistic of one."""
    verdicts: Mapping[str, int]
    """How many there are of each verdict."""
    is_settled: bool
    """Whether all of them pass, and none warns, cites a source or could be acknowledged: then nothing is to be told."""
    content: bytes
    """What `dump_findings` has returned."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings themselves. Raises DamagedError for a content that is none."""
        return load_findings(self.content, self.page, self.known)

    @classmethod
    def of(cls, findings: Iterable[Finding], page: Page, known: Known, *, mark: str = "") -> PageFindings:
        """Return findings that have just been made; without a mark, they get that of their content."""
        made = tuple(findings)
        content = dump_findings(made, page, known)
        one = cls(
            page=page, known=known, mark=mark or digest(content, [item.statistic for item in made]),
            verdicts=count_verdicts(made), is_settled=are_settled(made), content=content,
        )  # fmt: skip
        vars(one)["findings"] = made
        return one

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs, which makes the findings of the pages that it shows."""
        return {name: value for name, value in vars(self).items() if name != "findings"}


class Findings(Sequence[Finding]):
    """All findings of a report, in the order of its pages."""

    def __init__(self, pages: Iterable[PageFindings]) -> None:
        self.pages = tuple(pages)

    @property
    def unsettled(self) -> Iterator[Finding]:
        """Those on pages of which something is to be told, or may be."""
        return chain.from_iterable(page.findings for page in self.pages if not page.is_settled)

    @property
    def verdicts(self) -> Counter[str]:
        """How many there are of each verdict."""
        counted = Counter[str]()
        for page in self.pages:
            counted.update(page.verdicts)
        return counted

    @property
    def files(self) -> set[str]:
        """The files with at least one."""
        return {page.page.name for page in self.pages if page.verdicts}

    def with_pages(self, changed: Mapping[str, PageFindings]) -> Findings:
        """Return the same with those on some pages, by file, in the place of their earlier ones."""
        return Findings(changed.get(one.page.name, one) for one in self.pages)

    def change(self, change: Callable[[Iterable[Finding]], Iterable[Finding]]) -> Findings:
        """Return what a function makes of the findings of each page."""
        return Findings(PageFindings.of(change(one.findings), one.page, one.known) for one in self.pages)

    def __iter__(self) -> Iterator[Finding]:
        return chain.from_iterable(page.findings for page in self.pages)

    def __len__(self) -> int:
        return sum(sum(page.verdicts.values()) for page in self.pages)

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, at: int | slice) -> Finding | tuple[Finding, ...]:
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]


def count_verdicts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings there are of each verdict."""
    return dict(Counter(finding.verdict.value for finding in findings))


def are_settled(findings: Iterable[Finding]) -> bool:
    """Return whether all findings pass without a word, whatever editors have acknowledged and reviews have rated."""
    return all(one.severity is Severity.OK and one.verdict is not Verdict.REPORTED for one in findings)


def dump_findings(findings: Sequence[Finding], page: Page, known: Known) -> bytes:
    """Return the findings on a page as bytes, without its claims and what is known."""
    names: dict[int, object] = {}
    for at, claim in enumerate(page.claims):
        names[id(claim)], names[id(claim.place)] = f"claim {at}", f"place {at}"
    for finding in findings:
        statistic, source = finding.statistic, finding.source
        if statistic is not None and statistic is known.statistics.get(statistic.id):
            names[id(statistic)] = f"statistic {statistic.id}"
            if statistic.basis is not None:
                names[id(statistic.basis)] = f"basis {statistic.id}"
        if source is not None and source is known.sources.get(source.id):
            names[id(source)] = f"source {source.id}"
    return dump_value(tuple(findings), names)


def load_findings(content: bytes, page: Page, known: Known) -> tuple[Finding, ...]:
    """Return what `dump_findings` was given, of a page with the same claims. Raises DamagedError."""

    def named(name: str) -> Any:
        kind, _, id = name.partition(" ")
        match kind:
            case "claim":
                return page.claims[int(id)]
            case "place":
                return page.claims[int(id)].place
            case "statistic":
                return known.statistics[id]
            case "basis":
                return known.statistics[id].basis
        return known.sources[id]

    found: tuple[Finding, ...] = load_value(content, named)
    return found
