"""Keys of the descriptor as they are written: those of ours that there are not, slips of the pen, odd values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, get_args, get_origin

from factbook.data.descriptor import PACKAGE, Field, Package, Resource
from factbook.data.dialects import Dialect
from factbook.data.release import Release
from factbook.project.book_keys import FLAG, TEXT, TEXTS, ValueKind
from figurecheck.model import Source
from figurecheck.model.errors import Complaint, find_slip, suggest
from figurecheck.model.worded import as_phrase, phrase
from figurecheck.settings.faults import FileFault, Path, hints_of, known_keys, show_plain
from figurecheck.settings.yaml_reader import NOT_YAML, YamlFile

_OURS = "factbook:"
_LIST = ValueKind("a list", TEXTS.remedy, lambda value: isinstance(value, list))
_NAMES = ValueKind(TEXTS.name, TEXTS.remedy, lambda value: TEXT.holds(value) or TEXTS.holds(value))
_KINDS: Mapping[object, ValueKind] = {str: TEXT, bool: FLAG, tuple[str, ...]: _NAMES}
_LISTS: Mapping[str, ValueKind] = {"factbook:fields": _LIST, "factbook:releases": _LIST, "factbook:packages": TEXTS}
_OF_FIELD = (
    "example missingValues categories categoriesOrdered format decimalChar groupChar bareNumber itemType rdfType"
)
_PARTS: tuple[tuple[str, type | None, str], ...] = (
    ("", Package, "name version homepage licenses sources contributors keywords factbook:revises"),
    ("sources []", Source, "email version"),
    ("resources []", Resource, "mediatype schema data profile"),
    ("resources [] sources []", Source, "email version"),
    ("resources [] factbook:releases []", Release, ""),
    ("resources [] dialect", Dialect, ""),
    ("resources [] schema", None, "fields primaryKey foreignKeys missingValues fieldsMatch uniqueKeys"),
    ("resources [] schema fields []", Field, _OF_FIELD),
    ("factbook:fields []", Field, _OF_FIELD),
    (
        "resources [] schema fields [] constraints",
        None,
        "required unique minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum pattern enum",
    ),
)
"""The parts of a descriptor by the keys that lead there: what is read of each, and what the standard has besides."""


def check_as_written(content: str, package: Mapping[str, object]) -> Iterator[Complaint]:
    """Yield a complaint for each key of a descriptor that is written twice, or unknown, and for odd values of ours.

    What is only like a key of the standard may be somebody's own, and is a warning.
    """
    # JSON is YAML, whose nodes know their lines; tabs may keep it from being read as that.
    file = YamlFile(name=PACKAGE, content=content)
    try:
        yield from file.find_repeated()
    except NOT_YAML:
        file = YamlFile(name=PACKAGE, content="")
    for steps, kind, standard in _PARTS:
        for path, part in _find_parts(package, steps.split(), ()):
            for fault, is_ours in _find_faults(part, _kinds_of(kind, standard), path):
                found = file.complain(fault)
                yield Complaint(found.place, found.what, found.remedy, warns=not is_ours)


def _find_parts(value: object, steps: list[str], path: Path) -> Iterator[tuple[Path, Mapping[str, object]]]:
    if not steps:
        yield from [(path, value)] if isinstance(value, dict) else ()
    elif steps[0] == "[]":
        for at, one in enumerate(value if isinstance(value, list) else ()):
            yield from _find_parts(one, steps[1:], (*path, at))
    elif isinstance(value, dict):
        yield from _find_parts(value.get(steps[0]), steps[1:], (*path, steps[0]))


def _find_faults(
    part: Mapping[str, object], known: Mapping[str, ValueKind | None], path: Path
) -> Iterator[tuple[FileFault, bool]]:
    """Yield each fault of a part, and whether it is about a key of ours."""
    for key, value in part.items():
        near = find_slip(known, key)
        is_ours = _OURS in (key[: len(_OURS)], near[: len(_OURS)])
        kind = known.get(key)
        if near or (is_ours and key not in known):
            yield FileFault((*path, key), "no such key", suggest([near], near) if near else _place(key), True), is_ours
        elif is_ours and kind and value is not None and not kind.holds(value):
            what = phrase("{value} is not {name}", value=show_plain(value), name=as_phrase(kind.name))
            yield FileFault((*path, key), what, kind.remedy), True


def _place(key: str) -> str:
    """Return the remedy for a key of ours that stands where it says nothing."""
    for steps, part, standard in _PARTS:
        if key in _kinds_of(part, standard):
            return phrase("write it in {part}", part=steps.replace(" []", "[]").replace(" ", ".") or PACKAGE)
    return phrase("leave it out")


@cache
def _kinds_of(part: type | None, standard: str) -> Mapping[str, ValueKind | None]:
    """Return the keys that a part may have, each with the kind of its values where that is known here."""
    found: dict[str, ValueKind | None] = dict.fromkeys(standard.split())
    for key, name in known_keys(part).items() if part else ():
        hint = hints_of(part)[name]
        kind = get_args(hint)[0] if get_origin(hint) is Annotated else hint
        found[key.partition(".")[0]] = _LISTS.get(key, _KINDS.get(kind))
    return found
