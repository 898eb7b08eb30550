"""Python code with comments, strings and keywords marked."""

from __future__ import annotations

import keyword
import re
from functools import lru_cache

from markupsafe import Markup, escape

# Not Pygments: three classes are all that the style sheet knows, its lexer would take longer than rendering the rest of
# a page of evidence, and its output would change the site's bytes with each release. Code that does not parse is fine.
_PARTS = re.compile(
    r"(?P<c>\#[^\n]*)"
    r"|(?P<s>\b[rbfuRBFU]{0,2}(?:\"\"\"[\s\S]*?\"\"\"|'''[\s\S]*?''')"
    r"|\b[rbfuRBFU]{0,2}(?:\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')"
    r"|\"\"\"[\s\S]*?\"\"\"|'''[\s\S]*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')"
    rf"|\b(?P<k>{'|'.join(keyword.kwlist)})\b"
)


# Each figure of a cell shows its code, and those of one cell are written one after the other.
@lru_cache(maxsize=16)
def render_code(source: str, language: str = "python") -> Markup:
    """Return code escaped; if it is Python, its comments, strings and keywords are marked ``c``, ``s`` and ``k``.

    >>> render_code("return 1  # one")
    Markup('<span class="k">return</span> 1  <span class="c"># one</span>')
    """
    if language != "python":
        return escape(source)
    parts: list[str] = []
    at = 0
    # From left to right, so a # within a string, and a quote within a comment, belong to what began first.
    for match in _PARTS.finditer(source):
        parts += [
            escape(source[at : match.start()]),
            Markup('<span class="{}">{}</span>').format(match.lastgroup, match[0]),
        ]
        at = match.end()
    return Markup("").join([*parts, escape(source[at:])])
