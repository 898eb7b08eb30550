"""Approvals: somebody looked at a printed figure, and how; and the files that hold them, ``book/approvals/<page>.yml``.

One line of a file says it::

    - {statistic: "riders.total.2025", printed: "1,268,480 trips", sentence: "4f1c0a2b9d3e5a71", ...}

A line of its own, since git knows authors by line, and merges that keep the lines of both sides keep all approvals.
The lines are sorted. The name of a file only helps people to find a line: an approval is found by statistic, printed
text and sentence, wherever it lies, so that a page may be renamed, divided or joined with another. Whoever writes them
does so within `factbook.project.exclusive`.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections import Counter, deque
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Annotated

from factbook.project.files import rewrite_files
from factbook.report.desk.figure import DeskFigure, digest_words
from figurecheck.model import Place
from figurecheck.model.errors import Complaint, ProjectError, complain_all
from figurecheck.model.fields import PlaceOf
from figurecheck.settings.faults import read_text
from figurecheck.settings.yaml_reader import YamlFile, structure_yaml

_KEYS = (
    "statistic", "printed", "sentence", "heads", "value", "unit", "population", "verdict", "how", "note", "id",
)  # fmt: skip
"""In the order in which a line has them."""


class Method(StrEnum):
    """How somebody looked at a figure."""

    RECOMPUTED = "recomputed"
    """Computed again by hand, without the notebook."""
    SOURCE = "source"
    """Seen in the source itself."""
    ASKED = "asked"
    """Asked of somebody who knows; the note says whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What somebody looked at, and how."""

    statistic: str
    """Id of the statistic at that time; of a reported figure, the source and the key of its row."""
    printed: str
    """The figure as it was printed."""
    verdict: str
    """The machine's verdict at that time."""
    how: Method
    """What was done: ``recomputed`` by hand, the ``source`` seen, or somebody ``asked``."""
    sentence: str = ""
    """Digest of the sentence, as readers saw it."""
    value: str = ""
    """The recomputed value."""
    unit: str = ""
    """Its unit."""
    population: str = ""
    """Digest of who or what is counted."""
    heads: str = ""
    """Digest of what says beside the sentence of what it is: in a table, the heads of row and column."""
    # Free text for the desk, which no reader sees: its numbers are checked by nobody.
    note: str = ""
    """What was found, and where; of ``asked``, whom."""
    id: str = ""
    """Random: it tells the lines of two people apart who approved the same figure."""
    place: Annotated[Place, PlaceOf("statistic")] = Place(file="")


def make_approval(figure: DeskFigure, how: Method, note: str = "") -> Approval:
    """Return the approval of a figure as it stands."""
    return Approval(
        statistic=figure.statistic,
        printed=figure.printed,
        sentence=figure.sentence,
        verdict=figure.verdict.value,
        how=how,
        value=write_value(figure),
        unit=figure.unit,
        population=digest_words(figure.population),
        heads=digest_words(figure.heads or ""),
        note=" ".join(note.split()),
        id=secrets.token_hex(4),
    )


def write_value(figure: DeskFigure) -> str:
    """Return the value of a figure as text, exactly and without an exponent."""
    value = figure.value
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:f}"


def write_line(approval: Approval) -> str:
    """Return an approval as the line of a file; what is empty is left out."""
    values = {name: str(getattr(approval, name)) for name in _KEYS}
    shown = ", ".join(f"{name}: {_quote(text)}" for name, text in values.items() if text)
    return f"- {{{shown}}}"


def _quote(text: str) -> str:
    # As JSON, so that an id such as `no` stays a text. YAML takes more characters for line breaks, and refuses some.
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in quoted)


FOLDER = Path("book/approvals")
_HEAD = """\
# What was looked at, and how: one line for each figure and person, written by factbook approve (docs/desk.md).
# Who it was is the author of the commit that adds the line. To take an approval back, remove its line.
"""
# Lines that stand alone can be put together in any order, which for items over several lines would not be so.
_ATTRIBUTES = "# Merges keep the lines of both sides: each approval is a line of its own.\n*.yml merge=union\n"
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenApproval:
    """An approval, and the lines of the file that say it."""

    approval: Approval
    file: str
    lines: tuple[int, ...]
    """From 1."""


def approvals_path(page: str) -> Path:
    """Return the file for the approvals of a page, relative to the root.

    >>> approvals_path("book/towns/lake.md").as_posix(), approvals_path("notebooks/lake.ipynb").as_posix()
    ('book/approvals/towns/lake.yml', 'book/approvals/notebooks/lake.yml')
    """
    path = PurePosixPath(page)
    parts = [part for part in path.with_suffix("").parts if part not in {"..", "/"}]
    # A file of the name `_config.yml` would make a report of the folder.
    *folders, name = parts[1:] if parts[0] == "book" and len(parts) > 1 else parts
    return FOLDER.joinpath(*folders, f"{name.lstrip('_.') or 'page'}.yml")


def read_approvals(root: Path) -> tuple[WrittenApproval, ...]:
    """Return the approvals of all files. Raises ProjectError with every fault of all of them."""
    complaints: list[Complaint] = []
    found = tuple(_read_all(root, complaints))
    complain_all(ProjectError, complaints)
    return found


def find_approval_faults(root: Path) -> tuple[Complaint, ...]:
    """Return every fault of the files of approvals, for a check that tells it beside all others."""
    complaints: list[Complaint] = []
    # Read to the end, and thrown away.
    deque(_read_all(root, complaints), maxlen=0)
    return tuple(complaints)


def _read_all(root: Path, complaints: list[Complaint]) -> Iterator[WrittenApproval]:
    for path in sorted((root / FOLDER).rglob("*.yaml")):
        what = "is not read, as files of approvals end with .yml"
        remedy = f"rename it to {path.stem}.yml, with git mv"
        complaints.append(Complaint(path.relative_to(root).as_posix(), what, remedy))
    for path in sorted((root / FOLDER).rglob("*.yml")):
        file = path.relative_to(root).as_posix()
        text = read_text(path, file, complaints)
        if text is not None:
            yield from _parse(text, file, complaints)


def add_approvals(root: Path, approvals: Mapping[str, Iterable[Approval]]) -> list[Path]:
    """Add approvals, given by page, to their files, and return these; what stands there already stays as it is.

    Raises ProjectError, and writes nothing, where one of the files cannot be read.
    """
    # Another line in a file that nobody can read would only be lost later.
    read_approvals(root)
    attributes = root / FOLDER / ".gitattributes"
    # Before the first approval: once that is there, a process that is killed has nothing left to do.
    contents = {} if attributes.exists() or not approvals else {attributes: _ATTRIBUTES}
    added: dict[Path, list[Approval]] = {}
    for page, some in approvals.items():
        added.setdefault(approvals_path(page), []).extend(some)
    contents |= {_target(root / path): _add(root, path, some) for path, some in added.items()}
    rewrite_files(contents.items())
    return [*added]


def remove_approvals(root: Path, approvals: Iterable[Approval]) -> list[Path]:
    """Remove approvals from their files, each once, and return these. Raises ProjectError where one cannot be read."""
    # Another person's line may read the same, and stays: which of the two goes makes no difference to git.
    gone = Counter(map(write_line, approvals))
    lines: dict[str, set[int]] = {}
    for one in read_approvals(root):
        if gone[text := write_line(one.approval)]:
            gone[text] -= 1
            lines.setdefault(one.file, set()).update(one.lines)
    rewrite_files((_target(root / file), _drop(root / file, numbers)) for file, numbers in lines.items())
    return [Path(file) for file in lines]


def _target(path: Path) -> Path:
    """Return the file that a link leads to."""
    return Path(os.path.realpath(path))


def _drop(path: Path, numbers: Container[int]) -> str:
    lines = path.read_bytes().decode().split("\n")
    return "\n".join(line for at, line in enumerate(lines, 1) if at not in numbers)


def _add(root: Path, path: Path, added: Iterable[Approval]) -> str:
    before = (root / path).read_bytes().decode("utf-8-sig") if (root / path).is_file() else _HEAD
    return _insert(before, [write_line(one) for one in added])


def _parse(text: str, file: str, complaints: list[Complaint]) -> Iterator[WrittenApproval]:
    lines = text.split("\n")
    if conflict := _CONFLICT.search(text):
        place = f"{file}:{text.count(chr(10), 0, conflict.start()) + 1}"
        remedy = "keep the lines of both sides, and take out those of git; their order does not matter"
        complaints.append(Complaint(place, "a merge stopped here", remedy))
        return
    # A file with nothing but comments holds no list.
    if all(line.lstrip("\ufeff ")[:1] in {"", "#", "\r"} for line in lines):
        return
    written = YamlFile(name=file, content=text)
    found = structure_yaml(written, tuple[Approval, ...], complaints)
    if found is None:
        return
    for approval, item in zip(found, written.find_item_lines(), strict=True):
        own = (at for at in item if lines[at - 1].strip()[:1] not in {"", "#"})
        yield WrittenApproval(approval=approval, file=file, lines=tuple(own))


def _insert(text: str, added: list[str]) -> str:
    """Return the text of a file with more lines, each before the first item that sorts after it."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    if lines[-1] == "":
        lines.pop()
    for line in added:
        at = next((at for at, one in enumerate(lines) if one.startswith("- ") and one > line), len(lines))
        lines.insert(at, line)
    return end.join([*lines, ""])
