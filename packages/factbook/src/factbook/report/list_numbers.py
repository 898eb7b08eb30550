"""The numbers of notes and beside the items of numbered lists, which are numbers that an author can write."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token


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
