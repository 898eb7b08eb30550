"""A figure for which a source is cited is printed by the row that it names, or by the only one that can be meant."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbook.data.descriptor import Field, Resource
from factbook.data.printed import SourceRows, index_sources
from factbook.data.tables import Table
from figurecheck.model import Claim, Place, Role, Source, Verdict
from figurecheck.verdicts.claims import check_claim
from figurecheck.verdicts.known import Known

SOURCES = {
    "census": Source(id="census", title="Census", publisher="Census Bureau", published="2021-04"),
    "empty": Source(id="empty", title="Empty"),
    "other": Source(id="other", title="Other"),
    "post": Source(id="post", title="Valley Post"),
}
STATE = Field(name="state", title="State")
YEAR = Field(name="year", type="year", title="Year")
SOURCE = Field(name="source_id", title="Source")
NOTE = Field(name="note", title="Note")


def table(name: str, title: str, fields: list[Field], key: tuple[str, ...], rows: list[tuple]) -> Table:
    resource = Resource(name=name, path=f"{name}.csv", title=title, fields=tuple(fields), key=key)
    return Table(
        resource=resource,
        cells=tuple(zip(*rows, strict=True)),
        lines=tuple(range(2, len(rows) + 2)),
        numbers=tuple(range(2, len(rows) + 2)),
    )


RESIDENTS = table(
    "residents",
    "Residents by state",
    [STATE, YEAR, Field(name="value", type="integer", title="Residents", unit="people"), SOURCE, NOTE],
    ("state", "year"),
    [
        ("Alaska", 2020, 733391, "census", "bears not counted"),
        ("Wyoming", 2020, 576851, "census", None),
        ("New York", 2020, 20201249, "census", None),
        ("Alaska", 2010, 710231, "census", None),
        ("Ohio", 2020, 11799448, "other", None),
    ],
)
CHECKS = table(
    "checks",
    "Background checks by month and state",
    [
        Field(name="month", type="yearmonth", title="Month"),
        STATE,
        Field(name="handgun", type="integer", title="Handguns", unit="checks"),
        Field(name="long_gun", type="integer", title="Long guns", unit="checks"),
        SOURCE,
    ],
    ("month", "state"),
    [("2020-05", "Alaska", 3119, 2410, "census"), ("2020-05", "Wyoming", 2410, 1999, "census")],
)
PARKS = table(
    "parks",
    "Land",
    [
        STATE,
        Field(name="value", type="number", title="Area of parks", unit="km²"),
        Field(name="opened", title="Opened"),
        Field(name="printed", title="Printed"),
        SOURCE,
    ],
    ("state",),
    [("Alaska", 13000, "1917-02-26", "about 13,000", "census"), ("Utah", 733391, "", "", "other")],
)
QUEUES = table(
    "queues",
    "Queues",
    [STATE, Field(name="value", type="number", title="Change", unit="per cent"), SOURCE],
    ("state",),
    [("Alaska", -10, "post"), ("Utah", 12, "post")],
)
TABLES = {one.resource.name: one for one in (RESIDENTS, CHECKS, PARKS, QUEUES)}
KNOWN_BY = index_sources(TABLES)
KNOWN = Known(statistics={}, sources=SOURCES, printed_by=lambda source: KNOWN_BY.get(source) or SourceRows(source))


def check(printed: str, target: str, sentence: str = "", locale: str = "en"):
    place = Place(file="book/x.md", line=3)
    text = sentence.format(printed) if sentence else printed
    claim = Claim(
        id="x/1", role=Role.REPORTED, printed=printed, target=target, place=place, locale=locale, sentence=text
    )
    return check_claim(claim, KNOWN)


@pytest.mark.parametrize(
    ("printed", "target", "verdict"),
    [
        pytest.param("fell by 10%", "post#Alaska", Verdict.REPORTED, id="a change"),
        pytest.param("fell by 12%", "post#Utah", Verdict.REPORTED, id="what is printed"),
        pytest.param("−10%", "post#Alaska", Verdict.REPORTED, id="a sign"),
        pytest.param("rose by 10%", "post#Alaska", Verdict.MISMATCH, id="the other way"),
        pytest.param("fell by 11%", "post#Alaska", Verdict.MISMATCH, id="another size"),
        pytest.param("fell by 10%", "post", Verdict.REPORTED, id="without a row"),
    ],
)
def test_a_row_below_zero_prints_a_fall(printed, target, verdict):
    assert check(printed, target, "In Alaska queues {}.").verdict is verdict


@pytest.mark.parametrize(
    ("printed", "target", "sentence"),
    [
        pytest.param("733,391", "census#Alaska/2020", "It had {} residents.", id="a key of two columns"),
        pytest.param("733,391", "census#residents/Alaska/2020", "It had {} residents.", id="a table and a key"),
        pytest.param("2,410", "census#2020-05/Alaska/long_gun", "It had {} checks.", id="a key and a column"),
        pytest.param("2,410", "census#checks/2020-05/Alaska/long_gun", "", id="a table, a key and a column"),
        pytest.param("733,391", "census#Alaska/2020", "It had {} Alaskans.", id="a name of the row"),
        pytest.param("733,391", "census#Alaska/2020", "", id="a name alone"),
        pytest.param("about 13,000", "census#parks/Alaska", "", id="the words of the row"),
        pytest.param("13,000 km²", "census#parks/Alaska", "", id="with its unit"),
        pytest.param("26 February 1917", "census#parks/Alaska", "It opened on {}.", id="a date"),
        pytest.param("733 391", "census#Alaska/2020", "{} Menschen", id="no English"),
        pytest.param("733,391", "census", "Alaska had {} residents in 2020.", id="the only row that is meant"),
        pytest.param("733,391 people", "census", "In 2020, {} lived in Alaska.", id="by the kind of what is counted"),
        pytest.param("20,201,249", "census", "New York’s residents numbered {}.", id="by a word of its column"),
    ],
)
def test_what_a_row_prints_is_reported(printed, target, sentence):
    finding = check(printed, target, sentence, "de" if "Menschen" in sentence else "en")
    assert finding.verdict is Verdict.REPORTED, finding.reason
    assert "not recomputed" in finding.reason
    assert finding.row is not None


@pytest.mark.parametrize(
    ("printed", "target", "sentence", "verdict", "says"),
    [
        ("733,391", "census#Wyoming/2020", "", Verdict.MISMATCH, "does not print 733,391, but 576851 people"),
        ("733,391", "census#Alaska/2010", "", Verdict.MISMATCH, "does not print"),
        ("733,391", "census#Alaksa/2020", "", Verdict.UNKNOWN, "did you mean census#Alaska/2020?"),
        ("733,391", "census#Ohio/2020", "", Verdict.UNKNOWN, "has no row"),
        ("733,391", "empty", "", Verdict.UNKNOWN, "no row of data/ says what Empty prints"),
        ("733,391", "empty#Alaska/2020", "", Verdict.UNKNOWN, "no row of data/"),
        ("733,391", "censu#Alaska/2020", "", Verdict.UNKNOWN, "did you mean census?"),
        ("733,391 bears", "census#Alaska/2020", "", Verdict.MISMATCH, "and not bears"),
        ("733,391", "census#Alaska/2020", "It had {} brown bears.", Verdict.MISMATCH, "and not bears"),
        ("733,391 km²", "census#Alaska/2020", "", Verdict.MISMATCH, "does not print"),
        ("733,391", "census#Alaska/2020", "It had {} kg of salmon.", Verdict.MISMATCH, "cannot be held against people"),
        ("733,391", "census#Alaska/2020", "It had {} deer.", Verdict.MISMATCH, "and not deer"),
        ("13,000", "census#parks/Alaska", "It had {} bears.", Verdict.MISMATCH, "a number of bears cannot be held"),
        ("733,391 bears", "census", "Alaska had {} in 2020.", Verdict.MISMATCH, "and not bears"),
        ("733,391", "census", "Alaska had {} km² in 2020.", Verdict.MISMATCH, "cannot be held against people"),
        ("733,391", "census", "Wyoming had {} residents in 2020.", Verdict.MISMATCH, "the sentence names Wyoming"),
        ("733,391", "census", "Alaska had {} residents in 2010.", Verdict.MISMATCH, "the sentence names 2010"),
        ("733,391", "census", "It rose to {}.", Verdict.MISMATCH, "write census#Alaska/2020"),
        ("2,410", "census", "There were {} checks.", Verdict.UNKNOWN, "2 rows of census print 2,410"),
        ("1", "census", "There was {} resident.", Verdict.MISMATCH, "not on record"),
        ("about 13,000", "census", "{}", Verdict.MISMATCH, "write census#Alaska"),
    ],
)
def test_what_no_row_prints_is_refused_with_a_remedy(printed, target, sentence, verdict, says):
    finding = check(printed, target, sentence)
    assert (finding.verdict, finding.row) == (verdict, None), finding.reason
    assert says in finding.reason
    assert finding.reason.endswith(")")


ROWS = [(*row[:3],) for row in zip(*RESIDENTS.cells, strict=True) if row[3] == "census"]


@settings(max_examples=40)
@given(st.sampled_from(ROWS), st.sampled_from(ROWS), st.sampled_from(["residents", "bears", "parks", "people"]))
def test_a_number_of_one_row_never_passes_as_that_of_another(row, other, noun):
    sentence = f"{other[0]} had {{}} {noun} in {other[1]}."
    printed = f"{row[2]:,}"
    is_true = row == other and noun in {"residents", "people"}
    assert (check(printed, "census", sentence).verdict is Verdict.REPORTED) == is_true
    named = check(printed, f"census#{other[0]}/{other[1]}", sentence).verdict is Verdict.REPORTED
    assert named == is_true


NOUNS = ["bears", "salmon", "mice", "glaciers", "canoes", "moons", "licences", "tractors", "mosquitoes", "orchards"]


@given(st.sampled_from(ROWS), st.sampled_from(NOUNS), st.sampled_from(["", "large ", "brand new "]))
def test_another_noun_is_refused_wherever_it_stands(row, noun, between):
    target, printed = f"census#{row[0]}/{row[1]}", f"{row[2]:,}"
    assert check(printed, target, f"They counted {{}} {between}{noun} there.").verdict is Verdict.MISMATCH
    assert check(f"{printed} {between}{noun}", target).verdict is Verdict.MISMATCH


@pytest.mark.parametrize(
    "sentence",
    [
        "{} lived there.", "Some {} of them were counted.", "That makes {}.", "{}, the bureau says.", "It was {} then.",
        "They numbered {} in April.", "{} men and women lived there.", "{} people with cars lived there.", "{} | bears",
        "It has {} of the residents.", "By then {} had come.", "{} arrived that year.", "The {} were counted twice.",
        "The {} includes soldiers.", "The {} comes from the census.", "{} others had left.", "Its {} means little.",
        "The {} leaves out visitors.", "Of {} all stayed.", "At {}, figures differ.",
        "{} Alaskans voted.", "With {}, Alaska leads.", "{}: so many.", "{} – as before.", "{} and more.",
    ],
)  # fmt: skip
def test_a_named_row_needs_no_noun(sentence):
    assert check("733,391", "census#Alaska/2020", sentence).verdict is Verdict.REPORTED


def test_two_places_of_a_sentence_with_the_same_number_are_told_apart():
    sentence = "{} residents, and 733,391 bears"
    assert check("733,391", "census#Alaska/2020", sentence).verdict is Verdict.REPORTED


def long_table(rows: int) -> Table:
    cells = [(f"S{at}", 2000 + at % 25, at * 7 + 3, "census", None) for at in range(rows)]
    return table("long", "Residents by state", list(RESIDENTS.resource.fields), ("state", "year"), cells)


@pytest.mark.slow
def test_a_figure_is_looked_up_and_not_searched_for():
    """Of a table eight times as long the index takes longer to build, and a figure no longer to find."""
    taken = []
    for rows in (2000, 16000):
        printed = index_sources({"long": long_table(rows)})["census"]
        known = Known(statistics={}, sources=SOURCES, printed_by=lambda source, printed=printed: printed)
        claim = Claim(
            id="x/1",
            role=Role.REPORTED,
            printed="7,003",
            target="census",
            place=Place(file="book/x.md", line=3),
            sentence="S1000 had 7,003 residents in 2000.",
        )
        assert check_claim(claim, known).verdict is Verdict.REPORTED
        times = []
        for _ in range(20):
            start = time.process_time()
            check_claim(claim, known)
            times.append(time.process_time() - start)
        taken.append(min(times))
    assert taken[1] < 4 * taken[0] + 0.001, taken
