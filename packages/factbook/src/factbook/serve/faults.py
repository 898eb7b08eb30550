"""What goes wrong while pages of a draft are rendered, as complaints: warnings of Sphinx, and what nobody foresaw."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from factbook.engine.fingerprints import Files, see_inputs
from factbook.project.files import replace_file
from factbook.report.checked_report import Report
from factbook.serve.desk import DeskItem, find_addresses, item_of
from factbook.serve.place import TRACE
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase

_WARNING = re.compile(r"(?:(?P<place>\S.*?): )?(?:WARNING|ERROR|CRITICAL): (?P<text>.*)")
"""The first line of a warning, as Sphinx writes it. Further lines belong to it."""
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_CELL = 10_000
"""By this MyST-NB multiplies the number of a cell, before it adds that of the line."""
_ENDINGS = (".md", ".ipynb", ".rst", ".myst")


def list_warnings(report: Report, messages: str) -> list[DeskItem]:
    """Return what Sphinx warned of as items."""
    pages = find_addresses(report)
    return [item_of(one, pages, severity="warning") for one in read_warnings(messages, report.project.root)]


def read_warnings(messages: str, root: Path) -> Iterator[Complaint]:
    """Yield what Sphinx warned of, in the order in which it said so and each once, with places from the root."""
    found: list[tuple[str, list[str]]] = []
    for line in _COLOUR.sub("", messages).splitlines():
        if match := _WARNING.fullmatch(line):
            found.append((_from_root(match["place"] or "factbook", root), [match["text"]]))
        elif found and line.strip():
            found[-1][1].append(line.strip())
    for place, text in dict.fromkeys((place, " ".join(lines)) for place, lines in found):
        yield Complaint(place, phrase("Sphinx warns: {text}", text=text))


def _from_root(place: str, root: Path) -> str:
    file, _, line = place.replace(f"{root}{os.sep}", "", 1).rpartition(":")
    if not line.isdecimal():
        return f"{file}:{line}" if file else line
    cell, own = divmod(int(line), _CELL)
    return f"{file}: cell {cell}, line {own}" if file.endswith(".ipynb") and cell else f"{file}:{line}"


def have_changed(root: Path, seen: Files) -> bool:
    """Return whether any input of a report has another content than it had when it was seen, came or went."""
    own = {name: state for name, state in seen.items() if not name.startswith("/")}
    now = see_inputs(root, own)
    return {name: one.digest for name, one in now.items()} != {name: one.digest for name, one in own.items()}


def complain_of_fault(error: Exception, root: Path) -> Complaint:
    """Return a complaint about an exception that nobody foresaw, and write its trace into a file that it names."""
    write_trace(error, root)
    what = phrase("no site could be made: {name}: {error}", name=type(error).__name__, error=error)
    remedy = phrase("correct what is listed, or report it with {file}", file=TRACE.as_posix())
    return Complaint(_find_page(error, root) or "factbook", what, remedy)


def write_trace(error: Exception, root: Path) -> None:
    """Write where an exception came from: whoever edits can do nothing with it, and whoever is told of it needs it."""
    with suppress(OSError):
        replace_file(root / TRACE, "".join(traceback.format_exception(error)))


def _find_page(error: Exception, root: Path) -> str:
    """Return the file of the page that was being read or rendered; empty if it was none."""
    frames = (frame.f_locals for frame, _ in traceback.walk_tb(error.__traceback__))
    # The names that Sphinx has for it, with which it calls extensions.
    known = (each.get(name) for each in frames for name in ("docname", "pagename"))
    names = [name for name in known if isinstance(name, str)]
    files = (f"{names[-1]}{ending}" for ending in _ENDINGS if names)
    return next((file for file in files if (root / file).is_file()), "")
