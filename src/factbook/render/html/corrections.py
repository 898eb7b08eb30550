"""What changed from edition to edition, on the corrections page and on each page concerned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from factbook.editions.history import PAGE, WORDS, Change
from factbook.editions.ratings import DAY
from factbook.model.edition import Cause, Fate, Printing, SealedChange
from factbook.render.html.inline_myst import Mark, render_inline, render_unmarked
from factbook.render.templating import render_part
from factbook.render.values import show_date, show_pair
from factbook.render.words.interface import find_words
from factbook.render.words.verdicts import RATINGS

_TOLD = frozenset({Fate.GONE, Fate.LEFT_OUT, Fate.RENAMED})
_SAME = frozenset({Fate.MOVED, Fate.REBOUND})
"""What is told though the figure is printed as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintingView:
    """How a figure was printed before and after, and on which page."""

    difference: str
    """What was printed before and after, in words; empty where they are the same. A page shows each once."""
    page: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A change, ready to be shown."""

    id: str
    label: str
    kind: str
    day: str
    year: str
    edition: str
    before: str
    after: str
    reason: Markup
    causes: str
    href: str = ""
    """The evidence of its statistic."""
    confirmed: bool = True
    """Whether an editor has confirmed its kind."""
    printings: tuple[PrintingView, ...] = ()
    group: str = ""
    """The same for all views of an edition that have one cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    """Changes of one kind in one edition that have the same reason, or, where none is given, the same cause."""

    views: tuple[ChangeView, ...]

    @property
    def first(self) -> ChangeView:
        """One of them; day, kind, reason and cause are the same in all."""
        return self.views[0]

    @property
    def causes(self) -> str:
        """Everything that is named as a cause of any of them."""
        return ", ".join(dict.fromkeys(cause for view in self.views for cause in view.causes.split(", ")))

    @property
    def pages(self) -> tuple[str, ...]:
        """Titles of the pages on which they are printed."""
        return tuple(dict.fromkeys(printing.page for view in self.views for printing in view.printings))

    @property
    def confirmed(self) -> bool:
        """Whether an editor has confirmed the kind of each that readers can see."""
        return all(view.confirmed or not view.printings for view in self.views)


def change_views(
    changes: Iterable[Change],
    mark: Mark,
    *,
    pages: Mapping[str, tuple[str, str]],
    evidence: Mapping[str, str],
    labels: Mapping[str, str] | None = None,
    language: str = "en",
) -> list[ChangeView]:
    """Return changes ready to be shown.

    `pages` has title and address of a page by its file, `evidence` the address of a statistic's page by its id,
    `labels` the words for a statistic whose change was sealed without any.
    """
    words = find_words(language)
    return [
        ChangeView(
            id=anchor(change.sealed),
            label=change.sealed.label or (labels or {}).get(change.sealed.statistic) or change.sealed.statistic,
            kind=change.kind.value,
            day=show_date(change.sealed.day, language),
            year=change.sealed.day[:4],
            edition=change.sealed.edition,
            before=values[0],
            after=values[1],
            reason=render_inline(change.reason, mark),
            causes=_name_causes(change.sealed.causes, words),
            group=change.group if change.sealed.group or change.confirmation else "",
            href=evidence.get(change.sealed.statistic, ""),
            confirmed=change.confirmation is not None,
            printings=tuple(dict.fromkeys(_shown(one, pages, words) for one in change.sealed.printings)),
        )
        for change in changes
        for values in [_values(change.sealed, language)]
    ]


def _values(change: SealedChange, language: str) -> tuple[str, str]:
    if change.before is None or change.after is None:
        return "", ""
    return show_pair(change.before, change.after, (change.before_unit, change.after_unit), language)


def describe_change(change: Change, language: str = "en") -> str:
    """Return a change in a plain sentence or two: what it was and is, how it was printed, and why."""
    words, one = find_words(language), change.sealed
    printed = [told for printing in one.printings if (told := _tell(printing, words))]
    causes = _name_causes(one.causes, words)
    parts = [
        f"{words[f'kind.{change.kind.value}']}: {one.label or one.statistic}",
        "; ".join(dict.fromkeys(printed)),
        str(render_unmarked(change.reason).striptags()).rstrip("."),
        f"{words['change.cause']}: {causes}",
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def anchor(change: SealedChange) -> str:
    """Return the id of a change on the corrections page."""
    # Feeds and other sites link to it, so it is built only from what a sealed edition keeps.
    name = f"change-{change.edition}-{change.statistic}".replace(".", "-")
    # Files of pages have slashes, and ids of sources with a row may have any character.
    return name if change.printings and change.printings[0].where not in {PAGE, WORDS} else name.replace("/", "-")


def _name_causes(causes: Sequence[Cause], words: Mapping[str, str]) -> str:
    """Return causes in words; those that did it together as one."""
    named = ", ".join(words[f"cause.{cause.name.lower()}"] for cause in causes if cause is not Cause.TOGETHER)
    if Cause.TOGETHER not in causes:
        return named
    return words["change.together"].format(cause=words["cause.together"], causes=named)


def render_corrections(views: Sequence[ChangeView], quiet: Sequence[ChangeView], language: str = "en") -> Markup:
    """Render the whole list: changes that readers can see, then those that moved within their rounding."""
    # Choices are offered for what occurs, in the order of the list; a single one is no choice, and has no field.
    groups = group_changes(views)
    editions: dict[str, list[ChangeGroup]] = {}
    for group in groups:
        editions.setdefault(group.first.edition, []).append(group)
    return render_part(
        "corrections.html",
        language,
        groups=groups,
        editions=list(editions.values()),
        quiet=quiet,
        kinds=dict.fromkeys(view.kind for view in views),
        pages=dict.fromkeys(page for group in groups for page in group.pages),
        years=dict.fromkeys(view.year for view in views),
    )


def group_changes(views: Iterable[ChangeView]) -> list[ChangeGroup]:
    """Return changes by edition, kind and reason, in the order of the first of each."""
    # One new table moves dozens of figures, and an editor gives the same reason for all of them; it is printed once.
    # Kind and edition belong to the key, since the head of an entry states both for all of its figures.
    # Seals of earlier formats name no group.
    found: dict[tuple[str, str, str], list[ChangeView]] = {}
    for view in views:
        found.setdefault((view.edition, view.kind, view.reason or view.group or view.causes), []).append(view)
    return [ChangeGroup(views=tuple(some)) for some in found.values()]


def render_page_changes(views: Sequence[ChangeView], href: str, language: str = "en") -> Markup:
    """Render the changes to one page, those of earlier editions folded; `href` is the address of the whole list."""
    if not views:
        return Markup("")
    newest = [view for view in views if view.edition == views[0].edition]
    return render_part("changes.html", language, views=newest, earlier=views[len(newest) :], href=href)


def _shown(printing: Printing, pages: Mapping[str, tuple[str, str]], words: Mapping[str, str]) -> PrintingView:
    title, href = pages.get(printing.file, (printing.file, ""))
    return PrintingView(difference=_tell(printing, words), page=title, href=href)


def _tell(printing: Printing, words: Mapping[str, str]) -> str:
    """Return what was printed before and after, or how a claim was rated; empty where both are the same."""
    before, after = printing.before, printing.after
    if printing.fate is Fate.DROPPED:
        return words["change.dropped"].format(before=words[RATINGS[before]])
    if printing.fate is Fate.RATED:
        key = "change.rated.day" if printing.where == DAY else "change.rated"
        return words[key].format(before=words[RATINGS[before]], after=words[RATINGS[after]])
    if printing.where == PAGE:
        return words["change.page.moved" if after else "change.page.gone"]
    if printing.fate is Fate.WORDED:
        key = "change.worded" if before and after else "change.worded.added" if after else "change.worded.removed"
        return words[key].format(before=_plain(before), after=_plain(after))
    if printing.fate is Fate.REDESCRIBED:
        return words[f"change.{printing.where}"].format(before=before, after=after)
    if before and after and before != after and printing.fate is not Fate.RENAMED:
        return words["change.printed"].format(before=before, after=after)
    if printing.fate in _SAME or (printing.fate in _TOLD and before != after):
        return words[f"change.{printing.fate.name.lower()}"].format(before=before, after=after)
    return ""


def _plain(text: str) -> str:
    return str(render_unmarked(text).striptags())
