"""A figure said of one thing is not held against a statistic of another that excludes it."""

import pytest

from figurecheck.figures.common.contrasts import _CONTRASTS, _TIMES, find_contrary
from figurecheck.verdicts.judge import judge


def contrasts(lines):
    """Return the sides of each contrast, each with a word that stands for its first entry of each language."""
    groups = []
    for line in lines.strip().splitlines():
        if not line.strip().startswith("|"):
            groups.append([])
        groups[-1] += [side.split() for side in line.strip().removeprefix("|").split("|") if side.strip()]
    return groups


PAIRS = [
    (mine.strip("*"), other.strip("*"))
    for group in contrasts(_CONTRASTS)
    for side in group
    for others in group
    if others is not side
    for mine in side[:: max(1, len(side) // 3)]
    for other in others[:1]
]


@pytest.mark.parametrize(("mine", "other"), PAIRS)
def test_each_side_of_a_contrast_excludes_the_others_and_not_itself(mine, other):
    text = "not guilty" if mine == "notguilty" else mine
    known = "not guilty" if other == "notguilty" else other
    assert find_contrary(f"40% {text}", (f"Share {known}",), amount=False)
    assert not find_contrary(f"40% {text}", (f"Share {text}",), amount=False)
    # A statistic of both, and a text of both, leave open which is meant.
    assert not find_contrary(f"40% {text}", (f"{known}, {text}",), amount=False)
    assert not find_contrary(f"40% {text}, {known}", (f"Share {known}",), amount=False)


@pytest.mark.parametrize("group", contrasts(_TIMES))
def test_how_often_is_a_contrast_of_amounts_alone(group):
    daily, weekly = ("a day", "per week") if "perday" in group[0] else ("an hour", "daily")
    assert find_contrary(f"40 {daily}", (f"cases {weekly}",), amount=True)
    assert not find_contrary(f"40% {daily}", (f"cases {weekly}",), amount=False)


@pytest.mark.parametrize(
    ("plain", "negated"),
    [
        ("smokers", "non-smokers"),
        ("vaccinated people", "the unvaccinated"),
        ("insured drivers", "uninsured drivers"),
        ("literacy", "illiteracy"),
        ("approve", "disapprove"),
        ("접종자", "미접종자"),
        ("정규직", "비정규직"),
    ],
)
def test_a_word_and_its_negation_exclude_each_other(plain, negated):
    for text, named in ((plain, negated), (negated, plain)):
        assert find_contrary(text, (named,), amount=False)
        assert not find_contrary(text, (text,), amount=False)
        assert not find_contrary(text, (f"{plain}, {negated}",), amount=False)


@pytest.mark.parametrize(
    ("printed", "value", "unit", "names", "verdict"),
    [
        ("40% of women", 0.4, "share", ("Share of men",), "incomparable"),
        ("40% of women", 0.4, "share", ("Share of women among prisoners",), "exact"),
        ("13 injured", 13, "deaths", (), "incomparable"),
        ("13 dead", 13, "deaths", (), "exact"),
        ("a target of 60%", 0.6, "share", ("Turnout",), "incomparable"),
        ("a target of 60%", 0.6, "share", ("Target for turnout",), "exact"),
        ("60% of target voters", 0.6, "share", ("Turnout of target voters",), "exact"),
        ("£512 a week", 512, "GBP per week", (), "exact"),
        ("£512 a day", 512, "GBP per week", (), "incomparable"),
        ("£512", 512, "GBP per week", (), "incomparable"),
        ("$78 a barrel", 78.2, "USD per barrel", (), "rounded"),
        ("12 deaths a week", 12, "deaths per week", (), "exact"),
        ("12 wickets a week", 12, "deaths per week", (), "incomparable"),
    ],
)
def test_the_words_of_the_statistic_decide(printed, value, unit, names, verdict):
    assert judge(printed, value, unit=unit, names=names).verdict.value == verdict
