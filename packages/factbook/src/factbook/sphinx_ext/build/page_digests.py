"""All that a page shows, as one digest: a page with the digest of the last build would come out the same.

A page that shows anything that is not known to be included is always rendered.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from factbook.data.descriptor import PACKAGE, Package
from factbook.data.releases import as_described
from factbook.engine.task import task
from factbook.model import Review, ReviewFinding
from factbook.model.stored_rows import show_stored
from factbook.project.files import digest, digest_file
from factbook.render.charts.drawing.chart_drawings import Drawings
from factbook.report.checked_report import Report
from factbook.report.pages import Page
from factbook.report.printed import digest_bare, find_pages
from factbook.report.second_language import chart_in
from factbook.report.stored_statistics import notebook_of
from factbook.sphinx_ext.build.recorded_digests import RecordedDigests
from factbook.sphinx_ext.build.urls import find_chart_pages
from figurecheck.model import Chart, Finding, Source, Statistic
from figurecheck.model.states import changed
from figurecheck.model.statistic import StoredSpecs

_FIXED = "factbook-fixed"
"""The key in a page's metadata that says whether it shows nothing but what its digest includes."""
_OWN = ("docutils.nodes", "sphinx.addnodes", "factbook.")
"""Modules of nodes whose writers show what is in the node, and what other pages are called."""
_COPIED = (nodes.image, addnodes.download_reference)
"""Nodes whose files are copied while their page is written."""
_GLUE = re.compile(r"[{:]glue|glue:")
"""Roles and directives that show what a notebook has glued, also in reStructuredText."""
_DOMAINS = frozenset({None, "", "std", "doc"})
"""Where references lead to pages, sections and labels, which `digest_navigation` includes."""


def setup_digests(app: Sphinx) -> None:
    """Note of each page that is read whether its digest says all."""
    app.connect("doctree-read", _note_fixed)


def _note_fixed(app: Sphinx, doctree: nodes.document) -> None:
    app.env.metadata[app.env.docname][_FIXED] = all(map(_is_fixed, doctree.findall()))


# Sphinx reads a page again when a file has changed that its directives named (`note_dependency`), so the document tells
# all that they read. What its nodes turn into when the page is written is known of these nodes only: those of other
# extensions may show what other pages hold, such as all that is still to do.
def _is_fixed(node: nodes.Node) -> bool:
    if isinstance(node, addnodes.pending_xref):
        return node.get("refdomain") in _DOMAINS
    return type(node).__module__.startswith(_OWN) and not isinstance(node, _COPIED)


def is_fixed(env: BuildEnvironment, docname: str) -> bool:
    """Return whether a page that was read shows nothing but what its digest and that of the navigation include."""
    return bool(env.metadata[docname].get(_FIXED))


class Digests:
    """Digests of the parts of one report; each is computed once."""

    def __init__(self, report: Report, stamp: str, drawings: Drawings) -> None:
        """Digest the parts of `report`; `stamp` is a digest of factbook, its packages and the report's settings."""
        self._report, self._drawings = report, drawings
        resources = [(one.name, one.place, one.title) for one in report.catalog.resources]
        self.base = digest(stamp, dict(report.known.sources), resources, report.history)
        """Of what everything may show."""
        self.notebooks = RecordedDigests(report)
        self._files = {path.with_suffix("").as_posix(): path for path in report.project.pages}
        self._statistics: dict[str, str] = {}
        self._findings: dict[int, tuple[Finding, str]] = {}
        self._charts: dict[str, str] = {}
        self._own: dict[str, str | None] = {}

    def page(self, docname: str) -> str | None:
        """Return the digest of source, findings, charts and reviews of a page; ``None`` for a page that is no text."""
        if docname not in self._own:
            self._own[docname] = self._page(docname)
        return self._own[docname]

    def statistic(self, statistic: Statistic) -> str:
        """Return the digest of everything about a statistic."""
        # A reviewed figure may be of another day, and there its statistic is another one.
        if self._report.statistics.get(statistic.id) is not statistic:
            return digest(statistic)
        if statistic.id not in self._statistics:
            self._statistics |= self.notebooks.find_digests(notebook_of(statistic))
        return self._statistics[statistic.id]

    def finding(self, finding: Finding) -> str:
        """Return the digest of everything about a finding, its statistic included."""
        # By its identity: to compare findings takes as long as to digest them. Kept, so that no other gets its id.
        found = self._findings.get(id(finding))
        if found is None:
            # A statistic's digest is the expensive part, and is shared by all of its findings, so it is computed apart.
            of = self.statistic(finding.statistic) if finding.statistic else ""
            found = finding, digest(of, digest_bare(finding))
            self._findings[id(finding)] = found
        return found[1]

    def chart(self, chart: Chart) -> str:
        """Return the digest of a chart without its drawings; one in a second language has a name of its own."""
        if chart.id not in self._charts:
            # The first specification names what the values are. Drawings have keys, and specifications are large.
            bare = changed(chart, specs={}, rows=tuple(changed(one, rows=()) for one in chart.rows))
            self._charts[chart.id] = digest(bare, [show_stored(one.rows) for one in chart.rows], _first(chart))
        return self._charts[chart.id]

    def evidence(self, thing: Statistic | Source, findings: list[str], *around: str) -> str:
        """Return the digest of what a page of evidence shows, set into `around`; `findings` are digests of some."""
        about = self.statistic(thing) if isinstance(thing, Statistic) else digest(thing)
        return digest(self.base, about, findings, *around)

    def said(self, statistic: Statistic) -> list[str]:
        """Return digests of all that a statistic is said to be, by its own texts and by its part and its whole."""
        known = self._report.statistics
        return [self.statistic(known[id]) for id in (statistic.id, statistic.part, statistic.whole) if id in known]

    def chart_values(self, chart: Chart, drawn: Iterable[Statistic]) -> str:
        """Return the digest of what lies behind the values of a chart; `drawn` are the statistics that it shows."""
        return digest(self.base, self.chart(chart), [self.said(one) for one in drawn])

    @cached_property
    def described(self) -> str:
        """Digest of what the data package says about the tables, except size and digest of their files."""
        # The bundles of notebooks hold the files themselves, whose digests are compared one by one; a package that
        # differs only in these two fields must not make every bundle stale.
        return _digest_described(self._report.catalog.package, self.base)

    @cached_property
    def everything(self) -> str:
        """Digest of all statistics and findings."""
        pages = [(one.page.name, one.mark) for one in self._report.findings.pages]
        reviewed = [self.finding(finding) for finding in self._report.reviewed_findings]
        return digest(self.base, self.notebooks.marks, pages, reviewed)

    def _page(self, docname: str) -> str | None:
        path = self._files.get(docname)
        if path is None or path.suffix != ".md":
            return None
        # Sphinx reads a file that is not UTF-8 as well, and warns; the check has told it.
        text = (self._report.project.root / path).read_text("utf-8", errors="replace")
        page = self._report.pages[path.as_posix()]
        # The pattern alone takes a hundred times as long for a page that has no such word.
        shows_glued = "glue" in text and _GLUE.search(text)
        own = list(chain(*self._runs.values())) if shows_glued else self._runs.get(path, [])
        second = self._second(page.language) if page.language in self._report.second else ""
        parts = [*self._parts(page), *self._lists(text)]
        around = self._versions, self._review_pages
        return digest(self.base, *around, text, own, self._found[page.name], second, *parts)

    @cached_property
    def _runs(self) -> Mapping[Path, list[str]]:
        """The marks of the runs, by the file of the notebook."""
        found: dict[Path, list[str]] = {}
        for run in self._report.runs:
            found.setdefault(run.path, []).append(run.mark)
        return found

    @cached_property
    def _versions(self) -> str:
        """Digest of which page is in which language: every page leads to the others."""
        languages = self._report.languages
        return digest(sorted(languages.pages.items()), sorted(languages.translated.items()))

    @cached_property
    def _review_pages(self) -> list[tuple[str, str]]:
        """The pages that show each review: from others, glances and quoted claims lead there."""
        pages = self._report.pages.items()
        return [(one.reviews, name) for name, page in pages for one in page.references if one.reviews]

    @cached_property
    def _chart_pages(self) -> Mapping[str, str]:
        """The first page that shows each chart, which is named where it is cited and embedded."""
        return find_chart_pages(self._report)

    def _second(self, language: str) -> str:
        """Return the digest of the texts of a second language, and of what stands behind them."""
        texts = self._report.second[language]
        # Panels name statistics that the page itself does not claim, and every one has its texts in this file.
        return digest(sorted(texts.lines.items()), self._found[texts.file])

    @cached_property
    def _found(self) -> Mapping[str, list[str]]:
        """Digests of the report's own findings, by file."""
        found: dict[str, list[str]] = defaultdict(list)
        for one in self._report.findings.pages:
            found[one.page.name].append(one.mark)
        return found

    def _parts(self, page: Page) -> Iterator[str]:
        """Yield the digests of the charts and reviews that a page shows."""
        charts = self._report.charts
        reviews = {review.name: (review, found) for review, found in self._report.reviews}
        for reference in page.references:
            if reference.name == "chart" and reference.argument in charts:
                yield self._chart(charts[reference.argument], page.language)
            if reference.name == "review" and reference.argument in reviews:
                yield self._review(*reviews[reference.argument])

    def _chart(self, chart: Chart, language: str) -> str:
        name = chart_in(chart.id, language) if language in self._report.second else chart.id
        keys = [self._drawings.key(name, width) for width in self._drawings.widths(name)]
        checked = self._report.checked_charts.checks.get(chart.id)
        texts = (
            self._chart_pages[chart.id],
            chart.id,
            chart.title,
            chart.alt,
            chart.subtitle,
            chart.note,
            chart.rows,
            checked,
        )
        return digest(keys, texts, self._found[chart.cell.notebook] if chart.cell else ())

    def _review(self, review: Review, found: tuple[ReviewFinding, ...]) -> str:
        findings = [one for claim in found for one in (claim.day, claim.today, *claim.readings)]
        digests = [self.finding(finding) for finding in findings]
        return digest(review, digests, self._found[review.file], self._report.catalog.wordings)

    def _lists(self, text: str) -> Iterator[str]:
        """Yield the digests of what lists show about other pages and the data."""
        if _has_directive(text, "chapters"):
            root = self._report.project.root
            yield digest([(path.as_posix(), digest_file(root / path)) for path in self._report.project.pages])
            yield digest([self._found[path.as_posix()] for path in self._report.project.pages])
        if _has_directive(text, "datasets") or _has_directive(text, "sources"):
            yield self._data
        if _has_directive(text, "disagreements"):
            yield digest(self._report.known.disagreements)

    @cached_property
    def _data(self) -> str:
        catalog, root = self._report.catalog, self._report.project.root
        files = [(resource, digest_file(root / resource.place)) for resource in catalog.resources]
        return digest(files, find_pages(self._report))


def _has_directive(text: str, name: str) -> bool:
    """Return whether a page may hold a directive, be it in a part in reStructuredText."""
    return f"{{{name}}}" in text or f"{name}::" in text


def _first(chart: Chart) -> object:
    if isinstance(chart.specs, StoredSpecs):
        return next(iter(chart.specs.texts.values()), b"")
    return json.dumps(next(iter(chart.specs.values()), {}), default=str)


def digest_navigation(env: BuildEnvironment) -> str:
    """Return a digest of what every page may show about the others: titles, order, numbers, names of sections."""
    # References resolve against the objects of the standard domain: documents, labels, terms. There is no event that
    # tells which page shows another's title. `metadata` holds MyST-Parser's slugs of headings.
    return digest(
        sorted((name, title.astext()) for name, title in env.titles.items()),
        sorted((name, title.astext()) for name, title in env.longtitles.items()),
        sorted((name, tuple(found)) for name, found in env.toctree_includes.items()),
        sorted(tuple(map(str, found)) for found in env.get_domain("std").get_objects()),
        _plain(env.toc_secnumbers),
        _plain(env.toc_fignumbers),
        sorted((name, _plain(found.get("myst_slugs", {}))) for name, found in env.metadata.items()),
    )


def _plain(value: object) -> object:
    """Return nested mappings as sorted pairs."""
    if isinstance(value, Mapping):
        return sorted((key, _plain(one)) for key, one in value.items())
    return value


# What others describe is in files of theirs.
@task(of=lambda package, base: base, reads=lambda package, base: None if package.packages else [PACKAGE])
def _digest_described(package: Package, base: str) -> str:
    return digest([as_described(resource) for resource in package.resources])
