"""The `factbook` command: the group, and the commands that need no module of their own."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import (
    UNCHANGED,
    ReportRefusals,
    alone,
    describe_citation,
    describe_findings,
    describe_next,
    describe_notes,
    exit_code,
    load_report,
    print_findings,
    project_option,
    save_results,
    strict_option,
)
from factbook.cli.editions import as_of_option, build_past, check_past
from factbook.cli.formats import FORMATS, show_checked
from factbook.cli.runs import Runner, describe_runs, record_check, refuse_run_options, run_options
from factbook.cli.start import NO_COLOUR
from factbook.cli.started import Started
from figurecheck.cli.program import Program
from figurecheck.cli.refusals import HOLDS

if TYPE_CHECKING:
    from factbook.engine.fingerprints import Files
    from factbook.render.charts.drawing.processes import ChartProcesses
    from factbook.report.checked_report import Report


_ELSEWHERE = {
    "adopt": "factbook.cli.adopt",
    "approve": "factbook.cli.desk",
    "cache": "factbook.cli.cache",
    "corrections": "factbook.cli.editions",
    "data": "factbook.cli.update",
    "diff": "factbook.cli.diff",
    "explain": "factbook.cli.explain",
    "export": "factbook.cli.export",
    "fix": "factbook.cli.fix",
    "language": "figurecheck.cli.language",
    "judge": "factbook.cli.figures",
    "list": "factbook.cli.list",
    "pdf": "factbook.cli.pdf",
    "pin": "factbook.cli.publish",
    "publish": "factbook.cli.publish",
    "queue": "factbook.cli.desk",
    "read": "factbook.cli.figures",
    "review": "factbook.cli.review",
    "scan": "factbook.cli.figures",
    "seal": "factbook.cli.editions",
    "serve": "factbook.cli.serve",
    "source": "factbook.cli.source",
    "texts": "factbook.cli.texts",
    "verify": "factbook.cli.publish",
}
"""The modules of commands that are loaded when they are asked for: together they take as long as some builds."""


@click.group(
    cls=Program,
    elsewhere=_ELSEWHERE,
    after_interrupt=f"; {UNCHANGED}",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="factbook")
@click.pass_context
def main(context: click.Context) -> None:
    """Report sites in which every figure is checked against its data or its source.

    A report is a folder with _config.yml, _toc.yml, book/ (pages), data/ (a data package) and notebooks/.
    Each figure on a page names what it rests on:

    \b
      {claim}`7.4% <riders.change.2025>`       a notebook recorded this statistic
      {reported}`$1.9 million <hb_2025#stops>` as a named source printed it, in that row
      {plain}`24/7 <a manner of speaking>`     not a figure, with the reason

    \b
      factbook init my-report                  a small report to start from; adopt takes over a Jupyter Book
      factbook serve                           the site while you write
      factbook build                           the site, once every figure holds

    Exit codes: 0 all holds, 1 a figure does not hold, 2 the input cannot be used.
    """
    # click asks only whether there is a terminal.
    if os.environ.get(NO_COLOUR):
        context.color = False


@main.command()
@project_option
@strict_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="The output format.")
@click.option("--all", "everything", is_flag=True, help="In text, also list the figures that hold.")
@as_of_option
@run_options
def check(
    folder: Path, strict: bool, form: str, everything: bool, day: str | None, fresh: bool, why: bool, twice: bool,
    executor: str, scheduler: str | None,
) -> None:  # fmt: skip
    """Check every figure and list those that do not hold.

    Each is listed with its file and line, the reason, and what to do. Notebooks run only if they, or anything that
    they read, changed. Nothing is built.

    \b
      factbook check --strict               fail on warnings as well, as in CI
      factbook check --as-of 2025-05-20     use only what was known on that day
      factbook check --twice                find figures that depend on chance, the clock or the language
      factbook check --format github        annotations beside the lines of a pull request, and a job summary
      factbook check --format sarif         for code scanning and editors; junit is for CI servers

    Exit codes: 0 all holds, 1 a figure does not hold, 2 the input cannot be used.
    """
    steps: list[str] | None = None

    def show(report: Report) -> None:
        nonlocal steps
        notes = [*describe_runs(report, day)]
        if form != "text":
            show_checked(report, form, notes, folder, strict=strict)
        else:
            print_findings(report, everything=everything, strict=strict)
            steps = [*describe_next(report)]
            click.echo("".join(f"{line}\n" for line in [*notes, *steps]), nl=False)

    with ReportRefusals(form, folder):
        refuse_run_options(day, executor=executor, scheduler=scheduler, fresh=fresh, why=why, twice=twice)
        if day:
            sys.exit(check_past(folder, day, strict=strict, show=show))
        runner = Runner(fresh=fresh, executor=executor, scheduler=scheduler)
        started = click.get_current_context().find_object(Started)
        report, inputs = _load_report_with_inputs(folder, runner, started)
        show(report)
        record_check(report, runner.add_outside_inputs(inputs, report), steps=steps)
        # with what was made for that record
        save_results()
        # exit codes are ordered by gravity, and --twice can fail a check in which every figure holds
        sys.exit(max(exit_code(report, strict), runner.report_on_runs(why=why, twice=twice)))


@main.command()
@project_option
@strict_option
@click.option(
    "--final", is_flag=True, help="Build for readers: refuse figures that lack what factbook: approval: asks for."
)
@as_of_option
@run_options
def build(
    folder: Path, strict: bool, final: bool, day: str | None, fresh: bool, why: bool, twice: bool, executor: str,
    scheduler: str | None,
) -> None:  # fmt: skip
    """Check every figure, then build the site into _build/html.

    If a figure does not hold, nothing is built and the last site stays unchanged.

    \b
      factbook build --final                for readers: also asks who has looked at the figures
      factbook build --why                  also say why each notebook ran or was reused
      factbook build --as-of 2025-05-20     the site with only what was known on that day

    Exit codes: 0 built, 1 a figure does not hold or lacks an approval, 2 the input cannot be used.
    """
    from factbook.project.settings import find_root
    from factbook.render.charts.drawing.processes import ChartProcesses

    with ReportRefusals("text"):
        refuse_run_options(day, executor=executor, scheduler=scheduler, fresh=fresh, why=why, twice=twice)
        if day:
            sys.exit(build_past(folder, day, strict=strict, final=final))
        runner = Runner(fresh=fresh, executor=executor, scheduler=scheduler)
        started = click.get_current_context().find_object(Started) or Started()
        renderer = started.renderer
        # they read the charts for the check, and then draw them for the pages
        processes = click.get_current_context().with_resource(ChartProcesses(find_root(folder.resolve())))
        report, inputs = _load_report_with_inputs(folder, runner, started, processes)
        try:
            seen = runner.add_outside_inputs(inputs, report)
            # recorded with the site: a build that has nothing to do prints these lines again
            described = list(describe_findings(report, strict=strict))
            output = [*described, *map(str, describe_runs(report)), *describe_notes(report)]
            click.echo("\n".join(output))
            record = partial(record_check, report, seen, None if strict else described)
            code = max(exit_code(report, strict), runner.report_on_runs(why=why, twice=twice))
            if code == HOLDS and final:
                from factbook.cli.desk import check_approvals

                code = check_approvals(report, report.project.root)
            if code != HOLDS:
                record()
                click.secho("Nothing was built; the last site is unchanged.", fg="red", err=True)
                sys.exit(code)
            click.echo("Rendering the pages ...", err=True)
            said = "".join(f"{line}\n" for line in output)
            drawings = processes.start_drawing(report)
            # by a process that has loaded Sphinx meanwhile, where `start` could fork one; else it is loaded now
            if renderer:
                site = renderer.render(report, inputs=seen, output=said, drawings=drawings, meanwhile=record)
            else:
                from factbook.sphinx_ext.build.build_site import build_site

                record()
                site = build_site(report, inputs=seen, output=said, drawings=drawings)
        except BaseException:
            # whoever renders a site saves it
            save_results()
            raise
        for note in describe_citation(report.project.root, site):
            click.echo(note, err=True)
        click.echo(f"Built {site / 'index.html'}")
        if final:
            click.echo("\nNext: factbook seal LABEL, which freezes this state as an edition")


def _load_report_with_inputs(
    folder: Path,
    runner: Runner,
    started: Started | None = None,
    processes: ChartProcesses | None = None,
) -> tuple[Report, Files]:
    """Return the report and its inputs, which were seen once, before anything ran: records are made from that state."""
    from factbook.engine.fingerprints import see_inputs
    from factbook.project.settings import find_root

    inputs = see_inputs(find_root(folder.resolve()))
    return load_report(folder, inputs, runner, started or Started(), processes), inputs


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--starter",
    type=click.Choice(["report", "one-table", "two-languages", "korean"]),
    default="report",
    show_default=True,
    help="Which report to write.",
)
@click.option("--from-book", is_flag=True, help="DIR is a Jupyter Book: say how it is adopted, and write nothing.")
def init(folder: Path, starter: str, from_book: bool) -> None:
    """Write a small report into DIR to start your own from.

    It builds as it is, on an invented town. DIR must be empty or not exist yet.

    \b
      report           three pages, a chart, a table, and a review of what a newspaper wrote
      one-table        the smallest honest report: one table, one notebook, one page with a chart
      two-languages    pages in English and in Korean over the same statistics
      korean           one-table, all of it in Korean

    \b
      factbook init my-report                       then: cd my-report && factbook build
      factbook init my-report --starter one-table
      factbook adopt my-book                        for a Jupyter Book that exists already

    With it come a Makefile, and workflows for GitHub that check each change, fetch new data and ask an editor about it,
    and publish sealed editions. The edition is dated today; rows of sources published later are not used until you move
    the date in _config.yml.

    Exit codes: 0 written, 2 DIR cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.cli.init import describe_next_steps, find_program, refuse_book, write_starter

        if from_book:
            refuse_book(folder)
        program = find_program()
        written = write_starter(folder, starter, program=program)
        click.echo(f"wrote {len(written)} files into {folder}")
        click.echo("\n".join(describe_next_steps(folder, program)))


@main.command()
@project_option
@click.option("--default", "default", is_flag=True, help="Print the default rules; needs no report.")
def rules(folder: Path, default: bool) -> None:
    """Print the rules by which figures are judged.

    They include the report's own. Set them in _config.yml: qualifiers and roundings under factbook: qualifiers, names
    that contain a number but are no figures under factbook: names, warnings and truncated or loose figures that an
    editor accepts under factbook: acknowledged.
    """
    with ReportRefusals("text"):
        if default:
            from figurecheck.figures import DEFAULT_RULES, describe_rules

            click.echo(describe_rules(DEFAULT_RULES))
            return
        from factbook.project.settings import find_root, read_project
        from figurecheck.figures import describe_rules, rules_from_mapping

        settings = read_project(find_root(folder.resolve())).settings
        click.echo(describe_rules(rules_from_mapping(settings.qualifiers, settings.nouns)))
        click.echo(f"names that are no figures: {', '.join(settings.names) or 'none'}")
        for id, reasons in settings.acknowledged.items():
            click.echo("\n".join(f"acknowledged: {id}: {code}: {reason}" for code, reason in reasons.items()))


@main.command()
@project_option
def refresh(folder: Path) -> None:
    """Update hashes and sizes in data/datapackage.json.

    Run it after the data has changed.
    """
    with ReportRefusals("text"):
        from factbook.data.validate import refresh as renew
        from factbook.project.settings import find_root

        root = find_root(folder.resolve())
        with alone(root, "data"):
            renewed = renew(root)
        click.echo("\n".join(f"updated {name}" for name in renewed) or "nothing to update")
