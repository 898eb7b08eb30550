"""Warnings that leave a verdict as it is: roundings of roundings, thin margins, the wrong whole.

::

    a statistic's part, whole, rows --ratios--> what it may have been before anybody rounded --+
                                                                                               +--> cautions
    a finding's interval ----------------------------------------------------------------------+

An editor acknowledges a warning, or a truncated or loose figure, under ``factbook: acknowledged:`` in ``_config.yml``,
with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from figurecheck.figures.common.units import COUNTED, canonical
from figurecheck.model import (
    Caution,
    Disagreement,
    Finding,
    Interval,
    Risk,
    RowSet,
    Severity,
    Source,
    Statistic,
    Verdict,
)
from figurecheck.model.errors import Complaint
from figurecheck.model.exact import write_fraction
from figurecheck.model.worded import Worded, join, phrase
from figurecheck.verdicts.last_step import keep_used_rows
from figurecheck.verdicts.ratios import Bounds, Ratio, find_bounds, find_ratio, is_possible, recorded_place, times
from figurecheck.verdicts.shown import show_amount

ROOM = 50
"""A margin is thin when one step crosses the edge although the figure leaves room for this many steps."""
SHORT = 6
"""Digits up to which a value's last place is one that somebody recorded, not a remainder of a division."""
MOST_WHOLES = 500
"""Most wholes that are tried for a figure that does not hold."""
SETTING = "_config.yml: factbook.acknowledged"
OTHERWISE = phrase("or take note of it under factbook: acknowledged")
SHARES = frozenset({"share", "%"})
_CARELESS = frozenset({Verdict.TRUNCATED.value, Verdict.LOOSE.value})


class CautionFinder:
    """Finds the cautions of figures among the statistics of one day."""

    def __init__(self, statistics: Mapping[str, Statistic]) -> None:
        self._statistics = statistics
        # By id: many figures are printed from one statistic, and bounds follow shares of shares down to the data.
        self._known: dict[str, tuple[Ratio | None, Bounds | None, Decimal | None, tuple[Caution, ...]]] = {}
        self._wholes: dict[tuple[str, str], list[Statistic]] | None = None
        self._shares: dict[str, list[Statistic]] = defaultdict(list)

    def add_cautions(self, finding: Finding) -> Finding:
        """Return the finding with its cautions; where it does not hold, with the whole of which it would be true."""
        if finding.statistic is None or finding.interval is None or not isinstance(finding.value, Decimal):
            return finding
        # A wrong figure needs no warning, but a hint: most wrong shares are right shares of another whole.
        if finding.verdict is Verdict.MISMATCH:
            hint = self._other_whole(finding.statistic, finding.interval)
            return replace(finding, reason=join((finding.reason, hint), "; ")) if hint else finding
        if finding.verdict.severity is Severity.ERROR:
            return finding
        cautions = tuple(self._cautions(finding, finding.statistic, finding.interval))
        return replace(finding, warnings=cautions) if cautions else finding

    def _cautions(self, finding: Finding, statistic: Statistic, interval: Interval) -> Iterator[Caution]:
        ratio, bounds, step, own = self._properties(statistic)
        yield from own
        # Only if the exact value would read otherwise: rounding twice does harm only then.
        if ratio is not None and ratio.coarse and write_fraction(ratio.exact) not in interval:
            yield check_recorded_rounding(finding, statistic, ratio)
        if bounds is not None and not all(write_fraction(end) in interval for end in bounds):
            yield from check_source_rounding(finding, statistic, bounds)
        if step is not None:
            yield from check_margin(finding, interval, step, ratio)

    def _properties(
        self, statistic: Statistic
    ) -> tuple[Ratio | None, Bounds | None, Decimal | None, tuple[Caution, ...]]:
        if statistic.id not in self._known:
            ratio = find_ratio(statistic, self._statistics) if statistic.whole else None
            own = tuple(check_whole(statistic, self._statistics.get(statistic.whole), ratio))
            bounds = find_bounds(statistic, self._statistics)
            self._known[statistic.id] = ratio, bounds, find_step(statistic, ratio), own
        return self._known[statistic.id]

    def _other_whole(self, statistic: Statistic, interval: Interval) -> str:
        """Return a hint at the whole of which a share that does not hold would be true, if one was recorded."""
        part = self._statistics.get(statistic.part)
        ratio = find_ratio(statistic, self._statistics)
        if part is None or ratio is None or ratio.change or statistic.unit not in SHARES:
            return ""
        for whole in self._candidates(statistic, ratio):
            share = Fraction(str(part.value)) / Fraction(str(whole.value)) * times(statistic.unit)
            if write_fraction(share) in interval:
                return phrase(
                    "it would be true of another whole: {part} of {whole} is {shown}, but these are {what} ({id})",
                    part=str(part.value),
                    whole=str(whole.value),
                    shown=show_amount(share, statistic.unit),
                    what=whole.population or whole.label,
                    id=whole.id,
                )
        return ""

    def _candidates(self, statistic: Statistic, ratio: Ratio) -> Iterator[Statistic]:
        """Yield other wholes of the same part, then those of the same unit and period; each a positive number."""
        # Built with the first figure that does not hold; in a sound report that never happens.
        if self._wholes is None:
            self._wholes = self._index()
        # Wholes of the same part first, as another share of it is the likeliest mix-up; then any of the same unit and
        # period, at most MOST_WHOLES, since a large report has thousands.
        seen = {statistic.whole, statistic.part}
        named = [self._statistics.get(share.whole) for share in self._shares.get(statistic.part, ())]
        near = self._wholes.get((ratio.whole.unit, ratio.whole.period), [])[:MOST_WHOLES]
        for whole in (*named, *near):
            if whole is not None and whole.id not in seen and isinstance(whole.value, Decimal) and whole.value > 0:
                seen.add(whole.id)
                yield whole

    def _index(self) -> dict[tuple[str, str], list[Statistic]]:
        wholes: dict[tuple[str, str], list[Statistic]] = defaultdict(list)
        used: dict[str, None] = {}
        for statistic in self._statistics.values():
            if statistic.part and statistic.unit in SHARES:
                self._shares[statistic.part].append(statistic)
                used[statistic.whole] = None
        for id in used:
            whole = self._statistics.get(id)
            if whole is not None:
                wholes[whole.unit, whole.period].append(whole)
        return wholes


def add_source_caution(finding: Finding, sources: Mapping[str, Source]) -> Finding:
    """Return the finding with a caution if it holds, and rests on rows that no source backs."""
    if finding.statistic is None or finding.verdict.severity is Severity.ERROR:
        return finding
    cautions = (*check_sources(finding.statistic, sources), *find_last_resort(finding.statistic, sources))
    return replace(finding, warnings=(*finding.warnings, *cautions)) if cautions else finding


def add_disagreements(finding: Finding, disagreements: Iterable[Disagreement]) -> Finding:
    """Return the finding with what its statistic is in disagreement with."""
    id = finding.statistic.id if finding.statistic else ""
    found = [Caution(one.risk, one.need, acknowledged=one.acknowledged) for one in disagreements if id in one.ids]
    return replace(finding, warnings=(*finding.warnings, *found)) if found else finding


def check_sources(statistic: Statistic, sources: Mapping[str, Source]) -> Iterator[Caution]:
    """Warn of rows that are of no table of the data with a source, and do not name sources that are listed there."""
    unbacked = [one for one in statistic.rows if one.rows and not _is_backed(one, sources)]
    # A value that an existing book has glued has no rows at all, and its evidence says so.
    if not unbacked:
        return
    if tables := [name for one in unbacked for name in one.origins]:
        text = phrase("it rests on rows of {table}, for which data/datapackage.json names no source", table=tables[0])
        template = "say it once: factbook source add ID --title TITLE --published DATE --table {table}, {otherwise}"
        remedy = phrase(template, table=tables[0], otherwise=OTHERWISE)
        yield Caution(Risk.UNSOURCED, text, remedy)
        return
    text = phrase("it rests on rows that are of no table of data/, and no source is named for them")
    remedy = phrase("read them by fb.dataset, {otherwise}", otherwise=OTHERWISE)
    yield Caution(Risk.UNSOURCED, text, remedy)


def find_last_resort(statistic: Statistic, sources: Mapping[str, Source]) -> Iterator[Caution]:
    """Yield a caution where nothing but a source of last resort backs a figure."""
    used = keep_used_rows(statistic)
    # Of several rows that others confirm it is not looked up which is which: one that does suffices.
    if any(id in sources and not sources[id].last_resort for id in used.confirming_ids):
        return
    weak = next((sources[id] for id in used.source_ids if id in sources and sources[id].last_resort), None)
    if weak is not None:
        text = phrase("it rests on {source}: {what}", source=weak.publisher or weak.title, what=weak.last_resort)
        yield Caution(Risk.LAST_RESORT, text)


def _is_backed(rowset: RowSet, sources: Mapping[str, Source]) -> bool:
    if rowset.origins and (rowset.table is None or rowset.table.is_sourced):
        return True
    return bool(rowset.source_ids) and all(id in sources for id in rowset.source_ids)


def check_whole(statistic: Statistic, whole: Statistic | None, ratio: Ratio | None) -> Iterator[Caution]:
    """Warn of a share that is not of its stated population, and of one that no count gives."""
    if whole is None or statistic.unit not in SHARES or (ratio is not None and ratio.change):
        return
    # Compared as words: a machine cannot tell whether two descriptions mean the same people.
    if whole.population and _normalized(whole.population) != _normalized(statistic.population):
        text = phrase(
            "it is a share of {whole} ({id}), and its population says {said}",
            whole=whole.population,
            id=whole.id,
            said=statistic.population,
        )
        remedy = phrase("name the same population for both, divide by another whole, {otherwise}", otherwise=OTHERWISE)
        yield Caution(Risk.DENOMINATOR, text, remedy)
    # With a part recorded the share was computed from it, so that some count does give it.
    if statistic.part or whole.unit not in COUNTED or not isinstance(statistic.value, Decimal):
        return
    if isinstance(whole.value, Decimal) and whole.value > 0 and whole.value == whole.value.to_integral_value():
        place = recorded_place(statistic.value)
        value = Fraction(statistic.value)
        scale = times(statistic.unit)
        if not is_possible(
            value / scale, int(whole.value), lambda share: value - place / 2 <= share * scale < value + place
        ):
            template, shown = "no whole number of {whole} ({id}) makes {shown}", show_amount(value, statistic.unit)
            text = phrase(template, whole=str(whole.value), id=whole.id, shown=shown)
            remedy = phrase("look for the whole that it is of, {otherwise}", otherwise=OTHERWISE)
            yield Caution(Risk.IMPOSSIBLE, text, remedy)


def check_recorded_rounding(finding: Finding, statistic: Statistic, ratio: Ratio) -> Caution:
    """Return the caution for a value that the notebook rounded before the page did."""
    amounts = [show_amount(value, statistic.unit) for value in (ratio.exact, Fraction(str(statistic.value)))]
    text = phrase("rounded twice: {steps}", steps=join((*amounts, finding.printed), " → "))
    remedy = phrase("record the value unrounded, {otherwise}", otherwise=OTHERWISE)
    return Caution(Risk.DOUBLE_ROUNDING, text, remedy)


def check_source_rounding(finding: Finding, statistic: Statistic, bounds: Bounds) -> Iterator[Caution]:
    """Warn of a figure that would be printed differently for some of the values that its rounded inputs allow."""
    low, high = (show_amount(end, statistic.unit) for end in bounds)
    span = phrase("{low} to {high}", low=low, high=high)
    one_sided = finding.interval is not None and finding.interval.one_sided
    # A share computed here from rounded inputs, or a one-sided claim, may be false before the rounding; a single
    # rounded value printed as such is a rounding of a rounding.
    if statistic.part or (finding.verdict is Verdict.HOLDS and one_sided):
        text = phrase(
            "it rests on figures that were rounded already: before that it may be anything from {span}", span=span
        )
        remedy = phrase("print fewer digits, or say about, {otherwise}", otherwise=OTHERWISE)
        yield Caution(Risk.ROUNDED_INPUTS, text, remedy)
    elif finding.verdict in {Verdict.ROUNDED, Verdict.TRUNCATED}:
        template = "rounded twice: the source rounded to {shown}, which may stand for anything from {span}"
        text = phrase(template, shown=show_amount(statistic.value, statistic.unit), span=span)
        remedy = phrase("print the figure as the source does, {otherwise}", otherwise=OTHERWISE)
        yield Caution(Risk.DOUBLE_ROUNDING, text, remedy)


def find_step(statistic: Statistic, ratio: Ratio | None) -> Decimal | None:
    """Return the least change that a revision can make: one more counted, or one in the last place recorded."""
    if ratio is not None:
        whole = abs(Fraction(str(ratio.whole.value)))
        counted = canonical(ratio.part.unit) in COUNTED and not ratio.coarse
        return write_fraction(times(statistic.unit) / whole) if counted else None
    if statistic.whole or not isinstance(statistic.value, Decimal):
        return None
    # A long value is the remainder of a division: its last digit was never measured.
    if len(statistic.value.as_tuple().digits) > SHORT and canonical(statistic.unit) not in COUNTED:
        return None
    exponent = statistic.value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else None


def check_margin(finding: Finding, interval: Interval, step: Decimal, ratio: Ratio | None) -> Iterator[Caution]:
    """Warn of a figure from which one step leads to another verdict, although it leaves room for many.

    A value on an end that the words include ("at least 700" for 700) is not warned of: the words were chosen for it.
    """
    value = finding.value
    if not isinstance(value, Decimal) or finding.verdict not in {Verdict.ROUNDED, Verdict.HOLDS}:
        return
    low, high = interval.low, interval.high
    # A one-sided claim ("more than 20,000") has the whole value as its room.
    room = abs(value) if low is None or high is None else high - low
    if step * ROOM > room:
        return
    if finding.verdict is Verdict.HOLDS and value in (low, high):
        return
    for moved, is_more in ((value - step, False), (value + step, True)):
        if moved not in interval:
            text = _say_step(finding, step, ratio, is_more=is_more)
            remedy = phrase("leave more room in the words, {otherwise}", otherwise=OTHERWISE)
            yield Caution(Risk.THIN_MARGIN, text, remedy)


def _say_step(finding: Finding, step: Decimal, ratio: Ratio | None, *, is_more: bool) -> Worded:
    if ratio is not None:
        template = "thin margin: with one fewer of {count}, the verdict would change"
        if is_more:
            template = "thin margin: with one more of {count}, the verdict would change"
        return phrase(template, count=show_amount(Fraction(str(ratio.part.value)), ratio.part.unit))
    if canonical(finding.unit) in COUNTED:
        fewer = phrase("thin margin: with one fewer, the verdict would change")
        return phrase("thin margin: with one more, the verdict would change") if is_more else fewer
    template = "thin margin: with {step} less, the verdict would change"
    if is_more:
        template = "thin margin: with {step} more, the verdict would change"
    return phrase(template, step=show_amount(step, finding.unit))


def _normalized(text: str) -> str:
    return " ".join(text.casefold().replace(",", " ").split())


class Acknowledged:
    """What an editor has acknowledged: reasons by id of a claim or a statistic, and code of the warning or verdict."""

    def __init__(self, reasons: Mapping[str, Mapping[str, str]], disagreements: Iterable[Disagreement] = ()) -> None:
        self._reasons = reasons
        # No figure need be printed of what disagrees.
        self._matched = {(id, one.risk.value) for one in disagreements for id in one.ids}

    def note(self, finding: Finding) -> Finding:
        """Attach the editor's reasons to what they are about: the finding's warnings, and a careless verdict."""
        # A verdict on somebody else's figure that the editor has seen needs no reason, and keeps none from lapsing.
        careless = finding.careless and not finding.reviewed
        if not self._reasons or not (finding.warnings or careless):
            return finding
        ids = [finding.claim.id if finding.claim else "", finding.statistic.id if finding.statistic else ""]
        warnings = [
            replace(one, acknowledged=one.acknowledged or self._find_reason(ids, one.risk.value))
            for one in finding.warnings
        ]
        reason = self._find_reason(ids, finding.verdict.value) if careless else ""
        return replace(finding, warnings=tuple(warnings), acknowledged=reason)

    def _find_reason(self, ids: Iterable[str], code: str) -> str:
        """Return the first reason given for this code under one of the ids; empty if there is none."""
        # A word that is not borne out is acknowledged for its sentence, since another sentence has other words.
        if code == Risk.NOT_BORNE_OUT.value:
            return ""
        for id in ids:
            reason = self._reasons.get(id, {}).get(code, "")
            if reason:
                self._matched.add((id, code))
                return reason
        return ""

    def find_stale(self) -> Iterator[Complaint]:
        """Yield a complaint for each reason that no warning and no verdict has matched so far."""
        for id, reasons in self._reasons.items():
            for code in reasons:
                if (id, code) not in self._matched:
                    template = (
                        "no figure of {id!r} is {code}" if code in _CARELESS else "no figure of {id!r} has this warning"
                    )
                    what = phrase(template, id=id, code=code)
                    yield Complaint(f"{SETTING}.{id}.{code}", what, "take it out", stale=True)
