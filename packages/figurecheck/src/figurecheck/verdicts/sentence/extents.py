"""Reading of how much a figure is said to cover: how often, of which whole, and among how many."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from figurecheck.figures.common.nouns import CASES, PEOPLE
from figurecheck.figures.common.units import PHYSICAL, canonical, is_money
from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.verdicts.sentence import english, korean
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.spans import Span, parse_span
from figurecheck.verdicts.shown import name_period

LONGEST_NOUN = 4
"""Words behind a figure among which "a day" stands, and "of all European countries"."""
_EVERY = frozenset({"a", "per", "each", "every"})
_OFTEN = {
    "hour": (0, "hour"), "day": (1, "day dai"), "week": (7, "week"), "month": (30, "month"),
    "quarter": (91, "quarter"), "year": (365, "year annual annum"),
}  # fmt: skip
"""Days of each, and how words for it begin in the texts of a statistic."""
_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
}
_OTHER_TIME = frozenset("after later earlier before ago on off".split())
"""Behind "a day", these make another time of it, or another thing: "a day later", "a day off"."""
_NO_COUNTS = frozenset({"share", "%", "pp", "ratio", "rank", "date", "since"})
_WORLD = frozenset("world world's world’s worldwide globally earth planet".split())
_PARTS_OF_WORLD = frozenset(
    "area zone eurozone union region county district city town state province continent europe european asia asian"
    " africa african america's american nation national country domestic north south"
    " east west areas regions counties districts cities towns states provinces nations countries".split()
)
_WHOLES = frozenset("all the those these its their our of".split())


def read_extent(
    figure: PlacedFigure, sentence: SentenceText, statistic: Statistic, context: Context
) -> SentenceReading | None:
    """Contradict "1,300 trips a day" of a year, "79% of countries" of currencies, "in the world" of one part of it."""
    if sentence.korean:
        return _read_often_korean(figure, sentence, statistic)
    return (
        _read_often(figure, sentence, statistic)
        or _read_mean(figure, sentence, statistic)
        or _read_whole(figure, sentence, statistic, context)
        or _read_scope(figure, sentence, statistic)
    )


_MEAN = re.compile(r"\b(?:the|an?|its|their) (?P<word>average|mean|median) (?!of\b)[a-z]+")
_OTHER_MEANS = {"average": ("median",), "mean": ("median",), "median": ("average", "mean")}


def _read_mean(figure: PlacedFigure, sentence: SentenceText, statistic: Statistic) -> SentenceReading | None:
    """Read "the average wage" of a median, and the reverse."""
    found = _MEAN.search(sentence.text(range(figure.first, figure.last)).lower())
    texts = set(_texts(statistic).split())
    if found is None or found["word"] in texts or len({"average", "mean", "median"} & texts) != 1:
        return None
    other = next((one for one in _OTHER_MEANS[found["word"]] if one in texts), "")
    # "Above the average wage" and "the average wage is above the median of" compare.
    before = sentence.text(range(figure.first, figure.last)).lower()[: found.start()].split()[-2:]
    if not other or other in sentence.lows or {"above", "below", "than", "of", "to", "from"} & set(before):
        return None
    template, own = "the text says “{words}”, and {id} is “{other}”: {own}", statistic.label or statistic.measure
    return SentenceReading.contradicted(Aspect.COUNTED, found[0], template, id=statistic.id, other=other, own=own)


def _texts(statistic: Statistic) -> str:
    fields = (statistic.unit, statistic.label, statistic.measure, statistic.population, statistic.about, statistic.note)
    return " ".join(fields).casefold()


def _read_often(figure: PlacedFigure, sentence: SentenceText, statistic: Statistic) -> SentenceReading | None:
    """Read "1,300 trips a day" and "1,300 trips daily" of a count of another stretch of time."""
    span = _span_of_count(statistic)
    if span is None:
        return None
    words = [sentence.low(at) for at in range(figure.at, figure.at + LONGEST_NOUN + 2)]
    words = words[: words.index(",")] if "," in words else words
    for number, (one, other) in enumerate(pairwise(words)):
        base = other if one in _EVERY else _ADVERBS.get(other, "")
        if base not in _OFTEN or _OTHER_TIME & set(words[number + 2 : number + 3]):
            continue
        days, forms = _OFTEN[base]
        texts = _texts(statistic).split()
        known = any(word.startswith(tuple(forms.split())) for word in texts) or {"average", "mean"} & set(texts)
        # A year and its season, a month of 28 days.
        if known or 4 * abs(span.days - days) <= days:
            return None
        return _of_the_whole(f"{one} {other}" if one in _EVERY else other, statistic)
    return None


def _span_of_count(statistic: Statistic) -> Span | None:
    """Return the period of a statistic that counts what happened in it; ``None`` for any other."""
    unit = canonical(statistic.unit)
    # A rent or a speed may be by the month or the hour without saying so; a count is of its period.
    no_count = is_money(unit) or unit in PHYSICAL | _NO_COUNTS or " per " in unit
    if no_count or statistic.basis is not None or not isinstance(statistic.value, Decimal):
        return None
    return parse_span(statistic.period)


def _of_the_whole(said: str, statistic: Statistic) -> SentenceReading:
    template = "the text says “{words}”, and {id} is of {period} as a whole"
    return SentenceReading.contradicted(
        Aspect.COUNTED, said, template, id=statistic.id, period=name_period(statistic.period)
    )


def _read_often_korean(figure: PlacedFigure, sentence: SentenceText, statistic: Statistic) -> SentenceReading | None:
    """Read "하루 1300건", "매달 평균 1300건씩" of a count of another stretch of time."""
    span = _span_of_count(statistic)
    lead = [sentence.low(at) for at in sentence.lead(figure)]
    words = lead[-2:] if lead[-1:] == [korean.AVERAGE] else lead[-1:]
    days = next((days for days, often in korean.OFTEN.items() if words and words[0].startswith(often)), 0)
    if span is None or not days or 4 * abs(span.days - days) <= days:
        return None
    texts = _texts(statistic)
    known = korean.AVERAGE in texts or any(often in texts for often in korean.OFTEN[days])
    return None if known else _of_the_whole(" ".join(words), statistic)


def _read_whole(
    figure: PlacedFigure, sentence: SentenceText, statistic: Statistic, context: Context
) -> SentenceReading | None:
    """Read "79% of countries" of a share of currencies."""
    whole = context.siblings.find(statistic.whole)
    if whole is None or canonical(statistic.unit) != "share" or sentence.low(figure.at + 1) != "of":
        return None
    unit = whole.unit.casefold()
    # Of people and cases many nouns may be said.
    if not unit.isalpha() or unit in PEOPLE | CASES or canonical(unit) in {"count", "people", "cases"}:
        return None
    texts = f"{_texts(statistic)} {_texts(whole)}"
    for at in range(figure.at + 2, figure.at + 2 + LONGEST_NOUN):
        word = sentence.low(at)
        if word in english.NOUNS and word not in PEOPLE | CASES and word not in _WHOLES:
            # "Of the country's currencies": the noun comes behind.
            is_last = sentence.low(at + 1) not in english.NOUNS and sentence.low(at + 1) != unit
            if not is_last or word.removesuffix("s") in texts or _stem(word) in texts:
                return None
            template = "the text says “{words}”, and {id} is a share of {unit}"
            return SentenceReading.contradicted(Aspect.COUNTED, word, template, id=statistic.id, unit=whole.unit)
        if not word[:1].isalpha() or word in english.AFTER_FIGURE - {"of"}:
            return None
    return None


def _stem(word: str) -> str:
    return word.removesuffix("ies").removesuffix("es")


def _read_scope(figure: PlacedFigure, sentence: SentenceText, statistic: Statistic) -> SentenceReading | None:
    """Read "the highest in the world" of a rank within a part of it."""
    ranked = statistic.basis is not None and statistic.basis.kind == "rank"
    said = next((sentence.low(at) for at in sentence.trail(figure) if sentence.low(at) in _WORLD), "")
    if not said or not (ranked or canonical(statistic.unit) == "rank"):
        return None
    texts = {word.strip(".,:;()") for word in _texts(statistic).split()}
    part = next(iter(sorted(texts & _PARTS_OF_WORLD)), "")
    # What it is about may be a country; among what it is ranked stands in its label or population.
    own = set(statistic.about.casefold().split())
    if not part or texts & _WORLD or part in own:
        return None
    template = "the text says “{words}”, and {id} is of a part of it: {what}"
    what = statistic.label or statistic.population
    return SentenceReading.contradicted(Aspect.COUNTED, said, template, id=statistic.id, what=what)
