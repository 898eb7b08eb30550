"""The rows that differ between two states of a report, with their cells, read from the sources of both.

A seal has digests alone; so both states are read again: a sealed edition from the commit that it was sealed from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from factbook.data.catalog import Catalog, read_catalog
from factbook.data.releases import release_of
from factbook.data.updating.compare import RevisedCell
from factbook.editions.diff import Difference
from factbook.editions.row_changes import RowChange
from factbook.editions.storage import list_editions
from factbook.editions.table_changes import TableChange
from factbook.model.edition import Cause, Edition
from factbook.project.settings import find_root
from factbook.publish.origin import checked_out, origin_of
from factbook.publish.seal_tables import key_columns, rows_by_key
from figurecheck.model.errors import ComplaintError

MOST_ROWS = 300_000
"""Rows of a table up to which its cells are compared: beyond, only counts are told."""


def find_table_changes(
    root: Path, difference: Difference, before: Edition, after: Edition, *, now: str
) -> tuple[TableChange, ...]:
    """Return the tables that differ; where the sources of an edition are beyond reach, with counts alone.

    `now` is the label of the edition that is the working tree.
    """
    names = list(dict.fromkeys(row.table for row in difference.tables))
    if not names:
        return ()
    # Within the contexts: a table is read from its file when its rows are asked for.
    with ExitStack() as stack:
        old, new = (_read_catalog(stack, root, edition, now) for edition in (before, after))
        return tuple(_find_change(name, old, new, difference, (before.as_of, after.as_of)) for name in names)


def _read_catalog(stack: ExitStack, root: Path, edition: Edition, now: str) -> Catalog | None:
    try:
        folder = root if edition.label == now else stack.enter_context(_earlier_sources(root, edition))
        # The report as it stands is not what was sealed.
        is_known = edition.label == now or folder != root
        return read_catalog(folder).on(edition.as_of) if is_known else None
    except ComplaintError:
        return None


@contextmanager
def _earlier_sources(root: Path, edition: Edition) -> Iterator[Path]:
    if edition.label in {label for _, label in list_editions(root)}:
        with origin_of(root, edition, unconfirmed=True) as state:
            yield state.folder
        return
    with checked_out(root, edition.label) as folder:
        yield find_root(folder)


def _find_change(
    name: str, old: Catalog | None, new: Catalog | None, difference: Difference, days: tuple[str, str]
) -> TableChange:
    rows = [row for row in difference.tables if row.table == name]
    causes = Counter(row.cause for row in rows if not row.unused)
    table = new.tables.get(name) if new else None
    found = TableChange(
        name=name,
        title=table.resource.title if table else "",
        before=_describe_release(old, name),
        after=_describe_release(new, name),
        new=causes[Cause.APPENDED],
        revised=causes[Cause.REVISED],
        gone=causes[Cause.WITHDRAWN],
        is_estimate=any(row.counts is not None for row in rows),
    )
    if old is None or new is None or table is None or name not in old.tables:
        return found
    if max(len(table.lines), len(old.tables[name].lines)) > MOST_ROWS:
        return found
    return _compare(found, (old, days[0]), (new, days[1]), rows)


def _describe_release(catalog: Catalog | None, name: str) -> str:
    """Return the sources of a table that date it, with the day from which each is known."""
    if catalog is None or name not in catalog.tables:
        return ""
    resource = catalog.tables[name].resource
    sources = [catalog.sources[id] for id in release_of(resource).source_ids if id in catalog.sources]
    told = []
    for source in sources:
        dated = source.published or source.accessed
        title = source.title or source.id
        told.append(f"{title}, {'published' if source.published else 'read on'} {dated}" if dated else title)
    return "; ".join(told)


def _compare(
    found: TableChange, old: tuple[Catalog, str], new: tuple[Catalog, str], rows: Iterable[RowChange]
) -> TableChange:
    before, after = (catalog.tables[found.name] for catalog, _ in (old, new))
    key = key_columns(after)
    if not key or key != key_columns(before):
        return found
    earlier, later = (dict(rows_by_key(catalog, found.name, day)) for catalog, day in (old, new))
    told: dict[str, tuple[RevisedCell, ...]] = {}
    for one, row in later.items():
        # By name: a release may have its columns in another order, or one more. Of a new row, its key is told already.
        names, cells = (before.columns, earlier[one]) if one in earlier else (after.columns, row)
        was = {name: cell for name, cell in zip(names, cells, strict=True) if one in earlier or name in key}
        differing = tuple(
            RevisedCell(column=name, before=was.get(name), after=cell)
            for name, cell in zip(after.columns, row, strict=True)
            if was.get(name) != cell
        )
        if differing or one not in earlier:
            told[one] = differing
    fresh = len(later.keys() - earlier.keys())
    return replace(
        found,
        new=fresh,
        revised=len(told) - fresh,
        gone=len(earlier.keys() - later.keys()),
        is_estimate=False,
        # Only what a figure may rest on is told; a release may have a hundred thousand rows.
        cells={one: told[one] for one in dict.fromkeys(row.key for row in rows) if one in told},
    )
