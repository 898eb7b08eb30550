"""The sources of an edition as a folder of their own: what was known on its day, under its own label.

A folder ``book/editions/<label>/`` holds the pages that differ in that edition, at the same paths as in the report:
``book/editions/2025-05/book/index.md`` replaces ``book/index.md``. A `_config.yml` there holds only the settings that
differ; ``null`` removes one. The snapshot is an ordinary report, which builds to the same site anywhere.

Pages and notebooks that only make sense on some days are left out of editions of other days. A page says so in its
front matter, a notebook in its metadata (or, as text, in its front matter)::

    factbook:
      from: 2026-01-01
      until: 2026-12-31
"""

from __future__ import annotations

import datetime
import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from factbook.data.catalog import read_catalog
from factbook.data.descriptor import DATA
from factbook.data.descriptor_file import read_own_descriptor, write_descriptor
from factbook.data.release_entries import trim_releases
from factbook.data.releases import is_merged
from factbook.data.row_choice import sources_of_rows
from factbook.data.sources import find_list, known_on
from factbook.data.validate import refresh
from factbook.editions.found_later import changes_path
from factbook.editions.history import FILE as CORRECTIONS
from factbook.editions.storage import FOLDER, apply_patch, list_editions, list_needed, read_edition
from factbook.project.scratch import scratch_folder
from factbook.project.setting_values import CONFIG
from factbook.project.settings import read_mapping, read_project
from factbook.project.table_of_contents import PAGES, TOC
from factbook.project.zip_archive import write_zip
from factbook.report.desk.approvals import FOLDER as APPROVALS
from factbook.report.front_matter import DAYS, find_opening
from figurecheck.model.errors import Complaint, EditionError, ProjectError, complain_all
from figurecheck.model.iso_dates import is_iso_date, last_day_of
from figurecheck.model.wording import count_of

PARTS = (CONFIG, TOC, "requirements.txt", "README.md", "LICENSE", "CITATION.cff", "book", "data", "notebooks")
"""Files and folders of a report that its site is built from; `find_parts` has those that settings name besides."""
PASSED_OVER = frozenset({"__pycache__", ".ipynb_checkpoints", ".DS_Store"})
"""Files and folders that tools leave there, and that are no part of a report."""


def write_snapshot(root: Path, target: Path, *, label: str, day: str) -> Path:
    """Write the sources of an edition into an empty folder, and return that folder.

    Rows of sources and releases that were not known on the ISO day are left out, and so are pages and notebooks that
    say that they are for other days, and editions of later days and their corrections. Raises DataError, EditionError
    or ProjectError when the report's data, editions or pages cannot be used.
    """
    _refuse_outside(root)
    for name in find_parts(root):
        _copy(root / name, target / name)
    own = root / FOLDER / label
    _overlay(own, target)
    earlier = [name for of, name in list_editions(root) if (of, name) <= (day, label)]
    # Only the newest, which carries the history of those before it, and what it says the difference to.
    for name in list_needed(root, earlier[-1]) if earlier else ():
        _copy(root / FOLDER / f"{name}.json", target / FOLDER / f"{name}.json")
    leave_out(target, day)
    _set_edition(target / CONFIG, own / CONFIG, label, day)
    _keep_rows(target, day)
    # The sources of an edition, of which a snapshot may be made again, hold few of the seals before it.
    known = read_edition(root, earlier[-1]).earlier if earlier else ()
    labels = [*(one.label for one in known), *earlier, label]
    for name in labels:
        _copy(root / changes_path(name), target / changes_path(name))
    _keep_corrections(target / CORRECTIONS, labels)
    return target


def find_parts(root: Path) -> tuple[str, ...]:
    """Return the files and folders of a report that its site is built from."""
    try:
        named = read_mapping(root / CONFIG).get("bibtex_bibfiles") or []
    except ProjectError:
        # What is wrong with the settings is told where they are used.
        return PARTS
    files = map(str, [named] if isinstance(named, str) else named if isinstance(named, list) else [])
    inside = (one for one in files if (root / one).resolve().is_relative_to(root.resolve()))
    return (*PARTS, *((root / one).relative_to(root).as_posix() for one in inside))


def _refuse_outside(root: Path) -> None:
    """Raise EditionError for the pages of a book that was taken over, which may lie anywhere."""
    outside = [page.as_posix() for page in read_project(root).pages if page.parts[0] not in PARTS]
    if outside:
        more = f" and {count_of(len(outside) - 1, 'more page')}" if outside[1:] else ""
        what = f"{outside[0]}{more} cannot be part of an edition, which is made of book/, data/ and notebooks/"
        remedy = "move pages and what they show into these folders, and change their entries"
        raise EditionError.about(TOC, what, remedy)


def place_in(root: Path, label: str, file: str) -> str:
    """Return the file of the report behind a path in an edition's sources: the edition's own, or today's."""
    own = FOLDER / label / file
    return own.as_posix() if (root / own).is_file() else file


def zip_folder(folder: Path, target: Path) -> None:
    """Put a folder into a zip file; the same files give the same bytes, since nothing is compressed."""
    write_zip(target, _contents(folder))


def archive_sources(root: Path, *, label: str, day: str) -> bytes:
    """Return the sources of an edition as a zip file, to be stored beside its seal."""
    with scratch_folder("archive") as folder:
        stream = io.BytesIO()
        # Compressed, as it stays in the repository for good. Its bytes are in no digest: what counts is what is in it.
        write_zip(stream, _contents(write_snapshot(root, folder / "report", label=label, day=day)), level=9)
        return stream.getvalue()


@contextmanager
def extracted(source: Path) -> Iterator[Path]:
    """Provide a folder with the published sources of an edition. Raises EditionError when they cannot be read."""
    with scratch_folder("sources") as folder:
        try:
            with zipfile.ZipFile(source) as archive:
                archive.extractall(folder / "report")
        except (zipfile.BadZipFile, OSError) as error:
            place = f"{source.parent.name}/{source.name}"
            raise EditionError.about(place, f"cannot be read: {error}", "restore the edition from a copy") from error
        yield folder / "report"


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=_pass_over)
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def _pass_over(folder: str, names: list[str]) -> set[str]:
    """Return the names in a folder that are not copied: what is no source, other editions, and approvals."""
    passed = shutil.ignore_patterns(*PASSED_OVER)(folder, names)
    # Notes of approvals are the desk's own and may name people, and the sources of an edition are published.
    others = [FOLDER.name, APPROVALS.name] if Path(folder).name == FOLDER.parent.name else []
    return {*passed, *others, *(name for name in names if _leads_nowhere(Path(folder, name)))}


def _leads_nowhere(path: Path) -> bool:
    """Return whether a path is a link to nothing, or to a folder that holds the link."""
    if not path.is_symlink():
        return False
    return not path.exists() or Path(os.path.realpath(path.parent)).is_relative_to(os.path.realpath(path))


def _overlay(folder: Path, target: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / CONFIG:
            _copy(path, target / path.relative_to(folder))


def _set_edition(config: Path, own: Path, label: str, day: str) -> None:
    """Write label and day of the edition, and its own settings, into the settings; leave the rest as it is."""
    settings: dict[str, Any] = apply_patch(read_mapping(config), read_mapping(own) if own.is_file() else {})
    settings.setdefault("factbook", {})["edition"] = {"label": label, "date": datetime.date.fromisoformat(day)}
    variables = settings["factbook"].get("environment")
    for name in [*variables] if isinstance(variables, dict) else ():
        # One that is left out gets none.
        if not (config.parent / str(name)).is_file():
            del variables[name]
    config.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=120), "utf-8")


def _keep_rows(root: Path, day: str) -> None:
    """Remove from each table the rows of sources that were not known on the day."""
    _keep_releases(root, day)
    catalog = read_catalog(root)
    on = datetime.date.fromisoformat(day)
    unknown = {source.id for source in catalog.sources.values() if known_on(source) > on}
    # Such a table stays, of whatever format it is, and its entry may name no source that is not listed.
    named = {id for resource in catalog.resources for id in resource.named_sources}
    for table in catalog.tables.values():
        # Only lines of text can be left out of a file; `dataset` leaves the rows of others out, by the same day.
        if not table.resource.is_sourced or not unknown or table.resource.format != "csv":
            continue
        # A release is known as a whole: only the first one, of which nothing is known yet, is left.
        if is_merged(table.resource):
            continue
        dropped = unknown - named if table.resource == find_list(catalog.resources) else unknown
        path = root / table.resource.place
        header, *records = split_records(path, table.lines)
        rows = zip(records, sources_of_rows(table), strict=True)
        path.write_bytes(b"".join([header, *(one for one, sources in rows if not dropped.intersection(sources))]))
    # the descriptor holds the hash and size of each file, and a check of the snapshot compares them
    refresh(root)


def _keep_releases(root: Path, day: str) -> None:
    """Remove the releases of tables that were not known on the day, so that the newest that was is the table."""
    catalog = read_catalog(root, day=day)
    if not any(one.later for one in catalog.resources):
        return
    on_day = {one.name: one for one in catalog.resources if one.later}
    descriptor, dropped = trim_releases(read_own_descriptor(root), on_day)
    write_descriptor(root, descriptor)
    for path in dropped:
        (root / DATA / path).unlink(missing_ok=True)


def split_records(path: Path, lines: Iterable[int]) -> list[bytes]:
    """Return what stands before the first record of a file, then each record; they start at the given lines."""
    # by lines, not through a CSV writer, which would change quotes and line ends; a record may span lines in quotes
    raw = path.read_bytes().splitlines(keepends=True)
    return [b"".join(raw[start - 1 : end - 1]) for start, end in pairwise([1, *lines, len(raw) + 1])]


def _keep_corrections(path: Path, labels: list[str]) -> None:
    """Remove the corrections of other editions from the record; the other entries stay as they are written."""
    # cut out by line numbers, since loading and dumping YAML would lose comments and layout
    if not path.is_file():
        return
    text = path.read_text("utf-8")
    node = yaml.compose(text)
    if not isinstance(node, yaml.SequenceNode):
        return
    lines = text.splitlines(keepends=True)
    starts = [*(item.start_mark.line for item in node.value), len(lines)]
    remaining = [*lines[: starts[0]]]
    for item, start, end in zip(node.value, starts, starts[1:], strict=False):
        if any(pair == ("edition", label) for pair in _pairs(item) for label in labels):
            remaining += lines[start:end]
    path.write_text("".join(remaining), "utf-8")


def _pairs(item: yaml.Node) -> Iterator[tuple[str, str]]:
    if isinstance(item, yaml.MappingNode):
        yield from ((str(key.value), str(value.value)) for key, value in item.value)


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
        raise ProjectError.about(contents["root"], what, remedy)
    (root / TOC).write_text(yaml.safe_dump(_prune(contents, names), allow_unicode=True, sort_keys=False), "utf-8")
    for path in out:
        (root / path).unlink()


def _find_files(root: Path) -> Iterator[Path]:
    for folder in ("book", "notebooks"):
        found = sorted(path for path in (root / folder).rglob("*") if path.suffix in PAGES and path.is_file())
        yield from (path.relative_to(root) for path in found)


def _covers(root: Path, path: Path, day: str, faults: list[Complaint]) -> bool:
    days = _read_days(root / path)
    bad = [key for key, text in days.items() if not is_iso_date(text)]
    for key in bad:
        what = f"factbook.{key}: {days[key]!r} is no ISO date"
        faults.append(Complaint(path.as_posix(), what, "write it as 2026-01-01"))
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
