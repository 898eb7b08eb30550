"""A second look at numbers, on what Sphinx made of a page.

The check reads sources; substitutions, included files and other extensions can still put a number in front of the
reader. What is found here was not checked, so the build stops.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from factbook.figures import find
from factbook.report.myst import GAP
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.markup.roles import language_of, printed_figure

_SILENT = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw, nodes.comment, nodes.docinfo)


def setup_unchecked_numbers(app: Sphinx) -> None:
    """Look at each page when its references are resolved."""
    app.connect("doctree-resolved", _look)


def _look(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    settings = state_of(app).report.project.settings
    unseen = [
        f"{docname}: ‘{text}’ reached the page unchecked: {context}"
        for text, context in find_unseen(doctree, settings.names, settings.language)
    ]
    if unseen:
        raise ExtensionError("\n".join(["numbers that no source check saw", *unseen]))


def find_unseen(doctree: nodes.document, names: tuple[str, ...], language: str) -> Iterator[tuple[str, str]]:
    """Yield each unbound number of a resolved page, with the text that it stands in."""
    for element in doctree.findall(nodes.TextElement):
        if isinstance(element, (*_SILENT, printed_figure)) or _inside_text(element):
            continue
        text = "".join(_visible(element))
        locale = language_of(element) or language
        for found in find(text, locale=locale, names=names):
            if found.needs_claim:
                yield found.text, " ".join(text.replace(GAP, "...").split())


def _inside_text(element: nodes.Node) -> bool:
    return isinstance(element.parent, nodes.TextElement) or any(
        isinstance(above, _SILENT) for above in _ancestors(element)
    )


def _ancestors(element: nodes.Node) -> Iterator[nodes.Node]:
    while element.parent is not None:
        element = element.parent
        yield element


def _visible(element: nodes.Node) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif isinstance(child, (*_SILENT, printed_figure)) or "fb-cite" in _classes(child) or _is_equation(child):
            yield GAP
        else:
            yield from _visible(child)


def _is_equation(node: nodes.Node) -> bool:
    """Return whether a node refers to a formula by its number."""
    address = f"{node.get('refid', '')}#{node.get('refuri', '')}" if isinstance(node, nodes.reference) else ""
    return "#equation-" in f"#{address}"


def _classes(node: nodes.Node) -> list[str]:
    return node.get("classes", []) if isinstance(node, nodes.Element) else []
