"""The review of somebody else's publication: each claim as it was on its day, and as it is today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from factbook.model import SentenceReading, Verdict
from factbook.render.templating import render_part
from factbook.render.text import NOTHING
from factbook.render.words.verdicts import RATINGS

GLANCE_ORDER = tuple(RATINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """Another statistic that the printed figure may be about, and its verdict."""

    label: str
    """Its name; `Markup` may contain marked figures."""
    verdict: Verdict | None = None
    """None where there is no statistic for the reading."""
    reason: str = ""
    figure: Markup = NOTHING
    """The printed figure with its mark."""
    note: Markup = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One claim of the publication as its review shows it."""

    id: str
    topic: str
    printed: str
    says: Markup
    """What the publication says, in our words; may contain marked figures."""
    found: Markup
    rating_day: str
    """holds, part, untraced, contradicted or overtaken"""
    rating_today: str
    because_day: str = ""
    """One reason; `Markup` may contain marked figures."""
    because_today: str = ""
    machine_day: Verdict | None = None
    machine_today: Verdict | None = None
    reason_day: str = ""
    reason_today: str = ""
    statistic_href: str = ""
    wording: tuple[SentenceReading, ...] = ()
    """What our words for the claim say of its figure, as of today."""
    readings: tuple[ReadingView, ...] = ()
    sources: Markup = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A whole review."""

    title: str
    day: str
    """The day of the publication, in words."""
    claims: tuple[ClaimView, ...] = field(default_factory=tuple)

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many claims have each rating today, in the order of the ratings, without the empty ones."""
        found = Counter(claim.rating_today for claim in self.claims)
        return tuple((rating, found[rating]) for rating in GLANCE_ORDER if found[rating])

    @property
    def topics(self) -> tuple[tuple[str, tuple[ClaimView, ...]], ...]:
        """Claims by topic, topics in the order of their first claim."""
        names = dict.fromkeys(claim.topic for claim in self.claims)
        return tuple((name, tuple(claim for claim in self.claims if claim.topic == name)) for name in names)


def render_review(review: ReviewView, language: str = "en") -> Markup:
    """Render a review below its title: overview, filter, and a row for each claim."""
    claims = [claim for _, group in review.topics for claim in group]
    return render_part("review.html", language, review=review, glance=find_glance(claims))


def find_glance(claims: Sequence[ClaimView]) -> list[tuple[ClaimView, bool]]:
    """Return each claim, and whether it begins a new topic."""
    return [(claim, at > 0 and claims[at - 1].topic != claim.topic) for at, claim in enumerate(claims)]
