"""The `figurecheck` command."""

from __future__ import annotations

import click

from figurecheck.cli.program import Program

_ELSEWHERE = {
    "judge": "figurecheck.cli.phrases",
    "language": "figurecheck.cli.language",
    "read": "figurecheck.cli.phrases",
    "scan": "figurecheck.cli.scan",
}


@click.group(
    cls=Program,
    elsewhere=_ELSEWHERE,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="figurecheck")
def main() -> None:
    """Read the figures of prose, and hold them against values.

    \b
      figurecheck read "nearly two-thirds"                  which values the words allow
      figurecheck judge "about a fifth" 0.208 --unit share  whether a value bears them out
      figurecheck scan draft.md --statistics stats.json     every number of a text
      figurecheck scan --init                               counts in README and docs of a repository

    Exit codes: 0 all holds, 1 a figure does not hold, 2 the input cannot be used.
    """
