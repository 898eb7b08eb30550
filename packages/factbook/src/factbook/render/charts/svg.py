"""Drawings as trees: read by the standard library's parser, and written as Vega writes them.

The standard library's own writer sets a space before the end of an empty element and declares namespaces, which pages
do not need; the drawings of published editions keep their bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

XLINK = "http://www.w3.org/1999/xlink"
_PREFIXES = {"http://www.w3.org/2000/svg": "", XLINK: "xlink:", "http://www.w3.org/XML/1998/namespace": "xml:"}
_ESCAPED = {'"': "&quot;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;"}
"""What Vega escapes in attributes, beside what is escaped in texts."""
_FINE = re.compile(r"-?\d+\.\d{3,}(?:e-\d+)?")
"""Numbers that say more than hundredths of a pixel."""
_LIGHT = re.compile(r"light-dark\((#[0-9a-f]+),#[0-9a-f]+\)")
_NO_SHAPE = frozenset({"", "M0,0h0v0h0Z"})
_DROPPED = frozenset({"version", "class", "role", "pointer-events"})
"""What says nothing of an image, which hears no pointer."""


def read_svg(text: str) -> Element:
    """Return the root of a drawing; names have prefixes instead of namespaces, as if nothing had been declared."""
    # Our own drawings are without declarations.
    if "xmlns:xlink=" not in text:
        text = text.replace("<svg", f'<svg xmlns:xlink="{XLINK}"', 1)
    root = ElementTree.fromstring(text)  # noqa: S314 - written by the renderer or by us
    for element in root.iter():
        element.tag = _plain(element.tag)
        element.attrib = {_plain(name): value for name, value in element.attrib.items()}
    return root


def write_svg(element: Element) -> str:
    """Return an element as text; without content it is closed in its own tag."""
    attributes = "".join(f' {name}="{escape(value, _ESCAPED)}"' for name, value in element.items())
    content = escape(element.text or "") + "".join(write_svg(child) + escape(child.tail or "") for child in element)
    return f"<{element.tag}{attributes}{f'>{content}</{element.tag}>' if content else '/>'}"


def tidy_svg(root: Element, name: str) -> None:
    """Take what no reader sees out of a drawing, with links, styles and needless decimals; give it ids of its own."""
    for element in list(root.iter()):
        # A drawing on a page is an image, so what a link of a chart surrounds stays, and the link goes.
        element[:] = [
            one for child in element for one in (child if child.tag == "a" else [child]) if not _is_unseen(one, element)
        ]
        element.attrib = {
            key: _round(value) if key in {"d", "transform"} else _lower_colour(value)
            for key, value in element.items()
            if key not in _DROPPED and key[:5] != "aria-" and (key, value) != ("opacity", "1")
        }
    ids = dict.fromkeys(element.attrib["id"] for element in root.iter() if "id" in element.attrib)
    ours = {id: f"{name}-{at}" for at, id in enumerate(ids)}
    for element in root.iter():
        element.attrib = {key: _rename(key, value, ours) for key, value in element.items()}


def _is_unseen(child: Element, group: Element) -> bool:
    """Return whether an element draws nothing: styles, and the paths that Vega writes for plain backgrounds."""
    if child.tag != "path":
        return child.tag == "style"
    return child.get("d") in _NO_SHAPE or (group.tag == "g" and not {"fill", "stroke"} & child.attrib.keys())


def _round(places: str) -> str:
    return _FINE.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), places)


def _lower_colour(value: str) -> str:
    return value.lower() if value.startswith("#") and len(value) == len("#rrggbb") else value


def _rename(key: str, value: str, ids: Mapping[str, str]) -> str:
    """Return an attribute with the new ids where it is one or points at one."""
    if key == "id":
        return ids[value]
    before, _, id = value.rstrip(")").rpartition("#")
    if id in ids and (before == "url(" or (before == "" and key.endswith("href"))):
        return value.replace(f"#{id}", f"#{ids[id]}")
    return value


def _plain(name: str) -> str:
    space, _, local = name.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(space, '')}{local}"


def make_light(svg: str) -> str:
    """Return an SVG of ours in the colours of a light page alone."""
    return _LIGHT.sub(r"\1", svg)
