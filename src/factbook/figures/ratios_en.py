"""Shares by two numbers in English: one in five, 9 out of 10, 12.5 per 100,000."""

from __future__ import annotations

from factbook.figures.core import Core
from factbook.figures.figure import Form
from factbook.figures.numerals_en import Tokens, read_number, skip_hyphen, word_at
from factbook.figures.words_en import MEASURES


def read_one_in(tokens: Tokens, number: Core) -> Core | None:
    """Read "one in five", "9 out of 10", "one of every three"."""
    at = number.end
    word = word_at(tokens, at)
    if word not in {"in", "out", "of"} or not number.whole or number.year:
        return None
    at += 1
    if word == "out":
        if word_at(tokens, at) != "of":
            return None
        at += 1
    if word_at(tokens, at) == "every":
        at += 1
    elif word == "of":
        return None
    below = read_number(tokens, at)
    if (
        below is None
        or below.form is not Form.NUMBER
        or below.year
        or not below.amount > 1
        or number.amount > below.amount
    ):
        return None
    if word == "in" and tokens[at - 1].text != "every" and not _plain_ratio(tokens, below):
        return None
    return Core(amount=number.amount / below.amount, end=below.end, bare=True, form=Form.FRACTION)


_SPANS = frozenset({*MEASURES, "percent", "%", "per"})


def _plain_ratio(tokens: Tokens, below: Core) -> bool:
    """Whether "n in m" is a share: not "three in 10 days", not "12 in 23 raids"."""
    if word_at(tokens, skip_hyphen(tokens, below.end)) in _SPANS:
        return False
    return below.amount <= 12 or below.amount % 10 == 0


def read_rate(tokens: Tokens, number: Core) -> Core | None:
    """Read "12.5 per 100,000"."""
    if word_at(tokens, number.end) != "per":
        return None
    below = read_number(tokens, number.end + 1)
    if below is None or below.form is not Form.NUMBER or below.amount <= 1:
        return None
    return Core(
        amount=number.amount / below.amount,
        end=below.end,
        form=Form.FRACTION,
        step=number.step / below.amount,
        whole=False,
        unit=f"per {below.amount}",
    )
