"""A small report for the tests of sentences: prizes of a fair by town and year, in which every sentence can be read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from factbook.report.pages import parse_page
from figurecheck.model import Aspect, Basis, Finding, Role, SentenceState, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.claims import check_claim
from figurecheck.verdicts.known import Known
from figurecheck.verdicts.sentence.check import add_sentences, read_findings
from figurecheck.verdicts.sentence.context import Context, make_context
from figurecheck.verdicts.sentence.siblings import Siblings, is_dated, without_value

TOWNS = {"Alderby": 0, "Brackwater": 1, "Cold Harbour": 2, "Denmouth": 3}
YEARS = range(2016, 2026)


def value_of(town: str, year: int) -> int:
    """Return how many geese a town showed in a year: no two are the same, and rises and falls alternate."""
    step = (year - YEARS[0]) * 37 + TOWNS[town] * 411
    return 700 + step + (90 if year % 2 else 0)


def make_statistics() -> dict[str, Statistic]:
    """Return the counts, changes and shares of all towns and years, and two counts of another kind."""
    made = {}

    def add(id: str, value: Decimal, unit: str, **fields: object) -> None:
        made[id] = Statistic(id=id, value=value, unit=unit, **fields)  # type: ignore[arg-type]

    for town in TOWNS:
        slug = town.lower().replace(" ", "")
        for year in YEARS:
            count = Decimal(value_of(town, year))
            common = {"about": town, "period": str(year), "population": f"geese shown at the fair by {town}"}
            add(f"{slug}.{year}", count, "geese", measure="geese shown", label=f"Geese of {town}, {year}", **common)
            total = sum(value_of(one, year) for one in TOWNS)
            share = {"measure": "share of all geese", "part": f"{slug}.{year}", "whole": f"fair.{year}"}
            add(f"{slug}.share.{year}", count / total, "share", label=f"Share of {town}, {year}", **share, **common)
            if year - 1 in YEARS:
                old = Decimal(value_of(town, year - 1))
                series = tuple((str(one), Decimal(value_of(town, one))) for one in YEARS)
                basis = Basis(kind="change", test="share", at=str(year), run=(str(year - 1),), series=series)
                change = {"measure": "change in geese on the year before", "basis": basis}
                add(f"{slug}.change.{year}", count / old - 1, "share", label=f"Change, {town}", **change, **common)
    for year in YEARS:
        common = {"about": "the fair", "period": str(year)}
        total = Decimal(sum(value_of(one, year) for one in TOWNS))
        population = {"population": "geese shown at the fair"}
        add(f"fair.{year}", total, "geese", measure="geese shown", label="Geese of the fair", **population, **common)
        poachers = {"population": "poachers arrested at the fair", "label": f"Poachers arrested, {year}"}
        add(f"poachers.{year}", Decimal(20 + year % 7), "people", measure="poachers arrested", **poachers, **common)
    return made


STATISTICS = make_statistics()
CONTEXT = make_context(STATISTICS, SentenceRules())


def check(text: str, *, locale: str = "en", context: Context = CONTEXT) -> list[Finding]:
    """Return the findings on a page, each with what its sentence says."""
    page = parse_page(text, file="book/x.md", locale=locale)
    known = Known(statistics=context.statistics, sources={}, printed_by=lambda source: [])
    found = [check_claim(claim, known) for claim in page.claims if claim.role is Role.CLAIM]
    context.siblings.seen.clear()
    read = read_findings(found, context)
    assert read_findings(found, with_other_values(found, context)) == read, "a value counted that was not seen"
    return list(add_sentences(found, read))


def with_other_values(found: list[Finding], context: Context) -> Context:
    """Return what sentences are held against with another value of each statistic that they did not ask for."""
    seen = {*context.siblings.seen, *(one.statistic.id for one in found if one.statistic)}
    others = {id: one if id in seen else with_other_value(one) for id, one in context.statistics.items()}
    assert [*map(without_value, others.values())] == [*map(without_value, context.statistics.values())]
    return replace(context, statistics=others, siblings=Siblings(others), _times={})


def with_other_value(statistic: Statistic) -> Statistic:
    """Return a statistic that is called the same and has another value."""
    value = statistic.value
    # Of these the value itself decides which others are like it.
    if is_dated(statistic):
        return statistic
    other = f"{value} or later" if isinstance(value, str) else value * 3 + (-7 if value < 0 else 7)
    return replace(statistic, value=other)


def contradicted(text: str, *, locale: str = "en", context: Context = CONTEXT) -> set[Aspect]:
    """Return the aspects in which a text is contradicted."""
    return {one.aspect for finding in check(text, locale=locale, context=context) for one in finding.contradictions}


def states(text: str, aspect: Aspect, *, locale: str = "en") -> list[SentenceState]:
    """Return the state of one aspect for each figure of a text."""
    found = check(text, locale=locale)
    return [next(one.state for one in finding.sentence if one.aspect is aspect) for finding in found]


def claim(town: str, year: int) -> str:
    """Return the role of a town's count in a year."""
    return f"{{claim}}`{value_of(town, year):,} <{town.lower().replace(' ', '')}.{year}>`"


def change(town: str, year: int, words: str = "") -> str:
    """Return the role of a town's change in a year, without a sign."""
    id = f"{town.lower().replace(' ', '')}.change.{year}"
    value = STATISTICS[id].value
    assert isinstance(value, Decimal)
    return f"{{claim}}`{words}{abs(value) * 100:.1f}% <{id}>`"


def way(town: str, year: int) -> int:
    """Return 1 for a rise on the year before, -1 for a fall."""
    return 1 if value_of(town, year) > value_of(town, year - 1) else -1
