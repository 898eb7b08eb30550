"""What depends on the data of a report as a whole: made again only where a file of it has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from factbook.data.descriptor import DATA, Package
from factbook.data.releases import all_releases
from factbook.project.memo import Memo

Made = TypeVar("Made")


def get_or_gather(make: Callable[[], Made], into: type[Made], package: Package, memo: Memo, *parts: object) -> Made:
    """Return what depends on the files below `data/`, and besides on `parts` alone.

    `make` makes it table by table, or run by run, by way of `memo`: where one file has changed, it need not look at the
    others.
    """
    # The descriptions of others may lie behind a link to a folder, where no input is seen.
    if package.packages:
        return make()
    # A table that is missing, or lies behind a link to a folder, is no input, and then nothing is stored.
    places = (
        f"{DATA}/{one.path}" for resource in package.resources for one in (*all_releases(resource), *resource.later)
    )
    return memo.get_or_read(make, into, sorted({*memo.find_files(DATA), *places}), *parts, gathers=True)
