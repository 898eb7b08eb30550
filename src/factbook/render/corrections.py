"""What changed from edition to edition, as readers are told: on the corrections page and on each page concerned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from factbook.diff import Fate
from factbook.edition import SealedStatistic
from factbook.history import Change
from factbook.render.inline import Mark, render_inline
from factbook.render.numbers import show_date, show_value
from factbook.render.shell import render_part
from factbook.render.words import find_words

_TOLD = (Fate.FALSE, Fate.REWRITTEN, Fate.REPRINTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """How a figure was printed before and after, and where."""

    before: str
    after: str
    page: str
    href: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A change, ready to be shown."""

    id: str
    label: str
    kind: str
    day: str
    edition: str
    before: str
    after: str
    reason: Markup
    causes: str
    href: str = ""
    """The evidence of its statistic."""
    printings: tuple[Printing, ...] = ()


def change_views(
    changes: Iterable[Change],
    mark: Mark,
    *,
    pages: Mapping[str, tuple[str, str]],
    evidence: Mapping[str, str],
    language: str = "en",
) -> list[ChangeView]:
    """Make changes ready to be shown.

    `pages` gives title and address of the page made from a file, `evidence` the address of a statistic's page.
    """
    words = find_words(language)
    return [
        ChangeView(
            id=f"change-{change.edition}-{change.statistic}".replace(".", "-"),
            label=_label(change),
            kind=change.kind.value,
            day=show_date(change.day, language),
            edition=change.edition,
            before=_shown(change.move.before if change.move else None, language),
            after=_shown(change.move.after if change.move else None, language),
            reason=render_inline(change.reason, mark),
            causes=", ".join(words[f"cause.{cause.name.lower()}"] for cause in change.causes),
            href=evidence.get(change.statistic, ""),
            printings=tuple(_printings(change, pages)),
        )
        for change in changes
    ]


def render_corrections(views: Sequence[ChangeView], quiet: Sequence[ChangeView], language: str = "en") -> Markup:
    """The whole record: changes that readers can see, then those that moved within their rounding."""
    return render_part("corrections.html", language, views=views, quiet=quiet)


def render_page_changes(views: Sequence[ChangeView], href: str, language: str = "en") -> Markup:
    """The changes to one page; `href` leads to the whole record."""
    return render_part("changes.html", language, views=views, href=href) if views else Markup("")


def _label(change: Change) -> str:
    last = (change.move.after or change.move.before) if change.move else None
    return (last.label or last.population if last else "") or change.statistic


def _shown(statistic: SealedStatistic | None, language: str) -> str:
    if statistic is None:
        return ""
    if isinstance(statistic.value, Decimal):
        return show_value(statistic.value, statistic.unit, language)
    return show_date(statistic.value, language)


def _printings(change: Change, pages: Mapping[str, tuple[str, str]]) -> Iterable[Printing]:
    for one in change.sentences:
        if one.fate not in _TOLD:
            continue
        title, href = pages.get(one.claim.file, (one.claim.file, ""))
        yield Printing(
            before=one.before.printed if one.before else "",
            after=one.after.printed if one.after else "",
            page=title,
            href=href,
            sentence=one.claim.sentence,
        )
