"""Words for more and less than half of a whole, which are figures only where they are bound: "a majority", "most"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from figurecheck.figures.common.qualifiers import Qualifier, Rules, Test
from figurecheck.figures.common.running_text import found_at

_HALF, _ALL = Fraction(1, 2), Fraction(1)
# Of these words the edges are fixed: the half itself is no majority, and nobody no minority.
_OVER = Qualifier(name="over", test=Test.OVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class MajorityWords:
    """How a language says more and less than half."""

    half: re.Pattern[str]
    """``less`` is what says less than half, ``far`` and ``near`` how far more than half something is."""
    most: re.Pattern[str]
    """Words for more than half that may be the first rank as well: "most riders"."""
    part: re.Pattern[str]
    """What makes the number behind it the whole of a part that it leaves open: "most of the" 40."""

    def find(self, text: str, rules: Rules) -> Iterator[Found]:
        """Yield each word for more or less than half of a bound text, which in running text is no figure."""
        for match in self.half.finditer(text):
            # The vast majority is well over half.
            name = "well over" if match["far"] else "just over" if match["near"] else ""
            figure = _MINORITY if match["less"] else _make_majority(rules, qualifier=name)
            yield found_at(*match.span(), text, NumberKind.FIGURE, replace(figure, text=text))
        for match in self.most.finditer(text):
            figure = replace(_make_majority(rules), text=text, most=True, reading="over 1/2 of the whole, or 1st")
            yield found_at(*match.span(), text, NumberKind.FIGURE, figure)

    def find_part(self, before: str) -> str:
        """Return the words that make a number the whole of a part that they leave open; empty for none."""
        # Most bound texts begin with their number.
        match = self.part.search(before) if " " in before else None
        return match[0].strip() if match else ""


def _make_majority(rules: Rules, *, qualifier: str = "") -> PrintedFigure:
    named = next((one for one in rules.qualifiers if one.name == qualifier), None)
    return PrintedFigure(
        text="", form=Form.FRACTION, amount=_HALF, upper=None if named else _ALL, bare=True, qualifier=named or _OVER,
        reading=f"{named.name if named else 'over'} 1/2 of the whole",
    )  # fmt: skip


_MINORITY = PrintedFigure(
    text="", form=Form.FRACTION, upper=_HALF, open=True, bare=True, qualifier=_OVER, reading="under 1/2 of the whole"
)
