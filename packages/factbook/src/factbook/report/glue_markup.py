"""The roles and directives of MyST-NB that print what notebooks have glued, as marks in the text of a page."""

from __future__ import annotations

GLUE_ROLES = frozenset({"glue", "glue:", "glue:any", "glue:text"})
GLUE_DIRECTIVES = frozenset({"glue", "glue:", "glue:any", "glue:figure"})
"""Directives that show a value in any form; ``glue:md`` and ``glue:math`` show what is neither number nor text."""
# Of the private use area, so that no text has them and no rule reads them.
GLUE_OPEN, GLUE_CLOSE = "\ue000", "\ue001"


def mark_glue(content: str) -> str:
    """Return what stands in a text for the value that a role names, until the value is known."""
    return f"{GLUE_OPEN}{content}{GLUE_CLOSE}"
