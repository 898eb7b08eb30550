"""Results of earlier builds, each by a digest of all that it was computed from.

They lie in `_build/.factbook/memo`, a `ResultStore`: those that were used last, and as many others. Nothing depends
on them: what is missing, damaged or made by another factbook is computed again.

They are read as the type that a task returns: so a file that somebody else wrote may hold false results, but nothing
that runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from factbook.engine.file_state import FileState, are_all_as_seen
from factbook.engine.fingerprints import STATE, Files
from factbook.engine.stored_claims import Claims, read_claims, write_claims
from factbook.engine.up_to_date import find_tools_stamp
from factbook.project.files import is_file
from figurecheck.model.worded import Worded, read_worded, write_worded
from figurecheck.settings.structure import RecordCodec, same

if TYPE_CHECKING:
    from factbook.engine.result_store import ResultStore

FILE = STATE / "memo"
JsonObjects = list[dict[str, Any]]
"""The type of results that were JSON before, and are stored as they are."""
FAULTS = (ValueError, LookupError, TypeError, ArithmeticError, AttributeError, RecursionError)
"""What reading something raises that is none of ours."""
UNUSED = 1.0
"""Of the size of what was used last: how much else stays, the latest of it. What is made of other results is found
without them, and where it is made again, they are wanted."""
SUPERFLUOUS = 0.1
"""How much more may come to it before some is removed, which takes a look at all results."""
Made = TypeVar("Made")
_Value = Decimal | str | None


class Changes(NamedTuple):
    """What a process has found and stored that was forked from the one which will save it."""

    new: dict[str, bytes]
    used: tuple[str, ...]
    unseen: frozenset[str]


class Results:
    """Results of a report by what they were worked out from, as `factbook.engine.task` finds and keeps them."""

    def __init__(self, root: Path | None = None, inputs: Files | None = None) -> None:
        """Open those of the report at `root`; without one, nothing is found and nothing is kept.

        `inputs` are the report's files as they were seen before the build began.
        """
        self._root = root
        self._inputs = inputs or {}
        self._store = _open(root) if root else None
        self._new: dict[str, bytes] = {}
        """What the store does not hold."""
        self._used: dict[str, None] = {}
        """Keys in order."""
        self.unseen: set[str] = set()
        """Files that something was asked of and that are no inputs by their place, such as those of hidden folders."""
        self._known: Set[str] = frozenset()
        """Keys of `_new` before `note_changes`."""

    def find_state(self, file: str) -> FileState | None:
        """Return an input as it was seen, by its path from the root; ``None`` if it was not."""
        return self._inputs.get(file)

    def find_files(self, folder: str) -> list[str]:
        """Return the inputs below a folder of the report, in order."""
        return sorted(file for file in self._inputs if file.startswith(f"{folder}/"))

    def see(self, files: Iterable[str]) -> Files | None:
        """Return inputs as they were seen; ``None`` where nothing is kept of them, since one is no input."""
        wanted = [*dict.fromkeys(files)]
        if self._root is None:
            return None
        seen = {file: state for file in wanted if (state := self._inputs.get(file))}
        if len(seen) < len(wanted):
            self.unseen |= {file for file in wanted if file not in seen and is_file(self._root / file)}
            return None
        return seen

    def are_unchanged(self, seen: Files) -> bool:
        """Return whether inputs are as they were seen: an editor may save one before it is read."""
        return self._root is not None and are_all_as_seen(self._root, seen)

    def find(self, key: str, into: type[Made]) -> Made | None:
        """Return the result of a key; ``None`` if there is none of type `into`.

        That is a class with `dump` and `load` for bytes, a dataclass of plain fields, or a collection of such.
        """
        found = self._look_up(key)
        if found is None:
            return None
        own: Any = into
        try:
            made: Made = own.load(found) if _is_own(into) else _CODEC.load(json.loads(found), into)
        # It is not of that type: not a record of ours, although its checksum is right.
        except FAULTS:
            return None
        self._used[key] = None
        return made

    def _look_up(self, key: str) -> bytes | None:
        found = self._new.get(key)
        return self._store.find(key) if found is None and self._store else found

    def keep(self, key: str, made: Made, into: type[Made]) -> None:
        """Keep a result by its key, and have `save` store it. Raises TypeError for what JSON cannot hold."""
        if self._root is not None:
            own: Any = made
            plain = "" if _is_own(into) else json.dumps(_CODEC.dump(made, into), separators=(",", ":"))
            self._new[key] = plain.encode() or own.dump()
            self._used[key] = None

    def note_changes(self) -> None:
        """Begin anew to note what is found and kept, in a process that was forked; it must not save."""
        self._known, self._used = frozenset(self._new), {}

    def find_changes(self) -> Changes:
        """Return what was found and kept since `note_changes`."""
        new = {key: made for key, made in self._new.items() if key not in self._known}
        return Changes(new, tuple(self._used), frozenset(self.unseen))

    def add_changes(self, changes: Changes) -> None:
        """Take what another process has found and kept."""
        self._new |= changes.new
        self._used |= dict.fromkeys(changes.used)
        self.unseen |= changes.unseen

    def with_inputs(self, inputs: Files) -> Results:
        """Return the same results for other inputs of the report; neither learns what the other keeps."""
        other = Results(self._root, inputs)
        other._new = dict(self._new)
        return other

    def save(self) -> None:
        """Store the results that are new.

        Now and then, those are removed that were not used, but for the latest, up to `UNUSED` times the size of those
        that were.
        """
        if self._store is None or not self._new:
            return
        # a report that can be read but not written to can be checked all the same
        with suppress(OSError):
            self._store.save(self._new, lambda: set(self._used), unused=UNUSED, slack=SUPERFLUOUS)
            self._new = {}


_current: ContextVar[Results] = ContextVar("results")


def current() -> Results:
    """Return the results that are in use; outside of `using`, some that find and keep nothing."""
    return _current.get(None) or Results()


@contextmanager
def using(results: Results) -> Iterator[Results]:
    """Return a context in which tasks find and keep these results."""
    token = _current.set(results)
    try:
        yield results
    finally:
        _current.reset(token)


def _is_own(into: object) -> bool:
    return isinstance(into, type) and hasattr(into, "dump") and hasattr(into, "load")


def _open(root: Path) -> ResultStore:
    # Kernels load this module as well, and have no results: of what SQLite reads, a notebook's run would not be told.
    from factbook.engine.result_store import ResultStore

    # What another factbook wrote is of another kind: a result may rest on code that has changed.
    return ResultStore(root / FILE, f"factbook-results {find_tools_stamp(root)}")


def read_value(stored: str | list[str] | None) -> _Value:
    """Return a value of JSON: a number, a text or nothing."""
    return Decimal(stored[0]) if isinstance(stored, list) else stored


def write_value(value: _Value) -> str | list[str] | None:
    """Return a value as `read_value` reads it."""
    # In a list, a number cannot be taken for a text of the same digits.
    return [str(value)] if isinstance(value, Decimal) else value


# Whatever is not plain JSON, a dataclass, an enumeration or a collection is listed here, or cannot be stored.
_CODEC = RecordCodec(
    read={
        Decimal: Decimal,
        Decimal | str: read_value,
        _Value: read_value,
        str | Worded: read_worded,
        range: lambda ends: range(*ends),
        JsonObjects: same,
        Claims: read_claims,
    },
    write={
        Decimal: str,
        Decimal | str: write_value,
        _Value: write_value,
        str | Worded: write_worded,
        range: lambda found: [found.start, found.stop, found.step],
        Claims: write_claims,
        JsonObjects: same,
    },
)
