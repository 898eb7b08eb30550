"""Why a figure that holds may not hold for long, or holds for less than it seems to: from what its finding carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from factbook.figures import show
from factbook.figures.common.units import COUNTED, canonical
from factbook.model import Cellvalue, Finding, Risk, RowSet, SentenceState, Source, Statistic, Verdict
from factbook.verdicts.last_step import keep_used_rows

THIN = Decimal("0.05")
"""Part of the interval that a figure leaves to its nearer end, below which its margin is thin."""
SMALL = 100
"""Of a whole of fewer, one more moves a share by more than a percentage point."""
_PROVISIONAL = re.compile(
    r"\b(?:provisional\w*|preliminary|early estimate|flash estimate|vorläufig\w*)\b|잠정|속보치", re.IGNORECASE
)
_SAYING = frozenset({"status", "note", "flag", "flags", "obs_status"})
"""Columns that say how a row is to be read."""
_FLAG = frozenset({"p", "provisional", "preliminary"})


class Fragility(StrEnum):
    """Why a figure deserves a look although it holds; the gravest first."""

    WARNED = "warning"
    """The check warns of it, and nobody has said why it stays."""
    THIN = "thin margin"
    DOUBLE = "double rounding"
    BASE = "base-dependent"
    PROVISIONAL = "provisional"
    OUTLIER = "outlier"
    """It is further from the past of its series than that ever moved."""
    NOT_READ = "not read"
    """Nothing that its sentence says of it could be held against the statistic."""
    SINGLE = "single source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a figure deserves a look, and what to look at."""

    code: str
    text: str
    look: str


_CODES = {
    Risk.THIN_MARGIN: Fragility.THIN,
    Risk.DOUBLE_ROUNDING: Fragility.DOUBLE,
    Risk.ROUNDED_INPUTS: Fragility.DOUBLE,
}
_LOOK = {
    Fragility.WARNED: "whether the figure should stay as it is",
    Fragility.THIN: "the newest data of the source: a small revision makes it false",
    Fragility.DOUBLE: "the figure in the source, with all digits that it prints",
}


def find_fragile(
    finding: Finding, statistics: Mapping[str, Statistic], sources: Mapping[str, Source]
) -> Iterator[Reason]:
    """Yield each reason to look at a figure that holds, the gravest first."""
    yield from sorted(_find_all(finding, statistics, sources), key=lambda one: _ORDER[one.code])


_ORDER = {one.value: at for at, one in enumerate(Fragility)}


def _find_all(finding: Finding, statistics: Mapping[str, Statistic], sources: Mapping[str, Source]) -> Iterator[Reason]:
    statistic = finding.statistic
    yield from _find_warned(finding)
    if not any(one.risk is Risk.THIN_MARGIN for one in finding.warnings):
        yield from _find_thin(finding)
    if statistic is not None:
        yield from _find_base(statistic, statistics)
    yield from _find_provisional(finding, sources)
    yield from _find_not_read(finding)
    yield from _find_single(finding)


def _find_warned(finding: Finding) -> Iterator[Reason]:
    # Acknowledged ones too: that an editor knows of a thin margin makes it no thicker.
    for caution in finding.warnings:
        code = _CODES.get(caution.risk, Fragility.WARNED)
        known = f" (stays: {caution.acknowledged})" if caution.acknowledged else ""
        if code is not Fragility.WARNED or not caution.acknowledged:
            text = caution.text.partition(": ")[2] if caution.text.startswith("thin margin: ") else caution.text
            yield Reason(code=code, text=f"{text}{known}", look=_LOOK[code])
    if finding.careless and finding.acknowledged:
        text = f"it is {finding.verdict} (stays: {finding.acknowledged})"
        yield Reason(code=Fragility.WARNED, text=text, look=_LOOK[Fragility.WARNED])


def _find_thin(finding: Finding) -> Iterator[Reason]:
    interval, value, margin = finding.interval, finding.value, finding.margin
    if interval is None or margin is None or not isinstance(value, Decimal):
        return
    # An end that the words include was chosen for the value, as in "at least 700" for 700.
    if finding.verdict not in {Verdict.ROUNDED, Verdict.HOLDS} or value in {interval.low, interval.high}:
        return
    # A one-sided claim ("more than 20,000") has the whole value as its room, as for the warning of thin margins.
    room, of = abs(value), "the value"
    if interval.low is not None and interval.high is not None and not interval.one_sided:
        room, of = interval.high - interval.low, "what the figure allows"
    if room and margin < room * THIN:
        part = margin / room * 100
        text = f"at {show(value, finding.unit)}, its margin is {show_part(part)}% of {of}"
        yield Reason(code=Fragility.THIN, text=text, look=_LOOK[Fragility.THIN])


def show_part(part: Decimal) -> str:
    """Return a small number of per cent with one digit that is not zero.

    >>> show_part(Decimal("4.2")), show_part(Decimal("0.0312")), show_part(Decimal(0))
    ('4', '0.03', '0')
    """
    return f"{round(part, -part.adjusted()):f}" if part else "0"


def _find_base(statistic: Statistic, statistics: Mapping[str, Statistic]) -> Iterator[Reason]:
    basis, whole = statistic.basis, statistics.get(statistic.whole)
    if basis is not None and basis.kind == "change" and basis.others:
        label, value = basis.others[0]
        text = f"measured from {label} it would be {show(value, statistic.unit)}"
        yield Reason(code=Fragility.BASE, text=text, look="whether readers learn why it is measured from that base")
    count = whole.value if whole is not None else None
    if whole is None or not isinstance(count, Decimal) or canonical(whole.unit) not in COUNTED:
        return
    if 0 < abs(count) < SMALL and canonical(statistic.unit) in {"share", "%", "ratio"}:
        text = f"its base is {show(count, whole.unit)} only ({whole.id}), so that one more moves it much"
        yield Reason(code=Fragility.BASE, text=text, look="whether the counts themselves should be printed")


def _find_provisional(finding: Finding, sources: Mapping[str, Source]) -> Iterator[Reason]:
    rowsets = keep_used_rows(finding.statistic).rows if finding.statistic else ((finding.row,) if finding.row else ())
    # One reason is enough: a second row says no more.
    for rowset in rowsets:
        if said := _find_saying(rowset):
            text = f"a row of {rowset.table_name or 'its data'} says {said!r}"
            yield Reason(code=Fragility.PROVISIONAL, text=text, look="whether the final value is out by now")
            return
    for id in find_desk_sources(finding):
        source = sources.get(id)
        if source is not None and _PROVISIONAL.search(f"{source.title} {source.note}"):
            text = f"its source {id} is provisional: {source.title}"
            yield Reason(code=Fragility.PROVISIONAL, text=text, look="whether the final value is out by now")
            return


def _find_saying(rowset: RowSet) -> str:
    places = [at for at, name in enumerate(rowset.columns) if name.casefold() in _SAYING]
    cells = (row[at] for row in rowset.rows for at in places)
    return next((str(cell) for cell in cells if _is_provisional(cell)), "")


def _is_provisional(cell: Cellvalue) -> bool:
    text = "" if cell is None else str(cell)
    return text.casefold() in _FLAG or _PROVISIONAL.search(text) is not None


def _find_not_read(finding: Finding) -> Iterator[Reason]:
    # Where one aspect is borne out, the rules found their way through the sentence.
    if finding.sentence and all(one.state is SentenceState.NOT_READ for one in finding.sentence):
        text = "nothing in the words around it could be held against the statistic"
        yield Reason(
            code=Fragility.NOT_READ, text=text, look="whether these words say what was counted, where and when"
        )


def _find_single(finding: Finding) -> Iterator[Reason]:
    found = find_desk_sources(finding)
    if len(found) == 1:
        text = f"it rests on {found[0]} alone"
        yield Reason(code=Fragility.SINGLE, text=text, look="the source itself, or a second one")


def find_desk_sources(finding: Finding) -> tuple[str, ...]:
    """Return the sources of the rows that a figure hangs on, then those that confirm one of them."""
    if finding.source is not None:
        return (finding.source.id,)
    if finding.statistic is None:
        return ()
    used = keep_used_rows(finding.statistic)
    return tuple(dict.fromkeys([*used.source_ids, *used.confirming_ids]))
