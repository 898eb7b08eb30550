"""The command `fix`: new digits for figures that do not hold any more, where their sentences need nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import ReportRefusals, alone, load_report, may_write, name_from_root, project_option
from factbook.cli.formats import find_prefix
from figurecheck.cli.refusals import DOES_NOT_HOLD, HOLDS
from figurecheck.model.errors import Complaint, ProjectError, complain_all, suggest

if TYPE_CHECKING:
    from factbook.report.checked_report import Report
    from factbook.report.fix.changed_files import ChangedFile
    from factbook.report.fix.plan import FixPlan
    from figurecheck.model import Finding

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command()
@click.argument("names", metavar="[PAGE|ID]...", nargs=-1)
@project_option
@click.option("--yes", is_flag=True, help="Write it without asking.")
@click.option("--diff", is_flag=True, help="Print the patch and write nothing; what is left is on standard error.")
def fix(names: tuple[str, ...], folder: Path, yes: bool, diff: bool) -> None:
    """Write new digits where a sentence needs nothing else.

    A figure that its statistic no longer bears out gets the new value as the sentence prints it: with its precision,
    unit, qualifier and language. Nothing else in the file changes. Where words would have to change ("for the third
    year running", "rose" of what fell, "one in eight", "doubled"), or where a figure seems to be bound to the wrong
    statistic, it is listed with what might stand there instead ("one in seven", or "14%"), and left to a person. Sealed
    editions are never changed.

    PAGE is a page or notebook, ID a statistic or the id of a claim as check prints it; without any, all are looked at.

    \b
      factbook fix                          shows a patch, and asks
      factbook fix book/routes.md --yes     writes without asking
      factbook fix --diff | git apply       the same as a patch

    Without a terminal, nothing is written unless --yes says so.

    Exit codes: 0 no figure needs other digits any more, 1 something is left, 2 the input cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.render.terminal.fixes import count_line, fix_lines, left_lines
        from factbook.report.fix.plan import plan_fixes

        report = _load(folder)
        plan = plan_fixes(report, _find_wanted(report, names))
        for line in fix_lines(plan.files, find_prefix(report.project.root)):
            # A pipe gets the patch as it is; click takes the colours out there.
            click.secho(line, fg=_COLOURS.get(line[:1]), nl=False)
        for line in left_lines(plan.left):
            click.secho(line, fg="yellow" if not line.startswith(" ") else None, err=diff)
        click.secho(count_line(plan), bold=True, err=diff)
        is_done = not plan.files
        if plan.files and not diff and may_write(yes=yes):
            with alone(report.project.root, "book"):
                is_done = _write(report, plan, folder)
        # Until the digits are written, that is the next step, and it has been said.
        if not diff and is_done and (plan.files or plan.left):
            click.echo("\nNext: factbook check")
        sys.exit(HOLDS if is_done and not plan.left else DOES_NOT_HOLD)


def _load(folder: Path) -> Report:
    """Return the checked report. Raises ProjectError where an input cannot be used: figures may then lack values."""
    report = load_report(folder)
    complain_all(ProjectError, [one for one in report.complaints if not one.stale])
    return report


def _find_wanted(report: Report, names: Sequence[str]) -> list[Finding]:
    """Return our findings on the pages, statistics and claims that are named; all, where none is."""
    if not names:
        return list(report.findings)
    keys = [_keys_of(finding) for finding in report.findings]
    known = {key for some in keys for key in some} | set(report.pages)
    here = {name: name_from_root(report.project.root, name) for name in names}
    what, remedy = "is no page, statistic or claim of this report", "factbook list shows the statistics"
    unknown = [name for name in names if not known & {name, here[name]}]
    complain_all(ProjectError, (Complaint(name, what, suggest(known, name, remedy)) for name in unknown))
    wanted = {*names, *here.values()}
    return [finding for finding, some in zip(report.findings, keys, strict=True) if wanted & some]


def _keys_of(finding: Finding) -> set[str]:
    """Return what a finding may be named by."""
    claim, statistic, place = finding.claim, finding.statistic, finding.place
    return {*((claim.id,) if claim else ()), *((statistic.id,) if statistic else ()), *((place.file,) if place else ())}


def _write(report: Report, plan: FixPlan, folder: Path) -> bool:
    """Write the files, check the report again, and take back those in which a figure does not hold after all.

    Return whether none was taken back. Raises ProjectError, and writes nothing, if one was changed meanwhile.
    """
    root = report.project.root
    # Minutes may lie between the question and the answer, and an editor's own change must not be lost.
    what, remedy = "was changed meanwhile, so nothing was written", "run factbook fix again"
    changed = [one.file for one in plan.files if not _has(root / one.file, one.before)]
    complain_all(ProjectError, (Complaint(file, what, remedy) for file in changed))
    after = _write_and_check(root, plan, folder)
    told = [one for one in after.complaints if one not in report.complaints]
    # Faults that the new digits have brought about elsewhere, such as a translation of a text that reads otherwise now.
    unusable = any(not one.stale for one in told)
    taken_back = [one for one in plan.files if unusable or not _holds(report, after, one)]
    for one in plan.files:
        if one in taken_back:
            _take_back(root, one, "it does not hold with the new digits")
        else:
            click.echo(f"wrote {one.file}")
    for complaint in told:
        click.secho(str(complaint), fg="red", err=True)
    return not taken_back and not told


def _write_and_check(root: Path, plan: FixPlan, folder: Path) -> Report:
    """Return the report with the new digits; where it cannot be checked, they are taken back."""
    from factbook.project.files import rewrite_files

    try:
        rewrite_files((os.path.realpath(root / one.file), one.after) for one in plan.files)
        return load_report(folder)
    except BaseException:
        # A full disk, Ctrl-C, or an input that cannot be used any more.
        for one in (one for one in plan.files if not _has(root / one.file, one.before)):
            _take_back(root, one, "the report could not be checked with the new digits")
        raise


def _take_back(root: Path, changed: ChangedFile, why: str) -> None:
    """Write a file as it was before, unless somebody has changed it since."""
    from factbook.project.files import rewrite_file

    what, kept = f"taken back, since {why}", f"not taken back, although {why}"
    try:
        if _has(root / changed.file, changed.after):
            rewrite_file(root / changed.file, changed.before)
        else:
            what = f"{kept}: it was changed meanwhile (run factbook check)"
    except OSError as error:
        what = f"{kept}: {error.strerror} (run factbook check)"
    click.secho(f"{changed.file}: {what}", fg="red", err=True)


def _has(path: Path, content: bytes) -> bool:
    """Return whether a file has this content; one that is gone has none."""
    return path.exists() and path.read_bytes() == content


def _holds(before: Report, after: Report, changed: ChangedFile) -> bool:
    """Return whether the new digits of a file hold, and nothing else in it is wrong that was not before."""
    failing = {finding.claim.id for finding in after.errors if finding.claim}
    is_worse = _count_errors(after, changed) > _count_errors(before, changed)
    return not is_worse and not any(fix.claim.id in failing for fix in changed.fixes)


def _count_errors(report: Report, changed: ChangedFile) -> int:
    return sum(one.place is not None and one.place.file == changed.file for one in report.errors)


COMMANDS = (fix,)
