"""Parts that do not make their whole, where the text says that they are all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from factbook.scan.consistency.exact import Fault, Part, percent, slack, unit_of, whole
from factbook.scan.consistency.result import Status
from factbook.scan.consistency.text_figures import Figure

_WORDS = r"(?:\s*\b[^\W\d]+\b){0,4}"
_OPENS = re.compile(rf"{_WORDS}\s*(?::|,?\s+(?:made\s+up\s+of|consisting\s+of|comprising|namely|split\s+into))\s*"
                    r"(?:\b[^\W\d]+\b\s*){0,2}", re.IGNORECASE)  # fmt: skip
_LOOSELY_OPENS = re.compile(rf"{_WORDS}\s*[,(–—:-]\s*(?:\b[^\W\d]+\b\s*){{0,2}}", re.IGNORECASE)
_JOINS = re.compile(
    rf"{_WORDS}\s*(?:,|，|·|/|;|\band\b|\bplus\b|와|과|및|,\s*and)\s*(?:\b[^\W\d]+\b\s*){{0,3}}", re.IGNORECASE
)
_TOTALS = re.compile(
    rf"{_WORDS}\s*[,(:–—-]?\s*(?:for\s+|making\s+|or\s+|which\s+makes\s+)?(?:a\s+total\s+of|totall?ing|adding\s+up\s+to)\s+"
    rf"|{_WORDS}\s*(?:등\s*)?(?:모두|총|합계|합쳐)\s*",
    re.IGNORECASE,
)
_IN_ALL = re.compile(r"(?:\s+[^\W\d]+){0,2}\s+(?:in\s+all|in\s+total|altogether|all\s+told)\b", re.IGNORECASE)
_OPEN_ENDED = re.compile(
    r"\b(?:includ\w*|among|such as|for example|e\.g|at least|mostly|mainly|some|others?|both|respectively|per|each|"
    r"average|record|than|versus|against|compared|overlap\w*|unknown|up|down)\b|등(?!\s*(?:총|모두))|포함|비롯|각각|중복|미상",
    re.IGNORECASE,
)
_HALVES = (
    ({"men", "man", "males", "male"}, {"women", "woman", "females", "female"}),
    ({"boys", "boy"}, {"girls", "girl"}),
    ({"남성", "남자", "남"}, {"여성", "여자", "여"}),
    ({"내국인", "한국인"}, {"외국인"}),
    ({"koreans"}, {"foreigners"}),
)
"""Two words that between them leave nobody out."""
_REST = re.compile(r"(?:\bthe\s+(?:remaining|other|rest,?)|\bremaining|나머지)\s*(?:은|는|인)?\s*\(?$", re.IGNORECASE)


def find_wrong_sums(parts: list[Part]) -> Iterator[Fault]:
    """Find wholes that are not the sum of the parts beside them, and shares that do not make 100 with the rest."""
    for part in parts:
        yield from _counts(part)
        yield from _remainder(part)


def _counts(part: Part) -> Iterator[Fault]:
    figures = part.figures
    numbers = [whole(one) for one in figures]
    if len(figures) < 3 or len({unit_of(one) for one in figures} - {""}) > 1 or "|" in part.said:
        return
    exact = [number for number in numbers if number is not None]
    if len(exact) != len(figures) or _OPEN_ENDED.search(part.said):
        return
    if _whole_first(part, figures):
        yield from _unequal(figures[0], exact[0], exact[1:])
    elif _whole_last(part, figures):
        yield from _unequal(figures[-1], exact[-1], exact[:-1])


def _unequal(total: Figure, number: int, parts: list[int]) -> Iterator[Fault]:
    if abs(sum(parts) - number) > slack(number) + sum(map(slack, parts)):
        added = " + ".join(f"{part:,}" for part in parts)
        yield total.start, Status.CONTRADICTS, f"{added} is {sum(parts):,}, not {number:,}"


def _whole_first(part: Part, figures: tuple[Figure, ...]) -> bool:
    gap = part.gap(figures[0], figures[1])
    if not all(_JOINS.fullmatch(part.gap(one, two)) for one, two in pairwise(figures[1:])):
        return False
    halves = len(figures) == 3 and _halves(part, figures[1:])
    return bool(_OPENS.fullmatch(gap)) or (halves and bool(_LOOSELY_OPENS.fullmatch(gap)))


def _whole_last(part: Part, figures: tuple[Figure, ...]) -> bool:
    if not all(_JOINS.fullmatch(part.gap(one, two)) for one, two in pairwise(figures[:-1])):
        return False
    gap = part.gap(figures[-2], figures[-1])
    return bool(_TOTALS.fullmatch(gap)) or bool(_JOINS.fullmatch(gap) and _IN_ALL.match(part.behind(figures[-1])))


def _halves(part: Part, figures: tuple[Figure, ...]) -> bool:
    """Whether two numbers count two halves that leave nobody out."""
    one, two = (_nouns(part, figure) for figure in figures)
    return any((one & left and two & right) or (one & right and two & left) for left, right in _HALVES)


def _nouns(part: Part, figure: Figure) -> set[str]:
    """Give the words beside a number that may name what it counts: in it, three behind it, one before it."""
    behind = re.match(r"(?:\s*\b[^\W\d]+\b){0,3}", part.behind(figure))
    before = re.search(r"[^\W\d]+\s*$", part.before(figure))
    near = f"{before.group() if before and not figure.text[-1:].isascii() else ''} {figure.text} "
    return set(re.findall(r"[^\W\d]+", (near + (behind.group() if behind else "")).casefold()))


def _remainder(part: Part) -> Iterator[Fault]:
    """Find percentages that do not make 100 with "the remaining p%"."""
    shares = part.figures
    if len(shares) < 2 or not all(percent(one) for one in shares) or not _REST.search(part.before(shares[-1])):
        return
    if _OPEN_ENDED.search(part.said):
        return
    read = [one.found.figure for one in shares if one.found and one.found.figure]
    if any(figure.qualifier or figure.direction for figure in read):
        return
    total = sum((figure.amount for figure in read), Fraction(0))
    if abs(total - 100) > sum((figure.step for figure in read), Fraction(0)) / 2:
        added = " + ".join(one.text for one in shares)
        yield shares[-1].start, Status.CONTRADICTS, f"{added} is {float(total):.5g}%, not 100%"
