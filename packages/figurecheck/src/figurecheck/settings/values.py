"""Types of values in files of settings that say more than a type of Python: each with the function that reads one."""

from __future__ import annotations

from typing import Annotated

from figurecheck.model.worded import phrase
from figurecheck.settings.faults import ReadBy, refuse_value

LONGEST = 30 * 86_400
"""Seconds that anything may be allowed at most: 30 days."""


def read_filled(value: object, what: str, remedy: str) -> str:
    """Return a text that is not empty; raise BadValueError, which says `what` is wrong and the `remedy`, for others."""
    if isinstance(value, str) and value.strip():
        return value
    raise refuse_value(what, value, remedy)


def read_reason(value: object) -> str:
    """Return an editor's reason."""
    return read_filled(value, "has no reason", "say why the figure stays").strip()


def read_seconds(value: object) -> int:
    """Return a number of seconds."""
    # YAML reads `yes` as a truth value, which Python takes for the number 1
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LONGEST:
        return value
    raise refuse_value(
        "{value} is not a number of seconds", value, phrase("write a whole number from 1 to {most}", most=LONGEST)
    )


Reason = Annotated[str, ReadBy(read_reason)]
Seconds = Annotated[int, ReadBy(read_seconds)]
