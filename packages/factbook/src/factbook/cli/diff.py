"""The command `diff`: what moved between two states of a report, as text, JSON, or for a pull request."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import ReportRefusals, project_option, strict_option
from factbook.cli.editions import check_folder
from factbook.cli.formats import add_to_summary
from figurecheck.cli.refusals import DOES_NOT_HOLD, HOLDS
from figurecheck.model.errors import ComplaintError

if TYPE_CHECKING:
    from factbook.editions.diff import Difference
    from factbook.model.edition import Edition
    from factbook.project.settings import Settings
    from factbook.render.pull_request.boxes import Ticks
    from factbook.render.pull_request.markdown import Repository
    from factbook.render.pull_request.text import PullRequestText
    from factbook.report.checked_report import Report

MOST_BYTES = 2**20 - 2**14
"""Bytes of a step's summary that are shown, with room for what other lines of the step write into it."""


@dataclass(kw_only=True)
class _Checked:
    """The reports that were checked for a comparison; the last one is the later state."""

    root: Path
    reports: list[Report] = field(default_factory=list)

    def __call__(self, folder: Path) -> Report:
        self.reports.append(check_folder(folder, owner=self.root))
        return self.reports[-1]


@click.command()
@click.argument("before", metavar="[A]", required=False)
@click.argument("after", metavar="[B]", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True,
    help="The output format; Markdown is the text of a pull request.",
)  # fmt: skip
@click.option("--latest", is_flag=True, help="Count releases that are known only after the edition's day as well.")
@click.option("--limit", type=click.IntRange(min=1), metavar="CHARACTERS", help="Of Markdown: leave out whole items.")
@click.option(
    "--keep", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="Of Markdown: the present text, whose ticked boxes stay ticked.",
)  # fmt: skip
@click.option(
    "--whole", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Of Markdown: write the text here as well, without a limit.",
)  # fmt: skip
@click.option("--site", default="", metavar="URL", help="Of Markdown: where the site as it would be can be fetched.")
@project_option
@strict_option
def diff(
    before: str | None,
    after: str | None,
    form: str,
    latest: bool,
    limit: int | None,
    keep: Path | None,
    whole: Path | None,
    site: str,
    folder: Path,
    strict: bool,
) -> None:
    """List the figures that moved from A to B, and why.

    A and B are sealed editions, git revisions, or now. Default: from the newest sealed edition to now. Sentences that
    became false are listed with each figure. Headlines and chart titles come first. A figure whose printed text still
    holds is listed, but is no problem.

    Markdown has a box for each item, by class, the gravest first; each sentence as it stands, and as it would read.
    Within GitHub Actions its places are links, and the text is added to the summary of the step.

    \b
      factbook diff                             what the next edition would change
      factbook diff 2025-05 2026-01             between two editions
      factbook diff main --format markdown      from a git branch, for a pull request

    Exit codes: 0 the printed figures hold, 1 one is false now, or cut off or loose and not acknowledged, 2 the input
    cannot be used.
    """
    with ReportRefusals("json" if form == "json" else "text"):
        from factbook.editions.corrections import read_history
        from factbook.editions.diff import compare
        from factbook.project.settings import find_root, read_project
        from factbook.publish.checkout import NOW, find_edition, find_last
        from factbook.publish.crossed_runs import make_trials
        from figurecheck.figures import rules_from_mapping

        root = find_root(folder.resolve())
        checked = _Checked(root=root)
        try:
            settings = read_project(root).settings
            first = find_edition(root, before, make=checked) if before else find_last(root)
            day = _find_day(root, settings) if latest and (after or NOW) == NOW else ""
            second = _find_as_of(root, day, checked) if day else find_edition(root, after or NOW, make=checked)
            rules = rules_from_mapping(settings.qualifiers, settings.nouns)
            # those of earlier editions as well, which the newest seal remembers
            renamed = read_history(root, settings.renamed).renamed
            trials = make_trials(root, now=NOW)
            difference = compare(first, second, rules=rules, renamed=renamed, trials=trials)
        except ComplaintError as error:
            # Whoever renews a pull request by this text has to say there why it could not be renewed.
            if form == "markdown":
                from factbook.render.pull_request.head import render_unusable

                click.echo(render_unusable(error.complaints, _read_ticks(keep), limit), nl=False)
            raise
        if form == "markdown":
            report = checked.reports[-1] if second.label == NOW else None
            text = _make_text(root, difference, first, second, settings, report, keep=keep, site=site, strict=strict)
            _write_markdown(text, limit, whole)
        else:
            click.echo(_render(difference, form), nl=False)
        sys.exit(DOES_NOT_HOLD if difference.failing else HOLDS)


def _find_day(root: Path, settings: Settings) -> str:
    """Return the day from which the newest release of every table counts, if the edition's day is before it."""
    from factbook.data.catalog import read_catalog
    from factbook.data.releases import known_since, release_of

    catalog = read_catalog(root)
    days = [known_since(release_of(one), catalog.sources).isoformat() for one in catalog.resources if one.source_ids]
    # 9999 stands for a source without any day.
    newest = max((day for day in days if day < "9999"), default="")
    return newest if settings.edition_date and newest > settings.edition_date else ""


def _find_as_of(root: Path, day: str, make: partial[Report] | _Checked) -> Edition:
    """Return the working tree as an edition of a later day than its own."""
    from factbook.publish.checkout import NOW, find_edition, label_of, sources_of

    # A copy whose edition has that day, so that the notebooks see what is known then.
    label = label_of(root, day)
    with sources_of(root, label, day) as sources:
        return find_edition(sources, NOW, make=make)


def _make_text(
    root: Path,
    difference: Difference,
    first: Edition,
    second: Edition,
    settings: Settings,
    report: Report | None,
    *,
    keep: Path | None,
    site: str,
    strict: bool,
) -> PullRequestText:
    from factbook.editions.decisions import find_items
    from factbook.publish.changed_tables import find_table_changes
    from factbook.publish.checkout import NOW
    from factbook.render.pull_request.head import Compared
    from factbook.render.pull_request.text import make_text
    from figurecheck.figures import rules_from_mapping

    rules = rules_from_mapping(settings.qualifiers, settings.nouns)
    items = find_items(difference, first, second, rules)
    tables = find_table_changes(root, difference, first, second, now=NOW)
    compared = Compared(
        before=first.label,
        before_day=first.as_of,
        after=second.label,
        after_day=second.as_of,
        edition_day=settings.edition_date if second.label == NOW else "",
        problems=_count_problems(report, strict=strict) if report else len(difference.failing),
        site=site,
        whole=_find_run(),
    )
    repository = _find_repository(root)
    return make_text(difference, items, tables, compared, repository=repository, ticks=_read_ticks(keep))


def _read_ticks(keep: Path | None) -> Ticks:
    from factbook.render.pull_request.boxes import Ticks, read_ticks

    # As a host sends it: with the line ends of a form, and whatever an editor has typed.
    return read_ticks(keep.read_bytes().decode("utf-8", "replace")) if keep else Ticks()


def _count_problems(report: Report, *, strict: bool) -> int:
    """Return how many figures and complaints stop a build."""
    from figurecheck.model import Severity

    # As `exit_code` decides: what is stale stops a build too, and an unread number of an adopted book does not.
    wrong = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    found = sum(one.severity in wrong and not one.unread for one in report.open_findings)
    warned = sum(not one.warns for one in report.warnings) if strict else 0
    return len(report.complaints) + found + warned


def _find_run() -> str:
    """Return the address of the run of GitHub Actions that this is part of; empty outside of one."""
    server, name, run = (os.environ.get(f"GITHUB_{one}", "") for one in ("SERVER_URL", "REPOSITORY", "RUN_ID"))
    return f"{server}/{name}/actions/runs/{run}" if server and name and run else ""


def _find_repository(root: Path) -> Repository:
    from factbook.render.pull_request.markdown import Repository

    server, name, commit, top = (
        os.environ.get(f"GITHUB_{one}", "") for one in ("SERVER_URL", "REPOSITORY", "SHA", "WORKSPACE")
    )
    folder = (
        root.relative_to(Path(top).resolve()).as_posix() if top and root.is_relative_to(Path(top).resolve()) else ""
    )
    address = f"{server}/{name}" if server and name else ""
    return Repository(address=address, commit=commit, folder="" if folder in {"", "."} else f"{folder}/")


def _write_markdown(text: PullRequestText, limit: int | None, whole: Path | None) -> None:
    from factbook.project.files import replace_file

    click.echo(text.within(limit) if limit else text.whole(), nl=False)
    if whole:
        replace_file(whole, text.whole())
    # A host cuts a longer summary off without a word.
    add_to_summary(lambda room: text.within(room, lambda one: len(one.encode())), MOST_BYTES)


def _render(difference: Difference, form: str) -> str:
    from factbook.render.terminal.edition_diff import diff_json, diff_text

    if form == "json":
        return json.dumps(diff_json(difference), ensure_ascii=False, indent=1) + "\n"
    return "\n".join(diff_text(difference)) + "\n"


COMMANDS = (diff,)
