"""Figures that hold and deserve a second look, and the whole of which one that does not hold would be true."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.render.words.verdicts import find_group
from figurecheck.model import (
    Cell,
    Claim,
    Finding,
    Place,
    Risk,
    Role,
    RowSet,
    Severity,
    Source,
    Statistic,
    TableOrigin,
    Verdict,
)
from figurecheck.verdicts.cautions import Acknowledged, add_source_caution, check_sources
from figurecheck.verdicts.claims import check_claim, check_figure
from figurecheck.verdicts.known import Known
from figurecheck.verdicts.ratios import check_ratios, find_bounds, is_possible

RIDERS = "everyone who took a bus in the year"
CELL = Cell(notebook="notebooks/riders.ipynb", index=2)


def rows(*cells):
    """Rows of a dataset: value, precision and unit."""
    return (RowSet(dataset="d", columns=("value", "precision", "unit"), rows=cells),)


def statistic(id, value, unit="people", population=RIDERS, **more):
    return Statistic(id=id, value=Decimal(str(value)), unit=unit, population=population, cell=CELL, **more)


def known(*statistics):
    return Known(statistics={one.id: one for one in statistics}, sources={}, printed_by=lambda source: [])


def risks(printed, target, *statistics):
    return [caution.risk for caution in check_figure(printed, target, known(*statistics)).warnings]


ALL = statistic("riders.all", 2613)
SOME = statistic("riders.night", 762, population="everyone who took a night bus in the year")
NAMED = statistic("riders.named", 2000, population="everyone who took a bus and gave a name")
SHARE = statistic("riders.share", 762 / 2613, "share", part="riders.night", whole="riders.all")
TONNES = statistic("sand.kg", 20000, "kg", rows=rows((20000, 10000, "kg")))
BOATS = statistic("sand.boats.kg", 9700, "kg", rows=rows((9700, 100, "kg")))
TIMES = statistic("sand.times", 20000 / 9700, "ratio", part="sand.kg", whole="sand.boats.kg")


def test_a_share_of_its_stated_population_earns_no_warning():
    assert risks("29.2%", "riders.share", ALL, SOME, SHARE) == []


def test_another_whole_than_the_stated_population_is_warned_of():
    wrong = replace(SHARE, population="everyone who took a bus and gave a name")
    finding = check_figure("29.2%", "riders.share", known(ALL, SOME, wrong))
    assert [caution.risk for caution in finding.warnings] == [Risk.DENOMINATOR]
    assert RIDERS in finding.warnings[0].text
    assert finding.verdict is Verdict.ROUNDED
    assert finding.severity is Severity.WARNING


def test_case_and_commas_make_no_other_population():
    assert risks("29.2%", "riders.share", ALL, SOME, replace(SHARE, population=f"{RIDERS.capitalize()},")) == []


def test_a_multiple_is_of_two_populations_and_earns_no_warning():
    other = replace(SHARE, unit="ratio", population="night riders against all")
    assert risks("0.29 times", "riders.share", ALL, SOME, other) == []


def test_the_whole_of_which_a_wrong_share_would_be_true_is_named():
    other = statistic("riders.share.named", 762 / 2000, "share", part="riders.night", whole="riders.named")
    reason = check_figure("38.1%", "riders.share", known(ALL, SOME, NAMED, SHARE, other)).reason
    assert "762 of 2000 is 38.1%, but these are everyone who took a bus and gave a name (riders.named)" in reason
    assert "another whole" not in check_figure("38.3%", "riders.share", known(ALL, SOME, NAMED, SHARE, other)).reason


def test_the_whole_of_another_share_is_tried_only_in_the_same_period():
    other = statistic("x.share", 0.5, "share", part="x", whole="riders.named")
    part = statistic("x", 1000)
    reasons = [
        check_figure(
            "38.1%", "riders.share", known(ALL, SOME, replace(NAMED, period=period), SHARE, other, part)
        ).reason
        for period in ("", "2024")
    ]
    assert ["another whole" in reason for reason in reasons] == [True, False]


def test_a_ratio_of_rounded_figures_is_not_printed_finer_than_they_allow():
    assert risks("2.06 times", "sand.times", TONNES, BOATS, TIMES) == [Risk.ROUNDED_INPUTS]
    assert risks("at least 1.5 times", "sand.times", TONNES, BOATS, TIMES) == []
    assert risks("2.06 times", "sand.times", replace(TONNES, rows=()), replace(BOATS, rows=()), TIMES) == []


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("less than 50 kg", [Risk.ROUNDED_INPUTS], id="an upper end only"),
        pytest.param("at most about 50 kg", [Risk.ROUNDED_INPUTS], id="an upper end only, in two words"),
        pytest.param("more than 35 kg", [Risk.ROUNDED_INPUTS], id="a lower end only"),
        pytest.param("0 to 50 kg", [], id="a range from zero has two ends"),
        pytest.param("10 to 50 kg", [], id="and so has any other"),
    ],
)
def test_a_claim_with_one_end_rests_on_what_the_source_rounded(printed, expected):
    assert risks(printed, "sand", statistic("sand", 40, "kg", rows=rows((40, 100, "kg")))) == expected


def test_a_change_is_of_rounded_figures_too():
    change = statistic("sand.change", 20000 / 9700 - 1, "share", part="sand.kg", whole="sand.boats.kg")
    assert risks("up 106%", "sand.change", TONNES, BOATS, change) == [Risk.ROUNDED_INPUTS]


def test_a_share_that_a_source_rounded_is_not_rounded_again_over_a_tie():
    published = statistic("night", 0.245, "share", rows=rows((Decimal("0.245"), None, "share")))
    assert risks("25%", "night", published) == [Risk.DOUBLE_ROUNDING]
    assert risks("24.5%", "night", published) == []
    computed = statistic("night", 0.245, "share")
    assert risks("25%", "night", computed) == []


def test_a_share_that_the_notebook_rounded_is_not_rounded_again():
    part, whole = statistic("part", 2446), statistic("whole", 10000)
    coarse = statistic("share", "0.245", "share", part="part", whole="whole")
    finding = check_figure("25%", "share", known(part, whole, coarse))
    assert [caution.risk for caution in finding.warnings] == [Risk.DOUBLE_ROUNDING]
    assert "24.46% → 24.5% → 25%" in finding.warnings[0].text
    assert risks("24.5%", "share", part, whole, coarse) == []


@pytest.mark.parametrize(
    ("printed", "value", "thin"),
    [
        ("more than 700", 701, True),
        ("more than 700", 702, False),
        pytest.param("at least 700", 700, False, id="the words allow the very number"),
        pytest.param("700", 700, False, id="exact"),
        pytest.param("more than 20", 21, False, id="one more of few is no thin margin"),
        ("23,000", 22500, True),
        ("23,000", 22502, False),
        ("fewer than 700", 699, True),
    ],
)
def test_a_figure_that_one_more_or_one_fewer_would_turn(printed, value, thin):
    assert risks(printed, "riders", statistic("riders", value)) == ([Risk.THIN_MARGIN] if thin else [])


def test_one_of_the_part_is_a_step_of_its_share():
    whole = statistic("whole", 10001)
    for part, thin in ((5001, [Risk.THIN_MARGIN]), (5003, [])):
        share = statistic("share", part / 10001, "share", part="part", whole="whole")
        assert risks("more than half", "share", statistic("part", part), whole, share) == thin


@given(value=st.integers(600, 10**5), limit=st.integers(600, 10**5))
def test_a_thin_margin_is_one_step_from_another_verdict(value, limit):
    printed = f"more than {limit:,}"
    one, fewer = (check_figure(printed, "x", known(statistic("x", number))) for number in (value, value - 1))
    turns = one.verdict is Verdict.HOLDS and fewer.verdict is Verdict.MISMATCH
    assert bool(one.warnings) == turns


def test_a_published_share_that_no_count_gives_is_warned_of():
    for value, of, expected in ((0.367, 271, [Risk.IMPOSSIBLE]), (0.369, 271, []), (0.367, 2710, [])):
        published = statistic("share", value, "share", whole="riders.all")
        assert risks(f"{value:.1%}", "share", statistic("riders.all", of), published) == expected


@given(count=st.integers(0, 500), whole=st.integers(1, 500), places=st.integers(1, 4))
def test_a_share_that_a_count_gives_is_never_called_impossible(count, whole, places):
    place = Fraction(1, 10**places)
    share = Fraction(int(Fraction(count, whole) / place + Fraction(1, 2))) * place
    assert is_possible(share, whole, lambda value: abs(value - share) <= place / 2)


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"value": Decimal("0.31")}, "was recorded as 0.31, and riders.night by riders.all is 0.291619 (762 by 2613)"),
        ({"part": "riders.nite"}, "has the part 'riders.nite', which was never recorded (did you mean riders.night?)"),
        ({"whole": "crews"}, "has the whole 'crews', which was never recorded (record it, or take whole= out)"),
        ({"whole": "zero"}, "cannot be a part of zero, which is 0"),
        ({"whole": "sand.kg"}, "divides riders.night (people) by sand.kg (kg)"),
    ],
)
def test_a_share_that_its_part_and_whole_do_not_make_is_reported(changed, what):
    statistics = [ALL, SOME, TONNES, statistic("zero", 0), replace(SHARE, **changed)]
    complaints = [str(complaint) for complaint in check_ratios({one.id: one for one in statistics})]
    assert len(complaints) == 1
    assert complaints[0].startswith("notebooks/riders.ipynb: cell 3: 'riders.share'")
    assert what in complaints[0]


@given(part=st.integers(1, 10**7), whole=st.integers(1, 10**7), unit=st.sampled_from(["share", "%", "ratio"]))
def test_every_computed_share_is_what_its_part_and_whole_make(part, whole, unit):
    for value in (part / whole, (part - whole) / whole):
        number = value * 100 if unit == "%" else value
        share = statistic("share", number, unit, part="part", whole="whole")
        statistics = {one.id: one for one in (share, statistic("part", part), statistic("whole", whole))}
        assert list(check_ratios(statistics)) == []


@given(
    parts=st.lists(st.tuples(st.integers(100, 10**5), st.integers(0, 50)), min_size=2, max_size=2),
    off=st.lists(st.fractions(-1, 1, max_denominator=100), min_size=2, max_size=2),
)
def test_the_bounds_hold_every_ratio_that_rounds_to_the_inputs(parts, off):
    part, whole = (statistic(name, value, "kg", rows=rows((value, half * 2 or None, "kg")))
                   for name, (value, half) in zip(("part", "whole"), parts, strict=True))  # fmt: skip
    share = statistic("share", parts[0][0] / parts[1][0], "ratio", part="part", whole="whole")
    bounds = find_bounds(share, {"part": part, "whole": whole, "share": share})
    if bounds is None:
        assert parts[0][1] == parts[1][1] == 0
        return
    one, two = (value + half * shift for (value, half), shift in zip(parts, off, strict=True))
    assert bounds[0] <= Fraction(one) / Fraction(two) <= bounds[1]


def test_an_acknowledged_warning_passes_and_keeps_its_reason():
    finding = check_figure("more than 700", "riders", known(statistic("riders", 701)))
    noted = Acknowledged({"riders": {"thin-margin": "the count is final"}})
    done = noted.note(finding)
    assert done.severity is Severity.OK
    assert done.warnings[0].acknowledged == "the count is final"
    assert list(noted.find_stale()) == []


def ours(printed, value, unit="people"):
    """A finding on a figure of our own pages."""
    claim = Claim(id="p/riders/1", role=Role.CLAIM, printed=printed, target="riders", place=Place(file="p.md", line=3))
    return check_claim(claim, known(statistic("riders", value, unit)))


@pytest.mark.parametrize(
    ("printed", "value", "unit", "verdict"),
    [("3.6%", "0.0369", "share", "truncated"), ("more than 700", 1701, "people", "loose")],
)
def test_a_careless_figure_of_ours_stops_the_build_until_a_reason_is_given(printed, value, unit, verdict):
    finding = ours(printed, Decimal(value), unit)
    assert (finding.verdict.value, finding.severity) == (verdict, Severity.ERROR)
    # the same figure of somebody else only warns, and none at all once the editor has seen the verdict
    assert replace(finding, claim=None).severity is Severity.WARNING
    assert replace(finding, claim=None, reviewed=True).severity is Severity.OK
    for id in ("riders", "p/riders/1"):
        noted = Acknowledged({id: {verdict: "as the law words it"}})
        done = noted.note(finding)
        assert (done.severity, done.acknowledged) == (Severity.OK, "as the law words it")
        assert list(noted.find_stale()) == []


def test_a_reason_for_the_other_verdict_or_another_figure_changes_nothing_and_lapses():
    noted = Acknowledged({"riders": {"loose": "x"}, "drivers": {"truncated": "y"}})
    assert noted.note(ours("3.6%", Decimal("0.0369"), "share")).severity is Severity.ERROR
    assert [str(complaint) for complaint in noted.find_stale()] == [
        "_config.yml: factbook.acknowledged.riders.loose: no figure of 'riders' is loose (take it out)",
        "_config.yml: factbook.acknowledged.drivers.truncated: no figure of 'drivers' is truncated (take it out)",
    ]


def test_what_somebody_else_printed_keeps_no_reason_of_ours_from_lapsing():
    noted = Acknowledged({"riders": {"truncated": "x"}})
    theirs = replace(ours("3.6%", Decimal("0.0369"), "share"), claim=None, reviewed=True)
    assert noted.note(theirs) == theirs
    assert len(list(noted.find_stale())) == 1


@given(verdict=st.sampled_from(Verdict), acknowledged=st.booleans(), own=st.booleans(), reviewed=st.booleans())
def test_only_a_reason_or_anothers_name_makes_a_careless_figure_pass(verdict, acknowledged, own, reviewed):
    finding = replace(ours("5", 5), verdict=verdict, reviewed=reviewed, acknowledged="why" if acknowledged else "")
    finding = finding if own else replace(finding, claim=None)
    careless = verdict.value in {"truncated", "loose"}
    if reviewed:
        assert finding.severity is Severity.OK
    elif careless and own and not acknowledged:
        assert finding.severity is Severity.ERROR
    elif not careless and not acknowledged:
        assert finding.severity is verdict.severity


def test_a_reason_for_a_warning_that_no_figure_has_is_reported():
    noted = Acknowledged({"riders": {"thin-margin": "x"}, "gone": {"denominator": "y"}})
    noted.note(Finding(verdict=Verdict.EXACT, reason="", printed="701"))
    assert [str(complaint) for complaint in noted.find_stale()] == [
        "_config.yml: factbook.acknowledged.riders.thin-margin: no figure of 'riders' has this warning (take it out)",
        "_config.yml: factbook.acknowledged.gone.denominator: no figure of 'gone' has this warning (take it out)",
    ]
    assert all(complaint.stale for complaint in noted.find_stale())


@pytest.mark.parametrize(
    ("origin", "warned"),
    [
        pytest.param(TableOrigin(file="t.csv", is_sourced=False), True, id="a table of which nobody said the source"),
        pytest.param(TableOrigin(file="t.csv", sources=("office",)), False, id="one source for the whole table"),
        pytest.param(TableOrigin(file="t.csv"), False, id="a source in each row, of which the column was left out"),
    ],
)
def test_a_figure_on_a_table_without_a_source_is_unsourced(origin, warned):
    rowset = RowSet(dataset="t", columns=("value",), rows=((1,),), table=origin)
    recorded = statistic("t.value", 1, rows=(rowset,))
    assert recorded.source_ids == origin.sources
    found = [str(one.remedy) for one in check_sources(recorded, {})]
    assert len(found) == warned
    assert all("factbook source add ID --title TITLE --published DATE --table t" in one for one in found)


@pytest.mark.parametrize(
    ("sources", "confirming", "warned"),
    [
        pytest.param(("forum",), (), True, id="a forum alone"),
        pytest.param(("office",), (), False, id="an office"),
        pytest.param(("office", "forum"), (), True, id="one of two rows"),
        pytest.param(("forum",), (("office",),), False, id="a forum, which the office confirms"),
        pytest.param(("forum",), (("mirror",),), True, id="a forum, which a copy confirms"),
    ],
)
def test_a_figure_that_nothing_better_backs_says_so_and_holds_also_with_strict(sources, confirming, warned):
    known = {
        "office": Source(id="office", title="Office"),
        "forum": Source(id="forum", title="Post", publisher="Forum", last_resort="a post on a forum"),
        "mirror": Source(id="mirror", title="Mirror", last_resort="a copy"),
    }
    rows = tuple((at, source) for at, source in enumerate(sources))
    rowset = RowSet(dataset="t", columns=("value", "source_id"), rows=rows, table=TableOrigin(file="t.csv"))
    recorded = statistic("t.value", 7, rows=(rowset,), confirming=confirming)
    finding = add_source_caution(Finding(verdict=Verdict.EXACT, reason="", printed="7", statistic=recorded), known)
    assert [str(one) for one in finding.warnings] == (["it rests on Forum: a post on a forum"] if warned else [])
    assert finding.severity is Severity.OK
    assert find_group(finding) == ("care" if warned else "ok")
