"""The `factbook` command: the only code that prints, colours and exits."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factbook.cli.common import (
    HOLDS,
    Refusals,
    describe_citation,
    describe_findings,
    describe_notes,
    exit_code,
    load_report,
    print_findings,
    project_option,
    strict_option,
)
from factbook.cli.editions import COMMANDS as EDITIONS
from factbook.cli.editions import as_of_option, build_past, check_past
from factbook.cli.export import export
from factbook.cli.pdf import pdf
from factbook.cli.publish import COMMANDS as PUBLISHING
from factbook.cli.runs import Runner, cache, describe_runs, refuse_run_options, run_options
from factbook.cli.scan import scan

if TYPE_CHECKING:
    from factbook.report.pipeline import Report
    from factbook.sphinx_ext.build.render_process import Renderer


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="factbook")
def main() -> None:
    """Report sites in which every figure has been recomputed from data and checked.

    A report is a folder with _config.yml, _toc.yml, book/ (pages), data/ (a data package) and notebooks/.
    A figure in a page names what it rests on:

    \b
      {claim}`16.6% <offenders.change.2024>`   recomputed: a notebook recorded that statistic
      {reported}`2 tonnes <segye_20250403>`    as a named source prints it
      {plain}`24/7 <a manner of speaking>`     no figure; the reason is kept

    Exit codes: 0 all holds, 1 a figure does not hold, 2 something cannot be used.
    """


@main.command()
@project_option
@strict_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the findings."
)
@click.option("--all", "everything", is_flag=True, help="In text, also list the figures that hold.")
@as_of_option
@run_options
def check(
    folder: Path, strict: bool, form: str, everything: bool, day: str | None, fresh: bool, why: bool, twice: bool,
    executor: str, scheduler: str | None,
) -> None:  # fmt: skip
    """Recompute every figure and say which do not hold: file and line, why, and what to do.

    Runs the notebooks that have changed, or whose data has; builds nothing.

    \b
      factbook check --strict               a warning fails it too, as in CI
      factbook check --as-of 2025-05-20     by what was known on that day
      factbook check --twice                which figures hang on chance, the clock or the order

    Exit codes: 0 all holds, 1 a figure does not hold, 2 something cannot be used.
    """

    def show(report: Report) -> None:
        if form == "json":
            click.echo(json.dumps(_document(report), ensure_ascii=False, indent=1))
        else:
            print_findings(report, everything=everything)
            click.echo("".join(f"{line}\n" for line in describe_runs(report)), nl=False)

    with Refusals(form):
        refuse_run_options(day, executor=executor, scheduler=scheduler, fresh=fresh, why=why, twice=twice)
        if day:
            sys.exit(check_past(folder, day, strict=strict, show=show))
        runner = Runner(fresh=fresh, executor=executor, scheduler=scheduler)
        report = load_report(folder, run=runner)
        show(report)
        sys.exit(max(exit_code(report, strict), runner.tell(why=why, twice=twice)))


@main.command()
@project_option
@strict_option
@as_of_option
@run_options
def build(
    folder: Path, strict: bool, day: str | None, fresh: bool, why: bool, twice: bool, executor: str,
    scheduler: str | None,
) -> None:  # fmt: skip
    """Check every figure, then build the site into _build/html.

    A site in which something does not hold is not built; the last one stays as it was.

    \b
      factbook build --why                  also why each notebook ran, or did not
      factbook build --as-of 2025-05-20     the site by what was known on that day

    Exit codes: 0 built, 1 a figure does not hold, 2 something cannot be used.
    """
    with Refusals("text"):
        refuse_run_options(day, executor=executor, scheduler=scheduler, fresh=fresh, why=why, twice=twice)
        if day:
            sys.exit(build_past(folder, day, strict=strict))
        from factbook.project.fingerprints import see_inputs
        from factbook.project.settings import find_root

        root = find_root(folder.resolve())
        inputs = see_inputs(root)
        runner = Runner(fresh=fresh, executor=executor, scheduler=scheduler)
        renderer: Renderer | None = click.get_current_context().obj
        report = load_report(folder, inputs, runner)
        said = [*describe_findings(report), *describe_runs(report), *describe_notes(report)]
        click.echo("\n".join(said))
        code = max(exit_code(report, strict), runner.tell(why=why, twice=twice))
        if code != HOLDS:
            click.secho("Nothing was built; the last site is as it was.", fg="red", err=True)
            sys.exit(code)
        click.echo("Rendering the pages ...", err=True)
        if renderer:
            build_site = renderer.render
        else:
            from factbook.sphinx_ext.build.build_site import build_site
        site = build_site(
            report, inputs=runner.add_beyond(inputs, report.project.root), said="".join(f"{line}\n" for line in said)
        )
        for note in describe_citation(report.project.root, site):
            click.echo(note, err=True)
        click.echo(f"Built {site / 'index.html'}")


@main.command()
@click.argument("name", metavar="ID")
@project_option
def explain(name: str, folder: Path) -> None:
    """Say where a figure comes from: value, population, rows, cell, sources, and where it is printed.

    ID is a statistic (foreign.total.2024), a claim's id as check prints it, or a reviewed claim (A04).
    """
    with Refusals("text"):
        from factbook.render.terminal.explain import render_explanation

        report = load_report(folder)
        lines = render_explanation(name, report.statistics, list(report.findings), report.reviews, report.known.sources)
        click.echo("\n".join(lines))


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a small report into DIR, ready to build, as a start for your own.

    DIR must not exist yet, or be empty.
    """
    with Refusals("text"):
        from factbook.cli.init import write_starter

        for path in write_starter(folder):
            click.echo(f"wrote {path}")
        click.echo(f"\nNext: cd {folder} && factbook build")


@main.command()
@project_option
@click.option("--default", "plain", is_flag=True, help="The rules without a report's own changes; needs no report.")
def rules(folder: Path, plain: bool) -> None:
    """Print the rules by which figures are judged, the report's own changes included.

    Qualifiers and roundings are changed in _config.yml under factbook: qualifiers, names that hold a number and are no
    figures under factbook: names, warnings that an editor has taken note of under factbook: acknowledged.
    """
    with Refusals("text"):
        if plain:
            from factbook.figures import DEFAULT_RULES

            click.echo(DEFAULT_RULES.describe())
            return
        from factbook.figures import rules_from_mapping
        from factbook.project.settings import find_root, read_project

        settings = read_project(find_root(folder.resolve())).settings
        click.echo(rules_from_mapping(settings.qualifiers, settings.nouns).describe())
        click.echo(f"names that are no figures: {', '.join(settings.names) or 'none'}")
        for id, reasons in settings.acknowledged.items():
            click.echo("\n".join(f"acknowledged: {id}: {code}: {reason}" for code, reason in reasons.items()))


@main.command()
@project_option
def refresh(folder: Path) -> None:
    """Renew the hashes and sizes in data/datapackage.json after the data has changed."""
    with Refusals("text"):
        from factbook.data.validate import refresh as renew
        from factbook.project.settings import find_root

        renewed = renew(find_root(folder.resolve()))
        click.echo("\n".join(f"renewed {name}" for name in renewed) or "nothing to renew")


def _document(report: Report) -> dict[str, Any]:
    from factbook.render.metadata.claims_json import claims_document

    return claims_document(report.findings, report.reviews, waived=report.waived, complaints=report.complaints)


for command in (*EDITIONS, *PUBLISHING, cache, export, pdf, scan):
    main.add_command(command)
