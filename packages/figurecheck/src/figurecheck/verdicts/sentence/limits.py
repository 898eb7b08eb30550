"""Reading of the limit that belongs to what is counted: "treated within 12 weeks", where it counts those within 18.

A limit is a time, a temperature or an age with a word of its side. Most statistics have none, and then none is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from figurecheck.figures.common.text import NUMBERS
from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText

_DAYS = {
    "second": Decimal(1) / 86400, "minute": Decimal(1) / 1440, "hour": Decimal(1) / 24, "day": Decimal(1),
    "week": Decimal(7), "month": Decimal(365) / 12, "year": Decimal(365),
}  # fmt: skip
_UNITS = {
    "second": "second sekunde 초", "minute": "minute 분", "hour": "hour stunde 시간", "day": "day tag 일",
    "week": "week woche 주", "month": "month monat 개월 달", "year": "year jahr 년", "heat": "° degree grad 도",
    "age": "세 살",
}  # fmt: skip
"""How words for each unit begin."""
_SMALL = {
    word: Decimal(number)
    for number, words in enumerate(
        "ein einer einem eines|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf".split("|"), 1
    )
    for word in words.split()
} | {"a": Decimal(1), "an": Decimal(1), "the": Decimal(1)}
_INSIDE = (
    r"within|in (?:under|less than|fewer than)|(?<!in )(?:under|less than|fewer than)|up to|at most"
    r"|no (?:more|longer) than|below|younger than|innerhalb von|innerhalb|binnen"
    r"|in weniger als|(?<!in )weniger als|höchstens|unter"
)
_OUTSIDE = (
    r"(?<!no )(?:more than|longer than)|over|above|beyond|after|older than|exceeding|at least|nach mehr als"
    r"|(?<!nach )mehr als|länger als|über|mindestens"
)
_LIMIT = re.compile(
    rf"\b(?:(?P<inside>{_INSIDE})|(?P<outside>{_OUTSIDE}))[ -](?:the age of |more than |less than )?"
    r"(?P<number>\d+(?:[.,]\d+)?|[a-zäöüß]+)(?:[ -]?(?P<unit>°|[a-zäöüß]+))?"
)
_KOREAN = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)(?P<unit>초|분|시간|일|주|개월|달|년|도|세|살) ?"
    r"(?:(?P<inside>이내|안에|내에|미만|이하)|(?P<outside>이상|초과|넘게))"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that a text names."""

    words: str
    kind: str
    amount: Decimal
    inside: bool
    start: int
    """Where it begins in its text."""

    def agrees(self, other: Limit) -> bool:
        """Return whether two limits are one: 12 months are a year."""
        return self.inside == other.inside and abs(self.amount - other.amount) * 50 <= abs(other.amount)


def read_limits(sentence: SentenceText) -> list[SentenceReading]:
    """Return a contradiction for each figure whose sentence names another limit than its statistic."""
    return [_read(figure, sentence) for figure in sentence.figures]


def _read(figure: PlacedFigure, sentence: SentenceText) -> SentenceReading:
    statistic = figure.statistic
    own = _limits_of(statistic) if statistic is not None else ()
    if statistic is None or not own:
        return SentenceReading(aspect=Aspect.COUNTED)
    zone = sentence.text(range(figure.first, figure.last)).casefold()
    said = [one for one in _find(zone) if _is_of_figure(one, zone) and one.kind in {mine.kind for mine in own}]
    # One that is its own may stand beside another: "within 18 weeks, and nobody after more than 52".
    if not said or any(one.agrees(mine) for one in said for mine in own) or english.NEGATIONS & set(zone.split()):
        return SentenceReading(aspect=Aspect.COUNTED)
    mine = next(mine for mine in own if mine.kind == said[0].kind)
    template = "the text says “{words}”, and {id} is “{other}”: {own}"
    return SentenceReading.contradicted(
        Aspect.COUNTED,
        said[0].words,
        template,
        id=statistic.id,
        other=mine.words,
        own=statistic.label or statistic.measure,
    )


def _is_of_figure(limit: Limit, zone: str) -> bool:
    """Return whether a limit is no time in which something moved: "within a year it fell to 56.9%"."""
    before = zone[: limit.start].split()
    opens = not before or before[-1] in {",", "and", "but"} or before[-1] in english.RISE | english.FALL
    moved = before[-1:] == [MASK] and not (english.RISE | english.FALL).isdisjoint(before)
    return not opens and not moved


def _limits_of(statistic: Statistic) -> tuple[Limit, ...]:
    return _find_cached(f"{statistic.measure}; {statistic.label}; {statistic.population}".casefold())


def _find(text: str) -> Iterator[Limit]:
    for pattern in (_LIMIT, _KOREAN):
        for found in pattern.finditer(text):
            # A time of the day or a date is none: "after 3 July".
            if (limit := _make(found)) is not None:
                yield limit


# The texts of a statistic are asked for by each of the figures that print it.
@lru_cache(maxsize=4096)
def _find_cached(text: str) -> tuple[Limit, ...]:
    return tuple(_find(text))


def _make(found: re.Match[str]) -> Limit | None:
    number, unit = found["number"].replace(",", "."), found["unit"] or ""
    amount = Decimal(number) if number[0].isdigit() else _SMALL.get(number) or Decimal(NUMBERS.get(number, 0))
    if number == "the" and not found["inside"]:
        # "Over the year" is how long it took.
        return None
    kind = next((kind for kind, stems in _UNITS.items() if unit and unit.startswith(tuple(stems.split()))), "")
    # "Under 18", "over-65s".
    if not kind and number.isdigit() and len(number) == 2 and unit in _AFTER_AGE:
        kind = "age"
    if not kind or not amount:
        return None
    words = found[0] if kind != "age" or unit == "s" else found[0].removesuffix(unit).strip()
    amount, kind = (amount * _DAYS[kind], "time") if kind in _DAYS else (amount, kind)
    return Limit(words.strip(), kind, amount, found["inside"] is not None, found.start())


_AFTER_AGE = frozenset(["", "s", *"and or were are is was in at on who of had have has live living to".split()])
