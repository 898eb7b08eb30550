"""The command that checks any text against statistics: `factbook scan`.

Its two ways are a text against the statistics of a report or a site, and, in `scan_repository`, the texts of a
repository against its own counts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import DOES_NOT_HOLD, HOLDS, Refusals, load_report, project_option
from factbook.cli.scan_repository import propose, scan_repository
from factbook.model.errors import Complaint, FactbookError
from factbook.model.wording import count_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factbook.figures import Rules
    from factbook.render.drafts.scan_text import Scans
    from factbook.scan import Fact, Scanned
    from factbook.scan.drafts import Draft

    Known = tuple[list[Fact], Rules, Mapping[str, Sequence[str]]]
    """Statistics, and the rules by which figures are judged against them."""


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option(
    "--statistics",
    "known",
    type=click.Path(path_type=Path),
    help="A statistics.json as every site publishes it. Default: the statistics of the report.",
)
@click.option(
    "--config", type=click.Path(dir_okay=False, path_type=Path),
    help="What a repository counts: a factbook-scan.yml. Default without FILE: that of the current directory.",
)  # fmt: skip
@click.option("--init", "initial", is_flag=True, help="Propose a factbook-scan.yml from README and docs, or from FILE.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html", "github"]), default="text", show_default=True,
    help="The output format; html is a copy of the texts with every number marked, github annotates a pull request.",
)  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write. Default: print.")
@click.option("--all", "everything", is_flag=True, help="In text, list every number, not only the wrong ones.")
@click.option("--suggest", is_flag=True, help="Print the page with roles filled in where there is no doubt.")
@click.option("--diff", is_flag=True, help="With --suggest, print only the changed lines, as a patch.")
@click.option(
    "--kind", type=click.Choice(["markdown", "text", "html", "docx"]),
    help="The format of the texts. Default: found from name and content.",
)  # fmt: skip
@click.option(
    "--locale",
    help="The language of the texts: en, ko or de; in es, fr, it, nl and pt only digits are read. Default: en.",
)
@project_option
def scan(
    files: tuple[str, ...], known: Path | None, config: Path | None, initial: bool, form: str, output: Path | None,
    everything: bool, suggest: bool, diff: bool, kind: str | None, locale: str | None, folder: Path,
) -> None:  # fmt: skip
    """Check the numbers of any text against statistics.

    The text is Markdown, plain text, HTML or .docx, or - for standard input, and needs no roles. Each number agrees
    with the statistic that its sentence is about, disagrees with it, is impossible ("29.1% of 12 people"), contradicts
    another number of the text, or has no source. A number without a source has not been checked: it is neither right
    nor wrong.

    \b
      factbook scan draft.docx                            against the statistics of this report
      factbook scan --statistics statistics.json *.md     against those of a published site; needs no report
      factbook scan --format html --output a.html draft.md    a copy to read, each number marked
      factbook scan --suggest draft.md > bound.md         roles where there is no doubt, the rest on standard error
      factbook scan --suggest --diff draft.md             the same as a patch
      pbpaste | factbook scan - --all                     every number on the clipboard

    Without FILE, the README and docs of a repository are checked against counts of its own things ("14 formats"), which
    factbook-scan.yml names: values from JSON files or commands, and phrases in which texts say them. It needs neither a
    report nor a notebook, and is a hook of pre-commit (id: factbook-scan). Commands of that file are run.

    \b
      factbook scan --init                                writes a first factbook-scan.yml; never over another
      factbook scan                                       every stale count, with its place and what to write
      factbook scan --format github                       the same for a pull request

    Exit codes: 0 no number is known to be wrong, 1 a number is wrong, 2 the input cannot be used.
    """
    with Refusals(form):
        _check_scan(files, known=known, config=config, initial=initial, suggest=suggest, diff=diff, form=form,
                    kind=kind, locale=locale, folder=folder)  # fmt: skip
        if initial:
            propose(files, config, locale or "en")
            return
        # A text alone is a draft, also in a folder that has a factbook-scan.yml.
        if config or not files:
            wrong, output_bytes = scan_repository(files, config, form, everything=everything)
        else:
            wrong, output_bytes = _scan_files(
                files, known, folder, kind=kind, locale=locale or "en", form=form, everything=everything,
                suggest=suggest, diff=diff,
            )  # fmt: skip
        if output is None:
            click.echo(output_bytes, nl=False)
        else:
            output.write_bytes(output_bytes)
        sys.exit(DOES_NOT_HOLD if wrong else HOLDS)


def _scan_files(
    files: tuple[str, ...], known: Path | None, folder: Path, *, kind: str | None, locale: str, form: str,
    everything: bool, suggest: bool, diff: bool,
) -> tuple[bool, bytes]:  # fmt: skip
    """Return whether a number of the texts is wrong, and what to print."""
    from factbook.render.drafts.scan_text import describe_cuts, describe_language
    from factbook.scan import index_facts
    from factbook.scan import scan as scan_text
    from factbook.scan.drafts import DraftKind, read_drafts

    drafts, (facts, rules, aliases) = _read_both(
        lambda: read_drafts(files, sys.stdin.buffer, DraftKind(kind) if kind else None),
        lambda: _read_published(known) if known else _read_own(folder),
    )
    index = index_facts(facts, aliases)
    found = [(draft, scan_text(draft.text, index, locale=locale, rules=rules)) for draft in drafts]
    # With aliases the words of the text are known, or some of them.
    notes = (note for draft in drafts for note in (*describe_cuts(draft), *describe_language(draft, facts, aliases)))
    for note in notes:
        click.echo(note, err=True)
    wrong = any(one.status.wrong for _, numbers in found for one in numbers)
    if suggest:
        return wrong, _suggested(found[0], facts, locale=locale, rules=rules, diff=diff)
    return wrong, _scanned(found, facts, form=form, everything=everything, locale=locale).encode()


def _check_scan(
    files: tuple[str, ...], *, known: Path | None, config: Path | None, initial: bool, suggest: bool, diff: bool,
    form: str, kind: str | None, locale: str | None, folder: Path,
) -> None:  # fmt: skip
    from factbook.figures.languages import find_language, find_language_codes
    from factbook.model.errors import DataError, complain_all

    faults = []
    if suggest and len(files) > 1:
        faults.append(Complaint(place="--suggest", what="takes one page", remedy="scan the pages one by one"))
    if suggest and form != "text":
        faults.append(Complaint(place="--suggest", what=f"prints a page, not {form}", remedy="remove --format"))
    if diff and not suggest:
        faults.append(Complaint(place="--diff", what="needs --suggest", remedy="use both options"))
    if not files or config or initial:
        texts = [("--statistics", known), ("--suggest", suggest), ("--kind", kind), ("--project", folder != Path())]
        given = [name for name, value in texts if value]
        if given and not files:
            what, remedy = "needs a text", "give FILE..."
        else:
            what, remedy = "is not used with --config and --init", "remove one of them"
        faults += [Complaint(place=name, what=what, remedy=remedy) for name in given]
        if locale and not initial and not given:
            remedy = "write locale in factbook-scan.yml"
            faults.append(Complaint(place="--locale", what="is a key of that file", remedy=remedy))
    if locale and find_language(locale) is None:
        what = f"figures cannot be read in {locale!r}"
        faults.append(Complaint(place="--locale", what=what, remedy=f"use one of {', '.join(find_language_codes())}"))
    complain_all(DataError, faults)


def _read_published(path: Path) -> Known:
    from factbook.figures import DEFAULT_RULES
    from factbook.scan.drafts import read_statistics

    # a published list does not say by which rules its report was judged
    return read_statistics(path), DEFAULT_RULES, {}


def _read_own(folder: Path) -> Known:
    from factbook.scan.drafts import facts_of

    report = load_report(folder)
    return facts_of(report.statistics.values()), report.rules, report.project.settings.sentence.aliases


def _read_both(drafts: Callable[[], list[Draft]], known: Callable[[], Known]) -> tuple[list[Draft], Known]:
    """Read texts and statistics, and complain about both at once if neither can be used."""
    # reading statistics may run notebooks, so texts come first; but an editor should not have to fix them one by one
    from factbook.model.errors import DataError

    try:
        texts = drafts()
    except DataError as error:
        try:
            known()
        except FactbookError as other:
            raise DataError(*error.complaints, *other.complaints) from error
        raise
    return texts, known()


def _scanned(found: Scans, facts: list[Fact], *, form: str, everything: bool, locale: str) -> str:
    from factbook.render.drafts.scan_html import render_marked
    from factbook.render.drafts.scan_text import render_annotations, render_scanned, scanned_document

    if form == "json":
        return json.dumps(scanned_document(found), ensure_ascii=False, indent=1) + "\n"
    if form == "html":
        return render_marked(found, {fact.id: fact for fact in facts}, language=locale)
    if form == "github":
        return "".join(f"{line}\n" for line in render_annotations(found))
    return "\n".join(render_scanned(found, everything=everything)) + "\n"


def _suggested(
    found: tuple[Draft, list[Scanned]], facts: list[Fact], *, locale: str, rules: Rules, diff: bool
) -> bytes:
    """Return the page with roles, or the patch, as bytes; the numbers left alone are listed on standard error."""
    from factbook.model.errors import DataError
    from factbook.render.drafts.suggest_roles import render_patch, render_skipped, suggest_roles
    from factbook.scan.drafts import DraftKind

    draft, numbers = found
    if draft.kind is not DraftKind.MARKDOWN:
        what = f"is {draft.kind.value}, but roles are Markdown"
        raise DataError(Complaint(place=draft.name, what=what, remedy="use a .md page, or --kind markdown"))
    suggested = suggest_roles(draft, numbers, {fact.id: fact for fact in facts}, rules=rules, locale=locale)
    for line in render_skipped(draft, suggested.skipped):
        click.echo(line, err=True)
    roles, rest = suggested.bound, len(suggested.skipped)
    text = f"{count_of(roles, 'role')} filled in, {count_of(rest, 'number')} left alone"
    click.echo(text, err=True)
    if diff:
        return render_patch(draft, suggested).encode()
    # in the encoding and with the line ends of the draft, so that only the roles differ
    return draft.writing.encode(suggested.text)


COMMANDS = (scan,)
