"""Comparisons, superlatives and directions that a word turns around: each true sentence with the same made false."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import pytest

from figurecheck.model import Basis, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import Context, make_context

from .reading import TOWNS, YEARS, claim, contradicted, value_of, way


def _one(id: str, value: object, unit: str, **fields: object) -> Statistic:
    return Statistic(id=id, value=Decimal(str(value)), unit=unit, **fields)  # type: ignore[arg-type]


def _series(id: str, about: str, unit: str, measure: str, values: dict[str, object]) -> Iterator[Statistic]:
    for period, value in values.items():
        yield _one(f"{id}.{period}", value, unit, measure=measure, about=about, period=period)
    pairs = list(values.items())
    for (old, first), (new, second) in pairwise(pairs):
        share = Decimal(str(second)) / Decimal(str(first)) - 1
        series = tuple((period, Decimal(str(value))) for period, value in pairs)
        basis = Basis(kind="change", test="share", at=new, run=(old,), series=series)
        fields = {"measure": f"change in {measure}", "about": about, "period": f"{old}/{new}", "basis": basis}
        yield _one(f"{id}.change.{new}", share, "share", **fields)


def _make() -> Context:
    made = [
        *_series("n", "North", "berths", "berths", {"2022": 400, "2023": 420, "2024": 460}),
        *_series("s", "South", "berths", "berths", {"2022": 240, "2023": 238, "2024": 205}),
        *_series("i", "Isles", "berths", "berths", {"2022": 90, "2023": 96, "2024": 81}),
        *_series("on.n", "North", "share", "ferries on time", {"2022": 0.81, "2023": 0.84, "2024": 0.86}),
        *_series("on.s", "South", "share", "ferries on time", {"2022": 0.79, "2023": 0.77, "2024": 0.71}),
        *_series("wait.n", "North", "minutes", "waiting time", {"2023": 31, "2024": 24}),
        *_series("wait.s", "South", "minutes", "waiting time", {"2023": 33, "2024": 45}),
        *_series("fare.n", "North", "EUR", "fare", {"2023": 12, "2024": 14}),
        *_series("fare.s", "South", "EUR", "fare", {"2023": 11, "2024": 9}),
        *_series("eel", "eel", "tonnes", "eel caught", {"2023": 60, "2024": 44}),
        *_series("crab", "crab", "tonnes", "crab caught", {"2023": 20, "2024": 29}),
        *_series("young", "guests under 25", "people", "guests", {"2023": 700, "2024": 640}),
        *_series("old", "guests aged 65 and over", "people", "guests", {"2023": 300, "2024": 410}),
        *_series("half", "북항", "척", "입항", {"2024-H1": 300, "2024-H2": 380}),
        *_series("ko.a", "북항", "척", "출항", {"2022": 150, "2023": 170, "2024": 200}),
        *_series("ko.b", "남항", "척", "출항", {"2022": 100, "2023": 90, "2024": 80}),
    ]
    parts = {"part": "n.2024", "whole": "b.all.2024", "period": "2024", "about": "North"}
    made += [
        _one("b.all.2024", 746, "berths", measure="berths", about="all harbours", period="2024"),
        _one("b.share", Decimal(460) / 746, "share", measure="share of berths", **parts),
    ]
    return make_context({statistic.id: statistic for statistic in made}, SentenceRules())


CONTEXT = _make()
PAIRS = (
    # With a period alone.
    "North had [460 <n.2024>] berths in 2024, {more|fewer} than in 2022.",
    "Only South had {fewer|more} berths than in 2023: [205 <s.2024>], down from [238 <s.2023>].",
    "South is {below|above} its level of 2022: [205 <s.2024>] berths, against [240 <s.2022>].",
    "There were [460 <n.2024>] berths in North, more than in {2023|2024}.",
    # Of two figures.
    "Berths in South ([205 <s.2024>]) {fell short of|exceeded} those in North ([460 <n.2024>]).",
    "North, at [460 <n.2024>], was {larger|smaller} in 2024 than South, at [205 <s.2024>].",
    "It had [205 <s.2024>] berths in 2024, well {below|above} the peak of [240 <s.2022>] in 2022.",
    "North had {more than|less than} twice as many berths as South ([460 <n.2024>] to [205 <s.2024>]).",
    "South has {fewer than half|more than twice} as many berths ([205 <s.2024>]) as North ([460 <n.2024>]).",
    "North has {more than half|less than half} of all berths ([61.7% <b.share>]).",
    "South and Isles together had {fewer|more} berths ([205 <s.2024>] and [81 <i.2024>]) than North ([460 <n.2024>]).",
    (
        "The gap between North ([460 <n.2024>]) and South ([205 <s.2024>]) {widened|narrowed} since 2022 "
        "([400 <n.2022>] and [240 <s.2022>])."
    ),
    "Berths grew {faster|slower} in 2024 ([9.5% <n.change.2024>]) than in 2023 ([5.0% <n.change.2023>]).",
    # Better and worse, by what is measured.
    "North did {better|worse} than South: [86% <on.n.2024>] ran on time, against [71% <on.s.2024>].",
    "Ferries on time {improved|worsened} from [84% <on.n.2023>] in 2023 to [86% <on.n.2024>] in 2024.",
    "The waiting time {improved|worsened} from [31 minutes <wait.n.2023>] in 2023 to [24 <wait.n.2024>] in 2024.",
    "With [24 minutes <wait.n.2024>], North was {faster|slower} than South, which took [45 <wait.s.2024>].",
    "In 2024 [71% <on.s.2024>] of ferries ran on time in South, the {worst|best} result of any harbour.",
    # Superlatives.
    "North is the {busiest|quietest} harbour, with [460 <n.2024>] berths in 2024.",
    "North is the {most|least} expensive harbour, at [€14 <fare.n.2024>] in 2024.",
    "In 2024 South had [205 <s.2024>] berths, the {lowest|highest} number in three years.",
    "North had the most berths in 2024 ([460 <n.2024>]), Isles the {lowest|highest} number ([81 <i.2024>]).",
    "North had [460 <n.2024>] berths in 2024, {more|fewer} than in any other year.",
    # Directions ahead of their figures.
    "Berths in South are {down|up}: [205 <s.2024>] in 2024, compared with [238 <s.2023>] in 2023.",
    "Berths in North have been {growing|shrinking}: from [400 <n.2022>] in 2022 to [460 <n.2024>] in 2024.",
    "In South, berths {fell|rose} again, to [205 <s.2024>].",
    "South peaked at [240 <s.2022>] in 2022 before {falling|rising} to [205 <s.2024>] in 2024.",
    "Berths in North grew by [9.5% <n.change.2024>] although those in South {fell|rose} by [13.9% <s.change.2024>].",
    # Groups: of a part, of a measure that holds its group, of a band, carried on, of a heading.
    "{North|South} has [61.7% <b.share>] of the [746 <b.all.2024>] berths.",
    "They caught [44 tonnes <eel.2024>] of {eel|crab} and [29 tonnes <crab.2024>] of crab in 2024.",
    "Just [640 <young.2024>] of guests {under 25|aged 65 and over} came last year.",
    "Berths in North rose by [9.5% <n.change.2024>] to [{460 <n.2024>|205 <s.2024>}].",
    "North had [420 <n.2023>] berths in 2023 and [{460 <n.2024>|205 <s.2024>}] in 2024.",
    "- North: [460 <n.2024>] (2023: [{420 <n.2023>|238 <s.2023>}])",
    "## {North|South}\n\nThe harbour had [460 <n.2024>] berths last year.",
)
KOREAN = (
    "입항은 2024년 상반기 [300척 <half.2024-H1>], {하반기|상반기} [380척 <half.2024-H2>]였다.",
    "2024년 출항은 북항이 [200척 <ko.a.2024>]으로 가장 {많았고|적었고}, 남항이 [80척 <ko.b.2024>]으로 가장 적었다.",
    "북항 출항은 1년 새 [17.6% <ko.a.change.2024>] {늘어|줄어} [200척 <ko.a.2024>]이 됐다.",
    "남항 출항은 [80척 <ko.b.2024>]으로 2023년([90척 <ko.b.2023>])보다 크게 {줄었다|늘었다}.",
    "북항은 [200척 <ko.a.2024>]으로 남항([80척 <ko.b.2024>])보다 두 배 이상 {많다|적다}.",
    "남항은 [80척 <ko.b.2024>]으로 북항([200척 <ko.a.2024>])의 절반을 {밑돌았다|넘었다}.",
    "북항은 [200척 <ko.a.2024>]으로 남항([80척 <ko.b.2024>])을 {앞질렀다|밑돌았다}.",
)


def _split(text: str) -> tuple[str, str]:
    """Return a text with the first of two words, and with the second: "{more|fewer}"."""
    start, end = text.index("{"), text.index("}")
    first, second = (text[:start] + word + text[end + 1 :] for word in text[start + 1 : end].split("|"))
    return _bind(first), _bind(second)


def _bind(text: str) -> str:
    """Return a text with the roles of its figures: "[460 <n.2024>]"."""
    return re.sub(r"\[([^\]]+)\]", r"{claim}`\1`", text)


@pytest.mark.parametrize("text", PAIRS)
def test_a_word_that_turns_the_sentence_around_is_named(text: str) -> None:
    true, false = _split(text)
    assert contradicted(true, context=CONTEXT) == set()
    assert contradicted(false, context=CONTEXT)


@pytest.mark.parametrize("text", KOREAN)
def test_a_korean_word_that_turns_the_sentence_around_is_named(text: str) -> None:
    true, false = _split(text)
    assert contradicted(true, locale="ko", context=CONTEXT) == set()
    assert contradicted(false, locale="ko", context=CONTEXT)


@pytest.mark.parametrize(
    "text",
    [
        "There were fewer berths than in 2023, when South had [238 <s.2023>].",
        "With fewer berths in South than in 2022 ([205 <s.2024>] against [240 <s.2022>]), it closed a pier.",
        "Nobody waited less than North, at [24 minutes <wait.n.2024>], in spite of the [45 <wait.s.2024>] of South.",
        (
            "South did better than in 2022, when [79% <on.s.2022>] ran on time, and better than the rest: [77% "
            "<on.s.2023>] in 2023."
        ),
        "Ferries on time rose by 3% over the same period, to [86% <on.n.2024>].",
        "[61.7% <b.share>] of the [746 <b.all.2024>] built in 2024 went to North.",
        "Anger is growing: [205 <s.2024>] berths in 2024, compared with [238 <s.2023>] in 2023.",
        "North has a little more than 60% of all berths ([61.7% <b.share>]).",
        "North remains the largest group, with [460 <n.2024>] berths, though there are fewer of them than in 2025.",
        "Neither South nor Isles matched North, where [460 <n.2024>] berths were built in 2024.",
        "South and Isles together, with [205 <s.2024>] and [81 <i.2024>] berths, exceeded the 280 of the plan.",
        "In 2023, South had [238 <s.2023>] berths, fewer than in 2022 and more than in 2024.",
        "South had [238 <s.2023>] berths in 2023, fewer than in 2022 and in 2024 it may lose more.",
        "More berths than in 2023 ([460 <n.2024>] in all) were built in North.",
        "The plan was 470 berths; North stayed under it with [460 <n.2024>], as South did with [205 <s.2024>].",
        "Isles ([96 <i.2023>]) almost outnumbered South ([238 <s.2023>]) in 2023.",
        "North had [460 <n.2024>] berths in 2024, more than two years before ([400 <n.2022>]) and the highest yet.",
        "In the first half of 2024 fewer came ([205 <s.2024>]) than in the second half of 2023 ([238 <s.2023>]).",
        "North had [460 <n.2024>] berths and South less than half as many ([205 <s.2024>]).",
        "Had 2024 been as good as 2023 ([238 <s.2023>] berths), the pier would be open.",
        "In 2023 the rise in North had slowed to [5.0% <n.change.2023>].",
        "## South\n\nNationally, there were [746 <b.all.2024>] berths last year.",
        "## South\n\nIn the North there were [460 <n.2024>] berths last year.",
        (
            "Berths in South fell by [13.9% <s.change.2024>] since 2023; those in North rose by [9.5% "
            "<n.change.2024>] over the same period."
        ),
        "From 2022 to 2024 the gap widened, as the one fell to [205 <s.2024>] and the other rose to [460 <n.2024>].",
    ],
)
def test_what_is_said_of_something_else_is_left_alone(text: str) -> None:
    assert contradicted(_bind(text), context=CONTEXT) == set()


@pytest.mark.parametrize(
    "text",
    [
        "북항 출항은 2022년 [150척 <ko.a.2022>]에서 올해 [200척 <ko.a.2024>]으로 늘었다.",
        "지난해 하반기에는 [380척 <half.2024-H2>]이 들어왔다.",
        "2024년 3월 발표에 따르면 2023년 출항은 [90척 <ko.b.2023>]이었다.",
        "남항은 2022년 [100척 <ko.b.2022>], 2023년 [90척 <ko.b.2023>], 2024년 [80척 <ko.b.2024>]으로 줄고 있다.",
    ],
)
def test_korean_that_is_true_is_left_alone(text: str) -> None:
    assert contradicted(_bind(text), locale="ko", context=CONTEXT) == set()


def test_comparisons_of_any_town_and_year_are_read():
    # Every other town and year of the fair, so that no value is a special one.
    for number, (town, year) in enumerate((town, year) for town in TOWNS for year in YEARS[1:]):
        more = value_of(town, year) > value_of(town, year - 1)
        words = ("more", "fewer") if more else ("fewer", "more")
        up = ("growing", "shrinking") if way(town, year) > 0 else ("shrinking", "growing")
        templates = (
            f"In {year} {town} showed {claim(town, year)} geese, WORD than in {year - 1}.",
            f"Geese of {town} are WORD: {claim(town, year)} in {year}, after {claim(town, year - 1)} in {year - 1}.",
        )
        text = templates[number % 2]
        true, false = (text.replace("WORD", word) for word in (up if number % 2 else words))
        assert not contradicted(true), true
        assert contradicted(false), false
