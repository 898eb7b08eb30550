"""Every way in which the grammar prints a value, written without the code under test.

Each strategy gives (printed, value, unit, locale), in which the value bears the print out.
"""

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from hypothesis import strategies as st
from printers import SMALL, korean, rounded, words

SUFFIXES = {
    "en": ((10**3, ("k", "K", " thousand")), (10**6, ("m", "mn", "M", " million")), (10**9, ("bn", "B", " billion")),
           (10**12, ("tn", "trn", " trillion"))),
    "ko": ((10**4, ("만 ", "만")), (10**8, ("억 ", "억")), (10**12, ("조 ", "조"))),
}  # fmt: skip
MONEY = {"en": (("${}", "USD"), ("US${}", "USD"), ("£{}", "GBP"), ("€{}", "EUR"), ("{} won", "KRW"), ("A${}", "AUD")),
         "ko": (("{}원", "KRW"), ("{} 달러", "USD"), ("{}유로", "EUR"))}  # fmt: skip
PLAIN = {
    "en": ("{}", "{} people", "{} cases", "a total of {}", "{} offenders", "“{}”", "({} people)", "{} arrests"),
    "ko": ("{}", "{}명", "{} 명", "{}건", "총 {}명"),
}
UNIT_OF = dict.fromkeys(("people", "offenders", "arrests", "명"), "people") | dict.fromkeys(("cases", "건"), "cases")
SEPARATED = ("{:,}", "{}", "{:,}", "{:_}", "{:_}", "{:_}")
SPACES = (None, None, None, "\u00a0", "\u202f", " ")
PERCENT = {"en": ("{}%", "{} %", "{} percent", "{} per cent", "{} pct"), "ko": ("{}%", "{}퍼센트", "{} %")}
DOWN = {"en": ("fell {}", "fell by {}", "down {}", "{} lower", "a {} fall", "a drop of {}", "−{}", "-{}", "▼ {}"),
        "ko": ("{} 감소", "{} 줄었다", "{}나 줄었다", "-{}", "▼ {}", "감소율 {}")}  # fmt: skip
UP = {"en": ("rose {}", "up {}", "{} higher", "an increase of {}", "+{}", "{}", "▲ {}"),
      "ko": ("{} 증가", "{} 늘었다", "{}", "▲ {}")}  # fmt: skip
PARTS = {"half": (1, 2), "a third": (1, 3), "two-thirds": (2, 3), "a quarter": (1, 4), "three quarters": (3, 4),
         "one fifth": (1, 5), "four-fifths": (4, 5), "seven-tenths": (7, 10), "1/3": (1, 3), "¾": (3, 4)}  # fmt: skip
TIMES = {"double": 2, "twice": 2, "tripled": 3, "threefold": 3, "quadrupled": 4, "ten times": 10, "tenfold": 10}
MEASURES = (("kg", ("kg", " kg", " kilograms", "-kilogram")), ("t", (" tonnes", "t")), ("km", ("km", " kilometres")),
            ("hours", (" hours", "-hour")), ("°C", ("°C", " degrees Celsius")), ("mph", ("mph", " mph")))  # fmt: skip

amounts = st.integers(1, 10**14)
locales = st.sampled_from(["en", "ko"])


def group(number, pattern, space):
    """Write a whole number with or without separators."""
    text = pattern.format(number)
    return text.replace("_", space) if space else text.replace("_", "")


@st.composite
def wholes(draw):
    """A whole number, as it is or rounded to two digits or more."""
    locale, value = draw(locales), draw(amounts)
    digits = draw(st.integers(2, 15))
    places = min(0, digits - len(str(value)))
    number = int(rounded(Decimal(value), places)) if places else value
    pattern, space = draw(st.sampled_from(list(zip(SEPARATED, SPACES, strict=True))[: 3 if locale == "ko" else 6]))
    form = draw(st.sampled_from(PLAIN[locale]))
    written = group(number, pattern, space) if draw(st.booleans()) or locale == "en" else korean(number)
    if form == "{}" and locale == "ko":
        form = "{}명"
    unit = next((UNIT_OF[word] for word in UNIT_OF if word in form), "count")
    printed = form.format(written)
    return printed, value, unit, locale


@st.composite
def number_words(draw):
    """A whole number in words."""
    value = draw(st.integers(0, 10**13))
    joiner, conjunction = draw(st.sampled_from([("-", " and "), (" ", " "), ("-", " ")]))
    return words(value, joiner=joiner, conjunction=conjunction), value, "count", "en"


@st.composite
def scaled(draw):
    """A number with a scale word, as money or people."""
    locale = draw(locales)
    size, names = draw(st.sampled_from(SUFFIXES[locale]))
    value = draw(st.integers(size, size * 1000 - 1))
    places = draw(st.integers(1, 3))
    printed = f"{rounded(Decimal(value) / size, places)}{draw(st.sampled_from(names))}"
    if draw(st.booleans()):
        form, unit = draw(st.sampled_from(MONEY[locale]))
        return form.format(printed), value, unit, locale
    return (f"{printed}명" if locale == "ko" else f"{printed} people"), value, "people", locale


@st.composite
def percentages(draw):
    """A rounded percentage, also as a change."""
    locale = draw(locales)
    share = draw(st.decimals(Decimal("0.001"), Decimal(3), places=6))
    printed = draw(st.sampled_from(PERCENT[locale])).format(rounded(share * 100, draw(st.integers(1, 3))))
    if printed.startswith("0.0"):
        printed = draw(st.sampled_from(PERCENT[locale])).format(f"{share * 100:f}")
    down = draw(st.booleans())
    form = draw(st.sampled_from((DOWN if down else UP)[locale]))
    return form.format(printed), -share if down else share, "share", locale


@st.composite
def measures(draw):
    """A number with a unit of measure."""
    unit, forms = draw(st.sampled_from(MEASURES))
    value = draw(st.decimals(Decimal("0.01"), Decimal(99999), places=4))
    places = draw(st.integers(1, 3))
    number = rounded(value, places)
    if not number:
        number, value = Decimal("0.1"), Decimal("0.1")
    return f"{number:,}{draw(st.sampled_from(forms))}", value, unit, "en"


@st.composite
def parts(draw):
    """A part of a whole, in words, within four parts in a hundred."""
    near = draw(st.fractions(Fraction(96, 100), Fraction(104, 100), max_denominator=1000))
    if draw(st.booleans()):
        printed, (above, below) = draw(st.sampled_from(list(PARTS.items())))
        return printed, Fraction(above, below) * near, "share", "en"
    below = draw(st.integers(2, 12))
    above = draw(st.integers(1, below - 1))
    forms = [f"{above} in {below}", f"{SMALL[above]} out of {SMALL[below]}", f"{SMALL[above]} in {SMALL[below]}"]
    if draw(st.booleans()):
        return f"{below}명 중 {above}명", Fraction(above, below) * near, "share", "ko"
    return draw(st.sampled_from(forms)), Fraction(above, below) * near, "share", "en"


@st.composite
def multiples(draw):
    """A multiple, in words or digits, against the ratio or the change."""
    if draw(st.booleans()):
        printed, times = draw(st.sampled_from(list(TIMES.items())))
        ratio = times * draw(st.fractions(Fraction(96, 100), Fraction(104, 100), max_denominator=1000))
    else:
        ratio = Fraction(draw(st.decimals(Decimal("0.1"), Decimal(99), places=4)))
        number = rounded(Decimal(ratio.numerator) / ratio.denominator, 2)
        printed = draw(st.sampled_from(["{} times", "{}x", "{}-fold", "{}배"])).format(number)
    locale = "ko" if "배" in printed else "en"
    if printed in {"tripled", "quadrupled"} or draw(st.booleans()):
        return printed, ratio, "ratio", locale
    return printed, ratio - 1, "share", locale


@st.composite
def rates(draw):
    """So many per so many people."""
    base = draw(st.sampled_from([1000, 10_000, 100_000, 1_000_000]))
    rate = draw(st.decimals(Decimal("0.1"), Decimal(999), places=3))
    number = rounded(rate, 1)
    if not number:
        number = rate = Decimal("0.1")
    form = draw(st.sampled_from(["{} per {:,}", "{} deaths per {:,}", "{} per {:,} people", "{1}명당 {0}명"]))
    locale = "ko" if "명" in form else "en"
    if draw(st.booleans()):
        return form.format(number, base), rate, f"per {base}", locale
    return form.format(number, base), rate / base, "share", locale


printed_values = st.one_of(wholes(), number_words(), scaled(), percentages(), measures(), parts(), multiples(), rates())


def cut(value: Decimal, places: int) -> Decimal:
    """Cut digits off a magnitude."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
