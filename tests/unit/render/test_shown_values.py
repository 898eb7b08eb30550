"""Values beside printed figures: as precise as those, and never alike where they differ."""

from __future__ import annotations

import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbook.model.edition import SealedStatistic
from factbook.render.charts.chart import chart_csv
from factbook.render.html.evidence_page import render_statistic_page, statistic_json
from factbook.render.id_groups import group_ids
from factbook.render.moved_values import show_change
from factbook.render.values import show_pair
from figurecheck.figures import show
from figurecheck.figures.shown_value import print_value
from figurecheck.model import Chart, RowSet, Statistic
from figurecheck.verdicts.judge import judge

amounts = st.decimals(-10000, 10000, places=5)


@settings(max_examples=50)
@given(amounts, amounts, st.sampled_from(["ppm", "share", "EUR", "KRW", "people", "%"]))
def test_two_different_values_never_look_the_same(one, other, unit):
    first, second = show_pair(one, other, (unit, unit))
    assert (first == second) == (one == other)


@settings(max_examples=50)
@given(st.decimals(1, 1000, places=2), st.sampled_from(["ppm", "kg"]))
def test_a_value_of_few_digits_is_shown_in_full(value, unit):
    assert Decimal(show(value, unit).split()[0].replace(",", "")) == value


@settings(max_examples=30)
@given(st.decimals(1, 999, places=2), st.decimals("0.00501", "0.4", places=12))
def test_the_value_of_a_wrong_figure_does_not_look_like_one_that_it_allows(printed, off):
    reason = judge(f"{printed} ppm", printed - off, unit="ppm").reason
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", reason.partition(";")[0])
    value, low, high = (Decimal(one.replace(",", "")) for one in found[:3])
    assert not low <= value < high


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        ("4.14", "EUR", "€4.14"),
        ("4.3", "EUR", "€4.30"),
        ("6.0", "EUR", "€6.00"),
        ("14.3", "JPY", "¥14"),
        ("4.3", "JPY", "¥4.3"),
    ],
)
def test_money_has_the_decimals_of_its_currency(value, unit, printed):
    assert print_value(Decimal(value), unit, "en") == printed


@pytest.mark.parametrize(
    ("before", "after", "unit", "change"),
    [
        ("0.01023", "-0.00447", "share", "−1.47 percentage points"),
        ("425.65", "425.64", "ppm", "−0.0023%"),
        ("61", "60", "rank", ""),
        ("5", "-3", "kg", ""),
    ],
)
def test_how_far_a_value_moved_is_said_in_its_own_measure(before, after, unit, change):
    old, new = (SealedStatistic(id="a", value=Decimal(one), unit=unit) for one in (before, after))
    assert show_change(old, new) == change


def test_ids_of_one_template_are_one_line():
    many = [SimpleNamespace(id=f"a.{year}") for year in range(2000, 2030)]
    assert list(group_ids([*many, SimpleNamespace(id="b")])) == ["a.*: 30 (a.2000, a.2001, ...)", "b"]


def test_a_chart_of_many_rows_offers_what_it_draws():
    rows = RowSet(dataset="t", columns=("n",), rows=tuple((at,) for at in range(2000)))
    chart = Chart(id="c", title="", alt="", rows=(rows,), specs={"l": {"datasets": {"d": [{"year": 1, "n": 5}]}}})
    assert chart_csv(chart) == "table,year,n\n,1,5\n"


def test_evidence_of_what_no_page_prints_is_short():
    rows = RowSet(dataset="t", columns=("n",), rows=tuple((at,) for at in range(500)), lines=tuple(range(2, 502)))
    one = Statistic(id="a.b", value=Decimal(5), unit="kg", rows=(rows,))
    assert len(render_statistic_page(one, [], {})) < 5000
    assert len(statistic_json(one, [])["rows"][0]["rows"]) == 12
    assert statistic_json(one, [])["rows"][0]["count"] == 500
