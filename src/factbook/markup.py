"""MyST Markdown as a reader sees it: runs of visible text, with the roles in them and their lines.

Whatever this module does not know is taken as visible text, so that a number in it counts as unbound;
only code, mathematics, comments and addresses are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from html.parser import HTMLParser
from textwrap import dedent
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

GAP = "\ufffc"
"""Stands in a run's text for a role or a piece of code."""

_SILENT_DIRECTIVES = frozenset(
    "code code-block code-cell sourcecode literalinclude math mermaid toctree bibliography contents".split()
)
_REFERRING_DIRECTIVES = frozenset("chart review datasets sources chapters".split())
_PATH_DIRECTIVES = frozenset("figure image glue:figure include".split())
_ATTRIBUTE_DIRECTIVES = frozenset("div language".split())
_CAPTION_DIRECTIVES = frozenset("figure table list-table csv-table glue:figure".split())
_VISIBLE_OPTIONS = frozenset("alt caption title subtitle description".split())
_SILENT_ROLES = frozenset("code math source cite kbd samp eval download".split())
_TARGET = re.compile(r"(?P<text>.*?)\s*<(?P<target>[^<>]*)>\s*", re.DOTALL)
_ROLE = re.compile(r"\{(?:claim|reported|plain)\}`(?P<content>[^`]*)`")
_OPTION = re.compile(r":(?P<name>[\w-]+):\s*(?P<value>.*)")
_DIRECTIVE = re.compile(r"\{(?P<name>[\w:.-]+)\}\s*(?P<argument>.*)")
_FIGURE_ROLES = frozenset({"claim", "reported", "plain"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Visible text, or a figure role, on one line of the source."""

    text: str
    line: int
    role: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text that a reader sees as one: a paragraph, a cell, a heading, a caption."""

    pieces: tuple[Piece, ...]
    where: str
    locale: str = ""

    @property
    def text(self) -> str:
        """The run's own text; roles are gaps in it."""
        return "".join(GAP if piece.role else piece.text for piece in self.pieces)

    def line_at(self, offset: int) -> int:
        """The source line of a character of `text`."""
        for piece in self.pieces:
            offset -= 1 if piece.role else len(piece.text)
            if offset < 0:
                return piece.line
        return self.pieces[-1].line


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A directive that puts something recorded on the page: ``{chart} offenders.by_year``."""

    name: str
    argument: str
    line: int
    options: tuple[str, ...] = ()

    @property
    def lead(self) -> bool:
        """Whether the directive asks for the large drawing of a front page."""
        return "lead" in self.options


def find_runs(text: str, *, line: int = 1, where: str = "prose") -> Iterator[Run | Reference]:
    """Yield the visible text of a MyST document, and the directives that refer to something recorded.

    `line` is the number of the text's first line in its file.
    """
    yield from _from_tokens(_parser().parse(text), line, where)


def split_inline(text: str, *, line: int = 1) -> tuple[Piece, ...]:
    """Split one line of MyST into visible text and figure roles."""
    return tuple(piece for run in find_runs(text, line=line) if isinstance(run, Run) for piece in run.pieces)


def strip_roles(text: str) -> str:
    """Replace each figure role by the figure that it prints.

    >>> strip_roles("fell by {claim}`16.6% <offenders.change.2024>`.")
    'fell by 16.6%.'
    """
    return _ROLE.sub(lambda match: parse_target(match["content"])[0], text)


def parse_target(content: str) -> tuple[str, str]:
    """Split ``16.6% <offenders.change.2024>`` into printed figure and target; the target may be missing.

    >>> parse_target("16.6% <offenders.change.2024>")
    ('16.6%', 'offenders.change.2024')
    """
    match = _TARGET.fullmatch(content)
    return (match["text"].strip(), match["target"].strip()) if match else (content.strip(), "")


@cache
def _parser() -> MarkdownIt:
    return make_parser()


def make_parser() -> MarkdownIt:
    """Give a new parser of MyST Markdown, as Jupyter Book sets it up."""
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


def _from_tokens(tokens: list[Token], line: int, where: str) -> Iterator[Run | Reference]:
    place = where
    for token in tokens:
        at = line + token.map[0] if token.map else line
        if token.type in {"heading_open", "th_open", "td_open"}:
            place = "heading" if token.type == "heading_open" else "table"
        elif token.type in {"heading_close", "th_close", "td_close"}:
            place = where
        elif token.type == "inline":
            yield from _from_inline(token, at, place)
        elif token.type in {"fence", "colon_fence"}:
            yield from _from_fence(token, at, where)
        elif token.type == "html_block":
            yield from _from_html(token.content, at, where)
        elif token.type == "front_matter":
            yield from _from_front_matter(token.content, at + 1)


def _from_inline(token: Token, line: int, where: str) -> Iterator[Run]:
    pieces: list[Piece] = []
    cursor = 0
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            pieces.append(Piece(text="\n", line=line))
            line += 1
        elif child.type in {"text", "text_special"}:
            pieces.append(Piece(text=child.content, line=line))
        elif child.type == "html_inline":
            yield from _from_html(child.content, line, "text alternative")
        elif child.type == "myst_role":
            opening = f"{{{child.meta['name']}}}`"
            start = token.content.find(opening, cursor)
            cursor = token.content.find("`", start + len(opening)) + 1
            pieces.extend(_from_role(child, line))
            line += token.content.count("\n", start, cursor)
        elif child.type == "image":
            yield Run(pieces=(Piece(text=child.content, line=line),), where="text alternative")
        elif child.type in {"code_inline", "math_inline"}:
            pieces.append(Piece(text=GAP, line=line))
    if pieces:
        yield Run(pieces=tuple(pieces), where=where)


def _from_role(token: Token, line: int) -> Iterator[Piece]:
    name = str(token.meta["name"])
    printed, target = parse_target(token.content)
    if name in _FIGURE_ROLES:
        yield Piece(text=printed, line=line, role=name, target=target)
    elif name in _SILENT_ROLES:
        yield Piece(text=GAP, line=line)
    else:
        yield Piece(text=printed, line=line)


def _from_fence(token: Token, line: int, where: str) -> Iterator[Run | Reference]:
    match = _DIRECTIVE.fullmatch(token.info.strip())
    if match is None:
        return
    name, argument = match["name"], match["argument"].strip()
    options, body, skipped = split_options(token.content)
    yield from _from_options(options, line + 1)
    if name in _REFERRING_DIRECTIVES:
        yield Reference(name=name, argument=argument, line=line, options=tuple(options))
        return
    if name in _SILENT_DIRECTIVES:
        return
    if argument and name not in _PATH_DIRECTIVES | _ATTRIBUTE_DIRECTIVES:
        yield from find_runs(argument, line=line, where="caption" if name in _CAPTION_DIRECTIVES else "heading")
    inner = "caption" if name in {"figure", "glue:figure"} else where
    locale = argument if name == "language" else ""
    for run in find_runs(body, line=line + 1 + skipped, where=inner):
        yield replace(run, locale=run.locale or locale) if isinstance(run, Run) else run


def split_options(content: str) -> tuple[Mapping[str, str], str, int]:
    """Split a directive's content into its options, its body, and the number of lines before the body."""
    lines = content.split("\n")
    options: dict[str, str] = {}
    if lines[0].strip() == "---" and "---" in (rest := [line.strip() for line in lines[1:]]):
        end = rest.index("---") + 1
        loaded = yaml.safe_load("\n".join(lines[1:end])) or {}
        return {str(key): str(value) for key, value in loaded.items()}, "\n".join(lines[end + 1 :]), end + 1
    count = 0
    while count < len(lines) and (match := _OPTION.fullmatch(lines[count].strip())):
        options[match["name"]] = match["value"]
        count += 1
    return options, "\n".join(lines[count:]), count


def _from_options(options: Mapping[str, str], line: int) -> Iterator[Run | Reference]:
    for offset, (name, value) in enumerate(options.items()):
        if name in _VISIBLE_OPTIONS:
            yield from find_runs(value, line=line + offset, where="text alternative" if name == "alt" else "caption")


def _from_front_matter(content: str, line: int) -> Iterator[Run | Reference]:
    try:
        node = yaml.compose(content)
    except yaml.YAMLError:
        return
    pairs: list[tuple[Any, Any]] = node.value if isinstance(node, yaml.MappingNode) else []
    for key, value in pairs:
        if key.value in {"title", "description", "kicker"} and isinstance(value, yaml.ScalarNode):
            text, offset = scalar_source(value, content)
            yield from find_runs(text, line=line + offset, where="description")


def scalar_source(node: yaml.ScalarNode, content: str) -> tuple[str, int]:
    """Give the text of a YAML scalar with its own line breaks, and its line in `content` (from 0).

    A folded text has lost its line breaks by the time that it is a value; a complaint must still name its line.
    """
    first = node.start_mark.line
    if node.style not in {"|", ">"}:
        return str(node.value), first
    lines = content.split("\n")[first + 1 : node.end_mark.line + (node.end_mark.column > 0)]
    return dedent("\n".join(lines)), first + 1


class _Visible(HTMLParser):
    """Collects the text, and the attributes that are read out, of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in {"script", "style"}
        self.parts.extend(value or "" for name, value in attrs if name in {"alt", "title", "aria-label"})

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if self.hidden <= 0:
            self.parts.append(data)


def _from_html(content: str, line: int, where: str) -> Iterator[Run]:
    for offset, text in enumerate(content.split("\n")):
        visible = _Visible()
        visible.feed(text)
        visible.close()
        if found := " ".join(part for part in visible.parts if part.strip()):
            yield Run(pieces=(Piece(text=found, line=line + offset),), where=where)
