"""Whatever a notebook passes to the series functions is recorded, or refused in our words; and they have one shape."""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import factbook as fb
from factbook.notebooks.recording.emit import MIME
from factbook.notebooks.recording.given import Described
from factbook.notebooks.recording.labels import read_labels
from factbook.notebooks.recording.record import parse_bundle
from factbook.render.html.evidence_page import render_statistic_page
from figurecheck.figures.period_names import find_parts
from figurecheck.model import Cell, Statistic
from figurecheck.model.errors import Complaint, RecordError
from figurecheck.verdicts.claims import check_figure
from figurecheck.verdicts.known import Known

ROWS = pd.DataFrame({"value": [1]}, index=pd.Index([2024], name="year"))
CALLS: dict[str, Callable[..., None]] = {
    "rank": fb.rank,
    "extreme": fb.extreme,
    "streak": fb.streak,
    "change": fb.change,
}
NEEDED = {"streak": {"direction": "up"}, "change": {"as_": "difference"}}


@pytest.fixture(scope="module")
def bundles():
    displayed: list[dict[str, Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("IPython.display.display", lambda bundle, raw: displayed.append(bundle))
        yield displayed


def last(bundles) -> Statistic:
    read = parse_bundle(bundles[-1][MIME], Cell(notebook="notebooks/a.ipynb", index=2, code="fb..."))
    assert isinstance(read, Statistic)
    return read


def verdict(statistic: Statistic, printed: str, locale: str = "en") -> str:
    known = Known(statistics={statistic.id: statistic}, sources={}, printed_by=lambda source: ())
    finding = check_figure(printed, statistic.id, known, locale)
    return f"{finding.verdict.value}"


# One shape


def test_the_functions_take_all_that_record_takes_but_the_value_and_what_the_series_is():
    taken = set(inspect.signature(fb.record).parameters) - {"id", "value", "basis"}
    assert taken < set(Described.__annotations__)


@pytest.mark.parametrize("name", CALLS)
def test_every_common_argument_is_recorded(bundles, name):
    texts = {"about": "buses", "measure": "trips", "period": "2021", "note": "provisional", "label": "Trips"}
    series = pd.Series([3, 5, 4], index=[2019, 2020, 2021])
    CALLS[name]("a.b", series, unit="trips", every=1, population="all", rows=ROWS, **texts, **NEEDED.get(name, {}))
    found = last(bundles)
    assert {key: getattr(found, key) for key in texts} == texts
    assert found.basis is not None
    assert (found.basis.unit, found.basis.at) == ("trips", "2021")


@pytest.mark.parametrize("name", CALLS)
def test_a_word_that_is_no_argument_is_a_complaint(name):
    with pytest.raises(
        RecordError, match=rf"{name}\('a.b'\): got an unexpected keyword argument 'units' \(it takes id,"
    ):
        CALLS[name]("a.b", {2020: 1}, units="people")
    with pytest.raises(RecordError, match="missing a required argument: 'series'"):
        CALLS[name]("a.b")
    with pytest.raises(RecordError, match="population is empty"):
        CALLS[name]("a.b", {2020: 1, 2021: 2}, rows=ROWS, **NEEDED.get(name, {}))


# Labels with an order


@pytest.mark.parametrize(
    ("labels", "unit", "gap"),
    [
        pytest.param([f"Round {at}" for at in (1, 2, 3)], "rounds", "", id="rounds"),
        pytest.param([f"Round {at}" for at in (1, 3, 4)], "rounds", "Round 2", id="rounds with one missing"),
        pytest.param(["R9", "R10", "R11"], "count", "", id="a letter and a number"),
        pytest.param(["116th Congress", "117th Congress", "118th Congress"], "Congresses", "", id="ordinals"),
        pytest.param(["21st edition", "22nd edition", "23rd edition"], "editions", "", id="endings of ordinals"),
        pytest.param(["under 20", "20-29", "30-39"], "count", "", id="bands of age"),
        pytest.param(["Monday", "Tuesday", "Wednesday"], "days", "", id="weekdays"),
        pytest.param(["2019/20", "2020/21", "2021/22"], "years", "", id="seasons"),
        pytest.param(["2009-10", "2010-11", "2011-12"], "years", "", id="seasons that could be months"),
        pytest.param(["1998–99", "1999–00", "2000–01"], "years", "", id="seasons over a century"),
        pytest.param(["2009-2013", "2013-2017", "2017-2021"], "count", "", id="terms"),
        pytest.param(["Q3 2024", "Q4 2024", "Q1 2025"], "quarters", "", id="quarters"),
        pytest.param(["3Q 2024", "4Q 2024", "1Q 2025"], "quarters", "", id="quarters, the number first"),
        pytest.param(["H2 2023", "H1 2024", "H2 2024"], "half-years", "", id="halves"),
        pytest.param(["Nov 2024", "Dec. 2024", "January 2025"], "months", "", id="months"),
        pytest.param(["2024년 11월", "2024년 12월", "2025년 1월"], "months", "", id="Korean months"),
        pytest.param(["3. Quartal 2024", "4. Quartal 2024", "1. Quartal 2025"], "quarters", "", id="German quarters"),
        pytest.param([2019.0, 2020.0, 2021.0], "years", "", id="years as floats"),
        pytest.param([2018, 2020, 2022], "count", "", id="every second year"),
        pytest.param(pd.date_range("2024-05-01", periods=3, tz="Asia/Seoul"), "days", "", id="days of a time zone"),
        pytest.param(
            pd.date_range("2024-05-01", periods=3, tz="UTC").tz_convert("Asia/Seoul"), "days", "", id="of another one"
        ),
        pytest.param(pd.period_range("2024-05", periods=3, freq="M"), "months", "", id="periods of pandas"),
        pytest.param(pd.RangeIndex(1, 4, name="round"), "rounds", "", id="numbers whose index has a name"),
        pytest.param(pd.Index(["a", "b", "c"], name="age_group"), "age groups", "", id="a name of two words"),
    ],
)
def test_a_series_of_any_labels_has_runs_extremes_ranks_and_changes(bundles, labels, unit, gap):
    series = pd.Series([1, 2, 3], index=pd.Index(labels))
    for name, call in CALLS.items():
        call("a.b", series, population="all", rows=ROWS, at=list(labels)[-1], **NEEDED.get(name, {}))
        found = last(bundles)
        assert found.basis is not None
        assert "{" not in render_statistic_page(found, [], {}).striptags()
        if name == "streak":
            assert (found.unit, found.value) == (unit, 1 if gap else 2)
            assert [first for first, _ in found.basis.gaps] == ([gap] if gap else [])
        if name == "extreme":
            assert found.value == "record"
        if name == "change":
            assert found.value == 2


def test_what_a_step_is_called_may_be_said(bundles):
    fb.streak("a.b", {2012: 1, 2016: 2, 2020: 3}, direction="up", every="election", population="all", rows=ROWS)
    assert (last(bundles).value, last(bundles).unit) == (2, "elections")
    assert verdict(last(bundles), "up for the second election running") == "exact"
    assert verdict(last(bundles), "up for the second year running") == "incomparable"


def test_an_index_whose_categories_have_an_order_is_put_in_it(bundles):
    ages = pd.CategoricalIndex(["30-39", "under 20", "20-29"], ["under 20", "20-29", "30-39"], ordered=True)
    fb.streak("a.b", pd.Series([3, 1, 2], index=ages), direction="up", population="all", rows=ROWS)
    assert (last(bundles).value, last(bundles).basis.at) == (2, "30-39")


@pytest.mark.parametrize(
    ("labels", "odd"),
    [
        pytest.param(["20-29", "30-39", "under 20"], "under 20", id="ages by the alphabet"),
        pytest.param(["Friday", "Saturday", "Sunday", "Monday"], "", id="a week from Friday on"),
        pytest.param(["Friday", "Monday", "Saturday", "Thursday"], "Monday", id="weekdays by the alphabet"),
        pytest.param(["Apr", "Dec", "Feb", "Jan"], "Feb", id="months by the alphabet"),
        pytest.param(["under 20", "20-29", "60+"], "", id="ages"),
        pytest.param(["60+", "20-29", "under 20"], "", id="ages, the oldest first"),
        pytest.param(["Sunday", "Monday", "Tuesday"], "", id="a week from Sunday on"),
        pytest.param(["Oct", "Nov", "Jan"], "", id="a season over the turn of the year"),
        pytest.param(["heats", "semi-final", "final"], "", id="names that nobody numbers"),
    ],
)
def test_labels_in_the_order_of_the_alphabet_are_no_series(labels, odd):
    """What pandas makes of a table that is grouped by texts."""
    series = pd.Series(range(len(labels)), index=labels)
    told = {"id": "a.b", "population": "all", "rows": ROWS, "direction": "up"}
    complaints = complaints_of(fb.streak, series=series, **told)
    assert [one.what for one in complaints] == ([f"{odd!r} is out of order"] if odd else [])
    # the same pairs by hand, and categories in an order
    ordered = pd.Series(series.to_numpy(), index=pd.CategoricalIndex(labels, labels, ordered=True))
    assert complaints_of(fb.streak, series=list(series.items()), **told) == ()
    assert complaints_of(fb.streak, series=ordered, **told) == ()


def test_a_biennial_series_has_no_gaps_but_those_it_has(bundles):
    counts = {2010: 1, 2012: 2, 2016: 3, 2018: 4}
    fb.rank("a.b", counts, at=2018, population="all", rows=ROWS)
    assert last(bundles).basis.gaps == (("2014", "2014"),)
    fb.rank("a.b", {**counts, 2014: 2}, population="all", rows=ROWS)
    assert last(bundles).basis.gaps == ()
    fb.rank("a.b", counts, at=2018, every=1, population="all", rows=ROWS)
    assert len(last(bundles).basis.gaps) == 3


def test_the_periods_of_seasons_are_years(bundles):
    series = {"2019/20": 1, "2020/21": 2, "2021/22": 3}
    fb.streak("a.b", series, direction="up", population="all", rows=ROWS)
    assert last(bundles).period == "2020/2022"
    fb.extreme("a.b", series, at="2020/21", population="all", rows=ROWS)
    assert last(bundles).period == "2020/2021"


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        pytest.param({}, "the series holds no values (pass at least one)", id="nothing"),
        pytest.param({2020: None}, "the series holds no values (pass at least one)", id="one gap"),
        pytest.param({2020: 1, "spring": 2}, "'spring' is no period like the others", id="mixed labels"),
        pytest.param({2020: 1, "2021-Q1": 2}, "is no period like the others", id="mixed periods"),
        pytest.param([("2023Q4", 1), ("2023-Q4", 2)], "2023-Q4 appears more than once", id="one period in two forms"),
        pytest.param([1, 2, 3], "a list is no series", id="values without labels"),
        pytest.param("1 2 3", "a str is no series", id="a text"),
        pytest.param(np.array([1, 2]), "a ndarray is no series", id="an array"),
        pytest.param(pd.Series([1, 2, 3]), "its rows have no labels (set_index the column", id="no index"),
        pytest.param(pd.DataFrame({"value": [1, 2]}), "its rows have no labels", id="a table without an index"),
        pytest.param({2020: 1, None: 2}, "the label of value 2 is missing", id="no label"),
        pytest.param({2020: 1, float("nan"): 2}, "the label of value 2 is missing", id="NaN as a label"),
        pytest.param({2020: "1"}, "2020: '1' is no number (pass numbers", id="a text as a value"),
        pytest.param({2020: True}, "2020: True is no number", id="a truth value"),
        pytest.param({2020: np.array([1, 2])}, "is no number", id="an array as a value"),
        pytest.param({2020: [1]}, "is no number", id="a list as a value"),
        pytest.param({2020: Decimal("1E+9999")}, "is no number", id="too many digits"),
        pytest.param(pd.DataFrame([[1, 2]], columns=["value", "value"]), "it has 'value' twice", id="a column twice"),
    ],
)
def test_what_is_no_series_is_refused(series, expected):
    for name in ("extreme", "streak", "change"):
        with pytest.raises(RecordError) as raised:
            CALLS[name]("a.b", series, population="all", rows=ROWS, **NEEDED.get(name, {}))
        assert str(raised.value).startswith(f"{name}('a.b'): ")
        assert expected in str(raised.value)


ODD: list[object] = [
    None, "", "x", 0, -1, 1.5, True, 2020, "2020", "2021-Q1", float("nan"), Decimal("NaN"), Decimal("1.50"),
    Fraction(1, 3), [], [1], {}, {"a": 1}, (), b"x", object(), pd.NA, pd.NaT, np.int64(3), np.array([1, 2]),
    np.array(5), np.datetime64("2024-01-01"), datetime.date(2024, 1, 1),
    datetime.datetime(2024, 1, 1, 9, tzinfo=datetime.UTC),
    pd.Timestamp("2024-01-01", tz="Asia/Seoul"), pd.Period("2024Q1"), pd.Interval(1, 2), pd.Timedelta(1), 10**500,
    pd.Series([1, 2]), pd.DataFrame({"value": [1]}), Decimal("1E+5000"), "2019/20", "Round 5", float("inf"), 1j,
]  # fmt: skip
odd = st.sampled_from(ODD)
labels = st.one_of(
    odd.filter(lambda one: type(one).__hash__ is not None),
    st.integers(2015, 2030),
    st.integers(1, 40).map("Round {}".format),
    st.dates(),
    st.text(max_size=4),
)
numbers = st.one_of(st.integers(-5, 40), st.decimals(-5, 5, places=2), st.none(), odd)
pairs = st.lists(st.tuples(labels, numbers), max_size=6)


@st.composite
def series(draw) -> object:
    found = draw(st.one_of(pairs, st.lists(st.tuples(st.integers(2015, 2022), st.integers(0, 9)), max_size=6)))
    keys, cells = [key for key, _ in found], [cell for _, cell in found]
    kind = draw(st.sampled_from(["pairs", "dict", "Series", "DataFrame", "column", "category", "keys", "odd"]))
    if kind in {"pairs", "odd"}:
        return found if kind == "pairs" else draw(odd)
    if kind == "dict":
        return dict(found)
    index = pd.Index(keys, dtype=object, name=draw(st.sampled_from([None, "round", "year", 5])))
    if kind == "Series":
        return pd.Series(cells, index=index, dtype=object)
    if kind == "category":
        return pd.Series(cells, index=pd.CategoricalIndex([str(key) for key in keys], ordered=draw(st.booleans())))
    if kind == "keys":
        return pd.Series(cells, index=pd.MultiIndex.from_tuples([(str(key), 1) for key in keys], names=["a", "b"]))
    table = pd.DataFrame({"value": pd.Series(cells, dtype=object, index=index), "unit": "people"})
    return table if kind == "DataFrame" else table["value"]


def complaints_of(call: Callable[..., None], **arguments: object) -> tuple[Complaint, ...]:
    try:
        call(**arguments)
    except RecordError as error:
        return error.complaints
    return ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(CALLS)),
    given_series=series(),
    arguments=st.dictionaries(
        st.sampled_from(
            "unit every about measure period population rows label note part whole column at largest kind "
            "above at_least direction old as_ nothing id".split()
        ),
        odd,
        max_size=3,
    ),
)
def test_no_input_raises_anything_but_our_own_error(bundles, name, given_series, arguments):
    told = {"id": "a.b", "population": "all", "rows": ROWS, **NEEDED.get(name, {}), **arguments}
    before = len(bundles)
    complaints = complaints_of(CALLS[name], series=given_series, **told)
    assert len(bundles) == before + (not complaints)
    assert all(complaint.place and complaint.what and complaint.remedy for complaint in complaints)
    assert complaints or last(bundles).basis is not None


@given(values=st.dictionaries(st.integers(1, 40), st.integers(0, 9), min_size=3, max_size=12), data=st.data())
def test_rounds_are_judged_as_years_are(bundles, values, data):
    """Labels in words name the same runs and extremes as the years that they stand for."""
    at = data.draw(st.sampled_from(sorted(values)))
    found = []
    for write in ("Round {}".format, lambda number: str(1980 + number)):
        fb.streak("a.b", {write(key): value for key, value in values.items()}, direction="up", every=1,
                  at=write(at), population="all", rows=ROWS)  # fmt: skip
        run = last(bundles)
        fb.extreme("a.b", {write(key): value for key, value in values.items()}, every=1, at=write(at),
                   population="all", rows=ROWS)  # fmt: skip
        found.append((run.value, len(run.basis.run), len(run.basis.gaps), last(bundles).value))
    assert found[0][:3] == found[1][:3]
    since, year = str(found[0][3]), str(found[1][3])
    assert since == year == "record" or int(since.removeprefix("Round ")) == int(year) - 1980


def test_no_name_of_a_part_of_the_year_means_two_parts():
    assert find_parts()["may"] == "05"
    assert read_labels(["May 2024", "2024 Q3"]) == ["May 2024", "2024 Q3"]


@pytest.mark.parametrize(
    ("named", "said"),
    [({"values": [15], "population": "all"}, "is no id"), ({"id": "a.{year}"}, "multiple values for argument 'id'")],
)
def test_a_table_in_the_place_of_the_id_is_named_and_not_printed(named, said):
    table = pd.DataFrame({"value": [15]}, index=pd.Index(["2024"], name="year"))
    with pytest.raises(RecordError) as raised:
        fb.series(table, **named)
    assert str(raised.value).startswith(f"series(a DataFrame): {said} (")
