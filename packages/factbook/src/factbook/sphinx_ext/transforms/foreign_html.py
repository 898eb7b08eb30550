"""Raw HTML in a page, from its author, a notebook's cell or another extension, reduced to what readers may see."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from factbook.render.html.clean_html import clean_around


def setup_foreign_html(app: Sphinx) -> None:
    """Clean each page once all other extensions have changed it."""
    # Extensions add raw nodes at this event as well, most of them at 500.
    app.connect("doctree-resolved", _clean, priority=900)


def _clean(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if app.builder.format != "html":
        return
    # By parent, since Markdown makes a node of each tag: what opens in one of its children is closed in another.
    parents = {id(node.parent): node.parent for node in doctree.findall(nodes.raw)}
    for parent in parents.values():
        clean_children(parent)


def clean_children(parent: nodes.Element) -> None:
    """Replace the raw nodes among the children of a node by clean ones."""
    others = [child for child in parent.children if not isinstance(child, nodes.raw)]
    pieces = clean_around([_html(child) if isinstance(child, nodes.raw) else None for child in parent.children])
    parent.children = []
    for piece, other in zip(pieces, [*others, None], strict=True):
        # Blank is what is left around the scripts that sphinx_thebe (0.3.1) appends to each page.
        parent += [nodes.raw("", piece, format="html")] if piece.strip() else []
        parent += [other] if other is not None else []


def _html(node: nodes.raw) -> str:
    return node.astext() if "html" in node["format"].split() else ""
