"""The command that adds what a second language lacks to its file: `factbook texts`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from factbook.cli.common import ReportRefusals, alone, load_report, project_option
from figurecheck.cli.refusals import DOES_NOT_HOLD, HOLDS
from figurecheck.model.wording import count_of


@click.command("texts")
@click.argument("language", metavar="LANGUAGE")
@click.option("--print", "only_print", is_flag=True, help="Print the lines, and write nothing.")
@project_option
def texts(language: str, only_print: bool, folder: Path) -> None:
    """Add the texts that a second language lacks to its file.

    LANGUAGE is the code of a language that pages name in their front matter (`language: ko`). What such a page shows
    of statistics, charts and reviews stands in book/texts.LANGUAGE.yml; this adds an empty line for each text that is
    missing, behind the page that shows it, and one with {year} for those that differ in years alone. A check refuses
    an empty line until its text is written.

    \b
      factbook texts ko                   add what is missing
      factbook texts ko --print           print it only

    Exit codes: 0 nothing is missing, 1 lines are missing, 2 the input cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.project.files import rewrite_file
        from factbook.project.settings import find_root
        from factbook.render.terminal.missing_texts import group_by_line, write_lines
        from factbook.report.second_language import texts_file
        from figurecheck.model.errors import ProjectError

        # What is found missing is what is written, so that two at once do not add the same.
        if not only_print:
            click.get_current_context().with_resource(alone(find_root(folder.resolve()), "book"))
        report = load_report(folder)
        if language not in report.second:
            known = ", ".join(report.second) or "none"
            what = f"no page of _toc.yml is in {language!r}"
            remedy = f"write language: {language} into its front matter; there are pages in: {known}"
            raise ProjectError.about("factbook texts", what, remedy)
        file = report.project.root / texts_file(language)
        written = file.read_text("utf-8") if file.is_file() else ""
        given = report.second[language].lines
        needed = group_by_line(report.lacking.get(language, ()), given)
        missing = {key: texts for key, texts in needed.items() if key not in given}
        lines = [*write_lines(missing)]
        if lines and not only_print:
            before = f"{written.rstrip()}\n\n" if written.strip() else ""
            rewrite_file(file, before + "\n".join([*lines, ""]))
        if only_print and lines:
            click.echo("\n".join(lines))
        done = "missing" if only_print or not missing else "added"
        found = f"{count_of(len(missing), 'line')} {done}, {len(needed) - len(missing)} still empty"
        click.echo(f"{texts_file(language)}: {found}", err=True)
        sys.exit(DOES_NOT_HOLD if needed else HOLDS)


COMMANDS = (texts,)
