"""The command `explain`: where a figure comes from, and how a phrase is read."""

from __future__ import annotations

import json
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factbook.cli.common import DOES_NOT_HOLD, HOLDS, Refusals, load_report, project_option
from factbook.model.errors import Complaint

if TYPE_CHECKING:
    from factbook.figures import Rules
    from factbook.figures.token_readings import PhraseReading
    from factbook.model import Finding


@click.command()
@click.argument("names", metavar="ID...", nargs=-1, required=True)
@click.option("--read", "reads", is_flag=True, help="Say how phrases are read, in place of IDs; needs no report.")
@click.option("--locale", help="With --read, the language of the phrases. Default: en.")
@click.option("--value", help="With --read, a value against which the phrases are judged.")
@click.option("--unit", help="With --value, its unit: people, share, KRW, kg... Default: that of the phrase.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="The output of --read.")
@project_option
def explain(
    names: tuple[str, ...], reads: bool, locale: str | None, value: str | None, unit: str | None, form: str,
    folder: Path,
) -> None:  # fmt: skip
    """Explain where a figure comes from, or how a phrase is read.

    ID is a statistic (riders.total.2025), the id of a claim as check prints it, or a reviewed claim (A04). Shows its
    value, population, rows, cell and sources, and where it is printed.

    With --read, each ID is a phrase as a page would print it. Shows what each word is taken for, the values that the
    phrase allows, from where on it misleads, and which word is not understood. In a report its own rules apply.

    \b
      factbook explain riders.total.2025                           a statistic of this report
      factbook explain --read "nearly two-thirds"                  which shares are nearly two-thirds
      factbook explain --read "about 380" "no fewer than 380"      two phrases beside each other
      factbook explain --read "약 20만 명 이상" --locale ko           in another language
      factbook explain --read "more than double" --value 3.4       held against a value: loose
      factbook explain --read "a fifth" --value 1900 --unit people    why the two cannot be compared
      factbook explain --read "fell 16.6%" --format json           the same for a program

    Exit codes: 0 explained, 1 a phrase is not understood or the value does not bear it out, 2 the input cannot be used.
    """
    with Refusals(form):
        _check_options(reads=reads, locale=locale, value=value, unit=unit, form=form)
        if reads:
            sys.exit(_explain_phrases(names, folder, locale=locale or "en", value=value, unit=unit, form=form))
        from factbook.render.terminal.explain import render_explanation

        report = load_report(folder)
        explained = [
            render_explanation(
                report.known.current_id(name), report.statistics, list(report.findings), report.reviews,
                report.known.sources,
            )
            for name in names
        ]  # fmt: skip
        click.echo("\n\n".join("\n".join(lines) for lines in explained))


def _check_options(*, reads: bool, locale: str | None, value: str | None, unit: str | None, form: str) -> None:
    from factbook.figures.languages import find_language, find_language_codes
    from factbook.model.errors import DataError, complain_all

    given = {"--locale": locale, "--value": value, "--unit": unit, "--format": form if form != "text" else None}
    faults = []
    if not reads:
        faults += [
            Complaint(place=name, what="needs --read", remedy="add --read and a phrase")
            for name, option in given.items()
            if option is not None
        ]
    elif unit is not None and value is None:
        faults.append(Complaint(place="--unit", what="needs --value", remedy="say which value has this unit"))
    if locale is not None and find_language(locale) is None:
        what = f"figures cannot be read in {locale!r}"
        faults.append(Complaint(place="--locale", what=what, remedy=f"use one of {', '.join(find_language_codes())}"))
    if value is not None and not _is_value(value):
        faults.append(
            Complaint(place="--value", what=f"{value!r} is no number", remedy="write 380, 0.166 or 2025-05-20")
        )
    complain_all(DataError, faults)


def _is_value(text: str) -> bool:
    from factbook.model.periods import has_date_form

    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return has_date_form(text)


def _explain_phrases(
    phrases: tuple[str, ...], folder: Path, *, locale: str, value: str | None, unit: str | None, form: str
) -> int:
    """Print how each phrase is read, and return the exit code."""
    from factbook.figures.token_readings import read_phrase
    from factbook.model import Severity
    from factbook.render.terminal.readings import reading_item, render_reading
    from factbook.verdicts.judge import judge

    rules = _find_rules(folder)
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


def _find_rules(folder: Path) -> Rules:
    """Return the rules of the report in which a folder lies, else the default ones."""
    from factbook.figures import DEFAULT_RULES, rules_from_mapping
    from factbook.project.setting_values import CONFIG
    from factbook.project.settings import read_mapping

    start = folder.resolve()
    root = next((one for one in [start, *start.parents] if (one / CONFIG).is_file()), None)
    own = read_mapping(root / CONFIG).get("factbook") if root else None
    # Other programs have a file of that name too. Only the rules are read: an unfinished report is no hindrance.
    if not isinstance(own, dict):
        return DEFAULT_RULES
    return rules_from_mapping(own.get("qualifiers") or {}, own.get("nouns"))


COMMANDS = (explain,)
