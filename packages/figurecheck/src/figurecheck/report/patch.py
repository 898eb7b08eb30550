"""A change of a text file as a patch that ``git apply`` takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_ESCAPES = {"\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", '"': '"', "\\": "\\"}
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')


def patch_lines(path: str, before: str, after: str, *, context: int) -> Iterator[str]:
    """Yield the lines of a patch of one file, each with its own end; `context` lines stand around a change."""
    # Lines end where git ends them: `splitlines` would also end one at a form feed or a Unicode separator.
    changed = list(unified_diff(_LINES.findall(before), _LINES.findall(after), n=context))
    if changed:
        # Its two heads do not know how git writes names.
        yield f"--- {write_path(f'a/{path}')}\n"
        yield f"+++ {write_path(f'b/{path}')}\n"
    for line in changed[2:]:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def write_path(path: str) -> str:
    r"""Return a path as git writes it in the head of a patch: with a tab after spaces, quoted where it must be.

    >>> write_path("a/book/index.md")
    'a/book/index.md'
    >>> write_path('a/book/the "index".md')
    '"a/book/the \\"index\\".md"'
    """
    if _ESCAPED.search(path):
        return f'"{_ESCAPED.sub(_escape, path)}"'
    # Without the tab, `git apply` and `patch` end the name at the last space.
    return f"{path}\t" if " " in path else path


def _escape(found: re.Match[str]) -> str:
    letter = found[0]
    return f"\\{_ESCAPES.get(letter) or format(ord(letter), '03o')}"
