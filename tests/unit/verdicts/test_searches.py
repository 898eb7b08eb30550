"""What was not found is bound to the record of a search; the check names statements that are bound to none."""

from __future__ import annotations

import pytest

from factbook.data.descriptor import Field, Resource
from factbook.data.sources import check_searches, parse_searches
from factbook.data.tables import Table
from factbook.render.html.evidence_panel import render_panel
from factbook.report.pages import parse_page
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Claim, Place, Role, Verdict
from figurecheck.verdicts.claims import check_claim
from figurecheck.verdicts.known import Known

COLUMNS = ("search_id", "what", "where", "words", "found", "date", "by")
RECORD = (
    "night_riders",
    "Riders at night in 2020",
    "the operator's site",
    "night, riders",
    "those of 2021",
    "2026-03-02",
    "The desk",
)


def make_table(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> Table:
    resource = Resource(name="searches", path="searches.csv", fields=tuple(Field(name=one) for one in columns))
    lines = tuple(range(2, len(rows) + 2))
    return Table(resource=resource, cells=tuple(zip(*rows, strict=True)), lines=lines, numbers=lines)


def make_claim(printed: str, target: str = "night_riders") -> Claim:
    return Claim(id="a", role=Role.SEARCHED, printed=printed, target=target, place=Place(file="a.md", line=3))


KNOWN = Known(statistics={}, sources=parse_searches(make_table(RECORD)), printed_by=lambda _: (), rules=DEFAULT_RULES)


def test_a_record_says_what_was_looked_for_where_in_which_words_when_and_by_whom():
    assert not list(check_searches(make_table(RECORD)))
    broken = make_table(RECORD, (*RECORD[:3], "", RECORD[4], "soon", RECORD[6]))
    (fault,) = check_searches(broken)
    assert (fault.place, str(fault.what)) == (
        "data/searches.csv: row 3",
        "the record of a search does not say date, words",
    )
    assert list(parse_searches(broken)) == ["night_riders"]
    # Searches on a site, say.
    other = make_table(("ferries", "12"), columns=("term", "count"))
    assert not list(check_searches(other))
    assert not parse_searches(other)


@pytest.mark.parametrize(
    ("printed", "target", "verdict", "reason"),
    [
        ("we found none", "night_riders", Verdict.SEARCHED, "searched by The desk, 2026-03-02"),
        ("we found no count of 2020", "night_riders", Verdict.SEARCHED, "searched by"),
        ("we found none of 300 pages", "night_riders", Verdict.UNKNOWN, "bears no number out"),
        ("we found none", "night_rider", Verdict.UNKNOWN, "did you mean night_riders?"),
    ],
)
def test_words_that_say_that_nothing_was_found_need_a_record(printed, target, verdict, reason):
    finding = check_claim(make_claim(printed, target), KNOWN)
    assert finding.verdict is verdict
    assert reason in str(finding.reason)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_panel_shows_the_whole_record(language):
    finding = check_claim(make_claim("we found none"), KNOWN)
    html = render_panel(finding, panel_id="p", n=1, sources=KNOWN.sources, evidence_href="e.html", language=language)
    assert all(part.replace("'", "&#39;") in html for part in (*RECORD[1:5], RECORD[6]))
    assert "2026" in html


UNBOUND = [
    ("en", "No source says why."),
    ("en", "For 2020 we found no yearly figure."),
    ("en", "No count of the riders at night was found."),
    ("en", "The survey of 2025 was not found."),
    ("en", "| Year | Riders |\n|---|---|\n| 2020 | not found |"),
    ("de", "Keine Statistik nennt die Fahrgäste der Nacht."),
    ("de", "Die Zahl der Nachtfahrten wurde nicht gefunden."),
    ("ko", "심야 승객 통계는 찾지 못했다."),
]


@pytest.mark.parametrize(("locale", "text"), UNBOUND)
def test_a_negative_statement_about_sources_is_named_at_its_line(locale, text):
    page = parse_page(f"# Buses\n\n{text}", file="book/buses.md", locale=locale)
    (warning,) = page.unsearched
    assert warning.place in {"book/buses.md:3", "book/buses.md:5"}
    assert "{searched}" in str(warning.remedy)
    assert not page.complaints


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "For 2020 {searched}`we found no yearly figure <night_riders>`."),
        ("en", "| Year | Riders |\n|---|---|\n| 2020 | {searched}`not found <night_riders>` |"),
        ("en", "No survivors were found. The driver was not found guilty, and the bus was not found until noon."),
        ("en", "We found no link between rain and delays. The species is found nowhere else."),
        ("en", "If the page was not found, the reader sees a figure that no source prints."),
        ("en", "The report says why. The number of riders fell, and no driver was seen."),
        ("de", "Der Fahrer wurde nicht gefunden. Keine Linie fährt nachts."),
        ("ko", "경찰은 운전자를 찾지 못했다. 통계는 여기에 있다."),
        ("ko", "심야 승객 통계는 {searched}`찾지 못했다 <night_riders>`."),
    ],
)
def test_what_is_bound_or_says_nothing_of_sources_passes(locale, text):
    assert not parse_page(f"# Buses\n\n{text}", file="book/buses.md", locale=locale).unsearched
