"""What each aspect of a sentence reads, and what it leaves unread; the examples stand for classes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from figurecheck.model import Aspect, SentenceState, Severity, Statistic
from figurecheck.settings.sentence_rules import AcknowledgedSentence, SentenceRules
from figurecheck.verdicts.sentence.acknowledged import AcknowledgedSentences
from figurecheck.verdicts.sentence.check import read_reviewed
from figurecheck.verdicts.sentence.context import make_context

from .reading import STATISTICS, TOWNS, change, check, claim, contradicted, states, value_of, way

A, B = "Alderby", "Brackwater"
MOVED, MOVES = {1: "rose", -1: "fell"}, {1: "rise", -1: "fall"}
MORE = "more" if way(A, 2024) > 0 else "fewer"
assert STATISTICS["poachers.2024"].value == 21  # 20 + 2024 % 7


def poachers(year: int) -> str:
    return f"{{claim}}`{STATISTICS[f'poachers.{year}'].value} <poachers.{year}>`"


@pytest.mark.parametrize(
    "text",
    [
        f"In 2024 {A} showed {claim(A, 2024)} geese; the year before it had been {claim(A, 2023)}.",
        f"{A} showed {claim(A, 2024)} geese in 2024, against {claim(A, 2023)} a year earlier.",
        f"{A} had {claim(A, 2020)} geese in 2020. A year later there were {claim(A, 2021)}.",
        f"By 2024 the number was {claim(A, 2024)}, compared with {claim(A, 2016)} in 2016.",
        f"The law of 2019 changed nothing, and in 2024 {A} had {claim(A, 2024)} geese.",
        f"A report of 2025 counts {claim(A, 2024)} geese of {A}.",
        f"Since 2016 the geese of {A} have grown from {claim(A, 2016)} to {claim(A, 2024)}.",
        f"In 2023 and 2024, {A} showed {claim(A, 2023)} and {claim(A, 2024)} geese.",
        f"When the fair reopened in 2020, {A} sent {claim(A, 2020)} geese.",
        f"After the flood of 2016 the count of {A} was {claim(A, 2017)}.",
        f"On 3 May 2025 the judges met again: {claim(A, 2024)} geese in 2024 were enough.",
    ],
)
def test_periods_that_hold(text):
    assert Aspect.PERIOD not in contradicted(text)


@pytest.mark.parametrize(
    "text",
    [
        f"In 2024 {A} showed {claim(A, 2024)} geese; the year after it had been {claim(A, 2023)}.",
        f"{A} showed {claim(A, 2024)} geese in 2024, against {claim(A, 2023)} a year later.",
        f"{A} had {claim(A, 2020)} geese in 2020. A year earlier there were {claim(A, 2021)}.",
        f"By 2022 the number was {claim(A, 2024)}, compared with {claim(A, 2016)} in 2016.",
        f"A report of 2022 counts {claim(A, 2024)} geese of {A}.",
        f"Between 2017 and 2024 the geese of {A} grew from {claim(A, 2016)} to {claim(A, 2024)}.",
        f"In 2022 and 2024, {A} showed {claim(A, 2023)} and {claim(A, 2024)} geese.",
        f"**June 2020.** The fair opens with {claim(A, 2021)} geese of {A}.",
        f"{A} showed {claim(A, 2021)} and {claim(A, 2020)} geese in 2020 and 2021.",
        f"- {claim(A, 2024)}\n\n  geese of {A} in 2023\n",
        f"```{{table}} Geese of {A}\n| 2022 | 2023 |\n|---|---|\n| {claim(A, 2022)} | {claim(A, 2024)} |\n```",
    ],
)
def test_periods_that_are_contradicted(text):
    assert Aspect.PERIOD in contradicted(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"2024년 거위는 {claim(A, 2024)}마리였다.", False),
        (f"2023년 거위는 {claim(A, 2024)}마리였다.", True),
        (f"2023년 {claim(A, 2023)}마리에서 2024년 {claim(A, 2024)}마리로 줄었다.", way(A, 2024) > 0),
        (f"2023년 {claim(A, 2023)}마리에서 2024년 {claim(A, 2024)}마리로 늘었다.", way(A, 2024) < 0),
        (f"2024년에는 {claim(A, 2024)}마리로, 2016년의 {claim(A, 2016)}마리보다 많다.", False),
        (f"2024년에는 {claim(A, 2024)}마리로, 2016년의 {claim(A, 2016)}마리보다 적다.", True),
        (f"거위는 전년보다 {change(A, 2024)} {'늘었다' if way(A, 2024) > 0 else '줄었다'}.", False),
        (f"거위는 전년보다 {change(A, 2024)} {'줄었다' if way(A, 2024) > 0 else '늘었다'}.", True),
        (f"2024년 밀렵꾼 {poachers(2024)}명이 체포됐다.", False),
        ("2024년 거위는 {claim}`30.9% <alderby.share.2024>`마리였다.", True),
    ],
)
def test_korean_sentences(text, named):
    assert bool(contradicted(text, locale="ko")) == named


@pytest.mark.parametrize("base", ["{}년에 비해", "{}년에 견줘", "{}년과 비교하면", "{}년과 견주면", "{}년 대비"])
def test_what_a_korean_sentence_compares_with_is_held_against_the_base_of_a_change(base):
    told = "늘었다" if way(A, 2024) > 0 else "줄었다"
    right, wrong = (f"2024년 거위는 {base.format(year)} {change(A, 2024)} {told}." for year in (2023, 2022))
    assert Aspect.PERIOD not in contradicted(right, locale="ko")
    assert Aspect.PERIOD in contradicted(wrong, locale="ko")


def test_the_second_pair_of_a_korean_sentence_is_not_of_the_last_year_of_the_first():
    pairs = f"2016년 {claim(A, 2016)}마리에서 2024년 {claim(A, 2024)}마리로 늘었고, 브랙워터는 {claim(B, 2016)}마리에서"
    assert not contradicted(f"거위는 {pairs} {claim(B, 2024)}마리로 늘었다.", locale="ko")
    assert contradicted(f"거위는 {pairs} {claim(B, 2024)}마리로 줄었다.", locale="ko")


def test_words_are_quoted_as_the_passage_has_them():
    (finding,) = check(f"2023년의 거위는 {claim(A, 2024)}마리였다.", locale="ko")
    assert "“2023년의”" in str(next(one.reason for one in finding.contradictions))


KOREAN = make_context(STATISTICS, SentenceRules(aliases={A: ("앨더비",), B: ("브랙워터",)}))
COUNT = f"{value_of(A, 2024):,}마리"
NOT_A_CHANGE = "{claim}`%s <alderby.2024>`"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        (f"In 2024 the geese of {A} rose by {claim(A, 2024)}.", "en"),
        (f"In 2024 the geese of {A} rose {claim(A, 2024)}.", "en"),
        (f"In 2024 the geese of {A} rose by {NOT_A_CHANGE % f'{value_of(A, 2024):,} geese'}.", "en"),
        (f"In 2024 the geese of {A} rose {NOT_A_CHANGE % f'by about {value_of(A, 2024):,} geese'}.", "en"),
        (f"In 2024 the geese of {A} fell by just over {claim(A, 2024)}.", "en"),
        (f"In 2024 the geese of {A} fell almost {claim(A, 2024)}.", "en"),
        (f"{A} showed {claim(A, 2024)} more geese than in 2023.", "en"),
        (f"The geese of {A} had a share that grew by {{claim}}`30.9% <alderby.share.2024>`.", "en"),
        (f"2024년 앨더비 거위는 {claim(A, 2024)}마리 늘었다.", "ko"),
        (f"2024년 앨더비 거위는 {claim(A, 2024)}마리가 줄었다.", "ko"),
        (f"2024년 앨더비 거위는 전년보다 {claim(A, 2024)}마리 많다.", "ko"),
        (f"2024년 앨더비 거위는 {NOT_A_CHANGE % f'{COUNT} 증가했다'}.", "ko"),
    ],
)
def test_a_level_is_not_how_much_something_changed(text, locale):
    assert Aspect.COUNTED in contradicted(text, locale=locale, context=KOREAN)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        (f"In 2024 the flock of the country grew by {claim(A, 2024)} geese.", "en"),
        (f"In 2024 the geese of {A} rose to {claim(A, 2024)}.", "en"),
        (f"In 2024 the geese of {A} rose to about {NOT_A_CHANGE % f'{value_of(A, 2024):,} geese'}.", "en"),
        (f"In 2024 the geese of {A} rose above {claim(A, 2024)}.", "en"),
        (f"In 2024 the geese of {A} fell under {claim(A, 2024)}.", "en"),
        (f"By 2024 the new geese of {A} were up by {claim(A, 2024)}.", "en"),
        (f"2024년 앨더비 거위는 {claim(A, 2024)}마리로 바뀌었다.", "ko"),
        (f"2024년 앨더비 누적 거위가 {claim(A, 2024)}마리 늘었다.", "ko"),
        (f"2024년 앨더비 거위는 전년보다 많은 {claim(A, 2024)}마리다.", "ko"),
    ],
)
def test_a_level_that_was_reached_or_added_is_one(text, locale):
    assert Aspect.COUNTED not in contradicted(text, locale=locale, context=KOREAN)


@pytest.mark.parametrize(
    ("words", "way_of_words"),
    [
        ("{} 불어났다", 1),
        ("{} 적어졌다", -1),
        ("{} 쪼그라들었다", -1),
        ("{}나 곤두박질쳤다", -1),
        ("감소율은 {}다", -1),
        ("증가폭은 {}다", 1),
    ],
)
def test_every_korean_word_of_movement_is_read_beside_a_figure(words, way_of_words):
    text = f"2024년 거위는 {words.replace('{}', change(A, 2024))}."
    assert (Aspect.DIRECTION in contradicted(text, locale="ko")) == (way_of_words != way(A, 2024))


def test_a_korean_level_that_is_bound_with_its_verb_has_a_direction():
    texts = (f"2024년 앨더비 거위는 {NOT_A_CHANGE % f'{COUNT}로 {verb}'}." for verb in ("늘었다", "줄었다"))
    found = [Aspect.DIRECTION in contradicted(text, locale="ko", context=KOREAN) for text in texts]
    assert found == [way(A, 2024) < 0, way(A, 2024) > 0]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        (f"2024년 앨더비 거위는 하루 {claim(A, 2024)}마리다.", Aspect.COUNTED),
        (f"2024년 앨더비에 거위가 매달 평균 {claim(A, 2024)}마리 왔다.", Aspect.COUNTED),
        (f"2024년 거위가 가장 많은 마을은 앨더비({claim(A, 2024)}마리)다.", Aspect.COMPARISON),
        (f"2016년 앨더비 거위는 {claim(A, 2016)}마리로 가장 비쌌다.", Aspect.COMPARISON),
        (f"2016년 앨더비 거위는 {claim(A, 2016)}마리로 역대 최다였다.", Aspect.COMPARISON),
        (f"2024년 브랙워터와 앨더비의 거위는 각각 {claim(A, 2024)}마리와 {claim(B, 2024)}마리다.", Aspect.GROUP),
        (f"앨더비 거위는 2024년과 2023년 각각 {claim(A, 2023)}, {claim(A, 2024)}마리다.", Aspect.PERIOD),
        (f"2024년 3분기 앨더비 거위는 {claim(A, 2024)}마리다.", Aspect.PERIOD),
        (f"2024년 상반기 앨더비에 거위 {claim(A, 2024)}마리가 왔다.", Aspect.PERIOD),
        (f"2017~2024년 앨더비 거위는 {claim(A, 2016)}마리에서 {claim(A, 2024)}마리로 늘었다.", Aspect.PERIOD),
        (f"2022년 이후 앨더비 거위는 {change(A, 2024)} 변했다.", Aspect.PERIOD),
        (
            f"2024년 앨더비가 {claim(A, 2024)}마리로 가장 많고 브랙워터가 {claim(B, 2024)}마리로 뒤를 이었다.",
            Aspect.COMPARISON,
        ),
    ],
)
def test_what_a_korean_sentence_says_of_extent_rank_and_order_is_held_against_the_statistic(text, aspect):
    assert aspect in contradicted(text, locale="ko", context=KOREAN)


@pytest.mark.parametrize(
    "text",
    [
        f"2024년 앨더비 거위는 매년 {claim(A, 2024)}마리다.",
        f"2024년 거위가 가장 적은 마을은 앨더비({claim(A, 2024)}마리)다.",
        f"2024년 앨더비와 브랙워터의 거위는 각각 {claim(A, 2024)}마리와 {claim(B, 2024)}마리다.",
        f"앨더비 거위는 2023년과 2024년 각각 {claim(A, 2023)}, {claim(A, 2024)}마리다.",
        f"2016~2024년 앨더비 거위는 {claim(A, 2016)}마리에서 {claim(A, 2024)}마리로 늘었다.",
        f"2025년 3월 발표에서 2024년 앨더비 거위는 {claim(A, 2024)}마리였다.",
        f"2024년 3월 기준으로 집계한 앨더비 거위는 {claim(A, 2024)}마리다.",
        f"2024년 앨더비 거위는 {NOT_A_CHANGE % '900마리를 웃돈다'}.",
        f"2024년 앨더비 거위는 {NOT_A_CHANGE % '900마리를 회복했다'}.",
        f"최저 임금을 받는 앨더비 거위는 2024년 {claim(A, 2024)}마리다.",
    ],
)
def test_the_same_is_not_contradicted_where_it_is_true(text):
    assert not contradicted(text, locale="ko", context=KOREAN)


@pytest.mark.parametrize(
    ("label", "said", "named"),
    [
        ("이사할 생각이 있다고 답한 비율", "이사할 생각이 없다고 답했다", True),
        ("이사할 생각이 있다고 답한 비율", "이사할 생각이 있다고 답했다", False),
        ("안전하지 않다고 답한 비율", "안전하다고 답했다", True),
        ("안전하지 않다고 답한 비율", "안전하지 않다고 답했다", False),
        ("안전하다고 답한 비율", "안전하지 않다고 답했다", True),
        ("북부 비율", "남부에 산다", True),
    ],
)
def test_korean_opposites_denials_and_those_of_the_house_are_read(label, said, named):
    own = {"own": Statistic(id="own", value=Decimal("0.3"), unit="share", label=label, about="응답자")}
    context = make_context(own, SentenceRules(opposites=(("북부", "남부"),)))
    text = f"응답자의 {{claim}}`30% <own>`는 {said}."
    assert (Aspect.COUNTED in contradicted(text, locale="ko", context=context)) == named


def test_korean_names_are_read_by_their_aliases():
    context = make_context(STATISTICS, SentenceRules(aliases={A: ("앨더비",), B: ("브랙워터",)}))
    assert not contradicted(f"2024년 앨더비의 거위는 {claim(A, 2024)}마리였다.", locale="ko", context=context)
    assert contradicted(f"2024년 브랙워터의 거위는 {claim(A, 2024)}마리였다.", locale="ko", context=context)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"In {A} there were {claim(A, 2024)} geese, in {B} {claim(B, 2024)}.", False),
        (f"In {B} there were {claim(A, 2024)} geese, in {A} {claim(B, 2024)}.", True),
        (f"{A} had fewer geese than {B} ({claim(B, 2024)}), Cold Harbour or Denmouth.", False),
        (f"{A}'s {claim(A, 2024)} geese stood beside those of {B}.", False),
        (f"The fair of 2024 had {{claim}}`{STATISTICS['fair.2024'].value:,} <fair.2024>` geese.", False),
        (f"| Town | Geese |\n|---|---|\n| {B} | {claim(A, 2024)} |", True),
    ],
)
def test_groups(text, named):
    assert (Aspect.GROUP in contradicted(text)) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"{A} showed {claim(A, 2024)} geese, {change(A, 2024)} more than in 2023.", way(A, 2024) < 0),
        (f"{A} showed {claim(A, 2024)} geese, {change(A, 2024)} fewer than in 2023.", way(A, 2024) > 0),
        (f"Geese from {A} were up {change(A, 2024)} in 2024.", way(A, 2024) < 0),
        (f"Geese from {A} saw a fall of {change(A, 2024)} in 2024.", way(A, 2024) > 0),
        (f"The count of {A} did not fall by {change(A, 2024)} in 2024.", False),
        *(
            (
                f"Geese of {A} {MOVED[way(A, 2024)]} by {change(A, 2024)}{behind}.".replace("NOUN", noun),
                way(A, 2024) != sign,
            )
            for sign, noun in ((1, "rise"), (-1, "fall"))
            for behind in (" in 2024: a steep NOUN", " — a NOUN", "; the NOUN", " (a NOUN)", ", a year-on-year NOUN")
        ),
        (f"{A} showed {claim(A, 2024)} geese in 2024, a rise.", way(A, 2024) < 0),
        (f"{A} showed {claim(A, 2024)} geese in 2024, a fall.", way(A, 2024) > 0),
        (
            f"Geese of {A} {MOVED[way(A, 2024)]} by {change(A, 2024)}, "
            f"a {MOVES[way(A, 2024)]} after a {MOVES[-way(A, 2024)]}.",
            False,
        ),
    ],
)
def test_directions(text, named):
    assert (Aspect.DIRECTION in contradicted(text)) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"Of the {claim(B, 2024)} geese, {claim(A, 2024)} were white.", False),
        (f"Of the {claim(A, 2024)} geese, {claim(B, 2024)} were white.", True),
        (f"There were {claim(B, 2024)} geese, of whom {claim(A, 2024)} were white.", False),
        (f"There were {claim(A, 2024)} geese, of whom {claim(B, 2024)} were white.", True),
        (f"{A} had {claim(A, 2024)}, fewer than the {claim(B, 2024)} of {B}.", False),
        (f"{A} had {claim(A, 2024)}, more than the {claim(B, 2024)} of {B}.", True),
        (f"{B} came with {claim(B, 2024)}, ahead of {A} with {claim(A, 2024)}.", False),
        (f"{A} came with {claim(A, 2024)}, ahead of {B} with {claim(B, 2024)}.", True),
        (
            f"{B} had {claim(B, 2024)}, twice as many as the {claim(A, 2024)} of {A}.",
            value_of(B, 2024) < 1.9 * value_of(A, 2024),
        ),
        (f"It was {claim(A, 2024)} after {claim(A, 2023)}.", False),
        (f"It was {claim(A, 2023)} after {claim(A, 2024)}.", True),
    ],
)
def test_comparisons(text, named):
    assert (Aspect.COMPARISON in contradicted(text)) == named


def test_a_sum_is_that_of_its_parts():
    parts = [claim(town, 2024) for town in TOWNS]
    total = f"{{claim}}`{STATISTICS['fair.2024'].value:,} <fair.2024>`"
    assert not contradicted(f"The towns had {', '.join(parts[:3])} and {parts[3]}; together they had {total}.")
    assert contradicted(f"The towns had {', '.join(parts[:2])} and {total}; together they had {parts[3]}.")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"{{claim}}`{{:.1f}}% <alderby.share.2024>` geese came from {A}, {claim(A, 2024)} of all.", True),
        (f"{A} had {change(A, 2024)} more geese in 2024, {claim(A, 2024)} than in 2023.", True),
        (
            f"{A} had {claim(A, 2024)} geese in 2024, {change(A, 2024)} {MORE} than in 2023.",
            False,
        ),
    ],
)
def test_a_figure_of_one_kind_in_the_place_of_another(text, named):
    share = STATISTICS["alderby.share.2024"].value
    assert isinstance(share, Decimal)
    text = text.replace("{:.1f}", f"{share * 100:.1f}").replace("geese came", "people came")
    assert bool(contradicted(text)) == named


def test_a_word_that_says_more_is_a_warning_for_its_sentence():
    text = f"In 2024 {poachers(2024)} poachers were convicted at the fair."
    (finding,) = check(text)
    assert finding.severity is Severity.WARNING
    assert "convicted" in finding.warnings[0].text
    assert states(f"In 2024 {poachers(2024)} poachers were arrested.", Aspect.COUNTED) == [SentenceState.BORNE_OUT]

    def acknowledge(sentence: str) -> AcknowledgedSentences:
        entry = AcknowledgedSentence(page="book/x.md", statistic="poachers.2024", text=sentence, reason="They all were")
        return AcknowledgedSentences([entry], {})

    known = acknowledge("In 2024 21 poachers were convicted at the fair.")
    assert known.note(finding).severity is Severity.OK
    assert not list(known.find_stale())
    lapsed = acknowledge("In 2024 21 poachers were convicted.")
    assert lapsed.note(finding).severity is Severity.WARNING
    assert [one.stale for one in lapsed.find_stale()] == [True]


def test_a_contradiction_can_be_left_with_a_reason():
    (finding,) = check(f"In 2019 {A} showed {claim(A, 2024)} geese.")
    assert finding.severity is Severity.ERROR
    text = f"In 2019 {A} showed {value_of(A, 2024):,} geese."
    entry = AcknowledgedSentence(page="book/x.md", statistic="alderby.2024", text=text, reason="A season, not a year")
    noted = AcknowledgedSentences([entry], {}).note(finding)
    assert noted.severity is Severity.OK
    assert [one.acknowledged for one in noted.sentence if one.state is SentenceState.CONTRADICTED] == [
        "A season, not a year"
    ]


def test_an_editor_adds_words():
    rules = SentenceRules(rise=("ballooned",), opposites=(("white", "grey"),), counted=(("shown", "eaten"),))
    context = make_context(
        {
            **STATISTICS,
            "white": Statistic(id="white", value=Decimal(12), unit="geese", about="white geese", period="2024"),
        },
        rules,
    )
    falling = f"Geese from {A} ballooned by {change(A, 2024)} in 2024."
    assert (Aspect.DIRECTION in contradicted(falling, context=context)) == (way(A, 2024) < 0)
    assert contradicted("There were {claim}`12 <white>` grey ones.", context=context) == {Aspect.COUNTED}
    (finding,) = check(f"In 2024 {claim(A, 2024)} geese of {A} were eaten.", context=context)
    assert "eaten" in finding.warnings[0].text


def test_a_sentence_of_others_is_read_and_stops_nothing():
    (ours,) = check(f"In 2024 {claim(A, 2024)} geese.")
    reviewed = replace(ours, claim=None, sentence=(), reviewed=True)
    context = make_context(STATISTICS, SentenceRules())
    told = read_reviewed(reviewed, f"Geese of {A} in 2019.", context)
    assert [one.aspect for one in told.sentence if one.state is SentenceState.CONTRADICTED] == [Aspect.PERIOD]
    assert told.severity is Severity.OK


def test_what_is_not_named_is_not_read():
    assert states(f"There were {claim(A, 2024)} of them.", Aspect.PERIOD) == [SentenceState.NOT_READ]
    assert states(f"There were {claim(A, 2024)} of them.", Aspect.GROUP) == [SentenceState.NOT_READ]
    assert states(f"{A} had {claim(A, 2024)} in 2024.", Aspect.PERIOD) == [SentenceState.BORNE_OUT]
    assert states(f"{A} had {claim(A, 2024)} in 2024.", Aspect.GROUP) == [SentenceState.BORNE_OUT]


def test_the_direction_may_stand_outside_of_the_figure():
    town, year = next((town, year) for town in TOWNS for year in range(2017, 2026) if way(town, year) < 0)
    (finding,) = check(f"In {year} the geese of {town} fell by {change(town, year)}.")
    assert finding.severity is Severity.OK
    assert "fell" in finding.reason
    (rise,) = check(f"In {year} the geese of {town} rose by {change(town, year)}.")
    assert rise.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("words", "year"),
    [("Two years before 2024", 2022), ("Three years before 2022", 2019), ("Five years after 2018", 2023)],
)
def test_so_many_years_from_a_year_are_one_year(words, year):
    assert contradicted(f"{words}, {A} showed {claim(A, year)} geese.") == set()
    assert contradicted(f"{words}, {A} showed {claim(A, year - 1)} geese.") == {Aspect.PERIOD}
    assert contradicted(f"In the {words.lower()}, things were better, and {A} showed {claim(A, 2025)} geese.") == set()


def test_a_place_may_stand_behind_the_direction_that_leads_to_a_figure():
    town, year = next((town, year) for town in TOWNS for year in range(2017, 2026) if way(town, year) < 0)
    form = f"The number is XX in {town}: {claim(town, year)} in {year}, after {claim(town, year - 1)} in {year - 1}."
    assert contradicted(form.replace("XX", "falling")) == set()
    assert contradicted(form.replace("XX", "rising")) == {Aspect.DIRECTION}


def test_who_is_ahead_in_a_race_is_not_read():
    one, other = (
        Statistic(id=id, value=Decimal(value), unit="seconds", about=about, measure="best time", period="2024")
        for id, about, value in (("cole", "Hannah Cole", "9.88"), ("oduya", "Mary Oduya", "9.93"))
    )
    context = make_context({"cole": one, "oduya": other}, SentenceRules())
    text = "Hannah Cole, with {claim}`9.88 <cole>`, finished ahead of Mary Oduya, with {claim}`9.93 <oduya>`."
    assert contradicted(text, context=context) == set()
