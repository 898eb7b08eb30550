"""The lists of a report's datasets and sources: a line for each, with more behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from factbook.model import Cellvalue, RowSet, Source
from factbook.render.table import render_table
from factbook.render.templating import render_part

PREVIEW_ROWS, PREVIEW_COLUMNS = 3, 6
"""How much of a table is shown before it is taken as a file."""
MOST_SOURCES = 12
"""Sources that are listed without being grouped by their years."""


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
    first_rows: tuple[tuple[Cellvalue, ...], ...] = ()
    """Its first rows, one value for each column."""
    subject: str = ""
    """Title of the notebook that its figures are computed in, if any is."""

    @property
    def terms(self) -> tuple[tuple[tuple[str, str], ...], str]:
        """Under what it may be used; the list says once what most tables share."""
        return self.licences, self.rights

    def render_preview(self, language: str) -> Markup:
        """Render its first rows and columns; nothing of an empty table."""
        names = tuple(name for name, _, _ in self.columns[:PREVIEW_COLUMNS])
        rows = tuple(row[:PREVIEW_COLUMNS] for row in self.first_rows[:PREVIEW_ROWS])
        if not rows:
            return Markup("")
        shown = RowSet(dataset=self.name, columns=names, rows=rows)
        return render_table(shown, caption=self.title or self.name, language=language, show_caption=False)

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
    """Render all tables, grouped by where they are used; `root` leads to the site's root."""
    groups: dict[str, list[DatasetView]] = {}
    for one in sorted(datasets, key=lambda one: not one.subject):
        groups.setdefault(one.subject, []).append(one)
    counted = Counter(one.terms for one in datasets).most_common(1)
    return render_part("datasets.html", language, groups=groups, root=root, shared=counted[0][0] if counted else None)


def render_source_list(sources: Sequence[SourceView], language: str = "en") -> Markup:
    """Render all sources in the order given; many of them by the year of their publication, the last one first."""
    years: dict[str, list[SourceView]] = {}
    if len(sources) > MOST_SOURCES:
        for one in sorted(sources, key=_year, reverse=True):
            years.setdefault(_year(one), []).append(one)
    return render_part("sources.html", language, entries=sources, years=years)


def _year(view: SourceView) -> str:
    return view.source.published[:4]
