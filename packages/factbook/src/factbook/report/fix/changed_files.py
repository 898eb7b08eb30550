"""Files with new digits, read and judged again as the check reads and judges them."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from factbook.data.descriptor import Resource
from factbook.engine.results import Results, using
from factbook.project.scratch import scratch_folder
from factbook.report.checked_report import Report
from factbook.report.fix.candidates import DigitFix, UnfixedFigure
from factbook.report.fix.role_spans import FileText, Splice, apply_splices, is_in_code
from factbook.report.glued import fill_glued
from factbook.report.page_findings import check_page, find_around
from factbook.report.pages import Page, read_page
from figurecheck.model import Aspect, Claim, Finding, SentenceState, Severity, Statistic
from figurecheck.model.finding import HOLDING
from figurecheck.model.states import changed
from figurecheck.verdicts.sentence.acknowledged import AcknowledgedSentences
from figurecheck.verdicts.sentence.context import Context, make_context
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.sentence.times import find_times
from figurecheck.verdicts.stale_words import find_lost_record


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFile:
    """A file as it is and as it would be."""

    file: str
    before: bytes
    after: bytes
    fixes: tuple[DigitFix, ...]


class Rejudge:
    """Judges the texts of changed files by what a checked report knows."""

    def __init__(self, report: Report, fixes: Iterable[DigitFix]) -> None:
        """Take all new digits that may be asked for."""
        self._report = report
        tables, known = report.catalog.by_name, report.statistics
        dated = {one.id: _date(one, known, tables) for fix in fixes if (one := fix.finding.statistic) is not None}
        self._known = replace(report.known, statistics=ChainMap(dated, cast("dict[str, Statistic]", known)))
        paths = [*report.project.pages, *report.project.notebooks]
        self._paths = {path.as_posix(): path for path in paths}

    @cached_property
    def _context(self) -> Context:
        return make_context(self._known.statistics, self._report.project.settings.sentence, self._known.sources)

    def find_changed(
        self, file: str, content: bytes, fixes: Sequence[DigitFix]
    ) -> tuple[ChangedFile, list[UnfixedFigure]]:
        """Return a file with all those new digits that hold, and what is left of the others."""
        left: list[UnfixedFigure] = []
        text, is_notebook = content.decode(), file.endswith(".ipynb")
        places, splices = None, {}
        with suppress(ValueError):
            places = FileText(text, is_notebook=is_notebook)
            splices = {fix.claim.id: places.splice(fix.claim, fix.text) for fix in fixes}
        tried = [fix for fix in fixes if splices.get(fix.claim.id)]
        left += [_leave(fix, _why_not_found(fix.claim, places)) for fix in fixes if fix not in tried]
        # What is refused may have been all that made another one wrong, so the rest is judged again without it.
        while True:
            found = [one for fix in tried if (one := splices[fix.claim.id])]
            after = apply_splices(text, found).encode()
            refused = self._find_refused(file, content, after, tried) if tried else {}
            if not refused:
                return ChangedFile(file=file, before=content, after=after, fixes=tuple(tried)), left
            left += [_leave(fix, refused[fix.claim.id]) for fix in tried if fix.claim.id in refused]
            tried = [fix for fix in tried if fix.claim.id not in refused]

    def _find_refused(self, file: str, before: bytes, after: bytes, fixes: Sequence[DigitFix]) -> dict[str, str]:
        """Return the figures whose new digits do not hold where they stand, and why, by the id of the claim."""
        if file not in self._paths:
            # A text that is no page, such as one of a review.
            claims = [one.claim for one in self._report.findings if one.claim and one.claim.place.file == file]
            printed = print_anew(claims, {fix.claim.id: fix.text for fix in fixes})
            earlier, later = (self._judge(Page(name=file, claims=tuple(some))) for some in (claims, printed))
        else:
            # Both are read from a file, as a page is: what stood there before is not judged by what is remembered.
            earlier, later = (self._judge_page(file, content) for content in (before, after))
        if earlier.keys() != later.keys():
            return {fix.claim.id: _READ_OTHERWISE for fix in fixes}
        changed = {fix.claim.id: fix for fix in fixes}
        refused: dict[str, str] = {}
        for id, now in later.items():
            fault = _find_fault(now, changed[id].text if id in changed else now.printed)
            if fault is None and id in changed:
                fault = self._find_lost_record(changed[id], now)
            if fault is None:
                continue
            if id in changed:
                refused[id] = fault
            elif _find_fault(earlier[id], now.printed) is None:
                # A figure beside it is wrong now: "more than the 12 of last year".
                beside = f"‘{now.printed}’ beside it would be wrong: {fault}"
                for fix in _beside(now.claim, fixes):
                    refused.setdefault(fix.claim.id, beside)
        return {**_find_unsettled(changed, later), **refused}

    def _find_lost_record(self, fix: DigitFix, now: Finding) -> str | None:
        """Return that "the highest" stands beside a figure that is lower now, unless the check bears it out."""
        compared = any(one.aspect is Aspect.COMPARISON and one.state is SentenceState.BORNE_OUT for one in now.sentence)
        words = "" if compared else find_lost_record(fix.claim, fix.text, self._report.rules)
        return f"{fix.finding.reason}; the text says “{words}”" if words else None

    def _judge_page(self, file: str, content: bytes) -> dict[str, Finding]:
        """Return the findings of a page with another content, by the id of the claim."""
        report, settings = self._report, self._report.project.settings
        # `read_page` takes files, and the report's own is not to be touched before an editor has agreed.
        with scratch_folder("fix") as folder:
            path = folder / file
            path.parent.mkdir(parents=True)
            path.write_bytes(content)
            page = read_page(
                folder, self._paths[file], names=settings.names, locale=settings.language,
                flowing=report.pages[file].flowing, markdown=settings.markdown,
            )  # fmt: skip
        return self._judge(fill_glued(page, report.known))

    def _judge(self, page: Page) -> dict[str, Finding]:
        sentences = AcknowledgedSentences(self._report.project.settings.sentence.acknowledged, {})
        report = self._report
        around = find_around(
            self._known, self._context, report.runs,
            package=report.catalog.package, day=report.project.settings.edition_date,
        )  # fmt: skip
        # Nobody prints it yet.
        with using(Results()):
            found = check_page(page, around)
        return {one.claim.id: sentences.note(one) for one in found.findings if one.claim}


def _date(statistic: Statistic, known: Mapping[str, Statistic], tables: Mapping[str, Resource]) -> Statistic:
    """Return a statistic with the period that its rows are of, where it names none.

    The latest figure of a table is of another month once a row is added, and a sentence may say the one before.
    """
    if find_times(statistic, known).main:
        return statistic
    found: set[str] = set()
    for rows in statistic.rows:
        table = tables.get(rows.dataset)
        if table is None or rows.left_out:
            return statistic
        periods = {one.name for one in table.fields if one.is_period and one.name in (table.index or rows.columns)}
        found |= {str(row[at]) for at, name in enumerate(rows.columns) if name in periods for row in rows.rows}
    period = found.pop() if len(found) == 1 else ""
    return changed(statistic, period=period) if parse_span(period) else statistic


_NOT_FOUND = "its role is not found in the file as it is printed"
_READ_OTHERWISE = "the page would be read otherwise"


def _why_not_found(claim: Claim, places: FileText | None) -> str:
    if places is None or not is_in_code(claim):
        return _NOT_FOUND
    line = places.find_code_line(claim)
    where = f" of its cell, in line {line}" if line else " of its cell"
    return f"it stands in the code{where}, which is yours to change"


def _find_fault(finding: Finding, text: str) -> str | None:
    """Return what is wrong with a figure; ``None`` for one that holds in its sentence."""
    if finding.printed != text:
        return "another figure stands there"
    if finding.contradictions:
        return finding.contradictions[0].reason
    is_fine = finding.verdict in HOLDING or (finding.severity is not Severity.ERROR and finding.statistic is None)
    return None if is_fine or finding.acknowledged else finding.reason


def _find_unsettled(fixes: Mapping[str, DigitFix], later: Mapping[str, Finding]) -> dict[str, str]:
    """Return the figures beside which, in their sentence, one is of another period or group than that sentence.

    Until somebody has settled what the sentence is about, no digits of it are known to be right, unless it is read of
    the figure itself.
    """
    found, false = {}, [one for one in later.values() if one.contradictions]
    for id, fix in fixes.items():
        own = later[id]
        read = {one.aspect for one in own.sentence if one.state is SentenceState.BORNE_OUT}
        for other in false:
            is_beside = own.claim and other.claim and other.claim.sentence == own.claim.sentence
            for reading in other.contradictions if is_beside else ():
                if reading.aspect in {Aspect.PERIOD, Aspect.GROUP} - read:
                    found[id] = f"{fix.finding.reason}; beside it {reading.reason}"
    return found


def _beside(claim: Claim | None, fixes: Sequence[DigitFix]) -> list[DigitFix]:
    """Return the fixes in the passage of a claim; all, where none is in it."""
    lines = {claim.place.line} if claim else set()
    here = [fix for fix in fixes if fix.claim.place.line in lines]
    return here or list(fixes)


def print_anew(claims: Sequence[Claim], texts: Mapping[str, str]) -> Iterator[Claim]:
    """Yield claims with what they would print by `texts`, which has new ones by id, in passages that print these."""
    changed: dict[str, dict[int, Claim]] = defaultdict(dict)
    for claim in claims:
        if claim.id in texts:
            changed[claim.passage][claim.start] = claim
    for claim in claims:
        spans = [(one.start, one.end, texts[one.id]) for one in changed[claim.passage].values()]
        splices = [Splice(start=start, end=end, text=text) for start, end, text in spans]
        moved = sum(len(text) - (end - start) for start, end, text in spans if start < claim.start)
        printed = texts.get(claim.id, claim.printed)
        # Its sentence is a part of the passage, as long as nothing is left out of it.
        at = claim.passage.find(claim.sentence)
        inner = [Splice(start=one.start - at, end=one.end - at, text=one.text) for one in splices if one.start >= at]
        inner = [one for one in inner if at >= 0 and one.end <= len(claim.sentence)]
        yield replace(
            claim, printed=printed, passage=apply_splices(claim.passage, splices), start=claim.start + moved,
            sentence=apply_splices(claim.sentence, inner),
        )  # fmt: skip


def _leave(fix: DigitFix, fault: str) -> UnfixedFigure:
    return UnfixedFigure(finding=fix.finding, why=fault, proposals=(fix.text,))
