"""No word beside a figure is passed over: it is read, changes nothing, or names what the statistic counts."""

import pytest

from figurecheck.model import Severity, Verdict
from figurecheck.verdicts.judge import judge

UNREAD = [
    ("blorped 16.6%", 0.166, "share", "blorped"),
    ("blorped 16.6%", -0.166, "share", "blorped"),
    ("a zorbish 16.6%", 0.166, "share", "zorbish"),
    ("16.6% blorp", 0.166, "share", "blorp"),
    ("$6.4Q", 6.4, "USD", "Q"),
    ("Rs 5Z", 5, "INR", "Z"),
    ("¥3 zoku", 3, "JPY", "zoku"),
    ("12 firkins", 12, "kg", "firkins"),
    ("5 imperial miles", 5, "km", "imperial"),
    ("7 Zorvian dollars", 7, "USD", "Zorvian"),
    ("sub-5%", 0.05, "share", "sub"),
    ("a zorb over 70%", 0.86, "share", "zorb"),
    ("12 or better", 12, "count", "or better"),
    ("12/pallet", 12, "count", "/pallet"),
]
READ = [
    ("arrests fell 16.6%", -0.166, "share"),
    ("unemployment fell to 4.1%", 0.041, "share"),
    ("a population of 51.7m", 51_700_000, "people"),
    ("a 51% majority", 0.51, "share"),
    ("a 7.4% unemployment rate", 0.074, "share"),
    ("police recorded 612 burglaries", 612, "cases"),
    ("380 officers in Orvale", 380, "people"),
    ("380 zorbs", 380, "count"),
    ("16.6% of the offenders were women", 0.166, "share"),
    ("slowed to 2.1%", 0.021, "share"),
    ("inflation of 3.1%", 0.031, "share"),
    ("$5m in fines", 5_000_000, "USD"),
]


@pytest.mark.parametrize(("printed", "value", "unit", "word"), UNREAD)
def test_a_word_that_no_rule_reads_is_named(printed, value, unit, word):
    finding = judge(printed, value, unit=unit)
    assert finding.verdict is Verdict.INCOMPARABLE
    assert f"{word!r} beside the figure is not understood" in finding.reason


@pytest.mark.parametrize(("printed", "value", "unit"), READ)
def test_a_noun_that_the_grammar_makes_one_is_accepted(printed, value, unit):
    assert judge(printed, value, unit=unit).severity is Severity.OK


def test_a_word_of_the_statistic_is_accepted():
    assert judge("16.6% blorps", 0.166, unit="share", names=("blorp of the year",)).verdict is Verdict.EXACT


FALSE = [
    ("16.6% in the red", 0.166, "share"),
    ("16.6% to the downside", 0.166, "share"),
    ("negative growth of 16.6%", 0.166, "share"),
    ("a slump in sales of 16.6%", 0.166, "share"),
    ("a 16.6% real-terms cut", 0.166, "share"),
    ("a 16.6% smaller rise", 0.166, "share"),
    ("twice as few", 2, "ratio"),
    ("ticked up to 4.1%", 0.039, "share"),
    ("half the time or more", 0.4, "share"),
    ("20 homes or more", 18, "homes"),
    ("31 below", 31, "°C"),
    ("50 too many", 50, "count"),
    ("5 gross", 5, "count"),
    ("quarter past 5", 5, "count"),
    ("fourth-last", 4, "rank"),
    ("last but two", 2, "rank"),
    ("3 Australian dollars", 3, "USD"),
    ("3 short tons", 3, "t"),
    ("3 light years", 3, "year"),
    ("one doctor for every 1,000", 0.01, "share"),
    ("low double digits", 0.45, "share"),
    ("fell to two-thirds", -0.667, "share"),
]


@pytest.mark.parametrize(("printed", "value", "unit"), FALSE)
def test_a_word_that_turns_the_figure_is_not_passed_over(printed, value, unit):
    assert judge(printed, value, unit=unit).severity is not Severity.OK
