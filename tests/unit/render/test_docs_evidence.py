"""What `docs/evidence.md` says of the JSON of a statistic is what the site writes."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from factbook.render.html.evidence_page import statistic_json
from figurecheck.model import Cell, Finding, RowSet, Statistic, Verdict

TEXT = (Path(__file__).parents[3] / "docs/evidence.md").read_text("utf-8")
ROW = re.compile(r"^\| (`[^|]+) \|", re.MULTILINE)


def test_every_field_of_the_json_is_described_and_no_other():
    described = {name for row in ROW.findall(TEXT) for name in re.findall(r"`(\w+)`", row)}
    rows = (RowSet(dataset="riders", columns=("value",), rows=((1,),), lines=(2,)),)
    cell = Cell(notebook="notebooks/bus.ipynb", index=1)
    statistic = Statistic(id="riders.total.2025", value=Decimal(1), rows=rows, cell=cell)
    finding = Finding(verdict=Verdict.EXACT, reason="", printed="1")
    document = statistic_json(statistic, [finding])
    assert described == document.keys()
    inner = [*document["findings"], document["replicate"], document["rows"][0], document["cell"]]
    told = set(re.findall(r"`(\w+)`", TEXT))
    assert {name for one in inner for name in one if name not in told} <= {"group", "stands", "sources"}
