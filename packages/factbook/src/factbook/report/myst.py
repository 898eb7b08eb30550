"""MyST Markdown as a reader sees it: runs of visible text, with the roles in them and their lines.

Markup that this module does not know counts as visible text, so that a number in it is unbound;
only code, comments and addresses are skipped; formulas are yielded as what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from factbook.report.directive_texts import (
    ALTERNATIVES,
    ATTRIBUTE_DIRECTIVES,
    CAPTION_DIRECTIVES,
    FILE_DIRECTIVES,
    KNOWN_DIRECTIVES,
    KNOWN_ROLES,
    PATH_DIRECTIVES,
    PLAIN_OPTIONS,
    REFERRING_DIRECTIVES,
    SILENT_DIRECTIVES,
    VISIBLE_OPTIONS,
    CsvCell,
    blank_open_roles,
    find_broken_fences,
    find_no_role,
    find_open_fence,
    find_open_roles,
    is_name,
    read_csv_cells,
    shown_argument,
    split_options,
)
from factbook.report.found import (
    GAP,
    GIVEN,
    GLUE_DIRECTIVES,
    GLUE_ROLES,
    Fault,
    Formula,
    MarkupName,
    Piece,
    Reference,
    TextRun,
    mark_glue,
)
from factbook.report.front_matter import read_front_matter
from factbook.report.markdown_parser import shared_parser
from factbook.report.raw_html import is_foreign, read_raw_html, would_run
from factbook.report.restructured_text import find_addresses, to_myst
from factbook.report.trackers import HeadTracker, LabelTracker, ListNumbers, is_long_number
from figurecheck.model.claim import KEY_FIGURE, Head, HeadKind, Role
from figurecheck.model.worded import phrase

_SILENT_ROLES = frozenset("code source kbd samp eval glue:md math".split())
_CITING_ROLES = frozenset({"cite", "footcite"})
"""Roles of sphinxcontrib-bibtex, also with a form behind them, as in ``cite:p``; the page makes their text."""
_LINK_ROLES = frozenset("any doc download ref numref eq term prf:ref".split())
_ASKED = {
    "cite": "citation",
    "footcite": "citation",
    "ref": "label",
    "numref": "label",
    "eq": "label",
    "term": "term",
    "doc": "page",
    "download": "file",
}
"""What is asked for by roles, by name."""
_MATH = frozenset({"math_inline", "math_block", "math_block_label", "math_inline_double", "amsmath"})
_ROLE = re.compile(
    r"(?:\{(?:claim|reported|searched|plain)\}|(?<![\w`:]):(?:claim|reported|searched|plain):)`(?P<content>[^`]*)`"
)
FIGURE_ROLES = frozenset(Role)
# One that is defined is no text by now. What looks like it in a regular expression has a sign behind it.
_FOOTNOTE = re.compile(r"\[\^([^\]\s^]+)\](?![+*?{])")
_PLACES = {"heading_open": "heading", "th_open": "table", "td_open": "table"}
_ENDS = frozenset(f"{name.removesuffix('open')}close" for name in _PLACES)


Found = TextRun | Reference | Fault | Formula | MarkupName
Heads = tuple[Head, ...]
Options = Mapping[str, str]
Find = Callable[..., Iterator[Found]]
"""`find_runs`, with the parser of the page."""


def find_runs(
    text: str,
    *,
    line: int = 1,
    where: str = "prose",
    heads: tuple[Head, ...] = (),
    grid: bool = False,
    parser: MarkdownIt | None = None,
) -> Iterator[Found]:
    """Yield the visible text of a MyST document, and the directives that refer to something recorded.

    `line` is the number of the text's first line in its file, `heads` what stands above it. In a `grid`, the items of
    a list are rows, and theirs are cells. `parser` is that of the page; without one, it is that of short texts.
    """
    parser = parser or shared_parser()
    find = partial(find_runs, parser=parser)
    yield from _from_tokens(parser.parse(text), line, where, heads, grid, find)


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


def _from_tokens(
    tokens: list[Token], line: int, where: str, heads: tuple[Head, ...], grid: bool, find: Find
) -> Iterator[Found]:
    place = where
    lists = ListNumbers()
    tracker, labels = HeadTracker(tokens, heads, strip_roles), LabelTracker(is_grid=grid)
    opened: list[Found] = []
    for number, token in enumerate(tokens):
        tracker.see(token)
        labels.see(token)
        at = line + token.map[0] if token.map else line
        yield from (Formula(tex=str(start), line=at, where="list") for start in lists.take(token))
        if token.type in {"myst_target", "math_block_label"} or (token.type, place) == ("inline", "heading"):
            yield MarkupName(kind=GIVEN["label"], name=token.info or token.content, line=at)
        elif token.type == "footnote_reference_open":
            yield MarkupName(kind=GIVEN["footnote"], name=str(token.meta["label"]), line=at)
        place = _PLACES.get(token.type, where if token.type in _ENDS else place)
        if token.type in _MATH:
            yield Formula(tex=token.content, line=at)
        elif token.type == "inline":
            yield from find_broken_fences(token.content, at)
            above, around = tracker.pass_by(number), labels.pass_by(token)
            opened = _join(opened, list(_add_heads(_from_inline(token, at, place), above, around)))
            if not (opened and tracker.joins(number)):
                yield from opened
                opened = []
        elif token.type in {"fence", "colon_fence"}:
            yield from find_open_fence(token, at)
            yield from _from_fence(token, at, where, tracker.here, find)
        elif token.type == "html_block":
            yield from _from_html(token.content, at, where)
        elif token.type == "front_matter":
            yield from _from_front_matter(token.content, at + 1, find)


def _join(opened: list[Found], found: list[Found]) -> list[Found]:
    """Return what two paragraphs hold, their texts as one passage: a key figure, and what it counts."""
    texts = [one for one in (*opened, *found) if isinstance(one, TextRun)]
    if not opened or len(texts) < 2:
        return [*opened, *found]
    first, second = texts[0], texts[1]
    joined = replace(second, pieces=(*first.pieces, Piece(text=KEY_FIGURE, line=first.pieces[-1].line), *second.pieces))
    return [joined if one is second else one for one in (*opened, *found) if one is not first]


def _add_heads(found: Iterable[Found], heads: tuple[Head, ...], around: tuple[str, ...]) -> Iterator[Found]:
    return (replace(one, heads=heads, around=around) if isinstance(one, TextRun) else one for one in found)


def _from_inline(token: Token, line: int, where: str) -> Iterator[Found]:
    pieces: list[Piece] = []
    # A token of a role does not say where it stands; its text is searched in the source, from the last role on.
    cursor = 0
    for child in token.children or []:
        yield from _from_attributes(child, line)
        yield from _find_unread(child, line, pieces)
        if child.type in {"softbreak", "hardbreak"}:
            pieces.append(Piece(text="\n", line=line))
            line += 1
        elif child.type in {"text", "text_special"}:
            pieces.append(Piece(text=blank_open_roles(child.content), line=line))
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
            pieces.append(Piece(text=GAP, line=line, shown=child.content))
            if child.type in _MATH:
                yield Formula(tex=child.content, line=line)
        elif child.type == "footnote_ref" and is_long_number(label := str(child.meta["label"])):
            pieces.append(Piece(text=f"[{label}]", line=line))
    if pieces:
        yield TextRun(pieces=tuple(pieces), where=where)


def _find_unread(child: Token, line: int, before: list[Piece]) -> Iterator[Found]:
    """Yield what an author has written as markup and Markdown has read as text."""
    if child.type in {"text", "text_special"}:
        yield from find_open_roles(child.content, line)
        labels = _FOOTNOTE.findall(child.content)
        yield from (MarkupName(kind="footnote", name=label, line=line) for label in labels)
    elif child.type == "code_inline" and before:
        yield from find_no_role(before[-1].text, line)


def _from_attributes(child: Token, line: int) -> Iterator[Found]:
    """Yield the parts of an inline token that are no running text: alternatives, tooltips, references."""
    texts = [child.content] if child.type == "image" else []
    texts += [str(child.attrs["title"])] if child.type in {"image", "link_open"} and child.attrs.get("title") else []
    for text in texts:
        yield TextRun(pieces=(Piece(text=text, line=line),), where="text alternative")
    if child.type == "image" and is_foreign(str(child.attrs.get("src", ""))):
        yield _foreign_fault(line, str(child.attrs["src"]))
    if child.type == "image":
        yield MarkupName(kind="file", name=str(child.attrs["src"]), line=line)
    elif child.type == "link_open":
        yield from _from_address(str(child.attrs["href"]), line)
        yield MarkupName(kind="link", name=str(child.attrs["href"]), line=line)
    elif child.type == "myst_role":
        yield from _from_role_name(str(child.meta["name"]), child.content, line)


def _from_role_name(name: str, content: str, line: int) -> Iterator[Found]:
    if name not in KNOWN_ROLES:
        yield MarkupName(kind="role", name=name, line=line)
    shown, target = parse_target(content)
    if kind := _ASKED.get(name.partition(":")[0]):
        yield from (MarkupName(kind=kind, name=one.strip(), line=line) for one in (target or shown).split(","))
    elif name == "source":
        yield Reference(name="source", argument=content.strip(), line=line)
    elif name == "math":
        yield Formula(tex=content, line=line)


def _from_address(address: str, line: int) -> Iterator[Found]:
    if would_run("href", unquote(address)):
        yield Fault(
            line=line, what=phrase("the link to {address} would run code", address=address), remedy="link to an address"
        )


def _from_role(token: Token, line: int) -> Iterator[Piece]:
    name = str(token.meta["name"])
    printed, target = parse_target(token.content)
    if name in FIGURE_ROLES:
        yield Piece(text=printed, line=line, role=name, target=target)
    elif name in GLUE_ROLES:
        yield Piece(text=mark_glue(token.content), line=line, role="claim", target=token.content)
    elif name in _SILENT_ROLES or name.partition(":")[0] in _CITING_ROLES or (name in _LINK_ROLES and not target):
        yield Piece(text=GAP, line=line, shown=token.content)
    else:
        yield Piece(text=printed, line=line)


def _from_fence(token: Token, line: int, where: str, heads: tuple[Head, ...], find: Find) -> Iterator[Found]:
    info = token.info.strip()
    name, closing, rest = info.removeprefix("{").partition("}")
    argument = rest.strip()
    if not info.startswith("{") or not closing or not is_name(name, ":.+-_"):
        return
    options, body, skipped = split_options(token.content)
    yield from _from_names(name, argument, options, body, line)
    title = shown_argument(name, argument)
    titled = bool(title) and name not in PATH_DIRECTIVES | ATTRIBUTE_DIRECTIVES
    inner_heads = (Head(HeadKind.CAPTION, strip_roles(title)), *heads) if titled else heads
    yield from _from_options(options, line + 1, inner_heads, find)
    if name == "include" or {"file", "url"} & set(options):
        # text from another file would reach readers unread by this parser
        taken = argument if name == "include" else options.get("file") or options.get("url") or ""
        template = "{{{name}}} includes text from {taken}, whose figures would not be checked"
        what = phrase(template, name=name, taken=taken)
        yield Fault(line=line, what=what, remedy="write the text into the page")
        return
    if name in REFERRING_DIRECTIVES:
        yield Reference(name=name, argument=argument, line=line, options=tuple(options))
        return
    if name in SILENT_DIRECTIVES:
        return
    if name in GLUE_DIRECTIVES:
        content = f"{options['doc']}::{argument}" if "doc" in options else argument
        yield TextRun(pieces=(Piece(text=mark_glue(content), line=line, role="claim", target=content),), where=where)
    if name in _READERS:
        is_other = name == "eval-rst"
        content, first = (token.content, line + 1) if is_other else (body, line + 1 + skipped)
        yield from _READERS[name](argument, content, options, first, heads, find)
        return
    if titled:
        place = "caption" if name in CAPTION_DIRECTIVES else "heading"
        yield from find(title, line=line, where=place, heads=heads)
    # the body is MyST again; `skipped` lines of options stand between the fence and the body
    inner = "caption" if name in {"figure", "glue:figure"} else where
    locale = argument if name == "language" else ""
    if name == "csv-table" and (cells := read_csv_cells(body, options)) is not None:
        above = line + 1 + [*options, "header"].index("header")
        yield from _from_cells(cells, line + 1 + skipped, above, inner_heads, find)
        return
    grid = name == "list-table"
    for run in find(body, line=line + 1 + skipped, where=inner, heads=inner_heads, grid=grid):
        yield replace(run, locale=run.locale or locale) if isinstance(run, TextRun) else run


def _from_names(name: str, argument: str, options: Options, body: str, line: int) -> Iterator[MarkupName]:
    """Yield the names that a directive asks for, and those that it gives."""
    if name not in KNOWN_DIRECTIVES:
        yield MarkupName(kind="directive", name=name, line=line)
    if name in FILE_DIRECTIVES:
        yield MarkupName(kind="file", name=argument, line=line)
    for one in {"name", "label"} & set(options):
        yield MarkupName(kind=GIVEN["label"], name=options[one], line=line)
    for text in body.split("\n") if name == "glossary" else ():
        if text[:1].strip(" :"):
            yield MarkupName(kind=GIVEN["term"], name=text, line=line)


def _from_cells(cells: Iterable[CsvCell], line: int, above: int, heads: Heads, find: Find) -> Iterator[Found]:
    """Yield what stands in the cells of a table; `line` is that of its body, `above` that of heads in its options."""
    for cell in cells:
        own = tuple(replace(head, text=strip_roles(head.text)) for head in cell.heads)
        at = above if cell.line is None else line + cell.line
        for run in find(cell.text, line=at, where="table", heads=(*own, *heads)):
            yield replace(run, around=(*cell.before, *run.around)) if isinstance(run, TextRun) else run


def _from_math(argument: str, body: str, options: Options, line: int, heads: Heads, find: Find) -> Iterator[Found]:
    """Yield the formula of a directive, or the waiver with which an editor lets it stand."""
    tex = f"{argument}\n{body}".strip()
    if "plain" in options:
        # without a reason it is refused like any other role that has none
        yield TextRun(pieces=(Piece(text=tex, line=line, role="plain", target=options["plain"]),), where="formula")
    else:
        yield Formula(tex=tex, line=line)


def _from_raw(argument: str, body: str, options: Options, line: int, heads: Heads, find: Find) -> Iterator[Found]:
    yield from _from_html(body, line, "prose")


def _from_role_directive(
    argument: str, body: str, options: Options, line: int, heads: Heads, find: Find
) -> Iterator[Found]:
    if "raw" in argument.rpartition("(")[2]:
        what = phrase("the role {argument} would put HTML into the page that nothing reads", argument=argument)
        yield Fault(line=line - 1, what=what, remedy="write the HTML into the page itself, or use Markdown")


def _from_restructured_text(
    argument: str, body: str, options: Options, line: int, heads: Heads, find: Find
) -> Iterator[Found]:
    # What looks like options is a list of fields there.
    for offset, address in find_addresses(body):
        yield from _from_address(address, line + offset)
    yield from find_runs(to_myst(body), line=line, heads=heads)


_READERS: Mapping[str, Callable[[str, str, Options, int, Heads, Find], Iterator[Found]]] = {
    "math": _from_math,
    "raw": _from_raw,
    "role": _from_role_directive,
    "eval-rst": _from_restructured_text,
}
"""Directives whose content is no MyST."""


def _from_options(options: Options, line: int, heads: Heads, find: Find) -> Iterator[Found]:
    for offset, (name, value) in enumerate(options.items()):
        if name in PLAIN_OPTIONS:
            yield TextRun(pieces=(Piece(text=value, line=line + offset),), where="text alternative")
        elif name in VISIBLE_OPTIONS:
            place = "text alternative" if name in ALTERNATIVES else "caption"
            yield from find(value, line=line + offset, where=place, heads=heads)


def _from_front_matter(content: str, line: int, find: Find) -> Iterator[Found]:
    for offset, text, remedy in read_front_matter(content):
        if remedy:
            yield Fault(line=line + offset, what=text, remedy=remedy)
        else:
            yield from find(text, line=line + offset, where="description")


def _foreign_fault(line: int, address: str) -> Fault:
    remedy = "put the file in the report's folder, or link to it"
    return Fault(line=line, what=phrase("{address} would be loaded from another host", address=address), remedy=remedy)


def _from_html(content: str, line: int, where: str) -> Iterator[Found]:
    seen = read_raw_html(content)
    yield from (_foreign_fault(line + offset, address) for offset, address in seen.foreign)
    yield from (MarkupName(kind="file", name=address, line=line + offset) for offset, address in seen.own)
    for offset, what in seen.refused:
        remedy = "write it in Markdown; pages cannot contain scripts"
        yield Fault(
            line=line + offset, what=phrase("{what} would not work on the site", what=what), remedy=remedy, html=True
        )
    for offset, text in seen.parts:
        if text.strip():
            yield TextRun(pieces=(Piece(text=text, line=line + offset),), where=where)
