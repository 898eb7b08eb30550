"""Charts are drawn in processes of their own, once, and a process that fails is named with its chart."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import re
import subprocess
import sys
import time
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from pebble import ProcessExpired

import drawing_faults
from factbook.engine.fingerprints import STATE
from factbook.engine.results import Results, using
from factbook.notebooks import Run
from factbook.render.charts import compile as compiling
from factbook.render.charts.draw import draw_svg
from factbook.render.charts.drawing import chart_drawings, jobs, pool
from factbook.render.charts.drawing.chart_drawings import Drawings, start_drawing
from factbook.render.charts.drawing.pool import DrawingPool
from factbook.render.charts.drawing.processes import ChartProcesses
from factbook.render.charts.drawing.store import KEPT_SECONDS, DrawingStore
from factbook.render.charts.drawing.worker import read_chart
from factbook.render.charts.house_style import STILL
from factbook.sphinx_ext.markup.content import fill_placeholders, placeholder
from figurecheck.model import Cell, Chart
from figurecheck.model.errors import SiteError
from processes import is_running, wait_for

SPEC = {
    "data": {"values": [{"year": "2023", "n": 3}, {"year": "2024", "n": 5}]},
    "mark": "bar",
    "encoding": {"x": {"field": "year", "type": "ordinal"}, "y": {"field": "n", "type": "quantitative"}},
}
KEY = "ab" * 32


@pytest.fixture
def one_process(monkeypatch):
    """Has a test draw in one process, as on one processor: each takes half a second to load the renderer."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)


def chart(spec=SPEC, id: str = "trips") -> Chart:
    cell = Cell(notebook="notebooks/trips.ipynb", index=1)
    return Chart(id=id, title="Trips", alt="Trips", specs={"l": spec, "m": spec, "s": spec}, cell=cell)


def drawings(folder: Path, *charts: Chart, shown=frozenset({"trips"}), lead=frozenset(), **options) -> Drawings:
    return Drawings({one.id: one for one in charts}, shown=shown, lead=lead, folder=folder, **options)


@pytest.mark.usefixtures("one_process")
def test_a_chart_is_drawn_as_it_would_be_here_and_kept(tmp_path):
    made = drawings(tmp_path, chart(), lead={"trips"})
    try:
        assert made.svg("trips", "m") == draw_svg(SPEC, "m", lead=True)
        assert made.widths("trips") == ["l", "m", "s"]
        first = {width: made.svg("trips", width) for width in "lms"}
    finally:
        made.close()
    again = drawings(tmp_path, chart(), lead={"trips"}, draw=drawing_faults.end)
    assert {width: again.svg("trips", width) for width in "lms"} == first
    again.close()


def test_a_chart_that_is_on_no_page_is_drawn_at_one_width(tmp_path):
    made = drawings(tmp_path, chart(), shown=frozenset(), draw=drawing_faults.end)
    assert made.widths("trips") == ["m"]
    made.close()


def test_a_key_depends_on_the_specification_the_width_and_the_lead(tmp_path):
    other = chart({**SPEC, "mark": "line"}, id="other")
    made = drawings(tmp_path, chart(), other, shown={"trips", "other"}, draw=drawing_faults.end)
    lead = drawings(tmp_path, chart(), lead={"trips"}, draw=drawing_faults.end)
    keys = [*(made.key(id, width) for id in ("trips", "other") for width in "lms"), lead.key("trips", "m")]
    assert len(set(keys)) == len(keys)
    made.close()
    lead.close()


@pytest.mark.usefixtures("one_process")
def test_a_stored_drawing_is_read_when_it_is_shown_and_drawn_again_where_it_is_damaged(tmp_path):
    made = drawings(tmp_path, chart(), shown=frozenset())
    svg = made.svg("trips", "m")
    made.close()
    (path,) = tmp_path.glob(f"*/{made.key('trips', 'm')}.svg")
    again = drawings(tmp_path, chart(), shown=frozenset())
    path.write_bytes(path.read_bytes().replace(b"svg", b"SVG"))
    assert again.svg("trips", "m") == svg
    assert DrawingStore(tmp_path).read(again.key("trips", "m")) == svg
    assert not any(child.is_alive() for child in multiprocessing.active_children())


def report_of(tmp_path: Path, one: Chart, stamp: str = "1", shows: str = "trips", *, lead: bool = False):
    run = Run(path=Path("notebooks/trips.ipynb"), as_of="2026-01-01", recorded=(one,), stamp=stamp)
    page = SimpleNamespace(language="", references=[SimpleNamespace(name="chart", argument=shows, lead=lead)])
    return SimpleNamespace(
        charts={one.id: one}, pages={"a": page}, second={}, runs=(run,), project=SimpleNamespace(root=tmp_path),
    )  # fmt: skip


def test_the_keys_of_drawings_are_known_by_the_run_and_what_pages_show(tmp_path, monkeypatch):
    results, other = Results(tmp_path), chart({**SPEC, "mark": "line"})
    nothing_starts = {"draw_first": lambda jobs: dict.fromkeys(jobs, "<svg/>")}

    def keys(*about, **named) -> dict[str, str]:
        with using(results):
            made = start_drawing(report_of(tmp_path, *about, **named), **nothing_starts)
        return {width: made.key("trips", width) for width in made.widths("trips")}

    first = keys(chart())
    assert list(first) == ["l", "m", "s"]
    # As long as the run is the same, so are the specifications; they are not looked at.
    assert keys(other) == first
    assert keys(other, "2") == keys(other, "") != first
    assert list(keys(chart(), shows="another")) == ["m"]
    assert keys(chart(), lead=True) != first
    for module in (chart_drawings, jobs):
        monkeypatch.setattr(module, "name_tools", lambda: "others")
    assert keys(chart()) != first


@pytest.mark.usefixtures("one_process")
@pytest.mark.parametrize("draws", [True, False])
def test_old_drawings_are_removed_where_others_have_come(tmp_path, draws):
    made = drawings(tmp_path, chart())
    made.svg("trips", "m")
    for key, _ in made.make_others():
        path = tmp_path / key[:2] / f"{key}.svg"
    old = tmp_path / KEY[:2] / f"{KEY}.svg"
    old.parent.mkdir(exist_ok=True)
    old.write_bytes(path.read_bytes())
    os.utime(old, (0, 0))
    made.close()
    if not draws:
        made = drawings(tmp_path, chart())
    made.prune()
    assert old.exists() is not draws


@pytest.mark.parametrize(
    ("draw", "limit", "message"),
    [
        # pebble (5.2.3) may notice that the process is gone before it hears which drawing the process had taken.
        pytest.param(
            drawing_faults.end,
            60.0,
            r"ended at this drawing \(exit 1\): no memory|failed: All workers expired",
            id="ends",
        ),
        pytest.param(drawing_faults.hang, 0.2, r"was not drawn within 1 seconds \(give it fewer rows\)", id="hangs"),
        pytest.param(drawing_faults.panic, 60.0, "the process that draws failed: Can't pickle", id="panics"),
    ],
)
def test_a_process_that_fails_is_named_with_its_chart(tmp_path, draw, limit, message):
    made = drawings(tmp_path, chart(), draw=draw, limit=limit)
    try:
        with pytest.raises(SiteError) as caught:
            made.svg("trips", "m")
        assert "notebooks/trips.ipynb: chart trips: " in str(caught.value)
        assert re.search(message, str(caught.value))
    finally:
        made.close()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing limits processor time there")
def test_a_drawing_that_computes_without_end_is_ended_after_its_processor_time(tmp_path, monkeypatch):
    # by the clock it has long enough on any machine
    monkeypatch.setattr(pool, "PATIENCE", 600)
    made = drawings(tmp_path, chart(), shown=frozenset(), draw=drawing_faults.compute, limit=0.2)
    try:
        with pytest.raises(SiteError, match=r"not drawn within 0\.2 seconds of processor time \(give it fewer rows\)"):
            made.svg("trips", "m")
    finally:
        made.close()


def test_a_drawing_that_waits_for_a_processor_is_not_taken_for_one_that_hangs(tmp_path):
    made = drawings(tmp_path, chart(), shown=frozenset(), draw=drawing_faults.wait_long, limit=1.0)
    try:
        assert made.svg("trips", "m") == "drawn"
    finally:
        made.close()


def test_a_process_that_ended_before_it_could_print_is_named_as_well():
    pool, drawing = DrawingPool(1, 1.0), Future()
    drawing.set_exception(ProcessExpired("Abnormal termination", code=-9, pid=2**22))
    try:
        with pytest.raises(SiteError, match=r"the process that draws ended at this drawing \(exit -9\) \("):
            pool.wait(drawing, "chart trips")
    finally:
        pool.close()


@pytest.mark.usefixtures("one_process")
def test_a_chart_that_cannot_be_drawn_is_named_and_the_others_are_drawn(tmp_path):
    made = drawings(tmp_path, chart({"mark": "nonsense"}, id="broken"), chart(), shown=frozenset())
    try:
        with pytest.raises(SiteError, match=r"chart broken: the chart cannot be drawn"):
            made.svg("broken", "m")
        assert made.svg("trips", "m").startswith("<svg")
    finally:
        made.close()


@pytest.mark.usefixtures("one_process")
def test_another_process_receives_what_is_drawn_here(tmp_path):
    stored = drawings(tmp_path, chart())
    svgs = [stored.svg("trips", width) for width in "lms"]
    stored.close()
    broken = chart({"mark": "nonsense"}, id="broken")
    made = drawings(tmp_path, chart(), chart({**SPEC, "mark": "line"}, id="other"), broken, shown={"trips"})
    elsewhere = pickle.loads(pickle.dumps(made))
    try:
        assert [elsewhere.svg("trips", width) for width in "lms"] == svgs
        for key, drawing in made.make_others():
            elsewhere.receive(key, drawing)
        assert elsewhere.svg("other", "m") == made.svg("other", "m")
        with pytest.raises(SiteError, match=r"chart broken: the chart cannot be drawn"):
            elsewhere.svg("broken", "m")
    finally:
        elsewhere.close()
        made.close()


@pytest.mark.usefixtures("one_process")
def test_another_process_reads_what_is_stored_and_draws_what_is_damaged(tmp_path):
    stored = drawings(tmp_path, chart())
    svgs = [stored.svg("trips", width) for width in "lms"]
    stored.close()
    made = drawings(tmp_path, chart(), chart({"mark": "nonsense"}, id="broken"))
    sent = pickle.dumps(made)
    made.close()
    assert b"<svg" not in sent
    elsewhere = pickle.loads(sent)
    key = elsewhere.key("trips", "s")
    (tmp_path / key[:2] / f"{key}.svg").write_text("damaged")
    elsewhere.know_charts({"trips": chart()})
    try:
        assert [elsewhere.svg("trips", width) for width in "lms"] == svgs
    finally:
        elsewhere.close()


def test_one_process_reads_charts_and_draws_them(tmp_path, monkeypatch):
    started = []

    def start(*args: object, **options: int) -> DrawingPool:
        started.append(DrawingPool(*args, **options))
        return started[-1]

    monkeypatch.setattr(pool, "DrawingPool", start)
    report = SimpleNamespace(
        charts={"trips": chart()}, pages={}, second={}, runs=(), project=SimpleNamespace(root=tmp_path)
    )
    with ChartProcesses() as processes:
        processes.warm_up(1)
        (drawn,) = processes.read_drawings([chart()])["trips"]
        assert [item["n"] for item in drawn.marks[0].items] == [3, 5]
        assert processes.start_drawing(report).svg("trips", "m").startswith("<svg")
    assert len(started) == 1
    assert not any(child.is_alive() for child in multiprocessing.active_children())


def test_a_chart_is_drawn_as_soon_as_it_was_read_and_only_once(tmp_path, monkeypatch):
    report = SimpleNamespace(
        charts={"trips": chart()}, pages={}, second={}, runs=(), project=SimpleNamespace(root=tmp_path)
    )
    with ChartProcesses(tmp_path) as processes:
        processes.read_drawings([chart()])
        # Not with another job: what is there or on its way is waited for.
        monkeypatch.setattr(DrawingPool, "schedule", None)
        drawn = processes.start_drawing(report)
        assert drawn.svg("trips", "m").startswith("<svg")
        assert [svg[:4] for _, svg in drawn.make_others()] in ([], ["<svg"])
    assert DrawingStore(tmp_path / STATE / "drawings").use(drawn.key("trips", "m"))


def test_what_cannot_be_drawn_ahead_is_told_of_its_chart(tmp_path):
    wrong = chart({**SPEC, "encoding": {"x": {"field": "year", "type": "none"}}})
    report = SimpleNamespace(
        charts={"trips": wrong}, pages={}, second={}, runs=(), project=SimpleNamespace(root=tmp_path)
    )
    with ChartProcesses(tmp_path) as processes:
        processes.read_drawings([wrong])
        with pytest.raises(SiteError, match="chart trips: the chart cannot be drawn: "):
            processes.start_drawing(report).svg("trips", "m")


def test_no_process_starts_where_nothing_is_drawn():
    with ChartProcesses() as processes:
        processes.warm_up(0)
        assert processes.read_drawings([]) == {}
        assert processes.start_drawing(SimpleNamespace()) is None
        assert not multiprocessing.active_children()


def test_a_date_is_drawn_on_its_day_wherever_the_build_runs(tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    days = {
        "data": {"values": [{"day": "2024-01-01", "n": 3}]},
        "mark": "point",
        "encoding": {"x": {"field": "day", "type": "ordinal", "timeUnit": "year"}, "y": {"field": "n"}},
    }
    made = drawings(tmp_path, chart(days), shown=frozenset())
    try:
        assert ">2024<" in made.svg("trips", "m")
    finally:
        made.close()


def test_closing_ends_the_processes(tmp_path):
    made = drawings(tmp_path, chart(), draw=drawing_faults.hang)
    made.close()
    assert not any(child.is_alive() for child in multiprocessing.active_children())


def test_closing_ends_also_while_jobs_fill_the_pipe_to_the_processes(tmp_path):
    many = [chart({**SPEC, "title": f"{at}" * 50_000}, id=f"c{at}") for at in range(9)]
    made = drawings(tmp_path, *many, shown=frozenset(), draw=drawing_faults.hang)
    time.sleep(0.2)
    made.close()


def test_a_process_has_nothing_of_the_environment_but_what_it_needs(monkeypatch):
    monkeypatch.setenv("TOKEN", "hush")
    with closing(DrawingPool(1, 10)) as pool:
        found = pool.wait(pool.schedule("trips", os.getenv, "TOKEN"), "trips")
    assert (found, os.environ["TOKEN"]) == (None, "hush")


def test_a_process_runs_neither_the_calling_script_again_nor_modules_of_the_folder_where_it_starts(tmp_path):
    (tmp_path / "types.py").write_text("raise SystemExit('not the types of Python')")
    script = tmp_path / "script" / "build.py"
    script.parent.mkdir()
    script.write_text(
        "print('started')\n"
        "from pathlib import Path\n"
        "from figurecheck.model.statistic import Chart\n"
        "from factbook.render.charts.drawing.chart_drawings import Drawings\n"
        f"chart = Chart(id='trips', title='Trips', alt='Trips', specs={{'m': {SPEC!r}}})\n"
        "made = Drawings({chart.id: chart}, shown=set(), lead=set(), folder=Path('store'))\n"
        "print(made.svg('trips', 'm')[:4])\n"
        "made.close()\n"
    )
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("started\n<svg\n", "")


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
        "import os, time\n"
        "from pathlib import Path\n"
        "import drawing_faults\n"
        "from figurecheck.model.statistic import Chart\n"
        "from factbook.render.charts.drawing.chart_drawings import Drawings\n"
        "chart, folder = Chart(id='trips', title='', alt='', specs={'m': {}}), Path('.')\n"
        "draw = drawing_faults.note_and_hang\n"
        "made = Drawings({chart.id: chart}, shown=set(), lead=set(), folder=folder, draw=draw)\n"
        "while not Path('pid').exists(): time.sleep(0.05)\n"
        "os.kill(os.getpid(), 9)"
    )
    tests = str(Path(drawing_faults.__file__).parent)
    environment = {**os.environ, "PYTHONPATH": tests}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=False, timeout=60)
    worker = int((tmp_path / "pid").read_text())
    wait_for(lambda: not is_running(worker))


SLOW_STARTS = """
import os, signal, time
from pathlib import Path
try:
    Path(__file__).with_name("first").mkdir()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(1)
except FileExistsError:
    time.sleep(0.3)
"""
"""One process that does not end when asked, and one that is still starting while the pool waits for the first."""


def test_closing_while_processes_start_prints_nothing(tmp_path, monkeypatch, capfd):
    (tmp_path / "sitecustomize.py").write_text(SLOW_STARTS, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    pool = DrawingPool(2, 60.0, workers=2)
    pool.schedule("a", drawing_faults.hang)
    pool.close()
    assert capfd.readouterr().err == ""


def test_what_one_process_has_fitted_it_draws_as_well():
    pool = DrawingPool(4, 60.0, workers=2)
    try:
        processes = [pool.schedule(chart, os.getpid) for chart in ("a", "b", "a", "b")]
        first, second, *others = [one.result() for one in processes]
        assert (first != second, others) == (True, [first, second])
    finally:
        pool.close()


def test_a_chart_that_was_read_is_not_fitted_again_to_be_drawn(monkeypatch):
    translated = []
    translate = compiling._translate
    monkeypatch.setattr(compiling, "_translate", lambda styled: translated.append(1) or translate(styled))
    compiling._compile.cache_clear()
    read_chart(dict.fromkeys(("l", "m", "s"), SPEC))
    count = len(translated)
    draw_svg(SPEC, STILL)
    assert (count > 0, len(translated)) == (True, count)


DRAWS_AND_GOES = """
import gc, os
import drawing_faults
from factbook.render.charts.drawing.pool import DrawingPool
gc.disable()
pool = DrawingPool(1, 60.0, workers=1)
pool.schedule("a", drawing_faults.hang)
pool.close()
os._exit(0)
"""
"""A process that ends as the one that renders pages does: nothing is collected, nothing runs at its exit."""


def test_a_process_that_drew_leaves_nothing_behind_that_python_warns_of():
    ended = subprocess.run(
        [sys.executable, "-c", DRAWS_AND_GOES], env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
