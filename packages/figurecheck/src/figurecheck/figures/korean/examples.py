"""What Korean promises to read, made from its tables."""

from __future__ import annotations

from fractions import Fraction

from figurecheck.figures.common.examples import Examples
from figurecheck.figures.korean.unit_words import UNITS
from figurecheck.figures.korean.words import DAYS, DIGITS, NATIVE, NATIVE_TENS, SCALES

_SINO = {
    f"{'' if tens == '일' else tens}십{one}": 10 * DIGITS[tens] + (DIGITS[one] if one else 0)
    for tens in "일이삼사오육칠팔구"
    for one in ("", *"일이삼사오육칠팔구")
}
# Behind digits these begin another number: 7조합원 is seven trillion of something.
_NUMERALS = frozenset({*DIGITS, *SCALES, *(word[0] for word in NATIVE)})


def make_examples() -> Examples:
    """Return the examples."""
    return Examples(
        count="20명",
        percent="16.6%",
        digits={"1,234.56": Fraction(123456, 100), "23,022": Fraction(23022), "2만3022": Fraction(23022)},
        numbers={f"{word}명": number for word, number in (NATIVE | NATIVE_TENS).items() if word not in {"석", "넉"}}
        | {f"{word}명": number for word, number in _SINO.items()} | {"백명": 100, "이만삼천명": 23000},
        ordinals={"세 번째": 3, "3위": 3, "열 번째": 10},
        fractions={
            "3분의 2": Fraction(2, 3), "절반": Fraction(1, 2), "4분의 1": Fraction(1, 4), "5명 중 1명": Fraction(1, 5),
        },
        multiples={"두 배": Fraction(2), "3배": Fraction(3), "2.5배": Fraction(5, 2)},
        scales={"3만": 30_000, "3억": 300_000_000, "1억3500만": 135_000_000, "3조": 3 * 10**12},
        units={f"7{word}": unit for word, unit in UNITS.items() if word[0] not in _NUMERALS}
        | {"7%": "%", "7%포인트": "pp"} | dict.fromkeys(DAYS, "day"),
        falls=("{} 감소", "{} 줄었다", "{} 하락"),
        rises=("{} 증가", "{} 늘었다", "{} 상승"),
        negations=("{}이 아니다", "{}도 없다"),
        not_plain=("다섯 중 하나", "5분의 1", "다섯 배", "5 대 1", "다섯 번째"),
        unknown=("{} 꽁당했다", "{} 꽁당", "{} 물벼락"),
        dates={f"2024년 {month}월": (2024, month, 0) for month in range(1, 13)} | {"2025년 6월 4일": (2025, 6, 4)},
        running={
            "경찰은 1,312명을 검거해 16.6% 늘었다.": ("1,312명", "16.6%"),
            "2024년 6월 4일 14시 30분 제3조에 따른 3차 회의.": (),
        },
        series={
            "3년 연속": "a run 3 years", "세 번째로 많은": "a rank 3 high", "역대 최다": "a record high",
            "2008년 이후 최고": "an extreme since 2008 high",
        },
        from_to={"370명에서 762명으로": ("370명", "762명")},
    )  # fmt: skip
