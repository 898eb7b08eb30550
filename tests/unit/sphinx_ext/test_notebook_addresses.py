"""Where the pages of notebooks lie."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from factbook.sphinx_ext.build.urls import page_name
from factbook.sphinx_ext.pages.notebook_addresses import notebook_addresses
from factbook.sphinx_ext.pages.notebooks import Notebooks


def test_a_notebook_among_the_pages_lies_where_links_from_it_and_to_it_count_from():
    parts = [range(3), range(3, 5)]
    for file in ("book/own.ipynb", "notebooks/riders.ipynb"):
        addresses = notebook_addresses(Path(file), parts)
        assert addresses == [page_name(one) for one in addresses]
        assert len(addresses) == 2


@pytest.mark.parametrize("notebook", ["page.ipynb", "book/page.ipynb", "book/part/page.ipynb", "notebooks/page.ipynb"])
def test_a_notebook_that_is_a_page_as_well_has_another_address(notebook, tmp_path):
    runs = [SimpleNamespace(path=Path(notebook)), SimpleNamespace(path=Path("notebooks/other.ipynb"))]
    state = SimpleNamespace(report=SimpleNamespace(runs=runs), long_notebooks={})
    notebooks = Notebooks(SimpleNamespace(factbook_state=state), SimpleNamespace(outdir=tmp_path))
    address = page_name(notebook.removesuffix(".ipynb"))
    page = tmp_path / f"{address}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("the page of the book")
    assert notebooks.find_addresses(runs[0]) == [f"{address}-notebook"]
    assert notebooks.find_addresses(runs[1]) == ["notebooks/other"]
