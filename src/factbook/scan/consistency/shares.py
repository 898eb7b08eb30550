"""Percentages and means that no whole number of the stated total gives, and "n of N (p%)" that is another share.

"29.1% of 12 people" is impossible, as N. J. L. Brown and J. Heathers showed for means (GRIM, 2016).
Weighted results are no counts, so a sentence that speaks of weights is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from factbook.figures import Form
from factbook.model import Verdict
from factbook.scan.consistency.exact import Fault, Part, bears, percent, shown, whole
from factbook.scan.consistency.result import Status
from factbook.scan.consistency.text_figures import Figure
from factbook.verdicts.judge import judge
from factbook.verdicts.ratios import is_possible

LARGEST = 1000
"""Totals above this allow nearly every percentage that is printed."""
_ALL = r"(?:the\s+|its\s+|their\s+|all\s+|those\s+)*"
_OF = re.compile(rf"\s+of\s+{_ALL}", re.IGNORECASE)
_OUT_OF = re.compile(rf"(?:\s+[^\W\d]+)?\s+(?:out\s+)?of\s+{_ALL}", re.IGNORECASE)
_IS = re.compile(r"(?:\s+[^\W\d]+){0,3}\s*(?:\(|,\s+or\s+|,\s+that\s+is,?\s+|,\s+i\.e\.,?\s+)\s*", re.IGNORECASE)
_SHARE_OPENS = re.compile(rf"(?:^|[,;:(]\s*)(?:of|among|out\s+of)\s+{_ALL}$", re.IGNORECASE)
_SHARE_FOLLOWS = re.compile(r"(?:\s+[^\W\d]+){0,3}\s*,\s+", re.IGNORECASE)
_OTHER_BASE = re.compile(r"\s*(?:points?\b|of\b|in\b|more\b|less\b|fewer\b|higher\b|lower\b)", re.IGNORECASE)
_N = re.compile(r"\b[nN]\s*=\s*$")
_OF_KOREAN = re.compile(r"\s*(?:중에서|가운데|중)(?:\s+[^\W\d]+){0,2}\s*")
_GENITIVE_KOREAN = re.compile(r"의\s*")
_TWO_KOREAN = re.compile(r"\D*(\d[\d,]*)\D*?(?:중에서|가운데|중)\D*(\d[\d,]*)\D*")
_OPENS = re.compile(r"\s*(?:\(|,\s*즉\s*)\s*")
_WEIGHTED = re.compile(r"\bweight|adjusted|estimate|가중|추정|보정", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:mean|average|averaged)\b|평균", re.IGNORECASE)
_INTEGER = re.compile(r"\b(?:integers?|whole[- ](?:numbers?|points?))\b|정수", re.IGNORECASE)


def find_wrong_shares(parts: list[Part]) -> Iterator[Fault]:
    """Find percentages and means that the counts beside them rule out."""
    for part in parts:
        yield from _parted(part)
        yield from _fraction_in_words(part)
        if not _WEIGHTED.search(part.said):
            yield from _impossible(part)
            yield from _means(part)


def _impossible(part: Part) -> Iterator[Fault]:
    """Find percentages that no whole number of the stated total gives."""
    for share, total in _shares_and_totals(part):
        number = whole(total)
        if number is not None and 0 < number <= LARGEST and not _possible(share, number):
            yield share.start, Status.IMPOSSIBLE, f"no whole number of {number} makes {share.text}"


def _shares_and_totals(part: Part) -> Iterator[tuple[Figure, Figure]]:
    for one, two in pairwise(part.figures):
        gap = part.gap(one, two)
        if percent(one) and _OF.fullmatch(gap):
            yield one, two
        opens = _SHARE_OPENS.search(part.before(one)) and _SHARE_FOLLOWS.fullmatch(gap)
        korean = _OF_KOREAN.fullmatch(gap) or _GENITIVE_KOREAN.fullmatch(gap)
        if percent(two) and (opens or korean) and not _OTHER_BASE.match(part.behind(two)):
            yield two, one
    stated = [one for one in part.figures if _N.search(part.before(one))]
    rest = [one for one in part.figures if one not in stated]
    if len(stated) == 1 and all(percent(one) and not _OTHER_BASE.match(part.behind(one)) for one in rest):
        yield from ((one, stated[0]) for one in rest)


def _possible(share: Figure, number: int) -> bool:
    """Whether some count out of `number` prints as that percentage."""
    figure = share.found.figure if share.found else None
    if figure is None or figure.qualifier is not None or figure.direction or figure.amount > 100:
        return True
    return is_possible(figure.amount / 100, number, lambda value: bears(share, value))


def _means(part: Part) -> Iterator[Fault]:
    """Find means of whole numbers that no sum divided by the stated n gives."""
    if not _MEAN.search(part.said) or not _INTEGER.search(part.said):
        return
    stated = [one for one in part.figures if _N.search(part.before(one))]
    decimal = [one for one in part.figures if _decimal(one)]
    number = whole(stated[0]) if len(stated) == 1 else None
    if len(decimal) != 1 or not number or number > LARGEST:
        return
    [mean] = decimal
    read = mean.found.figure if mean.found else None
    nearest = int(read.amount * number) if read else 0
    sums = (Fraction(count, number) for count in (nearest, nearest + 1))
    if read and not any(judge(str(mean.text), one, unit=read.unit).verdict is not Verdict.MISMATCH for one in sums):
        yield mean.start, Status.IMPOSSIBLE, f"no {number} whole numbers have the mean {mean.text}"


def _decimal(figure: Figure) -> bool:
    read = figure.found.figure if figure.found else None
    exact = read is not None and read.form is Form.NUMBER and read.upper is None and read.qualifier is None
    return exact and read is not None and read.step < 1


def _parted(part: Part) -> Iterator[Fault]:
    """Find "n of N (p%)" that is another share."""
    for one, two, share in zip(part.figures, part.figures[1:], part.figures[2:], strict=False):
        left, right = whole(one), whole(two)
        if left is None or right is None or not percent(share) or not 0 <= left <= right or not right:
            continue
        if _OUT_OF.fullmatch(part.gap(one, two)) and _IS.fullmatch(part.gap(two, share)):
            yield from _unlike(left, right, share)


def _fraction_in_words(part: Part) -> Iterator[Fault]:
    """Find "N 중 n (p%)", which is read as one fraction."""
    for one, share in pairwise(part.figures):
        counts = _TWO_KOREAN.fullmatch(one.text)
        if counts and percent(share) and _OPENS.fullmatch(part.gap(one, share)):
            right, left = (int(count.replace(",", "")) for count in counts.groups())
            if 0 <= left <= right and right:
                yield from _unlike(left, right, share)


def _unlike(left: int, right: int, share: Figure) -> Iterator[Fault]:
    low = Fraction(max(0, left * 2 - slack_of(left)), right * 2 + slack_of(right))
    high = Fraction(left * 2 + slack_of(left), max(1, right * 2 - slack_of(right)))
    if bears(share, Fraction(left, right)) or any(bears(share, edge) for edge in (low, high)):
        return
    amount = share.found.figure.amount / 100 if share.found and share.found.figure else Fraction(0)
    if not low <= amount <= high:
        yield share.start, Status.CONTRADICTS, f"{left} of {right} is {shown(Fraction(left, right))}"


def slack_of(number: int) -> int:
    """Twice the distance by which a round number of three zeros or more may be off."""
    zeros = len(str(number)) - len(str(number).rstrip("0"))
    return int(10**zeros) if zeros > 2 else 0
