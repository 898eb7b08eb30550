"""A notebook as a page: its prose like a chapter, its code in small type, what it recorded as a table.

No HTML that a notebook displayed reaches the page: tables are read and rendered again, images are embedded, all else is
text.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from factbook.render.code_block import render_code
from factbook.render.html.displayed_tables import DisplayedTable, read_displayed_tables
from factbook.render.html.inline_myst import render_document
from factbook.render.table import PHONE_CHARACTERS, Column, render_cells
from factbook.render.templating import find_compiled, find_templates, render_part
from factbook.render.text import NOTHING, find_id, mark_hangul
from factbook.render.values import show_value
from factbook.render.words.interface import find_words
from factbook.report.myst import strip_roles
from figurecheck.model import Statistic

Node = Mapping[str, Any]
"""A cell, an output, or the forms of an output, as nbformat 4 has them."""
# The media type under which `record` displays what it recorded, and that of several such outputs as one.
BUNDLE = "application/vnd.factbook+json"
RECORDED = "application/vnd.factbook.recorded+json"
# In the order of preference, where an output offers several.
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/svg+xml")
MOST_RECORDED = 100
"""Statistics that are listed below the cell that recorded them; a cell can record thousands."""
# What pandas prints for a number, or for a missing one; an empty cell does not make a column text.
NUMBER = re.compile(r"[-+\u2212]?\d[\d,]*(?:\.\d+)?%?|nan|NaN|<NA>|")
_BEGINNING = '<div class="fb-cell" id="cell-'
_CELL = re.compile(f"(?={_BEGINNING})")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookView:
    """A notebook that ran, and the addresses that its page needs."""

    name: str
    """Its path in the project."""
    edition: str
    cells: Sequence[Node]
    """In the form of nbformat, version 4."""
    statistics: Mapping[str, Statistic] = field(default_factory=dict)
    charts: Mapping[str, Markup] = field(default_factory=dict)
    """Each chart as a figure, by id."""
    evidence: Mapping[str, str] = field(default_factory=dict)
    """The address of each statistic's own page."""
    script: str = ""
    """The address of the notebook as a script."""
    index: str = ""
    """The address of the index of all evidence."""
    code_language: str = "python"
    others: Sequence[str] = ("",)
    """The address of each page of it, from this one."""
    parts: Sequence[range] = ()
    """The places of the cells of each page; none where all are on one."""
    number: int = 0
    """Which of the pages this is, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a notebook's page, for its local contents."""

    id: str
    title: str
    cell: int
    """Number of its cell, from 1."""


def render_notebook(notebook: NotebookView, language: str = "en") -> Markup:
    """Render the article of a notebook, or one page of a long one, and the local contents of all of it."""
    page = NotebookPage(notebook=notebook, language=language)
    # All cells on each page: the title may be on another one, and so are sections that the contents name.
    cells = page.render_cells()
    parts = notebook.parts or [range(len(notebook.cells))]
    if len(parts) > 1:
        here = parts[notebook.number]
        cells = Markup("").join(Markup(one) for one in _divide(cells) if _find_number(one) - 1 in here)  # noqa: S704 - ours
    return render_part(
        "notebook.html",
        language,
        notebook=notebook,
        title=page.title or escape(notebook.name),
        cells=cells,
        pages=[(address, part.start + 1, part.stop) for address, part in zip(notebook.others, parts, strict=True)],
        sections=[(_find_page(notebook, parts, section), section) for section in page.sections],
    )


def _divide(cells: str) -> list[str]:
    """Return the cells one by one; no text of a notebook can hold what one begins with, since all are escaped."""
    return _CELL.split(cells)[1:]


def _find_number(cell: str) -> int:
    return int(cell.removeprefix(_BEGINNING).partition('"')[0])


def _find_page(notebook: NotebookView, parts: Sequence[range], section: Section) -> str:
    """Return the address of the page of a section; empty for this one."""
    number = next(at for at, part in enumerate(parts) if section.cell - 1 in part)
    return "" if number == notebook.number else notebook.others[number]


@dataclass(kw_only=True)
class NotebookPage:
    """A notebook while its page is rendered: what nbconvert calls for each part of a cell."""

    notebook: NotebookView
    language: str
    title: Markup = NOTHING
    """The first heading of the first level; the template of the page sets it, so it is taken out of the prose."""
    sections: list[Section] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    """How often each name is used."""

    def render_cells(self) -> Markup:
        """Render all cells, by nbconvert's exporter with our template."""
        # Imported here, where a page is made: nbconvert takes a sixth of a second, and most builds change no notebook.
        # Not its HTMLExporter, which reads and writes the page once more with BeautifulSoup.
        from nbconvert.exporters import TemplateExporter
        from nbformat import from_dict

        exporter = TemplateExporter(  # type: ignore[no-untyped-call]
            extra_loaders=[find_templates()],
            template_name="base",
            template_file="notebook_cells.html.j2",
            filters={
                "prose": self.render_prose,
                "code": self.render_code,
                "plain": render_plain,
                "displayed": self.render_displayed,
            },
            # What its preprocessors change (streams joined, files taken out) is not wanted here.
            default_preprocessors=[],
        )
        exporter.environment.bytecode_cache = find_compiled()
        cells = [self._prepare(cell, number) for number, cell in enumerate(self.notebook.cells, start=1)]
        node = from_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})  # type: ignore[no-untyped-call]
        html, _ = exporter.from_notebook_node(node)
        return Markup(html.rstrip("\n"))  # noqa: S704 - every filter escapes

    def render_prose(self, text: str, number: int) -> Markup:
        """Render the Markdown of a cell; the first title on the page becomes the page's own."""
        html = self._prose(text, number)
        if not self.title and (found := _TITLE.search(html)):
            self.title, html = Markup(found[1]), html.replace(found[0], "", 1)  # noqa: S704 - markdown-it escapes
        return _set_headings(html, self.sections, number)

    def render_code(self, source: str, number: int) -> Markup:
        """Render the code of a cell, with a line break after it; nothing if there is none."""
        if not source.strip():
            return NOTHING
        return Markup('<pre class="fb-code" tabindex="0" role="region" aria-label="{}"><code>{}</code></pre>\n').format(
            self._name("notebook.code", number), render_code(source, self.notebook.code_language)
        )

    def render_displayed(self, data: Node, number: int) -> Markup:
        """Render the best of the forms in which something was displayed."""
        if RECORDED in data:
            return self._recorded([self.notebook.statistics[id] for id in data[RECORDED]], number)
        bundle = data.get(BUNDLE, {})
        if bundle.get("kind") == "chart" and bundle["id"] in self.notebook.charts:
            return self.notebook.charts[bundle["id"]]
        if tables := read_displayed_tables(_text(data.get("text/html", ""))):
            return Markup("\n").join(self._displayed_table(table, number) for table in tables)
        if "text/markdown" in data:
            return _set_headings(self._prose(_text(data["text/markdown"]), number), [], number)
        if picture := next((mime for mime in PICTURES if mime in data), ""):
            return _picture(picture, _text(data[picture]), self._name("notebook.picture", number))
        return render_plain(_text(data.get("text/plain", "")))

    def _prepare(self, cell: Node, number: int) -> Node:
        """Return a cell with its number, and with statistics that were recorded one after the other as one output."""
        prepared = {**cell, "source": _text(cell["source"]), "metadata": {"number": number}}
        if cell["cell_type"] != "code":
            return prepared
        outputs: list[Node] = []
        for recorded, group in groupby(cell.get("outputs", []), key=self._is_recorded):
            if recorded:
                ids = [output["data"][BUNDLE]["id"] for output in group]
                outputs.append({"output_type": "display_data", "data": {RECORDED: ids}, "metadata": {}})
            else:
                outputs += map(self._shorten, group)
        return {**prepared, "outputs": outputs}

    def _shorten(self, output: Node) -> Node:
        """Return the output of a chart that is drawn without its specification, which nbconvert would copy twice."""
        bundle = output.get("data", {}).get(BUNDLE, {})
        if bundle.get("kind") != "chart" or bundle["id"] not in self.notebook.charts:
            return output
        return {**output, "data": {BUNDLE: {"kind": "chart", "id": bundle["id"]}}}

    def _is_recorded(self, output: Node) -> bool:
        bundle = output.get("data", {}).get(BUNDLE, {})
        return bundle.get("kind") == "statistic" and bundle.get("id") in self.notebook.statistics

    def _name(self, key: str, number: int) -> str:
        """Return a name for a part of a cell that nothing else on the page has."""
        name = find_words(self.language)[key].format(n=number)
        self.names[name] += 1
        return name if self.names[name] == 1 else f"{name} ({self.names[name]})"

    def _prose(self, text: str, number: int) -> str:
        """Render Markdown, with its tables like those of pages."""
        html = render_document(strip_roles(text))
        return _TABLE.sub(
            lambda match: "".join(self._displayed_table(one, number) for one in read_displayed_tables(match[0])), html
        )

    def _recorded(self, statistics: Sequence[Statistic], number: int) -> Markup:
        """Render what a cell recorded, a row each: name and id, value, and the population if they differ."""
        language, words = self.language, find_words(self.language)
        statistics, all_of_them = statistics[:MOST_RECORDED], len(statistics)
        populations = dict.fromkeys(statistic.population for statistic in statistics)
        several = len(populations) > 1
        columns = [Column(head=words["figure"], row_head=True), Column(head=words["value.head"], numeric=True)]
        columns += [Column(head=words["counts"])] if several else []
        rows = [
            [
                Markup('{}<small class="fb-id">{}</small>').format(
                    mark_hangul(statistic.label, language), _linked(statistic.id, self.notebook.evidence)
                ),
                escape(show_value(statistic.value, statistic.unit, language)),
                *([mark_hangul(statistic.population, language)] if several else []),
            ]
            for statistic in statistics
        ]
        caption = self._name("notebook.recorded", number)
        table = render_cells(columns, rows, caption=caption, language=language, show_caption=False, stacks=several)
        if all_of_them > len(statistics):
            index = Markup('<a href="{}">{}</a>').format(self.notebook.index, words["evidence.index"])
            said = escape(words["notebook.some"]).format(n=len(statistics), all=all_of_them, index=index)
            table += Markup('<p class="fb-source">{}</p>\n').format(said)
        if several:
            return table
        population = mark_hangul(next(iter(populations)), language)
        return table + Markup('<p class="fb-source">{}: {}</p>\n').format(words["counts"], population)

    def _displayed_table(self, table: DisplayedTable, number: int) -> Markup:
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
        caption = self._name("notebook.table", number)
        cells = [[mark_hangul(cell, self.language) for cell in row] for row in rows]
        return render_cells(columns, cells, caption=caption, language=self.language, show_caption=False)


def _set_headings(prose: str, sections: list[Section], cell: int) -> Markup:
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
        sections.append(Section(id=_free(find_id(text), sections), title=text, cell=cell))
        return f'<h2 id="{sections[-1].id}">'

    return Markup(_HEADING.sub(note, prose))  # noqa: S704 - markdown-it escapes


def _free(id: str, sections: Sequence[Section]) -> str:
    """Return an id that no section and no cell has."""
    # Cells have ids such as ``cell-3``, which a heading may be called as well.
    id = f"section-{id}"
    taken = {section.id for section in sections}
    return next(name for name in (id, *(f"{id}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def _linked(id: str, evidence: Mapping[str, str]) -> Markup:
    href = evidence.get(id)
    return Markup('<a href="{}"><code>{}</code></a>').format(href, id) if href else Markup("<code>{}</code>").format(id)


def _picture(mime: str, data: str, alt: str) -> Markup:
    # An SVG within <img> runs no script and loads nothing, which one within the page might.
    coded = data if mime != "image/svg+xml" else base64.b64encode(data.encode()).decode()
    return Markup('<p><img src="data:{};base64,{}" alt="{}"></p>').format(mime, "".join(coded.split()), alt)


def render_plain(text: str | Sequence[str]) -> Markup:
    """Render what a cell printed; nothing if that is blank."""
    from nbconvert.filters import strip_ansi

    # IPython colours its tracebacks for terminals; the codes mean nothing on a page.
    shown = strip_ansi(_text(text)).strip("\n")  # type: ignore[no-untyped-call]
    # A line that is longer than a phone is wide scrolls, and what scrolls must be reached by keyboard.
    focusable = Markup(' tabindex="0"') if max(map(len, shown.splitlines()), default=0) > PHONE_CHARACTERS else ""
    return Markup('<pre class="fb-out"{}><samp>{}</samp></pre>').format(focusable, shown) if shown.strip() else NOTHING


def _text(source: object) -> str:
    """Return a text of a notebook; nbformat allows a list of lines."""
    return "".join(source) if isinstance(source, list) else str(source)
