"""Which figures need other digits, and which are left to a person before any digit is tried."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from operator import ne
from pathlib import Path
from typing import Any

from factbook.editions.storage import read_newest
from factbook.engine.fingerprints import SITE
from factbook.engine.results import FAULTS
from factbook.report.checked_report import Report
from factbook.report.desk.reasons import find_outlying
from figurecheck.figures.languages import language_code
from figurecheck.figures.parser import read
from figurecheck.figures.written_number import find_written_pair
from figurecheck.model import Claim, Finding, Role, Severity, Statistic, Verdict
from figurecheck.verdicts.claims import check_value, find_names
from figurecheck.verdicts.other_numbers import write_stated_wholes
from figurecheck.verdicts.reprint import reprint, reprint_claim
from figurecheck.verdicts.reprint_spans import has_span
from figurecheck.verdicts.stale_words import find_stale_words

CLAIMS = SITE / "claims.json"
Settled = dict[tuple[str, str], Decimal | str | None]
"""By the id of a statistic and the printed figure: the value, ``None`` where it is not known."""


def find_settled(report: Report) -> Settled:
    """Return the figures that held of their statistics, which have moved since, with their values."""
    return {**_read_site(report), **_read_edition(report)}


def _read_edition(report: Report) -> Settled:
    newest = read_newest(report.project.root)
    if newest is None:
        return {}
    sealed = {id: one.value for id, one in newest.statistics.items()}
    return {
        (report.known.current_id(claim.target), claim.printed): sealed.get(claim.target)
        for claim in newest.claims.values()
        if not claim.fails
    }


def _read_site(report: Report) -> Settled:
    found: Settled = {}
    # Nothing but the coarseness of a rounding hangs on it, so a file that is none of ours is as none.
    with suppress(OSError, *FAULTS):
        for id, printed, value in _read_findings(report.project.root / CLAIMS):
            found[report.known.current_id(id), printed] = value
    return found


def _read_findings(file: Path) -> Iterator[tuple[str, str, Decimal | str | None]]:
    document = json.loads(file.read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)
    for one in document["findings"]:
        if one["statistic"] and one["severity"] != Severity.ERROR:
            value = one["value"]
            is_known = value is None or isinstance(value, Decimal)
            yield str(one["statistic"]), str(one["printed"]), value if is_known else str(value)


_OF_DIGITS = frozenset({Verdict.MISMATCH, Verdict.TRUNCATED, Verdict.LOOSE})
_FITS = {Verdict.EXACT: 2, Verdict.ROUNDED: 3}
"""How many digits a figure must have for its fitting another statistic to be no chance."""
_OUTLIER = "the value is far from its own past: perhaps the data is wrong (factbook queue says how far)"
_NAMED = 3
"""Most other statistics that a reason names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitFix:
    """A figure that other digits make true."""

    finding: Finding
    claim: Claim
    text: str
    """What the role prints instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfixedFigure:
    """A figure that does not hold and is left to a person."""

    finding: Finding
    why: str
    """Why it is left."""
    proposals: tuple[str, ...] = ()
    """Digits that might stand there instead; empty where none would do."""


def find_candidates(report: Report, wanted: Iterable[Finding]) -> Iterator[DigitFix | UnfixedFigure]:
    """Yield each of the wanted figures that does not hold its value, with new digits or why it has none."""
    listed = [one for one in wanted if is_about_digits(one)]
    if not listed:
        return
    # A figure that held is bound as it was meant, and its value moved. Editions are read only where one is wrong.
    settled = find_settled(report)
    # A slip of a digit is nothing to print.
    outlying = find_outlying(report.statistics, {one.statistic.id for one in listed if one.statistic})
    for finding in listed:
        claim, statistic = finding.claim, finding.statistic
        if claim is None or statistic is None:
            continue
        key = (statistic.id, claim.printed)
        # What it was printed of says whether its zeros were a rounding.
        text = reprint_claim(claim, statistic, rules=report.rules, before=settled.get(key))
        words = text and find_stale_words(claim, text, statistic, report.rules, settled.get(key))
        others = [] if key in settled else find_fitting(finding, report)
        proposals: tuple[str, ...] = (text,) if text else ()
        if text and statistic.id in outlying:
            why = _OUTLIER
        elif others:
            named = ", ".join(others[:_NAMED]) + (", ..." if len(others) > _NAMED else "")
            why = f"it fits {named}: perhaps it is bound to the wrong one"
        # Of another whole it would be another story, also with other digits.
        elif wholes := (*_with_other_wholes(claim, statistic, report),):
            why, proposals = "", wholes
        elif words:
            why = f"the text says “{words}”"
        elif text:
            yield DigitFix(finding=finding, claim=claim, text=text)
            continue
        else:
            why, proposals = _find_other_words(claim, statistic, report, settled.get(key))
        reason = f"{finding.reason}; {why}" if why else finding.reason
        yield UnfixedFigure(finding=finding, why=reason, proposals=proposals)


def is_about_digits(finding: Finding) -> bool:
    """Return whether a figure of ours does not hold its value, and nothing else is wrong with it."""
    claim = finding.claim
    bound = claim is not None and claim.role is Role.CLAIM and not claim.flows and finding.statistic is not None
    open_ = finding.severity is not Severity.OK and not finding.acknowledged and not finding.failed
    return bound and open_ and finding.verdict in _OF_DIGITS


def find_fitting(finding: Finding, report: Report) -> list[str]:
    """Return the ids of statistics beside the bound one that bear out the printed figure as it stands."""
    statistic, claim = finding.statistic, finding.claim
    if statistic is None or claim is None:
        return []
    # With one digit, "12" or "5%", some other statistic fits nearly any figure by chance.
    digits = len(re.sub(r"\D", "", claim.printed))
    fitting = []
    for other in report.statistics.values():
        if digits < min(_FITS.values()) or not _is_beside(statistic, other):
            continue
        found = check_value(claim.printed, **_describe(other, claim, report))
        if digits >= _FITS.get(found.verdict, digits + 1):
            fitting.append(other.id)
    return fitting


def _describe(statistic: Statistic, claim: Claim, report: Report) -> dict[str, Any]:
    """Return what `check_value` and `reprint` take of a statistic for a figure in the language of a claim."""
    return {
        "value": statistic.value,
        "unit": statistic.unit,
        "locale": claim.locale,
        "rules": report.rules,
        "basis": statistic.basis,
        "names": find_names(statistic),
    }


def _is_beside(one: Statistic, other: Statistic) -> bool:
    """Return whether two statistics are of the same thing: of another period, or of another place or group."""
    if one.id == other.id or one.unit != other.unit or one.measure != other.measure:
        return False
    if one.measure and (one.about or one.period):
        # A report has hundreds of one measure, so that both must not differ: some would fit by chance.
        return (one.about == other.about) != (one.period == other.period)
    # Without words, ids tell: of routes.share.hill.2025 one part is another one.
    parts, others = one.id.split("."), other.id.split(".")
    return len(parts) == len(others) and sum(map(ne, parts, others)) == 1


def _with_other_wholes(claim: Claim, statistic: Statistic, report: Report) -> Iterator[str]:
    """Yield the figure with the whole that is recorded where it prints another one, and with its own digits anew."""
    for text in write_stated_wholes(claim.printed, statistic, report.known, claim.locale):
        again = reprint(text, **_describe(statistic, claim, report))
        if again or check_value(text, **_describe(statistic, claim, report)).severity is Severity.OK:
            yield again or text


def _find_other_words(
    claim: Claim, statistic: Statistic, report: Report, before: Decimal | str | None
) -> tuple[str, tuple[str, ...]]:
    """Return why no digits alone make a figure true where it stands, and those that would with other words."""
    # An article before the digits would have to change, or a particle behind them: an 8%, a 9%; 8과, 9와.
    digits = reprint(claim.printed, **_describe(statistic, claim, report), before=before)
    figure = read(claim.printed, claim.locale, report.rules).figure
    # A range is left for what the sentence says of it, and not for the words beside its digits.
    if digits and not (figure is not None and has_span(figure)):
        return f"its {'particle' if language_code(claim.locale) == 'ko' else 'article'} changes too", (digits,)
    is_range = figure is not None and figure.upper is not None and find_written_pair(claim.printed, claim.locale)
    return "its ends may be two values" if is_range else "words must change", ()
