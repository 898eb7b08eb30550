"""What `editions.json` tells of corrections: the pages of earlier editions look up in it which figures changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from factbook.editions.changes import add_worded, attach_confirmations
from factbook.editions.corrections import read_corrections
from factbook.editions.entries import drop_unchanged
from factbook.editions.found_later import list_changes
from factbook.editions.history import PAGE, WORDS, Change
from factbook.model.edition import Earlier, Edition, Fate, SealedChange
from factbook.render.html.corrections import anchor
from factbook.report.myst import strip_roles
from figurecheck.model import split_reported


def find_published_corrections(sealed: Edition, root: Path) -> Iterator[dict[str, Any]]:
    """Yield an entry of `editions.json` for each corrected figure, for the pages of earlier editions.

    `root` has the report that the edition was built from, so that what they say is what its own pages say.
    """
    entries, _ = read_corrections(root)
    editions = (*sealed.earlier, Earlier(label=sealed.label, as_of=sealed.as_of, note=sealed.note))
    changes = attach_confirmations(drop_unchanged(list_changes(root, sealed)), entries)
    for change in add_worded(changes, entries, editions, sealed.titles):
        if change.visible:
            yield _correction_document(change, change.sealed, sealed.renamed)


def _correction_document(change: Change, sealed: SealedChange, renamed: Mapping[str, str]) -> dict[str, Any]:
    first = sealed.printings[0]
    shown = first.fate is not Fate.REDESCRIBED
    of_page = first.where in {PAGE, WORDS}
    printed = [one for one in sealed.printings if one.fate is not Fate.REDESCRIBED]
    return {
        "edition": sealed.edition,
        "previous": sealed.previous,
        "statistic": sealed.statistic,
        "label": sealed.label,
        "class": change.kind.value,
        # Pages of earlier editions show both as they stand; of what is described otherwise, the digits are the same.
        "before": strip_roles(first.before) if shown else "",
        "after": strip_roles(first.after) or "–" if shown else "",
        # What their marks may lead to: the statistic under any of its ids, another one of then, the page of a source.
        "ids": [*_find_ids(sealed, renamed)],
        "printings": [{"before": strip_roles(one.before), "after": strip_roles(one.after)} for one in printed],
        "page": _address_of(first.before if first.where == PAGE else first.file) if of_page else "",
        "href": f"corrections.html#{anchor(sealed)}",
    }


def _find_ids(sealed: SealedChange, renamed: Mapping[str, str]) -> Iterator[str]:
    now = renamed.get(sealed.statistic, sealed.statistic)
    yield now
    yield from (old for old, new in renamed.items() if new == now)
    yield from (one.of for one in sealed.printings if one.of)
    if sealed.before is None:
        yield f"source-{split_reported(sealed.statistic)[0]}"


def _address_of(file: str) -> str:
    return Path(file).with_suffix(".html").as_posix().removeprefix("book/")
