"""Runs, ranks, extremes and changes over whole series, as they come in real data, and against plain counting."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.model import Basis
from figurecheck.model.errors import RecordError
from figurecheck.model.periods import MONTHS_OF, Clock, find_gaps, read_clock
from figurecheck.model.series import (
    LIMITS,
    MOVES,
    RECORD,
    Timeline,
    find_change,
    find_extreme,
    find_rank,
    find_streak,
    measure_change,
    read_timeline,
)
from figurecheck.verdicts.series_text import describe_basis


def line(*pairs: tuple[str, int | str | None], every: int = 1) -> Timeline:
    given_pairs = [(label, None if value is None else Decimal(value)) for label, value in pairs]
    return read_timeline(given_pairs, place="series", every=every)


def years(start: int, *values: int | str | None) -> Timeline:
    return line(*((str(start + at), value) for at, value in enumerate(values)))


# Periods


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        pytest.param(["2023", "2024"], "year", id="years"),
        pytest.param(["2023-H2", "2024H1"], "half-year", id="half-years"),
        pytest.param(["2023Q4", "2024-Q1"], "quarter", id="quarters, as pandas writes them too"),
        pytest.param(["2023-12", "2024-01"], "month", id="months"),
        pytest.param(["2020-W53", "2021-W01"], "week", id="weeks over a long year"),
        pytest.param(["2024-02-29", "2024-03-01"], "day", id="days over a leap day"),
        pytest.param(["2024-01/2024-06", "2025-01/2025-06"], "year", id="the same half of each year"),
        pytest.param(["2024-01/2024-06", "2024-07/2024-12"], "half-year", id="each half of a year"),
        pytest.param(["2022-04/2023-03", "2023-04/2024-03"], "year", id="years that begin in April"),
    ],
)
def test_neighbouring_periods_have_neighbouring_numbers(labels, kind):
    clock = read_clock(labels)
    assert clock is not None
    assert clock.kind == kind
    first, second = map(clock.number, labels)
    assert first is not None
    assert second == first + 1
    assert clock.number(clock.label(second)) == second


@pytest.mark.parametrize(
    "labels", [["2024", "2024-05"], ["spring"], ["2024-13"], ["2024-02-30"], [], ["2024-06/2024-01"], ["2018/2022"]]
)
def test_what_is_no_series_of_periods_has_no_clock(labels):
    assert read_clock(labels) is None


@given(kind=st.sampled_from([*MONTHS_OF, "week", "day"]), day=st.dates(datetime.date(1800, 1, 1)))
def test_writing_and_reading_a_period_are_inverse(kind, day):
    by_days = {"week": day.toordinal() // 7, "day": day.toordinal()}
    number = by_days.get(kind) or (day.year * 12 + day.month - 1) // MONTHS_OF[kind]
    clock = Clock(kind=kind)
    assert clock.number(clock.label(number)) == number


def test_gaps_are_stretches():
    assert find_gaps([1, 2, 5, 6, 8]) == [(3, 4), (7, 7)]
    assert find_gaps([2016, 2018, 2022], every=2) == [(2020, 2020)]


# Streaks


def test_a_run_is_counted_back_from_its_end():
    value, basis = find_streak(years(2020, 18, 16, 18, 27, 23), at="2024", test="above", limit=Decimal(20))
    assert (value, basis.run, basis.before, basis.next) == (2, ("2023", "2024"), "2022", "2025")
    assert describe_basis(basis) == "2 years running (2023, 2024) above 20; 2022 was 18"


def test_a_missing_year_ends_a_run_and_is_named():
    value, basis = find_streak(
        line(("2019", 25), ("2021", 25), ("2022", 25)), at="2022", test="above", limit=Decimal(20)
    )
    assert (value, basis.before, basis.gaps) == (2, "2020", (("2020", "2020"),))
    assert "2020 is missing" in describe_basis(basis)


def test_a_year_without_a_value_is_a_gap_like_a_missing_one():
    value, basis = find_streak(years(2019, 25, None, 25, 25), at="2022", test="above", limit=Decimal(20))
    assert (value, basis.gaps) == (2, (("2020", "2020"),))


def test_a_rise_over_a_gap_is_no_rise():
    value, basis = find_streak(line(("2019", 1), ("2021", 2), ("2022", 3)), at="2022", test="up")
    assert (value, basis.run) == (1, ("2022",))


def test_an_unsorted_series_is_put_in_order():
    value, _ = find_streak(line(("2024", 3), ("2022", 1), ("2023", 2)), at="2024", test="up")
    assert value == 2


def test_equal_values_are_neither_up_nor_down():
    for test in ("up", "down"):
        assert find_streak(years(2020, 5, 5), at="2021", test=test)[0] == 0


def test_a_run_that_reaches_the_start_says_that_the_series_begins_there():
    value, basis = find_streak(years(2022, 25, 26), at="2023", test="above", limit=Decimal(20))
    assert (value, basis.before) == (2, "")
    assert "the series begins in 2022" in describe_basis(basis)


def test_a_run_of_falls_may_go_below_zero():
    assert find_streak(years(2020, 2, 0, -3, "-3.5"), at="2023", test="down")[0] == 3


def test_no_run_is_no_years():
    value, basis = find_streak(years(2020, 25, 18), at="2021", test="above", limit=Decimal(20))
    assert (value, basis.run) == (0, ())
    assert describe_basis(basis) == "no run: 2021 was not above 20 (18)"


def test_a_limit_that_is_reached_is_not_passed():
    reached = years(2020, 20, 20)
    assert find_streak(reached, at="2021", test="above", limit=Decimal(20))[0] == 0
    assert find_streak(reached, at="2021", test="at least", limit=Decimal(20))[0] == 2


def test_a_count_every_second_year_has_no_gaps_when_that_is_said():
    value, basis = find_streak(line(("2018", 1), ("2020", 2), ("2022", 3), every=2), at="2022", test="up")
    assert (value, basis.gaps, basis.next, basis.span) == (2, (), "2024", "")


def test_one_value_is_a_run_of_itself():
    assert find_streak(years(2024, 25), at="2024", test="above", limit=Decimal(20))[0] == 1
    assert find_streak(years(2024, 25), at="2024", test="up")[0] == 0


# Ranks and extremes


def test_ties_share_the_better_place():
    pairs = [("a", Decimal(3)), ("b", Decimal(2)), ("c", Decimal(2)), ("d", Decimal(1))]
    assert [find_rank(pairs, of=name)[0] for name in "abcd"] == [1, 2, 2, 4]
    assert find_rank(pairs, of="c")[1].run == ("b",)
    assert [find_rank(pairs, of=name, test="lowest")[0] for name in "abcd"] == [4, 2, 2, 1]


def test_who_equals_an_old_record_has_set_none():
    assert find_extreme(years(2008, 9, 5, 9), at="2010")[0] == "2008"


def test_the_last_period_that_was_as_high_is_named():
    value, basis = find_extreme(years(2008, 12, 9, 8, 11), at="2011")
    assert (value, basis.run) == ("2008", ("2008",))


def test_a_record_stands_until_it_is_broken_and_knows_where_the_series_begins():
    value, basis = find_extreme(years(2017, 14, 12, 27, 23), at="2019")
    assert value == RECORD
    assert (
        describe_basis(basis)
        == "2019 with 27 is a record of the series from 2017 on; the highest before it was 2017 (14)"
    )


def test_the_first_value_of_a_series_is_a_record_of_nothing():
    value, basis = find_extreme(years(2024, 5), at="2024")
    assert value == RECORD
    assert "nothing came before it" in describe_basis(basis)


# Changes


def test_a_base_that_turns_the_direction_is_kept():
    value, basis = find_change(years(2022, 481, 1477, 649), old="2023", new="2024")
    assert value < 0
    assert [(base, change > 0) for base, change in basis.others] == [("2022", True)]
    assert "the base decides the story" in describe_basis(basis)


@pytest.mark.parametrize(
    ("values", "old", "others"),
    [
        pytest.param((100, 60, 120), "2021", ["2020"], id="a dip makes a rise look large"),
        pytest.param((100, 95, 120), "2021", [], id="a small dip is no story"),
        pytest.param((100, 200, 120), "2021", ["2020"], id="a peak makes a rise a fall"),
        pytest.param((100, 110, 60, 120), "2021", ["2022"], id="a dip after the base"),
        pytest.param((932, 948, 1529, 3232), "2021", [], id="a longer time has a larger change of itself"),
    ],
)
def test_a_base_that_is_a_peak_or_a_dip_is_told_with_the_one_beside_it(values, old, others):
    _, basis = find_change(years(2020, *values), old=old, new=str(2019 + len(values)))
    assert [base for base, _ in basis.others] == others


def test_a_steady_rise_has_no_other_story():
    assert find_change(years(2020, 100, 120, 140, 160, 180), old="2021", new="2024")[1].others == ()


@pytest.mark.parametrize(
    ("old", "new", "measure", "unit", "change"),
    [
        ("370", "762", "ratio", "", Decimal(762) / 370),
        ("200", "150", "share", "", Decimal("-0.25")),
        ("0.5", "0.6", "pp", "share", Decimal(10)),
        ("50", "60", "pp", "%", Decimal(10)),
        ("-5", "3", "difference", "", Decimal(8)),
    ],
)
def test_a_change_is_measured(old, new, measure, unit, change):
    assert measure_change(Decimal(old), Decimal(new), measure, unit) == change


# What cannot be used


@pytest.mark.parametrize(
    ("attempt", "expected"),
    [
        pytest.param(
            lambda: line(("2023", 1), ("2024", 2), ("2024", 3)),
            "series: 2024 appears more than once (keep one row for each; fb.dataset returns the main one)",
            id="a period twice",
        ),
        pytest.param(line, "series: the series holds no values (pass at least one)", id="nothing"),
        pytest.param(
            lambda: line(("2023", None)), "series: the series holds no values (pass at least one)", id="no value"
        ),
        pytest.param(
            lambda: find_streak(years(2020, 1, 2), at="2030", test="up", place="streak('a.b')"),
            "streak('a.b'): 2030 is not in the series (it runs from 2020 to 2021)",
            id="a period that is not there",
        ),
        pytest.param(
            lambda: find_extreme(years(2020, 1, None, 2), at="2021", place="extreme('a.b')"),
            "extreme('a.b'): 2021 is not in the series (it runs from 2020 to 2022, with gaps)",
            id="a gap",
        ),
        pytest.param(
            lambda: find_rank([("a", Decimal(1))], of="b", place="rank('a.b')"),
            "rank('a.b'): 'b' is not among those ranked (there are a)",
            id="nobody of that name",
        ),
        pytest.param(
            lambda: find_change(years(2020, 0, 5), old="2020", new="2021", place="change('a.b')"),
            "change('a.b'): a change from 0 has no percentage (record a difference)",
            id="from nothing",
        ),
        pytest.param(
            lambda: find_change(years(2020, 1, 5), old="2021", new="2020", place="change('a.b')"),
            "change('a.b'): 2021 is not before 2020 (give the older one as old)",
            id="backwards",
        ),
        pytest.param(
            lambda: find_change(
                years(2020, "0.1", "0.2"), old="2020", new="2021", measure="difference", unit="share", place="change"
            ),
            "change: a difference of two shares can be read two ways (as_='pp' for percentage points, as_='share' for "
            "per cent)",
            id="a difference of shares",
        ),
        pytest.param(
            lambda: line(("2018", 1), ("2019", 2), every=2),
            "series: 2019 does not lie on a step of 2 (say how many years apart the periods are)",
            id="off the step",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_remedy(attempt, expected):
    with pytest.raises(RecordError) as raised:
        attempt()
    assert str(raised.value) == expected


# Against plain counting

series = st.dictionaries(st.integers(1990, 2030), st.integers(-20, 20), min_size=1, max_size=25)


def timeline_of(values: dict[int, int]) -> Timeline:
    return read_timeline([(str(year), Decimal(value)) for year, value in values.items()], place="series")


def passes(values: dict[int, int], year: int, test: str, limit: int) -> bool:
    if year not in values:
        return False
    if test in LIMITS:
        return {"above": values[year] > limit, "at least": values[year] >= limit, "below": values[year] < limit}.get(
            test, values[year] <= limit
        )
    before = values.get(year - 1)
    return before is not None and (values[year] > before if test == "up" else values[year] < before)


@given(values=series, limit=st.integers(-20, 20), test=st.sampled_from([*LIMITS, *MOVES]), data=st.data())
def test_the_run_named_is_whole_and_cannot_be_longer(values, limit, test, data):
    end = data.draw(st.sampled_from(sorted(values)))
    given_limit = Decimal(limit) if test in LIMITS else None
    value, basis = find_streak(timeline_of(values), at=str(end), test=test, limit=given_limit)
    run = [int(label) for label in basis.run]
    assert run == list(range(end - int(value) + 1, end + 1))
    assert all(passes(values, year, test, limit) for year in run)
    assert not passes(values, end - int(value), test, limit)


@given(values=series, highest=st.booleans(), data=st.data())
def test_an_extreme_is_what_plain_counting_finds(values, highest, data):
    at = data.draw(st.sampled_from(sorted(values)))
    as_far = [
        year for year in values if year < at and (values[year] >= values[at] if highest else values[year] <= values[at])
    ]
    value, _ = find_extreme(timeline_of(values), at=str(at), test="highest" if highest else "lowest")
    assert value == (str(max(as_far)) if as_far else RECORD)


@given(values=series, highest=st.booleans(), data=st.data())
def test_a_rank_is_one_more_than_those_ahead(values, highest, data):
    of = data.draw(st.sampled_from(sorted(values)))
    pairs = [(str(year), Decimal(value)) for year, value in values.items()]
    value, basis = find_rank(pairs, of=str(of), test="highest" if highest else "lowest")
    ahead = sum(other > values[of] if highest else other < values[of] for other in values.values())
    assert value == 1 + ahead
    assert set(basis.run) == {str(year) for year, other in values.items() if other == values[of] and year != of}


@given(values=series.filter(lambda found: len(found) > 1), data=st.data())
def test_a_base_that_turns_the_story_is_never_kept_silent(values, data):
    old, new = sorted(data.draw(st.lists(st.sampled_from(sorted(values)), min_size=2, max_size=2, unique=True)))
    _, basis = find_change(timeline_of(values), old=str(old), new=str(new), measure="difference")
    ordered = sorted(values)
    at = ordered.index(old)
    beside = [year for year in (*ordered[max(0, at - 1) : at], *ordered[at + 1 : at + 2]) if year != new]
    turned = {str(year) for year in beside if (values[new] - values[year]) * (values[new] - values[old]) < 0}
    assert turned <= {base for base, _ in basis.others}


def test_a_name_that_looks_like_a_month_stays_a_name():
    assert "10-12 with 5" in describe_basis(find_rank([("10-12", Decimal(5)), ("13-15", Decimal(7))], of="10-12")[1])


@given(values=series, data=st.data())
def test_every_basis_can_be_described(values, data):
    at = str(data.draw(st.sampled_from(sorted(values))))
    bases: list[Basis] = [
        find_extreme(timeline_of(values), at=at)[1],
        find_streak(timeline_of(values), at=at, test="up")[1],
    ]
    bases.append(find_rank([(str(year), Decimal(value)) for year, value in values.items()], of=at)[1])
    assert all(describe_basis(basis) for basis in bases)
