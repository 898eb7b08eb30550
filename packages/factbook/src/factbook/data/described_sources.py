"""Sources that a descriptor names once for a whole table or package: ``sources`` of the Data Package standard."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from figurecheck.model import Source
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase


def read_sources(values: object) -> tuple[Source, ...]:
    """Return the sources in a list of the descriptor; what is no source is reported by the check of the standard."""
    return tuple(_read_source(one) for one in values if isinstance(one, dict)) if isinstance(values, list) else ()


def _read_source(entry: Mapping[str, object]) -> Source:
    def text(*keys: str) -> str:
        return next((str(entry[key]) for key in keys if isinstance(entry.get(key), str) and entry[key]), "")

    title, address = text("title", "name", "path"), text("path")
    return Source(
        id=text("factbook:id") or make_source_id(title),
        title=title,
        publisher=text("factbook:publisher"),
        published=text("factbook:published"),
        url=address if "://" in address else "",
        accessed=text("factbook:accessed"),
        note=text("factbook:note"),
        last_resort=text("factbook:last-resort"),
        always_known=True,
    )


def make_source_id(title: str) -> str:
    """Return the id of a source that a descriptor names without one: its title, in letters that an address may have.

    >>> make_source_id("Economist: Big Mac index")
    'economist-big-mac-index'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    # A title in another script has no such letters, and of its digits, mostly a year, other titles have the same.
    if sum(map(len, words)) < 3 or all(word.isdigit() for word in words):
        return f"source-{hashlib.sha256(title.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    return "-".join(words)[:60].rstrip("-")


def merge_sources(listed: Mapping[str, Source], described: Iterable[Source]) -> dict[str, Source]:
    """Return the sources of the list and those that only the descriptor names, by id."""
    merged = dict(listed)
    for source in described:
        merged.setdefault(source.id, source)
    return merged


def find_contradictions(place: str, described: Iterable[tuple[str, Source]]) -> Iterator[Complaint]:
    """Yield a complaint for each id by which two tables, named before each source, mean two things."""
    first: dict[str, tuple[str, Source]] = {}
    for table, source in described:
        earlier, same = first.setdefault(source.id, (table, source))
        if same != source:
            what = phrase("source {id!r} is described otherwise in {earlier}", id=source.id, earlier=earlier)
            remedy = phrase(
                'describe it alike, or give one of them an id of its own: "factbook:id": "{id}-2"', id=source.id
            )
            yield Complaint(f"{place}: {table}", what, remedy)
