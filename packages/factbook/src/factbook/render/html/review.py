"""The review of somebody else's publication: each claim as it was on its day, and as it is today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from factbook.model import Review, ReviewedClaim, ReviewFinding
from factbook.render.templating import render_part
from factbook.render.text import NOTHING
from factbook.render.values import show_date
from factbook.render.words.interface import find_words, list_texts
from factbook.render.words.verdicts import RATINGS

MOST_CHARACTERS = 240_000
"""What the claims of one page may take, with their panels and what the head says of them."""
_EACH, _FIGURE, _AT_A_GLANCE = 2_400, 1_600, 430
"""Characters that a claim takes beside its texts, each figure in these, and its column of the overview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """Another statistic that the printed figure may be about, and its verdict."""

    label: str
    """Its name; `Markup` may contain marked figures."""
    figure: Markup = NOTHING
    """The printed figure with its mark; nothing where there is no statistic for the reading."""
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
    words: str = ""
    """Its own words, a quotation."""
    aside: Markup = NOTHING
    likely: str = ""
    """What the figure most likely is."""
    checks: str = ""
    """What a machine has checked, and what an editor answers for."""
    statistic_href: str = ""
    readings: tuple[ReadingView, ...] = ()
    sources_day: Markup = NOTHING
    """What the rating of the day rests on, as a list."""
    sources_today: Markup = NOTHING
    """What has come to be known since, as a list."""
    reply: Markup = NOTHING
    """What the publication answered about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A review, or a page of a long one."""

    day: str
    """The day of the publication, in words."""
    latest: str = ""
    """What ratings by the latest sources stand under, with the day of the newest."""
    claims: tuple[ClaimView, ...] = field(default_factory=tuple)
    publisher: str = ""
    words_language: str = ""
    """The language of its words that are quoted."""
    asked: str = ""
    """Whether it was asked for comment, and answered, in a sentence."""
    unasked: Markup = NOTHING
    """Why it was not asked."""
    reply: Markup = NOTHING
    href: str = ""
    """The page with the whole review, of a glance."""
    glance: tuple[tuple[ReviewedClaim, str], ...] = ()
    """The claims of the overview, each with the address of its page, if it is another one."""
    others: tuple[str, ...] = ()
    """The address of each page of a long review, from this one."""
    number: int = 0
    """The place of this page among them."""
    total: int = 0
    """How many claims all of them have."""

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many claims have each rating today, in the order of the ratings, without the empty ones."""
        return count_ratings(claim.rating_today for claim in self.claims)

    @property
    def topics(self) -> tuple[tuple[str, tuple[ClaimView, ...]], ...]:
        """Claims by topic, topics in the order of their first claim."""
        names = dict.fromkeys(claim.topic for claim in self.claims)
        return tuple((name, tuple(claim for claim in self.claims if claim.topic == name)) for name in names)


def count_ratings(ratings: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return how many there are of each rating, in the order of the ratings, without the empty ones."""
    found = Counter(ratings)
    return tuple((rating, found[rating]) for rating in RATINGS if found[rating])


def divide_review(found: Sequence[ReviewFinding]) -> list[tuple[ReviewFinding, ...]]:
    """Return the claims of each page of a review, by topic: as many as have room beside the overview of all."""
    places = {topic: at for at, topic in enumerate(dict.fromkeys(one.claim.topic for one in found))}
    # By what a claim is estimated to take, and not by its HTML: the links in that depend on the page that it is on.
    pages: list[list[ReviewFinding]] = [[]]
    # The overview of a very long review leaves no page without claims.
    room = max(MOST_CHARACTERS - _AT_A_GLANCE * len(found), MOST_CHARACTERS // 4)
    for one in sorted(found, key=lambda one: places[one.claim.topic]):
        size = _measure(one)
        if pages[-1] and size > room:
            pages.append([])
            room = MOST_CHARACTERS
        pages[-1].append(one)
        room -= size
    return [tuple(page) for page in pages]


def _measure(found: ReviewFinding) -> int:
    claim = found.claim
    texts = [claim.says, claim.aside, claim.found, claim.reply, claim.because.day, claim.because.today]
    texts += [text for one in claim.readings for text in (one.label, one.note)]
    figures = sum(text.count("}`") for text in texts) + len(found.readings)
    return _EACH + _FIGURE * figures + sum(len(text.encode()) for text in texts)


def render_review(review: ReviewView, language: str = "en", *, only_glance: bool = False) -> Markup:
    """Render a review below its title: overview, filter, and a row for each claim.

    Only at a glance, it has the result and the overview, whose claims lead to the page with all of it.
    """
    return render_part(
        "glance.html" if only_glance else "review.html",
        language,
        review=review,
        glance=find_glance(review.glance),
        result=_say_result(review, language),
    )


def _say_result(review: ReviewView, language: str) -> str:
    """Return how many claims have each rating today, as a sentence."""
    words = find_words(language)
    parts = [
        words[f"review.result.{rating}{'.one' if n == 1 else ''}"].format(n=n)
        for rating, n in count_ratings(claim.rating.today for claim, _ in review.glance)
    ]
    return words["review.result"].format(n=len(review.glance), parts=list_texts(parts, language))


def say_asked(review: Review, publisher: str, today: str, language: str) -> str:
    """Return whether a publication was asked for comment, and answered by `today`, an ISO date."""
    words = find_words(language)
    if not review.asked:
        return words["asked.not"].format(publisher=publisher)
    asked, until, answered = (show_date(day, language) for day in (review.asked, review.until, review.answered))
    key = "asked.answered" if review.answered else "asked.waiting"
    if review.until and not review.answered:
        # On the last day itself an answer may still come.
        key = "asked.over" if today > review.until else "asked.until"
    return words[key].format(publisher=publisher, asked=asked, until=until, answered=answered)


def find_glance(claims: Sequence[tuple[ReviewedClaim, str]]) -> list[tuple[ReviewedClaim, str, bool]]:
    """Return each claim with its page, and whether it begins a new topic."""
    topics = [claim.topic for claim, _ in claims]
    return [(claim, page, at > 0 and topics[at - 1] != topics[at]) for at, (claim, page) in enumerate(claims)]
