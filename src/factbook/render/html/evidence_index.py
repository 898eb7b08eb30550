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


def render_evidence_index(
    statistics: Sequence[Statistic],
    findings: Sequence[Finding],
    *,
    links: Links | None = None,
    sources: Mapping[str, Source] | None = None,
    language: str = "en",
) -> Markup:
    """Render all statistics with their worst verdict, then the sources of reported figures, each with a link."""
    of: dict[str, list[Finding]] = {}
    reported: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.statistic:
            of.setdefault(finding.statistic.id, []).append(finding)
        elif finding.source:
            reported.setdefault(finding.source.id, []).append(finding)
    return render_part(
        "index.html",
        language,
        groups_of_statistics=find_groups(statistics),
        worst={id: find_worst(found) for id, found in of.items()},
        reported=[(one, found, (sources or {}).get(one)) for one, found in sorted(reported.items())],
        links=links or Links(),
        total=len(statistics) + len(reported),
    )


def find_groups(statistics: Sequence[Statistic]) -> list[StatisticGroup]:
    """Return statistics by the first word of their id, in alphabetical order."""
    found: dict[str, list[Statistic]] = {}
    for statistic in sorted(statistics, key=lambda one: one.id):
        found.setdefault(statistic.id.partition(".")[0], []).append(statistic)
    return [StatisticGroup(name=name, statistics=some) for name, some in found.items()]
