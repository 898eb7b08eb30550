"""The command `cache`, and the options of `check` and `build` that are about runs: --fresh, --why, --twice."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factbook.cli.common import (
    DOES_NOT_HOLD,
    HOLDS,
    Refusals,
    describe_findings,
    describe_next,
    exit_code,
    project_option,
)
from factbook.model.errors import Complaint
from factbook.model.wording import count_of

if TYPE_CHECKING:
    from factbook.notebooks import Run
    from factbook.notebooks.cache.store import StoredFile
    from factbook.notebooks.dask.cluster import Cluster
    from factbook.project.fingerprints import Files
    from factbook.report.pipeline import Report

# M, MB and MiB are all 2^20 bytes here, as `du -h` counts.
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_DAY = 86_400
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

    def add_outside_inputs(self, inputs: Files, root: Path) -> Files | None:
        """Return a site's inputs with the files that its runs read elsewhere; ``None`` if they read more than files."""
        from factbook.notebooks.execution.outside_inputs import add_outside_inputs

        # which may change without a file
        if self._options.get("variables"):
            return None
        return add_outside_inputs(inputs, self.runs, root)

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


def describe_runs(report: Report) -> Iterator[Complaint]:
    """Yield what figures may depend on besides cells, data and packages, and the pages that nothing looked at."""
    from factbook.project.outside_toc import find_outside_toc
    from factbook.report.dependents import describe_calls

    for run in report.runs:
        if run.lineage is None:
            continue
        remedy = "factbook check --twice names what is not reproducible"
        notes = [*run.lineage.notes, *describe_calls(run)]
        yield from (Complaint(place=run.path.as_posix(), what=note, remedy=remedy) for note in notes)
    for file in find_outside_toc(report.project):
        what = "is in no table of contents, so it is neither checked nor built"
        yield Complaint(place=file.as_posix(), what=what, remedy="name it in _toc.yml")


def record_check(report: Report, inputs: Files | None) -> None:
    """Record what `check` prints about a report, for a check of the same `inputs` to repeat."""
    from factbook.project.fingerprints import write_check_record

    lines = [*describe_findings(report), *map(str, describe_runs(report)), *describe_next(report)]
    warnings = exit_code(report, strict=True) != exit_code(report, strict=False)
    write_check_record(
        report.project.root,
        inputs,
        messages="".join(f"{line}\n" for line in lines),
        warnings=int(warnings),
        code=exit_code(report, strict=False),
    )


def _check_executor(executor: str, scheduler: str | None) -> str:
    """Return the address of the scheduler; empty if notebooks run here."""
    from factbook.model.errors import ProjectError

    if scheduler and not _ADDRESS.fullmatch(scheduler):
        remedy = "write it as tcp://10.0.0.1:8786"
        raise ProjectError(Complaint(place="--scheduler", what=f"{scheduler!r} is not an address", remedy=remedy))
    if executor == "dask" and not scheduler:
        remedy = "use the address that dask scheduler printed"
        raise ProjectError(Complaint(place="--scheduler", what="is needed with --executor dask", remedy=remedy))
    if executor != "dask" and scheduler:
        raise ProjectError(Complaint(place="--scheduler", what="needs --executor dask", remedy="use both options"))
    return scheduler or ""


def _why_lines(run: Run) -> list[str]:
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


# `factbook cache --project X show` and `factbook cache show --project X` must both work, so the option of the
# subcommands has no default: the one of the group counts unless the other is given.
_here_option = click.option(
    "--project",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The report's folder, or a folder inside it.",
)


@click.group(invoke_without_command=True)
@project_option
@click.pass_context
def cache(context: click.Context, folder: Path) -> None:
    """Show or remove the stored runs of notebooks.

    Without a subcommand it shows how many there are, how large, how old, and how many the last build used.

    A run of a notebook is stored with everything that it depends on, and reused until any of that changes.
    The store is in _build/.factbook/runs, or where factbook: cache in _config.yml or FACTBOOK_CACHE says; it can be
    copied, and shared between branches and with CI.

    \b
      factbook cache                            what is stored
      factbook cache prune --keep-size 500M     remove the least recently used, until the rest fits
      factbook cache clear                      remove everything; the next build runs every notebook

    Exit codes: 0 done, 2 the input cannot be used.
    """
    context.obj = folder
    if context.invoked_subcommand is None:
        with Refusals("text"):
            _show(*_find(folder))


@cache.command()
@_here_option
@click.pass_obj
def show(around: Path, folder: Path | None) -> None:
    """Show the stored runs, like `factbook cache` alone."""
    with Refusals("text"):
        _show(*_find(folder or around))


@cache.command()
@click.option(
    "--older-than", "days", metavar="DAYS", type=click.FloatRange(min=0), help="Remove runs not used for DAYS days."
)
@click.option(
    "--keep-size",
    "size",
    metavar="SIZE",
    callback=lambda context, parameter, text: _read_size(text),
    help="Remove the least recently used until the rest fits, such as 500M.",
)
@_here_option
@click.pass_obj
def prune(around: Path, folder: Path | None, days: float | None, size: int | None) -> None:
    """Remove stored runs that are no longer used.

    Without options, those that the last build did not use.

    \b
      factbook cache prune --older-than 30 --keep-size 2G     the two options can be combined
    """
    with Refusals("text"):
        from factbook.notebooks.cache.store import choose_superfluous, list_store, read_used, remove

        root, place = _find(folder or around)
        used = read_used(root, place)
        # without a record of a build, "what it did not use" would be everything, also in a store that others share
        if days is None and size is None and not used:
            remedy = "choose what to remove with --older-than or --keep-size"
            Refusals.refuse([Complaint(place=str(place), what="no build of this report has used it", remedy=remedy)])
        gone = choose_superfluous(list_store(place), used=used, place=place, now=time.time(), days=days, size=size)
        remove(gone)
        click.echo(f"Removed {_count(gone)}")


@cache.command()
@_here_option
@click.pass_obj
def clear(around: Path, folder: Path | None) -> None:
    """Remove every stored run; the next build runs all notebooks."""
    with Refusals("text"):
        from factbook.notebooks.cache.store import list_store, remove

        entries = list_store(_find(folder or around)[1])
        remove(entries)
        click.echo(f"Removed {_count(entries)}")


def _find(folder: Path) -> tuple[Path, Path]:
    """Return the root of a report and the folder of its store."""
    from factbook.notebooks.cache.store import find_store
    from factbook.project.settings import find_root, read_project

    root = find_root(folder.resolve())
    return root, find_store(root, read_project(root).settings.cache)


def _show(root: Path, place: Path) -> None:
    from factbook.notebooks.cache.store import list_store, read_used

    entries, used = list_store(place), read_used(root, place)
    if not entries:
        click.echo(f"{place}: no runs are stored (factbook build stores them)")
        return
    # the last build may have used runs that were pruned since
    names = {one.path.relative_to(place).as_posix() for one in entries}
    age = int((time.time() - entries[0].used) / _DAY)
    click.echo(f"{place}: {_count(entries)}")
    notebooks = count_of(len({one.path.parent for one in entries}), "notebook")
    click.echo(f"  of {notebooks}; the last build used {len(used & names)} of them")
    click.echo(f"  the oldest was last used {'today' if age == 0 else f'{age} days ago' if age > 1 else 'yesterday'}")


def _count(entries: list[StoredFile]) -> str:
    size = sum(one.size for one in entries)
    text = f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{size / (1 << 10):.0f} kB"
    return f"{count_of(len(entries), 'run')}, {text}"


def _read_size(text: str | None) -> int | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,15}(?:\.\d+)?)\s*([kmg]?)i?b?", text.strip(), re.IGNORECASE)
    if match is None:
        raise click.BadParameter(f"{text!r} is not a size (write it as 500M or 2G)")
    return int(float(match[1]) * _UNITS[match[2].lower()])
