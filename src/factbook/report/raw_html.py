"""HTML that an author writes into a page: what a reader sees of it, and what the site would not let it do."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_READ_OUT = frozenset({"alt", "title", "aria-label", "placeholder", "label", "summary"})
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)


class RawHtml(HTMLParser):
    """A piece of HTML, each finding with its line, from 0."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[int, str]] = []
        """The text, and the attributes that are read out."""
        self.foreign: list[tuple[int, str]] = []
        """Addresses on other hosts from which something would be loaded."""
        self.refused: list[tuple[int, str]] = []
        """Scripts, handlers and addresses that would run something."""
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        line = self.getpos()[0] - 1
        self._hidden += tag in {"script", "style"}
        self.parts.extend((line, value or "") for name, value in attrs if name in _READ_OUT)
        loads = (value or "" for name, value in attrs if name in {"src", "srcset", "poster", "data"} or tag == "link")
        self.foreign.extend((line, value) for value in loads if is_foreign(value))
        if tag in {"script", "style"}:
            self.refused.append((line, f"<{tag}>"))
        self.refused.extend((line, f"<{tag} {name}>") for name, _ in attrs if name.startswith("on"))
        self.refused.extend((line, f"<{tag} {name}={value!r}>") for name, value in attrs if _would_run(name, value))

    def handle_endtag(self, tag: str) -> None:
        """Show what follows a script or a style again."""
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        """Keep what a reader sees."""
        if self._hidden <= 0:
            line = self.getpos()[0] - 1
            self.parts.extend((line + offset, text) for offset, text in enumerate(data.split("\n")))


def read_raw_html(content: str) -> RawHtml:
    """Look through a piece of HTML, however broken."""
    seen = RawHtml()
    seen.feed(content)
    seen.close()
    return seen


def is_foreign(address: str) -> bool:
    """Whether an address is on another host."""
    return bool(re.match(r"\s*(?:https?:)?//", address, re.IGNORECASE))


def _would_run(name: str, value: str | None) -> bool:
    """Whether following an attribute's address would run something; pictures may hold their data."""
    return name in {"href", "action", "formaction", "xlink:href"} and _RUNS.match(value or "") is not None
