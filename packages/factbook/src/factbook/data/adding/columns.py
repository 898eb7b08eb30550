"""What a column holds: its type, how it is spelled, what stands for no value, and in which unit its name says it is.

The standard's library guesses the types. It looks at a sample, and takes 11,3 for a place on the globe; so each guess
is held against every text of the column by the reader that will read it, and another one is looked for where it fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from factbook.data.adding.spellings import (
    AMBIGUOUS_DATES,
    PERIOD_NAMES,
    UNITS,
    YEAR_NAMES,
    as_date,
    find_affix,
    find_marks,
    find_type,
    fits,
    is_decimal_comma,
)
from factbook.data.cells import parse_spelling, read_column
from factbook.data.formats.records import make_splitter
from factbook.data.standard_library import guess_types
from figurecheck.model import Cellvalue

SAMPLE = 500
"""Distinct texts of a column that the standard's library looks at."""
_MARKS = re.compile(r"\[(?:[perxzcuwbfstk]|low|er|note \d+)\]", re.IGNORECASE)
"""What statistical offices write behind a cell, or instead of it."""
_NOTHING = frozenset(
    "NA N/A n/a n.a. NaN nan null NULL (null) None - -- – — . .. ... … : * x X inf Infinity k.A. k.A ND n.d. / ¦ "
    "#N/A #NV #DIV/0! #REF! #VALUE! #NAME? #NUM! #NULL!".split()
)
"""What stands for no number in a column of numbers. In one of words, each may be a word."""
LISTS = "lists within records, as JSON"
"""What is noted of a column of such texts."""
_RATES = re.compile(r"(?:/|\bper\b|\bpro\b|_per_)", re.IGNORECASE)
_PLAIN = re.compile(r"[-+−]?\d[\d.,'’\s]*")
_FEW = 4
"""Cells that are named of those that keep a column from being numbers."""
_SHARES = frozenset({"share", "fraction", "proportion", "anteil"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundColumn:
    """A column as it was found, and what its field says."""

    name: str
    described: Mapping[str, object]
    """The field of the descriptor."""
    example: str = ""
    empty: int = 0
    """Cells without a value."""
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """What an editor should know of the guess."""

    @property
    def type(self) -> str:
        """The type of its field."""
        return str(self.described.get("type", "string"))

    @property
    def unit(self) -> str:
        """The unit of its field, empty where none was found."""
        return str(self.described.get("factbook:unit", ""))

    @property
    def is_period(self) -> bool:
        """Whether it says when."""
        words = set(re.split(r"[\W_]+", self.name.lower()))
        return self.type in {"year", "yearmonth", "date", "datetime"} or (
            self.type == "string" and bool(words & (PERIOD_NAMES | YEAR_NAMES))
        )

    @property
    def is_measure(self) -> bool:
        """Whether it holds numbers that are measured, and so name no row."""
        return self.type in {"number", "integer", "boolean"}


def find_columns(columns: Mapping[str, Sequence[str]]) -> list[FoundColumn]:
    """Return what each column of texts holds."""
    prepared = {name: _prepare(texts) for name, texts in columns.items()}
    samples = {name: list(islice(one.texts, SAMPLE)) for name, one in prepared.items()}
    # The library reads rows: the samples of all columns are made equally long.
    longest = max(map(len, samples.values()), default=0)
    # Equally long, as rows are: an empty cell is of any type.
    guessed = guess_types({name: [*one, *[""] * (longest - len(one))] for name, one in samples.items()})
    commas = any(is_decimal_comma(one.texts) for one in prepared.values())
    return [
        _describe(name, columns[name], one, guessed.get(name, "string"), commas=commas)
        for name, one in prepared.items()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """The distinct texts of a column, those that stand for nothing apart."""

    texts: tuple[str, ...]
    nothing: tuple[str, ...]
    flags: tuple[str, ...]


def _prepare(cells: Sequence[str]) -> _Prepared:
    distinct = [text for text in dict.fromkeys(cells) if text]
    # The end of a text is enough, and a long one need not be searched.
    flags = tuple(dict.fromkeys(found for text in distinct for found in _MARKS.findall(text[-20:])))
    nothing = [text for text in distinct if text.strip() in _NOTHING or not text.strip()]
    flags = flags or find_marks([text for text in distinct if text not in nothing])
    split = make_splitter(flags) if flags else None
    texts = list(dict.fromkeys(text for one in distinct if (text := split(one)[0] if split else one)))
    rest = tuple(text for text in texts if text not in nothing)
    # A column of words may have any word, also one that elsewhere stands for nothing.
    if nothing and not _are_numbers(rest):
        return _Prepared(texts=tuple(texts), nothing=(), flags=flags)
    return _Prepared(texts=rest, nothing=tuple(nothing), flags=flags)


def _are_numbers(texts: Sequence[str]) -> bool:
    return bool(texts) and all(any(char.isdecimal() for char in text) for text in texts)


def _describe(name: str, cells: Sequence[str], found: _Prepared, guess: str, *, commas: bool) -> FoundColumn:
    described = find_type(name, found.texts, guess, commas=commas)
    notes = list(_find_notes(described, cells, found))
    if found.nothing:
        described = {**described, "missingValues": ["", *found.nothing]}
        notes.append(f"no value: {' '.join(found.nothing)}")
    unit = find_unit(name, described, found.texts)
    full = {"name": name, **described, **({"factbook:unit": unit} if unit else {})}
    empty = sum(not text or text in found.nothing for text in cells)
    return FoundColumn(
        name=name,
        described=full,
        example=_show_example(described, found.texts),
        empty=empty,
        flags=found.flags,
        notes=tuple(notes),
    )


def _show_example(described: Mapping[str, object], texts: Sequence[str]) -> str:
    """Return the first text of a column, with what is read of it where that is spelled otherwise."""
    if not texts:
        return ""
    value = read_column(texts[:1], str(described["type"]), (), parse_spelling(described)).by_text[texts[0]]
    is_same = described["type"] in {"string", "boolean"} or str(value) == texts[0]
    return texts[0] if is_same else f"{texts[0]} = {value}"


def _find_notes(described: Mapping[str, object], cells: Sequence[str], found: _Prepared) -> Iterator[str]:
    """Yield what an editor should look at, since the cells can be read in another way as well."""
    texts, is_text = found.texts, described["type"] == "string"
    if not texts:
        yield "no values"
    elif is_text and any(fits(as_date(one), texts) for one in AMBIGUOUS_DATES):
        format = next(one for one in AMBIGUOUS_DATES if fits(as_date(one), texts))
        yield f'day or month first? say "type": "date", "format": "{format}", or with %d and %m changed over'
    elif is_text and (odd := _find_odd(cells)):
        shown = ", ".join(map(repr, odd[:_FEW])) + (f" and {len(odd) - _FEW} more" if len(odd) > _FEW else "")
        remedy = '"missingValues" of its field, if they stand for no value, and its "type"'
        yield f"text and no numbers, because of {shown}: correct them, or write {remedy}"
    elif described == {"type": "number"} and all(re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text) for text in texts):
        yield 'the point read as that of decimals; if it divides thousands, say "groupChar": "."'
    elif described.get("groupChar") in {",", "."} and all(
        re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", one) for one in texts
    ):
        sign = described["groupChar"]
        name = "comma" if sign == "," else "point"
        by = f', "decimalChar": "{sign}"' if sign == "," else ""
        yield f'the {name} read as dividing thousands; if it is that of decimals, say "type": "number"{by}'
    if is_text and texts and all(text[:1] in "[{" and text[-1:] in "]}" for text in texts):
        yield LISTS
    if any("\ufffd" in text for text in texts):
        yield "has letters that cannot be read (\ufffd): its encoding is another one"


def _find_odd(cells: Sequence[str]) -> list[str]:
    """Return the distinct texts that are no numbers, in a column of which most cells are."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    odd = [cell for cell in filled if not _PLAIN.fullmatch(cell)]
    return list(dict.fromkeys(odd)) if 0 < len(odd) * 2 <= len(filled) else []


def find_unit(name: str, described: Mapping[str, object], texts: Sequence[str]) -> str:
    """Return the unit that the name of a column of numbers says, or the sign behind each of its cells."""
    if described["type"] not in {"number", "integer"}:
        return ""
    if described.get("bareNumber") is False:
        return UNITS.get((find_affix(texts[0]) or "").lower(), "")
    # A rate is in no unit of the table below: euros per square metre are no euros.
    if _RATES.search(name):
        return ""
    words = [word for word in re.split(r"[^\w%€$£]+|_", name.lower()) if word]
    # kg in weightKg, and USD in GDP_USD; the first word says what is counted.
    camel = re.findall(r"[A-Z][a-z]+$", name)
    for word in (*words[-1:], *(one.lower() for one in camel)):
        if word in UNITS and len(words) + len(camel) > 1:
            return UNITS[word]
    if _SHARES & set(words):
        return "share" if all(abs(one) <= 1 for one in _numbers(described, texts)) else "%"
    return ""


def _numbers(described: Mapping[str, object], texts: Sequence[str]) -> Iterator[Decimal]:
    values: Iterable[Cellvalue] = read_column(
        texts, str(described["type"]), (), parse_spelling(described)
    ).by_text.values()
    return (Decimal(one) for one in values if isinstance(one, int | Decimal))
