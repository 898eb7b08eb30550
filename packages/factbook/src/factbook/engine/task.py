"""Tasks: functions whose results are kept, and made again only where something that they were made of has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar, get_type_hints

from factbook.engine.results import current
from factbook.project.files import digest

P = ParamSpec("P")
Made = TypeVar("Made")
Describe = Callable[P, object]
Reads = Callable[P, "Iterable[str] | None"]


class Task(Generic[P, Made]):
    """A function of values to a value, whose results are kept by what describes its arguments."""

    def __init__(self, make: Callable[P, Made], of: Describe[P], reads: Reads[P]) -> None:
        self._make, self._of, self._reads = make, of, reads
        update_wrapper(self, make)

    @cached_property
    def _into(self) -> type[Made]:
        found: type[Made] = get_type_hints(self._make)["return"]
        return found

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Made:
        """Return the result that is kept, else make it; it is kept where no file changed meanwhile."""
        results = current()
        seen = self._see(*args, **kwargs)
        if seen is None:
            return self._make(*args, **kwargs)
        key = self._digest(seen, *args, **kwargs)
        found = results.find(key, self._into)
        if found is not None:
            return found
        made = self._make(*args, **kwargs)
        if results.are_unchanged(seen):
            results.keep(key, made, self._into)
        return made

    def is_known(self, *args: P.args, **kwargs: P.kwargs) -> bool:
        """Return whether its result is kept."""
        seen = self._see(*args, **kwargs)
        return seen is not None and current().find(self._digest(seen, *args, **kwargs), self._into) is not None

    def keep(self, made: Made, *args: P.args, **kwargs: P.kwargs) -> None:
        """Keep a result that was made elsewhere, such as in another process."""
        seen = self._see(*args, **kwargs)
        if seen is not None:
            current().keep(self._digest(seen, *args, **kwargs), made, self._into)

    def _see(self, *args: P.args, **kwargs: P.kwargs) -> Mapping[str, Any] | None:
        files = self._reads(*args, **kwargs)
        return None if files is None else current().see(files)

    def _digest(self, seen: Mapping[str, Any], *args: P.args, **kwargs: P.kwargs) -> str:
        name = f"{self._make.__module__}.{self._make.__qualname__}"
        return digest(name, self._of(*args, **kwargs), [(file, state.digest) for file, state in seen.items()])


def _reads_none(*_: object, **__: object) -> Iterable[str]:
    return ()


def task(of: Describe[P], reads: Reads[P] = _reads_none) -> Callable[[Callable[P, Made]], Task[P, Made]]:
    """Return what makes a task of a function.

    The function may depend on nothing but what `of` returns of its arguments, values that print as what they are; on
    the content of the report's files that it `reads`, by their paths from the root; and on factbook's own code. Where
    these files are not known, `reads` returns ``None``, and nothing is kept. A result is never ``None``.
    """

    def make_task(make: Callable[P, Made]) -> Task[P, Made]:
        return Task(make, of, reads)

    return make_task


def find_or_learn(
    make: Callable[[], tuple[Made, Iterable[str]]], into: type[Made], key: str, find_mark: Callable[[str], str]
) -> tuple[Made, str]:
    """Return the result that is kept of `key`, else make it, and a digest of all that it hangs on.

    `make` returns it with the names of the things that it looked at, and `find_mark` the digest of each as it is now;
    it is empty for one that nothing is known of, and what looked at that is made again each time.
    """
    results = current()
    marks = results.find(key, dict[str, str])
    if marks is not None and all(mark and find_mark(name) == mark for name, mark in marks.items()):
        mark = digest(key, sorted(marks.items()))
        found = results.find(mark, into)
        if found is not None:
            return found, mark
    made, looked_at = make()
    marks = {name: find_mark(name) for name in sorted(looked_at)}
    mark = digest(key, sorted(marks.items()))
    results.keep(key, marks, dict[str, str])
    results.keep(mark, made, into)
    return made, mark
