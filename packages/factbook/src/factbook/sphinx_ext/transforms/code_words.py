"""Words set as code, such as names of columns, without the tags that Sphinx writes around each of them."""

from __future__ import annotations

import re

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

_SPACES = re.compile("  +")
_CODE = Markup('<code class="docutils literal notranslate">{}</code>')


def setup_code_words(app: Sphinx) -> None:
    """Register how such words are written."""
    app.add_node(nodes.literal, override=True, html=(_visit, _depart))


def _visit(translator: HTML5Translator, node: nodes.literal) -> None:
    # Sphinx (7.4.7) puts each word into a span, so that no line breaks within it; a table of examples grows to thrice
    # its size by that. What has a class is a link, a key or highlighted code, and is written as Sphinx does.
    if node["classes"] or not all(isinstance(child, nodes.Text) for child in node.children):
        HTML5Translator.visit_literal(translator, node)
        return
    text = _SPACES.sub(lambda spaces: "\N{NO-BREAK SPACE}" * len(spaces[0]), node.astext())
    translator.body.append(_CODE.format(text))
    raise nodes.SkipNode


def _depart(translator: HTML5Translator, node: nodes.literal) -> None:
    HTML5Translator.depart_literal(translator, node)
