"""States of frozen dataclasses with slots, which the process that renders receives by the ten thousand."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import TypeVar

Record = TypeVar("Record")


def quick_state(kind: type[Record]) -> type[Record]:
    """Have a frozen dataclass with slots, of two fields or more, pickled and copied in half of the time.

    What `dataclasses` generates asks for the list of fields once more for each object. Apply it last, that is, on top.
    """
    names = [one.name for one in fields(kind)]  # type: ignore[arg-type]
    read = attrgetter(*names)
    # The slots themselves: `__setattr__` of a frozen dataclass refuses.
    slots = [getattr(kind, name).__set__ for name in names]

    # A function, which unlike `read` becomes a method.
    def get_state(self: Record) -> object:
        return read(self)

    def set_state(self: Record, state: tuple[object, ...]) -> None:
        for write, value in zip(slots, state, strict=True):
            write(self, value)

    kind.__getstate__ = get_state  # type: ignore[method-assign, assignment]
    kind.__setstate__ = set_state  # type: ignore[attr-defined]
    return kind
