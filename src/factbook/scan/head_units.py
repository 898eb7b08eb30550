"""Units that stand at the head of a table's column or row, and so hold for its cells: "(%)", "€ million", "in km"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from factbook.figures import Form, Rules, find
from factbook.figures.common.text import Word
from factbook.figures.common.units import COUNTED
from factbook.scan.consistency.text_figures import COUNTED as COUNTED_KINDS
from factbook.scan.consistency.text_figures import Figure

_LEADS = frozenset({"in", ","})
_TRIED = "3"
"""Any number shows whether words are a unit behind it, or around it."""
_SHORTEST_SIGN = 4
"""Letters of the longest sign of a currency: US$ and euro's code with its space."""


def split_unit(head: tuple[Word, ...], locale: str) -> tuple[tuple[Word, ...], str]:
    """Return a head without its unit, and how a number is printed with it: "€{} million"; empty if it has none."""
    for start, end, unit in _places(head):
        if template := _template(_text_of(head[unit]), locale):
            return (*head[:start], *head[end:]), template
    return head, ""


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
def _template(unit: str, locale: str) -> str:
    """Return how a number is printed with a unit; empty if the words are none."""
    tried = [f"{{}}{unit}", f"{{}} {unit}", f"{{}} {unit.removesuffix('s')}"]
    # A currency is printed before the number and its scale word behind: "€ million", "US$m".
    for length in range(1, _SHORTEST_SIGN + 1):
        sign, rest = unit[:length].strip(), unit[length:]
        tried += [f"{sign}{{}}{rest}", f"{sign} {{}} {rest.strip()}"]
    return next((one for one in tried if unit and _is_unit(one, locale)), "")


def _is_unit(template: str, locale: str) -> bool:
    text = template.format(_TRIED)
    found = find(text, locale)
    if len(found) != 1 or found[0].text != text or found[0].figure is None or found[0].kind not in COUNTED_KINDS:
        return False
    read = found[0].figure
    # "(men)" says who is counted, and is no unit of the numbers below.
    measured = read.form is Form.PERCENT or read.step > 1 or (bool(read.unit) and read.unit not in COUNTED)
    return read.form in {Form.NUMBER, Form.PERCENT} and measured


def with_unit(figure: Figure, template: str, locale: str, rules: Rules) -> Figure:
    """Return a number of a cell with the unit of its head; one that has a unit itself, or is a change, stays."""
    read = figure.read
    if read is None or read.form is not Form.NUMBER or read.unit or read.step > 1 or figure.printed != figure.text:
        return figure
    found = find(template.format(figure.text), locale, rules=rules)
    if len(found) != 1 or found[0].figure is None:
        return figure
    return replace(figure, printed=found[0].text, found=found[0])
