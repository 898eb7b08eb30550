"""The index of all evidence by subject: printed figures, the sources of reported ones, then what no page prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from factbook.render.html.evidence_page import Links
from factbook.render.templating import render_part
from figurecheck.model import Finding, Source, Statistic, Verdict

FEWEST = 2
"""Figures that a subject needs for a shelf of its own; those of smaller ones share the last shelf."""
MOST_FIGURES = 500
"""Statistics and sources that one page of the index lists: some 150 KB."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What decides where the index lists a statistic."""

    id: str
    subject: str
    """What `find_subject` returns of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticGroup:
    """Statistics about one subject."""

    name: str
    """The subject; empty for those of subjects with too few figures."""
    ids: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """What one page of the index lists."""

    printed: Sequence[StatisticGroup] = ()
    reported: Sequence[tuple[str, Sequence[Finding]]] = ()
    """Sources of reported figures by id, with these."""
    unprinted: Sequence[StatisticGroup] = ()
    """Statistics that no page prints."""

    @property
    def groups(self) -> Sequence[StatisticGroup]:
        """All groups of statistics."""
        return (*self.printed, *self.unprinted)

    @property
    def total(self) -> int:
        """How many statistics and sources it lists."""
        return sum(len(group.ids) for group in self.groups) + len(self.reported)

    @property
    def names(self) -> list[str]:
        """The names of its first and its last group."""
        return list(dict.fromkeys(group.name for group in (*self.groups[:1], *self.groups[-1:]) if group.name))


def divide_index(
    statistics: Iterable[IndexEntry],
    shown: Mapping[str, int],
    cited: Iterable[Finding],
    *,
    most: int = MOST_FIGURES,
) -> list[IndexPage]:
    """Return the pages of the index: printed statistics, sources of reported figures, statistics printed nowhere.

    `shown` is how often each statistic that is printed is printed, by its id; `cited` are the reported figures.
    """
    reported: dict[str, list[Finding]] = {}
    for finding in cited:
        if finding.source and not finding.source.searched:
            reported.setdefault(finding.source.id, []).append(finding)
    # What is printed most often stands first in its group.
    ordered = sorted(statistics, key=lambda one: (-shown.get(one.id, 0), one.id))
    printed = _arrange([one for one in ordered if one.id in shown])
    unprinted = _arrange([one for one in ordered if one.id not in shown])
    # Nearly all readers look for what they have read; what was computed beside it is kept, and comes last.
    listed = [*printed, *sorted(reported.items()), *unprinted]
    parts = [listed[at : at + most] for at in range(0, len(listed), most)] or [[]]
    return [
        IndexPage(
            printed=_group([one for one in part if isinstance(one, IndexEntry) and one.id in shown]),
            reported=[one for one in part if isinstance(one, tuple)],
            unprinted=_group([one for one in part if isinstance(one, IndexEntry) and one.id not in shown]),
        )
        for part in parts
    ]


def _arrange(statistics: Sequence[IndexEntry]) -> list[IndexEntry]:
    """Return statistics with the subjects of their shelves, that of most figures first, each in the order given."""
    # A report has some subjects with many figures and many with one: a shelf for each of those would be opened for a
    # single line. Subjects of as many figures stand in alphabetical order, so that the same input gives the same page.
    counted = Counter(one.subject for one in statistics)
    listed = [one if counted[one.subject] >= FEWEST else IndexEntry(one.id, "") for one in statistics]
    return sorted(listed, key=lambda one: (not one.subject, -counted[one.subject], one.subject))


def _group(listed: Sequence[IndexEntry]) -> list[StatisticGroup]:
    found: dict[str, list[str]] = {}
    for one in listed:
        found.setdefault(one.subject, []).append(one.id)
    return [StatisticGroup(name=name, ids=ids) for name, ids in found.items()]


def find_subject(statistic: Statistic) -> str:
    """Return what a statistic is about as a heading; empty where nothing says it.

    >>> find_subject(Statistic(id="a", value=1, about="women at work"))
    'Women at work'
    """
    subject = statistic.about or statistic.population
    return subject[:1].upper() + subject[1:]


def render_evidence_index(
    pages: Sequence[IndexPage],
    number: int,
    statistics: Mapping[str, Statistic],
    worst: Mapping[str, Verdict],
    *,
    links: Links | None = None,
    others: Sequence[str] = ("",),
    sources: Mapping[str, Source] | None = None,
    language: str = "en",
) -> Markup:
    """Render a page of the index, counted from 0: statistics with their `worst` verdict, and sources, with links.

    `statistics` has those of the page, by id; `others` has the address of each page, from this one.
    """
    page = pages[number]
    return render_part(
        "index.html",
        language,
        page=page,
        statistics=statistics,
        worst=worst,
        reported=[(one, found, (sources or {}).get(one)) for one, found in page.reported],
        links=links or Links(),
        total=page.total,
        all_total=sum(one.total for one in pages),
        others=list(zip(others, pages, strict=True)),
        number=number,
    )
