"""Korean: units, currencies and counters."""

from __future__ import annotations

from figurecheck.figures.common.units import join_currencies

UNITS = {
    word: unit
    for unit, words in {
        "people": "명 사람 인 관객 구독자 가입자 이용자 관광객 방문객 유권자 조합원 당원 청중 인파",
        "cases": "건",
        "KRW": "원",
        "USD": "달러 불",
        "EUR": "유로",
        "JPY": "엔",
        "CNY": "위안",
        "THB": "밧 바트",
        "RUB": "루블",
        "CHF": "스위스프랑",
        "TRY": "리라",
        "BRL": "헤알",
        "MYR": "링깃",
        "kg": "kg 킬로그램 킬로 ㎏",
        "g": "g 그램",
        "mg": "mg 밀리그램 ㎎",
        "µg": "µg μg ug 마이크로그램 ㎍",
        "t": "t 톤",
        "km": "km 킬로미터 ㎞",
        "m": "m 미터",
        "cm": "cm 센티미터 센티 ㎝",
        "mm": "mm 밀리미터 ㎜",
        "mile": "마일",
        "foot": "피트",
        "inch": "인치",
        "ha": "ha ㏊ 헥타르",
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
        "ppm": "ppm ㏙ 피피엠",
        "ppb": "ppb 피피비",
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
SCALED_UNITS = {"평": ("m²", 400, 121), "돈": ("g", 15, 4), "리": ("km", 108, 275), "나노미터": ("mm", 1, 10**6)}
"""Units of Korea that are a part or a multiple of one that we know: 평 is 400/121 square metres."""
PARTS = {
    ("century", "year"): 100, ("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60,
    ("minute", "second"): 60, ("t", "kg"): 1000, ("kg", "g"): 1000, ("km", "m"): 1000, ("m", "cm"): 100,
    ("cm", "mm"): 10, ("foot", "inch"): 12,
}  # fmt: skip
"""Units that are printed in two parts, "3년 4개월", and how many of the second make one of the first."""
CURRENCIES = {
    "달러": {
        "USD": "미 미국", "CAD": "캐나다", "AUD": "호주 오스트레일리아", "HKD": "홍콩", "SGD": "싱가포르",
        "TWD": "대만", "NZD": "뉴질랜드",
    },
    "파운드": {"GBP": "영국", "EGP": "이집트", "LBP": "레바논", "SYP": "시리아", "SDG": "수단"},
    "엔": {"JPY": "일본"},
    "위안": {"CNY": "중국"},
    "프랑": {"CHF": "스위스", "XAF": "중앙아프리카", "XOF": "서아프리카 세파", "RWF": "르완다"},
    "루블": {"RUB": "러시아", "BYN": "벨라루스"},
    "루피": {
        "INR": "인도", "PKR": "파키스탄", "LKR": "스리랑카", "NPR": "네팔", "MUR": "모리셔스", "SCR": "세이셸",
    },
    "바트": {"THB": "태국"},
    "밧": {"THB": "태국"},
    "동": {"VND": "베트남"},
    "페소": {
        "PHP": "필리핀", "MXN": "멕시코", "ARS": "아르헨티나", "CLP": "칠레", "COP": "콜롬비아", "UYU": "우루과이",
        "DOP": "도미니카", "CUP": "쿠바",
    },
    "크로나": {"SEK": "스웨덴", "ISK": "아이슬란드"},
    "크로네": {"NOK": "노르웨이", "DKK": "덴마크"},
    "코루나": {"CZK": "체코"},
    "디나르": {
        "KWD": "쿠웨이트", "BHD": "바레인", "JOD": "요르단", "IQD": "이라크", "TND": "튀니지", "DZD": "알제리",
        "RSD": "세르비아",
    },
    "디르함": {"AED": "아랍에미리트 UAE", "MAD": "모로코"},
    "리알": {"SAR": "사우디 사우디아라비아", "QAR": "카타르", "OMR": "오만", "IRR": "이란", "YER": "예멘"},
    "실링": {"KES": "케냐", "UGX": "우간다", "TZS": "탄자니아", "SOS": "소말리아"},
    "헤알": {"BRL": "브라질"},
    "리라": {"TRY": "튀르키예 터키", "LBP": "레바논"},
    "링깃": {"MYR": "말레이시아"},
    "루피아": {"IDR": "인도네시아"},
    "랜드": {"ZAR": "남아프리카공화국 남아공"},
    "즈워티": {"PLN": "폴란드"},
    "포린트": {"HUF": "헝가리"},
    "흐리우냐": {"UAH": "우크라이나"},
    "셰켈": {"ILS": "이스라엘"},
    "나이라": {"NGN": "나이지리아"},
    "텡게": {"KZT": "카자흐스탄"},
}  # fmt: skip
MONEY = {
    f"{country}{space}{currency}": code
    for currency, codes in CURRENCIES.items()
    for code, countries in codes.items()
    for country in countries.split()
    for space in ("", " ")
}
# A bare dollar may be any of that name as well, as `verdicts.relate` has it for every language; 동 and 랜드 are other
# words too.
MONEY |= {
    currency: join_currencies(codes)
    for currency, codes in CURRENCIES.items()
    if currency not in {*UNITS, "달러", "동", "랜드"}
}
UNITS |= MONEY
COUNTERS = frozenset(
    """
    세대 거래일 집 해리 시간대 개 곳 대 회 번 차례 마리 권 장 병 개국 가지 종 편 채 척 점 정 팀 포 자루 봉지 칸 배 도
    가구 줄 통 군데 개사 개교 개소 개팀 인분 그루 벌 켤레 송이 잔 쌍 표 석 승 패 득점 실점 골 경기 세트 라운드 단계
    계단 바퀴 박스 상자 포기 모델 종목 문항 과목 근 포인트 연승 연패 조각
    """.split()
)
"""What counts things that are neither people nor cases."""
OF_THINGS = frozenset(
    """
    마리 대 권 장 채 척 그루 벌 켤레 송이 잔 자루 봉지 통 병 줄 칸 표 석 승 패 골 득점 실점 포 포기 계단 바퀴 박스 상자
    개국 가구 세대 근 포인트 도 점 배 곳 집 군데 개사 개교 개소 모델 과목 문항
    """.split()
)
"""Counters that count neither people nor events."""
