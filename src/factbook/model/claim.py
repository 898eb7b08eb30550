"""Figures in prose, and numbers that nothing binds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from factbook.model.source import Place


class Role(StrEnum):
    """How a figure in the text is bound."""

    CLAIM = "claim"
    """Judged against a statistic: the target is its id."""
    REPORTED = "reported"
    """As a source prints it: the target is the source, and behind ``#`` the key of its row."""
    PLAIN = "plain"
    """Waived: the target is the reason."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in the text that nothing binds."""

    text: str
    place: Place
    where: str = "prose"
    context: str = ""
    """The words around it."""
