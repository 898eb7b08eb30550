"""What notebooks record: statistics and charts, with the cell, the rows and the series behind them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from figurecheck.model.how import How, find_how
from figurecheck.model.states import quick_state

TEXT, TABLE, PICTURE = "text", "table", "picture"
"""Units of what a book has glued that is no number: a text, and what is shown but has no value to print."""
GLUED_TEXTS = frozenset({TEXT, TABLE, PICTURE})
TEXT_UNITS = frozenset({"date", "since"}) | GLUED_TEXTS
"""Units of values that are texts."""
Cellvalue = str | int | Decimal | bool | None
"""What a cell of a recorded row can hold; never a float."""


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class TableOrigin:
    """Where the rows of a dataset lie, and on what all of them rest."""

    file: str
    """The dataset's file, from `data/`."""
    sources: tuple[str, ...] = ()
    """Ids of the sources that the descriptor names for the whole table."""
    is_sourced: bool = True
    """Whether its rows have sources, their own or one for all."""
    has_lines: bool = True
    """Whether the file has lines that an editor shows; else its rows are numbered."""
    years: tuple[str, ...] = ()
    """The columns that hold years, whatever they are called."""
    title: str = ""
    """What the table holds, in the words of the descriptor."""
    key: tuple[str, ...] = ()
    """The columns that tell its rows apart."""
    titles: tuple[tuple[str, str], ...] = ()
    """What the descriptor calls each column that it gives a title."""


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class RowSet:
    """Rows of data that a statistic or a chart rests on."""

    dataset: str = ""
    """Name of the resource in ``datapackage.json``; empty where the notebook computed the rows."""
    columns: tuple[str, ...] = ()
    rows: Sequence[tuple[Cellvalue, ...]] = ()
    lines: tuple[int, ...] = ()
    """Line of each row in the dataset's CSV (header is 1), or its number in a file without lines; empty where not
    known."""
    left_out: int = 0
    """How many rows there are beside those of `rows`, which then are some of many."""
    spans: tuple[tuple[int, int], ...] = ()
    """First and last line of each of the first stretches of all the rows; only where some are left out."""
    made_of: tuple[str, ...] = ()
    """The datasets of which the notebook computed the rows, if they are several."""
    release: str = ""
    """The earlier release of the dataset that the rows are of, by its sources; empty for that of the day."""
    # Only while it is recorded: a set of rows has one file from there on (`releases.split_rows`).
    releases: tuple[str, ...] = ()
    """The releases of which the rows are, in the order of the numbers that their lines have, where they are several."""
    # Not recorded: the report finds it in its data, as the lines.
    table: TableOrigin | None = None
    """The dataset's file and its sources; ``None`` where the notebook computed the rows."""

    @property
    def table_name(self) -> str:
        """The dataset that the rows are of; of an earlier release, with that."""
        return f"{self.dataset}@{self.release}" if self.release else self.dataset

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows) + self.left_out

    @property
    def origins(self) -> tuple[str, ...]:
        """The datasets that the rows are of, or were computed of."""
        return self.made_of or ((self.dataset,) if self.dataset else ())

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources named by the rows, each once, in order; those of the table where its rows name none of their own."""
        if "source_id" not in self.columns:
            return self.table.sources if self.table else ()
        at = self.columns.index("source_id")
        return tuple(dict.fromkeys(str(row[at]) for row in self.rows if row[at]))


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The code cell that recorded something."""

    notebook: str
    """Path from the project's root, with forward slashes."""
    index: int
    """Position among all cells of the notebook, from 0."""
    code: str = ""

    @property
    def place(self) -> str:
        """Where it is, as complaints say it."""
        return f"{self.notebook}: cell {self.index + 1}"

    @property
    def bundle(self) -> str:
        """The zip file that runs the notebook again, from the site's root."""
        return f"{self.notebook.rpartition('.')[0]}.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The whole series behind a streak, a rank, an extreme or a change, and what in it makes the statistic true.

    Facts only: `verdicts.series_text` writes them in words for reasons, `render.series_basis` in the page's language.
    """

    kind: str
    """``streak``, ``rank``, ``extreme`` or ``change``."""
    test: str
    """A streak's ``above``, ``at least``, ``below``, ``at most``, ``up``, ``down``; ``highest`` or ``lowest`` (first)
    of a rank or an extreme; a change's measure: ``share``, ``ratio``, ``difference``, ``pp``."""
    at: str
    """The period, or the name, that it is about; a run ends there."""
    # A tuple of pairs and not a dictionary: a basis is hashed by the caches that describe it.
    series: tuple[tuple[str, Decimal], ...]
    """Every period or name with its value: in the order of time, or of a rank."""
    run: tuple[str, ...] = ()
    """The periods of a streak; who shares a rank; the last period as high as an extreme; the base of a change."""
    before: str = ""
    """The period that a streak does not reach; empty where the series begins with it."""
    next: str = ""
    """The period after `at`, which decides next."""
    limit: Decimal | None = None
    """The threshold of a streak."""
    unit: str = ""
    """Of the values."""
    span: str = ""
    """What one step of the series is: ``year``, ``month``...; empty where it has none."""
    gaps: tuple[tuple[str, str], ...] = ()
    """Stretches of periods without a value, first and last."""
    others: tuple[tuple[str, Decimal], ...] = ()
    """Neighbouring bases of a change from which it would be reversed or much smaller, and the change from each."""
    order: tuple[str, ...] = ()
    """Every label in the order of the series where they are no periods, those without a value too; else empty."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label of the series, in its order; of a rank of periods, in that of their values."""
        return self.order or tuple(label for label, _ in self.series)

    @property
    def values(self) -> dict[str, Decimal]:
        """The series by period or name."""
        return dict(self.series)

    @property
    def sense(self) -> int:
        """The direction of its test: 1 for high, above and up, -1 for low, below and down, 0 for a change."""
        if self.test in {"above", "at least", "up", "highest"}:
            return 1
        return -1 if self.test in {"below", "at most", "down", "lowest"} else 0


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A value that a notebook recorded, with unit, population and lineage."""

    id: str
    value: Decimal | str
    """A number; with unit ``date`` an ISO date at the precision known; with ``since`` a period, or ``record``."""
    unit: str = ""
    population: str = ""
    """Who or what is counted, in words."""
    label: str = ""
    about: str = ""
    measure: str = ""
    period: str = ""
    note: str = ""
    """What is not established: caveats that belong beside the figure."""
    # Ids and not values: the check finds the statistics again and computes the share anew.
    part: str = ""
    """Id of the statistic that was divided by `whole`."""
    whole: str = ""
    """Id of the statistic that this is a share, a multiple or a change of."""
    rows: tuple[RowSet, ...] = ()
    # Not recorded: the report finds them in its data, when it knows of which lines the rows are.
    confirming: tuple[tuple[str, ...], ...] = ()
    """For each of its rows whose line is known, the other sources whose rows were compared with it and agree."""
    # Found once, with the lines of its rows: it may have to look at each cell of thousands.
    how: How = How.RECORDED
    """How its value came about."""
    cell: Cell | None = None
    # Of a value that `glue` has stored for the pages of an existing book.
    key: str = ""
    """The key by which it was glued; empty for what was recorded."""
    printed: str = ""
    """What it prints without a format."""
    # Recorded with the statistic: a claim such as "the highest since 2008" cannot be checked against one number.
    basis: Basis | None = None
    """The series that makes it true, where it is a claim about more than one number."""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source below this statistic, each once."""
        return tuple(dict.fromkeys(source for rowset in self.rows for source in rowset.source_ids))

    @property
    def confirming_ids(self) -> tuple[str, ...]:
        """Every source that confirms one of its rows, each once, without those of the rows themselves."""
        found = (source for sources in self.confirming for source in sources)
        return tuple(dict.fromkeys(source for source in found if source not in self.source_ids))

    def find_how(self, rows: Iterable[RowSet]) -> How:
        """Return how its value came about where it rests on these rows."""
        code = self.cell.code if self.cell else ""
        return find_how(self.value, rows, id=self.id, code=code, related=bool(self.basis or self.part))

    @property
    def datasets(self) -> tuple[str, ...]:
        """Every dataset below this statistic, each once."""
        return tuple(dict.fromkeys(name for rowset in self.rows for name in rowset.origins))


class AnyStatistic(Protocol):
    """What a recorded statistic and that of a sealed edition have in common."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def value(self) -> Decimal | str:
        """A number, or a date or period as a text."""

    @property
    def unit(self) -> str:
        """Its unit."""

    @property
    def population(self) -> str:
        """Who or what is counted."""

    @property
    def label(self) -> str:
        """Its name for readers."""

    @property
    def about(self) -> str:
        """Whom or what it is about."""

    @property
    def measure(self) -> str:
        """What is measured."""


class StoredSpecs(Mapping[str, dict[str, Any]]):
    """Vega-Lite specifications as they are stored; each is parsed when somebody asks for it.

    They are most of what a run has recorded, and a build draws few charts anew.
    """

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        """Take the JSON of each specification, by the width of its drawing."""
        self.texts = texts
        self._parsed: dict[str, dict[str, Any]] = {}

    def __getitem__(self, width: str) -> dict[str, Any]:
        if width not in self._parsed:
            self._parsed[width] = json.loads(self.texts[width])
        return self._parsed[width]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    # A digest of specifications is one of what they print as, whether they were stored or not.
    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[type[StoredSpecs], tuple[Mapping[str, bytes]]]:
        return StoredSpecs, (self.texts,)


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart that a notebook recorded; its texts may hold claims, in role markup."""

    id: str
    title: str
    alt: str
    subtitle: str = ""
    note: str = ""
    specs: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    """Vega-Lite specification for each width: ``l``, ``m``, ``s``."""
    rows: tuple[RowSet, ...] = ()
    shows: Mapping[str, Any] = field(default_factory=dict)
    """What fields show that are no column of `rows`: ids of statistics, a computation, other names, or a reason."""
    cell: Cell | None = None

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source below this chart, each once."""
        return tuple(dict.fromkeys(source for rowset in self.rows for source in rowset.source_ids))
