"""An approval: somebody looked at a printed figure, and how.

One line of a file says it::

    - {statistic: "riders.total.2025", printed: "1,268,480 trips", sentence: "4f1c0a2b9d3e5a71", ...}

A line of its own, since git knows authors by line, and merges that keep the lines of both sides keep all approvals.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from factbook.report.desk.figure import DeskFigure, digest_words
from figurecheck.model import Place
from figurecheck.model.fields import PlaceOf

_KEYS = (
    "statistic", "printed", "sentence", "heads", "value", "unit", "population", "verdict", "how", "note", "id",
)  # fmt: skip
"""In the order in which a line has them."""


class Method(StrEnum):
    """How somebody looked at a figure."""

    RECOMPUTED = "recomputed"
    """Computed again by hand, without the notebook."""
    SOURCE = "source"
    """Seen in the source itself."""
    ASKED = "asked"
    """Asked of somebody who knows; the note says whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What somebody looked at, and how."""

    statistic: str
    """Id of the statistic at that time; of a reported figure, the source and the key of its row."""
    printed: str
    """The figure as it was printed."""
    verdict: str
    """The machine's verdict at that time."""
    how: Method
    """What was done: ``recomputed`` by hand, the ``source`` seen, or somebody ``asked``."""
    sentence: str = ""
    """Digest of the sentence, as readers saw it."""
    value: str = ""
    """The recomputed value."""
    unit: str = ""
    """Its unit."""
    population: str = ""
    """Digest of who or what is counted."""
    heads: str = ""
    """Digest of what says beside the sentence of what it is: in a table, the heads of row and column."""
    # Free text for the desk, which no reader sees: its numbers are checked by nobody.
    note: str = ""
    """What was found, and where; of ``asked``, whom."""
    id: str = ""
    """Random: it tells the lines of two people apart who approved the same figure."""
    place: Annotated[Place, PlaceOf("statistic")] = Place(file="")


def make_approval(figure: DeskFigure, how: Method, note: str = "") -> Approval:
    """Return the approval of a figure as it stands."""
    return Approval(
        statistic=figure.statistic,
        printed=figure.printed,
        sentence=figure.sentence,
        verdict=figure.verdict.value,
        how=how,
        value=write_value(figure),
        unit=figure.unit,
        population=digest_words(figure.population),
        heads=digest_words(figure.heads or ""),
        note=" ".join(note.split()),
        id=secrets.token_hex(4),
    )


def write_value(figure: DeskFigure) -> str:
    """Return the value of a figure as text, exactly and without an exponent."""
    value = figure.value
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:f}"


def write_line(approval: Approval) -> str:
    """Return an approval as the line of a file; what is empty is left out."""
    values = {name: str(getattr(approval, name)) for name in _KEYS}
    shown = ", ".join(f"{name}: {_quote(text)}" for name, text in values.items() if text)
    return f"- {{{shown}}}"


def _quote(text: str) -> str:
    # As JSON, so that an id such as `no` stays a text. YAML takes more characters for line breaks, and refuses some.
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in quoted)
