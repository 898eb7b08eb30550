"""Formulas as MathML, written at build time, so that no page needs a script or another host to show one."""

from __future__ import annotations

from docutils import nodes
from docutils.utils.math import MathError

# docutils (0.21.2) calls this module internal. It is what its own writer uses for `math_output: MathML`, and it has no
# dependency of its own; if its signature changes, the build of the first formula fails.
from docutils.utils.math.latex2mathml import tex2mathml
from markupsafe import escape
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

RENDERER = "mathml"
_logger = logging.getLogger(__name__)


def setup_formulas(app: Sphinx) -> None:
    """Register the MathML renderer, and select it over that of any other extension."""
    app.add_html_math_renderer(RENDERER, (_write_inline, None), (_write_block, None))
    # `html_math_renderer` is a public setting, and Sphinx 7.4.7 reads it at "builder-inited". It is set here, after
    # what `_config.yml` and other extensions set, because MathJax and images would need a script or a host, which the
    # policy of the pages forbids. At 910 it follows our own settings of the theme at 900.
    app.connect("config-inited", _choose, priority=910)


def _choose(app: Sphinx, config: Config) -> None:
    config.html_math_renderer = RENDERER


def _write_inline(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(render_formula(node, as_block=False))
    raise nodes.SkipNode


def _write_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    anchor = f' id="{escape(node["ids"][0])}"' if node["ids"] else ""
    number = ""
    if node["number"]:
        number = f'<span class="eqno">({escape(get_node_equation_number(translator, node))})</span>'
    translator.body.append(f'<div class="fb-math"{anchor}>{render_formula(node, as_block=True)}{number}</div>\n')
    raise nodes.SkipNode


def render_formula(node: nodes.math | nodes.math_block, *, as_block: bool) -> str:
    """Return a formula in TeX as MathML; one that cannot be parsed is shown as it is written, with a warning."""
    text = node.astext()
    try:
        return str(tex2mathml(text, as_block=as_block))
    except MathError as error:
        _logger.warning(
            "a formula cannot be set: %s (%s)", text, error, location=node, type="factbook", subtype="maths"
        )
        return f"<code>{escape(text)}</code>"
