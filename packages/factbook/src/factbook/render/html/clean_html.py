"""HTML that is not ours, as it may stand on a page: what a reader sees stays, what acts is removed.

The door of nh3, a parser and sanitiser with a list of what is allowed; all else is dropped, so a way to run code that
nobody has thought of is dropped as well. The content security policy of each page forbids the same once more.
"""

from __future__ import annotations

from collections.abc import Sequence

import nh3
from selectolax.lexbor import LexborHTMLParser

from factbook.report.raw_html import would_run

# What shows something by itself. No form, no frame, no object: they act, or show what is elsewhere. No <math>: formulas
# are written in TeX, and MathML is the usual way around sanitisers. No <style>: it would set the whole page.
_TEXT = frozenset(
    "a abbr article aside b bdi bdo blockquote br cite code data dd del details dfn div dl dt em figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li mark nav ol p picture pre q rp rt ruby s samp section small span "
    "strong sub summary sup time u ul var wbr img".split()
)
_TABLE = frozenset("table caption colgroup col thead tbody tfoot tr th td".split())
_DRAWING = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs linearGradient radialGradient "
    "stop clipPath marker".split()
)
_DROPPED_WHOLE = frozenset({"script", "style"})
"""Elements whose content is no text for readers."""
_ACTING = frozenset("script style link meta base iframe frame object embed".split())
"""Elements that run, load, or change how all else is read."""
_SLOT = "fb-slot"
"""The element that holds the place of what is not raw."""
_SHAPE = frozenset(
    "x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy d points offset width height transform viewBox preserveAspectRatio "
    "gradientUnits gradientTransform clipPathUnits refX refY markerWidth markerHeight orient fill fill-opacity "
    "fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin stop-color "
    "stop-opacity opacity clip-path marker-start marker-mid marker-end font-family font-size font-style font-weight "
    "text-anchor dominant-baseline".split()
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "dir", "id", "lang", "role", "title"},
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"datetime"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
    **{tag: set(_SHAPE) for tag in _DRAWING},
}


def clean_html(text: str) -> str:
    """Return a piece of HTML with nothing in it but what a reader may see.

    >>> clean_html('<b onclick="x()">1</b><script>x()</script> <a href="javascript:x()">2</a>')
    '<b>1</b> <a>2</a>'
    """
    return _CLEANER.clean(text)


def clean_around(parts: Sequence[str | None]) -> list[str]:
    """Return the pieces of HTML between others' content clean; ``None`` stands for such content.

    A tag may open in one piece and close in a later one, as Markdown allows, so they are cleaned as one. There is one
    piece more than there is content, since a piece stands before, between and after.

    >>> clean_around(["<details><summary>More</summary>", None, "</details><script>x()</script>"])
    ['<details><summary>More</summary>', '</details>']
    """
    slot = f"<{_SLOT}></{_SLOT}>"
    pieces = clean_html("".join(slot if part is None else part for part in parts)).split(slot)
    if len(pieces) == parts.count(None) + 1:
        return pieces
    # A slot was lost in an element such as <textarea>, whose content is not read as HTML. Then nothing raw is shown,
    # since no piece can be put where it stood.
    return [""] * (parts.count(None) + 1)


def remove_active(body: str) -> str:
    """Return a page without elements that act, and without styles and handlers within elements.

    It is for what writers of other extensions put beside what the report itself shows; a page that has nothing of the
    kind is returned as it is.

    >>> remove_active('<p style="color: red" class="n">1</p><script>x()</script>')
    '<p class="n">1</p>'
    """
    tree = LexborHTMLParser(body)
    nodes = list(tree.root.traverse()) if tree.root is not None else []
    spoilt = [(node, name) for node in nodes for name, value in node.attributes.items() if _acts(name, value)]
    acting = [node for node in nodes if node.tag in _ACTING]
    if tree.body is None or not (spoilt or acting):
        return body
    for node, name in spoilt:
        del node.attrs[name]
    for node in acting:
        node.decompose()
    return tree.body.inner_html or ""


def _acts(name: str, value: str | None) -> bool:
    return name == "style" or name.startswith("on") or would_run(name, value)


def _filter(tag: str, name: str, value: str) -> str | None:
    """Return the value of an allowed attribute as it may stand on a page; ``None`` if it may not."""
    if name == "class":
        # Ours are what a checked figure looks like.
        return " ".join(one for one in value.split() if not one.startswith("fb-")) or None
    if name == "id":
        # Our scripts look elements up by these.
        return None if value.startswith(("fb-", "ev-")) else value
    if value.strip().lower().startswith("data:"):
        return value if (tag, name) == ("img", "src") and value.startswith("data:image/") else None
    if tag in _DRAWING and ("\\" in value or not all(one.startswith("#") for one in value.lower().split("url(")[1:])):
        # Read as CSS, where an escape may stand for a letter.
        return None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TEXT | _TABLE | _DRAWING | {_SLOT},
    clean_content_tags=_DROPPED_WHOLE,
    attributes=_ATTRIBUTES,
    attribute_filter=_filter,
    generic_attribute_prefixes={"aria-"},
    link_rel=None,
    url_schemes={"http", "https", "mailto", "data"},
)
