"""What English promises to read, made from its tables."""

from __future__ import annotations

from fractions import Fraction

from figurecheck.figures.common.examples import Examples
from figurecheck.figures.english.currency_words import CURRENCIES
from figurecheck.figures.english.words import MEASURES, MONTHS, ORDINALS, SCALES, SUFFIXES, TENS, UNITS

_SMALL = UNITS | TENS | {f"{tens}-{one}": ten + UNITS[one] for tens, ten in TENS.items() for one in list(UNITS)[1:10]}
_SHORT = 2
"""Letters of a measure that may be a word of its own: "in", "t"."""


def make_examples() -> Examples:
    """Return the examples."""
    return Examples(
        count="20",
        percent="16.6%",
        digits={"1,234.56": Fraction(123456, 100), "23,022": Fraction(23022), "1 234": Fraction(1234)},
        numbers=_SMALL | {"one hundred": 100, "twenty-three thousand and twenty-two": 23022},
        ordinals={word: number for word, number in ORDINALS.items() if number} | {"23rd": 23, "101st": 101},
        fractions={
            "two-thirds": Fraction(2, 3), "half": Fraction(1, 2), "a quarter": Fraction(1, 4),
            "one in five": Fraction(1, 5), "9 out of 10": Fraction(9, 10),
        },
        multiples={"double": Fraction(2), "threefold": Fraction(3), "2.5 times": Fraction(5, 2)},
        scales={f"3 {word}": 3 * size for word, size in SCALES.items()}
        | {f"3{word}": 3 * size for word, size in SUFFIXES.items()} | {"half a million": 500_000},
        units={f"7 {word}": unit for word, unit in MEASURES.items() if len(word) > _SHORT}
        | {f"7 {word}": unit for word, unit in CURRENCIES.items() if len(word) > _SHORT}
        | {"7%": "%", "7 percentage points": "pp", "7 people": "people", "7 cases": "cases", "$7": "USD"},
        falls=("fell by {}", "{} fewer", "a {} fall", "down {}", "declined {}", "{} lower", "shrank by {}"),
        rises=("rose by {}", "{} more", "a {} rise", "up {}", "climbed {}", "{} higher", "grew by {}"),
        negations=("not {}", "other than {}", "never {}", "without {}"),
        not_plain=("one in five", "a fifth", "five times as many", "the fifth"),
        unknown=("zibbled by {}", "{} zibblement", "a zibble of {}"),
        dates={f"{name.capitalize()} 2024": (2024, month, 0) for name, month in MONTHS.items()}
        | {"4 June 2025": (2025, 6, 4), "2025-06-04": (2025, 6, 4)},
        running={
            "The city recorded 1,312 burglaries, 16.6% fewer than in 2023.": ("1,312", "16.6%"),
            "At first, on 4 June at 14:30, Table 3 was about COVID-19.": (),
            "About two-thirds agreed, and one in five did not.": ("two-thirds", "one in five"),
        },
        series={
            "for the third year running": "a run third years", "the third-highest": "a rank third high",
            "the highest since 2008": "an extreme since 2008 high", "the most on record": "a record high",
        },
        from_to={"from 370 to 762": ("370", "762")},
    )  # fmt: skip
