"""The command `cache`, and the options of `check` and `build` that are about runs: --fresh, --why, --twice."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factbook.cli.common import DOES_NOT_HOLD, HOLDS, Refusals, project_option
from factbook.model.errors import Complaint

if TYPE_CHECKING:
    from factbook.notebooks import Run
    from factbook.notebooks.cache.store import StoredFile
    from factbook.notebooks.dask.cluster import Cluster
    from factbook.project.fingerprints import Files
    from factbook.report.pipeline import Report

_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_DAY = 86_400
_ADDRESS = re.compile(r"(?:tcp|tls)://[^\s/]+:[0-9]{1,5}/?")


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that are about runs; the command gets them as the arguments of `Runner` and of its `tell`."""
    for add in (
        click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler to ask, such as tcp://10.0.0.1:8786."),
        click.option(
            "--executor",
            type=click.Choice(["local", "dask"]),
            default="local",
            show_default=True,
            help="Where notebooks run: here, or on the workers of a Dask cluster.",
        ),
        click.option(
            "--twice", is_flag=True, help="Run all notebooks once more, otherwise; name what comes out another."
        ),
        click.option(
            "--why", is_flag=True, help="Say of each notebook why it ran or was reused, and on what it depends."
        ),
        click.option("--fresh", is_flag=True, help="Run all notebooks, whatever is stored."),
    ):
        command = add(command)
    return command


def refuse_run_options(day: str | None, *, executor: str, scheduler: str | None, **given: bool) -> None:
    """Raise UsageError for an option about runs beside a past day."""
    asked = {**given, "executor": executor != "local", "scheduler": scheduler is not None}
    named = [f"--{name}" for name, set_ in asked.items() if set_]
    if day and named:
        raise click.UsageError(f"{' and '.join(named)} cannot stand beside --as-of (leave one of them out)")


class Runner:
    """Gives runs as `reuse_runs` does, and tells of them what the options ask for."""

    def __init__(self, *, fresh: bool = False, executor: str = "local", scheduler: str | None = None) -> None:
        """With `fresh`, nothing stored is used; the `executor` ``dask`` asks a `scheduler`.

        Raises ProjectError when only one of the two is given.
        """
        self._fresh = fresh
        self._scheduler = _check_executor(executor, scheduler)
        self._asked: tuple[Any, ...] = ()
        self._named: dict[str, Any] = {}
        self.runs: list[Run] = []

    def __call__(self, *asked: Any, **named: Any) -> list[Run]:
        """Give the runs."""
        from factbook.notebooks import reuse_runs

        self._asked, self._named = asked, {**named, "cluster": self._make_cluster()}
        self.runs = reuse_runs(*asked, **self._named, fresh=self._fresh)
        return self.runs

    @property
    def warm(self) -> bool:
        """Whether notebooks run on this machine."""
        return not self._scheduler

    def _make_cluster(self) -> Cluster | None:
        if not self._scheduler:
            return None
        from factbook.notebooks.dask.cluster import Cluster

        return Cluster(self._scheduler)

    def tell(self, *, why: bool, twice: bool) -> int:
        """Print why each run was needed or not; with `twice` run all once more, print what wobbles; give the code."""
        for run in self.runs if why else ():
            click.echo("\n".join(_why_lines(run)), err=True)
        return self._run_again() if twice else HOLDS

    def add_beyond(self, inputs: Files, root: Path) -> Files | None:
        """Give the inputs of a site with what its runs read elsewhere; ``None`` where that is more than files."""
        from factbook.notebooks.execution.outside_inputs import add_outside_inputs

        return add_outside_inputs(inputs, self.runs, root)

    def _run_again(self) -> int:
        """Run all with other hashes, in another time zone and language."""
        from factbook.cli.progress import Progress
        from factbook.notebooks import reuse_runs
        from factbook.notebooks.execution.reproducibility import (
            OTHERWISE,
            find_output_differences,
            find_rerun_differences,
        )

        if not self.runs:
            return HOLDS
        click.echo("Running all notebooks once more", err=True)
        with Progress() as progress:
            progress.started(len(self.runs))
            named = {**self._named, "started": progress.begun, "progress": progress.ended}
            again = reuse_runs(*self._asked, **named, fresh=True, environment=OTHERWISE)
        known = {(run.path, run.as_of): {str(one) for one in run.complaints} for run in self.runs}
        failed = [one for run in again for one in run.complaints if str(one) not in known[run.path, run.as_of]]
        wobbles = list(find_rerun_differences(self.runs, again))
        for told in (*failed, *wobbles):
            click.secho(str(told), fg="red", err=True)
        for drift in find_output_differences(self.runs, again):
            click.secho(
                f"{drift} (no figure rests on it; leave it out for pages that stay the same)", fg="yellow", err=True
            )
        if not failed and not wobbles:
            click.echo("Every figure and chart is the same when it runs again.", err=True)
        return DOES_NOT_HOLD if failed or wobbles else HOLDS


def describe_runs(report: Report) -> Iterator[str]:
    """Yield what a figure of the report may depend on beside cells, data and packages."""
    for run in report.runs:
        if run.lineage is None:
            continue
        notes = [*run.lineage.notes, *(f"reads the environment variable {name}" for name in run.lineage.variables)]
        remedy = "factbook check --twice names what is not reproducible"
        yield from (f"{run.path.as_posix()}: {note} ({remedy})" for note in notes)


def _check_executor(executor: str, scheduler: str | None) -> str:
    """Give the address of the scheduler; empty where notebooks run here."""
    from factbook.model.errors import Complaint, ProjectError

    if scheduler and not _ADDRESS.fullmatch(scheduler):
        remedy = "write it as tcp://10.0.0.1:8786"
        raise ProjectError(Complaint(place="--scheduler", what=f"{scheduler!r} is no address", remedy=remedy))
    if executor == "dask" and not scheduler:
        remedy = "give the address that dask scheduler printed"
        raise ProjectError(Complaint(place="--scheduler", what="is needed with --executor dask", remedy=remedy))
    if executor != "dask" and scheduler:
        raise ProjectError(Complaint(place="--scheduler", what="is for --executor dask", remedy="give both"))
    return scheduler or ""


def _why_lines(run: Run) -> list[str]:
    name = f"{run.path.as_posix()} as of {run.as_of}"
    lines = [f"{name}: reused" if run.reused else f"{name}: run, since {run.why}"]
    if run.lineage is None:
        return lines
    if run.lineage.exact:
        files = [
            name for name, state in run.lineage.inputs.items() if state.startswith(("content:", "tables:", "names:"))
        ]
        lines.append(f"  depends on just what it read: {', '.join(files) or 'no files'}")
    else:
        lines.append(f"  depends on all of data/ and on every module, since {'; '.join(run.lineage.unseen)}")
    if not run.lineage.reusable:
        lines.append("  is not stored, since something that it read changed meanwhile, or answers by itself")
    return lines


_here_option = click.option(
    "--project",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The report's folder, or one below it.",
)


@click.group(invoke_without_command=True)
@project_option
@click.pass_context
def cache(context: click.Context, folder: Path) -> None:
    """Show the store of runs: how many, how large, how old, and which the last build used.

    A run of a notebook is stored with everything that it depends on, and used again while none of that changed.
    The store lies in _build/.factbook/runs, or where factbook: cache in _config.yml or FACTBOOK_CACHE says; it can be
    copied, and shared between branches and by CI.

    \b
      factbook cache                        what is stored
      factbook cache prune --keep-size 500M     the least recently used go, until the rest fits
      factbook cache clear                  all of it goes; the next build runs every notebook

    Exit codes: 0 done, 2 something cannot be used.
    """
    context.obj = folder
    if context.invoked_subcommand is None:
        with Refusals("text"):
            _show(*_find(folder))


@cache.command()
@_here_option
@click.pass_obj
def show(around: Path, folder: Path | None) -> None:
    """Show what is stored, as `factbook cache` alone does."""
    with Refusals("text"):
        _show(*_find(folder or around))


@cache.command()
@click.option("--older-than", "days", metavar="DAYS", type=click.FloatRange(min=0), help="Not used for so many days.")
@click.option(
    "--keep-size",
    "size",
    metavar="SIZE",
    callback=lambda *given: _read_size(given[2]),
    help="Until the rest is no larger, such as 500M.",
)
@_here_option
@click.pass_obj
def prune(around: Path, folder: Path | None, days: float | None, size: int | None) -> None:
    """Throw stored runs away: with no option, those that the last build did not use.

    Of what --older-than and --keep-size name, all goes: factbook cache prune --older-than 30 --keep-size 2G
    """
    with Refusals("text"):
        from factbook.notebooks.cache.store import choose_superfluous, list_store, read_used, remove

        root, place = _find(folder or around)
        used = read_used(root, place)
        if days is None and size is None and not used:
            remedy = "say what may go with --older-than or --keep-size"
            Refusals.refuse([Complaint(place=str(place), what="no build of this report has used it", remedy=remedy)])
        gone = choose_superfluous(list_store(place), used=used, place=place, now=time.time(), days=days, size=size)
        remove(gone)
        click.echo(f"Threw {_count(gone)} away")


@cache.command()
@_here_option
@click.pass_obj
def clear(around: Path, folder: Path | None) -> None:
    """Throw every stored run away; the next build runs all notebooks."""
    with Refusals("text"):
        from factbook.notebooks.cache.store import list_store, remove

        kept = list_store(_find(folder or around)[1])
        remove(kept)
        click.echo(f"Threw {_count(kept)} away")


def _find(folder: Path) -> tuple[Path, Path]:
    """Give the root of a report and the folder of its store."""
    from factbook.notebooks.cache.store import find_store
    from factbook.project.settings import find_root, read_project

    root = find_root(folder.resolve())
    return root, find_store(root, read_project(root).settings.cache)


def _show(root: Path, place: Path) -> None:
    from factbook.notebooks.cache.store import list_store, read_used

    kept, used = list_store(place), read_used(root, place)
    if not kept:
        click.echo(f"{place}: no runs are stored (factbook build stores them)")
        return
    names = {one.path.relative_to(place).as_posix() for one in kept}
    age = int((time.time() - kept[0].used) / _DAY)
    click.echo(f"{place}: {_count(kept)}")
    click.echo(
        f"  of {len({one.path.parent for one in kept})} notebooks; the last build used {len(used & names)} of them"
    )
    click.echo(f"  the oldest was last used {'today' if age == 0 else f'{age} days ago' if age > 1 else 'yesterday'}")


def _count(kept: list[StoredFile]) -> str:
    size = sum(one.size for one in kept)
    told = f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{size / (1 << 10):.0f} kB"
    return f"{len(kept)} run{'' if len(kept) == 1 else 's'}, {told}"


def _read_size(text: str | None) -> int | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,15}(?:\.\d+)?)\s*([kmg]?)i?b?", text.strip(), re.IGNORECASE)
    if match is None:
        raise click.BadParameter(f"{text!r} is no size (write it as 500M or 2G)")
    return int(float(match[1]) * _UNITS[match[2].lower()])
