"""Where the next release of a table is fetched, and how often: ``factbook:pull`` of its entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from factbook.project.setting_values import is_web_address
from figurecheck.model.errors import Complaint

PULL = "factbook:pull"
EVERY = {"day": 1, "week": 7, "month": 28, "quarter": 90, "year": 365}
"""Days after the present release from which the next one is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """Where the next release of a table is fetched, and how often."""

    url: str
    """Address of the file; with `pointer`, of a JSON document that names it."""
    every: str = ""
    """``day``, ``week``, ``month``, ``quarter`` or ``year``: how often it comes out."""
    sha256: str = ""
    """The digest that the file must have, or the address of a file that begins with it."""
    pointer: str = ""
    """Where in a JSON document the address of the file stands, such as ``/resources/0/url``."""


def read_pull(value: object) -> Pull | None:
    """Return what an entry says under ``factbook:pull``; what is wrong with it is told by `check_pull`."""
    if not isinstance(value, Mapping) or not isinstance(value.get("url"), str):
        return None
    return Pull(**{name: value[name] for name in Pull.__slots__ if isinstance(value.get(name), str)})


def check_pull(place: str, value: object) -> Iterator[Complaint]:
    """Yield what is wrong with ``factbook:pull``."""
    place = f"{place}: {PULL}"
    pull = read_pull(value)
    if pull is None or not is_web_address(pull.url):
        remedy = 'write {"url": "https://example.org/data.csv", "every": "month"}'
        yield Complaint(place, "names no address", remedy)
        return
    if pull.every and pull.every not in EVERY:
        yield Complaint(place, f"every is {pull.every!r}", f"write one of {', '.join(EVERY)}")
    is_digest = len(pull.sha256) == 64 and not pull.sha256.lower().strip("0123456789abcdef")
    if pull.sha256 and not is_digest and not is_web_address(pull.sha256):
        remedy = "write its 64 digits, or the address of a file that begins with them"
        yield Complaint(place, "sha256 is no digest", remedy)
    if pull.pointer and not pull.pointer.startswith("/"):
        yield Complaint(place, "pointer does not begin with /", "write it as /resources/0/url")
