"""The command that checks any text against statistics: `factbook scan`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import DOES_NOT_HOLD, HOLDS, Refusals, count_of, load_report, project_option
from factbook.model.errors import Complaint, FactbookError

if TYPE_CHECKING:
    from factbook.figures import Rules
    from factbook.render.drafts.scan_text import Scans
    from factbook.scan import Fact, Scanned
    from factbook.scan.drafts import Draft

    Known = tuple[list[Fact], Rules]
    """Statistics, and the rules by which figures are judged against them."""


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--statistics",
    "known",
    type=click.Path(path_type=Path),
    help="A statistics.json as every site publishes it. Default: the statistics of the report.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True,
    help="The output format; html is a copy of the texts with every number marked.",
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
    default="en",
    show_default=True,
    help="The language of the texts: en, ko or de; in es, fr, it, nl and pt only digits are read.",
)
@project_option
def scan(
    files: tuple[str, ...], known: Path | None, form: str, output: Path | None, everything: bool, suggest: bool,
    diff: bool, kind: str | None, locale: str, folder: Path,
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

    Exit codes: 0 no number is known to be wrong, 1 a number is wrong, 2 the input cannot be used.
    """
    with Refusals(form):
        from factbook.render.drafts.scan_text import describe_cuts
        from factbook.scan import index_facts
        from factbook.scan import scan as scan_text
        from factbook.scan.drafts import DraftKind, read_drafts

        _check_scan(files, suggest=suggest, diff=diff, form=form, locale=locale)
        drafts, (facts, rules) = _read_both(
            lambda: read_drafts(files, sys.stdin.buffer, DraftKind(kind) if kind else None),
            lambda: _read_published(known) if known else _read_own(folder),
        )
        index = index_facts(facts)
        found = [(draft, scan_text(draft.text, index, locale=locale, rules=rules)) for draft in drafts]
        for note in (note for draft in drafts for note in describe_cuts(draft)):
            click.echo(note, err=True)
        if suggest:
            output_bytes = _suggested(found[0], facts, locale=locale, rules=rules, diff=diff)
        else:
            output_bytes = _scanned(found, facts, form=form, everything=everything, locale=locale).encode()
        if output is None:
            click.echo(output_bytes, nl=False)
        else:
            output.write_bytes(output_bytes)
        sys.exit(DOES_NOT_HOLD if any(one.status.wrong for _, numbers in found for one in numbers) else HOLDS)


def _check_scan(files: tuple[str, ...], *, suggest: bool, diff: bool, form: str, locale: str) -> None:
    from factbook.figures.languages import find_language, find_language_codes
    from factbook.model.errors import DataError, complain_all

    faults = []
    if suggest and len(files) > 1:
        faults.append(Complaint(place="--suggest", what="takes one page", remedy="scan the pages one by one"))
    if suggest and form != "text":
        faults.append(Complaint(place="--suggest", what=f"prints a page, not {form}", remedy="remove --format"))
    if diff and not suggest:
        faults.append(Complaint(place="--diff", what="needs --suggest", remedy="use both options"))
    if find_language(locale) is None:
        what = f"figures cannot be read in {locale!r}"
        faults.append(Complaint(place="--locale", what=what, remedy=f"use one of {', '.join(find_language_codes())}"))
    complain_all(DataError, faults)


def _read_published(path: Path) -> Known:
    from factbook.figures import DEFAULT_RULES
    from factbook.scan.drafts import read_statistics

    # a published list does not say by which rules its report was judged
    return read_statistics(path), DEFAULT_RULES


def _read_own(folder: Path) -> Known:
    from factbook.scan.drafts import facts_of

    report = load_report(folder)
    return facts_of(report.statistics.values()), report.rules


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
    from factbook.render.drafts.scan_text import render_scanned, scanned_document

    if form == "json":
        return json.dumps(scanned_document(found), ensure_ascii=False, indent=1) + "\n"
    if form == "html":
        return render_marked(found, {fact.id: fact for fact in facts}, language=locale)
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
