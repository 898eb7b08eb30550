"""The results of reading: a printed figure, and a number found in running text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from figurecheck.figures.common.qualifiers import Qualifier
from figurecheck.figures.common.stretches import PartOfTime


class NumberKind(StrEnum):
    """What a number in running text is; only figures and ordinals need a claim."""

    FIGURE = "figure"
    ORDINAL = "ordinal"
    YEAR = "year"
    DATE = "date"
    TIME = "time"
    LIST = "list number"
    """Numbers an item, a section, a table; counts nothing."""
    NAME = "name"
    """COVID-19, A4, and the names that an editor lists."""
    ADDRESS = "address"
    CODE = "code"
    WORD = "word"
    """A number word that is not meant as a number: "one another"."""


class Form(StrEnum):
    """How a figure is written, which decides what it can be compared with."""

    NUMBER = "number"
    PERCENT = "percent"
    """The amount is in percent."""
    POINTS = "percentage points"
    FRACTION = "fraction"
    """Half, two-thirds, one in five: a share of one."""
    MULTIPLE = "multiple"
    """Double, three times, 2.06-fold."""
    ORDINAL = "ordinal"
    DATE = "date"
    VAGUE = "vague"
    """Dozens, hundreds of: at least two of them."""
    UNSURE = "cannot be judged"
    """The low thirties, and other figures that no rule can compare with a value."""


RELATIVE = frozenset({Form.PERCENT, Form.POINTS, Form.FRACTION, Form.MULTIPLE})
"""Forms that may be a part of something or a change of it, rather than an amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFigure:
    """A figure as the reader sees it, with everything that decides which values it allows."""

    text: str
    form: Form = Form.NUMBER
    amount: Fraction = Fraction(0)
    """In `unit`, scale words multiplied out; never negative unless a minus is printed."""
    step: Fraction = Fraction(1)
    """The last place printed: 0.1 for "16.6%", 100,000 for "1.2 million"."""
    whole: bool = True
    """Whether trailing zeros may be rounding; no, once a decimal point is printed."""
    bare: bool = False
    """A word for a size (half, a dozen, double) rather than a count; judged with a tolerance."""
    upper: Fraction | None = None
    """The other end of a range."""
    open: bool = False
    """Whether the other end is no part of the range: the thirties end below 40."""
    total: Fraction | None = None
    """The m of "n of m"; the amount is n / m."""
    among: Fraction | None = None
    """The m of a place: "17th of 42"."""
    unit: str = ""
    """Canonical: people, cases, KRW, kg, year...; empty for a bare number."""
    noun: str = ""
    """What is counted, where it is no unit that we know."""
    qualifier: Qualifier | None = None
    inner: Qualifier | None = None
    """A second qualifier, nearer to the number: "no more than about 20"."""
    direction: int = 0
    """-1 for "fell", +1 for "rose", 0 where none is printed."""
    motion: str = ""
    """The word of its direction, by which its statistic may be named: "a deficit of $2bn"."""
    taken: bool = False
    """Whether that word may say what was taken away as well as by how much it fell: "cut 4,000 jobs"."""
    level: bool = False
    """Whether a verb of motion says that it was reached: "fell to a tenth"."""
    reached: bool = False
    """Whether it may be a level as well as a change: "dropped under 3%"."""
    latest: PrintedFigure | None = None
    """Where something went, in "fell from 18.4 to 16.9": what the text prints where it is bound as one figure."""
    earlier: Fraction | None = None
    """Where it came from, which the text prints beside where it went."""
    top: bool = False
    """Whether it is the last of the first places: "in the top five"."""
    most: bool = False
    """Whether a word for more than half may be the first rank as well: "most riders"."""
    digits: bool = False
    """Whether only the number of its digits is printed, or the first: "double-digit", "the 30s", a range."""
    either: Fraction | None = None
    """The other number of a pair that belongs to two: "71-84", "a 70-30 split"."""
    streak: bool = False
    """An ordinal that counts a run: "the second year running"."""
    scale: str = ""
    """A suffix that can mean two things: ``m`` is million or metre."""
    date: tuple[int, int, int] | None = None
    """Year, month, day; 0 where it is not printed."""
    stretch: PartOfTime | None = None
    """Which days it may mean, where the whole text names a part of a time: "the late 1990s"."""
    reading: str = ""
    unread: tuple[str, ...] = ()
    """Words of the bound text that no rule has read; each must name what the statistic counts."""
    beside: tuple[str, ...] = ()
    """Those that stand where the counted noun does (`common.unread`)."""

    @property
    def counted(self) -> PrintedFigure:
        """The n of "n of m" as a count."""
        amount = self.amount * (self.total or 1)
        return replace(self, form=Form.NUMBER, amount=amount, step=Fraction(1), whole=False, bare=False, total=None)

    @property
    def size(self) -> Fraction:
        """The amount without its sign."""
        # `abs` would build a new fraction each time, and judging asks for the size many times.
        return self.amount if self.amount.numerator >= 0 else -self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number in running text.

    `start` and `end` hold it with its unit; `full_start` and `full_end` with its qualifier and direction too.
    """

    start: int
    end: int
    full_start: int
    full_end: int
    text: str
    kind: NumberKind
    reading: str = ""
    needs_claim: bool = False
    figure: PrintedFigure | None = None
