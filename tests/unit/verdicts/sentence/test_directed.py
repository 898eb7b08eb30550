"""Figures that are judged with the direction that their sentence gives them."""

from dataclasses import replace

from factbook import judge
from factbook.report.pages import parse_text
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Aspect, Place, SentenceReading, SentenceState, Statistic, Verdict
from figurecheck.verdicts.sentence.check import judge_with_direction


def test_a_wrong_figure_stays_wrong_where_its_unit_is_not_read_beside_a_movement():
    place = Place(file="book/index.ko.md", line=1)
    (claim,) = parse_text("{claim}`2.12 dB <a>` 늘었다.", place=place, where="text", locale="ko").claims
    statistic = Statistic(id="a", value="2.08", unit="dB")
    finding = judge(claim.printed, "2.08", unit="dB", locale="ko")
    assert finding.verdict is Verdict.MISMATCH
    finding = replace(finding, claim=claim, statistic=statistic)
    rose = SentenceReading(aspect=Aspect.DIRECTION, state=SentenceState.BORNE_OUT, words="늘었다")
    assert judge_with_direction(finding, (rose,), DEFAULT_RULES) == finding


def test_no_fall_is_read_where_the_value_rose():
    place = Place(file="book/index.md", line=1)
    text = "It rose from {plain}`337 ppm <earlier>` up to {claim}`425.65 ppm <a>`."
    claim = parse_text(text, place=place, where="text", locale="en").claims[-1]
    finding = replace(
        judge(claim.printed, "425.64", unit="ppm"), claim=claim, statistic=Statistic(id="a", value="425.64")
    )
    assert finding.verdict is Verdict.MISMATCH
    rose = SentenceReading(aspect=Aspect.DIRECTION, state=SentenceState.BORNE_OUT, words="up to")
    assert judge_with_direction(finding, (rose,), DEFAULT_RULES) == finding
