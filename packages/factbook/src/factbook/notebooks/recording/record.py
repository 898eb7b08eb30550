"""What a notebook calls to record a statistic or a chart.

Each call displays one readable line and one bundle of MIME type ``application/vnd.factbook+json``;
nothing else leaves the notebook. `factbook.notebooks` reads the bundles back with `parse_bundle`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from string import ascii_lowercase, digits
from typing import Any, TypeVar

from factbook.chart_check.shows import find_fault
from factbook.data.populations import find_population
from factbook.model.stored_rows import Rows, dump_rows, parse_rows
from factbook.notebooks.recording.chart_spec import read_specs
from factbook.notebooks.recording.emit import MIME, display_one, emit
from factbook.notebooks.recording.release_rows import split_rows
from factbook.notebooks.recording.rows import Spans, read_rows
from figurecheck.figures import show
from figurecheck.model import Basis, Cell, Chart, Statistic
from figurecheck.model.errors import Complaint, RecordError
from figurecheck.model.exact import to_decimal
from figurecheck.model.iso_dates import is_iso_date
from figurecheck.model.periods import read_clock
from figurecheck.model.series import RECORD
from figurecheck.settings.structure import RecordCodec, same
from figurecheck.verdicts.series_text import describe_basis

VEGALITE_MIME = "application/vnd.vegalite.v6+json"
WIDTHS = ("l", "m", "s")
TEXTS = frozenset({"date", "since"})
"""Units of values that are texts."""
FOUND_LATER = frozenset({"how", "confirming", "key", "printed"})
"""What the report finds of a statistic, and what only a glued value has; a notebook records none of these."""
RATIO_UNITS = frozenset({"share", "%", "ratio"})
"""Units of a statistic that may have a part and a whole."""
LONGEST_ID = 120
"""Most characters of an id: with an ending and a digest it must stay below the 255 of a file name."""
MOST_DIGITS = 400
"""Most digits of a value before or behind its point; a float has 324 at most."""
Recorded = TypeVar("Recorded", Statistic, Chart)


def record(
    id: str,
    value: object,
    *,
    unit: str,
    population: str = "",
    rows: object,
    label: str = "",
    about: str = "",
    measure: str = "",
    period: str = "",
    note: str = "",
    part: str = "",
    whole: str = "",
    basis: Basis | None = None,
) -> None:
    """Record a statistic: a value with its unit, its population and the rows that it rests on.

    `id` is lower case with dots, the year last (``offenders.total.2024``), or ``latest`` where it follows the
    newest data: an id must mean the same when a year is added; it has at most 120 characters. `value` is an
    integer, a float, a Decimal, a Fraction or a numpy scalar; with unit ``date`` an ISO date at the precision
    known. `unit` is ``people``, ``cases``, ``kg``, ``KRW``, ``share`` (a fraction of 1), ``pp``, ``ratio``,
    ``years``, ``date``...; `population` says in words who or what is counted, by default what the descriptor says of
    the table of the rows (``factbook:population``). `about` names it shortly (``trips by bus``), `measure` says what of
    it (``count``, ``share of all trips``), and `period` when: an ISO year, month or day, or two with a slash
    between them. Two statistics that differ in value differ in one of these or in their unit. `rows` is a DataFrame
    or Series of `dataset`, or a list of them.
    `part` and `whole` are the ids of the statistics that a share, a multiple or a change was computed from: it is
    then computed again, and warned of where it is printed finer than they allow, or is not of the population that
    it names. A share that was published as such may have a `whole` alone. `basis` is the series behind a claim
    about more than one number; `streak`, `rank`, `extreme` and `change` pass it.

    Raises RecordError when the value is not finite, or an argument cannot be used.
    """
    rowsets = read_rows(rows, value)
    population = population or find_population(rowsets)
    complaints = [*_text_complaints(id, unit=unit, population=population)]
    complaints += [
        Complaint(f"record({id!r})", f"{name} {text!r} is no text", f"say the {name} in words")
        for name, text in {"label": label, "about": about, "measure": measure, "note": note}.items()
        if not isinstance(text, str)
    ]
    recorded, problem = _read_value(value, unit, basis)
    # All faults of a call at once: a notebook takes a while to run again.
    complaints += [Complaint(f"record({id!r})", problem, "record a finite number")] if problem else []
    if not any(rowset.rows for rowset in rowsets):
        complaints.append(Complaint(f"record({id!r})", "no rows", "pass the rows that the value rests on"))
    complaints += _ratio_complaints(id, unit, part, whole)
    if complaints:
        raise RecordError(*complaints)
    shown = show(recorded, unit)
    line = f"{id} = {shown}  ({population})"
    statistic = Statistic(
        id=id,
        value=recorded,
        unit=unit,
        population=population,
        label=label,
        about=about,
        measure=measure,
        period=str(period),
        note=note,
        part=part,
        whole=whole,
        rows=rowsets,
        basis=basis,
    )
    explained = f"\n  {describe_basis(basis)}" if basis else ""
    emit(dump_bundle(statistic), line + explained)


def chart(
    draw: object,
    *,
    id: str,
    title: str,
    alt: str,
    rows: object,
    subtitle: str = "",
    note: str = "",
    shows: Mapping[str, object] | None = None,
) -> None:
    """Record a chart with a title, a text alternative and the rows that it shows.

    `draw` is any Altair chart, or a function that takes ``"l"``, ``"m"`` or ``"s"`` (960, 608 and 354 pixels) and
    returns one. Files that it names, as a map does with ``alt.topo_feature``, are read now. `title`, `subtitle` and
    `alt` may hold claims in role markup. In a notebook the chart is interactive; on the site it is drawn as SVG.

    `alt` is for readers who cannot see the chart: what its lines or bars do, with the values that matter.

    Each drawn value must stand in `rows`, in the row that the other drawn fields name. `shows` says of fields what they
    show instead: ids of statistics (``{"share": "foreign.share.{year}"}``, with the fields of the drawn row in braces),
    a computation over the rows that the other fields name (``"sum(value)"``, ``"value / 1000"``), other names of what
    stands in a column (``{"group": {"20 to 39": "20-39"}}``), ``"decoration"``, or ``"not checked: a linear trend"``.

    Raises RecordError when a text is missing, the alternative only repeats the title, or `draw` returns no chart.
    """
    complaints = [*_text_complaints(id, title=title, alt=alt)]
    # A reader who cannot see the chart has heard the title already.
    if not complaints and alt.strip(". ") in {title.strip(". "), subtitle.strip(". ")}:
        remedy = "say what the lines or bars do, with values"
        complaints.append(Complaint(f"chart({id!r})", "alt repeats the title", remedy))
    said = dict(shows or {})
    complaints += [
        Complaint(f"chart({id!r})", f"shows[{name!r}] {fault}", "see fb.chart in the documentation")
        for name, texts in said.items()
        for one in (texts if isinstance(texts, list | tuple) else [texts])
        if (fault := find_fault(one))
    ]
    if complaints:
        raise RecordError(*complaints)
    # Drawn at all widths here, in the notebook, since only there the function that draws exists.
    specs = read_specs(draw, WIDTHS, id, subtitled=bool(subtitle))
    # The table below a chart names no lines, so that none are recorded which nothing would verify.
    rowsets = tuple(replace(rowset, lines=()) for rowset in read_rows(rows, whole=True))
    drawn = Chart(id=id, title=title, subtitle=subtitle, alt=alt, note=note, specs=specs, rows=rowsets, shows=said)
    display_one({MIME: dump_bundle(drawn), VEGALITE_MIME: specs["m"], "text/plain": f"{id}: {title}"})


def parse_bundle(bundle: Mapping[str, Any], cell: Cell) -> Statistic | Chart:
    """Read back what `record` or `chart` emitted, and attach the cell that did it.

    Raises KeyError, TypeError, ValueError or ArithmeticError for a bundle that neither of them made.
    """
    document = {**bundle, "cell": cell}
    # Whatever displays this MIME type gets here, and ids become names of files.
    if not is_id(document["id"]):
        raise ValueError(document["id"])
    if document.pop("kind") == "chart":
        if not isinstance(document["specs"], Mapping):
            raise TypeError(document["specs"])
        return _split_rows(_CODEC.load(document, Chart))
    # Values travel as text, so that no JSON reader makes floats of them.
    document["value"] = document["value"] if document["unit"] in TEXTS else Decimal(document["value"])
    return _split_rows(_CODEC.load(document, Statistic))


def _split_rows(item: Recorded) -> Recorded:
    # A set of rows has one file from here on.
    return replace(item, rows=tuple(part for rowset in item.rows for part in split_rows(rowset)))


def dump_bundle(recorded: Statistic | Chart) -> dict[str, object]:
    """Return what a notebook displays of a statistic or a chart, for `parse_bundle`."""
    kind = "chart" if isinstance(recorded, Chart) else "statistic"
    dumped = {key: value for key, value in _CODEC.dump(recorded).items() if key not in FOUND_LATER}
    for rowset in dumped["rows"]:
        # Of the data package, and not of the notebook: the report finds it there.
        rowset.pop("table", None)
        rowset.pop("release", None)
        # Most rows are of one file, and need not say so.
        rowset["releases"] or rowset.pop("releases")
    return {"kind": kind, **{key: value for key, value in dumped.items() if value is not None}}


def is_id(text: object) -> bool:
    """Return whether a text is an id: lower-case words of ASCII, joined by dots, hyphens or underscores.

    It has at most 120 characters, since it becomes the name of files.

    >>> is_id("offenders.total.2024"), is_id("offenders..2024"), is_id("../x")
    (True, False, False)
    """
    joined = text.translate(_JOINTS) if isinstance(text, str) else "."
    return set(joined) <= _ID_LETTERS and ".." not in f".{joined}." and len(joined) <= LONGEST_ID


_JOINTS = str.maketrans("_-", "..")
_ID_LETTERS = frozenset(f"{ascii_lowercase}{digits}.")


def _text_complaints(id: str, **required: str) -> Iterable[Complaint]:
    if not is_id(id):
        remedy = "lower-case words joined by dots, such as offenders.total.2024"
        if isinstance(id, str) and len(id) > LONGEST_ID:
            remedy = f"shorten it to {LONGEST_ID} characters"
        yield Complaint(f"record({_shorten(id)})", f"{_shorten(id)} is no id", remedy)
    for name, text in required.items():
        if not isinstance(text, str) or not text.strip():
            remedy = f"say the {name} in words"
            # What a table says once need not be said of each statistic.
            remedy += ", or once for the table, as factbook:population" if name == "population" else ""
            yield Complaint(f"record({id!r})", f"{name} is empty", remedy)


def _shorten(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= LONGEST_ID else f"{shown[:40]}... ({len(shown)} characters)"


def _ratio_complaints(id: str, unit: str, part: object, whole: object) -> Iterable[Complaint]:
    place = f"record({id!r})"
    for name, other in (("part", part), ("whole", whole)):
        if not is_id(other) and not (isinstance(other, str) and not other):
            yield Complaint(place, f"{name} {_shorten(other)} is no id", "name a recorded statistic")
        elif other and other == id:
            yield Complaint(place, f"{name} is the statistic itself", "name another one")
    if not (isinstance(part, str) and isinstance(whole, str)):
        return
    if part and not whole:
        yield Complaint(place, "a part without a whole", "say whole= as well")
    if whole and unit not in RATIO_UNITS:
        remedy = f"use unit {', '.join(sorted(RATIO_UNITS))}, or take part and whole out"
        yield Complaint(place, f"a number of {unit} is no part of a whole", remedy)


def _read_value(value: object, unit: str, basis: Basis | None) -> tuple[Decimal | str, str]:
    if unit == "date":
        text = str(value)
        return text, "" if is_iso_date(text) else f"{text!r} is no ISO date"
    if unit == "since":
        # Of a series of rounds it is one of them; `extreme` has found it there.
        known = value == RECORD or read_clock([str(value)]) or (basis is not None and value in basis.labels)
        return str(value), "" if known else f"{value!r} is no period"
    number = to_decimal(value)
    if number is None:
        return Decimal(0), f"{_shorten(value)} is no finite number"
    if (size := abs(number.adjusted()) + 1) > MOST_DIGITS:
        return Decimal(0), f"a number of {size} digits"
    return number, ""


def _parse_spans(spans: Iterable[Iterable[int]]) -> Spans:
    return tuple((first, last) for first, last in spans)


Pairs = tuple[tuple[str, Decimal], ...]


def _parse_pairs(pairs: Iterable[tuple[str, str]]) -> Pairs:
    return tuple((label, Decimal(value)) for label, value in pairs)


_CODEC = RecordCodec(
    # Tables and lists at once: a function for each of their cells takes several times as long.
    read={
        Rows: parse_rows,
        Pairs: _parse_pairs,
        tuple[int, ...]: tuple,
        Spans: _parse_spans,
        tuple[str, ...]: tuple,
        tuple[tuple[str, ...], ...]: same,
        Mapping[str, dict[str, object]]: same,
        Decimal: Decimal,
        Decimal | str: same,
        Cell | None: same,
    },
    write={
        tuple[tuple[str, ...], ...]: same,
        Rows: dump_rows,
        tuple[int, ...]: list,
        Spans: same,
        Mapping[str, dict[str, object]]: same,
        Decimal: str,
    },
)
