"""Texts in English that know what they say, so that a page in another language can say it in its own words.

A text of the check is English wherever it is stored or compared; `render.desk_reasons` puts it into the words of a
page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import Any

from figurecheck.model.interval import Interval
from figurecheck.model.states import quick_state
from figurecheck.model.statistic import Basis


@quick_state
@dataclass(frozen=True, slots=True)
class FilledPhrase:
    """A phrase of the check: its English template, by which other languages have theirs, and what is filled in."""

    template: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextList:
    """Texts with a sign or a conjunction between them."""

    texts: tuple[str, ...]
    sign: str


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A value with its unit."""

    value: Decimal | Fraction
    unit: str
    is_step: bool = False
    """Whether it is how far a value moved: such an amount has a sign, and that of a share is in percentage points."""
    decimals: int = 0
    """Decimals with which it is shown, if it has as many."""


@dataclass(frozen=True, slots=True)
class Period:
    """The label of a period, as the data have it."""

    label: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """The values that a printed figure allows."""

    interval: Interval
    unit: str


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """What makes a claim over a series true, or what it would be from another base."""

    basis: Basis
    others: bool = False


# A text and not a class beside it: reasons are compared, hashed and sealed as texts in many places, which stay as they
# are, and an edition that was sealed before has the same bytes.
Meaning = FilledPhrase | TextList | Amount | Period | Allowed | SeriesFacts


class Worded(str):
    """A text in English, and what it says. It is equal to its text, and written as that wherever it is stored."""

    __slots__ = ("meaning",)
    meaning: Meaning

    def __new__(cls, text: str, meaning: Meaning) -> Worded:
        """Return the text with its meaning."""
        worded = super().__new__(cls, text)
        worded.meaning = meaning
        return worded

    def __getnewargs__(self) -> tuple[str, Meaning]:  # type: ignore[override]
        """Return the arguments with which a copy, or another process, makes it anew."""
        return str(self), self.meaning


def phrase(template: str, /, **values: object) -> Worded:
    """Return a phrase with its values filled in; each may be a phrase itself, and stands there as its text if not.

    >>> phrase("{figure} is {kind}", figure="14%", kind=phrase("a share"))
    '14% is a share'
    """
    # A template without values stands for itself, so that it may hold braces.
    texts = {name: value if isinstance(value, str) else str(value) for name, value in values.items()}
    return Worded(template.format(**texts) if texts else template, FilledPhrase(template, texts))


def as_phrase(text: str | Worded) -> Worded:
    """Return a text of ours with what it says: one that has no values stands for itself."""
    return text if isinstance(text, Worded) else phrase(text)


def join(texts: Iterable[str], sign: str) -> Worded:
    """Return texts with a sign or a conjunction between them, each of which stays what it is."""
    # Parts may be phrases, which a join of plain texts would lose.
    listed = TextList(tuple(texts), sign)
    return Worded(sign.join(listed.texts), listed)


def write_worded(text: str | Worded) -> object:
    """Return a text as JSON values, from which `read_worded` makes it again with what it says."""
    if not isinstance(text, Worded):
        return text
    match text.meaning:
        case FilledPhrase(template, values):
            return {"template": template, "values": {name: write_worded(value) for name, value in values.items()}}
        case Period(label):
            return {"text": str(text), "period": label}
        case TextList(texts, sign):
            return {"texts": [write_worded(one) for one in texts], "sign": sign}
        case Amount(value=value, unit=unit, is_step=is_step, decimals=decimals):
            # A list, which cannot be taken for the digits of a decimal number.
            amount = [value.numerator, value.denominator] if isinstance(value, Fraction) else str(value)
            return {"text": str(text), "amount": amount, "about": [unit, is_step, decimals]}
        case Allowed(interval, unit):
            # Texts, so that no reader makes floats of them.
            ends = [None if end is None else str(end) for end in (interval.low, interval.high)]
            about = [interval.low_closed, interval.high_closed, interval.one_sided]
            return {"text": str(text), "allowed": ends, "about": about, "unit": unit}
        case SeriesFacts(basis, others):
            return {"text": str(text), "basis": write_basis(basis), "others": others}


def write_basis(basis: Basis) -> dict[str, object]:
    """Return a basis as JSON values; its numbers are texts, so that no reader makes floats of them."""
    # All of its fields, so that one that is added cannot be forgotten.
    written = {field.name: getattr(basis, field.name) for field in fields(basis)}
    pairs = {name: [[label, str(value)] for label, value in written[name]] for name in ("series", "others")}
    return {**written, **pairs, "limit": None if basis.limit is None else str(basis.limit)}


def read_basis(stored: Mapping[str, Any]) -> Basis:
    """Return what `write_basis` was given."""
    pairs = {name: tuple((label, Decimal(value)) for label, value in stored[name]) for name in ("series", "others")}
    plain = {name: tuple(stored[name]) for name in ("run", "order")}
    gaps = tuple((first, last) for first, last in stored["gaps"])
    limit = None if stored["limit"] is None else Decimal(stored["limit"])
    return Basis(**{**stored, **pairs, **plain, "gaps": gaps, "limit": limit})


def read_worded(stored: Any) -> str | Worded:
    """Return a text of JSON values. Raises LookupError, TypeError or ValueError for what is none."""
    if isinstance(stored, str):
        return stored
    if "texts" in stored:
        return join([read_worded(one) for one in stored["texts"]], stored["sign"])
    if "period" in stored:
        return Worded(stored["text"], Period(stored["period"]))
    # What says more than a phrase has its text beside it: numbers are shown by rules that this module does not know.
    if "text" in stored:
        return Worded(stored["text"], _read_meaning(stored))
    return phrase(stored["template"], **{name: read_worded(value) for name, value in stored["values"].items()})


def _read_meaning(stored: Any) -> Meaning:
    if "amount" in stored:
        value, (unit, is_step, decimals) = stored["amount"], stored["about"]
        number = Decimal(value) if isinstance(value, str) else Fraction(*value)
        return Amount(value=number, unit=unit, is_step=is_step, decimals=decimals)
    if "allowed" in stored:
        low, high = (None if end is None else Decimal(end) for end in stored["allowed"])
        low_closed, high_closed, one_sided = stored["about"]
        interval = Interval(
            low=low, high=high, low_closed=low_closed, high_closed=high_closed, one_sided=one_sided
        )  # fmt: skip
        return Allowed(interval, stored["unit"])
    return SeriesFacts(read_basis(stored["basis"]), stored["others"])
