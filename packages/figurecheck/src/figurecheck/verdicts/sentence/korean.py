"""Korean: the words by which a sentence is held against its statistics; stems, since verbs take many endings."""

from __future__ import annotations

import re
from decimal import Decimal

from figurecheck.figures.korean.unit_words import COUNTERS as THINGS

RISE = frozenset("인상 오름 증가 늘 상승 급증 올랐 오른 올라 뛰 뛴 불어 확대 폭증 성장 급등 치솟".split())
FALL = frozenset(
    """
    감소 줄 하락 급감 떨어 내렸 내린 내려 감축 축소 위축 인하 내림 후퇴 빠졌 빠진 삭감 급락 폭락 추락 둔화 역성장 꺾
    """.split()
)
"""Stems of rise and fall, behind a figure and its particle."""
BETTER = ("개선", "좋아졌", "좋아진", "나아졌", "호전")
SIDES = ("흑자", "적자")
WORSE = ("악화", "나빠졌", "나빠진")
"""Stems of better and worse: higher or lower, by what is measured."""
GREATER = frozenset("많 높 크 웃돌 넘".split())
SMALLER = frozenset("적 낮 작 밑돌 못미".split())
"""Behind "A는 B보다"."""
DEARER = ("비싸", "비싼", "비쌌", "길었", "길다", "길고", "길며", "길어", "무거", "무겁", "넓", "깊")
CHEAPER = ("싸다", "싸고", "싸며", "싼", "쌌", "저렴", "짧", "가벼", "가볍", "좁", "얕")
"""More or less of what has a word of its own for it."""
GOOD = tuple("검거율 합격률 출석률 정시율 생존율 완치율 해결률 흑자 이익 만족도 투표율 고용률 취업률 기대수명".split())
BAD = tuple(
    "사망 사고 범죄 절도 살인 폭력 지연 대기 출동시간 실업 체납 부채 적자 손실 오염 먼지 결석 미달 민원 화재 부상"
    " 감염".split()
)
"""In measures of which more is better, or worse; the better go before: 절도 검거율."""
ADVERBS = ("크게", "많이", "훨씬", "더", "조금", "다소", "소폭", "대폭", "약간", "급격히", "꾸준히")
TODAY = {"올해": 0, "금년": 0, "지난해": -1, "작년": -1, "재작년": -2, "내년": 1}
"""Years from that in which a text is written."""
NOW = (*TODAY, "현재", "최근", "지난달", "이달")
"""Counted from the day of writing."""
CONNECTIVES = (
    "지만",
    "다가",
    "고",
    "며",
    "면서",
    "는데",
    "으나",
    "나",
    "어",
    "아",
    "해",
    "한",
    "반면",
    "던",
    "는",
    "든",
)
"""Endings of a verb behind which another clause begins."""
PASSED = ("웃돌", "웃돈", "넘", "상회", "돌파", "앞질", "앞섰", "앞서", "제쳤", "제치", "추월")
MISSED = ("밑돌", "밑돈", "하회", "미달", "못 미", "못미", "뒤졌", "뒤처")
"""Behind "(B)를": the first is more, or less, than it."""
MOST = "가장"
EVER = ("역대", "사상")
AMONG = ("가운데", "중", "중에", "중에서", "가운데서")
ENDS = {"최고": 1, "최대": 1, "최다": 1, "최장": 1, "최저": -1, "최소": -1, "최단": -1}
"""Superlatives of one word: behind 역대, or with 치 or the copula behind them; "최저 임금" is none."""
COPULAS = ("치", "였", "이다", "이었", "다")
TIMES = ("해", "연도", "년", "달", "월", "때", "시기", "분기")
"""Nouns behind a superlative by which it is one of the periods, and not of the groups."""
AVERAGE = "평균"
BASES = frozenset(
    """
    교사 의사 간호사 환자 병상 학생 직원 주민 여성 신생아 농가 학교 학급 점포 매장 업체 기업 차량 필지 호 동 반 국민
    고객 회원 좌석 이용자 방문객
    """.split()
)
"""Nouns before 당, of which each has as many: of others it may end a name, as of a party."""
OFTEN = {
    1: ("하루", "매일", "일평균", "날마다"),
    7: ("매주", "주평균", "일주일"),
    30: ("매달", "매월", "월평균", "다달이"),
    365: ("매년", "해마다", "연평균"),
}
"""Before a figure, how often it is said to be: by the days of each."""
THAN = ("보다", "대비", "에 비해", "에비해")
COMPARED = {
    "": ("대비",),
    "에": ("비해", "비하면", "비하여", "견줘", "견주면", "견주어", "대비해"),
    "과": ("비교", "견줘", "견주", "대비", "달리"),
}
"""A particle behind a period, and how the words behind it begin, where something is compared with that period."""
OF = "의"
ADDED = ("신규", "누적", "추가", "순증", "순감", "유입", "유출", "전입", "전출", "새로")
"""Of what is added or taken away in a period, which is a level and a change of something else."""
FROM = ("에서", "부터")
TO = ("으로", "로", "까지")
COUNTERS = ("명", "건", "사람", *sorted(THINGS))
"""Behind a number of people, cases or things."""
TOLD = ("발표", "밝", "공개", "기준", "현재", "집계", "조사", "보고", "누적", "까지", "전국", "이후", "이전")
"""Words of a sentence in which a month may be when something was told or reached, and not when it was counted."""
BOUNDS = ("까지", "부터", "말", "초", "중순", "보다", "이후")
SINCE = ("이후", "이래")
DASHES = ("~", "∼", "〜", "-", "–")
PUBLISHED = ("자", "기사", "보도", "보고서", "발표")
"""Behind the day on which something appeared."""
YEAR = "년"
MONTH = "월"
QUARTER = "분기"
RUNS = ("연속", "째", "내리", "동안", "만에")
"""Behind a number of periods, which is then no name of one."""
HALVES = {"상": 1, "하": 2}
YEAR_BEFORE = ("전년", "전해", "이전 해", "직전 해", "한 해 전")
YEAR_AFTER = ("이듬해", "다음 해", "다음해", "한 해 뒤")
SAME = ("같은 해", "같은해", "그해", "동년", "같은 기간")
ALIKE = "같은"
STRETCHES = ("기간", "달", "분기", "반기", "시기")
ALIKE_TOO = ("동기", "동월")
"""Behind a year, these stand for the period that was named before, in that year."""
LIST_WORDS = frozenset("과 와 , 및 · 그리고".split())
"""All that stands between the figures of a list: "각각 12명과 9명"."""
JOINED = ("와", "과", ",", "·", "및")
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
    ("수출", "수입"), ("수입", "지출"), ("흑자", "적자"), ("찬성", "반대"), ("긍정", "부정"), ("있다", "없다"),
    ("있는", "없는"), ("전입", "전출"), ("입국", "출국"), ("내국인", "외국인"), ("혼인", "이혼"), ("전세", "월세"),
    ("개업", "폐업"), ("취업자", "실업자"), ("고용", "실업"), ("매매", "전세"), ("승차", "하차"),
    ("오전", "오후"), ("투표", "기권"), ("득점", "실점"),
)  # fmt: skip


def find_denied(text: str) -> frozenset[str]:
    """Return the stems of the verbs that a text denies.

    >>> sorted(find_denied("밤길이 안전하지 않다고 답한 비율"))
    ['안전하']
    """
    return frozenset(_DENIED.findall(text))


_DENIED = re.compile(r"([가-힣]{2,})지\s?(?:는|도)?\s?(?:않|못)")


def strip_adverbs(text: str) -> str:
    """Return what stands behind the adverbs of degree that open a text.

    >>> strip_adverbs("훨씬더많다"), strip_adverbs("두배이상적다")
    ('많다', '적다')
    """
    while adverb := next((one for one in ADVERBS if text.startswith(one)), "") or _find_times(text):
        text = text.removeprefix(adverb)
    return text


def _find_times(text: str) -> str:
    found = _TIMES.match(text)
    return found.group() if found else ""


_TIMES = re.compile(r"약?(?:[\d.]+|한|두|세|네|다섯|여섯|열)배(?:이상|가까이|넘게|정도|가량)?")


def find_part(text: str) -> tuple[Decimal, str, bool] | None:
    """Return a part or multiple behind a figure, its words, and whether it was passed.

    >>> find_part(")의절반을넘었다"), find_part("의3배에못미쳤다")
    ((Decimal('0.5'), '절반을넘', True), (Decimal('3'), '3배에못미', False))
    """
    found = _PART.match(text)
    if found is None:
        return None
    size = _SIZES.get(found["size"]) or Decimal(found["size"].removesuffix("배"))
    return size, found["words"], found["verb"] in {"넘", "웃돌"}


_SIZES = {"절반": Decimal("0.5"), "두배": Decimal(2), "세배": Decimal(3), "네배": Decimal(4)}
_PART = re.compile(
    r"\)?의(?:약)?(?P<words>(?P<size>절반|[두세네]배|\d+(?:\.\d+)?배)(?:을|를|에도|에)(?P<verb>넘|웃돌|밑돌|못미))"
)
