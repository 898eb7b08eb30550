"""The errors that a user can correct.

::

    ComplaintError                    the root; only the edges catch it
    +-- ProjectError                 the folder is no report: _config.yml, _toc.yml, missing files
    +-- DataError                    data/: encoding, columns, keys, cells, sources
    +-- NotebookError                a notebook that raises, hangs or dies
    +-- RecordError                  a bad call of record(), chart() or dataset() inside a notebook
    +-- ReviewError                  a review file that cannot be read
    +-- SiteError                    the site could not be rendered
    +-- EditionError                 an edition that cannot be sealed, read or published
    +-- CorrectionError              book/corrections.yml cannot be read, or names what did not happen

A wrong number is not among them: it is a finding, and findings are answers.
Each error holds one or more complaints, so that the editor gets all of them in one run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass
from difflib import get_close_matches
from typing import Self

from figurecheck.model.worded import Worded, phrase


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to correct, printed as *place: what (remedy)*."""

    place: str
    """File, and line or row and column where known: ``book/who.md:14``, ``data/x.csv: row 7, column year``."""
    what: str | Worded
    """What is wrong, in English; a `phrase` where pages and the desk say it in other languages too."""
    remedy: str | Worded = ""
    _: KW_ONLY
    stale: bool = False
    """Whether the input can still be used, and something in it has to be renewed or read again."""
    warns: bool = False
    """Whether the input is used as it is, since it is somebody else's or only to be known; it never stops a build."""

    def __str__(self) -> str:
        tail = f" ({self.remedy})" if self.remedy else ""
        return f"{in_one_line(self.place)}: {self.what}{tail}"


def in_one_line(name: str) -> str:
    """Return the name of a file as messages print it, which are lines: a line break in it as ``\\n``.

    >>> in_one_line("two\\nlines.csv")
    'two\\\\nlines.csv'
    """
    return name.replace("\n", "\\n").replace("\r", "\\r")


class ComplaintError(Exception):
    """Complaints about something that a user can correct."""

    def __init__(self, *complaints: Complaint) -> None:
        # The text for tracebacks and `str`; whoever prints for users takes `complaints`.
        super().__init__("\n".join(str(complaint) for complaint in complaints))
        self.complaints = complaints

    @classmethod
    def about(cls, place: object, what: str, remedy: str = "") -> Self:
        """Return the error with one complaint; `place` is a path, or what names one."""
        return cls(Complaint(str(place), what, remedy))


class ProjectError(ComplaintError):
    """The folder cannot be read as a report."""


class DataError(ComplaintError):
    """A data file breaks its schema, or cannot be read."""


class NotebookError(ComplaintError):
    """A notebook raised, hung or died."""


class RecordError(ComplaintError):
    """A notebook called ``dataset``, ``record`` or ``chart`` in a way that cannot be used."""


class ReviewError(ComplaintError):
    """A review file cannot be read."""


class SiteError(ComplaintError):
    """The site could not be rendered."""


class EditionError(ComplaintError):
    """An edition cannot be sealed, read or published."""


class CorrectionError(ComplaintError):
    """The record of corrections cannot be read, or names something that did not happen."""


def suggest(names: Iterable[str], given: object, otherwise: str = "") -> str:
    """Return a remedy that names what is near to a wrong name, else `otherwise` or all that are known."""
    known = list(names)
    near = find_near(known, str(given))
    if near:
        return phrase("did you mean {near}?", near=near)
    return otherwise or phrase("known are {names}", names=", ".join(sorted(known)))


def find_near(names: Iterable[str], given: str) -> str:
    """Return the name that is nearest to a wrong one, or the only one that begins with it; empty where none is.

    >>> find_near(["riders.total", "valley-post-9-may-2025-queues-grow"], "rider.total")
    'riders.total'
    >>> find_near(["riders.total", "valley-post-9-may-2025-queues-grow"], "valley-post")
    'valley-post-9-may-2025-queues-grow'
    """
    known = list(names)
    if close := get_close_matches(given, known, n=1):
        return close[0]
    # The id of a source is its whole title, of which people write the beginning.
    longer = [one for one in known if given and one.startswith(given)]
    return longer[0] if len(longer) == 1 else ""


def find_slip(names: Iterable[str], given: str) -> str:
    """Return the name of which a key is a slip of the pen, so near that it is hardly another name; empty if it is none.

    >>> find_slip(["title", "translates"], "tilte"), find_slip(["title", "translates"], "subtitle")
    ('title', '')
    """
    known = list(names)
    # Two letters that are swapped count as much as two that are wrong.
    swapped = (one for one in known if sorted(one) == sorted(given))
    return "" if given in known else next(swapped, "") or next(iter(get_close_matches(given, known, 1, 0.82)), "")


def complain_all(kind: type[ComplaintError], complaints: Iterable[Complaint]) -> None:
    """Raise `kind` with every complaint, if there is any."""
    # Collected before raising, so that one run shows all that is wrong. Generators may be passed.
    found = tuple(complaints)
    if found:
        raise kind(*found)
