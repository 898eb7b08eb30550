"""Where the site is written: pages of book/ at the root, everything beside the last site, then swapped in whole.

A page that would come out as it is on the last site is taken over from there.
"""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from docutils import nodes
from markupsafe import escape
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from factbook.project.files import digest, digest_file
from factbook.project.fingerprints import STATE
from factbook.render.templating import keep_templates
from factbook.sphinx_ext.build.page_digests import digest_navigation
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import page_name

TEMPLATES = STATE / "templates"
"""Compiled templates."""
AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Of Linux's ``renameat2``: paths from the working directory; two folders change places in one step."""
BESIDE = ".html-new-"
OLD = ".html-old-"


class SiteBuilder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder with pages of book/ at the site's root, writing into a folder beside the site."""

    search = False  # ours is in `factbook.sphinx_ext.search`

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        self.site = Path(app.outdir)
        app.outdir = type(app.outdir)(self.site.parent / f"{BESIDE}{os.getpid()}-{secrets.token_hex(4)}")
        super().__init__(app, env)

    def init_templates(self) -> None:
        """Keep the templates as compiled."""
        super().init_templates()
        folder = Path(self.srcdir, TEMPLATES)
        folder.mkdir(parents=True, exist_ok=True)
        self.templates.environment.bytecode_cache = keep_templates(str(folder))

    def get_outfilename(self, pagename: str) -> str:
        """The file of a page."""
        return super().get_outfilename(page_name(pagename))

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The address of a page from the site's root."""
        return super().get_target_uri(page_name(docname), typ)

    def write(
        self,
        build_docnames: Iterable[str] | None,
        updated_docnames: Sequence[str],
        method: Literal["all", "specific", "update"] = "update",
    ) -> None:
        """Write the pages that would not come out as they are; take the others over."""
        self.events.emit("write-started", self)
        stale = self._find_stale()
        self.prepare_writing(stale)
        self.copy_assets()
        self._write_serial(sorted(stale))

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """A title as HTML; the contents of a page, which Sphinx asks for as well, stand nowhere on our pages."""
        if isinstance(node, nodes.bullet_list):
            return {"title": "", "fragment": ""}
        if isinstance(node, nodes.title) and all(isinstance(child, nodes.Text) for child in node.children):
            text = str(escape(node.astext()))
            return {"title": text, "fragment": text}
        return super().render_partial(node)

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        """Copy none of the theme's own files: no page asks for them."""

    def copy_static_files(self) -> None:
        """Copy what the theme needs, unless the last site has the same."""
        carry, outdir = state_of(self.app).carry, Path(self.outdir)
        files = carry.find("_static/")
        own = [path for folder in self.config.html_static_path for path in Path(self.confdir, folder).rglob("*")]
        mark = digest(sorted((path.as_posix(), digest_file(path)) for path in own if path.is_file()))
        if not (carry.take("_static", mark, files, outdir) and files):
            super().copy_static_files()

    def write_buildinfo(self) -> None:
        """Write none: Sphinx would read it in the next build, which is written into another folder."""

    def _find_stale(self) -> set[str]:
        state, outdir = state_of(self.app), Path(self.outdir)
        navigation = digest_navigation(self.env)
        can_take = not any(self.env.domaindata["index"]["entries"].values())
        stale = set()
        for docname in self.env.found_docs:
            shown = state.digests.page(docname)
            if shown is None:
                stale.add(docname)
                continue
            name, mark = f"page:{docname}", digest(shown, navigation)
            taken = can_take and state.carry.take(name, mark, [f"{page_name(docname)}.html"], outdir)
            if not taken:
                state.carry.is_known(name, mark)
                stale.add(docname)
        return stale


def setup_output(app: Sphinx) -> None:
    """Use our builder, read what changed, and swap the site in at the end."""
    app.add_builder(SiteBuilder, override=True)
    app.connect("env-get-outdated", _find_unread)
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


def _find_unread(app: Sphinx, env: BuildEnvironment, *changes: Any) -> list[str]:
    """Give the pages that must be read again: all whose source or findings are not those of the last build."""
    state = state_of(app)
    shown = {docname: state.digests.page(docname) for docname in env.found_docs}
    known = {name for name, mark in shown.items() if mark is not None and state.carry.is_known(f"read:{name}", mark)}
    return sorted(env.found_docs - known)


def _swap(app: Sphinx, error: Exception | None) -> None:
    builder = app.builder
    if not isinstance(builder, SiteBuilder):
        return
    if error is not None or app.statuscode:
        shutil.rmtree(builder.outdir, ignore_errors=True)
        return
    swap_folders(Path(builder.outdir), builder.site)


def swap_folders(new: Path, site: Path) -> None:
    """Put `new` in the place of `site`, in one step where the system can; else the old one stays until it stands."""
    if site.exists() and exchange(new, site):
        shutil.rmtree(new)
        return
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


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places; False if this system or file system has no way to do so in one step."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return bool(renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)
