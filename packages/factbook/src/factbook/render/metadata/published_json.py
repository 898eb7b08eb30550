"""All findings and all statistics as the JSON that the site publishes, of which most is known from the last build."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from factbook.engine.task import task
from factbook.model import Review, ReviewFinding
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
    *,
    waived: Iterable[Claim] = (),
    warnings: Iterable[Complaint] = (),
    notes: Iterable[NoteItem] = (),
) -> str:
    """Return what `claims_document` does as the site publishes it; of a page that is known, nothing is made again."""
    document = claims_document((), reviews, settings, waived=waived, warnings=warnings, notes=notes)
    own: list[str] = []
    # Most notebooks have no finding.
    for page in (one for one in findings.pages if one.verdicts):
        part = _make_part(page)
        _add(document["summary"], part)
        own.append(part.lines)
    items = [*filter(None, own), *map(_lines_of, document["findings"])]
    return _put_in(json_text({**document, "findings": []}), "findings", items)


def statistics_text(notebooks: Iterable[tuple[str, Callable[[], Sequence[Statistic]]]], settings: Settings) -> str:
    """Return what `statistics_document` does as the site publishes it, of the statistics of each notebook.

    Before what returns them stands a digest of them; it is not called where their lines are known.
    """
    lines: dict[str, str] = {}
    for mark, find in notebooks:
        lines |= _make_lines(mark, find)
    return _put_in(json_text(statistics_document({}, settings)), "statistics", [lines[id] for id in sorted(lines)])


@task(of=lambda mark, find: mark)
def _make_lines(mark: str, find: Callable[[], Sequence[Statistic]]) -> dict[str, str]:
    return {one.id: _lines_of(statistic_item(one)) for one in find()}


def _put_in(text: str, name: str, lines: Sequence[str]) -> str:
    """Return the JSON of a document with the lines of items in its empty list of a name."""
    items = ",\n".join(lines)
    return text.replace(f'\n "{name}": []', f'\n "{name}": [\n{items}\n ]', 1) if items else text


@dataclass(frozen=True, slots=True)
class _PagePart:
    """What `claims.json` says of the findings on a page."""

    errors: int
    warnings: int
    verdicts: dict[str, int]
    lines: str

    @classmethod
    def of(cls, page: PageFindings) -> _PagePart:
        severities = [finding.severity for finding in page.findings]
        lines = ",\n".join(_lines_of(finding_item(finding)) for finding in page.findings)
        counts = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
        return cls(*counts, {str(one): n for one, n in page.verdicts.items()}, lines)


@task(of=lambda page: page.mark)
def _make_part(page: PageFindings) -> _PagePart:
    return _PagePart.of(page)


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
