"""Parts that do not add up to their total, where the text says that they are all of it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from figurecheck.figures.common.phrase_slots import words
from figurecheck.figures.common.phrases import Phrases
from figurecheck.scan.consistency.exact import (
    Refutation,
    TextSentence,
    exact_count,
    is_percentage,
    rounding_slack,
    unit_of,
)
from figurecheck.scan.consistency.result import Status
from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.scan.words import english, korean
from figurecheck.scan.words.tables import LanguagePhrases, plain

_OPENS, _MAY_OPEN = LanguagePhrases("list opens"), LanguagePhrases("list may open")
_JOINS, _TOTALS, _IN_ALL = LanguagePhrases("parts join"), LanguagePhrases("total follows"), LanguagePhrases("in all")
_OPEN_ENDED, _REST = LanguagePhrases("open-ended"), LanguagePhrases("the rest")
_THREE_WORDS = Phrases("{words}", slots={"words": words(3)})
_HALVES = (*english.HALVES_OF_ALL, *korean.HALVES_OF_ALL)


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
    if len(exact) != len(figures) or _is_open_ended(sentence.plain):
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
    return bool(_OPENS.fullmatch(gap)) or (halves and bool(_MAY_OPEN.fullmatch(gap)))


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
    behind = _THREE_WORDS.match(sentence.after(figure))
    # A Korean number ends in its counter, and what it counts stands before it.
    before = [] if figure.text[-1:].isascii() else _letters(sentence.before(figure))[-1:]
    return {*before, *_letters(plain(figure.text)), *_letters(behind.text if behind else "")}


def _letters(text: str) -> list[str]:
    return "".join(sign if sign.isalpha() else " " for sign in text).split()


def _is_open_ended(text: str) -> bool:
    _, *behind = text.split(korean.AND_SO_ON)
    return _OPEN_ENDED.is_in(text) or any(not one.lstrip().startswith(korean.ALL_TOLD) for one in behind)


def _check_remainder(sentence: TextSentence) -> Iterator[Refutation]:
    """Check that percentages make 100 with "the remaining p%"."""
    shares = sentence.figures
    if (
        len(shares) < 2
        or not all(is_percentage(one) for one in shares)
        or not _REST.search_end(sentence.before(shares[-1]))
    ):
        return
    if _is_open_ended(sentence.plain):
        return
    read = [one.found.figure for one in shares if one.found and one.found.figure]
    if any(figure.qualifier or figure.direction for figure in read):
        return
    total = sum((figure.amount for figure in read), Fraction(0))
    # Each percentage may be off by half of its last place.
    if abs(total - 100) > sum((figure.step for figure in read), Fraction(0)) / 2:
        added = " + ".join(one.text for one in shares)
        yield shares[-1].start, Status.CONTRADICTS, f"{added} is {float(total):.5g}%, not 100%"
