"""A qualifier or unit that stands beside a bound figure says as much as one that is bound with it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.figures.common.calendar_names import find_weekdays
from figurecheck.model import Claim, Place, Role, Statistic, Verdict
from figurecheck.verdicts.claims import check_claim
from figurecheck.verdicts.known import Known

KNOWN = Known(
    statistics={
        "trips": Statistic(id="trips", value=Decimal(1732651), unit="trips", label="Trips"),
        "births": Statistic(id="births", value=Decimal(2388), unit="people", label="출생아"),
        "price": Statistic(id="price", value=Decimal("9.08"), unit="USD", label="Price"),
        "air": Statistic(id="air", value=Decimal("427.35"), unit="ppm", label="Air"),
        "points": Statistic(id="points", value=Decimal("4.7"), unit="pp", label="Points"),
        "rent": Statistic(id="rent", value=Decimal("13.7"), unit="EUR per m²", label="Rent"),
        "power": Statistic(id="power", value=Decimal("13.7"), unit="KRW per kWh", label="전기요금"),
        "teams": Statistic(id="teams", value=Decimal(3), unit="teams", label="Teams"),
        "share": Statistic(id="share", value=Decimal("0.0561"), unit="share", label="Share"),
        "opening": Statistic(id="opening", value="2025-02-04", unit="date", label="Opening"),
    },
    sources={},
    printed_by=lambda _: (),
)


def judge(before: str, printed: str, target: str, behind: str, locale: str) -> Verdict:
    passage = f"{before}{printed}{behind}"
    start = len(before)
    claim = Claim(
        id="x/1", role=Role.CLAIM, printed=printed, target=target, place=Place(file="a.md", line=1), locale=locale,
        passage=passage, start=start,
    )  # fmt: skip
    return check_claim(claim, KNOWN).verdict


@pytest.mark.parametrize(
    ("before", "printed", "target", "behind", "locale"),
    [
        ("There were fewer than ", "1.7 million", "trips", " trips.", "en"),
        ("There were nearly ", "1.7 million", "trips", " trips.", "en"),
        ("There were at most ", "1.7 million", "trips", " trips.", "en"),
        ("There were well over ", "1.7 million", "trips", " trips.", "en"),
        ("There were ", "1.7 million", "trips", " trips or fewer.", "en"),
        ("They had more than ", "6%", "share", " of all.", "en"),
        ("Es waren weniger als ", "1,7 Millionen", "trips", " Fahrten.", "de"),
        ("Es waren knapp ", "1,7 Millionen", "trips", " Fahrten.", "de"),
        ("Sie hatten mehr als ", "6 Prozent", "share", ".", "de"),
        ("There were ", "1.7 million", "trips", " trips at most.", "en"),
        ("There were ", "1.7 million", "trips", " trips at the very most.", "en"),
        ("There were ", "1.7 million", "trips", " at best.", "en"),
        ("출생아는 ", "2390명", "births", " 이상이다.", "ko"),
        ("출생아는 ", "2390명", "births", "을 넘는다.", "ko"),
        ("출생아는 최소 ", "2390명", "births", "이다.", "ko"),
    ],
)
def test_a_false_qualifier_beside_a_figure_is_told(before, printed, target, behind, locale):
    assert judge(before, printed, target, behind, locale) in {Verdict.MISMATCH, Verdict.LOOSE}
    assert judge("It was ", printed, target, ".", locale) is Verdict.ROUNDED


@pytest.mark.parametrize(
    ("before", "printed", "target", "behind", "locale"),
    [
        ("There were more than ", "1.7 million", "trips", " trips.", "en"),
        ("There were at least ", "1.7 million", "trips", " trips.", "en"),
        ("There were about ", "1.7 million", "trips", " trips.", "en"),
        ("There were no more than ", "1.7 million", "trips", " trips.", "en"),
        ("Ferries fell short of the ", "1,732,651", "trips", " of the buses.", "en"),
        ("Ferries did not reach the ", "1,732,651", "trips", " of the buses.", "en"),
        ("With 640,112 trips ferries did not reach ", "1,732,651", "trips", ".", "en"),
        ("Die Fähren erreichten nicht die ", "1.732.651", "trips", " Fahrten der Busse.", "de"),
        ("사망자는 1581명으로 출생아 ", "2388명", "births", "에 이르지 못했다.", "ko"),
        ("There were 2.1 million in 2024, more than the ", "1.7 million", "trips", " of 2023.", "en"),
        ("There were 2.1 million in 2024, more than ", "1.8 million", "trips", " a year before.", "en"),
        ("Sie hatten weniger als ", "6 Prozent", "share", ".", "de"),
        ("출생아는 ", "2390명", "births", "에 못 미친다.", "ko"),
        ("사망자는 3581명으로 출생아 ", "2390명", "births", "을 넘는다.", "ko"),
        ("출생아는 약 ", "2390명", "births", "이다.", "ko"),
    ],
)
def test_a_true_qualifier_and_a_comparison_with_another_amount_change_nothing(before, printed, target, behind, locale):
    assert judge(before, printed, target, behind, locale) is judge("It was ", printed, target, ".", locale)


@pytest.mark.parametrize(
    ("before", "printed", "target", "behind", "locale"),
    [
        ("There were not even ", "1,732,651", "trips", " trips.", "en"),
        ("Trips did not reach ", "1,732,651", "trips", ".", "en"),
        ("Trips failed to reach ", "1.7 million", "trips", ".", "en"),
        ("Trips have never reached ", "1.7 million", "trips", ".", "en"),
        ("Es waren nicht einmal ", "1.732.651", "trips", " Fahrten.", "de"),
        ("Die Zahl erreichte nicht ", "1,7 Millionen", "trips", ".", "de"),
        ("출생아는 채 ", "2388명", "births", "도 되지 않았다.", "ko"),
        ("출생아는 ", "2388명", "births", "에 이르지 못했다.", "ko"),
        ("출생아는 ", "2388명", "births", "도 안 된다.", "ko"),
    ],
)
def test_what_was_reached_was_not_missed(before, printed, target, behind, locale):
    assert judge(before, printed, target, behind, locale) is Verdict.MISMATCH


@pytest.mark.parametrize(
    ("before", "printed", "target", "behind", "locale"),
    [
        ("Buses made more than ", "1,732,651", "trips", " trips in 2024.", "en"),
        ("More than ", "1,732,651", "trips", " trips were made.", "en"),
        ("Buses made over ", "1,732,651", "trips", " trips.", "en"),
        ("Buses made fewer than ", "1,732,651", "trips", " trips.", "en"),
        ("Die Busse machten mehr als ", "1.732.651", "trips", " Fahrten.", "de"),
        ("Die Busse machten über ", "1.732.651", "trips", " Fahrten.", "de"),
        ("시의 출생아는 ", "2388명", "births", "을 넘었다.", "ko"),
        ("시의 출생아는 ", "2388명", "births", "에 못 미쳤다.", "ko"),
    ],
)
def test_an_exact_number_is_neither_more_nor_fewer_than_itself(before, printed, target, behind, locale):
    assert judge(before, printed, target, behind, locale) is Verdict.MISMATCH


@pytest.mark.parametrize(
    ("before", "printed", "target", "behind", "locale"),
    [
        ("That would need more than ", "1,732,651", "trips", " trips.", "en"),
        ("Buses never made more than ", "1,732,651", "trips", " trips.", "en"),
        ("With 2.1 million trips ferries made more than ", "1,732,651", "trips", ".", "en"),
        ("There are three, and over ", "9.08", "price", " dollars goes to each.", "en"),
        ("Sie brauchten mehr als ", "1.732.651", "trips", " Fahrten.", "de"),
        ("올해 출생아는 ", "2388명", "births", "을 넘었다.", "ko"),
        ("전년 출생아는 ", "2388명", "births", "을 넘지 않았다.", "ko"),
    ],
)
def test_more_than_what_may_be_of_something_else_is_left_alone(before, printed, target, behind, locale):
    assert judge(before, printed, target, behind, locale) is Verdict.EXACT


@pytest.mark.parametrize(("before", "verdict"), [("more than ", Verdict.EXACT), ("nearly ", Verdict.MISMATCH)])
def test_more_than_an_exact_amount_may_compare_and_nearly_may_not(before, verdict):
    assert judge(f"It was {before}", "1,732,651", "trips", ".", "en") is verdict


@pytest.mark.parametrize(
    ("before", "printed", "target", "right", "wrong", "locale"),
    [
        ("There were ", "1,732,651", "trips", " trips", " million trips", "en"),
        ("There were ", "1,732,651", "trips", " trips", " percent of trips", "en"),
        ("It cost ", "9.08", "price", " dollars", " euros", "en"),
        ("It was ", "427.35", "air", " ppm", " ppb", "en"),
        ("It rose by ", "4.7", "points", " percentage points", "%", "en"),
        ("Es waren ", "1.732.651", "trips", " Fahrten", " Millionen Fahrten", "de"),
        ("Es kostete ", "9,08", "price", " Dollar", " Euro", "de"),
        ("출생아는 ", "2388", "births", "명이다", "건이다", "ko"),
        ("출생아는 ", "2388", "births", "명이다", "만 명이다", "ko"),
        ("비율은 ", "4.7", "points", "%포인트 올랐다", "% 올랐다", "ko"),
        ("There were ", "3", "teams", " that won", " million", "en"),
    ],
)
def test_a_unit_beside_a_figure_is_told_where_its_value_has_another(before, printed, target, right, wrong, locale):
    assert judge(before, printed, target, f"{right}.", locale) is Verdict.EXACT
    assert judge(before, printed, target, f"{wrong}.", locale) in {Verdict.MISMATCH, Verdict.INCOMPARABLE}


@pytest.mark.parametrize("sign", ["€", "£"])
def test_the_sign_of_another_currency_ahead_of_a_figure_is_told(sign):
    assert judge(f"It cost {sign}", "9.08", "price", ".", "en") is Verdict.INCOMPARABLE
    assert judge("It cost $", "9.08", "price", ".", "en") is Verdict.EXACT


@pytest.mark.parametrize("behind", [" won the cup.", " second teams.", " minute teams.", "-year plans.", " in all."])
def test_a_word_that_may_belong_to_what_follows_is_no_unit(behind):
    assert judge("Of all teams ", "3", "teams", behind, "en") is Verdict.EXACT


@pytest.mark.parametrize(
    ("before", "printed", "target", "right", "wrong", "locale"),
    [
        ("Rents were €", "13.70", "rent", " per m²", " per household", "en"),
        ("Rents were ", "€13.70", "rent", " per square metre", " a head", "en"),
        ("Rents were ", "€13.70", "rent", "/m²", "", "en"),
        ("Es waren ", "13,70", "rent", " Euro je Quadratmeter", " Dollar je Quadratmeter", "de"),
        ("Es waren ", "13,70 Euro", "rent", " pro Quadratmeter", " pro Kopf", "de"),
    ],
)
def test_what_an_amount_is_by_may_stand_beside_it(before, printed, target, right, wrong, locale):
    assert judge(before, printed, target, f"{right} in all.", locale) is Verdict.EXACT
    assert judge(before, printed, target, f"{wrong} in all.", locale) is Verdict.INCOMPARABLE


@pytest.mark.parametrize(
    ("before", "printed", "behind", "locale", "verdict"),
    [
        ("Rents are €14.20 a square metre, up from ", "€13.70", " a year ago.", "en", Verdict.EXACT),
        ("Rents were ", "€13.70", ", and €14.20 per square metre in 2024.", "en", Verdict.EXACT),
        ("Die Miete stieg von ", "13,70 Euro", " auf 14,20 Euro je Quadratmeter.", "de", Verdict.EXACT),
        ("Rents are €14.20 a square metre. Once it was ", "€13.70", ".", "en", Verdict.INCOMPARABLE),
        ("Rents are €14.20 a square metre, up from ", "€13.70", " a head.", "en", Verdict.INCOMPARABLE),
    ],
)
def test_of_two_amounts_of_a_sentence_one_says_what_both_are_by(before, printed, behind, locale, verdict):
    assert judge(before, printed, "rent", behind, locale) is verdict


def test_in_korean_what_an_amount_is_by_stands_ahead_of_it():
    assert judge("요금은 kWh당 ", "13.7원", "power", "이다.", "ko") is Verdict.EXACT
    assert judge("요금은 가구당 ", "13.7원", "power", "이다.", "ko") is Verdict.INCOMPARABLE


@pytest.mark.parametrize(
    ("before", "printed", "behind", "locale"),
    [
        ("It opened on {}, ", "4 February 2025", ".", "en"),
        ("It opened on {} ", "4 February", ".", "en"),
        ("It opened on ", "4 February 2025", ", a {}.", "en"),
        ("It opened on ", "4 February 2025", " ({}).", "en"),
        ("Am {}, dem ", "4. Februar 2025", ", begann es.", "de"),
        ("Am ", "4. Februar 2025", ", einem {}, begann es.", "de"),
        ("시장은 ", "2025년 2월 4일", " {}에 열었다.", "ko"),
        ("시장은 ", "2025년 2월 4일", "({:.1})에 열었다.", "ko"),
    ],
)
def test_the_weekday_beside_a_date_must_be_its_own(before, printed, behind, locale):
    days = [judge(before.format(day), printed, "opening", behind.format(day), locale) for day in find_weekdays(locale)]
    assert [day is Verdict.MISMATCH for day in days] == [True, False, *[True] * 5]


def test_a_weekday_apart_from_a_date_is_none_of_its_own():
    verdict = judge("Closed on Mondays, it opened on ", "4 February 2025", "opening", "; Monday was free.", "en")
    assert verdict is Verdict.EXACT


@pytest.mark.parametrize(
    ("behind", "locale"),
    [
        (" to 7.2 per cent.", "en"),
        (" and 7.2%.", "en"),
        (", 6.1 and 7.2 percent.", "en"),
        (" auf 7,2 Prozent.", "de"),
        (" und 7,2 %.", "de"),
    ],
)
def test_a_row_of_shares_has_one_sign(behind, locale):
    five, seven = ("5,6", "6,7") if locale == "de" else ("5.6", "6.7")
    assert judge("It went from ", five, "share", behind, locale) is Verdict.ROUNDED
    assert judge("It went from ", seven, "share", behind, locale) is Verdict.MISMATCH
    assert judge("It went from ", five, "share", ".", locale) is Verdict.MISMATCH
    assert judge("It went from ", five, "share", " to 7.2 percentage points.", locale) is Verdict.MISMATCH
