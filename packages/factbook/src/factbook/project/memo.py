"""Results of earlier builds, each by a digest of all that it was computed from.

They lie in `_build/.factbook/memo`, a `ResultStore`: those that the last whole build used, and few others. Nothing
depends on them: what is missing, damaged or made by another factbook is computed again.

Most are JSON, and whoever asks for one names its type: so a file that somebody else wrote may hold false results, but
nothing that runs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from decimal import Decimal
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from factbook.project.file_state import FileState, are_all_as_seen
from factbook.project.files import digest, is_file
from factbook.project.fingerprints import STATE, Files
from factbook.project.stored_claims import Claims, read_claims, write_claims
from factbook.project.up_to_date import find_tools_stamp
from figurecheck.model.worded import Worded, read_worded, write_worded
from figurecheck.settings.structure import RecordCodec, same

if TYPE_CHECKING:
    from factbook.project.result_store import ResultStore

FILE = STATE / "memo"
JsonObjects = list[dict[str, Any]]
"""The type of results that were JSON before, and are stored as they are."""
FAULTS = (ValueError, LookupError, TypeError, ArithmeticError, AttributeError, RecursionError)
"""What reading something raises that is none of ours."""
SUPERFLUOUS = 0.1
"""Of the size of what a whole build used: how much else may come to it before some is removed, which takes a look at
all results."""
UNUSED = 1.0
"""The same of what checks and drafts used, which do not ask for all that a build does."""
Made = TypeVar("Made")
_Value = Decimal | str | None


class MemoChanges(NamedTuple):
    """What a process has found and stored that was forked from the one which will save it."""

    new: dict[str, bytes]
    used: tuple[str, ...]
    gathered: tuple[str, ...]
    unseen: frozenset[str]


class Memo:
    """Results by what they were worked out from."""

    def __init__(self, root: Path | None = None, inputs: Files | None = None) -> None:
        """Open the memo of the report at `root`; without one, nothing is found and nothing is written.

        `inputs` are the report's files as they were seen before the build began.
        """
        self._root = root
        self._inputs = inputs or {}
        self._store = _open(root) if root else None
        self._new: dict[str, bytes] = {}
        """What the store does not hold."""
        self._used: dict[str, None] = {}
        """Keys in order."""
        self._gathered: dict[str, None] = {}
        """Keys of the lists of what the results that were used are made of."""
        self.unseen: set[str] = set()
        """Files that something was asked of and that are no inputs by their place, such as those of hidden folders."""
        self._known: Set[str] = frozenset()
        """Keys of `_new` before `note_changes`."""
        self._noted: list[str] = []
        """Every key that was found or stored, in order; only while a result is made of others."""
        self._is_noting = False

    def find_files(self, folder: str) -> list[str]:
        """Return the inputs below a folder of the report, in order."""
        return sorted(file for file in self._inputs if file.startswith(f"{folder}/"))

    def find_state(self, file: str) -> FileState | None:
        """Return an input as it was seen, by its path from the root; ``None`` if it was not."""
        return self._inputs.get(file)

    def find(self, into: type[Made], *parts: object) -> Made | None:
        """Return the result, of type `into`, of a name and all that it was worked out from; ``None`` if there is none.

        `into` is a dataclass of plain fields, or a collection of such; a result is never ``None``.
        """
        key = digest(*parts)
        stored = self._look_up(key)
        if stored is None:
            return None
        try:
            found = _CODEC.load(json.loads(stored), into)
        # It is not of that type: not a record of ours, although its checksum is right.
        except FAULTS:
            return None
        self._note(key)
        return found

    def find_content(self, key: str) -> bytes | None:
        """Return what `store_content` has stored under a key, a digest; ``None`` if nothing was."""
        found = self._look_up(key)
        if found is not None:
            self._note(key)
        return found

    def has(self, *parts: object) -> bool:
        """Return whether there is a result of a name and all that it was worked out from, of whatever type."""
        key = digest(*parts)
        return self._look_up(key) is not None

    def _look_up(self, key: str) -> bytes | None:
        found = self._new.get(key)
        return self._store.find(key) if found is None and self._store else found

    def _note(self, key: str) -> None:
        self._used[key] = None
        if self._is_noting:
            self._noted.append(key)

    def store(self, made: Made, into: type[Made], *parts: object) -> None:
        """Store a result by a name and all that it was worked out from. Raises TypeError for what JSON cannot hold."""
        if self._root is not None:
            content = json.dumps(_CODEC.dump(made, into), separators=(",", ":")).encode()
            self.store_content(content, digest(*parts))

    def store_content(self, content: bytes, key: str) -> None:
        """Store what is no JSON by a digest of all that it was worked out from."""
        if self._root is not None:
            self._new[key] = content
            self._note(key)

    def get_or_make(
        self,
        make: Callable[[], Made],
        into: type[Made],
        *parts: object,
        may_store: Callable[[], bool] = lambda: True,
        gathers: bool = False,
    ) -> Made:
        """Return the stored result, else make it, and store it if it then `may_store`.

        With `gathers`, it is made of many other results, which then stay stored as long as it does: where one of them
        changes, the others are found.
        """
        find = partial(self.find, into, *parts)
        found = self._find_gathered(find, *parts) if gathers else find()
        if found is not None:
            return found
        made = self._gather(make, *parts) if gathers else make()
        if may_store():
            self.store(made, into, *parts)
        return made

    def _find_gathered(self, find: Callable[[], Made | None], *parts: object) -> Made | None:
        key = digest("made of", *parts)
        found = find() if self._look_up(key) is not None else None
        if found is not None:
            # What it is made of is looked up where somebody needs to know.
            self._gathered[key] = None
            for other in self._list_made_of(key) if self._is_noting else ():
                self._note(other)
        return found

    def _list_made_of(self, key: str) -> Iterator[str]:
        """Yield the key of a list of keys, and those of the list."""
        yield key
        # What one of them led to may be gone. To look each of thousands up takes longer than what they are asked for.
        with suppress(*FAULTS):
            yield from map(str, json.loads(self._look_up(key) or b"[]"))

    def _gather(self, make: Callable[[], Made], *parts: object) -> Made:
        """Make a result, and store which others it is made of."""
        start, is_outer = len(self._noted), not self._is_noting
        self._is_noting = True
        try:
            made = make()
            self.store(list(dict.fromkeys(self._noted[start:])), list[str], "made of", *parts)
        finally:
            if is_outer:
                self._is_noting, self._noted = False, []
        return made

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Return a context in which what is found and stored is no part of a result that is gathered around it."""
        is_noting, self._is_noting = self._is_noting, False
        try:
            yield
        finally:
            self._is_noting = is_noting

    def get_or_read(
        self, make: Callable[[], Made], into: type[Made], files: Sequence[str], *parts: object, gathers: bool = False
    ) -> Made:
        """Return what was made of some inputs, else make it, and store it if their content did not change meanwhile.

        With `gathers`, it is made as `get_or_make` says.
        """
        root, seen = self._root, self._see(files)
        if root is None or len(seen) < len(set(files)):
            return make()
        # An editor may save a file after it was seen and before `make` has read it.
        unchanged = partial(are_all_as_seen, root, seen)
        states = [state.digest for state in seen.values()]
        return self.get_or_make(make, into, *parts, states, may_store=unchanged, gathers=gathers)

    def get_or_read_value(
        self,
        make: Callable[[], bytes],
        load: Callable[[bytes], Made],
        files: Sequence[str],
        *parts: object,
        gathers: bool = False,
    ) -> Made:
        """Return the same of what is no JSON: what `load` makes of the bytes that `make` has returned.

        Where `load` cannot read what was stored, it is made again.
        """
        root, seen = self._root, self._see(files)
        if root is None or len(seen) < len(set(files)):
            return load(make())
        about = ("content", *parts, [state.digest for state in seen.values()])
        key = digest(*about)
        find = partial(self.find_content, key)
        found = self._find_gathered(find, *about) if gathers else find()
        if found is not None:
            with suppress(*FAULTS):
                return load(found)
        made = self._gather(make, *about) if gathers else make()
        if are_all_as_seen(root, seen):
            self.store_content(made, key)
        return load(made)

    def _see(self, files: Sequence[str]) -> Files:
        """Return those of some files that are inputs, as they were seen, and note those that exist all the same."""
        seen = {file: state for file in files if (state := self.find_state(file))}
        if self._root is not None and len(seen) < len(set(files)):
            self.unseen |= {file for file in files if file not in seen and is_file(self._root / file)}
        return seen

    def note_changes(self) -> None:
        """Begin anew to note what is found and stored, in a process that was forked; it must not save."""
        self._known, self._used, self._gathered = frozenset(self._new), {}, {}

    def find_changes(self) -> MemoChanges:
        """Return what was found and stored since `note_changes`."""
        new = {key: made for key, made in self._new.items() if key not in self._known}
        return MemoChanges(new, tuple(self._used), tuple(self._gathered), frozenset(self.unseen))

    def add_changes(self, changes: MemoChanges) -> None:
        """Take what another process has found and stored."""
        self._new |= changes.new
        self._used |= dict.fromkeys(changes.used)
        self._gathered |= dict.fromkeys(changes.gathered)
        self.unseen |= changes.unseen

    def with_inputs(self, inputs: Files) -> Memo:
        """Return the same results for other inputs of the report; neither learns what the other stores."""
        other = Memo(self._root, inputs)
        other._new = dict(self._new)
        return other

    def save(self, *, unused: float = UNUSED) -> None:
        """Store the results that are new.

        Now and then, those are removed that were not used, but for the latest, up to `unused` times the size of those
        that were. A whole build has used all that the next one will use.
        """
        if self._store is None or not self._new:
            return
        # a report that can be read but not written to can be checked all the same
        with suppress(OSError):
            self._store.save(self._new, self._find_used, unused=unused, slack=SUPERFLUOUS)
            self._new = {}

    def _find_used(self) -> set[str]:
        return {*self._used, *chain.from_iterable(map(self._list_made_of, self._gathered))}


def _open(root: Path) -> ResultStore:
    # Kernels load this module as well, and have no memo: of what SQLite reads, a notebook's run would not be told.
    from factbook.project.result_store import ResultStore

    # What another factbook wrote is of another kind: a result may rest on code that has changed.
    return ResultStore(root / FILE, f"factbook-memo {find_tools_stamp(root)}")


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
