"""Read reviews of other publications: ``book/reviews/<publication>.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from factbook.model import Review, ReviewedClaim
from figurecheck.model import Place
from figurecheck.model.errors import Complaint, ReviewError, complain_all
from figurecheck.model.fields import PlaceOf, Seen
from figurecheck.model.worded import phrase
from figurecheck.settings.faults import Day, read_text
from figurecheck.settings.yaml_reader import parse_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What a review says of the publication itself."""

    source: str
    """Id of the publication in `data/sources.csv`."""
    as_of: Day
    """The day on which it appeared."""
    language: str = ""
    """Language of its printed figures, such as ``ko``; by default that of the report."""
    words: str = ""
    """Language of the words that claims quote, where it is another one."""
    asked: Day = ""
    """The day on which it was asked for comment; left out while it has not been."""
    unasked: Seen = Seen("")
    """Why it was not asked, in MyST; readers see it in place of the day. Without either, no seal."""
    until: Day = ""
    """The last day for an answer, as it was told; once it is over, readers learn that none has come."""
    answered: Day = ""
    """The day of its answer."""
    reply: Seen = Seen("")
    """Its answer, or what it comes to, in MyST."""
    place: Annotated[Place, PlaceOf("asked")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFile:
    """A review as it is written."""

    # What `ReviewedClaim` says of its fields is all that is said of how a claim is written.
    publication: Publication
    """What was published, and when."""
    claims: tuple[ReviewedClaim, ...] = ()
    """Its figures, in the order in which they are listed."""


def read_review(root: Path, path: Path) -> Review:
    """Read one publication's review.

    Raises ReviewError with every fault of the file.
    """
    complaints: list[Complaint] = []
    text = read_text(root / path, path.as_posix(), complaints)
    if text is None:
        raise ReviewError(*complaints)
    return parse_review(text, file=path.as_posix())


def parse_review(text: str, *, file: str) -> Review:
    """Parse a review from its YAML text; `file` is the path that complaints name.

    Raises ReviewError with every fault of the text.
    """
    complaints: list[Complaint] = []
    found, texts = parse_yaml(text, file, ReviewFile, complaints)
    if found is None:
        raise ReviewError(*complaints)
    # Ids of claims are addresses on the review's page, and two claims cannot have one.
    faults = (*_find_repeated_ids(found.claims), *_find_early_answers(found.publication, found.claims))
    complain_all(ReviewError, faults)
    return Review(
        name=Path(file).stem,
        file=file,
        source=found.publication.source,
        as_of=found.publication.as_of,
        language=found.publication.language,
        words_language=found.publication.words or found.publication.language,
        asked=found.publication.asked,
        unasked=found.publication.unasked,
        until=found.publication.until,
        answered=found.publication.answered,
        reply=found.publication.reply,
        place=found.publication.place,
        claims=found.claims,
        texts=texts,
    )


def _find_early_answers(publication: Publication, claims: tuple[ReviewedClaim, ...]) -> Iterator[Complaint]:
    place = str(publication.place)
    replied = publication.reply or any(claim.reply for claim in claims)
    if (publication.answered or replied) and not publication.asked:
        yield Complaint(place=place, what="has a reply and no day of the question", remedy="write asked: with the day")
    elif replied and not publication.answered:
        # Readers would be told beside it that no answer has come.
        yield Complaint(place=place, what="has a reply and no day of it", remedy="write answered: with the day")
    if publication.asked and publication.unasked:
        what = "says when it was asked, and why it was not"
        yield Complaint(place=place, what=what, remedy="leave out asked: or unasked:")
    if publication.asked and publication.asked < publication.as_of:
        yield Complaint(
            place=place,
            what=phrase("asked on {asked}, before it appeared", asked=publication.asked),
            remedy="correct asked: or as_of:",
        )
    if publication.until and not publication.asked:
        what = "has a last day for an answer and no day of the question"
        yield Complaint(place=place, what=what, remedy="write asked: with the day")
    elif publication.until < publication.asked and publication.until:
        what = phrase("wanted an answer until {until}, before it was asked", until=publication.until)
        yield Complaint(place=place, what=what, remedy="correct until: or asked:")
    if publication.answered and publication.answered < publication.asked:
        yield Complaint(
            place=place,
            what=phrase("answered on {answered}, before it was asked", answered=publication.answered),
            remedy="correct it",
        )


def _find_repeated_ids(claims: tuple[ReviewedClaim, ...]) -> Iterator[Complaint]:
    seen: set[str] = set()
    for claim in claims:
        if claim.id in seen:
            yield Complaint(
                place=str(claim.place),
                what=phrase("claim {id} is listed twice", id=claim.id),
                remedy="give one of them another id",
            )
        seen.add(claim.id)
