"""Read shares and rates of two numbers in English: one in five, 9 out of 10, 12.5 per 100,000, 3:1, 50-50."""

from __future__ import annotations

from fractions import Fraction

from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.number import Core
from figurecheck.figures.common.tokens import Tokens, skip_hyphen, word_at
from figurecheck.figures.english.numerals import read_number
from figurecheck.figures.english.words import MEASURES, NOUN_STOPS, SCALES

_SPANS = frozenset({*MEASURES, "percent", "%", "per"})
_DASHES = frozenset({"-", "–"})
RATE_REACH = 5
"""Most words between a number and its "per 100,000": "3.2 heat-related deaths"."""


def read_one_in(tokens: Tokens, number: Core) -> Core | None:
    """Read "one in five", "one-in-five", "9 out of 10", "one of every three"."""
    at = skip_hyphen(tokens, number.end)
    word = word_at(tokens, at)
    # "One adult in four".
    if number.amount == 1 and not number.digits and word_at(tokens, at + 1) == "in" and word not in NOUN_STOPS:
        at, word = at + 1, "in"
    if word not in {"in", "out", "of"} or not number.whole or number.year:
        return None
    at = skip_hyphen(tokens, at + 1)
    if word == "out":
        if word_at(tokens, at) != "of":
            return None
        at = skip_hyphen(tokens, at + 1)
    if word_at(tokens, at) == "every":
        at += 1
    # "Three of the 20" are two figures; only "of every" makes a share of them by itself.
    elif word == "of":
        return None
    below = _scale(tokens, at) or read_number(tokens, at)
    if (
        below is None
        or below.form is not Form.NUMBER
        or below.year
        or not below.amount > 1
        or number.amount > below.amount
    ):
        return None
    if word == "in" and tokens[at - 1].text != "every" and not _plain_ratio(tokens, number, below):
        return None
    return Core(amount=number.amount / below.amount, end=below.end, bare=True, form=Form.FRACTION)


def _plain_ratio(tokens: Tokens, number: Core, below: Core) -> bool:
    """Return whether "n in m" is a share: not "three in 10 days", not "12 in 23 raids"."""
    if word_at(tokens, skip_hyphen(tokens, below.end)) in _SPANS:
        return False
    # Shares are said of a dozen or a round number: "1 in 20", "30 in 1,000"; one may be in any: "one in 18".
    return number.amount == 1 or below.amount <= 12 or below.amount % 10 == 0


def read_rate(tokens: Tokens, number: Core) -> Core | None:
    """Read "12.5 per 100,000", "3.2 deaths per million", "5 for every 1,000"."""
    at = number.end
    for _ in range(RATE_REACH):
        if not (at < len(tokens) and (tokens[at].kind == "w" or tokens[at].text == "-")) or tokens[at].text == "per":
            break
        # A preposition or a verb begins another phrase, whose "per" is not this number's; but "12 cases of fraud per
        # 1,000" is one.
        if tokens[at].text in NOUN_STOPS and not (tokens[at].text == "of" and at > number.end):
            break
        at += 1
    if word_at(tokens, at) == "per":
        at += 1
    elif word_at(tokens, at) in {"for", "in"} and word_at(tokens, at + 1) == "every":
        at += 2
    else:
        return None
    below = _scale(tokens, at) or read_number(tokens, at)
    if below is None or below.form is not Form.NUMBER or below.amount <= 1:
        return None
    return Core(
        amount=number.amount / below.amount,
        end=below.end,
        form=Form.FRACTION,
        # "One nurse for every 40 patients" is a word for a size: half a nurse more would be another figure altogether.
        bare=number.whole and number.amount == 1,
        step=number.step / below.amount,
        whole=False,
        unit=f"per {below.amount}",
    )


def _scale(tokens: Tokens, at: int) -> Core | None:
    """Read a scale word alone: "per million"."""
    word = word_at(tokens, at)
    return Core(amount=Fraction(SCALES[word]), end=at + 1) if word in SCALES else None


def read_odds(tokens: Tokens, number: Core) -> Core | None:
    """Read "3:1", "3-to-1", "5 to 4" as a multiple, and "50-50" and "fifty-fifty" as halves."""
    at = number.end
    link = word_at(tokens, at)
    # Fifty-fifty is the one pair with a dash that is no range and no score.
    if link in _DASHES and number.amount == 50:
        other = read_number(tokens, at + 1)
        return read_halves(other.end) if other is not None and other.amount == 50 and other.whole else None
    joined = skip_hyphen(tokens, at)
    if link == ":" and tokens[at].glued and at + 1 < len(tokens) and tokens[at + 1].glued:
        at += 1
    elif word_at(tokens, joined) == "to" and word_at(tokens, at - 2) not in {"from", "between"}:
        at = skip_hyphen(tokens, joined + 1)
    else:
        return None
    below = read_number(tokens, at) if number.whole else None
    if below is None or below.form is not Form.NUMBER or not 0 < below.amount <= 100 or not below.whole:
        return None
    # "A million-to-one".
    if (number.scaled or number.amount > 100) and (below.amount != 1 or number.digits):
        return None
    # "5 to 4" in words may be a range or a score; only falling pairs with a small second number are odds.
    if link != ":" and not (number.amount > below.amount and below.amount <= 10):
        return None
    if word_at(tokens, skip_hyphen(tokens, below.end)) in _SPANS:
        return None
    return Core(amount=number.amount / below.amount, end=below.end, bare=True, form=Form.MULTIPLE, digits=number.digits)


def read_halves(end: int) -> Core:
    """Return the number of "50-50"."""
    return Core(amount=Fraction(1, 2), end=end, bare=True, form=Form.FRACTION)
