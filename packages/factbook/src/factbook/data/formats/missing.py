"""What to say where the library that reads a format is not installed."""

from __future__ import annotations

from figurecheck.model.errors import DataError
from figurecheck.model.worded import phrase


def refuse_missing(place: str, kind: str, library: str, extra: str) -> DataError:
    """Return the error that a file cannot be read without an extra of factbook, with the line that installs it."""
    what = phrase("is {kind}, and {library}, which reads it, is not installed", kind=phrase(kind), library=library)
    return DataError.about(place, what, phrase("run: pip install 'factbook[{extra}]'", extra=extra))
