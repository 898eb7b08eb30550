"""What `check` prints for programs: JSON, annotations of GitHub, SARIF, JUnit's XML."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import count_lines, exit_code
from factbook.cli.file_lines import FileLines
from figurecheck.cli.refusals import CANNOT_BE_USED
from figurecheck.model.errors import Complaint, ComplaintError

if TYPE_CHECKING:
    from factbook.render.check.problems import Problem
    from factbook.render.metadata.json_documents import ClaimsDocument
    from factbook.report.checked_report import Report

SUMMARY = "GITHUB_STEP_SUMMARY"
"""Variable with the file that a run of GitHub Actions shows as its summary."""
FORMATS = ("text", "json", "github", "sarif", "junit")
"""What ``check --format`` takes, and what a command that is refused prints in the same format."""


def show_checked(report: Report, form: str, notes: Iterable[Complaint], folder: Path, *, strict: bool) -> None:
    """Print a checked report for a program; `notes` are about its runs.

    `folder` is in the report that an editor can change: that of a past day was read from a copy.
    """
    from factbook.render.check.problems import list_problems, locate

    if form == "json":
        click.echo(json.dumps(_document(report, notes), ensure_ascii=False, indent=1))
        return
    root = _root_of(folder)
    # Only JUnit's XML is read by itself, without the repository.
    prefix = "" if form == "junit" else find_prefix(root)
    problems = locate(list_problems(report, notes), _files_of(root), prefix, FileLines(root).find)
    if form == "github":
        _show_annotations(problems, strict=strict, figures=len(report.findings) + len([*report.reviewed_findings]))
        # Without the problems again, which might be taken for commands.
        click.echo("\n".join(count_lines(report, everything=False, strict=strict)))
    elif form == "sarif":
        code = exit_code(report, strict)
        # Where a table cannot be read, figures are missing: a log that called itself complete would close their alerts.
        _show_sarif(problems, strict=strict, usable=code != CANNOT_BE_USED, code=code, name=find_prefix(root))
    else:
        from factbook.render.check.junit import junit_xml

        click.echo(junit_xml(list(report.all_findings), problems, strict=strict), nl=False)


def show_refused(complaints: Sequence[Complaint], form: str, folder: Path) -> None:
    """Print why an input cannot be used, for a program."""
    from factbook.render.check.problems import from_complaints, locate

    if form == "json":
        from factbook.render.metadata.claims_json import claims_body

        click.echo(json.dumps(claims_body((), (), complaints=complaints), ensure_ascii=False, indent=1))
        return
    root = _root_of(folder)
    prefix = "" if form == "junit" else find_prefix(root)
    problems = locate(from_complaints(complaints), _files_of(root), prefix, FileLines(root).find)
    if form == "github":
        _show_annotations(problems, strict=False, figures=0)
    elif form == "sarif":
        _show_sarif(problems, strict=False, usable=False, code=2, name=find_prefix(root))
    elif form == "junit":
        from factbook.render.check.junit import junit_xml

        click.echo(junit_xml((), problems, strict=False), nl=False)


def find_prefix(root: Path) -> str:
    """Return the folder of a report in its repository, with a slash at the end; empty where it is the repository."""
    for folder in (root, *root.parents):
        # a file in a worktree or a submodule
        if (folder / ".git").exists():
            inner = root.relative_to(folder).as_posix()
            return "" if inner == "." else f"{inner}/"
    return ""


def _show_annotations(problems: Sequence[Problem], *, strict: bool, figures: int) -> None:
    """Print the commands, and add the summary to the file in which GitHub collects those of a step."""
    from factbook.render.check.annotations import SUMMARY_LIMIT, render_problem_annotations, render_summary

    # On standard output: the runner of GitHub reads commands from there in the order of the other lines.
    for line in render_problem_annotations(problems, strict=strict):
        click.echo(line)
    add_to_summary(lambda room: render_summary(problems, strict=strict, figures=figures, room=room), SUMMARY_LIMIT)


def add_to_summary(render: Callable[[int], str], limit: int) -> None:
    """Add a text to the file in which GitHub collects the summary of a step; `render` is given the room in bytes."""
    name = os.environ.get(SUMMARY)
    if not name:
        return
    path = Path(name)
    try:
        # Another command of the step may have written to it.
        written = path.stat().st_size if path.exists() else 0
        with path.open("a", encoding="utf-8") as file:
            file.write(render(limit - written))
    except OSError as error:
        # What was found stands in the log of the step, and is what the command is about.
        click.secho(f"{SUMMARY}: cannot be written: {error.strerror} ({name})", fg="yellow", err=True)


def _show_sarif(problems: Sequence[Problem], *, strict: bool, usable: bool, code: int, name: str) -> None:
    from importlib.metadata import version

    from factbook.render.check.sarif import sarif_document

    document = sarif_document(
        problems, version=version("factbook"), strict=strict, usable=usable, code=code, name=name.strip("/")
    )
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def _files_of(root: Path) -> Callable[[str], bool]:
    def is_file(name: str) -> bool:
        try:
            return (root / name).is_file()
        except (OSError, ValueError):
            return False

    return is_file


def _root_of(folder: Path) -> Path:
    from factbook.project.settings import find_root

    try:
        return find_root(folder.resolve())
    except ComplaintError:
        return folder.resolve()


def _document(report: Report, notes: Iterable[Complaint]) -> ClaimsDocument:
    from factbook.render.metadata.claims_json import claims_document, complaint_item, note_item

    document = claims_document(
        report.findings,
        report.reviews,
        report.project.settings,
        waived=report.waived,
        complaints=report.complaints,
        warnings=report.warnings,
        notes=map(note_item, report.notes),
    )
    return {**document, "notices": [complaint_item(one) for one in (*report.unanswered, *notes)]}
