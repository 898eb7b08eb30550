"""The findings of a report, page by page: those of a page that nobody looks at are not even loaded."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import overload

from factbook.engine.results import FAULTS, FILE, read_value, write_value
from factbook.model.stored_rows import Rows, dump_rows, parse_rows
from factbook.project.files import digest
from factbook.report.pages import Page
from figurecheck.model import Finding, Severity, Verdict
from figurecheck.model.errors import Complaint, SiteError
from figurecheck.model.worded import Worded, phrase, read_worded, write_worded
from figurecheck.settings.structure import RecordCodec
from figurecheck.verdicts.known import Known


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
    cites: bool
    """Whether any has a source and no statistic."""
    content: bytes = b""
    """What `dump_findings` has returned; empty where the findings themselves are at hand."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings themselves. Raises SiteError for a content that is none."""
        try:
            return load_findings(self.content, self.page, self.known)
        # Its digest is right, so somebody has written it who knows how.
        except FAULTS as error:
            remedy = "remove the file, and build again"
            what = phrase("the findings of {name} are not as factbook writes them", name=self.page.name)
            raise SiteError(Complaint(place=FILE.as_posix(), what=what, remedy=remedy)) from error

    @classmethod
    def of(cls, findings: Iterable[Finding], page: Page, known: Known, *, mark: str = "") -> PageFindings:
        """Return findings that have just been made; without the mark of what they were judged by, they get their own.

        Those with a mark are of claims of the page, and of statistics and sources that are known.
        """
        made = tuple(findings)
        one = cls(
            page=page, known=known, mark=mark or digest(made), verdicts=count_verdicts(made),
            is_settled=are_settled(made), cites=any(map(is_citing, made)),
            content=dump_findings(made, page) if mark else b"",
        )  # fmt: skip
        vars(one)["findings"] = made
        return one

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs, which makes the findings of the pages that it shows."""
        return {name: value for name, value in vars(self).items() if name != "findings" or not self.content}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFinding:
    """A finding as it is stored: what it is about is known without it."""

    finding: Finding
    claim: int
    """The position of its claim on the page; -1 for a number that nothing binds."""
    statistic: str
    """Its id; empty if there is none."""
    source: str
    """Its id; empty if there is none."""


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


def is_citing(finding: Finding) -> bool:
    """Return whether a finding has a source and no statistic."""
    return finding.statistic is None and finding.source is not None


def dump_findings(findings: Sequence[Finding], page: Page) -> bytes:
    """Return the number of findings on a page, and below it all of them as JSON, without claims and what is known."""
    numbers = {id(claim): at for at, claim in enumerate(page.claims)}
    stored = [
        StoredFinding(
            finding=replace(one, claim=None, statistic=None, source=None),
            claim=numbers[id(one.claim)] if one.claim is not None else -1,
            statistic=one.statistic.id if one.statistic is not None else "",
            source=one.source.id if one.source is not None else "",
        )
        for one in findings
    ]
    content = json.dumps(_CODEC.dump(stored), ensure_ascii=False, separators=(",", ":"))
    return f"{len(stored)}\n{content}".encode()


def are_findings(content: bytes, count: int) -> bool:
    """Return whether something looks like what `dump_findings` returns of so many findings."""
    # To read them is left to whoever looks at them, which for most pages is nobody.
    return content.startswith(b"%d\n[" % count)


def load_findings(content: bytes, page: Page, known: Known) -> tuple[Finding, ...]:
    """Return what `dump_findings` was given, of a page with the same claims and with what is known now."""
    count, _, stored = content.partition(b"\n")
    found = tuple(
        replace(
            one.finding,
            claim=page.claims[one.claim] if one.claim >= 0 else None,
            statistic=known.statistics[one.statistic] if one.statistic else None,
            source=known.sources[one.source] if one.source else None,
        )
        for one in _CODEC.load(json.loads(stored), list[StoredFinding])
    )
    if len(found) != int(count):
        raise ValueError(f"{len(found)} findings, not {int(count)}")
    return found


_Value = Decimal | str | None
_CODEC = RecordCodec(
    read={
        _Value: read_value,
        Decimal: Decimal,
        str | Worded: read_worded,
        Rows: parse_rows,
    },
    write={
        _Value: write_value,
        Decimal: str,
        str | Worded: write_worded,
        Rows: dump_rows,
    },
)
