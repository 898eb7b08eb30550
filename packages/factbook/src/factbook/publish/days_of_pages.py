"""Pages and notebooks that only make sense on some days: editions of other days leave them out.

A page says so in its front matter, a notebook in its metadata (or, as text, in its front matter)::

    factbook:
      from: 2026-01-01
      until: 2026-12-31
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from factbook.project.table_of_contents import PAGES, TOC
from factbook.report.front_matter import DAYS, find_opening
from figurecheck.model.errors import Complaint, ProjectError, complain_all
from figurecheck.model.iso_dates import is_iso_date, last_day_of

_NOTEBOOKS = "notebooks"
_BOOK = "book"
_BELOW = ("sections", "chapters", "entries")
"""Where an entry of the table of contents has those below it."""


def leave_out(root: Path, day: str) -> None:
    """Remove the pages and notebooks below `root` that are not for an ISO day, and their entries in `_toc.yml`.

    Raises ProjectError for a day that is none, and where the first page would be left out.
    """
    faults: list[Complaint] = []
    out = {path for path in _find_files(root) if not _covers(root, path, day, faults)}
    complain_all(ProjectError, faults)
    if not out:
        return
    contents = yaml.safe_load((root / TOC).read_text("utf-8"))
    names = {name for path in out for name in (path.as_posix(), path.with_suffix("").as_posix())}
    if str(contents.get("root")) in names:
        what = f"is the first page, and not for {day}"
        remedy = "let another page be the root, or take its days out of the front matter"
        raise ProjectError(Complaint(place=str(contents["root"]), what=what, remedy=remedy))
    (root / TOC).write_text(yaml.safe_dump(_prune(contents, names), allow_unicode=True, sort_keys=False), "utf-8")
    for path in out:
        (root / path).unlink()


def _find_files(root: Path) -> Iterator[Path]:
    for folder in (_BOOK, _NOTEBOOKS):
        found = sorted(path for path in (root / folder).rglob("*") if path.suffix in PAGES and path.is_file())
        yield from (path.relative_to(root) for path in found)


def _covers(root: Path, path: Path, day: str, faults: list[Complaint]) -> bool:
    days = _read_days(root / path)
    bad = [key for key, text in days.items() if not is_iso_date(text)]
    for key in bad:
        what = f"factbook.{key}: {days[key]!r} is no ISO date"
        faults.append(Complaint(place=path.as_posix(), what=what, remedy="write it as 2026-01-01"))
    if bad:
        return True
    # As texts: 2026 and 2026-01 come before each of their days, and end with the last one.
    last = last_day_of(days["until"]).isoformat() if "until" in days else day
    return days.get("from", "") <= day <= last


def _read_days(path: Path) -> dict[str, str]:
    # Most pages say nothing of the kind, and what cannot be read is told by the check of pages.
    text = path.read_text("utf-8", errors="replace")
    if "factbook" not in text:
        return {}
    try:
        keys = json.loads(text).get("metadata") if path.suffix == ".ipynb" else yaml.safe_load(find_opening(text))
    except (ValueError, yaml.YAMLError, RecursionError, AttributeError):
        return {}
    stated = keys.get("factbook") if isinstance(keys, Mapping) else None
    if not isinstance(stated, Mapping):
        return {}
    return {key: str(stated[key]) for key in DAYS if key in stated}


def _prune(entry: object, names: set[str]) -> object:
    """Return a part of the table of contents without the entries of some pages; those below them move up."""
    if isinstance(entry, list):
        return [one for part in entry for one in _prune_entry(part, names)]
    if isinstance(entry, dict):
        pruned = {key: _prune(value, names) for key, value in entry.items()}
        # The table of contents allows no empty list of pages.
        return {key: value for key, value in pruned.items() if value != [] or entry[key] == []}
    return entry


def _prune_entry(entry: object, names: set[str]) -> list[object]:
    pruned = _prune(entry, names)
    if not isinstance(pruned, dict) or not isinstance(entry, dict):
        return [pruned]
    below = [pruned[key] for key in _BELOW if isinstance(pruned.get(key), list)]
    if str(pruned.get("file")) in names:
        return [one for part in below for one in part]
    # A part without chapters is none.
    is_emptied = not below and any(entry.get(key) for key in _BELOW)
    return [] if is_emptied and "file" not in pruned else [pruned]
