"""All that is wrong, as items: of what is on no page, also the pages that hang on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factbook.model.errors import Complaint
from factbook.serve.desk import list_report
from tiny_desk import TinyDesk


@pytest.mark.parametrize(
    ("place", "page", "hangs"),
    [
        ("data/birds.csv:3", "", ["index.html"]),
        ("notebooks/birds.ipynb", "", ["index.html"]),
        ("data/others.csv", "", []),
        ("_config.yml: title", "", []),
        ("book/index.md:3", "index.html", []),
    ],
)
def test_of_what_is_on_no_page_the_pages_that_hang_on_it_are_named(tmp_path, place, page, hangs):
    report = TinyDesk(tmp_path / "lake").report()
    wrong = Complaint(place=place, what="is broken", remedy="mend it")
    (item,) = (one for one in list_report(replace(report, complaints=(wrong,))) if one["what"] == "is broken")
    assert (item["page"], item["hangs"]) == (page, hangs)


def test_what_is_wrong_with_a_figure_is_said_in_each_language_of_the_interface(tmp_path):
    desk = TinyDesk(tmp_path / "lake")
    desk.edit("book/index.md", "24.3%", "25.3%")
    (item,) = (one for one in list_report(desk.report()) if one["severity"] == "error")
    assert item["what"] == "mismatch: recomputed 24.32%, outside 25.25% to 25.35%"
    assert item["said"]["ko"].startswith("자료와 다름: ")
    assert item["said"]["ko"].endswith("를 벗어납니다")
