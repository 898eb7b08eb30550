"""What is wrong with a value of a file, and where; and how a dataclass says under which keys its fields are read.

`figurecheck.settings.structure` reads by it. This loads no library, so that types of values can be declared anywhere.
"""

from __future__ import annotations

import datetime
import errno
import os
import pathlib
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, TypeVar, cast, get_args, get_origin, get_type_hints

from figurecheck.model import Place
from figurecheck.model.errors import Complaint
from figurecheck.model.fields import FileKey, PlaceOf
from figurecheck.model.worded import phrase

Path = tuple[str | int, ...]
"""Keys and positions that lead to a value."""


class BadValueError(ValueError):
    """A value that cannot be used: what is wrong with it, and the remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


@dataclass(frozen=True, slots=True)
class FileFault:
    """One thing that is wrong in a file, and where: by the keys and positions that lead to it."""

    path: Path
    what: str
    remedy: str
    is_key: bool = False
    """Whether the last key of the path is what is wrong, and not its value."""

    @property
    def where(self) -> str:
        """The path as people write it, such as ``claims[0].printed``; ``the file`` for the whole."""
        shown = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return shown.removeprefix(".") or phrase("the file")


class BadValuesError(ValueError):
    """A value with several faults; their paths lead from that value."""

    def __init__(self, faults: Iterable[FileFault]) -> None:
        super().__init__("has faults")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Marks a field with the function that reads its value, ``None`` too; it raises BadValueError or BadValuesError."""

    read: Callable[[object], object]


class PlacedText(str):
    """A text of a file that can be noted as one that readers see."""

    __slots__ = ("seen", "source")

    source: tuple[str, Place]
    """The text with its own line breaks, and the place of its first line."""
    seen: list[tuple[str, Place]]
    """Where the texts of its file that readers see are noted."""


class Entries(dict[str, object]):
    """A mapping of a file that knows the places of its values."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.places: dict[str, Place] = {}

    def find_place(self, hint: object) -> Place:
        """Return the place of the value that a `PlaceOf` in an annotation names; of the mapping if there is none."""
        marker = find_marker(hint, PlaceOf)
        return self.places.get(marker.key, self.place) if marker else self.place


def refuse_special(path: str | os.PathLike[str]) -> None:
    """Raise OSError for a pipe or a device, which may have no end, or never begin; a missing file raises it too."""
    mode = os.stat(path).st_mode  # noqa: PTH116 - its callers have texts as well as paths
    if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
        raise OSError(errno.EINVAL, "Not a regular file", os.fspath(path))


def read_text(path: pathlib.Path, place: str, complaints: list[Complaint]) -> str | None:
    """Return the text of a file that an editor writes; ``None``, and a complaint about `place`, where it has none."""
    try:
        refuse_special(path)
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        complaints.append(Complaint(place, "is not UTF-8", "save the file as UTF-8"))
    except OSError as error:
        remedy = "make it a file that you may read"
        complaints.append(Complaint(place, phrase("cannot be read: {error}", error=error.strerror), remedy))
    return None


def complain_of_surrogates(texts: Iterable[str], place: str) -> list[Complaint]:
    """Return a complaint if one of a notebook's texts has half of a character, which no file can hold as UTF-8."""
    # JSON can spell such a half as ``\\ud800``; it would stop whatever writes the text down, far from here.
    number = next((at for at, text in enumerate(texts, 1) if any("\ud800" <= sign <= "\udfff" for sign in text)), 0)
    what = "has half of a character, a lone surrogate"
    return [Complaint(f"{place}: cell {number}", what, "type the character anew")] if number else []


def show_plain(value: object) -> str:
    """Return a plain value as a complaint shows it."""
    # a nested one is not written out: with YAML's aliases, a short file can hold a million lists
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return phrase("a list or mapping") if any(isinstance(one, list | dict) for one in inside) else repr(value)


def refuse_value(template: str, value: object, remedy: str) -> BadValueError:
    """Return the error that ``{value}`` of a file is not what a template says; the value stands there as written."""
    return BadValueError(phrase(template, value=show_plain(value)), remedy)


def known_keys(kind: object) -> dict[str, str]:
    """Return the keys that a dataclass is read from, each with its field."""
    hints = hints_of(kind)
    names = [one.name for one in fields(class_of(kind)) if find_marker(hints[one.name], PlaceOf) is None]
    keys = {(key.name if (key := find_marker(hints[name], FileKey)) else name): name for name in names}
    keys.pop("", None)
    return keys


def read_day(value: object) -> str:
    """Return an ISO date, quoted or not."""
    try:
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise BadValueError(phrase("{value!r} is not a date", value=str(value)), "write it as 2025-05-20") from None


Day = Annotated[str, ReadBy(read_day)]


def class_of(kind: object) -> type:
    """Return the class of a type, without its parameters."""
    return cast("type", get_origin(kind) or kind)


@cache
def hints_of(kind: object) -> dict[str, object]:
    """Return the annotations of a dataclass with their markers, by field."""
    return get_type_hints(class_of(kind), include_extras=True)


Marker = TypeVar("Marker", FileKey, PlaceOf, ReadBy)


def find_marker(kind: object, marker: type[Marker]) -> Marker | None:
    """Return the marker of a kind in an annotation."""
    if get_origin(kind) is not Annotated:
        return None
    return next((one for one in get_args(kind) if isinstance(one, marker)), None)
