"""What the templates of the theme are given, as ``fb``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from markupsafe import Markup, escape

from factbook.sphinx_ext.markup.navigation import Link


class Report(TypedDict):
    """What the masthead and the footer say of the report."""

    name: str
    edition_label: str
    edition_date_text: str
    language: str
    licence: str
    edition_date: str
    sealed: bool
    """Whether it is an edition that is published, and may ask for the list of others."""
    editions_words: str
    """What the list of editions is told in, as JSON."""


class NavEntry(TypedDict):
    """A page in the line of chapters; the apart ones stand at the right."""

    number: str
    title: str
    href: str
    current: bool
    apart: bool


class Checked(TypedDict):
    """How many figures of a page have which kind of verdict."""

    total: int
    recomputed: int
    cut: int
    reported: int
    wrong: int


class Page(TypedDict):
    """One page in its parts."""

    kind: str
    """front, chapter, review, evidence, notebook or plain: the template in ``fb/`` that sets it"""
    kicker: str
    title: str
    title_html: Markup
    standfirst: Sequence[Markup]
    description: str
    checked: Checked
    local: Sequence[Link]
    lead: Markup
    body: Markup


class PageContext(TypedDict):
    """Everything that the templates read, as ``fb``."""

    report: Report
    words: Mapping[str, str]
    nav: Sequence[NavEntry]
    page: Page
    panels: Markup
    head: Markup
    extras: Markup
    prev: Link | None
    next: Link | None


def escape_all(value: Any) -> Any:
    """Every text in a value escaped, `Markup` as it is."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, Mapping):
        return {key: escape_all(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [escape_all(one) for one in value]
    return value
