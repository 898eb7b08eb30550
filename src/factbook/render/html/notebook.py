"""A notebook as a page: its prose like a chapter, its code in small type, what it recorded as a table.

No HTML that a notebook displayed reaches the page: tables are read and rendered again, images are embedded, all else is
text.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from factbook.model import Statistic
from factbook.render.code_block import render_code
from factbook.render.html.displayed_tables import DisplayedTable, read_displayed_tables
from factbook.render.html.inline_myst import render_document
from factbook.render.table import Column, render_cells
from factbook.render.templating import render_part
from factbook.render.text import NOTHING, find_id, mark_hangul
from factbook.render.values import show_value
from factbook.render.words.interface import find_words
from factbook.report.myst import strip_roles

# The media type under which `record` displays what it recorded.
BUNDLE = "application/vnd.factbook+json"
# In the order of preference, where an output offers several.
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/svg+xml")
# What pandas prints for a number, or for a missing one; an empty cell does not make a column text.
NUMBER = re.compile(r"[-+\u2212]?\d[\d,]*(?:\.\d+)?%?|nan|NaN|<NA>|")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
# IPython colours its tracebacks for terminals; the codes mean nothing on a page.
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookView:
    """A notebook that ran, and the addresses that its page needs."""

    name: str
    """Its path in the project."""
    edition: str
    cells: Sequence[Mapping[str, Any]]
    """In the form of nbformat, version 4."""
    statistics: Mapping[str, Statistic] = field(default_factory=dict)
    charts: Mapping[str, Markup] = field(default_factory=dict)
    """Each chart as a figure, by id."""
    evidence: Mapping[str, str] = field(default_factory=dict)
    """The address of each statistic's own page."""
    script: str = ""
    """The address of the notebook as a script."""
    code_language: str = "python"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    notebook: NotebookView
    language: str
    names: Counter[str] = field(default_factory=Counter)
    """How often each name is used."""

    def name(self, key: str, number: int) -> str:
        """Return a name for a part of a cell that nothing else on the page has."""
        name = find_words(self.language)[key].format(n=number)
        self.names[name] += 1
        return name if self.names[name] == 1 else f"{name} ({self.names[name]})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    id: str
    title: str


def render_notebook(notebook: NotebookView, language: str = "en") -> Markup:
    """Render the article of a notebook, and its local contents."""
    page = _Page(notebook=notebook, language=language)
    title, blocks, sections = NOTHING, [], list[_Section]()
    for number, cell in enumerate(notebook.cells, start=1):
        if cell["cell_type"] == "markdown":
            prose = _prose(_text(cell["source"]), number, page)
            # The template sets the title, so it is taken out of the prose.
            if not title and (found := _TITLE.search(prose)):
                title, prose = Markup(found[1]), prose.replace(found[0], "", 1)  # noqa: S704 - markdown-it escapes
            html = _set_headings(prose, sections)
        elif cell["cell_type"] == "code":
            html = _code_cell(cell, number, page)
        else:
            html = Markup("<pre>{}</pre>").format(_text(cell["source"]))
        blocks.append(Markup('<div class="fb-cell" id="cell-{}">\n{}</div>').format(number, html))
    return render_part(
        "notebook.html",
        language,
        notebook=notebook,
        title=title or escape(notebook.name),
        blocks=blocks,
        sections=sections,
    )


def _prose(text: str, number: int, page: _Page) -> str:
    """Render Markdown, with its tables like those of pages."""
    html = render_document(strip_roles(text))
    return _TABLE.sub(
        lambda match: "".join(_displayed_table(one, number, page) for one in read_displayed_tables(match[0])), html
    )


def _set_headings(prose: str, sections: list[_Section]) -> Markup:
    """Shift headings below the title so that none skips a level, and collect those of the first level with an id."""
    level, shift = 1, dict[str, int]()

    def note(match: re.Match[str]) -> str:
        nonlocal level
        if match[1]:
            return f"</h{shift[match[2]]}>"
        # A notebook may begin at any level, but a page must not skip one: screen readers go from heading to heading.
        level = min(max(int(match[2]), 2), level + 1 if sections or level > 1 else 2)
        shift[match[2]] = level
        if level > 2:
            return f"<h{level}>"
        text = Markup(prose[match.end() : prose.index(f"</h{match[2]}>", match.end())]).striptags()  # noqa: S704 - ours
        sections.append(_Section(id=_free(find_id(text), sections), title=text))
        return f'<h2 id="{sections[-1].id}">'

    return Markup(_HEADING.sub(note, prose))  # noqa: S704 - markdown-it escapes


def _free(id: str, sections: Sequence[_Section]) -> str:
    """Return an id that no section and no cell has."""
    # Cells have ids such as ``cell-3``, which a heading may be called as well.
    id = f"section-{id}"
    taken = {section.id for section in sections}
    return next(name for name in (id, *(f"{id}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def _code_cell(cell: Mapping[str, Any], number: int, page: _Page) -> Markup:
    source = _text(cell["source"])
    code = Markup('<pre class="fb-code" tabindex="0" role="region" aria-label="{}"><code>{}</code></pre>\n').format(
        page.name("notebook.code", number), render_code(source, page.notebook.code_language)
    )
    outputs = Markup("\n").join(_outputs(cell.get("outputs", []), number, page))
    return (code if source.strip() else NOTHING) + outputs


def _outputs(outputs: Sequence[Mapping[str, Any]], number: int, page: _Page) -> Iterator[Markup]:
    """Yield each output as HTML; statistics that were recorded one after the other as one table."""
    for recorded, group in groupby(outputs, key=lambda output: _statistic(output, page.notebook) is not None):
        if recorded:
            found = [one for output in group if (one := _statistic(output, page.notebook))]
            yield _recorded(found, number, page)
        else:
            yield from (_output(output, number, page) for output in group)


def _statistic(output: Mapping[str, Any], notebook: NotebookView) -> Statistic | None:
    bundle = output.get("data", {}).get(BUNDLE, {})
    return notebook.statistics.get(str(bundle.get("id"))) if bundle.get("kind") == "statistic" else None


def _recorded(statistics: Sequence[Statistic], number: int, page: _Page) -> Markup:
    """Render what a cell recorded, a row each: name and id, value, and the population if they differ."""
    language, words = page.language, find_words(page.language)
    populations = dict.fromkeys(statistic.population for statistic in statistics)
    columns = [Column(head=words["figure"], row_head=True), Column(head=words["value.head"], numeric=True)]
    columns += [Column(head=words["counts"])] if len(populations) > 1 else []
    rows = [
        [
            Markup('{}<small class="fb-id">{}</small>').format(
                mark_hangul(statistic.label, language), _linked(statistic.id, page.notebook.evidence)
            ),
            escape(show_value(statistic.value, statistic.unit, language)),
            *([mark_hangul(statistic.population, language)] if len(populations) > 1 else []),
        ]
        for statistic in statistics
    ]
    caption = page.name("notebook.recorded", number)
    several = len(populations) > 1
    table = render_cells(columns, rows, caption=caption, language=language, show_caption=False, stacks=several)
    if several:
        return table
    population = mark_hangul(next(iter(populations)), language)
    return table + Markup('<p class="fb-source">{}: {}</p>\n').format(words["counts"], population)


def _linked(id: str, evidence: Mapping[str, str]) -> Markup:
    href = evidence.get(id)
    return Markup('<a href="{}"><code>{}</code></a>').format(href, id) if href else Markup("<code>{}</code>").format(id)


def _output(output: Mapping[str, Any], number: int, page: _Page) -> Markup:
    if output["output_type"] == "stream":
        return _plain(output["text"])
    if output["output_type"] == "error":
        return _plain("\n".join(output["traceback"]))
    data = output.get("data", {})
    bundle = data.get(BUNDLE, {})
    if bundle.get("kind") == "chart" and bundle["id"] in page.notebook.charts:
        return page.notebook.charts[bundle["id"]]
    tables = read_displayed_tables(_text(data.get("text/html", "")))
    if tables:
        return Markup("\n").join(_displayed_table(table, number, page) for table in tables)
    if "text/markdown" in data:
        return _set_headings(_prose(_text(data["text/markdown"]), number, page), [])
    picture = next((mime for mime in PICTURES if mime in data), "")
    if picture:
        return _picture(picture, _text(data[picture]), page.name("notebook.picture", number))
    return _plain(data.get("text/plain", ""))


def _displayed_table(table: DisplayedTable, number: int, page: _Page) -> Markup:
    width = len(table.head)
    rows = [[*row, *[""] * (width - len(row))] for row in table.rows]
    columns = [
        Column(
            head=head,
            row_head=at < max(table.named, 1),
            numeric=at >= table.named and all(NUMBER.fullmatch(row[at]) for row in rows),
        )
        for at, head in enumerate(table.head)
    ]
    caption = page.name("notebook.table", number)
    cells = [[mark_hangul(cell, page.language) for cell in row] for row in rows]
    return render_cells(columns, cells, caption=caption, language=page.language, show_caption=False)


def _picture(mime: str, data: str, alt: str) -> Markup:
    # An SVG within <img> runs no script and loads nothing, which one within the page might.
    coded = data if mime != "image/svg+xml" else base64.b64encode(data.encode()).decode()
    return Markup('<p><img src="data:{};base64,{}" alt="{}"></p>').format(mime, "".join(coded.split()), alt)


def _plain(text: Any) -> Markup:
    shown = _ESCAPES.sub("", _text(text)).strip("\n")
    return Markup('<pre class="fb-out"><samp>{}</samp></pre>').format(shown) if shown.strip() else NOTHING


def _text(source: Any) -> str:
    """Return a text of a notebook; nbformat allows a list of lines."""
    return "".join(source) if isinstance(source, list) else str(source)
