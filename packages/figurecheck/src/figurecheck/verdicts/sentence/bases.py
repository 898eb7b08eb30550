"""Reading of what a figure is said to be by: "per household", "a head", 가구당, 1인당."""

from __future__ import annotations

import re
from decimal import Decimal

from figurecheck.figures.common.units import canonical
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.figures.korean.unit_words import COUNTERS, UNITS
from figurecheck.model import Statistic
from figurecheck.verdicts.sentence import korean
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText

REACH = 5
"""Most words between a figure and what it is by: "85 kg of rice per person"."""
_NO_AMOUNT = frozenset({"share", "%", "pp", "ratio", "rank", "date", "since"})
_TIMES = r"hours?|days?|weeks?|months?|quarters?|years?|annum|diem|season|night|minute|second"
_BASE = re.compile(
    r"(?<!as )\bper (?:(?:[\d,.]+|hundred|thousand|million)(?: [a-z]+)?"
    rf"|(?!cent\b|se\b|the\b|an?\b|(?:{_TIMES})\b)[a-z²³]+)|\ba head\b"
)
_KOREAN_BASE = re.compile(
    rf"^(?:[\d,.]+\S*|{'|'.join(map(re.escape, sorted({*UNITS, *COUNTERS, *korean.BASES}, key=len, reverse=True)))})당$"
)
_TIMES_IN_KOREAN = frozenset("시간당 일당 주당 월당 분당 초당 년당".split())
# What a statistic says of itself by which it may be an amount of one of many.
_KNOWN = re.compile(
    r"\b(?:per|each|every|average|mean|median|rates?|ratio|capita|prices?|fares?|fees?|rents?|wages?|costs?|salary|pay|tolls?|tariffs?|fines?)\b"
    r"|/|당(?![가-힣])|마다|평균|씩|중위|요금|가격|임금|월세|단가|값|비용|급여"
)


def find_base(figure: PlacedFigure, sentence: SentenceText, statistic: Statistic) -> str:
    """Return the words of "85 kg per person" where nothing of the statistic says that it is by anything; else empty."""
    if statistic.basis is not None or canonical(statistic.unit) in _NO_AMOUNT:
        return ""
    said = _read_korean(figure, sentence) if sentence.korean else _read_english(figure, sentence)
    if not said or not isinstance(statistic.value, Decimal):
        return ""
    own = (statistic.unit, statistic.label, statistic.measure, statistic.population, statistic.about, statistic.note)
    texts = " ".join(own).casefold()
    # What it is by may stand in its name: accidents at schools, "per school".
    noun = _noun(said)
    return "" if _KNOWN.search(texts) or (noun and noun in texts) else said


def _noun(said: str) -> str:
    """Return the noun of "per school" and 가구당, without the letter that its plural may change; empty if short."""
    noun = said.removesuffix("당") if is_hangul(said[-1]) else said.rsplit(maxsplit=1)[-1][:-1]
    return noun if len(noun) > 1 and not any(map(str.isdecimal, said)) else ""


def _read_english(figure: PlacedFigure, sentence: SentenceText) -> str:
    behind = []
    for at in range(figure.at + 1, figure.at + 1 + REACH + 2):
        word = sentence.low(at)
        if word in {"", ",", ";", ":", ".", "(", ")", MASK, "and", "than", "while"}:
            break
        behind.append(word)
    found = _BASE.search(" ".join((figure.finding.printed.casefold(), *behind)))
    return found[0].strip() if found else ""


def _read_korean(figure: PlacedFigure, sentence: SentenceText) -> str:
    words = [sentence.low(at) for at in sentence.lead(figure)][-2:]
    words += figure.finding.printed.casefold().split()[:-1]
    return next((word for word in reversed(words) if _KOREAN_BASE.match(word) and word not in _TIMES_IN_KOREAN), "")
