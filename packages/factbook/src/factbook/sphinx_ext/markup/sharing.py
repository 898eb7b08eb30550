"""The figures and charts of a report that other sites can show, and how each of them is saved, embedded and cited."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from urllib.parse import quote

from markupsafe import Markup, escape
from sphinx.application import Sphinx

from factbook.project.settings import Settings
from factbook.render.charts.house_style import HEIGHTS
from factbook.render.html.chart_values import find_drawn
from factbook.render.html.sharing import Embed, render_frame, render_sharing
from factbook.render.html.sureness import describe_sources
from factbook.render.html.what_it_says import say_what_is_reported, say_what_it_is
from factbook.render.metadata.citation import Citation
from factbook.render.metadata.head import Site
from factbook.render.text import find_id, mark_hangul, name_edition, render_sources
from factbook.render.words.interface import find_words
from factbook.report.checked_report import Report
from factbook.report.myst import strip_roles
from factbook.report.printed import Print
from factbook.sphinx_ext.build.state import is_sealed, state_of
from factbook.sphinx_ext.build.urls import (
    chart_address,
    chart_drawing_address,
    chart_embed_address,
    embed_address,
    find_chart_pages,
    relative_file,
    reported_embed_address,
    series_address,
    source_address,
    statistic_address,
)
from figurecheck.model import Chart, Finding, RowSet, Statistic, Verdict
from figurecheck.verdicts.row_names import write_key


class Sharing:
    """What one report offers to other sites; what its parts share is computed once."""

    def __init__(self, app: Sphinx) -> None:
        """Remember the build; everything is computed at its first use."""
        self._app, self._state = app, state_of(app)
        self._report = self._state.report
        self._settings = self._report.project.settings
        self._words = find_words(self._settings.language)

    @cached_property
    def site(self) -> Site:
        """The site at its address."""
        return make_site(self._settings)

    @cached_property
    def permanent(self) -> Site:
        """The site at the address at which this edition stays when later ones are published."""
        return replace(self.site, address=find_permanent_address(self._report))

    @cached_property
    def printed(self) -> Mapping[str, Print]:
        """The first figure of ours that is printed from each statistic, by its id; others are not offered."""
        claimed = ((id, [one for one in found if one.locale]) for id, found in self._state.printed.ours.items())
        return {id: found[0] for id, found in claimed if found}

    @cached_property
    def reported(self) -> Mapping[str, Finding]:
        """The first of our figures from each row of a source, by the id of its frame.

        Not those under review: "as reported" alone would repeat a figure that may be contradicted.
        """
        found: dict[str, Finding] = {}
        ours = (one for one in self._state.printed.cited if one.claim is not None and one.rated is None)
        for finding in ours:
            if finding.verdict is Verdict.REPORTED and finding.source and finding.row:
                found.setdefault(reported_id(finding.source.id, finding.row), finding)
        return found

    @cached_property
    def charts(self) -> Mapping[str, str]:
        """The page of the report that shows each chart, without its ending; charts that none shows are not offered."""
        return find_chart_pages(self._report)

    def figure(self, statistic: Statistic) -> Embed:
        """Return a printed figure as other sites show it."""
        language, printed = self._settings.language, self.printed[statistic.id].printed
        how = self._words[f"how.short.{statistic.how}"]
        return Embed(
            id=statistic.id,
            says=say_what_it_is(printed, statistic, self._report.statistics, language),
            printed=printed,
            sure=f"{how} {describe_sources(statistic, language)}".strip(),
            source=f"{quote(statistic_address(statistic.id))}.html",
            file=f"{embed_address(statistic.id)}.html",
        )

    def reported_figure(self, id: str) -> Embed:
        """Return a reported figure as other sites show it."""
        finding, language = self.reported[id], self._settings.language
        source = finding.source.id if finding.source else ""
        return Embed(
            id=id,
            says=say_what_is_reported(finding, self._report.known.sources, language),
            printed=finding.printed,
            sure=f"{self._words['reported']}.",
            source=f"{quote(source_address(source))}.html",
            file=f"{reported_embed_address(id)}.html",
        )

    def render_reported(self, finding: Finding) -> Markup:
        """Return how a reported figure is embedded, to be opened below it on the page of its source."""
        id = reported_id(finding.source.id, finding.row) if finding.source and finding.row else ""
        # The same row may be printed in several ways; it is offered once.
        if self.reported.get(id) is not finding or not self.permanent.address:
            return Markup("")
        return render_frame(self.reported_figure(id), self.permanent.address, self._settings.language)

    def chart(self, chart: Chart) -> Embed:
        """Return a chart that a page shows as other sites show it."""
        return Embed(
            id=chart.id,
            says=strip_roles(chart.title),
            below=strip_roles(chart.subtitle),
            sure=self.name_sources(chart.source_ids),
            source=f"{quote(self.charts[chart.id])}.html#chart-{find_id(chart.id)}",
            file=f"{chart_embed_address(chart.id)}.html",
            drawn=HEIGHTS["m"],
        )

    def figures_of(self, chart: Chart) -> str:
        """Return the ids of the printed figures that a chart draws or names, as JSON."""
        own = self._state.in_own_language
        drawn = find_drawn(chart, own.statistics, self._state.find_looked_up(chart, own))
        return json.dumps(sorted({one.id for one in drawn} & self.printed.keys()))

    def _cite(self, embed: Embed) -> Citation:
        """Return the citation of a figure or a chart, which names the edition and where that stays."""
        settings = self._settings
        return Citation(
            report=settings.title,
            page=embed.says,
            author=settings.author,
            edition=settings.edition,
            day=settings.edition_date,
            known_until=state_of(self._app).known_until,
            address=self.permanent.address + embed.source if self.permanent.address else "",
            language=settings.language,
            key=embed.id,
        )

    def render_figure(self, statistic: Statistic, *, has_series: bool) -> Markup:
        """Return how a figure is saved, embedded and cited, for its page of evidence; empty if nobody prints it."""
        if statistic.id not in self.printed:
            return Markup("")
        page = statistic_address(statistic.id)
        series = [("share.csv", relative_file(self._app, page, series_address(statistic.id)))] if has_series else []
        saved = [*series, ("share.json", relative_file(self._app, page, f"{page}.json"))]
        part = self._render(self.figure(statistic), saved)
        return Markup('<section id="share">\n<h2>{}</h2>\n{}</section>').format(self._words["share"], part)

    def render_chart(self, chart: Chart, page: str) -> Markup:
        """Return how a chart is saved, embedded and cited, to be opened below it on a page."""
        files = (("share.svg", chart_drawing_address(chart.id)), ("share.values", chart_address(chart.id)))
        saved = [(text, relative_file(self._app, page, file)) for text, file in files]
        embed = self.chart(chart)
        part = self._render(embed, saved)
        named = mark_hangul(embed.says, self._settings.language)
        summary = Markup('{}<span class="fb-vh">: {}</span>').format(self._words["share"], named)
        return Markup('<details class="fb-share"><summary>{}</summary>\n{}</details>\n').format(summary, part)

    def foot(self, chart: Chart) -> str:
        """Return the line below a saved chart: its sources, its edition, and where it stands."""
        settings = self._settings
        edition = name_edition(settings.edition, "", settings.language)
        address = self.permanent.address + self.chart(chart).source if self.permanent.address else ""
        parts = (self.name_sources(chart.source_ids), settings.title, edition, address)
        return ". ".join(part.rstrip(".") for part in parts if part)

    def _render(self, embed: Embed, saved: list[tuple[str, str]]) -> Markup:
        return render_sharing(
            embed,
            address=self.permanent.address,
            saved=saved,
            cited=self._cite(embed),
            language=self._settings.language,
        )

    def name_sources(self, ids: tuple[str, ...]) -> str:
        """Return the sources of a figure or a chart in words; empty if it has none."""
        named = render_sources(ids, self._report.known.sources, self._settings.language)
        return f"{self._words['source']}: {escape(named).striptags()}." if named else ""


def reported_id(source: str, row: RowSet) -> str:
    """Return what names a reported figure among those that other sites show."""
    return f"{source}.{write_key(row)}"


def sharing_of(app: Sphinx) -> Sharing:
    """Return what the report of a build offers to other sites."""
    # On the application, as it belongs to one build and is gone with it.
    found: Sharing | None = getattr(app, "factbook_sharing", None)
    if found is None:
        found = app.factbook_sharing = Sharing(app)  # type: ignore[attr-defined]
    return found


def make_site(settings: Settings) -> Site:
    """Return what is the same in the heads of all pages of a report."""
    return Site(
        name=settings.title,
        author=settings.author,
        imprint=settings.imprint,
        language=settings.language,
        edition=settings.edition,
        day=settings.edition_date,
        address=settings.address,
        licence=settings.licence,
    )


def find_permanent_address(report: Report) -> str:
    """Return the address at which this edition stays: below ``editions/`` once it is sealed; empty without an address.

    What another site shows must not change with the next edition, which takes the place in front.
    """
    settings = report.project.settings
    if not settings.address or not is_sealed(report):
        return settings.address
    return f"{settings.address}editions/{quote(settings.edition)}/"
