"""Tables and sources: a line for each, with more behind it, and nothing said twice."""

from __future__ import annotations

from dataclasses import replace

from factbook.render.html.data_list import FEWEST_SOURCES, DatasetView, SourceView, render_datasets, render_source_list
from figurecheck.model import Source

FREE = (("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),)


def table(name: str, **given: object) -> DatasetView:
    known = {"title": name, "description": "d", "href": f"data/{name}.csv", "rows": 2, "licences": FREE, **given}
    return DatasetView(name=name, **known)


def source(at: int, published: str) -> SourceView:
    return SourceView(source=Source(id=f"s{at}", title=f"T{at}", published=published), href="e.html", rows=0)


def test_the_licence_that_most_share_is_said_once_and_another_where_it_holds():
    page = render_datasets([table("a"), table("b"), table("c", licences=(("Own terms", ""),))], "")
    assert page.count("CC BY 4.0") == 1
    assert page.count("Own terms") == 1
    assert page.index("Own terms") > page.index("data-c")


def test_tables_stand_under_the_page_that_uses_them_and_others_at_the_end():
    page = render_datasets([table("a", subject="The count"), table("b", subject="Who"), table("c")], "")
    heads = [page.index(f"<h3>{head}</h3>") for head in ("The count", "Who", "Other tables")]
    assert heads == sorted(heads)
    assert "<h3>" not in render_datasets([table("a"), table("b")], "")


def test_a_preview_has_the_first_rows_and_is_escaped():
    columns = tuple((name, "", "") for name in "abcdefgh")
    page = render_datasets([table("a", columns=columns, first_rows=(("<b>", *"2345678"),) * 5)], "")
    assert page.count("&lt;b&gt;") == 3
    assert "<b>" not in page
    assert "<td>7" not in page


def test_every_source_is_listed_once_and_many_by_years():
    few = [source(at, "2024-01-01") for at in range(FEWEST_SOURCES)]
    assert "<details" not in render_source_list(few)
    days = ["", *(f"20{at:02}-05-01" for at in range(10, 26)), *["2026-01-01"] * FEWEST_SOURCES]
    page = render_source_list([source(at, day) for at, day in enumerate(days)])
    assert page.count('<li class="fb-led"') == len(days)
    assert [
        page.index(f"<h3>{head}</h3>") for head in ("2026", "2014 to 2025", "2010 to 2013", "Without a date")
    ] == sorted(page.index(f"<h3>{head}</h3>") for head in ("2026", "2014 to 2025", "2010 to 2013", "Without a date"))


def test_one_row_is_one():
    one = replace(source(1, "2024-01-01"), rows=1)
    assert "Used by one row of the data." in render_source_list([one])
    assert "Used by 1,200 rows of the data." in render_source_list([replace(one, rows=1200)])
    assert "자료 1행에 쓰임." in render_source_list([one], "ko")
    assert "One row." in render_datasets([table("a", rows=1)], "")
    assert "1,200 rows." in render_datasets([table("a", rows=1200)], "")
