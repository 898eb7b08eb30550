"""Types of the value ``fb`` that the theme's templates read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypedDict, cast

from markupsafe import Markup, escape

from factbook.render.words.interface import find_words
from factbook.sphinx_ext.markup.navigation import Link, Version


# TypedDicts, not dataclasses: `escape_all` rebuilds the whole value, and Jinja reads keys as attributes.
class Masthead(TypedDict):
    """What the masthead and the footer say about the report."""

    name: str
    edition_label: str
    edition: str
    """The name of the edition, and to which day the sources of the page reach."""
    language: str
    licence: str
    sealed: bool
    """Whether this is a published edition, whose pages may fetch the list of the others."""
    has_package: bool
    """Whether the site has a data package."""
    editions_words: str
    """The words in which the list of editions is shown, as JSON."""
    about: str
    """The address of the page that says who answers for the report; empty if there is none."""
    front: str
    """The address of the front page in the language of the page."""
    search: str
    """The address of the search in that language."""
    index: str
    """The file that it searches."""
    versions: Sequence[Version]
    """The same page in the other languages, or the front page of each."""


class Checked(TypedDict):
    """How many figures of a page have which group of verdicts."""

    total: int
    recomputed: int
    looked_up: int
    recorded: int
    unsourced: int
    cut: int
    reported: int
    wrong: int


class PageParts(TypedDict):
    """One page in its parts."""

    kind: str
    """front, chapter, review, evidence, notebook or plain: the template in ``fb/`` that sets it"""
    kicker: str
    """The author's words above the title."""
    part: str
    """What the page is of the report, where its author wrote no words above the title: a numbered chapter, a review."""
    title: str
    title_html: Markup
    standfirst: Sequence[Markup]
    description: str
    checked: Checked
    unread: str
    """How many numbers of the page are not read, in words; empty on a page on which each is."""
    local: Sequence[Link]
    below: Sequence[Link]
    """The pages that the table of contents has below this one."""
    has_book_parts: bool
    """Whether the page needs the style of what other tools made of it: cells, tabs, cards."""
    lead: Markup
    body: Markup


class PageContext(TypedDict):
    """Everything that the templates read."""

    report: Masthead
    words: Mapping[str, str]
    nav: Markup
    """The line of chapters."""
    page: PageParts
    panels: Markup
    head: Markup
    extras: Markup
    prev: Link | None
    next: Link | None


def escape_all(page: PageContext) -> PageContext:
    """Return a page with every text in it escaped, and `Markup` as it is."""
    # Sphinx's environment for templates has autoescape off, and an extension cannot turn it on without breaking the
    # theme's own templates. Escaping the values once, here, leaves no template that could forget it.
    words = _escape_words(page["report"]["language"])
    return cast("PageContext", {name: words if name == "words" else _escape(one) for name, one in page.items()})


# Escaping the 300 words for each page took a quarter of the time of a page of evidence.
@cache
def _escape_words(language: str) -> object:
    return _escape(find_words(language))


def _escape(value: object) -> object:
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, Mapping):
        return {key: _escape(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_escape(one) for one in value]
    return value
