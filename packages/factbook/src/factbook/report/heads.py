"""What stands above a passage of a page and speaks of all of it: headings, captions, heads of columns and rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markdown_it.token import Token

from figurecheck.model.claim import Head, HeadKind

_NEXT_PARAGRAPH = ["paragraph_close", "paragraph_open", "inline"]


class HeadTracker:
    """Follows the tokens of a document, and knows which texts stand above each passage."""

    def __init__(self, tokens: Sequence[Token], above: tuple[Head, ...], plain: Callable[[str], str]) -> None:
        """Start above the first token; `plain` turns the source of a passage into what a reader sees."""
        self._tokens = tokens
        self._above = above
        self._plain = plain
        self._headings: dict[int, Head] = {}
        self._columns: list[str] = []
        self._column = -1
        self._row = ""
        self._inside = ""
        self._items = 0

    def see(self, token: Token) -> None:
        """Note a token that is not a passage itself."""
        if token.type == "heading_open":
            self._inside = token.type
            level = int(token.tag[1:])
            self._headings = {depth: head for depth, head in self._headings.items() if depth < level}
            self._headings[level] = Head(HeadKind.HEADING, "")
        elif token.type == "table_open":
            self._columns = []
        # The first cell of a row is its head; a table in Markdown has no other mark of one.
        elif token.type == "tr_open":
            self._column, self._row = -1, ""
        elif token.type in {"th_open", "td_open"}:
            self._inside = token.type
            self._column += 1
        elif token.type in {"heading_close", "th_close", "td_close"}:
            self._inside = ""
        elif token.type == "list_item_open":
            self._items += 1
        elif token.type == "list_item_close":
            self._items -= 1

    def pass_by(self, at: int) -> tuple[Head, ...]:
        """Return what stands above the passage of token `at`; its own text may become a head of what follows."""
        written = self._tokens[at].content
        text = self._plain(written)
        heads = (*self._of_cell(), *self._of_headings())
        if self._inside == "heading_open":
            kind = HeadKind.HEADING if text == written else HeadKind.HEADLINE
            self._headings[max(self._headings)] = Head(kind, text)
        elif self._inside == "th_open":
            self._columns.append(text)
        elif self._inside == "td_open" and not self._column:
            self._row = text
        return heads

    def joins(self, at: int) -> bool:
        """Return whether the passage of token `at` is only a figure, which the next paragraph of its item goes on."""
        # A key figure: the number by itself, and below it what it counts.
        children = self._tokens[at].children or []
        text = "".join(child.content for child in children if child.type != "myst_role")
        kinds = [token.type for token in self._tokens[at + 1 : at + 4]]
        return bool(self._items) and not any(sign.isalpha() for sign in text) and kinds == _NEXT_PARAGRAPH

    @property
    def here(self) -> tuple[Head, ...]:
        """What stands above a block at this place."""
        return tuple(self._of_headings())

    def _of_headings(self) -> Sequence[Head]:
        own = [self._headings[depth] for depth in sorted(self._headings, reverse=True)]
        return [*(head for head in own if head.text), *self._above]

    def _of_cell(self) -> Sequence[Head]:
        if self._inside != "td_open":
            return []
        column = self._columns[self._column] if self._column < len(self._columns) else ""
        heads = [Head(HeadKind.ROW, self._row if self._column else ""), Head(HeadKind.COLUMN, column)]
        return [head for head in heads if head.text]
