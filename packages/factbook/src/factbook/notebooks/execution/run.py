"""A run as a value."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Any, overload

from factbook.notebooks.tracing.inputs import Lineage
from factbook.project.files import digest_content
from figurecheck.model import Chart, Statistic
from figurecheck.model.errors import Complaint
from figurecheck.model.states import quick_state


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class ChartOutline:
    """What is asked of every chart: its id, where it was recorded, and what it says."""

    id: str
    file: str
    """The notebook; empty where that is not known."""
    cell: int
    texts: tuple[str, str, str, str]
    """Title, subtitle, text alternative and note."""
    shows: bool
    """Whether it says what fields show that are no column of its rows."""
    mark: str = field(default="", repr=False, compare=False)
    """Digest of the chart as it was recorded; empty where that is not known."""

    @classmethod
    def of(cls, chart: Chart, mark: str = "") -> ChartOutline:
        """Return that of a chart."""
        return cls(
            id=chart.id,
            file=chart.cell.notebook if chart.cell else "",
            cell=chart.cell.index if chart.cell else 0,
            texts=(chart.title, chart.subtitle, chart.alt, chart.note),
            shows=bool(chart.shows),
            mark=mark,
        )

    @property
    def place(self) -> str:
        """The cell, as complaints name it."""
        return f"{self.file}: cell {self.cell + 1}" if self.file else ""


class StoredItems(Sequence[Statistic | Chart]):
    """What a stored run has recorded, which is parsed when somebody asks for it."""

    def __init__(
        self,
        load_statistics: Callable[[], Iterable[Statistic]],
        load_charts: Callable[[], Iterable[Chart]],
        outlines: Sequence[ChartOutline] | None = None,
    ) -> None:
        """Keep how they are loaded; `outlines` are those of the charts, where they are known."""
        self._load_statistics, self._load_charts, self._outlines = load_statistics, load_charts, outlines

    @property
    def outlines(self) -> Sequence[ChartOutline]:
        """Those of the charts, which need not be parsed where they are known."""
        return [ChartOutline.of(chart) for chart in self.charts] if self._outlines is None else self._outlines

    def change_charts(
        self, change: Callable[[Callable[[], Iterable[Chart]]], Iterable[Chart]], outlines: Sequence[ChartOutline]
    ) -> StoredItems:
        """Return the same with what a function makes of the charts once they are loaded; their outlines stay."""
        return StoredItems(self._load_statistics, partial(change, self._load_charts), outlines)

    @cached_property
    def statistics(self) -> tuple[Statistic, ...]:
        """The statistics, in order."""
        return tuple(self._load_statistics())

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """The charts, in order."""
        return tuple(self._load_charts())

    def with_charts(self, charts: Iterable[Chart]) -> StoredItems:
        """Return the same statistics with other charts."""
        return StoredItems(self._load_statistics, partial(tuple, tuple(charts)))

    def __reduce__(self) -> tuple[object, ...]:
        # Functions of modules and bytes: whoever receives it need not parse what nobody asks for.
        return StoredItems, (self._load_statistics, self._load_charts, self._outlines)

    def __len__(self) -> int:
        return len(self.statistics) + len(self.charts)

    def __iter__(self) -> Iterator[Statistic | Chart]:
        return chain(self.statistics, self.charts)

    @overload
    def __getitem__(self, at: int) -> Statistic | Chart: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Statistic | Chart, ...]: ...
    def __getitem__(self, at: int | slice) -> Statistic | Chart | tuple[Statistic | Chart, ...]:
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]


def _load_nothing() -> None:
    """Return no notebook. A function with a name, so that a run can be sent to the process that renders."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run of one notebook: what it recorded, its outputs, and what went wrong."""

    path: Path
    as_of: str
    load: Callable[[], Any] = field(default=_load_nothing, repr=False, compare=False)
    """Returns the executed notebook, or ``None``; use `notebook`, which calls it."""
    recorded: Sequence[Statistic | Chart] = ()
    complaints: tuple[Complaint, ...] = ()
    seconds: float = 0.0
    """How long it took when it ran."""
    reused: bool = False
    """Whether it was taken from the store of runs."""
    why: str = ""
    """Why it had to run."""
    lineage: Lineage | None = None
    """What it depends on; ``None`` where the run was not traced."""
    stamp: str = ""
    """Digest of the executed notebook, where that is known already."""

    @cached_property
    def notebook(self) -> Any:
        """The executed notebook, an nbformat node; ``None`` if the file cannot be read."""
        # Of a stored run it is parsed when it is first asked for: a build in which no page of it changed never asks.
        return self.load()

    @property
    def is_readable(self) -> bool:
        """Whether there is an executed notebook; asking for it does not read a stored one."""
        return bool(self.stamp) or self.notebook is not None

    @property
    def code(self) -> str | None:
        """The code of all cells; ``None`` if the file cannot be read."""
        if self.notebook is None:
            return None
        return "\n".join(cell.source for cell in self.notebook.cells if cell.cell_type == "code")

    @cached_property
    def statistics(self) -> tuple[Statistic, ...]:
        """The statistics that the run recorded, in order."""
        if isinstance(self.recorded, StoredItems):
            return self.recorded.statistics
        return tuple(item for item in self.recorded if isinstance(item, Statistic))

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """The charts that the run recorded, in order."""
        if isinstance(self.recorded, StoredItems):
            return self.recorded.charts
        return tuple(item for item in self.recorded if isinstance(item, Chart))

    @property
    def outlines(self) -> Sequence[ChartOutline]:
        """The outlines of the charts, in order."""
        if isinstance(self.recorded, StoredItems):
            return self.recorded.outlines
        return [ChartOutline.of(chart) for chart in self.charts]

    def change_charts(
        self, change: Callable[[Callable[[], Iterable[Chart]]], Iterable[Chart]], outlines: Sequence[ChartOutline]
    ) -> Run:
        """Return the run with what a function makes of its charts, which a function loads; their outlines stay."""
        if isinstance(self.recorded, StoredItems):
            return replace(self, recorded=self.recorded.change_charts(change, outlines))
        return self.with_charts(change(lambda: self.charts))

    def with_charts(self, charts: Iterable[Chart]) -> Run:
        """Return the run with others in the place of its charts, one for each."""
        if isinstance(self.recorded, StoredItems):
            return replace(self, recorded=self.recorded.with_charts(charts))
        others = iter(charts)
        return replace(
            self, recorded=tuple(next(others) if isinstance(item, Chart) else item for item in self.recorded)
        )

    @cached_property
    def mark(self) -> str:
        """Digest of the executed notebook; asking for it does not read a stored one."""
        return self.stamp or digest_content(json.dumps(self.notebook))


class ChartsOfRuns(Mapping[str, Chart]):
    """The charts of some runs by id; of a stored run they are parsed when somebody asks for one of them."""

    def __init__(self, runs: Iterable[Run]) -> None:
        """Take the charts of `runs`; of two with one id, the last counts."""
        self._runs = {one.id: run for run in runs for one in run.outlines}

    def __getitem__(self, id: str) -> Chart:
        return next(chart for chart in reversed(self._runs[id].charts) if chart.id == id)

    def __contains__(self, id: object) -> bool:
        return id in self._runs

    def __iter__(self) -> Iterator[str]:
        return iter(self._runs)

    def __len__(self) -> int:
        return len(self._runs)
