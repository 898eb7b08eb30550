"""A release of a table: the file that its publisher made at one time, and the sources that date it.

The entry of a table in the descriptor is its newest release; ``factbook:releases`` lists those before it. A release
says by itself how its file is read, since a publisher may change encoding and layout from one to the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from factbook.data.described_sources import read_sources
from factbook.data.dialects import PLAIN_DIALECT, Dialect, parse_dialect
from figurecheck.model import Source
from figurecheck.model.fields import FileKey

RELEASES = "factbook:releases"
PART = "factbook:part"
RELEASE_KEYS = ("path", "format", "encoding", "dialect", PART, "sources", "factbook:sources", "bytes", "hash")
"""What an entry of the descriptor says of its newest release, and not of the table."""
STEP = 10**9
"""Numbers of lines of a table that is made of several files: so many a file, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """An earlier release of a table, as the descriptor lists it."""

    path: str
    """Path of the file from `data/`."""
    stated_format: Annotated[str, FileKey("format")] = ""
    """``csv``, ``xlsx``, ``parquet``, ``sqlite`` or ``json``, where the ending of the file's name does not say so."""
    encoding: str = "utf-8"
    """How its texts are encoded."""
    dialect: Dialect = field(default_factory=lambda: PLAIN_DIALECT)
    """How the table lies in its file."""
    part: Annotated[bool, FileKey(PART)] = False
    """Whether it holds only the rows that were new or revised, and all others are those of the release before it."""
    sources: tuple[Source, ...] = ()
    """Where it comes from."""
    named_sources: Annotated[tuple[str, ...], FileKey("factbook:sources")] = ()
    """Ids of the sources in the table ``sources``, where it comes from those."""
    bytes: int | None = None
    """Size of the file."""
    hash: str = ""
    """Digest of the file, which never changes."""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources on which all its rows rest."""
        return self.named_sources or tuple(source.id for source in self.sources)

    @property
    def id(self) -> str:
        """How it is told from the other releases of its table: by its sources."""
        return "+".join(self.source_ids)


def read_releases(values: object) -> tuple[Release, ...]:
    """Return the releases in a list of the descriptor; what is none is reported by the check of releases."""
    found = [one for one in values if isinstance(one, Mapping)] if isinstance(values, list) else []
    return tuple(_read_release(one) for one in found if isinstance(one.get("path"), str))


def _read_release(entry: Mapping[str, object]) -> Release:
    def text(key: str, otherwise: str = "") -> str:
        found = entry.get(key)
        return found if isinstance(found, str) else otherwise

    named, size = entry.get("factbook:sources"), entry.get("bytes")
    return Release(
        path=text("path"),
        stated_format=text("format"),
        encoding=text("encoding", "utf-8"),
        dialect=parse_dialect(entry.get("dialect")) or PLAIN_DIALECT,
        part=entry.get(PART) is True,
        sources=read_sources(entry.get("sources")),
        named_sources=tuple(map(str, named)) if isinstance(named, list) else (),
        bytes=size if type(size) is int else None,
        hash=text("hash"),
    )
