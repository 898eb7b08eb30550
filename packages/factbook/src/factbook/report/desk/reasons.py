"""Why a figure deserves a look: reasons as keys of texts and what is filled in, which `render.desk_reasons` words.

A figure that holds may not hold for long, or hold for less than it seems to, by what its finding carries. A value may
be further from the past of its series than that ever moved, by the rule for new releases of tables.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from factbook.data.updating.outliers import measure_step
from figurecheck.figures.common.units import COUNTED, canonical
from figurecheck.model import Caution, Cellvalue, Finding, Risk, RowSet, SentenceState, Source, Statistic, Verdict
from figurecheck.model.worded import Amount, Period
from figurecheck.verdicts.last_step import keep_used_rows


@dataclass(frozen=True, slots=True)
class Margin:
    """How far the value of a finding may move before its verdict changes."""

    finding: Finding


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the interface by its key, and what is filled in by name."""

    key: str
    values: Mapping[str, Filling] = field(default_factory=dict)


Filling = str | int | Amount | Period | Margin | Text | tuple[Text, ...]
"""What can be filled in; several texts become a list."""
Said = Text | Finding | str
"""What is said of a figure. A finding stands for the reason of its verdict, and a text for what the check says in words
of its own, which are English wherever they are stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a figure deserves a look, and what to look at."""

    code: str
    said: Said
    look: Text


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
    """Nothing that its sentence says of it could be held against the statistic, or something that it claims."""
    WORDING = "wording"
    """Its source's own words were not seen, or do not say all that its row says."""
    SINGLE = "single source"


_CODES = {
    Risk.THIN_MARGIN: Fragility.THIN,
    Risk.DOUBLE_ROUNDING: Fragility.DOUBLE,
    Risk.ROUNDED_INPUTS: Fragility.DOUBLE,
}
_LOOK = {
    Fragility.WARNED: Text("desk.look.stay"),
    Fragility.THIN: Text("desk.look.newest"),
    Fragility.DOUBLE: Text("desk.look.digits"),
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
    yield from _find_unworded(finding)
    yield from _find_single(finding)


def _find_warned(finding: Finding) -> Iterator[Reason]:
    # Acknowledged ones too: that an editor knows of a thin margin makes it no thicker.
    for caution in finding.warnings:
        code = _CODES.get(caution.risk, Fragility.WARNED)
        if code is not Fragility.WARNED or not caution.acknowledged:
            said = _say_caution(finding, caution, code)
            yield Reason(code=code, said=_add_known(said, caution.acknowledged), look=_LOOK[code])
    if finding.careless and finding.acknowledged:
        said = _add_known(Text(f"caution.{finding.verdict}"), finding.acknowledged)
        yield Reason(code=Fragility.WARNED, said=said, look=_LOOK[Fragility.WARNED])


def _say_caution(finding: Finding, caution: Caution, code: Fragility) -> Text:
    if code is Fragility.THIN and finding.edge is not None:
        return Text("desk.why.step", {"margin": Margin(finding)})
    # As evidence shows it: its kind in the language of the page, and the check's own words.
    return Text("desk.why.caution", {"kind": Text(f"caution.{caution.risk}"), "said": caution.text})


def _add_known(said: Text, acknowledged: str) -> Text:
    return Text("desk.why.known", {"said": said, "why": acknowledged}) if acknowledged else said


def _find_thin(finding: Finding) -> Iterator[Reason]:
    interval, value, margin = finding.interval, finding.value, finding.margin
    if interval is None or margin is None or not isinstance(value, Decimal):
        return
    if finding.verdict not in {Verdict.ROUNDED, Verdict.HOLDS}:
        return
    # An end that the words include was chosen for the value, as in "at least 700" for 700. A tie has no margin.
    if finding.verdict is Verdict.HOLDS and value in {interval.low, interval.high}:
        return
    # A one-sided claim ("more than 20,000") has the whole value as its room, as for the warning of thin margins.
    room, of = abs(value), "value"
    if interval.low is not None and interval.high is not None and not interval.one_sided:
        room, of = interval.high - interval.low, "allowed"
    if room and margin < room * THIN:
        part = show_part(margin / room * 100)
        said = Text(f"desk.why.thin.{of}", {"value": Amount(value=value, unit=finding.unit), "part": part})
        yield Reason(code=Fragility.THIN, said=said, look=_LOOK[Fragility.THIN])


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
        said = Text("desk.why.base.other", {"base": Period(label), "value": Amount(value=value, unit=statistic.unit)})
        yield Reason(code=Fragility.BASE, said=said, look=Text("desk.look.base"))
    count = whole.value if whole is not None else None
    if whole is None or not isinstance(count, Decimal) or canonical(whole.unit) not in COUNTED:
        return
    if 0 < abs(count) < SMALL and canonical(statistic.unit) in {"share", "%", "ratio"}:
        said = Text("desk.why.base.small", {"count": Amount(value=count, unit=whole.unit), "id": whole.id})
        yield Reason(code=Fragility.BASE, said=said, look=Text("desk.look.counts"))


def _find_provisional(finding: Finding, sources: Mapping[str, Source]) -> Iterator[Reason]:
    # One reason is enough: a second row says no more.
    said = next(_find_provisional_texts(finding, sources), None)
    if said is not None:
        yield Reason(code=Fragility.PROVISIONAL, said=said, look=Text("desk.look.final"))


def _find_provisional_texts(finding: Finding, sources: Mapping[str, Source]) -> Iterator[Text]:
    rowsets = keep_used_rows(finding.statistic).rows if finding.statistic else ((finding.row,) if finding.row else ())
    for rowset in rowsets:
        if said := _find_saying(rowset):
            table = rowset.table_name
            yield Text(f"desk.why.provisional.{'row' if table else 'made'}", {"said": said, "table": table})
    for id in find_desk_sources(finding):
        source = sources.get(id)
        if source is not None and _PROVISIONAL.search(f"{source.title} {source.note}"):
            yield Text("desk.why.provisional.source", {"id": id, "title": source.title})


def _find_saying(rowset: RowSet) -> str:
    places = [at for at, name in enumerate(rowset.columns) if name.casefold() in _SAYING]
    cells = (row[at] for row in rowset.rows for at in places)
    return next((str(cell) for cell in cells if _is_provisional(cell)), "")


def _is_provisional(cell: Cellvalue) -> bool:
    text = "" if cell is None else str(cell)
    return text.casefold() in _FLAG or _PROVISIONAL.search(text) is not None


def _find_not_read(finding: Finding) -> Iterator[Reason]:
    unread = [one for one in finding.sentence if one.state is SentenceState.NOT_READ]
    unnamed = [one.reason for one in unread if one.reason]
    claims, look = ", ".join(f"“{one.words}”" for one in unread if one.words), Text("desk.look.words")
    if claims:
        said = Text("desk.why.unread.words", {"words": claims})
        yield Reason(code=Fragility.NOT_READ, said=said, look=Text("desk.look.claims"))
    # Where one aspect is borne out, the rules found their way through a sentence that claims nothing else.
    elif finding.sentence and len(unread) == len(finding.sentence) and not unnamed:
        yield Reason(code=Fragility.NOT_READ, said=Text("desk.why.unread"), look=look)
    for reason in unnamed:
        yield Reason(code=Fragility.NOT_READ, said=reason, look=look)


def _find_unworded(finding: Finding) -> Iterator[Reason]:
    if finding.verdict is not Verdict.REPORTED:
        return
    quoted, said = finding.quoted, Text("desk.why.wording.unseen")
    if quoted is not None and quoted.wording.text:
        said = Text("desk.why.wording.missing", {"parts": tuple(Text(f"quoted.{one}") for one in quoted.missing)})
    if quoted is None or quoted.missing or not quoted.wording.text:
        yield Reason(code=Fragility.WORDING, said=said, look=Text("desk.look.wording"))


def _find_single(finding: Finding) -> Iterator[Reason]:
    found = find_desk_sources(finding)
    if len(found) == 1:
        said = Text("desk.why.single", {"id": found[0]})
        yield Reason(code=Fragility.SINGLE, said=said, look=Text("desk.look.second"))


def find_desk_sources(finding: Finding) -> tuple[str, ...]:
    """Return the sources of the rows that a figure hangs on, then those that confirm one of them."""
    if finding.source is not None:
        return (finding.source.id,)
    if finding.statistic is None:
        return ()
    used = keep_used_rows(finding.statistic)
    return tuple(dict.fromkeys([*used.source_ids, *used.confirming_ids]))


Series = tuple[tuple[str, Decimal], ...]


def find_outlying(statistics: Mapping[str, Statistic], wanted: Collection[str]) -> dict[str, Text]:
    """Return for the id of each outlier among those wanted what is unusual of it.

    A series is the statistics that share measure, unit, `about` and population and differ in their period, and a
    statistic that was recorded with a series is looked at in that one too. A value that is recorded once more, as the
    latest one, is looked at in the series that has it.
    """
    found: dict[str, Text] = {}
    # The longest last: a latest value may have a measure of its own, and be alone in it.
    groups = sorted(group_series(statistics).values(), key=len)
    places = {_name_value(one): (members, at) for members in groups for at, one in enumerate(members)}
    own = {(one.measure, *_name_value(one)): (members, at) for members in groups for at, one in enumerate(members)}
    # Only what is printed: of a series of thousands of days, each would be held against all days before it.
    for statistic in (statistics[id] for id in wanted if id in statistics):
        name = _name_value(statistic)
        members, at = own.get((statistic.measure, *name), ([], 0))
        members, at = (members, at) if len(members) > 1 else places.get(name, (members, at))
        series = tuple((one.period, Decimal(one.value)) for one in members[: at + 1])
        if series and (text := _describe_outlier(series, statistic.unit)):
            found[statistic.id] = text
    for statistic in (statistics[id] for id in wanted if id in statistics and id not in found):
        basis = statistic.basis
        if basis is None or not basis.span or basis.at not in basis.values:
            continue
        labels = [label for label, _ in basis.series]
        if text := _describe_outlier(basis.series[: labels.index(basis.at) + 1], basis.unit):
            found[statistic.id] = text
    return found


def _name_value(one: Statistic) -> tuple[object, ...]:
    """Return what tells a value from others, but for the measure that it is recorded by."""
    return one.unit, one.about, one.population, one.period, one.value


def group_series(statistics: Mapping[str, Statistic]) -> dict[tuple[str, ...], list[Statistic]]:
    """Return the statistics of each series in the order of time, by what they share."""
    groups: dict[tuple[str, ...], dict[str, Statistic]] = {}
    for one in statistics.values():
        if one.measure and one.period and isinstance(one.value, Decimal) and one.value.is_finite():
            key = (one.measure, one.unit, one.about, one.population)
            groups.setdefault(key, {}).setdefault(one.period, one)
    # Years and months in one series have no order; periods of one kind sort as texts.
    return {
        key: sorted(members.values(), key=lambda one: one.period)
        for key, members in groups.items()
        if len({len(period) for period in members}) == 1
    }


def _describe_outlier(series: Series, unit: str) -> Text | None:
    """Return what is unusual of the last value of a series; ``None`` if nothing is."""
    step = measure_step([value for _, value in series])
    if step is None or not step.is_outlier:
        return None
    (before, _), (period, value) = series[-2:]
    return Text(
        "desk.why.outlier",
        {
            "value": Amount(value=value, unit=unit),
            "period": Period(period),
            "moved": Amount(value=step.step, unit=unit, is_step=True),
            "before": Period(before),
            "usual": Amount(value=step.usual, unit=unit, is_step=True),
        },
    )
