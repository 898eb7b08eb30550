"""The command that takes over an existing Jupyter Book: `factbook adopt`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from factbook.cli.common import ReportRefusals, load_report
from figurecheck.model.errors import Complaint, EditionError, ProjectError, complain_all


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
def adopt(folder: Path) -> None:
    """Take over the Jupyter Book in DIR as it is.

    DIR is the folder with _config.yml and _toc.yml; what it holds is listed. Two lines are added to _config.yml,
    whose comments and order stay: the extension factbook.sphinx_ext, and factbook: mode: adopt; and _build/ to
    .gitignore, unless git ignores it. No page and no notebook is touched. The notebooks run once, and every value that
    they glue becomes a statistic.

    Numbers that nothing binds are listed and stop nothing, until a page is named under factbook: checked. A second
    run changes nothing.

    Exit codes: 0 adopted, 2 the input cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.project.setting_values import CONFIG
        from factbook.project.settings import read_mapping
        from factbook.render.html.displayed_forms import find_lost
        from factbook.render.terminal.adoption import adoption_lines
        from factbook.report.adoption import find_adoption

        # First of all, since a report without the extension cannot be read.
        changed = add_lines(folder)
        ignored = ignore_site(folder)
        report = load_report(folder)
        lost = [complaint for run in report.runs for complaint in find_lost(run)]
        found = find_adoption(report, read_mapping(folder / CONFIG), lost)
        elsewhere = "" if folder.resolve() == Path.cwd() else str(folder)
        click.echo("\n".join(adoption_lines(found, changed=changed, ignored=ignored, folder=elsewhere)))


def add_lines(folder: Path) -> bool:
    """Add what factbook needs to the `_config.yml` of a book; return whether it was not there yet.

    Raises ProjectError when there is no book, or its file cannot be extended safely.
    """
    from factbook.project.config_edit import add_extension, add_setting
    from factbook.project.files import rewrite_file
    from factbook.project.setting_values import CONFIG
    from factbook.project.settings import EXTENSION
    from factbook.project.table_of_contents import TOC
    from figurecheck.settings.faults import read_text

    for name in (CONFIG, TOC):
        if not (folder / name).is_file():
            remedy = "name the folder of a Jupyter Book; factbook init DIR begins a report of your own"
            raise ProjectError.about(folder / name, "not found", remedy)
    complaints: list[Complaint] = []
    read_text(folder / CONFIG, CONFIG, complaints)
    complain_all(ProjectError, complaints)
    # As bytes, since a text file would lose the line ends of another system.
    before = (folder / CONFIG).read_bytes().decode("utf-8")
    after = add_setting(add_extension(before, EXTENSION), ("factbook", "mode"), "adopt")
    if after != before:
        rewrite_file(folder / CONFIG, after.encode())
    return after != before


def ignore_site(folder: Path) -> bool:
    """Have git ignore what is built, as in a report of `factbook init`; return whether it did not before."""
    from factbook.project.files import rewrite_file
    from factbook.project.git import run_git

    path = folder / ".gitignore"
    before = path.read_bytes() if path.exists() else b""
    if not {b"_build", b"_build/", b"/_build", b"/_build/"}.isdisjoint(before.split()):
        return False
    # Elsewhere in the repository, or for all of a user's, it may be said as well.
    with suppress(EditionError):
        run_git(folder, "check-ignore", "-q", "_build/", place=path.name)
        return False
    rewrite_file(path, before + (b"" if before.endswith(b"\n") or not before else b"\n") + b"_build/\n")
    return True


COMMANDS = (adopt,)
