"""Units that stand at the head of a table's column or row, and so hold for its cells: "(%)", "€ million", "in km"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from figurecheck.figures import Form, Rules, find
from figurecheck.figures.common.text import Word
from figurecheck.figures.common.units import COUNTED
from figurecheck.scan.consistency.text_figures import COUNTED as COUNTED_KINDS
from figurecheck.scan.consistency.text_figures import Figure

_LEADS = frozenset({"in", ","})
_TRIED = "3"
"""Any number shows whether words are a unit behind it, or around it."""
_LONGEST_SIGN = 4
"""Letters of the longest sign of a currency: US$, or a code with its space."""
_LONGEST = 40
"""Letters of the longest unit."""


@dataclass(frozen=True, slots=True)
class HeadUnit:
    """What is printed around a number in the unit of a head: "€" before it, " million" behind."""

    before: str
    behind: str

    def around(self, number: str) -> str:
        """Return a number with the unit."""
        return f"{self.before}{number}{self.behind}"


def split_unit(head: tuple[Word, ...], locale: str) -> tuple[tuple[Word, ...], HeadUnit | None]:
    """Return a head without its unit, and the unit, if it has one."""
    for start, end, place in _places(head):
        if unit := _read_unit(_text_of(head[place]), locale):
            return (*head[:start], *head[end:]), unit
    return head, None


def _places(head: tuple[Word, ...]) -> Iterator[tuple[int, int, slice]]:
    """Yield where a unit may stand in a head: in brackets, or at its end behind "in" or a comma."""
    opened = -1
    for at, word in enumerate(head):
        if word.text == "(":
            opened = at
        elif word.text == ")" and opened >= 0:
            yield opened, at + 1, slice(opened + 1, at)
    for at, word in enumerate(head):
        if at and word.text.casefold() in _LEADS:
            yield at, len(head), slice(at + 1, len(head))
    if head and head[-1].text == "%":
        yield len(head) - 1, len(head), slice(len(head) - 1, len(head))


def _text_of(words: tuple[Word, ...]) -> str:
    """Return words as they are printed, with one space where there is any between them."""
    parts = [
        word.text if not at or words[at - 1].end == word.start else f" {word.text}" for at, word in enumerate(words)
    ]
    text = "".join(parts).strip()
    return text.removeprefix("단위").lstrip(" :").removeprefix("in ")


@lru_cache(maxsize=1024)
def _read_unit(text: str, locale: str) -> HeadUnit | None:
    """Return the unit that words are; ``None`` if they are none."""
    if not 0 < len(text) <= _LONGEST:
        return None
    tried = [HeadUnit("", text), HeadUnit("", f" {text}"), HeadUnit("", f" {text.removesuffix('s')}")]
    # A currency is printed before the number and its scale word behind: "€ million", "US$m".
    for length in range(1, _LONGEST_SIGN + 1):
        sign, rest = text[:length].strip(), text[length:]
        tried += [HeadUnit(sign, rest), HeadUnit(f"{sign} ", f" {rest.strip()}")]
    return next((one for one in tried if _is_unit(one, locale)), None)


def _is_unit(unit: HeadUnit, locale: str) -> bool:
    text = unit.around(_TRIED)
    found = find(text, locale)
    if len(found) != 1 or found[0].text != text or found[0].figure is None or found[0].kind not in COUNTED_KINDS:
        return False
    read = found[0].figure
    # "(men)" says who is counted, and is no unit of the numbers below.
    measured = read.form is Form.PERCENT or read.step > 1 or (bool(read.unit) and read.unit not in COUNTED)
    return read.form in {Form.NUMBER, Form.PERCENT} and measured


def with_unit(figure: Figure, unit: HeadUnit, locale: str, rules: Rules) -> Figure:
    """Return a number of a cell with the unit of its head; one that has a unit itself, or is a change, stays."""
    read = figure.read
    if read is None or read.form is not Form.NUMBER or read.unit or read.step > 1 or figure.printed != figure.text:
        return figure
    found = find(unit.around(figure.text), locale, rules=rules)
    if len(found) != 1 or found[0].figure is None:
        return figure
    return replace(figure, printed=found[0].text, found=found[0])
