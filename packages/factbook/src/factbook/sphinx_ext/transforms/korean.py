"""Korean text inside a page of another language is marked as Korean, without the author's help."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from factbook.render.text import HANGUL_RUN
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.markup.roles import language_of, printed_figure

_OTHER = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw, nodes.title, printed_figure)
"""Nodes in which runs are not wrapped: code, raw output, and figures, which mark theirs when they are written."""


class HangulTransform(SphinxPostTransform):
    """Wrap each run of Korean in an inline node that the HTML writer gives ``lang="ko"``."""

    # After tables and notes (650, 660) have moved their nodes, and after Sphinx has resolved references, whose texts
    # may be Korean as well.
    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Wrap the runs of one page."""
        # Screen readers and fonts follow ``lang``; on a Korean page the whole document declares it.
        if state_of(self.app).language_of(self.env.docname).startswith("ko"):
            return
        for text in list(self.document.findall(nodes.Text)):
            if HANGUL_RUN.search(text) and not language_of(text) and not _is_inside(text):
                text.parent.replace(text, wrap_runs(text.astext()))


def wrap_runs(text: str) -> list[nodes.Node]:
    """Return a text as nodes, with each Korean run in a node of its own."""
    found: list[nodes.Node] = []
    at = 0
    for run in HANGUL_RUN.finditer(text):
        found += [nodes.Text(text[at : run.start()]), nodes.inline("", run[0], classes=["language-ko"])]
        at = run.end()
    return [node for node in [*found, nodes.Text(text[at:])] if node.astext()]


def setup_korean(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(HangulTransform)


def _is_inside(node: nodes.Node) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, _OTHER) or "language-ko" in getattr(parent, "attributes", {}).get("classes", []):
            return True
        parent = parent.parent
    return False
