"""How the cells of a column are spelled: the types that read every one of them, and the marks behind numbers.

Each candidate is tried by the reader that will read the file, so that what is shown is what notebooks get.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factbook.data.cells import MINUSES, READ_HERE, parse_spelling, read_column
from figurecheck.figures.common.units import PHYSICAL, canonical

Described = Mapping[str, object]
UNITS = {
    "%": "%", "pct": "%", "percent": "%", "percentage": "%", "prozent": "%", "per_cent": "%",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "krw": "KRW", "jpy": "JPY", "cny": "CNY", "chf": "CHF", "cad": "CAD",
    "aud": "AUD", "inr": "INR", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "brl": "BRL", "mxn": "MXN",
    "€": "EUR", "$": "USD", "£": "GBP", "euro": "EUR", "euros": "EUR", "dollars": "USD", "dollar": "USD", "원": "KRW",
    "kg": "kg", "kilograms": "kg", "tonnes": "t", "km": "km", "hours": "hour", "ppm": "ppm",
}  # fmt: skip
"""Units by how the name of a column ends, which is where they stand."""
YEAR_NAMES = frozenset("year yr jahr año ano année annee anno rok år vuosi 연도 년도".split())
PERIOD_NAMES = frozenset(
    "period quarter month date day week time quartal monat datum tag trimestre mois 기간 분기 월".split()
)
_DATE_FORMATS = ("%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%d-%b-%Y", "%d.%m.%y")
AMBIGUOUS_DATES = ("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d/%m/%y", "%m/%d/%y")
"""Spellings of a day of which only days beyond the twelfth tell which one it is."""
_GROUPS = (",", " ", "\u00a0", "\u202f", "'", "’")
_GROUPS_BESIDE_COMMA = (".", " ", "\u00a0", "\u202f", "'", "’")
_CORE = re.compile(r"[.,]?\d(?:.*\d)?", re.DOTALL)
_AROUND = re.compile(r"^[(]?\s*[-+\u2212\u2013]?\s*|\s*[)]?\s*[-\u2212\u2013]?$")
_COMPARED = frozenset("<>≤≥~≈=*†‡§^?!/:;|_#&")
"""Signs that say something else of a number than its unit."""
_MARK = re.compile(r"(?<=[\d%])\s?(\*{1,3}|[†‡§¶#]{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|\([a-z]{1,2}\)|(?<=\s)[a-z]{1,2})$")
"""What stands behind a number to point to a note."""
_SCALES = frozenset({"k", "m", "bn", "mn", "tn"})


def find_type(name: str, texts: Sequence[str], guess: str, *, commas: bool) -> Described:
    """Return the likeliest type that reads every text of a column, which is text where no other does."""
    candidates = _candidates(name, texts, guess, commas=commas) if texts else iter(())
    return next((one for one in candidates if fits(one, texts)), {"type": "string"})


def _candidates(name: str, texts: Sequence[str], guess: str, *, commas: bool) -> Iterator[Described]:
    if _is_code(texts):
        yield {"type": "string"}
    words = set(re.split(r"[\W_]+", name.lower()))
    if words & YEAR_NAMES and all(1000 <= int(text) <= 2999 for text in texts if text.isdecimal() and len(text) < 5):
        yield {"type": "year"}
    # 20240517 is a day only where the name says so.
    if words & PERIOD_NAMES and all(len(text) == 8 for text in texts):
        yield as_date("%Y%m%d")
    # Decimals by comma are often three digits long, as groups are: the other columns of the file tell.
    if commas:
        yield {"type": "integer"}
        yield from _spelled(",", ("", *_GROUPS_BESIDE_COMMA))
    if guess in READ_HERE and guess not in {"string", "any"}:
        yield {"type": guess}
    yield from ({"type": kind} for kind in ("integer", "number", "date", "yearmonth", "boolean"))
    for group in _GROUPS:
        yield {"type": "integer", "groupChar": group}
        yield {"type": "number", "groupChar": group}
    yield from _spelled(",", ("", *_GROUPS_BESIDE_COMMA))
    yield from map(as_date, _DATE_FORMATS)
    fitting = [one for one in map(as_date, AMBIGUOUS_DATES) if fits(one, texts)]
    yield from fitting if len(fitting) == 1 else ()
    if _have_affixes(texts):
        points, by_comma = _spelled(".", ("", *_GROUPS)), _spelled(",", ("", *_GROUPS_BESIDE_COMMA))
        for one in (*by_comma, *points) if commas else (*points, *by_comma):
            yield {**one, "bareNumber": False}


def as_date(format: str) -> Described:
    """Return the field of days in a format."""
    return {"type": "date", "format": format}


def _spelled(decimal: str, groups: Iterable[str]) -> Iterator[Described]:
    by = {} if decimal == "." else {"decimalChar": decimal}
    yield from ({"type": "number", **by, **({"groupChar": group} if group else {})} for group in groups)


def fits(described: Described, texts: Sequence[str]) -> bool:
    """Return whether a field reads every text."""
    spelling = parse_spelling(described)
    if read_column(texts, str(described["type"]), (), spelling).unreadable:
        return False
    # 1,23 is no group of three digits, though without its comma it is a number.
    cores = texts if spelling.bare else [_core(text) for text in texts]
    return not spelling.group or all(_has_groups(text, spelling.group, spelling.decimal) for text in cores)


def _core(text: str) -> str:
    found = _CORE.search(text)
    return found[0] if found else text


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


def is_decimal_comma(texts: Sequence[str]) -> bool:
    """Return whether a column has decimals behind a comma, and no other way to read it."""
    with_comma = [core for text in texts if "," in (core := _core(text))]
    cores = [_core(text) for text in texts] if with_comma else []
    as_number = any(
        fits({"type": "number", "decimalChar": ",", "groupChar": group}, cores) for group in _GROUPS_BESIDE_COMMA
    )
    return bool(cores) and as_number and any(len(text.rpartition(",")[2]) != 3 for text in with_comma)


def find_affix(text: str) -> str | None:
    """Return what stands around a number besides its minus sign: 12.5%, €3, 40 kg; ``None`` where there is none.

    >>> find_affix("-$5.00"), find_affix("(123)"), find_affix("n1a2")
    ('$', '', None)
    """
    inner = _AROUND.sub("", text.strip())
    found = _CORE.search(inner)
    if not found or re.search(r"[^\d.,'’\s]", found[0]):
        return None
    around = inner[: found.start()] + inner[found.end() :]
    return around.replace("\u00a0", " ").strip(" -+\u2212\u2013")


def _have_affixes(texts: Sequence[str]) -> bool:
    """Return whether all texts are numbers with the same sign around them, or with a minus that is no hyphen."""
    # One sign for all: 5 kg beside 3 t would be read as 5 and 3.
    found = {find_affix(text) for text in texts}
    sign = next(iter(found)) if len(found) == 1 else None
    if sign is None:
        return False
    # A sign of a unit, or one that is no letter: n1 and n2 are names.
    is_unit = sign.lower() in UNITS or not any(char.isalpha() or char in _COMPARED for char in sign)
    # In parentheses alone, all of them would be numbers of notes, and a dash may begin a range.
    is_signed = bool(sign) or any(text.strip()[:1] != "(" and text.strip()[-1:] not in MINUSES for text in texts)
    return is_unit and is_signed and len(sign) <= 8


def find_marks(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the marks of notes that stand behind some numbers of a column, if all else of it are numbers.

    >>> find_marks(["12*", "45", "13¹"]), find_marks(["5 kg", "3"]), find_marks(["A1*", "B2"])
    (('*', '¹'), (), ())
    """
    found = {text: mark for text in texts if (mark := _MARK.search(text))}
    # Where each cell has one, it is a unit, or part of a name.
    if not found or len(found) == len(texts):
        return ()
    marks = Counter(mark[1] for mark in found.values())
    if any(canonical(mark) in PHYSICAL or mark in _SCALES or mark in UNITS for mark in marks):
        return ()
    rest = [text[: mark.start()].rstrip() if (mark := found.get(text)) else text for text in texts]
    return tuple(marks) if find_type("", rest, "", commas=False)["type"] in {"number", "integer"} else ()
