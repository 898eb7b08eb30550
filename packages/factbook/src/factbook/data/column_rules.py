"""Judge the cells of a column by the type and the constraints of its field, each distinct text once."""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from factbook.data.cells import PLAIN, READ_HERE, ReadColumn, parse_cell
from factbook.data.descriptor import PACKAGE, Entry, Field, mapping_or_empty
from factbook.data.standard_library import read_by_standard
from factbook.data.time_limit import limit_seconds
from figurecheck.model import Cellvalue
from figurecheck.model.errors import DataError
from figurecheck.model.worded import phrase

SECONDS = 2.0
"""Of processor time that the pattern of a column may take, besides `SECONDS_PER_TEXT`; usual ones take a millionth."""
SECONDS_PER_TEXT = 0.00005
_Rule = Callable[[Cellvalue], bool]
"""Whether a value is as a constraint says; it is asked only about cells that have one."""
_Comparison = Callable[..., bool]
"""Whether a limit, which comes first, allows a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedColumn:
    """A column with its values as the standard compares them, and the rules that its texts break."""

    texts: Sequence[str | None]
    by_text: Mapping[str | None, object]
    broken: Mapping[str | None, Sequence[str]]
    """``type`` or names of constraints, by the text that breaks them."""
    group: str
    """Values of different groups are never the same: a date is not the text that spells it."""

    @property
    def values(self) -> Sequence[object]:
        """The value of each cell; made anew each time."""
        return list(map(self.by_text.__getitem__, self.texts))

    def values_for(self, group: str) -> Sequence[object]:
        """Return the value of each cell, so that it equals none of another group."""
        if group == self.group:
            return self.values
        return [None if value is None else (self.group, value) for value in self.values]


def judge_column(place: str, field: Field, described: Entry, column: ReadColumn) -> JudgedColumn:
    """Judge a column by its field, of which `described` is what the descriptor says.

    Raises DataError, which names the table at `place`, when its constraints do not suit its type, or its pattern takes
    too long.
    """
    pattern = mapping_or_empty(described.get("constraints")).get("pattern")
    if pattern is None:
        return _judge_column(place, field, described, column)
    try:
        with limit_seconds(SECONDS + len(column.by_text) * SECONDS_PER_TEXT):
            return _judge_column(place, field, described, column)
    except TimeoutError as error:
        what = phrase("column {name}: the pattern {pattern} takes too long", name=field.name, pattern=str(pattern)[:60])
        remedy = phrase(
            "write it in {package} so that it fits a text in one way only: (a+)+ fits aa in two", package=PACKAGE
        )
        raise DataError.about(place, what, remedy) from error


def _judge_column(place: str, field: Field, described: Entry, column: ReadColumn) -> JudgedColumn:
    group = _GROUPS.get(field.type, field.type)
    rules = _make_rules(field, described)
    if rules is not None:
        broken = _find_broken(
            column, rules, required=bool(mapping_or_empty(described.get("constraints")).get("required"))
        )
        return JudgedColumn(texts=column.texts, by_text=column.by_text, broken=broken, group=group)
    read = read_by_standard(place, described, column.missing, column.by_text)
    by_standard = {text: cell.broken for text, cell in read.items() if cell.broken and text not in column.unreadable}
    # The values are ours where we have them, since other columns may refer to them.
    values = column.by_text if _is_read_here(field, described) else {text: cell.value for text, cell in read.items()}
    return JudgedColumn(texts=column.texts, by_text=values, broken=by_standard, group=group)


def _is_read_here(field: Field, described: Entry) -> bool:
    """Return whether the values of a field are read by us as the standard reads them."""
    has_format = field.type == "string" and field.spelling.format != PLAIN.format
    return field.type in READ_HERE and not has_format and not described.get("floatNumber")


def _make_rules(field: Field, described: Entry) -> dict[str, _Rule] | None:
    """Return the rules of a field's constraints, in the order in which the standard's library tries them.

    ``None`` where only the library can judge: for a type, or a limit, that is not read here.
    """
    if not _is_read_here(field, described):
        return None
    # `required` and `unique` are no rules for values. Any other name is a fault of the descriptor, and found there.
    limits = mapping_or_empty(described.get("constraints"))
    try:
        return {name: make(field, limits[name]) for name, make in _RULES.items() if limits.get(name) is not None}
    # A limit that is spelled as no cell may be here, such as " 5".
    except ValueError:
        return None


def _find_broken(
    column: ReadColumn, rules: Mapping[str, _Rule], *, required: bool
) -> Mapping[str | None, Sequence[str]]:
    """Return the rules that each distinct text breaks, if it can be read."""
    broken: dict[str | None, list[str]] = defaultdict(list)
    # Asked of all values at once, which are tens of thousands where a column is a key.
    if not rules and not (required and None in column.by_text.values()):
        return broken
    for text, value in column.by_text.items():
        if value is None:
            if required and text not in column.unreadable:
                broken[text].append("required")
            continue
        for name, rule in rules.items():
            if not rule(value):
                broken[text].append(name)
    return broken


def _bound(allows: _Comparison) -> Callable[[Field, object], _Rule]:
    def make(field: Field, limit: object) -> _Rule:
        bound = _parse_limit(field, limit)
        return lambda value: allows(bound, value)

    return make


def _length(allows: _Comparison) -> Callable[[Field, object], _Rule]:
    # Only texts have a length here; that of an array is the library's to judge.
    return lambda _field, limit: lambda value: allows(limit, len(str(value)))


def _enum(field: Field, allowed: object) -> _Rule:
    listed = allowed if isinstance(allowed, list) else []
    # A list of words may hold anything: what is no text is none of the words.
    if _GROUPS.get(field.type, field.type) == "string":
        return {one for one in listed if isinstance(one, str)}.__contains__
    return {_parse_limit(field, one) for one in listed}.__contains__


def _pattern(_field: Field, pattern: object) -> _Rule:
    try:
        # As frictionless does it: anchored, with `match`, so that we accept what it accepts.
        expression = re.compile(f"^{pattern}$")
    # Brackets nested by the thousand, and counts beyond what a machine can count to.
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(pattern) from error
    return lambda value: expression.match(str(value)) is not None


def _parse_limit(field: Field, limit: object) -> Cellvalue:
    """Read a value of the descriptor, where numbers may be numbers and truth values may be such."""
    if isinstance(limit, str):
        return parse_cell(limit, field.type, field.spelling)
    if isinstance(limit, bool) and field.type == "boolean":
        return limit
    # As text, so that 0.1 is a tenth and not the float that is nearest to it.
    if isinstance(limit, int | float) and not isinstance(limit, bool):
        return parse_cell(str(limit), field.type)
    raise ValueError(limit)


_RULES: Mapping[str, Callable[[Field, object], _Rule]] = {
    "minimum": _bound(operator.le),
    "maximum": _bound(operator.ge),
    "exclusiveMinimum": _bound(operator.lt),
    "exclusiveMaximum": _bound(operator.gt),
    "minLength": _length(operator.le),
    "maxLength": _length(operator.ge),
    "pattern": _pattern,
    "enum": _enum,
}
_GROUPS = {"integer": "number", "year": "number", "boolean": "number", "any": "string"}
"""Groups of types whose values may equal one another; any other type is a group by itself."""
