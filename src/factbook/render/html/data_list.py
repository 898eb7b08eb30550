"""The lists of a report's datasets and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from factbook.model import Source
from factbook.render.templating import render_part


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetView:
    """A table of the data package, ready to be shown."""

    name: str
    title: str
    description: str
    href: str
    rows: int
    rights: str = ""
    columns: tuple[tuple[str, str, str], ...] = ()
    """Name, title and unit of each column."""
    licences: tuple[tuple[str, str], ...] = ()
    """Title and address of each licence."""
    origins: tuple[str, ...] = ()
    """Where it comes from, in words."""
    first: str = ""
    last: str = ""
    """The years that it covers."""
    sources: int = 0
    """How many sources its rows rest on."""
    published_first: str = ""
    published_last: str = ""
    """ISO dates of the first and the last of them."""
    file: str = ""
    """Name of its file; its own name with ``.csv`` where none is given."""
    form: str = "CSV"
    """Name of the format."""
    size: int = 0
    """Bytes."""

    @property
    def shown_size(self) -> str:
        """The size as the template shows it: ``3 kB``."""
        return f"{max(1, round(self.size / 1000))}\u00a0kB"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source, and how many rows of the data rest on it."""

    source: Source
    href: str
    rows: int


def render_datasets(datasets: Sequence[DatasetView], root: str, language: str = "en") -> Markup:
    """Render all tables with their columns, rights and files; `root` leads to the site's root."""
    return render_part("datasets.html", language, datasets=datasets, root=root)


def render_source_list(sources: Sequence[SourceView], language: str = "en") -> Markup:
    """Render all sources, in the order given."""
    return render_part("sources.html", language, entries=sources)
