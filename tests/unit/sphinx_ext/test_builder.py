"""What the builder relies on in Sphinx: each test names what to look at when another version changes it."""

from __future__ import annotations

import inspect
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sphinx.application
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.events import core_events

from factbook.sphinx_ext.build.builder import NEW, SiteBuilder
from tiny import write_tiny

OVERRIDDEN = {
    "init_templates": ["self"],
    "render_partial": ["self", "node"],
    "copy_static_files": ["self"],
    "write": ["self", "build_docnames", "updated_docnames", "method"],
}
"""Methods that Sphinx does not document, with their parameters."""


@pytest.mark.parametrize("name", OVERRIDDEN)
def test_a_method_that_we_override_is_there_with_its_parameters(name):
    assert list(inspect.signature(getattr(StandaloneHTMLBuilder, name)).parameters) == OVERRIDDEN[name]


def test_no_other_undocumented_method_is_overridden():
    documented = {"__init__", "get_target_uri", "get_outdated_docs", "prepare_writing", "write_doc"}
    own = {name for name in vars(SiteBuilder) if callable(getattr(SiteBuilder, name))}
    assert {name for name in own if hasattr(StandaloneHTMLBuilder, name)} == {*OVERRIDDEN, *documented}


@pytest.mark.parametrize("name", ["init_templates", "copy_static_files", "write"])
def test_sphinx_still_calls_what_we_override(name):
    # `render_partial` is called for every page; a page without its title would fail the tests of sites.
    assert any(f"self.{name}" in inspect.getsource(one) for one in (StandaloneHTMLBuilder, Builder))


def test_sphinx_writes_the_pages_of_the_set_that_we_take_some_from():
    begin, _, rest = inspect.getsource(Builder.write).partition("self.prepare_writing(docnames)")
    assert "set(updated_docnames)" in begin
    assert "docnames" in rest
    assert "docnames =" not in rest


def test_sphinx_names_the_extensions_that_it_always_loads():
    assert "sphinx.builders.html" in sphinx.application.builtin_extensions
    assert all(isinstance(name, str) for name in sphinx.application.builtin_extensions)


def test_sphinx_loads_each_of_them_and_each_extension_by_the_method_that_leaves_some_out():
    begin = inspect.getsource(sphinx.application.Sphinx.__init__)
    assert begin.count("self.setup_extension(") == begin.count("setup_extension(") >= 2
    assert sphinx.application.builtin_extensions.count("sphinx.builders.linkcheck") == 1


@pytest.mark.parametrize(
    "event", ["env-get-outdated", "env-before-read-docs", "env-get-updated", "doctree-resolved", "build-finished"]
)
def test_the_events_that_decide_what_is_written_are_sphinx_s_own(event):
    assert event in core_events


FAILS_LATE = """
from pathlib import Path

def fail(app, exception):
    Path(app.srcdir, "seen.txt").write_text(f"{app.outdir}\\n{app.builder.outdir}", "utf-8")
    raise RuntimeError("too late")

def setup(app):
    app.connect("build-finished", fail, priority=850)
"""


@pytest.mark.parametrize("command", ["factbook", pytest.param("jupyter-book", marks=pytest.mark.trial)])
def test_a_build_that_fails_at_its_end_leaves_the_last_site_as_it_was(starter, factbook, command):
    program = Path(sys.executable).with_name(command)
    if not program.exists():
        pytest.skip("jupyter-book is an extra, and the newest Sphinx has none")
    root, site = starter, starter / "_build" / "html"
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    (root / "own").mkdir()
    (root / "own" / "fails_late.py").write_text(FAILS_LATE, "utf-8")
    config = root / "_config.yml"
    changed = config.read_text("utf-8").replace("  config:", "  local_extensions:\n    fails_late: own\n  config:", 1)
    config.write_text(changed, "utf-8")
    page = root / "book" / "data.md"
    page.write_text(page.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    if command == "factbook":
        result = factbook("build", "--project", root)
    else:
        result = subprocess.run([program, "build", root], capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "too late" in result.stdout + result.stderr
    # The application, the builder and with them every extension wrote into the folder beside the site.
    of_app, of_builder = map(Path, (root / "seen.txt").read_text("utf-8").splitlines())
    assert of_app == of_builder
    assert of_app.name.startswith(NEW)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


NAMES_PAGES = """
from pathlib import Path

from docutils import nodes

def read(app, name):
    return Path(app.srcdir, "own", name).read_text("utf-8")

def setup(app):
    app.connect("env-updated", lambda app, env: read(app, "env-updated").split())
    app.connect("env-get-updated", lambda app, env: read(app, "env-get-updated").split())
    app.connect("doctree-resolved", stamp)

def stamp(app, doctree, docname):
    doctree += nodes.paragraph("", "Written in build " + read(app, "build"))
"""
NAMED = [
    ("env-updated", ""),
    ("env-updated", "book/data"),
    ("env-get-updated", "book/data"),
    ("env-updated", "book/index"),
    ("env-get-updated", "book/index"),
]
"""Events, and what an extension names at each."""


@pytest.mark.slow
def test_what_an_extension_names_is_written_and_the_previous_site_stays_as_it_is(starter, tmp_path, factbook):
    root, site = starter, starter / "_build" / "html"
    own, config, edited = root / "own", root / "_config.yml", root / "book" / "herald.md"
    # A front page that shows nothing of other pages would come out as it was.
    front = root / "book" / "index.md"
    front.write_text(front.read_text("utf-8").replace("```{chapters}\n```\n", ""), "utf-8")
    load = "  local_extensions:\n    names_pages: own\n  config:"
    config.write_text(config.read_text("utf-8").replace("  config:", load, 1), "utf-8")
    own.mkdir()
    (own / "names_pages.py").write_text(NAMES_PAGES, "utf-8")

    def build(number: int, event: str, named: str) -> dict[str, str]:
        for name in ("env-updated", "env-get-updated"):
            (own / name).write_text(named if name == event else "", "utf-8")
        # In letters: a number that an extension adds is refused.
        (own / "build").write_text(f"{'abcdef'[number]}.", "utf-8")
        edited.write_text(edited.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
        result = factbook("build", "--project", root)
        assert result.returncode == 0, result.stderr
        texts = {path.stem: path.read_text("utf-8") for path in site.glob("*.html")}
        return {name: text for name, text in texts.items() if "Written in build" in text}

    pages = build(0, *NAMED[0])
    assert {"index", "herald", "data", "routes"} <= pages.keys()
    for number, (event, named) in enumerate(NAMED, start=1):
        # The last site is removed once the new one is in its place; links show what was written into its files.
        before = tmp_path / f"before-{number}"
        shutil.copytree(site, before, copy_function=os.link)
        last, pages = pages, build(number, event, named)
        written = {name for name, text in pages.items() if f"Written in build {'abcdef'[number]}." in text}
        # Not the root, which Sphinx adds to whatever is written.
        assert written == {"herald", *([Path(named).name] if named else [])}
        assert {name: (before / f"{name}.html").read_text("utf-8") for name in last} == last
        linked = {name for name in pages if (site / f"{name}.html").samefile(before / f"{name}.html")}
        assert linked == pages.keys() - written


LEAVES_OUT = """
def setup(app):
    app.connect("config-inited", lambda app, config: config.exclude_patterns.append("book/more.md"))
"""


def test_a_page_that_was_checked_and_that_sphinx_leaves_out_stops_the_build(tmp_path, factbook):
    root = write_tiny(tmp_path / "report")
    (root / "_toc.yml").write_text("format: jb-book\nroot: book/index\nchapters:\n- file: book/more\n", "utf-8")
    (root / "book/more.md").write_text("# More\n\n{claim}`15 <birds.last>` birds.\n", "utf-8")
    assert factbook("build", "--project", root).returncode == 0
    (root / "leaves_out.py").write_text(LEAVES_OUT, "utf-8")
    config = json.loads((root / "_config.yml").read_text("utf-8"))
    config["sphinx"]["local_extensions"] = {"leaves_out": "."}
    (root / "_config.yml").write_text(json.dumps(config), "utf-8")
    result = factbook("build", "--project", root)
    assert result.returncode == 2
    assert "book/more.md: is a page that Sphinx was told to leave out, or cannot read" in result.stderr
    assert (root / "_build/html/more.html").is_file()
