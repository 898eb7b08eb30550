"""Earlier addresses of evidence: each leads to the page of the id that a statistic has now; its JSON is the same."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from factbook.project.files import digest
from factbook.render.metadata.hosting import POLICY
from factbook.render.templating import render_part
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import find_moved, statistic_address
from factbook.sphinx_ext.pages.head import heads_of


def setup_redirects(app: Sphinx) -> None:
    """Write the pages at earlier addresses once all others are written."""
    # After the site map, which lists the pages that it finds: a crawler is to know the present addresses only.
    app.connect("build-finished", _write_redirects, priority=806)


def _write_redirects(app: Sphinx, error: Exception | None) -> None:
    if error is not None or not isinstance(app.builder, SiteBuilder):
        return
    site, state = Path(app.builder.outdir), state_of(app)
    for old, new in find_moved(state.report):
        address, target = statistic_address(old), statistic_address(new)
        files = [f"{address}.html", f"{address}.json"]
        # Ids of other tools may differ and share a file name; the page of a statistic or source has precedence.
        if any((site / file).exists() for file in files):
            continue
        page, document = _render(app, old, new), (site / f"{target}.json").read_text("utf-8")
        if state.previous.reuse(f"moved {old}", digest(page, document), files, site):
            continue
        for file, text in zip(files, (page, document), strict=True):
            (site / file).write_text(text, "utf-8")


def _render(app: Sphinx, old: str, new: str) -> str:
    # Both pages lie in one folder, so that the name of the file is enough.
    address = f"{statistic_address(new)}.html"
    return render_part(
        "moved.html",
        state_of(app).report.project.settings.language,
        old=old,
        new=new,
        href=Path(address).name,
        canonical=heads_of(app).site.at(address),
        policy=POLICY,
    )
