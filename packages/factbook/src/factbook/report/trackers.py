"""What the tokens of a document say of a passage from outside it: heads above it, labels beside it, numbers of lists.

Headings, captions, heads of columns and rows speak of all of a passage. A list or a row calls a figure in it something:
the item above it, the term that it defines, the cells before it. These are no part of its sentence, and yet say what it
is of: "- Lake", and below it "- 57 people".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markdown_it.token import Token

from figurecheck.model.claim import Head, HeadKind, Role

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


_OPENED = frozenset({"list_item_open", "dl_open"})
_CLOSED = frozenset({"list_item_close", "dl_close"})


class LabelTracker:
    """Follows the tokens of a document, and knows the labels of each passage."""

    def __init__(self, *, is_grid: bool) -> None:
        """Start above the first token; in a grid, the items of the outermost list are rows, and theirs are cells."""
        self._is_grid = is_grid
        self._open: list[str] = []
        """The first words of each item that is open, and the term of each list of definitions."""
        self._row = self._column = -1
        self._columns: dict[int, str] = {}
        self._cells: list[str] = []
        """What the cells before this one say, in a table."""
        self._in_term = False
        self._cell: int | None = None

    def see(self, token: Token) -> None:
        """Note a token that is not a passage itself."""
        if token.type in _OPENED:
            self._open.append("")
            self._count()
        elif token.type in _CLOSED:
            self._open.pop()
        elif token.type in {"dt_open", "dt_close"}:
            self._in_term = token.type == "dt_open"
        elif token.type == "td_open":
            self._cell = 0 if self._cell is None else self._cell + 1
        elif token.type in {"tr_open", "tr_close"}:
            self._cells, self._cell = [], None

    def pass_by(self, token: Token) -> tuple[str, ...]:
        """Return the labels of a passage; its own words may become one of what follows."""
        words = "".join(_find_words(token)).strip()
        labels = tuple(filter(None, (*self._open, self._find_column(words), *self._cells)))
        if self._in_term:
            self._open[-1] = words
        self._open = [before or words for before in self._open]
        # The first is the head of the row, and one with a number is another figure of it.
        if self._cell and not any(char.isdecimal() for char in words):
            self._cells.append(words)
        return labels

    def _count(self) -> None:
        if len(self._open) == 1:
            self._row, self._column = self._row + 1, -1
        elif len(self._open) == 2:
            self._column += 1

    def _find_column(self, words: str) -> str:
        """Return what the head of a column says; the first row holds them."""
        if not self._is_grid or len(self._open) < 2:
            return ""
        return self._columns.setdefault(self._column, words) if self._row == 0 else self._columns.get(self._column, "")


def _find_words(token: Token) -> Iterator[str]:
    """Yield the words of a passage without its figures, which change and do not make it another one."""
    for child in token.children or []:
        if child.type != "myst_role" or child.meta["name"] not in set(Role):
            yield " " if child.type in {"softbreak", "hardbreak"} else child.content


class ListNumbers:
    """Follows the numbered lists of a text, to tell a list that goes on from one that starts with a figure."""

    # A list may be interrupted by a picture or a paragraph, and then goes on with the number that comes next.

    def __init__(self) -> None:
        self._open: list[int] = []
        """The last number of each list that is open, the innermost at the end."""
        self._closed: dict[int, int] = {}
        """The last number of the last list by its depth."""

    def take(self, token: Token) -> Iterator[int]:
        """Yield the number with which a list starts, if the list neither begins anew nor goes on."""
        if token.type == "ordered_list_close":
            last = self._open.pop()
            self._closed[len(self._open)] = last
        elif token.type == "ordered_list_open":
            start, expected = int(token.attrs.get("start", 1)), self._closed.get(len(self._open), 0) + 1
            self._open.append(start - 1)
            if start not in {0, 1, expected}:
                yield start
        elif token.type == "list_item_open" and token.info and self._open:
            self._open[-1] += 1


def is_long_number(label: str) -> bool:
    """Return whether the label of a note, which a page shows if it is a number, is too long to count notes."""
    return label.isdecimal() and len(label) > 3
