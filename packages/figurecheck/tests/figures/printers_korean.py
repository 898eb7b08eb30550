"""Ways in which a Korean desk prints a value, written without the code under test.

Each strategy gives (printed, value, unit, wrong): the value bears the print out, and the wrong value does not.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st
from printers import rounded

NATIVE = "_ 한 두 세 네 다섯 여섯 일곱 여덟 아홉 열".split()
THIRDS = {"초반": (0, 30), "중반": (38, 62), "후반": (70, 99)}
"""Where a value surely lies in a part of a band, in hundredths."""
COUNTRIES = {"캐나다": "CAD", "호주": "AUD", "홍콩": "HKD", "싱가포르": "SGD", "대만": "TWD", "뉴질랜드": "NZD"}
SMALL, LARGE = ("살짝", "조금", "간신히", "가까스로", "갓", "소폭"), ("훌쩍", "크게", "훨씬")
hundredths = st.integers(0, 100)


@st.composite
def bands(draw):
    """30%대 초반, 2만원대 후반, 1400원대."""
    tens, part = draw(st.integers(2, 9)), draw(st.sampled_from(["", *THIRDS]))
    low, high = THIRDS.get(part, (0, 99))
    inside = Fraction(draw(st.integers(low, high)), 100)
    outside = Fraction(
        draw(st.sampled_from([one for one in (-40, 15, 50, 85, 140) if not low - 12 <= one <= high + 12])), 100
    )
    form, size, unit = draw(
        st.sampled_from(
            [
                ("{}%대", Fraction(1, 10), "share"),
                ("{}만원대", Fraction(10**4), "KRW"),
                ("{}0만 명대", Fraction(10**5), "people"),
            ]
        )
    )
    number = f"{tens}0" if unit == "share" else f"{tens}"
    printed = f"{form.format(number)} {part}".strip()
    return printed, (tens + inside) * size, unit, (tens + outside) * size


@st.composite
def tenths(draw):
    """7할, 3할2푼, 3할2푼5리."""
    digits = draw(st.lists(st.integers(1, 9), min_size=1, max_size=3))
    number = "".join(f"{digit}{place}" for digit, place in zip(digits, "할푼리", strict=False))
    value = Fraction(int("".join(map(str, digits))), 10 ** len(digits))
    near = Fraction(draw(st.integers(-49, 49)), 100 * 10 ** len(digits))
    wrong = value + Fraction(draw(st.sampled_from([-1, 1])), 10 ** len(digits))
    return number, value + near, draw(st.sampled_from(["share", "ratio"])), wrong


PARTED = (
    ("{}년 {}개월", 12, "months"),
    ("{}시간 {}분", 60, "minutes"),
    ("{}분 {}초", 60, "seconds"),
    ("{}일 {}시간", 24, "hours"),
    ("{}m {}cm", 100, "cm"),
    ("{}㎏ {}g", 1000, "g"),
)


@st.composite
def parted(draw):
    """3년 4개월, 1시간 20분, 1m 87cm."""
    form, size, unit = draw(st.sampled_from(PARTED))
    first, second = draw(st.integers(1, 40)), draw(st.integers(1, size - 1))
    printed = form.format(first, second)
    value = first * size + second
    wrong = draw(st.sampled_from([second, first * size, value + 1, value - 1, first + second]))
    return printed, value, unit, wrong if wrong != value else value + 2


@st.composite
def timed(draw):
    """2시간 5분 30초, against a value in hours, minutes or seconds."""
    hours, minutes, seconds = draw(st.integers(1, 30)), draw(st.integers(1, 59)), draw(st.integers(1, 59))
    size, unit = draw(st.sampled_from([(1, "seconds"), (60, "minutes"), (3600, "hours")]))
    value = hours * 3600 + minutes * 60 + seconds
    wrong = draw(st.sampled_from([value - seconds, value - minutes * 60, value + 1, seconds]))
    return f"{hours}시간 {minutes}분 {seconds}초", Fraction(value, size), unit, Fraction(wrong, size)


@st.composite
def limits(draw):
    """30명 이상 50명 미만, 20% 초과 30% 이하."""
    low = draw(st.integers(2, 80))
    high = low + draw(st.integers(2, 19))
    (first, least), (last, most) = (
        draw(st.sampled_from([("이상", 0), ("초과", 1)])), draw(st.sampled_from([("이하", 0), ("미만", 1)]))
    )  # fmt: skip
    form, size, unit = draw(
        st.sampled_from([("{}명", 1, "people"), ("{}%", Fraction(1, 100), "share"), ("{}만원", 10**4, "KRW")])
    )
    wrong = draw(st.sampled_from([low - 1 + least, high + 1 - most]))
    inside = draw(st.integers(low + least, high - most))
    return f"{form.format(low)} {first} {form.format(high)} {last}", inside * size, unit, wrong * size


@st.composite
def ages(draw):
    """30대 초반, 60대 이상."""
    tens, part = draw(st.integers(2, 8)), draw(st.sampled_from(["", *THIRDS]))
    low, high = THIRDS.get(part, (0, 99))
    age = tens * 10 + draw(st.integers(low // 10 + (low % 10 > 0), high // 10))
    if draw(st.booleans()) and not part:
        return f"{tens}0대 이상", age, "years", tens * 10 - 1
    wrong = draw(st.sampled_from([tens * 10 - 2, tens * 10 + 11]))
    return f"{tens}0대 {part}".strip(), age, "years", wrong


NAMESAKES = {
    "페소": {"멕시코": "MXN", "필리핀": "PHP", "칠레": "CLP"}, "루피": {"인도": "INR", "파키스탄": "PKR"},
    "크로네": {"노르웨이": "NOK", "덴마크": "DKK"}, "크로나": {"스웨덴": "SEK", "아이슬란드": "ISK"},
    "디나르": {"쿠웨이트": "KWD", "요르단": "JOD"}, "파운드": {"영국": "GBP", "이집트": "EGP"},
    "프랑": {"스위스": "CHF", "르완다": "RWF"}, "달러": {"미국": "USD", "호주": "AUD"},
}  # fmt: skip


@st.composite
def namesakes(draw):
    """30페소 of any peso, 30 멕시코 페소 of one."""
    # A number that ends in zero may be a rounding of the wrong one.
    name, number = draw(st.sampled_from(sorted(NAMESAKES))), draw(st.integers(11, 9999).filter(lambda n: n % 10))
    country, code = draw(st.sampled_from(sorted(NAMESAKES[name].items())))
    named = draw(st.sampled_from(["{n}{c} {m}", "{n}{c}{m}", "{c} {m} {n}", "{n}{m}"]))
    return named.format(n=number, c=country, m=name), number, code, number + draw(st.integers(1, 9))


@st.composite
def ranks(draw):
    """상위 10위 안, 38개국 가운데 5위."""
    top, rank = draw(st.integers(2, 60)), draw(st.integers(1, 60))
    if draw(st.booleans()):
        form = draw(st.sampled_from(["상위 {}위 안", "{}위 안에 들었다", "{}위 이내", "{}위 내", "세계 {}위 안"]))
        return form.format(top), min(rank, top), "rank", top + draw(st.integers(1, 40))
    form = draw(st.sampled_from(["{}개국 가운데 {}위", "{}개국 중 {}위", "전국 {}개 시도 가운데 {}위", "{}곳 중 {}위"]))
    return form.format(max(top, rank), rank), rank, "rank", rank + draw(st.integers(1, 9))


@st.composite
def ratios(draw):
    """10대 1, 15.3 대 1."""
    value = draw(st.decimals(Decimal("1.2"), Decimal(400), places=3))
    number = rounded(value, draw(st.integers(1, 2)))
    form = draw(st.sampled_from(["{}대 1", "{} 대 1", "경쟁률 {}대 1", "{}:1"]))
    return form.format(number), value, "ratio", value + draw(st.sampled_from([Decimal("0.5"), Decimal(3)]))


@st.composite
def places(draw):
    """두 자릿수, 한 자릿수 증가율."""
    count = draw(st.integers(1, 3))
    value = draw(st.integers(10 ** (count - 1), 10**count - 1))
    wrong = draw(st.sampled_from([10**count, 10**count + 3]))
    word = draw(st.sampled_from([f"{NATIVE[count]} 자릿수", f"{NATIVE[count]}자릿수"]))
    if draw(st.booleans()):
        return f"{word} 증가율", Fraction(value, 100), "share", Fraction(wrong, 100)
    return word, value, "count", wrong


@st.composite
def fallen(draw):
    """4분의 1 이하로 줄었다, 절반으로 떨어졌다."""
    below = draw(st.integers(2, 9))
    part = "절반" if below == 2 else f"{below}분의 1"
    verb = draw(st.sampled_from(["줄었다", "떨어졌다", "감소했다", "쪼그라들었다"]))
    if draw(st.booleans()):
        left = Fraction(1, below) * draw(st.fractions(Fraction(97, 100), Fraction(103, 100), max_denominator=1000))
        return (
            f"{part}{draw(st.sampled_from(['으로' if below == 2 else '로', ' 수준으로']))} {verb}",
            left - 1,
            "share",
            left / 2 - 1,
        )
    left = Fraction(1, below) * draw(st.fractions(Fraction(7, 10), 1, max_denominator=1000))
    return f"{part} 이하로 {verb}", left - 1, "share", Fraction(11, 10 * below) - 1


@st.composite
def degrees(draw):
    """영하 7도, 영상 12.5도, 화씨 68도."""
    value = draw(st.decimals(Decimal("0.5"), Decimal(40), places=1))
    lead, sign = draw(st.sampled_from([("영하", -1), ("영상", 1), ("섭씨", 1), ("체감온도 영하", -1)]))
    tail = draw(st.sampled_from(["", "까지 떨어졌다" if sign < 0 else "까지 올랐다", "를 기록했다"]))
    return f"{lead} {value}도{tail}", sign * value, "°C", -sign * value


@st.composite
def odd_numbers(draw):
    """380여 명, 30만여 명, 30여만 명."""
    tens = draw(st.integers(2, 9))
    part = draw(st.integers(1, 99))
    form, low, room = draw(
        st.sampled_from(
            [("{}0여 명", 10, 10), ("{}0만여 명", 10**5, 10**4), ("{}0여만 명", 10**5, 10**5), ("{}00여 명", 100, 100)]
        )
    )
    wrong = draw(st.sampled_from([Fraction(-1, 10), Fraction(13, 10)]))
    return form.format(tens), tens * low + Fraction(room * part, 100), "people", tens * low + room * wrong


@st.composite
def currencies(draw):
    """7억 캐나다달러."""
    country, code = draw(st.sampled_from(sorted(COUNTRIES.items())))
    number = draw(st.integers(11, 999))
    printed = f"{number}억 {country}{draw(st.sampled_from(['', ' ']))}달러"
    return printed, number * 10**8, code, number * 10**8 + number * 10**8 * draw(st.sampled_from([1, 2]))


@st.composite
def margins(draw):
    """70%를 살짝 웃돌았다, 100명을 훌쩍 넘겼다."""
    number = draw(st.integers(20, 90))
    small = draw(st.booleans())
    adverb = draw(st.sampled_from(SMALL if small else LARGE))
    verb, up = draw(
        st.sampled_from(
            [("를 {} 넘었다", True), ("를 {} 웃돌았다", True), ("에 {} 못 미쳤다", False), ("를 {} 밑돌았다", False)]
        )
    )
    # A house's "well over" is loose just above, and "just over" ends a tenth above.
    steps = (1, 4) if small else (10, 30)
    near = 1 + Fraction(draw(st.integers(*steps)), 100) * (1 if up else -1)
    wrong = draw(
        st.sampled_from([Fraction(7, 10), Fraction(96, 100)] if up else [Fraction(13, 10), Fraction(104, 100)])
    )
    return f"{number}%{verb.format(adverb)}", Fraction(number, 100) * near, "share", Fraction(number, 100) * wrong


WORDS = (
    ("반년", 6, "months", 9),
    ("반년 만에", 6, "months", 4),
    ("반세기", 50, "years", 40),
    ("사나흘", 4, "days", 6),
    ("배 이상 늘었다", Fraction(12, 10), "share", Fraction(8, 10)),
    ("배 가까이 뛰었다", Fraction(196, 100), "ratio", Fraction(15, 10)),
    ("반 토막 났다", Fraction(-1, 2), "share", Fraction(1, 2)),
    ("±3.1%포인트", Fraction(31, 10), "pp", Fraction(41, 10)),
    ("열에 아홉", Fraction(9, 10), "share", Fraction(8, 10)),
    ("세 손가락 안", 3, "rank", 4),
    ("열두어 명", 12, "people", 14),
    ("십수 명", 14, "people", 22),
    ("서너 달", 4, "months", 6),
    ("5분기 연속", 5, "quarters", 4),
    ("2년여", Fraction(24, 10), "years", 4),
    ("30% 아래로 떨어졌다", Fraction(286, 1000), "share", Fraction(314, 1000)),
    ("1400원 선을 넘어섰다", 1403, "KRW", 1388),
    ("1400원선이 무너졌다", 1391, "KRW", 1412),
    ("두어 번", 2, "count", 4),
    ("화씨 68도", 68, "°F", 60),
    ("12평", Fraction(4800, 121), "m²", 12),
    ("시속 140㎞ 안팎", 143, "km/h", 160),
    ("초속 25m", 25, "m/s", 35),
    ("첫째", 1, "rank", 2),
    ("3년 연속 감소", 3, "years", 4),
)
fixed = st.sampled_from(WORDS)
printed_in_korean = st.one_of(
    bands(),
    tenths(),
    parted(),
    timed(),
    limits(),
    ages(),
    namesakes(),
    ranks(),
    ratios(),
    places(),
    fallen(),
    degrees(),
    odd_numbers(),
    currencies(),
    margins(),
    fixed,
)
