"""Tables of pages in the report's style: heads with scope, numbers to the right, columns named on phones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from factbook.model import Role
from factbook.render.table import SCROLLS_FROM, find_widths, is_wide, must_stack, render_source_line
from factbook.render.text import render_sources
from factbook.render.words.interface import find_words
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.markup.roles import printed_figure

NUMERIC = re.compile(r"[<>~\u2248+\u2212-]?\s?[$\u20a9\u20ac]?\d[\d,.]*\s?(?:%|\u00d7|[^\W\d_]{1,8})?$")
"""A cell that is a number, with a short unit at most."""
MOST_SOURCES = 4
"""How many sources are named below a table; each figure leads to its own."""
NOT_A_NUMBER = frozenset({"", "-", "\u2013", "\u2014", "not found", "not known", "unknown"})


class table_caption(nodes.Part, nodes.TextElement):  # noqa: N801 - docutils names nodes in lower case
    """A table's title, written without a number."""


class table_cell(nodes.Part, nodes.TextElement):  # noqa: N801 - docutils names nodes in lower case
    """The content of a cell, without a paragraph around it."""


class TableTransform(SphinxPostTransform):
    """Record on each table, and on its cells, what the writer needs."""

    # Before notes (660) and Korean runs (700), which change the text of cells, by which columns are recognised.
    default_priority = 650
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Prepare the tables of one page."""
        for table in list(self.document.findall(nodes.table)):
            _prepare(table)


def setup_tables(app: Sphinx) -> None:
    """Register the transform, and replace the visitors that write tables."""
    app.add_post_transform(TableTransform)
    app.add_node(table_caption, html=(_open("<caption>"), _open("</caption>\n")))
    app.add_node(table_cell, html=(_pass, _pass))
    # docutils 0.21.2 writes column widths as inline styles, which the policy of the pages blocks, and knows neither
    # scopes nor ``data-th``. These seven visitors replace those of Sphinx 7.4.7 and of pydata-sphinx-theme 0.17.1,
    # whose subclass of the translator adds its own `visit_table`, for every table of the site. `override=True` is the
    # public way to do it; a subclass of the translator would lose to the theme's, which is created later. The seven
    # belong together: an attribute that a later docutils adds to cells is not written until `_visit_entry` knows it.
    app.add_node(nodes.table, override=True, html=(_visit_table, _depart_table))
    app.add_node(nodes.tgroup, override=True, html=(_pass, _pass))
    app.add_node(nodes.colspec, override=True, html=(_skip, _pass))
    app.add_node(nodes.thead, override=True, html=(_open("<thead>"), _open("</thead>\n")))
    app.add_node(nodes.tbody, override=True, html=(_open("<tbody>\n"), _open("</tbody>\n")))
    app.add_node(nodes.row, override=True, html=(_open("<tr>"), _open("</tr>\n")))
    app.add_node(nodes.entry, override=True, html=(_visit_entry, _depart_entry))


def _prepare(table: nodes.table) -> None:
    # Sphinx writes a title with a number and a link; a caption of ours has neither.
    for title in [child for child in table.children if isinstance(child, nodes.title)]:
        table.replace(title, table_caption("", "", *title.children))
    heads = [_cells(row) for head in table.findall(nodes.thead) for row in head.findall(nodes.row)]
    rows = [_cells(row) for body in table.findall(nodes.tbody) for row in body.findall(nodes.row)]
    names = [cell.astext().strip() for cell in heads[-1]] if heads else []
    for cell in [cell for row in [*heads, *rows] for cell in row]:
        _unwrap(cell)
    for at, column in enumerate(zip(*rows, strict=False)):
        numeric = at > 0 and _is_numeric([cell.astext().strip() for cell in column])
        for cell in [*column, *(row[at] for row in heads if at < len(row))]:
            cell["fb_numeric"] = numeric or "text-right" in cell["classes"]
    for row in rows:
        row[0]["fb_row_head"] = bool(row[0].astext().strip())
        for cell, name in zip(row, names, strict=False):
            cell["fb_name"] = name
    widths = find_widths([[cell.astext() for cell in row] for row in [*heads, *rows]])
    table["fb_stack"] = bool(names) and must_stack(widths)
    table["fb_wide"] = is_wide(widths)
    table["fb_scroll"] = len(rows) > SCROLLS_FROM


def _cells(row: nodes.row) -> list[nodes.entry]:
    return [cell for cell in row.children if isinstance(cell, nodes.entry)]


def _unwrap(cell: nodes.entry) -> None:
    """Remove the paragraph of a cell that has only one."""
    if len(cell.children) == 1 and isinstance(cell.children[0], nodes.paragraph):
        cell.replace(cell.children[0], table_cell("", "", *cell.children[0].children))


def _is_numeric(cells: list[str]) -> bool:
    numbers = [cell for cell in cells if cell.lower() not in NOT_A_NUMBER]
    return bool(numbers) and all(NUMERIC.match(cell) for cell in numbers)


def _visit_table(translator: HTML5Translator, node: nodes.table) -> None:
    # A title is written as a child, before the rows; its text is needed here for the label of the scrolling box.
    title = next((child.astext() for child in node.children if isinstance(child, table_caption)), "")
    language = state_of(translator.builder.app).report.project.settings.language
    wide = " fb-wide" if node.get("fb_wide") else ""
    box = Markup('<div class="fb-tablewrap{}">').format(wide)
    if node.get("fb_scroll"):
        label = find_words(language)["data.scroll"].format(caption=title or find_words(language)["rows"])
        box = Markup('<div class="fb-tablewrap fb-data__scroll{}" tabindex="0" role="region" aria-label="{}">').format(
            wide, label
        )
    translator.body.append(f'{box}\n<table class="{" ".join(_table_classes(node))}">\n')


def _table_classes(node: nodes.table) -> Iterator[str]:
    yield "fb-table"
    if node.get("fb_stack"):
        yield "fb-table--stack"
    yield from (name for name in node["classes"] if name.startswith("fb-"))


def _depart_table(translator: HTML5Translator, node: nodes.table) -> None:
    translator.body.append(f"</table>\n{'' if node.get('fb_scroll') else _source_line(translator, node)}</div>\n")
    if node.get("fb_scroll"):
        translator.body.append(_source_line(translator, node))


def _source_line(translator: HTML5Translator, node: nodes.table) -> str:
    """Return what the figures of a table rest on, and how many of them were recomputed."""
    figures = [figure for figure in node.findall(printed_figure) if figure["role"] != Role.PLAIN]
    if not figures:
        return ""
    report = state_of(translator.builder.app).report
    language = report.project.settings.language
    reported = [figure["target"] for figure in figures if figure["role"] == Role.REPORTED]
    rests = (
        report.statistics[figure["target"]].source_ids for figure in figures if figure["target"] in report.statistics
    )
    ids = list(dict.fromkeys([*chain.from_iterable(rests), *reported]))
    named = render_sources(ids, report.known.sources, language, most=MOST_SOURCES)
    return str(render_source_line(named, len(figures) - len(reported), len(reported), language))


def _visit_entry(translator: HTML5Translator, node: nodes.entry) -> None:
    in_head = isinstance(node.parent.parent, nodes.thead)
    empty = not node.astext().strip()
    tag = "th" if (in_head and not empty) or node.get("fb_row_head") else "td"
    # Remembered for `_depart_entry`, which docutils calls without any result of the visit.
    node["fb_tag"] = tag
    attributes = {
        "scope": ("col" if in_head else "row") if tag == "th" else "",
        "class": "n" if node.get("fb_numeric") else "",
        "data-th": "" if in_head or tag == "th" else node.get("fb_name", ""),
        "rowspan": str(node["morerows"] + 1) if node.get("morerows") else "",
        "colspan": str(node["morecols"] + 1) if node.get("morecols") else "",
    }
    written = Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in attributes.items() if value)
    translator.body.append(f"<{tag}{written}>")


def _depart_entry(translator: HTML5Translator, node: nodes.entry) -> None:
    translator.body.append(f"</{node['fb_tag']}>")


def _open(text: str) -> Any:
    return lambda translator, node: translator.body.append(text)


def _pass(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write only the content."""


def _skip(translator: HTML5Translator, node: nodes.Element) -> None:
    raise nodes.SkipNode
