"""What a list or a row calls a figure in it: the item above it, the term that it defines, the cells before it.

They are no part of its sentence, and yet say what it is of: "- Lake", and below it "- 57 people".
"""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from figurecheck.model.claim import Role

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
