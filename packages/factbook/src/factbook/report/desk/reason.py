"""Why a figure is in the queue: keys of texts and what is filled in; `render.desk_reasons` puts them into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from figurecheck.model import Finding
from figurecheck.model.worded import Amount, Period


@dataclass(frozen=True, slots=True)
class Margin:
    """How far the value of a finding may move before its verdict changes."""

    finding: Finding


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the interface by its key, and what is filled in by name."""

    key: str
    values: Mapping[str, Filling] = field(default_factory=dict)


Filling = str | int | Amount | Period | Margin | Text | tuple[Text, ...]
"""What can be filled in; several texts become a list."""
Said = Text | Finding | str
"""What is said of a figure. A finding stands for the reason of its verdict, and a text for what the check says in words
of its own, which are English wherever they are stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a figure deserves a look, and what to look at."""

    code: str
    said: Said
    look: Text
