"""What changed from edition to edition, on the corrections page and on each page concerned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from factbook.editions.history import PAGE, WORDS, Change, group_for_readers
from factbook.model.edition import DAY, Cause, Fate, Kind, Printing, SealedChange
from factbook.render.html.inline_myst import Mark, render_inline, render_unmarked
from factbook.render.templating import render_part
from factbook.render.words.interface import find_words
from factbook.render.words.verdicts import RATINGS

GRAVE = frozenset({Kind.CORRECTION.value, Kind.WITHDRAWAL.value})
"""Kinds that take something back, and are never folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """What readers of a page see otherwise."""

    ids: tuple[str, ...]
    """Addresses of the changes that it tells first; figures that left a page together are one line."""
    page: str
    href: str
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    """Changes of one kind in one edition that have one reason or, until it is given, one cause."""

    kind: str
    year: str
    edition: str
    reason: Markup
    causes: str
    confirmed: bool
    """Whether an editor has confirmed the kind."""
    lines: tuple[ChangeLine, ...]

    @property
    def id(self) -> str:
        """The address of its first change."""
        return self.lines[0].ids[0]

    @property
    def pages(self) -> tuple[str, ...]:
        """Short names of the pages concerned."""
        return tuple(dict.fromkeys(line.page for line in self.lines))


Pages = Mapping[str, tuple[str, str]]
"""Short name and address of the page that shows the texts of a file, by file."""


def view_changes(changes: Iterable[Change], mark: Mark, *, pages: Pages, language: str = "en") -> list[ChangeGroup]:
    """Return changes ready to be shown: corrections first, and of each kind those of the newest edition.

    Changes of which no page shows anything are left out.
    """
    words, found = find_words(language), []
    for group in group_for_readers(changes):
        first, lines = group[0], tuple(_find_lines(group, pages, words))
        if lines:
            made = ChangeGroup(
                kind=first.kind.value,
                year=first.sealed.day[:4],
                edition=first.sealed.edition,
                reason=render_inline(first.reason, mark),
                causes=_join_causes(group, words),
                confirmed=all(one.confirmation is not None or not one.sealed.printings for one in group),
                lines=lines,
            )
            found.append(made)
    return found


def _find_lines(group: Iterable[Change], pages: Pages, words: Mapping[str, str]) -> Iterator[ChangeLine]:
    """Yield what changes say of each page, each once; the figures that left a page in one line."""
    told: dict[tuple[str, str, str], list[tuple[SealedChange, str]]] = {}
    for one in (change.sealed for change in group):
        for printing in one.printings:
            if difference := _tell(one, printing, words):
                figure = words["change.quoted"].format(text=printing.before)
                told.setdefault((*pages.get(printing.file, ("", "")), difference), []).append((one, figure))
    named: set[str] = set()
    for (page, href, difference), some in told.items():
        ids = tuple(id for id in dict.fromkeys(anchor(one) for one, _ in some) if id not in named)
        named.update(ids)
        figures = ", ".join(dict.fromkeys(figure for _, figure in some))
        yield ChangeLine(ids=ids, page=page, href=href, difference=difference.replace(_FIGURES, figures))


def describe_changes(changes: Sequence[Change], pages: Pages, language: str = "en") -> tuple[str, str]:
    """Return a title for changes of one kind, and in plain sentences what readers of pages see otherwise, and why."""
    words = find_words(language)
    lines = [": ".join(filter(None, (one.page, one.difference))) for one in _find_lines(changes, pages, words)]
    kind, more = words[f"kind.{changes[0].kind.value}"], words["feed.more"].format(n=len(lines) - 1)
    parts = (
        f"{kind}: {'; '.join(lines)}",
        str(render_unmarked(changes[0].reason).striptags()),
        f"{words['change.cause']}: {_join_causes(changes, words)}",
    )
    title = f"{kind}: {' '.join([*lines[:1], *([more] if lines[1:] else [])])}"
    return title, ". ".join(part.rstrip(".") for part in parts if part) + "."


def anchor(change: SealedChange) -> str:
    """Return the id of a change on the corrections page."""
    # Feeds and other sites link to it, so it is built only from what a sealed edition keeps.
    name = f"change-{change.edition}-{change.statistic}".replace(".", "-")
    # Files of pages have slashes, and ids of sources with a row may have any character.
    return name if change.printings and change.printings[0].where not in {PAGE, WORDS} else name.replace("/", "-")


def _join_causes(changes: Iterable[Change], words: Mapping[str, str]) -> str:
    named = (cause for one in changes for cause in _name_causes(one.sealed.causes, words).split(", "))
    return ", ".join(dict.fromkeys(named))


def _name_causes(causes: Sequence[Cause], words: Mapping[str, str]) -> str:
    """Return causes in words; those that did it together as one."""
    named = ", ".join(words[f"cause.{cause.name.lower()}"] for cause in causes if cause is not Cause.TOGETHER)
    if Cause.TOGETHER not in causes:
        return named
    return words["change.together"].format(cause=words["cause.together"], causes=named)


def render_corrections(groups: Sequence[ChangeGroup], quiet: Sequence[ChangeGroup], language: str = "en") -> Markup:
    """Render the whole list: changes that readers can see, by kind, then those that moved within their rounding."""
    # Choices are offered for what occurs, in the order of the list; a single one is no choice, and has no field.
    kinds: dict[str, list[ChangeGroup]] = {}
    for group in groups:
        kinds.setdefault(group.kind, []).append(group)
    return render_part(
        "corrections.html",
        language,
        groups=groups,
        kinds=kinds,
        grave=GRAVE,
        quiet=quiet,
        pages=dict.fromkeys(page for group in groups for page in group.pages),
        years=dict.fromkeys(group.year for group in groups),
    )


def render_page_changes(groups: Sequence[ChangeGroup], href: str, language: str = "en") -> Markup:
    """Render the changes to one page, what takes nothing back folded; `href` is the address of the whole list."""
    if not groups:
        return Markup("")
    grave = [group for group in groups if group.kind in GRAVE]
    return render_part(
        "changes.html", language, shown=grave or groups, others=groups[len(grave) :] if grave else (), href=href
    )


def _tell(change: SealedChange, printing: Printing, words: Mapping[str, str]) -> str:
    """Return what was printed before and after, or how a claim was rated; empty where readers see neither."""
    before, after = printing.before, printing.after
    if printing.fate in _RATED:
        key = "change.rated.day" if printing.where == DAY else f"change.{printing.fate.name.lower()}"
        claim = f"{change.statistic.rpartition('/')[2]} {words['change.quoted'].format(text=change.label)}"
        old, new = (words[RATINGS[rating]] if rating else "" for rating in (before, after))
        return words[key].format(claim=claim, before=old, after=new)
    if printing.where == PAGE:
        return words["change.page.moved" if after else "change.page.gone"]
    if printing.fate is Fate.WORDED:
        key = "change.worded" if before and after else "change.worded.added" if after else "change.worded.removed"
        return words[key].format(before=_plain(before), after=_plain(after))
    if printing.fate is Fate.REDESCRIBED:
        return words[f"change.{printing.where}"].format(before=before, after=after)
    if printing.fate is Fate.GONE:
        return words["change.gone"]
    old, new = (words["change.quoted"].format(text=text) for text in (before, after))
    key = "change.printed" if after and after != before else f"change.{printing.fate.name.lower()}"
    # Another id is nothing that readers see.
    return words[key].format(before=old, after=new) if key in words and printing.fate is not Fate.RENAMED else ""


_RATED = frozenset({Fate.RATED, Fate.DROPPED, Fate.TAKEN_UP})
_FIGURES = "{before}"
"""Where the figures stand that left a page together."""


def _plain(text: str) -> str:
    return str(render_unmarked(text).striptags())
