"""Tables of pages in the report's style: heads with scope, numbers to the right, columns named on phones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from factbook.render.table import SCROLLS_FROM, find_widths, is_wide, must_stack, overflows, render_source_line
from factbook.render.text import render_sources
from factbook.render.words.interface import find_words
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.markup.nodes import make_block, make_phrase, phrase, write_attributes
from factbook.sphinx_ext.markup.roles import printed_figure
from figurecheck.model import How, Role, split_reported

NUMERIC = re.compile(r"[<>~\u2248+\u2212-]?\s?[$\u20a9\u20ac]?\d[\d,.]*\s?(?:%|\u00d7|[^\W\d_]{1,8})?$")
"""A cell that is a number, with a short unit at most."""
MOST_SOURCES = 4
"""How many sources are named below a table; each figure leads to its own."""
NOT_A_NUMBER = frozenset({"", "-", "\u2013", "\u2014", "not found", "not known", "unknown"})


# Nodes of our own, so that the visitors of docutils stay what they are: they write column widths as inline styles,
# which the policy of the pages blocks, and know neither scopes nor ``data-th`` (docutils 0.21.2).
class table_box(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """A table with the box that it scrolls in and the line of its sources."""


class table_rows(nodes.Part, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """The rows of a head or of a body."""


class table_cell(nodes.Part, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """A cell, with its tag and its attributes."""


class cell_text(nodes.Part, nodes.TextElement):  # noqa: N801 - docutils names nodes in lower case
    """The content of a cell, without a paragraph around it."""


class TableTransform(SphinxPostTransform):
    """Put nodes of our own in the place of each table."""

    # Before notes (660) and Korean runs (700), which change the text of cells, by which columns are recognised.
    default_priority = 650
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Replace the tables of one page, inner ones first."""
        for table in reversed(list(self.document.findall(nodes.table))):
            _prepare(table)
            table.replace_self(_make_box(table))


def setup_tables(app: Sphinx) -> None:
    """Register the transform, and how its nodes are written."""
    app.add_post_transform(TableTransform)
    app.add_node(table_box, html=(_visit_box, _depart_box))
    app.add_node(table_rows, html=(_visit_rows, _depart_rows))
    app.add_node(table_cell, html=(_visit_cell, _depart_cell))
    app.add_node(cell_text, html=(_pass, _pass))


def _prepare(table: nodes.table) -> None:
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
    table["fb_sideways"] = bool(rows) and overflows(widths, [cell.get("fb_numeric", False) for cell in rows[0]])


def _cells(row: nodes.row) -> list[nodes.entry]:
    return [cell for cell in row.children if isinstance(cell, nodes.entry)]


def _unwrap(cell: nodes.entry) -> None:
    """Remove the paragraph of a cell that has only one."""
    if len(cell.children) == 1 and isinstance(cell.children[0], nodes.paragraph):
        cell.replace(cell.children[0], cell_text("", "", *cell.children[0].children))


def _is_numeric(cells: list[str]) -> bool:
    numbers = [cell for cell in cells if cell.lower() not in NOT_A_NUMBER]
    return bool(numbers) and all(NUMERIC.match(cell) for cell in numbers)


def _make_box(table: nodes.table) -> table_box:
    """Return a prepared table as nodes of our own; column widths are left out."""
    settings = {name: table[name] for name in ("fb_stack", "fb_wide", "fb_scroll", "fb_sideways")}
    box = table_box("", classes=table["classes"], **settings)
    # Sphinx writes a title with a number and a link; a caption of ours has neither.
    titles = [child for child in table.children if isinstance(child, nodes.title)]
    box += [make_phrase("caption", [], [*_number(table), *title.children]) for title in titles]
    for part in table.findall(lambda node: isinstance(node, nodes.thead | nodes.tbody)):
        rows = [row for row in part.children if isinstance(row, nodes.row)]
        tag = "thead" if isinstance(part, nodes.thead) else "tbody"
        box += table_rows("", *(make_block("tr", [], [*map(_make_cell, _cells(row))]) for row in rows), tag=tag)
    return box


def _number(table: nodes.table) -> list[nodes.Node]:
    """Return the number of a table on a page of an adopted book, whose texts name it by that."""
    env = table.document.settings.env if table.document else None
    if env is None or not state_of(env.app).report.project.settings.adopts or not table["ids"]:
        return []
    number = env.toc_fignumbers.get(env.docname, {}).get("table", {}).get(table["ids"][0], ())
    form = str(env.config.numfig_format.get("table", "%s"))
    text = form % ".".join(map(str, number)) if number else ""
    return [nodes.inline("", f"{text} ", classes=["caption-number"])] if text else []


def _make_cell(entry: nodes.entry) -> table_cell:
    in_head = isinstance(entry.parent.parent, nodes.thead)
    empty = not entry.astext().strip()
    tag = "th" if (in_head and not empty) or entry.get("fb_row_head") else "td"
    attributes = {
        "scope": ("col" if in_head else "row") if tag == "th" else "",
        "class": "n" if entry.get("fb_numeric") else "",
        "data-th": "" if in_head or tag == "th" else entry.get("fb_name", ""),
        "rowspan": str(entry["morerows"] + 1) if entry.get("morerows") else "",
        "colspan": str(entry["morecols"] + 1) if entry.get("morecols") else "",
    }
    return table_cell("", *entry.children, tag=tag, html=attributes)


def _visit_box(translator: HTML5Translator, node: table_box) -> None:
    # A title is written as a child, before the rows; its text is needed here for the label of the scrolling box.
    title = next((child.astext() for child in node.children if isinstance(child, phrase)), "")
    language = state_of(translator.builder.app).language_of(translator.builder.current_docname)
    marks = {"fb-data__scroll": "fb_scroll", "fb-sideways": "fb_sideways", "fb-wide": "fb_wide"}
    classes = " ".join(["fb-tablewrap", *(name for name, setting in marks.items() if node[setting])])
    box = Markup('<div class="{}">').format(classes)
    if node["fb_scroll"] or node["fb_sideways"]:
        label = find_words(language)["data.scroll"].format(caption=title or find_words(language)["rows"])
        box = Markup('<div class="{}" tabindex="0" role="region" aria-label="{}">').format(classes, label)
    translator.body.append(f'{box}\n<table class="{" ".join(_table_classes(node))}">\n')


def _table_classes(node: table_box) -> Iterator[str]:
    yield "fb-table"
    if node["fb_stack"]:
        yield "fb-table--stack"
    yield from (name for name in node["classes"] if name.startswith("fb-"))


def _depart_box(translator: HTML5Translator, node: table_box) -> None:
    translator.body.append(f"</table>\n{'' if node['fb_scroll'] else _source_line(translator, node)}</div>\n")
    if node["fb_scroll"]:
        translator.body.append(_source_line(translator, node))


def _source_line(translator: HTML5Translator, node: table_box) -> str:
    """Return what the figures of a table rest on, and how many of which kind they are."""
    figures = [figure for figure in node.findall(printed_figure) if figure["role"] in {Role.CLAIM, Role.REPORTED}]
    if not figures:
        return ""
    report = state_of(translator.builder.app).report
    shown_in = state_of(translator.builder.app).in_language(translator.builder.current_docname)
    reported = [split_reported(figure["target"])[0] for figure in figures if figure["role"] == Role.REPORTED]
    known = report.known
    used = [
        known.statistics[id]
        for figure in figures
        if figure["role"] == Role.CLAIM and (id := known.current_id(figure["target"])) in known.statistics
    ]
    rests = (statistic.source_ids for statistic in used)
    ways = Counter(statistic.how for statistic in used)
    counted = {
        "recomputed": ways[How.COMPUTED],
        "looked_up": ways[How.LOOKED_UP],
        "recorded": ways[How.RECORDED],
        "reported": len(reported),
    }
    ids = list(dict.fromkeys([*chain.from_iterable(rests), *reported]))
    named = render_sources(ids, shown_in.sources, shown_in.language, most=MOST_SOURCES)
    return str(render_source_line(named, counted, shown_in.language))


def _visit_rows(translator: HTML5Translator, node: table_rows) -> None:
    translator.body.append("<thead>" if node["tag"] == "thead" else "<tbody>\n")


def _depart_rows(translator: HTML5Translator, node: table_rows) -> None:
    translator.body.append(f"</{node['tag']}>\n")


def _visit_cell(translator: HTML5Translator, node: table_cell) -> None:
    translator.body.append(f"<{node['tag']}{write_attributes(node['html'])}>")


def _depart_cell(translator: HTML5Translator, node: table_cell) -> None:
    translator.body.append(f"</{node['tag']}>")


def _pass(translator: HTML5Translator, node: cell_text) -> None:
    """Write nothing around the content."""
