"""Read reviews of other publications: ``book/reviews/<publication>.yml``."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from factbook.errors import Complaint, ReviewError
from factbook.markup import scalar_source
from factbook.model import Judged, Place, Rating, Reading, Review, ReviewedClaim, Verdict
from factbook.project import yaml_complaint

_CLAIM_KEYS = frozenset("id topic printed says statistic machine readings found rating because sources".split())
_READING_KEYS = frozenset("label statistic printed note".split())


def read_review(root: Path, path: Path) -> Review:
    """Read one publication's review.

    Raises ReviewError with every fault of the file.
    """
    file = path.as_posix()
    try:
        text = (root / path).read_text("utf-8")
    except (UnicodeDecodeError, OSError) as error:
        raise ReviewError(Complaint(place=file, what="not UTF-8", remedy="save the file as UTF-8")) from error
    return parse_review(text, file=file)


def parse_review(text: str, *, file: str) -> Review:
    """Read a review from its YAML text; `file` is the path that complaints name.

    Raises ReviewError with every fault of the text.
    """
    try:
        node = yaml.compose(text)
    except yaml.YAMLError as error:
        raise ReviewError(yaml_complaint(file, error)) from error
    reader = _Reader(file, text)
    top = reader.mapping(node, "the file", {"publication", "claims"})
    publication = reader.mapping(top.get("publication"), "publication", {"source", "as_of"})
    as_of = reader.date(publication.get("as_of"), "publication.as_of")
    source = reader.text(publication.get("source"), "publication.source")
    items = reader.items(top.get("claims"), "claims")
    claims = tuple(_claim(reader, item, f"claims[{at}]") for at, item in enumerate(items))
    reader.complaints.extend(_twice(claims))
    if reader.complaints:
        raise ReviewError(*reader.complaints)
    return Review(name=Path(file).stem, source=source, as_of=as_of, claims=claims, texts=tuple(reader.texts))


class _Reader:
    """Takes a YAML node apart, keeping lines, and collects complaints instead of stopping at the first."""

    def __init__(self, file: str, content: str) -> None:
        self.file = file
        self.content = content
        self.complaints: list[Complaint] = []
        self.texts: list[tuple[str, Place]] = []

    def place(self, node: Any) -> Place:
        """The line of a node; of a block text, the line of its first words."""
        if node is None:
            return Place(file=self.file)
        block = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
        return Place(file=self.file, line=node.start_mark.line + 1 + block)

    def complain(self, node: Any, what: str, remedy: str) -> None:
        """Note a fault at a node."""
        self.complaints.append(Complaint(place=str(self.place(node)), what=what, remedy=remedy))

    def mapping(self, node: Any, where: str, known: set[str] | frozenset[str]) -> dict[str, Any]:
        """Give the entries of a mapping whose keys are among `known`."""
        if not isinstance(node, yaml.MappingNode):
            self.complain(node, f"{where} is no mapping", f"write the keys {', '.join(sorted(known))}")
            return {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.complain(key, f"{where} has a key that is no text", f"known are {', '.join(sorted(known))}")
            elif key.value not in known:
                self.complain(key, f"{where} has no key {key.value!r}", f"known are {', '.join(sorted(known))}")
        return {str(key.value): value for key, value in node.value}

    def items(self, node: Any, where: str) -> list[Any]:
        """Give the items of a list; none for a missing one."""
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.complain(node, f"{where} is no list", "write - lines")
            return []
        return list(node.value)

    def text(self, node: Any, where: str, *, needed: bool = True, seen: bool = False) -> str:
        """Give a text; a number must be quoted. `seen` texts are kept for checking, since readers see them."""
        empty = node is None or (isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null"))
        if empty:
            if needed:
                self.complain(node, f"{where} is missing", "write it")
            return ""
        if not isinstance(node, yaml.ScalarNode) or not node.tag.endswith(":str"):
            value = getattr(node, "value", node)
            shown = value if isinstance(value, str) else "a list or mapping"
            self.complain(node, f"{where}: {shown} is not text", "quote it, so that 3.60 keeps its zero")
            return ""
        if seen:
            text, line = scalar_source(node, self.content)
            self.texts.append((text, Place(file=self.file, line=line + 1)))
        return str(node.value).strip()

    def date(self, node: Any, where: str) -> str:
        """Give an ISO date, quoted or not."""
        value = str(getattr(node, "value", ""))
        try:
            return datetime.date.fromisoformat(value).isoformat()
        except ValueError:
            self.complain(node, f"{where}: {value!r} is no date", "write it as 2025-05-20")
            return ""

    def judged(self, node: Any, where: str, allowed: frozenset[str] = frozenset(), *, seen: bool = False) -> Judged:
        """Give the pair of day and today, each one of `allowed` if that is not empty."""
        entries = self.mapping(node, where, {"day", "today"})
        values = {}
        for key in ("day", "today"):
            values[key] = self.text(entries.get(key), f"{where}.{key}", seen=seen)
            if allowed and values[key] and values[key] not in allowed:
                remedy = f"one of {', '.join(sorted(allowed))}"
                self.complain(entries[key], f"{where}.{key}: {values[key]!r} is unknown", remedy)
        return Judged(**values)


def _claim(reader: _Reader, node: Any, where: str) -> ReviewedClaim:
    entries = reader.mapping(node, where, _CLAIM_KEYS)
    readings = reader.items(entries.get("readings"), f"{where}.readings")
    sources = reader.items(entries.get("sources"), f"{where}.sources")
    printed = entries.get("printed")
    return ReviewedClaim(
        id=reader.text(entries.get("id"), f"{where}.id"),
        topic=reader.text(entries.get("topic"), f"{where}.topic", seen=True),
        printed=reader.text(printed, f"{where}.printed"),
        says=reader.text(entries.get("says"), f"{where}.says", seen=True),
        statistic=reader.text(entries.get("statistic"), f"{where}.statistic", needed=False),
        machine=reader.judged(entries.get("machine"), f"{where}.machine", frozenset(Verdict)),
        rating=reader.judged(entries.get("rating"), f"{where}.rating", frozenset(Rating)),
        because=reader.judged(entries.get("because"), f"{where}.because", seen=True),
        readings=tuple(_reading(reader, item, f"{where}.readings[{at}]") for at, item in enumerate(readings)),
        found=reader.text(entries.get("found"), f"{where}.found", needed=False, seen=True),
        sources=tuple(reader.text(item, f"{where}.sources") for item in sources),
        place=reader.place(printed if printed is not None else node),
    )


def _reading(reader: _Reader, node: Any, where: str) -> Reading:
    entries = reader.mapping(node, where, _READING_KEYS)
    return Reading(
        label=reader.text(entries.get("label"), f"{where}.label", seen=True),
        statistic=reader.text(entries.get("statistic"), f"{where}.statistic", needed=False),
        printed=reader.text(entries.get("printed"), f"{where}.printed", needed=False),
        note=reader.text(entries.get("note"), f"{where}.note", needed=False, seen=True),
        place=reader.place(entries.get("printed") or node),
    )


def _twice(claims: tuple[ReviewedClaim, ...]) -> Iterator[Complaint]:
    seen: set[str] = set()
    for claim in claims:
        if claim.id and claim.id in seen:
            yield Complaint(place=str(claim.place), what=f"claim {claim.id} stands twice", remedy="give it another id")
        seen.add(claim.id)
