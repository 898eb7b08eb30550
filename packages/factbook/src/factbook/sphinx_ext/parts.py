"""The parts of the extension, and the order in which they are registered.

The process that renders loads this module while figures are checked.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from factbook.sphinx_ext.build.builder import setup_builder
from factbook.sphinx_ext.build.executed import setup_executed
from factbook.sphinx_ext.build.figure_numbers import setup_figure_numbers
from factbook.sphinx_ext.build.left_out import setup_left_out
from factbook.sphinx_ext.build.not_in_contents import setup_not_in_contents
from factbook.sphinx_ext.build.state import setup_state
from factbook.sphinx_ext.markup.directives import setup_directives
from factbook.sphinx_ext.markup.glue import setup_glue
from factbook.sphinx_ext.markup.roles import setup_roles
from factbook.sphinx_ext.pages.citations import setup_citations
from factbook.sphinx_ext.pages.corrections import setup_corrections
from factbook.sphinx_ext.pages.files import setup_files
from factbook.sphinx_ext.pages.redirects import setup_redirects
from factbook.sphinx_ext.pages.review_pages import setup_review_pages
from factbook.sphinx_ext.pages.search import setup_search
from factbook.sphinx_ext.pages.share_pictures import setup_pictures
from factbook.sphinx_ext.pages.sharing import setup_sharing
from factbook.sphinx_ext.plain_messages import setup_plain_messages
from factbook.sphinx_ext.theme.page_context import setup_theme
from factbook.sphinx_ext.transforms.attached_files import setup_attached_files
from factbook.sphinx_ext.transforms.formulas import setup_formulas
from factbook.sphinx_ext.transforms.unchecked_numbers import setup_unchecked_numbers
from factbook.sphinx_ext.transforms.written_pages import setup_written_pages


def setup_parts(app: Sphinx) -> None:
    """Register every part."""
    setup_plain_messages(app)
    # State comes first, since every other part reads the report from it when an event reaches it.
    setup_state(app)
    setup_not_in_contents(app)
    setup_left_out(app)
    setup_executed(app)
    setup_roles(app)
    setup_glue(app)
    setup_directives(app)
    setup_attached_files(app)
    setup_unchecked_numbers(app)
    setup_written_pages(app)
    setup_files(app)
    setup_review_pages(app)
    setup_corrections(app)
    setup_theme(app)
    setup_formulas(app)
    setup_pictures(app)
    setup_sharing(app)
    setup_citations(app)
    setup_redirects(app)
    setup_search(app)
    setup_figure_numbers(app)
    setup_builder(app)
