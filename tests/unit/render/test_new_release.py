"""What a terminal shows of a new release."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from factbook.data.adding.entry import Answers
from factbook.data.updating.compare import ComparedRow, Comparison, RevisedCell
from factbook.data.updating.incoming import Incoming, find_incoming
from factbook.data.updating.rescaled import find_rescaled
from factbook.data.validate import refresh
from factbook.editions.diff import compare
from factbook.model.edition import Edition, SealedClaim, SealedStatistic
from factbook.render.terminal.new_release import figure_lines, release_lines, turns_any_false
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Source, Verdict
from tiny_releases import FIRST, write_with_releases

NOTED = "".join(f"{line},{'note' if line.startswith('year') else 'a'}\n" for line in FIRST.splitlines())


@pytest.fixture
def shown(tmp_path):
    """Gives the lines of a release, as text."""
    (tmp_path / "report").mkdir()
    root = write_with_releases(tmp_path / "report")
    (root / "data/fish.csv").write_text(NOTED, "utf-8")
    path = root / "data/datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    package["resources"][-1]["schema"]["fields"].append({"name": "note", "type": "string"})
    path.write_text(json.dumps(package), "utf-8")
    refresh(root)

    def show(text, used):
        file = tmp_path / "new.csv"
        file.write_text(text, "utf-8")
        incoming = find_incoming(root, "fish", file, "new.csv", Answers(published="2025-06-20"))
        return "\n".join(release_lines(incoming, used)) + "\n"

    return show


NEW = NOTED.replace("2020,8,a", "2020,8,b").replace("2022,10,a", "2022,11,b") + "2025,16,c\n"


def test_cells_of_columns_that_no_statistic_uses_are_counted_on_one_line(shown):
    lines = shown(NEW, frozenset({"value"}))
    assert "rows, compared by year: 1 new, 1 revised, 0 gone, 4 as before\n" in lines
    assert "cells that differ in columns that no statistic uses: note 2\n" in lines
    assert "  year 2022: value 10 -> 11\n" in lines
    assert "  year 2025: value 16\n" in lines


def test_where_nothing_is_known_of_columns_all_count_and_that_is_said(shown):
    lines = shown(NEW, None)
    assert "1 new, 2 revised, 0 gone, 3 as before\n" in lines
    assert "which columns statistics use is not known: cells of all that are described count as revised\n" in lines
    assert "  year 2025: value 16; note c\n" in lines


def test_a_row_that_is_gone_is_shown_with_what_it_said(shown):
    assert "gone:\n  year 2024: value 15\n" in shown(NOTED.replace("2024,15,a\n", ""), frozenset({"value"}))


def test_a_column_in_another_unit_is_named_before_all_values():
    cells = (RevisedCell(column="value", before=Decimal(1000 + at), after=Decimal(1000 + at) / 1000) for at in range(8))
    revised = tuple(ComparedRow(key=(2000 + at,), cells=(cell,)) for at, cell in enumerate(cells))
    comparison = Comparison(key=("year",), others=("value",), revised=revised)
    source = Source(id="office", title="The office")
    incoming = Incoming(
        file=Path("new.csv"), name="t", before=None, entry={}, earlier_files={}, source=source, known_from="2025-06-20",
        comparison=comparison, rescaled=tuple(find_rescaled(comparison)),
    )  # fmt: skip
    line = "look at it: value: 8 of 8 revised values are about 1/1000 of what they were; is it another unit?"
    assert line in release_lines(incoming, {"value"})
    assert line not in release_lines(incoming, {"note"})


def test_a_record_that_is_none_any_more_turns_false_and_is_not_called_gone():
    total = SealedStatistic(id="total", value=Decimal(5), unit="count", population="all", code="c")
    record, gone = (replace(total, id=id) for id in ("record", "gone"))

    def seal(statistics, verdict):
        claims = [
            SealedClaim(
                id=f"p/{one}/1", file="p.md", line=3, where="prose", role="claim", printed=f"the {one}", target=one,
                verdict=verdict if one == "record" else Verdict.HOLDS if one in statistics else Verdict.UNKNOWN,
            )
            for one in ("total", "record", "gone")
        ]  # fmt: skip
        return Edition(
            label="a", as_of="2026-01-01", statistics=statistics, claims={claim.id: claim for claim in claims}
        )

    before = seal({"total": total, "record": record, "gone": gone}, Verdict.HOLDS)
    after = seal({"total": total, "record": record}, Verdict.LOOSE)
    difference = compare(before, after, rules=DEFAULT_RULES)
    assert list(figure_lines(difference, 3, "2026-01-01")) == [
        "",
        "printed figures as of 2026-01-01: 2 turn false, 0 move and hold, 1 stay",
        "",
        "turn false:",
        "  p.md:3: ‘the record’ <record>; loose",
        "",
        "not recorded any more:",
        "  p.md:3: ‘the gone’",
    ]
    assert turns_any_false(difference)
    assert not turns_any_false(compare(before, before, rules=DEFAULT_RULES))
