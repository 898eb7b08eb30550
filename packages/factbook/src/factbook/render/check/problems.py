"""What a check found to be mended, to be looked at or to be known: one list, which every format shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factbook.report.checked_report import Report
from figurecheck.model import Caution, Finding, Place, SentenceReading, SentenceState, Severity
from figurecheck.model.errors import Complaint
from figurecheck.model.finding import NOTED
from figurecheck.model.wording import count_of

LONGEST = 500
"""Characters of a figure and of its reason that a message shows."""
FIRST = 5
"""Unread numbers of a page that are named; `check --all` names all."""
INPUT, STALE, OTHER, NOTE, RUN, FAILED, UNREAD = (
    "input", "stale", "other", "not-yet-known", "run", "failed-notebook", "unread",
)  # fmt: skip
"""The rules of problems that are about no figure; the others are verdicts, risks, and aspects behind ``sentence-``."""
_SENTENCE = (
    "mend the sentence or bind another statistic; where it is right, say so under factbook.sentence.acknowledged"
)
# As complaints write their places: file, then line; or cell and line of a notebook; then what they like.
_PLACE = re.compile(
    r"(?P<file>[^:\n]+)"
    r"(?::(?P<line>[1-9]\d{0,8})(?=:|$)|: cell (?P<cell>[1-9]\d{0,8})(?:, line (?P<inner>[1-9]\d{0,8}))?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend, to look at or to know."""

    rule: str
    """What kind it is: a verdict, a risk, an aspect of a sentence, or one of the names above."""
    severity: Severity
    """Whether it stops a build, warns, or is only told (``ok``)."""
    message: str
    """All of it in words, without the place."""
    at: str
    """The place as people read it."""
    place: Place | None = None
    """The place for programs; ``None`` where it is in no file."""
    cell: int | None = None
    """The cell of a notebook, from 0, where `place` is the line of it in the notebook's file."""
    title: str = ""
    """It in a few words."""
    finding: Finding | None = None
    """The figure that it is about."""
    strict: bool = True
    """Whether ``--strict`` makes an error of the warning; data of somebody else is used as it is."""
    acknowledged: str = ""
    """The editor's reason for leaving it; what has one is no problem any more."""

    def __str__(self) -> str:
        return f"{self.at}: {self.message}"

    @property
    def text(self) -> str:
        """The message, with the place where its line in a file does not say all of that: a cell, a column, a key."""
        place = self.place
        says_all = place is not None and place.cell is None and place.line and self.at.endswith(f":{place.line}")
        return self.message if says_all else str(self)

    def level(self, *, strict: bool) -> Severity:
        """Return how grave it is in a check that is `strict` or is not."""
        return Severity.ERROR if strict and self.strict and self.severity is Severity.WARNING else self.severity


def list_problems(report: Report, notes: Iterable[Complaint] = ()) -> list[Problem]:
    """Return everything that a report's check found, in the order in which people read it; `notes` are of its runs."""
    findings = list(report.open_findings)
    return [
        *from_complaints(report.complaints),
        *_from_findings(report.by_severity),
        *_lost_figures(findings),
        *_unread_numbers(findings),
        *(replace(_from_complaint(one), severity=Severity.WARNING, rule=OTHER) for one in report.warnings),
        *(_told(NOTE, str(note), note.place) for note in report.notes),
        *(replace(_from_complaint(one), severity=Severity.OK, rule=OTHER) for one in report.unanswered),
        *(replace(_from_complaint(one), severity=Severity.OK, rule=RUN) for one in notes),
    ]


def from_complaints(complaints: Iterable[Complaint]) -> list[Problem]:
    """Return complaints about an input that cannot be used, or of which something has to be renewed."""
    return [_from_complaint(one) for one in complaints]


def open_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that nobody has acknowledged."""
    return [one for one in problems if not one.acknowledged]


def locate(
    problems: Iterable[Problem],
    is_file: Callable[[str], bool],
    prefix: str = "",
    find_in_file: Callable[[Problem], Place | None] = lambda _: None,
) -> list[Problem]:
    """Return problems with places that a code host finds.

    `is_file` knows the files of the report: a complaint may be about an option. `prefix` is the report's folder in its
    repository, with a slash at the end. `find_in_file` returns where in its file a cell of a notebook, or a row, is.
    """
    return [_locate(one, is_file, prefix, find_in_file) for one in problems]


def _locate(
    problem: Problem, is_file: Callable[[str], bool], prefix: str, find_in_file: Callable[[Problem], Place | None]
) -> Problem:
    place, cell = _find_place(problem, is_file), None
    if place is None:
        return replace(problem, place=None)
    if (place.cell is not None or place.line is None) and (found := find_in_file(problem)):
        place, cell = found, place.cell
    return replace(problem, place=replace(place, file=f"{prefix}{place.file}"), cell=cell)


def _find_place(problem: Problem, is_file: Callable[[str], bool]) -> Place | None:
    if problem.place and is_file(problem.place.file):
        return problem.place
    # The name of a file may hold the colon by which a complaint ends it.
    ends = [one.start() for one in re.finditer(":|$", problem.at)]
    file = next((problem.at[:end] for end in reversed(ends) if is_file(problem.at[:end])), "")
    place = _place_of(f"-{problem.at.removeprefix(file)}") if file else None
    return replace(place, file=file) if place else None


def of_finding(finding: Finding) -> Iterator[Problem]:
    """Yield what is wrong with one figure: its verdict, what its sentence contradicts, and each warning.

    What an editor has acknowledged is among them, with the reason.
    """
    if finding.verdict.severity is not Severity.OK and not finding.reviewed:
        yield _of_figure(
            finding, finding.verdict, f"{finding.verdict}", describe_verdict(finding), finding.severity,
            finding.acknowledged,
        )  # fmt: skip
    for reading in finding.sentence:
        if reading.state is SentenceState.CONTRADICTED:
            yield _of_sentence(finding, reading)
    for caution in finding.warnings:
        yield _of_caution(finding, caution)


def describe_verdict(finding: Finding) -> str:
    """Return the printed figure with its verdict and the reason."""
    about = f" [{finding.statistic.id}]" if finding.statistic else ""
    return f"‘{shorten(finding.printed)}’ {finding.verdict}: {shorten(finding.reason)}{about}{_note(finding)}"


def shorten(text: str) -> str:
    """Return a text with what goes beyond 500 characters left out."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


def _of_figure(finding: Finding, rule: str, title: str, message: str, severity: Severity, acknowledged: str) -> Problem:
    return Problem(
        rule=rule,
        severity=Severity.WARNING if acknowledged else severity,
        message=message,
        at=str(finding.place),
        place=finding.place,
        title=f"‘{shorten(finding.printed)}’ {title}",
        finding=finding,
        acknowledged=acknowledged,
    )


def _of_sentence(finding: Finding, reading: SentenceReading) -> Problem:
    title = f"{reading.aspect} {reading.state}"
    remedy = f"acknowledged: {reading.acknowledged}" if reading.acknowledged else _SENTENCE
    message = f"‘{shorten(finding.printed)}’ {title}: {shorten(reading.reason)} ({remedy})"
    # A page of a book that is being taken over stops nothing, whatever its sentences say.
    severity = Severity.WARNING if finding.deferred else Severity.ERROR
    return _of_figure(finding, f"sentence-{reading.aspect}", title, message, severity, reading.acknowledged)


def _of_caution(finding: Finding, caution: Caution) -> Problem:
    about = f" [{finding.statistic.id}]" if finding.statistic else ""
    message = f"‘{shorten(finding.printed)}’ {caution.risk}: {caution}{about}"
    severity = Severity.OK if caution.risk in NOTED else Severity.WARNING
    return _of_figure(finding, caution.risk, caution.risk, message, severity, caution.acknowledged)


def _note(finding: Finding) -> str:
    """Return what an editor said of a truncated or loose figure, or how to mend one of our own."""
    if finding.acknowledged:
        return f" (acknowledged: {finding.acknowledged})"
    if not finding.careless or finding.claim is None:
        return ""
    mend = "round it" if finding.verdict == "truncated" else "say it more closely"
    return f" ({mend}, or say why it stays: factbook: acknowledged: {finding.claim.target}: {finding.verdict}:)"


def _from_findings(findings: Mapping[Severity, Sequence[Finding]]) -> Iterator[Problem]:
    """Yield what is wrong with figures, of those first that stop a build; last what is acknowledged."""
    for severity in (Severity.ERROR, Severity.WARNING):
        for finding in findings[severity]:
            if not (finding.failed or finding.unread):
                yield from of_finding(finding)
    # A figure that passes has nothing open: not even a contradiction, on a page that is not checked yet.
    for finding in filter(_has_acknowledged, findings[Severity.OK]):
        if not (finding.failed or finding.unread):
            yield from (one for one in of_finding(finding) if one.acknowledged)


def _has_acknowledged(finding: Finding) -> bool:
    acknowledged = any(one.acknowledged for one in finding.sentence) or any(
        one.acknowledged for one in finding.warnings
    )
    return bool(finding.acknowledged) or acknowledged


def _lost_figures(findings: Sequence[Finding]) -> Iterator[Problem]:
    """Yield a problem for each notebook whose failure left figures without a statistic."""
    for notebook, count in Counter(finding.failed for finding in findings if finding.failed).items():
        what = f"failed, so {count_of(count, 'figure')} could not be judged"
        complaint = Complaint(notebook, what, "correct the notebook; check --all lists them")
        yield replace(_from_complaint(complaint), rule=FAILED)


def _unread_numbers(findings: Sequence[Finding]) -> Iterator[Problem]:
    """Yield for each page of an adopted book how many of its numbers nothing binds, and the first of them."""
    by_page: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.unread and finding.place:
            by_page.setdefault(finding.place.file, []).append(finding)
    # One for a page and not for a number: a book of ordinary length has a thousand of them.
    for page, unread in by_page.items():
        named = ", ".join(f"‘{shorten(one.printed)}’{_line_number(one)}" for one in unread[:FIRST])
        more = ", ..." if len(unread) > FIRST else ""
        text = f"{page}: {count_of(len(unread), 'number')} not read: {named}{more}"
        yield _told(UNREAD, text, page)


def _line_number(finding: Finding) -> str:
    line = finding.place.line if finding.place else None
    return f" ({line})" if line else ""


def _told(rule: str, text: str, file: str) -> Problem:
    """Return a note from a text that begins with its file."""
    message = text.removeprefix(f"{file}: ")
    return Problem(
        rule=rule, severity=Severity.OK, message=message, at=file, place=_place_of(file), title=message.split(" (")[0]
    )


def _from_complaint(complaint: Complaint) -> Problem:
    remedy = f" ({complaint.remedy})" if complaint.remedy else ""
    return Problem(
        rule=STALE if complaint.stale else INPUT,
        severity=Severity.ERROR,
        message=f"{complaint.what}{remedy}",
        at=complaint.place,
        place=_place_of(complaint.place),
        title=complaint.what,
        strict=not complaint.warns,
    )


def _place_of(text: str) -> Place | None:
    """Return the place that a complaint names.

    >>> _place_of("book/who.md:14"), _place_of("data/x.csv: row 7, column year").file
    (Place(file='book/who.md', line=14, cell=None, column=None, last_column=None), 'data/x.csv')
    """
    match = _PLACE.match(text)
    if match is None:
        return None
    line = match["line"] or match["inner"]
    cell = int(match["cell"]) - 1 if match["cell"] else None
    return Place(file=match["file"], line=int(line) if line else None, cell=cell)
