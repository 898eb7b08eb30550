"""What a program that mounts the commands adds to them: the statistics and the rules of a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from figurecheck.cli.refusals import Refusals

if TYPE_CHECKING:
    from figurecheck.figures import Rules
    from figurecheck.scan import Fact

    Known = tuple[list[Fact], Rules, Mapping[str, Sequence[str]]]
    """Statistics, the rules by which figures are judged against them, and other names of what they are about."""


def _no_rules(folder: Path) -> Rules:
    from figurecheck.figures import DEFAULT_RULES

    return DEFAULT_RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """A program and, where it has one, its report."""

    program: str = "figurecheck"
    """How the command is called."""
    read_known: Callable[[Path], Known] | None = None
    """Returns the statistics of the report around a folder; ``None`` where there are no reports."""
    find_rules: Callable[[Path], Rules] = _no_rules
    """Returns the rules of the report around a folder, else the default ones."""
    refusals: Callable[[str], Refusals] = Refusals
    """Returns the context of a command that prints in a format."""
