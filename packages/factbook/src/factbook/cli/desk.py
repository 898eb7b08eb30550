"""The commands `queue` and `approve`, and the question of who has looked that `seal` and `build --final` ask."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factbook.cli.common import ReportRefusals, alone, load_report, name_from_root, project_option
from figurecheck.cli.refusals import DOES_NOT_HOLD, HOLDS
from figurecheck.model.errors import ProjectError
from figurecheck.model.wording import count_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factbook.project.authors import Authors
    from factbook.report.checked_report import Report
    from factbook.report.desk.approvals import Method
    from factbook.report.desk.risk_queue import DeskQueue, QueueItem
    from figurecheck.model import Source

_METHODS = ("recomputed", "source", "asked")
_KEYS = {"r": "recomputed", "s": "source", "a": "asked"}
_NEXT = "n"
# What Escape, Ctrl-C and Ctrl-D send in a terminal that hands over each key.
_QUIT = ("q", "\x1b", "\x03", "\x04")
_MOST_LACKING = 30
"""Figures that lack somebody, of which the first are named; `factbook queue` names all."""


@click.command("queue")
@click.option(
    "--by", type=click.Choice(["risk", "page", "statistic", "source"]), default="risk", show_default=True,
    help="How the figures are grouped.",
)  # fmt: skip
@click.option("--page", metavar="FILE", help="List only the figures of this page.")
@click.option("--minutes", type=click.IntRange(1, 600), metavar="N", help="List what to look at first in N minutes.")
@click.option("--all", "everything", is_flag=True, help="List all, also those that were looked at.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="The output format.")
@click.option(
    "--evidence", is_flag=True, help="With json: what each figure rests on, and who approved it; names people."
)
@project_option
def show_queue(
    by: str, page: str | None, minutes: int | None, everything: bool, form: str, evidence: bool, folder: Path
) -> None:
    """List the figures to look at, the gravest first.

    First what is false; then what holds and is fragile (a warning, a thin margin, rounded twice, a change that hangs on
    its base, provisional data, an outlier, a sentence that could not be read, a single source); then what changed since
    somebody approved it; then what waits for a second person, where the house asks for two; then what nobody has looked
    at. Each line says why it is there and what to look at.

    \b
      factbook queue                        by risk
      factbook queue --by source            what to look up in each source
      factbook queue --minutes 10           the gravest, and the headlines, for somebody new to the report
      factbook queue --page book/index.md --format json

    Exit codes: 0 no figure is false, 1 one is, 2 the input cannot be used.
    """
    with ReportRefusals("json" if form == "json" else "text"):
        if evidence and form != "json":
            raise ProjectError.about("--evidence", "is for programs", "add --format json")
        from factbook.engine.up_to_date import today
        from factbook.render.terminal.desk_queue import queue_document, render_queue, say_how_to_approve
        from factbook.report.desk.risk_queue import Level, choose_first, find_page
        from factbook.report.passed_days import find_passed_days

        report, queue = _load_queue(folder)
        items = list(queue.items if everything else queue.waiting)
        if page is not None:
            # Titles of charts stand in notebooks that are no pages.
            pages = {*report.pages, *(item.figure.page for item in queue.items)}
            items = find_page(items, name_from_root(report.project.root, page), pages)
        if minutes is not None:
            items = choose_first(items, minutes)
        if form == "json":
            document = queue_document(queue, items)
            if evidence:
                document = _add_evidence(document, queue, report)
            click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        else:
            lines = render_queue(queue, items, by=by, everything=everything or minutes is not None)
            click.echo("\n".join(lines))
            if page is not None and not items:
                click.echo(f"\n{page}: nothing to look at")
            _print_faults(report)
            click.echo("".join(f"{one}\n" for one in find_passed_days(report, today())), nl=False)
            steps = [
                _say_how_to_mend(report) if any(one.level is Level.FALSE for one in items) else "",
                say_how_to_approve(items),
                "factbook build" if not queue.waiting and not queue.unbound else "",
            ]
            if any(steps):
                click.echo(f"\nNext: {'; then '.join(filter(None, steps))}")
        sys.exit(DOES_NOT_HOLD if queue.count(Level.FALSE) else HOLDS)


def _say_how_to_mend(report: Report) -> str:
    from factbook.report.fix.plan import Offer, find_offer

    return f"factbook {'check' if find_offer(report) is Offer.NOTHING else 'fix'}, for what is false"


@click.command("approve")
@click.argument("names", metavar="[FIGURE]...", nargs=-1)
@click.option("--how", type=click.Choice(_METHODS), help="What you did; needed with FIGURE.")
@click.option("--note", default="", metavar="TEXT", help="What you found and where; with --how asked, whom you asked.")
@click.option(
    "--shown", multiple=True, metavar="DIGEST",
    help="What you saw of FIGURE: `digest` of queue --format json --evidence. It is refused where that has changed.",
)  # fmt: skip
@click.option(
    "--export", "target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="Write the log of all approvals: FILE.csv or FILE.json.",
)  # fmt: skip
@click.option("--undo", is_flag=True, help="Take back what is not committed of FIGURE.")
@project_option
def approve_figures(
    names: tuple[str, ...], how: str | None, note: str, shown: tuple[str, ...], target: Path | None, undo: bool,
    folder: Path,
) -> None:  # fmt: skip
    """Record that you looked at a figure, and how.

    FIGURE is the id of a claim as queue prints it, a place as it is printed (book/index.md:12, "notebooks/a.ipynb: cell
    2"), or a statistic that is printed in one sentence. There is no way to approve a whole page at once: each sentence
    has to be read. A figure that does not hold is refused.

    \b
      recomputed    you computed it again by hand, without the notebook
      source        you saw it in the source itself
      asked         you asked somebody who knows; --note says whom

    \b
      factbook approve                                        go through the queue, one by one
      factbook approve book/index.md:12 --how source --note "annual report, p. 14"
      factbook approve book/index.md:12 --undo                take it back, as long as it is not committed
      factbook approve --export approvals.csv                 the log

    The approval is a line of book/approvals/PAGE.yml. Who you are is not in it: the author of the commit that adds the
    line is who approved, so commit it. It lapses when digits, value, unit, population, verdict or sentence change.

    How many people the house asks for before build --final, seal and publish stands in _config.yml, below factbook:

    \b
      approval:
        people: 1      at each figure: 0, 1 or 2
        headlines: 2   at those of headlines, where that is more
        of: all        or headlines, and no other figure

    Exit codes: 0 written, 2 a figure is refused, or the input cannot be used.
    """
    with ReportRefusals("text"):
        from factbook.project.authors import Authors
        from factbook.project.settings import find_root

        root = find_root(folder.resolve())
        # One for the whole command: each file is asked for once.
        authors = Authors(root)
        if target is not None:
            _export(target, [*names, how or "", note, *shown], root, authors)
            return
        if undo:
            from factbook.cli.desk_undo import take_back

            take_back(root, _load_queue(folder)[1], names, authors)
            return
        _check_arguments(names, how, [note, *shown])
        report, queue = _load_queue(folder)
        if names and how:
            from factbook.report.desk.approvals import Method
            from factbook.report.desk.risk_queue import find_all_items

            places = [name_from_root(root, name) for name in names]
            _write(root, find_all_items(queue, places), Method(how), note, authors, shown)
        else:
            go_through(queue, root, authors, report.known.sources)


def _load_queue(folder: Path) -> tuple[Report, DeskQueue]:
    from factbook.project.authors import Authors
    from factbook.project.settings import find_root
    from factbook.report.desk.approvals import read_approvals
    from factbook.report.desk.risk_queue import make_queue

    root = find_root(folder.resolve())
    # Before any notebook runs: a fault of these files must not cost the time of that.
    read_approvals(root)
    report = load_report(folder)
    return report, make_queue(report, root, Authors(root))


def _add_evidence(document: dict[str, Any], queue: DeskQueue, report: Report) -> dict[str, Any]:
    from urllib.parse import quote

    from factbook.project.authors import Authors
    from factbook.render.html.desk_figures import add_evidence
    from factbook.serve.desk import page_address
    from factbook.sphinx_ext.build.urls import find_review_pages

    authors = Authors(report.project.root)
    # A review is shown on a page that has another name.
    shown = {review.file: page for review, _ in report.reviews for page in find_review_pages(report, review.name)[:1]}
    return add_evidence(document, queue, report, authors, lambda file: quote(page_address(shown.get(file, file))))


def _print_faults(report: Report) -> None:
    if report.complaints:
        count = count_of(len(report.complaints), "problem")
        click.secho(f"\n{count} of the report beside its figures: factbook check", fg="red")


def _check_arguments(names: Sequence[str], how: str | None, others: Sequence[str]) -> None:
    # No default: what somebody did is what an approval says.
    if names and how is None:
        remedy = f"add --how {'/'.join(_METHODS)}"
        raise ProjectError.about("--how", "is missing: what did you do?", remedy)
    # Of each figure that is gone through it is asked, so what was said of all of them would be lost.
    if not names and (how or any(others)):
        what = "is missing: --how, --note and --shown are about the figures that are named"
        raise ProjectError.about("FIGURE", what, "name one, or leave the options out")
    # A script that names nothing must not wait for a key for ever.
    if not names and not sys.stdin.isatty():
        remedy = "name figures as factbook queue prints them, or run it in a terminal"
        raise ProjectError.about("FIGURE", "is missing", remedy)


def _write(
    root: Path, items: Sequence[QueueItem], how: Method, note: str, authors: Authors, shown: Sequence[str]
) -> None:
    from factbook.report.desk.approve import approve

    with alone(root, "book/approvals"):
        paths = approve(root, items, how, note, me=authors.me, shown=shown)
    for item in items:
        click.echo(f"{item.figure.place}: ‘{item.figure.printed}’ approved: {how}")
    click.echo(f"Wrote {', '.join(path.as_posix() for path in paths)}.")
    _print_next(root, authors)


def _print_next(root: Path, authors: Authors) -> None:
    from factbook.project.git import commit_command
    from factbook.report.desk.approvals import FOLDER

    if authors.trouble:
        click.secho(f"git: {authors.trouble}: until there is a commit, nobody counts", fg="yellow", err=True)
    command = commit_command(root, FOLDER.as_posix())
    click.echo(f"Next: {command}; until then the approval does not count")


def go_through(queue: DeskQueue, root: Path, authors: Authors, sources: Mapping[str, Source]) -> None:
    """Show the figures of the queue one by one, and write down what the editor did with each."""
    from factbook.render.terminal.desk_queue import describe_item
    from factbook.report.desk.approve import find_refused
    from factbook.report.desk.risk_queue import Level
    from factbook.report.desk.sign_offs import key_of

    me, seen = authors.me, set[tuple[str, str, str, str | None]]()
    false = queue.count(Level.FALSE)
    waiting = [one for one in queue.waiting if not any(True for _ in find_refused([one], me))]
    if false:
        click.secho(f"{count_of(false, 'figure')} false: mend them first (factbook check)", fg="red")
    done = 0
    for number, item in enumerate(waiting, 1):
        # An approval stands for all figures that say the same in the same words.
        figure = item.figure
        if (key := (figure.statistic, *key_of(figure))) in seen:
            continue
        seen.add(key)
        click.echo(f"\n{number} of {len(waiting)}")
        click.echo("\n".join(describe_item(item, sources)))
        # What is refused is asked again: a note that was forgotten must not hide the figure.
        while (answer := _ask()) in _KEYS and not _approve_one(root, item, _KEYS[answer], authors):
            pass
        if answer in _QUIT:
            break
        done += answer in _KEYS
    click.echo(f"\n{count_of(done, 'figure')} approved.")
    if done:
        _print_next(root, authors)


def _approve_one(root: Path, item: QueueItem, how: str, authors: Authors) -> bool:
    from factbook.report.desk.approvals import Method
    from factbook.report.desk.approve import approve

    note = click.prompt("Note (whom you asked)" if how == "asked" else "Note", default="", show_default=False)
    try:
        # One by one, so that nothing is lost whenever the editor stops.
        with alone(root, "book/approvals"):
            approve(root, [item], Method(how), note, me=authors.me)
    except ProjectError as error:
        for complaint in error.complaints:
            click.secho(str(complaint), fg="red", err=True)
        return False
    return True


def _ask() -> str:
    click.echo("r recomputed by hand, s source seen, a asked, n next, q quit: ", nl=False)
    # Any other key is passed over, and not taken for "next": a slip must not hide a figure.
    while True:
        key = click.getchar().casefold()
        if key in {*_KEYS, _NEXT, *_QUIT}:
            click.echo(_KEYS.get(key, "next" if key == _NEXT else "quit"))
            return key


def _export(target: Path, others: Sequence[str], root: Path, authors: Authors) -> None:
    """Write the log of all approvals; `others` is what was given besides."""
    if any(others) or target.suffix not in {".csv", ".json"}:
        combined = "cannot be combined with FIGURE, --how, --note or --shown"
        what = combined if any(others) else f"is neither CSV nor JSON: {target}"
        raise ProjectError.about("--export", what, "write --export approvals.csv")
    from factbook.project.files import replace_file
    from factbook.report.desk.log import make_log, write_csv, write_json
    from factbook.report.desk.risk_queue import make_queue
    from factbook.report.desk.sign_offs import read_sign_offs

    # Read once for both, since an approval is told apart by the object that it is.
    sign_offs = read_sign_offs(root, authors)
    report = load_report(root)
    settings = report.project.settings
    queue = make_queue(report, root, authors, sign_offs)
    standings = [one.standing for one in queue.items]
    entries = make_log(
        sign_offs, standings, names=settings.approval.names == "public",
        current=report.history.renamed,
    )  # fmt: skip
    replace_file(target, write_csv(entries) if target.suffix == ".csv" else write_json(entries, standings))
    click.echo(f"Wrote {target}: {count_of(len(entries), 'approval')}")


def check_approvals(report: Report, root: Path) -> int:
    """Print which figures lack the people whom the house asks for, and return the exit code."""
    from factbook.report.desk.gate import find_lacking

    found = list(find_lacking(report, root))
    for complaint in found[:_MOST_LACKING]:
        click.secho(str(complaint), fg="red")
    if len(found) > _MOST_LACKING:
        click.secho(f"... and {len(found) - _MOST_LACKING} more (factbook queue lists them)", fg="red")
    # Counted at the end, where a long list leaves the eye.
    if found:
        text = f"{count_of(len(found), 'figure')} without the people that factbook.approval asks for: factbook approve"
        click.secho(text, fg="red", bold=True)
    return DOES_NOT_HOLD if found else HOLDS


COMMANDS = (show_queue, approve_figures)
