"""What statistics are where only a part changed between two editions: the data, the code, some rows of a table.

::

    data of A + notebooks of A  = what A says          data of B + notebooks of A  = the data alone changed
    data of B + notebooks of B  = what B says          data of A + notebooks of B  = the code alone changed

and of some rows: A with these rows of B, by the notebooks of A; B with these rows of A, by the notebooks of B.
A revised row of which the code of a statistic reads no column that changed needs no run.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from pathlib import Path

from factbook.data.catalog import Catalog, read_catalog
from factbook.data.formats.read import read_records
from factbook.data.sources import SOURCES
from factbook.data.tables import Row, Table
from factbook.data.validate import refresh
from factbook.editions.code_slice import Code
from factbook.editions.moves import Crossed, RowPart, Trials
from factbook.editions.row_changes import RowChange
from factbook.editions.storage import list_editions
from factbook.model.edition import Cause, Edition, SealedStatistic
from factbook.notebooks import Kernels, Limits, reuse_runs
from factbook.notebooks.cache.store import find_store
from factbook.notebooks.execution.execute import read_notebook
from factbook.notebooks.sandbox.environment import find_variables
from factbook.project.scratch import scratch_folder
from factbook.project.settings import read_project
from factbook.publish.origin import checked_out
from factbook.publish.pinned import read_pin
from factbook.publish.seal_tables import key_columns, key_finder, rows_by_key
from factbook.publish.snapshot import split_records, write_snapshot
from factbook.report.used_columns import find_named_columns
from figurecheck.model import Cellvalue
from figurecheck.model.errors import DataError, EditionError, ProjectError

DATA = "data"
"""The folder whose content is data; all else of a report is code."""
_BEYOND_REACH = (DataError, EditionError, ProjectError)
"""What is raised where the sources of an edition cannot be read, such as beyond a shallow history."""

State = tuple[Path, Edition]
"""A report and the edition of it."""
RowName = tuple[str, str]
"""A table, and the key of a row."""
Records = list[tuple[str, bytes]]
"""Key and lines of each record of a file."""


def make_trials(root: Path, *, now: str, sources: Path | None = None) -> Trials:
    """Return what tries the causes of a difference.

    `now` is the label of the edition that is made of `sources`, by default of the working tree. Runs are stored with
    those of the report at `root`. Nothing is found where the sources of an edition cannot be read, such as beyond a
    shallow history, nor of rows that cannot be exchanged, such as those of a workbook.
    """
    open_states = partial(_open_states, root, now, sources or root)

    def cross(before: Edition, after: Edition, ids: Mapping[str, str]) -> Mapping[str, Crossed]:
        with suppress(*_BEYOND_REACH), open_states(before, after) as (old, new), _open_runs(root) as runs:
            return runs.cross(old, new, ids)
        return {}

    def try_parts(
        before: Edition, after: Edition, ids: Mapping[str, str], parts: Sequence[RowPart]
    ) -> Sequence[Mapping[str, Crossed]]:
        with suppress(*_BEYOND_REACH), open_states(before, after) as (old, new), _open_runs(root) as runs:
            return [runs.try_part(old, new, ids, part) for part in parts]
        return ()

    def find_unread(
        before: Edition, after: Edition, ids: Mapping[str, str], rows: Sequence[RowChange]
    ) -> Mapping[str, Collection[RowName]]:
        with suppress(*_BEYOND_REACH), open_states(before, after) as (old, new):
            return find_unread_rows(old, new, ids, rows)
        return {}

    return Trials(cross=cross, parts=try_parts, unread=find_unread)


@contextmanager
def _open_states(root: Path, now: str, sources: Path, before: Edition, after: Edition) -> Iterator[tuple[State, State]]:
    with ExitStack() as stack:
        old, new = (stack.enter_context(_sources_at(root, one, now, sources)) for one in (before, after))
        yield (old, before), (new, after)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Runs:
    """Runs notebooks on other data than their own; all of them with the same kernels."""

    root: Path
    """The report with whose runs these are stored."""
    kernels: Kernels

    def cross(self, old: State, new: State, ids: Mapping[str, str]) -> dict[str, Crossed]:
        """Return what statistics are where the data alone changed, and where the code alone did."""
        done = self._run(new[0] / DATA, old, ids.values(), new[1].as_of)
        undone = self._run(old[0] / DATA, new, ids, old[1].as_of)
        return _pair_values(ids, done, undone)

    def try_part(self, old: State, new: State, ids: Mapping[str, str], part: RowPart) -> dict[str, Crossed]:
        """Return what statistics are where some rows alone changed, and where all else did."""
        done = self._run_exchanged(old, new[0], ids.values(), part, new[1].as_of)
        undone = self._run_exchanged(new, old[0], ids, part, new[1].as_of)
        return _pair_values(ids, done, undone)

    def _run_exchanged(
        self, base: State, other: Path, ids: Iterable[str], part: RowPart, day: str
    ) -> dict[str, Decimal | str]:
        """Return what the notebooks of an edition record where some of its rows are those of another one."""
        with scratch_folder("exchanged") as folder:
            report = shutil.copytree(base[0], folder / "report")
            if not exchange_rows(report, other, part.table, part.keys):
                return {}
            return self._run(report / DATA, base, ids, day)

    def _run(self, data: Path, base: State, ids: Iterable[str], day: str) -> dict[str, Decimal | str]:
        """Return what the notebooks of an edition record of other data, up to a cell that cannot be run on them."""
        sources, edition = base
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


def _pair_values(
    ids: Mapping[str, str], done: Mapping[str, Decimal | str], undone: Mapping[str, Decimal | str]
) -> dict[str, Crossed]:
    return {id: Crossed(data_alone=done.get(old), code_alone=undone.get(id)) for id, old in ids.items()}


def exchange_rows(report: Path, other: Path, name: str, keys: Collection[str]) -> bool:
    """Replace the rows of a table that have these keys by those of another report, and return whether that can be done.

    It can for CSV files with the same columns, in the same order, and a key. Sources that the rows name come with
    them. Raises DataError when the data of either cannot be read.
    """
    here, there = read_catalog(report), read_catalog(other)
    found = _read_both(report, here, other, there, name)
    if found is None:
        return False
    _write_records(report, here.tables[name], _merge(*found, set(keys)))
    if name != SOURCES and (found := _read_both(report, here, other, there, SOURCES)):
        ours, theirs = found
        known = {key for key, _ in ours}
        _write_records(report, here.tables[SOURCES], [*ours, *(one for one in theirs if one[0] not in known)])
    # the descriptor holds hash and size of each file
    refresh(report)
    return True


def _read_both(report: Path, here: Catalog, other: Path, there: Catalog, name: str) -> tuple[Records, Records] | None:
    """Return the records of a table in two reports; ``None`` where those of one do not fit into the other's file."""
    if name not in here.tables or name not in there.tables:
        return None
    ours, theirs = here.tables[name], there.tables[name]
    layout = _find_layout(report, ours)
    if layout is None or layout != _find_layout(other, theirs):
        return None
    return _read_records(report, ours), _read_records(other, theirs)


def _find_layout(root: Path, table: Table) -> tuple[object, ...] | None:
    """Return how the lines of a table are written; ``None`` for one without a key, or that is in no CSV file."""
    described, key = table.resource, key_columns(table)
    if described.format != "csv" or not key:
        return None
    # Lines are exchanged as they are written, so the order of columns matters here, as it does nowhere else.
    header = read_records(root / described.place, described)[0].header
    places = [header.index(name) if name in header else -1 for name in table.columns]
    return table.columns, key, described.dialect, described.encoding, len(header), places


def _read_records(root: Path, table: Table) -> Records:
    find_key = key_finder(table, key_columns(table))
    _, *records = split_records(root / table.resource.place, table.lines)
    return [(find_key(row), _ended(record)) for row, record in zip(table.rows, records, strict=True)]


def _ended(record: bytes) -> bytes:
    return record if record.endswith((b"\n", b"\r")) or not record else record + b"\n"


def _merge(ours: Records, theirs: Records, keys: Collection[str]) -> Records:
    """Return our records, those of the keys replaced by theirs, each after the one that it follows with them."""
    merged = [one for one in ours if one[0] not in keys]
    place = {key: at for at, (key, _) in enumerate(merged)}
    following: dict[int, Records] = {}
    last = -1
    for key, record in theirs:
        if key in keys:
            following.setdefault(last, []).append((key, record))
        else:
            last = place.get(key, last)
    return [*following.get(-1, ()), *(one for at, own in enumerate(merged) for one in (own, *following.get(at, ())))]


def _write_records(root: Path, table: Table, records: Records) -> None:
    path = root / table.resource.place
    header = split_records(path, table.lines)[0]
    path.write_bytes(b"".join([_ended(header), *(record for _, record in records)]))


def find_unread_rows(
    earlier: State, later: State, ids: Mapping[str, str], rows: Iterable[RowChange]
) -> dict[str, frozenset[RowName]]:
    """Return for each statistic the revised rows in which no column changed that its code names, before or after.

    `ids` names what each statistic is called in the earlier edition. Where code may read columns without their names,
    it reads them all. Raises DataError when the data of either report cannot be read.
    """
    changed = _find_changed_columns(earlier, later, rows)
    if not changed:
        return {}
    find_sources = [cache(partial(_read_code, folder)) for folder, _ in (earlier, later)]
    columns = {name for each in changed.values() for name in each}
    found: dict[str, frozenset[RowName]] = {}
    for id, old in ids.items():
        statistics = (earlier[1].statistics.get(old), later[1].statistics.get(id))
        sources = [_find_source(read, one) if one else None for read, one in zip(find_sources, statistics, strict=True)]
        known = [one for one in sources if one is not None]
        if len(known) == len(sources):
            read = frozenset[str]().union(*(find_named_columns(code, columns) for code in known))
            found[id] = frozenset(row for row, names in changed.items() if read.isdisjoint(names))
    return found


def _find_changed_columns(earlier: State, later: State, rows: Iterable[RowChange]) -> dict[RowName, frozenset[str]]:
    """Return the columns in which each revised row differs."""
    by_table: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        # Of a block nobody knows its rows, and those that `dataset` leaves out are named otherwise.
        if row.cause is Cause.REVISED and row.counts is None and not row.unused:
            by_table[row.table].append(row.key)
    catalogs = [(read_catalog(folder), edition.as_of) for folder, edition in (earlier, later)]
    changed: dict[RowName, frozenset[str]] = {}
    for name, keys in by_table.items():
        old, new = (_find_rows(catalog, name, day, keys) for catalog, day in catalogs)
        for key in old.keys() & new.keys():
            was, now = old[key], new[key]
            changed[name, key] = frozenset(one for one in {*was, *now} if was.get(one) != now.get(one))
    return changed


def _find_rows(catalog: Catalog, name: str, day: str, keys: Collection[str]) -> dict[str, dict[str, Cellvalue]]:
    """Return the cells of rows by column; those of which several share a key are left out."""
    if name not in catalog.tables:
        return {}
    found: dict[str, list[Row]] = {key: [] for key in keys}
    for key, row in rows_by_key(catalog, name, day):
        if key in found:
            found[key].append(row)
    columns = catalog.tables[name].columns
    return {key: dict(zip(columns, rows[0], strict=True)) for key, rows in found.items() if len(rows) == 1}


def _read_code(root: Path, notebook: str) -> Code:
    return Code.of_notebook(read_notebook(root / notebook, notebook))


def _find_source(read_code: Callable[[str], Code], statistic: SealedStatistic) -> str | None:
    """Return the source of the statements that a statistic follows from; ``None`` where nobody knows which they are."""
    code = read_code(statistic.notebook) if statistic.notebook else Code(())
    if statistic.cell not in code.places:
        return None
    found = code.find_slice(statistic.id, code.places.index(statistic.cell))
    lines = (code.cells[one.cell].splitlines()[one.lines.start - 1 : one.lines.stop - 1] for one in found)
    return "\n".join("\n".join(each) for each in lines)
