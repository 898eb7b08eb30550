"""The command `explain`: where a figure comes from."""

from __future__ import annotations

from pathlib import Path

import click

from factbook.cli.common import ReportRefusals, load_report, project_option


@click.command()
@click.argument("names", metavar="ID...", nargs=-1, required=True)
@project_option
def explain(names: tuple[str, ...], folder: Path) -> None:
    """Explain where a figure comes from.

    ID is a statistic (riders.total.2025), the id of a claim as check prints it, or a reviewed claim (A04). Shows its
    value, population, rows, cell and sources, and where it is printed.

    \b
      factbook explain riders.total.2025
      factbook read "nearly two-thirds"            how a phrase is read; judge holds it against a value

    Exit codes: 0 explained, 2 the input cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.render.terminal.explain import render_explanation

        report = load_report(folder)
        explained = [
            render_explanation(
                report.known.current_id(name), report.statistics, list(report.findings), report.reviews,
                report.known.sources,
            )
            for name in names
        ]  # fmt: skip
        click.echo("\n\n".join("\n".join(lines) for lines in explained))


COMMANDS = (explain,)
