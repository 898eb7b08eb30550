"""Korean: the words around a figure: qualifiers, signs, adverbs, and words that change nothing."""

from __future__ import annotations

QUALIFIERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "about": (
        tuple("약 대략 어림잡아 얼추 줄잡아 대강 대체로 한".split()),
        tuple("안팎 가량 정도 쯤 내외 전후 수준 언저리 즈음 어간".split()),
    ),
    "nearly": (
        tuple("거의 근 바짝".split()),
        tuple("육박하다 육박 가까이 가까운 가까워 가깝 근접하다 근접 다가서다 다가가다 넘보다 바라보다".split()),
    ),
    "just over": ((), ("남짓", "턱걸이")),
    "over": (
        (),
        (*"초과하다 초과 넘다 넘기다 넘어서다 넘어가다 웃돌다 상회하다 상회 돌파하다 돌파 뚫다 위로".split(),),
    ),
    "at least": (
        ("최소", "적어도", "최소한", "못해도", "적게는", "적게 잡아도"),
        ("이상", "되찾다", "회복하다", "회복", "탈환하다", "탈환"),
    ),
    "well over": ((), ()),
    "under": (
        (),
        (
            *"미만 못미치다 밑돌다 하회하다 하회 미달하다 미달 안되다 아래로 아래 밑으로".split(),
            *"무너지다 붕괴되다 붕괴 깨지다 내주다".split(),
            *("못 미치다", "미치지 못하다", "안 되다", "못 되다", "되지 않다", "되지 못하다", "이르지 못하다"),
        ),
    ),
    "at most": (
        tuple("최대 많아야 기껏해야 고작해야 최대한 많게는".split()),
        ("이하", "이내", "까지", "넘지 않다", "넘지 못하다", "넘지 않", "넘지 못"),
    ),
    "well under": ((), ()),
    "exactly": (tuple("정확히 딱 꼭".split()), ()),
}
"""Each qualifier's words before a figure and behind one; a word that ends in 다 stands for all forms of a verb."""
CROSSED = ("웃돌", "상회", "밑돌", "하회", "미달", "무너", "붕괴", "깨", "내주", "내줬", "내준")
"""Without a particle before them, these say by how much and not what was passed: "예상보다 3% 웃돌았다"."""
SMALL_MARGINS = tuple(
    """
    조금 약간 살짝 갓 막 간신히 가까스로 겨우 아슬아슬하게 근소하게 근소한 소폭 다소 미세하게 간발의 간발 턱걸이로
    조금씩
    """.split()
)
LARGE_MARGINS = tuple("훌쩍 크게 훨씬 한참 대폭 월등히 멀찍이 껑충 가뿐히 가볍게 거뜬히 큰폭으로".split())
MARGINS = {
    ("small", "over"): "just over", ("small", "at least"): "just over", ("small", "under"): "nearly",
    ("large", "over"): "well over", ("large", "at least"): "well over", ("large", "under"): "well under",
}  # fmt: skip
"""What an adverb makes of the qualifier behind it: "살짝 넘었다" is just over, "훌쩍 넘었다" well over."""

SCALES_BEFORE = {
    ("시속", "km"): "km/h",
    ("초속", "m"): "m/s",
    ("섭씨", "도"): "°C",
    ("화씨", "도"): "°F",
    ("미화", "USD"): "USD",
}
"""Before a figure, these say in which scale its unit is."""
MINUS_WORDS, PLUS_WORDS = frozenset({"마이너스", "영하"}), frozenset({"플러스", "영상"})
"""Before a figure, these are its sign."""
TURNED = {
    "under": "over",
    "over": "under",
    "at most": "at least",
    "at least": "at most",
    "well over": "well under",
    "well under": "well over",
}
"""What a qualifier says of the size of a figure below zero: "영하 20도 이하" is 20 degrees of frost or more."""
WIDTHS = frozenset("폭 율 률 규모 추세 속도 금액 비율 수준 액".split())
"""Behind a noun of movement, a word of its own: 하락 폭."""
EMPTY = frozenset(
    """
    총 무려 모두 전체 또 다시 불과 겨우 단 고작 매년 매달 매월 매주 매일 연간 월간 주간 전년 전월 전기 전주 전일 대비
    전년보다 전월보다 지난해보다 지난달보다 작년보다 평균 하루 월평균 연평균 일평균 하루평균 월 연 합계 도합 통틀어
    오로지 그나마 벌써
    """.split()
)
"""Words before a figure that change neither its size nor its kind."""
DEGREES = tuple(
    """
    차이로 차로 더 크게 큰 폭으로 대폭 소폭 급격히 급격하게 가파르게 약간 조금 다소 껑충 뚝 쑥 훌쩍 확 꾸준히 다시 또
    계속 연속 연속으로 잇따라 잇달아 빠르게 서서히 점차 점점 도리어 오히려 되레 무려 동반 각각 추가로 추가 일제히
    나란히
    """.split()
)
"""Adverbs between a figure and its verb that change neither size nor direction."""
MONEY_SIGNS = {
    "us$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "usd": "USD", "krw": "KRW", "eur": "EUR",
    "a$": "AUD", "c$": "CAD", "hk$": "HKD", "nt$": "TWD", "s$": "SGD", "nz$": "NZD", "r$": "BRL",
}  # fmt: skip
"""Before a figure."""
