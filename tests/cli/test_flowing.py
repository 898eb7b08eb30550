"""Values that flow into a page, in real builds: they are on the page, and follow when the data change."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner
from tests.tiny import write_tiny

from factbook.cli.main import main
from factbook.data.validate import refresh
from factbook.project.settings import read_project
from factbook.report.pipeline import make_report
from factbook.sphinx_ext.build.build_site import build_site
from figurecheck.model import Verdict

pytestmark = pytest.mark.usefixtures("warm_kernels")

PAGE = """\
---
description: Birds, {claim}`<birds.all>` in all.
---
# {claim}`<birds.last>` birds in the last year

In all years {claim}`at least {:.0f} <birds.all>`, now {claim}`<birds.all>`.

:::{language} ko
새는 {claim}`<birds.all>`마리였다.
:::

```{image} a.png
:alt: A lake with {claim}`<birds.all>` birds
```
"""


def text_of(page: str) -> str:
    return re.sub(r"<[^>]*>|\u2060", "", page)


@pytest.mark.slow
def test_values_flow_into_the_site_and_follow_the_data(tmp_path):
    write_tiny(tmp_path)
    (tmp_path / "book/index.md").write_text(PAGE, "utf-8")
    (tmp_path / "book/a.png").write_bytes(b"GIF89a")
    data = tmp_path / "data/birds.csv"
    for last in (15, 18):
        data.write_text(re.sub("2025,[0-9]+", f"2025,{last}", data.read_text("utf-8")), "utf-8")
        refresh(tmp_path)
        site = build_site(make_report(read_project(tmp_path)))
        written = (site / "index.html").read_text("utf-8")
        # No role is read in an attribute, and none is left there.
        assert f'alt="A lake with {last + 22} birds"' in written
        assert "{claim}" not in written + (site / "_static/search-index.js").read_text("utf-8")
        page = text_of(written)
        assert f"{last} birds in the last year" in page
        assert f"In all years at least {last + 22}, now {last + 22}." in page
        assert f"새는 {last + 22}마리였다." in page
        listed = CliRunner().invoke(main, ["list", "birds.all", "--format", "json", "--project", str(tmp_path)])
        (one,) = json.loads(listed.output)["statistics"]
        assert (one["value"], one["unit"], one["printed"]) == (last + 22, "count", str(last + 22))
        assert [place["line"] for place in one["claimed"]] == [2, 6, 6, 9, 13]
        claims = json.loads((site / "claims.json").read_text("utf-8"))
        assert {one["printed"] for one in claims["findings"]} == {str(last), str(last + 22), f"at least {last + 22}"}

    data.write_text(data.read_text("utf-8").replace("2025,18", "2025,19"), "utf-8")
    listed = CliRunner().invoke(main, ["list", "--project", str(tmp_path)])
    stale = "notebooks/birds.ipynb: not listed, since data/birds.csv changed (run factbook check)\n"
    assert listed.output == stale
    # What it records may have the words that nothing listed has.
    asked = CliRunner().invoke(main, ["list", "birds.all", "--project", str(tmp_path)])
    told = "no statistic that is listed has 'birds.all' (run factbook check first, or leave a word out)\n"
    assert (asked.exit_code, asked.output) == (1, stale + told)


@pytest.mark.slow
def test_what_flows_in_is_judged_like_what_is_typed(tmp_path):
    write_tiny(tmp_path)
    lines = ["# {claim}`<birds.last>` birds", "", "{claim}`more than {} <birds.all>` {claim}`<birds.gone>`"]
    (tmp_path / "book/index.md").write_text("\n".join(lines), "utf-8")
    report = make_report(read_project(tmp_path))
    assert [(one.printed, one.verdict, one.place.line) for one in report.errors if one.place] == [
        ("more than 37", Verdict.MISMATCH, 3), ("?", Verdict.UNKNOWN, 3),
    ]  # fmt: skip
