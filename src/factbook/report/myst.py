"""MyST Markdown as a reader sees it: runs of visible text, with the roles in them and their lines.

Markup that this module does not know counts as visible text, so that a number in it is unbound;
only code, mathematics, comments and addresses are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from factbook.project.yaml_reader import scalar_source
from factbook.report.front_matter import SHOWN, TEXTS
from factbook.report.raw_html import is_foreign, read_raw_html

GAP = "\ufffc"
"""Replaces a role or a piece of code in the text of a run."""

# What a directive shows is decided by name. A directive in none of these lists shows its argument and its body.
_SILENT_DIRECTIVES = frozenset(
    "code code-block code-cell sourcecode literalinclude math mermaid toctree bibliography contents".split()
)
_REFERRING_DIRECTIVES = frozenset("chart review datasets sources chapters".split())
_PATH_DIRECTIVES = frozenset("figure image glue:figure include".split())
_ATTRIBUTE_DIRECTIVES = frozenset("div language".split())
_CAPTION_DIRECTIVES = frozenset("figure table list-table csv-table glue:figure".split())
_VISIBLE_OPTIONS = frozenset("alt caption title subtitle description".split())
_SILENT_ROLES = frozenset("code math source cite kbd samp eval download".split())
_ROLE = re.compile(r"\{(?:claim|reported|plain)\}`(?P<content>[^`]*)`")
# A sentence ends before a capital or a letter without case (Hangul), so that "approx. 5" and "e.g. the" do not end one.
_SENTENCE_END = re.compile(r"(?<=[.!?。])[\"”’)]*\s+(?=[\"“‘(]*[^\W\d_a-z])|\n{2,}")
FIGURE_ROLES = frozenset({"claim", "reported", "plain"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Visible text, or a figure role, on one line of the source."""

    text: str
    line: int
    role: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRun:
    """Text that a reader takes in as one: a paragraph, a cell, a heading, a caption."""

    pieces: tuple[Piece, ...]
    where: str
    locale: str = ""

    @property
    def text(self) -> str:
        """The run's own text; roles are gaps in it."""
        return "".join(GAP if piece.role else piece.text for piece in self.pieces)

    def sentence_at(self, number: int) -> str:
        """Return the sentence around a piece, each role replaced by the figure that it prints."""
        before = "".join(piece.text for piece in self.pieces[:number])
        printed = self.pieces[number].text
        after = "".join(piece.text for piece in self.pieces[number + 1 :])
        opening = _SENTENCE_END.split(before)[-1]
        closing = _SENTENCE_END.split(after, maxsplit=1)[0]
        return " ".join(f"{opening}{printed}{closing}".split())

    def line_at(self, offset: int) -> int:
        """Return the source line of a character of `text`."""
        for piece in self.pieces:
            # a role is one character in `text`, the gap, however long its figure is
            offset -= 1 if piece.role else len(piece.text)
            if offset < 0:
                return piece.line
        return self.pieces[-1].line


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A directive that shows something recorded, such as ``{chart} offenders.by_year``."""

    name: str
    argument: str
    line: int
    options: tuple[str, ...] = ()

    @property
    def lead(self) -> bool:
        """Whether the directive asks for the large drawing of a front page."""
        return "lead" in self.options


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Markup that cannot be read, or that a page must not contain."""

    line: int
    what: str
    remedy: str
    html: bool = False
    """Whether it is about active HTML (scripts, handlers); it is harmless where HTML is shown as text."""


Found = TextRun | Reference | Fault


def find_runs(text: str, *, line: int = 1, where: str = "prose") -> Iterator[Found]:
    """Yield the visible text of a MyST document, and the directives that refer to something recorded.

    `line` is the number of the text's first line in its file.
    """
    yield from _from_tokens(_parser().parse(text), line, where)


def strip_roles(text: str) -> str:
    """Return the text with each figure role replaced by the figure that it prints.

    >>> strip_roles("fell by {claim}`16.6% <offenders.change.2024>`.")
    'fell by 16.6%.'
    """
    return _ROLE.sub(lambda match: parse_target(match["content"])[0], text)


def parse_target(content: str) -> tuple[str, str]:
    """Split ``16.6% <offenders.change.2024>`` into printed figure and target; the target may be missing.

    >>> parse_target("16.6% <offenders.change.2024>")
    ('16.6%', 'offenders.change.2024')
    """
    text, opening, target = content.strip().removesuffix(">").rpartition("<")
    # "<" and ">" cannot be in a target, so that "5 < 7 <a.b>" splits at the last pair
    if not opening or not content.rstrip().endswith(">") or ">" in target:
        return content.strip(), ""
    return text.strip(), target.strip()


# A parser takes half a millisecond to set up, and a report has thousands of short texts. It carries nothing from one
# text to the next, so all of them can share one.
@cache
def _parser() -> MarkdownIt:
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


def _from_tokens(tokens: list[Token], line: int, where: str) -> Iterator[Found]:
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


def _from_inline(token: Token, line: int, where: str) -> Iterator[Found]:
    pieces: list[Piece] = []
    # A token of a role does not say where it stands; its text is searched in the source, from the last role on.
    cursor = 0
    for child in token.children or []:
        yield from _from_attributes(child, line)
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
            # a role may break over lines, and no softbreak token says so
            line += token.content.count("\n", start, cursor)
        elif child.type in {"code_inline", "math_inline"}:
            pieces.append(Piece(text=GAP, line=line))
    if pieces:
        yield TextRun(pieces=tuple(pieces), where=where)


def _from_attributes(child: Token, line: int) -> Iterator[Found]:
    """Yield the parts of an inline token that are no running text: alternatives, tooltips, references."""
    texts = [child.content] if child.type == "image" else []
    texts += [str(child.attrs["title"])] if child.type in {"image", "link_open"} and child.attrs.get("title") else []
    for text in texts:
        yield TextRun(pieces=(Piece(text=text, line=line),), where="text alternative")
    if child.type == "image" and is_foreign(str(child.attrs.get("src", ""))):
        yield _foreign_fault(line, str(child.attrs["src"]))
    if child.type == "myst_role" and child.meta["name"] == "source":
        yield Reference(name="source", argument=child.content.strip(), line=line)


def _from_role(token: Token, line: int) -> Iterator[Piece]:
    name = str(token.meta["name"])
    printed, target = parse_target(token.content)
    if name in FIGURE_ROLES:
        yield Piece(text=printed, line=line, role=name, target=target)
    elif name in _SILENT_ROLES:
        yield Piece(text=GAP, line=line)
    else:
        yield Piece(text=printed, line=line)


def _from_fence(token: Token, line: int, where: str) -> Iterator[Found]:
    info = token.info.strip()
    name, closing, rest = info.removeprefix("{").partition("}")
    argument = rest.strip()
    if not info.startswith("{") or not closing or not _is_name(name, ":.-_"):
        return
    options, body, skipped = split_options(token.content)
    yield from _from_options(options, line + 1)
    if name == "include" or {"file", "url"} & set(options):
        # text from another file would reach readers unread by this parser
        taken = argument if name == "include" else options.get("file") or options.get("url") or ""
        remedy = "write the text into the page"
        yield Fault(
            line=line, what=f"{{{name}}} includes text from {taken}, whose figures would not be checked", remedy=remedy
        )
        return
    if name in _REFERRING_DIRECTIVES:
        yield Reference(name=name, argument=argument, line=line, options=tuple(options))
        return
    if name in _SILENT_DIRECTIVES:
        return
    if argument and name not in _PATH_DIRECTIVES | _ATTRIBUTE_DIRECTIVES:
        yield from find_runs(argument, line=line, where="caption" if name in _CAPTION_DIRECTIVES else "heading")
    # the body is MyST again; `skipped` lines of options stand between the fence and the body
    inner = "caption" if name in {"figure", "glue:figure"} else where
    locale = argument if name == "language" else ""
    for run in find_runs(body, line=line + 1 + skipped, where=inner):
        yield replace(run, locale=run.locale or locale) if isinstance(run, TextRun) else run


def split_options(content: str) -> tuple[Mapping[str, str], str, int]:
    """Split a directive's content into its options, its body, and the number of lines before the body."""
    # MyST knows two forms of options: a YAML block between --- lines, and :name: value lines.
    lines = content.split("\n")
    options: dict[str, str] = {}
    if lines[0].strip() == "---" and "---" in (rest := [line.strip() for line in lines[1:]]):
        end = rest.index("---") + 1
        try:
            loaded = yaml.load("\n".join(lines[1:end]), Loader=yaml.BaseLoader) or {}  # noqa: S506 - text only
        except (yaml.YAMLError, RecursionError):
            return {}, content, 0
        if isinstance(loaded, dict):
            return {str(key): str(value) for key, value in loaded.items()}, "\n".join(lines[end + 1 :]), end + 1
        return {}, content, 0
    count = 0
    while count < len(lines):
        before, _, after = lines[count].strip().partition(":")
        name, closing, value = after.partition(":")
        if before or not closing or not _is_name(name, "-_"):
            break
        options[name] = value.lstrip()
        count += 1
    return options, "\n".join(lines[count:]), count


def _is_name(text: str, joints: str) -> bool:
    return bool(text) and all(letter.isalnum() or letter in joints for letter in text)


def _from_options(options: Mapping[str, str], line: int) -> Iterator[Found]:
    for offset, (name, value) in enumerate(options.items()):
        if name in _VISIBLE_OPTIONS:
            yield from find_runs(value, line=line + offset, where="text alternative" if name == "alt" else "caption")


def _from_front_matter(content: str, line: int) -> Iterator[Found]:
    try:
        node = yaml.compose(content)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        what = f"the front matter is not valid YAML: {getattr(error, 'problem', None) or error}"
        yield Fault(line=line + (mark.line if mark else 0), what=what, remedy="check the indentation and the quotes")
        return
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        yield Fault(line=line, what="the front matter is not a mapping", remedy="write key: value lines")
        return
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            yield Fault(
                line=line + key.start_mark.line, what="a key of the front matter is not text", remedy="write a name"
            )
        elif key.value in TEXTS and not isinstance(value, yaml.ScalarNode):
            what, at = f"{key.value} is not text", line + value.start_mark.line
            yield Fault(line=at, what=what, remedy="write it as text, in quotes if it starts with a bracket")
        # every text below these keys is shown: in search results, previews of links and lists of pages
        elif key.value in SHOWN:
            yield from _from_scalars(value, content, line)


def _from_scalars(node: yaml.Node, content: str, line: int) -> Iterator[Found]:
    """Yield every text below a node of the front matter."""
    if isinstance(node, yaml.ScalarNode):
        text, offset = scalar_source(node, content)
        yield from find_runs(text, line=line + offset, where="description")
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _from_scalars(value, content, line)


def _foreign_fault(line: int, address: str) -> Fault:
    remedy = "put the file in the report's folder, or link to it"
    return Fault(line=line, what=f"{address} would be loaded from another host", remedy=remedy)


def _from_html(content: str, line: int, where: str) -> Iterator[Found]:
    seen = read_raw_html(content)
    yield from (_foreign_fault(line + offset, address) for offset, address in seen.foreign)
    for offset, what in seen.refused:
        remedy = "write it in Markdown; pages cannot contain scripts"
        yield Fault(line=line + offset, what=f"{what} would not work on the site", remedy=remedy, html=True)
    for offset, text in seen.parts:
        if text.strip():
            yield TextRun(pieces=(Piece(text=text, line=line + offset),), where=where)
