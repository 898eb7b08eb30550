"""Sealed editions in files: written as ``book/editions/<label>.json``, and read back.

A file may say what differs from the edition before, as a merge patch (RFC 7396): a member that is ``null`` removes the
member of that name, so no document may tell ``null`` from nothing.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from string import ascii_letters, digits
from typing import Any

from factbook.model.edition import FORMAT, FORMAT_WITH_REVIEWS, Edition, SealedBlock, SealedRow
from factbook.project.files import digest_content
from figurecheck.model.errors import Complaint, EditionError
from figurecheck.model.statistic import TEXT_UNITS
from figurecheck.model.worded import phrase
from figurecheck.settings.structure import RecordCodec, same


def make_patch(before: Any, after: Any) -> Any:
    """Return the patch that turns one document into another; of documents that are no objects, the later one."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return after
    patch: dict[str, Any] = dict.fromkeys(before.keys() - after.keys())
    patch |= {name: value for name, value in after.items() if name not in before}
    both = before.keys() & after.keys()
    return patch | {name: make_patch(before[name], after[name]) for name in both if before[name] != after[name]}


def apply_patch(before: Any, patch: Any) -> Any:
    """Return the document that a patch makes of another one, which is not changed."""
    if not isinstance(patch, dict):
        return patch
    found = dict(before) if isinstance(before, dict) else {}
    for name, value in patch.items():
        if value is None:
            found.pop(name, None)
        else:
            found[name] = apply_patch(found.get(name), value)
    return found


FOLDER = Path("book/editions")
PATCHED = ("environment", "tables", "statistics", "claims", "reviews", "renamed", "texts", "titles")
"""What a seal may say as the difference to the seal before."""
RESERVED = frozenset({"now", "HEAD"})
"""Labels that `diff` reads as something else."""
_ALPHANUMERIC = frozenset(ascii_letters + digits)
_BEGINNING = '"as_of": "'
"""Keys are sorted, so that an edition can be dated by its first line."""


def edition_path(label: str) -> Path:
    """Return the file of an edition, relative to the root.

    Raises EditionError for a label that could not be part of an address.
    """
    # A label is part of addresses and file names, so it has no slash, no leading dot, and a bounded length.
    ends = {*label[:1], *label[-1:]}
    if not 0 < len(label) <= 64 or not ends <= _ALPHANUMERIC or not set(label) <= _ALPHANUMERIC | set("._-"):
        remedy = "use letters, digits, dots and hyphens, such as 2026-01"
        raise EditionError.about("label", phrase("{label!r} cannot be part of an address", label=label), remedy)
    if label in RESERVED:
        what, remedy = (
            phrase("{label!r} already means the current state, or a git revision", label=label),
            "choose another, such as 2026-01",
        )
        raise EditionError.about("label", what, remedy)
    return FOLDER / f"{label}.json"


def list_editions(root: Path) -> list[tuple[str, str]]:
    """Return day and label of every sealed edition, the oldest first; only the beginnings of the files are read.

    Raises EditionError with every file that was not written by `seal`.
    """
    complaints: list[Complaint] = []
    found: list[tuple[str, str]] = []
    for path in sorted((root / FOLDER).glob("*.json")):
        with path.open(encoding="utf-8", errors="replace") as file:
            day = _read_day(file.read(80))
        if day:
            found.append((day, path.stem))
        else:
            place = path.relative_to(root).as_posix()
            complaints.append(Complaint(place, "is not a sealed edition", _TAKE_BACK))
    if complaints:
        raise EditionError(*complaints)
    return sorted(found)


def _read_day(beginning: str) -> str:
    """Return the day of an edition from the beginning of its file; empty where that is not one of an edition."""
    first = beginning.removeprefix("{").lstrip()
    if not beginning.startswith("{") or not first.startswith(_BEGINNING):
        return ""
    day, quote, _ = first.removeprefix(_BEGINNING).partition('"')
    try:
        return day if quote and datetime.date.fromisoformat(day).isoformat() == day else ""
    except ValueError:
        return ""


def read_newest(root: Path) -> Edition | None:
    """Read the newest sealed edition; ``None`` where nothing is sealed. Raises EditionError like `read_edition`."""
    found = list_editions(root)
    return read_edition(root, found[-1][1]) if found else None


def read_edition(root: Path, label: str) -> Edition:
    """Read the sealed edition of a label. Raises EditionError when it is missing or was not written by `seal`."""
    path = edition_path(label)
    try:
        edition = load((root / path).read_text("utf-8"), partial(_read_base, root))
    except FileNotFoundError as error:
        remedy = "seal one with: factbook seal LABEL"
        raise EditionError.about(path, "no such edition", remedy) from error
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError) as error:
        what = phrase("is not a sealed edition: {name}: {error}", name=type(error).__name__, error=error)
        raise EditionError.about(path, what, _TAKE_BACK) from error
    if edition.label != label:
        what = phrase("is edition {label!r} under another file name", label=edition.label)
        raise EditionError.about(path, what, phrase("rename it to {label}.json", label=edition.label))
    return edition


def _read_base(root: Path, label: str) -> bytes:
    """Return the file of the edition of a label, for those that say what differs from it."""
    try:
        return (root / edition_path(label)).read_bytes()
    except FileNotFoundError as error:
        raise ValueError(f"it says what differs from edition {label}, which is missing") from error


def list_needed(root: Path, label: str) -> list[str]:
    """Return the labels of the editions whose files are read for one edition: its own last."""
    needed = [label]
    while base := json.loads((root / edition_path(needed[0])).read_text("utf-8")).get("base"):
        if base in needed:
            break
        needed.insert(0, base)
    return needed


def dump(edition: Edition, base: Edition | None = None) -> str:
    """Return an edition as canonical JSON: keys sorted, one value a line, numbers as text, never rounded.

    With the edition before it as `base`, only what differs is written, with the changes of this edition alone, if that
    is much shorter. What differs from one that itself differs from another is written so while all of them together are
    shorter than the whole.
    """
    document = _as_document(edition)
    if base is None or edition.format < FORMAT:
        return _as_text(document)
    own = [one for one in document["changes"] if one["edition"] == edition.label]
    before = _as_document(replace(base, format=FORMAT))
    patch = document | {name: make_patch(before[name], document[name]) for name in PATCHED}
    patch |= {"base": base.label, "patched": 0, "changes": own, "earlier": document["earlier"][-1:]}
    whole, text = _as_text(document), _as_text(patch)
    patched = base.patched + len(text)
    return _as_text(patch | {"patched": patched}) if patched < len(whole) else whole


def _as_text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _as_document(edition: Edition) -> dict[str, Any]:
    document: dict[str, Any] = CODEC.dump(edition)
    del document["patched"]
    if edition.format == 1:
        _drop_later_fields(document)
    if edition.format < FORMAT:
        del document["beside"], document["titles"]
        for change in document["changes"]:
            del change["group"]
    for printing in (one for change in document["changes"] for one in change["printings"]):
        if not printing["of"] or edition.format < FORMAT:
            del printing["of"]
    for table in document["tables"].values():
        if not table["divided"]:
            del table["divided"], table["blocks"]
        if not table["revises"] or edition.format < FORMAT:
            del table["revises"]
    return document


def load(text: str, read_base: Callable[[str], bytes] | None = None) -> Edition:
    """Return the edition in a text that `dump` wrote.

    `read_base` returns the file of the edition of a label, from which this one may say what differs.
    Raises ValueError, KeyError, TypeError, AttributeError or InvalidOperation for anything else.
    """
    document, patches = _parse(text), list[dict[str, Any]]()
    while "base" in document:
        patches.append(document)
        document = _parse(_read_before(document, read_base))
    whole = _as_edition(document)
    if not patches:
        return whole
    # Each patch was made from the edition before it in the format of its day, and these do not differ in what is
    # patched. A loop and no recursion: a report of every day has hundreds of patches before it says everything again.
    document = _as_document(replace(whole, format=FORMAT))
    for patch in reversed(patches):
        patch |= {name: apply_patch(document[name], patch[name]) for name in PATCHED}
        patch["changes"] += document["changes"]
        patch["earlier"] = document["earlier"] + patch["earlier"]
        document = patch
    return _as_edition(document)


def _parse(text: str | bytes) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    if document["format"] not in (1, FORMAT_WITH_REVIEWS, FORMAT):
        raise ValueError("it was written by another version of factbook")
    return document


def _read_before(document: dict[str, Any], read_base: Callable[[str], bytes] | None) -> bytes:
    """Return the file of the edition before one that says what differs from it."""
    label = document.pop("base")
    if read_base is None:
        raise ValueError(f"it says what differs from edition {label}, which is not here")
    content = read_base(label)
    # Held to its digest before it is read, so that none can lead back to a later one.
    if digest_content(content) != document["before"]:
        raise ValueError(f"it was sealed after another edition {label} than the one here")
    return content


def _as_edition(document: dict[str, Any]) -> Edition:
    for one in document["statistics"].values():
        one["value"] = _read_value(one["value"], one["unit"])
    read_change_values(document["changes"])
    return CODEC.load(document, Edition)


_TAKE_BACK = "restore it from version control"


def _drop_later_fields(document: dict[str, Any]) -> None:
    """Take out what format 1 did not have."""
    for name in ("commit", "before", "reviews", "renamed"):
        del document[name]
    for one in document["statistics"].values():
        del one["about"], one["measure"]
    for one in document["claims"].values():
        del one["acknowledged"], one["contradicted"]


def read_change_values(changes: Iterable[dict[str, Any]]) -> None:
    """Make values of the texts in which a document of changes has them."""
    for one in changes:
        for name in ("before", "after"):
            one[name] = _read_value(one[name], one[f"{name}_unit"])


def _read_value(text: str | None, unit: str) -> Decimal | str | None:
    """Return a value; a date or a period stays text."""
    return text if text is None or unit in TEXT_UNITS else Decimal(text)


def _read_row(text: str) -> SealedRow:
    digest, _, source = text.partition(" ")
    return SealedRow(digest=digest, source=source)


def _read_block(text: str) -> SealedBlock:
    count, digest, keys = text.split(" ")
    return SealedBlock(count=int(count), digest=digest, keys=keys)


CODEC = RecordCodec(
    # Rows are most of a file, so each is one short text and not an object.
    read={SealedRow: _read_row, SealedBlock: _read_block, Decimal | str: same, Decimal | str | None: same},
    write={
        SealedRow: lambda row: f"{row.digest} {row.source}".rstrip(),
        SealedBlock: lambda block: f"{block.count} {block.digest} {block.keys}",
        Decimal: str,
    },
)
"""Reads and writes what editions are made of."""
