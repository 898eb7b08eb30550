"""What the page of the desk shows of each figure, as plain JSON values: all that somebody looks at to approve it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from factbook.project.authors import Authors
from factbook.render.desk_reasons import describe_reason, say
from factbook.render.html.series_drawing import lay_out_series
from factbook.render.text import find_address, join_hangul, panel_stem
from factbook.render.values import show_cell, show_date, show_value
from factbook.render.words.interface import find_words
from factbook.report.checked_report import Report
from factbook.report.desk.approve import SHOWN_ROWS, digest_shown, find_refusal, find_rows
from factbook.report.desk.log import show_day
from factbook.report.desk.reasons import Reason, group_series
from factbook.report.desk.risk_queue import DeskQueue, Level, QueueItem, choose_first
from factbook.report.desk.sign_offs import Lapse, Sight, SignOff
from figurecheck.model import Finding, Role, RowSet, Source, Statistic, split_reported
from figurecheck.report.margins import show_margin
from figurecheck.verdicts.last_step import keep_used_rows

FIRST = 10
"""Figures of the tour for somebody new to a report: about a minute each."""
WIDTH, HEIGHT = 420, 120
"""Of the drawing of a series, in pixels."""


def add_evidence(
    document: dict[str, Any], queue: DeskQueue, report: Report, authors: Authors, address: Callable[[str], str]
) -> dict[str, Any]:
    """Return a queue's document with what each of its figures rests on, and who approved it and when.

    `address` returns where a page is on the site, from its root, by its file. Whoever approved is named: the document
    is for people who can read the repository.
    """
    shown = _Shown(report, authors, address)
    items = {item.figure.id: item for item in queue.items}
    figures = [{**one, **shown.describe(items[one["id"]])} for one in document["items"]]
    rules = report.project.settings.approval
    return {
        **document,
        "items": figures,
        "first": [one.figure.id for one in choose_first(queue.waiting, FIRST)],
        "asked": {"people": rules.people, "of": rules.of},
        "git": authors.trouble,
    }


class _Shown:
    """Describes figures of one report."""

    def __init__(self, report: Report, authors: Authors, address: Callable[[str], str]) -> None:
        self._report, self._me, self._address = report, authors.me, address
        self._language = report.project.settings.language
        self._words = find_words(self._language)
        self._series = {one.id: group for group in group_series(report.statistics).values() for one in group}

    def describe(self, item: QueueItem) -> dict[str, Any]:
        """Return all that is shown of a figure beside what the queue says of it."""
        finding, figure = item.finding, item.figure
        statistic = keep_used_rows(finding.statistic) if finding.statistic else None
        refusal = find_refusal(item, self._me)
        return {
            "group": find_group(item),
            "mark": find_mark(finding),
            "heads": figure.heads or "",
            "href": self._address(figure.page) + self._anchor(finding),
            "population": figure.population,
            "margin": join_hangul(show_margin(finding, self._language)),
            "reason": join_hangul(say(finding.reason, self._language)),
            "rows": [_describe_rows(one) for one in find_rows(item)],
            "origins": [_describe_source(one, self._report.known.sources, self._language) for one in item.sources],
            "approvals": [*_describe_approvals(item)],
            "reasons": [self._describe_reason(one) for one in item.reasons],
            "digest": digest_shown(item),
            "refused": self._words[f"desk.why.refused.{refusal}"] if refusal else "",
            **(self._describe_value(statistic) if statistic else {}),
        }

    def _describe_reason(self, reason: Reason) -> dict[str, str]:
        return {name: join_hangul(text) for name, text in describe_reason(reason, self._language).items()}

    def _describe_value(self, statistic: Statistic) -> dict[str, Any]:
        shown = show_value(statistic.value, statistic.unit, self._language)
        exact = f"{statistic.value:f}" if isinstance(statistic.value, Decimal) else ""
        cell = statistic.cell
        return {
            "shown": shown,
            "exact": "" if exact == shown.replace(",", "") else exact,
            "period": show_date(statistic.period, self._language),
            "code": {"notebook": cell.notebook, "cell": cell.index + 1, "text": cell.code} if cell else None,
            "note": statistic.note,
            "series": self._draw(statistic),
        }

    def _draw(self, statistic: Statistic) -> dict[str, Any] | None:
        alike = self._series.get(statistic.id, ())
        plan = lay_out_series(statistic, alike, self._language, width=WIDTH, height=HEIGHT)
        # Places only: values are decimals, which JSON has none of, and the page shows them as texts.
        return plan and {**plan, "here": plan["here"][3:], "lone": [one[3:] for one in plan["lone"]]}

    def _anchor(self, finding: Finding) -> str:
        claim = finding.claim
        if claim is None:
            return ""
        said = claim.role is Role.REPORTED
        return f"#{panel_stem(f'said-{split_reported(claim.target)[0]}' if said else claim.target)}"


def find_group(item: QueueItem) -> str:
    """Return the group of the page in which a figure stands: its class, or that its approval waits for a commit."""
    if item.level is not Level.FALSE and item.standing.sight is Sight.PENDING:
        return "pending"
    return item.level.name.lower()


def find_mark(finding: Finding) -> tuple[int, int] | None:
    """Return where the printed figure starts and ends in its sentence as it is shown; ``None`` where it is not told."""
    claim = finding.claim
    if claim is None:
        return None
    sentence, printed = " ".join((claim.sentence or claim.passage).split()), " ".join(claim.printed.split())
    # The passage says which of several equal figures of a sentence it is.
    before = " ".join(claim.passage[: claim.start].split())
    found = sentence.find(printed)
    at = found
    while at >= 0 and not before.endswith(sentence[:at].strip()):
        at = sentence.find(printed, at + 1)
    at = at if at >= 0 else found
    return (at, at + len(printed)) if at >= 0 and printed else None


def _describe_rows(rowset: RowSet) -> dict[str, Any]:
    lines: Sequence[int | None] = rowset.lines or (None,) * len(rowset.rows)
    shown = list(zip(lines, rowset.rows, strict=True))[:SHOWN_ROWS]
    return {
        "table": rowset.table_name or ", ".join(rowset.origins),
        "file": rowset.table.file if rowset.table else "",
        "columns": list(rowset.columns),
        "rows": [
            [*("" if cell is None else show_cell(cell, name) for name, cell in zip(rowset.columns, row, strict=True))]
            for _, row in shown
        ],
        "lines": [line for line, _ in shown if line is not None],
        "more": rowset.count - len(shown),
    }


def _describe_source(id: str, sources: Mapping[str, Source], language: str) -> dict[str, str]:
    source = sources.get(id)
    if source is None:
        return {"id": id, "title": id, "url": "", "published": ""}
    return {
        "id": id,
        "title": join_hangul(", ".join(filter(None, (source.title, source.publisher)))) or id,
        # Only an address that a link may have: a source is data, and `javascript:` is one, too.
        "url": find_address(source.url),
        "published": show_date(source.published, language) if source.published else "",
    }


def _describe_approvals(item: QueueItem) -> Iterator[dict[str, Any]]:
    standing = item.standing
    for one in standing.current:
        yield _describe_approval(one, ())
    for one, lapses in standing.lapsed:
        yield _describe_approval(one, lapses)


def _describe_approval(one: SignOff, lapses: Sequence[Lapse]) -> dict[str, Any]:
    author = one.author
    return {
        "who": str(one.person) if one.person else "",
        "when": show_day(author.time) if author and author.time else "",
        "state": one.state_name,
        "how": one.approval.how.value,
        "note": one.approval.note,
        "printed": one.approval.printed,
        "changed": [lapse.value for lapse in lapses],
    }
