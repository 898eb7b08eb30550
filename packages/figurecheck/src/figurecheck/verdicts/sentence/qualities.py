"""Which end of a measure an adjective names: "the shortest wait", "dearer", "die pünktlichste Bahn", 가장 빠르다."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from figurecheck.figures.common.units import SPANS, canonical, is_money
from figurecheck.figures.english.verb_forms import compare
from figurecheck.model import Statistic
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.polarity import find_polarity, turn

_HEAT = frozenset({"°C", "°F", "K"})
_SPEEDS = frozenset({"km/h", "mph", "m/s", "knots", "Mbit/s"})
_AGES = ("age", "ages", "aged")
_OLD = ("alter", "연령", "나이")
_RAIN = ("rain", "precipitation", "snow", "regen", "niederschl", "schnee", "강수", "강우", "적설")
_DIRT = ("pollut", "emission", "dioxid", "particul", "ozone", "pm2", "pm10", "stickstoff", "feinstaub", "ozon", "먼지")


def _says(statistic: Statistic, stems: tuple[str, ...]) -> bool:
    return any(word.startswith(stems) for word in statistic.measure.casefold().split())


def _is_age(statistic: Statistic) -> bool:
    words = statistic.measure.casefold().split()
    return canonical(statistic.unit) in SPANS and any(word in _AGES or word.endswith(_OLD) for word in words)


def _is_span(statistic: Statistic) -> bool:
    return canonical(statistic.unit) in SPANS and not _is_age(statistic)


def _is_priced(statistic: Statistic) -> bool:
    return is_money(canonical(statistic.unit).partition(" per ")[0])


def _is_temperature(statistic: Statistic) -> bool:
    return canonical(statistic.unit) in _HEAT


def _find_speed(statistic: Statistic) -> int:
    # The faster ambulance takes fewer minutes.
    return 1 if canonical(statistic.unit) in _SPEEDS else -_is_span(statistic)


def _find_support(statistic: Statistic) -> int:
    # The weakest of the unemployed, or of those who wait, is nobody.
    return int(canonical(statistic.unit) in {"share", "pp"} and find_polarity(statistic) >= 0)


_SCALES: Mapping[str, Callable[[Statistic], int]] = {
    "time": _is_span,
    "age": _is_age,
    "money": _is_priced,
    "heat": _is_temperature,
    "rain": lambda statistic: _says(statistic, _RAIN),
    "speed": _find_speed,
    "dirt": lambda statistic: _says(statistic, _DIRT),
    "harm": lambda statistic: -min(find_polarity(statistic), 0),
    "result": find_polarity,
    "support": _find_support,
}
"""What an adjective is said of: 1 where more is more of it, -1 where less is, 0 where a measure is no such thing."""
_ENGLISH = {
    "time": ("long lengthy", "short brief"),
    "age": ("old", "young new"),
    "money": ("dear pricey costly", "cheap"),
    "heat": ("hot warm mild", "cold cool chilly"),
    "rain": ("wet rainy snowy", "dry"),
    "speed": ("fast quick", "slow"),
    "dirt": ("dirty", "clean"),
    "harm": ("deadly bloody", "safe"),
    "support": ("strong", "weak"),
}
"""Adjectives of more and of less on each scale; the comparatives and superlatives are derived."""
_IRREGULAR = {"best": ("result", 1), "worst": ("result", -1), "better": ("result", 1), "worse": ("result", -1)}
_LONG = {
    "expensive": ("money", 1), "costly": ("money", 1), "valuable": ("money", 1), "lucrative": ("money", 1),
    "affordable": ("money", -1), "dangerous": ("harm", 1), "violent": ("harm", 1), "polluted": ("dirt", 1),
    "punctual": ("result", 1), "reliable": ("result", 1), "successful": ("result", 1), "efficient": ("result", 1),
}  # fmt: skip
"""Those that are compared with "more" and "most"."""
_GERMAN = {
    "time": ("längst länger", "kürzest kürzer"),
    "age": ("ältest älter", "jüngst jünger neuest neuer"),
    "money": ("teuerst teurer", "billigst billiger günstigst günstiger preiswertest"),
    "heat": ("heissest heisser wärmst wärmer", "kältest kälter kühlst kühler"),
    "rain": ("nassest nasser regenreichst", "trockenst trockener"),
    "speed": ("schnellst schneller", "langsamst langsamer"),
    "dirt": ("schmutzigst schmutziger", "saubersten sauberste sauberer"),
    "harm": ("gefährlichst gefährlicher tödlichst", "sicherst sicherer"),
    "result": ("beste besser pünktlichst pünktlicher", "schlechtest schlechter unpünktlichst unpünktlicher"),
    "support": ("stärkst stärker", "schwächst schwächer"),
}
"""Beginnings of German comparatives and superlatives."""
_KOREAN = {
    "time": ("길", "짧"),
    "age": ("나이가 많", "젊"),
    "money": ("비싸 비싼 비쌌", "싸 싼 쌌 저렴"),
    "heat": ("더웠 더운 덥 뜨거", "추웠 추운 춥"),
    "speed": ("빠르 빨랐 빠른", "느리 느렸 느린 늦 더디"),
    "dirt": ("나빴 나쁘 나쁜 더러", "깨끗 좋았 좋은 좋다"),
    "result": ("좋았 좋은 좋다 우수", "나빴 나쁘 나쁜 저조"),
}
"""Beginnings of Korean adjectives."""


@cache
def _find_forms(degree: str) -> Mapping[str, tuple[str, int]]:
    made = {word: found for word, found in _IRREGULAR.items() if word.endswith("t") == (degree == "est")}
    for scale, sides in _ENGLISH.items():
        for way, words in zip((1, -1), sides, strict=True):
            made |= {f"{compare(word)[:-1]}{degree[1:]}": (scale, way) for word in words.split()}
    return made


SUPERLATIVES = frozenset(_find_forms("est"))
COMPARATIVES = frozenset(_find_forms("er"))
ADJECTIVES = frozenset(_LONG)


def find_way(word: str, statistic: Statistic) -> int:
    """Return 1 where an English adjective says that a value is high, -1 where low, 0 where it is not said of it.

    >>> wait = Statistic(id="x", value="", unit="weeks", measure="median wait")
    >>> find_way("shortest", wait), find_way("slower", wait), find_way("cheapest", wait)
    (-1, 1, 0)
    """
    scale, way = _find_forms("est").get(word) or _find_forms("er").get(word) or _LONG.get(word) or ("", 0)
    return way * int(_SCALES[scale](statistic)) if scale else 0


def find_comparative_way(words: Sequence[str], statistic: Statistic) -> int:
    """Return 1 where words begin with a comparative of more, -1 with one of less, 0 with any other word."""
    word = words[0]
    way = 1 if word in english.GREATER else -1 if word in english.SMALLER else 0
    if word in {"more", "less"} and words[1:2] and words[1] in ADJECTIVES:
        # Who is more reliable has fewer trains cancelled.
        return way * find_way(words[1], statistic)
    # The faster ambulance takes fewer minutes.
    return find_way(word, statistic) or (turn(way, word, statistic) if word in english.SPEEDS else way)


def find_stem(word: str, statistic: Statistic, language: str) -> int:
    """Return the same for a German comparative or superlative, and a Korean adjective, by how it begins."""
    for scale, way, stems in _find_stems(language):
        if word.startswith(stems) and (found := int(_SCALES[scale](statistic))):
            return way * found
    return 0


@cache
def _find_stems(language: str) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    table = {"de": _GERMAN, "ko": _KOREAN}[language]
    return tuple(
        (scale, way, tuple(words.split()))
        for scale, sides in table.items()
        for way, words in zip((1, -1), sides, strict=True)
    )
