"""The review of somebody else's publication: each claim as it was on its day, and as it is today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from factbook.model import SentenceReading, Verdict
from factbook.render.templating import render_part
from factbook.render.text import NOTHING
from factbook.render.values import show_date
from factbook.render.words.interface import find_words
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
    publisher: str = ""
    asked: str = ""
    """The day on which the publication was asked, an ISO date; empty while it has not been."""
    answered: str = ""
    reply: Markup = NOTHING
    href: str = ""
    """The page with the whole review, of a glance."""

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
    return render_part(
        "review.html",
        language,
        review=review,
        glance=find_glance(claims),
        result=_say_result(review, language),
        asked=_say_asked(review, language),
    )


def render_glance(review: ReviewView, language: str = "en") -> Markup:
    """Render only the result of a review, and its claims at a glance with links to the page that has all of it."""
    claims = [claim for _, group in review.topics for claim in group]
    return render_part(
        "glance.html", language, review=review, glance=find_glance(claims), result=_say_result(review, language)
    )


def _say_result(review: ReviewView, language: str) -> str:
    """Return how many claims have each rating today, as a sentence."""
    words = find_words(language)
    parts = [words[f"review.result.{rating}{'.one' if n == 1 else ''}"].format(n=n) for rating, n in review.counts]
    listed = (
        words["list.and"].format(before=", ".join(parts[:-1]), last=parts[-1]) if len(parts) > 1 else "".join(parts)
    )
    return words["review.result"].format(n=len(review.claims), parts=listed)


def _say_asked(review: ReviewView, language: str) -> str:
    """Return whether the publication was asked for comment, and answered."""
    words = find_words(language)
    if not review.asked:
        return words["asked.not"].format(publisher=review.publisher)
    asked, answered = show_date(review.asked, language), show_date(review.answered, language)
    key = "asked.answered" if review.answered else "asked.waiting"
    return words[key].format(publisher=review.publisher, asked=asked, answered=answered)


def find_glance(claims: Sequence[ClaimView]) -> list[tuple[ClaimView, bool]]:
    """Return each claim, and whether it begins a new topic."""
    return [(claim, at > 0 and claims[at - 1].topic != claim.topic) for at, claim in enumerate(claims)]
