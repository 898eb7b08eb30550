"""Whom a house asks to look at its figures before they are published: `factbook: approval:` in `_config.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from figurecheck.settings.faults import ReadBy, refuse_value

MOST = 2
"""Most people that can be asked for."""


def read_people(value: object) -> int:
    """Return how many people look at a figure."""
    # YAML reads `yes` as a truth value, which Python takes for the number 1.
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST:
        return value
    raise refuse_value("{value} is not a number of people", value, "write 0, 1 or 2")


People = Annotated[int, ReadBy(read_people)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRules:
    """Who has to have looked at a figure before an edition is sealed or published, or a final site is built."""

    people: People = 0
    """How many people have looked at it: 0, 1 or 2. Of two, one is not the last author of sentence, cell or rows."""
    headlines: People = 0
    """How many at figures of headlines, where that is more."""
    of: Literal["all", "headlines"] = "all"
    """``headlines``: only headings, descriptions, standfirsts, key figures and titles of charts."""
    names: Literal["private", "public"] = "private"
    """``public``: the log that is exported names the people; else it numbers them."""

    @property
    def is_asked(self) -> bool:
        """Whether anybody has to look at anything."""
        return bool(self.people or self.headlines)

    def count_asked(self, *, is_headline: bool) -> int:
        """Return how many people have to look at a figure.

        >>> rules = ApprovalRules(people=1, headlines=2)
        >>> rules.count_asked(is_headline=True), rules.count_asked(is_headline=False)
        (2, 1)
        """
        if is_headline:
            return max(self.people, self.headlines)
        return self.people if self.of == "all" else 0
