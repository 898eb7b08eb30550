"""Rows that cannot be of their source: about a time that begins after it was published.

Forecasts, plans and budgets are about a time to come. They are declared: by a column ``projected`` that says what the
row is, or for a whole table by ``factbook:projected``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

from factbook.data.sources import SOURCES
from factbook.data.tables import Table, distinct
from figurecheck.model import Source
from figurecheck.model.errors import Complaint
from figurecheck.model.iso_dates import is_iso_date, last_day_of
from figurecheck.model.worded import phrase

_PART = re.compile(r"(\d{4})-?(?:(Q)([1-4])|(H)([12]))")
_MONTHS = {"Q": 3, "H": 6}


def check_periods(table: Table, sources: Mapping[str, Source]) -> Iterator[Complaint]:
    """Yield a complaint for each row with a number about a time that begins after its source was published."""
    resource = table.resource
    when = [one.name for one in resource.fields if one.is_period]
    # A key may be a number too, and of a row that has nothing else there is nothing to say.
    aside = {*when, *resource.index}
    numbers = [one.name for one in resource.fields if one.type in {"integer", "number"} and one.name not in aside]
    if resource.name == SOURCES or resource.projected or not (when and numbers) or not resource.is_sourced:
        return
    if resource.source_ids:
        yield from _check_whole(table, when, [sources[id] for id in resource.source_ids if id in sources])
        return
    yield from _check_rows(table, when, numbers, sources)


def _check_rows(
    table: Table, when: Sequence[str], numbers: Sequence[str], sources: Mapping[str, Source]
) -> Iterator[Complaint]:
    remedy = "correct the source or the period; of a forecast, a plan or a budget, say so in a column projected"
    projected = table.column("projected") if "projected" in table.columns else None
    measured = list(zip(*(table.column(name) for name in numbers), strict=True))
    periods = list(zip(*(table.column(name) for name in when), strict=True))
    for place, id in enumerate(table.column("source_id")):
        source = sources.get(str(id))
        # Dates to come are announced all the time; a number of a time to come is counted by nobody yet.
        if source is None or not source.published or (projected is not None and projected[place]):
            continue
        if all(value is None for value in measured[place]):
            continue
        days = [day for text in periods[place] if (day := first_day_of(str(text or ""))) is not None]
        if days and min(days) > last_day_of(source.published):
            shown = next(str(text) for text in periods[place] if first_day_of(str(text or "")) == min(days))
            template = "is about {shown}, and its source {id} was published before that, in {published}"
            what = phrase(template, shown=shown, id=source.id, published=source.published)
            yield Complaint(f"{table.resource.place}: row {table.numbers[place]}", what, remedy)


def _check_whole(table: Table, when: Sequence[str], sources: Sequence[Source]) -> Iterator[Complaint]:
    """Yield one complaint for a table whose rows are about a time after the day of all of its sources."""
    published = [last_day_of(one.published) for one in sources if is_iso_date(one.published)]
    if len(published) < len(sources) or not published or "projected" in table.columns:
        return
    # By distinct periods: the table may have millions of rows, and is about a few hundred months.
    late = {
        text: day
        for name in when
        for cell in distinct(table.column(name))
        if (day := first_day_of(text := str(cell or ""))) is not None and day > max(published)
    }
    if not late:
        return
    shown = min(late, key=lambda text: late[text])
    yield Complaint(
        table.resource.place,
        phrase(
            "has rows about {shown}, and its source was published before that, on {published}",
            shown=shown,
            published=max(published),
        ),
        'correct factbook:published, or say what such rows are: "factbook:projected": "forecasts"',
    )


def check_access(table: Table) -> Iterator[Complaint]:
    """Yield a complaint for each source that was read before it was published."""
    if not {"published", "accessed"} <= {*table.columns}:
        return
    for number, published, accessed in zip(
        table.numbers, table.column("published"), table.column("accessed"), strict=True
    ):
        first = first_day_of(str(published or ""))
        if first is not None and is_iso_date(str(accessed)) and last_day_of(str(accessed)) < first:
            place = f"{table.resource.place}: row {number}, column accessed"
            what = phrase(
                "{accessed} is before the source was published, {published}", accessed=accessed, published=published
            )
            yield Complaint(place, what, "correct the day on which it was read, or the day it came out")


def first_day_of(text: str) -> datetime.date | None:
    """Return the first day of a period: a year, a part of one, a month, a day, or the first of two with a slash.

    >>> first_day_of("2024-07/2024-08"), first_day_of("2024-Q3"), first_day_of("all")
    (datetime.date(2024, 7, 1), datetime.date(2024, 7, 1), None)
    """
    first = text.partition("/")[0].strip()
    if part := _PART.fullmatch(first):
        letter, number = part[2] or part[4], int(part[3] or part[5])
        return datetime.date(int(part[1]), 1 + (number - 1) * _MONTHS[letter], 1)
    # Cells of text may hold anything; what is no date says nothing here.
    if not is_iso_date(first):
        return None
    return datetime.date.fromisoformat(first + "-01-01"[len(first) - 4 :])
