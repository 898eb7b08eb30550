"""The record of corrections: ``book/corrections.yml``, in which an editor confirms the kind of a change, and why.

::

    - edition: 2026-01                      # the edition in which the figure differs from the one before
      statistic: offenders.total.2024
      class: update                         # update, correction or clarification
      reason: The white paper of June counts the whole year.

An entry names one `statistic` or a list of `statistics`, a `page` that was removed, or, with `before` and `after`,
words of a page that no figure carries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from factbook.editions.changes import (
    add_changes_since,
    add_worded,
    attach_confirmations,
    find_present_ids,
    find_stray_confirmations,
    find_values,
)
from factbook.editions.diff import find_moved_pages
from factbook.editions.entries import drop_unchanged
from factbook.editions.found_later import list_changes
from factbook.editions.history import FILE, Change, Confirmation, History, group_changes, is_of_page
from factbook.editions.moves import Trials
from factbook.editions.storage import read_newest
from factbook.model.edition import Earlier, Edition, SealedChange
from factbook.project.files import rewrite_file
from figurecheck.figures import Rules
from figurecheck.model import Place
from figurecheck.model.errors import Complaint, CorrectionError, EditionError, complain_all
from figurecheck.settings.faults import read_text
from figurecheck.settings.yaml_reader import parse_yaml


def read_corrections(root: Path) -> tuple[tuple[Confirmation, ...], tuple[tuple[str, Place], ...]]:
    """Return the entries of the record, and its texts that readers see; none where there is no record.

    Raises CorrectionError with every fault of the file.
    """
    path = root / FILE
    complaints: list[Complaint] = []
    content = read_text(path, FILE, complaints) if path.exists() else ""
    complain_all(CorrectionError, complaints)
    # One with nothing but comments, as in the snapshot of an edition before all corrections, holds no list.
    if all(line.lstrip()[:1] in ("", "#") for line in (content or "").splitlines()):
        return (), ()
    found, texts = parse_yaml(content or "", FILE, tuple[Confirmation, ...], complaints)
    complain_all(CorrectionError, complaints)
    return found or (), texts


def read_history(root: Path, renamed: Mapping[str, str] | None = None) -> History:
    """Read the newest edition and the record of corrections; their faults become complaints of the result.

    `renamed` maps earlier ids of statistics to present ones.
    """
    renamed = renamed or {}
    complaints: list[Complaint] = []
    newest, entries, texts = None, tuple[Confirmation, ...](), tuple[tuple[str, Place], ...]()
    changes: tuple[SealedChange, ...] | None = None
    try:
        newest = read_newest(root)
        changes = list_changes(root, newest) if newest else ()
    except EditionError as error:
        complaints.extend(error.complaints)
    try:
        entries, texts = read_corrections(root)
    except CorrectionError as error:
        complaints.extend(error.complaints)
    # Before the first edition there is nothing to correct, but the record's texts are checked like all others.
    if newest is None:
        return History(renamed=renamed, texts=texts, complaints=tuple(complaints))
    editions = (*newest.earlier, Earlier(label=newest.label, as_of=newest.as_of, note=newest.note))
    if changes is not None:
        complaints += find_stray_confirmations(entries, changes, [one.label for one in editions])
    told = attach_confirmations(drop_unchanged(changes or ()), entries)
    return History(
        editions=editions,
        changes=add_worded(told, entries, editions, newest.titles),
        moved=find_moved_pages(newest.changes),
        values=find_values(newest, renamed),
        renamed=find_present_ids(newest, renamed, ()),
        texts=texts,
        complaints=tuple(complaints),
    )


def preview_history(
    root: Path,
    last: Edition,
    now: Edition,
    label: str,
    *,
    rules: Rules,
    renamed: Mapping[str, str] | None = None,
    trials: Trials | None = None,
) -> History:
    """Return the history that an edition of this label would have if it were sealed now, after the last one."""
    grown = add_changes_since(last, replace(now, label=label), rules=rules, renamed=renamed, trials=trials)
    known = read_history(root)
    entries, _ = read_corrections(root)
    own = tuple(change for change in grown.changes if change.edition == label)
    return History(editions=known.editions, changes=attach_confirmations(own, entries), complaints=known.complaints)


def add_entries(root: Path, changes: Iterable[Change]) -> None:
    """Add an entry for each unconfirmed change to the record, without a reason yet."""
    # appended as text: loading and dumping YAML would drop the editor's comments and layout
    path = root / FILE
    written = path.read_text("utf-8") if path.is_file() else ""
    gap = "\n" if written and not written.endswith("\n") else ""
    rewrite_file(path, f"{written}{gap}{render_entries(changes)}")


def render_entries(changes: Iterable[Change]) -> str:
    """Return entries for the visible changes that nobody has confirmed, as YAML for an editor to complete.

    Changes that have one cause are one entry, with one reason.
    """
    waiting = (change for change in changes if change.visible and change.confirmation is None)
    return "".join(f"{line}\n" for group in group_changes(waiting) for line in _entry(group))


def _entry(group: list[Change]) -> Iterator[str]:
    first = group[0]
    # Pages first: what was printed on one that is gone went with it.
    pages = [one.sealed.statistic for one in group if is_of_page(one)]
    ids = [one.sealed.statistic for one in group if not is_of_page(one)]
    # quoted, since YAML reads a bare 2026-01-20 as a date
    yield f'- edition: "{first.sealed.edition}"'
    yield from (f"  page: {page}" for page in pages)
    if len(ids) == 1:
        yield f"  statistic: {ids[0]}"
    elif ids:
        yield from ("  statistics:", *(f"    - {id}" for id in ids))
    causes = dict.fromkeys(cause for one in group for cause in one.sealed.causes)
    yield f"  class: {first.kind}    # {', '.join(causes)}"
    yield "  reason:"
