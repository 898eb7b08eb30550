"""What the data says that a source prints: rows with their cells, and the source's own words around a number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from figurecheck.model.states import quick_state
from figurecheck.model.statistic import RowSet
from figurecheck.model.worded import Worded


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWording:
    """The words of a source around a number that it prints, or the record of a search for them: a row of `wordings`."""

    source: str
    row: str
    """The row that holds the number, named as `{reported}` names it."""
    column: str = ""
    """The column of that row; empty where only one cell can be meant."""
    text: str = ""
    """At most seven words, as printed; empty where they were not seen."""
    language: str = ""
    translation: str = ""
    """In the language of the report; empty where `text` is in it."""
    url: str = ""
    """The address of the copy that was read."""
    accessed: str = ""
    """The ISO date on which it was read, or searched for."""
    tried: str = ""
    """What was searched, where the words were not seen."""
    place: str = ""
    """File and row, for messages."""


class QuotedPart(StrEnum):
    """What the words of a source can say of a number."""

    NUMBER = "number"
    UNIT = "unit"
    PERIOD = "period"
    COUNTED = "counted"


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The words of a source around a number, held against the cell that holds it."""

    wording: SourceWording
    # Apart from contradictions: seven words rarely say everything, and what they leave out is no fault of the figure.
    missing: tuple[QuotedPart, ...] = ()
    """What the words do not say, though the row does."""
    contradiction: str | Worded = ""
    """How the words contradict the cell; empty if they do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCell:
    """A cell for which a source may be cited."""

    column: str
    text: str
    """The cell as it stands in the file."""
    value: Decimal | None
    """The number, in `unit`; ``None`` for a cell of words."""
    unit: str = ""
    about: str = ""
    """Name and title of its column, and what the column holds, in words."""
    computed: bool = False
    """Whether the desk computed it, and no source prints it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """A row of the data, as far as one source prints it."""

    key: str
    """What identifies it in its table (``factbook:key``), joined by slashes."""
    cells: tuple[PrintedCell, ...]
    """Its cells but keys, references, units and statuses, and those that another source prints."""
    rows: RowSet
    """The whole row, with its dataset and its line."""
    about: str = ""
    """What it counts, in words: title and description of its table, its keys and its cells of words."""
    names: tuple[tuple[str, str], ...] = ()
    """Its keys that are words, by column: what tells it from the other rows of its table."""
    years: frozenset[str] = frozenset()
    """The years in the columns that say when; empty where none does."""

    # One row as a set of rows: panels and pages show both in the same way.
    @property
    def dataset(self) -> str:
        """The table in which it stands."""
        return self.rows.dataset

    @property
    def line(self) -> int:
        """Its line in the file."""
        return self.rows.lines[0]


def split_reported(target: str) -> tuple[str, str]:
    """Split the target of a reported figure into the source and the name of its row, which may be missing.

    >>> split_reported("census_2020#New York/2020"), split_reported("census_2020")
    (('census_2020', 'New York/2020'), ('census_2020', ''))
    """
    # Ids of sources are words of a table, and "#" is in none of them; keys may hold anything, also another "#".
    source, _, row = target.partition("#")
    return source.strip(), row.strip()
