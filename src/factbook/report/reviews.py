"""Read reviews of other publications: ``book/reviews/<publication>.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from factbook.model import Rating, Reading, Review, ReviewedClaim, Verdict
from factbook.model.errors import Complaint, ReviewError
from factbook.project.yaml_reader import YamlReader

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
        raise ReviewError(Complaint(place=file, what="is not UTF-8", remedy="save the file as UTF-8")) from error
    return parse_review(text, file=file)


def parse_review(text: str, *, file: str) -> Review:
    """Parse a review from its YAML text; `file` is the path that complaints name.

    Raises ReviewError with every fault of the text.
    """
    reader = YamlReader(file, text)
    node = reader.compose()
    # text that is not YAML cannot be read further; all other faults are collected and raised together
    if reader.complaints:
        raise ReviewError(*reader.complaints)
    top = reader.mapping(node, "the file", {"publication", "claims"})
    publication = reader.mapping(top.get("publication"), "publication", {"source", "as_of"})
    as_of = reader.date(publication.get("as_of"), "publication.as_of")
    source = reader.text(publication.get("source"), "publication.source")
    items = reader.items(top.get("claims"), "claims")
    claims = tuple(_claim(reader, item, f"claims[{at}]") for at, item in enumerate(items))
    reader.complaints.extend(_find_repeated_ids(claims))
    if reader.complaints:
        raise ReviewError(*reader.complaints)
    return Review(name=Path(file).stem, file=file, source=source, as_of=as_of, claims=claims, texts=tuple(reader.texts))


def _claim(reader: YamlReader, node: Any, where: str) -> ReviewedClaim:
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
        # the place of the printed figure, since that is what a verdict is about
        place=reader.place(printed if printed is not None else node),
    )


def _reading(reader: YamlReader, node: Any, where: str) -> Reading:
    entries = reader.mapping(node, where, _READING_KEYS)
    return Reading(
        label=reader.text(entries.get("label"), f"{where}.label", seen=True),
        statistic=reader.text(entries.get("statistic"), f"{where}.statistic", needed=False),
        printed=reader.text(entries.get("printed"), f"{where}.printed", needed=False),
        note=reader.text(entries.get("note"), f"{where}.note", needed=False, seen=True),
        place=reader.place(entries.get("printed") or node),
    )


def _find_repeated_ids(claims: tuple[ReviewedClaim, ...]) -> Iterator[Complaint]:
    seen: set[str] = set()
    for claim in claims:
        if claim.id and claim.id in seen:
            yield Complaint(
                place=str(claim.place), what=f"claim {claim.id} is listed twice", remedy="give one of them another id"
            )
        seen.add(claim.id)
