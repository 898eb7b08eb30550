"""Pages that would take minutes to read, which are refused before they are."""

from __future__ import annotations

import re

from factbook.model.errors import Complaint

# Each level of directives needs a longer fence than the one inside, of one of three signs: this allows for 180 levels.
# Each level is a text of its own to Sphinx and to us, and a thousand of them take minutes.
_DEEP_FENCE = re.compile(r"^[ \t>]*(?:`{61}|~{61}|:{61})[`~:]*[ \t]*\{", re.MULTILINE)
# markdown-it reads what is left of a paragraph once more for each definition in it.
_DEFINITIONS = re.compile(r"(?:^ {0,3}\[[^\]\n]+\]:[^\n]*\n){1000}", re.MULTILINE)
# Sphinx writes every value of the front matter out, and a few lines of aliases of aliases stand for millions.
_ALIASES = re.compile(r"\A---\n(?:(?:(?!\n---)[^*])*\*\w+){30}")
_UNREADABLE = (
    (_ALIASES, "the front matter has thirty aliases", "write the values themselves"),
    (_DEEP_FENCE, "the fence of this directive has more than 60 signs", "nest directives less deeply"),
    (_DEFINITIONS, "a thousand definitions of links follow one another", "put empty lines between them"),
)


def complain_of_cost(text: str, place: str) -> Complaint | None:
    """Return a complaint if a page would take minutes to read."""
    for pattern, what, remedy in _UNREADABLE:
        if found := pattern.search(text):
            line = text.count("\n", 0, found.start()) + 1
            return Complaint(place=f"{place}:{line}", what=what, remedy=remedy)
    return None
