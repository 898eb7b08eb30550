"""HTML that an author writes into a page: the text that readers see, and what the site's policy would block.

`render.html.clean_html` decides what of it reaches a page; here an author learns of it, by its line.
"""

from __future__ import annotations

from html.parser import HTMLParser

_SPOKEN_ATTRIBUTES = frozenset({"alt", "title", "aria-label", "placeholder", "label", "summary"})
# The strict Content-Security-Policy blocks scripts without a word; the check says so where the author can see it.
_EXECUTABLE = ("javascript:", "vbscript:", "data:")
_FOLLOWED = frozenset({"href", "action", "formaction", "xlink:href"})


# The one reader of HTML that is not selectolax: its `getpos` says on which line an element stands, which lexbor's tree
# does not, and a complaint must name it.
class RawHtml(HTMLParser):
    """The contents of a piece of HTML, each with its line, counted from 0."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[int, str]] = []
        """Text, and the values of attributes that screen readers speak."""
        self.foreign: list[tuple[int, str]] = []
        """Addresses on other hosts that the page would load from."""
        self.refused: list[tuple[int, str]] = []
        """Scripts, handlers and addresses that would execute code."""
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the attributes of an element."""
        line = self.getpos()[0] - 1
        self._hidden += tag in {"script", "style"}
        self.parts.extend((line, value or "") for name, value in attrs if name in _SPOKEN_ATTRIBUTES)
        loads = [value or "" for name, value in attrs if name in {"src", "poster", "data"} or tag == "link"]
        # a list of pictures, of which a browser chooses one
        sets = ",".join(value or "" for name, value in attrs if name == "srcset")
        loads += [picture.strip().partition(" ")[0] for picture in sets.split(",")]
        self.foreign.extend((line, value) for value in loads if is_foreign(value))
        if tag in {"script", "style"}:
            self.refused.append((line, f"<{tag}>"))
        self.refused.extend((line, f"<{tag} {name}>") for name, _ in attrs if name.startswith("on"))
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


def is_foreign(address: str) -> bool:
    """Return whether an address is on another host."""
    return _as_browsers_read(address).startswith(("//", "http://", "https://"))


def would_run(name: str, value: str | None) -> bool:
    """Return whether following an attribute's address would execute code; ``src`` may hold a picture as ``data:``.

    >>> would_run("href", " java\\nscript:x()"), would_run("src", "data:image/png;base64,AAAA")
    (True, False)
    """
    return name in _FOLLOWED and _as_browsers_read(value or "").startswith(_EXECUTABLE)


def _as_browsers_read(address: str) -> str:
    """Return an address without blanks and control characters, which browsers pass over, in lower case."""
    return "".join(sign for sign in address if sign > " ").lower()
