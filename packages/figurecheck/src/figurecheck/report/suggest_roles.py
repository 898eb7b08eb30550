"""A page with roles filled in where there is no doubt, for an editor to accept."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from figurecheck.figures import Found, PrintedFigure, Rules, find
from figurecheck.model import Severity
from figurecheck.report.named_values import NamedValues
from figurecheck.report.patch import patch_lines
from figurecheck.scan import Fact, Scanned, Status
from figurecheck.scan.drafts import Draft
from figurecheck.scan.drafts.read_markdown import role_spans
from figurecheck.scan.words.tables import LanguagePhrases, plain
from figurecheck.verdicts.claims import check_value

LEAD = 0.1
"""How far the statistic that agrees must be ahead of the next candidate, in scores from 0 to 1."""
# Signs that end a role or its target, or that MyST would read within it.
_UNFIT = frozenset("`<>|*_[]{}\\\n\r")
_MAKES = LanguagePhrases("make")
_LINK = re.compile(r"\[[^\]\n]*\]\([^)\n]*\)|\bhttps?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedNumber:
    """A number that got no role, and why."""

    number: Scanned
    printed: str
    """With qualifier, direction and unit."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A page with roles, and the numbers that an editor has to bind."""

    text: str
    bound: int
    skipped: tuple[SkippedNumber, ...]


def suggest_roles(
    draft: Draft, numbers: Sequence[Scanned], facts: Mapping[str, Fact], *, rules: Rules, locale: str = "en"
) -> Suggestion:
    """Put a ``claim`` role around each figure that exactly one statistic supports; nothing else changes."""
    found = find(draft.text, locale, rules=rules)
    full = {one.start: _printed(draft.text, one) for one in found}
    read = {one.start: one.figure for one in found}
    roles, links = role_spans(draft.source), tuple(one.span() for one in _LINK.finditer(draft.source))
    named = NamedValues(draft.text, facts.values(), rules=rules, locale=locale)
    pieces: list[str] = []
    skipped: list[SkippedNumber] = []
    at = bound = 0
    for number in numbers:
        one = _with_likely(number, read.get(number.start))
        start, end = full.get(one.start, (one.start, one.end))
        if one.status is Status.NOT_A_FIGURE or _within(roles, start, end):
            continue
        printed = draft.source[start:end]
        if one.status is Status.UNSOURCED:
            meant = {other.statistic for other in one.candidates}
            id = named.find(one.start, printed, read.get(one.start), meant)
            one = replace(one, status=Status.AGREES, statistic=id, candidates=()) if id else one
        why = _doubt(one, printed, facts, locale, rules)
        if not why and (start < at or printed != draft.text[start:end] or _UNFIT & {*printed}):
            # Text without markup and source differ here, so a role around this piece of the source would contain other
            # text.
            why = "the figure contains markup"
        if not why and _within(links, start, end):
            why = "it is inside a link"
        if why:
            skipped.append(SkippedNumber(number=one, printed=printed, why=why))
            continue
        pieces += [draft.source[at:start], role_of(printed, one.statistic)]
        at, bound = end, bound + 1
    return Suggestion(text="".join([*pieces, draft.source[at:]]), bound=bound, skipped=tuple(skipped))


def _with_likely(one: Scanned, read: PrintedFigure | None) -> Scanned:
    """Return a number that the words leave open with the only one of its candidates that it agrees with.

    An editor accepts each role, so that here the value may help to choose; a scan that accuses must not let it. A
    number of few digits agrees with too much by chance.
    """
    agreeing = [other for other in one.candidates if other.agrees]
    precise = read is not None and read.upper is None and abs(read.amount) >= _PRECISE * read.step
    if one.status is not Status.UNSOURCED or len(agreeing) != 1 or not precise:
        return one
    return replace(one, status=Status.AGREES, statistic=agreeing[0].statistic, candidates=(agreeing[0],))


_PRECISE = 100


def _printed(text: str, one: Found) -> tuple[int, int]:
    """Return the place of the whole figure; the "up" of "made up 14%" is no direction."""
    made_up = (
        _MAKES.search_end(plain(text[max(0, one.full_start - 12) : one.full_start]))
        and text[one.full_start : one.start].strip().casefold() == "up"
    )
    return (one.start if made_up else one.full_start), one.full_end


def role_of(printed: str, statistic: str) -> str:
    """Return a figure as a ``claim`` role.

    >>> role_of("16.6%", "offenders.change.2024")
    '{claim}`16.6% <offenders.change.2024>`'
    """
    return f"{{claim}}`{printed} <{statistic}>`"


def render_skipped(draft: Draft, skipped: Sequence[SkippedNumber]) -> Iterator[str]:
    """Yield for each number without a role its place and reason, and each candidate as a role to paste."""
    for one in skipped:
        yield f"{draft.where(one.number.start)}: ‘{one.printed}’ left alone: {one.why}"
        for candidate in one.number.candidates:
            holds = "holds" if candidate.agrees else "does not hold"
            yield f"    {role_of(one.printed, candidate.statistic)}   {holds}"


def render_patch(draft: Draft, suggested: Suggestion) -> str:
    """Return the lines that the roles change, as a unified diff."""
    return "".join(patch_lines(draft.name.lstrip("/"), draft.source, suggested.text, context=1))


def _doubt(one: Scanned, printed: str, facts: Mapping[str, Fact], locale: str, rules: Rules) -> str:
    """Return the reason against a role; empty if there is none."""
    if one.status is not Status.AGREES:
        return f"{one.status}: {one.reason}" if one.reason else str(one.status)
    fact = facts.get(one.statistic)
    if fact is None:
        return f"it rests on more than one statistic ({one.statistic})"
    others = [other for other in one.candidates if other.statistic != one.statistic]
    own = next((other.score for other in one.candidates if other.statistic == one.statistic), 1.0)
    if any(other.agrees or other.score > own - LEAD for other in others):
        return "more than one statistic matches"
    twin = next((other for other in facts.values() if other.id != fact.id and _twins(other, fact)), None)
    if twin is not None:
        return f"{twin.id} has the same value as {fact.id}"
    # The scan allows for rounding in words around a number; what is printed as a claim is judged more strictly, and a
    # role that does not hold would fail the next check.
    finding = check_value(printed, fact.value, unit=fact.unit, locale=locale, rules=rules)
    if finding.severity is not Severity.OK:
        return f"judged as it would be printed, it is {finding.verdict}: {finding.reason}"
    return ""


def _twins(one: Fact, two: Fact) -> bool:
    """Return whether two statistics have the same value, unit and period, so that either could be the source."""
    return one.value == two.value and one.unit == two.unit and one.period == two.period


def _within(spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    """Return whether a place overlaps one of `spans`, which are sorted and do not overlap."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    return first < bisect_left(spans, end, key=lambda span: span[0])
