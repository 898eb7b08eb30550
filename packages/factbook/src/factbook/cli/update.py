"""The commands that bring new releases of tables into a report: `factbook data update`, `pull` and `convert`."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import ReportRefusals, alone, may_write, project_option
from factbook.cli.data import check_published, data, get_file, get_package
from factbook.project.scratch import scratch_folder
from figurecheck.model.errors import Complaint, DataError, complain_all
from figurecheck.model.wording import count_of

if TYPE_CHECKING:
    from factbook.data.adding.entry import Answers
    from factbook.data.updating.incoming import Incoming
    from factbook.publish.try_update import TriedUpdate


@click.command()
@click.argument("name", metavar="NAME")
@click.argument("file", metavar="FILE|URL|FOLDER")
@project_option
@click.option("--source", default="", help="Whose release: an id of data/sources.csv, or 'Title <https://...>'.")
@click.option("--published", default="", metavar="DATE", help="When it came out: 2026-09-30, 2026-09 or 2026.")
@click.option("--part", is_flag=True, help="The file holds only the rows that are new or revised.")
@click.option("--accept-gone", is_flag=True, help="Take a file in which more than one key in a hundred is gone.")
@click.option("--yes", is_flag=True, help="Write it without asking.")
def update(
    name: str, file: str, folder: Path, source: str, published: str, part: bool, accept_gone: bool, yes: bool
) -> None:
    """Take FILE as the next release of the table NAME.

    First it shows what that changes. Rows are compared by key, and by the cells that statistics use: what is new,
    revised or gone, outliers first. The notebooks run on the new data in a copy, and the printed figures are listed
    that turn false, or move and hold. Then it asks. The present release is kept in data/releases/NAME/, and counts
    on the days before the new one.

    \b
      factbook data update co2 co2-mm-mlo.csv --published 2026-08-05     the same publisher, another day
      factbook data update casualties new.xlsx --source county_2026q3    a source of data/sources.csv
      factbook data update prices revised.csv --source prices_09 --part  only rows that are new or revised
      factbook data update co2-ppm co2-ppm-08/ --published 2026-08-05    every table of a newer Data Package

    Without --source, the source is the present one with another day. Without a terminal, nothing is written unless
    --yes says so.

    Exit codes: 0 written, shown, or nothing new; 2 the input cannot be used, and nothing was written.
    """
    with ReportRefusals("text"):
        from factbook.data.adding.entry import Answers
        from factbook.data.adding.fetch import hide_secrets
        from factbook.data.adding.package import is_package, is_zipped, unzip_package
        from factbook.data.updating.incoming import find_incoming
        from factbook.project.settings import find_root

        root = find_root(folder.resolve())
        check_published(published)
        today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        said = Answers(source=source, published=published)
        take_each = partial(_update_package, root, name, said, today, part=part, accept_gone=accept_gone, yes=yes)
        if is_package(Path(file)):
            with get_package(file) as path:
                take_each(path, hide_secrets(file))
            return
        with get_file(file) as (path, shown, address):
            if is_zipped(path):
                with scratch_folder("update") as scratch:
                    take_each(unzip_package(path, shown, scratch), shown)
                return
            incoming = find_incoming(root, name, path, shown, said, part=part, address=address, today=today)
            _take(root, name, incoming, accept_gone=accept_gone, yes=yes)


def _take(root: Path, name: str, incoming: Incoming | None, *, accept_gone: bool, yes: bool) -> None:
    if incoming is None:
        click.echo(f"{name}: nothing new: the file is the present release, byte for byte")
        return
    take_release(root, incoming, accept_gone=accept_gone, yes=yes)


def _update_package(
    root: Path,
    name: str,
    said: Answers,
    today: str,
    path: Path,
    shown: str,
    *,
    part: bool,
    accept_gone: bool,
    yes: bool,
) -> None:
    """Take every table of a newer package that the report has; the others are told."""
    from factbook.data.updating.incoming import find_incoming
    from factbook.data.updating.package import find_newer

    newer = find_newer(root, name, path, shown)
    faults: list[Complaint] = []
    for table, file in newer.files.items():
        # One that cannot be used keeps no other from being looked at.
        try:
            incoming = find_incoming(root, table, file, file.name, said, part=part, today=today)
            _take(root, table, incoming, accept_gone=accept_gone, yes=yes)
        except DataError as error:
            faults += error.complaints
    for table in newer.added:
        click.secho(f"{table}: is new in the package (use it: factbook data add FILE --name {table})", fg="yellow")
    for table in newer.gone:
        click.secho(f"{table}: is not in the package any more, and stays as it is", fg="yellow")
    complain_all(DataError, faults)


def take_release(root: Path, incoming: Incoming, *, accept_gone: bool, yes: bool) -> None:
    """Show what a new release changes, ask, and write it. Raises DataError for one that lost too many keys."""
    from factbook.data.updating.write import refuse_changed, write_release
    from factbook.render.terminal.new_release import release_lines

    comparison = incoming.comparison
    if incoming.has_lost_many and not accept_gone:
        click.echo("\n".join(release_lines(incoming)))
        rows = "keys" if comparison.others else "rows, which no column tells apart,"
        what = f"{len(comparison.gone):,} of {comparison.before:,} {rows} are gone, more than one in a hundred"
        remedy = "look at them; if it is right: --accept-gone; if the file has only new and revised rows: --part"
        raise DataError.about(incoming.name, what, remedy)
    # Tried first: only the runs tell which columns matter.
    tried = _try(root, incoming)
    click.echo("\n".join(release_lines(incoming, tried.used)))
    _show_figures(tried)
    if not may_write(yes=yes):
        return
    with alone(root, "data"):
        refuse_changed(root, incoming.name, incoming.before)
        written = write_release(root, incoming)
    click.echo("".join(f"wrote {one}\n" for one in written), nl=False)
    move = _show_day(root, incoming)
    fix = "factbook fix, which writes new digits where nothing else must change; then: "
    click.echo(f"\nNext: {move}{fix if _is_to_be_fixed(tried) else ''}factbook check")


def _is_to_be_fixed(tried: TriedUpdate) -> bool:
    from factbook.render.terminal.new_release import turns_any_false

    return tried.difference is not None and turns_any_false(tried.difference)


def _try(root: Path, incoming: Incoming) -> TriedUpdate:
    from factbook.cli.editions import check_folder
    from factbook.publish.try_update import try_update

    return try_update(root, incoming, check=partial(check_folder, owner=root))


def _show_figures(tried: TriedUpdate) -> None:
    from factbook.render.terminal.new_release import figure_lines

    if tried.difference is not None:
        click.echo("\n".join(figure_lines(tried.difference, tried.printed, tried.day)))
        return
    when = "With the new release" if tried.is_after else "Before the new release"
    click.echo(f"\n{when}, as of {tried.day}, the report cannot be used, so that its figures were not compared:")
    for complaint in tried.complaints[:10]:
        click.secho(f"  {complaint}", fg="yellow")


def _show_day(root: Path, incoming: Incoming) -> str:
    """Print a line where the release counts only after the edition's day, and return what is to be done first then."""
    from factbook.project.settings import read_project

    day = read_project(root).settings.edition_date
    if not day or incoming.known_from <= day:
        return ""
    click.secho(
        f"it counts from {incoming.known_from}, and the edition's day is {day}: until then the release before it does",
        fg="yellow",
    )
    return f"in _config.yml, below factbook: edition:, write date: {incoming.known_from}; then: "


@click.command()
@click.argument("name", metavar="NAME")
@project_option
@click.option("--yes", is_flag=True, help="Write it without asking.")
def convert(name: str, folder: Path, yes: bool) -> None:
    """Turn vintages that are rows of a table into releases.

    The rows say their vintages in the columns source_id and status. Each source becomes a release with the rows
    that it dates, and the two columns go. That the same rows are known on every day is tried before anything is
    written. A table of which something would be lost (rows that agree, conflict or are claims, cells with sources
    of their own, two sources of one day) is left as it is, with the reason.

    Exit codes: 0 written, or shown; 2 it cannot be converted, and nothing was written.
    """
    with ReportRefusals("text"):
        from factbook.data.updating.convert import find_converted, write_converted
        from factbook.data.updating.write import refuse_changed
        from factbook.project.settings import find_root

        root = find_root(folder.resolve())
        converted = find_converted(root, name)
        for (path, text), day in zip(converted.files.items(), converted.days, strict=True):
            click.echo(f"from {day}: data/{path}, {count_of(text.count(chr(10)) - 1, 'row')}")
        click.echo("as of every day, fb.dataset returns the same rows, without the columns source_id and status")
        if not may_write(yes=yes):
            return
        with alone(root, "data"):
            refuse_changed(root, name, converted.before)
            written = write_converted(root, converted)
        click.echo("".join(f"wrote {one}\n" for one in written), nl=False)
        click.echo("\nNext: take the two columns out of notebooks that use them, then run: factbook check")


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@project_option
@click.option("--due", is_flag=True, help="Only tables whose next release is due, by `every`.")
@click.option("--yes", is_flag=True, help="Write what is new without asking.")
def pull(names: tuple[str, ...], folder: Path, due: bool, yes: bool) -> None:
    """Fetch new releases from where the entries say.

    They are taken as `data update` does. An entry of data/datapackage.json says it once: "factbook:pull": {"url":
    "https://...", "every": "month"}. With "pointer", the address is that of a JSON document, and the pointer leads
    to the address of the file in it; "sha256" is the digest that the file must have, or the address of one. Without
    NAME, all such tables are asked. A file that did not change is not sent again. An error page, another shape, or
    a file that lost more than one key in a hundred writes nothing.

    \b
      factbook data pull                look at all that is new
      factbook data pull co2 --yes      take it
      factbook data pull --due --yes    in a scheduled workflow

    Exit codes: 0 written, shown, or nothing new; 2 a table could not be fetched or used; the others are done.
    """
    with ReportRefusals("text"):
        from factbook.data.catalog import read_catalog
        from factbook.data.updating.fetch_release import is_due
        from factbook.project.settings import find_root
        from figurecheck.model.errors import suggest

        root, today = find_root(folder.resolve()), datetime.datetime.now(tz=datetime.UTC).date()
        catalog = read_catalog(root)
        for name in names:
            if name not in catalog.tables:
                remedy = suggest(catalog.tables, name, f"there are {', '.join(catalog.tables)}")
                raise DataError.about("data pull", f"no table {name!r}", remedy)
        wanted = [one for one in catalog.resources if (one.name in names if names else one.pull)]
        if not wanted:
            click.echo('no table says where it comes from ("factbook:pull" of its entry)')
        faults: list[Complaint] = []
        for one in wanted:
            if due and not is_due(one, catalog.sources, today):
                click.echo(f"{one.name}: not due yet")
                continue
            # One that cannot be fetched keeps no other from being looked at.
            try:
                _pull(root, one.name, today.isoformat(), yes=yes)
            except DataError as error:
                faults += error.complaints
        complain_all(DataError, faults)


def _pull(root: Path, name: str, today: str, *, yes: bool) -> None:
    from factbook.data.adding.entry import Answers
    from factbook.data.adding.fetch import fetch
    from factbook.data.catalog import read_catalog
    from factbook.data.updating.fetch_release import fetch_release
    from factbook.data.updating.incoming import find_incoming

    # Read anew: the release of another table may have been written meanwhile.
    catalog = read_catalog(root)
    resource = next(one for one in catalog.resources if one.name == name)
    found = fetch_release(root, resource, fetch=fetch)
    if found is None:
        click.echo(f"{name}: nothing new")
        return
    # The same publisher, known from today: nobody says here when it came out.
    listed = [catalog.sources[id] for id in resource.named_sources if id in catalog.sources]
    said = Answers(source=f"{listed[0].title} <{found.address}>" if listed else "")
    with scratch_folder("pull") as scratch:
        path = scratch / "fetched"
        path.write_bytes(found.content)
        incoming = find_incoming(root, name, path, found.name, said, address=found.address, today=today)
        if incoming is not None:
            take_release(root, incoming, accept_gone=False, yes=yes)


data.add_command(update)
data.add_command(convert)
data.add_command(pull)
COMMANDS = (data,)
