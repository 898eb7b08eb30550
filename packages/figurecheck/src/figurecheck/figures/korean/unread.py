"""Find the words of a bound Korean text that neither its figure nor the tables of neutral words have taken.

A noun needs no table where its particle makes it the topic, the subject or an adjunct: "주가가 12% 하락", "서울에서". A
bare noun before a count, or behind a counter, is what is counted. Of a verb or adverb that is not known it cannot be
said what it makes of the figure, so that it is unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from figurecheck.figures.common.figure import Form, Found, PrintedFigure
from figurecheck.figures.common.nouns import kinds_of
from figurecheck.figures.common.units import PHYSICAL, SPANS
from figurecheck.figures.common.unread import NOTHING_UNREAD, Unread
from figurecheck.figures.korean.after import skip_level
from figurecheck.figures.korean.counted import strip_particle
from figurecheck.figures.korean.directions import read_movement, read_rate_noun
from figurecheck.figures.korean.neutral_words import (
    EXCLUDING,
    IDLE_NOUNS,
    IDLE_VERBS,
    LEVEL_ENDS,
    LEVELS,
    NEUTRAL,
    SHORT_NOUNS,
)
from figurecheck.figures.korean.pairs import is_outcome
from figurecheck.figures.korean.phrase_words import EMPTY, QUALIFIERS
from figurecheck.figures.korean.unit_words import COUNTERS, OF_THINGS, UNITS
from figurecheck.figures.korean.verbs import ENDINGS, PAST, conjugate, split

_HARMLESS = ".,;:!?'\"()[]{}*`_&#@•·∙…“”‘’«»|「」『』〈〉《》"
# Endings of a figure: particles, the copula, and short nouns that only close the phrase.
_TAIL = re.compile(
    r"(?:씩|째|꼴|짜리|급|들이|뿐|만|대|간|들|배기|어치)?"
    r"(?:이나마|이나|나|까지|부터|에서|에게|으로|로|에|의|을|를|은|는|이|가|과|와|도|만|보다|마다)?(?:서|는|도|만|의)?"
    r"(?:이라고|라고|이란|란|인|일|임|이며|며|이고|고|이지만|지만|이었다|였다|이던|던|이다|다|입니다|이다|였던|이라는|라는"
    r"|이었던|인데|이자|하는|한|했다|하고|하다|된|되는|됐다|되다|해|하며)?"
)
_DATE = re.compile(
    r"(?:\d{4}년(?:도|대)?|\d{1,2}월|\d{1,2}일|[1-4]분기|\d{4}-\d{2}(?:-\d{2})?)(?:에|에는|의|은|는|부터|까지|보다|엔|,)?"
)
_DAYS = re.compile(r"\d{1,3}일")
_TOPIC = re.compile(
    r".+(?:은|는|이|(?<!다)가|도|에는|에선|에서|에서는|에게|의|에|로|으로|와|과|을|를|만|마다|중|중에서|까지|부터|보다|처럼|엔)"
)
_LATIN_TOPIC = re.compile(r"[A-Za-z&]{2,}(?:의|은|는|이|가|에서|에서는)")
_ADJUNCT = re.compile(r".{2,}(?:의|에서|에서는|에게|에|에는|를|와|과|으로|로|이|(?<!다)가|에선|보다|마다|부터|까지)$")
_SCALES = frozenset({"도"})
"""Counters of measures: degrees."""
_EACH = re.compile(r"[123]심(?:에서|의|은|과|에)?|(?:1|한)[가-힣㎏㎡㎢㎞A-Za-z]{1,5}당")
_BASE = re.compile(r"/[A-Za-z㎏㎡㎢㎞㎥]+[²³23]?|/[가-힣]+")
_EACH_BEFORE = re.compile(r"[가-힣㎏㎡㎢㎞㎥A-Za-z]{1,5}[²³23]?당")
"""Behind a figure it may be any word that ends so."""
_AGES = re.compile(r"(?:만)?[1-9]0(?:[·∙~,-]?[1-9]0)*대(?:는|은|이|가|의|에서|에|와|도)?|[2-9]030세대")
_THING = frozenset({"people", "cases", ""})


def find_unread(text: str, found: Found) -> Unread:
    """Return the words of a bound text that nothing has read."""
    before, behind = text[: found.full_start], text[found.full_end :]
    if behind:
        behind = text[skip_level(text, found.full_end) :]
    # Most bound texts are their figure.
    figure = found.figure
    # "12마리" is no weight.
    counter = (figure.noun,) if figure is not None and figure.noun and figure.noun not in _SCALES else ()
    if not (before and not before.isspace()) and not (behind and not behind.isspace()):
        return Unread(nouns=counter) if counter else NOTHING_UNREAD
    words: list[str] = []
    nouns = list(counter)
    _sort_before(before, figure, words, nouns)
    unnamed = _sort_behind(behind, figure, words, nouns)
    return Unread(tuple(words), tuple(nouns), unnamed)


def _split(text: str) -> Iterator[str]:
    for part in text.split():
        if word := part.strip(_HARMLESS):
            yield word


def _sort_before(text: str, figure: PrintedFigure | None, words: list[str], nouns: list[str]) -> None:
    """Sort the words before a figure: unread ones, and those that name what is counted."""
    pending: list[str] = []
    before = ""
    for word in _split(text):
        # "60대 이상 고령층": the group, and no qualifier of the figure.
        aged, before = word in _AGED and _AGES.fullmatch(before) is not None, word
        if aged or _is_neutral(word, figure) or _is_level(strip_particle(word)) or _EACH_BEFORE.fullmatch(word):
            # "경유 가격": a noun before a noun of level belongs to it.
            pending = [] if _is_level(strip_particle(word)) else pending
        elif figure is not None and figure.either is not None:
            continue
        elif _moves(word) or _excludes(word):
            words.append(word)
        elif _LATIN_TOPIC.fullmatch(word):
            pending = []  # "GDP의 98%"
        elif not _is_hangul(word):
            (pending if word.isalpha() else words).append(word)
        elif _TOPIC.fullmatch(word) and len(word) > 1:
            pending = []
        elif (len(word) == 1 and word not in SHORT_NOUNS) or word.endswith(_ADVERBIAL):
            words.append(word)
        else:
            pending.append(strip_particle(word))
    # "징역 3년", "대마 1.3㎏": what is measured.
    if figure is None or not _measures(figure) or any(one.endswith(_ATTRIBUTIVE) for one in pending):
        (nouns if _counts(figure) or _is_part(figure) else words).extend(pending)


_AGED = frozenset("이상 이하 미만 초과 초반 중반 후반".split())


def _measures(figure: PrintedFigure) -> bool:
    return figure.unit in PHYSICAL or figure.noun in _SCALES


def _is_part(figure: PrintedFigure | None) -> bool:
    """Return whether a figure is a part of a whole, which a noun before it may name: "의원 3명 중 2명"."""
    return figure is not None and figure.form is Form.FRACTION


def _sort_behind(text: str, figure: PrintedFigure | None, words: list[str], nouns: list[str]) -> str:
    """Sort the words behind a figure; return what is glued to it and cannot be the name of anything."""
    parts = list(_split(text))
    glued = parts.pop(0) if parts and not text[0].isspace() and text[0] not in _HARMLESS else ""
    glued = _take_base(glued, figure, words)
    if not _is_hangul(glued):
        return glued
    if not _is_tail(glued):
        (nouns if _counts(figure) and figure is not None and figure.noun else words).append(glued)
    # "762명의 외국인", "14개 나라"; but behind a counter of people without 의 a noun is no object of counting.
    first, of_these = True, text.startswith("의 ")
    # "3개월 만에 반등", "3거래일 연속 하락", "20년 만에 최대 폭": how long it took or lasted, and what.
    # "2년 15일" is one length of time, and no date.
    if parts and figure is not None and figure.unit in SPANS and _DAYS.fullmatch(parts[0]):
        words.append(parts.pop(0))
    timed = figure is not None and (figure.streak or (figure.unit in SPANS and parts[:1] in _LASTED))
    for word in parts:
        is_timed = timed and (_moves(word) or word == "최대")
        if is_timed or _is_neutral(word, figure) or _is_level_behind(word, of_these=of_these):
            continue
        if _moves(word) or _excludes(word) or not _is_hangul(word):
            words.append(word)
        elif first and _counts(figure) and (of_these or _is_thing(word, figure)):
            nouns.append(strip_particle(word))
        elif first and of_these and figure is not None and figure.unit in PHYSICAL:
            pass
        elif first or not _ADJUNCT.fullmatch(word):
            words.append(word)
        first = False
    return ""


def _take_base(glued: str, figure: PrintedFigure | None, words: list[str]) -> str:
    """Move "/ha" of "85kg/ha로" to the words, which the unit of the statistic may name; return what is left."""
    base = _BASE.match(glued) if figure is not None and figure.unit else None
    if base is None:
        return glued
    words.append(base[0])
    return glued[base.end() :]


def _is_level_behind(word: str, *, of_these: bool) -> bool:
    """Return whether a noun of level may stand behind a figure: "16.6% 참가율을", "320억 원의 사업비"."""
    bare = strip_particle(word)
    return (of_these or bare != word) and not _moves(word) and _is_level(bare)


def _is_thing(word: str, figure: PrintedFigure | None) -> bool:
    """Return whether a word directly behind a number may be the noun that it counts: "14개 나라", "두 아들"."""
    countable = figure is None or (not figure.unit and (not figure.noun or figure.noun in _GENERIC))
    return countable and not word.endswith(_VERBAL)


def _counts(figure: PrintedFigure | None) -> bool:
    """Return whether a figure counts something, so that a noun beside it may be what it counts."""
    return figure is None or figure.total is not None or (figure.form in _COUNTING and figure.unit in _THING)


_GENERIC = frozenset("개 곳 종 가지 대 쌍 군데 개국 개사 세대".split())
"""Counters of anything, with the noun behind them: "3개 기업", "10대 그룹"; behind others it is said with 의."""
_ADVERBIAL = ("하게", "게", "히", "없이", "껏", "다", "며", "고", "면서", "지만")
"""Ends of adverbs and connected verbs, which say something of the figure and name nothing."""
_ATTRIBUTIVE = ("한", "된", "는", "던", "을")
"""Ends of verbs that say something of a noun: of people whom the figure counts, but not of a measure."""
_VERBAL = ("다", "며", "고", "는", "던", "된", "돼", "져", "지만", "면서")
"""Ends of verbs, which are no names of what is counted."""
_QUALIFYING = frozenset(word for sides in QUALIFIERS.values() for side in sides for word in side)
_LASTED = (["만에"], ["만의"], ["째"])
_COUNTING = frozenset({Form.NUMBER, Form.VAGUE, Form.ORDINAL})


@lru_cache(maxsize=4096)
def _moves(word: str) -> bool:
    """Return whether a word is one of rise or fall, which the figure has not taken."""
    bare = strip_particle(word)
    return any(read_movement(one, 0)[0] or read_rate_noun(one) for one in (word, bare))


@lru_cache(maxsize=4096)
def _excludes(word: str) -> bool:
    """Return whether a word excepts something, or is a qualifier that the figure has not taken."""
    return not EXCLUDING.isdisjoint((word, strip_particle(word))) or word in _QUALIFYING


def _is_hangul(word: str) -> bool:
    return all("가" <= sign <= "힣" or sign == "·" for sign in word)


@lru_cache(maxsize=4096)
def _is_tail(word: str) -> bool:
    return _TAIL.fullmatch(word) is not None or _is_verb(word)


def _is_neutral(word: str, figure: PrintedFigure | None) -> bool:
    """Return whether a word changes nothing about a figure."""
    if is_idle(word):
        return True
    if word == "만":
        return figure is not None and figure.unit == "year"
    # A rank among the first is a rank.
    if figure is not None and figure.either is not None:
        return is_outcome(word)
    return word in {"상위", "포함됐다", "들었다"} and figure is not None and figure.form is Form.ORDINAL


@lru_cache(maxsize=4096)
def is_idle(word: str) -> bool:
    """Return whether a word says nothing of any figure, such as a verb that only states it."""
    bare = strip_particle(word)
    if word in NEUTRAL or word in EMPTY or bare in NEUTRAL or _DATE.fullmatch(word):
        return True
    if _EACH.fullmatch(word) or _AGES.fullmatch(word) or bare.removesuffix("인") in NEUTRAL:
        return True
    if bare in LEVELS:
        return True
    if read_rate_noun(bare) or read_movement(bare, 0)[0]:
        return False
    return _is_verb(word)


def _is_level(noun: str) -> bool:
    # Of two syllables too many are other words: 반값, 원자, 의료.
    return noun in LEVELS or (len(noun) > 2 and noun.endswith(LEVEL_ENDS)) or (len(noun) > 3 and noun[-2:] in LEVELS)


@lru_cache(maxsize=1)
def _idle_forms() -> frozenset[str]:
    verbs = [*IDLE_VERBS, *(f"{noun}{ending}" for noun in IDLE_NOUNS for ending in ("하다", "되다"))]
    return frozenset(form for verb in verbs for form in conjugate(verb)) | IDLE_NOUNS


@lru_cache(maxsize=4096)
def _is_verb(word: str) -> bool:
    """Return whether a word is a form of a verb that changes nothing: 기록했다, 집계됐다."""
    forms = _idle_forms()
    for length in range(len(word), 0, -1):
        if word[:length] in forms:
            rest = word[length:]
            # Of one syllable only the past goes on: 했다, but not 할인.
            return _REST.issuperset(rest) and (length > 1 or not rest or split(word[0])[2] == PAST)
    return False


_REST = ENDINGS | frozenset("에서의를을은는이가로라러렀")


def is_named(word: str, texts: tuple[str, ...]) -> bool:
    """Return whether one of these texts, the words of a statistic, names what an unread word names."""
    bare = strip_particle(word).casefold()
    parts = [part for text in texts for part in text.casefold().split()]
    if any(bare == part or (len(bare) > 1 and part.startswith(bare)) for part in parts):
        return True
    # Points of an index, and sloppily those of a percentage.
    if bare == "포인트":
        return not {"pp", "point", "points"}.isdisjoint(parts)
    return bare in UNIT_NAMES and UNITS.get(bare) in texts


def find_uncounted(
    words: tuple[str, ...], figure: PrintedFigure, unit: str, texts: tuple[str, ...], house: Mapping[str, str]
) -> str:
    """Return the counter of a number if it cannot count what the value does: "12마리" of people, "12명" of books."""
    # A counter of people is read as their unit.
    if figure.unit == "people" and _counts_things(unit, house):
        counter = figure.noun or "명"
        return "" if is_named(counter, texts) else counter
    # "4번" is the fourth time, or who wears that number.
    if unit == "people" and figure.noun in {"번", "회", "차례"}:
        return figure.noun
    return figure.noun if unit in {"people", "cases"} and figure.noun in words and figure.noun in OF_THINGS else ""


def _counts_things(unit: str, house: Mapping[str, str]) -> bool:
    """Return whether a unit counts what is no person: a Korean counter, or an English noun that is known."""
    kinds = kinds_of(unit.lower(), house)
    return any(kind.startswith("things") for kind in kinds) if kinds else unit in OF_THINGS


UNIT_NAMES = frozenset(UNITS) | COUNTERS
