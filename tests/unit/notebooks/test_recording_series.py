"""Streaks, ranks, extremes and changes of pandas series, as a notebook records them, and as the evidence shows them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

import factbook as fb
from factbook.notebooks.recording.emit import MIME
from factbook.notebooks.recording.record import parse_bundle
from factbook.render.html.evidence_page import render_statistic_page, statistic_json
from factbook.render.metadata.claims_json import statistic_item
from factbook.render.terminal.explain import render_explanation
from figurecheck.model import Cell, Statistic, Verdict
from figurecheck.model.errors import RecordError
from figurecheck.verdicts.claims import check_figure
from figurecheck.verdicts.known import Known

RIDERS = pd.DataFrame(
    {"year": range(2020, 2026), "value": [18, 16, 18, 27, 23, 24], "unit": "people", "source_id": list("abcdef")}
).set_index("year")
ALL = "everyone who rode a bus in the year"


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch):
    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: bundles.append(bundle))

    def last() -> Statistic:
        read = parse_bundle(bundles[-1][MIME], Cell(notebook="notebooks/riders.ipynb", index=2, code="fb..."))
        assert isinstance(read, Statistic)
        return read

    return last


def check(statistic: Statistic, printed: str, locale: str = "en"):
    known = Known(statistics={statistic.id: statistic}, sources={}, printed_by=lambda source: ())
    return check_figure(printed, statistic.id, known, locale)


def test_a_streak_is_recorded_with_its_whole_series(recorded):
    fb.streak("riders.streak", RIDERS, above=20, population=ALL)
    statistic = recorded()
    assert (statistic.value, statistic.unit, statistic.period) == (3, "years", "2023/2025")
    assert statistic.basis is not None
    assert statistic.basis.values == {str(2020 + at): Decimal(value) for at, value in enumerate(RIDERS["value"])}
    assert statistic.source_ids == tuple("abcdef")
    assert check(statistic, "three years running above 20").verdict is Verdict.EXACT
    assert check(statistic, "for the fourth year running").reason == (
        "3 years running (2023, 2024, 2025) above 20; 2022 was 18"
    )


@pytest.mark.parametrize(
    ("labels", "between"),
    [
        pytest.param(range(2020, 2026), lambda first, last: f"{first}/{last}", id="years"),
        pytest.param([f"2024-Q{at}" for at in (1, 2, 3, 4)], lambda first, last: f"{first}/{last}", id="quarters"),
        pytest.param(
            [f"{year}-01/{year}-06" for year in range(2021, 2025)],
            lambda first, last: f"{first[:7]}/{last[8:]}",
            id="first halves of years",
        ),
    ],
)
def test_the_period_is_that_which_the_claim_is_about_unless_a_notebook_says_another(recorded, labels, between):
    labels = list(labels)
    rising = pd.Series(range(1, len(labels) + 1), index=labels)
    frame = pd.DataFrame({"value": rising})
    first, second, last = labels[0], labels[1], labels[-1]
    common = {"population": ALL, "rows": frame}
    fb.change("riders.change", rising, old=first, at=last, **common)
    assert recorded().period == between(str(first), str(last))
    fb.streak("riders.streak", rising, direction="up", **common)
    assert recorded().period == between(str(second), str(last))
    fb.streak("riders.streak", rising, above=len(labels) - 1, **common)
    assert recorded().period == str(last)
    fb.streak("riders.streak", rising, above=len(labels), **common)
    assert (recorded().value, recorded().period) == (0, str(last))
    fb.extreme("riders.extreme", rising, at=second, **common)
    assert recorded().period == str(second)
    fb.rank("riders.rank", rising, at=second, **common)
    assert recorded().period == str(second)
    fb.rank("riders.rank", pd.Series([2, 1], index=["bus", "tram"]), at="tram", **common)
    assert recorded().period == ""
    fb.change("riders.change", rising, old=first, at=second, period="2031", **common)
    assert recorded().period == "2031"


def test_a_rank_an_extreme_and_a_change_come_back_as_they_were_recorded(recorded):
    fb.rank("riders.rank.2025", RIDERS, at=2025, population=ALL)
    assert (recorded().value, recorded().unit) == (2, "rank")
    fb.extreme("riders.extreme.2025", RIDERS, population=ALL)
    assert (recorded().value, recorded().unit) == ("2023", "since")
    fb.extreme("riders.extreme.2023", RIDERS, at=2023, population=ALL)
    assert recorded().value == "record"
    fb.change("riders.change.2024", RIDERS, old=2023, at=2024, population=ALL)
    assert recorded().basis.others == (("2022", Decimal(5) / 18),)
    assert [row[0] for row in recorded().rows[0].rows] == [2022, 2023, 2024]
    assert check(recorded(), "fell 14.8%").reason.endswith("the base decides the story: +27.78% from 2022")


@pytest.mark.parametrize(
    ("index", "unit"),
    [
        pytest.param([2021, 2022, 2023], "years", id="numbers"),
        pytest.param(np.array([2021, 2022, 2023]), "years", id="numpy numbers"),
        pytest.param(["2023-01", "2023-02", "2023-03"], "months", id="texts"),
        pytest.param(pd.period_range("2023Q3", periods=3, freq="Q"), "quarters", id="pandas periods"),
        pytest.param(pd.date_range("2021-01-01", periods=3, freq="YS"), "years", id="starts of years"),
        pytest.param(pd.date_range("2021-01-31", periods=3, freq="ME"), "months", id="ends of months"),
        pytest.param([datetime.date(2024, 2, day) for day in (27, 28, 29)], "days", id="days"),
        pytest.param(["2023-01/2023-06", "2023-07/2023-12", "2024-01/2024-06"], "half-years", id="half-years"),
    ],
)
def test_the_unit_of_a_streak_is_the_step_of_its_index(recorded, index, unit):
    fb.streak("a.b", pd.Series([1, 2, 3], index=index), direction="up", population="x", rows=RIDERS)
    assert (recorded().value, recorded().unit) == (2, unit)


def test_missing_values_are_gaps_and_decimals_stay_exact(recorded):
    series = pd.Series([Decimal("0.10"), np.nan, Decimal("-0.3"), Decimal("-0.1")], index=[2020, 2021, 2022, 2023])
    fb.streak("a.b", series, direction="up", population="x", rows=RIDERS)
    assert recorded().value == 1
    assert recorded().basis.gaps == (("2021", "2021"),)
    assert recorded().basis.values["2020"] == Decimal("0.10")


def test_two_bare_numbers_are_a_mapping(recorded):
    fb.change("a.b", {2020: 370, 2024: 762}, as_="ratio", unit="people", population="x", rows=RIDERS)
    assert check(recorded(), "more than double").verdict is Verdict.HOLDS
    assert check(recorded(), "from 370 to 762").verdict is Verdict.EXACT


def test_shares_say_per_cent_or_points(recorded):
    shares = pd.Series([0.545, 0.608], index=[2023, 2024])
    fb.change("a.b", shares, as_="pp", unit="share", population="x", rows=RIDERS)
    wrong = check(recorded(), "rose by 6.3%")
    assert wrong.verdict is Verdict.MISMATCH
    assert "6.3 percentage points, or 11.56%" in wrong.reason


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        pytest.param(
            lambda: fb.streak("a.b", RIDERS, population="x"),
            "streak('a.b'): no test is given (give one of above, at_least, below, at_most, or direction='up' or "
            "'down')",
            id="no test",
        ),
        pytest.param(
            lambda: fb.streak("a.b", RIDERS, above=1, below=3, population="x"),
            "streak('a.b'): 'above' and 'below' cannot be tested (give one of above, at_least, below, at_most, or "
            "direction='up' or 'down')",
            id="two tests",
        ),
        pytest.param(
            lambda: fb.streak("a.b", RIDERS, above="many", population="x"),
            "streak('a.b'): 'many' is no number (give above a number)",
            id="a limit in words",
        ),
        pytest.param(
            lambda: fb.extreme("a.b", pd.concat([RIDERS, RIDERS.tail(1)]), population="x"),
            "extreme('a.b'): 2025 appears more than once (keep one row for each; fb.dataset returns the main one)",
            id="a period twice",
        ),
        pytest.param(
            lambda: fb.rank("a.b", RIDERS.set_index("unit", append=True), at=2025, population="x"),
            "rank('a.b'): its index has 2 keys, so it is not one series (select one series with .xs or .loc)",
            id="two keys",
        ),
        pytest.param(
            lambda: fb.rank("a.b", RIDERS, at=2025, column="weight", population="x"),
            "rank('a.b'): the table has no column 'weight' (say which column: value, unit, source_id)",
            id="no such column",
        ),
        pytest.param(
            lambda: fb.extreme("a.b", pd.Series(["many"], index=[2024]), population="x", rows=RIDERS),
            "extreme('a.b'): 2024: 'many' is no number (pass numbers, and None for a gap)",
            id="words",
        ),
        pytest.param(
            lambda: fb.extreme("a.b", RIDERS["value"], population="x"),
            "extreme('a.b'): a Series does not say which rows it rests on (pass rows=, the rows of fb.dataset)",
            id="no rows",
        ),
        pytest.param(
            lambda: fb.extreme("a.b", RIDERS, kind="best", population="x"),
            "extreme('a.b'): kind 'best' is not known (highest or lowest)",
            id="a kind that is none",
        ),
        pytest.param(
            lambda: fb.change("a.b", RIDERS, as_="percent", population="x"),
            "change('a.b'): as_ 'percent' is not known (share, ratio, difference or pp)",
            id="a measure that is none",
        ),
        pytest.param(
            lambda: fb.change("a.b", 762, population="x"),
            "change('a.b'): a int is no series (pass a table of fb.dataset, a pandas Series or pairs)",
            id="one number",
        ),
    ],
)
def test_a_bad_call_is_refused_with_a_remedy(call, expected):
    with pytest.raises(RecordError) as raised:
        call()
    assert str(raised.value) == expected


# What readers see


@pytest.fixture
def streak(recorded) -> Statistic:
    fb.streak("riders.streak", RIDERS, above=20, at=2024, population=ALL)
    return recorded()


def test_the_evidence_page_shows_the_run_and_what_decides_it(streak):
    page = render_statistic_page(streak, [], {}).striptags()
    assert "Each from 2023 to 2024 is above 20." in page
    assert "Before it stood 2022, with 18." in page
    assert "2025, with 24, has decided since." in page


def test_the_evidence_page_speaks_korean(streak):
    page = render_statistic_page(streak, [], {}, language="ko").striptags()
    assert "2023년부터 2024년까지 모두 20 초과다." in page
    assert "Each from" not in page


def test_explain_tells_the_run(streak):
    lines = render_explanation(streak.id, {streak.id: streak}, [], [], {})
    assert "  makes it so Each from 2023 to 2024 is above 20." in lines


def test_the_json_carries_the_series_and_its_sentences(streak):
    for document in (statistic_json(streak, []), statistic_item(streak)):
        assert document["basis"]["run"] == ["2023", "2024"]
        assert document["basis"]["series"][0] == ["2020", "18"]
        assert document["basis"]["sentences"][0] == "Each from 2023 to 2024 is above 20."


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_kind_has_sentences_in_both_languages(recorded, language):
    calls = [
        *(lambda test=test: fb.streak("a.b", RIDERS, population="x", at=2024, **{test: 20}) for test in
          ("above", "at_least", "below", "at_most")),
        *(lambda way=way: fb.streak("a.b", RIDERS, population="x", direction=way) for way in ("up", "down")),
        *(lambda of=of, most=most: fb.rank("a.b", RIDERS, at=of, largest=most, population="x")
          for of in RIDERS.index for most in (True, False)),
        *(lambda at=at, kind=kind: fb.extreme("a.b", RIDERS, at=at, kind=kind, population="x")
          for at in RIDERS.index for kind in ("highest", "lowest")),
        *(lambda how=how: fb.change("a.b", RIDERS, old=2023, at=2024, as_=how, population="x")
          for how in ("share", "ratio", "difference")),
    ]  # fmt: skip
    for call in calls:
        call()
        page = render_statistic_page(recorded(), [], {}, language=language).striptags()
        assert ("What makes it true" in page) == (language == "en")
        assert "{" not in page
