"""What a new release of a table changes, as lines for a terminal: rows, and printed figures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from factbook.data.updating.compare import ComparedRow, Comparison, limit_to_used
from factbook.data.updating.incoming import Incoming
from factbook.data.updating.outliers import Outlier
from factbook.data.updating.rescaled import Rescaled
from factbook.editions.diff import Difference
from factbook.editions.fates import SentenceChange
from factbook.editions.moves import Move
from factbook.model.edition import Fate
from factbook.render.values import show_pair
from figurecheck.model import Cellvalue

MOST = 10
"""Rows and figures of a kind that are listed."""
_MOST_CELLS = 4
_WIDTH = 40
_TURNED = frozenset({Fate.FALSE, Fate.CARELESS})


def release_lines(incoming: Incoming, used: Collection[str] | None = None) -> Iterator[str]:
    """Yield what a new release changes in its table, outliers first.

    `used` are the columns that statistics use, in which alone a cell is revised; where they are not known, all are.
    """
    comparison, outliers = incoming.comparison, incoming.outliers
    if used is not None:
        comparison = limit_to_used(comparison, used)
        outliers = tuple(one for one in outliers if one.column in used)
    yield f"{incoming.name}: release of {incoming.source.id}, known from {incoming.known_from}"
    counts = [(len(comparison.new), "new"), (len(comparison.revised), "revised"), (len(comparison.gone), "gone")]
    counted = ", ".join(f"{count:,} {word}" for count, word in counts)
    by = f"by {', '.join(comparison.key)}" if len(comparison.key) < 6 else "as whole rows"
    yield f"rows, compared {by}: {counted}, {comparison.same:,} as before"
    yield from _scope_lines(comparison, used)
    if incoming.repeats:
        yield f"look at it: the file is an earlier release, byte for byte: {incoming.repeats}; is it an older file?"
    yield from (f"look at it: {one}" for one in incoming.columns)
    yield from (f"look at it: {_rescaled_line(one)}" for one in incoming.rescaled if used is None or one.column in used)
    shown = [name for name in comparison.others if used is None or name in used]
    yield from _list("outliers", outliers, lambda one: _outlier_line(one, comparison))
    yield from _list("revised", comparison.revised, lambda row: f"{_key(row, comparison)}: {_cells(row)}")
    yield from _list("new", comparison.new, lambda row: f"{_key(row, comparison)}{_values(row, comparison, shown)}")
    yield from _list("gone", comparison.gone, lambda row: f"{_key(row, comparison)}{_values(row, comparison, shown)}")


def _scope_lines(comparison: Comparison, used: Collection[str] | None) -> Iterator[str]:
    """Yield in which columns cells count as revised, where that is not all that the reader sees."""
    if used is None and comparison.others and comparison.revised:
        yield "which columns statistics use is not known: cells of all that are described count as revised"
    if comparison.quiet:
        counted = ", ".join(f"{name} {count:,}" for name, count in comparison.quiet.items())
        yield f"cells that differ in columns that no statistic uses: {counted}"


def _rescaled_line(one: Rescaled) -> str:
    factor = float(one.factor)
    times = f"1/{1 / factor:.4g} of" if 0 < factor < 1 else f"{factor:.4g} times"
    counted = f"{one.count:,} of {one.of:,} revised values"
    return f"{one.column}: {counted} are about {times} what they were; is it another unit?"


def _values(row: ComparedRow, comparison: Comparison, shown: Collection[str]) -> str:
    """Return the cells of a row that is new or gone."""
    found = [(name, cell) for name, cell in zip(comparison.others, row.values, strict=False) if name in shown]
    cells = [f"{name} {_cell(cell)}" for name, cell in found[:_MOST_CELLS]]
    return f": {'; '.join([*cells, *_more(len(found))])}" if cells else ""


def _more(count: int) -> list[str]:
    left = count - _MOST_CELLS
    return [f"and {left} more column{'s' if left > 1 else ''}"] if left > 0 else []


def _list(title: str, items: Sequence[object], line: Callable[..., str]) -> Iterator[str]:
    if not items:
        return
    yield ""
    yield f"{title}:"
    yield from (f"  {line(one)}" for one in items[:MOST])
    if len(items) > MOST:
        yield f"  ... and {len(items) - MOST:,} more"


def _key(row: ComparedRow, comparison: Comparison) -> str:
    named = zip(comparison.key, row.key, strict=True)
    return ", ".join(f"{name} {_cell(cell)}" for name, cell in list(named)[:6])


def _cells(row: ComparedRow) -> str:
    shown = [f"{one.column} {_cell(one.before)} -> {_cell(one.after)}" for one in row.cells[:_MOST_CELLS]]
    return "; ".join([*shown, *_more(len(row.cells))])


def _cell(cell: Cellvalue) -> str:
    # Control characters of a cell could move the cursor, or colour the terminal.
    plain = "".join(char if char.isprintable() else " " for char in str("(empty)" if cell is None else cell))
    return plain if len(plain) <= _WIDTH else f"{plain[: _WIDTH - 3]}..."


def _outlier_line(one: Outlier, comparison: Comparison) -> str:
    key = _key(ComparedRow(key=one.key), comparison)
    moved = f"{'revised by' if one.is_revision else 'a step of'} {one.step:+f}"
    usual = f"median step {one.usual:f}, " if not one.is_revision else ""
    times = f"{one.times:.0f} times the spread" if one.spread else "where nothing ever moved otherwise"
    return f"{key}: {one.column} {one.value:f}, {moved} ({usual}{times})"


def turns_any_false(difference: Difference) -> bool:
    """Return whether a new release turns a printed figure, or a sentence, false."""
    sentences = (one for move in difference.moves for one in move.sentences)
    return any(one.fate in _TURNED for one in (*sentences, *difference.prose))


def figure_lines(difference: Difference, printed: int, day: str) -> Iterator[str]:
    """Yield which printed figures a new release turns false, which move and hold, and how many stay."""
    changes = [(move, one) for move in difference.moves for one in move.sentences]
    turned = [pair for pair in changes if pair[1].fate in _TURNED]
    holding = [pair for pair in changes if pair[1].fate not in _TURNED]
    prose = [one for one in difference.prose if one.fate in _TURNED]
    removed = {one.id for one in difference.removed}
    gone = [one for one in prose if one.claim.target in removed]
    # A record or a streak stays what it was, and its sentence is true no more.
    others = [one for one in prose if one.claim.target not in removed]
    false = [*(_figure_line(*pair) for pair in turned), *map(_sentence_line, others)]
    stay = max(printed - len(changes) - len(prose), 0)
    yield ""
    counted = f"{len(turned) + len(prose)} turn false, {len(holding)} move and hold, {stay} stay"
    yield f"printed figures as of {day}: {counted}"
    yield from _list("turn false", false, str)
    yield from _list("not recorded any more", gone, _place_line)
    yield from _list("move and hold", holding, lambda pair: _figure_line(*pair))
    silent = len(difference.moves) - len({move.id for move, _ in changes})
    if silent:
        yield f"statistics that no text prints: {silent} moved"


def _figure_line(move: Move, change: SentenceChange) -> str:
    old, new = move.before, move.after
    values = ""
    if old is not None and new is not None:
        shown = show_pair(old.value, new.value, (old.unit, new.unit))
        values = f": {shown[0]} -> {shown[1]}"
    return f"{_place_line(change)} <{move.id}>{values}{f'; {change.reason}' if change.reason else ''}"


def _sentence_line(change: SentenceChange) -> str:
    return f"{_place_line(change)} <{change.claim.target}>{f'; {change.reason}' if change.reason else ''}"


def _place_line(change: SentenceChange) -> str:
    claim = change.claim
    # A seal does not say in which cell of a notebook a line is.
    place = f"{claim.file}:{claim.line}" if claim.line and not claim.file.endswith(".ipynb") else claim.file
    return f"{place}: ‘{_cell(claim.printed)}’"
