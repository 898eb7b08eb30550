"""Values that flow into a sentence: what is printed, and that the judge reads it as what it is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.figures.shown_value import print_value
from figurecheck.model import Verdict
from figurecheck.verdicts.judge import judge

FAIR = {Verdict.EXACT, Verdict.ROUNDED}
UNITS = ["people", "cases", "count", "share", "%", "pp", "ratio", "kg", "KRW", "USD", "years", "days", "months"]


@pytest.mark.parametrize(
    ("value", "unit", "language", "printed"),
    [
        ("27611", "people", "en", "27,611"),
        ("0.29121", "share", "en", "29.1%"),
        ("0.99961", "share", "en", "99.96%"),
        ("1", "share", "en", "100%"),
        ("-0.166", "share", "en", "−16.6%"),
        ("2.0594", "ratio", "en", "2.06 times"),
        ("1295.7", "kg", "en", "1,296 kg"),
        ("0.00123456", "kg", "en", "0.00123 kg"),
        ("5200000000", "KRW", "en", "5.2 billion won"),
        ("3", "rank", "en", "3rd"),
        ("0.29121", "share", "ko", "29.1%"),
        ("2.0594", "ratio", "ko", "2.06배"),
        ("5200000000", "KRW", "ko", "52억원"),
        ("-1583050000000", "KRW", "ko", "−1조5830억5000만원"),
        ("824000", "KRW", "ko", "824,000원"),
        ("12345678", "KRW", "ko", "12,345,678원"),
        ("46000000", "USD", "ko", "4600만 달러"),
        ("463875", "가구", "ko", "463,875가구"),
        ("24.8", "per 100,000 people", "ko", "10만 명당 24.8"),
        ("5.479", "per 1,000", "ko", "1000당 5.48"),
        ("27611", "people", "ko", "27,611"),
        ("1295.72", "kg", "de", "1.296\u00a0kg"),
        ("0.385", "share", "de", "38,5\u00a0%"),
        ("27611", "people", "fr", "27\u202f611"),
    ],
)
def test_a_value_is_printed_as_the_language_prints_it(value, unit, language, printed):
    assert print_value(Decimal(value), unit, language) == printed


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{:,.0f}", "1,235"),
        ("{:.2f}", "1234.57"),
        ("about {:,.0f}", "about 1,235"),
        ("about {}", "about 1,235"),
        ("{:,.0f} kg", "1,235 kg"),
    ],
)
def test_a_template_prints_by_its_format(template, printed):
    assert print_value(Decimal("1234.567"), "count", "en", template) == printed


@pytest.mark.parametrize("template", "{:,q} { } {}{} {0} {a} {!r} {:,.0f {:9999d} {:>5000} x {.real} {[0]}".split())
def test_a_template_that_cannot_be_used_is_refused(template):
    with pytest.raises(ValueError):  # noqa: PT011 - whoever calls tells it with the place
        print_value(Decimal("1234.567"), "count", "en", template)


def test_a_date_has_no_format_of_numbers():
    assert print_value("2025-05-20", "date", "en") == "20 May 2025"
    assert print_value("2025-05-20", "date", "ko") == "2025년 5월 20일"
    with pytest.raises(ValueError, match="format"):
        print_value("2025-05-20", "date", "en", "{:,.0f}")


@given(
    value=st.decimals("-1e12", "1e12", allow_nan=False, places=6) | st.decimals("-1", "1", places=9),
    unit=st.sampled_from(UNITS),
    language=st.sampled_from(["en", "ko"]),
)
def test_what_is_printed_is_a_fair_rounding(value, unit, language):
    printed = print_value(value, unit, language)
    assert judge(printed, value, unit=unit, locale=language).verdict in FAIR, printed


@given(
    value=st.integers(0, 10**9).map(Decimal) | st.decimals("0", "1e6", places=4),
    unit=st.sampled_from(["people", "share", "kg", "EUR"]),
    language=st.sampled_from(["de", "fr", "es", "it", "nl", "pt"]),
)
def test_what_is_printed_in_other_languages_is_a_fair_rounding(value, unit, language):
    printed = print_value(value, unit, language)
    assert judge(printed, value, unit=unit, locale=language).verdict in FAIR, printed
