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

from factbook.data.cells import READ_HERE, parse_spelling, read_column
from factbook.data.formats.records import make_splitter
from factbook.data.standard_library import guess_types
from factbook.model import Cellvalue

SAMPLE = 500
"""Distinct texts of a column that the standard's library looks at."""
_MARKS = re.compile(r"\[(?:[perxzcuwbfstk]|low|er|note \d+)\]", re.IGNORECASE)
"""What statistical offices write behind a cell, or instead of it."""
_NOTHING = frozenset(
    "NA N/A n/a n.a. NaN nan null NULL (null) None - -- – — . .. ... … : * x X #N/A #NV k.A. k.A ND n.d. / ¦".split()
)
"""What stands for no number in a column of numbers. In one of words, each may be a word."""
_UNITS = {
    "%": "%", "pct": "%", "percent": "%", "percentage": "%", "prozent": "%", "per_cent": "%",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "krw": "KRW", "jpy": "JPY", "cny": "CNY", "chf": "CHF", "cad": "CAD",
    "aud": "AUD", "inr": "INR", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "brl": "BRL", "mxn": "MXN",
    "€": "EUR", "$": "USD", "£": "GBP", "euro": "EUR", "euros": "EUR", "dollars": "USD", "dollar": "USD", "원": "KRW",
    "kg": "kg", "kilograms": "kg", "tonnes": "t", "km": "km", "hours": "hour", "ppm": "ppm",
}  # fmt: skip
"""Units by how the name of a column ends, which is where they stand."""
_RATES = re.compile(r"(?:/|\bper\b|\bpro\b|_per_)", re.IGNORECASE)
_SHARES = frozenset({"share", "fraction", "proportion", "anteil"})
_YEAR_NAMES = frozenset("year yr jahr año ano année annee anno rok år vuosi 연도 년도".split())
_PERIODS = frozenset(
    "period quarter month date day week time quartal monat datum tag trimestre mois 기간 분기 월".split()
)
_DATE_FORMATS = ("%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%d-%b-%Y")
_AMBIGUOUS = ("%d/%m/%Y", "%m/%d/%Y")
"""Spellings of a day of which only days beyond the twelfth tell which one it is."""


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
            self.type == "string" and bool(words & (_PERIODS | _YEAR_NAMES))
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
    commas = any(_is_decimal_comma(one.texts) for one in prepared.values())
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
    split = make_splitter(flags) if flags else None
    texts = list(dict.fromkeys(text for one in distinct if (text := split(one)[0] if split else one)))
    nothing = tuple(text for text in texts if text.strip() in _NOTHING or not text.strip())
    rest = tuple(text for text in texts if text not in nothing)
    # A column of words may have any word, also one that elsewhere stands for nothing.
    if nothing and not _are_numbers(rest):
        return _Prepared(texts=tuple(texts), nothing=(), flags=flags)
    return _Prepared(texts=rest, nothing=nothing, flags=flags)


def _are_numbers(texts: Sequence[str]) -> bool:
    return bool(texts) and all(any(char.isdecimal() for char in text) for text in texts)


def _describe(name: str, cells: Sequence[str], found: _Prepared, guess: str, *, commas: bool) -> FoundColumn:
    described = next(_find_type(name, found.texts, guess, commas=commas))
    notes: list[str] = []
    if not found.texts:
        notes.append("no values")
    elif described["type"] == "string" and any(_fits(_as_date(one), found.texts) for one in _AMBIGUOUS):
        notes.append('day or month first? say "type": "date", "format": "%d/%m/%Y" or "%m/%d/%Y"')
    if found.nothing:
        described = {**described, "missingValues": ["", *found.nothing]}
        notes.append(f"no value: {' '.join(found.nothing)}")
    unit = find_unit(name, described, found.texts)
    full = {"name": name, **described, **({"factbook:unit": unit} if unit else {})}
    empty = sum(not text or text in found.nothing for text in cells)
    return FoundColumn(
        name=name,
        described=full,
        example=found.texts[0] if found.texts else "",
        empty=empty,
        flags=found.flags,
        notes=tuple(notes),
    )


def _find_type(name: str, texts: Sequence[str], guess: str, *, commas: bool) -> Iterator[Mapping[str, object]]:
    """Yield the types that read every text of a column, the likeliest first; the last is text."""
    if texts:
        for candidate in _candidates(name, texts, guess, commas=commas):
            if _fits(candidate, texts):
                yield candidate
    yield {"type": "string"}


def _candidates(name: str, texts: Sequence[str], guess: str, *, commas: bool) -> Iterator[Mapping[str, object]]:
    if _is_code(texts):
        yield {"type": "string"}
    says_year = bool(set(re.split(r"[\W_]+", name.lower())) & _YEAR_NAMES)
    if says_year and all(1000 <= int(text) <= 2999 for text in texts if text.isdecimal() and len(text) < 5):
        yield {"type": "year"}
    # Decimals by comma are often three digits long, as groups are: the other columns of the file tell.
    if commas:
        yield {"type": "integer"}
        yield from _spelled(",", (".", " ", "\u00a0", "\u202f", "'", "’"))
    if guess in READ_HERE and guess not in {"string", "any"}:
        yield {"type": guess}
    yield from ({"type": kind} for kind in ("integer", "number", "date", "yearmonth", "boolean"))
    for group in (",", " ", "\u00a0", "\u202f", "'", "’"):
        yield {"type": "integer", "groupChar": group}
        yield {"type": "number", "groupChar": group}
    yield from _spelled(",", ("", ".", " ", "\u00a0", "\u202f", "'"))
    yield from map(_as_date, _DATE_FORMATS)
    fitting = [one for one in map(_as_date, _AMBIGUOUS) if _fits(one, texts)]
    yield from fitting if len(fitting) == 1 else ()
    if _have_affixes(texts):
        yield {"type": "number", "bareNumber": False, "groupChar": ","}


def _as_date(format: str) -> dict[str, object]:
    return {"type": "date", "format": format}


def _spelled(decimal: str, groups: Iterable[str]) -> Iterator[Mapping[str, object]]:
    yield {"type": "number", "decimalChar": decimal}
    yield from ({"type": "number", "decimalChar": decimal, "groupChar": group} for group in groups if group)


def _fits(described: Mapping[str, object], texts: Sequence[str]) -> bool:
    spelling = parse_spelling(described)
    if read_column(texts, str(described["type"]), (), spelling).unreadable:
        return False
    # 1,23 is no group of three digits, though without its comma it is a number.
    return not spelling.group or all(_has_groups(text, spelling.group, spelling.decimal) for text in texts)


def _has_groups(text: str, group: str, decimal: str) -> bool:
    whole = re.sub(r"[^\d" + re.escape(group) + r"]", "", text.partition(decimal)[0].strip())
    first, *others = whole.split(group)
    return (
        group not in text.partition(decimal)[2]
        and all(len(one) == 3 for one in others)
        and (not others or len(first) <= 3)
    )


def _is_code(texts: Sequence[str]) -> bool:
    """Return whether texts are numbers of things, such as 01067: a number is not written with zeros before it."""
    digits = [text for text in texts if text.isdecimal()]
    # Postcodes and regional keys would lose their zeros as numbers, and 01067 is not to be added to anything.
    zeros = [text for text in digits if text[0] == "0" and len(text) > 1]
    return bool(zeros) and len(digits) == len(texts) and len({*map(len, digits)}) <= 2


def _is_decimal_comma(texts: Sequence[str]) -> bool:
    """Return whether a column has decimals behind a comma, and no other way to read it."""
    with_comma = [text for text in texts if "," in text]
    as_number = _fits({"type": "number", "decimalChar": ",", "groupChar": "."}, texts) if with_comma else False
    return as_number and any(len(text.rpartition(",")[2]) != 3 for text in with_comma)


def _have_affixes(texts: Sequence[str]) -> bool:
    """Return whether all texts are numbers with the same few letters around them: 12.5%, €3, 40 kg."""
    # One sign for all: 5 kg beside 3 t would be read as 5 and 3.
    around = {re.sub(r"[\d.,+\s-]", "", text) for text in texts}
    shapes = all(re.fullmatch(r"[^\d]{0,4}[+-]?[\d.,]+\s?[^\d]{0,4}", text) for text in texts)
    # A sign of a unit, or one that is no letter: n1 and n2 are names.
    is_sign = all(one.lower() in _UNITS or not any(char.isalpha() for char in one) for one in around)
    return len(around) == 1 and "" not in around and is_sign and shapes


def find_unit(name: str, described: Mapping[str, object], texts: Sequence[str]) -> str:
    """Return the unit that the name of a column of numbers says, or the sign behind each of its cells."""
    if described["type"] not in {"number", "integer"}:
        return ""
    if described.get("bareNumber") is False:
        sign = re.sub(r"[\d.,+\s-]", "", texts[0]).lower()
        return _UNITS.get(sign, "")
    # A rate is in no unit of the table below: euros per square metre are no euros.
    if _RATES.search(name):
        return ""
    words = [word for word in re.split(r"[^\w%€$£]+|_", name.lower()) if word]
    # kg in weightKg, and USD in GDP_USD; the first word says what is counted.
    camel = re.findall(r"[A-Z][a-z]+$", name)
    for word in (*words[-1:], *(one.lower() for one in camel)):
        if word in _UNITS and len(words) + len(camel) > 1:
            return _UNITS[word]
    if _SHARES & set(words):
        return "share" if all(abs(one) <= 1 for one in _numbers(described, texts)) else "%"
    return ""


def _numbers(described: Mapping[str, object], texts: Sequence[str]) -> Iterator[Decimal]:
    values: Iterable[Cellvalue] = read_column(
        texts, str(described["type"]), (), parse_spelling(described)
    ).by_text.values()
    return (Decimal(one) for one in values if isinstance(one, int | Decimal))
