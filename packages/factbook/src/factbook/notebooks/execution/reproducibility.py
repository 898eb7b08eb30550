"""Two runs of each notebook compared: what differs rests on chance, on the clock, or on the machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from factbook.notebooks.execution.run import Run
from factbook.notebooks.recording.emit import MIME
from factbook.notebooks.sandbox.environment import CLOCK, HASH_SEED
from figurecheck.model import Chart, Statistic

OTHERWISE: Mapping[str, str] = {
    HASH_SEED: "4711", "TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", CLOCK: "86400",
}  # fmt: skip
"""The environment of the second run, as far as no figure may rest on it: another order of sets, the day after, in a
place where it has begun already, another language. Random numbers have another seed in each run anyway."""
LONGEST = 60
"""Characters of a value that are shown."""
_LISTS = (list, tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class RerunDifference:
    """A figure or a chart that is another one when its notebook runs again."""

    id: str
    place: str
    """Notebook and cell, as people count it."""
    day: str
    what: str
    """What differs: ``value``, ``rows[0].rows[3][1]``, ``specs.l.title``...; empty where one run did not record it."""
    first: str
    second: str

    def __str__(self) -> str:
        what = f"its {self.what} is" if self.what else "it is"
        remedy = "seed random numbers, sort what has no order, leave the clock out"
        first = f"{self.place}: {self.id} as of {self.day} is not reproducible"
        return f"{first}: {what} {self.first}, then {self.second} ({remedy})"


def find_rerun_differences(first: Iterable[Run], second: Iterable[Run]) -> Iterator[RerunDifference]:
    """Yield everything that two lists of runs of the same notebooks and days recorded differently."""
    again = {(run.path, run.as_of): run for run in second}
    for run in first:
        other = again[run.path, run.as_of]
        # a run that fails the second time has a complaint of its own
        if other.complaints:
            continue
        ours, theirs = ({item.id: item for item in one.recorded} for one in (run, other))
        for id in dict.fromkeys([*ours, *theirs]):
            yield from _compare(ours.get(id), theirs.get(id), run.as_of)


def find_output_differences(first: Iterable[Run], second: Iterable[Run]) -> Iterator[str]:
    """Yield each cell whose outputs differ in two lists of runs of the same notebooks and days.

    What a cell recorded does not count here.
    """
    again = {(run.path, run.as_of): run for run in second}
    for run in first:
        other = again[run.path, run.as_of]
        if run.notebook is None or other.notebook is None or other.complaints:
            continue
        for at, (ours, theirs) in enumerate(zip(run.notebook.cells, other.notebook.cells, strict=True)):
            if _texts_of(ours) != _texts_of(theirs):
                yield f"{run.path.as_posix()}: cell {at + 1} as of {run.as_of} shows something else when it runs again"


def _texts_of(cell: Any) -> list[object]:
    outputs = [output for output in cell.get("outputs", ()) if MIME not in output.get("data", {})]
    return [output.get("text", output.get("data")) for output in outputs]


def _compare(ours: Statistic | Chart | None, theirs: Statistic | Chart | None, day: str) -> Iterator[RerunDifference]:
    item = ours or theirs
    if item is None or ours == theirs:
        return
    place = item.cell.place if item.cell else ""
    if ours is None or theirs is None:
        what, first, second = "", *("recorded" if one else "not recorded" for one in (ours, theirs))
    else:
        what, first, second = find_difference(asdict(ours), asdict(theirs))
    yield RerunDifference(id=item.id, place=place, day=day, what=what, first=first, second=second)


def find_difference(first: object, second: object, path: str = "") -> tuple[str, str, str]:
    """Return the path to the first thing that differs in two nests of mappings and lists, and both values as text.

    >>> find_difference({"a": [1, 2]}, {"a": [1, 3]})
    ('a[1]', '2', '3')
    """
    if isinstance(first, Mapping) and isinstance(second, Mapping) and list(first) == list(second):
        pairs = [(f"{path}.{name}" if path else str(name), first[name], second[name]) for name in first]
    elif isinstance(first, _LISTS) and isinstance(second, _LISTS) and len(first) == len(second):
        pairs = [(f"{path}[{at}]", one, other) for at, (one, other) in enumerate(zip(first, second, strict=True))]
    else:
        return path, _show(first), _show(second)
    return next(find_difference(one, other, at) for at, one, other in pairs if one != other)


def _show(value: object) -> str:
    text = repr(sorted(value) if isinstance(value, Mapping) else value) if _is_nest(value) else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _is_nest(value: object) -> bool:
    return isinstance(value, (*_LISTS, Mapping))
