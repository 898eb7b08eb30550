"""MyST Markdown as a reader sees it: runs of visible text, with the roles in them and their lines.

Markup that this module does not know counts as visible text, so that a number in it is unbound;
only code, comments and addresses are skipped; formulas are yielded as what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from factbook.report.directive_options import (
    ATTRIBUTE_DIRECTIVES,
    CAPTION_DIRECTIVES,
    PATH_DIRECTIVES,
    REFERRING_DIRECTIVES,
    SILENT_DIRECTIVES,
    VISIBLE_OPTIONS,
    is_name,
    shown_argument,
    split_options,
)
from factbook.report.found import Fault, Formula, Reference
from factbook.report.front_matter import read_front_matter
from factbook.report.list_numbers import LIST_TOKENS, ListNumbers
from factbook.report.raw_html import is_foreign, read_raw_html, would_run
from factbook.report.restructured_text import find_addresses, to_myst

GAP = "\ufffc"
"""Replaces a role or a piece of code in the text of a run."""

_SILENT_ROLES = frozenset("code source cite kbd samp eval".split())
_LINK_ROLES = frozenset("doc download ref numref eq term".split())
_MATH = frozenset({"math_inline", "math_block", "math_block_label", "math_inline_double", "amsmath"})
_ROLE = re.compile(r"\{(?:claim|reported|plain)\}`(?P<content>[^`]*)`")
# A sentence ends before a capital or a letter without case (Hangul), so that "approx. 5" and "e.g. the" do not end one.
_SENTENCE_END = re.compile(r"(?<=[.!?。])[\"”’)]*\s+(?=[\"“‘(]*[^\W\d_a-z])|\n{2,}")
_FIGURE_ROLES = frozenset({"claim", "reported", "plain"})


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


Found = TextRun | Reference | Fault | Formula


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
    lists = ListNumbers()
    for token in tokens:
        at = line + token.map[0] if token.map else line
        if token.type in LIST_TOKENS:
            yield from (Formula(tex=str(start), line=at, where="list") for start in lists.take(token))
        elif token.type in _MATH:
            yield Formula(tex=token.content, line=at)
        elif token.type in {"heading_open", "th_open", "td_open"}:
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
        elif child.type == "code_inline" or child.type in _MATH:
            pieces.append(Piece(text=GAP, line=line))
            if child.type in _MATH:
                yield Formula(tex=child.content, line=line)
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
    yield from _from_address(str(child.attrs.get("href", "")), line)
    if child.type != "myst_role":
        return
    if child.meta["name"] == "source":
        yield Reference(name="source", argument=child.content.strip(), line=line)
    elif child.meta["name"] == "math":
        yield Formula(tex=child.content, line=line)


def _from_address(address: str, line: int) -> Iterator[Found]:
    if would_run("href", unquote(address)):
        yield Fault(line=line, what=f"the link to {address} would run code", remedy="link to an address")


def _from_role(token: Token, line: int) -> Iterator[Piece]:
    name = str(token.meta["name"])
    printed, target = parse_target(token.content)
    if name in _FIGURE_ROLES:
        yield Piece(text=printed, line=line, role=name, target=target)
    elif name in _SILENT_ROLES or name == "math" or (name in _LINK_ROLES and not target):
        yield Piece(text=GAP, line=line)
    else:
        yield Piece(text=printed, line=line)


def _from_fence(token: Token, line: int, where: str) -> Iterator[Found]:
    info = token.info.strip()
    name, closing, rest = info.removeprefix("{").partition("}")
    argument = rest.strip()
    if not info.startswith("{") or not closing or not is_name(name, ":.+-_"):
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
    if name in REFERRING_DIRECTIVES:
        yield Reference(name=name, argument=argument, line=line, options=tuple(options))
        return
    if name in SILENT_DIRECTIVES:
        return
    if name in _READERS:
        yield from _READERS[name](argument, token.content if name == "eval-rst" else body, options, line, skipped)
        return
    if shown_argument(name, argument) and name not in PATH_DIRECTIVES | ATTRIBUTE_DIRECTIVES:
        title = shown_argument(name, argument)
        yield from find_runs(title, line=line, where="caption" if name in CAPTION_DIRECTIVES else "heading")
    # the body is MyST again; `skipped` lines of options stand between the fence and the body
    inner = "caption" if name in {"figure", "glue:figure"} else where
    locale = argument if name == "language" else ""
    for run in find_runs(body, line=line + 1 + skipped, where=inner):
        yield replace(run, locale=run.locale or locale) if isinstance(run, TextRun) else run


def _from_math(argument: str, body: str, options: Mapping[str, str], line: int, skipped: int) -> Iterator[Found]:
    """Yield the formula of a directive, or the waiver with which an editor lets it stand."""
    tex, line = f"{argument}\n{body}".strip(), line + 1 + skipped
    if "plain" in options:
        # without a reason it is refused like any other role that has none
        yield TextRun(pieces=(Piece(text=tex, line=line, role="plain", target=options["plain"]),), where="formula")
    else:
        yield Formula(tex=tex, line=line)


def _from_raw(argument: str, body: str, options: Mapping[str, str], line: int, skipped: int) -> Iterator[Found]:
    yield from _from_html(body, line + 1 + skipped, "prose")


def _from_role_directive(
    argument: str, body: str, options: Mapping[str, str], line: int, skipped: int
) -> Iterator[Found]:
    if "raw" in argument.rpartition("(")[2]:
        what = f"the role {argument} would put HTML into the page that nothing reads"
        yield Fault(line=line, what=what, remedy="write the HTML into the page itself, or use Markdown")


def _from_restructured_text(
    argument: str, body: str, options: Mapping[str, str], line: int, skipped: int
) -> Iterator[Found]:
    # What looks like options is a list of fields there, so it has none, and none of its lines is skipped.
    for offset, address in find_addresses(body):
        yield from _from_address(address, line + 1 + offset)
    yield from find_runs(to_myst(body), line=line + 1)


_READERS: Mapping[str, Callable[[str, str, Mapping[str, str], int, int], Iterator[Found]]] = {
    "math": _from_math,
    "raw": _from_raw,
    "role": _from_role_directive,
    "eval-rst": _from_restructured_text,
}
"""Directives whose content is no MyST."""


def _from_options(options: Mapping[str, str], line: int) -> Iterator[Found]:
    for offset, (name, value) in enumerate(options.items()):
        if name in VISIBLE_OPTIONS:
            yield from find_runs(value, line=line + offset, where="text alternative" if name == "alt" else "caption")


def _from_front_matter(content: str, line: int) -> Iterator[Found]:
    for offset, text, remedy in read_front_matter(content):
        if remedy:
            yield Fault(line=line + offset, what=text, remedy=remedy)
        else:
            yield from find_runs(text, line=line + offset, where="description")


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
