"""What is recorded and where it is claimed, from stored runs alone: no notebook runs, and nothing is judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from factbook.notebooks import Plan, Run
from factbook.project.settings import Project
from factbook.report.flowing import fill_charts
from factbook.report.inputs import Inputs, read_inputs
from factbook.report.texts import read_texts
from figurecheck.figures.shown_value import print_value
from figurecheck.model import Claim, Place, Role, Statistic


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStatistic:
    """A statistic, what a page would print of it, and where it is claimed."""

    statistic: Statistic
    printed: str
    claimed: tuple[tuple[Place, str], ...] = ()
    """The places, and what is printed there."""

    def has(self, words: Iterable[str]) -> bool:
        """Return whether each word occurs in the id or the words of the statistic, whatever its case."""
        one = self.statistic
        text = " ".join((one.id, one.label, one.about, one.measure, one.population, one.period, one.unit)).casefold()
        return all(word.casefold() in text for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleNotebook:
    """A notebook whose stored run is not of today."""

    notebook: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsListing:
    """Everything that stored runs know."""

    statistics: tuple[ListedStatistic, ...]
    stale: tuple[StaleNotebook, ...]


def list_statistics(project: Project, plan: Plan) -> StatisticsListing:
    """Return the statistics of the edition's day, in the order of the notebooks; those of a stale run are left out."""
    inputs = read_inputs(project)
    found = [plan.find(path, inputs.today) for path in project.notebooks]
    runs = [one for one in found if isinstance(one, Run)]
    stale = tuple(StaleNotebook(notebook=one.path.as_posix(), why=one.why) for one in found if not isinstance(one, Run))
    # Two notebooks that record one id are told by the check; here the first one stands for both, as there.
    statistics: dict[str, Statistic] = {}
    for run in runs:
        for statistic in run.statistics:
            statistics.setdefault(statistic.id, statistic)
    language = project.settings.language
    claimed = _find_claims(inputs, fill_charts(runs, statistics, language), statistics)
    listed = tuple(
        ListedStatistic(
            statistic=one, printed=print_value(one.value, one.unit, language), claimed=tuple(claimed.get(one.id, ()))
        )
        for one in statistics.values()
    )
    return StatisticsListing(statistics=listed, stale=stale)


def _find_claims(
    inputs: Inputs, runs: Iterable[Run], statistics: dict[str, Statistic]
) -> dict[str, list[tuple[Place, str]]]:
    renamed = inputs.project.settings.renamed
    found: dict[str, list[tuple[Place, str]]] = defaultdict(list)
    pages = read_texts(inputs, runs, {}, statistics)
    claims: Iterable[Claim] = (claim for page in pages.values() for claim in page.claims)
    for claim in claims:
        if claim.role is Role.CLAIM:
            found[renamed.get(claim.target, claim.target)].append((claim.place, claim.printed))
    for review in inputs.reviews:
        for reviewed in review.claims:
            # A reading that was tried is compared with a statistic of its own.
            compared = [(reviewed.statistic, reviewed.place, reviewed.printed)]
            compared += [(one.statistic, one.place, one.printed or reviewed.printed) for one in reviewed.readings]
            for target, place, printed in compared:
                found[renamed.get(target, target)].append((place, printed))
    return found
