"""The parser of MyST Markdown: MyST-Parser's own, with the settings that Sphinx gets; the door of markdown-it."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from yaml import YAMLError

from factbook.project.setting_values import CONFIG
from factbook.report.front_matter import find_opening
from figurecheck.model.errors import ProjectError

SHORT_TEXTS = '{"enable_extensions": ["amsmath", "colon_fence", "deflist", "dollarmath"]}'
"""The syntax of texts that Sphinx does not see: titles of charts, fields of reviews."""


# A parser takes half a millisecond to set up, and a report has thousands of texts. It carries nothing from one text to
# the next, so all of them can share one.
@cache
def shared_parser(markdown: str = SHORT_TEXTS, opening: str = "") -> MarkdownIt:
    """Return a parser that all texts of one syntax share; `opening` is the front matter of the page, as YAML."""
    return make_parser(markdown, opening)


def parser_of_page(text: str, markdown: str) -> MarkdownIt:
    """Return the parser of a page, whose front matter may set syntax of its own."""
    opening = find_opening(text)
    return shared_parser(markdown, opening if "myst" in opening else "")


def make_parser(markdown: str = SHORT_TEXTS, opening: str = "") -> MarkdownIt:
    """Return a new parser of MyST Markdown; `markdown` is settings of MyST-Parser as JSON, named as its fields.

    Raises ProjectError where it does not take them.
    """
    from markdown_it.renderer import RendererHTML
    from myst_parser.config.main import MdParserConfig, TopmatterReadError, merge_file_level, read_topmatter
    from myst_parser.parsers.mdit import create_md_parser

    try:
        config = MdParserConfig(**json.loads(markdown))
    except (TypeError, ValueError) as error:
        what, remedy = str(error), "see https://myst-parser.readthedocs.io/en/latest/configuration.html"
        raise ProjectError.about(f"{CONFIG}: settings of MyST", what, remedy) from error
    front: dict[str, Any] = {}
    # Whoever reads the front matter complains of it.
    with suppress(TopmatterReadError, YAMLError, RecursionError):
        front = read_topmatter(f"---\n{opening}") or {}
    # Sphinx warns of what it cannot use, and leaves it out as well.
    parser = create_md_parser(merge_file_level(config, front, lambda kind, text: None), RendererHTML)
    # What a substitution stands for is checked where it is written; in the text, its braces are text.
    return parser.disable(["substitution_inline", "substitution_block"], ignoreInvalid=True)
