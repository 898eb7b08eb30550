"""The other numbers of a bound text: the m of "n of m" where the value is n, where something came from, a score.

The value says nothing of them, so that they are held against what else is recorded, or listed.

::

    a count that is a part of a whole in a recorded share --+
    a rank among the periods or names of its series        --+-- the whole must be one of these
    months or years of a period                             --+
    as many rows, or steps of a series, as it rests on        -- these confirm it, and any other is not checked
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from figurecheck.figures import Form, PrintedFigure, Rules
from figurecheck.figures.common.format import show_number
from figurecheck.figures.common.units import canonical
from figurecheck.figures.parser import read
from figurecheck.figures.written_number import find_written_pair
from figurecheck.model import Claim, Finding, Role, Severity, Statistic, Verdict
from figurecheck.model.worded import join, phrase
from figurecheck.verdicts.known import Known
from figurecheck.verdicts.ratios import find_ratio
from figurecheck.verdicts.sentence.spans import parse_span

_SHARES = frozenset({"share", "%", "ratio"})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWholes:
    """Of how many a count or a place may be."""

    stated: Mapping[Fraction, str]
    """What the record says, each with where it says so; where there is any, it is one of these."""
    counted: frozenset[int]
    """What its rows and its series number, which may be the whole."""

    def __contains__(self, whole: Fraction) -> bool:
        return whole in self.stated or whole in self.counted


def find_printed_whole(figure: PrintedFigure | None, unit: str) -> Fraction | None:
    """Return the m of a figure of which only the n is held against a value in this unit; else ``None``."""
    if figure is None or canonical(unit) in _SHARES or figure.either is not None:
        return None
    return figure.total if figure.form is not Form.ORDINAL else figure.among


def _find_other(figure: PrintedFigure, value: object, unit: str) -> Fraction | None:
    """Return where a figure came from, or the number of a score that is not the value; else ``None``."""
    if figure.either is None or figure.form is Form.PERCENT or canonical(unit) in _SHARES:
        return figure.earlier
    one = figure.counted.amount if figure.total is not None else figure.amount
    return one if value == figure.either else figure.either


def _is_in_series(number: Fraction, figure: PrintedFigure, statistic: Statistic) -> bool:
    """Return whether the series of a statistic has a number, to the last place printed."""
    series = statistic.basis.series if statistic.basis else ()
    scale = 100 if figure.form is Form.PERCENT and canonical(statistic.unit) == "share" else 1
    return any(2 * abs(Fraction(value) * scale - number) <= figure.step for _, value in series)


def find_wholes(statistic: Statistic, statistics: Mapping[str, Statistic]) -> KnownWholes:
    """Return what is known of the whole of a statistic: from shares of which it is a part, its series and its rows."""
    counts = [rows.count for rows in statistic.rows]
    series = set() if statistic.basis is None else {len(statistic.basis.series), len(statistic.basis.labels)}
    return KnownWholes(
        stated=dict(_find_stated(statistic, statistics)), counted=frozenset({*counts, sum(counts), *series})
    )


def _find_stated(statistic: Statistic, statistics: Mapping[str, Statistic]) -> Iterator[tuple[Fraction, str]]:
    for share in statistics.values():
        if share.part != statistic.id or canonical(share.unit) not in {"share", "%"}:
            continue
        ratio = find_ratio(share, statistics)
        # A change divides by what was before, which is no whole.
        if ratio is not None and not ratio.change and isinstance(ratio.whole.value, Decimal):
            yield Fraction(ratio.whole.value), ratio.whole.id
    basis = statistic.basis
    if basis is not None and basis.kind == "rank":
        yield from ((Fraction(len(labels)), phrase("its series")) for labels in (basis.labels, basis.series))
    span, unit = parse_span(statistic.period), canonical(statistic.unit)
    if span is not None and unit in {"month", "year"}:
        first, last = (datetime.date.fromordinal(day) for day in (span.first, span.last))
        years, months = last.year - first.year, last.month - first.month
        yield Fraction(years + 1 if unit == "year" else 12 * years + months + 1), statistic.period


def check_whole(finding: Finding, known: Known, locale: str) -> Finding:
    """Return a finding whose n holds, as one that does not where its m is none that is recorded."""
    whole, statistic = _read_whole(finding, known, locale), finding.statistic
    if whole is None or statistic is None or finding.verdict.severity is Severity.ERROR:
        return finding
    wholes = find_wholes(statistic, known.statistics)
    if whole in wholes or not wholes.stated:
        return finding
    others = (f"{show_number(amount)} ({where})" for amount, where in wholes.stated.items())
    reason = phrase(
        "{reason}; of {other}, and the text has {whole}",
        reason=finding.reason, other=join(others, ", "), whole=show_number(whole),
    )  # fmt: skip
    return replace(finding, verdict=Verdict.MISMATCH, reason=reason)


def add_movement(claim: Claim, rules: Rules) -> str:
    """Return what is bound, with the word of motion beside it where it says from where to where.

    "It rose {claim}`from 15 to 37 <id>`" is no range in which any value would do.
    """
    lead, printed, tail = claim.passage[: claim.start], claim.printed, claim.passage[claim.end :]
    # "Rose from {claim}`15 to 37 <id>`".
    if opening := _OPENING.search(lead):
        lead, printed = lead[: opening.start() + 1], f"{opening[1]} {printed}"
    if claim.flows or _FROM.search(printed) is None:
        return claim.printed
    figure = read(printed, claim.locale, rules).figure
    if figure is None or figure.upper is None or _RANGES.search(lead):
        return claim.printed
    words, behind = _WORD.findall(_CLAUSE.split(lead)[-1])[-_REACH:], _GOAL.match(tail)
    goes_on = f"{printed}{behind[0]}" if behind else printed
    moved = (f"{word} {text}".lstrip() for word in (*reversed(words), "") for text in dict.fromkeys((printed, goes_on)))
    return next((text for text in moved if _is_moved(text, claim.locale, rules)), claim.printed)


def _is_moved(text: str, locale: str, rules: Rules) -> bool:
    figure = read(text, locale, rules).figure
    return figure is not None and figure.earlier is not None


_FROM = re.compile(r"\bfrom\s|\bvon\s|에서|부터", re.IGNORECASE)
_OPENING = re.compile(r"\s(from|von)\s+$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.!?()–—](?!\d)")
_WORD = re.compile(r"\w+")
_REACH = 8
"""Most words between a verb and "from 15 to 37": "rose in the second half of 2024"."""
_RANGES = re.compile(r"\b(?:rang\w+|var(?:y|ies|ied)|anywhere|of|by|um|zwischen)\s+$", re.IGNORECASE)
"""What leads to a range: "ages ranged from 15 to 37", "a rise of from 5 to 7%"."""
_GOAL = re.compile(r"(?:으로|로)?\s\w+")
"""Behind a range whose verb follows: "15명에서 37명"으로 늘었다, "von 15 bis 37" gestiegen."""


def find_unchecked_numbers(findings: Iterable[Finding], known: Known) -> Iterator[Finding]:
    """Yield a finding for each number of a bound text that nothing checks, as for any number that nothing binds."""
    for finding in findings:
        claim, statistic = finding.claim, finding.statistic
        if claim is None or claim.role is not Role.CLAIM or statistic is None:
            continue
        figure = read(add_movement(claim, known.rules), claim.locale, known.rules).figure
        number = None if figure is None else _find_unchecked(figure, finding, statistic, known)
        if number is not None:
            yield _list_unchecked(number, claim, statistic)


def _find_unchecked(figure: PrintedFigure, finding: Finding, statistic: Statistic, known: Known) -> Fraction | None:
    whole = find_printed_whole(figure, finding.unit)
    if whole is not None:
        wholes = find_wholes(statistic, known.statistics)
        return None if whole in wholes or wholes.stated else whole
    other = _find_other(figure, finding.value, finding.unit)
    return None if other is None or _is_in_series(other, figure, statistic) else other


def _list_unchecked(number: Fraction, claim: Claim, statistic: Statistic) -> Finding:
    shown = show_number(number)
    reason = phrase(
        "nothing checks it: “{context}” is held against {id} by its other number "
        "(write each in a role of its own; of a part, record the share with part= and whole=)",
        context=claim.printed, id=statistic.id,
    )  # fmt: skip
    return Finding(verdict=Verdict.UNBOUND, reason=reason, printed=shown, place=claim.place, where=claim.where)


def _read_whole(finding: Finding, known: Known, locale: str) -> Fraction | None:
    return find_printed_whole(read(finding.printed, locale, known.rules).figure, finding.unit)


def write_stated_wholes(printed: str, statistic: Statistic, known: Known, locale: str) -> Iterator[str]:
    """Yield a text with each of the wholes that the record states, where it has another one; else nothing."""
    whole = find_printed_whole(read(printed, locale, known.rules).figure, statistic.unit)
    pair = None if whole is None else find_written_pair(printed, locale)
    if whole is None or pair is None:
        return
    wholes = find_wholes(statistic, known.statistics)
    written = next((one for one in pair if one.read(printed) == whole), None)
    if written is None or whole in wholes:
        return
    for amount in wholes.stated:
        text = f"{printed[: written.start]}{written.write(amount)}{printed[written.end :]}"
        if find_printed_whole(read(text, locale, known.rules).figure, statistic.unit) == amount:
            yield text
