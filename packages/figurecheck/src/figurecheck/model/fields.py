"""Markers in the annotations of fields: what a type alone does not say of how a field is read from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

Seen = NewType("Seen", str)
"""A text that readers see, whose numbers are therefore checked like those of a page."""
Quotation = NewType("Quotation", str)
"""Words of somebody else, as they were printed: a short quotation."""
MOST_QUOTED = 7
"""Words of a quotation."""


@dataclass(frozen=True, slots=True)
class FileKey:
    """The key of a field in files, where it is not the field's name; empty for a field that files do not have."""

    name: str


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """Marks the place of the value under a key of the same entry; of the entry, where that key is left out."""

    key: str
