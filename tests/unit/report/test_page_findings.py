"""Sentences of pages are read again where something changed that they are held against, and else not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from factbook.data.descriptor import Field, Package, Resource
from factbook.data.printed import SourceRows, index_sources
from factbook.data.tables import Table
from factbook.engine.file_state import see_file
from factbook.engine.fingerprints import STATE
from factbook.engine.results import Results, using
from factbook.notebooks import Run
from factbook.report import page_findings
from factbook.report.findings import PageFindings, dump_findings
from factbook.report.page_findings import check_page, find_around
from factbook.report.pages import parse_page
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Cell, Finding, How, RowSet, Source, Statistic, TableOrigin
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.known import Known
from figurecheck.verdicts.sentence.context import make_context

TOWNS = {"Arden": 460, "Blythe": 205, "Corley": 81}
HIGHEST = "Arden had {claim}`460 <arden>` trips in 2024, more than any other town."
ALONE = "Corley had {claim}`81 <corley>` trips in 2024."


def make_run(town: str, value: int, *, about: str = "") -> Run:
    """A run that records the trips of one town."""
    cell = Cell(notebook=f"notebooks/{town}.ipynb", index=0, code="")
    texts = {"about": about or town, "measure": "ferry trips", "period": "2024", "unit": "trips"}
    recorded = Statistic(id=town.lower(), value=Decimal(value), cell=cell, **texts)
    return Run(path=Path(cell.notebook), as_of="2024-12-31", recorded=(recorded,), stamp=f"{town} {value} {about}")


class Report:
    """Two pages that are checked again and again, with what earlier checks remember."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.read = root, []
        (root / "data").mkdir()
        self.change_data("")
        real = page_findings.read_findings
        monkeypatch.setattr(page_findings, "read_findings", lambda found, *rest: self._note(found, real(found, *rest)))

    def _note(self, found: list[Finding], made: object) -> object:
        self.read.append(found[0].place.file)
        return made

    def change_data(self, text: str) -> None:
        """Save the table of the data package."""
        (self.root / "data/trips.csv").write_text(text)

    def check(self, runs: list[Run], pages: Mapping[str, str], **known_as: object) -> dict[str, list[Finding]]:
        """Return the findings by page; `read` then names the pages that were judged."""
        self.read.clear()
        statistics = {one.id: one for run in runs for one in run.statistics}
        context = make_context(statistics, SentenceRules())
        known = Known(**{"statistics": statistics, "sources": {}, "printed_by": lambda source: [], **known_as})
        package = Package(root=self.root, resources=(TRIPS.resource,))
        with using(Results(self.root, {"data/trips.csv": see_file(self.root / "data/trips.csv")})) as results:
            around = find_around(known, context, runs, package=package, day="2026-01-01")
            found = {
                name: list(check_page(parse_page(text, file=name), around).findings) for name, text in pages.items()
            }
        results.save()
        return found


PAGES = {"book/highest.md": HIGHEST, "book/alone.md": ALONE}


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    (tmp_path / STATE).mkdir(parents=True)
    return Report(tmp_path, monkeypatch)


def contradicted(found: dict[str, list[Finding]]) -> list[str]:
    return [name for name, findings in found.items() if any(one.contradictions for one in findings)]


def test_only_pages_that_looked_at_a_value_are_read_again(report):
    runs = {town: make_run(town, value) for town, value in TOWNS.items()}
    assert contradicted(report.check([*runs.values()], PAGES)) == []
    assert report.read == [*PAGES]
    report.check([*runs.values()], PAGES)
    assert report.read == []
    # What the highest is compared with, and the page on another town is not.
    now = {**runs, "Blythe": make_run("Blythe", 470)}
    assert contradicted(report.check([*now.values()], PAGES)) == ["book/highest.md"]
    assert report.read == ["book/highest.md"]
    # And back: the last result was stored in the place of the one before.
    assert contradicted(report.check([*runs.values()], PAGES)) == []
    assert report.read == ["book/highest.md"]
    report.check([*runs.values()], PAGES)
    assert report.read == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda runs: [*runs, make_run("Denmouth", 900)], id="another statistic"),
        pytest.param(lambda runs: runs[:2], id="one statistic less"),
        pytest.param(lambda runs: [*runs[:2], make_run("Corley", 81, about="the town of Corley")], id="another name"),
        pytest.param(lambda runs: [*runs[:1], make_run("Blythe", -205), *runs[2:]], id="another sign"),
        pytest.param(
            lambda runs: [runs[0], replace(runs[1], path=Path("notebooks/moved.ipynb")), runs[2]], id="another place"
        ),
    ],
)
def test_what_things_are_called_is_looked_at_everywhere(report, change):
    runs = [make_run(town, value) for town, value in TOWNS.items()]
    pages = {"book/highest.md": HIGHEST}
    report.check(runs, pages)
    report.check(change(runs), pages)
    assert report.read == ["book/highest.md"]


def test_a_statistic_of_no_run_is_never_known_to_be_the_same(report):
    runs = [make_run(town, value) for town, value in TOWNS.items()]
    stray = [replace(run, recorded=tuple(replace(one, cell=None) for one in run.recorded)) for run in runs]
    for _ in range(2):
        report.check(stray, PAGES)
        assert report.read == [*PAGES]


def make_share(value: str, *, part: str = "arden", whole: str = "blythe", **fields: object) -> Run:
    """A run that records what one town has of another's trips."""
    cell = Cell(notebook="notebooks/share.ipynb", index=0, code="")
    recorded = Statistic(id="share", value=Decimal(value), unit="share", part=part, whole=whole, cell=cell, **fields)
    return Run(path=Path(cell.notebook), as_of="2024-12-31", recorded=(recorded,), stamp=f"share {value} {fields}")


SHARE = {"book/share.md": "It is {claim}`44% <share>` of them."}


def verdicts(found: dict[str, list[Finding]]) -> list[tuple[str, list[str]]]:
    return [(one.verdict.value, [caution.risk.value for caution in one.warnings]) for one in found["book/share.md"]]


def test_a_share_is_judged_again_when_its_part_or_whole_changes(report):
    arden, blythe = make_run("Blythe", 205), make_run("Arden", 460)
    share = make_share("0.4457", part="blythe", whole="arden")
    others = [make_run("Corley", 81)]
    report.check([arden, blythe, share, *others], SHARE)
    report.check([arden, blythe, share, make_run("Corley", 82)], SHARE)
    assert report.read == [], "another town is neither"
    report.check([arden, make_run("Arden", 461), share, *others], SHARE)
    assert report.read == ["book/share.md"]
    report.check([make_run("Blythe", 206), make_run("Arden", 461), share, *others], SHARE)
    assert report.read == ["book/share.md"]


def test_a_second_figure_of_a_share_depends_on_its_whole_as_the_first_does(report):
    # The bounds of the share are known when the second page asks.
    pages = {**SHARE, "book/again.md": "Here too: {claim}`44% <share>`."}
    runs = [make_run("Blythe", 205), make_run("Arden", 460), make_share("0.4457", part="blythe", whole="arden")]
    report.check(runs, pages)
    report.check([runs[0], make_run("Arden", 461), runs[2]], pages)
    assert report.read == [*pages]


def test_a_wrong_share_is_held_against_every_whole(report):
    wrong = {"book/share.md": "It is {claim}`90% <share>` of them."}
    runs = [make_run("Blythe", 205), make_run("Arden", 460), make_share("0.4457", part="blythe", whole="arden")]
    report.check([*runs, make_run("Corley", 81)], wrong)
    report.check([*runs, make_run("Corley", 228)], wrong)
    assert report.read == ["book/share.md"]


def test_a_whole_that_is_printed_depends_on_all_shares(report):
    page = {"book/share.md": "Of them, {claim}`205 of 460 <blythe>`."}
    runs = [make_run("Blythe", 205), make_run("Arden", 460)]
    found = report.check(runs, page)
    assert [one.verdict.value for one in found["book/share.md"]] == ["exact", "unbound"]
    share = make_share("0.4457", part="blythe", whole="arden")
    found = report.check([*runs, share], page)
    assert [one.verdict.value for one in found["book/share.md"]] == ["exact"]
    moved = make_run("Arden", 470)
    found = report.check([runs[0], moved, make_share(str(Decimal(205) / 470), part="blythe", whole="arden")], page)
    assert [one.verdict.value for one in found["book/share.md"]] == ["mismatch"]


SOURCE = Source(id="census", title="Census")


@pytest.mark.parametrize(
    "known_as",
    [
        pytest.param({"rules": replace(DEFAULT_RULES, ties="even")}, id="the house's rules"),
        pytest.param({"sources": {"census": SOURCE}}, id="a source"),
        pytest.param({"renamed": {"old": "corley"}}, id="another name of a statistic"),
        pytest.param({"failed": {"notebooks/x.ipynb": None}}, id="a notebook that failed"),
    ],
)
def test_what_else_figures_are_judged_by_is_part_of_what_is_known(report, known_as):
    runs = [make_run(town, value) for town, value in TOWNS.items()]
    pages = {"book/alone.md": f"{ALONE} And {{claim}}`7 <old>`."}
    report.check(runs, pages)
    report.check(runs, pages)
    assert report.read == []
    report.check(runs, pages, **known_as)
    assert report.read == ["book/alone.md"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"how": How.LOOKED_UP}, id="how it came about"),
        pytest.param({"confirming": (("census",),)}, id="what confirms it"),
        pytest.param({"rows": (RowSet(dataset="t", lines=(2,)),)}, id="whether its lines are known"),
        pytest.param({"rows": (RowSet(dataset="t", table=TableOrigin(file="t.csv")),)}, id="the table"),
    ],
)
def test_what_the_data_say_of_a_statistic_is_part_of_what_is_known(report, change):
    def place(fields: Mapping[str, object]) -> list[Run]:
        run = make_run("Corley", 81)
        # The run is the same: only what the report found in its data is another.
        return [replace(run, recorded=tuple(replace(one, **fields) for one in run.recorded))]

    pages = {"book/alone.md": ALONE}
    report.check(place({"rows": (RowSet(dataset="t"),)}), pages)
    report.check(place({"rows": (RowSet(dataset="t"),), **change}), pages)
    assert report.read == ["book/alone.md"]


FIELDS = ("year", "trips", "source_id")
TRIPS = Table(
    resource=Resource(
        name="trips", path="trips.csv", key=("year",),
        fields=tuple(Field(name=name, type="integer" if name == "trips" else "string") for name in FIELDS),
    ),
    cells=(("2024",), (81,), ("census",)), lines=(2,), numbers=(2,),
)  # fmt: skip


def test_what_a_source_prints_is_looked_up_again_where_data_have_changed(report):
    # The rows of the tables are no part of what is stored.
    runs, sources = [make_run("Corley", 81)], {"census": SOURCE}
    pages = {"book/alone.md": f"{ALONE} They say {{reported}}`81 trips <census>`."}
    printed, asked = index_sources({"trips": TRIPS})["census"], []
    report.change_data("year,trips,source_id")
    report.check(runs, pages, sources=sources, printed_by=SourceRows)
    report.change_data("year,trips,source_id\n2024,81,census")
    found = report.check(runs, pages, sources=sources, printed_by=lambda source: printed)
    assert report.read == ["book/alone.md"]
    assert "reported" in [one.verdict.value for one in found["book/alone.md"]]
    again = report.check(runs, pages, sources=sources, printed_by=asked.append)
    assert (again, report.read, asked) == (found, [], [])


def test_what_a_source_prints_is_looked_up_again_where_the_sentence_or_the_source_has_changed(report):
    runs, printed = [make_run("Corley", 81)], index_sources({"trips": TRIPS})["census"]
    text = "They say {reported}`81 trips <census>`."
    known_as = {"sources": {"census": SOURCE}, "printed_by": lambda source: printed}
    report.check(runs, {"book/a.md": text}, **known_as)
    report.check(runs, {"book/a.md": text.replace("81", "82")}, **known_as)
    assert report.read == ["book/a.md"]
    report.check(runs, {"book/a.md": text}, **known_as | {"sources": {"census": replace(SOURCE, publisher="Another")}})
    assert report.read == ["book/a.md"]


def test_findings_that_are_stored_are_those_that_were_made(report):
    runs = [make_run(town, value) for town, value in TOWNS.items()]
    pages = {**PAGES, "book/false.md": "Corley had {claim}`about 99 <corley>` trips, and 12 boats."}
    made = report.check(runs, pages)
    assert report.check(runs, pages) == made
    assert report.read == []
    assert {id(one.statistic) for found in made.values() for one in found if one.statistic} <= {
        id(one) for run in runs for one in run.statistics
    }


def test_a_page_without_a_figure_has_no_findings(tmp_path):
    known = Known(statistics={}, sources={}, printed_by={}, rules=DEFAULT_RULES)
    around = find_around(known, make_context(known, SentenceRules()), [], package=Package(root=tmp_path), day="")
    page = parse_page("Nothing.", file="book/a.md")
    found = check_page(page, around)
    assert found == replace(PageFindings.of((), page, known), mark=found.mark, content=dump_findings((), page))
