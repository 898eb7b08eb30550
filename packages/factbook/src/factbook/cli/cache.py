"""The command `cache`: the stored runs of notebooks."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import ReportRefusals, project_option
from figurecheck.model.errors import Complaint
from figurecheck.model.wording import count_of

if TYPE_CHECKING:
    from factbook.notebooks.cache.store import StoredFile

# M, MB and MiB are all 2^20 bytes here, as `du -h` counts.
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_DAY = 86_400

# `factbook cache --project X show` and `factbook cache show --project X` must both work, so the option of the
# subcommands has no default: the one of the group counts unless the other is given.
_here_option = click.option(
    "--project",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The report's folder, or a folder inside it.",
)


@click.group(invoke_without_command=True)
@project_option
@click.pass_context
def cache(context: click.Context, folder: Path) -> None:
    """Show or remove the stored runs of notebooks.

    Without a subcommand it shows how many there are, how large, how old, and how many the last build used.

    A run of a notebook is stored with everything that it depends on, and reused until any of that changes.
    The store is in _build/.factbook/runs, or where factbook: cache in _config.yml or FACTBOOK_CACHE says; it can be
    copied, and shared between branches and with CI.

    \b
      factbook cache                            what is stored
      factbook cache prune --keep-size 500M     remove the least recently used, until the rest fits
      factbook cache clear                      remove everything; the next build runs every notebook

    Exit codes: 0 done, 2 the input cannot be used.
    """
    context.obj = folder
    if context.invoked_subcommand is None:
        with ReportRefusals("text"):
            _show(*_find(folder))


@cache.command()
@_here_option
@click.pass_obj
def show(around: Path, folder: Path | None) -> None:
    """Show the stored runs, like `factbook cache` alone."""
    with ReportRefusals("text"):
        _show(*_find(folder or around))


@cache.command()
@click.option(
    "--older-than", "days", metavar="DAYS", type=click.FloatRange(min=0), help="Remove runs not used for DAYS days."
)
@click.option(
    "--keep-size",
    "size",
    metavar="SIZE",
    callback=lambda context, parameter, text: _read_size(text),
    help="Remove the least recently used until the rest fits, such as 500M.",
)
@_here_option
@click.pass_obj
def prune(around: Path, folder: Path | None, days: float | None, size: int | None) -> None:
    """Remove stored runs that are no longer used.

    Without options, those that the last build did not use.

    \b
      factbook cache prune --older-than 30 --keep-size 2G     the two options can be combined
    """
    with ReportRefusals("text"):
        from factbook.notebooks.cache.store import choose_superfluous, list_store, read_used, remove

        root, place = _find(folder or around)
        used = read_used(root, place)
        # without a record of a build, "what it did not use" would be everything, also in a store that others share
        if days is None and size is None and not used:
            remedy = "choose what to remove with --older-than or --keep-size"
            ReportRefusals.refuse([Complaint(str(place), "no build of this report has used it", remedy)])
        gone = choose_superfluous(list_store(place), used=used, place=place, now=time.time(), days=days, size=size)
        remove(gone)
        click.echo(f"Removed {_count(gone)}")


@cache.command()
@_here_option
@click.pass_obj
def clear(around: Path, folder: Path | None) -> None:
    """Remove every stored run; the next build runs all notebooks."""
    with ReportRefusals("text"):
        from factbook.notebooks.cache.store import list_store, remove

        entries = list_store(_find(folder or around)[1])
        remove(entries)
        click.echo(f"Removed {_count(entries)}")


def _find(folder: Path) -> tuple[Path, Path]:
    """Return the root of a report and the folder of its store."""
    from factbook.notebooks.cache.store import find_store
    from factbook.project.settings import find_root, read_project

    root = find_root(folder.resolve())
    return root, find_store(root, read_project(root).settings.cache)


def _show(root: Path, place: Path) -> None:
    from factbook.notebooks.cache.store import list_store, read_used

    entries, used = list_store(place), read_used(root, place)
    if not entries:
        click.echo(f"{place}: no runs are stored (factbook build stores them)")
        return
    # the last build may have used runs that were pruned since
    names = {one.path.relative_to(place).as_posix() for one in entries}
    age = int((time.time() - entries[0].used) / _DAY)
    click.echo(f"{place}: {_count(entries)}")
    notebooks = count_of(len({one.path.parent for one in entries}), "notebook")
    click.echo(f"  of {notebooks}; the last build used {len(used & names)} of them")
    click.echo(f"  the oldest was last used {'today' if age == 0 else f'{age} days ago' if age > 1 else 'yesterday'}")


def _count(entries: list[StoredFile]) -> str:
    size = sum(one.size for one in entries)
    text = f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{size / (1 << 10):.0f} kB"
    return f"{count_of(len(entries), 'run')}, {text}"


def _read_size(text: str | None) -> int | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,15}(?:\.\d+)?)\s*([kmg]?)i?b?", text.strip(), re.IGNORECASE)
    if match is None:
        raise click.BadParameter(f"{text!r} is not a size (write it as 500M or 2G)")
    return int(float(match[1]) * _UNITS[match[2].lower()])


COMMANDS = (cache,)
