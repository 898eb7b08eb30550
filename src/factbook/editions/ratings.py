"""Ratings of others' claims that differ between two editions: of their own day, of today, and claims that were dropped.

A rating of today may follow new data, as the figures do, and is an update with them. One of the day on which the claim
appeared rests on what was known then, so that a change means that we were wrong, as does one that no data explain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from factbook.model.edition import Cause, Edition, Fate, Kind, Printing, SealedChange, SealedReviewedClaim

DAY, TODAY = "rating of its day", "rating of today"
"""Where a rating stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingChange:
    """A claim that is rated otherwise, or not any more."""

    before: SealedReviewedClaim
    after: SealedReviewedClaim | None
    kind: Kind
    printings: tuple[Printing, ...]

    @property
    def id(self) -> str:
        """The review and the number of the claim."""
        return self.before.id


def find_rating_changes(before: Edition, after: Edition, moved: Mapping[str, Kind]) -> Iterator[RatingChange]:
    """Yield the changes of ratings; `moved` has the kind of change of each statistic that moved.

    An edition of the first format has no ratings, so nothing is known of them.
    """
    # A claim that is new is no change: readers of the earlier edition were told nothing of it.
    for id, old in before.reviews.items():
        new = after.reviews.get(id)
        printings = tuple(_find_printings(old, new))
        if printings:
            yield RatingChange(before=old, after=new, kind=_propose_kind(old, new, moved), printings=printings)


def _find_printings(old: SealedReviewedClaim, new: SealedReviewedClaim | None) -> Iterator[Printing]:
    if new is None:
        yield Printing(file=old.file, where="claim", fate=Fate.DROPPED, before=old.rating.today, sentence=old.says)
        return
    for where, one, other in (
        (DAY, old.rating.day, new.rating.day),
        (TODAY, old.rating.today, new.rating.today),
    ):
        if one != other:
            yield Printing(file=new.file, where=where, fate=Fate.RATED, before=one, after=other, sentence=new.says)


def _propose_kind(old: SealedReviewedClaim, new: SealedReviewedClaim | None, moved: Mapping[str, Kind]) -> Kind:
    if new is None:
        return Kind.WITHDRAWAL
    if old.rating.day != new.rating.day:
        return Kind.CORRECTION
    return moved.get(new.statistic, Kind.CORRECTION)


def seal_rating_change(change: RatingChange, *, edition: str, previous: str, day: str) -> SealedChange:
    """Return a change of a rating as an edition keeps it."""
    return SealedChange(
        edition=edition,
        previous=previous,
        day=day,
        statistic=change.id,
        label=(change.after or change.before).says,
        kind=change.kind,
        causes=(Cause.RATING,),
        printings=change.printings,
    )
