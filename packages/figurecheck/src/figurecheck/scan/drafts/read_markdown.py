"""Read Markdown so that places stay those of the file: what is no prose becomes spaces; each line has a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from figurecheck.scan.consistency.table_totals import cell_spans, is_rule
from figurecheck.scan.drafts.draft import Block, Span

# Without a library: their trees record lines at most, and here every character must keep its place.
_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*(?:\{(?P<name>[\w:.-]+)\})?(?P<rest>[^\n`]*)")
_CODE_DIRECTIVES = frozenset(
    "code code-block code-cell sourcecode literalinclude math mermaid toctree bibliography contents raw".split()
)
_REFERRING = frozenset(
    """
    chart review datasets sources chapters figure image glue:figure include div language list-table csv-table
    grid grid-item tab-set card-carousel glue glue: glue:any glue:md glue:math
    """.split()
)
"""Directives whose argument is a name, a path or an attribute, not text."""
# Options of a directive that a reader sees; of the others the value is a name, a path or a number of pixels.
_VISIBLE_OPTIONS = frozenset("alt img-alt link-alt tooltip caption title subtitle description".split())
_OPTION = re.compile(r"[ \t]*:(?P<name>[\w-]+):[ \t]*")
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+")
# The number of a list item is blanked, or it would be a figure without a source.
_NUMBERED = re.compile(r"[ \t]*(?P<mark>\d{1,9}[.)])[ \t]")
_RULE = re.compile(r" {0,3}(?:[-*_][ \t]*){3,}$")
# Before `_INLINE`, which blanks any other role: the printed text of a figure role is what is scanned.
_ROLE = re.compile(r"(\{(?:claim|reported|searched|plain)\}`)([^`<]*[^`<\s])(\s*<[^`>]*>`|\s*`)")
# Comments and scripts first, since they may hold anything; formulas and roles before code, whose backticks they
# use; link targets, addresses and tags; marks of footnotes, whose text is prose; at last lines that are a definition, a
# comment or a target.
_INLINE = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<tag>script|style)\b.*?(?:</(?P=tag)\s*>|\Z)"
    r"|\$\$.*?\$\$"
    r"|\{[\w:.+-]+\}(?P<role>`+)(?!`).*?(?<!`)(?P=role)(?!`)"
    r"|(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    r"|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\[[^\]\n]*\]"
    r"|<(?:https?:|mailto:)[^>\s]*>|</?[A-Za-z][^<>]*>"
    r"|\[\^[^\]\n]+\]:?"
    r"|^[ \t]*\[[^\]\n]+\]:[^\n]*$|^%[^\n]*$|^\([\w-]+\)=[ \t]*$",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_HIDDEN_STARTS = ("](", "][", "<", "{", "[^")
"""How those matches of `_INLINE` begin that a reader does not see; code and formulas are seen."""
_HIDDEN = re.compile(
    r"\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])"
    r"|(?<!\w)_(?=[^\W_][^_\n]*_(?!\w))|(?<=[^\W_])_(?!\w)"
    r"|(?<!\w)\[(?=[^\]\n]{0,300}\]\()|!\["
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file, and how much of it is prose."""

    start: int
    text: str
    code: bool
    """Whether none of it is prose."""
    visible_from: int = 0
    """Where the text begins that a reader sees."""


def blank_markdown(text: str) -> str:
    """Replace code, comments and addresses by spaces, so that every place stays where it was.

    The printed text of a role (``{claim}`16.6% <offenders.change.2024>` ``) and of a directive stays.
    The last bar of a table's row becomes a full stop, since the next row is about something else.
    """
    characters = list(text)
    for line in _lines(text):
        # Slices of a list of characters: the text is replaced in place and keeps its length.
        upto = line.start + (len(line.text) if line.code else line.visible_from)
        characters[line.start : upto] = " " * (upto - line.start)
        if not line.code and (bar := _last_bar(line.text)):
            characters[line.start + bar] = "."
        mark = None if line.code else _NUMBERED.match(line.text)
        if mark:
            characters[line.start + mark.start("mark") : line.start + mark.end("mark")] = " " * len(mark["mark"])
    prose = "".join(characters)
    prose = _ROLE.sub(lambda role: f"{' ' * len(role[1])}{role[2]}{' ' * len(role[3])}", prose)
    return _INLINE.sub(lambda match: _blank(match.group()), prose)


def _last_bar(line: str) -> int:
    """Return the place of the bar that ends a table's row; 0 for any other line, and for a rule of dashes."""
    row = line.rstrip(" \t\r")
    whole = line.lstrip(" \t>").startswith("|") and row.endswith("|") and not row.endswith("\\|")
    return len(row) - 1 if whole and row.strip("|:- \t>") else 0


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def hidden_spans(text: str) -> tuple[Span, ...]:
    """Return the markup that a reader does not see: role marks, emphasis, addresses; in order, without overlaps."""
    spans = [span for role in _ROLE.finditer(text) for span in (role.span(1), role.span(3))]
    spans += [one.span() for one in _INLINE.finditer(text) if one.group().startswith(_HIDDEN_STARTS)
              and not _ROLE.match(text, one.start())]  # fmt: skip
    spans += [one.span() for one in _HIDDEN.finditer(text)]
    made: list[Span] = []
    for span in sorted(spans):
        if not made or span[0] >= made[-1][1]:
            made.append(span)
    return tuple(made)


def role_spans(text: str) -> tuple[Span, ...]:
    """Return the places of every figure role, markup included."""
    return tuple(one.span() for one in _ROLE.finditer(text))


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text, line by line."""
    made: list[Block] = []
    open_block = False
    for line in _lines(text):
        block = _block(line)
        if block is None:
            open_block = False
            continue
        last = made[-1] if made else None
        if open_block and last and _continues(last, block):
            made[-1] = replace(last, end=block.end)
        else:
            made.append(block)
        open_block = True
    return _mark_heads(made, text)


def _continues(last: Block, block: Block) -> bool:
    if block.kind in {"code", "quote"}:
        return last.kind == block.kind
    # A line behind a paragraph or an item without a blank one between continues it.
    return block.kind == "paragraph" and last.kind in {"paragraph", "item"}


def _block(line: _Line) -> Block | None:
    start, end = line.start + line.visible_from, line.start + len(line.text.rstrip())
    if line.code:
        bare = not line.text.strip(" \t\r-") or _FENCE.fullmatch(line.text.rstrip())
        return None if bare else Block(kind="code", start=line.start, end=end)
    shown = line.text[line.visible_from :]
    if not shown.strip() or _RULE.match(shown) or is_rule(shown):
        return None
    if heading := _HEADING.match(shown):
        return Block(kind="heading", start=start + heading.end(), end=end, level=len(heading["marks"]))
    if shown.lstrip().startswith("|"):
        return Block(kind="row", start=start, end=end, cells=tuple(cells_of(shown, start)))
    if item := _ITEM.match(shown):
        return Block(kind="item", start=start + item.end(), end=end, level=len(item["indent"].expandtabs(4)) // 2)
    indent = len(shown) - len(shown.lstrip())
    if indent <= 3 and shown.startswith(f"{' ' * indent}>"):
        behind = indent + 1
        return Block(kind="quote", start=start + behind + (shown[behind : behind + 1] in {" ", "\t"}), end=end)
    return Block(kind="paragraph", start=start + indent, end=end)


def cells_of(row: str, start: int) -> Iterator[Span]:
    """Yield the places of the cells of a table's row; ``\\|`` is no bar."""
    for left, right in cell_spans(row):
        cell = row[left:right]
        lead = len(cell) - len(cell.lstrip())
        yield start + left + lead, start + left + max(lead, len(cell.rstrip()))


def _mark_heads(blocks: list[Block], text: str) -> tuple[Block, ...]:
    """Mark the rows that name columns, which a line of dashes follows."""
    made = []
    for at, block in enumerate(blocks):
        follower = blocks[at + 1] if at + 1 < len(blocks) else None
        between = text[block.end : follower.start if follower else len(text)]
        ruled = block.kind == "row" and re.match(r"[ \t]*\r?\n[ \t>]*[|:\-][|:\- \t]*-", between)
        made.append(replace(block, head=True) if ruled else block)
    return tuple(made)


def end_of_front_matter(text: str) -> int:
    """Return where the settings at the head of a file end, which stand between lines of ``---``; 0 without them."""
    first, *lines = text.split("\n")
    if first.rstrip(" \t\r") != "---":
        return 0
    at = len(first) + 1
    for line in lines:
        if line.rstrip(" \t\r") in {"---", "..."}:
            return at + len(line)
        at += len(line) + 1
    return 0


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines, each with whether it is code and where its visible text begins."""
    # Fences nest: a directive holds prose and other directives until its own fence closes.
    fences: list[tuple[str, bool]] = []
    front_end = end_of_front_matter(text)
    start, options, was = 0, False, "blank"
    for raw in text.split("\n"):
        fence = _FENCE.match(raw)
        options = options and _OPTION.match(raw) is not None
        if start < front_end:
            yield _Line(start, raw, code=True)
        elif fences and _closes(raw, fences[-1][0]):
            fences.pop()
            yield _Line(start, raw, code=True)
        elif fences and fences[-1][1]:
            yield _Line(start, raw, code=True)
        # A colon fence without a name is a closing one, or a div of prose.
        elif fence and (fence["name"] or fence["fence"][0] != ":"):
            code = not fence["name"] or fence["name"] in _CODE_DIRECTIVES
            fences.append((fence["fence"], code))
            options = not code
            yield _Line(start, raw, code=code or fence["name"] in _REFERRING, visible_from=fence.start("rest"))
        elif options:
            option = _OPTION.match(raw)
            seen = option is not None and option["name"] in _VISIBLE_OPTIONS
            yield _Line(start, raw, code=not seen, visible_from=option.end() if option else 0)
        else:
            # Four spaces are code behind a blank line only; within a list they are a part of the item.
            indented = was in {"blank", "code"} and raw.startswith(("    ", "\t")) and not fences
            yield _Line(start, raw, code=indented)
            was = _after(raw, was, indented=indented)
        start += len(raw) + 1


def _after(raw: str, was: str, *, indented: bool) -> str:
    """Return what stands before the next line: text, blank, code, or a list that may go on."""
    if indented:
        return "code"
    if not raw.strip():
        return was if was == "list" else "blank"
    if _ITEM.match(raw) or (was == "list" and raw.startswith(" ")):
        return "list"
    return "text"


def _closes(raw: str, fence: str) -> bool:
    """Return whether a line ends a fence: the same sign, at least as often."""
    mark = raw.strip()
    return len(mark) >= len(fence) and set(mark) == {fence[0]}
