"""Korean: the words by which figures are read."""

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
        (
            *"초과하다 초과 넘다 넘기다 넘어서다 넘어가다 웃돌다 상회하다 상회 돌파하다 돌파 뚫다 위로".split(),
            *("보다 많다", "보다 높다", "보다 크다", "보다 길다", "보다 비싸다", "보다 늘다"),
        ),
    ),
    "at least": (
        ("최소", "적어도", "최소한", "못해도", "적게는", "적게 잡아도"),
        ("이상", "되찾다", "회복하다", "회복", "탈환하다", "탈환"),
    ),
    "well over": ((), ()),
    "under": (
        (),
        (
            *"미만 못미치다 밑돌다 하회하다 하회 미달하다 미달 안되다 아래로 아래 밑으로 무너지다 붕괴되다 붕괴 깨지다".split(),
            *("못 미치다", "미치지 못하다", "안 되다", "채 안 되다", "채 못 되다", "못 되다"),
            *("보다 적다", "보다 낮다", "보다 작다", "보다 짧다", "보다 싸다", "보다 줄다"),
        ),
    ),
    "at most": (
        tuple("최대 많아야 기껏해야 고작해야 최대한 많게는".split()),
        ("이하", "이내", "까지", "넘지 않다", "넘지 못하다", "넘지 않", "넘지 못"),
    ),
    "well under": ((), ()),
    "exactly": (tuple("정확히 딱 꼭".split()), ()),
}
"""Each qualifier's words before a figure, and its words after one; a word that ends in 다 is a verb in all its forms."""
SMALL_MARGINS = tuple(
    """
    조금 약간 살짝 갓 막 간신히 가까스로 겨우 아슬아슬하게 근소하게 근소한 소폭 다소 미세하게 간발의 간발 턱걸이로 조금씩
    """.split()
)
LARGE_MARGINS = tuple("훌쩍 크게 훨씬 한참 대폭 월등히 멀찍이 껑충 가뿐히 가볍게 거뜬히 큰폭으로".split())
MARGINS = {
    ("small", "over"): "just over", ("small", "at least"): "just over", ("small", "under"): "nearly",
    ("large", "over"): "well over", ("large", "at least"): "well over", ("large", "under"): "well under",
}  # fmt: skip
"""What an adverb makes of the qualifier behind it: "살짝 넘었다" is just over, "훌쩍 넘었다" well over."""

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
        "RUB": "루블",
        "CHF": "스위스프랑",
        "TRY": "리라",
        "BRL": "헤알",
        "MYR": "링깃",
        "kg": "kg 킬로그램 킬로 ㎏",
        "g": "g 그램",
        "mg": "mg 밀리그램 ㎎",
        "t": "t 톤",
        "km": "km 킬로미터 ㎞",
        "m": "m 미터",
        "cm": "cm 센티미터 센티 ㎝",
        "mm": "mm 밀리미터 ㎜",
        "mile": "마일",
        "foot": "피트",
        "inch": "인치",
        "ha": "ha 헥타르",
        "acre": "에이커",
        "km²": "㎢ km² 제곱킬로미터 제곱㎞ 제곱km",
        "m²": "㎡ m² 제곱미터 제곱m",
        "m³": "㎥ m³ 세제곱미터 입방미터",
        "km/h": "㎞/h km/h",
        "m/s": "㎧ m/s",
        "°C": "℃ °C",
        "°F": "℉ °F",
        "kW": "kW ㎾ 킬로와트",
        "MW": "MW 메가와트 ㎿",
        "GW": "GW 기가와트",
        "kWh": "kWh ㎾h 킬로와트시",
        "MWh": "MWh ㎿h 메가와트시",
        "GWh": "GWh 기가와트시",
        "TWh": "TWh 테라와트시",
        "TB": "TB 테라바이트",
        "GB": "GB 기가바이트",
        "MB": "MB 메가바이트",
        "l": "리터 ℓ",
        "ml": "밀리리터 ㎖ ml",
        "gallon": "갤런",
        "oz": "온스",
        "second": "초",
        "minute": "분",
        "hour": "시간",
        "day": "일",
        "week": "주 주일 주간",
        "month": "개월 달",
        "quarter": "분기",
        "year": "년 해 살 세 개년",
        "century": "세기",
    }.items()
    for word in words.split()
}
# "KG" and "Mw" are printed too; a single letter in the other case is another word: 5G.
UNITS |= {
    form: unit
    for word, unit in UNITS.items()
    if word.isascii() and len(word) > 1
    for form in (word.lower(), word.upper())
}
SCALED_UNITS = {"평": ("m²", 400, 121), "돈": ("g", 15, 4), "나노미터": ("mm", 1, 10**6)}
"""Units of Korea that are a part or a multiple of one that we know: 평 is 400/121 square metres."""
PARTS = {
    ("century", "year"): 100, ("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60,
    ("minute", "second"): 60, ("t", "kg"): 1000, ("kg", "g"): 1000, ("km", "m"): 1000, ("m", "cm"): 100,
    ("cm", "mm"): 10,
}  # fmt: skip
"""Units that are printed in two parts, "3년 4개월", and how many of the second make one of the first."""
CURRENCIES = {
    "달러": {
        "USD": "미 미국", "CAD": "캐나다", "AUD": "호주 오스트레일리아", "HKD": "홍콩", "SGD": "싱가포르", "TWD": "대만",
        "NZD": "뉴질랜드",
    },
    "파운드": {"GBP": "영국"},
    "엔": {"JPY": "일본"},
    "위안": {"CNY": "중국"},
    "프랑": {"CHF": "스위스"},
    "루블": {"RUB": "러시아"},
    "루피": {"INR": "인도"},
    "바트": {"THB": "태국"},
    "밧": {"THB": "태국"},
    "동": {"VND": "베트남"},
    "페소": {"PHP": "필리핀", "MXN": "멕시코"},
    "크로나": {"SEK": "스웨덴"},
    "크로네": {"NOK": "노르웨이", "DKK": "덴마크"},
    "헤알": {"BRL": "브라질"},
    "리라": {"TRY": "튀르키예 터키"},
    "링깃": {"MYR": "말레이시아"},
    "루피아": {"IDR": "인도네시아"},
    "랜드": {"ZAR": "남아프리카공화국 남아공"},
}  # fmt: skip
UNITS |= {
    f"{country}{space}{currency}": code
    for currency, codes in CURRENCIES.items()
    for code, countries in codes.items()
    for country in countries.split()
    for space in ("", " ")
}
COUNTERS = frozenset(
    """
    개 곳 대 회 번 차례 마리 권 장 병 개국 가지 종 편 채 척 점 정 팀 포 자루 봉지 칸 배 도 가구 줄 통 군데 개사 개교 개소 개팀
    인분 그루 벌 켤레 송이 잔 쌍 표 석 승 패 득점 실점 골 경기 세트 라운드 단계 계단 바퀴 박스 상자 포기 모델 종목 문항 과목
    """.split()
)
"""What counts things that are neither people nor cases."""
NATIVE_COUNTERS = frozenset(
    """
    쪽 발 걸음 방 끼 그릇 층 식구 군데 갈래 토막 조각 뼘 말 되 냥 필 손가락 손 배 살배기 시간 달 해 자 길 켤레 다발 모 판 병 입
    사발 줄기 가닥 마디 장면 자리 나라 사람 마을 집 가족 차례 번 돌 부 통 아이 아이들 식솔 형제 남매
    """.split()
)
"""What native numerals count besides."""
NOT_COUNTED = {
    "두": ("말할", "말없", "눈 뜨"),
    "세": (
        "확산", "결집", "과시", "규합", "불리", "불림", "몰이", "부담", "감면", "공제", "납부", "들어", "들었", "들고", "놓", "주고",
        "다툼", "싸움", "대결 구도", "확장", "위축", "포탈", "부과", "수입",
    ),
    "네": (
        "맞", "알겠", "그렇", "그래", "감사", "말", "탓", "덕", "잘못", "이름", "죄", "마음", "생각", "앞", "옆", "뒤", "눈에", "엄마",
        "아버지", "어머니", "아빠", "인생", "거", "것", "책임", "고맙", "안녕", "지금", "저는", "제가", "저희", "저도", "이상입니다",
    ),
}  # fmt: skip
"""Beginnings of words behind a numeral that is none there: a following, a tax, yes, your."""
NO_PARTICLES = (
    "고양이", "어린이", "젊은이", "늙은이", "호랑이", "원숭이", "쌍둥이", "송이", "전문가", "예술가", "정치가", "사업가", "기업가",
    "국가", "작가", "아파트", "프로", "도로", "경로", "회의", "강의", "결과", "효과", "학과", "제도", "지도", "속도", "온도", "보도",
    "선거", "나이", "아이", "차이", "사이", "놀이", "종이", "평가", "물가", "주가", "휴가", "인가", "바다", "언니", "할머니",
    "어머니", "아주머니", "주머니", "정거장", "바나나", "사나이", "맏이", "구이", "덩이", "포기", "시도", "태도", "각도", "포도",
)  # fmt: skip
"""Nouns whose last syllable looks like a particle."""
SINO_DIGITS = "영일이삼사오육칠팔구십백천만억조"
DAYS = {word: days for days, word in enumerate("이틀 사흘 나흘 닷새 엿새 이레 여드레 아흐레 열흘".split(), 2)}
DAYS |= {"보름": 15, "일주일": 7}
RATE_WORDS = tuple("% 퍼센트 율 률 성장 증가 감소 상승 하락 지지 인상 인하".split())
"""Words of a text in which "두 자릿수" is one of per cent."""
HALVES = {"반년": (6, "month"), "반세기": (50, "year"), "반백 년": (50, "year"), "반백년": (50, "year")}
"""Half a year, half a century."""
LABELS = frozenset("호 항 절 쪽 면 호선 차 기 층 학년 등급 단계 번지 동 호실 회차 부 세기 학기 번지".split())
"""After a number, these name a thing: "3차", "제59조"."""

SCALES_BEFORE = {
    ("시속", "km"): "km/h",
    ("초속", "m"): "m/s",
    ("섭씨", "도"): "°C",
    ("화씨", "도"): "°F",
    ("미화", "USD"): "USD",
}
"""Before a figure, these say in which scale its unit is."""
LEADS = {"마이너스": -1, "영하": -1, "영상": 1, "플러스": 1}
"""Before a figure, these are its sign."""
WIDTHS = frozenset("폭 율 률 규모 추세 속도 금액 비율 수준 액".split())
"""Behind a noun of movement, a word of its own: 하락 폭."""
EMPTY = frozenset(
    """
    총 무려 모두 전체 또 다시 불과 겨우 단 고작 매년 매달 매월 매주 매일 연간 월간 주간 전년 전월 전기 전주 전일 대비 전년보다
    전월보다 지난해보다 지난달보다 작년보다 평균 하루 월평균 연평균 일평균 하루평균 월 연 합계 도합 통틀어 오로지 그나마 벌써
    """.split()
)
"""Words before a figure that change neither its size nor its kind."""
DEGREES = tuple(
    """
    더 크게 큰 폭으로 대폭 소폭 급격히 급격하게 가파르게 약간 조금 다소 껑충 뚝 쑥 훌쩍 확 꾸준히 다시 또 계속 연속 연속으로
    잇따라 잇달아 빠르게 서서히 점차 점점 도리어 오히려 되레 무려 동반 각각 추가로 추가 일제히 나란히
    """.split()
)
"""Adverbs between a figure and its verb that change neither size nor direction."""
MONEY_SIGNS = {
    "us$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "usd": "USD", "krw": "KRW", "eur": "EUR",
    "a$": "AUD", "c$": "CAD", "hk$": "HKD", "nt$": "TWD", "s$": "SGD", "nz$": "NZD", "r$": "BRL",
}  # fmt: skip
"""Before a figure."""
