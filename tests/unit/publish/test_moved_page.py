"""The earlier address of a page that was renamed belongs to an edition, and leads to the present page alone."""

from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from factbook.editions.history import PAGE
from factbook.model.edition import Fate
from factbook.publish.manifest import write_manifest
from factbook.publish.seal_faults import _in_pages
from figurecheck.model.errors import Complaint

MOVED = (
    '<html><head><meta http-equiv="refresh" content="0; url={to}"></head>'
    "<body><h1>“{title}” is at another address now</h1>"
    '<p><a href="{to}">{title}</a></p>{more}</body></html>'
)


@pytest.mark.parametrize(
    ("name", "to", "title", "more", "faults"),
    [
        ("states.html", "the-states.html", "States in 2025", "", 0),
        ("states.html", "other.html", "States in 2025", "", 1),
        ("states.html", "https://elsewhere.example/the-states.html", "States in 2025", "", 1),
        ("states.html", "the-states.html", "States in 2025, 99 checks", "", 1),
        ("states.html", "the-states.html", "States in 2025", "<p>Texas counted 99 checks.</p>", 1),
        ("more.html", "the-states.html", "States in 2025", "", 1),
    ],
)
def test_the_earlier_address_of_a_page_is_its_own(
    tmp_path: Path, name: str, to: str, title: str, more: str, faults: int
) -> None:
    (tmp_path / "the-states.html").write_text("<html><body><h1>States</h1></body></html>", "utf-8")
    (tmp_path / name).write_text(MOVED.format(to=to, title=title, more=more), "utf-8")
    write_manifest(tmp_path)
    move = SimpleNamespace(where=PAGE, fate=Fate.MOVED, before="book/states.md", after="book/the-states.md")
    texts, titles = {"book/the-states.md": ""}, {"book/the-states.md": "States in 2025"}
    changes = [SimpleNamespace(printings=[move])]
    sealed = SimpleNamespace(claims={}, texts=texts, titles=titles, changes=changes)
    found = list(_in_pages(tmp_path, "editions/1", sealed, {}, partial(Complaint, remedy="")))
    assert len(found) == faults, found
