"""What a directive of MyST shows by its name, its options in both their forms, and the cells of a ``{csv-table}``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from markdown_it.token import Token

from factbook.report.found import Fault
from figurecheck.model.claim import Head, HeadKind
from figurecheck.model.worded import phrase

# What a directive shows is decided by name. A directive in none of these lists shows its argument and its body.
SILENT_DIRECTIVES = frozenset(
    """
    code code-block code-cell sourcecode literalinclude mermaid toctree bibliography contents
    glue:md glue:math
    """.split()
)
REFERRING_DIRECTIVES = frozenset("chart review datasets sources chapters".split())
PATH_DIRECTIVES = frozenset("figure image glue glue: glue:any glue:figure include".split())
KNOWN_DIRECTIVES = frozenset(
    """
    admonition attention caution danger dropdown error hint important note seealso tip warning
    card code code-block code-cell csv-table div epigraph eval-rst figure glossary grid grid-item grid-item-card image
    include list-table literalinclude margin math only raw rubric sidebar tab-item tab-set table toctree topic
    chapters chart datasets language review sources
    """.split()
)
KNOWN_ROLES = frozenset(
    """
    abbr code doc download eq kbd math numref raw ref sub sup term
    claim plain reported searched source
    """.split()
)
"""Names that every report knows; of others Sphinx is asked, with the extensions of the report."""
FILE_DIRECTIVES = frozenset("figure image literalinclude".split())
"""Directives whose argument is a file that the page shows."""
ATTRIBUTE_DIRECTIVES = frozenset(
    """
    div language
    grid grid-item tab-set card-carousel
    """.split()
)
"""Directives whose argument is a name, or says how many columns there are."""
CAPTION_DIRECTIVES = frozenset("figure table list-table csv-table glue:figure".split())
ALTERNATIVES = frozenset("alt img-alt tooltip".split())
"""Options whose text is said in place of what is seen, or beside it."""
PLAIN_OPTIONS = frozenset({"link-alt"})
"""Options that reach the page as they are written: no role is read there."""
VISIBLE_OPTIONS = ALTERNATIVES | frozenset("caption title subtitle description".split())
VERSION_DIRECTIVES = frozenset("versionadded versionchanged versionremoved deprecated".split())
"""Directives whose argument begins with a version."""
_SIGNATURES = frozenset("class confval data envvar exception function method object option program".split())
# "describe" is none of them: what it describes may be anything.


def shown_argument(name: str, argument: str) -> str:
    """Return what of a directive's argument is text: not a version, nor the signature of a piece of code."""
    if name in VERSION_DIRECTIVES:
        return argument.partition(" ")[2]
    # "py:function", "c:type" and their like; of ours, only "glue:figure" has a colon.
    is_signature = name in _SIGNATURES or (":" in name and not name.startswith("glue:"))
    return "" if is_signature else argument


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
        if before or not closing or not is_name(name, "-_"):
            break
        options[name] = value.lstrip()
        count += 1
    return options, "\n".join(lines[count:]), count


def is_name(text: str, joints: str) -> bool:
    """Return whether a text is a name: letters, digits and these joints."""
    return bool(text) and all(letter.isalnum() or letter in joints for letter in text)


_BROKEN_FENCE = re.compile(r"^ {0,3}```+\{[\w:.+-]+\}(?!`)", re.MULTILINE)


def find_open_fence(token: Token, line: int) -> Iterator[Fault]:
    """Yield a fault if a fence is never closed: all that follows is taken for its content, and may not be shown."""
    first, end = token.map or (0, 0)
    lines = token.content.count("\n") + bool(token.content and token.content[-1] != "\n")
    # Beside its content it has a first line, and a last one where it is closed.
    if token.content.strip() and end - first < lines + 2:
        what = phrase("{opening} is never closed", opening=f"{token.markup}{token.info}".strip())
        yield Fault(line=line, what=what, remedy=phrase("write {sign} below its last line", sign=token.markup))


# Another backtick behind it would close it, if it were not escaped.
_OPEN_ROLE = re.compile(r"\{[A-Za-z][\w:.+-]*\}`(?=[^`]*\Z)")
_NAMES = "|".join(sorted(KNOWN_ROLES | {"cite"}))
_NO_ROLE = re.compile(
    rf"(?:\{{(?:{_NAMES})(?:\}} )?|(?<![\w{{])(?:{_NAMES})\}}|(?<![\w-])(?:claim|reported|searched|numref))\Z"
)
_WITHOUT_TEXT = re.compile(r"\{(?:claim|reported|searched)\}(?![` ])")


def find_open_roles(text: str, line: int) -> Iterator[Fault]:
    """Yield each role in a text of a page that has no end, or no text, and would be shown as it is written."""
    for found in _OPEN_ROLE.finditer(text):
        what = phrase("{role} is never closed", role=f"{found[0]}...")
        yield Fault(line=line, what=what, remedy="write a backtick at its end")
    for found in _WITHOUT_TEXT.finditer(text):
        what = phrase("{role} has no text in backticks", role=found[0])
        yield Fault(line=line, what=what, remedy=phrase("write {role}`figure <target>`", role=found[0]))


def blank_open_roles(text: str) -> str:
    """Return a text of the same length in which what `find_open_roles` names looks like no role."""
    return _OPEN_ROLE.sub(lambda found: f"{found[0][:-1]} ", text)


def find_no_role(text: str, line: int) -> Iterator[Fault]:
    """Yield a fault if a text that code follows ends with what was to be a role: a space or a brace is in its way."""
    if found := _NO_ROLE.search(text):
        name = found[0].strip("{} ")
        what = phrase("{role} is no role, and would be shown as it is written", role=f"{found[0]}`...`")
        yield Fault(line=line, what=what, remedy=phrase("write {{{name}}}`...`", name=name))


def find_broken_fences(paragraph: str, line: int) -> Iterator[Fault]:
    """Yield the first lines of directives that Markdown takes for text, since they hold a backtick.

    What follows them up to the next fence would be read as text, and the text behind it as code, which is not checked.
    """
    for match in _BROKEN_FENCE.finditer(paragraph):
        yield Fault(
            line=line + paragraph.count("\n", 0, match.start()),
            what="a backtick in its first line makes this directive a text",
            remedy="begin and end it with ::: instead of ```",
        )


_WORDS = {"tab": "\t", "space": " "}


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvCell:
    """A cell of a table."""

    text: str
    line: int | None
    """The line of the table's body in which its row begins, from 0; ``None`` for a head that stands in the options."""
    heads: tuple[Head, ...] = ()
    """The heads of its row and of its column, as they are written."""
    before: tuple[str, ...] = ()
    """What stands between the head of its row and it; a cell with a number is another figure."""


def read_csv_cells(body: str, options: Mapping[str, str]) -> list[CsvCell] | None:
    """Return the cells of a table in reading order; ``None`` for a body that docutils refuses."""
    try:
        dialect = _find_dialect(options)
        above = [(None, row) for _, row in _read_rows(options.get("header", ""), dialect)]
        rows = [*_read_rows(body, dialect)]
        headed = int(options.get("header-rows") or 0)
    except (csv.Error, TypeError, ValueError):
        # A delimiter of two signs is a TypeError, and a number of heads that is none a ValueError.
        return None
    heads: list[tuple[int | None, list[str]]] = [*above, *rows[:headed]]
    rest = rows[headed:]
    columns = [" ".join(filter(None, texts)) for texts in _transpose([row for _, row in heads])]
    return [*(CsvCell(text=text, line=line) for line, row in heads for text in row), *_with_heads(rest, columns)]


def _find_dialect(options: Mapping[str, str]) -> dict[str, Any]:
    """Return what `csv.reader` takes for the options of a table, as docutils has them."""
    delimiter = options.get("delim", ",")
    return {
        "delimiter": _WORDS.get(delimiter, delimiter),
        "quotechar": options.get("quote", '"'),
        "escapechar": options.get("escape"),
        "doublequote": "escape" not in options,
        "skipinitialspace": "keepspace" not in options,
        "strict": True,
    }


def _read_rows(body: str, dialect: Mapping[str, Any]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line in which it begins. Raises csv.Error."""
    lines = body.split("\n")
    reader = csv.reader((f"{line}\n" for line in lines), **dialect)
    before = 0
    for row in reader:
        if row:
            # Empty lines before a row are rows without cells.
            yield before, [text.rstrip("\n") for text in row]
        before = reader.line_num


def _transpose(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [[row[at] for row in rows if at < len(row)] for at in range(width)]


def _with_heads(rows: Sequence[tuple[int, list[str]]], columns: Sequence[str]) -> Iterator[CsvCell]:
    for line, row in rows:
        for at, text in enumerate(row):
            own = (row[0] if at else "", columns[at] if at < len(columns) else "")
            kinds = zip((HeadKind.ROW, HeadKind.COLUMN), own, strict=True)
            heads = tuple(Head(kind, head) for kind, head in kinds if head.strip())
            before = tuple(words for words in row[1:at] if words and not any(map(str.isdecimal, words)))
            yield CsvCell(text=text, line=line, heads=heads, before=before)
