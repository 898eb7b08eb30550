"""Words as features: what the words of a text and those of a statistic's descriptions have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from figurecheck.figures.common.calendar_names import find_months, find_weekdays
from figurecheck.figures.common.text import PREPOSITIONS, STOP, Word, stem, words_of
from figurecheck.figures.common.units import canonical
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.scan.fact import Fact
from figurecheck.scan.names import PARTICLES
from figurecheck.scan.words.english import IRREGULAR, NEUTRAL
from figurecheck.scan.words.tables import LanguagePhrases, lone_years
from figurecheck.verdicts.sentence.english import AFTER_FIGURE, FALL, RISE, VERBS
from figurecheck.verdicts.sentence.namer import read_band

CUT = 6
"""Letters to which a stem is cut: "production" and "producers" are one."""
# A prefix of five letters says little, so that "internet" and "international" would be one word.
_PREFIXES = ("inter", "under", "over", "trans", "super", "micro", "multi", "counter", "self")
_COMPOUND_ENDS = tuple(
    "berg borough bridge brook burg burgh bury care church dale field ford gate ham hill hold house land leigh minster"
    " mouth port shire side son stead stone ton town view ville wood work worth".split()
)
_SILENT = (
    STOP
    | PREPOSITIONS
    | frozenset(
        "against within without because when while where since until during through across about than then also so if"
        " had has have did does do will would could up down out off as than more less fewer most it he she they we us"
        " who whom which what not no there".split()
    )
)


class QuantityKind(StrEnum):
    """The kind of quantity that a statistic, or a number in a text, is."""

    LEVEL = "level"
    SHARE = "share"
    CHANGE = "change"
    DIFFERENCE = "difference"
    POINTS = "points"
    MULTIPLE = "multiple"
    RANK = "rank"
    DATE = "date"


_KIND_WORDS = {
    QuantityKind.RANK: "rank ranking 순위",
    QuantityKind.CHANGE: "change growth increase decrease rise fall decline drop 증감 증가 감소 변화"
    " 증감률 증가율 감소율",
    QuantityKind.DIFFERENCE: "difference gap 차이",
    QuantityKind.MULTIPLE: "multiple times ratio 배수",
    QuantityKind.SHARE: "share proportion percentage percent rate 비율 비중",
    QuantityKind.LEVEL: "count number total amount value level sum figure people person cases mean average weight"
    " length duration 수 인원 명 건 건수 합계",
}
_RELATIVE = "year before previous earlier largest first all every everyone 전년 대비 전체 year month quarter 연도"
_OTHERS = {
    "share": QuantityKind.SHARE,
    "%": QuantityKind.SHARE,
    "pp": QuantityKind.POINTS,
    "ratio": QuantityKind.MULTIPLE,
    "rank": QuantityKind.RANK,
    "date": QuantityKind.DATE,
}


@lru_cache(maxsize=65536)
def features(word: str) -> tuple[str, ...]:
    """Return the features of a word: its stem, cut; the letter pairs of a Korean word without its particle.

    >>> features("prosecutors"), features("외국인은"), features("internet")
    (('prosec',), ('외국', '국인'), ('internet',))
    """
    if is_hangul(word):
        # Korean compounds run together ("상점절도"), so that shared letter pairs find them where whole words would not.
        bare = _bare(word)
        return tuple(bare[at : at + 2] for at in range(len(bare) - 1))
    # Single letters and function words tell no description from another.
    root = stem(IRREGULAR.get(word.casefold(), word))
    if root in _SILENT or not root.isalnum() or len(root) < 2:
        return ()
    # Farmers are no farms, and prisoners no prisons.
    if len(root) <= CUT and word.casefold().removesuffix("s") == f"{root}er":
        return (f"{root}er",)
    # A compound is another word than its first part: Barton and Bartonfield, health and healthcare.
    if root[CUT:].endswith(_COMPOUND_ENDS):
        return (root,)
    prefix = next((one for one in _PREFIXES if root.startswith(one)), "")
    return (root[: max(CUT, len(prefix) + 4) if prefix else CUT],)


def _bare(word: str) -> str:
    return next((word[: -len(tail)] for tail in PARTICLES if word.endswith(tail) and len(word) - len(tail) >= 2), word)


def _without_years(text: str) -> str:
    for start, year in reversed([*lone_years(text)]):
        text = f"{text[:start]} {text[start + len(year) :]}"
    return text


def phrase_features(text: str) -> frozenset[str]:
    """Return the features of a phrase; numbers of four digits are periods and left out."""
    return _phrase_features(text if text.isalpha() else _without_years(text))


@lru_cache(maxsize=65536)
def _phrase_features(text: str) -> frozenset[str]:
    words = words_of(text)
    banded = {at for start, size, _ in find_bands(words) for at in range(start, start + size)}
    single = (one for at, word in enumerate(words) if at not in banded for one in features(word.text))
    return frozenset({*single, *(band for _, _, band in find_bands(words))})


_LONGEST_AGE = 3
_AGE_BEHIND = re.compile(r"year|yr|세|-year")


def find_bands(words: Sequence[Word], known: frozenset[str] | None = None) -> list[tuple[int, int, str]]:
    """List the bands of ages and sizes among words, each with its place and how many words it has.

    In a running text only ages and the bands that are `known` are bands; a description has no other ranges.

    >>> [band for *_, band in find_bands(words_of("aged 20 to 29, and 65 or older"))]
    ['20-29', '65+']
    """
    made = []
    at = 0
    while at < len(words):
        band, size = _read_band(words, at)
        if band and _is_band(words, at, size, known is None or band in known):
            made.append((at, size, band))
            at += size
            continue
        at += 1
    return made


def _read_band(words: Sequence[Word], at: int) -> tuple[str, int]:
    """Read a band as sentences are checked for them, and also "16 years and over", 35세 이상 and 20~29세."""
    number = words[at].text
    if not number.isdecimal() or len(number) > _LONGEST_AGE:
        return read_band(words, at)
    behind = [word.text for word in words[at + 1 : at + 5]]
    if behind[:1] == ["years"]:
        band, size = read_band((words[at], *words[at + 2 : at + 6]), 0)
        return band, size + bool(band)
    if behind[:1] in (["~"], ["∼"], ["-"]) and behind[2:3] == ["세"]:
        return f"{number}-{behind[1]}", 4
    bounds = {"이상": f"{number}+", "미만": f"<{number}", "이하": f"<{int(number) + 1}"}
    if behind[:1] == ["세"] and behind[1:] and behind[1][:2] in bounds:
        return bounds[behind[1][:2]], 3
    return read_band(words, at)


def _is_band(words: Sequence[Word], at: int, size: int, is_known: bool) -> bool:
    before = words[at - 1].text.casefold() if at else ""
    behind = words[at + size].text.casefold() if at + size < len(words) else ""
    if _AGE_BEHIND.match(behind) or (behind == "-" and size > 1) or before in {"aged", "age", "ages"}:
        return True
    if "세" in {word.text for word in words[at : at + size]}:
        return True
    # "Rose from 20 to 29" is a change, and "under 20 cases" a number with a qualifier.
    noun = behind[:1].isalpha() and behind not in AFTER_FIGURE and behind not in STOP
    return is_known and before not in {"from", "than", "by"} and not noun


_KINDS = {kind: phrase_features(words) for kind, words in _KIND_WORDS.items()}
# In nearly every list of statistics; they say what kind of quantity it is, and not of whom.
GENERIC = frozenset().union(*_KINDS.values(), phrase_features(_RELATIVE))
CHANGES = _KINDS[QuantityKind.CHANGE]

MEANS = phrase_features("average mean median 평균 중위")
"""Features of what is computed from several values."""
EXTREMES = phrase_features("highest lowest largest smallest maximum minimum peak record most fewest longest shortest")
"""Features of what is picked from several statistics."""
PASSED = (
    GENERIC
    | frozenset(one for word in RISE | FALL | VERBS | AFTER_FIGURE | NEUTRAL for one in features(word))
    | frozenset(one for word in (*find_months("en"), *find_weekdays("en")) for one in features(word))
    | phrase_features("number rate share accounted compared stood came went made saw reached amounted totalled")
)
"""Features of words that say nothing of what is measured."""
_PER = LanguagePhrases("per")


def quantity_kind(fact: Fact) -> QuantityKind:
    """Return the kind of quantity of a statistic, by its unit and the words of its measure."""
    is_ratio = canonical(fact.unit) == "ratio"
    return _quantity_kind(fact.measure, canonical(fact.unit), " ".join(fact.about) if is_ratio else "")


# Many subjects have the same measure.
@lru_cache(maxsize=4096)
def _quantity_kind(measure: str, unit: str, about: str) -> QuantityKind:
    words = phrase_features(measure)
    by_unit = _OTHERS.get(unit, QuantityKind.LEVEL)
    # "Patrols per officer" is a level of its own and no multiple of anything, and so is a ratio of no two periods.
    if unit == "ratio" and (_PER.search(f"{about} {measure} ") or not _compares(words, measure)):
        return QuantityKind.LEVEL
    # The unit decides for these; for the rest a word of the measure is more particular ("rank", "change").
    if by_unit in {QuantityKind.DATE, QuantityKind.POINTS}:
        return by_unit
    if words & _KINDS[QuantityKind.RANK]:
        return QuantityKind.RANK
    if words & CHANGES:
        return QuantityKind.CHANGE if by_unit is QuantityKind.SHARE else QuantityKind.DIFFERENCE
    if by_unit is QuantityKind.LEVEL and words & _KINDS[QuantityKind.DIFFERENCE]:
        return QuantityKind.DIFFERENCE
    return by_unit


def _compares(words: frozenset[str], measure: str) -> bool:
    return bool(words & _KINDS[QuantityKind.MULTIPLE]) or not measure


def add_features(words: Iterable[Word], weight: float, into: dict[str, float]) -> None:
    """Add the features of words at a weight; the greatest weight of each stays."""
    for word in words:
        for one in features(word.text):
            if into.get(one, 0.0) < weight:
                into[one] = weight


def find_features(words: Iterable[Word]) -> Iterator[str]:
    """Yield the features of words."""
    return (one for word in words for one in features(word.text))


@dataclass(frozen=True, slots=True)
class PhraseParts:
    """The parts of a phrase that describes a statistic."""

    heads: frozenset[str]
    """Features of the noun phrase: "emergency patients" of "share of emergency patients seen within four hours"."""
    quiet: frozenset[str]
    """Features of what a text may leave out."""


_CUTS = PREPOSITIONS - {"of", "including", "over", "under"} | frozenset("within per against because since".split())
_CLAUSES = frozenset("of that who whom which whose".split())
_CARRIERS = phrase_features(
    "spending expenditure outlays investment subsidies tax taxes revenue income payments funding"
)
_CARRIED_BY = frozenset({"on", "from", "for", "in"})
_COUNTED = frozenset({"numbers", "figures"})
_AVERAGES = frozenset("average mean median annual monthly quarterly weekly daily yearly overall estimated".split())


def read_phrase(text: str) -> PhraseParts:
    """Return the parts of a phrase: its head, and what stands behind a preposition or only says how it was computed.

    >>> parts = read_phrase("median wait for planned treatment")
    >>> sorted(parts.heads), sorted(parts.quiet)
    (['wait'], ['median', 'plan', 'treatm'])
    """
    heads: set[str] = set()
    quiet: set[str] = set()
    carriers: set[str] = set()
    in_tail = closed = False
    words = words_of(text)
    for at, word in enumerate(words):
        low = word.text.casefold()
        if low in _CARRIED_BY and heads and heads <= _CARRIERS:
            # "Spending on parks": what it is spent on is what a text names.
            carriers |= heads
            heads.clear()
            continue
        if low in _CUTS or low in _CLAUSES:
            # "Share of", "people in": what is counted stands behind a word that only says how.
            closed = closed or bool(heads)
            # "Patrols per officer" are no patrols.
            in_tail = closed and low in _CUTS - {"per"}
            continue
        found = set(features(word.text))
        # "Evictions carried out by bailiffs", "teachers employed by state schools".
        done = low.endswith("ed") and "by" in [one.text for one in words[at + 1 : at + 3]]
        if low in _AVERAGES | NEUTRAL or in_tail or (done and heads):
            quiet |= found
        elif not closed:
            # "Numbers of the article" are counted themselves, while "the number of cases" counts cases.
            heads |= found - (GENERIC if low not in _COUNTED else frozenset())
    # "Subsidies for farms" alone: what nothing follows is counted itself.
    return PhraseParts(frozenset(heads or carriers), frozenset(quiet | carriers if heads else quiet))
