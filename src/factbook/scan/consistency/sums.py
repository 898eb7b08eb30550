"""Parts that do not add up to their total, where the text says that they are all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from factbook.scan.consistency.exact import (
    Refutation,
    TextSentence,
    exact_count,
    is_percentage,
    rounding_slack,
    unit_of,
)
from factbook.scan.consistency.result import Status
from factbook.scan.consistency.text_figures import Figure

# Up to four words may name what a number counts.
_WORDS = r"(?:\s*\b[^\W\d]+\b){0,4}"
# A colon, or words that promise a full list, between the total and its parts.
_OPENS = re.compile(rf"{_WORDS}\s*(?::|,?\s+(?:made\s+up\s+of|consisting\s+of|comprising|namely|split\s+into))\s*"
                    r"(?:\b[^\W\d]+\b\s*){0,2}", re.IGNORECASE)  # fmt: skip
# A comma or a bracket promises nothing; it is enough only for two groups that leave nobody out, such as men and women.
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
# Any of these says that the list is not complete, that it overlaps, or that it compares.
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
"""Pairs of groups that together leave nobody out."""
_REST = re.compile(r"(?:\bthe\s+(?:remaining|other|rest,?)|\bremaining|나머지)\s*(?:은|는|인)?\s*\(?$", re.IGNORECASE)


def find_wrong_sums(sentences: list[TextSentence]) -> Iterator[Refutation]:
    """Yield totals that are not the sum of the parts beside them, and shares that do not make 100 with the rest."""
    for sentence in sentences:
        yield from _check_sum(sentence)
        yield from _check_remainder(sentence)


def _check_sum(sentence: TextSentence) -> Iterator[Refutation]:
    figures = sentence.figures
    numbers = [exact_count(one) for one in figures]
    # Three at least: two numbers are no parts and total. A bar makes it a table, which `table_totals` checks.
    if len(figures) < 3 or len({unit_of(one) for one in figures} - {""}) > 1 or "|" in sentence.text:
        return
    exact = [number for number in numbers if number is not None]
    if len(exact) != len(figures) or _OPEN_ENDED.search(sentence.text):
        return
    if _total_first(sentence, figures):
        yield from _compare_sum(figures[0], exact[0], exact[1:])
    elif _total_last(sentence, figures):
        yield from _compare_sum(figures[-1], exact[-1], exact[:-1])


def _compare_sum(total: Figure, number: int, parts: list[int]) -> Iterator[Refutation]:
    # Every rounding is granted to the text: the total's and each part's.
    if abs(sum(parts) - number) > rounding_slack(number) + sum(map(rounding_slack, parts)):
        added = " + ".join(f"{part:,}" for part in parts)
        yield total.start, Status.CONTRADICTS, f"{added} is {sum(parts):,}, not {number:,}"


def _total_first(sentence: TextSentence, figures: tuple[Figure, ...]) -> bool:
    gap = sentence.between(figures[0], figures[1])
    if not all(_JOINS.fullmatch(sentence.between(one, two)) for one, two in pairwise(figures[1:])):
        return False
    halves = len(figures) == 3 and _leave_nobody_out(sentence, figures[1:])
    return bool(_OPENS.fullmatch(gap)) or (halves and bool(_LOOSELY_OPENS.fullmatch(gap)))


def _total_last(sentence: TextSentence, figures: tuple[Figure, ...]) -> bool:
    if not all(_JOINS.fullmatch(sentence.between(one, two)) for one, two in pairwise(figures[:-1])):
        return False
    gap = sentence.between(figures[-2], figures[-1])
    return bool(_TOTALS.fullmatch(gap)) or bool(_JOINS.fullmatch(gap) and _IN_ALL.match(sentence.after(figures[-1])))


def _leave_nobody_out(sentence: TextSentence, figures: tuple[Figure, ...]) -> bool:
    """Return whether two numbers count two groups that together leave nobody out."""
    one, two = (_nouns(sentence, figure) for figure in figures)
    return any((one & left and two & right) or (one & right and two & left) for left, right in _HALVES)


def _nouns(sentence: TextSentence, figure: Figure) -> set[str]:
    """Return the words near a number that may name what it counts: in it, three after it, one before it."""
    behind = re.match(r"(?:\s*\b[^\W\d]+\b){0,3}", sentence.after(figure))
    before = re.search(r"[^\W\d]+\s*$", sentence.before(figure))
    near = f"{before.group() if before and not figure.text[-1:].isascii() else ''} {figure.text} "
    return set(re.findall(r"[^\W\d]+", (near + (behind.group() if behind else "")).casefold()))


def _check_remainder(sentence: TextSentence) -> Iterator[Refutation]:
    """Check that percentages make 100 with "the remaining p%"."""
    shares = sentence.figures
    if (
        len(shares) < 2
        or not all(is_percentage(one) for one in shares)
        or not _REST.search(sentence.before(shares[-1]))
    ):
        return
    if _OPEN_ENDED.search(sentence.text):
        return
    read = [one.found.figure for one in shares if one.found and one.found.figure]
    if any(figure.qualifier or figure.direction for figure in read):
        return
    total = sum((figure.amount for figure in read), Fraction(0))
    # Each percentage may be off by half of its last place.
    if abs(total - 100) > sum((figure.step for figure in read), Fraction(0)) / 2:
        added = " + ".join(one.text for one in shares)
        yield shares[-1].start, Status.CONTRADICTS, f"{added} is {float(total):.5g}%, not 100%"
