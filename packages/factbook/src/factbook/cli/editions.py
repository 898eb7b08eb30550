"""The commands of editions: `seal`, `corrections`; and `check` and `build` of a past day."""

from __future__ import annotations

import datetime
import shlex
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factbook.cli.common import ReportRefusals, alone, exit_code, print_findings, project_option, strict_option
from factbook.cli.desk import check_approvals
from factbook.cli.runs import Runner
from figurecheck.cli.refusals import CANNOT_BE_USED, DOES_NOT_HOLD, HOLDS
from figurecheck.model.errors import EditionError, complain_all
from figurecheck.model.wording import count_of

if TYPE_CHECKING:
    from factbook.notebooks import Run
    from factbook.project.settings import Project
    from factbook.report.checked_report import Report


def _read_day(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    try:
        return datetime.date.fromisoformat(value).isoformat() if value is not None else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a date (write it as 2025-05-20)") from error


as_of_option = click.option(
    "--as-of",
    "day",
    metavar="DATE",
    callback=_read_day,
    help="Use only what was known on that day (2025-05-20).",
)


@click.command()
@click.argument("label")
@as_of_option
@click.option("--note", default="", help="A sentence for readers about this edition.")
@project_option
@strict_option
def seal(label: str, day: str | None, note: str, folder: Path, strict: bool) -> None:
    """Seal the report as edition LABEL.

    The seal, book/editions/LABEL.json, records every statistic, figure and verdict, with digests of data and code,
    so that later states can be compared with it. A report is sealed only if every figure holds and comes out the
    same once more: when its notebook runs again, with other random numbers and the clock a day ahead, and, for a
    few figures, when the bundle for readers is run. A sealed edition never changes.

    The edition can be published at any later time: the seal names the commit that holds its state, and where there is
    none, the sources are kept beside it, in book/editions/LABEL.zip.

    Pages that differ in that edition go into book/editions/LABEL/, at the same paths as in the report.

    \b
      factbook seal 2026-01
      factbook seal 2025-05 --as-of 2025-05-20 --note "As known on the day of the article."

    Where _config.yml asks for it (factbook: approval:), each figure must have been looked at: factbook approve.

    Exit codes: 0 sealed, 1 a figure does not hold or lacks an approval, 2 the input cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.engine.up_to_date import today
        from factbook.project.settings import find_root, read_project
        from factbook.publish.checkout import sources_of
        from factbook.publish.origin import archive_path
        from factbook.publish.seal import check_seal, refuse_adopting
        from factbook.publish.seal import seal as write_seal
        from factbook.report.passed_days import find_passed_days

        root = find_root(folder.resolve())
        project = read_project(root)
        complain_all(EditionError, refuse_adopting(project.settings))
        now = day or today()
        day = day or _day_of(project)
        # checked twice, here and in `write_seal`: a refused label must not cost the time of a whole run
        check_seal(root, label, day, note, names=project.settings.names, locale=project.settings.language)
        # checked as the snapshot that `publish` will build from, not as the working tree
        with alone(root, "book/editions"), sources_of(root, label, day) as sources:
            runner = Runner()
            report = _check(sources, root, label, runner)
            print_findings(report, everything=False, strict=strict)
            # Before the notebooks run a second time, which takes as long as all until here.
            unanswered = CANNOT_BE_USED if any(report.unanswered) else HOLDS
            code = exit_code(report, strict) or unanswered or check_approvals(report, root)
            complain_all(EditionError, find_passed_days(report, now))
            if code == HOLDS:
                _try_site(report)
                # What is sealed can be recomputed at any later time, and must come out the same then.
                report.catalog.release()
                code = runner.report_on_runs(why=False, twice=True)
            if code == HOLDS:
                code = _try_bundles(report)
            if code != HOLDS:
                click.secho("Nothing was sealed.", fg="red", err=True)
                sys.exit(code)
            path = write_seal(report, label, root=root, note=note)
        click.echo(f"Sealed {path.as_posix()}, as known on {day}")
        archive = archive_path(label)
        if (root / archive).is_file():
            click.echo(f"Its sources are in {archive.as_posix()}, since no commit holds them; commit both files.")
        _print_pending(root)


def _try_site(report: Report) -> None:
    """Render the pages, so that nothing is sealed that `publish` would refuse for a picture that is not there."""
    from factbook.sphinx_ext.build.build_site import build_site

    click.echo("Rendering the pages ...", err=True)
    build_site(report)


def _try_bundles(report: Report) -> int:
    """Run what readers will run, print what is wrong with it, and return the exit code."""
    from factbook.publish.try_bundles import try_bundles

    found = list(try_bundles(report))
    for complaint in found:
        click.secho(str(complaint), fg="yellow" if complaint.warns else "red", err=True)
    return HOLDS if all(complaint.warns for complaint in found) else DOES_NOT_HOLD


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also list confirmed changes.")
@click.option("--next", "label", metavar="LABEL", help="List those of the next edition, which will have this label.")
@click.option("--write", is_flag=True, help="Add an entry for each to book/corrections.yml, for you to complete.")
@project_option
def corrections(everything: bool, label: str | None, write: bool, folder: Path) -> None:
    """List changed figures that no editor has confirmed yet.

    Figures change between editions. An update has new data, a correction means that we were wrong, a clarification says
    the same in better words. The class is proposed from the cause; an entry in book/corrections.yml confirms it, with a
    reason for readers.

    Seals of earlier formats do not list every change. --write finds the others by comparing what was sealed, for which
    the whole history of the repository must be there, and writes them into book/editions/LABEL.changes.yml.

    \b
      factbook corrections --write              add an entry for each; then write the reasons
      factbook corrections --next 2026-02       the changes of an edition sealed now

    Exit codes: 0 all are confirmed, 1 some are not, 2 the input cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.editions.corrections import add_entries
        from factbook.editions.found_later import find_incomplete
        from factbook.editions.history import FILE
        from factbook.project.git import commit_command
        from factbook.project.settings import find_root
        from factbook.publish.earlier_seals import write_all_found_later
        from factbook.render.terminal.pending_corrections import pending_lines
        from figurecheck.model.errors import complain_all

        root = find_root(folder.resolve())
        # What is found is what is written, so that two at once do not add the same.
        if write:
            click.get_current_context().with_resource(alone(root, FILE))
        for path, number in write_all_found_later(root) if write else ():
            click.echo(f"Wrote {path.as_posix()}: {count_of(number, 'change')} that the seal does not list.")
        history = _history(root, label)
        complain_all(EditionError, history.complaints)
        # a move within the rounding is recorded as well, but no reader saw it
        waiting = [one for one in history.changes if one.visible and one.confirmation is None]
        listed = [one for one in history.changes if one.visible] if everything else waiting
        click.echo("\n".join(pending_lines(listed, waiting=len(waiting))))
        lacking = [one.label for one in find_incomplete(root)]
        if lacking:
            click.echo(f"Not looked for, since the seals do not list every change: those of {', '.join(lacking)}.")
        if write and waiting:
            add_entries(root, waiting)
            click.echo(f"Wrote {len(waiting)} to {FILE}: add the reasons, and correct the class where it is wrong.")
            # What is not sealed yet cannot be published, and its record is to be complete before it is sealed.
            publish = f"{commit_command(root, 'book')}, then factbook publish DIR"
            click.echo(f"\nNext: write the reasons; then {f'factbook seal {shlex.quote(label)}' if label else publish}")
        elif waiting or lacking:
            option = f" --next {shlex.quote(label)}" if label else ""
            click.echo(f"\nNext: factbook corrections --write{option}, which adds an entry for each")
        sys.exit(DOES_NOT_HOLD if waiting or lacking else HOLDS)


def check_past(folder: Path, day: str, *, strict: bool, show: Callable[[Report], None]) -> int:
    """Check the report as known on an ISO day, show it, and return the exit code."""
    from factbook.project.settings import find_root
    from factbook.publish.checkout import label_of, sources_of

    root = find_root(folder.resolve())
    label = label_of(root, day)
    with sources_of(root, label, day) as sources:
        report = _check(sources, root, label)
        show(report)
        print_hint_of_days(report, day)
        return exit_code(report, strict)


def print_hint_of_days(report: Report, day: str) -> None:
    """Print how a page is left out of editions of days on which its figures are not recorded."""
    from figurecheck.model import Verdict

    unknown = {one.place.file for one in report.findings if one.verdict is Verdict.UNKNOWN and one.place is not None}
    if unknown or any(run.complaints for run in report.runs):
        where = f" ({', '.join(sorted(unknown)[:4])})" if unknown else ""
        click.echo(
            f"Figures that are not recorded as of {day}{where}: a page or a notebook that begins later says so in its "
            "front matter or metadata, factbook: from: DATE, and earlier editions leave it out.",
            err=True,
        )


def build_past(folder: Path, day: str, *, strict: bool, final: bool = False) -> int:
    """Build the site as known on an ISO day into _build/html, and return the exit code.

    A `final` one asks who has looked at its figures.
    """
    from factbook.project.settings import find_root
    from factbook.publish.checkout import label_of, sources_of
    from factbook.publish.pipeline import replace_site

    root = find_root(folder.resolve())
    label = label_of(root, day)
    with sources_of(root, label, day) as sources:
        report = _check(sources, root, label)
        print_findings(report, everything=False, strict=strict)
        print_hint_of_days(report, day)
        code = exit_code(report, strict)
        if code == HOLDS and final:
            code = check_approvals(report, root)
        if code != HOLDS:
            click.secho("Nothing was built; the last site is unchanged.", fg="red", err=True)
            return code
        click.echo("Rendering the pages ...", err=True)
        # no record is written for this site, so the next plain build finds it out of date and replaces it
        site = replace_site(report, root)
        click.echo(f"Built {site / 'index.html'}, as known on {day}")
    return HOLDS


def check_folder(sources: Path, owner: Path, run: Callable[..., list[Run]] | None = None) -> Report:
    """Run and check the report of a folder with the stored runs of its owner, and show progress.

    `run` executes the notebooks, by default `reuse_runs`.
    """
    from factbook.cli.progress import Progress
    from factbook.notebooks import reuse_runs
    from factbook.publish.checkout import check_sources

    with Progress() as progress:
        return check_sources(
            sources, owner=owner, run=run or reuse_runs, started=progress.started, progress=progress.ended
        )


def _check(sources: Path, root: Path, label: str, run: Callable[..., list[Run]] | None = None) -> Report:
    from factbook.publish.checkout import locate

    return locate(check_folder(sources, root, run), root, label)


def _day_of(project: Project) -> str:
    """Return the day of a report's edition, or today."""
    from factbook.engine.up_to_date import today

    return project.settings.edition_date or today()


def _history(root: Path, label: str | None) -> Any:
    from factbook.editions.corrections import preview_history, read_history
    from factbook.project.settings import read_project
    from factbook.publish.checkout import NOW, find_edition, find_last
    from factbook.publish.crossed_runs import make_trials
    from factbook.publish.seal import check_seal
    from figurecheck.figures import rules_from_mapping

    if label is None:
        return read_history(root)
    # refused as `seal` would refuse it, before anything runs
    project = read_project(root)
    check_seal(root, label, _day_of(project))
    now = find_edition(root, NOW, make=partial(check_folder, owner=root))
    rules = rules_from_mapping(project.settings.qualifiers, project.settings.nouns)
    trials = make_trials(root, now=label)
    return preview_history(
        root, find_last(root), now, label, rules=rules, renamed=project.settings.renamed, trials=trials
    )


def _print_pending(root: Path) -> None:
    from factbook.editions.corrections import read_history
    from factbook.project.git import commit_command

    changes = read_history(root).changes
    waiting = sum(one.visible and one.confirmation is None for one in changes)
    if waiting:
        click.echo(f"{count_of(waiting, 'change')} to confirm for readers")
    confirm = "factbook corrections --write; then " if waiting else ""
    click.echo(f"\nNext: {confirm}{commit_command(root, 'book')}, then factbook publish DIR")


COMMANDS = (seal, corrections)
