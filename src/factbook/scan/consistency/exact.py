"""The numbers of one sentence, and what they print exactly: the common ground of the checks inside a text."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from factbook.figures import Form
from factbook.model import Verdict
from factbook.scan.consistency.result import Status
from factbook.scan.consistency.text_figures import Figure
from factbook.scan.consistency.words import sentences
from factbook.verdicts.judge import judge

Fault = tuple[int, Status, str]
"""Start of the number, what is wrong with it, and why."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence: its place, and the numbers in it that count something."""

    text: str
    """The whole text."""
    start: int
    end: int
    figures: tuple[Figure, ...]

    @property
    def said(self) -> str:
        """The sentence itself."""
        return self.text[self.start : self.end]

    def gap(self, left: Figure, right: Figure) -> str:
        """Give what stands between two numbers."""
        return self.text[left.end : right.start]

    def before(self, figure: Figure) -> str:
        """Give what stands before a number."""
        return self.text[self.start : figure.start]

    def behind(self, figure: Figure) -> str:
        """Give what stands behind a number."""
        return self.text[figure.end : self.end]


def parts_of(text: str, figures: list[Figure]) -> list[Part]:
    """Split a text into sentences with the numbers that count something; articles are none."""
    made, at = [], 0
    for sentence in sentences(text):
        held = []
        while at < len(figures) and figures[at].start < sentence.end:
            held.append(figures[at])
            at += 1
        counted = tuple(one for one in held if one.counted and not one.article)
        if counted:
            made.append(Part(text, sentence.start, sentence.end, counted))
    return made


def percent(figure: Figure) -> bool:
    """Whether a number is a single percentage."""
    read = figure.found.figure if figure.found else None
    return read is not None and read.form is Form.PERCENT and read.upper is None


def whole(figure: Figure) -> int | None:
    """Give the whole number that a figure prints exactly; ``None`` for anything else."""
    read = figure.found.figure if figure.found else None
    if (
        read is None
        or read.form is not Form.NUMBER
        or read.upper is not None
        or read.qualifier is not None
        or read.bare
    ):
        return None
    return int(read.amount) if read.amount.denominator == 1 and read.step <= 1 else None


def unit_of(figure: Figure) -> str:
    """Give a number's unit, if it has one."""
    read = figure.found.figure if figure.found else None
    return read.unit if read is not None else ""


def slack(number: int) -> int:
    """How far a whole number may be off if its trailing zeros were rounded to; two digits are never rounded.

    >>> [slack(number) for number in (762, 370, 23_000)]
    [0, 0, 500]
    """
    zeros = len(str(number)) - len(str(number).rstrip("0"))
    return 10**zeros // 2 if zeros > 1 and number else 0


def bears(share: Figure, value: Fraction) -> bool:
    """Whether a percentage may stand for a share of one, rounded or cut off."""
    return judge(share.text, value, unit="share").verdict is not Verdict.MISMATCH


def shown(value: Fraction) -> str:
    """Write a share as a percentage, in four digits.

    >>> shown(Fraction(1, 3)), shown(Fraction(-1, 2))
    ('33.33%', '-50%')
    """
    return f"{float(value) * 100:.4g}%"
