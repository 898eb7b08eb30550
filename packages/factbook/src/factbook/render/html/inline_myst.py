"""Short MyST texts that are not pages, as HTML: chart titles, fields of a review, descriptions."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

from factbook.report.markdown_parser import make_parser
from factbook.report.myst import FIGURE_ROLES, parse_target

Mark = Callable[[str], Callable[[str, str, str], str]]
"""Returns, for a text, what writes its figures in their order: HTML for a role, a printed figure and a target."""


def render_inline(text: str, mark: Mark) -> Markup:
    """Return one line of MyST as HTML without a paragraph around it; HTML in the text is escaped."""
    return Markup(_renderer().renderInline(" ".join(text.split()), {"mark": mark(text)}))  # noqa: S704 - markdown-it escapes


def render_blocks(text: str, mark: Mark) -> Markup:
    """Return paragraphs and lists of MyST as HTML; HTML in the text is escaped."""
    return Markup(_renderer().render(text, {"mark": mark(text)}))  # noqa: S704 - markdown-it escapes


def render_unmarked(text: str) -> Markup:
    """Return one line of MyST as HTML, its figures as ordinary text."""
    return render_inline(text, lambda text: lambda role, printed, target: str(escape(printed)))


def render_document(text: str) -> str:
    """Return a whole MyST text without figure roles as HTML; HTML in the text is escaped."""
    return str(_renderer().render(text, {}))


# Building a parser costs more than rendering a title. What differs from call to call, the function that renders a
# figure, travels in markdown-it's `env`, so one parser serves all pages.
@cache
def _renderer() -> MarkdownIt:
    # Sphinx writes the notes below a page itself.
    parser = make_parser().enable("footnote_tail", ignoreInvalid=True)
    # Texts of a review quote publications of others; HTML in them must be shown, not run.
    parser.options["html"] = False
    parser.add_render_rule("myst_role", _render_role)
    return parser


def _render_role(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    printed, target = parse_target(tokens[at].content)
    name = str(tokens[at].meta["name"])
    if name in FIGURE_ROLES:
        write: Callable[[str, str, str], str] = env["mark"]
        return write(name, printed, target)
    return str(escape(printed))
