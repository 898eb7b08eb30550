"""The sources' own words around the numbers that they print: the table `wordings` of the data package.

::

    source_id,row,column,wording,language,translation,url,accessed,tried
    hb_report_2025,night_stops.cost,value,cost of the new stops: $1.9 million,en,,https://...,2026-03-02,
    herald_2026,riders/2025,,,,,,2026-03-02,"searched for the title; the copy ends before the number"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factbook.data.descriptor import Resource
from factbook.data.tables import Table
from figurecheck.model import SourceWording
from figurecheck.model.errors import Complaint
from figurecheck.model.fields import MOST_QUOTED
from figurecheck.model.worded import phrase

WORDINGS = "wordings"
"""Name of the table, by ``source_id`` and ``row``."""
_COLUMNS = {"source": "source_id", "text": "wording"} | {
    name: name for name in ("row", "column", "language", "translation", "url", "accessed", "tried")
}


def is_wordings(resource: Resource) -> bool:
    """Return whether a table holds the words of sources; one of that name without a column `row` is another's."""
    return resource.name == WORDINGS and {"source_id", "row"} <= {field.name for field in resource.fields}


def parse_wordings(table: Table) -> list[SourceWording]:
    """Return the words of sources in the order of the table."""
    columns = {name: table.column(own) for name, own in _COLUMNS.items() if own in table.columns}
    return [
        SourceWording(
            **{name: str(cells[at] or "") for name, cells in columns.items()},
            place=f"{table.resource.place}: row {number}",
        )
        for at, number in enumerate(table.numbers)
    ]


def check_wordings(table: Table) -> Iterator[Complaint]:
    """Yield what a row of wordings lacks, or has too much of; whether it fits its cell is judged elsewhere."""
    for one in parse_wordings(table):
        for what, remedy in _find_faults(one):
            yield Complaint(one.place, what, remedy)


def _find_faults(one: SourceWording) -> Iterable[tuple[str, str]]:
    if not one.text:
        if not (one.tried and one.accessed):
            yield "holds no words and no record of a search", "write wording, or tried and accessed"
        return
    if (count := len(one.text.split())) > MOST_QUOTED:
        what = phrase("quotes {n} words, and a quotation has at most {most}", n=str(count), most=str(MOST_QUOTED))
        yield what, "keep the words around the number"
    missing = [name for name in ("language", "url", "accessed") if not getattr(one, name)]
    if missing:
        what = phrase("quotes words without {missing}", missing=", ".join(missing))
        yield what, "say in which language they are, and which copy was read on which day"
