"""Read an HTML page as it is seen, without hidden elements, scripts and styles."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from factbook.scan.drafts.draft import DraftBuilder

_NOT_READ = frozenset("script style template noscript svg math object iframe select textarea canvas".split())
# Any other element is a block: unknown ones too, which keeps two sentences apart rather than joining them.
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup"
    " time tt u var wbr button output".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# End tags that HTML lets authors leave out.
_CLOSES = {"p": {"p"}, "li": {"li"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"}}
"""Open elements that a start tag ends, by the start tag."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def parse_html(text: str) -> str:
    """Return the text of a page as it is seen: a paragraph for each block, a line for each row of a table."""
    return build_html(text).text


def build_html(text: str) -> DraftBuilder:
    """Read a page into blocks."""
    page = _Page()
    page.feed(text)
    page.close()
    page.leave(0)
    page.built.end()
    return page.built


# html.parser, since drafts come from anywhere and it never fails on broken markup; nothing of it is executed.
class _Page(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.built = DraftBuilder()
        self.open: list[str] = []
        self.hidden_from: int | None = None
        self.heads = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._close_implied(tag)
        if tag in _VOID:
            if self.hidden_from is None and tag in {"br", "hr"}:
                self._break(tag)
            return
        self.open.append(tag)
        if self.hidden_from is not None:
            return
        named = dict(attrs)
        if tag in _NOT_READ or "hidden" in named or _HIDDEN.search(named.get("style") or ""):
            self.hidden_from = len(self.open)
            return
        self._start(tag)

    def handle_endtag(self, tag: str) -> None:
        # An end tag without its start is ignored, as browsers do.
        if tag in self.open:
            self.leave(len(self.open) - 1 - self.open[::-1].index(tag))

    def handle_data(self, data: str) -> None:
        if self.hidden_from is None:
            self.built.add(data, preserve_space="pre" in self.open and not self._in("table"))

    def leave(self, depth: int) -> None:
        """End every open element above a depth."""
        while len(self.open) > depth:
            tag = self.open.pop()
            if self.hidden_from is not None:
                if len(self.open) < self.hidden_from:
                    self.hidden_from = None
                continue
            self._end(tag)

    def _close_implied(self, tag: str) -> None:
        ended = _CLOSES.get(tag, set())
        # An element ends its like only within the same list or table, not those around a nested one.
        within = {"table"} if tag in {"tr", "td", "th"} else {"ul", "ol", "td", "th", "div"}
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth] in within:
                return
            if self.open[depth] in ended:
                self.leave(depth)

    def _in(self, tag: str) -> bool:
        return tag in self.open

    def _row_open(self) -> bool:
        return "td" in self.open or "th" in self.open

    def _start(self, tag: str) -> None:
        if tag == "tr" and self.open.count("table") == 1:
            self.built.row()
            self.heads = 0
        elif tag in {"td", "th"} and self.open.count("table") == 1:
            # Heads minus a thousand for each plain cell: above zero only if every cell of the row is a head.
            self.heads += 1 if tag == "th" else -1000
        elif re.fullmatch("h[1-6]", tag):
            self.built.begin("heading", int(tag[1]))
        elif tag == "li":
            self.built.begin("item", max(0, self.open.count("ul") + self.open.count("ol") - 1))
        elif tag in {"blockquote", "pre"}:
            self.built.begin("quote" if tag == "blockquote" else "code")
        elif tag not in _INLINE:
            self._break(tag)

    def _end(self, tag: str) -> None:
        nested = self.open.count("table") > 1
        if tag in {"td", "th"} and "table" in self.open and not nested:
            self.built.end_cell()
        elif tag == "tr" and "table" in self.open and not nested:
            self.built.end_row(head=self.heads > 0)
        elif tag == "table" and "table" not in self.open:
            self.built.end_table()
        elif tag not in _INLINE:
            self._break(tag)

    def _break(self, tag: str) -> None:
        if tag == "br":
            self.built.add(" ")
        # The first paragraph of an item or a quotation is the item itself.
        elif tag == "p" and self.built.kind in {"item", "quote"} and "p" in self.open[-1:]:
            return
        else:
            self.built.end()
