"""What a column has besides its values: changes, ranks, extremes, streaks and shares, each a statistic of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from factbook.notebooks.recording.column import ColumnValue, Texts, ValueColumn, read_column
from factbook.notebooks.recording.derived_words import name_label, name_measure
from factbook.notebooks.recording.given import RowsByLabel, read_pairs
from factbook.notebooks.recording.record import record
from factbook.notebooks.recording.row_tables import read_table, take_rows
from factbook.notebooks.recording.rows import read_cell
from factbook.notebooks.recording.series import change, extreme, rank, streak
from factbook.notebooks.recording.templates import Calls, Template
from figurecheck.model import RowSet
from figurecheck.model.errors import RecordError
from figurecheck.model.series import LIMITS, Timeline, find_direction, read_timeline

Derived = bool | str | Mapping[str, Mapping[str, Any]] | None
"""True, a template of ids, or templates with the arguments of each."""
FUNCTIONS: Mapping[str, Callable[..., None]] = {"change": change, "rank": rank, "extreme": extreme, "streak": streak}
_TEXTS = ("population", "label", "about", "measure", "period", "note", "part", "whole")


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """One template of ids, and the arguments that belong to it."""

    word: str
    id: str
    given: Mapping[str, Any]

    def take(self, name: str, default: Any = None) -> Any:
        """Return an argument, or its default."""
        return self.given.get(name, default)

    @property
    def texts(self) -> dict[str, Texts]:
        """The texts among the arguments."""
        return {name: self.given[name] for name in _TEXTS if name in self.given}

    @property
    def arguments(self) -> dict[str, Any]:
        """What is handed on as it is."""
        ours = {*_TEXTS, "among", "at", "since", "rows", "of", "by", "column"}
        return {name: value for name, value in self.given.items() if name not in ours}


def read_derivations(base: Template, **asked: Derived) -> Iterator[Derivation]:
    """Yield what is asked for, word by word."""
    for word, derived in asked.items():
        if derived is not None and not isinstance(derived, bool | str | Mapping):
            base.points.refuse(f"{word}s= is a {type(derived).__name__}", "give True, an id, or a mapping of ids")
        if isinstance(derived, Mapping):
            odd = next((id for id, given in derived.items() if not isinstance(given, Mapping)), None)
            if odd is not None:
                base.points.refuse(
                    f"{word}s[{odd!r}] is no mapping", "give the arguments by name, such as {'as_': 'ratio'}"
                )
            yield from (Derivation(word=word, id=id, given=given) for id, given in derived.items())
        elif derived:
            # offenders.total.{year} becomes offenders.total.change.{year}: a year stays last.
            stem, brace, tail = base.id.partition("{")
            own = f"{stem}{word}.{brace}{tail}" if brace else f"{stem}.{word}"
            yield Derivation(word=word, id=derived if isinstance(derived, str) else own, given={})


def derive(base: Template, derivation: Derivation) -> Calls:
    """Return what records a derivation of each value."""
    if derivation.word == "share":
        return _derive_shares(base, derivation)
    return list(_derive_claims(base, derivation))


def _derive_claims(base: Template, derivation: Derivation) -> Iterator[tuple[str, Callable[[], None]]]:
    points = base.points
    along = derivation.take("among", points.over)
    if along not in points.names and points.points:
        points.refuse(f"among={along!r} is none of its labels", f"use {', '.join(points.names)}")
    wanted = _find_wanted(derivation)
    for series, group in points.groups(along):
        if not group:
            continue
        line = None if derivation.word == "rank" else _read_line(series, points.place, derivation)
        rows = RowsByLabel({str(point.fields[along]): point.picks for point in group})
        every = rows.of(rows.found)
        for point in group:
            label = str(point.fields[along])
            if wanted is not None and label not in wanted:
                continue
            asked = _choose_direction(derivation, line, label, points.place)
            if asked is None:
                continue
            for before in _find_bases(asked, line, label, rows):
                yield _make_call(base, asked, point, (series, line), before, (rows, every))


def _make_call(
    base: Template,
    derivation: Derivation,
    point: ColumnValue,
    line: tuple[Any, Timeline | None],
    before: str,
    rows: tuple[RowsByLabel, tuple[RowSet, ...]],
) -> tuple[str, Callable[[], None]]:
    series, timeline = line
    by_label, every = rows
    along = derivation.take("among", base.points.over)
    id = base.points.fill_id(derivation.id, point, before=before)
    # A text may be a function of the rows, and these rest on more than one.
    labels = {before, str(point.fields[along])} if before else set(by_label.found)
    ends = replace(point, picks=by_label.pick(labels))
    texts = base.fill_texts(_find_texts(base, derivation, timeline), ends, before=before)
    if derivation.word == "change" and derivation.take("since") is None:
        texts["period"] = texts.get("period") or base.period_of(point)
    arguments = {"unit": base.unit_of(point), "at": point.labels[along], **derivation.arguments, **texts}
    arguments |= {"old": before} if derivation.word == "change" else {}
    stated = derivation.take("rows")
    if stated is None:
        arguments["rows"] = by_label if derivation.word == "change" else every
    elif isinstance(stated, str):
        arguments["rows"] = by_label.of(labels) if stated == "ends" and before else every
    else:
        arguments["rows"] = take_rows(one.find(point.labels) for one in read_table(stated, base.points.names))
    return id, partial(FUNCTIONS[derivation.word], id, series, **arguments)


def _read_line(series: Any, place: str, derivation: Derivation) -> Timeline:
    every = derivation.take("every")
    pairs = read_pairs(series.items(), place)
    return read_timeline(pairs, place=place, every=every if isinstance(every, int) else None)


def _choose_direction(derivation: Derivation, line: Timeline | None, label: str, place: str) -> Derivation | None:
    """Return a streak without a test as that of the way in which the value moved; ``None`` where it did not move."""
    tests = {"direction", *(name.replace(" ", "_") for name in LIMITS)}
    if derivation.word != "streak" or line is None or tests & derivation.given.keys():
        return derivation
    direction = find_direction(line, label, place)
    return replace(derivation, given={**derivation.given, "direction": direction}) if direction else None


def _find_bases(derivation: Derivation, line: Timeline | None, label: str, rows: RowsByLabel) -> Iterator[str]:
    """Yield the labels from which a change is counted, those that there are; an empty one where none is needed."""
    if derivation.word != "change" or line is None:
        yield ""
        return
    number = line.order.number(label)
    if number is None:
        return
    if (since := derivation.take("since")) is not None:
        # Of the labels that come later it is no base.
        named = {one: line.order.number(one) for one in _as_texts(since) if one in rows.found}
        yield from (one for one, place in named.items() if place is not None and place < number)
        return
    # By number, since labels may be written in several ways; and not the one that stands before it in the table: a year
    # that is missing is no base.
    places = {line.order.number(one): one for one in rows.found}
    yield from [places[number - line.every]] if number - line.every in places else []


def _find_texts(base: Template, derivation: Derivation, line: Timeline | None) -> dict[str, Texts]:
    inherited = {name: base.texts[name] for name in ("population", "about", "note")}
    return {**inherited, **_name(base, derivation, line.span if line else "")}


def _name(base: Template, derivation: Derivation, span: str = "") -> dict[str, Texts]:
    """Return the texts that a derivation has of its own, among them its label and its measure."""
    named = derivation.word, derivation.given, span
    measure = derivation.take("measure") or name_measure(*named)
    said = derivation.take("measure") or name_label(*named, (base.texts[name] for name in _TEXTS))
    return {"label": _join_label(base, said), **derivation.texts, "measure": measure}


def _derive_shares(base: Template, derivation: Derivation) -> Calls:
    points, of = base.points, derivation.take("of")
    texts: dict[str, Any] = {name: base.texts[name] for name in ("population", "about", "note", "period")}
    texts |= {"part": base.id if derivation.take("whole") else "", **_name(base, derivation)}
    find_whole = _sum_up(points) if of is None else _look_up(points, of, derivation)
    calls: Calls = []
    wanted = _find_wanted(derivation)
    for point in points.points:
        is_asked = wanted is None or str(point.fields[points.over]) in wanted
        if not is_asked or (found := find_whole(point)) is None:
            continue
        whole, rows = found
        id, filled = points.fill_id(derivation.id, point), base.fill_texts(texts, point)
        filled["period"] = filled["period"] or base.period_of(point)
        rest = {"unit": derivation.take("unit", "share"), "rows": rows, **filled}
        calls.append((id, partial(_record_share, id, point.value, whole, rest)))
    return calls


Whole = Callable[[ColumnValue], tuple[Any, tuple[RowSet, ...]] | None]
"""Returns what a value is a share of, and the rows of both; ``None`` where it is not known."""


def _sum_up(points: ValueColumn) -> Whole:
    """Return what finds the sum of a value's period, or of all values where they have no other label."""

    def find(point: ColumnValue) -> tuple[Any, tuple[RowSet, ...]]:
        same = [
            one
            for one in points.points
            if len(points.names) == 1 or one.labels[points.over] == point.labels[points.over]
        ]
        rows = RowsByLabel({str(one.at): one.picks for one in same})
        return sum(one.value for one in same), rows.of(rows.found)

    return find


def _look_up(points: ValueColumn, of: object, derivation: Derivation) -> Whole:
    """Return what finds a value's whole in another table, by the labels that both have, or by those that are named."""
    wholes = read_column(of, place=points.place, column=derivation.take("column", "value"))
    named = _as_texts(derivation.take("by", wholes.names))
    names = [name for name in wholes.names if name in points.names and name in named]
    known: dict[tuple[object, ...], ColumnValue] = {}
    for one in wholes.points:
        key = tuple(read_cell(one.labels[name]) for name in names)
        if key in known:
            what = f"the table of wholes has several rows for {', '.join(map(str, key)) or 'every value'}"
            points.refuse(what, f"select one for each {', '.join(names or points.names)}")
        known[key] = one

    def find(point: ColumnValue) -> tuple[Any, tuple[RowSet, ...]] | None:
        whole = known.get(tuple(read_cell(point.labels[name]) for name in names))
        return None if whole is None else (whole.value, (*point.rows, *whole.rows))

    return find


def _record_share(id: str, value: Any, whole: Any, arguments: Mapping[str, Any]) -> None:
    if not whole:
        raise RecordError.about(f"record({id!r})", "its whole is nothing", "leave that row out")
    record(id, value / whole, **arguments)


def _join_label(base: Template, said: Texts) -> Texts:
    label = base.texts["label"]
    return f"{label}: {said}" if label and isinstance(label, str) and isinstance(said, str) else said


def _find_wanted(derivation: Derivation) -> Collection[str] | None:
    """Return the labels that are to be recorded; ``None`` for all."""
    only = derivation.take("at")
    return None if only is None else _as_texts(only)


def _as_texts(labels: object) -> dict[str, None]:
    """Return the labels that were asked for as they are written; one alone is one of them."""
    several = isinstance(labels, Iterable) and not isinstance(labels, str)
    return {str(read_cell(label)): None for label in (labels if several else [labels])}  # type: ignore[attr-defined]
