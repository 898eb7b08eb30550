"""The figures that a name stands for, and those that a newcomer looks at first."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from factbook.report.desk.risk_queue import DeskQueue, QueueItem
from figurecheck.model.errors import Complaint, ProjectError, complain_all, suggest

_LINE = re.compile(r"(?P<file>.+?)(?::(?P<line>[0-9]+))?")


def find_page(items: Iterable[QueueItem], page: str, pages: Iterable[str]) -> list[QueueItem]:
    """Return those of some items that stand on a page, named with or without its ending.

    `pages` are all pages of the report. Raises ProjectError for a name of none of them.
    """
    known = [name for name in pages if page in {name, name.rpartition(".")[0]}]
    if not known:
        remedy = suggest(pages, page, "name a page as _toc.yml does")
        raise ProjectError(Complaint(place="--page", what=f"{page!r} is no page of this report", remedy=remedy))
    return [item for item in items if item.figure.page in known]


def find_all_items(queue: DeskQueue, names: Sequence[str]) -> list[QueueItem]:
    """Return the figures that some names stand for, each once. Raises ProjectError with every fault of all names."""
    found: dict[str, QueueItem] = {}
    complaints: list[Complaint] = []
    for name in names:
        try:
            found |= {item.figure.id: item for item in find_items(queue, name)}
        except ProjectError as error:
            complaints += error.complaints
    complain_all(ProjectError, complaints)
    return list(found.values())


def find_items(queue: DeskQueue, name: str) -> list[QueueItem]:
    """Return the figures that a name stands for: a statistic, a claim, or a place as commands print it.

    Raises ProjectError where it stands for none, or for figures of several sentences: each has to be read.
    """
    found = [one for one in queue.items if name in {one.figure.id, one.figure.statistic}]
    # Ids come first: one may look like a page and a line.
    found = found or [one for one in queue.items if _stands_at(one, name)]
    if not found:
        _refuse_page(queue, name)
        known = [*dict.fromkeys(one for item in queue.items for one in (item.figure.id, item.figure.statistic))]
        close = get_close_matches(name, known, n=3)
        remedy = f"did you mean {', '.join(close)}?" if close else "factbook queue lists every figure"
        raise ProjectError(Complaint(place=name or "FIGURE", what="no printed figure of that name", remedy=remedy))
    # Several figures of one sentence are read together, and two sentences are not.
    if len({(one.figure.page, one.figure.text, one.figure.heads) for one in found}) > 1:
        ids = ", ".join(one.figure.id for one in found)
        what = f"stands for {len(found)} figures in several sentences, of which each has to be read"
        raise ProjectError(Complaint(place=name, what=what, remedy=f"name them one by one: {ids}"))
    return found


def _refuse_page(queue: DeskQueue, name: str) -> None:
    """Raise ProjectError for the name of a page."""
    if any(name in {one.figure.page, one.figure.page.rpartition(".")[0]} for one in queue.items):
        what = "is a page, and each of its sentences has to be read"
        remedy = f"factbook queue --page {shlex.quote(name)} lists its figures"
        raise ProjectError(Complaint(place=name, what=what, remedy=remedy))


def _stands_at(item: QueueItem, name: str) -> bool:
    # As every command prints it, in a notebook with the cell.
    if name == str(item.figure.place):
        return True
    match = _LINE.fullmatch(name)
    place = item.figure.place
    return match is not None and match["line"] is not None and (place.file, place.line) == (
        match["file"], int(match["line"])
    )  # fmt: skip


def choose_first(items: Sequence[QueueItem], count: int) -> list[QueueItem]:
    """Return what somebody new to a report should look at, about a minute each; each statistic once.

    Half of it are the gravest figures and half are headlines, as far as there are any.
    """
    grave = _take((one for one in items if one.is_grave), (count + 1) // 2)
    headlines = _take((one for one in items if one.is_headline), count // 2, grave)
    rest = _take(items, count - len(grave) - len(headlines), [*grave, *headlines])
    chosen = {one.figure.id for one in (*grave, *headlines, *rest)}
    return [one for one in items if one.figure.id in chosen]


def _take(items: Iterable[QueueItem], count: int, before: Sequence[QueueItem] = ()) -> list[QueueItem]:
    """Return the first items of other statistics than those before, each statistic once."""
    seen = {one.figure.statistic for one in before}
    found: dict[str, QueueItem] = {}
    for item in items:
        if item.figure.statistic not in seen:
            found.setdefault(item.figure.statistic, item)
    return list(found.values())[:count]
