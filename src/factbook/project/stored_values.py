"""Values of earlier builds, each in a file of its own, which is read when somebody asks for it.

They lie in `_build/.factbook/values`. Nothing depends on them: what is missing, damaged or made by another factbook is
computed again. The memo holds what is small and always needed; this is for what most builds never look at.

A value is pickled, which is the quickest way to store thousands of small objects, and read by `load_value`, which makes
nothing but values of our own model: so a file that somebody else wrote may hold false results, but nothing that runs.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from factbook.model.worded import Worded
from factbook.project.checksummed import DamagedError, read_checksummed, write_checksummed
from factbook.project.files import scan
from factbook.project.fingerprints import STATE
from factbook.project.up_to_date import make_tools_stamp

FOLDER = STATE / "values"
_MODEL = "factbook.model."
_NUMBERS = {"decimal": Decimal, "fractions": Fraction}
_FAULTS = (pickle.UnpicklingError, EOFError, ImportError, LookupError, AttributeError, TypeError, ValueError)
"""What reading a pickle raises that is none of ours; the documentation of `pickle` leaves open which."""


class StoredValues:
    """The stored values of one report, by digests of what they were worked out from."""

    def __init__(self, root: Path | None) -> None:
        """Open those of the report at `root`; without one, nothing is found and nothing is written."""
        self._root = root
        self._used: set[str] = set()
        self._has_stored = False

    @cached_property
    def _folder(self) -> str:
        return str(self._root / FOLDER) if self._root else ""

    @cached_property
    def _kind(self) -> str:
        # What another factbook wrote is of another kind: a value may rest on code that has changed.
        return f"factbook-value {make_tools_stamp(self._root)}" if self._root else ""

    def find(self, key: str) -> bytes | None:
        """Return what was stored under a key; ``None`` if nothing was."""
        if not self._folder:
            return None
        try:
            found = read_checksummed(f"{self._folder}/{key}", self._kind)
        except (OSError, DamagedError):
            return None
        self._used.add(key)
        return found

    def keep(self, key: str) -> None:
        """Note that a value is still of use, though nobody reads it."""
        self._used.add(key)

    def store(self, content: bytes, key: str) -> None:
        """Store what `dump_value` has returned under a key, a digest."""
        if not self._folder:
            return
        # a report that can be read but not written to can be checked all the same
        with suppress(OSError):
            write_checksummed(f"{self._folder}/{key}", self._kind, content)
            self._used.add(key)
            self._has_stored = True

    def prune(self) -> None:
        """Throw away what was not used, the oldest first, until there is no more of it than of what was.

        A page that goes back to what it was finds its values again.
        """
        if not self._has_stored:
            return
        with suppress(OSError):
            others = [entry for entry in scan(self._folder) if entry.name not in self._used]
            stored = sorted(((entry.stat().st_mtime, entry.path) for entry in others), reverse=True)
            for _, path in stored[len(self._used) :]:
                Path(path).unlink(missing_ok=True)




def dump_value(value: object, names: Mapping[int, object]) -> bytes:
    """Return a value of our model as bytes.

    `names` are plain names of objects in it, by their `id`, which are not stored: `load_value` is told what they are.
    """
    out = io.BytesIO()
    _Writer(out, names).dump(value)
    return out.getvalue()


def load_value(content: bytes, named: Callable[[Any], object]) -> Any:
    """Return what `dump_value` was given; `named` returns the object of a name, or raises LookupError.

    Raises DamagedError for what is no value of our model.
    """
    try:
        return _Reader(content, named).load()
    except _FAULTS as error:
        raise DamagedError("is no value that factbook wrote") from error


class _Writer(pickle.Pickler):
    def __init__(self, out: io.BytesIO, names: Mapping[int, object]) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self._names = names

    def persistent_id(self, value: object) -> object:
        return self._names.get(id(value))

    # Asked for all but plain values: what is written here would be refused when it is read.
    def reducer_override(self, value: object) -> Any:
        if not _is_of_model(value if isinstance(value, type) else type(value)):
            raise TypeError(f"{value!r} is no value of the model")
        return NotImplemented


class _Reader(pickle.Unpickler):
    def __init__(self, content: bytes, named: Callable[[Any], object]) -> None:
        super().__init__(io.BytesIO(content))
        self._named = named

    def persistent_load(self, name: Any) -> object:
        return self._named(name)

    # The way that the documentation of `pickle` shows to keep a file from calling anything: nothing else is found here.
    def find_class(self, module: str, name: str) -> object:
        known = module.startswith(_MODEL) or module in _NUMBERS
        kind = vars(import_module(module)).get(name) if known else None
        # Defined there, and not imported: modules of the model hold functions and classes of others as well.
        if isinstance(kind, type) and kind.__module__ == module and _is_of_model(kind):
            return kind
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the model")


def _is_of_model(kind: type) -> bool:
    if kind.__module__.startswith(_MODEL):
        return is_dataclass(kind) or issubclass(kind, (Enum, Worded))
    return kind in _NUMBERS.values()
