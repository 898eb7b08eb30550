"""Notes in the margin, level with the paragraph before them, or under it where there is no margin."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from factbook.sphinx_ext.markup.nodes import make_block


class NoteTransform(SphinxPostTransform):
    """Put each paragraph and the note that follows it into one block."""

    # After tables (650), whose notes are theirs, and before Korean runs (700) split texts.
    default_priority = 660
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Join the notes of one page to their paragraphs."""
        for note in [node for node in self.document.findall(nodes.Element) if is_note(node)]:
            at = note.parent.index(note)
            before = note.parent.children[at - 1] if at else None
            if isinstance(before, nodes.paragraph):
                parent = note.parent
                # docutils has no call that wraps two neighbours; `replace` works on one child. The children are
                # detached first, since `make_block` sets their parent.
                parent.children[at - 1 : at + 1] = []
                parent.insert(at - 1, make_block("div", ["fb-beside"], [before, note]))


def is_note(node: nodes.Element) -> bool:
    """Return whether a node is a note of ours, or one of the theme's."""
    classes: list[str] = node.get("classes", [])
    return "fb-side" in classes or (isinstance(node, nodes.sidebar) and "margin" in classes)


def setup_sidenotes(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(NoteTransform)
