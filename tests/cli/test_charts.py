"""What `factbook check` says of charts, and what a site says of the values that it draws."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tiny import write_tiny

SETUP = """
import altair as alt
import pandas as pd
frame = pd.DataFrame(birds).reset_index()[["year", "value"]]
bars = alt.Chart(frame).mark_bar(color="#1f6b5c").encode(x="year:O", y="value:Q")
about = {"title": "Birds", "alt": "Bars that rise from year to year."}
"""
WRONG = {
    "ten": ("bars.properties(data=frame.assign(value=frame['value'] * 10))", ""),
    "axis": ("bars.encode(y=alt.Y('value:Q', title='Axis 80044 trips'))", ""),
    "note": ("bars + alt.Chart(frame).mark_text(text='80045 trips').encode(x='year:O')", ""),
    "legend": ("bars.encode(color=alt.Color('value:Q', legend=alt.Legend(title='80046 trips')))", ""),
    "label": ("bars + bars.mark_text().encode(text='t:N').transform_calculate(t=\"datum.value * 2 + ' birds'\")", ""),
    "ticks": ("bars.encode(y=alt.Y('value:Q', axis=alt.Axis(labelExpr='datum.value * 3')))", ""),
    "bound": ("bars.encode(y=alt.Y('value:Q', title='{claim}`16 birds <birds.last>` at last'))", ""),
    "title": ("bars", "title='Birds since 1970', "),
    "rows": ("bars", "rows=birds.assign(value=birds['value'] + 1), "),
    "url": ("alt.Chart('https://example.org/birds.csv').mark_bar().encode(x='year:O', y='value:Q')", ""),
}
RIGHT = (
    "alt.layer(bars.encode(y=alt.Y('value:Q', title='{claim}`15 birds <birds.last>` at last', "
    "axis=alt.Axis(labelExpr=\"format(datum.value, ',') + ' birds'\"))), "
    "bars.mark_text(dy=-9).encode(text='value:Q'), "
    "bars.mark_text(dy=-30).encode(text='t:N').transform_calculate(t=\"datum.value + ' in ' + datum.year\"))"
)


def write_charts(folder: Path, calls: dict[str, tuple[str, str]]) -> Path:
    """Write the report of `tiny` with a notebook cell for each chart, and all of them on its page."""
    root = write_tiny(folder)
    path = root / "notebooks/birds.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    cells = [SETUP, *(_call(name, *call) for name, call in calls.items())]
    notebook["cells"] += [
        {"cell_type": "code", "id": f"d{at}", "metadata": {}, "source": cell, "outputs": [], "execution_count": None}
        for at, cell in enumerate(cells)
    ]
    path.write_text(json.dumps(notebook), "utf-8")
    page = root / "book/index.md"
    page.write_text(page.read_text("utf-8") + "".join(f"\n```{{chart}} {name}\n```\n" for name in calls), "utf-8")
    return root


def _call(name: str, chart: str, options: str) -> str:
    given = {"title": "about['title']", "rows": "birds"}
    rest = ", ".join(f"{key}={value}" for key, value in given.items() if f"{key}=" not in options)
    return f"fb.chart({chart}, id='{name}', alt=about['alt'], {options}{rest})"


@pytest.fixture(scope="module")
def said(tmp_path_factory, factbook) -> str:
    result = factbook("check", "--project", write_charts(tmp_path_factory.mktemp("wrong"), WRONG))
    assert result.returncode == 2, result.stdout + result.stderr
    return result.stdout + result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ten", "bar: value 100 at year 2023 is in no row that the chart names; its row has 10 (pass the rows"),
        ("axis", "‘80044’ unbound: nothing binds it in a chart label: “Axis 80044 trips”"),
        ("note", "‘80045’ unbound: nothing binds it in a chart label: “80045 trips”"),
        ("legend", "‘80046’ unbound: nothing binds it in a chart label: “80046 trips”"),
        ("label", "‘20’ unbound: nothing binds it in a chart label: “20 birds”"),
        ("ticks", "‘30’ unbound: nothing binds it in a chart label: “30”"),
        ("bound", "‘16 birds’ mismatch: 15 in the table"),
        ("title", "the title names 1970, and the chart draws 2023 to 2025"),
        ("rows", "rows= has 3 rows of birds that its file does not hold"),
        ("url", "cannot be drawn: "),
    ],
)
def test_a_fault_of_a_chart_is_told_at_its_cell(said, name, message):
    cell = [*WRONG].index(name) + 4
    lines = [line for line in said.splitlines() if line.startswith(f"notebooks/birds.ipynb: cell {cell}: ")]
    assert any(message in line for line in lines), said


@pytest.mark.slow
def test_a_site_counts_what_was_found_and_prints_what_roles_bind(tmp_path, factbook):
    root = write_charts(tmp_path, {"right": (RIGHT, "")})
    result = factbook("build", "--project", root)
    assert result.returncode == 0, result.stdout + result.stderr
    page = (root / "_build/html/index.html").read_text("utf-8")
    assert "All 3 values checked against the data." in page
    assert "15 birds at last" in page
    assert "{claim}" not in page


@pytest.mark.slow
def test_a_false_value_is_a_finding_that_stops_the_build(tmp_path, factbook):
    root = write_charts(tmp_path, {"ten": WRONG["ten"]})
    for command in ("check", "build"):
        result = factbook(command, "--project", root)
        assert result.returncode == 1, result.stdout + result.stderr
        assert "bar: value 100 at year 2023" in result.stdout + result.stderr
    assert not (root / "_build/html").exists()


@pytest.mark.slow
def test_a_build_says_which_values_were_not_looked_for(tmp_path, factbook):
    trend = "alt.Chart(pd.DataFrame({'year': [2023, 2025], 'trend': [10.5, 14.5]})).mark_line(color='#7a8790')"
    call = f"bars + {trend}.encode(x='year:O', y='trend:Q')"
    root = write_charts(tmp_path, {"trend": (call, "shows={'trend': 'not checked: a linear trend'}, ")})
    result = factbook("build", "--project", root)
    assert result.returncode == 0, result.stdout + result.stderr
    page = (root / "_build/html/index.html").read_text("utf-8")
    assert "3 of 5 values checked against the data. Not checked: a linear trend." in page
