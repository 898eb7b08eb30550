"""What is wrong with the data of a report as a whole: gone through again only where a file of it has changed."""

from __future__ import annotations

from collections.abc import Callable

from factbook.data.descriptor import DATA, Package
from factbook.data.releases import all_releases
from factbook.model.errors import Complaint
from factbook.project.memo import Memo


def find_complaints(
    make: Callable[[], list[Complaint]], package: Package, memo: Memo, *parts: object
) -> list[Complaint]:
    """Return complaints that depend on the files below `data/`, and besides on `parts` alone.

    `make` finds them table by table, by way of `memo`: where one file has changed, it need not look at the others.
    """
    # The descriptions of others may lie behind a link to a folder, where no input is seen.
    if package.packages:
        return make()
    # A table that is missing, or lies behind a link to a folder, is no input, and then nothing is stored.
    places = (
        f"{DATA}/{one.path}" for resource in package.resources for one in (*all_releases(resource), *resource.later)
    )
    return memo.get_or_read(make, list[Complaint], sorted({*memo.find_files(DATA), *places}), *parts, gathers=True)
