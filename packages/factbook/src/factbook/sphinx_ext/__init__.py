"""factbook as a Sphinx extension: ``extra_extensions: [factbook.sphinx_ext]`` in `_config.yml`.

::

    build       Sphinx's application and builder, and what a build reuses of the previous site
    markup      roles and directives, and the nodes behind them
    transforms  changes to a page's document before it is written, and its tables and formulas as HTML
    pages       evidence, data, notebooks, search, citations, corrections: everything besides the authored pages
    theme       a Sphinx theme of our own, in the report's style

In comes the folder of a report, or a `Report` that is checked already; out goes a site. This is the only folder that
imports Sphinx or docutils.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, object]:
    """Register every part of the extension."""
    # Imported here and not above, since `factbook.sphinx_ext.build.render_process` is imported by every command, in a
    # process that must stay small: with the parts, and with them Sphinx, each would start a third of a second later.
    from importlib.metadata import version

    from factbook.sphinx_ext.parts import setup_parts

    setup_parts(app)
    # Pages share one `State` in memory: the numbers of endnotes, and the drawings that other processes are making.
    # Sphinx's parallel reading and writing fork, and what a fork notes down is lost to the others.
    return {"version": version("factbook"), "parallel_read_safe": False, "parallel_write_safe": False}
