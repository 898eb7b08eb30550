"""Changes that a seal does not list, since an earlier factbook sealed it: found later, and written beside it.

::

    book/editions/<label>.changes.yml    SHA-256 of the seal and of the one before it, and the changes

What reads a report reads these with the changes of its seals, so that only what finds them needs the history.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import InvalidOperation
from itertools import pairwise
from pathlib import Path

from factbook.editions.storage import CODEC, edition_path, list_editions, read_change_values, read_edition
from factbook.model.edition import FORMAT, QUIET_FATES, Edition, SealedChange
from factbook.project.files import digest_file, replace_file
from figurecheck.model.errors import Complaint, EditionError, complain_all
from figurecheck.model.worded import phrase

_HEAD = """\
# What readers see otherwise in edition {label} than in {before}, and its seal does not list (docs/editions.md).
# Written by: factbook corrections --write
"""
_WRITE_AGAIN = "restore seals and file from version control, or remove the file and run: factbook corrections --write"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLater:
    """What a file of changes holds."""

    seals: Mapping[str, str]
    """SHA-256 of the seal that does not list the changes, and of the one before it, by label."""
    changes: tuple[SealedChange, ...]


def changes_path(label: str) -> Path:
    """Return the file of the changes that the seal of an edition does not list, relative to the root."""
    # Not .json: each such file in the folder is a seal to earlier versions of factbook.
    return edition_path(label).with_suffix(".changes.yml")


def find_incomplete(root: Path) -> Iterator[Edition]:
    """Yield the sealed editions whose seals do not list every change, and of which nobody has looked for the others."""
    for _, label in list_editions(root):
        sealed = read_edition(root, label)
        lists_all = sealed.format == FORMAT or not sealed.earlier
        if not lists_all and not (root / changes_path(label)).is_file():
            yield sealed


def list_changes(root: Path, sealed: Edition) -> tuple[SealedChange, ...]:
    """Return what changed from edition to edition up to one, the latest first, with what was found later.

    Raises EditionError for a file of changes that cannot be read, or is of other seals.
    """
    found: list[SealedChange] = []
    complaints: list[Complaint] = []
    labels = ["", *(one.label for one in sealed.earlier), sealed.label]
    for before, label in reversed([*pairwise(labels)]):
        try:
            later = _read(root, before, label)
        except EditionError as error:
            complaints += error.complaints
            continue
        replaced = {one.statistic for one in later}
        found += (one for one in sealed.changes if one.edition == label and one.statistic not in replaced)
        found += later
    complain_all(EditionError, complaints)
    return tuple(found)


def find_unlisted(sealed: Edition, changes: tuple[SealedChange, ...]) -> Iterator[SealedChange]:
    """Yield those of all changes of an edition of which its seal says nothing, or not all that readers can see."""
    told = {one.statistic: one.printings for one in sealed.changes if one.edition == sealed.label}
    for one in changes:
        seen = {each for each in one.printings if each.fate not in QUIET_FATES}
        if not seen <= {*told.get(one.statistic, ())}:
            yield one


def write_found_later(root: Path, before: str, label: str, changes: tuple[SealedChange, ...]) -> Path:
    """Write the changes that the seal of a label does not list, found against the one `before`; return the file."""
    path = changes_path(label)
    seals = {one: digest_file(root / edition_path(one)) for one in (before, label)}
    document = CODEC.dump(FoundLater(seals=seals, changes=changes))
    # As in a seal, and so the same bytes each time; JSON is YAML.
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    replace_file(root / path, f"{_HEAD.format(before=before, label=label)}{text}\n", sync=True)
    return path


def _read(root: Path, before: str, label: str) -> tuple[SealedChange, ...]:
    path = changes_path(label)
    if not (root / path).is_file():
        return ()
    try:
        text = (root / path).read_text("utf-8")
        document = json.loads(text[text.index("{") :])
        read_change_values(document["changes"])
        found = CODEC.load(document, FoundLater)
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError) as error:
        what = phrase("cannot be read: {name}: {error}", name=type(error).__name__, error=error)
        raise EditionError.about(path, what, _WRITE_AGAIN) from error
    # The sources of a published edition hold few of the seals before it.
    here = {one: root / edition_path(one) for one in found.seals}
    others = [one for one, seal in here.items() if seal.is_file() and digest_file(seal) != found.seals[one]]
    if others or set(here) != {before, label}:
        what = phrase("was written for another seal of {labels} than the one here", labels=" and ".join(others or here))
        raise EditionError.about(path, what, _WRITE_AGAIN)
    return found.changes
