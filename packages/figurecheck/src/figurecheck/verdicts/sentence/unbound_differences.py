"""Reading of a difference to which no figure is bound: "15, six more than a year earlier", "acht mehr als 2023"."""

from __future__ import annotations

import re
from decimal import Decimal

from figurecheck.figures.common.text import NUMBERS
from figurecheck.figures.common.units import SPANS, canonical
from figurecheck.model import SentenceReading
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.changes import is_level
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.orders import make, values_of
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.spans import make_year
from figurecheck.verdicts.sentence.words import is_negated

_GERMAN = {
    word: str(number)
    for number, words in enumerate("eine einer|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf".split("|"), 1)
    for word in words.split()
}
_WAYS = frozenset({"more", "fewer", "less", "mehr", "weniger"})
_BEFORE = re.compile(
    r", (?P<count>\w+) (?P<way>more|fewer|less|mehr|weniger) (?:than|als) (?:in )?(?:(?P<year>\d{4})"
    rf"|a {english.TIME} (?:earlier|before|ago)|the {english.TIME} before|the previous {english.TIME}"
    r"|im vorjahr|im jahr zuvor)\b"
)


def read_unbound_difference(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading | None:
    """Contradict a difference from an earlier period that is another one, where both numbers are whole."""
    statistic = figure.statistic
    if _WAYS.isdisjoint(sentence.lows):
        return None
    found = _BEFORE.search(sentence.text(range(figure.at + 1, len(sentence.words))).casefold())
    if found is None or statistic is None or not is_level(statistic) or is_negated(sentence, figure):
        return None
    if figure is not sentence.figures[-1] or canonical(statistic.unit) in SPANS | {"share", "pp"}:
        return None
    said = NUMBERS.get(found["count"]) or _GERMAN.get(found["count"]) or found["count"]
    year = make_year(int(found["year"])) if found["year"] else None
    other = context.siblings.at(statistic, year) if year else context.siblings.before(statistic)
    if not said.isdecimal() or other is None or not isinstance(other.value, Decimal):
        return None
    mine, theirs = values_of(statistic, other)
    if mine % 1 or theirs % 1:
        return None
    way = 1 if found["way"] in {"more", "mehr"} else -1
    return make((mine - theirs) * way == int(said), found[0].removeprefix(", "), statistic, other)
