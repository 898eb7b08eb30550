"""The statistics of a report as its runs have recorded them, parsed when somebody asks for one of a run.

A report has thousands, and after most edits a command asks for few: which there are, and whether any has changed, is
known without them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from factbook.engine.task import task
from factbook.notebooks import Run
from factbook.notebooks.recording.positional import dump_statistics, load_statistics
from factbook.project.files import digest, digest_content
from figurecheck.model import Statistic, TableOrigin
from figurecheck.model.states import quick_state
from figurecheck.verdicts.sentence.siblings import without_value


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRun:
    """The statistics of one run."""

    notebook: str
    ids: tuple[str, ...]
    """In the order in which they were recorded."""
    datasets: tuple[str, ...]
    """The tables of which they have rows, sorted."""
    named: tuple[str, ...]
    """Ids of the parts and wholes that they are ratios of, sorted."""
    is_plain: bool
    """Whether cells of that notebook have recorded all of them, each by its id; none is glued."""
    judged: str
    """A digest of how they came about and what the data package says of their rows, but not of where these stand."""
    mark: str
    """A digest that is another one where any of them is."""
    content: bytes
    """What `dump_statistics` returns."""

    def parse(self) -> tuple[Statistic, ...]:
        """Return the statistics."""
        return load_statistics(self.content)

    @classmethod
    def of(cls, notebook: Path, statistics: Iterable[Statistic]) -> StoredRun:
        """Return the statistics of the run of a notebook."""
        found, file = tuple(statistics), notebook.as_posix()
        content = dump_statistics(found)
        return cls(
            notebook=file,
            ids=tuple(one.id for one in found),
            datasets=tuple(find_datasets(found)),
            named=tuple(sorted({id for one in found if one.whole for id in (one.part, one.whole) if id})),
            is_plain=not any(one.key or notebook_of(one) != file for one in found),
            judged=digest_judged(found),
            mark=digest_content(content),
            content=content,
        )

    def dump(self) -> bytes:
        """Return it as bytes: all but the content as JSON, and below that the content."""
        head = [self.notebook, self.ids, self.datasets, self.named, self.is_plain, self.judged, self.mark]
        return b"%s\n%s" % (json.dumps(head, separators=(",", ":")).encode(), self.content)

    @classmethod
    def load(cls, stored: bytes) -> StoredRun:
        """Return what `dump` made bytes of. Raises ValueError or TypeError for what it did not."""
        head, _, content = stored.partition(b"\n")
        notebook, ids, datasets, named, is_plain, judged, mark = json.loads(head)
        return cls(
            notebook=notebook, ids=tuple(ids), datasets=tuple(datasets), named=tuple(named), is_plain=is_plain,
            judged=judged, mark=mark, content=content,
        )  # fmt: skip


class StoredStatistics(Mapping[str, Statistic]):
    """The statistics of plain runs, by id; of two with one id, the first."""

    def __init__(self, runs: Sequence[StoredRun]) -> None:
        """Take the runs in order; nothing is parsed yet."""
        self._unparsed = dict(enumerate(runs))
        self._at: dict[str, int] = {}
        """The position of the run of each id."""
        self._parsed: dict[int, dict[str, Statistic]] = {}
        for at, run in enumerate(runs):
            for id in run.ids:
                self._at.setdefault(id, at)
        self.runs = tuple(runs)
        """In order."""
        self.datasets = {run.notebook: run.datasets for run in runs}
        """The tables of which each notebook has recorded rows, by its file."""

    def __getitem__(self, id: str) -> Statistic:
        at = self._at[id]
        if (run := self._unparsed.get(at)) is not None:
            # Another thread may ask as well, and all are to get the same objects.
            self._parsed.setdefault(at, {one.id: one for one in reversed(run.parse())})
            self._unparsed.pop(at, None)
        return self._parsed[at][id]

    def __contains__(self, id: object) -> bool:
        return id in self._at

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    @cached_property
    def ids_by_notebook(self) -> Mapping[str, Sequence[str]]:
        """The ids of each notebook that has recorded any, by its file."""
        found: dict[str, list[str]] = defaultdict(list)
        for id, at in self._at.items():
            found[self.runs[at].notebook].append(id)
        return found

    def find_run(self, id: str) -> StoredRun:
        """Return the run of an id. Raises KeyError for one that none has recorded."""
        return self.runs[self._at[id]]


def find_ids(statistics: Mapping[str, Statistic]) -> Mapping[str, Sequence[str]]:
    """Return the ids of statistics by the file of their notebook; of those that no cell has recorded, it is empty."""
    if isinstance(statistics, StoredStatistics):
        return statistics.ids_by_notebook
    found: dict[str, list[str]] = defaultdict(list)
    for id, one in statistics.items():
        found[notebook_of(one)].append(id)
    return found


def find_datasets(statistics: Iterable[Statistic]) -> list[str]:
    """Return the tables of which statistics have rows, sorted."""
    return sorted({rowset.dataset for one in statistics for rowset in one.rows if rowset.dataset})


def notebook_of(statistic: Statistic) -> str:
    """Return the file of the notebook that has recorded a statistic; empty if none has."""
    return statistic.cell.notebook if statistic.cell else ""


def digest_judged(statistics: Iterable[Statistic]) -> str:
    """Return a digest of how statistics came about, and of what the data package says of the rows behind them."""
    about: list[object] = []
    # Many rows are of one table, whose text is long.
    tables: dict[int, tuple[TableOrigin, str]] = {}
    for one in statistics:
        about += (one.how.value, one.confirming)
        for rowset in one.rows:
            table = rowset.table
            if table is not None and id(table) not in tables:
                tables[id(table)] = table, digest(table)
            # Which lines they are is recorded; whether they still are is not.
            about += (tables[id(table)][1] if table is not None else "", bool(rowset.lines))
    return digest(about)


@task(of=lambda run: run.mark)
def digest_names(run: Run) -> str:
    """Return the digest of what the statistics of a run are called."""
    return digest([without_value(one) for one in run.statistics])
