"""factbook as a Sphinx extension: ``extra_extensions: [factbook.sphinx_ext]`` in `_config.yml`.

::

    state       the checked report, and which figures stand on which page
    roles       {claim}, {reported}, {plain}, {source}
    directives  {chart}, {review}, {standfirst}, {keyfigures}...
    net         numbers that reach a page past the check of its source
    pages       data files, claims.json, notebooks, drawings
    evidence    pages of evidence, the theme's part of them rendered once
    digests     all that a page shows, as one digest
    changes     what changed since earlier editions: the record, pages concerned, the feed
    carry       what is taken over from the last site
    output      addresses without book/, and a site that is swapped in whole
    theme       the house style over sphinx-book-theme
    head        what each page says of itself, to readers elsewhere and to machines
    titles      no two pages called the same
    pictures    a picture of each page for other sites
    extras      citations, reports of errors, and what hosts and crawlers ask for
    maths       formulas as MathML
    search      an index of the written pages, and the page that looks through it
    build       the same from Python, for `factbook build`
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from sphinx.application import Sphinx

from factbook.sphinx_ext.build.builder import setup_output
from factbook.sphinx_ext.build.state import setup_state
from factbook.sphinx_ext.markup.directives import setup_directives
from factbook.sphinx_ext.markup.roles import setup_roles
from factbook.sphinx_ext.pages.citations import setup_extras
from factbook.sphinx_ext.pages.corrections import setup_changes
from factbook.sphinx_ext.pages.files import setup_pages
from factbook.sphinx_ext.pages.search import setup_search
from factbook.sphinx_ext.pages.share_pictures import setup_pictures
from factbook.sphinx_ext.theme.page_context import setup_theme
from factbook.sphinx_ext.transforms.formulas import setup_maths
from factbook.sphinx_ext.transforms.unchecked_numbers import setup_net


def setup(app: Sphinx) -> dict[str, Any]:
    """Register every part of the extension."""
    setup_state(app)
    setup_roles(app)
    setup_directives(app)
    setup_net(app)
    setup_pages(app)
    setup_changes(app)
    setup_theme(app)
    setup_maths(app)
    setup_pictures(app)
    setup_extras(app)
    setup_search(app)
    setup_output(app)
    return {"version": version("factbook"), "parallel_read_safe": False, "parallel_write_safe": False}
