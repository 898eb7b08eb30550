"""What statistics are where only a part changed between two editions: the data, the code, some rows of a table.

::

    data of A + notebooks of A  = what A says          data of B + notebooks of A  = the data alone changed
    data of B + notebooks of B  = what B says          data of A + notebooks of B  = the code alone changed

and of some rows: A with these rows of B, by the notebooks of A; B with these rows of A, by the notebooks of B.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path

from factbook.editions.causes import Crossed
from factbook.editions.parts import RowPart, Trials
from factbook.editions.row_changes import RowChange
from factbook.editions.storage import list_editions
from factbook.model.edition import Edition
from factbook.notebooks import Kernels, Limits, reuse_runs
from factbook.notebooks.cache.store import find_store
from factbook.notebooks.sandbox.environment import find_variables
from factbook.project.scratch import scratch_folder
from factbook.project.settings import read_project
from factbook.publish.exchanged_rows import exchange_rows
from factbook.publish.git import checked_out
from factbook.publish.pinned import read_pin
from factbook.publish.read_columns import find_unread_rows
from factbook.publish.snapshot import write_snapshot
from figurecheck.model.errors import DataError, EditionError, ProjectError

DATA = "data"
"""The folder whose content is data; all else of a report is code."""


def cross(
    root: Path, before: Edition, after: Edition, ids: Mapping[str, str], *, now: str, sources: Path | None = None
) -> dict[str, Crossed]:
    """Return the crossed values of statistics, by present id; `ids` names what each is called in the earlier edition.

    `now` is the label of the edition that is made of `sources`, by default of the working tree. Runs are stored with
    those of the report at `root`. Nothing is returned where the sources of an edition cannot be read, such as beyond a
    shallow history.
    """
    try:
        with ExitStack() as stack:
            old, new = (stack.enter_context(_sources_at(root, one, now, sources or root)) for one in (before, after))
            runs = stack.enter_context(_open_runs(root))
            data_alone = runs.run(new / DATA, old, before, ids.values(), day=after.as_of)
            code_alone = runs.run(old / DATA, new, after, ids, day=before.as_of)
    except (DataError, EditionError, ProjectError):
        return {}
    return {id: Crossed(data_alone=data_alone.get(old), code_alone=code_alone.get(id)) for id, old in ids.items()}


def try_parts(
    root: Path,
    before: Edition,
    after: Edition,
    ids: Mapping[str, str],
    parts: Sequence[RowPart],
    *,
    now: str,
    sources: Path | None = None,
) -> list[Mapping[str, Crossed]]:
    """Return for each part of the changed rows what statistics are where these alone changed, and where all else did.

    What cannot be exchanged, such as rows of a workbook, gives nothing; as in `cross`, nor do sources beyond reach.
    """
    try:
        with ExitStack() as stack:
            old, new = (stack.enter_context(_sources_at(root, one, now, sources or root)) for one in (before, after))
            runs = stack.enter_context(_open_runs(root))
            return [runs.try_part((old, before), (new, after), ids, part) for part in parts]
    except (DataError, EditionError, ProjectError):
        return []


def find_unread(
    root: Path,
    before: Edition,
    after: Edition,
    ids: Mapping[str, str],
    rows: Sequence[RowChange],
    *,
    now: str,
    sources: Path | None = None,
) -> Mapping[str, Collection[tuple[str, str]]]:
    """Return for each statistic the revised rows, by table and key, of which its code reads nothing that changed.

    As in `cross`, nothing is returned for sources beyond reach.
    """
    try:
        with ExitStack() as stack:
            old, new = (stack.enter_context(_sources_at(root, one, now, sources or root)) for one in (before, after))
            return find_unread_rows((old, before), (new, after), ids, rows)
    except (DataError, EditionError, ProjectError):
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Runs:
    """Runs notebooks on other data than their own; all of them with the same kernels."""

    root: Path
    """The report with whose runs these are stored."""
    kernels: Kernels

    def try_part(
        self, earlier: tuple[Path, Edition], later: tuple[Path, Edition], ids: Mapping[str, str], part: RowPart
    ) -> dict[str, Crossed]:
        """Return what statistics are where some rows alone changed, and where all else did."""
        day = later[1].as_of
        done = self._run_exchanged(earlier, later[0], ids.values(), part, day)
        undone = self._run_exchanged(later, earlier[0], ids, part, day)
        return {id: Crossed(data_alone=done.get(old), code_alone=undone.get(id)) for id, old in ids.items()}

    def _run_exchanged(
        self, base: tuple[Path, Edition], other: Path, ids: Iterable[str], part: RowPart, day: str
    ) -> dict[str, Decimal | str]:
        """Return what the notebooks of an edition record where some of its rows are those of another one."""
        sources, edition = base
        with scratch_folder("exchanged") as folder:
            report = shutil.copytree(sources, folder / "report")
            if not exchange_rows(report, other, part.table, part.keys):
                return {}
            return self.run(report / DATA, sources, edition, ids, day=day)

    def run(
        self, data: Path, sources: Path, edition: Edition, ids: Iterable[str], *, day: str
    ) -> dict[str, Decimal | str]:
        """Return what notebooks of some sources record of other data, up to a cell that cannot be run on them."""
        notebooks: dict[str, set[str]] = defaultdict(set)
        for id in ids:
            if id in edition.statistics:
                notebooks[edition.statistics[id].notebook].add(id)
        with scratch_folder("crossed") as folder:
            report = folder / "report"
            shutil.copytree(sources, report, ignore=lambda at, names: {DATA} if Path(at) == sources else set())
            if data.is_dir():
                shutil.copytree(data, report / DATA)
            settings = read_project(report).settings
            runs = reuse_runs(
                report,
                [Path(name) for name in sorted(notebooks) if name],
                as_of=[day],
                limits=Limits(timeout=settings.timeout, memory=settings.memory, output=settings.output),
                cache=str(find_store(self.root, read_project(self.root).settings.cache)),
                variables=find_variables(settings.environment),
                kernels=nullcontext(self.kernels),
            )
        # What a notebook records before it stops, since other data lack a column, is as good as from one that does not.
        return {one.id: one.value for run in runs for one in run.statistics if one.id in notebooks[run.path.as_posix()]}


@contextmanager
def _open_runs(root: Path) -> Iterator[_Runs]:
    # Each trial is a few runs, and starting what kernels are forked from takes longer than any of them.
    with Kernels(warm=read_project(root).settings.kernels == "warm") as kernels:
        yield _Runs(root=root, kernels=kernels)


def make_trials(root: Path, *, now: str, sources: Path | None = None) -> Trials:
    """Return what tries the causes of a difference; `now` and `sources` are as for `cross`."""
    return Trials(
        cross=partial(cross, root, now=now, sources=sources),
        parts=partial(try_parts, root, now=now, sources=sources),
        unread=partial(find_unread, root, now=now, sources=sources),
    )


@contextmanager
def _sources_at(root: Path, edition: Edition, now: str, sources: Path) -> Iterator[Path]:
    with ExitStack() as stack:
        tree, is_sealed = sources, edition.label in {label for _, label in list_editions(root)}
        if edition.label != now:
            pin = read_pin(root, edition.label) if is_sealed else None
            commit = edition.commit or (pin.commit if pin else edition.label)
            tree = stack.enter_context(checked_out(root, commit))
        folder = stack.enter_context(scratch_folder("crossed"))
        # "now" and the name of a revision are no labels.
        label = edition.label if is_sealed else edition.as_of
        yield write_snapshot(tree, folder / "report", label=label, day=edition.as_of)
