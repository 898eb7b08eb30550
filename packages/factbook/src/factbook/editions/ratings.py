"""Ratings of others' claims that differ between two editions: of their own day, of today; claims taken up and dropped.

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
    """A claim that is rated otherwise, for the first time, or not any more."""

    before: SealedReviewedClaim | None
    after: SealedReviewedClaim | None
    kind: Kind
    printings: tuple[Printing, ...]

    @property
    def claim(self) -> SealedReviewedClaim:
        """The later side of the change, or the earlier one of a claim that was dropped."""
        return self.after or self.before  # type: ignore[return-value] # a change has at least one side

    @property
    def id(self) -> str:
        """The review and the number of the claim."""
        return self.claim.id


def find_rating_changes(before: Edition, after: Edition, moved: Mapping[str, Kind]) -> Iterator[RatingChange]:
    """Yield the changes of ratings; `moved` has the kind of change of each statistic that moved.

    Both editions must have their ratings, which a seal of the first format lacks.
    """
    for id in dict.fromkeys([*before.reviews, *after.reviews]):
        old, new = before.reviews.get(id), after.reviews.get(id)
        printings = tuple(_find_printings(old, new))
        if printings:
            yield RatingChange(before=old, after=new, kind=_propose_kind(old, new, moved), printings=printings)


def _find_printings(old: SealedReviewedClaim | None, new: SealedReviewedClaim | None) -> Iterator[Printing]:
    if old is not None and new is not None:
        for where, one, other in (
            (DAY, old.rating.day, new.rating.day),
            (TODAY, old.rating.today, new.rating.today),
        ):
            if one != other:
                yield Printing(file=new.file, where=where, fate=Fate.RATED, before=one, after=other, sentence=new.says)
    elif old is not None:
        yield Printing(file=old.file, where="claim", fate=Fate.DROPPED, before=old.rating.today, sentence=old.says)
    elif new is not None:
        yield Printing(file=new.file, where="claim", fate=Fate.TAKEN_UP, after=new.rating.today, sentence=new.says)


def _propose_kind(old: SealedReviewedClaim | None, new: SealedReviewedClaim | None, moved: Mapping[str, Kind]) -> Kind:
    if old is None or new is None:
        return Kind.UPDATE if new else Kind.WITHDRAWAL
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
        label=change.claim.printed,
        kind=change.kind,
        causes=(Cause.RATING,),
        printings=change.printings,
        # A rating has a reason of its own; all claims of a new review may have one.
        group=change.id if change.before else change.claim.file,
    )
