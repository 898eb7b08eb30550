"""Libraries that are installed only where somebody asks for what they read or write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from figurecheck.model.errors import DataError


@contextmanager
def needing(extra: str, place: str) -> Iterator[None]:
    """Import what `extra` installs; raise DataError about `place` where it is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        library = str(error.name).partition(".")[0]
        remedy = f"run: pip install 'figurecheck[{extra}]'"
        raise DataError.about(place, f"needs {library}", remedy) from error
