"""Read an HTML page as it is seen, without hidden elements, scripts and styles."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from figurecheck.scan.drafts.draft import DraftBuilder

_NOT_READ = frozenset("script style template noscript svg math object iframe select textarea canvas".split())
# Any other element is a block: unknown ones too, which keeps two sentences apart rather than joining them.
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup"
    " time tt u var wbr button output area base col embed img input link meta param source track".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


def build_html(text: str) -> DraftBuilder:
    """Read a page into blocks."""
    page = _Page()
    for node, is_start in _events(LexborHTMLParser(text).root):
        if node.is_text_node:
            page.built.add(node.text_content or "", preserve_space="pre" in page.open and "table" not in page.open)
        elif is_start:
            page.start(node.tag or "")
        else:
            page.end()
    page.built.end()
    return page.built


def _events(root: LexborNode | None) -> Iterator[tuple[LexborNode, bool]]:
    """Yield each text and element that a reader sees with True, and each element with False after what is in it."""
    # Not recursive: a page may nest elements deeper than Python nests calls.
    stack = [(root, True)] if root is not None else []
    while stack:
        node, is_start = stack.pop()
        if is_start and _is_unseen(node):
            continue
        yield node, is_start
        if is_start and not node.is_text_node:
            stack.append((node, False))
            stack += [(child, True) for child in reversed([*node.iter(include_text=True)])]


def _is_unseen(node: LexborNode) -> bool:
    if not node.is_element_node:
        return not node.is_text_node
    attributes = node.attributes
    style = "".join((attributes.get("style") or "").lower().split())
    hidden = "hidden" in attributes or "display:none" in style or "visibility:hidden" in style
    return hidden or node.tag in _NOT_READ


class _Page:
    """Collects the text of a page."""

    def __init__(self) -> None:
        self.built = DraftBuilder()
        self.open: list[str] = []
        self.heads = 0

    def start(self, tag: str) -> None:
        """Begin an element within those that are open."""
        self.open.append(tag)
        if tag == "tr" and self.open.count("table") == 1:
            self.built.row()
            self.heads = 0
        elif tag in {"td", "th"} and self.open.count("table") == 1:
            # Heads minus a thousand for each plain cell: above zero only if every cell of the row is a head.
            self.heads += 1 if tag == "th" else -1000
        elif tag in _HEADINGS:
            self.built.begin("heading", int(tag[1]))
        elif tag == "li":
            self.built.begin("item", max(0, self.open.count("ul") + self.open.count("ol") - 1))
        elif tag in {"blockquote", "pre"}:
            self.built.begin("quote" if tag == "blockquote" else "code")
        elif tag not in _INLINE:
            self._break(tag)

    def end(self) -> None:
        """End the innermost element that is open."""
        tag = self.open.pop()
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
