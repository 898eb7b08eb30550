"""Find number words of Korean running text that stand before ordinary nouns: 두 아들, 세 모녀, 네 종류, 십여 명.

A pattern and lists: a native numeral that is a word of its own, and a noun behind it. What such a word may be instead
is listed: 세 is also a tax and a following, 네 is also yes and yours, 열 is also heat, 쉰 is also hoarse.
"""

from __future__ import annotations

import re
from fractions import Fraction

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.number import Core
from figurecheck.figures.common.tokens import either
from figurecheck.figures.korean.directions import end_of_word
from figurecheck.figures.korean.numerals import read_words
from figurecheck.figures.korean.unit_words import COUNTERS, UNITS
from figurecheck.figures.korean.units import WORD_END
from figurecheck.figures.korean.words import NATIVE_TENS

_NATIVE_COUNTERS = frozenset(
    """
    쪽 발 걸음 방 끼 그릇 층 식구 군데 갈래 토막 조각 뼘 말 되 냥 필 손가락 손 배 살배기 시간 달 해 자 길 켤레 다발 모
    판 병 입 사발 줄기 가닥 마디 장면 자리 나라 사람 마을 집 가족 차례 번 돌 부 통 아이 아이들 식솔 형제 남매
    """.split()
)
"""What native numerals count besides."""
_NOT_COUNTED = {
    "두": ("말할", "말없", "눈 뜨"),
    "세": (
        "확산", "결집", "과시", "규합", "불리", "불림", "몰이", "부담", "감면", "공제", "납부", "들어", "들었",
        "들고", "놓", "주고", "다툼", "싸움", "대결 구도", "확장", "위축", "포탈", "부과", "수입",
    ),
    "네": (
        "맞", "알겠", "그렇", "그래", "감사", "말", "탓", "덕", "잘못", "이름", "죄", "마음", "생각", "앞", "옆",
        "뒤", "눈에", "엄마", "아버지", "어머니", "아빠", "인생", "거", "것", "책임", "고맙", "안녕", "지금", "저는",
        "제가", "저희", "저도", "이상입니다",
    ),
}  # fmt: skip
"""Beginnings of words behind a numeral that is none there: a following, a tax, yes, your."""
_NO_PARTICLES = (
    "고양이", "어린이", "젊은이", "늙은이", "호랑이", "원숭이", "쌍둥이", "송이", "전문가", "예술가", "정치가",
    "사업가", "기업가", "국가", "작가", "아파트", "프로", "도로", "경로", "회의", "강의", "결과", "효과", "학과",
    "제도", "지도", "속도", "온도", "보도", "선거", "나이", "아이", "차이", "사이", "놀이", "종이", "평가", "물가",
    "주가", "휴가", "인가", "바다", "언니", "할머니", "어머니", "아주머니", "주머니", "정거장", "바나나", "사나이",
    "맏이", "구이", "덩이", "포기", "시도", "태도", "각도", "포도",
)  # fmt: skip
"""Nouns whose last syllable looks like a particle."""
_SINO_DIGITS = "영일이삼사오육칠팔구십백천만억조"
_COUNTER = re.compile(rf" ({either({*COUNTERS, *_NATIVE_COUNTERS, *UNITS})})")
_BY_COUNTER = frozenset({"열", "쉰", "석", "넉", "서", "너", "하나", "둘", "셋", "넷"})
"""Numerals that are other words too often: only before a counter."""
_ALONE = frozenset("둘 셋 넷 다섯 여섯 일곱 여덟 아홉 스물 서른 마흔 쉰 예순 일흔 여든 아흔".split())
# 둘 다, 셋이서, 예순을.
_PARTICLE = re.compile(
    r"$|(?:은|이|을|의|에게|에|과|이서|만|로|으로|중|뿐|도|이다| 다| 중| 가운데| 모두"
    r"| 사이(?:의|에|에서|는|가|를)?)(?![가-힣])"
)
_SPAN = re.compile(r"([일이삼사오육칠팔구])\s?(년|개월|주일|주간|세|회|퍼센트|프로|주(?=\s?(?:동안|만에|간|째|연속)))")
# "이 년" and "이 세" are "this year" and "this world" unless a word of duration follows.
_LASTING = re.compile(
    r"(?:간|여|째|씩)?"
    r"(?: ?(?:동안|만에|만의|넘게|가까이|내내|뒤|후|전|이상|이내|마다|연속|차|[은이을의에]?(?![가-힣])))"
)
_HOUR = re.compile(
    r"(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두)\s시"
    r"(?=$|[^가-힣]|쯤|경|께|부터|까지|에|의|를|가|이|정각|반|무렵|전|이후)"
)
_SIBLINGS = re.compile(r"([이삼사오육칠팔구])\s?(남매|형제|자매)(?![가-힣]{2})")
_EACH = re.compile(r"한\s?(?:명|사람|가구|건|대|곳|개|집|달|주|해|시간)당")
_BAND = re.compile(
    r"(?:십|이십|삼십|사십|오십|육십|칠십|팔십|구십|이삼십|삼사십)\s?대(?=$|[^가-힣]|[은는이가의와과를도에로]|초반|중반|후반)"
)
_NOUN_PARTICLES = re.compile(
    r"(?:에서|에게|으로|까지|부터|보다|이나|이다|였다|이며|마다|처럼|[은는을를이가의에로와과도만다나씩])$"
)
SHORTEST = 2
"""Least syllables of a noun that loses its particle: 아이, 회사."""


def _read_siblings(text: str, at: int) -> FigureBuilder | None:
    """Read "오 남매", "삼형제"."""
    match = _SIBLINGS.match(text, at)
    if match is None:
        return None
    core = Core(amount=Fraction(_SINO_DIGITS.index(match.group(1))), end=at + 1)
    return FigureBuilder(core=core, start=at, end=match.end(), noun=match.group(2))


def read_hour(text: str, at: int) -> int:
    """Return where a time of the day in words ends, such as "세 시"; 0 if none stands at the place."""
    match = _HOUR.match(text, at)
    return match.end() if match is not None else 0


def read_each(text: str, at: int) -> int:
    """Return where "한 명당" and its like end, whose number counts nothing; 0 if none stands at the place."""
    match = _EACH.match(text, at)
    return match.end() if match is not None else 0


def read_age_band(text: str, at: int) -> int:
    """Return where a band of ages in words ends, such as "이십 대"; 0 if none stands at the place."""
    match = _BAND.match(text, at)
    return match.end() if match is not None else 0


def read_counted(text: str, at: int) -> FigureBuilder | None:
    """Read a number word and the noun that it counts at a place, the start of a word."""
    if (match := _SPAN.match(text, at)) is not None:
        return _read_span(text, at, match)
    if (siblings := _read_siblings(text, at)) is not None:
        return siblings
    core = read_words(text, at)
    if core is None or core.step != 1:
        return None
    word = text[at : core.end]
    behind = text[core.end : core.end + 2]
    # 예순, 예순둘.
    alone = word in _ALONE or (word[:2] in NATIVE_TENS and len(word) > 2 and word[0] != "열")
    if alone and _PARTICLE.match(text, core.end):
        return FigureBuilder(core=core, start=at, end=core.end)
    if word.endswith("쌍둥이") or behind[:1] != " " or not "가" <= behind[1:] <= "힣":
        return _read_twins(at, core) if text.startswith("쌍둥이", core.end) else None
    end = end_of_word(text, core.end + 1)
    noun = text[core.end + 1 : end]
    # "한 마을" is a certain village: 한 counts only before the counters that the grammar reads.
    if word == "한" or text.startswith(_NOT_COUNTED.get(word, ()), core.end + 1):
        return None
    counter = _COUNTER.match(text, core.end)
    if counter is not None and WORD_END.match(text, counter.end()):
        return FigureBuilder(core=core, start=at, end=counter.end(), noun=counter.group(1))
    if word in _BY_COUNTER or not _is_native(word):
        return None
    stem = strip_particle(noun)
    return FigureBuilder(core=core, start=at, end=core.end + 1 + len(stem), noun=stem)


def _is_native(word: str) -> bool:
    """Return whether a numeral is none of Sino-Korean syllables, which are parts of too many other words."""
    return word[0] not in _SINO_DIGITS or word.startswith(("이틀", "일곱", "일여덟", "일고여덟", "십수"))


def _read_twins(at: int, core: Core) -> FigureBuilder:
    return FigureBuilder(core=core, start=at, end=core.end + len("쌍둥이"), noun="쌍둥이")


def _read_span(text: str, at: int, match: re.Match[str]) -> FigureBuilder | None:
    """Read "삼 년", "육 개월" and, where a word of duration follows, "이 년"."""
    digit, unit = match.groups()
    spaced = text[match.start() + 1] == " "
    if not spaced and digit != "일":
        return None
    lasting = _LASTING.match(text, match.end())
    if lasting is None or (digit == "이" and not lasting.group().strip("은이을의에 ")):
        return None
    core = Core(amount=Fraction(_SINO_DIGITS.index(digit)), end=match.start() + 1)
    return FigureBuilder(
        core=core, start=at, end=match.end(), unit=UNITS.get(unit, ""), noun="" if unit in UNITS else unit
    )


def strip_particle(noun: str) -> str:
    """Return a noun without its particle, where at least two syllables are left.

    >>> [strip_particle(word) for word in ("회사가", "아이", "전문가는")]
    ['회사', '아이', '전문가']
    """
    if noun.endswith(_NO_PARTICLES):
        return noun
    match = _NOUN_PARTICLES.search(noun)
    return noun[: match.start()] if match is not None and match.start() >= SHORTEST else noun
