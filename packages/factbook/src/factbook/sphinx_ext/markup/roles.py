"""The roles ``{claim}``, ``{reported}``, ``{plain}`` and ``{source}``."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxRole
from sphinx.writers.html5 import HTML5Translator

from factbook.render.html.figure_mark import render_mark, render_plain
from factbook.render.values import show_date
from factbook.report.flowing import fill_source
from factbook.report.front_matter import quote_dates
from factbook.report.myst import parse_target
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import evidence_address, relative_address, source_address
from figurecheck.model import Finding, Role


class printed_figure(nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils names nodes in lower case
    """A printed figure; its text is in it, so every builder can show it."""


class FigureRole(SphinxRole):
    """Make a `printed_figure`; its finding is looked up when the page is resolved."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return one node with what the figure is bound to."""
        # In reStructuredText a role that goes over two lines has the end of the first one in its text.
        printed, target = parse_target(self.text.replace("\n", " "))
        number = self.env.new_serialno("printed_figure")
        node = printed_figure(
            self.rawtext, printed, role=self.name.lower(), printed=printed, target=target, number=number
        )
        self.set_source_info(node)
        return [node], []


class SourceRole(SphinxRole):
    """Link to the page of a source."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return a link that reads as publisher and date."""
        shown_in = state_of(self.env.app).in_language(self.env.docname)
        source = shown_in.sources.get(self.text)
        if source is None:
            message = self.inliner.reporter.error(f"no source {self.text!r} in data/sources.csv", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        published = show_date(source.published, shown_in.language)
        label = ", ".join(part for part in (source.publisher or source.title, published) if part)
        address = relative_address(self.env.app, self.env.docname, source_address(source.id))
        return [nodes.reference(self.rawtext, label, refuri=address, classes=["fb-cite"])], []


def setup_roles(app: Sphinx) -> None:
    """Register the roles and how their node is written."""
    for role in Role:
        app.add_role(role.value, FigureRole())
    app.add_role("source", SourceRole())
    # After notebooks that are pages have been put in place as they ran (900).
    app.connect("source-read", _fill_figures, priority=950)
    app.connect("doctree-resolved", _bind_figures)
    app.add_node(
        printed_figure, html=(_visit_figure, _depart), latex=_SILENT, text=_SILENT, man=_SILENT, texinfo=_SILENT
    )


def _fill_figures(app: Sphinx, docname: str, source: list[str]) -> None:
    """Write the figures that flow into a page into its source, and the dates of its front matter as texts."""
    # MyST-Parser (3.0 to 5.0) writes what is nested there as JSON, and raises for a date.
    source[0] = quote_dates(source[0])
    # A page is read again when they change, since its digest includes its findings.
    path = app.env.doc2path(docname, base=False)
    page = state_of(app).report.pages.get(str(path))
    if page is not None and page.flowing:
        source[0] = fill_source(source[0], page.flowing, is_notebook=source[0].startswith("{"))


def _bind_figures(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Bind each role of a page to its finding; stop the build where a role has none."""
    # Footnotes stand elsewhere in the tree than in the source, so the roles are taken by line.
    figures = sorted(doctree.findall(printed_figure), key=lambda node: node.line or 0)
    if not figures:
        return
    bound: dict[int, Finding | None] = {}
    try:
        queue = state_of(app).lookup.of_page(str(app.env.doc2path(docname, base=False)))
        for node in figures:
            # Other extensions may put copies of a node on the page; a copy has the number of its original.
            if node["number"] not in bound:
                bound[node["number"]] = queue.pop(node["role"], node["printed"], node["target"])
            node["finding"] = bound[node["number"]]
    except LookupError as error:
        raise ExtensionError(str(error)) from error


def _visit_figure(translator: HTML5Translator, node: printed_figure) -> None:
    docname = translator.builder.current_docname
    language = language_of(node) or state_of(translator.builder.app).language_of(docname)
    finding: Finding | None = node.get("finding")
    if finding is None:
        # waived; or a copy of a heading, which Sphinx makes for titles and tables of contents and our templates
        # read as plain text: `_bind_figures` has stopped the build where a figure of a page has no finding
        translator.body.append(str(render_plain(node["printed"], language)))
        raise nodes.SkipNode
    app = translator.builder.app
    shown = state_of(app).show(docname, finding, node["role"], node["target"])
    following = node.next_node(nodes.Text, descend=False, siblings=True)
    mark = render_mark(
        finding,
        href=relative_address(app, docname, evidence_address(finding, node["target"])),
        panel_id=shown.panel_id,
        n=shown.n,
        followed_by=following.astext() if following is not None else "",
        language=language,
    )
    translator.body.append(str(mark))
    raise nodes.SkipNode


def language_of(node: Node) -> str:
    """Return the language that a block around a node declares; empty if none does."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, nodes.Element) and parent.get("lang"):
            return str(parent["lang"])
        parent = parent.parent
    return ""


def _nothing(translator: object, node: Node) -> None:
    """Add nothing: the node's own text is all that such a builder shows."""


def _depart(translator: object, node: Node) -> None:
    """Do nothing: the visitor writes the whole node and skips the departure."""


_SILENT = (_nothing, _nothing)
