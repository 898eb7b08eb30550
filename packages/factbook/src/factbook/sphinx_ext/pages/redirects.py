"""Earlier addresses of evidence and of pages: each leads to the present one, and to the same place there.

The JSON at an earlier address of evidence is that of the present one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os.path import relpath
from pathlib import Path
from urllib.parse import quote

from sphinx.application import Sphinx

from factbook.project.files import digest
from factbook.render.metadata.hosting import POLICY
from factbook.render.templating import render_part
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import State, state_of
from factbook.sphinx_ext.build.urls import find_moved, page_name, statistic_address
from factbook.sphinx_ext.pages.citations import asset_version
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
        document = state.previous.place_of(site, f"{target}.json").read_text("utf-8")
        told = heads_of(app).words["moved"].format(old=old, new=new)
        page = _render(app, address, target, told, heads_of(app).words["evidence"])
        _write(state, site, f"moved {old}", {f"{address}.html": page, f"{address}.json": document})
    for old_page, new_page in find_moved_pages(app):
        title = app.env.titles[new_page].astext() if new_page in app.env.titles else page_name(new_page)
        told = heads_of(app).words["moved.page"].format(new=title)
        page = _render(app, page_name(old_page), page_name(new_page), told, title)
        _write(state, site, f"moved page {old_page}", {f"{page_name(old_page)}.html": page})


def find_moved_pages(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield the earlier and the present document of each page that has another address than in an earlier edition."""
    for old, new in state_of(app).report.history.moved.items():
        before, now = (str(Path(file).with_suffix("")) for file in (old, new))
        if now in app.env.found_docs and before not in app.env.found_docs:
            yield before, now


def _write(state: State, site: Path, name: str, files: Mapping[str, str]) -> None:
    # Ids of other tools may differ and share a file name; the page of a statistic or source has precedence.
    if any(state.previous.place_of(site, file).exists() for file in files):
        return
    if state.previous.keep(name, digest(*files.values()), list(files)):
        return
    for file, text in files.items():
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        (site / file).write_text(text, "utf-8")


def _render(app: Sphinx, address: str, target: str, told: str, link: str) -> str:
    root = "../" * address.count("/")
    return render_part(
        "moved.html",
        state_of(app).report.project.settings.language,
        told=told,
        link=link,
        href=quote(relpath(f"{target}.html", Path(address).parent)),
        canonical=heads_of(app).site.at(f"{target}.html"),
        policy=POLICY,
        script=f"{root}_static/moved.js?v={asset_version('moved.js')}",
    )
