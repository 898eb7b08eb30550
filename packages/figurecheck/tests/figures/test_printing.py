"""Whatever the grammar can print of a value is borne out by it, and no longer once the value leaves its interval."""

import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from figurecheck.figures import Form, find, parse
from figurecheck.model import Severity, Verdict
from figurecheck.verdicts.judge import judge

sys.path.insert(0, str(Path(__file__).parent))
from printers import rounded
from printers_all import cut, printed_values

many = settings(max_examples=150, deadline=None)
QUALIFIED = {
    "en": {"about {}": (Decimal("0.97"), Decimal("1.03")), "nearly {}": (Decimal("0.96"), Decimal("0.999")),
           "just over {}": (Decimal("1.001"), Decimal("1.09")), "more than {}": (Decimal("1.001"), Decimal("1.4")),
           "at least {}": (Decimal(1), Decimal("1.4")), "less than {}": (Decimal("0.7"), Decimal("0.999")),
           "up to {}": (Decimal("0.7"), Decimal(1))},
    "ko": {"약 {}": (Decimal("0.97"), Decimal("1.03")), "{} 이상": (Decimal(1), Decimal("1.4")),
           "{} 미만": (Decimal("0.7"), Decimal("0.999")), "최대 {}": (Decimal("0.7"), Decimal(1))},
}  # fmt: skip


@many
@given(case=printed_values)
def test_a_printed_value_is_never_an_error(case):
    printed, value, unit, locale = case
    finding = judge(printed, value, unit=unit, locale=locale)
    assert finding.severity is Severity.OK, (printed, value, unit, finding.reason)
    assert value in finding.interval


@many
@given(case=printed_values, beyond=st.decimals(Decimal("0.000001"), Decimal(10), places=6), up=st.booleans())
def test_a_value_moved_out_of_the_interval_is_an_error_or_cut_off(case, beyond, up):
    printed, value, unit, locale = case
    interval = judge(printed, value, unit=unit, locale=locale).interval
    step = (interval.high - interval.low) * beyond or beyond
    moved = interval.high + step if up else interval.low - step
    finding = judge(printed, moved, unit=unit, locale=locale)
    assert moved not in finding.interval
    assert finding.verdict in {Verdict.MISMATCH, Verdict.TRUNCATED}, (printed, moved, finding.reason)
    if finding.verdict is Verdict.TRUNCATED:
        further = interval.high + step + 2 * (interval.high - interval.low)
        further = further if value >= 0 else interval.low - step - 2 * (interval.high - interval.low)
        assert judge(printed, further, unit=unit, locale=locale).verdict is Verdict.MISMATCH


@many
@given(case=printed_values)
def test_a_value_in_the_interval_is_borne_out(case):
    printed, value, unit, locale = case
    interval = judge(printed, value, unit=unit, locale=locale).interval
    hair = (interval.high - interval.low) / 10**9  # an edge such as two thirds is no decimal
    for inside in (interval.low + hair, interval.high - hair, (interval.low + interval.high) / 2):
        assert judge(printed, inside, unit=unit, locale=locale).severity is Severity.OK, (printed, inside, unit)


@many
@given(case=printed_values)
def test_a_printed_value_is_found_in_a_sentence_with_all_its_words(case):
    printed, _, _, locale = case
    assume(not any(char in printed for char in "“(▲▼") and printed[0] not in "-−+")
    alone = parse(printed, locale)
    text = f"As was said, it was {printed}." if locale == "en" else f"발표에 따르면 {printed}."
    found = [one for one in find(text, locale) if one.needs_claim or one.kind.value in {"year", "word"}]
    assert len(found) == 1, (text, found)
    if found[0].needs_claim:
        assert (found[0].figure.amount, found[0].figure.form) == (alone.amount, alone.form), text


@many
@given(value=st.integers(1000, 10**9), scale=st.sampled_from(["", "k", "m", "bn"]), places=st.integers(1, 2))
def test_a_number_cut_off_is_named_so(value, scale, places):
    size = {"": 1000, "k": 1000, "m": 10**6, "bn": 10**9}[scale]
    exact = Decimal(value) / 997 * (1 if scale else Decimal("0.001"))
    printed = cut(exact, places)
    assume(printed and printed != rounded(exact, places) and (exact - printed) * 2 > Decimal(1).scaleb(-places))
    finding = judge(f"{printed:,}{scale}", exact * (size if scale else 1), unit="KRW")
    assert finding.verdict is Verdict.TRUNCATED, (printed, exact, finding.reason)
    assert judge(f"${printed:,}{scale}", exact * (size if scale else 1), unit="USD").verdict is Verdict.TRUNCATED


@many
@given(number=st.integers(20, 10**9), part=st.decimals(0, 1, places=4), data=st.data())
def test_a_true_qualifier_holds(number, part, data):
    locale = data.draw(st.sampled_from(["en", "ko"]))
    form, (low, high) = data.draw(st.sampled_from(sorted(QUALIFIED[locale].items())))
    value = number * (low + (high - low) * part)
    tail = " people" if locale == "en" else "명"
    finding = judge(form.format(f"{number:,}{tail}"), value, unit="people", locale=locale)
    assert finding.severity is Severity.OK, (form, number, value, finding.reason)


@many
@given(above=st.integers(1, 400), below=st.integers(2, 500), link=st.sampled_from([" of ", " of the ", " of all "]))
@example(above=17, below=20, link=" of the ")
def test_n_of_m_is_a_share_and_a_count(above, below, link):
    assume(above < below)
    printed = f"{above}{link}{below}"
    assert judge(printed, Fraction(above, below), unit="share").verdict is Verdict.EXACT
    assert judge(printed, above, unit="people").verdict is Verdict.EXACT
    assert judge(printed, above + 1, unit="people").verdict is Verdict.MISMATCH
    assert judge(printed, Fraction(above + 1, below), unit="share").verdict is Verdict.MISMATCH


@many
@given(value=st.decimals(0, 10**9, places=3), locale=st.sampled_from(["de", "fr", "it", "es"]))
def test_digits_of_other_languages_read_back(value, locale):
    space = "\u202f" if locale == "fr" else "."
    printed = f"{value:,.3f}".replace(",", "_").replace(".", ",").replace("_", space)
    figure = parse(printed, locale)
    assert figure is not None
    assert (figure.amount, figure.form, figure.step) == (Fraction(value), Form.NUMBER, Fraction(1, 1000))
