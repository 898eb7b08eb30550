"""A new value is printed as the sentence prints the old one, or not at all where its words would have to change."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.figures import DEFAULT_RULES
from factbook.model import Place, Role, Severity, Statistic, Verdict
from factbook.model.claim import Claim
from factbook.verdicts.claims import check_value
from factbook.verdicts.reprint import reprint, reprint_claim


def print_again(printed, value, unit, locale="en", **more):
    value = value if unit == "date" else Decimal(value)
    return reprint(printed, value, unit=unit, locale=locale, rules=DEFAULT_RULES, **more)


@pytest.mark.parametrize(
    ("printed", "value", "unit", "locale", "text"),
    [
        pytest.param("29.1%", ".3056", "share", "en", "30.6%", id="one decimal"),
        pytest.param("27,611", "1301220", "people", "en", "1,301,220", id="in full"),
        pytest.param("about 380", "412", "people", "en", "about 410", id="as coarse as it is"),
        pytest.param("23,000", "24512", "people", "en", "25,000", id="thousands"),
        pytest.param("500 people", "0.0", "people", "en", "0 people", id="none at all"),
        pytest.param("1.2 million", "1490000", "people", "en", "1.5 million", id="its word for the size"),
        pytest.param("12 million", "9900000", "people", "en", "9.9 million", id="where a million is too coarse"),
        pytest.param("$5.2bn", "6312000000", "USD", "en", "$6.3bn", id="money"),
        pytest.param("12.4 per 100,000", "0.000131", "share", "en", "13.1 per 100,000", id="a rate"),
        pytest.param("12.4 deaths per million", "0.0000131", "share", "en", "13.1 deaths per million", id="of a word"),
        pytest.param("12,4 je 100.000", "0.000131", "share", "de", "13,1 je 100.000", id="a German rate"),
        pytest.param("10만 명당 12.4명", "0.000131", "share", "ko", "10만 명당 13.1명", id="a Korean rate"),
        pytest.param("5%", "0.006", "share", "en", "0.6%", id="where a per cent is too coarse"),
        pytest.param("5.21조 원", "5340000000", "KRW", "ko", "0.005조 원", id="where a hundredth is too coarse"),
        pytest.param("€4.30", "4.5", "EUR", "en", "€4.50", id="cents"),
        pytest.param("fell 16.6%", "-0.18", "share", "en", "fell 18.0%", id="a fall that is a fall"),
        pytest.param("−3.2", "-4.1", "°C", "en", "−4.1", id="below zero"),
        pytest.param("more than 380", "391", "people", "en", "more than 390", id="more than is below"),
        pytest.param("nearly 400", "366", "people", "en", "nearly 370", id="nearly is above"),
        pytest.param("less than 5%", "0.062", "share", "en", "less than 7%", id="less than is above"),
        pytest.param("2.7 million", "2776380", "people", "en", "2.8 million", id="cut off before"),
        pytest.param("12%", "0.001", "share", "en", "0.1%", id="what is not nothing"),
        pytest.param("98%", "0.997", "share", "en", "99.7%", id="what is not all"),
        pytest.param("2.1 tonnes", "2400", "kg", "en", "2.4 tonnes", id="another unit"),
        pytest.param("2.06 times", "2.16", "ratio", "en", "2.16 times", id="a multiple in digits"),
        pytest.param("up 3 percentage points", "4.4", "pp", "en", "up 4 percentage points", id="points"),
        pytest.param("2019", "2020", "year", "en", "2020", id="a year"),
        pytest.param("3만 2,456명", "130000200", "people", "ko", "1억 3,000만 200명", id="ten thousands"),
        pytest.param("약 127만 명", "1301220", "people", "ko", "약 130만 명", id="rounded to ten thousands"),
        pytest.param("1.2억 원", "143000000", "KRW", "ko", "1.4억 원", id="a part of a hundred million"),
        pytest.param("29,1 %", ".3056", "share", "de", "30,6 %", id="a decimal comma"),
        pytest.param("1.268.480", "1301220", "people", "de", "1.301.220", id="points between thousands"),
        pytest.param("June 2024", "2024-07", "date", "en", "July 2024", id="a month"),
        pytest.param("4 June 2024", "2025-01-05", "date", "en", "5 January 2025", id="a day"),
        pytest.param("June 4, 2024", "2025-01-05", "date", "en", "January 5, 2025", id="a day, month first"),
        pytest.param("2024년 6월", "2024-07", "date", "ko", "2024년 7월", id="a Korean month"),
    ],
)
def test_only_its_digits_change(printed, value, unit, locale, text):
    assert print_again(printed, value, unit, locale) == text


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        pytest.param("fell 16.6%", "0.18", "share", id="a fall that is a rise"),
        pytest.param("-3.2 °C", "1.1", "°C", id="another sign"),
        pytest.param("doubled", "2.5", "ratio", id="a word for a size"),
        pytest.param("half", "0.6", "share", id="a word for a share"),
        pytest.param("six", "7", "people", id="a number word"),
        pytest.param("third year running", "4", "years", id="a streak"),
        pytest.param("3rd", "4", "rank", id="a rank"),
        pytest.param("5-10", "12", "people", id="a range"),
        pytest.param("45.1", "0.48", "share", id="a share that is no share"),
        pytest.param("17 of 20", "18", "people", id="a part of a whole"),
        pytest.param("2 fires", "1", "fires", id="a noun that loses its s"),
        pytest.param("an 8%", "0.09", "share", id="an article that loses its n"),
        pytest.param("more than 380", "1200", "people", id="no round number is below"),
        pytest.param("June", "2025-01", "date", id="a year that the sentence has"),
        pytest.param("4 June 2024", "2024-07", "date", id="a day that is not known"),
    ],
)
def test_words_that_would_have_to_change_leave_it_to_a_person(printed, value, unit):
    assert print_again(printed, value, unit) is None


@pytest.mark.parametrize(
    ("printed", "before", "text"),
    [
        pytest.param("23,000", "23000", "24,512", id="an exact figure stays exact"),
        pytest.param("23,000", "23022", "25,000", id="a rounding stays one"),
        pytest.param("510", "512", "460", id="also with one zero"),
        pytest.param("510", "510", "463", id="which is a digit in an exact figure"),
    ],
)
def test_the_earlier_value_says_whether_zeros_are_digits(printed, before, text):
    value = "24512" if "," in printed else "463"
    assert print_again(printed, value, "people", before=Decimal(before)) == text


def test_what_has_turned_around_is_left_to_a_person():
    assert print_again("11.3%", "0.124", "share", before=Decimal("0.113")) == "12.4%"
    assert print_again("11.3%", "0.124", "share", before=Decimal("-0.113")) is None
    assert print_again("fell 11.3%", "-0.124", "share", before=Decimal("-0.113")) == "fell 12.4%"


def test_the_article_before_the_figure_has_to_fit_as_well():
    place = Place(file="a.md", line=1)
    rise = Claim(
        id="a", role=Role.CLAIM, printed="8%", target="t", place=place, passage="With an 8% rise, a 3% fall.", start=8
    )
    later = Statistic(id="t", value=Decimal("0.11"), unit="share")
    assert reprint_claim(rise, later, rules=DEFAULT_RULES) == "11%"
    assert reprint_claim(rise, Statistic(id="t", value=Decimal("0.12"), unit="share"), rules=DEFAULT_RULES) is None


@pytest.mark.parametrize(
    ("tail", "value", "text"),
    [
        pytest.param("과 같다", "7", "7", id="both end in a consonant"),
        pytest.param("과 같다", "9", None, id="one ends in a vowel"),
        pytest.param("로 줄었다", "7", "7", id="a particle that stands behind ㄹ too"),
        pytest.param("로 줄었다", "6", None, id="and behind no other consonant"),
        pytest.param("이었다", "5", None, id="an ending"),
        pytest.param("가구가 산다", "9", "9", id="a noun that begins like a particle"),
        pytest.param(" 과정", "9", "9", id="another word"),
    ],
)
def test_a_korean_particle_behind_the_digits_has_to_fit_as_well(tail, value, text):
    found = reprint("8", Decimal(value), unit="count", locale="ko", rules=DEFAULT_RULES, tail=tail)
    assert found == text


# What is written in a sentence by a program must be true of whatever value there is, however the figure is printed.
_SHAPES = st.sampled_from(
    [
        ("27,611", "people", "en"), ("about 380", "people", "en"), ("23,000", "people", "en"),
        ("at most 20", "", "en"), ("1.2 million", "people", "en"), ("6 million", "people", "en"),
        ("$5.2bn", "USD", "en"), ("29.1%", "share", "en"), ("rose 16.6%", "share", "en"), ("fell by 4%", "share", "en"),
        ("−3.20", "°C", "en"), ("2.06 times", "ratio", "en"), ("more than 40%", "%", "en"),
        ("nearly 400", "people", "en"), ("3만 2,456명", "people", "ko"), ("126만 명", "people", "ko"),
        ("29.1%", "share", "ko"), ("1.234,56", "kg", "de"), ("27 611", "people", "fr"),
    ]
)  # fmt: skip


@given(shape=_SHAPES, value=st.decimals(-(10**10), 10**10, places=4, allow_nan=False))
def test_what_it_writes_holds(shape, value):
    printed, unit, locale = shape
    text = reprint(printed, value, unit=unit, locale=locale, rules=DEFAULT_RULES)
    if text is not None:
        found = check_value(text, value, unit=unit, locale=locale, rules=DEFAULT_RULES)
        assert found.verdict in {Verdict.EXACT, Verdict.ROUNDED, Verdict.HOLDS}
        assert found.severity is Severity.OK
        strip = str.maketrans("", "", "0123456789,.\u202f 만억조")
        assert text.translate(strip) == printed.translate(strip)
