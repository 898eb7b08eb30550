"""Percentages and means that no whole number of the stated total gives, and "n of N (p%)" whose share is not p.

"29.1% of 12 people" is impossible, as N. J. L. Brown and J. Heathers showed for means (GRIM, 2016).
Weighted results are no counts, so a sentence that speaks of weights is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from figurecheck.figures import Form, Rules
from figurecheck.model import Verdict
from figurecheck.scan.consistency.exact import (
    Refutation,
    TextSentence,
    exact_count,
    is_percentage,
    may_print,
    show_share,
)
from figurecheck.scan.consistency.result import Status
from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.scan.words import korean
from figurecheck.scan.words.tables import LanguagePhrases, number_runs
from figurecheck.verdicts.judge import judge
from figurecheck.verdicts.ratios import is_possible

LARGEST = 1000
"""Totals above this allow nearly every percentage that is printed to a tenth."""
_OF, _OUT_OF, _THAT_IS = LanguagePhrases("of"), LanguagePhrases("out of"), LanguagePhrases("that is")
_SHARE_OPENS, _SHARE_FOLLOWS = LanguagePhrases("share opens"), LanguagePhrases("share follows")
_OTHER_BASE, _N, _SHARE_OF = LanguagePhrases("other base"), LanguagePhrases("n is"), LanguagePhrases("share of")
_SHARE_BEHIND = LanguagePhrases("share behind")
_WEIGHTED, _MEAN, _INTEGER = LanguagePhrases("weighted"), LanguagePhrases("mean"), LanguagePhrases("integer")


def find_wrong_shares(sentences: list[TextSentence]) -> Iterator[Refutation]:
    """Yield percentages and means that the counts beside them rule out."""
    for sentence in sentences:
        yield from _check_counts(sentence)
        yield from _check_korean_counts(sentence)
        # GRIM, after Brown and Heathers: a mean of n whole numbers is a whole number over n.
        if not _WEIGHTED.is_in(sentence.plain):
            yield from _check_possible(sentence)
            yield from _check_means(sentence)


def _check_possible(sentence: TextSentence) -> Iterator[Refutation]:
    """Yield percentages that no whole number of the stated total gives."""
    for share, total in _shares_and_totals(sentence):
        number = exact_count(total)
        if number is not None and 0 < number <= LARGEST and not _is_possible(share, number, sentence.rules):
            yield share.start, Status.IMPOSSIBLE, f"no whole number of {number} makes {share.text}"


def _shares_and_totals(sentence: TextSentence) -> Iterator[tuple[Figure, Figure]]:
    for one, two in pairwise(sentence.figures):
        gap = sentence.between(one, two)
        if is_percentage(one) and _OF.fullmatch(gap):
            yield one, two
        if not is_percentage(two):
            continue
        # A sentence opens as a clause behind a comma does.
        opens = _SHARE_FOLLOWS.fullmatch(gap) and _SHARE_OPENS.search_end(f",{sentence.before(one)}")
        if (opens or _SHARE_OF.fullmatch(gap)) and not _OTHER_BASE.match(sentence.after(two)):
            yield two, one
    # One stated n for several percentages is only clear where nothing else is counted in the sentence.
    counts = [one for one in sentence.figures if not is_percentage(one)]
    if len(counts) > 1:
        return
    stated = [one for one in sentence.figures if _N.search_end(sentence.before(one))]
    rest = [one for one in sentence.figures if one not in stated]
    if len(stated) == 1 and all(is_percentage(one) and not _OTHER_BASE.match(sentence.after(one)) for one in rest):
        yield from ((one, stated[0]) for one in rest)


def _is_possible(share: Figure, number: int, rules: Rules) -> bool:
    """Return whether some count out of `number` prints as that percentage."""
    figure = share.read
    if figure is None or figure.qualifier is not None or figure.direction or figure.amount > 100:
        return True
    return is_possible(figure.amount / 100, number, lambda value: may_print(share, value, rules))


def _check_means(sentence: TextSentence) -> Iterator[Refutation]:
    """Yield means of whole numbers that no sum divided by the stated n gives."""
    if not _MEAN.is_in(sentence.plain) or not _INTEGER.is_in(sentence.plain):
        return
    stated = [one for one in sentence.figures if _N.search_end(sentence.before(one))]
    decimal = [one for one in sentence.figures if _decimal(one)]
    number = exact_count(stated[0]) if len(stated) == 1 else None
    if len(decimal) != 1 or not number or number > LARGEST:
        return
    [mean] = decimal
    read = mean.read
    # The two sums around mean times n; any other is farther away, so that it cannot round to the mean either.
    nearest = int(read.amount * number) if read else 0
    sums = (Fraction(count, number) for count in (nearest, nearest + 1))
    findings = (judge(mean.text, one, unit=read.unit, rules=sentence.rules) for one in sums) if read else ()
    if read and all(finding.verdict is Verdict.MISMATCH for finding in findings):
        yield mean.start, Status.IMPOSSIBLE, f"no {number} whole numbers have the mean {mean.text}"


def _decimal(figure: Figure) -> bool:
    read = figure.read
    exact = read is not None and read.form is Form.NUMBER and read.upper is None and read.qualifier is None
    return exact and read is not None and read.step < 1


def _check_counts(sentence: TextSentence) -> Iterator[Refutation]:
    """Check "n of N (p%)"."""
    for one, two, share in zip(sentence.figures, sentence.figures[1:], sentence.figures[2:], strict=False):
        left, right = exact_count(one), exact_count(two)
        if left is None or right is None or not is_percentage(share) or not 0 <= left <= right or not right:
            continue
        if _OUT_OF.fullmatch(sentence.between(one, two)) and _THAT_IS.fullmatch(sentence.between(two, share)):
            yield from _compare_share(left, right, share, sentence.rules)


def _check_korean_counts(sentence: TextSentence) -> Iterator[Refutation]:
    """Check "N 중 n (p%)", whose two counts are read as one fraction."""
    for one, share in pairwise(sentence.figures):
        counts = _two_counts(one.text)
        if counts and is_percentage(share) and _SHARE_BEHIND.fullmatch(sentence.between(one, share)):
            right, left = counts
            if 0 <= left <= right and right:
                yield from _compare_share(left, right, share, sentence.rules)


def _two_counts(text: str) -> tuple[int, int] | None:
    """Return both numbers of "5명 중 1명"; ``None`` for any other text."""
    numbers = list(number_runs(text, ","))
    if len(numbers) != 2:
        return None
    (start, one), (behind, other) = numbers
    if not any(word in text[start:behind] for word in korean.SHARE_WORDS):
        return None
    return int(one.replace(",", "")), int(other.replace(",", ""))


def _compare_share(left: int, right: int, share: Figure, rules: Rules) -> Iterator[Refutation]:
    low = Fraction(max(0, left * 2 - _doubled_slack(left)), right * 2 + _doubled_slack(right))
    high = Fraction(left * 2 + _doubled_slack(left), max(1, right * 2 - _doubled_slack(right)))
    if any(may_print(share, value, rules) for value in (Fraction(left, right), low, high)):
        return
    amount = share.found.figure.amount / 100 if share.found and share.found.figure else Fraction(0)
    # Between the shares of the ends of both roundings the percentage may be computed from the exact counts.
    if not low <= amount <= high:
        yield share.start, Status.CONTRADICTS, f"{left} of {right} is {show_share(Fraction(left, right))}"


def _doubled_slack(number: int) -> int:
    """Return twice the distance by which a round number of three zeros or more may be off; doubled to stay whole."""
    zeros = len(str(number)) - len(str(number).rstrip("0"))
    # Stricter than `rounding_slack`: "3,200 of 23,000 (14.0%)" is fair, while 370 of 762 is exact.
    return int(10**zeros) if zeros > 2 else 0
