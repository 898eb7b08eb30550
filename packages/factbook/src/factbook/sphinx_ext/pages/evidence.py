"""Pages of evidence: one for each statistic and each source, and an index."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial
from pathlib import Path

from markupsafe import Markup
from sphinx.application import Sphinx

from factbook.engine.task import task
from factbook.project.files import digest
from factbook.render.html.evidence_index import (
    IndexEntry,
    IndexPage,
    StatisticGroup,
    divide_index,
    render_evidence_index,
)
from factbook.render.html.evidence_page import EarlierValue, choose_worst, render_statistic_page, statistic_json
from factbook.render.html.series_drawing import find_series, series_csv
from factbook.render.html.source_page import count_source_pages, render_source_page
from factbook.render.html.what_it_says import say_what_it_is
from factbook.render.metadata.claims_json import json_text
from factbook.render.text import NOTHING
from factbook.render.values import show_bare
from factbook.report.checked_report import Report
from factbook.sphinx_ext.build.builder import READY_TO_WRITE, SiteBuilder
from factbook.sphinx_ext.build.reuse import SiteParts
from factbook.sphinx_ext.build.second_process import SecondProcess, may_fork
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import (
    relative_address,
    relative_file,
    series_address,
    source_address,
    statistic_address,
)
from factbook.sphinx_ext.markup.page import OwnPage
from factbook.sphinx_ext.markup.sharing import sharing_of
from factbook.sphinx_ext.pages.citations import render_citing
from factbook.sphinx_ext.pages.evidence_links import find_links
from factbook.sphinx_ext.pages.head import heads_of
from figurecheck.model import Finding, Statistic, Verdict

TEMPLATE = "evidence.html"
"""The template of pages of evidence and of notebooks."""
MANY = 50
"""Statistics for which it pays to fork this process, which takes as long as to write about ten pages."""
_ANY = "evidence/any"
"""The address of a page of evidence that represents all of them: links are relative, and they share a folder."""


def setup_evidence(app: Sphinx) -> None:
    """Write the evidence together with the other pages, most of it in a second process where there is much."""
    # Nobody else listens, and the builder is registered after all parts.
    app.add_event(READY_TO_WRITE)
    app.connect(READY_TO_WRITE, _begin_evidence)
    app.connect("html-collect-pages", _write_evidence)
    # Before anything (802) that looks through all pages.
    app.connect("build-finished", _finish_evidence, priority=801)


def _begin_evidence(app: Sphinx, builder: SiteBuilder) -> None:
    if len(state_of(app).report.statistics) >= MANY and may_fork(app):
        app.factbook_evidence = SecondProcess(state_of(app), partial(_write_statistics, app, builder))  # type: ignore[attr-defined]


def _write_statistics(app: Sphinx, builder: SiteBuilder) -> None:
    for address, page, template in _Evidence(app, builder).statistics():
        builder.handle_page(address, {**page}, template)


def _finish_evidence(app: Sphinx, error: Exception | None) -> None:
    second: SecondProcess | None = getattr(app, "factbook_evidence", None)
    if second is not None and error is None:
        second.finish()
    elif second is not None:
        second.stop()


def _write_evidence(app: Sphinx) -> Iterator[tuple[str, OwnPage, str]]:
    builder = app.builder
    if not isinstance(builder, SiteBuilder):
        return
    evidence = _Evidence(app, builder)
    if not hasattr(app, "factbook_evidence"):
        yield from evidence.statistics()
    yield from evidence.sources()
    yield from evidence.index()


def digest_frame(builder: SiteBuilder, address: str = _ANY, kind: str = "evidence") -> str:
    """Return a digest of what the pages of one kind and folder have around their own content."""
    # A second process may make one at the same time.
    file = Path(builder.outdir) / f"frame-{os.getpid()}.html"
    # Public in Sphinx, though meant for pages that it then publishes; with `outfilename` it writes to any path.
    page = OwnPage(title="", body=NOTHING, fb_kind=kind, fb_head=NOTHING, fb_extras=NOTHING)
    builder.handle_page(address, {**page}, TEMPLATE, outfilename=str(file))
    frame = file.read_text("utf-8")
    file.unlink()
    return digest(frame)


class _Evidence:
    def __init__(self, app: Sphinx, builder: SiteBuilder) -> None:
        self.app, self.outdir = app, Path(builder.outdir)
        (self.outdir / "evidence").mkdir(parents=True, exist_ok=True)
        self.state = state = state_of(app)
        self.report, self.previous, self.digests = state.report, state.previous, state.digests
        self.notebooks = self.digests.notebooks
        self.language = self.report.project.settings.language
        self.links = find_links(app, _ANY)
        self.heads = heads_of(app)
        # What every page of evidence shows besides its own; a new masthead or another front picture makes all of them
        # stale.
        self.around = digest(digest_frame(builder), self.links, self.heads.front_picture)
        self.sharing = sharing_of(app)
        self.earlier = _find_earlier(self.report)
        self.printed = state.printed
        self.by_source: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.printed.all_cited:
            if finding.source is not None:
                self.by_source[finding.source.id].append(finding)

    def statistics(self) -> Iterator[tuple[str, OwnPage, str]]:
        """Yield the page of each statistic, and write its JSON file beside it."""
        # After most edits no statistic and no finding is another one: then no notebook is looked at by itself.
        shown = digest(self.digests.everything, self.notebooks.second, self.around)
        parts = (_find_parts(notebook, ids) for notebook, ids in self.notebooks.ids.items())
        if self.previous.keep_all("all evidence", shown, parts):
            return
        for notebook in self.notebooks.ids:
            if not self._keep(notebook):
                yield from self._write_statistics(notebook)

    def _keep(self, notebook: str) -> bool:
        ids = self.notebooks.ids[notebook]
        reviewed = [finding for id in ids for finding in self.printed.find_reviewed(id)]
        found = [*self.printed.find_marks(ids), *map(self.digests.finding, reviewed)]
        fingerprint = digest(self.digests.base, self.notebooks.shown_of(notebook), self.around, found)
        return self.previous.keep_all(_name(notebook), fingerprint, [_find_parts(notebook, ids)])

    def _write_statistics(self, notebook: str) -> Iterator[tuple[str, OwnPage, str]]:
        sources, siblings = self.report.known.sources, self.notebooks.find_siblings(notebook)
        for statistic in self.notebooks.find_statistics(notebook):
            address, found = statistic_address(statistic.id), self.printed.find_digests(statistic.id)
            known = {id: one for id in (statistic.part, statistic.whole) if (one := self.report.statistics.get(id))}
            earlier = self.earlier.get(statistic.id, ())
            title, alike = self.notebooks.titles[statistic.id], [*siblings.series(statistic).values()]
            second = self._say_in_others(statistic)
            points = find_series(statistic, alike)
            fingerprint = self.digests.evidence(
                statistic, found, digest(self.around, known, earlier, title, points, second)
            )
            # One value is no series.
            series = points if statistic.id in self.sharing.printed and len(points) > 1 else []
            files = [f"{address}.html", f"{address}.json", *([series_address(statistic.id)] if series else [])]
            if self.previous.keep(address, fingerprint, files):
                continue
            findings = self.printed.find(statistic.id)
            links = self.links.with_json(relative_file(self.app, address, f"{address}.json"))
            body = render_statistic_page(
                statistic,
                findings,
                sources,
                links=links,
                language=self.language,
                known=known,
                earlier=earlier,
                alike=alike,
                second=second,
                share=self.sharing.render_figure(statistic, has_series=bool(series)),
            )
            head = self.heads.statistic(statistic, title, findings)
            self._write(files[1], json_text(statistic_json(statistic, findings, earlier)))
            if series:
                self._write(files[2], series_csv(statistic, series))
            # One that is printed says in the section `share` how it is cited.
            cites = statistic.id not in self.sharing.printed
            yield address, self._page(address, title, head, body, statistic.id, cites=cites), TEMPLATE

    def _say_in_others(self, statistic: Statistic) -> dict[str, str]:
        """Return what a statistic says in each second language that has a text for it, by language."""
        said: dict[str, str] = {}
        for shown_in in self.state.find_others():
            text, texts = statistic.label or statistic.about or statistic.population, shown_in.texts
            if texts is None or texts.lacks(text, f"{statistic.id}.label"):
                continue
            own = (one for one in self.printed.ours.get(statistic.id, ()) if one.locale == shown_in.language)
            printed = next((one.printed for one in own), "")
            printed = printed or show_bare(statistic.value, statistic.unit, shown_in.language)
            known = shown_in.statistics
            said[shown_in.language] = say_what_it_is(printed, known[statistic.id], known, shown_in.language)
        return said

    def sources(self) -> Iterator[tuple[str, OwnPage, str]]:
        """Yield the page of each source."""
        for source in self.report.known.sources.values():
            findings = self.by_source[source.id]
            addresses = [source_address(source.id, at) for at in range(count_source_pages(findings))]
            title, found = self.notebooks.source_titles[source.id], [*map(self.digests.finding, findings)]
            fingerprint, files = self.digests.evidence(source, found, self.around, title), [*map(_file, addresses)]
            if self.previous.keep(addresses[0], fingerprint, files):
                continue
            for number, address in enumerate(addresses):
                others = [_file(other).removeprefix("evidence/") for other in addresses]
                body = render_source_page(
                    source,
                    findings,
                    links=self.links,
                    language=self.language,
                    number=number,
                    others=others,
                    share=self.sharing.render_reported,
                )
                named = f"{title}, {number + 1}" if number else title
                head = self.heads.source(source, named, files[number])
                yield address, self._page(address, named, head, body, source.id), TEMPLATE

    def index(self) -> Iterator[tuple[str, OwnPage, str]]:
        """Yield the pages of the list of all evidence that would not be the same as those of the previous site."""
        report, title = self.report, self.heads.words["evidence.index"]
        shown = _digest_index(self)
        # In a folder of their own, where no statistic can have the same name.
        addresses = ["evidence/index", *(f"evidence/pages/{number}" for number in range(2, len(shown) + 1))]
        # Those in one folder lead to the others in the same way.
        links = cache(lambda folder: find_links(self.app, f"{folder}/any", report))
        for number, address in enumerate(addresses):
            fingerprint = digest(self.digests.base, shown[number], self.around, number)
            if self.previous.keep(address, fingerprint, [f"{address}.html"]):
                continue
            body = render_evidence_index(
                self._index_pages,
                number,
                report.statistics,
                self._worst,
                links=links(address.rpartition("/")[0]),
                others=[relative_address(self.app, address, other) for other in addresses],
                sources=report.known.sources,
                language=self.language,
            )
            named = f"{title}, {number + 1}" if number else title
            yield address, OwnPage(title=named, body=body, fb_kind="evidence"), TEMPLATE

    def digest_index(self) -> list[str]:
        """Return a digest of what each page of the index shows."""
        listed = [(page.names, page.total) for page in self._index_pages]
        return [
            digest(listed, *map(self._describe_group, page.groups), *_describe_reported(page), len(page.printed))
            for page in self._index_pages
        ]

    def _describe_group(self, group: StatisticGroup) -> object:
        """Return all that the index shows of a group of statistics."""
        listed = self.notebooks.listed
        return group.name, [(id, listed[id][1], self._worst.get(id)) for id in group.ids]

    @cached_property
    def _shown(self) -> dict[str, int]:
        """How often each statistic is printed, by its id."""
        found = {id: len(self.printed.find_verdicts(id)) for id in self.report.statistics}
        return {id: times for id, times in found.items() if times}

    @cached_property
    def _worst(self) -> dict[str, Verdict]:
        """The worst verdict on each statistic that is printed, by its id."""
        found = {id: choose_worst(self.printed.find_verdicts(id)) for id in self._shown}
        return {id: verdict for id, verdict in found.items() if verdict is not None}

    @cached_property
    def _index_pages(self) -> list[IndexPage]:
        listed = (IndexEntry(id, subject) for id, (subject, _) in self.notebooks.listed.items())
        return divide_index(listed, self._shown, self.printed.all_cited)

    def _page(self, address: str, title: str, head: Markup, body: Markup, id: str, *, cites: bool = True) -> OwnPage:
        extras = render_citing(self.app, f"{address}.html", title, id=id, cites=cites)
        return OwnPage(title=title, body=body, fb_kind="evidence", fb_head=head, fb_extras=extras)

    def _write(self, file: str, text: str) -> None:
        # "x": a file that exists may be a link to the previous site's, which must never be written into.
        with (self.outdir / file).open("x", encoding="utf-8") as out:
            out.write(text)


def _describe_reported(page: IndexPage) -> Iterator[object]:
    return ((id, [finding.printed for finding in found]) for id, found in page.reported)


def _name(notebook: str) -> str:
    return f"evidence of {notebook}"


def _file(address: str) -> str:
    return f"{address}.html"


def _find_earlier(report: Report) -> dict[str, tuple[EarlierValue, ...]]:
    """Return the values of earlier editions, latest first, for each statistic that any of them recorded."""
    settings = report.project.settings
    return {
        id: join_runs(
            EarlierValue(edition=one.label, as_of=one.as_of, value=value, unit=unit)
            for one, value, unit in values
            if one.label != settings.edition and one.as_of <= settings.edition_date
        )
        for id, values in report.history.values.items()
    }


def join_runs(values: Iterable[EarlierValue]) -> tuple[EarlierValue, ...]:
    """Return one value for editions in a row that have the same: a history must stay short over hundreds of them."""
    joined: list[EarlierValue] = []
    for one in values:
        last = joined[-1] if joined else None
        if last is not None and (last.value, last.unit) == (one.value, one.unit):
            joined[-1] = replace(one, until=last.until or last.edition)
        else:
            joined.append(one)
    return tuple(joined)


def _find_parts(notebook: str, ids: Sequence[str]) -> SiteParts:
    """Return the parts of the site that are made of what a notebook has recorded."""
    names = [*map(statistic_address, ids)]
    return SiteParts(
        names=[_name(notebook), *names],
        files=[f"{name}.{ending}" for ending in ("html", "json") for name in names],
        perhaps=[f"{name}.csv" for name in names],
    )


# Where no page has another finding, nothing is looked at.
@task(of=lambda evidence: evidence.digests.everything)
def _digest_index(evidence: _Evidence) -> list[str]:
    return evidence.digest_index()
