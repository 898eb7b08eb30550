"""What Sphinx knows of a page when its template is rendered, and what pages that are no documents bring with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from markupsafe import Markup


class OwnPage(TypedDict, total=False):
    """A page that is no document: search, evidence, corrections."""

    title: str
    body: Markup
    fb_kind: str
    """The template in ``fb/`` that sets it."""
    fb_standfirst: tuple[Markup, ...]
    fb_head: Markup
    """What its head says to machines, in place of what follows from its title."""
    fb_extras: Markup
    """What its footer says of it, in place of how it is cited."""


# A TypedDict, since Sphinx hands out a mapping and expects it to be changed.
class PageData(OwnPage, total=False):
    """What Sphinx hands to "html-page-context", as far as it is used, and what the theme adds for its templates."""

    pathto: Callable[..., str]
    """Return the address of a page, or of a file with 1 as second argument, from this page."""
    metatags: str
    language: str
    policy: str
    house: str
    cells: str
    asset: Callable[[str], str]
    fb: object
