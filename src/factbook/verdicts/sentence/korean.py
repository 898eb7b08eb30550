"""Korean: the words by which a sentence is held against its statistics; stems, since verbs take many endings."""

from __future__ import annotations

from factbook.figures.words.korean import DOWN, UP

RISE = frozenset(UP) - {"많은", "많다", "많았", "높"}
FALL = frozenset(DOWN) - {"적은", "적다", "적었", "낮"}
"""Of rise and fall, behind a figure and its particle."""
GREATER = frozenset("많 높 크 웃돌 넘".split())
SMALLER = frozenset("적 낮 작 밑돌 못미".split())
"""Behind "A는 B보다"."""
THAN = ("보다", "대비", "에 비해", "에비해")
FROM = ("에서", "부터")
TO = ("으로", "로", "까지")
COUNTERS = ("명", "건", "사람", "곳", "대", "회")
"""Behind a number of people, cases or things."""
YEAR = "년"
MONTH = "월"
HALVES = {"상": 1, "하": 2}
YEAR_BEFORE = ("전년", "전해", "이전 해", "직전 해", "한 해 전")
YEAR_AFTER = ("이듬해", "다음 해", "다음해", "한 해 뒤")
SAME = ("같은 해", "같은해", "그해", "동년", "같은 기간")
TOGETHER = ("합쳐", "합하면", "모두 합")
PART_OF = ("이 가운데", "이 중", "이중", "그중", "그 중", "가운데")
COUNTED: tuple[tuple[frozenset[str], ...], ...] = (
    (
        frozenset("단속 적발 검거 체포 입건 집계".split()),
        frozenset("기소 송치".split()),
        frozenset("유죄 선고 실형 수감".split()),
        frozenset("무죄".split()),
    ),
    (
        frozenset("사망 숨진 숨졌 목숨".split()),
        frozenset("부상 다친 다쳤 중상 경상".split()),
        frozenset("실종".split()),
    ),
    (
        frozenset("수출".split()),
        frozenset("수입".split()),
    ),
)
OPPOSITES: tuple[tuple[str, str], ...] = (
    ("가장 많", "가장 적"), ("가장 높", "가장 낮"), ("최대", "최소"), ("최고", "최저"), ("남성", "여성"), ("수출", "수입"),
)  # fmt: skip
