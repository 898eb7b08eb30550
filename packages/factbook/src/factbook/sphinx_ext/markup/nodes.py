"""The nodes that serve all directives.

A `block` and a `phrase` are tags with classes around what the page itself says; a `deferred_content` node is filled
when the page is written, from what was recorded or read (`content`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docutils import nodes
from markupsafe import Markup


class block(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """A tag with classes around ordinary content."""


class phrase(nodes.General, nodes.TextElement):  # noqa: N801 - docutils names nodes in lower case
    """A tag with classes around text, such as a heading that opens no section."""


# Deferred, since what it shows, such as the number of an endnote, depends on everything before it on the page, and
# since pages that are read once and pickled must not hold values of an earlier build.
class deferred_content(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """A place for content that is rendered when the page is written."""


def make_block(tag: str, classes: Sequence[str], children: Sequence[nodes.Node], **attributes: str) -> block:
    """Return a `block`; `attributes` become attributes of the tag."""
    return block("", *children, tag=tag, classes=list(classes), html=attributes)


def make_phrase(tag: str, classes: Sequence[str], children: Sequence[nodes.Node]) -> phrase:
    """Return a `phrase`."""
    return phrase("", "", *children, tag=tag, classes=list(classes), html={})


def write_attributes(attributes: Mapping[str, str]) -> Markup:
    """Return attributes as they stand in a tag, each after a blank; those without a value are left out."""
    return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in attributes.items() if value)
