"""The commands of editions: `seal`, `diff`, `corrections`; and `check` and `build` of a past day."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factbook.cli.common import (
    DOES_NOT_HOLD,
    HOLDS,
    Refusals,
    exit_code,
    print_findings,
    project_option,
    strict_option,
)
from factbook.model.errors import EditionError

if TYPE_CHECKING:
    from factbook.editions.diff import Difference
    from factbook.project.settings import Project
    from factbook.report.pipeline import Report


def _read_day(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    try:
        return datetime.date.fromisoformat(value).isoformat() if value is not None else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no date (write it as 2025-05-20)") from error


as_of_option = click.option(
    "--as-of", "day", metavar="DATE", callback=_read_day, help="The day whose knowledge counts, such as 2025-05-20."
)


@click.command()
@click.argument("label")
@as_of_option
@click.option("--note", default="", help="A sentence for readers on what this edition is.")
@project_option
@strict_option
def seal(label: str, day: str | None, note: str, folder: Path, strict: bool) -> None:
    """Keep what the report says, as the edition LABEL: book/editions/LABEL.json.

    Every statistic, figure and verdict is kept, with digests of data and code, so that a later state can be compared.
    A report that does not hold is not sealed, and a sealed edition never changes.

    Pages that read otherwise on that day stand in book/editions/LABEL/, at the same paths as in the report.

    \b
      factbook seal 2026-01
      factbook seal 2025-05 --as-of 2025-05-20 --note "As known on the day of the article."

    Exit codes: 0 sealed, 1 a figure does not hold, 2 something cannot be used.
    """
    with Refusals("text"):
        from factbook.project.settings import find_root, read_project
        from factbook.publish.checkout import sources_of
        from factbook.publish.seal import check_seal
        from factbook.publish.seal import seal as write_seal

        root = find_root(folder.resolve())
        project = read_project(root)
        day = day or _day_of(project)
        check_seal(root, label, day, note, names=project.settings.names, locale=project.settings.language)
        with sources_of(root, label, day) as sources:
            report = _check(sources, root, label)
            print_findings(report, everything=False)
            code = exit_code(report, strict)
            if code != HOLDS:
                click.secho("Nothing was sealed.", fg="red", err=True)
                sys.exit(code)
            path = write_seal(report, label, root=root, note=note)
        click.echo(f"Sealed {path.as_posix()}, as known on {day}")
        _say_waiting(root)


@click.command()
@click.argument("before", metavar="[A]", required=False)
@click.argument("after", metavar="[B]", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True,
    help="How to print; Markdown is for a pull request.",
)  # fmt: skip
@project_option
def diff(before: str | None, after: str | None, form: str, folder: Path) -> None:
    """Say what moved from A to B, why, and which sentences that makes false.

    A and B are sealed editions, git revisions, or now. Default: from the newest sealed edition to now.
    Headlines and chart titles come first. A figure that moved within what is printed is named, and alarms nobody.

    \b
      factbook diff                             what the next edition would change
      factbook diff 2025-05 2026-01             between two editions
      factbook diff main --format markdown      from a git branch, for a pull request

    Exit codes: 0 every sentence holds, 1 some sentence is false now, 2 something cannot be used.
    """
    with Refusals("json" if form == "json" else "text"):
        from factbook.editions.diff import compare
        from factbook.figures import rules_from_mapping
        from factbook.project.settings import find_root, read_project
        from factbook.publish.resolve import NOW, find_edition, find_last

        root = find_root(folder.resolve())
        settings = read_project(root).settings
        first = find_edition(root, before, make=partial(check_folder, owner=root)) if before else find_last(root)
        second = find_edition(root, after or NOW, make=partial(check_folder, owner=root))
        rules = rules_from_mapping(settings.qualifiers, settings.nouns)
        difference = compare(first, second, rules=rules)
        click.echo(_shown(difference, form), nl=False)
        sys.exit(DOES_NOT_HOLD if difference.false else HOLDS)


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also list the changes that an editor has confirmed.")
@click.option("--next", "label", metavar="LABEL", help="Of the edition to come, not sealed yet, under this label.")
@click.option("--write", is_flag=True, help="Add an entry for each to book/corrections.yml, to be completed.")
@project_option
def corrections(everything: bool, label: str | None, write: bool, folder: Path) -> None:
    """List the figures that changed from edition to edition, and wait for an editor's word.

    An update rests on new data, a correction says that we were wrong, a clarification says the same better.
    The class is proposed from the cause; an entry in book/corrections.yml confirms it, with a reason for readers.

    \b
      factbook corrections --write              add an entry for each that waits; then say why in it
      factbook corrections --next 2026-02       what an edition sealed now would have to tell

    Exit codes: 0 nothing waits, 1 something waits, 2 something cannot be used.
    """
    with Refusals("text"):
        from factbook.editions.corrections import FILE, add_entries
        from factbook.model.errors import complain_all
        from factbook.project.settings import find_root
        from factbook.render.terminal.pending_corrections import pending_lines

        root = find_root(folder.resolve())
        history = _history(root, label)
        complain_all(EditionError, history.complaints)
        waiting = [one for one in history.changes if one.visible and one.confirmation is None]
        listed = [one for one in history.changes if one.visible] if everything else waiting
        click.echo("\n".join(pending_lines(listed, waiting=len(waiting))))
        if write and waiting:
            add_entries(root, waiting)
            click.echo(f"Wrote {len(waiting)} to {FILE}: say why, and correct the class where it is wrong.")
        sys.exit(DOES_NOT_HOLD if waiting else HOLDS)


def check_past(folder: Path, day: str, *, strict: bool, show: Callable[[Report], None]) -> int:
    """Check the report as known on an ISO day, show it, and give the exit code."""
    from factbook.project.settings import find_root
    from factbook.publish.checkout import label_of, sources_of

    root = find_root(folder.resolve())
    label = label_of(root, day)
    with sources_of(root, label, day) as sources:
        report = _check(sources, root, label)
        show(report)
        return exit_code(report, strict)


def build_past(folder: Path, day: str, *, strict: bool) -> int:
    """Build the site as known on an ISO day into _build/html, and give the exit code."""
    from factbook.project.settings import find_root
    from factbook.publish.build_edition import take_site
    from factbook.publish.checkout import label_of, sources_of

    root = find_root(folder.resolve())
    label = label_of(root, day)
    with sources_of(root, label, day) as sources:
        report = _check(sources, root, label)
        print_findings(report, everything=False)
        code = exit_code(report, strict)
        if code != HOLDS:
            click.secho("Nothing was built; the last site is as it was.", fg="red", err=True)
            return code
        click.echo("Rendering the pages ...", err=True)
        site = take_site(report, root)
        click.echo(f"Built {site / 'index.html'}, as known on {day}")
    return HOLDS


def check_folder(sources: Path, owner: Path) -> Report:
    """Run and check the report of a folder with the stored runs of its owner, and show what runs."""
    from factbook.cli.progress import Progress
    from factbook.publish.checkout import check_sources

    with Progress() as progress:
        return check_sources(sources, owner=owner, started=progress.started, progress=progress.ended)


def _check(sources: Path, root: Path, label: str) -> Report:
    from factbook.publish.checkout import locate

    return locate(check_folder(sources, root), root, label)


def _day_of(project: Project) -> str:
    """Give the day of a report's edition, today where it has none."""
    return project.settings.edition_date or datetime.datetime.now(datetime.UTC).date().isoformat()


def _history(root: Path, label: str | None) -> Any:
    from factbook.editions.corrections import read_history, tell_next
    from factbook.project.settings import read_project
    from factbook.publish.resolve import NOW, find_edition, find_last
    from factbook.publish.seal import check_seal

    if label is None:
        return read_history(root)
    check_seal(root, label, _day_of(read_project(root)))
    return tell_next(root, find_last(root), find_edition(root, NOW, make=partial(check_folder, owner=root)), label)


def _shown(difference: Difference, form: str) -> str:
    from factbook.render.terminal.edition_diff import diff_json, diff_markdown, diff_text

    if form == "json":
        return json.dumps(diff_json(difference), ensure_ascii=False, indent=1) + "\n"
    return diff_markdown(difference) if form == "markdown" else "\n".join(diff_text(difference)) + "\n"


def _say_waiting(root: Path) -> None:
    from factbook.editions.corrections import read_history

    changes = read_history(root).changes
    waiting = sum(one.visible and one.confirmation is None for one in changes)
    if waiting:
        told = "1 change waits" if waiting == 1 else f"{waiting} changes wait"
        click.echo(f"{told} for an editor's word: factbook corrections")


COMMANDS = (seal, diff, corrections)
