"""Which page of a site shows a text of the report."""

import pytest

from factbook.publish.seal_faults import _address_of


@pytest.mark.parametrize(
    ("file", "pages", "expected"),
    [
        ("book/a.md", ["a.html"], "a.html"),
        ("book/prices.md", ["prices.html", "book/prices.html"], "prices.html"),
        ("notebooks/a.ipynb", ["notebooks/a.html"], "notebooks/a.html"),
        ("book/code.md", ["book/code.html"], "book/code.html"),
    ],
    ids=["a page", "a notebook that is one, beside its code", "a notebook", "the code of a notebook alone"],
)
def test_a_page_of_the_book_is_not_that_of_its_code(tmp_path, file, pages, expected):
    for page in pages:
        (tmp_path / page).parent.mkdir(exist_ok=True)
        (tmp_path / page).touch()
    assert _address_of(tmp_path, file) == expected
