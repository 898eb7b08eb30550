"""Counts and shares of overlapping periods: what cannot be, what needs an extreme split, and what is right."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from figurecheck.model import Cell, Risk, RowSet, Statistic, TableOrigin
from figurecheck.verdicts.overlaps import find_disagreements

RODE, ALL = "rides with a day ticket", "rides"
CONFLICT, TENSION = Risk.CONFLICT.value, Risk.TENSION.value


def make(*rows: tuple[str, str, str], unit: str = "people", measure: str = "count") -> Iterator[Statistic]:
    """Yield a statistic of each row: what it is about, its period, its value; one below 1 is a share."""
    for at, (about, period, value) in enumerate(rows):
        is_share = Decimal(value) < 1
        yield Statistic(
            id=f"{about}.{period}{'.share' if is_share else ''}".replace(" ", "-"),
            value=Decimal(value),
            unit="share" if is_share else unit,
            about=about,
            measure="share of rides" if is_share else measure,
            period=period,
            cell=Cell(notebook="notebooks/rides.ipynb", index=2),
            rows=(
                RowSet(
                    dataset="rides", columns=("value",), rows=((Decimal(value),),), lines=(at + 2,),
                    table=TableOrigin(file="rides.csv"),
                ),
            ),
        )  # fmt: skip


def linked(*rows: tuple[str, str, str]) -> list[Statistic]:
    """Return the statistics of rows, and the share that day tickets had in 2023, which names its part and whole."""
    share = Statistic(
        id="share.2023", value=Decimal("0.25"), unit="share", about=RODE, measure="share of rides", period="2023",
        part=f"{RODE}.2023".replace(" ", "-"), whole=f"{ALL}.2023",
    )  # fmt: skip
    return [*make((RODE, "2023", "300"), (ALL, "2023", "1200"), *rows), share]


YEAR = ((ALL, "2025-01/2025-11", "1100"), (ALL, "2025", "1200"), (RODE, "2025-01/2025-11", "276"))
HALVES = ((ALL, "2025-01/2025-07", "7998"), (ALL, "2025-08/2026-01", "6648"))
OF_HALVES = ((RODE, "2025-01/2025-07", "3832"), (RODE, "2025-08/2026-01", "3020"))


@pytest.mark.parametrize(
    ("found", "statistics"),
    [
        pytest.param([CONFLICT], make((ALL, "2025", "650"), (ALL, "2025-H1", "700")), id="a part above its whole"),
        pytest.param([], make((ALL, "2025", "1300"), (ALL, "2025-H1", "700")), id="a part of its whole"),
        pytest.param(
            [CONFLICT],
            make((ALL, "2025-01/2025-06", "400"), (ALL, "2025-07/2025-12", "500"), (ALL, "2025", "901")),
            id="parts that are not the whole",
        ),
        pytest.param(
            [], make((ALL, "2025-H1", "400"), (ALL, "2025-H2", "500"), (ALL, "2025", "900")), id="parts that are"
        ),
        pytest.param(
            [CONFLICT],
            make((ALL, "2024-12/2025-03", "90"), (ALL, "2025-02/2025-06", "700"), (ALL, "2025-02/2025-03", "95")),
            id="two periods that overlap hold less than what they share",
        ),
        pytest.param([TENSION], make((ALL, "2025", "1000"), (ALL, "2025-01/2025-11", "500")), id="half in a month"),
        pytest.param([TENSION], make((ALL, "2025", "1000"), (ALL, "2025-H1", "970")), id="nearly none of a half"),
        pytest.param([], make((ALL, "2025", "10"), (ALL, "2025-01/2025-06", "9")), id="which chance makes of ten"),
        pytest.param(
            [], make((ALL, "2025", "1000"), (ALL, "2025-01/2025-11", "500"), (ALL, "2024-12", "480")),
            id="as in the December before",
        ),
        pytest.param([TENSION], linked(*YEAR, (RODE, "2025", "0.30")), id="a month with nearly all of its rides"),
        pytest.param([], linked(*YEAR, (RODE, "2025", "0.255")), id="a month as the others"),
        pytest.param([CONFLICT], linked(*YEAR, (RODE, "2025", "0.35")), id="a month with more than its rides"),
        pytest.param([TENSION], linked(*HALVES, *OF_HALVES, (RODE, "2025", "0.4")), id="the whole is not counted"),
        pytest.param([], linked(*HALVES, *OF_HALVES, (RODE, "2025", "0.45")), id="nor where the split is even"),
        pytest.param([CONFLICT], linked(*HALVES, *OF_HALVES, (RODE, "2025", "0.2")), id="nor can it be so low"),
        pytest.param(
            [CONFLICT],
            make((RODE, "2025-H1", "0.25"), (RODE, "2025-H2", "0.31"), (RODE, "2025", "0.34")),
            id="a share beyond all of its parts",
        ),
        pytest.param(
            [],
            make((RODE, "2025-H1", "0.25"), (RODE, "2025-H2", "0.31"), (RODE, "2025", "0.31")),
            id="and one that is not",
        ),
    ],
)  # fmt: skip
def test_amounts_of_overlapping_periods_are_held_against_each_other(found, statistics):
    assert [one.risk for one in find_disagreements(statistics)] == found


@pytest.mark.parametrize(
    "statistics",
    [
        pytest.param(make((ALL, "2025", "50"), (ALL, "2025-06", "51"), measure="population"), id="its words say so"),
        pytest.param(
            make((ALL, "2025", "50"), (ALL, "2025-06", "51"), (ALL, "2025-07", "52")), id="parts like the whole"
        ),
        pytest.param(make((ALL, "2025", "50"), (ALL, "2025-06-01", "60")), id="a day"),
        pytest.param(make((ALL, "2025", "50"), (ALL, "2025-06", "60"), unit="people per bus"), id="a rate"),
        pytest.param(make((ALL, "2025", "20"), (ALL, "2025-06", "25"), unit="°C"), id="a temperature"),
        pytest.param(
            make((ALL, "2025", "50"), (ALL, "2025", "60"), (ALL, "2025-06", "90")), id="names that do not tell"
        ),
        pytest.param(make(("", "2025", "50"), ("", "2025-06", "60")), id="no names"),
        pytest.param(
            make((ALL, "2025", "31000"), (ALL, "2025-H1", "15000"), (ALL, "2025-H2", "15000")), id="thousands"
        ),
        pytest.param(make((ALL, "2025", "9"), (ALL, "2025-06", "8.8"), unit="kg"), id="a find that is most of a year"),
    ],
)
def test_what_does_not_add_up_or_is_rounded_is_let_be(statistics):
    assert not [*find_disagreements(statistics)]


def test_a_tension_names_the_fewest_figures_where_they_stand_and_the_split():
    others = ((ALL, "2025-03/2025-06", "5109"), (RODE, "2025-03/2025-06", "1878"), (ALL, "2024", "13512"))
    (found,) = find_disagreements(linked(*HALVES, *OF_HALVES, (RODE, "2025", "0.4"), *others))
    assert str(found.text).endswith(
        f": {RODE}: figures of overlapping periods fit together only with at least 1,547 people in January 2026, and "
        "as many in the whole; at the pace of the busiest other period it would have 560 people"
    )
    assert len(found.ids) == 5
    assert {"data/rides.csv:4", "data/rides.csv:8", "notebooks/rides.ipynb: cell 3"} <= set(found.places)
    assert not any("2025-03" in id or "2024" in id for id in found.ids)
