"""Hold the words of a source against the cell that its number stands in: number, unit, year, and what is counted.

What the words do not say is missing, which readers and the desk are shown; what they say otherwise is an error. Words
in another language than the report's say what is counted by their translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal

from figurecheck.figures import Found, NumberKind, Rules, find
from figurecheck.figures.common.figure import Form
from figurecheck.figures.languages import find_language
from figurecheck.model import PrintedCell, PrintedRow, Quoted, QuotedPart, Source, SourceWording, Verdict
from figurecheck.model.errors import Complaint, suggest
from figurecheck.model.worded import Worded, join, phrase
from figurecheck.verdicts.judge import judge
from figurecheck.verdicts.known import Printed
from figurecheck.verdicts.row_words import has_words_of

_COMPARING = frozenset({"share", "%", "pp", "ratio"})
"""Units of changes, beside which the year that they are counted from may be named alone."""
_WITH_UNIT = frozenset({Form.PERCENT, Form.POINTS, Form.FRACTION, Form.MULTIPLE, Form.ORDINAL})
"""Forms that are a unit themselves."""


def judge_words(wording: SourceWording, row: PrintedRow, cell: PrintedCell, source: Source, rules: Rules) -> Quoted:
    """Return the words of a source held against a cell of its row; words that were not seen say nothing."""
    if not wording.text:
        return Quoted(wording=wording)
    numbers = [one for one in find(wording.text, wording.language, rules=rules) if one.needs_claim]
    # "80-odd" is how the source prints what a row has as 80.
    verdicts = (Verdict.EXACT, Verdict.HOLDS)
    same = [one for one in numbers if has_number(cell, wording.language, rules, one.text, verdicts=verdicts)]
    if not numbers and cell.value is not None:
        numbers = same = find_digits(wording.text, cell.value)
    named, years = find_years(wording, source)
    is_number = cell.value is not None or cell.unit == "date"
    clash: str | Worded = ""
    if numbers and not same and cell.value is not None:
        said = join([one.text for one in numbers], ", ")
        clash = phrase("the words print {said}, and the row has {value}", said=said, value=show_cell(cell))
    elif named and row.years and not years & row.years and cell.unit not in _COMPARING:
        said, own = (join(sorted(one), ", ") for one in (named, row.years))
        clash = phrase("the words name {said}, and the row is of {own}", said=said, own=own)
    lacking = {
        QuotedPart.NUMBER: not same if is_number else cell.text.lower() not in wording.text.lower(),
        QuotedPart.UNIT: cell.value is not None and not any(map(_has_unit, same)),
        QuotedPart.PERIOD: not years & row.years if row.years else not named or cell.unit in _COMPARING,
        QuotedPart.COUNTED: not has_words_of(row, cell, wording.translation or wording.text),
    }
    missing = () if clash else tuple(part for part, lacks in lacking.items() if lacks)
    return Quoted(wording=wording, missing=missing, contradiction=clash)


def has_number(
    cell: PrintedCell, locale: str, rules: Rules, *texts: str, verdicts: Collection[Verdict] = (Verdict.EXACT,)
) -> bool:
    """Return whether a cell holds the number of one of these texts."""
    value = cell.text if cell.unit == "date" else cell.value
    if value is None:
        return False
    found = (judge(text, value, unit=cell.unit, locale=locale, rules=rules) for text in texts)
    return any(one.verdict in verdicts for one in found)


def show_cell(cell: PrintedCell) -> str:
    """Return a cell with its unit."""
    return f"{cell.text} {cell.unit}".rstrip() if cell.unit != "date" else cell.text


def find_digits(text: str, value: Decimal) -> list[Found]:
    """Return a number in digits that is a value, in a language whose words are not read."""
    found = [one for run in re.findall(r"\d[\d.,]*", text) for one in find(run.rstrip(".,"))]
    return [one for one in found if one.figure is not None and one.figure.amount == abs(value)]


def find_years(wording: SourceWording, source: Source) -> tuple[Set[str], Set[str]]:
    """Return the years that words name, and these with the years before them that they compare with.

    They are named as numbers, or counted from the year in which the source appeared.
    """
    text, found = wording.text.lower(), find(wording.text, wording.language)
    # A day without its year has the year 0.
    named = {one.figure.date[0] for one in found if one.figure is not None and one.figure.date} - {0}
    named |= {int(digits) for one in found if one.kind is NumberKind.YEAR and (digits := one.text[:4]).isdecimal()}
    language, written = find_language(wording.language), source.published[:4]
    compared: set[int] = set()
    if language is not None and written:
        named |= {int(f"{written[:2]}{digits}") for digits in re.findall(r"(?<!\w)['’](\d\d)(?!\d)", text)}
        named |= {int(written) - ago for words, ago in language.years_ago.items() if words in text}
        # "Rose to 48 kg from 110 kg the year before" is of last year where it names none.
        if any(words in text for words in language.year_before):
            compared = {year - 1 for year in named or {int(written) - 1}}
    return {str(year) for year in named}, {str(year) for year in named | compared}


def _has_unit(found: Found) -> bool:
    return found.figure is not None and bool(found.figure.unit or found.figure.noun or found.figure.form in _WITH_UNIT)


def check_words(
    wordings: Iterable[SourceWording],
    sources: Mapping[str, Source],
    printed_by: Callable[[str], Printed],
    rules: Rules,
) -> Iterator[Complaint]:
    """Yield a complaint for each row of wordings whose words contradict their cell, or that is of no cell."""
    for one in wordings:
        printed = printed_by(one.source)
        rows = printed.find_rows(one.row)
        cells = [(row, cell) for row in rows for cell in find_quoted_cells(one, row)]
        if not cells:
            yield _complain_of_place(one, printed, rows)
        elif one.source in sources:
            judged = [judge_words(one, *place, sources[one.source], rules) for place in cells]
            clashes = [each.contradiction for each in judged if each.contradiction]
            # A row of one number may hold other cells; the words are of one of them.
            if len(clashes) == len(judged):
                yield Complaint(one.place, clashes[0], "correct the row, or quote the words around its number")


def find_quoted_cells(wording: SourceWording, row: PrintedRow) -> Sequence[PrintedCell]:
    """Return the cells of a row that words may be of: the one that is named, else its numbers, else all."""
    if wording.column:
        return [one for one in row.cells if one.column == wording.column]
    return [one for one in row.cells if one.value is not None] or row.cells


def _complain_of_place(one: SourceWording, printed: Printed, rows: Sequence[PrintedRow]) -> Complaint:
    if rows:
        columns = [cell.column for row in rows for cell in row.cells]
        names = {"source": one.source, "column": one.column, "row": one.row}
        what = phrase("{source} prints no column {column!r} of {row}", **names)
        return Complaint(one.place, what, suggest(columns, one.column, "name one that it prints"))
    what = phrase("{source} has no row {row!r}", source=one.source, row=one.row)
    remedy = suggest(printed.names, one.row, "write the key of its row, as behind # in {reported}")
    return Complaint(one.place, what, remedy)
