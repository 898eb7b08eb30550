"""Plain values of YAML and JSON as frozen dataclasses, and back: the one door to cattrs.

A dataclass declares each field once: by its type, its default, and, where that does not suffice, by a marker in its
annotation. `structure` reads what people write, and finds everything that is wrong with it; `RecordCodec` reads and
writes records of our own, which need no such care.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass, replace
from enum import Enum
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from figurecheck.model.errors import suggest
from figurecheck.model.fields import MOST_QUOTED, PlaceOf, Quotation, Seen
from figurecheck.model.worded import join, phrase
from figurecheck.settings.faults import (
    BadValueError,
    BadValuesError,
    Entries,
    FileFault,
    Path,
    PlacedText,
    ReadBy,
    class_of,
    find_marker,
    hints_of,
    known_keys,
    refuse_value,
    show_plain,
)

if TYPE_CHECKING:
    from cattrs import Converter

Made = TypeVar("Made")
Hook = Callable[[object, object], object]
"""Makes a value of a type, given the plain value and that type."""


def structure(value: object, into: type[Made], faults: list[FileFault], path: Path = ()) -> Made | None:
    """Return a value as a dataclass or a collection; ``None`` where it has faults, all of which are added to `faults`.

    `path` leads to the value. In mappings, what is ``null`` counts as left out.
    """
    try:
        return _strict_converter().structure(value, into)
    # all that a hook raises for a wrong value; anything else is a fault of ours
    except (BadValueError, BadValuesError, ExceptionGroup) as error:
        faults.extend(_find_faults(error, path, into))
        return None


class RecordCodec:
    """Reads and writes records of our own; types that are not plain dataclasses have a function in `read` or `write`.

    cattrs is loaded, and its functions are made, when a record is first read or written.
    """

    def __init__(
        self,
        read: Mapping[object, Callable[..., object]] | None = None,
        write: Mapping[object, Callable[..., object]] | None = None,
    ) -> None:
        self._read, self._write = read or {}, write or {}

    @cached_property
    def _converter(self) -> Converter:
        from cattrs import Converter
        from cattrs.cols import homogenous_tuple_structure_factory

        # Without details an error names no place, and reading takes half of the time; what we wrote has no faults.
        converter = Converter(detailed_validation=False, forbid_extra_keys=True)
        # By default the type of the elements is looked up once more for each tuple, which takes as long as reading it.
        converter.register_structure_hook_factory(_is_tuple_of_many, homogenous_tuple_structure_factory)
        converter.register_structure_hook_factory(_is_list_or_more, partial(_by_shape, converter))
        for kind, read in self._read.items():
            converter.register_structure_hook_func(_is(kind), _ignore_type(read))
        for kind, write in self._write.items():
            converter.register_unstructure_hook_func(_is(kind), write)
        return converter

    def load(self, document: object, into: type[Made]) -> Made:
        """Return a record. Raises ValueError, KeyError, TypeError or ArithmeticError for what is none of that kind."""
        # A key too many is a ValueError like other faults, so that callers need not know of cattrs; and so is a list in
        # place of a mapping, of which cattrs asks for its keys.
        from cattrs.errors import ForbiddenExtraKeysError

        try:
            return self._converter.structure(document, into)
        except ForbiddenExtraKeysError as error:
            raise ValueError(f"{', '.join(sorted(error.extra_fields))} cannot be read") from error
        except AttributeError as error:
            raise ValueError(f"is no {class_of(into).__name__}: {error}") from error

    def dump(self, record: object, kind: object = None) -> Any:
        """Return a record as plain values, by key; with `kind`, what `load` reads as a value of that type."""
        return self._converter.unstructure(record, unstructure_as=kind)


def same(value: object) -> object:
    """Return a value as it is: for `RecordCodec`, which reads by it what is no plain type."""
    return value


@cache
def _strict_converter() -> Converter:
    from cattrs import Converter
    from cattrs.cols import homogenous_tuple_structure_factory, mapping_structure_factory

    converter = Converter(detailed_validation=True, forbid_extra_keys=True)

    def sequence(kind: type[object]) -> Hook:
        return _checked(homogenous_tuple_structure_factory(kind, converter), list, "a list", "write [a, b] or - lines")

    def mapping(kind: type[object]) -> Hook:
        make = cast("Hook", mapping_structure_factory(kind, converter))
        return _checked(make, dict, "a mapping", "write key: value lines")

    converter.register_structure_hook(str, _ignore_type(_read_text))
    converter.register_structure_hook_func(_is(Seen), _ignore_type(_read_seen))
    converter.register_structure_hook_func(_is(Quotation), _ignore_type(_read_quoted))
    converter.register_structure_hook_factory(lambda kind: find_marker(kind, ReadBy) is not None, _by_reader)
    converter.register_structure_hook_func(lambda kind: find_marker(kind, PlaceOf) is not None, lambda place, _: place)
    converter.register_structure_hook_factory(lambda kind: class_of(kind) is tuple, sequence)
    converter.register_structure_hook_factory(lambda kind: class_of(kind) in _MAPPINGS, mapping)
    converter.register_structure_hook_factory(
        lambda kind: is_dataclass(class_of(kind)), lambda kind: _entry(kind, converter)
    )
    converter.register_structure_hook_func(_is_choice, _read_choice)
    converter.register_structure_hook_factory(_is_list_or_more, partial(_by_shape, converter))
    return converter


_MAPPINGS: tuple[object, ...] = (get_origin(Mapping[str, str]), dict)


def _entry(kind: object, converter: Converter) -> Hook:
    """Return a function that reads a dataclass."""
    from cattrs.gen import make_dict_structure_fn, override

    hints, keys = hints_of(kind), known_keys(kind)
    # One by one: cattrs looks for a function of a base first, and would read those of texts as any text.
    for members in _find_enumerations(kind, *hints.values()):
        converter.register_structure_hook(members, _read_member)
    # Places are handed over under keys of their own; a file that uses one of these is overruled.
    placed = {f"({name})": name for name, hint in hints.items() if find_marker(hint, PlaceOf)}
    sees_null = {key for key, name in keys.items() if find_marker(hints[name], ReadBy)}
    # cattrs reads the annotations of dataclasses without their markers, so each field is given what reads it.
    overrides = {
        name: override(
            rename=key,
            struct_hook=None if isinstance(hints[name], TypeVar) else converter.get_structure_hook(hints[name]),
        )
        for key, name in {**keys, **placed}.items()
    }
    make = cast("Hook", make_dict_structure_fn(cast("type[object]", kind), converter, **overrides))  # type: ignore[arg-type]

    def read(value: object, kind: object) -> object:
        given = {
            key: one for key, one in cast("dict[str, object]", value).items() if one is not None or key in sees_null
        }
        if isinstance(value, Entries):
            given |= {key: value.find_place(hints[name]) for key, name in placed.items()}
        return make(given, kind)

    remedy = phrase("write the keys {names}", names=", ".join(sorted(keys)))
    return _checked(read, dict, "a mapping", remedy)


def _find_enumerations(*kinds: object) -> Iterator[type[Enum]]:
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, Enum):
            yield kind
        yield from _find_enumerations(*get_args(kind))


def _checked(make: Hook, kind: type, name: str, remedy: str) -> Hook:
    """Return a function that refuses what is not of a type before cattrs takes, say, a text for a list of letters."""

    def read(value: object, into: object) -> object:
        if not isinstance(value, kind):
            raise BadValueError(phrase("{value} is not {name}", value=show_plain(value), name=phrase(name)), remedy)
        return make(value, into)

    return read


def _by_reader(kind: object) -> Hook:
    marker = find_marker(kind, ReadBy)
    return _ignore_type(marker.read if marker else same)


def _read_text(value: object) -> str:
    # An unquoted 3.60 is a number to YAML, and 3.6 by the time that anybody could read it.
    if not isinstance(value, str):
        raise refuse_value("{value} is not text", value, "quote it, so that 3.60 keeps its zero")
    return str(value)


def _read_seen(value: object) -> str:
    text = _read_text(value)
    if isinstance(value, PlacedText):
        value.seen.append(value.source)
    return text


def _read_quoted(value: object) -> str:
    text = _read_text(value)
    if (n := len(text.split())) > MOST_QUOTED:
        raise BadValueError(phrase("has {n} words", n=str(n)), phrase("quote at most {n}", n=str(MOST_QUOTED)))
    return text


def _is_list_or_more(kind: object) -> bool:
    return get_origin(kind) is Union and class_of(get_args(kind)[0]) is tuple


def _by_shape(converter: Converter, kind: object) -> Hook:
    """Return a function that reads a mapping as the second of two types, and all else as a list."""
    listed, mapped = get_args(kind)
    return lambda value, _: converter.structure(value, mapped if isinstance(value, dict) else listed)


def _is_choice(kind: object) -> bool:
    return get_origin(kind) == Literal


def _read_choice(value: object, kind: object) -> object:
    if value in get_args(kind):
        return value
    remedy = phrase("write {what}", what=join(map(str, get_args(kind)), " or "))
    raise BadValueError(phrase("{value} is unknown", value=repr(value)), remedy)


def _read_member(value: object, kind: object) -> object:
    members = {str(one.value): one for one in cast("type[Enum]", kind)}
    if isinstance(value, str) and value in members:
        return members[value]
    remedy = suggest(members, value, phrase("write one of {names}", names=", ".join(members)))
    raise BadValueError(phrase("{value} is unknown", value=repr(str(value))), remedy)


def _find_faults(error: BaseException, path: Path, kind: object) -> Iterator[FileFault]:
    """Yield each fault in the tree of exceptions that cattrs raises."""
    from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError

    if isinstance(error, BaseValidationError):
        for one in error.exceptions:
            yield from _find_faults(one, (*path, *_step(one, error.cl)), error.cl)
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields, key=str):
            yield FileFault((*path, str(key)), "no such key", suggest(known_keys(kind), key), is_key=True)
    elif isinstance(error, BadValueError):
        yield FileFault(path, error.what, error.remedy)
    elif isinstance(error, BadValuesError):
        yield from (replace(fault, path=(*path, *fault.path)) for fault in error.faults)
    elif isinstance(error, KeyError):
        yield FileFault(path, "is missing", "write it")
    else:
        raise error


def _step(error: BaseException, kind: object) -> Path:
    """Return the key or the position by which an exception lies below the value that holds it."""
    from cattrs.errors import AttributeValidationNote, IterableValidationNote

    for note in getattr(error, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            return (note.index,)
        if isinstance(note, AttributeValidationNote):
            return (next(key for key, name in known_keys(kind).items() if name == note.name),)
    return ()


def _is(kind: object) -> Callable[[object], bool]:
    return lambda other: other is kind or other == kind


def _is_tuple_of_many(kind: object) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[-1:] == (...,)


def _ignore_type(read: Callable[..., object]) -> Hook:
    return lambda value, _: read(value)
