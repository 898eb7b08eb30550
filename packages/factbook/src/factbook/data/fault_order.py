"""The order in which faults of the data are told."""

from __future__ import annotations

from collections.abc import Iterable

from factbook.data.descriptor import DATA, PACKAGE, Resource
from figurecheck.model.errors import Complaint


def sort_faults(complaints: Iterable[Complaint], resources: Iterable[Resource]) -> list[Complaint]:
    """Sort by file and row; of several faults of one cell or row the first stays, since the others follow from it."""
    first: dict[str, Complaint] = {}
    for complaint in complaints:
        in_row = ": row " in complaint.place
        first.setdefault(complaint.place if in_row else f"{complaint.place}: {complaint.what}", complaint)
    releases = (f"{DATA}/{one.path}" for resource in resources for one in resource.releases)
    files = [PACKAGE, *(resource.place for resource in resources), *releases]
    places = {file: at for at, file in reversed(list(enumerate(files)))}

    def order(complaint: Complaint) -> tuple[int, int]:
        file, _, row = complaint.place.partition(": row ")
        # As a number: row 10 comes after row 9.
        number = row.partition(",")[0]
        # Behind the file stands a key, or the line of what is no JSON.
        keyed, lined = file.partition(": ")[0], file.rpartition(":")[0]
        return places[keyed] if keyed in places else places[lined], int(number) if number else 0

    return sorted(first.values(), key=order)
