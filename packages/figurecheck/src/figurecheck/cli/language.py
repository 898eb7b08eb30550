"""The commands about languages whose figures are read: `figurecheck language`."""

from __future__ import annotations

import sys

import click

from figurecheck.cli.refusals import DOES_NOT_HOLD, HOLDS, Refusals
from figurecheck.model.errors import ComplaintError


@click.group()
def language() -> None:
    """Try what is read of a language.

    English, Korean and German come with figurecheck; an installed package adds others (docs/languages.md).
    """


@language.command("check")
@click.argument("code")
def check_language(code: str) -> None:
    """Try whether a language reads what it promises.

    CODE is that of the language: en, ko, de, or that of an installed package. Each capability is tried with the
    language's own tables: every qualifier, word of direction, number word, ordinal, unit, month... What it reads, what
    it breaks, and what it has no words for is listed.

    \b
      figurecheck language check de

    Exit codes: 0 all that is promised is read, 1 something is broken, 2 there is no such language.
    """
    with Refusals("text"):
        # Here and not above: `--help` need not wait for the tables of any language.
        from figurecheck.figures.kit import describe_trials, try_language
        from figurecheck.figures.languages import find_language, find_language_codes

        found = find_language(code)
        if found is None:
            known = ", ".join(find_language_codes())
            raise ComplaintError.about(code, "no language whose figures are read", f"known: {known}")
        trials = try_language(found)
        click.echo("\n".join(describe_trials(found, trials)))
        # What a language lacks breaks no promise.
        sys.exit(DOES_NOT_HOLD if any(one.broken for one in trials) else HOLDS)


COMMANDS = (language,)
