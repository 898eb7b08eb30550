"""The data package of a report: `data/datapackage.json`, and what it says of each table.

Each field says under which key it stands. It is not read by cattrs: a check against the standard reports what has the
wrong type, so here that counts as left out; and notebooks read the package, which wait for each import.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar

from factbook.data.cells import PLAIN, Spelling, parse_missing, parse_spelling
from factbook.data.described_sources import read_sources
from factbook.data.dialects import PLAIN_DIALECT, Dialect, format_of, parse_dialect
from factbook.data.pull import PULL, Pull, read_pull
from factbook.data.release import PART, RELEASES, Release, read_releases
from figurecheck.model import Source
from figurecheck.model.fields import FileKey
from figurecheck.model.states import quick_state
from figurecheck.settings.faults import ReadBy, find_marker, hints_of, known_keys

DATA = "data"
PACKAGE = "data/datapackage.json"
_PERIODS = frozenset({"year", "period", "date", "month", "quarter"})
"""Names of columns that say when."""
Made = TypeVar("Made")
Entry = Mapping[str, object]
"""A part of the descriptor, as it stands there."""
Reference = tuple[tuple[str, ...], str, tuple[str, ...]]
"""The fields of a foreign key, the table that it names (empty for its own), and the fields there."""


def read_names(value: object) -> tuple[str, ...]:
    """Return one name or a list of them, since both are allowed for keys."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def _read_references(foreign_keys: object) -> tuple[tuple[str, str], ...]:
    found = map(parse_reference, list_mappings(foreign_keys))
    return tuple((own[0], resource) for own, resource, _ in found if len(own) == 1)


def _read_missing(values: object) -> tuple[str, ...]:
    return parse_missing(values) if isinstance(values, list) else ("",)


def _read_licences(values: object) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(one.get("title") or one.get("name") or ""), str(one.get("path", ""))) for one in list_mappings(values)
    )


def _read_flag(value: object) -> bool:
    return value is True


def _read_fields(values: object) -> tuple[Field, ...]:
    return tuple(map(_read_field, list_mappings(values)))


def _read_field(entry: Entry) -> Field:
    described = repr(entry)
    if described not in _described_fields:
        _described_fields[described] = _read(Field, entry, spelling=parse_spelling(entry))
    return _described_fields[described]


_described_fields: dict[str, Field] = {}
"""Columns by how they are described: tables have many alike, which are read and sent to another process once."""


Names = Annotated[tuple[str, ...], ReadBy(read_names)]


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column, as its schema describes it."""

    name: str
    """Name of the column, as in the file's header."""
    type: str = "string"
    """Type of its values, by the Table Schema."""
    title: str = ""
    """Its name for readers."""
    description: str = ""
    """What it holds, in words for readers."""
    unit: Annotated[str, FileKey("factbook:unit")] = ""
    """Unit of every value, where the column has only one."""
    source: Annotated[str, FileKey("factbook:source")] = "source_id"
    """The column that names who prints this one."""
    how: Annotated[str, FileKey("factbook:how")] = ""
    """Who made its values: ``printed`` by the source, ``computed`` by the desk, or the column that says it of each
    row; what is computed is never reported as printed."""
    fill: Annotated[bool, FileKey("factbook:fill"), ReadBy(_read_flag)] = False
    """Whether an empty cell stands for the one above it, as in a column of labels that are written once for several
    rows, or merged."""
    enum: Annotated[Names, FileKey("constraints.enum")] = ()
    """The values allowed, where they are listed."""
    spelling: Annotated[Spelling, FileKey("")] = PLAIN
    """How its cells are spelled, where the schema says so."""

    @property
    def is_period(self) -> bool:
        """Whether the column says when: by its type, or by its name."""
        return self.type in {"year", "yearmonth", "date"} or self.name in _PERIODS


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A table, as the package describes it."""

    name: str
    """Name by which notebooks ask for the table: ``fb.dataset("name")``."""
    path: str
    """Path of the file from `data/`."""
    title: str = ""
    """Its name for readers."""
    description: str = ""
    """What it holds, in words for readers."""
    fields: Annotated[tuple[Field, ...], FileKey("schema.fields"), ReadBy(_read_fields)] = ()
    """The columns."""
    key: Annotated[Names, FileKey("factbook:key")] = ()
    """The fields that identify one observation: of several rows with one key, `fb.dataset` returns the best."""
    primary_key: Annotated[Names, FileKey("schema.primaryKey")] = ()
    """The fields that no two rows share."""
    references: Annotated[tuple[tuple[str, str], ...], FileKey("schema.foreignKeys"), ReadBy(_read_references)] = ()
    """Fields whose values must occur in another table, such as ``source_id`` in `sources`."""
    missing: Annotated[tuple[str, ...], FileKey("schema.missingValues"), ReadBy(_read_missing)] = ("",)
    """Texts that stand for no value."""
    stated_format: Annotated[str, FileKey("format")] = ""
    """``csv``, ``xlsx``, ``parquet``, ``sqlite`` or ``json``, where the ending of the file's name does not say so."""
    encoding: str = "utf-8"
    """How the texts of a CSV or JSON file are encoded, such as ``cp949`` or ``windows-1252``."""
    dialect: Annotated[Dialect, ReadBy(parse_dialect)] = field(default_factory=lambda: PLAIN_DIALECT)
    """How the table lies in its file."""
    flags: Annotated[Names, FileKey("factbook:flags")] = ()
    """Marks such as ``[p]`` behind a cell, which are no part of its value; a cell of marks alone has none."""
    as_published: Annotated[bool, FileKey("factbook:as-published"), ReadBy(_read_flag)] = False
    """Whether the table stays as its publisher made it: cells that every row has beyond the header are left out, which
    each run says, instead of refused. It is so for the tables of ``factbook:packages``."""
    population: Annotated[str, FileKey("factbook:population")] = ""
    """Who or what its rows count, in words."""
    projected: Annotated[str, FileKey("factbook:projected")] = ""
    """What its rows are, where they are about a time after their sources: forecasts, plans, budgets."""
    revises: Annotated[bool, FileKey("factbook:revises"), ReadBy(_read_flag)] = False
    """Whether its producer revises it, as with most series: a row that changes under the same source is then an update
    and no correction. A package may say it for all its tables."""
    rights: Annotated[str, FileKey("factbook:rights")] = ""
    """What may be done with the figures, in words for readers."""
    licences: Annotated[tuple[tuple[str, str], ...], FileKey("licenses"), ReadBy(_read_licences)] = ()
    """Title and address of each licence, the package's own where the table names none."""
    sources: Annotated[tuple[Source, ...], FileKey("sources"), ReadBy(read_sources)] = ()
    """Where the table comes from, the package's own where it names none; its rows rest on them if none names its own
    in a column ``source_id``."""
    named_sources: Annotated[Names, FileKey("factbook:sources")] = ()
    """Ids of the sources in the table ``sources`` on which all its rows rest."""
    bytes: Annotated[int | None, ReadBy(lambda value: value if isinstance(value, int) else None)] = None
    """Size of the file; `factbook refresh` writes it."""
    hash: str = ""
    """Digest of the file; `factbook refresh` writes it."""
    part: Annotated[bool, FileKey(PART), ReadBy(_read_flag)] = False
    """Whether the file holds only the rows that were new or revised, and all others are those of the release before."""
    releases: Annotated[tuple[Release, ...], FileKey(RELEASES), ReadBy(read_releases)] = ()
    """The releases before this one, each with its file and its sources; `factbook data update` lists them."""
    pull: Annotated[Pull | None, FileKey(PULL), ReadBy(read_pull)] = None
    """Where the next release is fetched, and how often."""
    later: Annotated[tuple[Release, ...], FileKey("")] = ()
    """The releases that are not known yet on the day for which this was read."""
    tolerant: Annotated[bool, FileKey("")] = False
    """Whether a field without a column is empty: an earlier release may lack what later ones have."""

    @property
    def place(self) -> str:
        """The file, from the project's root."""
        return f"{DATA}/{self.path}"

    @property
    def format(self) -> str:
        """``csv``, ``xlsx``, ``parquet``, ``sqlite`` or ``json``."""
        return format_of(self.path, self.stated_format)

    @property
    def index(self) -> tuple[str, ...]:
        """The fields that identify one observation: as stated, else those that no two rows share."""
        # A primary key of other names is reported by the check, and indexes nothing.
        own = tuple(name for name in self.primary_key if self.field(name) is not None and name != "source_id")
        return self.key or own

    @property
    def origins(self) -> tuple[str, ...]:
        """Titles of where the table comes from, for readers."""
        return tuple(source.title for source in self.sources)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources on which all rows rest; none where each row names its own."""
        if self.names_sources:
            return ()
        return self.named_sources or tuple(source.id for source in self.sources)

    @property
    def is_sourced(self) -> bool:
        """Whether the rows have sources, of their own or one for all."""
        return bool(self.source_ids) or self.names_sources

    @property
    def names_sources(self) -> bool:
        """Whether each row says where it is from: its source, or who made the search that it records."""
        return any(self.field(name) is not None for name in ("source_id", "search_id"))

    def field(self, name: str) -> Field | None:
        """Return the field of that name, if there is one."""
        return next((field for field in self.fields if field.name == name), None)


def _read_shared(values: object) -> tuple[str, ...]:
    return tuple(str(one.get("name")) for one in list_mappings(values))


def _read_resources(values: object) -> tuple[Resource, ...]:
    return tuple(_read(Resource, entry) for entry in list_mappings(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """All tables of a report."""

    root: Annotated[Path, FileKey("")]
    title: str = ""
    """Name of the data as a whole."""
    description: str = ""
    """What it is, in words for readers."""
    resources: Annotated[tuple[Resource, ...], ReadBy(_read_resources)] = ()
    """The tables."""
    shared: Annotated[tuple[str, ...], FileKey("factbook:fields"), ReadBy(_read_shared)] = ()
    """Fields that several tables have: a field of which only the name is given has all else from here."""
    packages: Annotated[Names, FileKey("factbook:packages")] = ()
    """Paths, from `data/`, of descriptors as others publish them, whose tables are used as they are."""
    rights: Annotated[str, FileKey("factbook:rights")] = ""
    """What may be done with the figures of tables that do not say it themselves; so it is with `licenses` and
    `sources`."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that the package names for whole tables, each once."""
        plain = [one for one in self.resources if not one.names_sources]
        found = (
            source for one in plain for source in (*one.sources, *(of for it in one.releases for of in it.sources))
        )
        return tuple(dict.fromkeys(found))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all tables, in the package's order."""
        return tuple(resource.name for resource in self.resources)


def read_sound(descriptor: Entry, root: Path) -> Package:
    """Read the parts that factbook needs of a descriptor as `choose_sound` returns it."""
    return _read(Package, descriptor, root=root)


def _read(kind: type[Made], entry: Mapping[str, object], **given: object) -> Made:
    """Return a part of the package from what stands under the keys of its fields."""
    values, known = dict(given), _fields_of(kind)  # type: ignore[arg-type] # a class can be hashed
    # By what is there: a column has two keys of ten, and a package has hundreds of columns.
    for key, stated in entry.items():
        for name, below, read in known.get(key, ()):
            value = stated
            for inner in below:
                value = mapping_or_empty(value).get(inner)
            if value is not None and (found := read(value)) is not None:
                values[name] = found
    return kind(**values)


# Once for each kind: a package can have hundreds of columns, and a notebook reads it.
@cache
def _fields_of(kind: type) -> Mapping[str, list[tuple[str, list[str], Callable[[object], object]]]]:
    """Return, by the key that begins the way to them, the name of fields, the keys below it and the field's reader."""
    found: dict[str, list[tuple[str, list[str], Callable[[object], object]]]] = {}
    for keys, name in known_keys(kind).items():
        first, *below = keys.split(".")
        marker = find_marker(hints_of(kind)[name], ReadBy)
        found.setdefault(first, []).append((name, below, marker.read if marker else _read_text))
    return found


def _read_text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def list_mappings(value: object) -> list[dict[str, object]]:
    """Return the mappings in a list; anything else is reported by the check against the standard."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def find_entry(descriptor: Entry, name: str) -> dict[str, object] | None:
    """Return the entry of a table, as it stands in a descriptor; ``None`` where it has none."""
    return next((one for one in list_mappings(descriptor.get("resources")) if one.get("name") == name), None)


def mapping_or_empty(value: object) -> Entry:
    """Return a mapping; an empty one for anything else, which is reported by the check against the standard."""
    return value if isinstance(value, dict) else {}


def parse_reference(key: Entry) -> Reference:
    """Read a foreign key; its parts are empty where they are of the wrong type."""
    reference = mapping_or_empty(key.get("reference"))
    return read_names(key.get("fields")), str(reference.get("resource") or ""), read_names(reference.get("fields"))
