"""What must hold of every figure, whoever chose it."""

import string
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import assume, example, given
from hypothesis import strategies as st

from figurecheck.figures import find, parse, show
from figurecheck.figures.common.format import show_number
from figurecheck.model import Severity, Verdict
from figurecheck.verdicts.judge import judge

sys.path.insert(0, str(Path(__file__).parent))
from printers import korean, ordinal_words, rounded, sino, words

wholes = st.integers(0, 10**13)
counts = st.integers(1, 10**8)
decimals = st.decimals(Decimal("0.001"), Decimal(10**9), places=5)
languages = st.sampled_from(["en", "ko"])
GOOD = {Verdict.EXACT, Verdict.ROUNDED, Verdict.HOLDS}
ALPHABET = (
    string.printable + "만억조천백십명건원약이상하미초과배절반분의년월일한두세네열%p~–−½⅓€₩£$\u00a0\u202f\u2009१２３"
)


@given(number=wholes)
def test_digits_read_back(number):
    assert parse(f"{number:,}").amount == number
    assert parse(f"{number:,}명", "ko").amount == number


@given(number=wholes)
@example(number=1_000_100)
@example(number=2_000_000)
def test_english_words_read_back(number):
    figure = parse(words(number))
    assert figure is not None
    assert figure.amount == number


@given(number=wholes)
def test_english_words_read_back_without_hyphens_and_conjunctions(number):
    assert parse(words(number, joiner=" ", conjunction=" ")).amount == number


@given(number=st.integers(1, 10**6))
def test_ordinal_words_read_back(number):
    assert parse(ordinal_words(number)).amount == number


@given(number=wholes, space=st.sampled_from(["", " "]))
def test_korean_scales_read_back(number, space):
    assert parse(f"{korean(number, space=space)}명", "ko").amount == number


@given(number=st.integers(1, 10**8 - 1))
def test_sino_korean_words_read_back(number):
    assert parse(f"{sino(number)}명", "ko").amount == number


@given(value=decimals, places=st.integers(0, 4), even=st.booleans())
def test_a_rounded_value_never_gives_a_wrong_alarm(value, places, even):
    printed = rounded(value, places, even=even)
    assert judge(f"{printed:,}", value).verdict in GOOD


@given(value=decimals, places=st.integers(0, 3))
def test_a_rounded_percentage_never_gives_a_wrong_alarm(value, places):
    share = value / 10**9
    printed = rounded(share * 100, places)
    # All and none are claims of their own; a fall by all is none.
    claims = not places and share * 100 != printed
    assert (judge(f"{printed}%", share, unit="share").verdict in GOOD) is not (claims and printed in {0, 100})
    for locale, text in (("en", f"fell {printed}%"), ("ko", f"{printed}% 감소")):
        assert (judge(text, -share, unit="share", locale=locale).verdict in GOOD) is not (claims and not printed)


@given(value=st.integers(10**6, 10**14), places=st.integers(1, 3))
def test_a_scale_word_never_gives_a_wrong_alarm(value, places):
    size, name = (10**6, "million") if value < 10**9 else (10**9, "billion") if value < 10**12 else (10**12, "trillion")
    printed = rounded(Decimal(value) / size, places)
    for text in (f"{printed} {name}", f"about {printed} {name}", f"{printed} {name} won"):
        assert judge(text, value, unit="KRW").severity is Severity.OK


@given(value=st.integers(100, 10**12), digits=st.integers(2, 6))
def test_a_whole_number_may_be_rounded_to_two_digits_or_more(value, digits):
    places = digits - len(str(value))
    assume(places < 0)
    printed = int(rounded(Decimal(value), places))
    assert judge(f"{printed:,}", value, unit="people").verdict in GOOD
    assert judge(f"{korean(printed)}명", value, unit="people", locale="ko").verdict in GOOD


@given(value=st.integers(10_000, 10**9), leading=st.integers(1, 9))
def test_a_whole_number_is_never_rounded_to_one_digit(value, leading):
    places = 1 - len(str(value))
    printed = int(rounded(Decimal(value), places))
    assume(abs(printed - value) * 20 > printed)
    assert judge(f"{printed:,}", value, unit="people").severity is not Severity.OK


@given(value=counts)
def test_true_qualifiers_hold(value):
    for text in (f"more than {value - 1:,}", f"at least {value:,}", f"at most {value:,}", f"fewer than {value + 1:,}"):
        assume(value > 3)
        assert judge(text, value, unit="people").verdict is Verdict.HOLDS, text
    for text in (f"about {value:,}", f"between {value:,} and {value + 1:,}", f"{value:,} or more", f"up to {value:,}"):
        assert judge(text, value, unit="people").severity is Severity.OK, text


@given(value=counts)
def test_false_qualifiers_do_not_hold(value):
    for text in (f"more than {value:,}", f"at least {value + 1:,}", f"fewer than {value:,}", f"nearly {value:,}"):
        assert judge(text, value, unit="people").verdict is Verdict.MISMATCH, text


PRINTS = st.sampled_from(
    [
        "{:,}", "about {:,}", "nearly {:,}", "just over {:,}", "more than {:,}", "at least {:,}", "less than {:,}",
        "at most {:,}", "{:,} or more", "between {:,} and 900,000,000", "exactly {:,}", "{:,} people", "{:,}.0",
    ]
)  # fmt: skip


@given(number=counts, template=PRINTS, beyond=st.decimals(Decimal("0.01"), 1000, places=2), up=st.booleans())
def test_a_value_outside_the_interval_is_a_mismatch(number, template, beyond, up):
    text = template.format(number)
    interval = judge(text, number, unit="people").interval
    edge = interval.high if up else interval.low
    assume(edge is not None)
    outside = edge + beyond if up else edge - beyond
    finding = judge(text, outside, unit="people")
    if finding.verdict is Verdict.TRUNCATED:
        return
    assert finding.verdict is Verdict.MISMATCH


@given(number=counts, template=PRINTS, value=st.decimals(0, 10**8, places=2))
def test_an_error_is_always_outside_the_interval(number, template, value):
    finding = judge(template.format(number), value, unit="people")
    if finding.verdict is Verdict.MISMATCH:
        assert value not in finding.interval
    elif finding.verdict is not Verdict.TRUNCATED:
        assert value in finding.interval


@given(number=counts, template=PRINTS, value=st.integers(1, 10**6), part=st.fractions(0, 1))
def test_the_verdict_does_not_change_within_the_margin(number, template, value, part):
    text = template.format(number)
    finding = judge(text, value, unit="people")
    assume(finding.verdict is not Verdict.EXACT and finding.margin and part < 1)
    for moved in (value + Fraction(finding.margin) * part, value - Fraction(finding.margin) * part):
        assume(moved != number)
        assert judge(text, moved, unit="people").verdict is finding.verdict


@given(value=st.decimals(-(10**12), 10**12, places=4))
def test_a_shown_number_reads_back(value):
    shown = show(value, "count")
    figure = parse(shown)
    assert figure is not None
    assert abs(figure.amount - Fraction(value)) <= max(Fraction(abs(value)) / 1000, Fraction(1, 1000))


@given(value=st.integers(-(10**12), 10**12))
def test_a_shown_whole_number_reads_back_exactly(value):
    assert parse(show_number(Fraction(value))).amount == value


@given(text=st.text(alphabet=ALPHABET, max_size=60) | st.text(max_size=60), locale=languages)
def test_no_text_raises(text, locale):
    parse(text, locale)
    finding = judge(text, 5, unit="people", locale=locale)
    assert isinstance(finding.verdict, Verdict)


PIECES = st.sampled_from(
    "about more than fell by to from between and one in five half a third twenty-three 23,022 16.6% 2.06 times double "
    "offenders kg $ bn - \u2013 2024 June second year running the of per cent 1/3 \u00bd +, . ( ) "
    "약 2만3022명 16.6% 감소 두 배 이상".split()
)


@given(pieces=st.lists(PIECES, max_size=14), locale=languages)
def test_found_numbers_are_in_order_and_never_overlap(pieces, locale):
    text = " ".join(pieces)
    end = 0
    for found in find(text, locale):
        assert found.full_start <= found.start < found.end <= found.full_end
        assert found.start >= end
        assert text[found.start : found.end] == found.text
        end = found.end


@given(text=st.text(alphabet=ALPHABET, max_size=120), locale=languages)
def test_found_numbers_are_in_order_in_any_text(text, locale):
    end = 0
    for found in find(text, locale):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        end = found.end


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.decimals(), st.fractions(),
    st.binary(max_size=3), st.lists(st.integers(), max_size=2), st.dates(), st.complex_numbers(),
)  # fmt: skip


@given(
    printed=ANYTHING,
    value=ANYTHING,
    unit=st.sampled_from(["", "people", "share", "date", "kg", "KRW", "pp", "rank", "x"]),
)
def test_judging_never_raises(printed, value, unit):
    assert judge(printed, value, unit=unit).printed == str(printed)


def test_absurd_values_are_answered():
    for value in ("1e999999999", Decimal("1e-99999"), 10**5000, 1e308, 5e-324, Fraction(1, 10**600)):
        assert judge("5", value, unit="people").severity is Severity.ERROR


def test_absurd_texts_are_answered():
    for text in (
        "9" * 5000,
        "9," * 5000,
        "1" + ",000" * 900,
        "twenty " * 900,
        "one hundred thousand " * 200,
        "1/" * 300,
    ):
        assert judge(text, 5).verdict is Verdict.INCOMPARABLE
        find(text)
        find(text, "ko")
