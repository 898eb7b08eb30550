"""The words of a source are held against the cell of their number; what the desk computed no source prints."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factbook.data.descriptor import Field, Resource
from factbook.data.own_rules import check_makers, check_resources
from factbook.data.printed import SourceRows, index_sources
from factbook.data.tables import Table
from factbook.data.wordings import check_wordings, parse_wordings
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Claim, Place, QuotedPart, Role, Source, Verdict
from figurecheck.verdicts.claims import check_claim
from figurecheck.verdicts.known import Known
from figurecheck.verdicts.source_words import check_words

NUMBER, UNIT, PERIOD, COUNTED = QuotedPart
SOURCES = {
    "herald": Source(id="herald", title="Herald", publisher="Harrow Bay Herald", published="2026-03-02"),
    "post": Source(id="post", title="Post", publisher="Valley Post", published="2026-03-05"),
}


def make_table(name: str, fields: list[Field], key: tuple[str, ...], rows: list[tuple]) -> Table:
    resource = Resource(name=name, path=f"{name}.csv", title=name.title(), fields=tuple(fields), key=key)
    lines = tuple(range(2, len(rows) + 2))
    return Table(resource=resource, cells=tuple(zip(*rows, strict=True)), lines=lines, numbers=lines)


RIDERS = make_table(
    "riders",
    [
        Field(name="id"), Field(name="what", title="What"), Field(name="value", type="number", title="Value"),
        Field(name="unit"), Field(name="year", type="year"), Field(name="source_id"),
    ],
    ("id",),
    [
        ("total", "Bus passengers", 1268480, "people", 2025, "herald"),
        ("rise", "Rise in bus passengers", Decimal("0.125"), "share", 2025, "herald"),
        ("stops", "Night stops", 80, "stops", None, "herald"),
        ("council", "Members of the harbour council", 6, "members", None, "herald"),
        ("riding", "Cyclists among injured commuters", Decimal("0.4"), "share", None, "herald"),
    ],
)  # fmt: skip
GAPS = make_table(
    "gaps",
    [
        Field(name="gap"), Field(name="printed", type="number", title="Printed", unit="share"),
        Field(name="other", type="number", title="Other", unit="share", source="other_id", how="other_how"),
        Field(name="source_id"), Field(name="other_id"), Field(name="other_how"),
    ],
    ("gap",),
    [
        ("fares", Decimal("0.638"), Decimal("0.633"), "herald", "herald", "computed"),
        ("delays", Decimal("0.2"), Decimal("0.3"), "herald", "post", "printed"),
    ],
)  # fmt: skip
COLUMNS = ["source_id", "row", "column", "wording", "language", "translation", "url", "accessed", "tried"]


def make_wordings(*rows: dict[str, str]) -> Table:
    given = {"source_id": "herald", "language": "en", "url": "https://herald.example/1", "accessed": "2026-03-09"}
    cells = [tuple({**given, **row}.get(name) for name in COLUMNS) for row in rows]
    return make_table("wordings", [Field(name=name) for name in COLUMNS], (), cells)


def know(wordings: Table) -> Known:
    found = index_sources({"riders": RIDERS, "gaps": GAPS, "wordings": wordings})
    return Known(statistics={}, sources=SOURCES, printed_by=lambda source: found.get(source) or SourceRows(source))


def check(printed: str, target: str, wordings: Table):
    place = Place(file="book/x.md", line=3)
    claim = Claim(
        id="x/1", role=Role.REPORTED, printed=printed, target=target, place=place, locale="en", sentence=printed
    )
    return check_claim(claim, know(wordings))


def find_faults(wordings: Table) -> list[str]:
    return [*map(str, check_words(parse_wordings(wordings), SOURCES, know(wordings).printed_by, DEFAULT_RULES))]


@pytest.mark.parametrize(
    ("row", "wording", "missing"),
    [
        ("total", {"wording": "1,268,480 people took the bus in 2025"}, ()),
        ("total", {"wording": "last year, 1,268,480 bus passengers"}, ()),
        ("total", {"wording": "passengers in '25: 1,268,480 (a year earlier 1.1 million)"}, (UNIT,)),
        ("total", {"wording": "乗客は1268480人", "language": "ja", "translation": "passengers"}, (UNIT, PERIOD)),
        ("total", {"wording": "1,268,480"}, (UNIT, PERIOD, COUNTED)),
        ("total", {"wording": "지난해 버스 승객은 126만8480명", "language": "ko", "translation": "bus passengers"}, ()),
        ("riders/total", {"wording": "1.268.480 Fahrgäste im vergangenen Jahr", "language": "de",
                          "translation": "1,268,480 passengers in the past year"}, ()),
        ("rise", {"wording": "bus passengers rose 12.5% from 2024"}, (PERIOD,)),
        ("rise", {"wording": "the buses ran"}, (NUMBER, UNIT, PERIOD, COUNTED)),
        ("stops", {"wording": "80여 곳에 야간 정류장", "language": "ko", "translation": "some 80 night stops"},
         (PERIOD,)),
        ("stops", {"wording": "80 night stops in 2025"}, ()),
        ("council", {"wording": "limited to six members in 2025"}, (COUNTED,)),
        ("council", {"wording": "six members of the council in 2025"}, ()),
        ("riding", {"wording": "40% of those injured, last year 30%"}, (PERIOD, COUNTED)),
        ("riding", {"wording": "40% of injured commuters were cyclists"}, (PERIOD,)),
        ("total", {"wording": "", "tried": "the archive of the paper"}, ()),
    ],
)  # fmt: skip
def test_words_that_fit_their_cell_and_what_they_leave_out(row, wording, missing):
    table = make_wordings({"row": row, **wording})
    others = {"rise": "12.5%", "stops": "80 stops", "council": "6 members", "riding": "40%"}
    quoted = check(others.get(row, "1,268,480 people"), f"herald#{row}", table).quoted
    assert (quoted.missing, str(quoted.contradiction)) == (missing, "")
    assert find_faults(table) == []


@pytest.mark.parametrize(
    ("row", "wording", "fault"),
    [
        ("total", {"wording": "1,286,480 people took the bus"},
         "the words print 1,286,480 people, and the row has 1268480 people"),
        ("total", {"wording": "지난해 승객 128만6480명", "language": "ko"},
         "the words print 128만6480명, and the row has 1268480 people"),
        ("total", {"wording": "1,268,480 km of bus lines"}, "the words print 1,268,480 km"),
        ("total", {"wording": "1,268,480 people took buses in 2019"}, "the words name 2019, and the row is of 2025"),
        ("total", {"wording": "this year 1,268,480 people"}, "the words name 2026, and the row is of 2025"),
        ("totl", {"wording": "1,268,480 people"}, "herald has no row 'totl' (did you mean total?)"),
        ("total", {"wording": "1,268,480 people", "column": "vlue"}, "herald prints no column 'vlue' of total"),
    ],
)  # fmt: skip
def test_words_that_contradict_their_cell_or_are_of_none(row, wording, fault):
    [found] = find_faults(make_wordings({"row": row, **wording}))
    assert found.startswith("data/wordings.csv: row 2: ")
    assert fault in found


def test_of_a_figure_without_a_row_of_wordings_nothing_is_known():
    assert check("1,268,480 people", "herald#total", make_wordings({"row": "rise", "wording": "12.5%"})).quoted is None


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ({"wording": "one two three four five six seven eight"}, ["quotes 8 words, and a quotation has at most 7"]),
        ({"wording": "80 stops", "url": ""}, ["quotes words without url"]),
        ({"wording": "", "tried": ""}, ["holds no words and no record of a search"]),
        ({"wording": "80 stops"}, []),
        ({"wording": "", "tried": "two archives"}, []),
    ],
)
def test_what_a_row_of_wordings_lacks(row, faults):
    assert [one.what for one in check_wordings(make_wordings({"row": "stops", **row}))] == faults


@pytest.mark.parametrize(
    ("printed", "target", "verdict"),
    [
        ("63.8%", "herald#fares", Verdict.REPORTED),
        ("63.3%", "herald#fares", Verdict.MISMATCH),
        ("63.3%", "herald", Verdict.MISMATCH),
        ("30%", "post#delays", Verdict.REPORTED),
    ],
)
def test_no_source_prints_what_the_desk_computed(printed, target, verdict):
    finding = check(printed, target, make_wordings({"row": "stops", "wording": "80 stops"}))
    assert finding.verdict is verdict
    if "#" in target and verdict is Verdict.MISMATCH:
        assert finding.reason.startswith(
            "Harrow Bay Herald does not print 63.3%: other of gaps, line 2, was computed here (record it in a notebook"
        )


def test_who_made_a_cell_is_said_in_one_of_two_words():
    fields = [Field(name="a", how="who"), Field(name="b", how="whom"), Field(name="who")]
    table = make_table("t", fields, (), [("1", "2", "printed"), ("3", "4", "guessed"), ("5", "6", None)])
    assert [str(one) for one in check_makers(table)] == [
        "data/t.csv: row 3, column who: 'guessed' does not say who made the number (write printed or computed)"
    ]
    [fault] = check_resources([table.resource])
    assert fault.what == "\"factbook:how\": 'whom' of b is no column"
