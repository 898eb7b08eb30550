"""What depends on the data of a report as a whole: made again only where a file of it has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from factbook.data.descriptor import DATA, Package, Resource
from factbook.project.groups import divide, get_each
from factbook.project.memo import Memo
from figurecheck.model.errors import Complaint

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
    tables = package.resources
    paths = [path for one in tables for path in (one.path, *(it.path for it in (*one.releases, *one.later)))]
    places = (f"{DATA}/{path}" for path in paths)
    return memo.get_or_read(make, into, sorted({*memo.find_files(DATA), *places}), *parts, gathers=True)


def find_in_tables(
    tables: Sequence[Resource],
    find: Callable[[Resource], list[Complaint]],
    memo: Memo,
    name: str,
    *,
    places: Callable[[Resource], list[str]],
    describe: Callable[[Resource], object],
) -> list[list[Complaint]]:
    """Return what `find` finds wrong with each table; it is called for those that `memo` does not know.

    It may hang on nothing but the files at `places` and what `describe` returns; `name` says what it looks for.
    """

    def get(one: Resource) -> list[Complaint]:
        return memo.get_or_read(partial(find, one), list[Complaint], places(one), name, describe(one))

    found: list[list[Complaint]] = []
    for some in divide(tables):
        files = sorted({place for one in some for place in places(one)})
        make, about = partial(get_each, some, get), [describe(one) for one in some]
        found += memo.get_or_read(make, list[list[Complaint]], files, f"{name} of tables", about, gathers=True)
    return found
