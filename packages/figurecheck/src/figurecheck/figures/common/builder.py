"""A figure while a grammar reads it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from figurecheck.figures.common.number import Core
from figurecheck.figures.common.qualifiers import Qualifier


@dataclass(slots=True, kw_only=True)
class FigureBuilder:
    """A number with its unit, its range and the words around it.

    Mutable, since each reader of a grammar adds what it finds. Places are tokens in English, characters in Korean.
    """

    core: Core
    start: int
    end: int
    unit: str = ""
    noun: str = ""
    upper: Fraction | None = None
    open: bool = False
    """Whether the upper end is no part of the range: "30%대" ends below 40."""
    band: bool = False
    """Whether the range is a band: the thirties, people of 18 to 24."""
    streak: bool = False
    direction: int = 0
    negative: bool = False
    level: bool = False
    """Whether a word says that the figure is a level ("fell to"), so that it has no direction."""
    reached: bool = False
    """Whether it may be a level as well as a change: "dropped under 3%"."""
    top: bool = False
    """Whether it is the last of the first places: "in the top five"."""
    moved: bool = False
    """Whether a word of motion stands before "from 370 to 762"."""
    among: Fraction | None = None
    """The m of a place: "42명 중 17위"."""
    latest: Fraction | None = None
    """The later number of "from 370 to 762"."""
    motion: str = ""
    """The word of its direction."""
    taken: bool = False
    """Whether that word may say what was taken away as well as by how much it fell: "cut 4,000 jobs"."""
    unread: tuple[str, ...] = ()
    """Words that were passed over within the figure."""
    beside: tuple[str, ...] = ()
    """What is counted, where it stands within the figure: the homes of "20 homes or more"."""
    qualifier: Qualifier | None = None
    inner: Qualifier | None = None
    full_start: int = 0
    full_end: int = 0
    year: bool = False
    intro: bool = False
    """Whether "between" or "from" stands before it."""

    def qualify(self, qualifier: Qualifier) -> None:
        """Add a qualifier; the one nearer to the number becomes the inner one."""
        if self.qualifier is None:
            self.qualifier = qualifier
        elif self.inner is None and qualifier is not self.qualifier:
            self.inner, self.qualifier = self.qualifier, qualifier
