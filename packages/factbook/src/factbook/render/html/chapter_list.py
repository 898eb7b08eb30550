"""The list of chapters on the front page."""

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
    label: str = ""
    """Its short name in the navigation, where the title is another."""
    number: str = ""
    description: Markup = NOTHING
    """What it is about; may contain marked figures."""


def render_chapters(chapters: Sequence[ChapterView], language: str = "en") -> Markup:
    """Render the list of chapters, which stands under a heading of the page."""
    # Descriptions come with their figures marked already: only the page knows which finding a figure has.
    return render_part("chapters.html", language, chapters=chapters)
