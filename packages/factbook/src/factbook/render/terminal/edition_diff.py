"""The difference between two editions and the sentences that it affects, as text and JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from factbook.editions.diff import Difference, PageChange, RatingChange
from factbook.editions.fates import SentenceChange
from factbook.editions.moves import Move
from factbook.editions.row_changes import RowChange
from factbook.model.edition import Cause, Fate, Kind, SealedClaim, SealedStatistic
from factbook.render.id_groups import group_ids
from factbook.render.moved_values import show_values
from figurecheck.model.wording import count_of
from figurecheck.report.plain_values import plain_value

MOST_ROWS = 4
"""How many rows are named one by one; of more, only the count is given."""
_WORSE = frozenset({Fate.CARELESS, Fate.WORSE})


def diff_text(difference: Difference) -> list[str]:
    """Return the difference as lines for a terminal."""
    lines = [_summary(difference)]
    for title, moves in _divide_moves(difference).items():
        lines += ["", f"{title}:"] if moves else []
        for move in moves:
            lines += [
                "",
                f"{move.id}: {show_values(move.before, move.after)}",
                f"  why: {_why(move)}; proposed as {_article(move.kind)}",
            ]
            lines += [f"  {_sentence_line(change)}" for change in move.sentences]
    if difference.pages:
        lines += ["", "Pages:", *(f"  {_page_line(page)}" for page in difference.pages)]
    if rewritten := _rewritten(difference):
        lines += ["", "Sentences that changed although their statistic did not:"]
        lines += [f"  {_sentence_line(change)}" for change in rewritten]
    if difference.ratings:
        lines += ["", "Ratings:", *(f"  {line}" for line in _rating_lines(difference))]
    if difference.renamed:
        lines += ["", "Renamed statistics:", *(f"  {old} → {new}" for old, new in difference.renamed)]
    for title, statistics in (("New", difference.added), ("Gone", difference.removed)):
        if statistics:
            lines += ["", f"{title} statistics:", *(f"  {line}" for line in group_ids(statistics))]
    return lines


def diff_json(difference: Difference) -> dict[str, Any]:
    """Return the difference as plain JSON values; decimals are text, so that they are exact."""
    return {
        "before": difference.before,
        "after": difference.after,
        "summary": {
            "moved": len(difference.moves),
            "added": len(difference.added),
            "removed": len(difference.removed),
            "rows": len(difference.tables),
            "sentences": {fate.name.lower(): count for fate, count in _count(difference).items()},
        },
        "worse": [_sentence_item(change) for change in _sentences(difference) if change.fate in _WORSE],
        "moves": [_move_item(move) for move in difference.moves],
        "prose": [_sentence_item(change) for change in difference.prose],
        "ratings": [_rating_item(one) for one in difference.ratings],
        "pages": [{"file": one.file, "title": one.title, "now": one.now or None} for one in difference.pages],
        "renamed": dict(difference.renamed),
        "added": [_statistic_item(one) for one in difference.added],
        "removed": [_statistic_item(one) for one in difference.removed],
        "rows": [_row_item(row) for row in difference.tables],
    }


def _divide_moves(difference: Difference) -> dict[str, list[Move]]:
    """Return the moves by title: those that a sentence does not bear, that it bears less well, and all others."""
    alarming = [move for move in difference.moves if move.alarming]
    worse = [move for move in difference.moves if not move.alarming and move.weaker]
    return {
        "Sentences that are false, cut off or loose, or had to be rewritten": alarming,
        "Figures that hold less well than before": worse,
        "Values that moved; the figures printed of them hold": [
            move for move in difference.moves if move not in alarming and move not in worse
        ],
    }


def _page_line(page: PageChange) -> str:
    name = f"{page.file} (“{page.title}”)" if page.title else page.file
    return f"{name}: {page.fate if page.now == '' else f'is {page.now} now'}"


def _rewritten(difference: Difference) -> list[SentenceChange]:
    """Return the sentences that existed before; new ones are only counted."""
    return [change for change in difference.prose if change.fate is not Fate.NEW]


def _rating_lines(difference: Difference) -> Iterator[str]:
    for one in difference.ratings:
        for printing in one.printings:
            rated = " → ".join(rating for rating in (printing.before, printing.after) if rating)
            told = f"{printing.where}: {rated}, {printing.fate}; proposed as {_article(one.kind)}"
            yield f"{one.id} ‘{one.claim.printed}’, “{one.claim.says}”: {told}"


def _rating_item(change: RatingChange) -> dict[str, Any]:
    printings = [{"where": one.where, "before": one.before, "after": one.after} for one in change.printings]
    return {
        "claim": change.id,
        "says": change.claim.says,
        "class": change.kind,
        "ratings": printings,
    }


def _summary(difference: Difference) -> str:
    fates = _count(difference)
    counts = [f"{count} {_of_several(fate) if count > 1 else fate}" for fate, count in fates.items()]
    new, gone = len(difference.added), len(difference.removed)
    many = count_of(len(difference.moves), "statistic")
    moved = f"{many} moved, {new} {'is' if new == 1 else 'are'} new, {gone} gone"
    return f"{difference.before} → {difference.after}: {moved}. Sentences: {', '.join(counts) or 'none affected'}."


def _of_several(fate: Fate) -> str:
    """Return what became of several sentences, as it is said of one.

    >>> _of_several(Fate.REWRITTEN), _of_several(Fate.RENAMED), _of_several(Fate.HOLDS)
    ('would be false, and were rewritten', 'have another id now', 'hold still')
    """
    plurals = {"was": "were", "is": "are", "has": "have", "holds": "hold"}
    return " ".join(plurals.get(word, word) for word in fate.split(" "))


def _count(difference: Difference) -> Counter[Fate]:
    counted = Counter(change.fate for change in _sentences(difference))
    return Counter({fate: counted[fate] for fate in Fate if counted[fate]})


def _sentences(difference: Difference) -> list[SentenceChange]:
    return [*(change for move in difference.moves for change in move.sentences), *difference.prose]


def _why(move: Move) -> str:
    causes = [f"{cause}{_rows_of(move, cause)}" for cause in move.causes if cause is not Cause.TOGETHER]
    for cause, before, after in (
        (Cause.UNIT, move.before and move.before.unit, move.after and move.after.unit),
        (Cause.POPULATION, move.before and move.before.population, move.after and move.after.population),
    ):
        if cause in move.causes:
            causes.append(f"“{before}” is “{after}” now")
    told = ", ".join(causes)
    return f"{Cause.TOGETHER}: {told}" if Cause.TOGETHER in move.causes else told


def _rows_of(move: Move, cause: Cause) -> str:
    tables: dict[str, list[RowChange]] = {}
    for row in move.rows:
        if row.cause is cause:
            tables.setdefault(row.table, []).append(row)
    named = [f"{name} {_keys(rows)}" for name, rows in tables.items()]
    return f" ({'; '.join(named)})" if named else ""


def _keys(rows: list[RowChange]) -> str:
    if len(rows) > MOST_ROWS:
        return f"{len(rows)} {'blocks of rows' if any(row.counts for row in rows) else 'rows'}"
    same = " under the same source" if any(row.same_source for row in rows) else ""
    return ", ".join(row.shown for row in rows) + same


def _article(kind: Kind) -> str:
    return f"an {kind}" if kind is Kind.UPDATE else f"a {kind}"


def _sentence_line(change: SentenceChange) -> str:
    claim = change.claim
    where = "" if claim.where == "prose" else f" ({claim.where})"
    before = f"‘{change.before.printed}’ → " if _reprinted(change) and change.before else ""
    reason = f": {change.reason}" if change.reason else ""
    return f"{_place(claim)}{where}: {before}‘{claim.printed}’ {change.fate}{reason}"


def _reprinted(change: SentenceChange) -> bool:
    return bool(change.before and change.after and change.before.printed != change.after.printed)


def _place(claim: SealedClaim) -> str:
    # A seal does not say in which cell of a notebook a line is.
    return claim.file if claim.line is None or claim.file.endswith(".ipynb") else f"{claim.file}:{claim.line}"


def _move_item(move: Move) -> dict[str, Any]:
    return {
        "statistic": move.id,
        "before": _statistic_item(move.before),
        "after": _statistic_item(move.after),
        "causes": [cause.value for cause in move.causes],
        "class": move.kind.value,
        "alarming": move.alarming,
        "rows": [_row_item(row) for row in move.rows],
        "sentences": [_sentence_item(change) for change in move.sentences],
    }


def _statistic_item(statistic: SealedStatistic | None) -> dict[str, Any] | None:
    if statistic is None:
        return None
    # Text for decimals: a consumer that compares editions must see 3.60 as it was recorded.
    exact = plain_value(statistic.value) if not isinstance(statistic.value, Decimal) else str(statistic.value)
    return {
        "id": statistic.id,
        "value": exact,
        "unit": statistic.unit,
        "population": statistic.population,
        "period": statistic.period,
    }


def _row_item(row: RowChange) -> dict[str, Any]:
    item = {"table": row.table, "key": row.key, "cause": row.cause.value, "same_source": row.same_source}
    return {**item, "block": {"before": row.counts[0], "after": row.counts[1]}} if row.counts else item


def _sentence_item(change: SentenceChange) -> dict[str, Any]:
    claim = change.claim
    return {
        "id": claim.id,
        "file": claim.file,
        "line": claim.line,
        "where": claim.where,
        "fate": change.fate.name.lower(),
        "before": change.before.printed if change.before else None,
        "after": change.after.printed if change.after else None,
        "sentence": claim.sentence,
        "reason": change.reason,
    }
