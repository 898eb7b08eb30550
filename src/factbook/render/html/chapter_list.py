"""Parts of the front page that are made, not written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from factbook.render.templating import render_part
from factbook.render.text import NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterView:
    """A chapter in the index on the front page."""

    title: str
    href: str
    number: str = ""
    description: Markup = NOTHING
    """What it says; may hold marks."""


def render_chapters(chapters: Sequence[ChapterView], language: str = "en") -> Markup:
    """The ruled index of chapters; it stands under a heading of the page."""
    return render_part("chapters.html", language, chapters=chapters)
