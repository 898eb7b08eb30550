"""Korean: the phrases of claims about more than one number, in the notation of `common.phrase_parser`.

Slots that are no words here are read by `korean.series_claims`: ``digits``, ``year``, ``month``, ``word`` (a run of
syllables) and ``rest`` (such a run, or nothing).
"""

from __future__ import annotations

SPANS = {"년": "year", "해": "year", "개월": "month", "달": "month", "분기": "quarter", "주": "week", "일": "day"}
STEPS = {
    "라운드": "round", "경기": "game", "시즌": "season", "대회": "tournament", "선거": "election", "총선": "election",
    "국회": "assembly", "회기": "session", "학기": "term", "조사": "survey", "세대": "generation",
    "연령대": "age group", "호": "issue", "판": "edition", "단계": "stage", "차수": "round",
}  # fmt: skip
"""What else than time is counted, with its English name, by which a notebook may call the step of its series."""
NO_STEPS = frozenset("회 번 차례".split())
"""What any run has, whatever its steps are called."""
NATIVE = {
    word: str(number)
    for number, word in enumerate(
        "한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두".split(), start=1
    )
} | {"첫": "1"}  # fmt: skip
HIGH_ENDS = frozenset("대다고장")
"""Second syllables of 최대, 최다, 최고, 최장: largest, most, highest, longest."""

SLOTS = {
    "span": tuple(SPANS),
    "native": tuple(NATIVE),
    "high": tuple(
        "많 크 큰 컸 높 길 긴 무겁 무거 비싸 비싼 비쌌 넓 두껍 두꺼 깊 멀 먼 잦 덥 더운 더웠 뜨겁 뜨거".split()
    ),
    "low": tuple(
        "적 작 낮 짧 가볍 가벼 싸 싼 쌌 값싼 저렴 좁 얇 얕 가깝 가까 드물 드문 춥 추운 추웠 차갑 차가".split()
    ),
    "end": tuple("대다고장소저단"),
    "first": ("선두", "으뜸"),
    "place": tuple("첫 두 세 네 다섯".split()),
    "n": "({digits}|{native})",
}

NOT = ("아니", "않", "못했", "못한")
DENIED = "없"
"""Denies, except in "전례 없는" (unprecedented), which claims a record."""
UNPRECEDENTED = ("전례", "유례")
# "One of the most ...": names no place.
VAGUE = ("(가장|제일) {word} {word} (중|가운데) (하나|한)",)
ASIDE = (
    "최{end}{rest}_(육박|가까|근접|못 미|못미|버금|맞먹|턱밑)",
    "(거의|종전|직전|이전|기존)_(역대|사상|최|가장)",
)
"""Say that it is another value that has it: near the record, the previous record."""
# 내리 and 째 also mean "in a row"; the counter before them says of what.
STREAK = ("{n}_{span}_(연속|째|내리|연달아)", "{n}_[개_]{noun}_(연속|내리|연달아)")
SINCE_LABEL = ("(이후|이래)",)
SINCE = ("{year}년[_{month}월]_(이후|이래)[로]",)
WITHIN = ("{n}_{span}_만(에|의)", "{n}_[개_]{noun}_만(에|의)")
NTH = ("{n}_번째로_({high}|{low}){rest}",)
TOP = ("{digits}위[권]_(안|이내|내)", "{n}_손가락_안")
OF = ("{digits}_(개국|개_{word}|개|곳|명|팀|종)[_{word}]_(가운데|중)",)
FROM_END = ("(끝|뒤|밑|아래|꼴찌)에서_({digits}위|{n}_번째)", "(꼴찌|최하위)")
BOTTOM = ("하위", "꼴찌에서", "끝에서", "뒤에서", "밑에서", "아래에서")
"""Count from the other end in a way that no rule reads."""
ESCAPED = ("면하", "면했", "면한", "벗어", "탈출", "모면")
"""Behind the last place: it is another's."""
NTH_OF = "번째로 "
"""Before the adjective by which things are ranked."""
ADJECTIVE_ENDS = ("다", "게", "고", "며", "은", "한", "운", "쁜", "른", "진", "던")
PLACE = ("{digits}위", "{first}", "{place} 번째")
RECORD = (
    "역대", "사상", "지금까지", "(전례|유례)[ ]없", "(관측|집계|통계 작성|조사) (이래|이후)", "신기록", "기록적",
    "기록을 (세|경신)", "최고치 경신",
)  # fmt: skip
SUPERLATIVE = ("(가장|제일) ({high}|{low}){rest}", "최{end}{rest}")
THEN = ("당시", "그때까지")
