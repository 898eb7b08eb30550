"""The HTML builder: pages of book/ at the site's root, written beside the previous site and then swapped in whole.

A page that would come out as it is on the previous site is linked from there.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import escape
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from factbook.project.files import digest, digest_file
from factbook.sphinx_ext.build.compiled_templates import keep_compiled
from factbook.sphinx_ext.build.page_digests import digest_navigation, is_fixed, setup_digests
from factbook.sphinx_ext.build.state import BuildInputs, State, state_of
from factbook.sphinx_ext.build.swap import OLD
from factbook.sphinx_ext.build.urls import PAGES, page_name

NEW = ".html-new-"
READY_TO_WRITE = "factbook-ready-to-write"
"""Our event, emitted once the builder can write pages and before it writes the first one."""


class SiteBuilder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder with pages of book/ at the site's root, writing into a folder beside the site.

    There is no public way to write into a folder that becomes the site only if the whole build succeeds. Which pages
    are written is decided by the documented event ``env-get-updated``.
    """

    # Sphinx's own search index is not built; `factbook.sphinx_ext.pages.search` writes one.
    search = False

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        self.site = Path(app.outdir)
        # Reach: Sphinx (7.4 to 9.2): `app.outdir` is moved, since the superclass copies it in its own __init__ and
        # extensions read it from the application later; under `jupyter-book build` nobody else can choose the folder.
        # `_StrPath`, its type, is private, hence type(). A Sphinx that creates files in the folder before the builder
        # exists would write them into the previous site. The name holds the process, for `remove_leftovers`.
        # Tested by tests/unit/sphinx_ext/test_builder.py
        app.outdir = type(app.outdir)(self.site.parent / f"{NEW}{os.getpid()}-{secrets.token_hex(4)}")
        super().__init__(app, env)
        self.linked: set[str] = set()
        self.read_again: frozenset[str] = frozenset()
        self._named: frozenset[str] = frozenset()

    @property
    def ahead(self) -> list[str]:
        """The pages that are written before a whole build writes them with all else; empty in a whole build."""
        inputs: BuildInputs | None = self.app.config.factbook_report
        return inputs.draft.docnames if inputs and inputs.draft else []

    def init_templates(self) -> None:
        """Load templates, which do not change during a build."""
        # Reach: Sphinx (7.4 to 9.1): the methods `init_templates`, `render_partial`, `copy_static_files` and `write` of
        # StandaloneHTMLBuilder are not documented, and 8.1 calls the last one final; each override saves time on every
        # build. Without them a site comes out the same, except that files of the theme are copied and removed again.
        # Tested by tests/unit/sphinx_ext/test_builder.py
        super().init_templates()
        # Documented by Jinja. For each page the time of each of its eight templates would be looked at.
        self.templates.environment.auto_reload = False
        self.templates.environment.bytecode_cache = keep_compiled()

    def get_ready(self) -> None:
        """Do in advance what writing a page would have to wait for."""
        # A third of the time that the first page takes. Ours come first among the folders of a theme and of its bases.
        [folder, *_] = self.theme.get_theme_dirs()
        for path in Path(folder).rglob("*.html"):
            self.templates.environment.get_template(path.relative_to(folder).as_posix())
        # Reach: Sphinx (7.4 to 9.2): reads every page once more to warn of those that no table of contents names, which
        # the whole build tells.
        # Tested by tests/unit/sphinx_ext/test_ahead.py
        self.env.check_consistency = _do_nothing  # type: ignore[method-assign]

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page from the site's root."""
        return super().get_target_uri(page_name(docname), typ)

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield the root only; `link_pages` decides which other pages are written, after all have been read."""
        # With no page at all, Sphinx 7.4 would end without writing evidence, data and the other pages of extensions.
        yield self.config.root_doc

    def write(self, build_docnames: Iterable[str] | None, updated_docnames: Sequence[str], *arguments: Any) -> None:
        """Write pages; `updated_docnames` are those that were read, or that extensions name."""
        # It adds the root, and pages whose table of contents has one that is written, and nothing else tells which
        # pages extensions name. Of a book with 200 pages, to write the root takes a tenth of a small edit.
        self._named = frozenset(updated_docnames)
        super().write(build_docnames, updated_docnames, *arguments)

    def prepare_writing(self, docnames: set[str]) -> None:
        """Leave pages out that were linked from the previous site, unless an extension names them."""
        # Only now is known which these are. The set is the one that Sphinx writes by, as above.
        docnames -= docnames.difference(self.ahead) if self.ahead else self.linked - self._named
        super().prepare_writing(docnames)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a page, also one that was linked from the previous site, if an extension names it."""
        # What is written must not go into the file of the previous site, which the link is.
        if docname in self.linked:
            Path(self.outdir, f"{page_name(docname)}.html").unlink(missing_ok=True)
        super().write_doc(docname, doctree)

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Render a title; the table of contents of a page, which Sphinx renders as well, is on none of our pages."""
        # Sphinx publishes each such node through a whole docutils pipeline of its own, for every page; a plain title,
        # the usual case, needs escaping only. The rest goes to the superclass.
        if isinstance(node, nodes.bullet_list):
            return {"title": "", "fragment": ""}
        if isinstance(node, nodes.title) and all(isinstance(child, nodes.Text) for child in node.children):
            text = str(escape(node.astext()))
            return {"title": text, "fragment": text}
        return super().render_partial(node)

    def copy_static_files(self) -> None:
        """Make the folder; `_write_static` writes it when all extensions are done with it."""
        Path(self.outdir, "_static").mkdir(exist_ok=True)
        # The last step before pages are written; Sphinx's own event (`write-started`) comes before it can write any.
        self.events.emit(READY_TO_WRITE, self)

    def move_pages(self) -> None:
        """Move the pages of book/ to the site's root."""
        outdir = Path(self.outdir)
        for path in sorted((outdir / PAGES).rglob("*")):
            target = outdir / page_name(path.relative_to(outdir).as_posix())
            if path.is_dir():
                target.mkdir(exist_ok=True)
            else:
                path.rename(target)
        shutil.rmtree(outdir / PAGES, ignore_errors=True)
        # By it Sphinx finds out whether it must write all pages again; that is decided here, and for a new folder.
        (outdir / ".buildinfo").unlink(missing_ok=True)

    def link_pages(self, state: State) -> list[str]:
        """Link the pages that would come out as they are from the previous site, and return the others."""
        if self.ahead:
            self.linked = self.env.found_docs - set(self.ahead)
            return list(self.ahead)
        outdir, navigation = Path(self.outdir), digest_navigation(self.env)
        # Entries of Sphinx's index are in no page's digest, so with any of them every page is written.
        can_reuse = not any(self.env.get_domain("index").data["entries"].values())
        listing = set[str]().union(*self.env.files_to_rebuild.values())
        for docname in self.env.found_docs:
            shown = state.digests.page(docname)
            if shown is None:
                continue
            # Only now is known which files a page includes that was just read.
            _are_included_unchanged(self.env, docname, state)
            headings = self._digest_headings(state) if docname in listing else ""
            name, fingerprint = f"page:{docname}", digest(shown, navigation, headings)
            may_link = docname not in self.read_again and can_reuse and is_fixed(self.env, docname)
            if may_link and state.previous.link(name, fingerprint, [f"{page_name(docname)}.html"], outdir):
                self.linked.add(docname)
            else:
                # Recorded in any case, so that the next build may reuse what this one writes.
                state.previous.is_unchanged(name, fingerprint)
        return sorted(self.env.found_docs - self.linked)

    def _digest_headings(self, state: State) -> str:
        """Return a digest of the headings of all pages, which a page with a table of contents may show."""
        previous = state.previous
        for docname, contents in self.env.tocs.items():
            name = f"headings:{docname}"
            known = "" if docname in self.read_again else previous.mark_of(name)
            previous.fingerprints[name] = known or digest(contents.pformat())
        return digest(sorted((name, previous.fingerprints[f"headings:{name}"]) for name in self.env.tocs))


def _do_nothing() -> None:
    """Stand in for a method; a function of this module, since Sphinx pickles what holds it."""


def setup_builder(app: Sphinx) -> None:
    """Use this builder, read the pages that changed, and swap the site in at the end."""
    app.add_builder(SiteBuilder, override=True)
    setup_digests(app)
    # An official event, but it can only add pages to those that Sphinx finds outdated by itself. So a page is read
    # again if Sphinx or we think so, never left out because of us.
    app.connect("env-get-outdated", _find_outdated)
    app.connect("env-before-read-docs", _note_read)
    # After the collectors (500), which number sections and figures at this event: numbers are part of what pages show.
    app.connect("env-get-updated", _find_stale, priority=900)
    # After the report has been checked (100) and the fonts were found (110), and before extensions (500) write into it.
    app.connect("builder-inited", _open_folder, priority=120)
    # Before anything (500) that looks for a page where readers find it.
    app.connect("build-finished", _move_pages, priority=1)
    # Before what is added to the folder: the report's own style (705) and the search index (790).
    app.connect("build-finished", _write_static, priority=700)
    app.connect("build-finished", _swap, priority=900)


def _open_folder(app: Sphinx) -> None:
    """Create the folder that is written into, once the report is known to hold."""
    if isinstance(app.builder, SiteBuilder):
        remove_leftovers(app.builder.site)
        Path(app.builder.outdir).mkdir(parents=True)


def remove_leftovers(site: Path, *, own: bool = False) -> None:
    """Remove what killed builds left beside the site, and put back a site that was being swapped.

    With `own`, remove what this process was writing as well.
    """
    for old in sorted(site.parent.glob(f"{OLD}*")):
        if not site.exists() and (old / "html").exists():
            os.rename(old / "html", site)
        shutil.rmtree(old, ignore_errors=True)
    for new in site.parent.glob(f"{NEW}*"):
        pid = new.name.removeprefix(NEW).split("-")[0]
        is_own = pid == str(os.getpid())
        # Another build may be writing at this moment; its folder names its process.
        if (own and is_own) or (not is_own and not Path(f"/proc/{pid}").exists()):
            shutil.rmtree(new, ignore_errors=True)


def _find_outdated(app: Sphinx, env: BuildEnvironment, *changes: Any) -> list[str]:
    """Return the pages that must be read again: all whose source or findings differ from the last build."""
    if isinstance(app.builder, SiteBuilder) and app.builder.ahead:
        return app.builder.ahead
    state = state_of(app)
    shown = {docname: state.digests.page(docname) for docname in env.found_docs}
    known = {
        name
        for name, mark in shown.items()
        if mark is not None
        and state.previous.is_unchanged(f"read:{name}", mark)
        and _are_included_unchanged(env, name, state)
    }
    return sorted(env.found_docs - known)


def _are_included_unchanged(env: BuildEnvironment, docname: str, state: State) -> bool:
    """Record what a page includes of other files, and return whether that is as the last build has read it."""
    # Sphinx asks only whether such a file is newer than the page was read, and one that was put back is older.
    files = sorted(map(str, env.dependencies.get(docname, ())))
    return state.previous.is_unchanged(
        f"included:{docname}", digest([(one, state.previous.digest_of(one)) for one in files])
    )


def _note_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    if isinstance(app.builder, SiteBuilder):
        app.builder.read_again = frozenset(docnames)


def _find_stale(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages that must be written."""
    return app.builder.link_pages(state_of(app)) if isinstance(app.builder, SiteBuilder) else []


def _move_pages(app: Sphinx, error: Exception | None) -> None:
    if error is None and isinstance(app.builder, SiteBuilder):
        app.builder.move_pages()


def _write_static(app: Sphinx, error: Exception | None) -> None:
    """Write our own files, which are all that pages ask for, unless the previous site has the same."""
    if error is not None or not isinstance(app.builder, SiteBuilder):
        return
    previous, outdir = state_of(app).previous, Path(app.builder.outdir)
    # MyST-NB (1.4.0) copies its style sheet into the folder at 500, and cannot be told not to.
    shutil.rmtree(outdir / "_static", ignore_errors=True)
    folders = [Path(app.confdir, folder) for folder in app.config.html_static_path]
    own = {path: path.relative_to(folder) for folder in folders for path in folder.rglob("*") if path.is_file()}
    fingerprint = digest(sorted((path.as_posix(), digest_file(path)) for path in own))
    # Those alone: what is added to the folder later, such as the index of a language, may be superfluous by now.
    files = sorted({f"_static/{name.as_posix()}" for name in own.values()})
    if not previous.link("_static", fingerprint, files, outdir):
        for folder in folders:
            shutil.copytree(folder, outdir / "_static", dirs_exist_ok=True)


def _swap(app: Sphinx, error: Exception | None) -> None:
    builder = app.builder
    if not isinstance(builder, SiteBuilder):
        return
    # Sphinx 7.4 sets the exit code before this event, Sphinx 9 after it.
    inputs: BuildInputs | None = app.config.factbook_report
    if error is not None or app.statuscode or (inputs and inputs.is_refused):
        shutil.rmtree(builder.outdir, ignore_errors=True)
        return
    state_of(app).previous.take_place(Path(builder.outdir), builder.site)
