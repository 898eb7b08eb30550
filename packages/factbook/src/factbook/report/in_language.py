"""A report as the pages of one language show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from factbook.model import Review, ReviewFinding
from factbook.project.settings import Imprint
from factbook.report.checked_report import Report
from factbook.report.second_language import (
    Texts,
    translate_chart,
    translate_finding,
    translate_review,
    translate_reviewed,
    translate_sources,
    translate_statistic,
)
from figurecheck.model import Chart, Finding, Source, Statistic


class InLanguage:
    """What pages of a language show of a report; in the report's own language, the report as it is."""

    def __init__(self, report: Report, language: str) -> None:
        """Show `report` in a language; nothing is translated before it is asked for."""
        self._report, self.language = report, language
        self.texts: Texts | None = report.second.get(language)
        """The texts of a second language."""

    @property
    def title(self) -> str:
        """The title of the report."""
        return self.text(self._report.project.settings.title)

    def text(self, text: str, *names: str) -> str:
        """Return a text of the report in the language; `names` are what it may be named by besides itself."""
        return self.texts.of(text, *names) if self.texts else text

    @property
    def imprint(self) -> Imprint:
        """Who answers for the report."""
        own = self._report.project.settings.imprint
        parts = {name.removeprefix("imprint."): self.text(text, name) for name, text in own.texts.items()}
        return replace(own, **parts, editors=tuple(map(self.text, own.editors)))

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every source, by id."""
        sources = self._report.known.sources
        return translate_sources(sources, self.texts) if self.texts else sources

    @cached_property
    def statistics(self) -> Mapping[str, Statistic]:
        """Every statistic, by id."""
        return _Translated(self._report.statistics, self.texts) if self.texts else self._report.statistics

    def finding(self, finding: Finding) -> Finding:
        """Return a finding in the language."""
        return translate_finding(finding, self.texts) if self.texts else finding

    def chart(self, id: str) -> Chart:
        """Return a chart in the language; in a second one, it has a name of its own."""
        # Not kept: a chart with its rows is large, and each is asked for by a page or two.
        chart = self._report.charts[id]
        return translate_chart(chart, self.texts) if self.texts else chart

    def review(self, review: Review, found: tuple[ReviewFinding, ...]) -> tuple[Review, tuple[ReviewFinding, ...]]:
        """Return a review and what was found in the language."""
        texts = self.texts
        if texts is None:
            return review, found
        claims = tuple(translate_reviewed(review.name, one, texts) for one in found)
        return translate_review(review, texts), claims


class _Translated(Mapping[str, Statistic]):
    """Statistics in a second language, each translated when it is asked for."""

    def __init__(self, statistics: Mapping[str, Statistic], texts: Texts) -> None:
        self._statistics, self._texts = statistics, texts

    def __getitem__(self, id: str) -> Statistic:
        return translate_statistic(self._statistics[id], self._texts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._statistics)

    def __len__(self) -> int:
        return len(self._statistics)
