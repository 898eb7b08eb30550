"""HTML that an author writes into a page: the text that readers see, and what would run or leave the page.

`render.html.clean_html` decides what of it reaches a page; here an author learns of it, by its line.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

SPOKEN_ATTRIBUTES = frozenset(
    """
    abbr alt aria-braillelabel aria-brailleroledescription aria-colcount aria-colindex aria-description aria-label
    aria-placeholder aria-posinset aria-roledescription aria-rowcount aria-rowindex aria-setsize
    aria-valuemax aria-valuemin aria-valuenow aria-valuetext content download label placeholder summary title
    """.split()
)
"""Attributes that are shown, or that screen readers and search engines read; the level of a heading counts nothing."""
_VALUED = frozenset("button data input li meter option progress".split())
"""Elements whose ``value`` is shown."""
# A list starts with 1 unless it says so; these say what a reader sees beside its items.
_ACTING = frozenset(
    """
    animate animatemotion animatetransform applet base embed form foreignobject frame frameset iframe link meta object
    portal script set style
    """.split()
)
"""Elements that run, load or send something, or change how all else is read."""
_EXECUTABLE = ("javascript:", "vbscript:", "livescript:", "mocha:", "data:", "blob:", "filesystem:", "view-source:")
_FOLLOWED = frozenset("href xlink:href action formaction to from by values ping background cite longdesc".split())
_REFUSED_ATTRIBUTES = frozenset("srcdoc formaction action ping http-equiv".split())
_SOURCES = frozenset({"src", "poster", "data"})
_PICTURES = re.compile("data:image/(?:png|gif|jpe?g|webp|avif)[;,]")


# The one reader of HTML that is not selectolax: its `getpos` says on which line an element stands, which lexbor's tree
# does not, and a complaint must name it.
class RawHtml(HTMLParser):
    """The contents of a piece of HTML, each with its line, counted from 0."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[int, str]] = []
        """Text, and the values of attributes that are shown or that screen readers speak."""
        self.foreign: list[tuple[int, str]] = []
        """Addresses on other hosts that the page would load from."""
        self.own: list[tuple[int, str]] = []
        """Addresses of the report that the page would load from."""
        self.refused: list[tuple[int, str]] = []
        """Scripts, handlers, frames and forms, and addresses that would execute code."""
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the attributes of an element."""
        line = self.getpos()[0] - 1
        self._hidden += tag in {"script", "style"}
        self.parts.extend((line, value or "") for name, value in attrs if is_spoken(tag, name))
        loads = [value or "" for name, value in attrs if name in _SOURCES or tag == "link"]
        # a list of pictures, of which a browser chooses one
        sets = ",".join(value or "" for name, value in attrs if name == "srcset")
        loads += [picture.strip().partition(" ")[0] for picture in sets.split(",")]
        self.foreign.extend((line, value) for value in loads if is_foreign(value))
        self.own.extend((line, value) for value in loads if value and not is_foreign(value))
        # One complaint is enough of a frame that would load another host's page.
        if tag in _ACTING and not any(map(is_foreign, loads)):
            self.refused.append((line, f"<{tag}>"))
        self.refused.extend((line, f"<{tag} {name}>") for name, _ in attrs if acts_by_name(name))
        self.refused.extend((line, f"<{tag} {name}={value!r}>") for name, value in attrs if would_run(name, value))

    def handle_endtag(self, tag: str) -> None:
        """Leave a script or a style."""
        # may fall below zero on a stray closing tag; `handle_data` shows text then, which errs towards checking it
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        """Collect the text that a reader sees."""
        if self._hidden <= 0:
            line = self.getpos()[0] - 1
            self.parts.extend((line + offset, text) for offset, text in enumerate(data.split("\n")))


def read_raw_html(content: str) -> RawHtml:
    """Return the contents of a piece of HTML, however broken."""
    # the forgiving reader of the standard library, since authors' HTML may be any; what it cannot place counts as text
    seen = RawHtml()
    # A comment without an end hides the rest; the reader would look for that end once more from each that follows.
    opened = content.find("<!--", content.rfind("-->") + 1)
    opened = len(content) if opened < 0 else opened
    seen.feed(content[:opened])
    seen.close()
    first = content.count("\n", 0, opened)
    # Counted as text all the same, which errs towards checking it.
    seen.parts.extend((first + offset, text) for offset, text in enumerate(content[opened:].split("\n")))
    return seen


def is_spoken(tag: str, name: str) -> bool:
    """Return whether an attribute of an element is shown, spoken or indexed."""
    return name in SPOKEN_ATTRIBUTES or (name == "value" and tag in _VALUED) or (name == "start" and tag == "ol")


def acts_by_name(name: str) -> bool:
    """Return whether an attribute runs code or sends the reader elsewhere, whatever its value."""
    return name.startswith("on") or name in _REFUSED_ATTRIBUTES


def is_foreign(address: str) -> bool:
    """Return whether an address is on another host."""
    return _as_browsers_read(address).startswith(("//", "http://", "https://", "ftp://"))


def would_run(name: str, value: str | None) -> bool:
    """Return whether following an attribute's address would execute code; ``src`` may hold a picture as ``data:``.

    >>> would_run("href", " java\\nscript:x()"), would_run("src", "data:image/png;base64,AAAA")
    (True, False)
    """
    address = _as_browsers_read(value or "")
    if name in _SOURCES or name == "srcset":
        return address.startswith(_EXECUTABLE) and _PICTURES.match(address) is None and not _is_drawing(name, address)
    # The values of an animation are a list, of which each may become the address.
    return name in _FOLLOWED and any(part.startswith(_EXECUTABLE) for part in (address, *address.split(";")))


def _is_drawing(name: str, address: str) -> bool:
    # As the source of a picture a drawing runs no scripts.
    return name == "src" and address.startswith("data:image/svg+xml")


def _as_browsers_read(address: str) -> str:
    """Return an address without blanks and control characters, which browsers pass over, in lower case."""
    return "".join(sign for sign in address if sign > " " and not "\x7f" <= sign <= "\xa0").lower()
