"""What each notebook has recorded, by digests that need no look at its statistics.

After one notebook has run again, the pages of all others are kept without asking for each of their figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial

from factbook.engine.task import task
from factbook.project.files import digest
from factbook.render.html.evidence_index import find_subject
from factbook.render.html.evidence_page import find_title
from factbook.report.checked_report import Report
from factbook.report.stored_statistics import StoredStatistics, digest_names, find_datasets, find_ids, notebook_of
from figurecheck.model import Statistic
from figurecheck.verdicts.sentence.siblings import Siblings


class RecordedDigests:
    """Digests of what the notebooks of one report have recorded."""

    def __init__(self, report: Report) -> None:
        self._report = report
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
        own = [(self.mark(notebook), partial(self.find_statistics, notebook)) for notebook in self.ids]
        titles = [title for mark, find in own for title in _find_titles(mark, find, language)]
        found = dict(zip(self._by_id, titles, strict=True))
        sources = {f"source {id}": one.title or id for id, one in self._report.known.sources.items()}
        return distinguish_titles(found | sources)

    @cached_property
    def listed(self) -> Mapping[str, tuple[str, str]]:
        """What each statistic is listed under in the index, and a digest of what this shows of it, by its id."""
        own = [(self.mark(notebook), partial(self.find_statistics, notebook)) for notebook in self.ids]
        return dict(zip(self._by_id, (one for mark, find in own for one in _find_listed(mark, find)), strict=True))

    @cached_property
    def source_titles(self) -> Mapping[str, str]:
        """The titles of the pages of sources, by the id of the source."""
        return _find_source_titles(self)

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
        return _digest_each(self.mark(notebook), partial(self.find_statistics, notebook))

    def shown_of(self, notebook: str) -> str:
        """Return a digest of all that is shown of the statistics of a notebook, whatever pages print.

        That is what they are, the parts, wholes and series of other notebooks that stand beside them, and the titles
        that tell them from others.
        """
        return self._shown.get(notebook) or self._digest_shown(notebook)

    @cached_property
    def _shown(self) -> Mapping[str, str]:
        """The same of every notebook with statistics, which is known as one where none of these has changed."""
        return _digest_all_shown(self)

    def digest_all_shown(self) -> dict[str, str]:
        """Return `shown_of` of each notebook with statistics."""
        return {notebook: self._digest_shown(notebook) for notebook in self.ids}

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
        return _find_beside([(run.path.as_posix(), digest_names(run)) for run in runs], self)

    def find_beside(self) -> dict[str, list[str]]:
        """Return the notebooks of whose statistics values are shown beside those of each, itself among them."""
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


# Each hangs on nothing but the statistics of a notebook, of which the mark is a digest.
@task(of=lambda mark, find, language: (mark, language))
def _find_titles(mark: str, find: Callable[[], list[Statistic]], language: str) -> list[str]:
    return [find_title(one, language) for one in find()]


@task(of=lambda mark, find: mark)
def _find_listed(mark: str, find: Callable[[], list[Statistic]]) -> list[tuple[str, str]]:
    return [(find_subject(one), digest(one.value, one.unit, one.label or one.population)) for one in find()]


@task(of=lambda mark, find: mark)
def _digest_each(mark: str, find: Callable[[], list[Statistic]]) -> dict[str, str]:
    return {one.id: digest(one) for one in find()}


@task(of=lambda own: own.said)
def _find_source_titles(own: RecordedDigests) -> dict[str, str]:
    return {
        source.removeprefix("source "): title for source, title in own.titles.items() if source.startswith("source ")
    }


@task(of=lambda own: own.said)
def _digest_all_shown(own: RecordedDigests) -> dict[str, str]:
    return own.digest_all_shown()


@task(of=lambda names, own: names)
def _find_beside(names: list[tuple[str, str]], own: RecordedDigests) -> dict[str, list[str]]:
    return own.find_beside()


def distinguish_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Return titles by id so that no two tabs and no two results of a search have the same.

    One that several have is followed by the id.

    >>> distinguish_titles({"a": "Trips", "b": "Trips", "c": "Routes"})
    {'a': 'Trips (a)', 'b': 'Trips (b)', 'c': 'Routes'}
    """
    count = Counter(titles.values())
    return {id: f"{title} ({id})" if count[title] > 1 else title for id, title in titles.items()}
