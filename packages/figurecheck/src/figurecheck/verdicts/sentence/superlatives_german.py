"""Reading of German superlatives: "die pünktlichste der drei Bahnen", "am kürzesten", "ihr bestes Ergebnis"."""

from __future__ import annotations

import re
from decimal import Decimal

from figurecheck.model import SentenceReading, Statistic
from figurecheck.verdicts.sentence import german
from figurecheck.verdicts.sentence.changes import is_level
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.extremes import find_families, is_opposite, make_opposite
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.qualities import find_stem

_ENDINGS = tuple(f"{stem}{end}" for stem in ("st", "grösst") for end in ("e", "er", "en", "es", "em"))
_HIGHEST = ("höchst", "grösst", "meist")
_LOWEST = ("niedrigst", "kleinst", "wenigst", "tiefst", "geringst")
_APART = frozenset("einer eine eines einem fast beinahe nahezu nicht nie zu ausser neben nach zweit zwei".split())
"""Before a superlative, by which it is not said of the figure itself: "eine der besten", "zu den größten"."""
_OWN = re.compile(r"(?:ihr|sein)(?:e[rsnm]?)?$")
_AMOUNTS = ("wert", "stand", "anteil", "zahl", "rate", "quote", "ergebnis", "niveau", "menge", "summe")
STEM = 5
"""Letters by which two words of one stem are known."""


def read_german_superlative(
    figure: PlacedFigure, clause: range, sentence: SentenceText, context: Context
) -> SentenceReading | None:
    """Contradict a superlative in the clause of a figure of which the opposite is so."""
    statistic = figure.statistic
    # Most sentences have none.
    if not any(sentence.low(at).endswith(_ENDINGS) for at in clause) or statistic is None or not is_level(statistic):
        return None
    if not isinstance(statistic.value, Decimal):
        return None
    for at in clause:
        way = _way_at(at, sentence, statistic)
        near = {sentence.low(place) for place in range(at - 3, at)}
        if not way or near & _APART or german.NEGATIONS & {sentence.low(place) for place in clause}:
            continue
        families = find_families(statistic, *_find_hints(at, sentence), context)
        if families and is_opposite(statistic.value, families, way):
            return make_opposite(sentence.low(at), statistic, way)
    return None


def _way_at(at: int, sentence: SentenceText, statistic: Statistic) -> int:
    low = sentence.low(at)
    if not low.endswith(_ENDINGS):
        return 0
    if way := find_stem(low, statistic, "de"):
        return way
    way = low.startswith(_HIGHEST) - low.startswith(_LOWEST)
    noun = sentence.low(at + 1)
    measured = any(word[:STEM] == noun[:STEM] for word in statistic.measure.casefold().split())
    # "Der größte Landkreis mit 1171 Straftaten" need not have the most of them.
    return way * (sentence.low(at - 1) == "am" or noun.endswith(_AMOUNTS) or measured)


def _find_hints(at: int, sentence: SentenceText) -> tuple[str, list[str]]:
    """Return a superlative as `find_families` takes it, and words that say among what it is meant."""
    years = [word for word in sentence.lows if len(word) == 4 and word.isdecimal()]
    if "seit" in sentence.lows or _OWN.match(sentence.low(at - 1)):
        return "highest", ["since", *years[-1:]]
    # "2020 am kürzesten" may be so of its years.
    return ("highest", []) if years else ("most", [])
