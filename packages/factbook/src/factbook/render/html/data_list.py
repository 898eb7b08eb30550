"""The lists of a report's datasets and sources: a line for each, with more behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from factbook.render.table import render_table
from factbook.render.templating import render_part
from figurecheck.model import Cellvalue, RowSet, Source

PREVIEW_ROWS, PREVIEW_COLUMNS = 3, 6
"""How much of a table is shown before it is taken as a file."""
FEWEST_SOURCES = 12
"""Sources that are listed without a heading, or under one of their own."""


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
    """Title of the page on which most of its figures stand; empty if on none."""

    @property
    def terms(self) -> tuple[tuple[tuple[str, str], ...], str]:
        """Under what it may be used; the list says once what most tables share."""
        return self.licences, self.rights

    def render_preview(self, language: str) -> Markup:
        """Render its first rows and columns; nothing of an empty table."""
        # Wide tables are cut: a preview shows how rows look, and the columns are listed below it.
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
    """Render all tables, grouped by the pages that they are used on; `root` leads to the site's root."""
    groups: dict[str, list[DatasetView]] = {}
    for one in datasets:
        groups.setdefault(one.subject, []).append(one)
    # Most packages have one licence for all tables; said under each, it was a third of the page.
    counted = Counter(one.terms for one in datasets).most_common(1)
    return render_part("datasets.html", language, groups=groups, root=root, shared=counted[0][0] if counted else None)


def render_source_list(sources: Sequence[SourceView], language: str = "en") -> Markup:
    """Render all sources in the order given; many of them by the years of their publication, the last ones first."""
    periods = _divide(sources) if len(sources) > FEWEST_SOURCES else []
    return render_part("sources.html", language, entries=sources, periods=periods)


def _divide(sources: Sequence[SourceView]) -> list[tuple[str, str, list[SourceView]]]:
    """Return sources by years: first year, last year, and at least `FEWEST_SOURCES` where there are so many left."""
    found: list[tuple[str, str, list[SourceView]]] = []
    # A heading for each year would be longer than the list where most years have one source. Those without a date come
    # last and stay apart, since no year says when they were published.
    for year, views in groupby(sorted(sources, key=_year, reverse=True), key=_year):
        if found and year and len(found[-1][2]) < FEWEST_SOURCES:
            _, last, some = found[-1]
            found[-1] = (year, last, [*some, *views])
        else:
            found.append((year, year, [*views]))
    return found


def _year(view: SourceView) -> str:
    return view.source.published[:4]
