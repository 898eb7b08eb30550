"""Forms of English figures whose values are known by how they are made: currencies, decades, times, what is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.figures.common.nouns import ALSO_PEOPLE, THINGS
from figurecheck.figures.english.currency_words import NAMED_CURRENCIES
from figurecheck.model import Severity, Verdict
from figurecheck.verdicts.judge import judge

CODES = sorted({code for codes in NAMED_CURRENCIES.values() for code in codes.split(" or ")})
BARE = {"kroner": "DKK NOK", "pesos": "MXN PHP CLP", "rupees": "INR PKR LKR", "dinars": "KWD JOD", "crowns": "SEK CZK"}
BARE |= {"francs": "CHF XOF", "shillings": "KES UGX", "dollars": "USD CAD", "pounds": "GBP EGP", "riyals": "SAR QAR"}
SIGNS = st.sampled_from(" -")
PARTS = {"low": (0, 4), "mid": (3, 7), "high": (6, 10)}


def test_a_currency_with_its_country_is_no_other():
    for name, codes in NAMED_CURRENCIES.items():
        own = set(codes.split(" or "))
        near = [code for code in CODES if code[2] == min(own)[2] or code[0] == min(own)[0]][:8]
        for code in {*own, *near}:
            assert (judge(f"7 {name}", 7, unit=code).severity is Severity.OK) is (code in own), (name, code)


@pytest.mark.parametrize(("name", "codes"), BARE.items())
def test_a_bare_name_may_be_any_currency_that_is_called_so(name, codes):
    for code in codes.split():
        assert judge(f"7 {name}", 7, unit=code).verdict is Verdict.EXACT
    assert judge(f"7 {name}", 7, unit="EUR").verdict is Verdict.INCOMPARABLE


@given(
    ten=st.integers(2, 9), part=st.sampled_from(sorted(PARTS)), value=st.integers(0, 110), sign=st.sampled_from(" -")
)
def test_a_decade_holds_within_its_part_and_nowhere_else(ten, part, value, sign):
    low, high = (10 * ten + edge for edge in PARTS[part])
    finding = judge(f"in the {part}{sign}{10 * ten}s", value, unit="count")
    assert (finding.verdict is Verdict.HOLDS) is (low <= value < high)


@given(seconds=st.integers(3600, 35999), other=st.integers(1, 40000))
def test_a_time_of_three_parts_is_its_seconds(seconds, other):
    hours, rest = divmod(seconds, 3600)
    text = f"in {hours}:{rest // 60:02d}:{rest % 60:02d}"
    assert judge(text, seconds, unit="second").verdict is Verdict.EXACT
    assert (judge(text, other, unit="second").severity is Severity.OK) is (other == seconds)


def test_things_are_no_people_and_people_no_things():
    for noun in THINGS:
        assert judge(f"14,300 {noun}", 14300, unit="people").verdict is Verdict.INCOMPARABLE, noun
    for noun in sorted(ALSO_PEOPLE):
        assert judge(f"14,300 {noun}", 14300, unit="homes").verdict is Verdict.INCOMPARABLE, noun
        assert judge(f"14,300 {noun}", 14300, unit="people").verdict is Verdict.EXACT, noun


@pytest.mark.parametrize("noun", ["zorbs", "wickets", "signatures", "visits", "council zorbs"])
def test_a_noun_that_nothing_names_counts_neither_people_nor_homes(noun):
    for unit in ("people", "homes", "cases", "runs"):
        assert judge(f"14,300 {noun}", 14300, unit=unit).verdict is Verdict.INCOMPARABLE
    assert judge(f"14,300 {noun}", 14300, unit="people", names=(f"Those with {noun}",)).verdict is Verdict.EXACT
    assert judge(f"14,300 {noun}", 14300, unit="count").verdict is Verdict.EXACT
