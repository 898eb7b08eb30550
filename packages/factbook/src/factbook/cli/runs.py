"""The options of `check` and `build` that are about runs: --fresh, --why, --twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from factbook.cli.common import describe_findings, describe_next, exit_code
from figurecheck.cli.refusals import DOES_NOT_HOLD, HOLDS
from figurecheck.model.errors import Complaint, in_one_line

if TYPE_CHECKING:
    from factbook.engine.fingerprints import Files
    from factbook.notebooks import Run
    from factbook.notebooks.dask.cluster import Cluster
    from factbook.report.checked_report import Report

# Checked before anything runs: Dask would try to reach a mistyped address until its timeout.
_ADDRESS = re.compile(r"(?:tcp|tls)://[^\s/]+:[0-9]{1,5}/?")


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that are about runs: the arguments of `Runner` and of `Runner.report_on_runs`."""
    # the option that is added last is listed first
    for add in (
        click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler to use, such as tcp://10.0.0.1:8786."),
        click.option(
            "--executor",
            type=click.Choice(["local", "dask"]),
            default="local",
            show_default=True,
            help="Run notebooks here, or on the workers of a Dask cluster.",
        ),
        click.option(
            "--twice",
            is_flag=True,
            help="Run all notebooks again under other conditions, and list what differs.",
        ),
        click.option(
            "--why", is_flag=True, help="For each notebook, say why it ran or was reused, and what it depends on."
        ),
        click.option("--fresh", is_flag=True, help="Run all notebooks, even if their runs are stored."),
    ):
        command = add(command)
    return command


def refuse_run_options(day: str | None, *, executor: str, scheduler: str | None, **flags: bool) -> None:
    """Raise UsageError for an option about runs together with a past day."""
    arguments = {**flags, "executor": executor != "local", "scheduler": scheduler is not None}
    named = [f"--{name}" for name, set_ in arguments.items() if set_]
    if day and named:
        raise click.UsageError(f"{' and '.join(named)} cannot be combined with --as-of (remove one of them)")


class Runner:
    """Executes notebooks as `reuse_runs` does, and reports on the runs as the options say."""

    def __init__(self, *, fresh: bool = False, executor: str = "local", scheduler: str | None = None) -> None:
        """With `fresh`, no stored run is used; the `executor` ``dask`` needs a `scheduler`.

        Raises ProjectError when only one of the two is given.
        """
        self._fresh = fresh
        self._scheduler = _check_executor(executor, scheduler)
        self._arguments: tuple[Any, ...] = ()
        self._options: dict[str, Any] = {}
        self.runs: list[Run] = []

    def __call__(self, *arguments: Any, **named: Any) -> list[Run]:
        """Return the runs, and remember how to repeat them."""
        from factbook.notebooks import reuse_runs

        self._arguments, self._options = arguments, {**named, "cluster": self._make_cluster()}
        self.runs = reuse_runs(*arguments, **self._options, fresh=self._fresh)
        return self.runs

    @property
    def warm(self) -> bool:
        """Whether notebooks run on this machine."""
        # asked by `load_report`: with Dask, kernels start on the workers, and warming one up here would be in vain
        return not self._scheduler

    def _make_cluster(self) -> Cluster | None:
        if not self._scheduler:
            return None
        # an optional dependency (`factbook[dask]`), so it is loaded only when asked for
        from factbook.notebooks.dask.cluster import Cluster

        return Cluster(self._scheduler)

    def report_on_runs(self, *, why: bool, twice: bool) -> int:
        """Print why each run was needed or not, and with `twice` what differs in a second run; return an exit code."""
        for run in self.runs if why else ():
            click.echo("\n".join(_why_lines(run)), err=True)
        return self._run_again() if twice else HOLDS

    def add_outside_inputs(self, inputs: Files, report: Report) -> Files | None:
        """Return a report's inputs with the files that its runs read elsewhere; ``None`` if it hangs on more."""
        from factbook.engine.results import current
        from factbook.notebooks.execution.outside_inputs import add_outside_inputs

        # Variables may change without a file, and a file where no input is looked for without anybody seeing it.
        if self._options.get("variables") or current().unseen:
            return None
        return add_outside_inputs(inputs, self.runs, report.project.root)

    def _run_again(self) -> int:
        """Run all notebooks with other hashes, in another time zone and language, and print what differs."""
        from factbook.cli.progress import Progress
        from factbook.notebooks import reuse_runs
        from factbook.notebooks.execution.reproducibility import (
            OTHERWISE,
            find_output_differences,
            find_rerun_differences,
        )

        if not self.runs:
            return HOLDS
        click.echo("Running all notebooks a second time", err=True)
        with Progress() as progress:
            progress.started(len(self.runs))
            named = {**self._options, "started": progress.begun, "progress": progress.ended}
            again = reuse_runs(*self._arguments, **named, fresh=True, environment=OTHERWISE)
        # a notebook that failed the first time has been reported already
        known = {(run.path, run.as_of): {str(one) for one in run.complaints} for run in self.runs}
        failed = [one for run in again for one in run.complaints if str(one) not in known[run.path, run.as_of]]
        differences = list(find_rerun_differences(self.runs, again))
        for text in (*failed, *differences):
            click.secho(str(text), fg="red", err=True)
        for drift in find_output_differences(self.runs, again):
            click.secho(
                f"{drift} (no figure depends on it; without it each build gives the same pages)",
                fg="yellow",
                err=True,
            )
        if not failed and not differences:
            click.echo("Every figure and chart is the same in the second run.", err=True)
        return DOES_NOT_HOLD if failed or differences else HOLDS


def describe_runs(report: Report, day: str | None = None) -> Iterator[Complaint]:
    """Yield what nothing stops for: what else figures may depend on, pages that nobody looked at, and days that passed.

    A day has passed that sentences have still to come and that an ISO day, by default today, is past.
    """
    from factbook.engine.up_to_date import today
    from factbook.project.setting_values import CONFIG
    from factbook.project.settings import find_outside_toc
    from factbook.report.dependents import describe_calls
    from factbook.report.passed_days import find_passed_days
    from figurecheck.model.worded import phrase

    for run in report.runs:
        if run.lineage is None:
            continue
        remedy = "factbook check --twice names what is not reproducible"
        notes = [*run.lineage.notes, *describe_calls(run)]
        yield from (Complaint(run.path.as_posix(), note, remedy) for note in notes)
    for file in find_outside_toc(report.project):
        what = "is in no table of contents, so it is neither checked nor built"
        yield Complaint(file.as_posix(), what, "name it in _toc.yml")
    for name in report.project.settings.extra:
        what = phrase("{name} is published as it is, so nothing in it is checked", name=name)
        remedy = "make it a page of _toc.yml, or link to it where it is published"
        yield Complaint(f"{CONFIG}: sphinx.config.html_extra_path", what, remedy)
    yield from find_passed_days(report, day or today())


def record_check(
    report: Report, inputs: Files | None, described: Iterable[str] | None = None, steps: Iterable[str] | None = None
) -> None:
    """Record what `check` prints about a report, for a check of the same `inputs` to repeat.

    `described` are the lines of `describe_findings`, where that was called already, and not with ``strict``; `steps`
    are those of `describe_next`, where that was.
    """
    from factbook.engine.fingerprints import write_check_record

    found = describe_findings(report) if described is None else described
    lines = [*found, *map(str, describe_runs(report)), *(describe_next(report) if steps is None else steps)]
    code = exit_code(report, strict=False)
    write_check_record(
        report.project.root,
        inputs,
        messages="".join(f"{line}\n" for line in lines),
        warnings=int(exit_code(report, strict=True) != code),
        code=code,
        depended_on=_list_files(report.runs) if report.project.settings.kernels == "warm" else (),
    )


def _list_files(runs: Iterable[Run]) -> Iterator[str]:
    """Yield the notebook of each run, and the files that it has read."""
    for run in runs:
        yield run.path.as_posix()
        yield from run.lineage.inputs if run.lineage else ()


def _check_executor(executor: str, scheduler: str | None) -> str:
    """Return the address of the scheduler; empty if notebooks run here."""
    from figurecheck.model.errors import ProjectError

    if scheduler and not _ADDRESS.fullmatch(scheduler):
        remedy = "write it as tcp://10.0.0.1:8786"
        raise ProjectError.about("--scheduler", f"{scheduler!r} is not an address", remedy)
    if executor == "dask" and not scheduler:
        remedy = "use the address that dask scheduler printed"
        raise ProjectError.about("--scheduler", "is needed with --executor dask", remedy)
    if executor != "dask" and scheduler:
        raise ProjectError.about("--scheduler", "needs --executor dask", "use both options")
    return scheduler or ""


def _why_lines(run: Run) -> list[str]:
    """Return why a notebook ran or was reused, and what it depends on, in lines."""
    return [in_one_line(line) for line in _describe_why(run)]


def _describe_why(run: Run) -> list[str]:
    name = f"{run.path.as_posix()} as of {run.as_of}"
    lines = [f"{name}: reused" if run.reused else f"{name}: run, since {run.why}"]
    if run.lineage is None:
        return lines
    if run.lineage.exact:
        files = [
            name for name, state in run.lineage.inputs.items() if state.startswith(("content:", "tables", "names:"))
        ]
        lines.append(f"  depends only on what it read: {', '.join(files) or 'no files'}")
    else:
        lines.append(f"  depends on all of data/ and on every module, since {'; '.join(run.lineage.unseen)}")
    if not run.lineage.reusable:
        lines.append("  is not stored, since something that it read changed during the run or has no fixed content")
    return lines
