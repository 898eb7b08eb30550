"""Which values a printed figure allows, and with which verdict: all of them, before there is a value."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from figurecheck.figures.common.figure import Form, PrintedFigure
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.model import Verdict
from figurecheck.verdicts.weigh import weigh

_MOST = 24
"""More edges than any figure has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Values of one verdict, on the figure's own scale and without its sign; ``None`` is an end that is not there."""

    verdict: Verdict
    low: Fraction | None
    high: Fraction | None
    low_closed: bool
    high_closed: bool


def find_stretches(figure: PrintedFigure, rules: Rules) -> tuple[Stretch, ...]:
    """Return the stretches of values that a figure allows, from the lowest up; none if no value can be weighed.

    The verdict is constant between two edges, so that a value of each stretch and each edge itself show them all.
    """
    edges = _find_edges(figure, rules)
    if not edges:
        return ()
    stretches: list[Stretch] = []
    inner = [(low, high, (low + high) / 2) for low, high in pairwise(edges)]
    pieces: list[tuple[Fraction | None, Fraction | None, Fraction]] = [(None, edges[0], edges[0] - 1)]
    for edge, piece in zip(edges, [*inner, (edges[-1], None, edges[-1] + 1)], strict=True):
        pieces += [(edge, edge, edge), piece]
    for low, high, at in pieces:
        verdict = _verdict(figure, at, rules)
        closed = low == high
        last = stretches[-1] if stretches else None
        if last is not None and last.verdict is verdict:
            stretches[-1] = Stretch(
                verdict=verdict, low=last.low, high=high, low_closed=last.low_closed, high_closed=closed
            )
        else:
            stretches.append(Stretch(verdict=verdict, low=low, high=high, low_closed=closed, high_closed=closed))
    return tuple(one for one in stretches if one.verdict is not Verdict.MISMATCH)


def _verdict(figure: PrintedFigure, at: Fraction, rules: Rules) -> Verdict:
    # A magnitude below zero is a value of the other sign, which `judge` refuses whatever its size.
    weighed = weigh(figure, at, rules) if at >= 0 else None
    return Verdict.MISMATCH if weighed is None or isinstance(weighed, str) else weighed.verdict


def _find_edges(figure: PrintedFigure, rules: Rules) -> list[Fraction]:
    """Return every magnitude at which the verdict may change."""
    if figure.form in {Form.UNSURE, Form.DATE}:
        return []
    edges, open_ = {Fraction(0), figure.size}, [figure.size]
    # Where a figure misleads is an edge only for values on that side, so that each new edge is tried too.
    while open_ and len(edges) < _MOST:
        weighed = weigh(figure, open_.pop(), rules)
        if isinstance(weighed, str):
            return []
        new = {edge for edge in weighed.edges if edge >= 0} - edges
        edges |= new
        open_ += sorted(new)
    return sorted(edges)
