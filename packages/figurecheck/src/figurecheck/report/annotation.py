"""Workflow commands of GitHub, which it shows beside a line of a pull request."""

from __future__ import annotations

import unicodedata

from figurecheck.model import Place

_HIDDEN = frozenset({"Cc", "Cf", "Cs"})
"""Categories of characters that have no shape: control characters, marks of direction, halves of a pair."""


def annotate(message: str, place: Place | None = None, *, title: str = "", level: str = "error") -> str:
    """Return a command that shows a message at a place of a file.

    Whatever stands in the texts, it is one line, and no second command.

    >>> annotate("fell by 3%", Place(file="a,b.md", line=2, column=4, last_column=8), title="a: b")
    '::error file=a%2Cb.md,line=2,col=4,endLine=2,endColumn=8,title=a%3A b::fell by 3%25'
    """
    properties: dict[str, object] = {}
    if place:
        properties["file"] = place.file
        # The line of a cell is none of the file, which is JSON.
        if place.cell is None and place.line:
            last = {"endLine": place.line, "endColumn": place.last_column} if place.last_column else {}
            properties |= {"line": place.line, "col": place.column, **last}
    properties["title"] = title
    listed = ",".join(f"{name}={_escape_property(str(value))}" for name, value in properties.items() if value)
    return f"::{level}{' ' if listed else ''}{listed}::{_escape(message)}"


def show_hidden(text: str) -> str:
    r"""Return a text with the characters that have no shape written as escapes, but for line breaks and tabs.

    >>> show_hidden("a\x1b[31m\u202eb\n")
    'a\\x1b[31m\\u202eb\n'
    """
    return "".join(
        char.encode("unicode_escape").decode() if char not in "\r\n\t" and _is_hidden(char) else char for char in text
    )


def _is_hidden(char: str) -> bool:
    # XML knows the last two no more than control characters.
    return unicodedata.category(char) in _HIDDEN or char in "\ufffe\uffff"


def _escape(text: str) -> str:
    # The percent sign first, since the others are written with it.
    return show_hidden(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
