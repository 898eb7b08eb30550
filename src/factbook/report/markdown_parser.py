"""The parser of MyST Markdown, with the syntax that Jupyter Book enables; the door of markdown-it."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt


# A parser takes half a millisecond to set up, and a report has thousands of short texts. It carries nothing from one
# text to the next, so all of them can share one.
@cache
def shared_parser() -> MarkdownIt:
    """Return a parser that all short texts share."""
    return make_parser()


def make_parser() -> MarkdownIt:
    """Return a new parser of MyST Markdown with the syntax that Jupyter Book enables."""
    from mdit_py_plugins.amsmath import amsmath_plugin
    from mdit_py_plugins.colon_fence import colon_fence_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin
    from mdit_py_plugins.myst_blocks import myst_block_plugin
    from mdit_py_plugins.myst_role import myst_role_plugin

    parser = MarkdownIt("commonmark").enable("table")
    plugins = (front_matter_plugin, myst_block_plugin, myst_role_plugin, colon_fence_plugin, footnote_plugin)
    for plugin in (*plugins, deflist_plugin, amsmath_plugin, dollarmath_plugin):
        parser.use(plugin)
    return parser
