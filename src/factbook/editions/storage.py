"""Sealed editions in files: written as ``book/editions/<label>.json``, and read back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from factbook.model import Verdict
from factbook.model.edition import (
    Cause,
    Earlier,
    Edition,
    Fate,
    Kind,
    Printing,
    SealedChange,
    SealedClaim,
    SealedRow,
    SealedStatistic,
    SealedTable,
)
from factbook.model.errors import Complaint, EditionError

FOLDER = Path("book/editions")
FORMAT = 1
RESERVED = frozenset({"now", "HEAD"})
"""Labels that `diff` reads as something else."""
TEXTS = frozenset({"date", "since"})
"""Units whose values are texts."""
# A label is part of addresses and file names, so it has no slash, no leading dot, and a bounded length.
_LABEL = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,62}[0-9A-Za-z])?")
# Keys are sorted, so "as_of" comes first and a sealed edition can be dated by its first line.
_DAY = re.compile(r'\{\s*"as_of": "(?P<day>\d{4}-\d\d-\d\d)"')


def edition_path(label: str) -> Path:
    """Return the file of an edition, relative to the root.

    Raises EditionError for a label that could not be part of an address.
    """
    if not _LABEL.fullmatch(label):
        remedy = "use letters, digits, dots and hyphens, such as 2026-01"
        raise EditionError(Complaint(place="label", what=f"{label!r} cannot be part of an address", remedy=remedy))
    if label in RESERVED:
        what, remedy = (
            f"{label!r} already means the current state, or a git revision",
            "choose another, such as 2026-01",
        )
        raise EditionError(Complaint(place="label", what=what, remedy=remedy))
    return FOLDER / f"{label}.json"


def list_editions(root: Path) -> list[tuple[str, str]]:
    """Return day and label of every sealed edition, the oldest first; only the beginnings of the files are read.

    Raises EditionError with every file that was not written by `seal`.
    """
    complaints: list[Complaint] = []
    found: list[tuple[str, str]] = []
    for path in sorted((root / FOLDER).glob("*.json")):
        with path.open(encoding="utf-8", errors="replace") as file:
            match = _DAY.match(file.read(80))
        if match is None:
            place = path.relative_to(root).as_posix()
            complaints.append(Complaint(place=place, what="is not a sealed edition", remedy=_TAKE_BACK))
        else:
            found.append((match["day"], path.stem))
    if complaints:
        raise EditionError(*complaints)
    return sorted(found)


def read_newest(root: Path) -> Edition | None:
    """Read the newest sealed edition; ``None`` where nothing is sealed. Raises EditionError like `read_edition`."""
    found = list_editions(root)
    return read_edition(root, edition_path(found[-1][1])) if found else None


def read_edition(root: Path, path: Path) -> Edition:
    """Read one sealed edition. Raises EditionError when it is missing or was not written by `seal`."""
    try:
        edition = load((root / path).read_text("utf-8"))
    except FileNotFoundError as error:
        remedy = "seal one with: factbook seal LABEL"
        raise EditionError(Complaint(place=path.as_posix(), what="no such edition", remedy=remedy)) from error
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError) as error:
        what = f"is not a sealed edition: {type(error).__name__}: {error}"
        raise EditionError(Complaint(place=path.as_posix(), what=what, remedy=_TAKE_BACK)) from error
    if edition.label != path.stem:
        what = f"is edition {edition.label!r} under another file name"
        raise EditionError(Complaint(place=path.as_posix(), what=what, remedy=f"rename it to {edition.label}.json"))
    return edition


def dump(edition: Edition) -> str:
    """Return an edition as canonical JSON: keys sorted, one value a line, numbers as text, never rounded."""
    document = asdict(edition)
    document["tables"] = {name: _dump_table(table) for name, table in edition.tables.items()}
    document["format"] = FORMAT
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


def load(text: str) -> Edition:
    """Return the edition in a text that `dump` wrote.

    Raises ValueError, KeyError, TypeError, AttributeError or InvalidOperation for anything else.
    """
    document: dict[str, Any] = json.loads(text)
    if document.pop("format") != FORMAT:
        raise ValueError("it was written by another version of factbook")
    document["tables"] = {name: _load_table(table) for name, table in document["tables"].items()}
    document["statistics"] = {id: _load_statistic(one) for id, one in document["statistics"].items()}
    document["claims"] = {
        id: SealedClaim(**{**one, "verdict": Verdict(one["verdict"])}) for id, one in document["claims"].items()
    }
    document["earlier"] = tuple(Earlier(**one) for one in document["earlier"])
    document["changes"] = tuple(_load_change(one) for one in document["changes"])
    return Edition(**document)


_TAKE_BACK = "restore it from version control"


def _dump_table(table: SealedTable) -> dict[str, Any]:
    return {"digest": table.digest, "rows": _dump_rows(table.rows), "others": _dump_rows(table.others)}


# Rows are most of a file, so each is one short string and not an object.
def _dump_rows(rows: Mapping[str, SealedRow]) -> dict[str, str]:
    return {key: f"{row.digest} {row.source}".rstrip() for key, row in rows.items()}


def _load_table(document: Mapping[str, Any]) -> SealedTable:
    rows, others = (_load_rows(document[name]) for name in ("rows", "others"))
    return SealedTable(digest=document["digest"], rows=rows, others=others)


def _load_rows(document: Mapping[str, str]) -> dict[str, SealedRow]:
    rows = {}
    for key, text in document.items():
        digest, _, source = text.partition(" ")
        rows[key] = SealedRow(digest=digest, source=source)
    return rows


def _load_statistic(document: Mapping[str, Any]) -> SealedStatistic:
    value = _load_value(document["value"], document["unit"])
    rows = {name: tuple(keys) for name, keys in document["rows"].items()}
    return SealedStatistic(**{**document, "value": value, "rows": rows})


def _load_change(document: Mapping[str, Any]) -> SealedChange:
    before, after = (_load_value(document[name], document[f"{name}_unit"]) for name in ("before", "after"))
    return SealedChange(
        **{
            **document,
            "kind": Kind(document["kind"]),
            "causes": tuple(Cause(cause) for cause in document["causes"]),
            "before": before,
            "after": after,
            "printings": tuple(Printing(**{**one, "fate": Fate(one["fate"])}) for one in document["printings"]),
        }
    )


def _load_value(text: str | None, unit: str) -> Decimal | str | None:
    """Return a value; a date or a period stays text."""
    return text if text is None or unit in TEXTS else Decimal(text)
