"""Korean: the words by which a sentence is held against its statistics; stems, since verbs take many endings."""

from __future__ import annotations

from factbook.figures.korean.words import COUNTERS as THINGS
from factbook.figures.korean.words import DOWN, UP

RISE = frozenset(UP) - {"많은", "많다", "많았", "높"}
FALL = frozenset(DOWN) - {"적은", "적다", "적었", "낮"}
"""Of rise and fall, behind a figure and its particle."""
GREATER = frozenset("많 높 크 웃돌 넘".split())
SMALLER = frozenset("적 낮 작 밑돌 못미".split())
"""Behind "A는 B보다"."""
THAN = ("보다", "대비", "에 비해", "에비해")
FROM = ("에서", "부터")
TO = ("으로", "로", "까지")
COUNTERS = ("명", "건", "사람", *sorted(THINGS))
"""Behind a number of people, cases or things."""
PUBLISHED = ("자", "기사", "보도", "보고서", "발표")
"""Behind the day on which something appeared."""
YEAR = "년"
MONTH = "월"
HALVES = {"상": 1, "하": 2}
YEAR_BEFORE = ("전년", "전해", "이전 해", "직전 해", "한 해 전")
YEAR_AFTER = ("이듬해", "다음 해", "다음해", "한 해 뒤")
SAME = ("같은 해", "같은해", "그해", "동년", "같은 기간")
ALIKE = "같은"
STRETCHES = ("기간", "달", "분기", "반기", "시기")
ALIKE_TOO = ("동기", "동월")
"""Behind a year, these stand for the period that was named before, in that year."""
TOGETHER = ("합쳐", "합하면", "모두 합")
PART_OF = ("이 가운데", "이 중", "이중", "그중", "그 중", "가운데")
COUNTED: dict[str, dict[str, str]] = {
    "law": {
        "counted": "단속 적발 검거 체포 입건 집계",
        "charged": "기소",
        "convicted": "유죄 실형 수감",
        "acquitted": "무죄",
        "deported": "추방 송환",
    },
    "harm": {"killed": "사망 숨진 숨졌 목숨", "injured": "부상 다친 다쳤", "missing": "실종", "accident": "사고"},
    "severity": {"serious": "중상", "slight": "경상"},
    "life": {"births": "출생", "deaths": "사망"},
    "trade": {"exports": "수출", "imports": "수입"},
    "school": {"pupils": "학생", "teachers": "교사"},
    "care": {"patients": "환자", "staff": "의사 간호사"},
    "queue": {"waiting": "기다 대기", "treated": "치료받"},
    "crime": {"offenders": "사범 범죄자 피의자", "victims": "피해자"},
}
"""The keys are those of `english.COUNTED`: a Korean page may print statistics that are described in English."""
OPPOSITES: tuple[tuple[str, str], ...] = (
    ("가장 많", "가장 적"), ("가장 높", "가장 낮"), ("최대", "최소"), ("최고", "최저"), ("남성", "여성"),
    ("수출", "수입"),
)  # fmt: skip
