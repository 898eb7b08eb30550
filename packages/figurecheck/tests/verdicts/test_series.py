"""The verdicts over the ways in which claims about a whole series are printed, in English and Korean."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.figures import show
from figurecheck.model import Basis, Verdict
from figurecheck.model.series import RECORD as RECORD_VALUE
from figurecheck.model.series import find_change, find_extreme, find_rank, find_streak, read_timeline
from figurecheck.verdicts.judge import judge

OFFENDERS = "2007 10649 2008 9898 2009 11875 2010 9732 2011 9174 2012 9255 2013 9764 2014 9984 2015 11916 2016 14214 2017 14123 2018 12613 2019 16044 2020 18050 2021 16153 2022 18395 2023 27611 2024 23022"  # noqa: E501
FOREIGN = "2016 957 2017 932 2018 948 2019 1529 2020 1958 2021 2339 2022 2573 2023 3151 2024 3232"
NATIONS = {"Viet Nam": 222, "Thailand": 202, "China": 187, "Uzbekistan": 40, "Russia": 40, "Mongolia": 12}
SHARES = "2022 0.571 2023 0.545 2024 0.608"
PAIR = "2020 370 2024 762"
MONTHS = "2022-11 900 2022-12 1800 2023-01 1500 2023-02 1600 2023-03 1700 2023-04 1400"


def line(text: str):
    words = text.split()
    return read_timeline([(a, Decimal(b)) for a, b in zip(words[::2], words[1::2], strict=True)], place="test")


def nations(of: str, test: str = "highest"):
    return find_rank([(name, Decimal(value)) for name, value in NATIONS.items()], of=of, test=test, unit="people")


ABOVE = find_streak(line(OFFENDERS), at="2024", test="above", limit=Decimal(20000), unit="people")
RISES = find_streak(line(FOREIGN), at="2024", test="up", unit="people")
LONELY = find_streak(line(OFFENDERS), at="2024", test="up", unit="people")
MONTHLY = find_streak(line(MONTHS), at="2023-03", test="up", unit="people")
RECORD = find_extreme(line(FOREIGN), at="2024", unit="people")
OLD_RECORD = find_extreme(line(OFFENDERS), at="2022", unit="people")
SINCE_2009 = find_extreme(line("2008 9898 2009 11875 2010 9732 2014 9984 2015 11700"), at="2015", unit="people")
LOW = find_extreme(line(OFFENDERS), at="2011", test="lowest", unit="people")
LOW_SINCE = find_extreme(line(OFFENDERS + " 2025 12700"), at="2025", test="lowest", unit="people")
MONTH = find_extreme(line(MONTHS), at="2023-03", unit="people")
ALONE = find_extreme(line("2024 5"), at="2024")
THIRD = find_rank(
    [(f"{year}", Decimal(value)) for year, value in ((2022, 18), (2023, 27), (2024, 23), (2025, 24))], of="2024"
)
RISE = find_change(line(PAIR), old="2020", new="2024", measure="ratio", unit="people")
RISE_SHARE = find_change(line(PAIR), old="2020", new="2024", measure="share", unit="people")
POINTS = find_change(line(SHARES), old="2023", new="2024", measure="pp", unit="share")
PER_CENT = find_change(line(SHARES), old="2023", new="2024", measure="share", unit="share")
FALL = find_change(line(OFFENDERS), old="2023", new="2024", measure="share", unit="people")

STREAKS = [
    ("for the second year running", ABOVE, "exact"),
    ("for the second straight year", ABOVE, "exact"),
    ("second consecutive year", ABOVE, "exact"),
    ("two years in a row", ABOVE, "exact"),
    ("two years", ABOVE, "exact"),
    ("second year", ABOVE, "exact"),
    ("second", ABOVE, "exact"),
    ("Two", ABOVE, "exact"),
    ("for the third year running", ABOVE, "mismatch"),
    ("three straight years", ABOVE, "mismatch"),
    ("at least two years running", ABOVE, "holds"),
    ("for the second year running above 20,000", ABOVE, "exact"),
    ("more than 20,000 for the second year in a row", ABOVE, "exact"),
    ("at least 20,000 for the second year in a row", ABOVE, "exact"),
    ("above 25,000 for the second year in a row", ABOVE, "mismatch"),
    ("below 20,000 for the second year in a row", ABOVE, "mismatch"),
    ("fell for the second year running", ABOVE, "mismatch"),
    ("for the second month running", ABOVE, "incomparable"),
    ("a record for the second year running", ABOVE, "incomparable"),
    ("not for the second year running", ABOVE, "incomparable"),
    ("the largest", ABOVE, "incomparable"),
    ("for the second time in two years", ABOVE, "incomparable"),
    ("two years ago", ABOVE, "incomparable"),
    ("two years running, after three years below", ABOVE, "incomparable"),
    ("risen seven years running", RISES, "exact"),
    ("rose for a seventh consecutive year", RISES, "exact"),
    ("seventh straight annual rise", RISES, "exact"),
    ("seven in a row", RISES, "exact"),
    ("risen every year since 2017", RISES, "exact"),
    ("risen every year since 2016", RISES, "mismatch"),
    ("risen every year since 2019", RISES, "loose"),
    ("fallen every year since 2017", RISES, "mismatch"),
    ("above 20,000 every year since 2023", ABOVE, "exact"),
    ("above 20,000 every year since 2022", ABOVE, "mismatch"),
    ("risen every month since December 2022", MONTHLY, "mismatch"),
    ("risen every month since January 2023", MONTHLY, "exact"),
    ("fell for the seventh year in a row", RISES, "mismatch"),
    ("eighth consecutive rise", RISES, "mismatch"),
    ("more than five years running", RISES, "holds"),
    ("more than 3,000 for the seventh year running", RISES, "incomparable"),
    ("a rise for the first year", LONELY, "mismatch"),
    ("up for the second month running", MONTHLY, "exact"),
    ("two months in a row", MONTHLY, "exact"),
]
RANKS = [
    ("the largest", nations("Viet Nam"), "exact"),
    ("the largest share", nations("Viet Nam"), "exact"),
    ("the most", nations("Viet Nam"), "exact"),
    ("first", nations("Viet Nam"), "exact"),
    ("No. 1", nations("Viet Nam"), "exact"),
    ("number one", nations("Viet Nam"), "exact"),
    ("top", nations("Viet Nam"), "exact"),
    ("led", nations("Viet Nam"), "exact"),
    ("the largest", nations("Thailand"), "mismatch"),
    ("second largest", nations("Thailand"), "exact"),
    ("second-most", nations("Thailand"), "exact"),
    ("in second place", nations("Thailand"), "exact"),
    ("2nd", nations("Thailand"), "exact"),
    ("ranked second", nations("Thailand"), "exact"),
    ("second only to Viet Nam", nations("Thailand"), "exact"),
    ("the next-largest", nations("Thailand"), "incomparable"),
    ("the largest level", nations("Viet Nam"), "exact"),
    ("second of six", nations("Thailand"), "exact"),
    ("second of seven", nations("Thailand"), "mismatch"),
    ("the third-highest", nations("China"), "exact"),
    ("third highest", nations("Thailand"), "mismatch"),
    ("the largest of the six", nations("Viet Nam"), "exact"),
    ("among the top three", nations("China"), "holds"),
    ("among the top two", nations("China"), "mismatch"),
    ("one of the three largest", nations("China"), "holds"),
    ("one of the largest", nations("China"), "incomparable"),
    ("not the largest", nations("Viet Nam"), "incomparable"),
    ("the smallest", nations("Viet Nam"), "mismatch"),
    ("the smallest", nations("Mongolia"), "exact"),
    ("the fewest", nations("Mongolia", "lowest"), "exact"),
    ("the most", nations("Mongolia", "lowest"), "mismatch"),
    ("joint fourth", nations("Russia"), "exact"),
    ("fourth", nations("Russia"), "loose"),
    ("fifth", nations("Russia"), "loose"),
    ("sixth", nations("Russia"), "mismatch"),
    ("joint second", nations("Thailand"), "mismatch"),
    ("the largest, with 222", nations("Viet Nam"), "exact"),
    ("the largest, with 223", nations("Viet Nam"), "mismatch"),
    ("third highest in 2024", THIRD, "exact"),
    ("third highest in 2023", THIRD, "mismatch"),
    ("a record", THIRD, "mismatch"),
]
EXTREMES = [
    ("a record", RECORD, "exact"),
    ("the record year 2024", RECORD, "exact"),
    ("the record year 2023", RECORD, "mismatch"),
    ("a record 3,232", RECORD, "exact"),
    ("a record 3,151", RECORD, "mismatch"),
    ("an all-time high", RECORD, "exact"),
    ("the highest on record", RECORD, "exact"),
    ("the highest", RECORD, "exact"),
    ("the most so far", RECORD, "exact"),
    ("the most ever", RECORD, "exact"),
    ("more than ever before", RECORD, "exact"),
    ("never before so many", RECORD, "exact"),
    ("never so few", RECORD, "mismatch"),
    ("unprecedented", RECORD, "exact"),
    ("a new high", RECORD, "exact"),
    ("a historic low", RECORD, "mismatch"),
    ("its highest level ever", RECORD, "exact"),
    ("a record low", RECORD, "mismatch"),
    ("the lowest", RECORD, "mismatch"),
    ("not a record", RECORD, "incomparable"),
    ("the highest since 2018", RECORD, "loose"),
    ("the highest since 1995", RECORD, "incomparable"),
    ("second highest", RECORD, "incomparable"),
    ("the highest since records began", RECORD, "exact"),
    ("the highest since records began in 2016", RECORD, "exact"),
    ("the highest since records began in 1990", RECORD, "mismatch"),
    ("the highest since at least 2016", RECORD, "holds"),
    ("the highest since at least 2010", SINCE_2009, "holds"),
    ("the highest since at least 2008", SINCE_2009, "mismatch"),
    ("a record", OLD_RECORD, "loose"),
    ("then a record", OLD_RECORD, "exact"),
    ("the highest since 2009", SINCE_2009, "exact"),
    ("the most people since 2009", SINCE_2009, "exact"),
    ("the highest since 2008", SINCE_2009, "mismatch"),
    ("the highest since 2010", SINCE_2009, "loose"),
    ("2009", SINCE_2009, "exact"),
    ("2008", SINCE_2009, "mismatch"),
    ("a record", SINCE_2009, "mismatch"),
    ("the highest", SINCE_2009, "mismatch"),
    ("the lowest since 2009", SINCE_2009, "mismatch"),
    ("the highest in six years", SINCE_2009, "exact"),
    ("a six-year high", SINCE_2009, "exact"),
    ("a six-year low", SINCE_2009, "mismatch"),
    ("the highest in seven years", SINCE_2009, "mismatch"),
    ("the highest in five years", SINCE_2009, "loose"),
    ("the highest in more than five years", SINCE_2009, "holds"),
    ("the highest in a decade", SINCE_2009, "mismatch"),
    ("for the first time since 2009", SINCE_2009, "exact"),
    ("the highest in six months", SINCE_2009, "incomparable"),
    ("a record low", LOW, "exact"),
    ("then the lowest on record", LOW, "exact"),
    ("the lowest since 2018", LOW_SINCE, "exact"),
    ("the lowest in seven years", LOW_SINCE, "exact"),
    ("the highest since December 2022", MONTH, "exact"),
    ("the highest since 2022", MONTH, "rounded"),
    ("the highest since January 2023", MONTH, "loose"),
    ("a three-month high", MONTH, "exact"),
    ("a record", ALONE, "loose"),
    ("second year running", RECORD, "incomparable"),
]
CHANGES = [
    ("more than double", RISE, "holds"),
    ("more than doubled", RISE_SHARE, "holds"),
    ("doubled", RISE, "holds"),
    ("tripled", RISE, "mismatch"),
    ("2.06 times", RISE, "rounded"),
    ("from 370 to 762", RISE, "exact"),
    ("rose from 370 to 762", RISE_SHARE, "exact"),
    ("fell from 370 to 762", RISE_SHARE, "mismatch"),
    ("from 370 to 763", RISE, "mismatch"),
    ("from 371 to 762", RISE, "mismatch"),
    ("rose by 105.9%", RISE_SHARE, "rounded"),
    ("fell by 105.9%", RISE_SHARE, "mismatch"),
    ("rose by 6.3 percentage points", POINTS, "exact"),
    ("rose by 6.3%", POINTS, "mismatch"),
    ("rose by 11.6%", POINTS, "mismatch"),
    ("fell by 6.3 percentage points", POINTS, "mismatch"),
    ("rose by 11.6%", PER_CENT, "rounded"),
    ("rose by 6.3 percentage points", PER_CENT, "mismatch"),
    ("from 54.5% to 60.8%", POINTS, "exact"),
    ("from 54.5% to 60.9%", POINTS, "mismatch"),
    ("fell 16.6%", FALL, "rounded"),
    ("from 27,611 to 23,022", FALL, "exact"),
    ("from 27,611 in 2023 to 23,022 in 2024", FALL, "exact"),
    ("from 27,611 to 23,023", FALL, "mismatch"),
    ("rose 16.6%", FALL, "mismatch"),
]
KOREAN = [
    ("2년 연속", ABOVE, "exact"),
    ("3년 연속", ABOVE, "mismatch"),
    ("두 해 연속", ABOVE, "exact"),
    ("2년째", ABOVE, "exact"),
    ("2년 연속 2만 명을 넘었다", ABOVE, "exact"),
    ("2년 연속 3만 명을 넘었다", ABOVE, "mismatch"),
    ("7년 연속 증가", RISES, "exact"),
    ("7년 연속 감소", RISES, "mismatch"),
    ("두 달 연속", MONTHLY, "exact"),
    ("2개월 연속 증가", MONTHLY, "exact"),
    ("가장 많은", nations("Viet Nam"), "exact"),
    ("가장 많았다", nations("Viet Nam"), "exact"),
    ("가장 적은", nations("Viet Nam"), "mismatch"),
    ("최대", nations("Viet Nam"), "exact"),
    ("1위", nations("Viet Nam"), "exact"),
    ("1위", nations("Thailand"), "mismatch"),
    ("두 번째로 많은", nations("Thailand"), "exact"),
    ("세 번째로 많은", nations("China"), "exact"),
    ("세 번째로 많은", nations("Thailand"), "mismatch"),
    ("공동 4위", nations("Russia"), "exact"),
    ("역대 최다", RECORD, "exact"),
    ("역대 최다인 3,232명", RECORD, "exact"),
    ("역대 최다인 3,233명", RECORD, "mismatch"),
    ("사상 최고", RECORD, "exact"),
    ("사상 최저", RECORD, "mismatch"),
    ("역대 최다", SINCE_2009, "mismatch"),
    ("지금까지 가장 많았다", RECORD, "exact"),
    ("가장 많지 않다", RECORD, "incomparable"),
    ("전례 없는", RECORD, "exact"),
    ("2009년 이후 최고", SINCE_2009, "exact"),
    ("2009년 이래 가장 많은", SINCE_2009, "exact"),
    ("2008년 이후 최고", SINCE_2009, "mismatch"),
    ("2009년 이후 최저", SINCE_2009, "mismatch"),
    ("6년 만에 최고", SINCE_2009, "exact"),
    ("6년 만에 가장 많은", SINCE_2009, "exact"),
    ("7년 만에 최고", SINCE_2009, "mismatch"),
    ("2022년 12월 이후 최고", MONTH, "exact"),
    ("2만7,611명에서 2만3,022명으로 감소", FALL, "exact"),
    ("370명에서 762명으로 증가", RISE_SHARE, "exact"),
    ("370명에서 762명으로 감소", RISE_SHARE, "mismatch"),
    ("두 배 이상", RISE, "holds"),
    ("6.3%포인트 상승", POINTS, "exact"),
    ("6.3% 상승", POINTS, "mismatch"),
]
UNITS = {"streak": "years", "rank": "rank", "extreme": "since"}


def verdict_of(printed: str, known: tuple[Decimal | str, Basis], locale: str = "en"):
    value, basis = known
    unit = UNITS.get(basis.kind, basis.test)
    return judge(printed, value, unit=unit, basis=basis, locale=locale)


@pytest.mark.parametrize(
    ("printed", "known", "verdict"),
    [pytest.param(*case, id=f"{case[0]} | {case[1][0]}") for case in [*STREAKS, *RANKS, *EXTREMES, *CHANGES]],
)
def test_verdict(printed, known, verdict):
    finding = verdict_of(printed, known)
    assert finding.verdict is Verdict(verdict), f"{finding.reading!r}: {finding.reason}"


@pytest.mark.parametrize(
    ("printed", "known", "verdict"), [pytest.param(*case, id=f"{case[0]} | {case[1][0]}") for case in KOREAN]
)
def test_verdict_in_korean(printed, known, verdict):
    finding = verdict_of(printed, known, "ko")
    assert finding.verdict is Verdict(verdict), f"{finding.reading!r}: {finding.reason}"


@pytest.mark.parametrize("printed", ["not the largest", "one of the largest", "among the highest", "no longer first"])
def test_a_rank_without_its_series_is_judged_only_where_it_names_a_place(printed):
    assert judge(printed, 1, unit="rank").verdict is Verdict.INCOMPARABLE
    assert judge("the largest", 1, unit="rank").verdict is Verdict.EXACT


def test_a_record_without_its_series_is_not_judged():
    assert judge("a record", "record", unit="since").verdict is Verdict.INCOMPARABLE


def test_a_failing_claim_says_what_is_true():
    assert verdict_of("for the third year running", ABOVE).reason == (
        "2 years running (2023, 2024) above 20,000; 2022 was 18,395"
    )
    assert verdict_of("the largest", nations("Thailand")).reason == (
        "Thailand with 202 is 2nd of 6, the largest first; before it Viet Nam (222); after it China (187)"
    )
    assert verdict_of("a record", SINCE_2009).reason == "no record: 2015 with 11,700 is the highest since 2009 (11,875)"
    assert verdict_of("the lowest since 2009", SINCE_2009).reason.startswith("the text says the lowest")


@pytest.mark.parametrize("value", [None, "many", True, float("nan"), object(), [2]])
@pytest.mark.parametrize("known", [ABOVE, THIRD, RECORD, RISE], ids=["run", "rank", "record", "change"])
def test_a_value_that_is_none_is_not_judged(value, known):
    assert verdict_of("the second", (value, known[1])).verdict in {Verdict.INCOMPARABLE, Verdict.MISMATCH}


values = st.dictionaries(st.integers(1990, 2024), st.integers(1, 30), min_size=2, max_size=20)


def printed_ordinal(number) -> str:
    return show(number, "rank")


@given(values=values, data=st.data())
def test_what_a_series_says_is_borne_out_and_the_next_number_is_not(values, data):
    at = str(data.draw(st.sampled_from(sorted(values))))
    pairs = [(str(year), Decimal(value)) for year, value in values.items()]
    series = read_timeline(pairs, place="test")
    run = find_streak(series, at=at, test="up")
    place = find_rank(pairs, of=at)
    since = find_extreme(series, at=at)
    assert verdict_of(f"up for the {printed_ordinal(run[0])} year running", run).verdict is Verdict.EXACT
    assert verdict_of(f"up for the {printed_ordinal(run[0] + 1)} year running", run).verdict is Verdict.MISMATCH
    shared = len(place[1].run)
    named = verdict_of(f"the {printed_ordinal(place[0])}-highest", place).verdict
    assert named is (Verdict.LOOSE if shared else Verdict.EXACT)
    assert verdict_of(f"the {printed_ordinal(place[0] + shared + 1)}-highest", place).verdict is Verdict.MISMATCH
    if since[0] != RECORD_VALUE:
        assert verdict_of(f"the highest since {since[0]}", since).verdict is Verdict.EXACT
        assert verdict_of(f"the highest since {int(since[0]) - 1}", since).verdict is Verdict.MISMATCH
        assert verdict_of("a record", since).verdict is Verdict.MISMATCH
    else:
        assert verdict_of("then a record", since).verdict in {Verdict.EXACT, Verdict.LOOSE}
        assert verdict_of("a record low", since).verdict is Verdict.MISMATCH


words = st.sampled_from(
    "the a record highest lowest largest second third years year running since 2009 in row not one of top for first "
    "time ever above 20,000 from to % 3,232 high all-time joint 연속 2년 역대 최다 가장 많은 이후 만에 , - (".split()
)


@given(
    printed=st.one_of(st.text(max_size=60), st.lists(words, max_size=9).map(" ".join)),
    known=st.sampled_from([ABOVE, RISES, THIRD, RECORD, SINCE_2009, ALONE, RISE, POINTS, nations("Russia")]),
    locale=st.sampled_from(["en", "ko"]),
)
def test_no_text_raises_and_what_passes_has_a_reason(printed, known, locale):
    finding = verdict_of(printed, known, locale)
    assert finding.reason
    assert finding.printed == printed
