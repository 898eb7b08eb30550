"""The command that checks any text against statistics: `scan`.

Its two ways are a text against statistics, and, in `scan_repository`, the texts of a repository against its own counts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from figurecheck.cli.refusals import DOES_NOT_HOLD, HOLDS
from figurecheck.cli.scan_repository import propose, scan_repository
from figurecheck.cli.surroundings import Surroundings
from figurecheck.model.errors import Complaint, ComplaintError
from figurecheck.model.wording import count_of
from figurecheck.scan.extras import needing

if TYPE_CHECKING:
    from figurecheck.cli.surroundings import Known
    from figurecheck.figures import Rules
    from figurecheck.report.scan_text import Scans
    from figurecheck.scan import Fact, Scanned
    from figurecheck.scan.drafts import Draft

_HELP = """Check the numbers of any text against statistics.

The text is Markdown, plain text, HTML or .docx, or - for standard input, and needs no roles. Each number agrees with
the statistic that its sentence is about, disagrees with it, is impossible ("29.1% of 12 people"), contradicts another
number of the text, or has no source. A number without a source has not been checked: it is neither right nor wrong.

\b{own}
  figurecheck scan --statistics statistics.json *.md     against those of a published site, or a list of your own
  figurecheck scan --format html --output a.html draft.md    a copy to read, each number marked
  figurecheck scan --suggest draft.md > bound.md         roles where there is no doubt, the rest on standard error
  figurecheck scan --suggest --diff draft.md             the same as a patch
  pbpaste | figurecheck scan - --all                     every number on the clipboard

Without FILE, the README and docs of a repository are checked against counts of its own things ("14 formats"), which
figurecheck.yml names: values from JSON files or commands, and phrases in which texts say them. It is a hook of
pre-commit (id: figurecheck). Commands of that file are run.

\b
  figurecheck scan --init                                writes a first figurecheck.yml; never over another
  figurecheck scan                                       every stale count, with its place and what to write
  figurecheck scan --format github                       the same for a pull request

Exit codes: 0 no number is known to be wrong, 1 a number is wrong, 2 the input cannot be used.
"""
_OWN = "\n  figurecheck scan draft.docx                            against the statistics of this report"
_FORMATS = ["text", "json", "html", "github"]
_KINDS = ["markdown", "text", "html", "docx"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command was given."""

    files: tuple[str, ...]
    statistics: Path | None
    config: Path | None
    init: bool
    form: str
    output: Path | None
    everything: bool
    suggest: bool
    diff: bool
    kind: str | None
    locale: str | None
    date: datetime | None
    folder: Path = Path()
    """The folder of the report, where there is one."""

    @property
    def language(self) -> str:
        """The language of the texts."""
        return self.locale or "en"


def make_scan(around: Surroundings) -> click.Command:
    """Return `scan`, over the statistics of the report in a folder where a program has reports."""
    has_reports = around.read_known is not None
    default = "Default: the statistics of the report." if has_reports else "Needed, but for counts of a repository."
    text = _HELP.format(own=_OWN if has_reports else "").replace("figurecheck scan", f"{around.program} scan")

    @click.command(help=text)
    @click.argument("files", metavar="[FILE]...", nargs=-1)
    @click.option("--statistics", type=click.Path(path_type=Path), help=f"A list of statistics as JSON. {default}")
    @click.option(
        "--config", type=click.Path(dir_okay=False, path_type=Path),
        help="What a repository counts: a figurecheck.yml. Default without FILE: that of the current directory.",
    )  # fmt: skip
    @click.option("--init", is_flag=True, help="Propose a figurecheck.yml from README and docs, or from FILE.")
    @click.option(
        "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True,
        help="The output format; html is a copy of the texts, each number marked, github annotates a pull request.",
    )  # fmt: skip
    @click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write, else print.")
    @click.option("--all", "everything", is_flag=True, help="In text, list every number, not only the wrong ones.")
    @click.option("--suggest", is_flag=True, help="Print the page with roles filled in where there is no doubt.")
    @click.option("--diff", is_flag=True, help="With --suggest, print only the changed lines, as a patch.")
    @click.option("--kind", type=click.Choice(_KINDS), help="The format of the texts. Default: found from the file.")
    @click.option(
        "--date", type=click.DateTime(["%Y-%m-%d"]), help="The day of the texts, from which “last year” counts."
    )
    @click.option("--locale", help="The language: en, ko or de; of es, fr, it, nl and pt only digits. Default: en.")
    def scan(**given: Any) -> None:
        options = Options(**given)
        with around.refusals(options.form):
            sys.exit(_scan(options, around))

    return scan


def _scan(options: Options, around: Surroundings) -> int:
    """Print or write what was found, and return the exit code."""
    from figurecheck.model.errors import DataError, complain_all

    complain_all(DataError, [*_find_faults(options, around)])
    if options.init:
        propose(options.files, options.config, options.language)
        return HOLDS
    # A text alone is a draft, also in a folder that has a figurecheck.yml.
    if options.config or not options.files:
        wrong, output = scan_repository(options.files, options.config, options.form, everything=options.everything)
    else:
        wrong, output = _scan_files(options, around)
    if options.output is None:
        click.echo(output, nl=False)
    else:
        options.output.write_bytes(output)
    return DOES_NOT_HOLD if wrong else HOLDS


def _scan_files(options: Options, around: Surroundings) -> tuple[bool, bytes]:
    """Return whether a number of the texts is wrong, and what to print."""
    from figurecheck.report.scan_text import describe_cuts, describe_language
    from figurecheck.scan import index_facts
    from figurecheck.scan import scan as scan_text
    from figurecheck.scan.drafts import DraftKind, read_drafts

    kind = DraftKind(options.kind) if options.kind else None
    drafts, known = _read_both(
        lambda: read_drafts(options.files, sys.stdin.buffer, kind), lambda: _read_known(options, around)
    )
    facts, rules, aliases = known
    index = index_facts(facts, aliases)
    found = [
        (draft, scan_text(draft.text, index, locale=options.language, rules=rules, day=_day_of(draft, options)))
        for draft in drafts
    ]
    # With aliases the words of the text are known, or some of them.
    notes = (note for draft in drafts for note in (*describe_cuts(draft), *describe_language(draft, facts, aliases)))
    for note in notes:
        click.echo(note, err=True)
    wrong = any(one.status.wrong for _, numbers in found for one in numbers)
    if options.suggest:
        return wrong, _suggested(found[0], facts, options, rules)
    return wrong, _scanned(found, facts, options).encode()


def _day_of(draft: Draft, options: Options) -> date | None:
    from figurecheck.scan.drafts import find_day

    return options.date.date() if options.date else find_day(draft)


def _find_faults(options: Options, around: Surroundings) -> Iterator[Complaint]:
    from figurecheck.figures.languages import find_language, find_language_codes

    if options.suggest and len(options.files) > 1:
        yield Complaint("--suggest", "takes one page", "scan the pages one by one")
    if options.suggest and options.form != "text":
        yield Complaint("--suggest", f"prints a page, not {options.form}", "remove --format")
    if options.diff and not options.suggest:
        yield Complaint("--diff", "needs --suggest", "use both options")
    if not options.files or options.config or options.init:
        yield from _find_faults_of_repository(options)
    elif options.statistics is None and around.read_known is None:
        remedy = "give a list of statistics as JSON; without FILE, figurecheck.yml says what is counted"
        yield Complaint("--statistics", "is missing", remedy)
    if options.locale and find_language(options.locale) is None:
        what, known = f"figures cannot be read in {options.locale!r}", ", ".join(find_language_codes())
        yield Complaint("--locale", what, f"use one of {known}")


def _find_faults_of_repository(options: Options) -> Iterator[Complaint]:
    """Yield what does not go with a scan of a repository's texts."""
    of_texts = [
        ("--statistics", options.statistics), ("--suggest", options.suggest), ("--kind", options.kind),
        ("--project", options.folder != Path()), ("--date", options.date),
    ]  # fmt: skip
    given = [name for name, value in of_texts if value]
    if given and not options.files:
        what, remedy = "needs a text", "give FILE..."
    else:
        what, remedy = "is not used with --config and --init", "remove one of them"
    for name in given:
        yield Complaint(name, what, remedy)
    if options.locale and not options.init and not given:
        yield Complaint("--locale", "is a key of that file", "write locale in figurecheck.yml")


def _read_known(options: Options, around: Surroundings) -> Known:
    from figurecheck.figures import DEFAULT_RULES
    from figurecheck.scan.drafts import read_statistics

    if options.statistics is None and around.read_known is not None:
        return around.read_known(options.folder)
    # a published list does not say by which rules its report was judged
    return read_statistics(options.statistics or Path()), DEFAULT_RULES, {}


def _read_both(drafts: Callable[[], list[Draft]], known: Callable[[], Known]) -> tuple[list[Draft], Known]:
    """Read texts and statistics, and complain about both at once if neither can be used."""
    # reading statistics may run notebooks, so texts come first; but an editor should not have to fix them one by one
    from figurecheck.model.errors import DataError

    try:
        texts = drafts()
    except DataError as error:
        try:
            known()
        except ComplaintError as other:
            raise DataError(*error.complaints, *other.complaints) from error
        raise
    return texts, known()


def _scanned(found: Scans, facts: list[Fact], options: Options) -> str:
    from figurecheck.report.scan_text import render_annotations, render_scanned, scanned_document

    if options.form == "json":
        return json.dumps(scanned_document(found), ensure_ascii=False, indent=1) + "\n"
    if options.form == "html":
        with needing("html", "--format html"):
            from figurecheck.report.scan_html import render_marked
        return render_marked(found, {fact.id: fact for fact in facts}, language=options.language)
    if options.form == "github":
        return "".join(f"{line}\n" for line in render_annotations(found))
    return "\n".join(render_scanned(found, everything=options.everything)) + "\n"


def _suggested(found: tuple[Draft, list[Scanned]], facts: list[Fact], options: Options, rules: Rules) -> bytes:
    """Return the page with roles, or the patch, as bytes; the numbers left alone are listed on standard error."""
    from figurecheck.model.errors import DataError
    from figurecheck.report.suggest_roles import render_patch, render_skipped, suggest_roles
    from figurecheck.scan.drafts import DraftKind

    draft, numbers = found
    if draft.kind is not DraftKind.MARKDOWN:
        what = f"is {draft.kind.value}, but roles are Markdown"
        raise DataError.about(draft.name, what, "use a .md page, or --kind markdown")
    known = {fact.id: fact for fact in facts}
    suggested = suggest_roles(draft, numbers, known, rules=rules, locale=options.language)
    for line in render_skipped(draft, suggested.skipped):
        click.echo(line, err=True)
    roles, rest = suggested.bound, len(suggested.skipped)
    click.echo(f"{count_of(roles, 'role')} filled in, {count_of(rest, 'number')} left alone", err=True)
    if options.diff:
        return render_patch(draft, suggested).encode()
    # in the encoding and with the line ends of the draft, so that only the roles differ
    return draft.writing.encode(suggested.text)


COMMANDS = (make_scan(Surroundings()),)
