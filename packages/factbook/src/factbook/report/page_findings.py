"""The findings on one page: its figures judged, and its sentences held against the statistics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache, partial

from factbook.data.descriptor import Package
from factbook.data.releases import find_data_files
from factbook.engine.stored_claims import StoredClaims
from factbook.engine.task import find_or_learn, task
from factbook.notebooks import Run
from factbook.project.files import digest
from factbook.report.findings import JudgedPage, PageFindings, dump_findings
from factbook.report.pages import Page
from factbook.report.stored_statistics import digest_judged, digest_names, find_ids
from figurecheck.model import Claim, Finding, Role, SentenceReading, Verdict
from figurecheck.verdicts.claims import check_claim, check_number
from figurecheck.verdicts.known import Known
from figurecheck.verdicts.other_numbers import find_unchecked_numbers
from figurecheck.verdicts.sentence.check import ReadSentence, add_sentences, read_findings
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.watched import Watched

_ALL = "*"
"""Stands for the marks of all notebooks, which is no name of one."""
_NO_FINDINGS = b"0\n[]"
"""What `dump_findings` returns of none."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """All that the figures and sentences of pages are held against."""

    known: Known
    context: Context
    base: str
    """Digest of what statistics are called and of what they are, of sources and rules, and of the house's words."""
    marks: Mapping[str, str]
    """By notebook: a digest that stays the same while the values do that it has recorded, and how they came about."""
    printed: str
    """Digest of all but the files of data by which it is decided what sources print."""
    package: Package
    """Names these files."""

    @cached_property
    def statistics(self) -> Watched:
        """The statistics, with a note of those that were looked at."""
        return Watched(self.known.statistics)

    @cached_property
    def watched(self) -> Known:
        """What figures are judged by while it is noted what they are judged by."""
        return replace(self.known, statistics=self.statistics)

    @cached_property
    def all_marks(self) -> str:
        """A digest of all marks."""
        return digest(sorted(self.marks.items()))

    def find_mark(self, notebook: str) -> str:
        """Return the mark of a notebook now; empty if there is none."""
        return self.all_marks if notebook == _ALL else self.marks.get(notebook, "")


def check_page(page: Page, around: Around) -> PageFindings:
    """Return the findings on a page, waived figures left out; `around` is what `find_around` returns."""
    # Most notebooks have none.
    if not (page.claims or page.numbers):
        mark = digest("no findings", page.name)
        judged = JudgedPage.sum_up((), _NO_FINDINGS)
        return PageFindings(page=page, known=around.known, mark=mark, **vars(judged))
    stored = StoredClaims.of(page.claims)
    look_up = cache(partial(_look_up, stored, around.known))
    printed = _digest_reported(stored, look_up, around) if Role.REPORTED in stored.roles else ""
    key = digest("findings", page.name, stored.mark, page.numbers, printed, around.base)
    made: list[tuple[Finding, ...]] = []

    def judge() -> tuple[JudgedPage, set[str]]:
        claims = [claim for claim in stored if claim.role is not Role.PLAIN]
        findings, looked_at = _check(page, claims, look_up(), around)
        made.append(findings)
        return JudgedPage.sum_up(findings, dump_findings(findings, page)), looked_at

    found, mark = find_or_learn(judge, JudgedPage, key, around.find_mark)
    one = PageFindings(page=page, known=around.known, mark=mark, **vars(found))
    if made:
        vars(one)["findings"] = made[0]
    return one


def _look_up(claims: StoredClaims, known: Known) -> dict[int, Finding]:
    """Return the findings on figures that sources are said to print, by the identity of the claim."""
    found = [one for one in claims if one.role is Role.REPORTED] if Role.REPORTED in claims.roles else []
    return {id(one): check_claim(one, known) for one in found}


# These are in the tables, whatever notebooks have recorded: nothing is looked up while claims and data are the same.
@task(
    of=lambda claims, look_up, around: (claims.mark, around.printed),
    reads=lambda claims, look_up, around: find_data_files(around.package),
)
def _digest_reported(claims: StoredClaims, look_up: Callable[[], dict[int, Finding]], around: Around) -> str:
    """Return a digest of the same findings."""
    return digest([*look_up().values()])


def find_around(known: Known, context: Context, runs: Sequence[Run], *, package: Package, day: str) -> Around:
    """Return what figures and sentences of pages are held against.

    `runs` are those of the edition's ISO `day`, and `package` describes the data on it.
    """
    # Each statistic may be a sibling of what a sentence names.
    names = [digest_names(run) for run in runs]
    rest = (
        known.rules,
        dict(known.sources),
        dict(known.renamed),
        dict(known.failed),
        context.words,
        known.disagreements,
    )
    return Around(
        known=known,
        context=context,
        base=digest(names, *rest),
        marks=_find_marks(known, runs),
        printed=digest(day, known.rules, dict(known.sources)),
        package=package,
    )


def _find_marks(known: Known, runs: Sequence[Run]) -> dict[str, str]:
    """Return the marks of notebooks: what they have recorded, and what the data package says of the rows behind it."""
    judged = known.judged
    if not judged:
        ids = find_ids(known.statistics)
        judged = {name: digest_judged(known.statistics[id] for id in found) for name, found in ids.items()}
    return {name: digest(run.mark, judged.get(name, "")) for run in runs for name in [run.path.as_posix()]}


def _check(
    page: Page, claims: Sequence[Claim], reported: Mapping[int, Finding], around: Around
) -> tuple[tuple[Finding, ...], set[str]]:
    """Return the findings, and the notebooks whose values they hang on."""
    siblings = around.context.siblings.seen
    siblings.clear()
    around.statistics.forget()
    claimed = [reported.get(id(claim)) or check_claim(claim, around.watched) for claim in claims]
    findings = (
        *_read_sentences(claimed, around),
        *(check_number(number) for number in page.numbers),
        *find_unchecked_numbers(claimed, around.watched),
    )
    looked_at = [
        *siblings.values(),
        *around.statistics.find_seen(),
        *(one.statistic for one in claimed if one.statistic),
    ]
    # A wrong share is held against all wholes; what no run of the day has recorded has no mark.
    needs_all = around.statistics.saw_all or any(one.verdict is Verdict.MISMATCH for one in claimed)
    notebooks = {one.cell.notebook if one.cell else "" for one in looked_at}
    return findings, notebooks | ({_ALL} if needs_all else set())


def _read_sentences(claimed: Sequence[Finding], around: Around) -> Iterator[Finding]:
    """Yield the findings on the claims of a page with what their sentences say."""
    sentences = read_findings(claimed, around.context) if claimed else []
    # Most sentences say nothing that is read: one object for what many of them say makes a report a third smaller.
    read = [ReadSentence(readings=_share(one.readings), cautions=one.cautions) for one in sentences]
    for before, finding in zip(claimed, add_sentences(claimed, read, around.known.rules), strict=True):
        # Of a glued value nobody has said whether it is a change, of what, and when: "fell by 5%" may be right.
        yield before if before.statistic and before.statistic.key else finding


@lru_cache(maxsize=1024)
def _share(readings: tuple[SentenceReading, ...]) -> tuple[SentenceReading, ...]:
    """Return these readings, or those that are equal to them and were here before."""
    return readings
