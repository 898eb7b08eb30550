"""Files by which other sites show figures and charts: pages for frames, answers of oEmbed, saved drawings."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from sphinx.application import Sphinx

from factbook.render.charts.chart import label_drawing
from factbook.render.charts.saved_chart import save_chart
from factbook.render.html.oembed import oembed_json
from factbook.render.html.sharing import Embed, render_embed
from factbook.render.metadata.head import SMALL_PICTURE_SIZE, Card, link_oembed, render_head, shorten
from factbook.render.metadata.jsonld import render_jsonld
from factbook.render.text import name_edition
from factbook.report.myst import strip_roles
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import is_sealed, state_of
from factbook.sphinx_ext.build.urls import chart_drawing_address, house_sheet
from factbook.sphinx_ext.markup.sharing import sharing_of
from factbook.sphinx_ext.pages.citations import asset_version, write_changed
from factbook.sphinx_ext.pages.head import heads_of
from factbook.sphinx_ext.pages.share_pictures import chart_picture_file, figure_picture_file, picture_file

ASSETS = ("embed.css", "embed.js")
"""Our files that pages for frames ask for."""
DRAWN = ("m", "s")
"""The widths of a chart within a frame."""


def setup_sharing(app: Sphinx) -> None:
    """Write the files once all drawings are made, and before the site map (805), which does not list them."""
    app.connect("build-finished", _write_files, priority=803)


def _write_files(app: Sphinx, error: Exception | None) -> None:
    if error is not None or not isinstance(app.builder, SiteBuilder):
        return
    write_changed(app, ((name, text.encode()) for name, text in _Shared(app).files()))


class _Shared:
    def __init__(self, app: Sphinx) -> None:
        self.app, self.state = app, state_of(app)
        self.report, self.sharing = self.state.report, sharing_of(app)
        self.settings = self.report.project.settings
        self.assets = {file: f"_static/{file}?v={asset_version(file)}" for file in ASSETS}
        self.house = house_sheet(self.settings.style)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of each file."""
        yield from self.drawings()
        # Another site needs whole addresses.
        if self.sharing.site.address:
            yield from self.figures()
            yield from self.reported()
            yield from self.charts()

    def figures(self) -> Iterator[tuple[str, str]]:
        """Yield the page and the answer of oEmbed of each printed figure."""
        for id in self.sharing.printed:
            embed = self.sharing.figure(self.report.statistics[id])
            picture = figure_picture_file(self.app, id)
            # The page of evidence is the one that a search engine lists.
            canonical = Markup('<link rel="canonical" href="{}">').format(self.sharing.site.address + embed.source)
            yield from self._pair(embed, canonical, f'["{id}"]', picture)

    def reported(self) -> Iterator[tuple[str, str]]:
        """Yield the page and the answer of oEmbed of each figure that a source reports."""
        picture = picture_file(self.app, self.app.config.root_doc)
        for id in self.sharing.reported:
            embed = self.sharing.reported_figure(id)
            canonical = Markup('<link rel="canonical" href="{}">').format(self.sharing.site.address + embed.source)
            yield from self._pair(embed, canonical, "[]", picture)

    def charts(self) -> Iterator[tuple[str, str]]:
        """Yield the page and the answer of oEmbed of each chart that a page shows."""
        for id in self.sharing.charts:
            chart = self.report.charts[id]
            embed, picture = self.sharing.chart(chart), chart_picture_file(self.app, id)
            alt = strip_roles(chart.alt)
            card = Card(
                path=embed.file,
                title=embed.says,
                description=shorten(alt),
                picture=picture,
                picture_alt=alt,
                picture_size=SMALL_PICTURE_SIZE,
            )
            head = render_head(self.sharing.site, card, render_jsonld([heads_of(self.app).image(chart, embed.file)]))
            drawings = [
                label_drawing(self.state.drawings.svg(id, width), width, alt)
                for width in DRAWN
                if width in self.state.drawings.widths(id)
            ]
            yield from self._pair(embed, head, self.sharing.figures_of(chart), picture, drawings)

    def drawings(self) -> Iterator[tuple[str, str]]:
        """Yield each chart that a page shows as a drawing that stands by itself."""
        for id in self.sharing.charts:
            chart = self.report.charts[id]
            yield (
                chart_drawing_address(id),
                save_chart(
                    self.state.drawings.svg(id, "m"),
                    title=strip_roles(chart.title),
                    subtitle=strip_roles(chart.subtitle),
                    alt=strip_roles(chart.alt),
                    foot=self.sharing.foot(chart),
                    language=self.settings.language,
                ),
            )

    def _pair(
        self, embed: Embed, head: Markup, figures: str, picture: str, drawings: list[Markup] | None = None
    ) -> Iterator[tuple[str, str]]:
        answer = f"{embed.file.removesuffix('.html')}.json"
        robots = Markup('<meta name="robots" content="noindex">\n    ')
        page = render_embed(
            embed,
            head=robots + head + Markup("\n    ") + link_oembed(self.sharing.site.at(answer), embed.says),
            report=self.settings.title,
            edition_name=name_edition(self.settings.edition, self.state.known_until, self.settings.language),
            edition=self.settings.edition if is_sealed(self.report) else "",
            figures=figures,
            assets=self.assets,
            house=self.house,
            drawings=drawings or [],
            language=self.settings.language,
        )
        yield embed.file, str(page)
        yield answer, oembed_json(self.sharing.site, embed, self.sharing.permanent.address, picture)
