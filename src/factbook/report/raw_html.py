"""HTML that an author writes into a page: the text that readers see, and what the site's policy would block."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SPOKEN_ATTRIBUTES = frozenset({"alt", "title", "aria-label", "placeholder", "label", "summary"})
# The strict Content-Security-Policy blocks scripts without a word; the check says so where the author can see it.
_EXECUTABLE_SCHEME = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)


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
        loads = (value or "" for name, value in attrs if name in {"src", "srcset", "poster", "data"} or tag == "link")
        self.foreign.extend((line, value) for value in loads if is_foreign(value))
        if tag in {"script", "style"}:
            self.refused.append((line, f"<{tag}>"))
        self.refused.extend((line, f"<{tag} {name}>") for name, _ in attrs if name.startswith("on"))
        self.refused.extend((line, f"<{tag} {name}={value!r}>") for name, value in attrs if _would_run(name, value))

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
    seen.feed(content)
    seen.close()
    return seen


def is_foreign(address: str) -> bool:
    """Return whether an address is on another host."""
    return bool(re.match(r"\s*(?:https?:)?//", address, re.IGNORECASE))


def _would_run(name: str, value: str | None) -> bool:
    """Return whether following an attribute's address would execute code; ``src`` may hold a picture as ``data:``."""
    return name in {"href", "action", "formaction", "xlink:href"} and _EXECUTABLE_SCHEME.match(value or "") is not None
