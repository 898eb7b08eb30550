"""Korean: the words by which figures are read."""

from __future__ import annotations

QUALIFIERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "about": (
        tuple("약 대략 어림잡아 얼추 줄잡아 대강".split()),
        tuple("안팎 가량 정도 쯤 내외 전후 수준 언저리".split()),
    ),
    "nearly": (
        tuple("거의 근 바짝".split()),
        ("육박", "가까이", "가까운", "가깝", "조금 못 미치", "약간 못 미치", "조금 못 미쳤", "약간 못 미쳤"),
    ),
    "just over": ((), ("남짓", "조금 넘", "약간 넘", "갓 넘", "살짝 넘", "조금 웃돌", "약간 웃돌")),
    "over": ((), ("초과", "넘", "웃도", "웃돌", "상회", "돌파")),
    "at least": (tuple("최소 적어도 최소한 못해도".split()), ("이상",)),
    "well over": ((), ("훌쩍 넘", "크게 넘", "크게 웃도", "크게 웃돌", "훨씬 넘")),
    "under": (
        (),
        (
            "미만",
            "못 미치",
            "못미치",
            "못 미친",
            "못 미쳤",
            "밑도",
            "밑돌",
            "하회",
            "채 안 되",
            "안 되",
            "안 된",
            "안되",
            "채 못 되",
        ),
    ),
    "at most": (tuple("최대 많아야 기껏해야 고작해야".split()), ("이하", "이내", "까지")),
    "well under": ((), ("크게 못 미치", "크게 밑도", "크게 밑돌", "훨씬 못 미치")),
    "exactly": (tuple("정확히 딱".split()), ()),
}
"""Each qualifier's words before a figure, and its stems after one; a particle may stand between."""

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
    "두세": (2, 3),
    "두서너": (2, 4),
    "서너": (3, 4),
    "너댓": (4, 5),
    "네댓": (4, 5),
    "대여섯": (5, 6),
    "예닐곱": (6, 7),
    "일고여덟": (7, 8),
    "여덟아홉": (8, 9),
}
VAGUE = {"수십": 10, "수백": 100, "수천": 1000, "수만": 10**4, "수억": 10**8}

UNITS = {
    word: unit
    for unit, words in {
        "people": "명 사람 인",
        "cases": "건",
        "KRW": "원",
        "USD": "달러 불",
        "EUR": "유로",
        "JPY": "엔",
        "CNY": "위안",
        "GBP": "파운드",
        "THB": "밧 바트",
        "kg": "kg 킬로그램 킬로 ㎏",
        "g": "g 그램",
        "mg": "mg 밀리그램 ㎎",
        "t": "t 톤",
        "km": "km 킬로미터 ㎞",
        "m": "m 미터",
        "cm": "cm 센티미터 ㎝",
        "ha": "ha 헥타르",
        "km²": "㎢ km²",
        "m²": "㎡ m² 제곱미터",
        "km/h": "㎞/h km/h",
        "°C": "℃ °C",
        "MW": "MW 메가와트 ㎿",
        "GW": "GW 기가와트",
        "TB": "TB 테라바이트",
        "GB": "GB 기가바이트",
        "l": "리터",
        "second": "초",
        "minute": "분",
        "hour": "시간",
        "day": "일",
        "week": "주 주일",
        "month": "개월 달",
        "year": "년 해",
    }.items()
    for word in words.lower().split()
}
COUNTERS = frozenset(
    """
    개 곳 대 회 번 차례 마리 권 장 병 개국 가지 종 편 채 척 점 정 팀 살 세 포 자루 봉지 칸 배 도 평 가구 줄 통 군데
    """.split()
)
"""What counts things that are neither people nor cases."""
DAYS = {word: days for days, word in enumerate("이틀 사흘 나흘 닷새 엿새 이레 여드레 아흐레 열흘".split(), 2)}
DAYS |= {"보름": 15, "일주일": 7}
LABELS = frozenset("호 항 절 쪽 면 호선 차 기 층 학년 등급 단계 번지 동 호실 회차 부".split())
"""After a number, these name a thing: "3차", "제59조"."""

# Stems, since verbs take many endings: "줄" is in 줄었다, 줄어 and 줄며. `either` sorts them by length.
DOWN = tuple(
    "감소 줄 하락 급감 떨어 적은 적다 적었 낮 내렸 내린 내려 감축 축소 위축 인하 내림 후퇴 빠졌 빠진 삭감 급락".split()
)
UP = tuple("인상 오름 증가 늘 상승 급증 올랐 오른 올라 많은 많다 많았 높 뛰 뛴 불어 확대 폭증 성장 급등 치솟".split())
"""Stems behind a figure, a particle or a qualifier between: "16.6% 감소", "2배 이상 늘었다"."""
RATES = {
    "감소율": -1,
    "하락률": -1,
    "감소폭": -1,
    "증가율": 1,
    "상승률": 1,
    "증가폭": 1,
    "성장률": 1,
    "마이너스": -1,
    "영하": -1,
}
"""Before a figure."""
EMPTY = tuple("총 무려 모두 전체 또 다시 불과 겨우 단 고작 매년 연간 전년 대비 전년보다 지난해보다 평균".split())
"""Words before a figure that change neither its size nor its kind."""
