"""What a notebook calls to record a whole column at once, one statistic a row, with what is computed of it.

Templates say in which words: ``{year}`` is the label of that name, ``{unit}`` a cell of the row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from factbook.notebooks.recording.column import ColumnValue, Texts, read_column
from factbook.notebooks.recording.derived import Derived, derive, read_derivations
from factbook.notebooks.recording.emit import record_together
from factbook.notebooks.recording.given import check_call
from factbook.notebooks.recording.record import record
from factbook.notebooks.recording.templates import Template
from figurecheck.model.errors import Complaint, RecordError, complain_all

_GROUPS = "pass the groups that the values were computed of: rows=table.groupby(...), by the labels of the values"


@check_call
def series(
    id: str,
    values: object,
    *,
    unit: Texts = "",
    population: Texts = "",
    label: Texts = "",
    about: Texts = "",
    measure: Texts = "",
    period: Texts = "",
    note: Texts = "",
    part: Texts = "",
    whole: Texts = "",
    rows: object = None,
    column: str = "value",
    over: str = "",
    fields: Mapping[str, Callable[[Mapping[str, Any]], object]] | None = None,
    changes: Derived = None,
    ranks: Derived = None,
    extremes: Derived = None,
    streaks: Derived = None,
    shares: Derived = None,
) -> None:
    """Record every value of a column as a statistic of its own, with its own rows; a missing value is left out.

    `values` is a table of `dataset` (its `column` is recorded), a pandas Series such as a groupby computes, a pivot
    table, or a mapping. `id` and all texts are templates: ``{year}`` is the label or the cell of that name,
    ``{month.year}`` the year of a period, and `fields` adds others by name, each a function of a row's labels and
    cells. In an id, labels are in lower case, without what an id cannot hold. A text may be a function of the rows.

    By default `unit` is the cell of the column ``unit``, `measure` is ``count`` of people, cases and the like,
    `period` the row's own, and `rows` the row itself. `rows` may be other tables: each value gets those that have its
    labels, all of a table that has none of them, and of a groupby its group. `over` is the name of the labels along
    which the series run: by default the periods.

    `changes`, `ranks`, `extremes`, `streaks` and `shares` record more of each value: ``True`` with ids and words of
    their own, a template of ids, or a mapping of such templates to those arguments of `change`, `rank`, `extreme` and
    `streak` that differ. A change is from the label before, which is ``{before}`` in a template, or from the label that
    ``since`` names; ``at`` are the labels to record, by default all; ``among`` the labels to rank, by default those of
    `over`. Its rows are those that decide it: of a change those of its ends, and of other bases from which it would
    read otherwise; ``rows="ends"`` records only the ends, ``rows="all"`` the whole series, and tables those that have
    the labels of the value. A streak without a test counts the rises, or the falls, up to each value, as it moved last.
    A share is of the sum of its period, or of ``of``, a table with some of the same labels, by all of them or by those
    that ``by`` names. With an empty `id`, only these are recorded.

    Raises RecordError for a field that there is not, for two rows with one id, and for all that `record` refuses.
    """
    place = f"series({id!r})"
    points = read_column(values, place=place, column=column, over=over, rows=rows, fields=fields)
    texts = {"population": population, "label": label, "about": about, "measure": measure, "period": period}
    texts |= {"note": note, "part": part, "whole": whole}
    base = Template(points=points, id=id, unit=unit, texts=texts)
    asked = {"change": changes, "rank": ranks, "extreme": extremes, "streak": streaks, "share": shares}
    calls = [_record_point(base, point) for point in points.points] if id else []
    calls += [call for derivation in read_derivations(base, **asked) for call in derive(base, derivation)]
    _refuse_doubles(place, [id for id, _ in calls])
    _execute([execute for _, execute in calls])


def _record_point(base: Template, point: ColumnValue) -> tuple[str, Callable[[], None]]:
    id = base.points.fill_id(base.id, point)
    if base.points.lost and not point.has_rows:
        return id, partial(base.points.refuse, base.points.lost, _GROUPS)
    texts: dict[str, Any] = {"unit": base.unit_of(point), **base.fill(point)}
    return id, partial(record, id, point.value, rows=point.rows, **texts)


def _refuse_doubles(place: str, ids: list[str]) -> None:
    doubles = [id for id, times in Counter(ids).items() if times > 1]
    if doubles:
        what = f"{doubles[0]!r} is the id of several rows"
        raise RecordError.about(place, what, "name in the id what tells them apart")


def _execute(calls: Iterable[Callable[[], None]]) -> None:
    """Make all calls, and raise RecordError with what is wrong, each fault once."""
    complaints: dict[tuple[str, str], Complaint] = {}
    with record_together():
        for call in calls:
            try:
                call()
            except RecordError as error:
                # What is wrong with one row is mostly wrong with all of them.
                for complaint in error.complaints:
                    complaints.setdefault((complaint.what, complaint.remedy), complaint)
    complain_all(RecordError, list(complaints.values()))
