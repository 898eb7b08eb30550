"""Text alternatives and tooltips with the figures that they print: no role is read in an attribute."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from factbook.report.myst import strip_roles

_SAID = ("alt", "reftitle")


def setup_alternatives(app: Sphinx) -> None:
    """Register what takes the roles out of such texts."""
    # After the look for numbers that no role binds (500), which has to see the roles.
    app.connect("doctree-resolved", _strip_alternatives, priority=870)


def _strip_alternatives(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for element in doctree.findall(nodes.Element):
        for name in _SAID:
            if isinstance(text := element.get(name), str):
                element[name] = strip_roles(text)
