"""Where the pages of notebooks lie."""

from __future__ import annotations

from pathlib import Path

from factbook.sphinx_ext.build.urls import page_name
from factbook.sphinx_ext.pages.notebook_addresses import notebook_addresses


def test_a_notebook_among_the_pages_lies_where_links_from_it_and_to_it_count_from():
    parts = [range(3), range(3, 5)]
    for file in ("book/own.ipynb", "notebooks/riders.ipynb"):
        addresses = notebook_addresses(Path(file), parts)
        assert addresses == [page_name(one) for one in addresses]
        assert len(addresses) == 2
