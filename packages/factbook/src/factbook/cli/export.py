"""The command that exports a notebook with its outputs: `factbook export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import ReportRefusals, load_report, project_option
from figurecheck.cli.refusals import HOLDS
from figurecheck.model.errors import Complaint, suggest

if TYPE_CHECKING:
    from factbook.notebooks import Run
    from factbook.report.checked_report import Report


@click.command()
@click.argument("notebook")
@project_option
@click.option(
    "--to",
    "form",
    type=click.Choice(["notebook", "markdown", "script", "html"]),
    default="notebook",
    show_default=True,
    help="The output format; html is a fragment without styles and scripts.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write. Default: standard output."
)
def export(notebook: str, folder: Path, form: str, out: Path | None) -> None:
    """Export a notebook with the outputs of its run.

    NOTEBOOK is its path (notebooks/riders.ipynb) or its name (riders). nbconvert converts it. Stored runs are reused.

    \b
      factbook export riders --to markdown --out riders.md
      factbook export riders > riders-with-outputs.ipynb

    Exit codes: 0 written, 2 there is no such notebook, it failed, or the input cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.notebooks.execution.convert import convert_run

        run = _find_run(load_report(folder), notebook)
        if run.complaints:
            ReportRefusals.refuse(run.complaints)
        text = convert_run(run, form)
        if out is None:
            click.echo(text, nl=not text.endswith("\n"))
        else:
            # a text file ends with a line break; html from nbconvert does not
            out.write_text(text if text.endswith("\n") else f"{text}\n", "utf-8")
            click.echo(f"Wrote {out}")
    sys.exit(HOLDS)


def _find_run(report: Report, notebook: str) -> Run:
    """Return the run of the edition's day. Refuses a name that is no notebook's."""
    named = {key: run for run in report.runs for key in (run.path.stem, run.path.as_posix())}
    if notebook in named:
        return named[notebook]
    # without readable data nothing ran, and the real fault is elsewhere
    if not named and report.complaints:
        ReportRefusals.refuse(report.complaints)
    names = ", ".join(sorted(run.path.stem for run in report.runs))
    remedy = suggest(named, notebook, f"choose one of {names}")
    return ReportRefusals.refuse([Complaint(notebook, "is not a notebook of this report", remedy)])


COMMANDS = (export,)
