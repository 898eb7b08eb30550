"""The commands `read` and `judge`: how a phrase is read, and whether a value bears it out."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from figurecheck.cli.refusals import DOES_NOT_HOLD, HOLDS
from figurecheck.cli.surroundings import Surroundings
from figurecheck.model.errors import Complaint

if TYPE_CHECKING:
    from figurecheck.figures import Rules
    from figurecheck.figures.token_readings import PhraseReading
    from figurecheck.model import Finding

_READ = """Say how phrases are read.

Shows what each word is taken for, the values that the phrase allows, from where on it misleads, and which word is not
understood.

\b
  figurecheck read "nearly two-thirds"                which shares are nearly two-thirds
  figurecheck read "about 380" "no fewer than 380"    two phrases beside each other
  figurecheck read "약 20만 명 이상" --locale ko         in another language
  figurecheck read "fell 16.6%" --format json         the same for a program

Exit codes: 0 read, 1 a phrase is not understood, 2 the input cannot be used.
"""
_JUDGE = """Hold a phrase against a value.

Shows how the phrase is read as well, and how far the value may move before the verdict changes.

\b
  figurecheck judge "more than double" 3.4            loose: nobody calls 3.4 times that
  figurecheck judge "a fifth" 1900 --unit people      why the two cannot be compared
  figurecheck judge "rose 16.6%" 0.1658 --unit share --format json

Exit codes: 0 the value bears it out, 1 it does not, 2 the input cannot be used.
"""
_locale_option = click.option("--locale", default="en", show_default=True, help="The language of the phrase.")
_format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The output."
)


def make_phrase_commands(around: Surroundings) -> tuple[click.Command, click.Command]:
    """Return `read` and `judge`, by the rules of the report around the current folder where a program has reports."""

    @click.command(help=_READ.replace("figurecheck", around.program))
    @click.argument("phrases", metavar="PHRASE...", nargs=-1, required=True)
    @_locale_option
    @_format_option
    def read(phrases: tuple[str, ...], locale: str, form: str) -> None:
        with around.refusals(form):
            _check_options(locale)
            sys.exit(_show(phrases, around.find_rules(Path()), locale=locale, form=form))

    # A value may begin with a minus sign.
    @click.command(
        help=_JUDGE.replace("figurecheck", around.program), context_settings={"ignore_unknown_options": True}
    )
    @click.argument("phrase")
    @click.argument("value")
    @click.option("--unit", help="The unit of the value: people, share, KRW, kg... Default: that of the phrase.")
    @_locale_option
    @_format_option
    def judge(phrase: str, value: str, unit: str | None, locale: str, form: str) -> None:
        with around.refusals(form):
            _check_options(locale, value)
            sys.exit(_show([phrase], around.find_rules(Path()), locale=locale, form=form, value=value, unit=unit))

    return read, judge


def _check_options(locale: str, value: str | None = None) -> None:
    from figurecheck.figures.languages import find_language, find_language_codes
    from figurecheck.model.errors import DataError, complain_all

    faults = []
    if find_language(locale) is None:
        what = f"figures cannot be read in {locale!r}"
        faults.append(Complaint("--locale", what, f"use one of {', '.join(find_language_codes())}"))
    if value is not None and not _is_value(value):
        faults.append(Complaint("VALUE", f"{value!r} is no number", "write 380, 0.166 or 2025-05-20"))
    complain_all(DataError, faults)


def _is_value(text: str) -> bool:
    from figurecheck.model.periods import has_date_form

    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return has_date_form(text)


def _show(
    phrases: Sequence[str], rules: Rules, *, locale: str, form: str, value: str | None = None, unit: str | None = None
) -> int:
    """Print how each phrase is read, and return the exit code."""
    from figurecheck.figures.token_readings import read_phrase
    from figurecheck.model import Severity
    from figurecheck.report.readings import reading_item, render_reading
    from figurecheck.verdicts.judge import judge

    read: list[tuple[PhraseReading, Finding | None]] = [
        (
            read_phrase(phrase, locale, rules),
            None if value is None else judge(phrase, value, unit=unit, locale=locale, rules=rules),
        )
        for phrase in phrases
    ]
    if form == "json":
        items = [reading_item(reading, rules, finding) for reading, finding in read]
        click.echo(json.dumps(items, ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join("\n".join(render_reading(reading, rules, finding)) for reading, finding in read))
    holds = all(
        reading.is_understood if finding is None else finding.verdict.severity is Severity.OK
        for reading, finding in read
    )
    return HOLDS if holds else DOES_NOT_HOLD


COMMANDS = make_phrase_commands(Surroundings())
