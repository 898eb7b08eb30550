"""The findings of a report, page by page, and by the place of their claim.

Those of a page that nobody looks at are not even loaded. Code that shows a figure looks it up here, and never judges.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import overload

from factbook.engine.results import FAULTS, FILE, read_value, write_value
from factbook.model.stored_rows import Rows, dump_rows, parse_rows
from factbook.project.files import digest
from factbook.report.pages import Page, flatten
from figurecheck.model import Claim, Finding, Role, Severity, Verdict
from figurecheck.model.errors import SiteError
from figurecheck.model.worded import Worded, phrase, read_worded, write_worded
from figurecheck.settings.structure import RecordCodec
from figurecheck.verdicts.known import Known


@dataclass(frozen=True, kw_only=True)
class JudgedPage:
    """What came of a page that was judged."""

    verdicts: Mapping[str, int]
    """How many findings there are of each verdict."""
    is_settled: bool
    """Whether all of them pass, and none warns, cites a source or could be acknowledged: then nothing is to be told."""
    cites: bool
    """Whether any has a source and no statistic."""
    content: bytes = b""
    """What `dump_findings` has returned; empty where the findings themselves are at hand."""

    @classmethod
    def sum_up(cls, findings: Sequence[Finding], content: bytes = b"") -> JudgedPage:
        """Return what came of a page with these findings."""
        return JudgedPage(
            verdicts=count_verdicts(findings), is_settled=are_settled(findings), cites=any(map(is_citing, findings)),
            content=content,
        )  # fmt: skip

    def dump(self) -> bytes:
        """Return it as bytes: all but the content as JSON, and below that the content."""
        head = json.dumps([self.verdicts, self.is_settled, self.cites])
        return b"%s\n%s" % (head.encode(), self.content)

    @classmethod
    def load(cls, stored: bytes) -> JudgedPage:
        """Return what `dump` made bytes of. Raises ValueError or TypeError for what it did not."""
        head, _, content = stored.partition(b"\n")
        verdicts, is_settled, cites = json.loads(head)
        # To read the findings is left to whoever looks at them, which for most pages is nobody.
        if not content.startswith(b"%d\n[" % sum(verdicts.values())):
            raise ValueError("no findings")
        return cls(verdicts=verdicts, is_settled=is_settled, cites=cites, content=content)


@dataclass(frozen=True, kw_only=True)
class PageFindings(JudgedPage):
    """The findings on one page, in reading order."""

    page: Page
    known: Known
    """What they were judged by."""
    mark: str
    """A digest that is another one where any of them is, or the statistic of one."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings themselves. Raises SiteError for a content that is none."""
        try:
            return load_findings(self.content, self.page, self.known)
        # Its digest is right, so somebody has written it who knows how.
        except FAULTS as error:
            remedy = "remove the file, and build again"
            what = phrase("the findings of {name} are not as factbook writes them", name=self.page.name)
            raise SiteError.about(FILE.as_posix(), what, remedy) from error

    @classmethod
    def of(cls, findings: Iterable[Finding], page: Page, known: Known) -> PageFindings:
        """Return findings that have just been made."""
        made = tuple(findings)
        one = cls(page=page, known=known, mark=digest(made), **vars(JudgedPage.sum_up(made)))
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


INVISIBLE = frozenset({"description", "text alternative"})
"""Places whose roles make no figure on their own page: only other pages and machines show these texts."""


class Lookup:
    """The findings of a checked report, by file and by text.

    A role is identified by its role, printed text and target, and by its order: of two equal roles on a page, the one
    that stands first in the source gets the first finding. Each method raises LookupError for a file that was not
    checked; each queue that it returns raises it for a role without a finding.
    """

    def __init__(self, pages: Mapping[str, Page], findings: Findings) -> None:
        self._pages = pages
        self._found: dict[str, list[PageFindings]] = defaultdict(list)
        for one in findings.pages:
            self._found[one.page.name].append(one)
        self._findings: dict[str, Mapping[str, Finding]] = {}

    def of_page(self, file: str) -> FindingQueue:
        """Return the findings of what stands on a page itself."""
        page = self._page(file)
        # Claims of short texts (chart titles, fields of reviews) are rendered through `of_text`, not with the page.
        elsewhere = {at for claims in page.texts.values() for at in claims}
        claims = [claim for at, claim in enumerate(page.claims) if at not in elsewhere and claim.where not in INVISIBLE]
        return self._queue(file, claims)

    def of_description(self, file: str) -> FindingQueue:
        """Return the findings of a page's description, which other pages show."""
        return self._queue(file, [claim for claim in self._page(file).claims if claim.where == "description"])

    def has_text(self, file: str, text: str) -> bool:
        """Return whether a short text stands in a file."""
        return file in self._pages and flatten(text) in self._pages[file].texts

    def of_text(self, file: str, text: str) -> FindingQueue:
        """Return the findings of a short text of a file: a chart title, a field of a review."""
        page = self._page(file)
        # YAML folds lines and the renderer keeps them, so both sides compare the flattened text.
        if text and flatten(text) not in page.texts:
            raise LookupError(f"{file}: a text reached the page unchecked: {text}")
        return self._queue(file, [page.claims[at] for at in page.texts.get(flatten(text), ())])

    def _page(self, file: str) -> Page:
        if file not in self._pages:
            raise LookupError(f"{file}: reached the site unchecked")
        return self._pages[file]

    def _queue(self, file: str, claims: Iterable[Claim]) -> FindingQueue:
        # Of a file that nobody shows, no finding is loaded.
        if file not in self._findings:
            found = (finding for one in self._found.get(file, ()) for finding in one.findings)
            self._findings[file] = {one.claim.id: one for one in found if one.claim is not None}
        return FindingQueue(file, [(claim, self._findings[file].get(claim.id)) for claim in claims])


class FindingQueue:
    """The findings of one text in the order of its source, each to be shown once."""

    def __init__(self, file: str, found: Iterable[tuple[Claim, Finding | None]]) -> None:
        self._file = file
        # Sphinx does not say where in a line a role stands, so equal roles can only be told apart by their order.
        self._remaining: dict[tuple[str, str, str], list[tuple[Claim, Finding | None]]] = defaultdict(list)
        for claim, finding in found:
            self._remaining[claim.role, claim.printed, claim.target].append((claim, finding))

    def pop(self, role: str, printed: str, target: str) -> Finding | None:
        """Return the next finding of a role with this text and target; ``None`` for a waived figure.

        Raises LookupError where there is none: readers would then see a figure that nobody checked.
        """
        remaining = self._remaining[role, printed, target]
        claim, finding = remaining.pop(0) if remaining else (None, None)
        if finding is None and (claim is None or claim.role is not Role.PLAIN):
            raise LookupError(f"{self._file}: ‘{printed}’ <{target}> reached the page unchecked")
        return finding
