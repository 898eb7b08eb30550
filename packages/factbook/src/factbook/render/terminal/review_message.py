"""The message that asks a publication under review for comment, as plain text.

It quotes nothing of the publication but its printed figures: what it says is told in the words of the review.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from factbook.model import Review, ReviewFinding
from factbook.render.values import show_date, show_interval, show_value
from factbook.render.words.interface import find_words
from factbook.render.words.verdicts import RATINGS
from factbook.report.myst import parse_target
from figurecheck.figures.common.units import COUNTED
from figurecheck.model import Finding, Interval, Rating, Severity, Source
from figurecheck.report.annotation import show_hidden

_ROLE = re.compile(r"\{[\w:.+-]+\}`(?P<content>[^`]*)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who asks, until when, and where the answer goes."""

    report: str
    """Title of the report."""
    author: str = ""
    address: str = ""
    """Address of the published site; empty where it is not known."""
    contact: str = ""
    until: str
    """The last day for an answer, an ISO date."""


def render_question(
    review: Review,
    asked: Sequence[ReviewFinding],
    holding: Sequence[ReviewFinding],
    sender: Sender,
    sources: Mapping[str, Source],
    language: str = "en",
) -> str:
    """Return the message about the claims that are `asked` about; `holding` are named as those that hold."""
    words, source = find_words(language), sources.get(review.source)
    publisher = (source.publisher or source.title) if source else review.source
    title, until = source.title if source else review.source, show_date(sender.until, language)
    only_wrong = not any(one.claim.is_holding for one in asked)
    head = words["ask.claims" if len(asked) != 1 else "ask.claims.one"] if only_wrong else words["ask.claims.all"]
    ask = words["ask.contact" if sender.contact else "ask.deadline"]
    lines = [
        words["ask.subject"].format(title=title, until=until),
        "",
        words["ask.to"].format(publisher=publisher),
        "",
        words["ask.opening"].format(day=show_date(review.as_of, language), title=title),
        *([source.url] if source and source.url else []),
        words["ask.report"].format(report=sender.report),
        *([sender.address] if sender.address else []),
        "",
        head.format(n=len(asked)),
    ]
    for one in asked:
        lines += ["", *_claim_lines(one, sources, language)]
    if holding:
        ids = ", ".join(f"{one.claim.id} ({one.claim.printed})" for one in holding)
        lines += ["", words["ask.others"].format(ids=ids)]
    lines += ["", words["ask.questions"], ask.format(until=until, contact=sender.contact), words["ask.promise"], ""]
    lines.append(", ".join(filter(None, (sender.author, sender.report))))
    return show_hidden("\n".join(lines)) + "\n"


def _claim_lines(found: ReviewFinding, sources: Mapping[str, Source], language: str) -> Iterator[str]:
    words, claim, finding = find_words(language), found.claim, _find_rated(found)
    yield f"[{claim.id}] {words['ask.printed']}: {claim.printed}"
    rows: list[tuple[str, str]] = [("ask.says", _plain(claim.says)), ("ask.found", _plain(claim.found))]
    statistic = finding.statistic
    if statistic is not None:
        shown = show_value(statistic.value, statistic.unit, language)
        rows.append(("ask.value", f"{shown}{f' ({statistic.label})' if statistic.label else ''}"))
    named = [sources[id].title for id in claim.source_ids if id in sources]
    rows.append(("ask.sources", "; ".join(named)))
    rows.append(("ask.rating", _say_rating(found, language)))
    because = dict.fromkeys(map(_plain, (claim.because.day, claim.because.today)))
    rows.append(("ask.because", "; ".join(filter(None, because))))
    tried = [": ".join(filter(None, (_plain(one.label), _plain(one.note)))) for one in claim.readings]
    rows.append(("ask.tried", "; ".join(tried)))
    if not claim.is_holding:
        rows.append(("ask.change", _say_what_changes(found, language)))
    yield from (f"  {words[key]}: {text}" for key, text in rows if text)


def _find_rated(found: ReviewFinding) -> Finding:
    """Return the finding that speaks against a claim: that of its day, where later data bears it out."""
    claim = found.claim
    return found.day if claim.rating.today is Rating.HOLDS and not claim.is_holding else found.today


def _say_rating(found: ReviewFinding, language: str) -> str:
    words, rating = find_words(language), found.claim.rating
    day, today = words[RATINGS[rating.day]], words[RATINGS[rating.today]]
    return today if rating.day is rating.today else words["ask.rating.two"].format(day=day, today=today)


def _say_what_changes(found: ReviewFinding, language: str) -> str:
    """Return which value would bear the figure out as it is worded; where a value does not decide, what is missing."""
    words, finding = find_words(language), _find_rated(found)
    interval = finding.interval
    if interval is None or not isinstance(finding.value, Decimal) or finding.verdict.severity is Severity.OK:
        return words["ask.change.source"]
    if finding.unit in COUNTED:
        interval = _to_whole(interval)
    return words["ask.change.value"].format(interval=show_interval(interval, finding.unit, language))


def _to_whole(interval: Interval) -> Interval:
    """Return the interval between the whole numbers in it: of people, 762 is not 761.5 to 762.5."""
    low, high = interval.low, interval.high
    whole = replace(
        interval,
        low=low if low is None else low.to_integral_value(ROUND_CEILING),
        high=high if high is None else high.to_integral_value(ROUND_FLOOR),
    )
    is_empty = whole.low is not None and whole.high is not None and whole.low > whole.high
    return interval if is_empty else whole


def _plain(text: str) -> str:
    """Return a text of a review on one line, each role replaced by what it prints."""
    return " ".join(_ROLE.sub(lambda match: parse_target(match["content"])[0], text).split())
