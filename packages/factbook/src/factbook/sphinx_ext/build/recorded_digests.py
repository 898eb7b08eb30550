"""What each notebook has recorded, by digests that need no look at its statistics.

After one notebook has run again, the pages of all others are kept without asking for each of their figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import TypeVar

from factbook.project.files import digest
from factbook.project.groups import divide
from factbook.render.html.evidence_index import find_subject
from factbook.render.html.evidence_page import find_title
from factbook.report.checked_report import Report
from factbook.report.names import digest_names
from factbook.report.stored_statistics import StoredStatistics, find_datasets, find_ids, notebook_of
from figurecheck.model import Statistic
from figurecheck.verdicts.sentence.siblings import Siblings

Made = TypeVar("Made")


class RecordedDigests:
    """Digests of what the notebooks of one report have recorded."""

    def __init__(self, report: Report) -> None:
        self._report, self._memo = report, report.memo
        self._marks: dict[str, str] = {}
        self._siblings: dict[tuple[str, ...], Siblings] = {}
        """Those of the statistics of some notebooks."""

    @cached_property
    def ids(self) -> Mapping[str, Sequence[str]]:
        """The ids of all statistics, by the file of their notebook; of those that no cell has recorded, it is empty."""
        return find_ids(self._report.statistics)

    def find_statistics(self, notebook: str) -> list[Statistic]:
        """Return the statistics of a notebook."""
        return [self._report.statistics[id] for id in self.ids.get(notebook, ())]

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of the pages of evidence, by the id of the statistic, or of the source."""
        language = self._report.project.settings.language
        titles = self._get_of_all(lambda one: find_title(one, language), list[str], "titles of statistics", language)
        found = dict(zip(self._by_id, titles, strict=True))
        sources = {f"source {id}": one.title or id for id, one in self._report.known.sources.items()}
        return distinguish_titles(found | sources)

    @cached_property
    def listed(self) -> Mapping[str, tuple[str, str]]:
        """What each statistic is listed under in the index, and a digest of what this shows of it, by its id."""

        def describe(one: Statistic) -> tuple[str, str]:
            return find_subject(one), digest(one.value, one.unit, one.label or one.population)

        found = self._get_of_all(describe, list[tuple[str, str]], "listed statistics")
        return dict(zip(self._by_id, found, strict=True))

    def _get_of_all(self, get: Callable[[Statistic], Made], into: type[list[Made]], *about: object) -> list[Made]:
        """Return what `get` returns of each statistic, which may hang on nothing but the statistic and `about`."""
        found: list[Made] = []
        for notebooks in divide([*self.ids]):
            made_of = [(notebook, self.mark(notebook)) for notebook in notebooks]
            found += self._memo.get_or_make(partial(self._get_each, notebooks, get), into, *about, made_of)
        return found

    def _get_each(self, notebooks: Iterable[str], get: Callable[[Statistic], Made]) -> list[Made]:
        return [get(one) for notebook in notebooks for one in self.find_statistics(notebook)]

    @cached_property
    def source_titles(self) -> Mapping[str, str]:
        """The titles of the pages of sources, by the id of the source."""

        def make() -> dict[str, str]:
            return {id: self.titles[f"source {id}"] for id in self._report.known.sources}

        return self._memo.get_or_make(make, dict[str, str], "titles of sources", self.said, gathers=True)

    def mark(self, notebook: str) -> str:
        """Return a digest of everything about the statistics of a notebook."""
        if notebook not in self._marks:
            known = self._report.known.marks.get(notebook) or [*map(digest, self.find_statistics(notebook))]
            # Of two notebooks that record one id, the second has a statistic less.
            self._marks[notebook] = digest(known, [*self.ids.get(notebook, ())])
        return self._marks[notebook]

    @cached_property
    def marks(self) -> list[tuple[str, str]]:
        """The marks of all notebooks with statistics, with their files."""
        return [(notebook, self.mark(notebook)) for notebook in self.ids]

    def find_digests(self, notebook: str) -> Mapping[str, str]:
        """Return the digests of the statistics of a notebook, by id."""
        return self._memo.get_or_make(
            partial(self._make_digests, notebook), dict[str, str], "digests of statistics", self.mark(notebook)
        )

    def shown_of(self, notebook: str) -> str:
        """Return a digest of all that is shown of the statistics of a notebook, whatever pages print.

        That is what they are, the parts, wholes and series of other notebooks that stand beside them, and the titles
        that tell them from others.
        """
        return self._shown.get(notebook) or self._digest_shown(notebook)

    @cached_property
    def _shown(self) -> Mapping[str, str]:
        """The same of every notebook with statistics, which is known as one where none of these has changed."""

        def make() -> dict[str, str]:
            return {notebook: self._digest_shown(notebook) for notebook in self.ids}

        return self._memo.get_or_make(make, dict[str, str], "shown of notebooks", self.said, gathers=True)

    def _digest_shown(self, notebook: str) -> str:
        titles = [self.titles[id] for id in self.ids.get(notebook, ())]
        beside = [(one, self.mark(one)) for one in self._beside.get(notebook, [notebook])]
        return digest(titles, beside, self.second)

    @cached_property
    def said(self) -> str:
        """A digest of all that is said of any statistic or source, whatever pages print."""
        language, sources = self._report.project.settings.language, dict(self._report.known.sources)
        return digest(self.marks, self.second, language, sources)

    def find_notebooks(self, ids: Iterable[str]) -> list[str]:
        """Return the notebooks that have recorded some statistics, by id."""
        return [*dict.fromkeys(self._by_id[id] for id in ids if id in self._by_id)]

    @cached_property
    def _by_id(self) -> Mapping[str, str]:
        return {id: notebook for notebook, ids in self.ids.items() for id in ids}

    def find_sharing(self, tables: Iterable[str]) -> list[str]:
        """Return the notebooks that have recorded rows of some tables."""
        return sorted({notebook for table in tables for notebook in self._by_table.get(table, ())})

    def find_siblings(self, notebook: str) -> Siblings:
        """Return the statistics that may stand beside those of a notebook, these among them."""
        known, beside = self._report.statistics, tuple(self._beside.get(notebook, [notebook]))
        if beside not in self._siblings:
            self._siblings[beside] = Siblings({id: known[id] for one in beside for id in self.ids.get(one, ())})
        return self._siblings[beside]

    @cached_property
    def second(self) -> list[tuple[str, str]]:
        """Digests of the texts in second languages."""
        found = sorted(self._report.second.items())
        return [(language, digest(sorted(texts.lines.items()))) for language, texts in found]

    # Which statistics stand beside one is decided by what they are called, and these names change rarely.
    @cached_property
    def _beside(self) -> Mapping[str, list[str]]:
        """The notebooks, by notebook, of whose statistics values are shown beside those of one, itself among them."""
        runs = self._report.runs
        names = [*zip((run.path.as_posix() for run in runs), digest_names(runs, self._memo), strict=True)]
        return self._memo.get_or_make(self._find_beside, dict[str, list[str]], "notebooks beside", names)

    def _find_beside(self) -> dict[str, list[str]]:
        known = self._report.statistics
        siblings = Siblings(known)
        found: dict[str, list[str]] = {}
        for notebook in self.ids:
            statistics = self.find_statistics(notebook)
            named = (known[id] for one in statistics for id in (one.part, one.whole) if id in known)
            others = (two for one in statistics for two in siblings.series(one).values())
            found[notebook] = sorted({notebook, *map(notebook_of, named), *map(notebook_of, others)})
        return found

    @cached_property
    def _by_table(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        known = self._report.statistics
        stored = known.datasets if isinstance(known, StoredStatistics) else {}
        for notebook in self.ids:
            tables = stored[notebook] if notebook in stored else find_datasets(self.find_statistics(notebook))
            for table in tables:
                found[table].add(notebook)
        return found

    def _make_digests(self, notebook: str) -> dict[str, str]:
        return {one.id: digest(one) for one in self.find_statistics(notebook)}


def distinguish_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Return titles by id so that no two tabs and no two results of a search have the same.

    One that several have is followed by the id.

    >>> distinguish_titles({"a": "Trips", "b": "Trips", "c": "Routes"})
    {'a': 'Trips (a)', 'b': 'Trips (b)', 'c': 'Routes'}
    """
    count = Counter(titles.values())
    return {id: f"{title} ({id})" if count[title] > 1 else title for id, title in titles.items()}
