"""Rows of data as a table: heads with scope, numbers to the right, years plain, columns named on phones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from factbook.render.templating import render_part
from factbook.render.text import mark_hangul, render_sources
from factbook.render.values import YEAR_COLUMN, show_cell
from factbook.render.words.interface import find_words
from figurecheck.model import Cellvalue, RowSet, Source
from figurecheck.model.exact import is_number

# Widths in characters, since a page is written before anybody knows its width in pixels; the browser tests look at the
# results at four widths.
SCROLLS_FROM = 24
PHONE_CHARACTERS = 40
"""About as many characters as fit in one line of a table on a phone, without the padding of four columns."""
# More columns than this leave no room for their padding, however short they are.
PHONE_COLUMNS = 5
PROSE_CHARACTERS = 78
TABLET_CHARACTERS = 85
"""About as many characters as fit in one line of a table on the narrowest page that shows it as columns."""
NARROWEST = 9
"""Characters to which a column of text can be narrowed, as its words wrap; numbers never do."""
MOST_CELLS = 1_200
"""Cells of rows that a page shows: some 100 KB of HTML. Who wants all of them takes the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its head, whether it holds numbers, and whether it names its row."""

    head: str
    numeric: bool = False
    row_head: bool = False


def render_table(
    rowset: RowSet,
    *,
    caption: str | Markup,
    sources: Mapping[str, Source] | None = None,
    language: str = "en",
    hide: Iterable[str] = (),
    show_caption: bool = True,
    head: Callable[[str], str] = str,
) -> Markup:
    """Render a set of rows as a table; sources by name, and a unit that all rows share in the head.

    `head` returns what a column is called in the language.
    """
    words = find_words(language)
    titles = dict(rowset.table.titles) if rowset.table is not None else {}

    def called(name: str) -> str:
        # A title is in the language of the report; what `head` has for the column is in that of the page.
        return head(name) if head(name) != name else titles.get(name, name)

    unit = _only(rowset, "unit")
    names = [
        name
        for name in rowset.columns
        if name not in set(hide) and not (name == "unit" and unit) and not _is_empty(rowset, name)
    ]
    columns = [
        Column(
            head=words["source"] if name == "source_id" else _head(called(name), unit if name == "value" else ""),
            numeric=_is_numeric(rowset, name),
            row_head=name == names[0],
        )
        for name in names
    ]
    cells = [
        [_cell(row[rowset.columns.index(name)], _kind(rowset, name), sources or {}, language) for name in names]
        for row in rowset.rows
    ]
    if rowset.lines and len(rowset.lines) == len(rowset.rows):
        has_lines = rowset.table is None or rowset.table.has_lines
        columns.append(Column(head=words["line" if has_lines else "row.number"], numeric=True))
        cells = [[*row, escape(str(line))] for row, line in zip(cells, rowset.lines, strict=True)]
    return render_cells(columns, cells, caption=caption, language=language, show_caption=show_caption)


def keep_ends(rowset: RowSet, room: int) -> RowSet:
    """Return the first and the last rows of a set, as many as there is room for."""
    kept = [*range(room - room // 2), *range(len(rowset.rows) - room // 2, len(rowset.rows))]
    lines = tuple(rowset.lines[at] for at in kept) if rowset.lines else ()
    rows = tuple(rowset.rows[at] for at in kept)
    return replace(rowset, rows=rows, lines=lines, left_out=rowset.count - len(rows))


def render_some_rows(
    rowset: RowSet,
    *,
    caption: str | Markup,
    sources: Mapping[str, Source] | None = None,
    language: str = "en",
) -> Markup:
    """Render as many rows of a set as a page has room for, those of its ends first, and say of how many they are.

    Rows without lines were made or changed by the notebook, and no file has the others.
    """
    room = max(MOST_CELLS // max(len(rowset.columns), 1), 2)
    shown = rowset
    if len(rowset.rows) > room:
        shown = keep_ends(rowset, room)
    table = render_table(shown, caption=caption, sources=sources, language=language)
    if not shown.left_out:
        return table
    said = find_words(language)["rows.some" if shown.lines else "rows.some.made"].format(
        n=len(shown.rows), all=rowset.count
    )
    return table + Markup('<p class="fb-source">{}</p>\n').format(said)


def render_cells(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Markup]],
    *,
    caption: str | Markup,
    language: str = "en",
    show_caption: bool = True,
    stacks: bool | None = None,
) -> Markup:
    """Render a table of cells that are already safe; a long one scrolls, and so does one with many numbers.

    A wide one stacks on phones, unless `stacks` decides.
    """
    # Tags do not take room, so they are not counted.
    widths = find_widths([[column.head for column in columns], *[[cell.striptags() for cell in row] for row in rows]])
    return render_part(
        "table.html",
        language,
        columns=columns,
        rows=rows,
        caption=caption,
        show_caption=show_caption,
        scrolls=len(rows) > SCROLLS_FROM,
        overflows=overflows(widths, [column.numeric for column in columns]),
        stacks=must_stack(widths) if stacks is None else stacks,
        wide=is_wide(widths),
    )


def render_source_line(sources: Markup, counted: Mapping[str, int], language: str = "en") -> Markup:
    """Render the line below a table whose cells are figures: their sources, and how many of which kind they are.

    `counted` has them under ``recomputed``, ``looked_up``, ``recorded`` and ``reported``.
    """
    words = find_words(language)
    counts = [words[f"table.{kind}"].format(n=count) for kind, count in counted.items() if count]
    ours = any(count for kind, count in counted.items() if kind != "reported")
    line = Markup('<span class="fb-line" data-verdict="{}"></span>{}').format(
        "exact" if ours else "reported", f"{', '.join(counts)}."
    )
    named = Markup("{}: {}. ").format(words["chart.source"], sources) if sources else Markup("")
    return Markup('<p class="fb-source">{}{}</p>\n').format(named, line)


def find_widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the characters that each column needs: those of its longest cell, at most 28, at which text wraps."""
    return [min(max((len(cell) for cell in column), default=0), 28) for column in zip(*rows, strict=False)]


def must_stack(widths: Sequence[int]) -> bool:
    """Return whether a phone must show rows of named values instead of columns."""
    return len(widths) > PHONE_COLUMNS or sum(widths) + len(widths) > PHONE_CHARACTERS


def is_wide(widths: Sequence[int]) -> bool:
    """Return whether the table needs the margin as well as the column of text."""
    return sum(widths) + 3 * len(widths) > PROSE_CHARACTERS


def overflows(widths: Sequence[int], numeric: Sequence[bool]) -> bool:
    """Return whether the table is wider than a tablet however its texts wrap, so that it must scroll there."""
    least = [width if is_number else min(width, NARROWEST) for width, is_number in zip(widths, numeric, strict=False)]
    return sum(least) + 3 * len(least) > TABLET_CHARACTERS


def _head(name: str, unit: str) -> str:
    words = name.replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}" + (f", {unit}" if unit else "")


def _kind(rowset: RowSet, name: str) -> str:
    """Return the name by which the cells of a column are shown: years are plain, whatever their column is called."""
    return "year" if rowset.table and name in rowset.table.years else name


def _cell(value: Cellvalue, name: str, sources: Mapping[str, Source], language: str) -> Markup:
    if name == "source_id" and value in sources:
        return render_sources((str(value),), sources, language)
    return mark_hangul(show_cell(value, name), language)


def _only(rowset: RowSet, name: str) -> str:
    """Return the value that all rows have in a column; empty if they differ."""
    if name not in rowset.columns:
        return ""
    found = {str(row[rowset.columns.index(name)] or "") for row in rowset.rows}
    return found.pop() if len(found) == 1 else ""


def _is_empty(rowset: RowSet, name: str) -> bool:
    at = rowset.columns.index(name)
    return all(row[at] in {None, ""} for row in rowset.rows)


def _is_numeric(rowset: RowSet, name: str) -> bool:
    # A year names its row; it is no amount to be compared by its digits.
    if YEAR_COLUMN.search(_kind(rowset, name)):
        return False
    found = [row[rowset.columns.index(name)] for row in rowset.rows]
    return any(found) and all(cell is None or is_number(cell) for cell in found)
