"""What goes wrong while pages of a draft are rendered."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from factbook.engine.file_state import DOUBTED
from factbook.engine.fingerprints import see_inputs
from factbook.serve import draft
from factbook.serve.faults import complain_of_fault, have_changed, read_warnings
from factbook.serve.place import TRACE
from tiny import write_tiny

MESSAGES = """\
\x1b[91m{root}/book/routes.md:31: WARNING: unknown document: 'nosuch'\x1b[39;49;00m
\x1b[31m{root}/book/routes.md:49: ERROR: Directive 'admonition': 1 argument(s) required, 0 supplied

```{{admonition}}
```\x1b[39;49;00m
\x1b[91m{root}/book/routes.md:31: WARNING: unknown document: 'nosuch'\x1b[39;49;00m
{root}/book/nb.ipynb:20003: WARNING: unknown document: 'none'
WARNING: favicon file 'none.ico' does not exist
"""


def test_what_sphinx_warns_of_is_read_from_its_messages():
    root = Path("/somewhere/report")
    assert [str(one) for one in read_warnings(MESSAGES.format(root=root), root)] == [
        "book/routes.md:31: Sphinx warns: unknown document: 'nosuch'",
        "book/routes.md:49: Sphinx warns: Directive 'admonition': 1 argument(s) required, 0 supplied "
        "```{admonition} ```",
        "book/nb.ipynb: cell 2, line 3: Sphinx warns: unknown document: 'none'",
        "factbook: Sphinx warns: favicon file 'none.ico' does not exist",
    ]


def render(docname: str) -> None:
    raise ZeroDivisionError("division by zero")


def handle(pagename: str) -> None:
    raise ZeroDivisionError("division by zero")


def test_an_exception_that_nobody_foresaw_is_one_complaint_with_its_page_and_its_trace_in_a_file(tmp_path):
    page = tmp_path / "book/routes.md"
    page.parent.mkdir()
    page.write_text("# Routes", "utf-8")
    places = []
    for work, docname in ((render, "book/routes"), (handle, "book/routes"), (render, "book/gone")):
        try:
            work(docname)
        except ZeroDivisionError as error:
            complaint = complain_of_fault(error, tmp_path)
        places.append(complaint.place)
        assert complaint.what == "no site could be made: ZeroDivisionError: division by zero"
        assert complaint.remedy.endswith(TRACE.as_posix())
        assert f"in {work.__name__}" in (tmp_path / TRACE).read_text("utf-8")
    assert places == ["book/routes.md", "book/routes.md", "factbook"]


def test_what_was_saved_or_came_meanwhile_is_another_content_and_what_was_only_touched_is_not(tmp_path):
    (tmp_path / "book").mkdir()
    page = tmp_path / "book/routes.md"
    page.write_text("# Routes", "utf-8")
    seen = see_inputs(tmp_path, {})
    assert not have_changed(tmp_path, {**seen, "/elsewhere/names.csv": DOUBTED})
    page.touch()
    assert not have_changed(tmp_path, seen)
    page.write_text("# Paths", "utf-8")
    assert have_changed(tmp_path, seen)
    page.write_text("# Routes", "utf-8")
    assert not have_changed(tmp_path, seen)
    (tmp_path / "book/more.md").write_text("# More", "utf-8")
    assert have_changed(tmp_path, seen)


@pytest.mark.parametrize(("saved", "complaints"), [("# Routes", 1), ("# Paths", 0)])
def test_of_a_draft_of_which_a_page_was_saved_meanwhile_nothing_is_told(tmp_path, monkeypatch, saved, complaints):
    root = write_tiny(tmp_path / "report")
    page = root / "book/index.md"
    page.write_text("# Routes", "utf-8")

    def check(*_: object) -> None:
        page.write_text(saved, "utf-8")
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(draft, "_check", check)
    outcome = draft.make_draft(root, {}, lambda message: None, SimpleNamespace(read_drawings=None))
    assert len(outcome["items"]) == complaints
    assert not outcome["is_built"]
