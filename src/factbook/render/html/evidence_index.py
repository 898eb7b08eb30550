"""The index of all evidence: statistics by the first word of their id, then the sources of reported figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from factbook.model import Finding, Source, Statistic
from factbook.render.html.evidence_page import Links, find_worst
from factbook.render.templating import render_part

MOST_SUBJECTS = 3
"""How many subjects of a group are named beside its heading."""
MOST_FIGURES = 500
"""Statistics and sources that one page of the index lists: some 150 KB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticGroup:
    """Statistics whose ids begin alike."""

    name: str
    statistics: Sequence[Statistic]

    @property
    def about(self) -> list[str]:
        """What most of them are about, the most common first."""
        found = Counter(statistic.about for statistic in self.statistics if statistic.about)
        return [text for text, _ in found.most_common(MOST_SUBJECTS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """What one page of the index lists."""

    groups: Sequence[StatisticGroup] = ()
    reported: Sequence[tuple[str, Sequence[Finding]]] = ()
    """Sources of reported figures by id, with these."""

    @property
    def total(self) -> int:
        """How many statistics and sources it lists."""
        return sum(len(group.statistics) for group in self.groups) + len(self.reported)

    @property
    def names(self) -> list[str]:
        """The names of its first and its last group."""
        return list(dict.fromkeys(group.name for group in (*self.groups[:1], *self.groups[-1:])))


def divide_index(
    statistics: Sequence[Statistic], findings: Sequence[Finding], *, most: int = MOST_FIGURES
) -> list[IndexPage]:
    """Return the pages of the index: all statistics by group, then the sources of reported figures."""
    reported: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.statistic is None and finding.source:
            reported.setdefault(finding.source.id, []).append(finding)
    listed = [*sorted(statistics, key=lambda one: one.id), *sorted(reported.items())]
    parts = [listed[at : at + most] for at in range(0, len(listed), most)] or [[]]
    return [
        IndexPage(
            groups=find_groups([one for one in part if isinstance(one, Statistic)]),
            reported=[one for one in part if isinstance(one, tuple)],
        )
        for part in parts
    ]


def render_evidence_index(
    pages: Sequence[IndexPage],
    number: int,
    findings: Sequence[Finding],
    *,
    links: Links | None = None,
    others: Sequence[str] = ("",),
    sources: Mapping[str, Source] | None = None,
    language: str = "en",
) -> Markup:
    """Render a page of the index, counted from 0: statistics with their worst verdict, and sources, each with a link.

    `others` has the address of each page, from this one.
    """
    page = pages[number]
    listed = {statistic.id for group in page.groups for statistic in group.statistics}
    of: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.statistic and finding.statistic.id in listed:
            of.setdefault(finding.statistic.id, []).append(finding)
    return render_part(
        "index.html",
        language,
        groups_of_statistics=page.groups,
        worst={id: find_worst(found) for id, found in of.items()},
        reported=[(one, found, (sources or {}).get(one)) for one, found in page.reported],
        links=links or Links(),
        total=page.total,
        all_total=sum(one.total for one in pages),
        others=list(zip(others, pages, strict=True)),
        number=number,
    )


def find_groups(statistics: Sequence[Statistic]) -> list[StatisticGroup]:
    """Return statistics by the first word of their id, in alphabetical order."""
    found: dict[str, list[Statistic]] = {}
    for statistic in sorted(statistics, key=lambda one: one.id):
        found.setdefault(statistic.id.partition(".")[0], []).append(statistic)
    return [StatisticGroup(name=name, statistics=some) for name, some in found.items()]
