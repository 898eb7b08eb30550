"""Read reviews of other publications: ``book/reviews/<publication>.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from factbook.model.review import Publication, Review, ReviewedClaim
from figurecheck.model.errors import Complaint, ReviewError, complain_all
from figurecheck.model.worded import phrase
from figurecheck.settings.faults import read_text
from figurecheck.settings.yaml_reader import parse_yaml

_WRITE_ASKED = "write asked: with the day"


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
    about = {one.name: getattr(found.publication, one.name) for one in fields(Publication)}
    return Review(name=Path(file).stem, file=file, claims=found.claims, texts=texts, **about)


def _find_early_answers(of: Publication, claims: tuple[ReviewedClaim, ...]) -> Iterator[Complaint]:
    replied = of.reply or any(claim.reply for claim in claims)
    until = phrase("wanted an answer until {until}, before it was asked", until=of.until)
    faults = (
        ((of.answered or replied) and not of.asked, "has a reply and no day of the question", _WRITE_ASKED),
        # Readers would be told beside it that no answer has come.
        (replied and of.asked and not of.answered, "has a reply and no day of it", "write answered: with the day"),
        (of.asked and of.unasked, "says when it was asked, and why it was not", "leave out asked: or unasked:"),
        (
            of.asked and of.asked < of.as_of,
            phrase("asked on {asked}, before it appeared", asked=of.asked),
            "correct asked: or as_of:",
        ),
        (of.until and not of.asked, "has a last day for an answer and no day of the question", _WRITE_ASKED),
        (of.until and of.until < of.asked, until, "correct until: or asked:"),
        (
            of.answered and of.answered < of.asked,
            phrase("answered on {answered}, before it was asked", answered=of.answered),
            "correct it",
        ),
    )
    yield from (Complaint(str(of.place), what, remedy) for is_so, what, remedy in faults if is_so)


def _find_repeated_ids(claims: tuple[ReviewedClaim, ...]) -> Iterator[Complaint]:
    seen: set[str] = set()
    for claim in claims:
        if claim.id in seen:
            yield Complaint(
                str(claim.place),
                phrase("claim {id} is listed twice", id=claim.id),
                "give one of them another id",
            )
        seen.add(claim.id)
