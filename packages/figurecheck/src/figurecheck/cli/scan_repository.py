"""The part of `scan` that checks the texts of a repository against counts of its own things."""

from __future__ import annotations

import io
import json
from pathlib import Path

import click

from figurecheck.model.errors import DataError
from figurecheck.model.wording import count_of
from figurecheck.scan.extras import needing


def scan_repository(files: tuple[str, ...], config: Path | None, form: str, *, everything: bool) -> tuple[bool, bytes]:
    """Return whether a number is wrong or missing, and what to print."""
    from figurecheck.report.counts_text import annotate_checked, checked_document, render_checked
    from figurecheck.scan.repository import CONFIG, check_texts, read_counts_file

    # Of the current folder, where pre-commit runs hooks; a search upwards could run the commands of another repository.
    path = config or Path(CONFIG)
    counts = read_counts_file(path)
    checked = check_texts(counts, path, files)
    wrong = bool(checked.missing) or any(one.status.wrong for _, numbers in checked.scans for one in numbers)
    if form == "json":
        text = json.dumps(checked_document(checked), ensure_ascii=False, indent=1) + "\n"
    elif form == "html":
        with needing("html", "--format html"):
            from figurecheck.report.scan_html import render_marked
        text = render_marked(checked.scans, {fact.id: fact for fact in checked.facts}, language=counts.locale)
    elif form == "github":
        text = "".join(f"{line}\n" for line in annotate_checked(checked))
    else:
        text = "".join(f"{line}\n" for line in render_checked(checked, everything=everything))
    return wrong, text.encode()


def propose(files: tuple[str, ...], config: Path | None, locale: str) -> None:
    """Write a first `figurecheck.yml`; raise DataError where one exists."""
    from figurecheck.report.proposed_counts import render_proposal
    from figurecheck.scan.drafts import read_drafts
    from figurecheck.scan.repository import CONFIG, CountsFile, find_texts, propose_counts

    path, counts = config or Path(CONFIG), CountsFile(locale=locale)
    names = files or [str(path.parent / name) for name in find_texts(counts, path.parent, str(path))]
    drafts = read_drafts(names, io.BytesIO())
    # All of the text before the file is made, so that a text that cannot be read leaves no empty file behind.
    proposed = propose_counts(drafts, locale)
    text = render_proposal(proposed, counts)
    try:
        # "x" refuses a file that exists, also one that appeared a moment ago
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        remedy = "remove it first, or write another with --config FILE"
        raise DataError.about(path, "exists already", remedy) from error
    click.echo(f"{path}: {count_of(len(proposed), 'figure')} proposed from {count_of(len(drafts), 'text')}")
    click.echo("Next: say where their values come from, then run: figurecheck scan")
