"""Korean: number words, and words that are figures by themselves."""

from __future__ import annotations

ALSO_WORDS = frozenset("구조 사조 일조 이조 사경 오경 이만 오만 이천".split())
"""Sino-Korean numbers with a scale that are other words, or names, where nothing stands beside them."""
DIGITS = dict(zip("영공일이삼사오육칠팔구", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)) | {"륙": 6}
SMALL_SCALES = {"십": 10, "백": 100, "천": 1000}
SCALES = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
# Native numerals change before a counter (하나, 한 개), so that both forms are listed.
NATIVE = {
    "한": 1,
    "하나": 1,
    "두": 2,
    "둘": 2,
    "세": 3,
    "셋": 3,
    "석": 3,
    "네": 4,
    "넷": 4,
    "넉": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
}
NATIVE_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
NATIVE_RANGES = {
    "한두": (1, 2),
    "두어": (2, 3),
    "두세": (2, 3),
    "두서너": (2, 4),
    "서너": (3, 4),
    "너덧": (4, 5),
    "네다섯": (4, 5),
    "네댓": (4, 5),
    "너댓": (4, 5),
    "대여섯": (5, 6),
    "대엿": (5, 6),
    "예닐곱": (6, 7),
    "일고여덟": (7, 8),
    "일여덟": (7, 8),
    "여덟아홉": (8, 9),
    "여남은": (10, 13),
    "열두어": (12, 13),
    "열두세": (12, 13),
    "열서너": (13, 14),
    "열댓": (14, 16),
    "열대여섯": (15, 16),
    "십수": (11, 19),
}
VAGUE = {"수십": 10, "수백": 100, "수천": 1000, "수만": 10**4, "수억": 10**8, "수조": 10**12}

DAYS = {word: days for days, word in enumerate("이틀 사흘 나흘 닷새 엿새 이레 여드레 아흐레 열흘".split(), 2)}
DAYS |= {"보름": 15, "일주일": 7}
DAYS |= {"열하루": 11, "열이틀": 12, "열사흘": 13, "열나흘": 14}
DAY_RANGES = {"하루이틀": 2, "사나흘": 4, "너댓새": 5, "대엿새": 6, "예니레": 7}
DAYS |= {"하루이틀": 1, "사나흘": 3, "너댓새": 4, "대엿새": 5, "예니레": 6}
"""Of a word that names two numbers of days, the lower one; the higher one is that of `DAY_RANGES`."""
HALVES = {"반년": (6, "month"), "반세기": (50, "year"), "반백 년": (50, "year"), "반백년": (50, "year")}
"""Half a year, half a century."""
LABELS = frozenset("호 항 절 쪽 면 호선 차 기 층 학년 등급 단계 번지 동 호실 회차 부 세기 학기 번지".split())
"""After a number, these name a thing: "3차", "제59조"."""


def is_other_word(text: str) -> bool:
    """Return whether syllables that can be a number are another word in a text that is nothing else, as a label is.

    >>> [is_other_word(text) for text in ("구", "구조", "사이", "삼천", "삼만이천", "일곱")]
    [True, True, True, False, False, False]
    """
    scaled = any(sign in SMALL_SCALES or sign in SCALES for sign in text[1:])
    return text in ALSO_WORDS or (
        not scaled and all(sign in DIGITS or sign in SMALL_SCALES or sign in SCALES for sign in text)
    )
