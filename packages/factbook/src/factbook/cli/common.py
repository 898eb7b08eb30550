"""What the commands share: options, exit codes, how errors are reported and findings printed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factbook.cli.started import Started
from figurecheck.cli.refusals import CANNOT_BE_USED, DOES_NOT_HOLD, HOLDS, Refusals
from figurecheck.model.errors import Complaint
from figurecheck.model.wording import count_of

# Most imports of this folder are in functions: `--help`, `rules` or `cache` must not wait for Sphinx and pandas.
if TYPE_CHECKING:
    from factbook.engine.fingerprints import Files
    from factbook.notebooks import Run
    from factbook.render.charts.drawing.processes import ChartProcesses
    from factbook.render.check.problems import Problem
    from factbook.report.checked_report import Report

UNCHANGED = "the last site is unchanged"
_COLOURS = {"error": "red", "warning": "yellow", "ok": "green"}
_GRAVITY = ("ok", "warning", "error")

project_option = click.option(
    "--project",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The report's folder, or a folder inside it. Default: the current directory.",
)
strict_option = click.option(
    "--strict", is_flag=True, help="Treat warnings (rounded twice, a thin margin...) as errors."
)


class ReportRefusals(Refusals):
    """The same, which prints in all formats of `check`, and names files as the report does."""

    def __init__(self, form: str, folder: Path | None = None) -> None:
        """Complaints are printed in the format `form` as well; `folder` is that of the report."""
        super().__init__(form)
        self.folder = folder or Path()

    def complain_of(self, error: OSError) -> Complaint:
        """Return what the system refuses as a complaint."""
        from factbook.project.refused import complain_of

        first = _first_of(error) if isinstance(error, shutil.Error) else error
        return complain_of(first, then=f"run again; {UNCHANGED}")

    def show(self, complaints: Sequence[Complaint]) -> None:
        """Print complaints in the format that was asked for."""
        from factbook.cli.formats import show_refused

        show_refused(complaints, self.form, self.folder)


def _first_of(error: shutil.Error) -> OSError:
    """Return the first fault of a folder that was copied, of which `shutil` stores the text alone."""
    [(source, target, why), *_] = error.args[0]
    number, _, what = str(why).removeprefix("[Errno ").partition("] ")
    return OSError(int(number) if number.isdecimal() else None, what.partition(": ")[0], source, None, target)


def name_from_root(root: Path, name: str) -> str:
    """Return a path, with or without a line behind it, as the report names its files, wherever the command is called.

    Anything else is returned as it is.
    """
    file, colon, rest = name.partition(":")
    path, root = Path(file).resolve(), root.resolve()
    return f"{path.relative_to(root).as_posix()}{colon}{rest}" if path.is_file() and path.is_relative_to(root) else name


def load_report(
    folder: Path,
    inputs: Files | None = None,
    run: Callable[..., list[Run]] | None = None,
    started: Started = Started(),  # noqa: B008 - it cannot be changed
    processes: ChartProcesses | None = None,
) -> Report:
    """Read, run and check the report around a folder, and show progress on standard error.

    `inputs` are the report's files as `see_inputs` returned them, if that was called already. `run` executes the
    notebooks, by default `reuse_runs`. Of what was `started`, the process that will render the report gets ready
    meanwhile, and kernels end with this. Charts are read in `processes`, or else in some that end with this.
    """
    from contextlib import nullcontext

    from factbook.cli.progress import Progress
    from factbook.engine.fingerprints import see_inputs
    from factbook.engine.results import Results, using
    from factbook.notebooks import Kernels, Plan, reuse_runs
    from factbook.notebooks.sandbox.environment import find_variables
    from factbook.project.settings import find_root, read_project
    from factbook.render.charts.drawing.processes import ChartProcesses
    from factbook.report.pipeline import make_report

    root = find_root(folder.resolve())
    # Seen before anything is read: a file that changes during the run is then noticed by the next build.
    inputs = see_inputs(root) if inputs is None else inputs
    project = read_project(root)
    results = click.get_current_context().with_resource(using(Results(root, inputs)))
    variables = find_variables(project.settings.environment)
    plan = Plan(root, cache=project.settings.cache, variables=variables, seen=inputs)
    with (
        started.kernels or Kernels(warm=project.settings.kernels == "warm") as kernels,
        nullcontext(processes) if processes else ChartProcesses() as drawing,
        Progress() as progress,
    ):
        if plan.has_pending(project.notebooks, project.settings.edition_date):
            # the server that forks kernels does its imports while data and reviews are read here
            if getattr(run, "warm", True):
                kernels.warm_up()
            drawing.warm_up(plan.count_charts(project.notebooks, project.settings.edition_date))
        else:
            # It took time from others if it was started in vain.
            kernels.close()
            started.get_ready(project, inputs)

        def begin(path: Path, day: str) -> None:
            # From here on this process waits for kernels, and what renders gets a core to load what it needs.
            started.expect_notebooks()
            progress.begun(path, day)

        def run_notebooks(*arguments: Any, **options: Any) -> list[Run]:
            runs = (run or reuse_runs)(*arguments, plan=plan, kernels=kernels, started=begin, **options)
            started.get_ready(project, inputs)
            return runs

        report = make_report(
            project,
            run=run_notebooks,
            read_drawings=drawing.read_drawings,
            started=progress.started,
            progress=progress.ended,
            recorded_all=lambda found, recorded: started.send_recorded(recorded),
        )
    # Whoever renders saves all that is known by then.
    if not started.renderer:
        results.save()
    return report


def save_results() -> None:
    """Store what was worked out for the report that `load_report` has loaded."""
    from factbook.engine.results import current

    current().save()


def print_findings(report: Report, *, everything: bool, strict: bool = False) -> None:
    """Print the lines of `describe_findings`."""
    click.echo("\n".join(describe_findings(report, everything=everything, strict=strict)))


def describe_notes(report: Report) -> Iterator[str]:
    """Yield a line for each optional part that a site lacks because a setting is missing."""
    if not report.project.settings.address:
        yield (
            "_config.yml: factbook.address is not set, so pages have no canonical address, and there is no "
            "sitemap.xml and no preview picture (set it to the address of the published site)"
        )


def describe_citation(root: Path, site: Path) -> Iterator[str]:
    """Yield a line if the report's own citation file is not the one of this edition."""
    ours = root / "CITATION.cff"
    if ours.is_file() and ours.read_bytes() != (site / ours.name).read_bytes():
        yield f"{ours.name}: does not match this edition (replace it with {site / ours.name})"


def describe_findings(report: Report, *, everything: bool = False, strict: bool = False) -> Iterator[str]:
    """Yield complaints, then the findings that do not hold (all with `everything`), then the counts.

    With `strict`, warnings are counted among what is to be mended, but for those about data of somebody else.
    """
    from factbook.render.check.problems import FAILED, from_complaints, list_problems, open_problems

    problems = open_problems(list_problems(report))
    if everything:
        # Instead of the problems of figures, each figure with all that is known of it.
        complaints = len(report.complaints)
        others = [one for one in problems[complaints:] if not one.finding and one.rule != FAILED]
        yield from map(_problem_line, from_complaints(report.complaints))
        yield from _figure_lines(report)
        problems = others
    yield from map(_problem_line, problems)
    yield from count_lines(report, everything=everything, strict=strict)


def _problem_line(problem: Problem) -> str:
    from factbook.render.check.problems import UNREAD
    from figurecheck.model import Severity

    # Numbers that nothing binds yet are no fault.
    if problem.rule == UNREAD:
        return str(problem)
    return click.style(str(problem), fg=_COLOURS[max(problem.severity, Severity.WARNING, key=_GRAVITY.index)])


def _figure_lines(report: Report) -> Iterator[str]:
    """Yield every figure with its verdict, those that stop a build first."""
    from factbook.render.check.problems import describe_verdict, of_finding

    for finding in sorted(report.all_findings, key=lambda one: -_GRAVITY.index(one.severity)):
        colour = _COLOURS[finding.severity]
        yield click.style(f"{finding.place}: {describe_verdict(finding)}", fg=colour)
        for problem in of_finding(finding):
            if problem.rule != finding.verdict:
                yield click.style(str(problem), fg=colour)


def count_lines(report: Report, *, everything: bool, strict: bool) -> Iterator[str]:
    """Yield how many figures were checked, of which verdicts, and how much is to be mended."""
    from factbook.report.findings import count_verdicts
    from figurecheck.model import Severity, Verdict

    reviewed, others = list(report.reviewed_findings), report.warnings
    files = len(report.findings.files | {finding.place.file for finding in reviewed if finding.place})
    searched = report.findings.verdicts.get(Verdict.SEARCHED, 0)
    figures = count_of(len(report.findings) + len(reviewed) - searched, "figure")
    yield f"{figures} in {count_of(files, 'file')}, {len(report.waived)} waived"
    yield f"  ours: {_counts(report.findings.verdicts)}"
    if report.reviews:
        yield f"  of the publications under review: {_counts(count_verdicts(reviewed))}"
    errors = len(report.complaints) + sum(everything or not finding.failed for finding in report.errors)
    warned = [finding for finding in report.by_severity[Severity.WARNING] if not finding.unread]
    failing = len(warned) + sum(not one.warns for one in others) if strict else 0
    warnings = len(others) + len(warned) - failing
    counted = [
        f"{count_of(errors, 'problem')} to fix." if errors else "",
        f"{count_of(failing, 'warning')} to fix, since --strict is given." if failing else "",
        "" if errors or failing else "Nothing to fix.",
        f"{count_of(warnings, 'warning')}." if warnings else "",
    ]
    text = " ".join(filter(None, counted))
    yield click.style(text, fg="red" if errors or failing else "green", bold=True)


def _counts(verdicts: Mapping[str, int]) -> str:
    from figurecheck.model import Verdict

    return ", ".join(f"{verdicts[one]} {one}" for one in Verdict if verdicts.get(one)) or "none"


def describe_next(report: Report) -> Iterator[str]:
    """Yield what to do next about a checked report; what else is wrong says so in its own line."""
    if report.complaints or report.errors:
        from factbook.report.fix.plan import Offer, find_offer

        offer = find_offer(report)
        if offer is Offer.DIGITS:
            yield "\nNext: factbook fix, which writes new digits where nothing else must change"
        elif offer is Offer.WORDS:
            yield "\nNext: change the words by hand; factbook fix says what might stand there"
        return
    yield "\nNext: factbook build; factbook queue lists what somebody should look at before readers do"


def exit_code(report: Report, strict: bool) -> int:
    """Return the exit code of a command; see `main`."""
    from figurecheck.model import Severity

    # a stale rating or acknowledgement does not make the input unusable: it counts as a figure that does not hold
    if any(not complaint.stale for complaint in report.complaints):
        return CANNOT_BE_USED
    # Numbers of an adopted book that nobody has bound yet stop nothing.
    wrong, doubtful = (
        any(not finding.unread for finding in report.by_severity[severity])
        for severity in (Severity.ERROR, Severity.WARNING)
    )
    # Data of others is used as it is: nobody here can mend it.
    warned = doubtful or any(not warning.warns for warning in report.warnings)
    fails = wrong or (strict and warned)
    return DOES_NOT_HOLD if fails or report.complaints else HOLDS


def alone(root: Path, place: str) -> AbstractContextManager[None]:
    """Hold a file or folder of a report against other commands; this waits for the one that holds it, and says so."""
    from factbook.project.exclusive import exclusive

    return exclusive(root, place, say=lambda text: click.echo(text, err=True))


def may_write(*, yes: bool) -> bool:
    """Ask whether to write what was shown; without a terminal nobody answers, and nothing is written."""
    if yes:
        return True
    if not sys.stdin.isatty():
        click.echo("\nNothing was written; to write it, give the same command with --yes.")
        return False
    if click.confirm("\nWrite this?", default=True):
        return True
    click.echo("Nothing was written.")
    return False
