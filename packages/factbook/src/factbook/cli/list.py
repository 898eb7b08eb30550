"""The command that lists what notebooks recorded: `factbook list`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from factbook.cli.common import ReportRefusals, project_option
from figurecheck.cli.refusals import DOES_NOT_HOLD, HOLDS


@click.command("list")
@click.argument("words", metavar="[WORD]...", nargs=-1)
@click.option("--nowhere", is_flag=True, help="List only what no page and no review claims.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="The output format.")
@project_option
def list_recorded(words: tuple[str, ...], nowhere: bool, form: str, folder: Path) -> None:
    """List what notebooks recorded, and where it is claimed.

    Shows ids, values, and what a page would print. With WORDs, lists the statistics in whose id, label, population,
    measure or period all of them occur. No notebook runs: one without a run of its present state is named instead.

    \b
      factbook list                       every statistic
      factbook list share 2024            those with both words
      factbook list --nowhere             what no page claims
      factbook list --format json         for an editor or a script

    A page prints the third column for {claim}`<id>`.

    Exit codes: 0 listed, 1 no statistic has these words, 2 the input cannot be used.
    """
    with ReportRefusals(form):
        from factbook.engine.fingerprints import see_inputs
        from factbook.engine.results import Results, using
        from factbook.notebooks import Plan
        from factbook.notebooks.sandbox.environment import find_variables
        from factbook.project.settings import find_root, read_project
        from factbook.render.terminal.listing import listing_document, render_listing
        from factbook.report.listing import list_statistics

        # Looked up as `check` looks, so that a run which it would use is one that is listed.
        root = find_root(folder.resolve())
        inputs = see_inputs(root)
        project = read_project(root)
        settings = project.settings
        plan = Plan(root, cache=settings.cache, variables=find_variables(settings.environment), seen=inputs)
        with using(Results(root, inputs)) as results:
            listing = list_statistics(project, plan)
            results.save()
        # Words are looked for after all has been read: a stale notebook is named whatever was asked for.
        found = [one for one in listing.statistics if one.has(words) and not (nowhere and one.claimed)]
        if form == "json":
            click.echo(json.dumps(listing_document(found, listing.stale), ensure_ascii=False, indent=1))
        else:
            lines = [*render_listing(found, listing.stale)]
            # What has none of the words is told below.
            nothing = "" if words else "no notebook recorded a statistic\n"
            click.echo("".join(f"{line}\n" for line in lines) or nothing, nl=False)
        # A script that asks for a figure must notice that there is none of that name.
        if words and not found:
            known = "no statistic that is listed" if listing.stale else "no statistic"
            # What a stale notebook records may well have them.
            remedy = "run factbook check first, or leave a word out" if listing.stale else "leave a word out"
            click.secho(f"{known} has {' and '.join(map(repr, words))} ({remedy})", fg="red", err=True)
            sys.exit(DOES_NOT_HOLD)
        sys.exit(HOLDS)


COMMANDS = (list_recorded,)
