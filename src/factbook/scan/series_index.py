"""Statistics that are described rather than named: "share of all cases", "trips at night"; English and Korean.

Statistics that differ only in their period are one series. A number is compared with the series whose description its
context matches best: rare words weigh more than common ones (inverse document frequency), near words more than far
ones, and words of the context that the series does not have count against it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain, pairwise

from factbook.figures.common.text import STOP, Word, stem, words_of
from factbook.figures.common.units import canonical
from factbook.figures.common.word_table import is_hangul
from factbook.scan.fact import Fact
from factbook.scan.words.tables import LanguagePhrases, lone_years

COMMON = 0.2
"""Words in more than this share of the descriptions find none of them on their own."""
CUT = 6
"""Letters to which a stem is cut: "production" and "producers" are one."""
# The longer ones first: if "는" came before "에서는", "에서" would be left on the word.
_PARTICLES = (
    "에서는 으로는 이었다 에서 에게 에는 으로 까지 부터 보다 처럼 이다 였다 들은 들이 들의"
    " 은 는 이 가 을 를 의 에 로 와 과 도 들"
).split()
_SILENT = STOP | frozenset(
    "up down out off as than more less fewer most it he she they we us who whom which what not no".split()
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
    QuantityKind.LEVEL: "count number total amount value level sum figure people person cases 수 인원 명 건 건수 합계",
}
_RELATIVE = "year before previous earlier largest first all every everyone 전년 대비 전체 year month 연도"
_OTHERS = {
    "share": QuantityKind.SHARE,
    "%": QuantityKind.SHARE,
    "pp": QuantityKind.POINTS,
    "ratio": QuantityKind.MULTIPLE,
    "date": QuantityKind.DATE,
}
MEASURED = frozenset(canonical(unit) for unit in "kg g t KRW USD EUR days years months hours minutes km m".split())
"""Units that a number must have in print to be compared with a statistic in them."""


@lru_cache(maxsize=65536)
def features(word: str) -> tuple[str, ...]:
    """Return the features of a word: its stem, cut; the letter pairs of a Korean word without its particle.

    >>> features("prosecutors"), features("외국인은")
    (('prosec',), ('외국', '국인'))
    """
    if is_hangul(word):
        # Korean compounds run together ("상점절도"), so that shared letter pairs find them where whole words would not.
        bare = _bare(word)
        return tuple(bare[at : at + 2] for at in range(len(bare) - 1))
    # Single letters and function words tell no description from another.
    root = stem(word)
    return () if root in _SILENT or not root.isalnum() or len(root) < 2 else (root[:CUT],)


def _bare(word: str) -> str:
    for tail in _PARTICLES:
        if word.endswith(tail) and len(word) - len(tail) >= 2:
            return word[: -len(tail)]
    return word


def _without_years(text: str) -> str:
    for start, year in reversed([*lone_years(text)]):
        text = f"{text[:start]} {text[start + len(year) :]}"
    return text


def phrase_features(text: str) -> frozenset[str]:
    """Return the features of a phrase; numbers of four digits are periods and left out."""
    return _phrase_features(_without_years(text))


@lru_cache(maxsize=65536)
def _phrase_features(text: str) -> frozenset[str]:
    return frozenset(one for word in words_of(text) for one in features(word.text))


_KINDS = {kind: phrase_features(words) for kind, words in _KIND_WORDS.items()}
# In nearly every list of statistics; they say what kind of quantity it is, and not of whom.
GENERIC = frozenset().union(*_KINDS.values(), phrase_features(_RELATIVE))

_PER = LanguagePhrases("per")


def quantity_kind(fact: Fact) -> QuantityKind:
    """Return the kind of quantity of a statistic, by its unit and the words of its measure."""
    add_features = phrase_features(fact.measure)
    by_unit = _OTHERS.get(fact.unit, QuantityKind.LEVEL)
    # "Patrols per officer" is a level of its own and no multiple of anything.
    if fact.unit == "ratio" and _PER.search(f"{' '.join(fact.about)} {fact.measure} "):
        return QuantityKind.LEVEL
    # The unit decides for these; for the rest a word of the measure is more particular ("rank", "change").
    if by_unit is QuantityKind.DATE or by_unit is QuantityKind.POINTS:
        return by_unit
    if add_features & _KINDS[QuantityKind.RANK]:
        return QuantityKind.RANK
    if add_features & _KINDS[QuantityKind.CHANGE]:
        return QuantityKind.CHANGE if by_unit is QuantityKind.SHARE else QuantityKind.DIFFERENCE
    if by_unit is QuantityKind.LEVEL and add_features & _KINDS[QuantityKind.DIFFERENCE]:
        return QuantityKind.DIFFERENCE
    return by_unit


@dataclass(frozen=True, slots=True)
class DescribedSeries:
    """Statistics alike in all but the period."""

    kind: QuantityKind
    unit: str
    names: tuple[frozenset[str], ...]
    """Features of each of its names, any of which may be used."""
    population: frozenset[str]
    """Features of who is counted; they make up for half of what is missing of a name."""
    measure: frozenset[str]
    """Features of the measure that are not generic ("share", "count"); they are required too."""
    vocabulary: frozenset[str]
    """All of its features, those of its labels and population as well."""
    is_named: bool
    """Whether its name is a proper one, every word of which is required."""
    context_words: frozenset[str]
    """The features of labels and population that its first name lacks."""
    facts: Mapping[str, list[Fact]]
    """By period, as `period_of` writes it."""


@dataclass(frozen=True, slots=True)
class SeriesGroup:
    """The series of one description."""

    series: Mapping[QuantityKind, list[DescribedSeries]]
    weight: float
    """Of the words by which it is found, for the lightest of its names."""


@dataclass(frozen=True, slots=True)
class DescribedIndex:
    """Every described statistic by series, and the weight of each word."""

    series: tuple[DescribedSeries, ...]
    groups: tuple[SeriesGroup, ...]
    groups_by_word: Mapping[str, list[int]]
    """Indices of the groups that are found by a word of their names or populations."""
    weight: Mapping[str, float]
    subject_words: frozenset[str]
    """Words that name the subject of some series."""
    numbers: frozenset[tuple[str, str]]
    """Numbers in descriptions, with the word before: "under twenty", "aged 20"."""

    def __bool__(self) -> bool:
        return bool(self.series)


def is_described(about: tuple[str, ...]) -> bool:
    """Return whether a subject is described rather than named: in Korean, or mostly in lower-case words.

    >>> [is_described((one,)) for one in ("shop lifters", "Nando de Colo", "76ers", "nationals of China")]
    [True, False, False, True]
    """
    words = [word for word in about[0].split() if word.casefold() not in STOP]
    if not words:
        return False
    # "Nationals of China" in lower case is a description, "Nando de Colo" a name: one word in two decides, or a long
    # first one.
    low = sum(word[:1].islower() for word in words)
    return any(map(is_hangul, words)) or 2 * low >= len(words) or (words[0][:1].islower() and len(words[0]) > 3)


def index_described(facts: Iterable[Fact]) -> DescribedIndex:
    """Index statistics by what describes them."""
    alike: dict[tuple[tuple[str, ...], str, str], list[Fact]] = {}
    for fact in facts:
        # A date is never compared with a number of a text, so that it needs no series.
        if fact.unit != "date":
            about = fact.about or (fact.label or fact.population,)
            alike.setdefault((about, fact.measure, fact.unit), []).append(fact)
    series = tuple(_series(some, about) for (about, _, _), some in alike.items())
    subjects = {(one.names, one.population): one for one in series}
    counts = Counter(word for one in subjects.values() for word in one.vocabulary)
    # Inverse document frequency over subjects, not statistics: a series of thirty years would make its own words
    # look common. The 0.1 keeps a word that all have from weighing nothing.
    weight = {word: math.log((1 + len(subjects)) / count) + 0.1 for word, count in counts.items()}
    weight |= {word: 1.0 for one in series for word in one.vocabulary if word not in weight}
    # Two at least, or in a list of five subjects no word would be rare enough to find anything.
    common = max(COMMON * len(subjects), 2)
    groups, groups_by_word = _group(series, weight, {word for word, count in counts.items() if count > common})
    return DescribedIndex(
        series=series,
        groups=groups,
        groups_by_word=groups_by_word,
        weight=weight,
        subject_words=frozenset(word for one in series if one.names for word in one.names[0]) - GENERIC,
        numbers=frozenset(number for about, _, _ in alike for number in _numbers(about[0])),
    )


def _numbers(name: str) -> set[tuple[str, str]]:
    return {
        (before.stem, word.stem)
        for before, word in pairwise(words_of(name))
        if word.stem.isdecimal() and len(word.stem) < 4
    }


def _text_features(label: str, population: str) -> frozenset[str]:
    return phrase_features(label) | phrase_features(population)


def _series(facts: list[Fact], about: tuple[str, ...]) -> DescribedSeries:
    first = facts[0]
    found = (phrase_features(name) for name in (about if is_described(about) else about[:1]))
    names = tuple(name for name in found if name)
    measure = phrase_features(first.measure) - GENERIC
    texts = (_text_features(fact.label, fact.population) for fact in facts)
    vocabulary = frozenset[str]().union(measure, *texts, *names)
    by_period: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_period[period_of(fact.period)].append(fact)
    return DescribedSeries(
        kind=quantity_kind(first),
        unit=canonical(first.unit) if first.unit else "",
        names=names,
        population=phrase_features(first.population) - GENERIC if first.about else frozenset(),
        measure=measure,
        vocabulary=vocabulary,
        is_named=not is_described(about),
        context_words=vocabulary - (names[0] if names else frozenset()),
        facts=dict(by_period),
    )


def _group(
    series: Sequence[DescribedSeries], weight: Mapping[str, float], common: set[str]
) -> tuple[tuple[SeriesGroup, ...], dict[str, list[int]]]:
    """Group the series by description, and list the groups that each word finds."""
    alike: dict[tuple[tuple[frozenset[str], ...], frozenset[str]], list[DescribedSeries]] = {}
    for one in series:
        alike.setdefault((one.names, one.population), []).append(one)
    groups: list[SeriesGroup] = []
    groups_by_word: dict[str, list[int]] = defaultdict(list)
    for (names, population), members in alike.items():
        # A description made of common words only is found by all of them.
        keys = [[word for word in name if word not in common] or list(name) for name in names]
        for word in {*chain.from_iterable(keys), *(word for word in population if word not in common)}:
            groups_by_word[word].append(len(groups))
        by_kind: dict[QuantityKind, list[DescribedSeries]] = defaultdict(list)
        for one in members:
            by_kind[one.kind].append(one)
        lightest = min((sum(weight[word] for word in name) for name in keys), default=0.0)
        groups.append(SeriesGroup(dict(by_kind), lightest))
    return tuple(groups), dict(groups_by_word)


def period_of(text: str) -> str:
    """Write a period in one way: ``2024``, ``2024-05``, ``2024-01/2024-06``, ``2018/2024-05``.

    >>> period_of("2024-01-01/2024-06-30"), period_of("2024-01/2024-12"), period_of(" 2024 ")
    ('2024-01/2024-06', '2024', '2024')
    """
    ends = [end.strip()[:7] for end in text.split("/")]
    # January to December is the year itself, however a publisher writes it.
    if len(ends) == 2 and ends[0][:4] == ends[1][:4] and ends[0][4:] == "-01" and ends[1][4:] == "-12":
        return ends[0][:4]
    return "/".join(ends)


def add_features(words: Iterable[Word], weight: float, into: dict[str, float]) -> None:
    """Add the features of words at a weight; the greatest weight of each stays."""
    for word in words:
        for one in features(word.text):
            if into.get(one, 0.0) < weight:
                into[one] = weight
