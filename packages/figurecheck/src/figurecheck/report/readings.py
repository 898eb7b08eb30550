"""How phrases are read, as lines of text for a terminal, and as plain JSON values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from figurecheck.figures import Form, PrintedFigure, Rules
from figurecheck.figures.common.format import show_number
from figurecheck.figures.common.rounding import last_place
from figurecheck.figures.token_readings import PhraseReading, TakenFor
from figurecheck.model import Finding, Verdict
from figurecheck.model.exact import write_fraction
from figurecheck.report.margins import show_margin
from figurecheck.report.plain_values import plain_value
from figurecheck.verdicts.stretches import Stretch, find_stretches

_SCALES = {
    Form.PERCENT: "%", Form.POINTS: "percentage points", Form.FRACTION: "% of the whole", Form.MULTIPLE: "times",
    Form.ORDINAL: "(a place)",
}  # fmt: skip
_ORDER = (Verdict.EXACT, Verdict.ROUNDED, Verdict.HOLDS, Verdict.TRUNCATED, Verdict.LOOSE)


def render_reading(reading: PhraseReading, rules: Rules, finding: Finding | None = None) -> Iterator[str]:
    """Yield the lines on one phrase; `finding` is the verdict on a value, if one was given."""
    figure, claim = reading.figure, reading.claim
    yield f"“{reading.text}” ({reading.language or reading.locale})"
    # The year of "the highest since 2008" is no figure for a reader.
    if reading.is_claim_alone:
        figure = None
    elif figure is not None:
        year = f"the year {figure.date[0]}, or " if figure.date and not figure.date[1] else ""
        yield f"  read as        {year}{figure.reading}"
    else:
        yield f"  not understood {reading.reason}"
    if claim is not None and claim.is_understood and not claim.is_mere_number:
        yield f"  over a series  {claim.reading}"
    width = max((len(token.text) for token in reading.tokens), default=0)
    for at, token in enumerate(reading.tokens):
        yield f"  {'words' if not at else '':14} {token.text:{width}}  {_describe_token(token.taken_for, figure)}"
    yield from _figure_lines(figure, rules)
    if finding is not None:
        yield f"  judged         {finding.verdict}: {finding.reason}"
        if margin := show_margin(finding):
            yield f"  {'':14} {margin}"


def reading_item(reading: PhraseReading, rules: Rules, finding: Finding | None = None) -> dict[str, Any]:
    """Return the reading of one phrase as plain JSON values.

    ``verdicts`` are the values that the figure allows, on its own scale and without its sign; an end that is not there
    is ``null``. ``judged`` is the verdict on the value that was given, its interval in the unit of that value.
    """
    figure = reading.figure
    return {
        "text": reading.text,
        "locale": reading.locale,
        "language": reading.language,
        "understood": reading.is_understood,
        "reading": figure.reading if figure else "",
        "reason": reading.reason,
        "claim": reading.claim.reading if reading.claim else None,
        "tokens": [
            {"text": one.text, "start": one.start, "end": one.end, "taken_for": one.taken_for.value}
            for one in reading.tokens
        ],
        "figure": None if figure is None else _figure_item(figure, rules),
        "verdicts": [_stretch_item(one) for one in find_stretches(figure, rules)] if figure else [],
        "judged": None if finding is None else _judged_item(finding),
    }


def _judged_item(finding: Finding) -> dict[str, Any]:
    interval = finding.interval
    return {
        "verdict": finding.verdict.value,
        "reason": finding.reason,
        "value": None if finding.value is None else str(finding.value),
        "unit": finding.unit,
        "interval": None if interval is None else [plain_value(interval.low), plain_value(interval.high)],
        "margin": plain_value(finding.margin),
    }


def _figure_item(figure: PrintedFigure, rules: Rules) -> dict[str, Any]:
    return {
        "form": figure.form.value,
        "amount": _plain(figure.amount),
        "upper": _plain(figure.upper),
        "unit": figure.unit,
        "noun": figure.noun,
        "qualifier": figure.qualifier.name if figure.qualifier else "",
        "inner_qualifier": figure.inner.name if figure.inner else "",
        "direction": figure.direction,
        "rounded_to": _plain(last_place(figure, rules)) if _is_rounded(figure) else None,
        "unread": list(figure.unread),
    }


def _stretch_item(stretch: Stretch) -> dict[str, Any]:
    return {
        "verdict": stretch.verdict.value,
        "low": _plain(stretch.low),
        "low_included": stretch.low_closed,
        "high": _plain(stretch.high),
        "high_included": stretch.high_closed,
    }


def _plain(number: Fraction | None) -> int | float | str | None:
    return None if number is None else plain_value(write_fraction(number))


def _describe_token(taken_for: TakenFor, figure: PrintedFigure | None) -> str:
    """Return what a word was taken for, with the name of the qualifier, the unit or the direction."""
    if figure is None:
        return taken_for.value
    qualifiers = " ".join(one.name for one in (figure.qualifier, figure.inner) if one is not None)
    names = {
        TakenFor.QUALIFIER: qualifiers,
        TakenFor.UNIT: _unit_of(figure),
        TakenFor.NOUN: figure.noun,
        TakenFor.DIRECTION: "down" if figure.direction < 0 else "up",
    }
    return f"{taken_for.value}: {names[taken_for]}" if names.get(taken_for) else taken_for.value


def _unit_of(figure: PrintedFigure) -> str:
    return _SCALES.get(figure.form, figure.unit)


def _is_rounded(figure: PrintedFigure) -> bool:
    """Return whether values may be rounded to the figure: it has no other rule."""
    other = figure.qualifier is not None or figure.upper is not None or figure.bare
    return not other and figure.form not in {Form.VAGUE, Form.DATE, Form.UNSURE}


def _figure_lines(figure: PrintedFigure | None, rules: Rules) -> Iterator[str]:
    if figure is None:
        return
    if _is_rounded(figure) and (place := last_place(figure, rules)):
        promise = ", and every decimal counts" if not figure.whole else ""
        yield f"  rounding       to {show_number(place)}{promise}"
    values = describe_values(figure, rules)
    yield from (f"  {verdict.value:14} {shown}" for verdict, shown in values)
    if values and values[-1][0] is not Verdict.LOOSE:
        yield f"  {'loose':14} never"


def describe_values(figure: PrintedFigure, rules: Rules) -> list[tuple[Verdict, str]]:
    """Return the values that a figure allows, by verdict: "361 to 399"."""
    unit, stretches = _unit_of(figure), find_stretches(figure, rules)
    unit = f"{'' if unit.startswith('%') else ' '}{unit}" if unit else ""
    # "Fell 16.6%" is held against a value below zero.
    sign = " down" if figure.direction < 0 else " below zero" if figure.amount < 0 else ""
    scale = 100 if figure.form is Form.FRACTION else 1
    described = []
    for verdict in _ORDER:
        # A verdict may hold on both sides of another one: rounded, exactly, rounded.
        spans = _join([one for one in stretches if one.verdict is verdict], stretches)
        if spans:
            shown = " or ".join(_show_span(one, scale, unit) for one in spans)
            described.append((verdict, f"{shown}{sign}"))
    return described


def _join(mine: list[Stretch], everything: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches with those as one that only the printed value itself parts."""
    # "Rounded 22,500 to 23,500" leaves out 23,000, of which the line above speaks.
    points = {one.low for one in everything if one.verdict is Verdict.EXACT and one.low == one.high}
    joined: list[Stretch] = []
    for one in mine:
        last = joined[-1] if joined else None
        if last is not None and last.high == one.low and one.low in points:
            joined[-1] = Stretch(
                verdict=one.verdict, low=last.low, high=one.high, low_closed=last.low_closed,
                high_closed=one.high_closed,
            )  # fmt: skip
        else:
            joined.append(one)
    return joined


def _show_span(stretch: Stretch, scale: int, unit: str) -> str:
    low, high = (None if end is None else show_number(end * scale) for end in (stretch.low, stretch.high))
    if low is None:
        return f"{'up to' if stretch.high_closed else 'less than'} {high}{unit}"
    if high is None:
        return f"{low}{unit} and more" if stretch.low_closed else f"more than {low}{unit}"
    if low == high:
        return f"{low}{unit}"
    start = low if stretch.low_closed else f"more than {low}"
    return f"{start} {'to' if stretch.high_closed else 'to less than'} {high}{unit}"
