"""What a build loads, what it says, and what it does with an exception."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from factbook.sphinx_ext.build.application import Messages
from factbook.sphinx_ext.build.reuse import PreviousSite

NOT_NEEDED = ("myst_nb", "IPython", "nbclient", "sqlalchemy", "jupyter_book", "sphinx_book_theme", "requests")
"""What a report of plain Markdown does without."""
LOADED = """
import sys
from pathlib import Path
from factbook.sphinx_ext.build.application import load_extensions

load_extensions(Path(sys.argv[1]))
print(*[name for name in sys.argv[2:] if name in sys.modules])
"""
STRICT = """
import sys
from pathlib import Path
from figurecheck.model.errors import SiteError
from factbook.notebooks import reuse_runs
from factbook.project.settings import read_project
from factbook.report.pipeline import make_report
from factbook.sphinx_ext.build.build_site import build_site

try:
    build_site(make_report(read_project(Path(sys.argv[1])), run=reuse_runs), strict=True)
except SiteError as error:
    print(error)
"""
BROKEN = """
from docutils.parsers.rst import Directive

class Broken(Directive):
    def run(self):
        return 1 / 0

def setup(app):
    app.add_directive("broken", Broken)
"""


def loaded(root: Path, *names: str) -> list[str]:
    command = [sys.executable, "-c", LOADED, root, *names]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def test_the_extensions_of_a_report_are_loaded_without_those_for_notebooks(starter):
    wanted = ["myst_parser.sphinx_ext.main", "sphinx_design"]
    assert loaded(starter, *wanted, *NOT_NEEDED) == wanted


def test_the_http_client_of_sphinx_is_loaded_once_it_is_used(starter):
    use = "from sphinx.util import requests\nbefore = 'requests' in sys.modules\nrequests.get\n"
    command = [sys.executable, "-c", f"{LOADED}{use}print(before, 'requests' in sys.modules)", starter]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    assert result.stdout.split() == ["False", "True"]


def test_a_folder_without_settings_loads_what_sphinx_always_needs():
    assert loaded(Path("nowhere"), "sphinx.builders.html", "myst_nb") == ["sphinx.builders.html"]


def test_a_page_that_is_a_notebook_is_read_by_myst_nb(starter, factbook):
    cells = [{"cell_type": "markdown", "id": "text", "metadata": {}, "source": "# A page\n\nThat is a notebook."}]
    page = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (starter / "book" / "extra.ipynb").write_text(json.dumps(page), "utf-8")
    toc = starter / "_toc.yml"
    toc.write_text(
        toc.read_text("utf-8").replace("file: book/herald", "file: book/herald\n      - file: book/extra"), "utf-8"
    )
    result = factbook("build", "--project", starter)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "That is a notebook." in (starter / "_build/html/extra.html").read_text("utf-8")


def test_a_directive_of_an_extension_that_is_not_loaded_stops_the_build_with_its_place(starter, factbook):
    page = starter / "book" / "data.md"
    lines = page.read_text("utf-8").count("\n")
    page.write_text(page.read_text("utf-8") + "\n```{toggle}\nHidden at first.\n```\n", "utf-8")
    result = factbook("build", "--project", starter)
    assert result.returncode == 2
    assert f"data.md:{lines + 2}: {{toggle}} is a directive of sphinx_togglebutton" in result.stderr
    assert "write {dropdown}, which needs no script, or add sphinx_togglebutton to sphinx.extra_" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Hidden at first." not in (starter / "_build/html/data.html").read_text("utf-8")


def test_a_button_without_a_repository_stops_the_build_with_its_place(starter, factbook):
    config = starter / "_config.yml"
    config.write_text(config.read_text("utf-8").replace("use_issues_button: false", "use_issues_button: true"), "utf-8")
    result = factbook("build", "--project", starter)
    assert result.returncode == 2
    assert "_config.yml: repository.url: is missing, and html.use_issues_button needs it" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_extension_that_cannot_be_imported_is_named(starter, factbook):
    config = starter / "_config.yml"
    config.write_text(config.read_text("utf-8").replace("    - factbook", "    - no_such\n    - factbook"), "utf-8")
    result = factbook("build", "--project", starter)
    assert result.returncode == 2
    assert "_config.yml: Sphinx cannot start: " in result.stdout
    assert "no_such" in result.stdout
    assert "Traceback" not in result.stderr


def test_the_trace_of_a_defect_in_an_extension_is_printed_for_its_author(starter, factbook):
    (starter / "own").mkdir()
    (starter / "own" / "broken_one.py").write_text(BROKEN, "utf-8")
    page = starter / "book" / "data.md"
    page.write_text(page.read_text("utf-8") + "\n```{broken}\n```\n", "utf-8")
    config = starter / "_config.yml"
    changed = config.read_text("utf-8").replace("  config:", "  local_extensions:\n    broken_one: own\n  config:", 1)
    config.write_text(changed, "utf-8")
    result = factbook("build", "--project", starter)
    assert result.returncode == 2
    assert "broken_one.py" in result.stderr
    assert "ZeroDivisionError" in result.stderr
    assert "the pages could not be rendered" in result.stderr


def test_a_directive_that_cannot_use_what_it_was_given_is_named_by_its_line(starter, factbook):
    page = starter / "book" / "data.md"
    lines = page.read_text("utf-8").count("\n")
    page.write_text(page.read_text("utf-8") + "\n````{note}\n```{hlist}\n:columns: 0\n- a\n```\n````\n", "utf-8")
    result = factbook("build", "--project", starter)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert f"\nbook/data.md:{lines + 3}: {{hlist}} cannot be shown: " in result.stderr


@pytest.mark.parametrize("line", ["logo: [1]", "bibtex_bibfiles: [1]"], ids=["when it starts", "in an extension"])
def test_a_value_of_another_kind_that_breaks_pages_is_named_and_leaves_no_trace(starter, factbook, line):
    config = starter / "_config.yml"
    config.write_text(f"{config.read_text('utf-8')}\n{line}\n", "utf-8")
    result = factbook("build", "--project", starter)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert f"\n_config.yml: {line.partition(' ')[0]} [1] is not " in result.stderr
    assert "; no page can be made with it (" in result.stderr


def test_a_warning_is_repeated_by_the_next_build(starter, factbook):
    page = starter / "book" / "data.md"
    page.write_text(page.read_text("utf-8") + "\n[a]: x\n[a]: y\n", "utf-8")
    for _ in range(2):
        result = factbook("build", "--project", starter)
        assert result.returncode == 0
        assert "Duplicate reference definition" in result.stderr


def test_a_strict_build_with_a_warning_leaves_the_last_site(starter, factbook):
    page = starter / "book" / "data.md"
    before = (starter / "_build/html/data.html").read_bytes()
    page.write_text(page.read_text("utf-8") + "\nOne more sentence.\n\n[a]: x\n[a]: y\n", "utf-8")
    result = subprocess.run([sys.executable, "-c", STRICT, starter], capture_output=True, text=True, check=False)
    assert "Duplicate reference definition" in result.stderr
    assert result.stdout == "factbook: warnings while rendering (see the messages above)\n"
    assert (starter / "_build/html/data.html").read_bytes() == before


def test_what_sphinx_writes_is_passed_on_and_known(tmp_path):
    stream, previous = io.StringIO(), PreviousSite(tmp_path, stamp="")
    messages = Messages(stream, previous)
    assert not previous.warned
    messages.write("더 많이")
    # What is wrong with the figures comes first, and alone where they do not hold.
    assert stream.getvalue() == ""
    messages.release()
    assert stream.getvalue() == "더 많이"
    messages.write("!")
    messages.release()
    assert stream.getvalue() == "더 많이!"
    assert previous.warned


def test_a_note_in_the_margin_is_that_of_jupyter_book(starter, factbook):
    # That Jupyter Book makes the same page by itself is tried in tests/cli/test_build.py.
    page = starter / "book" / "routes.md"
    notes = "```{margin}\nWithout a title.\n```\n\n```{margin} A title\nWith one.\n```\n"
    page.write_text(f"{page.read_text('utf-8')}\n{notes}", "utf-8")
    assert factbook("build", "--project", starter).returncode == 0
    found = LexborHTMLParser((starter / "_build/html/routes.html").read_text("utf-8")).css("aside.margin")
    assert [" ".join(note.text().split()) for note in found] == ["Without a title.", "A title With one."]
