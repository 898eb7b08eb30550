"""What a chart draws, read back from its renderer: every mark with the rows behind it, and every text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from figurecheck.model.states import quick_state
from figurecheck.model.worded import Worded

# Of the renderer's own types: it knows no decimals, and writes a time as it writes a text.
Datum = Mapping[str, str | float | bool | None]
"""A row behind a mark, after the chart's own transforms; dates are ISO texts."""
SUBTITLED = "subtitled"
"""The entry of a specification's ``usermeta`` that says that the chart has a subtitle, which names its measure."""
FROM_ROW = "from a row"
"""The field that tells rows of the chart from those that the renderer fills in, where it does."""

UNDRAWN = "cannot be drawn"
"""How the fault of a chart begins that the renderer cannot draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnField:
    """A field that a channel of a mark shows, and how its values came about."""

    channel: str
    # Two names, since rows know nothing of what the renderer makes of a field to draw it.
    name: str
    """Of the column of the rows: of a stack the field that is stacked, of a unit of time the time."""
    shown: str = ""
    """The field that is drawn; `items` have both."""
    is_number: bool = False
    """Whether its scale is one of numbers."""
    is_time: bool = False
    """Whether its scale is one of times."""
    inputs: str = ""
    """The `DrawnInputs` from which the renderer computed it; empty where a row holds it."""
    unread: str = ""
    """Why its values cannot be found in rows: ``binned``, ``sampled``, ``random``, ``modelled``, ``summarised``..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnInputs:
    """The rows that the renderer summed up, unfolded or put in order, before it did."""

    values: tuple[str, ...]
    keys: tuple[str, ...]
    items: tuple[Datum, ...]
    rows: int = 0
    """How many rows the chart was given, of which each counts for what is computed; 0 where that does not matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnMark:
    """The marks of one layer."""

    kind: str
    """``bar``, ``line``, ``area``, ``point``, ``arc``, ``rule``, ``text``, ``tick``, ``shape``..."""
    fields: tuple[DrawnField, ...]
    items: tuple[Datum, ...]
    texts: tuple[str, ...] = ()
    """What each of `items` says, of a mark of kind ``text``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnText:
    """A text that is no mark: a title, or the label of an axis, a legend or a facet."""

    kind: str
    """``title``, ``axis``, ``legend``, ``label`` (of a category), or ``tick`` (of a number or a time)."""
    text: str
    value: str | float | bool | None = None
    """What a label stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything that one drawing of a chart shows."""

    marks: tuple[DrawnMark, ...] = ()
    inputs: Mapping[str, DrawnInputs] = field(default_factory=dict)
    texts: tuple[DrawnText, ...] = ()
    fault: str = ""
    """Why it cannot be drawn, with a remedy in brackets; empty where it was."""
    faint: tuple[tuple[str, str, float], ...] = ()
    """Marks whose colour hardly stands out from the page: kind, colour, and the contrast that they have."""
    alike: tuple[str, ...] = ()
    """Fields with more values than there are colours, in words."""
    unnamed: int = 0
    """How many lines it has, if nothing says which is which."""


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class ChartCheck:
    """How many of a chart's values were found in the data."""

    matched: int = 0
    total: int = 0
    unread: tuple[str, ...] = ()
    """Why the others were not looked for: words of the author, or one of the reasons of `DrawnField.unread`."""


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedText:
    """A text of a chart, and the values that it may print, since they stand beside it or are its own."""

    text: str
    kind: str
    values: tuple[Decimal, ...] = ()
    is_data: bool = False
    """Whether the text stands in a cell of the rows, letter by letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFindings:
    """What the check of a chart found."""

    check: ChartCheck = field(default_factory=ChartCheck)
    faults: tuple[str | Worded, ...] = ()
    texts: tuple[PrintedText, ...] = ()
    years: tuple[int, int] | None = None
    """The first and the last year that is drawn."""
    cautions: tuple[str, ...] = ()
    """What readers may not see."""
