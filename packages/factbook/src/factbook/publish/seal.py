"""A checked report as an edition, and its seal ``book/editions/<label>.json``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from factbook.editions.changes import add_changes_since
from factbook.editions.code_slice import Code
from factbook.editions.history import FILE as CORRECTIONS
from factbook.editions.storage import FOLDER, dump, edition_path, list_editions, read_newest
from factbook.model import Judged
from factbook.model.edition import FORMAT, Edition, SealedClaim, SealedReviewedClaim, SealedStatistic
from factbook.project.files import digest_file, rewrite_files
from factbook.project.setting_values import CONFIG
from factbook.project.settings import Settings
from factbook.publish.crossed_runs import make_trials
from factbook.publish.earlier_seals import complete
from factbook.publish.origin import archive_path, find_commit, find_differing
from factbook.publish.pinned import find_environment
from factbook.publish.seal_tables import rests_on, seal_table
from factbook.publish.snapshot import PASSED_OVER, archive_sources, find_parts
from factbook.report.checked_report import Report
from factbook.report.myst import strip_roles
from factbook.report.pages import parse_text
from figurecheck.model import Claim, Finding, Place, Risk, Statistic
from figurecheck.model.errors import Complaint, EditionError, complain_all

_HEADING = re.compile(r"^# +(.+)$", re.MULTILINE)


def capture(report: Report, label: str, *, note: str = "", in_blocks: bool = True) -> Edition:
    """Return a checked report as an edition; `in_blocks` seals a large table in blocks of rows."""
    settings = report.project.settings
    day = settings.edition_date or report.catalog.last_day
    codes = {run.path.as_posix(): Code.of_notebook(run.notebook) for run in report.runs if run.notebook is not None}
    # An editor completes the record of corrections after the seal, so its claims cannot be part of the seal.
    claims = [
        _seal_claim(finding.claim, finding)
        for finding in report.findings
        if finding.claim is not None and finding.claim.place.file != CORRECTIONS
    ]
    statistics = {
        id: _seal_statistic(report, report.statistics[id], codes, in_blocks=in_blocks)
        for id in sorted(report.statistics)
    }
    tables = {
        name: seal_table(report.catalog, name, day, report.statistics.values() if in_blocks else None)
        for name in sorted(report.catalog.tables)
    }
    return Edition(
        label=label,
        format=FORMAT,
        as_of=day,
        note=note,
        version=version("factbook"),
        environment=find_environment(report.project.root),
        tables=tables,
        statistics=statistics,
        claims={claim.id: claim for claim in sorted(claims, key=lambda claim: claim.id)},
        reviews={one.id: one for one in sorted(_seal_reviews(report), key=lambda one: one.id)},
        texts=dict(sorted(_texts(report))),
        titles=dict(sorted(_titles(report))),
    )


def refuse_adopting(settings: Settings) -> Iterator[Complaint]:
    """Yield a complaint for a book that is being taken over: an edition holds checked figures only."""
    if settings.adopts:
        what = "is adopt, so that not every number of the pages is read; an edition is not sealed meanwhile"
        remedy = "bind or waive them page by page (factbook: checked:), then take the line mode: adopt out"
        yield Complaint(f"{CONFIG}: factbook.mode", what, remedy)


def seal(report: Report, label: str, *, root: Path, note: str = "") -> Path:
    """Write a report that holds as an edition below a root, with its changes since the last; return the file.

    The same state of the same commit gives the same bytes. Raises EditionError when the label cannot be used or exists
    already, when an edition of a later day is sealed, when a printed figure rests on rows that no source backs, or when
    nobody answers for a review.
    """
    complain_all(EditionError, [*refuse_adopting(report.project.settings), *find_unsourced(report), *report.unanswered])
    edition, before = capture(report, label, note=note), read_newest(root)
    # checked again: another edition may have been sealed while the notebooks ran
    path = check_seal(root, label, edition.as_of)
    if before is not None:
        renamed = report.project.settings.renamed
        trials = make_trials(root, now=label, sources=report.project.root)
        edition = add_changes_since(complete(root, before), edition, rules=report.rules, renamed=renamed, trials=trials)
        # The chain: whoever replaces one seal would have to replace every later one as well.
        edition = replace(edition, before=digest_file(root / edition_path(before.label)))
        line = {one.label for one in edition.earlier}
        edition = replace(edition, beside=tuple(name for _, name in list_editions(root) if name not in line))
    edition = replace(edition, commit=find_clean_commit(root))
    contents: list[tuple[Path, bytes | str]] = [(root / path, dump(edition, before))]
    if edition.commit:
        # One that was killed may have left it, and it would be published instead of the commit.
        (root / archive_path(label)).unlink(missing_ok=True)
    else:
        # A state that is in no commit is gone with the next edit; what is published later is built from this.
        sources = archive_sources(report.project.root, label=label, day=edition.as_of)
        contents.insert(0, (root / archive_path(label), sources))
    rewrite_files(contents)
    return path


def find_clean_commit(root: Path) -> str:
    """Return the commit that holds a report as it is, and factbook if it does; empty if there is none."""
    # A seal must not name a commit from which another report would be built. Seals and the record of corrections are
    # taken from elsewhere (`origin`).
    try:
        differing = map(Path, find_differing(root, [*find_parts(root), "pyproject.toml", "packages"]))
        passed_over = PASSED_OVER | {Path(CORRECTIONS).name}
        ours = [path for path in differing if path.parent != FOLDER and passed_over.isdisjoint(path.parts)]
        return "" if ours else find_commit(root, "HEAD")
    except EditionError:
        return ""


def find_unsourced(report: Report) -> Iterator[Complaint]:
    """Yield a complaint for each printed figure that no source backs, and of which no editor has taken note."""
    for finding in report.findings:
        if any(caution.risk is Risk.UNSOURCED for caution in finding.open_warnings):
            id = finding.statistic.id if finding.statistic else finding.printed
            remedy = f"read its rows by fb.dataset, or write a reason under factbook: acknowledged: {id}: unsourced"
            what = f"‘{finding.printed}’ rests on rows of no source, and is not sealed like that"
            yield Complaint(str(finding.place), what, remedy)


def check_seal(
    root: Path, label: str, day: str, note: str = "", *, names: Iterable[str] = (), locale: str = "en"
) -> Path:
    """Return the file that a label would be sealed into, as of an ISO day.

    Raises EditionError when it exists, when an edition of a later day is sealed, or when the note contains a number,
    which nothing would check.
    """
    path = edition_path(label)
    faults: list[Complaint] = []
    if (root / path).exists():
        remedy = "an edition never changes; choose another label"
        faults.append(Complaint(path.as_posix(), "is sealed already", remedy))
    later = [name for sealed, name in list_editions(root) if (sealed, name) > (day, label)]
    if later:
        what = f"is older than {later[-1]}, which is sealed already"
        remedy = "seal editions in the order of their days; on one day, of their labels"
        faults.append(Complaint(label, what, remedy))
    for number in parse_text(note, place=Place(file="note"), where="note", names=tuple(names), locale=locale).numbers:
        what = f"contains the number {number.text!r}, which nothing checks"
        faults.append(Complaint("--note", what, "leave out all numbers but dates"))
    complain_all(EditionError, faults)
    return path


def _seal_statistic(
    report: Report, statistic: Statistic, codes: Mapping[str, Code], *, in_blocks: bool
) -> SealedStatistic:
    cell = statistic.cell
    code = codes.get(cell.notebook) if cell else None
    at = code.places.index(cell.index) if code and cell and cell.index in code.places else None
    return SealedStatistic(
        id=statistic.id,
        value=statistic.value,
        unit=statistic.unit,
        population=statistic.population,
        label=statistic.label,
        about=statistic.about,
        measure=statistic.measure,
        period=statistic.period,
        notebook=cell.notebook if cell else "",
        cell=cell.index if cell else None,
        code=code.slice_digest(statistic.id, at) if code and at is not None else "",
        around=code.prefix_digest(at) if code and at is not None else "",
        rows=rests_on(report.catalog, statistic.rows, in_blocks=in_blocks),
    )


def _seal_claim(claim: Claim, finding: Finding) -> SealedClaim:
    return SealedClaim(
        id=claim.id,
        file=claim.place.file,
        line=claim.place.line,
        where=claim.where,
        role=claim.role.value,
        printed=claim.printed,
        target=claim.target,
        verdict=finding.verdict,
        sentence=claim.sentence,
        locale=claim.locale,
        acknowledged=finding.acknowledged,
        contradicted="; ".join(one.reason for one in finding.contradictions),
    )


def _seal_reviews(report: Report) -> Iterator[SealedReviewedClaim]:
    for review, findings in report.reviews:
        for found in findings:
            claim = found.claim
            yield SealedReviewedClaim(
                id=f"{review.name}/{claim.id}",
                file=review.file,
                line=claim.place.line,
                printed=claim.printed,
                says=claim.says,
                statistic=claim.statistic,
                verdict=Judged(day=found.day.verdict, today=found.today.verdict),
                rating=claim.rating,
                because=Judged(day=str(claim.because.day), today=str(claim.because.today)),
            )


def _titles(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the title of each page: what its first heading says, else the name of its file."""
    for path in report.project.pages:
        text = (report.project.root / path).read_text("utf-8") if path.suffix == ".md" else ""
        heading = _HEADING.search(text)
        yield path.as_posix(), strip_roles(heading[1]).strip() if heading else path.stem


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    project = report.project
    for path in dict.fromkeys([*project.pages, *project.notebooks, *project.reviews]):
        yield path.as_posix(), digest_file(project.root / path)
