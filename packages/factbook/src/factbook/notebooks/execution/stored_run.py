"""What a stored run holds, read when somebody asks for it; the process that renders gets runs, and loads this.

A run that was read for this build comes with its bytes. Of one that is known by its record, the file is read by the
process that asks first; it is held against the digest that the record names, so that nothing else is taken for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from factbook.engine.checksummed import DamagedError, read_with_digest
from factbook.notebooks.recording.positional import load_charts
from figurecheck.model import Chart
from figurecheck.model.errors import SiteError
from figurecheck.model.worded import Worded, phrase


class RunFile:
    """A file of the store whose content is known by its digest."""

    def __init__(self, path: str, kind: str, digest: str) -> None:
        """Take its path, what its first line says, and the digest of what follows; nothing is read yet."""
        self.path, self._kind, self._digest = path, kind, digest

    @cached_property
    def lines(self) -> list[bytes]:
        """What follows the first line: the key, the statistics, the charts in several lines, the notebook.

        Raises SiteError where the file is gone, damaged or another one by now; a damaged one is thrown away.
        """
        try:
            body, found = read_with_digest(self.path, self._kind)
        except FileNotFoundError as error:
            raise self._complain("a stored run is gone, which this build uses") from error
        except (DamagedError, OSError) as error:
            with suppress(OSError):
                Path(self.path).unlink()
            raise self._complain(phrase("a stored run {why}", why=say_damage(error))) from error
        if found != self._digest:
            raise self._complain("a stored run was replaced while it was used")
        return body.removesuffix(b"\n").split(b"\n")

    def _complain(self, what: str) -> SiteError:
        remedy = "build again; the notebook runs again where that is needed"
        return SiteError.about(self.path, what, remedy)

    def __reduce__(self) -> tuple[object, ...]:
        # Without the bytes, which another process reads if it needs them.
        return RunFile, (self.path, self._kind, self._digest)


def say_damage(error: DamagedError | OSError) -> Worded:
    """Return why a stored run cannot be used, as it is said after what the file holds."""
    if isinstance(error, DamagedError):
        return phrase(str(error))
    return phrase("cannot be read: {error}", error=error.strerror)


def load_notebook(file: RunFile, texts: Mapping[int, str]) -> Any:
    """Return the notebook of a file, an nbformat node, with these texts in its cells, by their positions."""
    return load_with_texts(file.lines[-1], texts)


def load_statistics_of(file: RunFile, path: Path) -> Iterator[Any]:
    """Yield the statistics of a file with a run of the notebook at `path`."""
    return load_outputs(file.lines[1], find_sources(json.loads(file.lines[-1])), path)


def load_charts_of(file: RunFile) -> Iterator[Chart]:
    """Yield the charts of a file."""
    return load_charts(file.lines[2:-1])


def load_with_texts(notebook: bytes, texts: Mapping[int, str]) -> Any:
    """Return a stored notebook, an nbformat node, with these texts in its cells, by their positions."""
    import nbformat

    node: Any = nbformat.from_dict(json.loads(notebook))  # type: ignore[no-untyped-call]
    for at, text in texts.items():
        # Half a character, of which the editor is told, would stop whatever writes the text down.
        node.cells[at].source = text.encode("utf-8", "replace").decode()
    return node


def load_outputs(outputs: bytes, sources: Sequence[str], path: Path) -> Iterator[Any]:
    """Yield what the outputs of a stored run record; `sources` is the code of every cell."""
    # What reads them loads what records them.
    from factbook.notebooks.execution.recorded_outputs import read_recorded

    # A run that recorded what cannot be read has a complaint, and is not stored: here there can be none.
    return read_recorded(json.loads(outputs), sources, path, [])


def find_sources(document: Mapping[str, Any]) -> list[str]:
    """Return the text of every cell of a notebook."""
    # nbformat allows a text or its lines, and Jupyter writes now one and now the other
    return ["".join(cell["source"]) for cell in document["cells"]]
