"""What would make a figure false: the count at which it tips, tried by judging it there."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from factbook import judge
from factbook.render.html.falsify import draw_margin, say_what_falsifies
from figurecheck.model import Statistic


def find(printed: str, part: int, whole: int, *, change: bool = False):
    parts = {id: Statistic(id=id, value=Decimal(n), unit="people") for id, n in (("a", part), ("b", whole))}
    value = Decimal(part) / Decimal(whole) - change
    statistic = Statistic(id="c", value=value, unit="share", part="a", whole="b")
    return replace(judge(printed, value, unit="share"), statistic=statistic), parts


@pytest.mark.parametrize(
    ("printed", "part", "whole", "change"),
    [
        ("14.0%", 3232, 23022, False),
        ("more than 14%", 3232, 23022, False),
        ("half", 52, 100, False),
        ("16.6%", 27611, 23680, True),
        ("33.3%", 1, 3, False),
        ("about 40%", 401, 1000, False),
        ("33%", 13, 40, False),
        ("34%", 67, 200, False),
    ],
)
def test_the_count_that_is_named_is_the_first_that_is_not_borne_out(printed, part, whole, change):
    finding, known = find(printed, part, whole, change=change)
    said = say_what_falsifies(finding, known)
    more = re.match(r"([\d,]+) (more|fewer), ([\d,]+) with the same", said)
    assert more, said
    tipped = int(more[3].replace(",", ""))
    assert abs(tipped - part) == int(more[1].replace(",", ""))
    toward = 1 if tipped < part else -1
    good = {"exact", "rounded", "holds"}
    for n, holds in ((tipped, False), (tipped + toward, True)):
        assert (judge(printed, Decimal(n) / whole - change, unit="share").verdict in good) == holds, n


def test_a_whole_count_allows_no_other_value():
    count = Statistic(id="c", value=Decimal(27611), unit="people")
    finding = replace(judge("27,611", count.value, unit="people"), statistic=count)
    assert say_what_falsifies(finding, {}) == "Any other value would."
    assert draw_margin(finding) == ""


def test_an_exact_share_is_printed_alike_within_its_rounding():
    finding, known = find("50%", 1, 2)
    assert say_what_falsifies(finding, known) == "A value that is not 49.5% to 50.5%."
    assert draw_margin(finding)


def test_the_bar_shows_what_is_allowed_and_where_earlier_editions_had_it():
    finding, _ = find("14.0%", 3232, 23022)
    bar = draw_margin(finding, [Decimal("0.15"), Decimal("0.15")])
    low, high = map(float, re.search(r'ok" d="M([\d.]+) 7H([\d.]+)', bar).groups())
    now = float(re.search(r'now" d="M([\d.]+) ', bar)[1])
    assert low < now < high
    assert bar.count("fb-margin__was") == 1
