"""The commands `publish`, `pin` and `verify`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import DOES_NOT_HOLD, HOLDS, Refusals, project_option
from factbook.cli.editions import check_folder

if TYPE_CHECKING:
    from factbook.report.pipeline import Report


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--shrink", is_flag=True, help="Take a site that has far fewer pages or figures than the one before.")
@project_option
def publish(target: Path, shrink: bool, folder: Path) -> None:
    """Add every sealed edition that DIR does not have yet, and put the newest in front.

    Each edition stands whole under editions/LABEL/, with its sources and a list of all its files, and never changes;
    earlier ones are verified before and after. Nothing is published that does not hold or is not what was sealed.
    It can be stopped at any moment: what is published stays whole, and the next run goes on.

    DIR is a folder for nothing else, such as a checkout of gh-pages: factbook publish public

    Exit codes: 0 published, 1 a figure does not hold, 2 something cannot be used or is not as it was published.
    """
    with Refusals("text"):
        from factbook.project.settings import find_root
        from factbook.publish.pipeline import publish as add

        root = find_root(folder.resolve())
        listing = add(root, target, check=partial(check_folder, owner=root), shrink=shrink, say=click.echo)
        newest = listing.newest
        count = len(listing.editions)
        told = f"{count} edition{'' if count == 1 else 's'}, {newest.label if newest else 'none'} in front"
        click.secho(f"{target / 'index.html'}: {told}", fg="green", bold=True)


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--rebuild", is_flag=True, help="Also build each edition from its own sources, and compare every byte.")
def verify(target: Path, rebuild: bool) -> None:
    """Say whether every byte of a published folder is what was published. Needs no report and no network.

    \b
      factbook verify public                all bytes
      factbook verify public --rebuild      and whether its sources build to them

    Exit codes: 0 all is as published, 1 something is not, 2 something cannot be used.
    """
    with Refusals("text"):
        from factbook.publish.archive import read_listing
        from factbook.publish.pipeline import rebuild as build_again
        from factbook.publish.pipeline import verify as find_faults

        faults = list(find_faults(target))
        for edition in read_listing(target).editions if rebuild and not faults else ():
            click.echo(f"Building {edition.label} from its sources ...", err=True)
            faults += build_again(target, edition, check_alone)
        for fault in faults:
            click.secho(str(fault), fg="red")
        if faults:
            click.secho(f"{len(faults)} to look at.", fg="red", bold=True)
            sys.exit(DOES_NOT_HOLD)
        editions = read_listing(target).editions
        told = ", and builds again to the same bytes" if rebuild else ""
        click.secho(f"Every file of {len(editions)} editions is as it was published{told}.", fg="green", bold=True)
        sys.exit(HOLDS)


@click.command()
@click.argument("labels", metavar="LABEL...", nargs=-1, required=True)
@click.option("--commit", default="HEAD", show_default=True, help="The commit that holds the sealed editions.")
@project_option
def pin(labels: tuple[str, ...], commit: str, folder: Path) -> None:
    """Fix which factbook publishes a sealed edition: book/editions/LABEL.pin.yml.

    The edition is published once by the factbook and the lock of a commit, in an environment of its own. The pin names
    the commit and what came out. From then on publish builds the edition so, whatever changes later, or stops.

    \b
      factbook seal 2026-01                 then commit the seal
      factbook pin 2026-01                  then commit the pin

    Exit codes: 0 pinned, 2 something cannot be used.
    """
    with Refusals("text"):
        from factbook.project.settings import find_root
        from factbook.publish.git import find_commit
        from factbook.publish.pinned import pin_path, write_pin

        root = find_root(folder.resolve())
        revision = find_commit(root, commit)
        for label in labels:
            made = write_pin(root, label, revision, say=click.echo)
            click.echo(f"wrote {pin_path(label).as_posix()}: manifest {made.manifest}")
        click.echo("Next: commit them, and factbook publish DIR")


def check_alone(sources: Path) -> Report:
    """Run and check the report of a folder by itself, and show what runs."""
    return check_folder(sources, owner=sources)


COMMANDS = (publish, verify, pin)
