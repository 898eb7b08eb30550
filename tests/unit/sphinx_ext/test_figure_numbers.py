"""The numbers of figures are those of Sphinx, in a first build and after each edit."""

from __future__ import annotations

import inspect
import io
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.util.docutils import docutils_namespace, patch_docutils

from factbook.sphinx_ext.build.figure_numbers import setup_figure_numbers

# Sphinx and its extensions warn of each other's future.
pytestmark = pytest.mark.filterwarnings("ignore")

INDEX = "Report\n======\n\n.. toctree::\n   :numbered:\n\n   one\n\nMore\n----\n\n.. toctree::\n\n   two\n   three\n"
FIGURE = ".. figure:: a.png\n\n   A caption\n"
TABLE = ".. table:: A caption\n\n   === ===\n   a   b\n   === ===\n"
CODE = ".. code-block:: python\n   :caption: A caption\n\n   1\n"
PLAIN = "=== ===\na   b\n=== ===\n"
PAGES = {
    "index": INDEX,
    "one": f"One\n===\n\n{FIGURE}\nA section\n---------\n\n{TABLE}\n{PLAIN}\n",
    "two": "Two\n===\n\nWords.\n\n.. toctree::\n\n   four\n",
    "three": f"Three\n=====\n\n{FIGURE}\n{CODE}\n",
    "four": f"Four\n====\n\n{TABLE}\n",
}
EDITS = [
    {},
    {"two": f"Two\n===\n\n{FIGURE}\n.. toctree::\n\n   four\n"},
    {"one": "One\n===\n\nWords.\n"},
    {"index": INDEX.replace("   one\n", "   four\n").replace("   two\n", "   one\n")},
    {"two": "Two\n===\n\nWords.\n", "index": f"{INDEX}   four\n"},
]


def build(folder: Path, pages: dict[str, str], *, ours: bool) -> tuple[dict, Counter[str]]:
    """Return the numbers of a build, and how often it read each document."""
    folder.mkdir(exist_ok=True)
    (folder / "a.png").write_bytes(b"GIF89a")
    for name, text in pages.items():
        if not (folder / f"{name}.rst").exists() or (folder / f"{name}.rst").read_text() != text:
            (folder / f"{name}.rst").write_text(text)
    with patch_docutils(None), docutils_namespace():
        app = Sphinx(
            folder, None, folder / "out", folder / "doctrees", "dummy", {"numfig": True}, io.StringIO(), io.StringIO()
        )
        if ours:
            setup_figure_numbers(app)
            app.events.emit("config-inited", app.config)
        read: list[str] = []
        get_doctree = type(app.env).get_doctree
        type(app.env).get_doctree = lambda env, name: read.append(name) or get_doctree(env, name)
        try:
            app.build()
        finally:
            type(app.env).get_doctree = get_doctree
        return app.env.toc_fignumbers, Counter(read)


def test_the_numbers_are_those_of_sphinx_after_each_edit(tmp_path):
    pages = PAGES
    found = []
    for edit in EDITS:
        pages = {**pages, **edit}
        ours, _ = build(tmp_path / "ours", pages, ours=True)
        theirs, _ = build(tmp_path / "theirs", pages, ours=False)
        assert ours == theirs
        found.append(ours)
    assert all(one != other for one, other in pairwise(found))


def test_pages_without_captions_are_not_read_for_numbers(tmp_path):
    pages = {**PAGES, **{f"plain{number}": f"Plain\n=====\n\n{PLAIN}\n" for number in range(5)}}
    pages["index"] += "".join(f"   plain{number}\n" for number in range(5))
    build(tmp_path, pages, ours=True)
    _, ours = build(tmp_path, {**pages, "one": f"{PAGES['one']}\nMore.\n"}, ours=True)
    _, theirs = build(tmp_path, {**pages, "one": PAGES["one"]}, ours=False)
    assert theirs - ours == Counter(["index", "two", *(f"plain{number}" for number in range(5))])


def test_sphinx_numbers_figures_by_the_method_that_is_replaced():
    assert "self.assign_figure_numbers(env)" in inspect.getsource(TocTreeCollector.get_updated_docs)
    assert "env.get_doctree(docname)" in inspect.getsource(TocTreeCollector.assign_figure_numbers)
