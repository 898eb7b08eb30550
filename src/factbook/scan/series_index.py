"""Statistics that are described rather than named: "share of all cases", "trips at night"; English and Korean.

Statistics that differ only in their period are one series. A number is held against the series whose description its
sentence says best: words weigh what they tell apart, near words more than far ones, and words that the sentence says
of the number but the series does not know count against it. The period is the one that the sentence states.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import chain, pairwise

from factbook.figures.common.units import canonical
from factbook.scan.consistency.words import STOP, Word, stem, words_of
from factbook.scan.fact import Fact

COMMON = 0.2
"""Words in more than this share of the descriptions find none of them by themselves."""
CUT = 6
"""Letters of a stem that tell it apart: "production" and "producers" are one."""
_HANGUL = ("가", "힣")
_YEARS = re.compile(r"(?<![\d.,])\d{4}(?!\d|[.,]\d)")
_PARTICLES = (
    "에서는 으로는 이었다 에서 에게 에는 으로 까지 부터 보다 처럼 이다 였다 들은 들이 들의"
    " 은 는 이 가 을 를 의 에 로 와 과 도 들"
).split()


_SILENT = STOP | frozenset(
    "up down out off as than more less fewer most it he she they we us who whom which what not no".split()
)


class Sort(StrEnum):
    """What a statistic, or a number, tells of the thing."""

    LEVEL = "level"
    SHARE = "share"
    CHANGE = "change"
    DIFFERENCE = "difference"
    POINTS = "points"
    MULTIPLE = "multiple"
    RANK = "rank"
    DATE = "date"


_SORT_WORDS = {
    Sort.RANK: "rank ranking 순위",
    Sort.CHANGE: "change growth increase decrease rise fall decline drop 증감 증가 감소 변화 증감률 증가율 감소율",
    Sort.DIFFERENCE: "difference gap 차이",
    Sort.MULTIPLE: "multiple times ratio 배수",
    Sort.SHARE: "share proportion percentage percent rate 비율 비중",
    Sort.LEVEL: "count number total amount value level sum figure people person cases 수 인원 명 건 건수 합계",
}
_RELATIVE = "year before previous earlier largest first all every everyone 전년 대비 전체 year month 연도"
_OTHERS = {"share": Sort.SHARE, "%": Sort.SHARE, "pp": Sort.POINTS, "ratio": Sort.MULTIPLE, "date": Sort.DATE}
MEASURED = frozenset(canonical(unit) for unit in "kg g t KRW USD EUR days years months hours minutes km m".split())
"""Units that a number has to print to be of them."""


def hangul(word: str) -> bool:
    """Whether a word is written in Korean letters."""
    return bool(word) and _HANGUL[0] <= word[0] <= _HANGUL[1]


@lru_cache(maxsize=65536)
def features(word: str) -> tuple[str, ...]:
    """Give what a word is known by: its stem, cut; the pairs of letters of a Korean word without its particle.

    >>> features("prosecutors"), features("외국인은")
    (('prosec',), ('외국', '국인'))
    """
    if hangul(word):
        bare = _bare(word)
        return tuple(bare[at : at + 2] for at in range(len(bare) - 1))
    root = stem(word)
    return () if root in _SILENT or not root.isalnum() or len(root) < 2 else (root[:CUT],)


def _bare(word: str) -> str:
    for tail in _PARTICLES:
        if word.endswith(tail) and len(word) - len(tail) >= 2:
            return word[: -len(tail)]
    return word


def phrase(text: str) -> frozenset[str]:
    """Give what a phrase is known by; numbers of four digits are periods and left out."""
    return _phrase(_YEARS.sub(" ", text))


@lru_cache(maxsize=65536)
def _phrase(text: str) -> frozenset[str]:
    return frozenset(one for word in words_of(text) for one in features(word.text))


_SORTS = {sort: phrase(words) for sort, words in _SORT_WORDS.items()}
GENERIC = frozenset().union(*_SORTS.values(), phrase(_RELATIVE))


_PER = re.compile(r"\b(?:per|for each|for every)\b|당(?:\s|$)")


def sort_of(fact: Fact) -> Sort:
    """Say what a statistic tells, by its unit and the words of its measure."""
    said = phrase(fact.measure)
    by_unit = _OTHERS.get(fact.unit, Sort.LEVEL)
    if fact.unit == "ratio" and _PER.search(f"{' '.join(fact.about)} {fact.measure}"):
        return Sort.LEVEL
    if by_unit is Sort.DATE or by_unit is Sort.POINTS:
        return by_unit
    if said & _SORTS[Sort.RANK]:
        return Sort.RANK
    if said & _SORTS[Sort.CHANGE]:
        return Sort.CHANGE if by_unit is Sort.SHARE else Sort.DIFFERENCE
    if by_unit is Sort.LEVEL and said & _SORTS[Sort.DIFFERENCE]:
        return Sort.DIFFERENCE
    return by_unit


@dataclass(slots=True)
class Series:
    """Statistics alike in all but the period."""

    sort: Sort
    unit: str
    names: tuple[frozenset[str], ...]
    """Ways of saying whom it is about; one of them has to be said."""
    population: frozenset[str]
    """Who is counted; that this is said makes up for half of what a name leaves out."""
    measure: frozenset[str]
    """Words of the measure that are not general ("share", "count"); they have to be said too."""
    known: frozenset[str]
    """Every word of it, those of its labels and population as well."""
    named: bool
    """Whether its name is a proper one, every word of which has to be said."""
    more: frozenset[str]
    """Those of labels and population alone."""
    facts: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    """By period, as `period_of` writes it."""


@dataclass(slots=True)
class Group:
    """The series of one description."""

    series: dict[Sort, list[Series]] = field(default_factory=lambda: defaultdict(list))
    weight: float = 0.0
    """Of the words by which it is found, in the shortest of its names."""


@dataclass(slots=True)
class Described:
    """Every described statistic, by series, and what each word tells apart."""

    series: list[Series] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    naming: dict[str, list[int]] = field(default_factory=dict)
    """The groups that are found by a word of their names or populations."""
    weight: dict[str, float] = field(default_factory=dict)
    telling: frozenset[str] = frozenset()
    """Words that say whom some series is about."""
    numbers: frozenset[tuple[str, str]] = frozenset()
    """Numbers in descriptions, with the word before: "under twenty", "aged 20"."""

    def __bool__(self) -> bool:
        return bool(self.series)


def is_described(about: tuple[str, ...]) -> bool:
    """Whether somebody is described rather than named: in Korean, or mostly in words that are not written like names.

    >>> [is_described((one,)) for one in ("shop lifters", "Nando de Colo", "76ers", "Nationals of China, fined")]
    [True, False, False, True]
    """
    words = [word for word in about[0].split() if word.casefold() not in STOP]
    if not words:
        return False
    low = sum(word[:1].islower() for word in words)
    return any(map(hangul, words)) or 2 * low >= len(words) or (words[0][:1].islower() and len(words[0]) > 3)


def index_described(facts: Iterable[Fact]) -> Described:
    """Index statistics by what describes them."""
    made = Described()
    places: dict[tuple[tuple[str, ...], str, str], int] = {}
    known: dict[int, set[str]] = defaultdict(set)
    numbers: set[tuple[str, str]] = set()
    for fact in facts:
        if fact.unit == "date":
            continue
        about = fact.about or (fact.label or fact.population,)
        key = (about, fact.measure, fact.unit)
        if key not in places:
            places[key] = len(made.series)
            made.series.append(_series(fact, about))
        at = places[key]
        made.series[at].facts[period_of(fact.period)].append(fact)
        known[at] |= _texts(fact.label, fact.population)
        numbers |= _numbers(about[0])
    for at, one in enumerate(made.series):
        one.known = frozenset(known[at] | one.measure | set().union(*one.names))
        one.more = one.known - (one.names[0] if one.names else frozenset())
    _weigh(made)
    made.numbers = frozenset(numbers)
    return made


def _numbers(name: str) -> set[tuple[str, str]]:
    return {
        (before.stem, word.stem)
        for before, word in pairwise(words_of(name))
        if word.stem.isdecimal() and len(word.stem) < 4
    }


def _texts(label: str, population: str) -> frozenset[str]:
    return phrase(label) | phrase(population)


def _series(fact: Fact, about: tuple[str, ...]) -> Series:
    names = [phrase(name) for name in (about if is_described(about) else about[:1])]
    population = phrase(fact.population) - GENERIC if fact.about else frozenset()
    measure = phrase(fact.measure)
    return Series(
        sort_of(fact), canonical(fact.unit) if fact.unit else "", tuple(name for name in names if name),
        population, frozenset(measure - GENERIC), frozenset(), not is_described(about), frozenset(),
    )  # fmt: skip


def _weigh(made: Described) -> None:
    """Weigh words by how few descriptions hold them, and group the series by description."""
    subjects = {(one.names, one.population): one for one in made.series}
    counts = Counter(word for one in subjects.values() for word in one.known)
    made.weight = {word: math.log((1 + len(subjects)) / count) + 0.1 for word, count in counts.items()}
    made.weight |= {word: 1.0 for one in made.series for word in one.known if word not in made.weight}
    made.telling = frozenset(word for one in made.series for word in one.names[0] if one.names) - GENERIC
    common = max(COMMON * len(subjects), 2)
    places: dict[tuple[tuple[frozenset[str], ...], frozenset[str]], int] = {}
    naming: dict[str, list[int]] = defaultdict(list)
    for one in made.series:
        key = (one.names, one.population)
        if key not in places:
            places[key] = len(made.groups)
            keys = [[word for word in name if counts[word] <= common] or list(name) for name in one.names]
            made.groups.append(
                Group(weight=min((sum(made.weight[word] for word in name) for name in keys), default=0.0))
            )
            for word in {*chain.from_iterable(keys), *(word for word in one.population if counts[word] <= common)}:
                naming[word].append(places[key])
        made.groups[places[key]].series[one.sort].append(one)
    made.naming = dict(naming)


def period_of(text: str) -> str:
    """Write a period in one way: ``2024``, ``2024-05``, ``2024-01/2024-06``, ``2018/2024-05``.

    >>> period_of("2024-01-01/2024-06-30"), period_of("2024-01/2024-12"), period_of(" 2024 ")
    ('2024-01/2024-06', '2024', '2024')
    """
    ends = [end.strip()[:7] for end in text.split("/")]
    if len(ends) == 2 and ends[0][:4] == ends[1][:4] and ends[0][4:] == "-01" and ends[1][4:] == "-12":
        return ends[0][:4]
    return "/".join(ends)


def said(words: Iterable[Word], weight: float, into: dict[str, float]) -> None:
    """Note what words are known by, at a weight; the greatest stays."""
    for word in words:
        for one in features(word.text):
            if into.get(one, 0.0) < weight:
                into[one] = weight
