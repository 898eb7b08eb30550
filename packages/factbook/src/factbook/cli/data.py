"""The commands that bring data into a report: `factbook data add`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import ReportRefusals, alone, project_option
from factbook.project.scratch import scratch_folder
from figurecheck.model.errors import DataError
from figurecheck.model.wording import count_of

if TYPE_CHECKING:
    from factbook.data.adding.entry import Answers, FoundTable
    from factbook.data.adding.package import FoundPackage

_MOST_COLUMNS = 30
"""Columns that are shown of a file."""
_EXAMPLE = 28
"""Characters of an example."""


@click.group()
def data() -> None:
    """Add tables from files and addresses, and update them.

    \b
      factbook data add FILE          look at a file, describe it, and use it from now on
      factbook data update NAME FILE  take a new release of a table, after showing what it changes
      factbook data pull [NAME]       fetch new releases from where the entries say
      factbook data convert NAME      turn vintages that are rows into releases
    """


@data.command()
@click.argument("file", metavar="FILE|URL")
@project_option
@click.option("--name", default="", help="Name of the table: fb.dataset(NAME). Default: that of the file.")
@click.option("--sheet", default="", help="The sheet, where a workbook holds several tables.")
@click.option("--table", default="", help="The table or view of a database, or the path of a list in JSON (/results).")
@click.option("--source", default="", help="Who published it: an id of data/sources.csv, or 'Title <https://...>'.")
@click.option("--published", default="", metavar="DATE", help="When: 2026-09-30, 2026-09 or 2026.")
@click.option("--licence", "--license", "licence", default="", help="CC-BY-4.0, OGL-UK-3.0..., an address, or words.")
@click.option("--population", default="", help="Who or what the rows count, in words.")
@click.option("--yes", is_flag=True, help="Ask nothing: take what was found, and leave the rest unsaid.")
def add(
    file: str, folder: Path, name: str, sheet: str, table: str, source: str, published: str, licence: str,
    population: str, yes: bool,
) -> None:  # fmt: skip
    """Look at a file, describe it, and copy it into data/.

    The description is an entry of data/datapackage.json. Types, keys, periods and units are worked out and shown;
    only the source, the licence and the population are asked for. CSV of any delimiter and encoding, XLSX, Parquet,
    SQLite, JSON, and a Data Package as others publish it (its datapackage.json, the folder or the address), which
    is used as it is. Adding a file again changes nothing.

    \b
      factbook data add rents.csv --source "City of X <https://x.example/rents>" --licence CC-BY-4.0
      factbook data add casualties.xlsx --sheet "Table 1"
      factbook data add spending.sqlite --table per_head --yes
      factbook data add https://example.org/births.json --published 2026-10-02

    Rows of which nobody said a source are used, and figures that rest on them are marked as unsourced; say it later
    with `factbook source add ID --title TITLE --published DATE --table NAME`.
    From an address at most 500 MB in two minutes are taken, from hosts of the public internet only.

    Exit codes: 0 added, or there already; 2 the input cannot be used, and nothing was written.
    """
    with ReportRefusals("text"):
        from factbook.data.adding.entry import Answers
        from factbook.data.adding.fetch import hide_secrets, is_address
        from factbook.data.adding.package import is_package, is_zipped, unzip_package
        from factbook.project.settings import find_root

        root = find_root(folder.resolve())
        check_published(published)
        said = Answers(
            name=name, chosen=sheet or table, source=source, published=published, licence=licence, population=population
        )
        # In a script or in CI nobody answers, and what was not said stays unsaid, as with --yes.
        asks = not yes and sys.stdin.isatty()
        if published and not (source or asks or is_address(file)):
            remedy = "say whose: --source 'Title <https://...>'"
            raise DataError.about("--published", "is the date of a source that is not named", remedy)
        if is_package(Path(file)):
            with get_package(file) as path:
                shown = hide_secrets(file).rpartition("/")[0] if is_address(file) else ""
                _add_package(root, path, name, shown, hide_secrets(file))
            return
        with get_file(file) as (path, shown, address):
            if is_zipped(path):
                with scratch_folder("add") as scratch:
                    stem = Path(shown).stem
                    _add_package(root, unzip_package(path, shown, scratch), name or stem, stem, hide_secrets(file))
                return
            _add_file(root, path, shown, address, said, asks=asks)


@contextmanager
def get_package(file: str) -> Iterator[Path]:
    """Yield where the descriptor of a Data Package lies, or its folder; one at an address is fetched with its files."""
    from factbook.data.adding.fetch import is_address
    from factbook.data.adding.package import fetch_package

    if not is_address(file):
        yield Path(file)
        return
    click.echo("Fetching ...", err=True)
    with scratch_folder("add") as scratch:
        yield fetch_package(file, scratch)


def check_published(day: str) -> None:
    """Raise DataError for an answer to --published that is no date."""
    from figurecheck.model.iso_dates import is_iso_date

    if day and not is_iso_date(day):
        remedy = "write it as 2026-09-30, 2026-09 or 2026"
        raise DataError.about("--published", f"{day!r} is no ISO date", remedy)


@contextmanager
def get_file(file: str) -> Iterator[tuple[Path, str, str]]:
    """Yield where a file lies, how it is called, and the address that it was fetched from."""
    from factbook.data.adding.fetch import fetch, is_address

    if not is_address(file):
        path = Path(file)
        if not path.is_file():
            what = "is a folder without a datapackage.json" if path.is_dir() else "not found"
            remedy = (
                "name a file, or a folder that holds a Data Package" if path.is_dir() else "check its name and folder"
            )
            raise DataError.about(file, what, remedy)
        yield path, file, ""
        return
    click.echo("Fetching ...", err=True)
    found = fetch(file)
    with scratch_folder("add") as scratch:
        path = scratch / "fetched"
        # A file like any other from here on: what comes from an address is looked at in the same way.
        path.write_bytes(found.content)
        yield path, found.name, found.address


def _add_file(root: Path, path: Path, shown: str, address: str, said: Answers, *, asks: bool) -> None:
    import datetime

    from factbook.data.adding.entry import find_entries, say
    from factbook.data.adding.write import add_tables

    # Read before anything is asked: a broken descriptor should cost nobody their answers.
    known = _known_sources(root)
    found = find_entries(path, shown, said, known, every=not asks)
    for table in found:
        for line in _describe(table):
            click.echo(line)
        click.echo("", nl=len(found) > 1)
    said = _ask(said, address) if asks else said
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    tables = [replace(one, entry=say(one.entry, said, known, address=address, today=today)) for one in found]
    if asks and not click.confirm("\nWrite this?", default=True):
        click.echo("Nothing was written.")
        return
    with alone(root, "data"):
        written = add_tables(root, tables)
    _print_written(written.files)
    for entry in written.entries:
        for line in (*_find_unsaid(entry), *_find_dates(root, entry)):
            click.secho(line, fg="yellow")
    for line in _describe_next(str(written.entries[0]["name"])):
        click.echo(line)


def _print_written(files: Iterable[str]) -> None:
    click.echo("\n".join(f"wrote {one}" for one in files) or "nothing to write: it is described already")


def _ask(said: Answers, address: str) -> Answers:
    """Ask for what was not said and no program can know; an empty answer leaves it unsaid."""
    click.echo("\nWhat the file cannot say (Enter leaves it open):")

    def ask(text: str, given: str) -> str:
        return given or click.prompt(f"  {text}", default="", show_default=False).strip()

    # Whoever leaves it open has at least the address from which the file came.
    hint = f" [{address}]" if address else ""
    source = ask(f"source: an id, a title, or 'Title <https://...>'{hint}", said.source)
    return replace(
        said,
        source=source,
        published=said.published or (ask("published on (2026-09-30)", "") if source or address else ""),
        licence=ask("licence (CC-BY-4.0, an address, or words)", said.licence),
        population=ask("population: who or what the rows count", said.population),
    )


def _known_sources(root: Path) -> list[str]:
    from factbook.data.adding.write import has_tables
    from factbook.data.catalog import read_catalog

    return list(read_catalog(root).sources) if has_tables(root) else []


def _describe(found: FoundTable) -> Iterator[str]:
    """Yield what was found out of a file, as a table and a few lines."""
    from factbook.data.adding.layout import describe_layout

    shown = found.columns[:_MOST_COLUMNS]
    rows = [("column", "type", "unit", "example", "")]
    for one in shown:
        marks = ["key"] if one.name in found.key else []
        marks += ["period"] if one.is_period else []
        marks += [f"{one.empty} empty"] if one.empty else []
        rows.append((one.name, _describe_type(one.described), one.unit, one.example, "; ".join([*marks, *one.notes])))
    cut = [tuple(_shorten(cell, _EXAMPLE if at < 4 else 200) for at, cell in enumerate(row)) for row in rows]
    widths = [max(len(row[at]) for row in cut) for at in range(5)]
    for row in cut:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    if len(found.columns) > len(shown):
        yield f"... and {len(found.columns) - len(shown)} more columns"
    key = f"key {', '.join(found.key)}" if found.key else "no key: rows are not told apart by fewer than all columns"
    flags = found.entry.get("factbook:flags")
    marks = [f"marks {' '.join(map(str, flags))} in the column flags"] if isinstance(flags, list) else []
    left_out = [f"{one} left out" for one in found.left_out]
    yield ""
    yield "; ".join([count_of(found.rows, "row"), key, *describe_layout(found.entry), *marks, *left_out])
    for remark in found.remarks:
        yield f"look at it: {_shorten(remark, 300)}"


def _describe_type(described: object) -> str:
    one = described if isinstance(described, dict) else {}
    spelled = [str(one[key]) for key in ("format", "decimalChar", "groupChar") if key in one]
    return f"{one.get('type')} ({' '.join(spelled)})" if any(text.strip() for text in spelled) else str(one.get("type"))


def _shorten(text: str, most: int) -> str:
    # Control characters of a cell could move the cursor, or colour the terminal.
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return plain if len(plain) <= most else f"{plain[: most - 3]}..."


def _find_unsaid(entry: object) -> Iterator[str]:
    """Yield what nobody has said of a table, with the line that says it."""
    from factbook.data.adding.write import NOT_STATED

    one = entry if isinstance(entry, dict) else {}
    name = one.get("name")
    if not (one.get("sources") or one.get("factbook:sources")):
        yield f"{name}: unsourced (say it: factbook source add ID --title TITLE --published DATE --table {name})"
    keys = {"licence": "licenses", "population": "factbook:population"}
    unsaid = [word for word, key in keys.items() if one.get(key) in (None, "", [NOT_STATED])]
    if unsaid:
        # The same command again, since adding twice changes nothing else.
        options = " ".join(f"--{word} ..." for word in unsaid)
        # Of a file with several tables, since what one of them counts is not what the others do.
        dialect = one.get("dialect")
        part = dialect.get("table") if isinstance(dialect, dict) else None
        options = f"--table {shlex.quote(str(part))} {options}" if part else options
        yield f"{name}: {' and '.join(unsaid)} not said (say it: factbook data add data/{one.get('path')} {options})"


def _find_dates(root: Path, entry: object) -> Iterator[str]:
    """Yield a line where the rows come out after the edition's day, since they do not count before."""
    from factbook.data.catalog import read_catalog
    from factbook.data.sources import as_of_day, known_on
    from figurecheck.model.errors import ProjectError

    try:
        day = as_of_day(root)
    except ProjectError:
        return
    catalog = read_catalog(root)
    name = entry.get("name") if isinstance(entry, dict) else ""
    # Asked of the catalog, which knows the dates of both kinds of sources.
    ids = [id for one in catalog.resources if one.name == name for id in one.source_ids]
    known = [known_on(catalog.sources[id]) for id in ids if id in catalog.sources]
    if known and max(known) > day:
        yield f"its rows count from {max(known)}, and the edition's day is {day} (see factbook: edition: date)"


def _describe_next(name: str) -> Iterator[str]:
    yield ""
    yield f'Next: in a notebook, {_as_variable(name)} = fb.dataset("{name}"), then run: factbook check'


def _as_variable(name: str) -> str:
    plain = name.replace("-", "_")
    return plain if plain.isidentifier() else "table"


def _add_package(root: Path, path: Path, name: str, shown: str, given: str) -> None:
    """Add a package; `given` is what an editor has named, from which a later one is taken as well."""
    from factbook.data.adding.package import find_package
    from factbook.data.adding.write import add_package

    found = find_package(path, name, shown)
    with alone(root, "data"):
        written = add_package(root, found.folder, found.name, found.files, given=given)
    for line in _describe_package(found):
        click.echo(line)
    for warning in written.warnings:
        click.secho(str(warning), fg="yellow")
    click.echo(
        "".join(f"wrote {one}\n" for one in written.files) or "nothing to write: it is listed already\n", nl=False
    )
    click.echo(f'\nNext: in a notebook, table = fb.dataset("{found.tables[0]["name"]}"), then run: factbook check')


def _describe_package(found: FoundPackage) -> Iterator[str]:
    yield f"{found.title or found.name}: used as it is"
    for table in found.tables:
        yield f"  {table['name']}  {table['path']}"
    if found.left_out:
        yield from (f"  left out: {one}" for one in found.left_out)
