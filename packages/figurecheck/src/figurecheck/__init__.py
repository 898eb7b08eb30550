"""figurecheck reads the figures of prose, and holds them against values.

::

    from figurecheck import find, judge, read_phrase
    from figurecheck.scan import Fact, index_facts, scan

    judge("about a fifth", 0.208, unit="share").verdict         # holds
    [one.text for one in find("It rose 16.6% to 27,611.")]      # ['16.6%', '27,611']
    scan("Ada had 12 points.", index_facts([Fact(id="ada", value=Decimal(12), about=("Ada",), measure="points")]))

The folders, each importing only those before it::

    model < figures, settings < verdicts < scan < report < cli

    model        values: statistic, claim, finding, source, periods, errors
    figures      how figures are printed and read, in English, Korean, German, and digits of other languages
    settings     files that people write, read with the line of every value
    verdicts     a printed figure against a value: the judge, series, ratios, warnings, the words of its sentence
    scan         texts in which nothing is bound, against statistics and against themselves
    report       what the commands print
    cli          the command line
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, which who only wants one function does not wait for
if TYPE_CHECKING:
    from figurecheck.figures.parser import find
    from figurecheck.figures.token_readings import read_phrase
    from figurecheck.verdicts.judge import judge

__all__ = ["find", "judge", "read_phrase"]

_HOMES = {
    "find": "figurecheck.figures.parser",
    "judge": "figurecheck.verdicts.judge",
    "read_phrase": "figurecheck.figures.token_readings",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    """List what users call, and nothing else."""
    return [*__all__, "__all__", "__doc__", "__file__", "__name__", "__path__"]
