"""Sentences of pages are read again where something changed that they are held against, and else not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from factbook.model import Cell, Finding, Statistic
from factbook.notebooks import Run
from factbook.project.fingerprints import STATE
from factbook.project.memo import Memo
from factbook.project.sentence_rules import SentenceRules
from factbook.report import page_findings
from factbook.report.page_findings import check_page, find_around
from factbook.report.pages import parse_page
from factbook.verdicts.known import Known
from factbook.verdicts.sentence.context import make_context

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
        real = page_findings._read
        monkeypatch.setattr(page_findings, "_read", lambda found, *rest: self._note(found, real(found, *rest)))

    def _note(self, found: list[Finding], made: object) -> object:
        self.read.append(found[0].place.file)
        return made

    def check(self, runs: list[Run], pages: Mapping[str, str]) -> dict[str, list[Finding]]:
        """Return the findings by page; `read` then names the pages whose sentences were read."""
        self.read.clear()
        memo = Memo(self.root)
        statistics = {one.id: one for run in runs for one in run.statistics}
        context = make_context(statistics, SentenceRules())
        known = Known(statistics=statistics, sources={}, printed_by=lambda source: [])
        around = find_around(context, runs, memo)
        found = {
            name: list(check_page(parse_page(text, file=name), known, context, around, memo))
            for name, text in pages.items()
        }
        memo.save(unused=0)
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
