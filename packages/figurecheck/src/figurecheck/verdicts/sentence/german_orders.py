"""Reading of how two figures of a German sentence compare: "mehr als", "pünktlicher als", "vor", "hinter".

Superlatives are among them: "die pünktlichste der drei Bahnen", "am kürzesten".
"""

from __future__ import annotations

import re
from decimal import Decimal

from figurecheck.model import SentenceReading, Statistic
from figurecheck.verdicts.sentence import german
from figurecheck.verdicts.sentence.changes import is_level, same_unit
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.extremes import find_families, is_opposite, make_opposite
from figurecheck.verdicts.sentence.orders import find_lead_way, make, values_of
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.qualities import find_stem
from figurecheck.verdicts.sentence.words import find_phrase

REACH = 3
"""Words between a comparative and its "als"."""
LONGEST = 10
"""Words of what a figure is compared with."""


def read_german_pair(one: PlacedFigure, other: PlacedFigure, sentence: SentenceText) -> SentenceReading | None:
    """Read "415, mehr als im Nordend mit 301", "weniger Stimmen (3) als die SPD (2)" and "lag mit 30 vor der SPD"."""
    first, second = one.statistic, other.statistic
    if first is None or second is None or not (same_unit(first, second) and is_level(first) and is_level(second)):
        return None
    between = sentence.between(one, other)
    lead = [sentence.low(at) for at in range(max(0, one.at - LONGEST), one.at)]
    if german.NEGATIONS & {*between, *lead} or len(between) > LONGEST:
        return None
    mine, theirs = values_of(first, second)
    verb = next((one for one in (*lead, *between) if one in german.EXCEEDS), "")
    if verb and first.period == second.period:
        return make(mine > theirs, verb, first, second)
    if first.measure != second.measure:
        return None
    way, word = _comparative(lead, between, first) or (0, "")
    if way:
        return make((mine - theirs) * way > 0, f"{word} als", first, second)
    lies = next((at for at, word in enumerate(between) if word in {"über", "unter"}), len(between))
    if between[lies + 1 : lies + 2] and between[lies + 1] in {"dem", "der", "den", "denen"} and "," not in between:
        side = between[lies]
        return make(mine > theirs if side == "über" else mine < theirs, side, first, second)
    rank = next((word for word in between if word in {"vor", "hinter"}), "")
    apart = {",", "und", "jahr", "jahren", "monat", "monaten", "vorjahr"} & set(between)
    ahead = find_lead_way(first)
    if rank and ahead and first.period == second.period and first.about != second.about and not apart:
        return make((mine - theirs) * ahead * (1 if rank == "vor" else -1) >= 0, rank, first, second)
    return _read_after(between, first, second) or _read_headed(lead, between, first, second)


def read_german_year_before(
    figure: PlacedFigure, zone: range, sentence: SentenceText, context: Context
) -> SentenceReading | None:
    """Read "kam auf 80,1 Prozent, mehr als im Vorjahr" where no figure of that year stands beside it."""
    if "vorjahr" not in sentence.lows:
        return None
    trail = [sentence.low(at) for at in range(figure.at + 1, zone.stop)]
    than = find_phrase(trail, ("als", "im", "vorjahr"))
    earlier = context.siblings.before(figure.statistic) if figure.statistic is not None and than >= 0 else None
    if figure.statistic is None or earlier is None or len(sentence.figures) > 1 or not is_level(figure.statistic):
        return None
    if {"nicht", "kaum"} & set(trail) or not isinstance(earlier.value, Decimal):
        return None
    near = trail[max(0, than - REACH) : than]
    way, word = next(((way, word) for word in near if (way := _way_of(word, figure.statistic))), (0, ""))
    mine, theirs = values_of(figure.statistic, earlier)
    return make((mine - theirs) * way > 0, f"{word} als", figure.statistic, earlier) if way else None


def _read_after(between: list[str], first: Statistic, second: Statistic) -> SentenceReading | None:
    """Contradict "301 Wohnungen, vor 388 im Vorjahr": what was before comes "nach" what came of it."""
    same = (first.about, first.measure) == (second.about, second.measure)
    if not same or first.period <= second.period:
        return None
    return make(False, "vor", first, second) if between[-1:] == ["vor"] else None


def _read_headed(lead: list[str], between: list[str], first: Statistic, second: Statistic) -> SentenceReading | None:
    """Read "weniger Straftaten als im Vorjahr: 1171 nach 1140"."""
    than = next((at for at in reversed(range(len(lead))) if lead[at] == "als"), 0)
    before = than and lead[-1:] == [":"] and bool(_BEFORE & set(lead[than:]))
    if not before or between != ["nach"] or first.about != second.about or first.period <= second.period:
        return None
    (mine, theirs), near = values_of(first, second), reversed(lead[:than])
    found = next(((way, word) for word in near if (way := _way_of(word, first))), None)
    return make((mine - theirs) * found[0] > 0, f"{found[1]} als", first, second) if found else None


_BEFORE = frozenset("vorjahr jahr zuvor vormonat vorquartal".split())


def _way_of(word: str, statistic: Statistic) -> int:
    way = word.startswith(german.GREATER) - word.startswith(german.SMALLER)
    return find_stem(word, statistic, "de") or way


def _comparative(lead: list[str], between: list[str], statistic: Statistic) -> tuple[int, str] | None:
    """Return the way of the comparative before the "als" between two figures that nothing parts from the second."""
    than = next((at for at in reversed(range(len(between))) if between[at] == "als"), -1)
    behind = between[than + 1 :]
    if than < 0 or _PARTING & set(behind) or any(one.startswith(german.MULTIPLES) for one in behind):
        return None
    near = [*lead, *between[:than]] if than < REACH else between[max(0, than - REACH) : than]
    for word in reversed(near):
        if way := _way_of(word, statistic):
            return way, word
        if word in _PARTING:
            return None
    return None


_PARTING = frozenset({",", ";", ":", "und", "aber", "als"})


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
