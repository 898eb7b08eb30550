"""What a text says against itself: percentages that no count gives, shares and changes that do not add up.

Three shapes, each in so many words: "29.1% of 12 people"; "n of N ... (p%)" and "n of N, or p%"; "from a to b, up c%".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain, pairwise

from factbook.figures import Form
from factbook.judge import judge
from factbook.model import Verdict
from factbook.ratios import is_possible
from factbook.scan.numbers import Figure
from factbook.scan.result import Scanned, Status

LARGEST = 1000
"""Totals above this allow nearly every percentage that is printed."""
_OF = re.compile(r"\s+of\s+(?:the\s+|its\s+|their\s+|all\s+)*", re.IGNORECASE)
_OUT_OF = re.compile(r"(?:\s+\w+)?\s+(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+|all\s+)*", re.IGNORECASE)
_IS = re.compile(r"(?:\s+[^\W\d]+){0,3}\s*(?:\(|,\s+or\s+|,\s+that\s+is\s+)\s*", re.IGNORECASE)
_TO = re.compile(r"(?:\s+\w+)?(?:\s+in\s+\d{4})?\s+to\s+(?:\w+\s+)?", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:\w+\s+)?$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_BY = re.compile(
    r"(?:\s+[^\W\d]+){0,2}(?:\s+in\s+\d{4})?\s*[(,]?\s*"
    r"(?P<way>up|down|a\s+rise\s+of|a\s+fall\s+of|an\s+increase\s+of|a\s+decrease\s+of)(?:\s+by)?\s+",
    re.IGNORECASE,
)
Fault = tuple[int, Status, str]
"""Start of the number, what is wrong with it, and why."""


def check_inside(text: str, figures: list[Figure], scanned: list[Scanned]) -> list[Scanned]:
    """Mark the numbers that the text itself refutes."""
    counted = [one for one in figures if one.counted and not one.article]
    faults = {
        start: (status, why)
        for start, status, why in chain(_pairs(text, counted), _triples(text, counted), _ranges(text, counted))
    }
    return [
        replace(one, status=faults[one.start][0], reason=faults[one.start][1], statistic="")
        if one.start in faults and one.status is not Status.AGREES
        else one
        for one in scanned
    ]


def _pairs(text: str, figures: list[Figure]) -> Iterator[Fault]:
    """Find percentages that no whole number of the stated total gives."""
    for share, total in pairwise(figures):
        whole = _whole(total)
        if not _percent(share) or whole is None or not 0 < whole <= LARGEST:
            continue
        if _OF.fullmatch(text[share.end : total.start]) and not _possible(share, whole):
            yield share.start, Status.IMPOSSIBLE, f"no whole number of {whole} makes {share.text}"


def _possible(share: Figure, whole: int) -> bool:
    """Whether some count out of `whole` prints as that percentage."""
    figure = share.found.figure if share.found else None
    if figure is None or figure.qualifier is not None:
        return True
    return is_possible(figure.amount / 100, whole, lambda value: _bears(share, value))


def _triples(text: str, figures: list[Figure]) -> Iterator[Fault]:
    """Find "n of N (p%)" and "from a to b, up c%" that do not add up."""
    for one, two, share in zip(figures, figures[1:], figures[2:], strict=False):
        left, right = _whole(one), _whole(two)
        if left is None or right is None or not _percent(share):
            continue
        middle, tail = text[one.end : two.start], text[two.end : share.start]
        parted = right > 0 and left <= right and _OUT_OF.fullmatch(middle) and _IS.fullmatch(tail)
        if parted and not _bears(share, Fraction(left, right)):
            yield share.start, Status.CONTRADICTS, f"{left} of {right} is {_shown(Fraction(left, right))}"
        if _TO.fullmatch(middle) and _FROM.search(text[max(0, one.start - 40) : one.start]):
            yield from _change(tail, Fraction(left), Fraction(right), share)


def _ranges(text: str, figures: list[Figure]) -> Iterator[Fault]:
    """Find "from a to b, up c%" where "a to b" was read as one range."""
    for span, share in pairwise(figures):
        read = span.found.figure if span.found else None
        ends = _NUMBER.findall(span.text)
        if (
            read is not None
            and read.upper is not None
            and len(ends) == 2
            and "from" in span.printed
            and _percent(share)
        ):
            left, right = (Fraction(end.replace(",", "")) for end in ends)
            yield from _change(text[span.end : share.start], left, right, share)


def _change(tail: str, left: Fraction, right: Fraction, share: Figure) -> Iterator[Fault]:
    """Hold "up c%" against a change from `left` to `right`."""
    way = _BY.fullmatch(tail)
    if way is None or left <= 0:
        return
    change = (right - left) / left
    down = re.search(r"down|fall|decrease", way["way"].casefold()) is not None
    if (change < 0) != down or not _bears(share, abs(change)):
        yield share.start, Status.CONTRADICTS, f"from {left} to {right} is {_shown(change)}"


def _bears(share: Figure, value: Fraction) -> bool:
    return judge(share.text, value, unit="share").verdict is not Verdict.MISMATCH


def _shown(value: Fraction) -> str:
    return f"{float(value) * 100:+.4g}%" if value < 0 else f"{float(value) * 100:.4g}%"


def _percent(figure: Figure) -> bool:
    read = figure.found.figure if figure.found else None
    return read is not None and read.form is Form.PERCENT and read.upper is None


def _whole(figure: Figure) -> int | None:
    """Give the whole number that a figure prints exactly; ``None`` for anything else."""
    read = figure.found.figure if figure.found else None
    if read is None or read.form is not Form.NUMBER or read.upper is not None or read.qualifier is not None:
        return None
    return int(read.amount) if read.amount.denominator == 1 and read.step <= 1 else None
