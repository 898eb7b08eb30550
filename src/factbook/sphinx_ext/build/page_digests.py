"""All that a page shows, as one digest: a page whose digest is that of the last build would come out the same.

Whatever is not known to be covered makes a page one that is always rendered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from sphinx.environment import BuildEnvironment

from factbook.model import Chart, Finding, Review, ReviewFinding, Statistic
from factbook.project.files import digest, digest_file
from factbook.render.charts.drawing import Drawings
from factbook.report.pages import Page
from factbook.report.pipeline import Report

COVERED = frozenset(
    "claim reported plain source chart review chapters datasets sources standfirst sidenote keyfigures finding "
    "timeline language note table list-table math code ref doc numref".split()
)
"""Roles and directives of which we know what they show."""
_NAMED = re.compile(r"\{([^{}\s`]+)\}")
_UNCOVERED = ("![", "{{", "{%", "<img", ".ipynb")
"""What brings in other files or texts: images, substitutions, notebooks."""


class Digests:
    """Digests of the parts of one report; each is worked out once."""

    def __init__(self, report: Report, stamp: str, drawings: Drawings) -> None:
        """`stamp` is a digest of factbook, its packages and the report's settings."""
        self._report, self._drawings = report, drawings
        resources = [(one.name, one.place, one.title) for one in report.catalog.resources]
        self._base = digest(stamp, dict(report.known.sources), resources, report.history)
        self._files = {path.with_suffix("").as_posix(): path for path in report.project.pages}
        self._statistics: dict[str, str] = {}
        self._own: dict[str, str | None] = {}

    def page(self, docname: str) -> str | None:
        """What a page shows of its own: source, findings, charts, reviews. ``None`` if that cannot be said."""
        if docname not in self._own:
            self._own[docname] = self._page(docname)
        return self._own[docname]

    def statistic(self, statistic: Statistic) -> str:
        """Everything of a statistic."""
        if statistic.id not in self._statistics:
            self._statistics[statistic.id] = digest(statistic)
        return self._statistics[statistic.id]

    def finding(self, finding: Finding) -> str:
        """Everything of a finding, its statistic included."""
        slots = (name for name in Finding.__slots__ if name != "statistic")
        of = self.statistic(finding.statistic) if finding.statistic else ""
        return digest(of, *(getattr(finding, name) for name in slots))

    def evidence(self, thing: Statistic | Any, findings: list[Finding], *around: str) -> str:
        """What a page of evidence shows, set into `around`."""
        about = self.statistic(thing) if isinstance(thing, Statistic) else digest(thing)
        return digest(self._base, about, [self.finding(finding) for finding in findings], *around)

    @cached_property
    def described(self) -> str:
        """What the package says of the tables, but for size and digest of their files."""
        return digest([replace(resource, bytes=0, hash="") for resource in self._report.catalog.resources])

    @cached_property
    def everything(self) -> str:
        """All statistics and findings."""
        found = [self.finding(finding) for finding in self._report.all_findings]
        return digest(self._base, [self.statistic(one) for one in self._report.statistics.values()], found)

    def _page(self, docname: str) -> str | None:
        path = self._files.get(docname)
        if path is None or path.suffix != ".md":
            return None
        text = (self._report.project.root / path).read_text("utf-8")
        if not set(_NAMED.findall(text)) <= COVERED or any(sign in text for sign in _UNCOVERED):
            return None
        page = self._report.pages[path.as_posix()]
        return digest(self._base, text, self._found[page.name], *self._parts(page), *self._lists(text))

    @cached_property
    def _found(self) -> Mapping[str, list[str]]:
        """Digests of our findings, by the file that they stand in."""
        found: dict[str, list[str]] = defaultdict(list)
        for finding in self._report.findings:
            found[finding.place.file if finding.place else ""].append(self.finding(finding))
        return found

    def _parts(self, page: Page) -> Iterator[str]:
        """Digests of the charts and reviews that a page shows."""
        charts = self._report.charts
        reviews = {review.name: (review, found) for review, found in self._report.reviews}
        for reference in page.references:
            if reference.name == "chart" and reference.argument in charts:
                yield self._chart(charts[reference.argument])
            if reference.name == "review" and reference.argument in reviews:
                yield self._review(*reviews[reference.argument])

    def _chart(self, chart: Chart) -> str:
        keys = [self._drawings.key(chart.id, width) for width in self._drawings.widths(chart.id)]
        texts = (chart.id, chart.title, chart.alt, chart.subtitle, chart.note, chart.rows)
        return digest(keys, texts, self._found[chart.cell.notebook] if chart.cell else ())

    def _review(self, review: Review, found: tuple[ReviewFinding, ...]) -> str:
        findings = [one for claim in found for one in (claim.day, claim.today, *claim.readings)]
        digests = [self.finding(finding) for finding in findings]
        return digest(review, digests, self._found[f"book/reviews/{review.name}.yml"])

    def _lists(self, text: str) -> Iterator[str]:
        """Digests of what lists show of other pages and of the data."""
        if "{chapters}" in text:
            root = self._report.project.root
            yield digest([(path.as_posix(), digest_file(root / path)) for path in self._report.project.pages])
            yield digest([self._found[path.as_posix()] for path in self._report.project.pages])
        if "{datasets}" in text or "{sources}" in text:
            yield self._data

    @cached_property
    def _data(self) -> str:
        catalog, root = self._report.catalog, self._report.project.root
        return digest([(resource, digest_file(root / resource.place)) for resource in catalog.resources])


def digest_navigation(env: BuildEnvironment) -> str:
    """What every page may show of the others: titles, order, numbers, and the names of sections."""
    standard = env.domaindata["std"]
    return digest(
        sorted((name, title.astext()) for name, title in env.titles.items()),
        sorted((name, title.astext()) for name, title in env.longtitles.items()),
        sorted((name, tuple(found)) for name, found in env.toctree_includes.items()),
        sorted(standard["labels"].items()),
        sorted(standard["anonlabels"].items()),
        sorted(standard["terms"].items()),
        _plain(env.toc_secnumbers),
        _plain(env.toc_fignumbers),
        sorted((name, _plain(found.get("myst_slugs", {}))) for name, found in env.metadata.items()),
    )


def _plain(value: Any) -> Any:
    """A nest of mappings as sorted pairs."""
    if isinstance(value, Mapping):
        return sorted((key, _plain(one)) for key, one in value.items())
    return value
