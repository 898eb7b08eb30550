"""The commands about the sources of a report: `factbook source add`."""

from __future__ import annotations

from pathlib import Path

import click

from factbook.cli.common import ReportRefusals, alone, project_option


@click.group()
def source() -> None:
    """Add sources, and name those of whole tables.

    \b
      factbook source add ID --title TITLE      add a source to data/sources.csv
    """


@source.command("add")
@click.argument("id", metavar="ID")
@project_option
@click.option("--title", required=True, help="What it is called, as readers see it.")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--published", default="", metavar="DATE", help="When: 2026-09-30, 2026-09 or 2026.")
@click.option("--url", default="", help="Where readers find it.")
@click.option("--accessed", default="", metavar="DATE", help="When you read it.")
@click.option("--note", default="", help="What a reader should know of it.")
@click.option("--table", "tables", multiple=True, help="A table of which all rows rest on it; may be given again.")
def add(
    id: str, folder: Path, title: str, publisher: str, published: str, url: str, accessed: str, note: str,
    tables: tuple[str, ...],
) -> None:  # fmt: skip
    """Add a source to data/sources.csv, which is made if there is none.

    A table whose rows all rest on it names it once (--table); only a table that mixes sources needs a column
    source_id. Rows count from the day on which their source was published, or read if that is earlier.

    \b
      factbook source add office_2026 --title "Road casualties" --published 2026-09-30 --table casualties
      factbook source add herald --title "The Herald" --url https://herald.example/story

    Exit codes: 0 added, or there already; 2 the input cannot be used, and nothing was written.
    """
    with ReportRefusals("text"):
        from factbook.data.adding.source import add_source
        from factbook.project.settings import find_root

        # Named one by one: the columns of the list are not those of the command.
        said = {
            "title": title, "publisher": publisher, "published": published, "url": url, "accessed": accessed,
            "note": note,
        }  # fmt: skip
        root = find_root(folder.resolve())
        # Nothing is printed before all of it is written.
        with alone(root, "data"):
            written = add_source(root, id, said, tables)
        click.echo("".join(f"wrote {one}\n" for one in written) or "nothing to write: it is there already\n", nl=False)
        if tables and not (published or accessed):
            remedy = "give it a date in data/sources.csv: published, or accessed"
            click.secho(f"{id}: has no date, so that its rows count on no day ({remedy})", fg="yellow")
        # The table may have been used already: its figures have a source only once they are judged again.
        click.echo("\nNext: factbook check")


COMMANDS = (source,)
