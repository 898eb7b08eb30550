"""The last look at numbers: titles of cited works are nobody's figures here, and what no writer knows is refused."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from sphinx.errors import ExtensionError

from factbook.render.html.shown_text import read_page
from factbook.sphinx_ext.transforms.unchecked_numbers import find_unseen, refuse_pending
from figurecheck.figures import find_stated


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p><span class='bibtex-citation'>[<a title='Roe. The 61354 trips.'>Roe20</a>]</span></p>", []),
        ("<p>[<a title='Roe. The 61354 trips.'>Roe</a>]</p>", ["61354"]),
    ],
)
def test_titles_of_cited_works_are_no_figures_of_a_written_page(html, found):
    page = read_page(f"<body>{html}</body>")
    texts = [text for text, _ in (*page.texts, *page.spoken)]
    assert [one.text for text in texts for one in find_stated(text, locale="en") if one.needs_claim] == found


@pytest.mark.parametrize(("name", "found"), [("footcite-trips", []), ("trips", ["61354"])])
def test_titles_of_cited_works_are_no_figures_of_a_document(name, found):
    document = publish_doctree("")
    document += nodes.footnote("", nodes.paragraph("", "Ann Roe. The 61354 trips."), names=[name])
    assert [text for text, _ in find_unseen(document, (), "en")] == found


def test_a_directive_that_is_never_completed_is_refused_with_its_place():
    document = publish_doctree("")
    document += nodes.pending(SimpleNamespace)
    document[-1].line = 7
    with pytest.raises(
        ExtensionError, match=r"^book/drugs\.md:7: SimpleNamespace has no effect within .* \(leave this"
    ):
        refuse_pending(document, "book/drugs.md")
    refuse_pending(publish_doctree("Text"), "book/drugs.md")
