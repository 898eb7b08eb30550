"""Reports of any size are built right, and within memory that a small machine has."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "bench"))

from measure import measure
from synthetic import FACTBOOK, STATISTICS, write_report


@pytest.mark.slow
@pytest.mark.parametrize(
    "notebooks", [4, pytest.param(100, marks=pytest.mark.trial), pytest.param(400, marks=pytest.mark.trial)]
)
def test_every_figure_of_a_report_is_on_its_site_and_a_second_build_has_nothing_to_do(tmp_path, notebooks):
    write_report(tmp_path, FACTBOOK, notebooks)
    command = [str(Path(sys.executable).with_name("factbook")), "build", "--project", str(tmp_path)]
    first = measure(command)
    assert first.code == 0, first.said[-2000:]
    claims = json.loads((tmp_path / "_build/html/claims.json").read_text("utf-8"))["findings"]
    assert len(claims) == notebooks * STATISTICS
    assert {claim["verdict"] for claim in claims} <= {"exact", "rounded", "holds"}
    # 583 MiB were measured for 100 notebooks and 910 for 400; twice that would no longer fit beside a browser.
    assert first.peak_mib < 1800
    second = measure(command)
    assert "Nothing changed since the last build." in second.said
