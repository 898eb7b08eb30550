"""German figures: what a regional paper prints is read as it means, and what is not known is never passed over."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.figures import find, parse, rules_from_mapping
from figurecheck.figures.german.examples import make_examples
from figurecheck.model import Severity, Verdict
from figurecheck.verdicts.judge import judge

sys.path.insert(0, str(Path(__file__).parent))
from printers_german import counts, digits, printed_values, words

EXAMPLES = make_examples()


def verdict(printed, value, unit):
    return judge(printed, value, unit=unit, locale="de").verdict.value


def claimed(text):
    return [one.text for one in find(text, "de") if one.needs_claim]


@given(number=st.integers(2, 999_999))
def test_number_words_read_back(number):
    assert parse(f"{words(number)} Menschen", "de").amount == number
    assert claimed(f"Es kamen {words(number)} Menschen.") == [f"{words(number)} Menschen"]


@given(case=printed_values())
def test_what_german_prints_is_borne_out_and_no_longer_outside_of_its_interval(case):
    printed, value, unit = case
    finding = judge(printed, value, unit=unit, locale="de")
    assert finding.severity is Severity.OK, (printed, value, finding.reason)
    width = finding.interval.high - finding.interval.low
    for outside in (finding.interval.high + width * 2 + 1, finding.interval.low - width * 2 - 1):
        assert judge(printed, outside, unit=unit, locale="de").severity is not Severity.OK, (printed, outside)


@given(number=counts)
def test_qualifiers_hold_on_their_side_only(number):
    printed = digits(number)
    for before, true, false in (
        ("mehr als", number + 1, number), ("mindestens", number, number - 1), ("weniger als", number - 1, number),
        ("höchstens", number, number + 1), ("gut", number + 1, number - 1), ("knapp", number - 1, number + 1),
        ("fast", number - 1, number), ("genau", number, number + 1), ("nicht mehr als", number, number + 1),
    ):  # fmt: skip
        assert verdict(f"{before} {printed} Menschen", true, "people") in {"holds", "exact"}, (before, number)
        assert verdict(f"{before} {printed} Menschen", false, "people") == "mismatch", (before, number)


@pytest.mark.parametrize(("phrases", "sign"), [(EXAMPLES.falls, -1), (EXAMPLES.rises, 1)])
def test_no_word_of_rise_or_fall_passes_with_the_wrong_sign(phrases, sign):
    passed = [one for one in phrases if verdict(one.format("16,6 Prozent"), Decimal("0.166") * -sign, "share") in GOOD]
    refused = [one for one in phrases if verdict(one.format("16,6 Prozent"), Decimal("0.166") * sign, "share") in WRONG]
    assert (passed, refused) == ([], [])


GOOD, WRONG = {"exact", "rounded", "holds", "loose", "truncated"}, {"mismatch"}

INVENTED = (
    "zerbröselte um {} Prozent", "ein Gerumpel von {} Prozent", "um {} Prozent zerrieselt", "{} Prozent verplumpst",
    "rumpelte {} Prozent", "ein Absacker um {} Prozent", "Kursrutsch von {} Prozent", "eine Delle von {} Prozent",
    "um {} Prozent verpufft", "{} Prozent Preisdelle", "das Gepurzel um {} Prozent", "ein Hauch über {} Prozent",
    "haarscharf über {} Prozent", "angeblich {} Prozent", "geplante {} Prozent", "statt {} Prozent", "nicht {} Prozent",
    "ohne die {} Prozent", "{} Prozent verfehlt", "{} Prozent p.a.",
)  # fmt: skip


@pytest.mark.parametrize("phrase", INVENTED)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_word_that_is_not_known_is_never_dropped(phrase, sign):
    assert verdict(phrase.format("16,6"), Decimal("0.166") * sign, "share") not in GOOD


@pytest.mark.parametrize(
    ("printed", "value", "unit", "other"),
    [
        ("rund zwei Drittel", "0.652", "share", "0.58"),
        ("jeder Fünfte", "0.2", "share", "0.3"),
        ("nicht einmal jeder Zehnte", "0.093", "share", "0.12"),
        ("17 von 20 Gemeinden", 17, "count", 20),
        ("einer von fünf", "0.2", "share", "0.3"),
        ("ein gutes Viertel", "0.26", "share", "0.24"),
        ("eine halbe Million Euro", 507_000, "EUR", 620_000),
        ("eineinhalb Jahre", "1.5", "year", "2.5"),
        ("ein Jahrzehnt", 10, "year", "6.2"),
        ("eine Viertelstunde", 15, "minute", 20),
        ("3 Stunden 40 Minuten", 220, "minute", 200),
        ("eine Stunde und 40 Minuten", 100, "minute", 40),
        ("2 Meter 10", "2.1", "m", "2.2"),
        ("3 Euro 20", "3.2", "EUR", "3.1"),
        ("7 kanadische Dollar", 7, "CAD", 8),
        ("minus 3,5 Grad", "-3.5", "°C", "3.5"),
        ("sank unter 40", "38.6", "count", 41),
        ("auf 20 Prozent gesunken", "0.2", "share", "-0.2"),
        ("auf ein Zehntel geschrumpft", "-0.9", "share", "-0.1"),
        ("5 Prozent unter dem Vorjahr", "-0.05", "share", "0.05"),
        ("mehr als doppelt so viele", "2.3", "ratio", "1.8"),
        ("um das 2,5-Fache", "2.51", "ratio", "3.5"),
        ("im dritten Jahr in Folge", 3, "year", 4),
        ("die drittgrößte Stadt", 3, "rank", 2),
        ("12,5 je 100.000 Einwohner", "12.5", "per 100000", "13.5"),
        ("keine 300 Zuschauer", 280, "people", 310),
        ("kein einziger Fall", 0, "cases", 1),
        ("18- bis 24-Jährige", 20, "year", 30),
        ("1,2 Billionen Euro", 1_200_000_000_000, "EUR", 1_200_000_000),
        ("312 Lehrer:innen", 312, "people", 321),
        ("3:1 gewonnen", 3, "count", 2),
        ("70:30", "0.7", "share", "0.6"),
        ("Platz 12 von 16", 12, "rank", 16),
        ("unter den fünf größten Städten", 5, "rank", 6),
        ("unter den ersten zehn", 3, "rank", 11),
        ("auf ein Drittel gesunken", "-0.667", "share", "-0.333"),
        ("6 Milliarden Euro", 6_300_000_000, "EUR", 7_300_000_000),
        *(("100 Kronen", 100, code, 110) for code in ("SEK", "NOK", "DKK", "CZK", "ISK")),
        ("100 norwegische Kronen", 100, "NOK", 110),
        ("300 Rupien", 300, "PKR", 310),
        ("80 Pfund", 80, "EGP", 90),
        ("stieg von 310 auf 402", 402, "count", 310),
        ("von 12,4 auf 13,1 Prozent gestiegen", "0.131", "share", "0.124"),
        ("rutschte unter die Marke von 50.000", 49_210, "count", 50_430),
        ("ein knappes Dutzend Fahrzeuge", 11, "vehicles", 13),
        ("die Mehrheit", "0.56", "share", "0.44"),
        ("die überwiegende Mehrheit", "0.82", "share", "0.5"),
        ("14 zu 9 Stimmen", 14, "count", 15),
        ("ab 65 Jahren", 70, "year", 61),
        ("eine Minderheit der Befragten", "0.4", "share", "0.52"),
        ("eine Minderheit", "0.49", "share", "0.5"),
        ("eine Minderheit", "0.01", "share", "0"),
        ("die Mehrheit", "0.501", "share", "0.5"),
        ("eine knappe Mehrheit", "0.52", "share", "0.7"),
        ("einer großen Mehrheit", "0.7", "share", "0.5"),
        ("die meisten", "0.56", "share", "0.5"),
        ("die meisten von ihnen", 1, "rank", 2),
        ("ein Großteil", "0.7", "share", "0.4"),
        ("der kleinere Teil", "0.4", "share", "0.5"),
    ],
)
def test_a_form_is_borne_out_by_its_value_and_by_no_other(printed, value, unit, other):
    assert verdict(printed, value, unit) in {"exact", "rounded", "holds"}
    assert verdict(printed, other, unit) == "mismatch"


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("7 kanadische Dollar", 7, "USD"),
        ("5 Seemeilen", 5, "km"),
        ("350 Mark", 350, "EUR"),
        ("100 norwegische Kronen", 100, "SEK"),
        ("80 Pfund", 80, "EUR"),
        ("14 zu 9 Euro", 14, "EUR"),
        ("stieg von 402 auf 310", 310, "count"),
        ("1.5 Millionen Euro", 1_500_000, "EUR"),
        ("eine Pflegekraft auf 40 Patienten", 40, "people"),
        ("sechsmal weniger", "0.6", "ratio"),
        ("85 km/h zu schnell", 85, "km/h"),
        ("ein Plus von 1,8 Punkten", "1.8", "pp"),
        ("7 Millionen Euro Verlust", 7_000_000, "EUR"),
        ("eine der größten Städte", 1, "rank"),
        ("20 Prozent Mehrwertsteuer", "0.2", "share"),
        ("zweistellige Inflation", "0.12", "share"),
        ("drittletzter", 3, "rank"),
    ],
)
def test_what_nobody_can_compare_is_not_passed(printed, value, unit):
    assert verdict(printed, value, unit) == "incomparable"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        *((text, list(figures)) for text, figures in EXAMPLES.running.items()),
        ("An Dritte gingen keine Daten, zwei von drei Räten sind dafür.", ["zwei", "drei"]),
        ("Der 1. FC gewann 3:1 gegen den Tabellenführer der 2. Bundesliga.", ["3:1"]),
        ("Rufen Sie 07351 123456 an oder kommen Sie in den Marktweg 7, Zimmer 204.", []),
        ("Eine Frau und ein Kind kamen im Jahr 2015/16 in die 3a.", []),
        ("Die Achterbahn am Dreiländereck hat eine Halbzeit Pause.", []),
        ("Sie sank um 721 von 9.487 auf 8.766, 3 Prozent weniger als 2023.", ["721", "9.487", "8.766", "3 Prozent"]),
        ("Es waren 1.5 Millionen.", ["1.5"]),
    ],
)
def test_numbers_of_running_text_are_found_and_names_are_not(text, figures):
    assert claimed(text) == figures


def test_dates_are_judged_at_their_precision():
    for printed, expected in (
        ("4. Juni 2025", "exact"), ("04.06.2025", "exact"), ("im Juni 2025", "rounded"), ("5. Juni 2025", "mismatch"),
        ("am 4. Juni", "rounded"), ("vor dem 4. Juni 2025", "incomparable"),
        ("Ende Juni 2025", "mismatch"), ("Anfang Juni 2025", "holds"),
    ):  # fmt: skip
        assert judge(printed, "2025-06-04", unit="date", locale="de").verdict == Verdict(expected), printed


def test_the_house_says_what_its_own_german_nouns_count():
    rules = rules_from_mapping({}, {"people": ["Wanderer"], "things": ["Pakete"]})

    def verdict_of(printed, unit):
        return judge(printed, 20, unit=unit, locale="de", rules=rules).verdict

    assert verdict_of("20 Wanderer", "people") is verdict_of("20 Pakete", "Pakete") is Verdict.EXACT
    assert verdict_of("20 Wanderer", "cases") is verdict_of("20 Pakete", "people") is Verdict.INCOMPARABLE
