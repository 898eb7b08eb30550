"""How long judging takes: ten thousand findings, no two figures printed alike, and a long text searched for numbers.

Run it by hand: ``python tests/bench/bench_judge.py``. It prints seconds of processor time; nothing fails. Where other
work shares the processor, the least of many short runs says more than one long run, so both are printed.
"""

from __future__ import annotations

import time
from decimal import Decimal

from figurecheck.figures import find
from figurecheck.figures.parser import read
from figurecheck.verdicts.judge import judge

FORMS = (
    ("{:,}", "people", 1), ("about {:,} offenders", "people", 1), ("fell {}%", "share", Decimal("-0.01")),
    ("more than {:,} kg", "kg", 1), ("{} million won", "KRW", 10**6), ("{:,} people or more", "people", 1),
    ("between {:,} and 900,000", "people", 1), ("{:,}명 이상", "people", 1), ("{}% 감소", "share", Decimal("-0.01")),
    ("{:,}-fold", "ratio", 1),
)  # fmt: skip
GERMAN = (
    ("{} Einwohner", "people", 1), ("rund {} Euro", "EUR", 1), ("um {} Prozent gesunken", "share", Decimal("-0.01")),
    ("mehr als {} Kilogramm", "kg", 1), ("gut {} Millionen Euro", "EUR", 10**6), ("{} Menschen oder mehr", "people", 1),
    ("zwischen {} und 900.000", "people", 1), ("im Kreis {} Straftaten", "cases", 1),
    ("nahm um {} Prozent ab", "share", Decimal("-0.01")), ("das {}-Fache", "ratio", 1),
)  # fmt: skip
IN_WORDS = (
    ("fell below {:,}", "count", 1), ("{:,} people were killed", "people", 1), ("a {}% rise in sales", "%", 1),
    ("unemployment fell to {}%", "%", 1), ("nearly ${} million", "USD", 10**6), ("{}ft 9in", "inch", 12),
    ("police recorded {:,} burglaries", "cases", 1), ("in the top {}", "rank", 1),
    ("about {:,} homes sold", "homes", 1),
    ("a {}% unemployment rate", "%", 1), ("sales rose {}% year on year", "%", 1), ("won {}-12", "points", 1),
)  # fmt: skip
"""Forms with words around the figure, each of which must be accounted for."""
SENTENCE = "In 2024 police held 23,022 people, 16.6% fewer than the 27,611 of 2023; one in five was under thirty. "


Case = tuple[str, int | Decimal, str]
TARGET = 1.0
"""Seconds that ten thousand new findings may take."""


def judge_all(cases: list[Case], language: str = "") -> float:
    """Judge them, and give the processor time that it took."""
    start = time.process_time()
    for text, value, unit in cases:
        judge(text, value, unit=unit, locale=language or ("ko" if "명" in text or "감소" in text else "en"))
    return time.process_time() - start


def least(cases: list[Case], *, runs: int = 40, language: str = "") -> float:
    """The least time of many runs over a few cases, each of them new, for ten thousand."""
    part = cases[:300]
    times = []
    for _ in range(runs):
        read.cache_clear()
        times.append(judge_all(part, language))
    return min(times) * len(cases) / len(part)


def main() -> None:
    """Print the time of each part."""
    cases: list[Case] = [
        (form.format(10007 + 7 * step), (10007 + 7 * step) * size, unit)
        for step in range(1000)
        for form, unit, size in FORMS
    ]
    for label in ("new figures", "figures seen before"):
        start = time.process_time()
        verdicts = [
            judge(text, value, unit=unit, locale="ko" if "명" in text or "감소" in text else "en").verdict
            for text, value, unit in cases
        ]
        print(f"{len(verdicts):,} findings, {label}: {time.process_time() - start:.2f} s")  # noqa: T201
    best = least(cases)
    print(f"least of many runs, new figures: {best:.2f} s, {best / TARGET:.2f} of the target")  # noqa: T201
    german: list[Case] = [
        (form.format(f"{10007 + 7 * step:,}".replace(",", ".")), (10007 + 7 * step) * size, unit)
        for step in range(1000)
        for form, unit, size in GERMAN
    ]
    best = least(german, language="de")
    print(f"least of many runs, new German figures: {best:.2f} s, {best / TARGET:.2f} of the target")  # noqa: T201
    worded = [
        (form.format(10007 + 7 * step), (10007 + 7 * step) * size, unit)
        for step in range(834)
        for form, unit, size in IN_WORDS
    ]
    print(f"least of many runs, figures with words around them: {least(worded):.2f} s")  # noqa: T201
    print(f"verdicts: { {str(one): verdicts.count(one) for one in set(verdicts)} }; {read.cache_info()}")  # noqa: T201
    text = SENTENCE * (10_000 // len(SENTENCE.split()))
    start = time.process_time()
    found = find(text)
    print(f"{len(text.split()):,} words searched, {len(found):,} numbers: {time.process_time() - start:.2f} s")  # noqa: T201


if __name__ == "__main__":
    main()
