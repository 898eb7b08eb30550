"""Judge figures that a named source prints: the row that prints them is named, or is the only one that can be meant.

::

    source#row --named--> its cells ----------------+
                                                    +--number, unit, noun--> reported, or what the rows print instead
    source -----index--> the cells of that number --+
                         whose row the words mean

What is looked up is never called recomputed, and a source of which the data has no row backs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from figurecheck.figures import Form, PrintedFigure, Rules, find, parse
from figurecheck.figures.common.units import canonical
from figurecheck.model import Finding, PrintedCell, PrintedRow, Source, Verdict, split_reported
from figurecheck.model.exact import write_fraction
from figurecheck.model.worded import join, phrase
from figurecheck.verdicts.known import Printed
from figurecheck.verdicts.relate import implied_unit, relate
from figurecheck.verdicts.row_words import RowWords, read_words
from figurecheck.verdicts.shown import name_period
from figurecheck.verdicts.source_words import has_number, judge_words, show_cell

FEW = 4
"""Most rows that a reason lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A printed figure for which a source is cited."""

    printed: str
    target: str
    """The source, and behind ``#`` the name of the row, if it is given."""
    locale: str = "en"
    sentence: str = ""
    """The sentence around it, as a reader sees it."""

    @property
    def number(self) -> str:
        """The figure without what qualifies it: that is the source's own, and leaves no room."""
        numbers = [found for found in find(self.printed, self.locale) if found.needs_claim]
        return self.printed[numbers[0].start : numbers[0].end] if len(numbers) == 1 else self.printed


def check_reported(figure: Reported, source: Source, rows: Printed, rules: Rules) -> Finding:
    """Judge a figure by the row that it names; without one, by the only row that its number, unit and noun can mean."""
    name = split_reported(figure.target)[1]
    if not rows:
        template = "add the row that prints it, with the source_id {id}, or bind the figure to something else"
        return _refuse(figure, source, Verdict.UNKNOWN, _say_nothing_is_known(source), phrase(template, id=source.id))
    words = read_words(figure.sentence or figure.printed, figure.number, figure.locale, rules)
    if name:
        return _check_named(figure, source, rows, name, words, rules)
    return _check_unnamed(figure, source, rows, words, rules)


def check_on_record(printed: str, source: Source, rows: Printed, id: str, rules: Rules, locale: str = "en") -> Finding:
    """Judge whether a publication under review is on record as printing the figure of a claim.

    Where rows of the publication have the claim's id as their key, or begin with it and a dot, only these count.
    """
    figure = Reported(printed=printed, target=source.id, locale=locale)
    if not rows:
        remedy = phrase("add a row for it, with the key {id}", id=id)
        return _refuse(figure, source, Verdict.UNKNOWN, _say_nothing_is_known(source), remedy)
    found = rows.find_rows_of(id) or _find_by_number(figure, rows, rules)
    for row in found:
        if (cell := _find_cell(figure, row, rules)) is not None:
            return _accept(figure, source, rows, (row, cell), rules)
    return _refuse_number(figure, source, rows)


def _check_named(
    figure: Reported, source: Source, rows: Printed, name: str, words: Sequence[RowWords], rules: Rules
) -> Finding:
    found = rows.find_rows(name)
    if not found:
        return _refuse(figure, source, Verdict.UNKNOWN, *say_no_row(source.id, name, rows))
    if len({row.dataset for row in found}) > 1:
        tables = join(dict.fromkeys(row.dataset for row in found), " and of ")
        what = phrase("{name!r} names a row of {tables}", name=name, tables=tables)
        return _refuse(figure, source, Verdict.UNKNOWN, what, _list_names(source, rows, found))
    clash = ""
    for row in found:
        for cell in _find_cells(figure, row, rules):
            if cell.computed:
                return _refuse_computed(figure, source, row, cell)
            # Words that the source itself prints need no comparison with those of the row.
            is_quoted = cell.text == figure.printed and not _has_number(figure, cell, rules)
            clash = _first_clash(one.find_other_unit(cell) or one.find_other_noun(row, cell) for one in words)
            if is_quoted or not clash:
                return _accept(figure, source, rows, (row, cell), rules)
    if clash:
        remedy = phrase("name the row that counts them, or correct the noun")
        return _refuse(figure, source, Verdict.MISMATCH, clash, remedy)
    has = ", ".join(show_cell(cell) for row in found[:FEW] for cell in row.cells if cell.value is not None or cell.unit)
    template = "the row {name} of {id} does not print {printed}"
    if has:
        template = "the row {name} of {id} does not print {printed}, but {has}"
    what = phrase(template, name=name, id=source.id, printed=figure.printed, has=has)
    remedy = phrase("name the row that prints it, or correct the figure")
    return _refuse(figure, source, Verdict.MISMATCH, what, remedy)


def say_no_row(id: str, name: str, rows: Printed) -> tuple[str, str]:
    """Return that a source has no row of a name, and the remedy."""
    near = get_close_matches(name, rows.names, n=1)
    remedy = phrase("write {id}# and the key of its row", id=id)
    if near:
        remedy = phrase("did you mean {name}?", name=f"{id}#{near[0]}")
    return phrase("{id} has no row {name!r}", id=id, name=name), remedy


def _check_unnamed(figure: Reported, source: Source, rows: Printed, words: Sequence[RowWords], rules: Rules) -> Finding:
    same = _find_by_number(figure, rows, rules)
    if not same:
        return _refuse_number(figure, source, rows)
    objections = [(row, _object(row, rows, words)) for row in same]
    meant = list({(row.dataset, row.key): row for row, objection in objections if not objection}.values())
    if len(meant) == 1:
        return _accept(figure, source, rows, (meant[0], meant[0].cells[0]), rules)
    if meant:
        template = "{n} rows of {id} print {printed}"
        what = phrase(template, n=str(len(meant)), id=source.id, printed=figure.printed)
        return _refuse(figure, source, Verdict.UNKNOWN, what, _list_names(source, rows, meant))
    row, objection = objections[0]
    what = phrase(
        "{id} prints {printed} in {table}, line {line}, but {objection}",
        id=source.id,
        printed=figure.printed,
        table=row.dataset,
        line=str(row.line),
        objection=objection,
    )
    remedy = phrase("correct the sentence, or {write}", write=_list_names(source, rows, same))
    return _refuse(figure, source, Verdict.MISMATCH, what, remedy)


def _object(row: PrintedRow, rows: Printed, words: Sequence[RowWords]) -> str:
    """Return why the words around a figure do not mean this row; empty if they do."""
    siblings = {column: rows.find_values(row.dataset, column) for column, _ in row.names}
    return _first_clash(_object_to_reading(row, one, siblings) for one in words)


def _object_to_reading(row: PrintedRow, words: RowWords, siblings: Mapping[str, Mapping[str, str]]) -> str:
    cells = (words.find_other_unit(cell) or words.find_missing_noun(row, cell) for cell in row.cells)
    return next(filter(None, cells), "") or words.find_other_name(row, siblings) or words.find_other_year(row)


def _first_clash(clashes: Iterable[str]) -> str:
    """Return the first objection; empty where the figure stands at another place of the sentence without one."""
    found = list(clashes)
    return found[0] if all(found) else ""


def _find_by_number(figure: Reported, rows: Printed, rules: Rules) -> list[PrintedRow]:
    found = [
        row
        for unit in rows.units
        for value in find_exact_values(figure.number, unit, figure.locale, rules)
        for signed in dict.fromkeys((value, -value))
        for row in rows.find_number(signed, unit)
    ]
    return [row for row in found if any(_has_number(figure, cell, rules) and not cell.computed for cell in row.cells)]


def _find_cells(figure: Reported, row: PrintedRow, rules: Rules) -> Iterator[PrintedCell]:
    """Yield the cells that hold the number; of a row without it, those of just the printed words.

    What the source prints stands before what the desk computed.
    """
    cells = sorted(row.cells, key=lambda cell: cell.computed)
    numbers = [cell for cell in cells if _has_number(figure, cell, rules)]
    yield from numbers or (cell for cell in cells if cell.text == figure.printed)


def _find_cell(figure: Reported, row: PrintedRow, rules: Rules) -> PrintedCell | None:
    return next((cell for cell in _find_cells(figure, row, rules) if not cell.computed), None)


def _has_number(figure: Reported, cell: PrintedCell, rules: Rules) -> bool:
    # Of a fall, a row has what the source prints, or a change: 10 or −10 for “fell by 10%”.
    falls = cell.value is not None and cell.value < 0
    texts = (figure.number, figure.printed) if falls else (figure.number,)
    return has_number(cell, figure.locale, rules, *texts)


def _accept(
    figure: Reported, source: Source, rows: Printed, place: tuple[PrintedRow, PrintedCell], rules: Rules
) -> Finding:
    row, cell = place
    wording = rows.find_wording(row, cell)
    template = "as printed by {who}; not recomputed"
    if source.published:
        template = "as printed by {who}, {day}; not recomputed"
    return Finding(
        verdict=Verdict.REPORTED,
        reason=phrase(template, who=_who(source), day=name_period(source.published)),
        printed=figure.printed,
        value=cell.value,
        unit=cell.unit if cell.value is not None else "",
        source=source,
        row=row.rows,
        quoted=judge_words(wording, row, cell, source, rules) if wording else None,
    )


def _refuse_computed(figure: Reported, source: Source, row: PrintedRow, cell: PrintedCell) -> Finding:
    template = "{who} does not print {printed}: {column} of {table}, line {line}, was computed here"
    values = {"who": _who(source), "printed": figure.printed, "column": cell.column, "table": row.dataset}
    remedy = phrase("record it in a notebook and bind it with {claim}, or report a number that the source prints")
    return _refuse(figure, source, Verdict.MISMATCH, phrase(template, **values, line=str(row.line)), remedy)


def _refuse(figure: Reported, source: Source, verdict: Verdict, what: str, remedy: str) -> Finding:
    return Finding(
        verdict=verdict,
        reason=phrase("{what} ({remedy})", what=what, remedy=remedy),
        printed=figure.printed,
        source=source,
    )


def _refuse_number(figure: Reported, source: Source, rows: Printed) -> Finding:
    remedy: str = phrase("add the row to data/, or correct the figure")
    # Words are compared only with the row that is named: any table may hold a word by chance.
    if (row := rows.find_text(figure.printed)) is not None:
        remedy = _list_names(source, rows, [row])
    what = phrase("{id} is not on record as printing {printed}", id=source.id, printed=figure.printed)
    return _refuse(figure, source, Verdict.MISMATCH, what, remedy)


def _list_names(source: Source, rows: Printed, found: Iterable[PrintedRow]) -> str:
    names = list(dict.fromkeys(f"{source.id}#{rows.name(row)}" for row in found))
    first = join(names[:FEW], " or ")
    if len(names) <= FEW:
        return phrase("write {names}", names=first)
    return phrase("write {names} or {n} more", names=first, n=str(len(names) - FEW))


def _say_nothing_is_known(source: Source) -> str:
    return phrase("no row of data/ says what {who} prints", who=_who(source))


def _who(source: Source) -> str:
    return source.publisher or source.title


def find_exact_values(printed: str, unit: str, locale: str, rules: Rules) -> tuple[Decimal, ...]:
    """Return the values, in a unit, of which the figure may be the exact print: none where it is no number of that.

    Without a unit a percentage may be of 1 or of 100. They are for looking values up: only `judge` says what holds.

    >>> from figurecheck.figures import DEFAULT_RULES
    >>> find_exact_values("fell 16.6%", "share", "en", DEFAULT_RULES)
    (Decimal('-0.166'),)
    """
    figure = parse(printed, locale, rules)
    if figure is None or figure.upper is not None or figure.form in {Form.UNSURE, Form.DATE, Form.VAGUE}:
        return ()
    if figure.date and canonical(unit) == "year":
        return (Decimal(figure.date[0]),)
    units = [unit] if unit else dict.fromkeys(implied_unit(figure, Fraction(value)) for value in (0, 100))
    found = (_find_exact_value(figure, one, rules) for one in units)
    return tuple(value for value in found if value is not None)


def _find_exact_value(figure: PrintedFigure, unit: str, rules: Rules) -> Decimal | None:
    # "17 of 20" of a count of people: the 17 is what is looked for.
    if figure.total is not None and canonical(unit) not in {"share", "%", "ratio"}:
        figure = figure.counted
    relation = relate(figure, unit, rules)
    if isinstance(relation, str):
        return None
    size = figure.size / 10**6 if relation.metres else figure.size
    value = (size - relation.shift) / relation.scale
    return write_fraction(-value if figure.amount < 0 or figure.direction < 0 else value)
