"""Korean words of rise and fall, and how they are recognised: verbs in all their forms, nouns with their suffixes.

A movement that is in no table has no sign: it stays unread, and its figure is not understood.
"""

from __future__ import annotations

from figurecheck.figures.korean.verbs import ENDINGS, conjugate

DOWN_NOUNS = tuple(
    """
    감소 급감 격감 폭감 순감 하락 급락 폭락 추락 속락 하강 하향 저하 감축 축소 단축 위축 수축 인하 내림 후퇴 퇴보 퇴조
    삭감 절감 경감 저감 감량 감원 감산 감액 감점 감면 감세 감봉 감편 감차 감속 둔화 역성장 마이너스 적자 손실 순손실
    결손 순유출 순매도 뒷걸음 뒷걸음질 곤두박질 낙하 낙폭 침체 침하 약세 약화 탕감 하회 미달 급강하 급전직하 내리막
    증발 급랭 쇠퇴 쇠락
    """.split()
)
UP_NOUNS = tuple(
    """
    증가 급증 폭증 격증 순증 점증 배증 상승 급상승 급등 폭등 속등 앙등 등귀 상향 확대 확장 인상 오름 성장 고성장 팽창
    증액 증원 증산 증편 증차 증대 증강 증설 증축 증량 가중 추가 순유입 순매수 흑자 이익 순이익 반등 도약 약진 신장
    향상 회복 강세 강화 가속 급성장 고공행진 치솟음 오르막 연장 배가 누증 플러스 상회
    """.split()
)
TAKEN = tuple(
    """
    감원 감축 삭감 감산 감량 감봉 감세 감면 탕감 절감 단축 적자 손실 순손실 결손 순유출 순매도 손해 줄이 줄인 줄여
    줄였 깎
    """.split()
)
"""Words whose figure may be the size of what they name as well as a change by it."""
_DOWN_VERBS = tuple(
    """
    줄다 줄이다 줄어들다 떨어지다 떨어뜨리다 떨구다 내리다 내려가다 내려앉다 내려오다 낮아지다 낮추다 작아지다
    적어지다 빠지다 깎다 깎이다 꺾이다 고꾸라지다 꼬꾸라지다 거꾸러지다 곤두박질치다 뒷걸음치다 뒷걸음질치다
    쪼그라들다 쪼그라지다 오그라들다 쭈그러들다 졸아들다 움츠러들다 주저앉다 가라앉다 밀리다 밀려나다 뒤처지다 처지다
    미끄러지다 가벼워지다 느려지다 더뎌지다 사라지다 얼어붙다 녹아내리다 사그라들다 사그라지다 수그러들다 누그러지다
    잦아들다 시들다 시들해지다 약해지다 옅어지다 까먹다 날아가다 덜다 덜어내다 싸지다 저렴해지다 짧아지다 좁아지다
    좁혀지다 좁히다 얕아지다 어려지다 젊어지다 물러서다 뒤지다 밑지다 밑돌다 끌어내리다 깎아내리다
    """.split()
)
_UP_VERBS = tuple(
    """
    늘다 늘리다 늘어나다 오르다 올리다 올라가다 올라서다 올라오다 끌어올리다 뛰다 뛰어오르다 뛰어넘다 튀다 튀어오르다
    치솟다 치솟구치다 솟다 솟구치다 솟아오르다 불다 불어나다 불리다 부풀다 부풀리다 부풀어오르다 높아지다 높이다
    커지다 키우다 많아지다 넓어지다 넓히다 길어지다 늘어지다 두꺼워지다 비싸지다 짙어지다 빨라지다 강해지다 세지다
    더하다 더해지다 쌓이다 살아나다 되살아나다 날아오르다 솟구쳐오르다 일어서다 달아오르다 무거워지다 깊어지다 앞서다
    웃돌다
    """.split()
)
_DOWN_ADJECTIVES = tuple("적다 낮다 작다 싸다 짧다 가볍다 느리다 좁다 얕다 젊다 어리다".split())
_UP_ADJECTIVES = tuple("많다 높다 크다 비싸다 길다 무겁다 빠르다 넓다 깊다".split())
_SECOND = {"하향": "조정", "상향": "조정", "마이너스": "성장", "플러스": "성장", "하락": "마감", "상승": "마감"}
"""Words behind a noun of movement that belong to it."""
_SUFFIXES = ("", "세", "폭", "율", "률", "분", "액", "치", "량", "규모")
"""Behind a noun of movement: trend, width, rate, part, amount."""
_SIGNS = {"덜": -1, "더": 1, "줄": -1, "늘": 1, "↓": -1, "▼": -1, "↑": 1, "▲": 1}
_NOUN_TAIL = ENDINGS | frozenset("세폭율률분액치량시켰킨키켜중함를에의와과만로서안")


def _forms(verbs: tuple[str, ...]) -> frozenset[str]:
    # Forms of one syllable are particles, prefixes or other words more often: 는, 준, 던, 큰.
    return frozenset(form for verb in verbs for form in conjugate(verb) if len(form) > 1 or form == "뛴")


# ㅂ is irregular in 가볍다, 무겁다: 가벼운, 무거워.
_IRREGULAR = {"가벼운": -1, "가벼워": -1, "무거운": 1, "무거워": 1}
ADJECTIVE_FORMS = dict.fromkeys(_forms(_UP_ADJECTIVES), 1) | dict.fromkeys(_forms(_DOWN_ADJECTIVES), -1) | _IRREGULAR
"""They compare, and may name no movement."""
VERB_FORMS = dict.fromkeys(_forms(_UP_VERBS), 1) | dict.fromkeys(_forms(_DOWN_VERBS), -1) | ADJECTIVE_FORMS
"""The beginning of each form of a verb or adjective, with its direction."""
_ADVERBS = {"껑충": 1, "쑥": 1, "훌쩍": 1, "불쑥": 1, "뚝": -1, "와르르": -1, "폭삭": -1, "푹": -1, "주르륵": -1}
"""In headlines they stand for the verb: "12% 껑충"."""
NOUNS = dict.fromkeys(UP_NOUNS, 1) | dict.fromkeys(DOWN_NOUNS, -1)
RATE_NOUNS = {f"{noun}{suffix}": way for noun, way in NOUNS.items() for suffix in _SUFFIXES}
"""Before a figure: 감소율, 하락폭, 적자."""
_NOUNS_OF_FORMS = ("어린이", "젊은이", "튀니지", "크기", "줄기세포", "낮은음")
"""Nouns that begin as the forms of verbs of movement do."""
_LONGEST = max(map(len, (*VERB_FORMS, *NOUNS)))


def end_of_word(text: str, at: int) -> int:
    """Return where a run of Hangul ends."""
    while at < len(text) and "가" <= text[at] <= "힣":
        at += 1
    return at


def read_movement(text: str, at: int) -> tuple[int, int]:
    """Return the direction that a word of movement at a place has, and where it ends; 0 and `at` if none stands there.

    >>> read_movement("줄었다", 0), read_movement("감소세를", 0), read_movement("줄곧", 0)
    ((-1, 3), (-1, 4), (0, 0))
    """
    sign = text[at : at + 1]
    if sign in _SIGNS and not ("가" <= text[at + 1 : at + 2] <= "힣"):
        return _SIGNS[sign], at + 1
    if text.startswith(_NOUNS_OF_FORMS, at):
        return 0, at
    end = end_of_word(text, at)
    for length in range(min(_LONGEST, end - at), 0, -1):
        start, rest = text[at : at + length], text[at + length : end]
        # What follows must be an ending, or it is another word: 줄곧, 높이뛰기.
        if not rest and start in _ADVERBS:
            return _ADVERBS[start], end
        if (way := NOUNS.get(start, 0)) and _NOUN_TAIL.issuperset(rest):
            second = f" {_SECOND.get(start, '?')}"
            return way, end_of_word(text, end + 1) if text.startswith(second, end) else end
        if (way := VERB_FORMS.get(start, 0)) and ENDINGS.issuperset(rest):
            return way, end
    return 0, at


def find_movement(text: str) -> int:
    """Return the direction of movement that a text names: 1, -1, or 0 if it names none, or both."""
    ways = {read_movement(word, 0)[0] for word in text.split() if not _compares(word)} - {0}
    return ways.pop() if len(ways) == 1 else 0


def _compares(word: str) -> bool:
    """Return whether a word compares with a threshold, as adjectives may: 많은, 낮다."""
    starts = (word[:length] for length in range(len(word), 0, -1))
    return next((start for start in starts if start in VERB_FORMS), "") in ADJECTIVE_FORMS


def read_rate_noun(word: str) -> int:
    """Return the direction of a noun before a figure: -1 for 감소율, 영업손실, 1 for 물가상승률; 0 for any other."""
    return next((RATE_NOUNS[word[at:]] for at in range(len(word)) if word[at:] in RATE_NOUNS), 0)
