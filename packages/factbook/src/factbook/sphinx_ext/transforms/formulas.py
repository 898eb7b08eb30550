"""Formulas as MathML, written at build time, so that no page needs a script or another host to show one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.utils.math import MathError
from markupsafe import escape
from sphinx.application import Sphinx
from sphinx.directives.patches import MathDirective
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from factbook.sphinx_ext.markup.roles import printed_figure
from factbook.sphinx_ext.transforms.mathml import set_formula
from figurecheck.model import Role

NO_MACROS: Mapping[str, object] = {}
_FORMULA = re.compile(r"\$([^$]+)\$")
_logger = logging.getLogger(__name__)


# Nodes of our own, and no renderer of Sphinx: a setting chooses among those, ``html_math_renderer``, and all others
# need a script or a host, which the policy of the pages forbids.
class formula(nodes.math):  # noqa: N801 - docutils names nodes in lower case
    """A formula within a line."""


class formula_block(nodes.math_block):  # noqa: N801 - docutils names nodes in lower case
    """A formula that stands by itself."""


class FormulaTransform(SphinxPostTransform):
    """Put nodes of our own in the place of each formula."""

    # After Sphinx has resolved references to formulas (5 and 10).
    default_priority = 640
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Replace the formulas of one page."""
        for waived in list(self.document.findall(printed_figure)):
            if waived["role"] == Role.PLAIN and (tex := _FORMULA.fullmatch(waived["printed"])):
                waived.replace_self(formula(waived.rawsource, tex[1], plain=waived["target"]))
        for node in list(self.document.findall(nodes.math)):
            node.replace_self(formula(node.rawsource, "", *node.children, **node.attributes))
        for block in list(self.document.findall(nodes.math_block)):
            block.replace_self(formula_block(block.rawsource, "", *block.children, **block.attributes))


class WaivableMath(MathDirective):
    """A formula by itself; ``:plain:`` says why its numbers need no check."""

    option_spec = MathDirective.option_spec | {"plain": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the formula, with the reason on it."""
        found = super().run()
        for node in (block for one in found for block in one.findall(nodes.math_block)):
            node["plain"] = self.options.get("plain", "")
        return found


def setup_formulas(app: Sphinx) -> None:
    """Register the transform, the directive, and how formulas are written."""
    app.add_directive("math", WaivableMath, override=True)
    app.add_post_transform(FormulaTransform)
    app.add_node(formula, html=(_write_inline, None))
    app.add_node(formula_block, html=(_write_block, None))


def _write_inline(translator: HTML5Translator, node: formula) -> None:
    translator.body.append(render_formula(node, as_block=False, macros=_macros(translator)))
    raise nodes.SkipNode


def _write_block(translator: HTML5Translator, node: formula_block) -> None:
    anchor = f' id="{escape(node["ids"][0])}"' if node["ids"] else ""
    number = ""
    if node["number"]:
        number = f'<span class="eqno">({escape(get_node_equation_number(translator, node))})</span>'
    body = render_formula(node, as_block=True, macros=_macros(translator))
    translator.body.append(f'<div class="fb-math"{anchor}>{body}{number}</div>\n')
    raise nodes.SkipNode


def _macros(translator: HTML5Translator) -> Mapping[str, object]:
    """Return the macros that a book has for MathJax."""
    config = getattr(translator.config, "mathjax3_config", None) or {}
    tex = config.get("tex") if isinstance(config, dict) else None
    macros = tex.get("macros") if isinstance(tex, dict) else None
    return macros if isinstance(macros, dict) else {}


def render_formula(
    node: nodes.math | nodes.math_block, *, as_block: bool, macros: Mapping[str, object] = NO_MACROS
) -> str:
    """Return a formula in TeX as MathML; one that cannot be parsed is shown as it is written, with a warning."""
    text = node.astext()
    try:
        return set_formula(text, as_block=as_block, macros=macros)
    except MathError as error:
        _logger.warning(
            "a formula cannot be set: %s (%s)", text, error, location=node, type="factbook", subtype="maths"
        )
        return f"<code>{escape(text)}</code>"
