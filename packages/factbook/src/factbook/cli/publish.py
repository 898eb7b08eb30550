"""The commands `publish`, `pin` and `verify`."""

from __future__ import annotations

import shlex
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import ReportRefusals, alone, project_option
from factbook.cli.editions import check_folder
from factbook.project.files import digest_file
from figurecheck.cli.refusals import DOES_NOT_HOLD, HOLDS
from figurecheck.model.errors import EditionError
from figurecheck.model.wording import count_of

if TYPE_CHECKING:
    from factbook.publish.archive import Listing
    from factbook.report.checked_report import Report

FEW = 24
"""So many further editions that there is room for are told in a warning: two years of a monthly report."""


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--shrink", is_flag=True, help="Accept a site that has far fewer pages or figures than the one before.")
@click.option("--only", metavar="LABEL", default="", help="Add this edition and no other.")
@project_option
def publish(target: Path, shrink: bool, only: str, folder: Path) -> None:
    """Add sealed editions to DIR, and put the newest in front.

    Those that DIR has already stay as they are. Each edition is built from the state that was sealed, which is a commit
    or an archive beside the seal, so it does not matter what changed since, or how many wait: an empty DIR gets all of
    them. Each is complete under editions/LABEL/, with its sources and a manifest of its files, and never changes;
    earlier ones are verified before and after. An edition that does not hold, or is not what was sealed, is refused.
    You can stop it at any moment: published editions stay complete, and the next run continues.

    Use DIR for nothing else; it may be a checkout of gh-pages.

    \b
      factbook publish public

    Exit codes: 0 published, 1 a figure does not hold, 2 the input cannot be used, or an edition was changed.
    """
    with ReportRefusals("text"):
        from factbook.project.settings import find_root
        from factbook.publish.pipeline import publish as add

        root = find_root(folder.resolve())
        listing = add(root, target, check=partial(check_folder, owner=root), shrink=shrink, only=only, log=click.echo)
        newest = listing.newest
        count = len(listing.editions)
        text = f"{count_of(count, 'edition')}, {newest.label if newest else 'none'} in front"
        click.secho(f"{target / 'index.html'}: {text}", fg="green", bold=True)
        if newest is not None:
            _tell_size(target, listing)
            click.echo(f"Next: factbook verify {shlex.quote(str(target))} --newest {newest.manifest}")


def _tell_size(target: Path, listing: Listing) -> None:
    from factbook.publish.archive import PAGES_LIMIT, measure_size

    size = measure_size(target, listing)
    megabytes = f"{size.total / 1e6:,.1f} MB; an edition more adds about {size.next / 1e6:,.1f} MB"
    limit = f"{PAGES_LIMIT // 10**9} GB, the limit of GitHub Pages, has room for about {size.room:,} more"
    full = size.room < FEW
    click.secho(f"{megabytes}; {limit}", fg="yellow" if full else None)
    if full:
        click.secho("Move early editions to a site of their own, or publish elsewhere, before it is full.", fg="yellow")


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--rebuild", is_flag=True, help="Also build each edition from its own sources and compare every byte.")
@click.option("--newest", metavar="SHA256|FILE", default="", help="The manifest of the newest edition, or a copy.")
@click.option(
    "--project", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A report whose seals and pins the editions must be of.",
)  # fmt: skip
@click.option(
    "--identity", default="", help="Who must have signed each edition: a workflow's address, or a mail address."
)
@click.option("--issuer", help="Who vouches for that identity.  [default: GitHub, for its workflows]")
def verify(target: Path, rebuild: bool, newest: str, folder: Path | None, identity: str, issuer: str | None) -> None:
    """Verify that a published folder is as it was published.

    Every byte is held against the manifests, these against the list of editions, and what each edition prints and
    rests on against its seal. Each edition carries the manifests of those before it, so that any change in one of
    these is found. Nothing else is needed, no network either. No edition carries the manifest of the newest yet, nor
    of one that was sealed on another branch since: whether they were changed can be told with --newest (the manifest,
    as factbook publish printed it, or a copy of it), --project or --identity. Attestations (Sigstore) of the manifests
    lie in attestations/LABEL.sigstore.json, and are verified without a network.

    \b
      factbook verify public                        files, list, seals and their chain
      factbook verify public --newest 13bf0aa0...   and the newest edition is the one of that manifest
      factbook verify public --project .            and all are those that this report sealed and pinned
      factbook verify public --rebuild              and each builds from its sources to the same bytes

    Exit codes: 0 nothing was changed, 1 something was, 2 the input cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.project.settings import find_root
        from factbook.publish.archive import read_listing
        from factbook.publish.manifest import is_hash
        from factbook.publish.verify import GITHUB, find_attestation_faults, list_uncarried, make_verifier
        from factbook.publish.verify import rebuild as build_again
        from factbook.publish.verify import verify as find_faults

        root = find_root(folder.resolve()) if folder else None
        digest = digest_file(Path(newest)) if newest and Path(newest).is_file() else newest
        if digest and not is_hash(digest):
            what, remedy = "is no SHA-256, and no file", "name what factbook publish printed, or a copy of the manifest"
            raise EditionError.about(f"--newest {newest}", what, remedy)
        faults = list(find_faults(target, root=root, newest=digest))
        if identity:
            verifies = make_verifier(identity, issuer or GITHUB)
            faults += find_attestation_faults(target, read_listing(target).editions, verifies)
        # sources that were changed themselves prove nothing, so a folder with faults is not rebuilt
        for edition in read_listing(target).editions if rebuild and not faults else ():
            click.echo(f"Building {edition.label} from its sources ...", err=True)
            faults += build_again(target, edition, check_alone)
        for fault in faults:
            click.secho(str(fault), fg="red")
        if faults:
            click.secho(f"{count_of(len(faults), 'problem')} found.", fg="red", bold=True)
            sys.exit(DOES_NOT_HOLD)
        listing = read_listing(target)
        editions = listing.editions
        text = ", and its sources build to the same bytes" if rebuild else ""
        count = count_of(len(editions), "edition")
        click.secho(f"Every file of {count} is as it was published{text}.", fg="green", bold=True)
        late = [] if folder or rebuild or identity else list_uncarried(target, listing)
        late = [one for one in late if not newest or one != editions[-1].label]
        if late:
            what = f"No edition here carries the manifest of {', '.join(late)}"
            click.echo(f"{what}: hold {'it' if len(late) == 1 else 'them'} against --newest, --project or --identity.")
        sys.exit(HOLDS)


@click.command()
@click.argument("labels", metavar="LABEL...", nargs=-1, required=True)
@click.option("--commit", default="HEAD", show_default=True, help="The commit that contains the sealed editions.")
@project_option
def pin(labels: tuple[str, ...], commit: str, folder: Path) -> None:
    """Pin the factbook that publishes an edition.

    The edition is published once by the factbook and the lock of a commit, in an environment of its own. The pin,
    book/editions/LABEL.pin.yml, names the commit and the manifest that came out. From then on, publish builds exactly
    that, whatever changes, or stops. LABEL.files.gz, beside it, holds the digest of each file: publish names those that
    came out otherwise. An edition that was pinned before gets that file, and keeps its pin (--commit names its commit).

    \b
      factbook seal 2026-01                 then commit the seal
      factbook pin 2026-01                  then commit the pin

    Exit codes: 0 pinned, 2 the input cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.project.settings import find_root
        from factbook.publish.origin import find_commit
        from factbook.publish.pinned import pin_path, write_pin

        root = find_root(folder.resolve())
        revision = find_commit(root, commit)
        # each pin is written as soon as it is made, so that a label that fails costs the others nothing
        for label in labels:
            with alone(root, pin_path(label).as_posix()):
                pinned = write_pin(root, label, revision, log=click.echo)
            click.echo(f"wrote {pin_path(label).as_posix()}: manifest {pinned.manifest}")
        click.echo("Next: commit the pins, then factbook publish DIR")


def check_alone(sources: Path) -> Report:
    """Run and check the report of a folder on its own, and show progress."""
    # its own, empty store: a rebuild that reused our runs would prove less than it says
    return check_folder(sources, owner=sources)


COMMANDS = (publish, verify, pin)
