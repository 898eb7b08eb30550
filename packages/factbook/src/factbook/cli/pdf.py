"""The command that prints a report: `factbook pdf`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from factbook.cli.common import ReportRefusals, project_option
from figurecheck.cli.refusals import HOLDS


@click.command()
@project_option
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write. Default: _build/NAME.pdf, after the report's folder.",
)
@click.pass_context
def pdf(context: click.Context, folder: Path, out: Path | None) -> None:
    """Print the whole report as one PDF.

    It has a cover, contents, every page in order, and the evidence as endnotes after each chapter. The site is built
    first if anything has changed. Chromium or Chrome must be installed; nothing is downloaded.

    For example: factbook pdf --out report.pdf

    Exit codes: 0 printed, 1 a figure does not hold, 2 there is no browser, or the input cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.engine.fingerprints import SITE
        from factbook.project.settings import find_root, read_project
        from factbook.publish.pdf import find_browser, print_report

        # looked for first, so that a missing browser does not cost a build
        browser = find_browser()
        root = find_root(folder.resolve())
        _build_if_changed(context, root)
        project = read_project(root)
        target = out or root / "_build" / f"{root.name}.pdf"
        click.echo("Printing ...", err=True)
        print_report(project, root / SITE, target, browser=browser)
        click.echo(f"Printed {target}")
    sys.exit(HOLDS)


def _build_if_changed(context: click.Context, root: Path) -> None:
    """Build the site as `factbook build` does, and exit with its code if it cannot be built."""
    from factbook.engine.up_to_date import find_current

    if find_current(str(root)) is not None:
        return
    # through the group, not by import: `main` imports this module
    group = context.find_root().command
    build = group.get_command(context, "build") if isinstance(group, click.Group) else None
    if build is None:
        raise RuntimeError("the command line lacks the command that builds")
    try:
        context.invoke(build, folder=root)
    except SystemExit as ended:
        if ended.code not in {None, HOLDS}:
            raise


COMMANDS = (pdf,)
