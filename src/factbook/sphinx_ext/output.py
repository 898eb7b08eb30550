"""Where the site is written: pages of book/ at the root, everything beside the last site, then swapped in whole."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from factbook.sphinx_ext.addresses import page_name

BESIDE = ".html-new-"
OLD = ".html-old-"


class SiteBuilder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder with pages of book/ at the site's root, writing into a folder beside the site."""

    search = False  # ours is in `factbook.sphinx_ext.search`

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        self.site = Path(app.outdir)
        app.outdir = type(app.outdir)(self.site.parent / f"{BESIDE}{os.getpid()}-{secrets.token_hex(4)}")
        super().__init__(app, env)

    def get_outfilename(self, pagename: str) -> str:
        """The file of a page."""
        return super().get_outfilename(page_name(pagename))

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The address of a page from the site's root."""
        return super().get_target_uri(page_name(docname), typ)


def setup_output(app: Sphinx) -> None:
    """Use our builder, render every page, and swap the site in at the end."""
    app.add_builder(SiteBuilder, override=True)
    app.connect("env-get-outdated", _render_all)
    app.connect("builder-inited", _open_folder, priority=900)
    app.connect("build-finished", _swap, priority=900)


def _open_folder(app: Sphinx) -> None:
    """Make the folder that is written into, once the report is known to hold."""
    if isinstance(app.builder, SiteBuilder):
        tidy(app.builder.site)
        Path(app.builder.outdir).mkdir(parents=True)


def tidy(site: Path, *, own: bool = False) -> None:
    """Remove what builds that were killed left beside the site; put back a site that was being swapped.

    With `own`, what this process is writing is removed as well.
    """
    for old in sorted(site.parent.glob(f"{OLD}*")):
        if not site.exists() and (old / "html").exists():
            os.rename(old / "html", site)
        shutil.rmtree(old, ignore_errors=True)
    for beside in site.parent.glob(f"{BESIDE}*"):
        pid = beside.name.removeprefix(BESIDE).split("-")[0]
        mine = pid == str(os.getpid())
        if (own and mine) or (not mine and not Path(f"/proc/{pid}").exists()):
            shutil.rmtree(beside, ignore_errors=True)


def _render_all(app: Sphinx, env: BuildEnvironment, *changes: Any) -> list[str]:
    """Findings may have changed anywhere, so no page is taken from an earlier build."""
    return sorted(env.found_docs)


def _swap(app: Sphinx, error: Exception | None) -> None:
    builder = app.builder
    if not isinstance(builder, SiteBuilder):
        return
    if error is not None or app.statuscode:
        shutil.rmtree(builder.outdir, ignore_errors=True)
        return
    swap_folders(Path(builder.outdir), builder.site)


def swap_folders(new: Path, site: Path) -> None:
    """Put `new` in the place of `site`; the old one is kept until the new one stands."""
    old = Path(tempfile.mkdtemp(prefix=OLD, dir=site.parent))
    if site.exists():
        os.rename(site, old / "html")
    try:
        os.rename(new, site)
    except OSError:
        if (old / "html").exists():
            os.rename(old / "html", site)
        raise
    shutil.rmtree(old)
