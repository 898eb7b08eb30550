"""The numbers of one sentence and what they print exactly, which all checks of a text against itself use."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from figurecheck.figures import Form, Rules
from figurecheck.model import Verdict
from figurecheck.scan.consistency.result import Status
from figurecheck.scan.consistency.text_figures import Figure, by_sentence
from figurecheck.scan.words.tables import plain
from figurecheck.verdicts.judge import judge

# A sentence without an end, such as a list of addresses, may be as long as the text.
NEAR = 100
"""Characters in which the words lie that say something of a number."""
Refutation = tuple[int, Status, str]
"""Start of the number that is wrong, its status, and the reason."""


@dataclass(frozen=True, slots=True)
class TextSentence:
    """A sentence: its place in the text, and the numbers in it that count something."""

    source: str
    """The whole text."""
    start: int
    end: int
    figures: tuple[Figure, ...]
    rules: Rules
    """The rules by which the report's figures are judged."""

    @property
    def text(self) -> str:
        """The sentence itself."""
        return self.source[self.start : self.end]

    @property
    def plain(self) -> str:
        """The sentence in lower case with single spaces, as the tables of phrases want it."""
        return plain(self.text)

    def between(self, left: Figure, right: Figure) -> str:
        """Return the plain text between two numbers."""
        return plain(self.source[left.end : right.start])

    def before(self, figure: Figure) -> str:
        """Return the plain text before a number in its sentence, as far as the words near it reach."""
        return plain(self.source[max(self.start, figure.start - NEAR) : figure.start])

    def after(self, figure: Figure) -> str:
        """Return the plain text after a number in its sentence, as far as the words near it reach."""
        return plain(self.source[figure.end : min(self.end, figure.end + NEAR)])


def checked_sentences(source: str, figures: list[Figure], rules: Rules) -> list[TextSentence]:
    """Return the sentences with numbers that count something; articles are left out."""
    made = []
    for sentence, own in by_sentence(source, figures):
        counted = tuple(one for one in own if one.counted and not one.article)
        if counted:
            made.append(TextSentence(source, sentence.start, sentence.end, counted, rules))
    return made


def is_percentage(figure: Figure) -> bool:
    """Return whether a number is a single percentage, no range of them."""
    read = figure.read
    return read is not None and read.form is Form.PERCENT and read.upper is None


def exact_count(figure: Figure) -> int | None:
    """Return the whole number that a figure prints without a qualifier or a scale word; ``None`` for anything else."""
    read = figure.read
    if read is None or read.form is not Form.NUMBER or read.bare:
        return None
    if read.upper is not None or read.qualifier is not None:
        return None
    # A step above one comes from a scale word: "23 thousand" leaves 999 unsaid, and proves no sum wrong.
    return int(read.amount) if read.amount.denominator == 1 and read.step <= 1 else None


def unit_of(figure: Figure) -> str:
    """Return a number's unit; empty if it has none."""
    read = figure.read
    return read.unit if read is not None else ""


def rounding_slack(number: int) -> int:
    """Return how far a whole number may be off if its trailing zeros were rounded; a single zero counts as exact.

    >>> [rounding_slack(number) for number in (762, 370, 23_000)]
    [0, 0, 500]
    """
    zeros = len(str(number)) - len(str(number).rstrip("0"))
    # 370 and 20 are taken at their word: most counts that end in one zero are not rounded, and a text is accused only
    # where it leaves no other way.
    return 10**zeros // 2 if zeros > 1 and number else 0


def may_print(share: Figure, value: Fraction, rules: Rules) -> bool:
    """Return whether a percentage may be the print of a share of one, rounded or cut off."""
    # The judge knows qualifiers and both ways of rounding; a comparison of its own would accuse what the page passes.
    return judge(share.text, value, unit="share", rules=rules).verdict is not Verdict.MISMATCH


def show_share(value: Fraction) -> str:
    """Write a share as a percentage, in four digits.

    >>> show_share(Fraction(1, 3)), show_share(Fraction(-1, 2))
    ('33.33%', '-50%')
    """
    return f"{float(value) * 100:.4g}%"
