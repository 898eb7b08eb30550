"""Charts are drawn in processes of their own, once, and a process that fails is named with its chart."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from factbook.model import Cell, Chart
from factbook.model.errors import SiteError
from factbook.render.charts.chart import draw_svg, styled_spec
from factbook.render.charts.drawing import Drawings
from factbook.render.charts.drawing.store import KEPT_SECONDS, DrawingStore
from factbook.sphinx_ext.markup.content import fill_placeholders, placeholder

SPEC = {
    "data": {"values": [{"year": "2023", "n": 3}, {"year": "2024", "n": 5}]},
    "mark": "bar",
    "encoding": {"x": {"field": "year", "type": "ordinal"}, "y": {"field": "n", "type": "quantitative"}},
}
KEY = "ab" * 32


def chart(spec=SPEC, id: str = "trips") -> Chart:
    cell = Cell(notebook="notebooks/trips.ipynb", index=1)
    return Chart(id=id, title="Trips", alt="Trips", specs={"l": spec, "m": spec, "s": spec}, cell=cell)


def drawings(folder: Path, *charts: Chart, shown=frozenset({"trips"}), lead=frozenset(), **options) -> Drawings:
    return Drawings(charts, shown=shown, lead=lead, folder=folder, **options)


def program(code: str) -> tuple[str, ...]:
    return sys.executable, "-c", code


def test_a_chart_is_drawn_as_it_would_be_here_and_kept(tmp_path):
    made = drawings(tmp_path, chart(), lead={"trips"})
    try:
        assert made.svg("trips", "m") == draw_svg(styled_spec(SPEC, "m", lead=True))
        assert made.widths("trips") == ["l", "m", "s"]
        first = {width: made.svg("trips", width) for width in "lms"}
    finally:
        made.close()
    again = drawings(tmp_path, chart(), lead={"trips"}, command=program("raise SystemExit(1)"))
    assert {width: again.svg("trips", width) for width in "lms"} == first
    again.close()


def test_a_chart_that_is_on_no_page_is_drawn_at_one_width(tmp_path):
    made = drawings(tmp_path, chart(), shown=frozenset(), command=program("raise SystemExit(1)"))
    assert made.widths("trips") == ["m"]
    made.close()


def test_a_key_depends_on_the_specification_the_width_and_the_lead(tmp_path):
    other = chart({**SPEC, "mark": "line"}, id="other")
    made = drawings(tmp_path, chart(), other, shown={"trips", "other"}, command=program("raise SystemExit(1)"))
    lead = drawings(tmp_path, chart(), lead={"trips"}, command=program("raise SystemExit(1)"))
    keys = [*(made.key(id, width) for id in ("trips", "other") for width in "lms"), lead.key("trips", "m")]
    assert len(set(keys)) == len(keys)
    made.close()
    lead.close()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        pytest.param("input(); raise SystemExit('no memory')", "ended at this chart (exit 1): no memory", id="ends"),
        pytest.param("import time; time.sleep(60)", "was not drawn within 1 seconds", id="hangs"),
    ],
)
def test_a_process_that_fails_is_named_with_its_chart(tmp_path, code, message):
    made = drawings(tmp_path, chart(), command=program(code), limit=1.0 if "sleep" in code else 60.0)
    try:
        with pytest.raises(SiteError) as caught:
            made.svg("trips", "m")
        assert "notebooks/trips.ipynb: chart trips: " in str(caught.value)
        assert message in str(caught.value)
    finally:
        made.close()


def test_a_chart_that_cannot_be_drawn_is_named_and_the_others_are_drawn(tmp_path):
    made = drawings(tmp_path, chart({"mark": "nonsense"}, id="broken"), chart(), shown=frozenset())
    try:
        with pytest.raises(SiteError, match=r"chart broken: the chart cannot be drawn"):
            made.svg("broken", "m")
        assert made.svg("trips", "m").startswith("<svg")
    finally:
        made.close()


def test_closing_ends_the_processes_at_once(tmp_path):
    made = drawings(tmp_path, chart(), command=program("import time; time.sleep(600)"))
    time.sleep(0.2)
    start = time.monotonic()
    made.close()
    assert time.monotonic() - start < 10


def test_a_kept_drawing_that_was_cut_off_tampered_with_or_renamed_is_none(tmp_path):
    store = DrawingStore(tmp_path)
    store.write(KEY, "<svg>5</svg>")
    (path,) = tmp_path.glob("*/*.svg")
    assert store.read(KEY) == "<svg>5</svg>"
    assert store.read(KEY.replace("a", "c")) is None
    other = KEY[:-1] + "0"
    path.with_name(f"{other}.svg").write_bytes(path.read_bytes())
    assert store.read(other) is None
    for spoilt in (path.read_bytes()[:-2], path.read_bytes().replace(b"5", b"6"), b""):
        path.write_bytes(spoilt)
        assert store.read(KEY) is None


def test_drawings_that_nobody_asks_for_are_removed_in_the_end(tmp_path):
    store = DrawingStore(tmp_path)
    store.write(KEY, "<svg></svg>")
    (path,) = tmp_path.glob("*/*.svg")
    store.prune()
    assert store.read(KEY) is not None
    store.prune(now=path.stat().st_mtime + KEPT_SECONDS + 1)
    assert store.read(KEY) is None


def test_a_drawing_takes_the_place_that_was_held_for_it_with_what_was_written_on_it():
    held = placeholder(KEY).replace("<svg", '<svg role="img" aria-label="a &gt; b"', 1)
    page = f"<figure>{held}</figure><svg viewBox='0 0 1 1'></svg>"
    filled = fill_placeholders(page, {KEY: '<svg width="9"><g/></svg>'}.__getitem__)
    assert filled == (
        '<figure><svg role="img" aria-label="a &gt; b" width="9"><g/></svg></figure><svg viewBox=\'0 0 1 1\'></svg>'
    )


def test_a_worker_ends_with_its_parent(tmp_path):
    code = (
        "import os, subprocess, sys; "
        "child = subprocess.Popen([sys.executable, '-P', '-m', 'factbook.render.charts.drawing.worker'], "
        "stdin=subprocess.PIPE, stdout=subprocess.PIPE); "
        'child.stdin.write(b\'{"spec": {}, "width": "m", "lead": false}\\n\'); '
        "child.stdin.flush(); child.stdout.readline(); os.write(1, str(child.pid).encode()); os.kill(os.getpid(), 9)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    deadline = time.monotonic() + 20
    while Path(f"/proc/{result.stdout}").exists() and time.monotonic() < deadline:
        if Path(f"/proc/{result.stdout}/stat").read_text().split()[2] == "Z":
            break
        time.sleep(0.05)
    assert time.monotonic() < deadline
