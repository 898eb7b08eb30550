"""Each class of printed figure, from values: what is printed of a value is borne out, and not of a value beside it."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from figurecheck.figures import rules_from_mapping
from figurecheck.figures.english.motion_words import FALL_COMPARATIVES, NOUNS_OF, RISE_COMPARATIVES
from figurecheck.figures.english.verb_forms import conjugate
from figurecheck.model import Severity, Verdict
from figurecheck.verdicts.judge import judge

sys.path.insert(0, str(Path(__file__).parent))
from printers import ordinal_words, words

few = settings(max_examples=15, deadline=None)
SPANS = {
    "decade": ("year", 10),
    "year": ("month", 12),
    "hour": ("minute", 60),
    "week": ("day", 7),
    "minute": ("second", 60),
}
PARTS = {
    "ft": ("in", "inch", 12), " lb ": ("oz", "oz", 16), " hours and ": (" minutes", "minute", 60),
    " years and ": (" months", "month", 12), " weeks, ": (" days", "day", 7), "h ": ("m", "minute", 60),
}  # fmt: skip
MONEY = {"${}T": 10**12, "Rs {}L": 10**5, "${}MM": 10**6, "¥{} oku": 10**8, "Dh{}m": 10**6, "SKr{}bn": 10**9,
         "R{}m": 10**6, "{}m Canadian dollars": 10**6, "£{}t": 10**12, "€{} Mrd": 10**9, "Rmb{}m": 10**6}  # fmt: skip
CURRENCY = {
    "$": "USD",
    "Rs": "INR",
    "¥": "JPY",
    "Dh": "AED",
    "SK": "SEK",
    "R{": "ZAR",
    "£": "GBP",
    "€": "EUR",
    "Rm": "CNY",
}


def _currency(form):
    return "CAD" if "Canadian" in form else next(code for start, code in CURRENCY.items() if form.startswith(start))


@st.composite
def scale_words(draw):
    """A whole number before a scale word, within a tenth of the value and its own rounding."""
    size = draw(st.sampled_from([("million", 10**6), ("bn", 10**9), ("thousand", 1000), ("trillion", 10**12)]))
    number = draw(st.integers(2, 99))
    value = number * (1 + draw(st.decimals(Decimal("-0.08"), Decimal("0.1"), places=3)))
    assume(abs(value - number) < Decimal("0.5"))
    wide = 1 + draw(st.sampled_from([Decimal("-0.7"), Decimal("0.8")])) * max(1, Decimal(number) / 3) / number
    return f"{number} {size[0]}", value * size[1], "people", number * wide * size[1]


@st.composite
def spans(draw):
    """ "A decade", with or without a qualifier."""
    unit = draw(st.sampled_from(sorted(SPANS)))
    smaller, size = SPANS[unit]
    article = "an" if unit == "hour" else "a"
    form, low, high, wrong = draw(st.sampled_from([
        ("{}", 97, 104, 62), ("{}", 97, 104, 150), ("more than {}", 101, 145, 90), ("nearly {}", 92, 99, 103),
        ("under {}", 70, 99, 110), ("the best part of {}", 87, 99, 60), ("about {}", 92, 109, 140),
    ]))  # fmt: skip
    part = draw(st.integers(low, high))
    return form.format(f"{article} {unit}"), Decimal(part) * size / 100, smaller, Decimal(wrong) * size / 100


@st.composite
def two_parts(draw):
    larger = draw(st.sampled_from(sorted(PARTS)))
    tail, unit, size = PARTS[larger]
    head, rest = draw(st.integers(2, 30)), draw(st.integers(1, size - 1))
    # An amount that rounds to another last digit is another figure.
    return (
        f"{head}{larger}{rest}{tail}",
        head * size + rest,
        unit,
        head * size + rest + draw(st.sampled_from([-1, 1, size])),
    )


@st.composite
def money(draw):
    form = draw(st.sampled_from(sorted(MONEY)))
    number = draw(st.decimals(Decimal("1.1"), Decimal("99.9"), places=1))
    wrong = number * draw(st.sampled_from([Decimal("0.000001"), Decimal("1.2"), 1000]))
    unit = _currency(form)
    return form.format(number), number * MONEY[form], unit, wrong * (1 if wrong < 1 else MONEY[form])


@st.composite
def levels(draw):
    """A verb of motion and the level that was passed."""
    verb, side, down = draw(st.sampled_from([
        ("fell", "below", True), ("dropped", "under", True), ("slid", "through", True), ("fell", "short of", True),
        ("climbed", "past", False), ("rose", "above", False), ("surged", "beyond", False), ("jumped", "over", False),
    ]))  # fmt: skip
    level = draw(st.integers(20, 900))
    near, far = (Decimal("0.95"), Decimal("1.05")) if down else (Decimal("1.05"), Decimal("0.95"))
    return f"{verb} {side} {level}", level * near, "count", level * far


@st.composite
def places(draw):
    of = draw(st.integers(4, 90))
    place = draw(st.integers(1, of))
    form = draw(st.sampled_from(["{rank} of {of}", "{words} out of {of}", "in the top {of}", "among the {of} largest"]))
    wrong = place + 1 if "rank" in form or "words" in form else of + 1
    return form.format(rank=_ordinal(place), words=ordinal_words(place), of=of), place, "rank", wrong


def _ordinal(number):
    tail = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


@st.composite
def pairs(draw):
    kind = draw(st.sampled_from(["score", "split", "odds", "of"]))
    one, two = draw(st.integers(51, 99)), draw(st.integers(2, 40))
    if kind == "score":
        return f"won {one}-{two}", draw(st.sampled_from([one, two])), "points", one + 1
    if kind == "split":
        return f"a {one}-{100 - one} split", draw(st.sampled_from([one, 100 - one])), "%", Decimal(one) + 1
    if kind == "odds":
        return f"odds of {one}-{two}", Decimal(one) / two, "ratio", Decimal(one) / two * Decimal("1.2")
    return f"{two}-for-{one}", Decimal(two) / one, "share", Decimal(two + 1) / one


@st.composite
def margins(draw):
    little, most = draw(
        st.sampled_from([("a tad", "1.09"), ("a whisker", "1.04"), ("narrowly", "1.04"), ("slightly", "1.09")])
    )
    side, sign = draw(st.sampled_from([("over", 1), ("above", 1), ("under", -1), ("below", -1)]))
    number = draw(st.integers(30, 80))
    near = 1 + sign * min(Decimal(most) - 1, Decimal("0.045")) * draw(st.decimals(Decimal("0.1"), 1, places=2))
    wrong = draw(st.sampled_from([1 + sign * Decimal("0.2"), 1 - sign * Decimal("0.01")]))
    return f"{little} {side} {number}%", number * near, "%", number * wrong


@st.composite
def digits_named(draw):
    places = draw(st.integers(2, 9))
    low = 10 ** (places - 1)
    value = draw(st.integers(low, 10**places - 1))
    return f"a {words(places)}-figure sum", value, "USD", draw(st.sampled_from([low - 1, 10**places + 1]))


@st.composite
def rates(draw):
    of = draw(st.integers(12, 90))
    noun = draw(st.sampled_from(["nurse", "teacher", "officer"]))
    return f"one {noun} for every {of} patients", 1 / Decimal(of), "share", 1 / Decimal(of) * Decimal("0.6")


@st.composite
def inverted(draw):
    times = draw(st.integers(2, 30))
    word = draw(st.sampled_from(["fewer", "lower", "smaller", "cheaper"]))
    return (
        f"{words(times)} times {word}",
        1 / Decimal(times),
        "ratio",
        1 / Decimal(times) * draw(st.sampled_from([4, Decimal("0.5")])),
    )


@st.composite
def temperatures(draw):
    degrees = draw(st.integers(10, 99))
    letter = draw(st.sampled_from("CF"))
    sign = draw(st.sampled_from(["", "minus "]))
    value = -degrees if sign else degrees
    return f"{sign}{degrees}{letter}", value, f"°{letter}", draw(st.sampled_from([value + 2, -value]))


@st.composite
def runs(draw):
    number = draw(st.integers(2, 19))
    noun = draw(st.sampled_from(["quarter", "year", "month", "season"]))
    tail = draw(st.sampled_from(["running", "in a row"]))
    return f"for the {ordinal_words(number)} {noun} {tail}", number, noun, number + 1


@st.composite
def moved_objects(draw):
    """A verb of motion with its object, or a noun with what fell, before an amount without a per cent sign."""
    form, sign = draw(st.sampled_from([
        ("trimmed its {} by {}", -1), ("lowered the {} for the year by {}", -1), ("raised its {} by {}", 1),
        ("a decline in {} of {}", -1), ("an increase in the {} of {}", 1), ("missed its {} by {}", -1),
    ]))  # fmt: skip
    thing = draw(st.sampled_from(["forecast", "budget", "revenue", "spending"]))
    amount = draw(st.integers(2, 900))
    return form.format(thing, f"${amount}"), sign * amount, "USD", -sign * amount


@st.composite
def moved_ranges(draw):
    """What a verb of motion moved, from one level to another."""
    low, high = sorted(draw(st.lists(st.integers(2, 90), min_size=2, max_size=2, unique=True)))
    verb, old, new = draw(st.sampled_from([("cut", high, low), ("raised", low, high)]))
    return f"{verb} rates from {old}% to {new}%", Decimal(new), "%", Decimal(old)


@st.composite
def compared_amounts(draw):
    """A comparative or a mark behind an amount: the faster of two times is the shorter one."""
    form, unit, sign = draw(st.sampled_from([
        ("{} seconds faster", "second", -1), ("{} minutes slower", "minute", 1), ("{} places lower", "places", -1),
        ("{} degrees colder", "°C", -1), ("${} below forecasts", "USD", -1), ("a ${} year-on-year fall", "USD", -1),
        ("a {}-seat loss", "seats", -1), ("a {}-bed increase", "beds", 1), ("{} places higher", "places", 1),
    ]))  # fmt: skip
    amount = draw(st.integers(2, 99))
    return form.format(amount), sign * amount, unit, -sign * amount


CLASSES = [
    scale_words, spans, two_parts, money, levels, places, pairs, margins, digits_named, rates, inverted, temperatures,
    runs, moved_objects, moved_ranges, compared_amounts,
]  # fmt: skip


@pytest.mark.parametrize("printed_of", CLASSES, ids=lambda one: one.__name__)
def test_what_is_printed_of_a_value_is_borne_out_and_not_of_another(printed_of):
    @few
    @given(case=printed_of())
    def holds(case):
        printed, value, unit, wrong = case
        finding = judge(printed, value, unit=unit)
        assert finding.severity is Severity.OK, (printed, value, unit, finding.verdict, finding.reason)
        finding = judge(printed, wrong, unit=unit)
        assert finding.severity is not Severity.OK, (printed, wrong, unit, finding.reason)

    holds()


VERBS = {
    -1: "plummet sink slash crater nosedive narrow erode slow cool",
    1: "soar leap balloon widen vault rebound mushroom",
}
NOUNS = sorted(noun for noun in NOUNS_OF if "-" not in noun)


@few
@given(data=st.data(), percent=st.integers(2, 60), rises=st.booleans())
def test_no_word_of_rise_or_fall_passes_with_the_wrong_sign(data, percent, rises):
    sense = data.draw(st.sampled_from([-1, 1]))
    verb = data.draw(st.sampled_from(VERBS[sense].split()))
    noun = data.draw(st.sampled_from(NOUNS))
    adjective = data.draw(st.sampled_from(sorted(FALL_COMPARATIVES if sense < 0 else RISE_COMPARATIVES)))
    past = conjugate(verb)[3]
    printed, sense = data.draw(st.sampled_from([
        (f"{past} {percent}%", sense), (f"sales {past} by {percent}%", sense), (f"{percent}% {adjective}", sense),
        (f"a {percent}% {noun}", NOUNS_OF[noun]), (f"a {noun} of {percent}%", NOUNS_OF[noun]),
    ]))  # fmt: skip
    value = Decimal(percent if rises else -percent) / 100
    finding = judge(printed, value, unit="share")
    if (value > 0) == (sense > 0):
        assert finding.verdict is not Verdict.MISMATCH, (printed, value, finding.reason)
    else:
        assert finding.severity is not Severity.OK, (printed, value, finding.reason)


def test_a_house_may_refuse_scale_words_as_a_precision_of_their_own():
    strict = rules_from_mapping({"rounding": {"scale": 0}})
    assert judge("6 million", 6_300_000, unit="people").verdict is Verdict.ROUNDED
    assert judge("6 million", 6_300_000, unit="people", rules=strict).verdict is Verdict.MISMATCH
    assert judge("1 million", 1_300_000, unit="people").verdict is Verdict.LOOSE


@pytest.mark.parametrize(
    ("printed", "unit"), [("just over $50", "CAD"), ("a surplus of $50 million", "AUD"), ("US$50", "USD")]
)
def test_only_the_name_of_the_united_states_makes_a_dollar_theirs(printed, unit):
    value = 51 if "over" in printed else 50_000_000 if "million" in printed else 50
    assert judge(printed, value, unit=unit).severity is Severity.OK
    assert judge("US$50", 50, unit="CAD").verdict is Verdict.INCOMPARABLE
