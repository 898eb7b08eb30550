"""Other words are proposed where a new value makes those of a figure false."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figurecheck.figures import DEFAULT_RULES
from figurecheck.figures.languages import find_built_in
from figurecheck.figures.parser import read
from figurecheck.model import Basis, Place, Role, Severity, Statistic, Verdict
from figurecheck.model.claim import Claim
from figurecheck.verdicts.claims import check_value
from figurecheck.verdicts.reword import reword, turn_around, turn_sentence


def propose(printed, value, unit, locale="en", basis=None, label=""):
    statistic = Statistic(id="a.b", value=Decimal(value), unit=unit, basis=basis, label=label)
    return reword(printed, statistic, locale=locale, rules=DEFAULT_RULES)


STREAK = Basis(
    kind="streak", test="up", at="2025", span="year", run=("2022", "2023", "2024", "2025"), before="2021",
    series=tuple((str(year), Decimal(year - 2000)) for year in range(2021, 2026)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "value", "unit", "locale", "proposal"),
    [
        pytest.param("six people", "7", "people", "en", "seven people", id="a number word"),
        pytest.param("Twenty-three people", "31", "people", "en", "Thirty-one people", id="two number words"),
        pytest.param("two cases", "1", "cases", "en", "one case", id="a noun that changes"),
        pytest.param("2 cases", "1", "cases", "en", "1 case", id="beside digits"),
        pytest.param("two weeks", "1", "weeks", "en", "one week", id="weeks that are one"),
        pytest.param("two weeks later", "1", "weeks", "en", "one week later", id="with another word behind it"),
        pytest.param("1 week", "3", "weeks", "en", "3 weeks", id="a week that is several"),
        pytest.param("one country", "3", "countries", "en", "three countries", id="another plural"),
        pytest.param("two people", "1", "people", "en", "one person", id="an irregular noun"),
        pytest.param("up 1 percentage point", "3", "pp", "en", "up 3 percentage points", id="points"),
        pytest.param("2 Wochen", "1", "weeks", "de", "1 Woche", id="German weeks"),
        pytest.param("zwei Wochen", "1", "weeks", "de", "eine Woche", id="and their word"),
        pytest.param("zwei Monate", "1", "months", "de", "1 Monat", id="whose article has a case"),
        pytest.param("ein Jahr", "3", "years", "de", "drei Jahre", id="a German year that is several"),
        pytest.param("1 Prozentpunkt", "3", "pp", "de", "3 Prozentpunkte", id="German points"),
        pytest.param("118 to 127", "141", "people", "en", "136 to 145", id="a range that was computed"),
        pytest.param("12 of the 45", "0.31", "share", "en", "14 of the 45", id="a part that is a rounding"),
        pytest.param("low 30s", "38", "people", "en", "high 30s", id="another part of the ten"),
        pytest.param("the thirties", "47", "people", "en", "the forties", id="another ten"),
        pytest.param("40%대 초반", "0.578", "share", "ko", "50%대 후반", id="a Korean part of a ten"),
        pytest.param("die Mehrheit der Ämter", "0.43", "share", "de", "die Minderheit der Ämter", id="no majority"),
        pytest.param("과반이 찬성", "0.43", "share", "ko", "절반 미만이 찬성", id="nor a Korean one"),
        pytest.param("drei Monate", "5", "months", "de", "fünf Monate", id="a German number word"),
        pytest.param("Einundzwanzig Menschen", "32", "people", "de", "Zweiunddreißig Menschen", id="a longer one"),
        pytest.param("세 건", "5", "cases", "ko", "다섯 건", id="a Korean number word"),
        pytest.param("열두 명", "20", "people", "ko", "스무 명", id="a Korean word that stands alone"),
        pytest.param("fell by 18.4%", "0.184", "share", "en", "rose by 18.4%", id="a fall that is a rise"),
        pytest.param("Rose 3.1%", "-0.2", "share", "en", "Fell 20.0%", id="and its digits"),
        pytest.param("+3.1%", "-0.02", "share", "en", "−2.0%", id="a sign"),
        pytest.param("the third-highest", "1", "rank", "en", "the highest", id="the first of all"),
        pytest.param("the highest", "2", "rank", "en", "the second-highest", id="the first no more"),
        pytest.param("Worst", "3", "rank", "en", "Third-worst", id="an irregular one"),
        pytest.param("가장 많은", "2", "rank", "ko", "두 번째로 많은", id="the first no more in Korean"),
        pytest.param("두 번째로 많은", "1", "rank", "ko", "첫 번째로 많은", id="a Korean first"),
        pytest.param("Second largest", "1", "rank", "en", "Largest", id="in another word"),
        pytest.param("10여 명", "9", "people", "ko", "9 명", id="less than a Korean band"),
        pytest.param("minus 3 degrees", "5", "°C", "en", "5 degrees", id="a word for a sign"),
        pytest.param("2.5 °C below zero", "0", "°C", "en", "0.0 °C", id="words behind it"),
        pytest.param("영하 2.5도", "3", "°C", "ko", "3.0도", id="a Korean word for a sign"),
        pytest.param("a 5.2% rise", "0.08", "share", "en", "an 8.0% rise", id="an article"),
        pytest.param("An 18-point lead", "17", "pp", "en", "A 17-point lead", id="the other article"),
        pytest.param("5.2% 늘어난", "-0.061", "share", "ko", "6.1% 줄어든", id="a Korean adjective"),
        pytest.param("more than tripled", "2.8", "ratio", "en", "less than tripled", id="a verb that is not counted"),
        pytest.param("−€2.19 million", "2190000", "EUR", "en", "€2.19 million", id="a balance that is none of a loss"),
        pytest.param("-3 °C", "5", "°C", "en", "5 °C", id="a temperature"),
        pytest.param("3.1% 증가", "-0.02", "share", "ko", "2.0% 감소", id="a Korean rise"),
    ],
)
def test_it_proposes_what_the_value_bears_out(printed, value, unit, locale, proposal):
    assert propose(printed, value, unit, locale) == (proposal,)


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("−€2.19 million", "the value €2.19 million: the printed figure is negative, and the value positive"),
        ("fell by €2.19 million", "the value €2.19 million: the text says down, and the value went up"),
    ],
)
def test_a_level_below_zero_is_not_said_to_go_down(printed, reason):
    assert check_value(printed, Decimal(2190000), unit="EUR", rules=DEFAULT_RULES).reason == reason


@pytest.mark.parametrize(
    ("printed", "locale", "below", "half", "above"),
    [
        pytest.param("A majority", "en", "A minority", "Half", "A majority", id="a majority"),
        pytest.param("the vast majority of cases", "en", "a minority of cases", "half of cases", "", id="the vast"),
        pytest.param("a large minority", "en", "a large minority", "half", "a majority", id="a minority"),
        pytest.param("Most cases", "en", "Fewer than half of cases", "Half of cases", "Most cases", id="most"),
        pytest.param("most of the cases", "en", "fewer than half of the cases", "half of the cases", "", id="most of"),
        pytest.param("most of the traffic", "en", "less than half of the traffic", "half of the traffic", "",
                     id="less"),
        pytest.param("more than half", "en", "fewer than half", "half", "more than half", id="more than"),
        pytest.param("over half", "en", "under half", "half", "over half", id="over"),
        pytest.param("at least half", "en", "less than half", "at least half", "at least half", id="at least"),
        pytest.param("fewer than half", "en", "fewer than half", "half", "more than half", id="fewer than"),
        pytest.param("die Mehrheit", "de", "die Minderheit", "die Hälfte", "die Mehrheit", id="Mehrheit"),
        pytest.param("einer knappen Mehrheit", "de", "einer Minderheit", "der Hälfte", "", id="an adjective"),
        pytest.param("Die meisten Fälle", "de", "Weniger als die Hälfte der Fälle", "Die Hälfte der Fälle", "",
                     id="die meisten"),
        pytest.param("ein Großteil", "de", "weniger als die Hälfte", "die Hälfte", "ein Großteil", id="Großteil"),
        pytest.param("der größere Teil", "de", "der kleinere Teil", "die Hälfte", "der größere Teil", id="Teil"),
        pytest.param("über die Hälfte", "de", "weniger als die Hälfte", "die Hälfte", "über die Hälfte", id="über"),
        pytest.param("과반수가 찬성", "ko", "절반 미만이 찬성", "절반이 찬성", "", id="과반수"),
        pytest.param("대다수", "ko", "절반 미만", "절반", "대다수", id="대다수"),
        pytest.param("절반 이상", "ko", "절반 미만", "절반 이상", "절반 이상", id="이상"),
        pytest.param("절반이 넘는", "ko", "절반에 못 미치는", "절반", "절반이 넘는", id="넘는"),
        pytest.param("절반을 넘었다", "ko", "절반에 못 미쳤다", "절반이었다", "절반을 넘었다", id="넘었다"),
        pytest.param("과반에 못 미쳤다", "ko", "과반에 못 미쳤다", "", "과반을 넘었다", id="못 미쳤다"),
    ],
)  # fmt: skip
def test_a_word_for_more_than_half_is_one_for_less_where_the_value_has_crossed(printed, locale, below, half, above):
    def read(value):
        finding = check_value(
            printed, Decimal(value), unit="share", locale=locale, rules=DEFAULT_RULES, names=("cases, traffic, Fälle",)
        )
        if finding.severity is Severity.OK:
            return printed
        return next(iter(propose(printed, value, "share", locale, label="cases, traffic, Fälle")), "")

    assert read("0.43") == below
    assert read("0.5") == half
    if above:
        assert read("0.57") == above


@pytest.mark.parametrize(
    ("printed", "value", "unit", "locale", "proposal"),
    [
        pytest.param("over 23 offices", "48", "offices", "en", "nearly 50 offices", id="over"),
        pytest.param("nearly 24", "41.3", "kg", "en", "over 41", id="nearly"),
        pytest.param("Almost 24%", "0.41", "share", "en", "Over 40%", id="almost"),
        pytest.param("well over 23", "48", "count", "en", "nearly 50", id="well over"),
        pytest.param("under €23", "41", "EUR", "en", "over €40", id="under"),
        pytest.param("fewer than 23 people", "60", "people", "en", "60 people", id="none that is true"),
        pytest.param("more than 857", "1300", "count", "en", "1,300", id="no round number is near"),
        pytest.param("knapp 24 %", "0.413", "share", "de", "mehr als 41 %", id="knapp"),
        pytest.param("über 23 Menschen", "48", "people", "de", "fast 50 Menschen", id="über"),
        pytest.param("fast 24 Tonnen", "41", "tonnes", "de", "mehr als 40 Tonnen", id="fast"),
        pytest.param("unter 23 Menschen", "41", "people", "de", "mehr als 40 Menschen", id="unter"),
        pytest.param("24명 가까이", "41", "people", "ko", "40명 넘게", id="가까이"),
        pytest.param("24%에 가까운", "0.413", "share", "ko", "41%가 넘는", id="가까운"),
        pytest.param("23명이 넘는", "48", "people", "ko", "50명 가까운", id="넘는"),
        pytest.param("23명 미만", "41", "people", "ko", "40명 초과", id="미만"),
        pytest.param("23명을 밑도는", "41", "people", "ko", "40명을 웃도는", id="밑도는"),
        pytest.param("23%에 육박했다", "0.413", "share", "ko", "41%를 넘었다", id="육박"),
        pytest.param("거의 23명", "41", "people", "ko", "41명", id="거의"),
        pytest.param("23명을 돌파했다", "7", "people", "ko", "7명이었다", id="돌파했다"),
        pytest.param("23명에 육박한다", "41", "people", "ko", "41명이다", id="육박한다"),
        pytest.param("23% 넘게 늘었다", "0.7", "share", "ko", "70% 늘었다", id="넘게"),
        pytest.param("20 and change", "7", "count", "en", "7", id="behind the number"),
    ],
)
def test_it_proposes_another_qualifier_where_the_printed_one_cannot_be_true(printed, value, unit, locale, proposal):
    assert propose(printed, value, unit, locale) == (proposal,)


@pytest.mark.parametrize(
    ("printed", "proposal"),
    [("for the third year running", "for the fourth year running"), ("3rd year in a row", "4th year in a row")],
)
def test_it_counts_a_streak_on(printed, proposal):
    assert propose(printed, "4", "years", basis=STREAK) == (proposal,)


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("six people", "700", "people"),
        ("every second", "0.143", "share"),
        ("doubling", "2.7", "ratio"),
        ("no idea", "7", "people"),
        ("six", "7.5", "people"),
        ("2 sheep", "1", "sheep"),
    ],
)
def test_it_proposes_nothing_that_is_not_borne_out(printed, value, unit):
    assert propose(printed, value, unit) == ()


@pytest.mark.parametrize(
    ("printed", "value", "unit", "proposals"),
    [
        pytest.param("one in eight", "0.143", "share", ("one in seven", "14%"), id="a rate"),
        pytest.param("a third", "0.125", "share", ("an eighth",), id="an article before a vowel"),
        pytest.param("One in eight riders", "0.143", "share", ("One in seven riders", "14% of riders"), id="a noun"),
        pytest.param("one in 8", "0.143", "share", ("one in 7", "14%"), id="in digits"),
        pytest.param("one in 10,000", "0.000131", "share", ("one in 7,600", "0.013%"), id="of thousands"),
        pytest.param("9 in 10", "0.9996", "share", ("99.96%",), id="nearly all"),
        pytest.param("9 out of 10", "0.8", "share", ("8 out of 10",), id="which is exact"),
        pytest.param("one in eight", "0.38", "share", ("nearly two in five", "38%"), id="far off"),
        pytest.param("half the riders", "0.33", "share", ("a third of the riders", "33% of the riders"), id="half the"),
        pytest.param("A third", "0.31", "share", ("31%",), id="no words are near"),
        pytest.param("more than a quarter", "0.25", "share", ("a quarter",), id="a qualifier that is false"),
        pytest.param("nearly half", "0.33", "share", ("nearly a third", "33%"), id="a qualifier that holds"),
        pytest.param("fell by a third", "-0.25", "share", ("fell by a quarter",), id="a change by a part"),
        pytest.param("twice as many", "2.7", "ratio", ("about three times as many", "2.7 times as many"), id="more"),
        pytest.param("half as many", "0.66", "ratio", ("two-thirds as many", "0.66 times as many"), id="less of it"),
        pytest.param("Doubled", "2.9", "ratio", ("Nearly tripled", "Rose 2.9-fold"), id="a verb"),
        pytest.param("doubled", "1.7", "ratio", ("rose by 70%",), id="a rise by less than the double"),
        pytest.param("doubled", "-0.2", "share", ("fell by 20%",), id="a rise that is a fall"),
        pytest.param("halved", "0.2", "share", ("rose by 20%",), id="a fall that is a rise"),
        pytest.param("halved", "-0.6", "share", ("fell by 60%",), id="a fall by more"),
        pytest.param("tenfold", "7.1", "ratio", ("sevenfold", "7.1-fold"), id="a fold"),
        pytest.param("half a million", "620000", "count", ("620,000",), id="a part of a million"),
        pytest.param("dozens", "15", "people", ("15",), id="a vague plural"),
    ],
)  # fmt: skip
def test_it_proposes_other_words_for_a_size_and_digits(printed, value, unit, proposals):
    assert propose(printed, value, unit) == proposals


@pytest.mark.parametrize(
    ("printed", "value", "unit", "locale", "proposals"),
    [
        pytest.param("8명 중 1명", "0.143", "share", "ko", ("7명 중 1명", "100명 중 14명"), id="8명 중 1명"),
        pytest.param("여덟 명 중 한 명", "0.5", "share", "ko", ("두 명 중 한 명",), id="여덟 명 중 한 명"),
        pytest.param("3분의 1", "0.25", "share", "ko", ("4분의 1",), id="3분의 1"),
        pytest.param("삼분의 일", "0.24", "share", "ko", ("사분의 일 가까이", "24%"), id="삼분의 일"),
        pytest.param("절반 가까이", "0.41", "share", "ko", ("5분의 2", "41%"), id="절반"),
        pytest.param("2배로 늘었다", "1.7", "share", "ko", ("약 3배로 늘었다", "2.7배로 늘었다"), id="2배"),
        pytest.param("세 배 가까이", "2.8", "ratio", "ko", ("약 세 배", "2.8배"), id="세 배"),
        pytest.param("jede achte Frau", "0.143", "share", "de", ("jede siebte Frau",), id="jede achte"),
        pytest.param("Jede Fünfte", "0.4836", "share", "de", ("Fast jede Zweite", "48 %"), id="Jede"),
        pytest.param("jeder Achte", "0.143", "share", "de", ("jeder Siebte", "14 %"), id="jeder Achte"),
        pytest.param("zwei von fünf", "0.61", "share", "de", ("drei von fünf", "61 %"), id="zwei von"),
        pytest.param("einem Drittel", "0.26", "share", "de", ("gut einem Viertel", "26 %"), id="Drittel"),
        pytest.param("doppelt so viele", "2.7", "ratio", "de", ("etwa dreimal so viele", "2,7-mal so viele"), id="so"),
        pytest.param("hat sich verdoppelt", "0.7", "ratio", "de", ("ist um 30 % gesunken",), id="hat sich"),
        pytest.param("hat sich fast verdoppelt", "0.12", "share", "de", ("ist um 12 % gestiegen",), id="fast"),
        pytest.param("hat sich verdoppelt", "2.9", "ratio", "de",
                     ("hat sich fast verdreifacht", "ist auf das 2,9-Fache gestiegen"), id="fast drei"),
        pytest.param("verdoppelte sich", "2.4", "ratio", "de", ("stieg auf das 2,4-Fache",), id="preterite"),
        pytest.param("das Doppelte", "3", "ratio", "de", ("das Dreifache",), id="das Doppelte"),
    ],
)  # fmt: skip
def test_it_does_so_in_other_languages(printed, value, unit, locale, proposals):
    assert propose(printed, value, unit, locale) == proposals


@given(
    printed=st.sampled_from(["one in eight", "a third", "twice as many", "doubled", "halved", "about half", "dozens"]),
    value=st.decimals("0.02", "9", places=3),
    unit=st.sampled_from(["share", "ratio"]),
)
def test_whatever_it_proposes_holds(printed, value, unit):
    for text in propose(printed, value, unit):
        finding = check_value(text, value, unit=unit, locale="en", rules=DEFAULT_RULES, basis=None, names=())
        assert finding.verdict in {Verdict.EXACT, Verdict.ROUNDED, Verdict.HOLDS}


def _qualified():
    """Yield every sided qualifier of a language beside a number, before and behind it, with its language."""
    for language in find_built_in():
        kit = language.make_examples() if language.make_examples else None
        for name, words in language.qualifiers.items() if kit else ():
            if name not in {"exactly", "nowhere near"}:
                yield from ((f"{word} {kit.count}", language.code) for word in words[0])
                yield from ((f"{kit.count} {word}", language.code) for word in words[1])


_QUALIFIED = sorted({*_qualified()})


@pytest.mark.slow
@settings(max_examples=300)
@given(shape=st.sampled_from(_QUALIFIED), times=st.decimals("0.01", "900", places=4))
def test_whatever_it_proposes_for_a_qualified_number_holds(shape, times):
    printed, locale = shape
    figure = read(printed, locale).figure
    if figure is None or figure.direction:
        return
    value = Decimal(round(figure.amount * Fraction(times)))
    for text in propose(printed, value, figure.unit, locale):
        found = check_value(text, value, unit=figure.unit, locale=locale, rules=DEFAULT_RULES)
        assert found.severity is Severity.OK
        assert "  " not in text


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", ["over {}", "more than {}", "nearly {}", "almost {}", "under {}", "fewer than {}", "just over {}",
                "at least {}", "up to {}", "about {}", "not quite {}", "well over {}", "well under {}"]),
        ("de", ["über {}", "mehr als {}", "fast {}", "knapp {}", "unter {}", "gut {}", "mindestens {}", "rund {}"]),
        ("ko", ["{}명 이상", "{}명 미만", "{}명 가까이", "{}명이 넘는", "{}명 초과", "거의 {}명", "약 {}명"]),
    ],
)  # fmt: skip
def test_every_common_qualifier_has_a_proposal_for_every_number(locale, words):
    lacking = []
    for printed in (one.format("23") for one in words):
        for value in map(Decimal, (1, 3, 7, 12, 41, 48, 100, 129, 1300, 52_817)):
            unit = "people" if locale == "ko" else "count"
            finding = check_value(printed, value, unit=unit, locale=locale, rules=DEFAULT_RULES)
            if finding.severity is not Severity.OK and not propose(printed, value, unit, locale):
                lacking.append((printed, value))
    assert lacking == []


@pytest.mark.slow
def test_hardly_any_qualifier_of_a_language_lacks_a_proposal():
    lacking = set()
    for printed, locale in _QUALIFIED[::5]:
        figure = read(printed, locale).figure
        for times in ("0.3", "1.8", "31.4") if figure and not figure.direction else ():
            value = Decimal(round(figure.amount * Fraction(times)))
            finding = check_value(printed, value, unit=figure.unit, locale=locale, rules=DEFAULT_RULES)
            if finding.severity is not Severity.OK and not propose(printed, value, figure.unit, locale):
                lacking.add(printed)
    # With a ceiling as what is counted, it is another statistic.
    assert lacking <= {"a ceiling of 20"}


@pytest.mark.parametrize(("words", "turned"), [("rose", "fell"), ("fell", "rose"), ("Up", "Down"), ("arose", "")])
def test_a_word_is_turned_around(words, turned):
    assert turn_around(words) == turned


@pytest.mark.parametrize(
    ("lead", "printed", "tail", "unit", "locale", "proposal"),
    [
        ("Sales rose by ", "30%", ".", "share", "en", "“5%”, and “fell” for “rose”"),
        ("It rose ", "1.2", " points, and more.", "pp", "en", "“0.1”, and “fell” for “rose”"),
        ("Er ist um ", "13 Prozent", " gestiegen.", "share", "de", "“5 Prozent”, and “gesunken” for “gestiegen”"),
        ("매출은 ", "12%", " 늘었다.", "share", "ko", "“5%”, and “줄었다” for “늘었다”"),
        ("It stood at ", "30%", ".", "share", "en", ""),
        ("It rose; sales stood at ", "30%", ".", "share", "en", ""),
    ],
)
def test_where_the_value_has_turned_around_so_does_the_word_beside_it(lead, printed, tail, unit, locale, proposal):
    place = Place(file="a.md", line=1)
    claim = Claim(
        id="a", role=Role.CLAIM, printed=printed, target="t", place=place, passage=f"{lead}{printed}{tail}",
        start=len(lead), locale=locale,
    )  # fmt: skip
    value = Decimal("-0.05") if unit == "share" else Decimal("-0.1")
    turned = turn_sentence(claim, Statistic(id="t", value=value, unit=unit), DEFAULT_RULES)
    assert turned == proposal
    assert turn_sentence(claim, Statistic(id="t", value=-value, unit=unit), DEFAULT_RULES) == ""
