"""What the commands share: options, refusals, progress, and how findings are printed."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from factbook.model.errors import Complaint, FactbookError

if TYPE_CHECKING:
    from factbook.model import Caution, Finding
    from factbook.notebooks import Run
    from factbook.project.fingerprints import Files
    from factbook.report.pipeline import Report

HOLDS, DOES_NOT_HOLD, CANNOT_BE_USED = 0, 1, 2
INTERRUPTED, TERMINATED = 130, 143
_COLOURS = {"error": "red", "warning": "yellow", "ok": "green"}

project_option = click.option(
    "--project",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The report's folder, or one below it. Default: the working directory.",
)
strict_option = click.option(
    "--strict", is_flag=True, help="Let warnings (cut off, loose, rounded twice...) count as errors."
)


class Refusals:
    """Turns complaints into messages and exit code 2; the only place that catches them."""

    def __init__(self, form: str) -> None:
        self.form = form

    def __enter__(self) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, FactbookError):
            if self.form == "json":
                from factbook.render.metadata.claims_json import claims_document

                click.echo(
                    json.dumps(claims_document((), (), complaints=error.complaints), ensure_ascii=False, indent=1)
                )
            self.refuse(error.complaints)
        if isinstance(error, OSError):
            place, what = str(error.filename or "a file"), f"cannot be read or written: {error.strerror or error}"
            self.refuse([Complaint(place=place, what=what, remedy="look at its rights, and at the room on the disk")])
        if isinstance(error, KeyboardInterrupt):
            click.secho("\nInterrupted; the last site is as it was.", fg="red", err=True)
            sys.exit(INTERRUPTED)

    @staticmethod
    def refuse(complaints: Iterable[Complaint]) -> NoReturn:
        """Print complaints and leave."""
        for complaint in complaints:
            click.secho(str(complaint), fg="red", err=True)
        sys.exit(CANNOT_BE_USED)


def load_report(
    folder: Path,
    inputs: Files | None = None,
    run: Callable[..., list[Run]] | None = None,
) -> Report:
    """Read, run and check the report around a folder, and show on standard error what runs.

    `inputs` are the report's files as `see_inputs` saw them, if somebody has looked already. `run` gives the runs, by
    default `reuse_runs`.
    """
    from functools import partial

    from factbook.cli.progress import Progress
    from factbook.notebooks import Kernels, Plan, reuse_runs
    from factbook.project.fingerprints import see_inputs
    from factbook.project.memo import Memo
    from factbook.project.settings import find_root, read_project
    from factbook.report.pipeline import make_report

    root = find_root(folder.resolve())
    inputs = see_inputs(root) if inputs is None else inputs
    project = read_project(root)
    memo = Memo(root, inputs)
    plan = Plan(root, cache=project.settings.cache, seen=inputs)
    with Kernels() as kernels, Progress() as progress:
        if getattr(run, "warm", True) and plan.has_pending(project.notebooks, project.settings.edition_date):
            kernels.warm_up()
        give = partial(run or reuse_runs, plan=plan, kernels=kernels, started=progress.begun)
        report = make_report(project, run=give, memo=memo, started=progress.started, progress=progress.ended)
    memo.save()
    return report


def print_findings(report: Report, *, everything: bool) -> None:
    """Print what `describe_findings` says."""
    click.echo("\n".join(describe_findings(report, everything=everything)))


def describe_notes(report: Report) -> Iterator[str]:
    """Yield what a site lacks for want of a setting, and is whole without."""
    if not report.project.settings.address:
        yield (
            "_config.yml: factbook.address is not set, so pages name no address of their own, and there is no "
            "sitemap.xml and no picture for other sites (set it to where the site will stand)"
        )


def describe_citation(root: Path, site: Path) -> Iterator[str]:
    """Yield a line if the citation file beside the report is not the one of this edition."""
    ours = root / "CITATION.cff"
    if ours.is_file() and ours.read_bytes() != (site / ours.name).read_bytes():
        yield f"{ours.name}: is not that of this edition (copy {site / ours.name} over it)"


def describe_findings(report: Report, *, everything: bool = False) -> Iterator[str]:
    """Yield complaints, then the findings that do not hold (all of them with `everything`), then the counts."""
    from factbook.model import Severity
    from factbook.project.style import find_weak_contrasts

    for complaint in report.complaints:
        yield click.style(str(complaint), fg="red")
    findings = list(report.all_findings)
    for severity in (
        (Severity.ERROR, Severity.WARNING, Severity.OK) if everything else (Severity.ERROR, Severity.WARNING)
    ):
        for finding in findings:
            if finding.severity is severity:
                if everything or finding.verdict.severity is not Severity.OK:
                    yield click.style(_line(finding), fg=_COLOURS[severity])
                for caution in finding.warnings if everything else finding.open_warnings:
                    yield click.style(_caution_line(finding, caution), fg=_COLOURS[severity])
    weak = list(find_weak_contrasts(report.project.settings.style))
    for complaint in weak:
        yield click.style(str(complaint), fg=_COLOURS[Severity.WARNING])
    files = len({finding.place.file for finding in findings if finding.place})
    of_others = [finding for _, reviewed in report.reviews for found in reviewed for finding in [found.today]]
    ours = [finding for finding in findings if finding not in of_others]
    yield f"{len(findings)} figures in {files} files, {len(report.waived)} waived"
    yield f"  ours: {_counts(ours)}"
    if of_others:
        yield f"  of the publications under review: {_counts(of_others)}"
    errors = len(report.errors) + len(report.complaints)
    warnings = len(weak) + sum(finding.severity is Severity.WARNING for finding in findings)
    verdict = "Every figure holds." if not errors else f"{errors} {'thing' if errors == 1 else 'things'} to mend."
    told = verdict + (f" {warnings} to look at." if warnings else "")
    yield click.style(told, fg="red" if errors else "green", bold=True)


def _counts(findings: list[Finding]) -> str:
    from factbook.verdicts.claims import count_verdicts

    return ", ".join(f"{count} {verdict}" for verdict, count in count_verdicts(findings).items()) or "none"


def _line(finding: Finding) -> str:
    about = f" [{finding.statistic.id}]" if finding.statistic else ""
    return f"{finding.place}: ‘{finding.printed}’ {finding.verdict}: {finding.reason}{about}"


def _caution_line(finding: Finding, caution: Caution) -> str:
    about = f" [{finding.statistic.id}]" if finding.statistic else ""
    return f"{finding.place}: ‘{finding.printed}’ {caution.risk}: {caution}{about}"


def exit_code(report: Report, strict: bool) -> int:
    """Give the code that a command ends with; see `main`."""
    from factbook.model import Severity
    from factbook.project.style import find_weak_contrasts
    from factbook.verdicts.claims import worst

    if any(not complaint.stale for complaint in report.complaints):
        return CANNOT_BE_USED
    gravest = worst(report.all_findings)
    weak = any(find_weak_contrasts(report.project.settings.style))
    fails = gravest is Severity.ERROR or (strict and (weak or gravest is Severity.WARNING))
    return DOES_NOT_HOLD if fails or report.complaints else HOLDS
