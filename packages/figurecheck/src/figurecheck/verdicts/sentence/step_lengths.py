"""Reading of how long a change took: "on the previous quarter", "in a year", 전월보다, gegenüber dem Vorjahr."""

from __future__ import annotations

import re

from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.shown import name_period

REACH = 10
"""Words on either side of a figure among which the length stands."""
_LENGTHS = {"month": (28, 31), "quarter": (89, 92), "year": (365, 366)}
"""The least and the most days from the beginning of a period to that of the next one."""
_ENGLISH = re.compile(
    r"\b(?:(?:in|within|over|inside) (?:a|one) (?:single )?(?P<unit>month|quarter|year)(?= |[.,]|$)"
    r"(?! (?:of|to|when|that|in|which|ago|earlier))"
    r"|(?:on|from|than|over|with|to) the (?:previous|preceding) (?P<before>month|quarter|year)\b"
    r"|(?P<on>month|quarter|year)[ -]+(?:on|over)[ -]+(?P=on)\b)"
)
_KOREAN = re.compile(
    r"(?:^| )(?:(?P<month>전월|전달|한 달 (?:새|만에|사이))|(?P<quarter>전 ?분기|직전 ?분기)"
    r"|(?P<year>전년|1 ?년 (?:새|만에|사이|전)|한 ?해 (?:새|만에|사이|전)))"
)
_GERMAN = re.compile(
    r"\b(?:(?:im vergleich zum|gegenüber dem|verglichen mit dem|als im|binnen eines|innerhalb eines|in einem) "
    r"(?:(?P<month>vormonats?|monats?)|(?P<quarter>vorquartals?|quartals?)|(?P<year>vorjahres\w*|vorjahr|jahres|jahr))\b)"
)


def read_step_lengths(sentence: SentenceText, pattern: re.Pattern[str]) -> list[SentenceReading]:
    """Return a contradiction for each change that took longer, or less long, than its sentence says."""
    return [_read(figure, sentence, pattern) for figure in sentence.figures]


def find_pattern(code: str) -> re.Pattern[str]:
    """Return how a language says how long a change took."""
    return {"ko": _KOREAN, "de": _GERMAN}.get(code, _ENGLISH)


def _read(figure: PlacedFigure, sentence: SentenceText, pattern: re.Pattern[str]) -> SentenceReading:
    statistic = figure.statistic
    real = _length_of(statistic) if statistic is not None else ""
    if statistic is None or not real:
        return SentenceReading(aspect=Aspect.PERIOD)
    first = max([figure.at - REACH, 0, *(one.at + 1 for one in sentence.figures if one.at < figure.at)])
    last = min((one.at for one in sentence.figures if one.at > figure.at), default=len(sentence.words))
    places = range(first, min(last, figure.at + REACH))
    found = pattern.search(sentence.text(places).casefold())
    said = next((unit for unit in _named(found) if unit), "") if found else ""
    if not found or not said or said == real:
        return SentenceReading(aspect=Aspect.PERIOD)
    words = found[0].strip()
    template = "the text says “{words}”, and {id} goes from {base} to {own}"
    own, base = name_period(statistic.period), name_period(statistic.basis.run[0] if statistic.basis else "")
    return SentenceReading.contradicted(Aspect.PERIOD, words, template, id=statistic.id, base=base, own=own)


def _named(found: re.Match[str]) -> list[str]:
    groups = found.groupdict()
    named = [unit for unit in _LENGTHS if groups.get(unit)]
    return [*named, *(groups.get(group) or "" for group in ("unit", "before", "on"))]


def _length_of(statistic: Statistic) -> str:
    """Return whether a change is on the month, the quarter or the year before; empty for any other."""
    basis = statistic.basis
    at = parse_span(basis.at) if basis is not None and basis.kind == "change" and basis.run else None
    base = parse_span(basis.run[0]) if basis is not None and basis.run else None
    if at is None or base is None or abs(at.days - base.days) > 3 or at.days > 366:
        return ""
    days = at.first - base.first
    return next((unit for unit, (least, most) in _LENGTHS.items() if least <= days <= most), "")
