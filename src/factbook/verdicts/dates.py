"""Judge printed dates against recorded ones, at the precision printed."""

from __future__ import annotations

from factbook.figures.common.figure import PrintedFigure
from factbook.figures.common.format import show_date
from factbook.figures.common.tokens import swap, tokenize
from factbook.figures.english.dates import read_iso
from factbook.model import Verdict

RELATIVE = frozenset(
    "before after until till by early late mid end beginning start around about circa past nearly almost".split()
)
"""Words that turn a date into a stretch of time, which is not judged."""


def judge_date(figure: PrintedFigure, value: str) -> tuple[Verdict, str]:
    """Return the verdict on a printed date, judged against a recorded ISO date, and the reason."""
    known = read_iso(value)
    if known is None:
        return Verdict.INCOMPARABLE, f"{value!r} is no ISO date"
    if figure.date is None:
        return Verdict.INCOMPARABLE, "the value is a date, and the figure is none that was understood"
    odd = sorted({token.text for token in tokenize(swap(figure.text))} & RELATIVE)
    if odd or figure.qualifier is not None:
        return Verdict.INCOMPARABLE, f"not understood: {odd[0] if odd else figure.qualifier.name!r} beside a date"  # type: ignore[union-attr]
    recorded = f"recorded {show_date(value)}"
    # What is not printed (a year, a day) is not claimed.
    pairs = [(printed, there) for printed, there in zip(figure.date, known, strict=True) if printed]
    if any(there and printed != there for printed, there in pairs):
        return Verdict.MISMATCH, recorded
    # "4 June" of a record that only knows June may be right; nobody can tell.
    if any(not there for _, there in pairs):
        return Verdict.INCOMPARABLE, f"{recorded}, which is less precise than the printed date"
    if figure.date == known:
        return Verdict.EXACT, recorded
    return Verdict.ROUNDED, f"{recorded}, which the printed date gives less precisely"
