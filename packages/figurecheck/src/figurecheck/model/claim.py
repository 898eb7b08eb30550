"""Figures in prose, and numbers that nothing binds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from figurecheck.model.source import Place
from figurecheck.model.states import quick_state


class Role(StrEnum):
    """How a figure in the text is bound."""

    CLAIM = "claim"
    """Judged against a statistic: the target is its id. Without a figure, the value flows in; a format may print it."""
    REPORTED = "reported"
    """As a source prints it: the target is the source, and behind ``#`` the key of its row."""
    SEARCHED = "searched"
    """What was not found: the target is the record of the search, a row of the table `searches`."""
    PLAIN = "plain"
    """Waived: the target is the reason."""


HEADLINES = frozenset({"heading", "description", "chart title"})
"""Where a claim stands that is read without the text around it: by most readers, on other pages, by machines."""
KEY_FIGURE = " · "
"""Behind a key figure in its passage, which goes on with what it counts."""


class HeadKind(StrEnum):
    """What a text is to the passage that it stands above."""

    ROW = "row"
    """The first cell of the row."""
    COLUMN = "column"
    """The head of the column."""
    CAPTION = "caption"
    """The caption of a table or figure, the title of a box or chart."""
    HEADING = "heading"
    """A heading of the page."""
    HEADLINE = "headline"
    """A heading with a figure of its own, whose period need not be that of others below it."""


# Positional and plain: a page has thousands of cells, and each names its row, column, caption and headings.
@quick_state
@dataclass(frozen=True, slots=True)
class Head:
    """A text above a passage that says something of all figures in it."""

    kind: HeadKind
    text: str


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A figure in prose, and what it is bound to."""

    id: str
    """Stable over builds: page, target, and the count of that pair on the page."""
    role: Role
    printed: str
    target: str
    place: Place
    where: str = "prose"
    """prose, heading, table, caption, chart title, text alternative, description, review"""
    locale: str = "en"
    sentence: str = ""
    """Its sentence, as a reader sees it."""
    passage: str = ""
    """The paragraph, cell, heading or caption that it stands in, as a reader sees it."""
    start: int = 0
    """Where the printed figure starts in the passage."""
    heads: tuple[Head, ...] = ()
    """What is said of everything in the passage by the texts above it, the nearest first."""
    around: tuple[str, ...] = ()
    """What else readers take it with: code and formulas in its sentence, and the labels of a list or row above it."""

    flows: bool = False
    """Whether its text is what a format of the page prints of the value, so that nobody has typed it."""

    @property
    def end(self) -> int:
        """Where the printed figure ends in the passage."""
        return self.start + len(self.printed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in the text that nothing binds."""

    text: str
    place: Place
    where: str = "prose"
    context: str = ""
    """The words around it."""


class AnyClaim(Protocol):
    """What a claim on a page and one in a sealed edition have in common."""

    @property
    def printed(self) -> str:
        """The figure as printed."""

    @property
    def sentence(self) -> str:
        """The sentence in which it stands."""

    @property
    def locale(self) -> str:
        """The code of its language."""
