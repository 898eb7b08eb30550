"""Notes, solutions and other boxes of an adopted book that open when they are asked for, without a script."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from factbook.render.words.interface import find_words
from factbook.sphinx_ext.build.state import state_of

CLASSES = frozenset({"dropdown", "toggle"})
"""Classes by which the script of sphinx-togglebutton, which Jupyter Book loads, finds what it hides."""


def setup_dropdowns(app: Sphinx) -> None:
    """Wrap the content of each such box, before its HTML is cleaned (900)."""
    app.connect("doctree-resolved", _wrap, priority=880)


def _wrap(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    settings = state_of(app).report.project.settings
    if app.builder.format != "html" or not settings.adopts:
        return
    for box in list(doctree.findall(nodes.Element)):
        if isinstance(box, nodes.Admonition) and not CLASSES.isdisjoint(box["classes"]):
            wrap_box(box, find_words(state_of(app).language_of(docname))["toggle.show"])


def wrap_box(box: nodes.Element, label: str) -> None:
    """Put the content of a box into an element that opens under its title.

    Under `label`, if it has no title yet (docutils writes that of a note or a tip by itself, before all that is in it),
    or if the title is a link: one that opens cannot hold another that leads elsewhere.
    """
    titles: list[nodes.Node] = [child for child in box.children[:1] if isinstance(child, nodes.title)]
    rest = box.children[len(titles) :]
    leads = any(True for title in titles for _ in title.findall(nodes.reference))
    opening = f"<details{' open' if 'toggle-shown' in box['classes'] else ''}><summary>"
    box.children = []
    box += [
        *(titles if leads else ()),
        nodes.raw("", opening, format="html"),
        *(titles if titles and not leads else [nodes.inline("", label)]),
        nodes.raw("", "</summary>", format="html"),
        *rest,
        nodes.raw("", "</details>", format="html"),
    ]
