"""What figures are judged by, as a value; and ids of statistics that have been renamed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from figurecheck.figures import DEFAULT_RULES, Rules
from figurecheck.model import Disagreement, PrintedCell, PrintedRow, Risk, Source, SourceWording, Statistic
from figurecheck.model.errors import Complaint, suggest
from figurecheck.model.worded import join, phrase
from figurecheck.verdicts.cautions import OTHERWISE, CautionFinder

RENAMED = "_config.yml: factbook.renamed"


class Printed(Protocol):
    """What the data says that one source prints."""

    def __bool__(self) -> bool:
        """Return whether any row of the data names the source."""

    @property
    def names(self) -> Collection[str]:
        """The keys of all rows."""

    @property
    def units(self) -> Collection[str]:
        """The units of its numbers."""

    def find_rows(self, name: str) -> Sequence[PrintedRow]:
        """Return the rows that a name may mean."""

    def find_rows_of(self, id: str) -> Sequence[PrintedRow]:
        """Return the rows whose key is an id, or begins with it and a dot."""

    def find_number(self, value: Decimal, unit: str) -> Sequence[PrintedRow]:
        """Return the rows that hold a number in a unit, each with the cells that do."""

    def find_text(self, text: str) -> PrintedRow | None:
        """Return the first row with a cell of just these words."""

    def find_values(self, dataset: str, column: str) -> Mapping[str, str]:
        """Return the words that a column of a table holds in the rows of this source, by their lower case."""

    def find_wording(self, row: PrintedRow, cell: PrintedCell) -> SourceWording | None:
        """Return the source's own words around a number; ``None`` where the data record none."""

    def name(self, row: PrintedRow) -> str:
        """Return the shortest name of a row."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """All that a figure can be compared with."""

    statistics: Mapping[str, Statistic]
    sources: Mapping[str, Source]
    printed_by: Callable[[str], Printed]
    """What the data says that a source prints."""
    rules: Rules = DEFAULT_RULES
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Earlier ids of statistics, and the ids that replace them."""
    glued: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The id of each statistic that a notebook has glued, by the notebook and the key."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """By notebook, a digest of what it has recorded, with the lines of the rows; none where it is not known."""
    judged: Mapping[str, str] = field(default_factory=dict)
    """By notebook, a digest of how that came about and what is said of its rows, but not of their lines."""
    disagreements: Sequence[Disagreement] = ()
    """What the statistics of overlapping periods say against one another."""
    failed: Mapping[str, str | None] = field(default_factory=dict)
    """The code of each notebook that failed, ``None`` where it cannot be read: why statistics may be missing."""

    @cached_property
    def caution_finder(self) -> CautionFinder:
        """Finds the cautions of figures among these statistics; it remembers what it computed for one."""
        return CautionFinder(self.statistics)

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs, which judges nothing."""
        return {name: value for name, value in vars(self).items() if name != "caution_finder"}

    def find_failed(self, id: str) -> str:
        """Return the notebook that failed and that may record an id; empty if there is none."""
        # Ids are often put together from parts, so that their first word is all that must stand in the code.
        first = id.partition(".")[0]
        return next((notebook for notebook, code in self.failed.items() if code is None or first in code), "")

    def current_id(self, id: str) -> str:
        """Return the id that replaces an earlier one; the id itself if it is recorded or was not renamed."""
        return id if id in self.statistics else self.renamed.get(id, id)


def check_renamed(known: Known) -> Iterator[Complaint]:
    """Yield a complaint for each renaming whose earlier id is still recorded."""
    for old in known.renamed:
        if old in known.statistics:
            remedy = phrase("remove the entry, or record the statistic under its new id only")
            yield Complaint(f"{RENAMED}.{old}", phrase("{id!r} is still recorded", id=old), remedy)


def find_unrecorded(known: Known) -> Iterator[Complaint]:
    """Yield a warning for each renaming whose new id is not recorded."""
    # No more than a warning: on a past day, the rows of the statistic may not have been known yet.
    for old, new in known.renamed.items():
        if new not in known.statistics:
            remedy = suggest(known.statistics, new, phrase("write the id of a recorded statistic"))
            yield Complaint(f"{RENAMED}.{old}", phrase("{id!r} was never recorded", id=new), remedy)


def find_open_disagreements(known: Known) -> Iterator[Complaint]:
    """Yield a warning for each conflict, and a note of each tension, that nobody has acknowledged."""
    remedy = phrase("correct a row, tell apart by about or measure what is counted, {otherwise}", otherwise=OTHERWISE)
    for one in known.disagreements:
        if not one.acknowledged:
            place, *others = one.places
            what = phrase("{risk}: {text}; see {others}", risk=one.risk, text=one.text, others=join(others, ", "))
            yield Complaint(place, what, remedy, warns=one.risk is Risk.TENSION)
