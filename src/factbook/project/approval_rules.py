"""Whom a house asks to look at its figures before they are published: `factbook: approval:` in `_config.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from factbook.project.faults import BadValueError, ReadBy, show_plain

MOST = 2
"""Most people that can be asked for."""


def read_people(value: object) -> int:
    """Return how many people look at a figure."""
    # YAML reads `yes` as a truth value, which Python takes for the number 1.
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST:
        return value
    raise BadValueError(f"{show_plain(value)} is not a number of people", "write 0, 1 or 2")


People = Annotated[int, ReadBy(read_people)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRules:
    """Who has to have looked at a figure before an edition is sealed or published, or a final site is built."""

    people: People = 0
    """How many people have looked at it: 0, 1 or 2. Of two, one is not the last author of sentence, cell or rows."""
    of: Literal["all", "headlines"] = "all"
    """``headlines``: only headings, descriptions, standfirsts, key figures and titles of charts."""
    names: Literal["private", "public"] = "private"
    """``public``: the log that is exported names the people; else it numbers them."""
