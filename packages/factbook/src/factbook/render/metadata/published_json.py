"""All findings and all statistics as the JSON that the site publishes, of which most is known from the last build."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from factbook.model import Review, ReviewFinding
from factbook.project.groups import divide
from factbook.project.memo import Memo
from factbook.project.settings import Settings
from factbook.render.metadata.claims_json import (
    claims_document,
    finding_item,
    json_text,
    statistic_item,
    statistics_document,
)
from factbook.render.metadata.json_documents import FindingItem, NoteItem, StatisticItem, SummaryItem
from factbook.report.findings import Findings, PageFindings
from figurecheck.model import Claim, Severity, Statistic, Verdict
from figurecheck.model.errors import Complaint


def claims_text(
    findings: Findings,
    reviews: Iterable[tuple[Review, Iterable[ReviewFinding]]],
    settings: Settings,
    memo: Memo,
    *,
    waived: Iterable[Claim] = (),
    warnings: Iterable[Complaint] = (),
    notes: Iterable[NoteItem] = (),
) -> str:
    """Return what `claims_document` does as the site publishes it; what `memo` has of a page is not made again."""
    document = claims_document((), reviews, settings, waived=waived, warnings=warnings, notes=notes)
    own: list[str] = []
    # Most notebooks have no finding.
    for pages in divide([one for one in findings.pages if one.verdicts]):
        make, marks = partial(_join_pages, pages, memo), [page.mark for page in pages]
        part = memo.get_or_read_value(make, _PagePart.load, (), "claims of pages", marks, gathers=True)
        _add(document["summary"], part)
        own.append(part.lines)
    items = [*filter(None, own), *map(_lines_of, document["findings"])]
    return _put_in(json_text({**document, "findings": []}), "findings", items)


def statistics_text(
    notebooks: Iterable[tuple[str, Callable[[], Sequence[Statistic]]]], settings: Settings, memo: Memo
) -> str:
    """Return what `statistics_document` does as the site publishes it, of the statistics of each notebook.

    Before what returns them stands a digest of them; it is not called where `memo` knows them.
    """
    lines: dict[str, str] = {}
    for some in divide([*notebooks]):
        make, marks = partial(_join_statistics, some, memo), [mark for mark, _ in some]
        lines |= memo.get_or_read_value(make, _load_statistics, (), "lines of all statistics", marks, gathers=True)
    return _put_in(json_text(statistics_document({}, settings)), "statistics", [lines[id] for id in sorted(lines)])


def _join_statistics(notebooks: Iterable[tuple[str, Callable[[], Sequence[Statistic]]]], memo: Memo) -> bytes:
    lines: dict[str, str] = {}
    for mark, find in notebooks:
        make = partial(_dump_statistics, find)
        lines |= memo.get_or_read_value(make, _load_statistics, (), "lines of statistics", mark)
    return _dump_lines(lines)


def _dump_statistics(find: Callable[[], Iterable[Statistic]]) -> bytes:
    return _dump_lines({one.id: _lines_of(statistic_item(one)) for one in find()})


def _dump_lines(lines: Mapping[str, str]) -> bytes:
    # JSON has no zero byte, and to divide the text by it takes a fraction of the time of parsing a second time.
    return "\0".join([json.dumps([*lines]), *lines.values()]).encode()


def _load_statistics(part: bytes) -> dict[str, str]:
    ids, *lines = part.decode().split("\0")
    return dict(zip(json.loads(ids), lines, strict=True)) if lines else {}


def _put_in(text: str, name: str, lines: Sequence[str]) -> str:
    """Return the JSON of a document with the lines of items in its empty list of a name."""
    items = ",\n".join(lines)
    return text.replace(f'\n "{name}": []', f'\n "{name}": [\n{items}\n ]', 1) if items else text


@dataclass(frozen=True, slots=True)
class _PagePart:
    """What `claims.json` says of the findings on a page, or on several."""

    errors: int
    warnings: int
    verdicts: Mapping[str, int]
    lines: str

    @classmethod
    def of(cls, page: PageFindings) -> _PagePart:
        severities = [finding.severity for finding in page.findings]
        lines = ",\n".join(_lines_of(finding_item(finding)) for finding in page.findings)
        counts = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
        return cls(*counts, page.verdicts, lines)

    @classmethod
    def load(cls, part: bytes) -> _PagePart:
        head, _, lines = part.partition(b"\n")
        errors, warnings, verdicts = json.loads(head)
        return cls(errors, warnings, verdicts, lines.decode())

    def dump(self) -> bytes:
        head = json.dumps([self.errors, self.warnings, {str(key): n for key, n in self.verdicts.items()}])
        return f"{head}\n{self.lines}".encode()


def _join_pages(pages: Sequence[PageFindings], memo: Memo) -> bytes:
    parts = [
        memo.get_or_read_value(partial(_dump_page, one), _PagePart.load, (), "claims of a page", one.mark)
        for one in pages
    ]
    verdicts = Counter[str]()
    for one in parts:
        verdicts.update(one.verdicts)
    counts = sum(one.errors for one in parts), sum(one.warnings for one in parts)
    return _PagePart(*counts, verdicts, ",\n".join(filter(None, (one.lines for one in parts)))).dump()


def _dump_page(page: PageFindings) -> bytes:
    return _PagePart.of(page).dump()


def _lines_of(item: FindingItem | StatisticItem) -> str:
    # Not by lines: in a text, a sign of Unicode that ends a line stays as it is.
    return "  " + json.dumps(item, ensure_ascii=False, indent=1).replace("\n", "\n  ")


def _add(summary: SummaryItem, part: _PagePart) -> None:
    counted = Counter[str](summary["verdicts"])
    counted.update(part.verdicts)
    summary["findings"] += sum(part.verdicts.values())
    summary["verdicts"] = {verdict: counted[verdict] for verdict in Verdict if counted[verdict]}
    summary["errors"] += part.errors
    summary["warnings"] += part.warnings
