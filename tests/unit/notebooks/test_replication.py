"""Bundles: what a notebook needs to run again, in the same bytes each time, and a second implementation that agrees."""

from __future__ import annotations

import importlib.util
import io
import json
import runpy
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factbook
from factbook.data.descriptor import Field, Resource
from factbook.notebooks.recording.emit import MIME, split_bundle
from factbook.notebooks.replication import Bundle, make_bundle, zip_files
from factbook.notebooks.replication.bundle import render_script
from factbook.notebooks.replication.requirements import find_imports, find_lock, find_needed, find_tables, parse_cells
from factbook.publish.try_bundles import try_bundle
from figurecheck.model import Cell, RowSet, Statistic
from figurecheck.model.series import find_change, find_extreme, find_rank, find_streak, read_timeline

KIT = Path(factbook.__file__).parent / "notebooks" / "replication" / "kit"
CODE = """\
import altair as alt
import factbook as fb
riders = fb.dataset("riders")
fb.record("riders.2025", riders.loc[2025, "value"], unit="trips", population="trips", rows=riders)
fb.change("riders.change", riders, population="trips")
side = alt.Axis(grid=False) | alt.layer(alt.Chart(riders))
"""
LATER = 'fb.record("riders.late", 1 / len(riders[riders["value"] < 0]), unit="trips", population="", rows=riders)'
CSV = "year,value,unit,status,source_id\n2023,90,trips,main,a\n2024,100,trips,main,a\n2025,120,trips,main,a\n"
SOURCES = "source_id,title,published,accessed\na,Report,2026-01,2026-02-03\nb,Late,2026-12-01,2026-12-01\n"
RIDERS = Resource(
    name="riders",
    path="riders.csv",
    key=("year",),
    fields=tuple(
        Field(name=name, type=kind)
        for name, kind in [
            ("year", "year"),
            ("value", "integer"),
            ("unit", "string"),
            ("status", "string"),
            ("source_id", "string"),
        ]
    ),
)
LIST = Resource(
    name="sources",
    path="sources.csv",
    key=("source_id",),
    fields=tuple(Field(name=name) for name in ("source_id", "title", "published", "accessed")),
)
OTHER = Resource(name="other", path="other.csv")


def statistic(id: str, value: str, cell: int = 0) -> Statistic:
    return Statistic(
        id=id,
        value=Decimal(value),
        unit="trips",
        population="trips",
        rows=(RowSet(dataset="riders"),),
        cell=Cell(notebook="notebooks/riders.ipynb", index=cell),
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/riders.csv").write_text(CSV, "utf-8")
    (tmp_path / "data/sources.csv").write_text(SOURCES, "utf-8")
    return tmp_path


def collect(
    root: Path, *codes: str, locked: str = "", read: list[str] | None = None, largest: int = 10**6
) -> dict[str, bytes]:
    bundle = Bundle(
        largest=largest,
        address="https://example.org/",
        notebook="notebooks/riders.ipynb",
        cells=list(enumerate(codes or (CODE,), start=1)),
        statistics=[statistic("riders.2025", "120"), statistic("riders.change", "0.3333333333333333333333333333")],
        day="2026-06-30",
        read=read,
    )
    return make_bundle(bundle, root, [RIDERS, LIST, OTHER], locked=locked)


def run(folder: Path, files: dict[str, bytes], *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "riders.zip").write_bytes(zip_files(files))
    command = [sys.executable, "-I", "riders.zip", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_bundle_recomputes_a_figure_and_leaves_nothing_behind(report, tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty")
    result = run(folder, collect(report), "riders.2025", "riders.change")
    assert (result.returncode, result.stderr) == (0, "")
    assert "riders.2025: same\n  this run    120 trips\n  published   120 trips" in result.stdout
    assert "2 figures: 2 same, 0 different" in result.stdout
    assert [path.name for path in folder.iterdir()] == ["riders.zip"]


def test_a_changed_row_makes_the_figure_different(report):
    files = collect(report)
    files["data/riders.csv"] = files["data/riders.csv"].replace(b"2025,120", b"2025,121")
    result = run(report, files, "riders.2025")
    assert result.returncode == 1
    assert "riders.2025: different\n  this run    121 trips\n  published   120 trips" in result.stdout


def test_rows_of_later_sources_and_other_statuses_do_not_count(report):
    files = collect(report)
    files["data/riders.csv"] += b"2025,999,trips,main,b\n2025,998,trips,conflict,a\n2025,997,trips,agrees,a\n"
    assert run(report, files).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "codes", "message"),
    [
        pytest.param(["riders.2052"], [CODE], "riders.2052: not recorded by notebooks/riders.ipynb (did you mean "
                     "riders.2025?)", id="unknown id"),
        pytest.param([], ["import nowhere_at_all"], "cell 1: No module named 'nowhere_at_all' (python -m pip install "
                     "-r requirements.txt", id="missing package"),
        pytest.param([], ["1 / 0"], "cell 1: ZeroDivisionError: division by zero (are the data as published",
                     id="a cell raises"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_without_a_traceback(report, arguments, codes, message):
    result = run(report, collect(report, *codes), *arguments)
    assert result.returncode == 2
    assert result.stderr.startswith(message)
    assert "Traceback" not in result.stderr


def test_cells_after_the_figure_are_not_run(report):
    assert run(report, collect(report, CODE, LATER), "riders.2025").returncode == 0


def test_a_large_file_is_put_beside_the_bundle_and_must_be_the_published_one(report, tmp_path_factory):
    files, folder = collect(report, largest=len(SOURCES)), tmp_path_factory.mktemp("apart")
    assert ("data/riders.csv" in files, "data/sources.csv" in files) == (False, True)
    assert b"data/riders.csv is too large to be in here (" in files["README.md"]
    result = run(folder, files)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("data/riders.csv: not in this bundle, since it has ")
    assert "download https://example.org/data/riders.csv, and put it beside the bundle as riders.csv" in result.stderr
    beside = folder / "riders.csv"
    beside.write_text(CSV, "utf-8")
    assert run(folder, files).returncode == 0
    beside.write_text(CSV.replace("120", "121"), "utf-8")
    result = run(folder, files)
    assert result.returncode == 2
    assert "riders.csv: is not the file that the figures were computed from" in result.stderr


def test_a_parquet_file_is_read_as_it_is_where_its_text_would_be_too_large(tmp_path):
    (tmp_path / "data").mkdir()
    days = pd.to_datetime(["2026-01-01", "2026-01-02", None])
    frame = pd.DataFrame({"day": days, "n": [1, 2, None], "kg": [0.5, None, 2.5], "name": ["a", None, "-"]})
    frame.to_parquet(tmp_path / "data/t.parquet")
    types = {"day": "date", "n": "integer", "kg": "number", "name": "string"}
    fields = tuple(Field(name=name, type=kind) for name, kind in types.items())
    table = Resource(name="t", path="t.parquet", fields=fields, missing=("", "-"))
    code = "import factbook as fb\nt = fb.dataset('t')\nfb.record('riders.2025', 119 + t['day'].eq('2026-01-02').sum())"
    code += "\nfb.record('riders.change', (t['n'].sum() - t['kg'].sum() + t['name'].isna().sum()) / 6)"
    for largest, place in ((10**6, "as_read/t.csv"), (10, "data/t.parquet")):
        bundle = Bundle(
            notebook="notebooks/riders.ipynb",
            cells=[(1, code)],
            statistics=[statistic("riders.2025", "120"), statistic("riders.change", "0.3333333333333333")],
            day="2026-06-30",
            largest=largest,
        )
        bundle = replace(bundle, statistics=[replace(one, rows=()) for one in bundle.statistics])
        files = make_bundle(bundle, tmp_path, [table])
        assert json.loads(files["published.json"])["tables"]["t"]["path"] == place
        folder = tmp_path / str(largest)
        folder.mkdir()
        shutil.copy(tmp_path / "data/t.parquet", folder)
        result = run(folder, files, "riders.2025", "riders.change")
        assert result.returncode == 0, result.stderr + result.stdout


def test_an_unpacked_bundle_runs_as_well(report):
    folder = report / "unpacked"
    zipfile.ZipFile(io.BytesIO(zip_files(collect(report)))).extractall(folder)
    assert (
        subprocess.run([sys.executable, "-I", folder, "riders.2025"], capture_output=True, check=False).returncode == 0
    )


def test_the_same_files_give_the_same_bytes_in_any_order(report):
    files = collect(report)
    assert zip_files(files) == zip_files(dict(reversed(files.items())))
    infos = zipfile.ZipFile(io.BytesIO(zip_files(files))).infolist()
    assert {(info.date_time, info.external_attr >> 16, info.create_system) for info in infos} == {
        ((1980, 1, 1, 0, 0, 0), 0o644, 3)
    }


def test_a_bundle_holds_only_the_tables_that_the_cells_name(report):
    files = collect(report)
    assert {name for name in files if name.startswith("data/")} == {"data/riders.csv", "data/sources.csv"}
    assert json.loads(files["published.json"])["tables"].keys() == {"riders", "sources"}


def test_a_glued_number_is_recomputed_too(report):
    code = "from myst_nb import glue\nglue('riders.2025', 120)\nglue('riders.change', 'a third', display=False)"
    files = collect(report, code)
    assert run(report, files, "riders.2025").returncode == 0
    assert "riders.change: different\n  this run    nothing" in run(report, files, "riders.change").stdout
    assert b"myst" not in files["requirements.txt"]


def test_a_bundle_holds_what_the_run_was_seen_to_read(report):
    (report / "data/more.json").write_text('{"trips": 120}', "utf-8")
    code = "import json\nfrom pathlib import Path\nimport factbook as fb\n"
    code += 'more = json.loads((Path("..") / "data" / ("more" + ".json")).read_text())\n'
    code += 'fb.record("riders.2025", more["trips"], unit="trips", population="trips", rows=None)\n'
    files = collect(report, code, read=["data/more.json", "notebooks/riders.ipynb"])
    assert {name for name in files if "/" in name} == {"data/more.json"}
    assert run(report, files, "riders.2025").returncode == 0


@pytest.mark.parametrize(
    ("code", "tables"),
    [
        pytest.param('fb.dataset("b")', ("b", "sources"), id="named"),
        pytest.param('names = ["a"]\nfb.dataset(names[0])', ("a", "b", "sources"), id="worked out"),
        pytest.param('open("../data/a.csv")', ("a", "sources"), id="by its file"),
        pytest.param('open("../data/c.csv")', ("sources",), id="none"),
    ],
)
def test_tables_are_found_in_the_code(code, tables):
    assert find_tables(parse_cells([code]), ["a", "b", "sources"]) == tables


def test_a_module_beside_the_notebook_goes_along(report):
    (report / "notebooks").mkdir()
    (report / "notebooks/helper.py").write_text("TRIPS = 120\n", "utf-8")
    code = CODE.replace('riders.loc[2025, "value"]', "helper.TRIPS").replace(
        "import altair", "import helper\nimport altair"
    )
    files = collect(report, code)
    assert files["notebooks/helper.py"] == b"TRIPS = 120\n"
    assert run(report, files).returncode == 0


def test_what_only_ipython_understands_becomes_a_comment():
    script = render_script([(1, "%matplotlib inline\nx = 7\ny = (x\n  % 2)"), (2, "%%bash\nls"), (3, "z = (x\n% 2)")])
    assert "pass  # %matplotlib inline\nx = 7" in script
    assert "# %%bash\n# ls" in script
    assert "z = (x\n% 2)" in script


def test_a_cell_that_holds_a_marker_stays_one_cell(tmp_path):
    script = tmp_path / "notebook.py"
    script.write_text(render_script([(1, 'x = """\n# %% cell 2\n"""'), (3, "y = 1")]), "utf-8")
    runner = runpy.run_path(str(KIT / "runner.py"), run_name="runner")
    assert [number for number, _ in runner["read_cells"](script)] == [1, 3]


def test_the_lock_holds_what_is_imported_and_what_that_needs():
    lock = "numpy==1.0 \\\n    --hash=sha256:aa\npandas==2.0 \\\n    --hash=sha256:bb\nsphinx==3.0\n"
    found = find_lock(find_imports(parse_cells(["import altair, pandas.io\nfrom factbook import record"])), lock)
    assert found.startswith("numpy==1.0 \\\n    --hash=sha256:aa\npandas==2.0 \\\n    --hash=sha256:bb\n")
    assert "altair" not in found
    assert "sphinx" not in found


def test_without_a_lock_the_installed_versions_are_pinned():
    assert f"pandas=={pd.__version__}\n" in find_lock((), "")


def test_what_another_platform_needs_counts_for_nothing_though_it_is_installed():
    # The tools of the tests bring it along, and the environment of an edition does not.
    lock = ["attrs==1 ; implementation_name == 'pypy' \\", "    --hash=sha256:00", "# cattrs", "pandas==1 \\"]
    found = find_needed(*lock)
    assert found["pandas"] == pd.__version__
    assert "numpy" in found
    assert not {"attrs", "cattrs"} & set(found)


@pytest.fixture(scope="module")
def standin() -> ModuleType:
    spec = importlib.util.spec_from_file_location("standin", KIT / "standin.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    for name, place in [
        ("periods", "figurecheck.model.periods"),
        ("orders", "figurecheck.model.orders"),
        ("labels", "factbook.notebooks.recording.labels"),
        ("standin_columns", "factbook.notebooks.replication.kit.standin_columns"),
    ]:
        sys.modules[name] = importlib.import_module(place)
    sys.modules["standin"] = module
    spec.loader.exec_module(module)
    yield module
    for name in ("periods", "orders", "labels", "standin_columns", "standin"):
        del sys.modules[name]


def test_the_stand_in_has_every_function_that_notebooks_may_call(standin):
    assert [name for name in factbook.__all__ if not callable(getattr(standin, name, None))] == []


numbers = st.integers(1, 30).map(Decimal)
series = st.dictionaries(st.integers(2000, 2016), numbers, min_size=2)


@given(series, st.data())
def test_the_stand_in_computes_what_factbook_does(standin, values, data):
    years = sorted(values)
    pairs = [(str(year), value) for year, value in values.items()]
    line = read_timeline(pairs, place="here")
    at = data.draw(st.sampled_from(years))
    limit, test = data.draw(numbers), data.draw(st.sampled_from(["above", "at least", "below", "at most"]))
    end = data.draw(st.sampled_from(["highest", "lowest"]))
    measure = data.draw(st.sampled_from(["share", "ratio", "difference"]))
    move = data.draw(st.sampled_from(["up", "down"]))
    expected: dict[str, Any] = {
        "rank": find_rank(pairs, of=str(at), test=end)[0],
        "extreme": find_extreme(line, at=str(at), test=end)[0],
        "streak": find_streak(line, at=str(at), test=test, limit=limit)[0],
        "moves": find_streak(line, at=str(at), test=move)[0],
        "change": find_change(line, old=str(years[0]), new=str(years[-1]), measure=measure)[0],
    }
    standin.rank("rank", values, at=at, largest=end == "highest")
    standin.extreme("extreme", values, at=at, kind=end)
    standin.streak("streak", values, at=at, **{test.replace(" ", "_"): limit})
    standin.streak("moves", values, at=at, direction=move)
    standin.change("change", values, as_=measure)
    assert {name: standin.recorded[name] for name in expected} == {name: str(one) for name, one in expected.items()}


@settings(max_examples=30)
@given(
    st.dictionaries(
        st.tuples(st.integers(2000, 2006), st.sampled_from("xyz")), st.integers(1, 30) | st.none(), min_size=1
    ),
    st.sampled_from(["share", "ratio", "difference"]),
    st.integers(2000, 2006),
)
def test_the_stand_in_records_the_columns_that_factbook_records(standin, values, measure, year):
    index = pd.MultiIndex.from_tuples(values, names=["year", "mode"])
    frame = pd.DataFrame({"value": list(values.values()), "unit": "people"}, index=index)
    totals = pd.DataFrame({"value": range(100, 107)}, index=pd.Index(range(2000, 2007), name="year"))
    changes = {
        "c.{mode}.{year}": {"as_": measure},
        "d.{mode}.{before}_{year}": {"as_": measure, "since": [year], "at": range(2003, 2007)},
    }
    arguments: dict[str, Any] = {
        "changes": changes,
        "ranks": {"r.{kind}.{year}": {"among": "mode"}},
        "extremes": True,
        "streaks": {"s.{mode}.{year}": {"at_least": 10}},
        "shares": {"p.{mode}.{year}": {"of": totals}, "q.{mode}.{year}": {}},
        "fields": {"kind": lambda row: f"is {row['mode']}"},
    }
    assert_same_column(standin, "n.{mode}.{year}", frame, **arguments)


SERIES = {
    "years": [2019, 2020, 2021, 2022],
    "texts of years": ["2019", "2020", "2021", "2022"],
    "half-years": ["1H 2020", "2H 2020", "1H 2021", "2H 2021"],
    "quarters": ["2020 Q3", "2020 Q4", "2021 Q1", "2021 Q2"],
    "quarters of ISO": ["2020-Q3", "2020-Q4", "2021-Q1", "2021-Q2"],
    "quarters together": ["2020Q3", "2020Q4", "2021Q1", "2021Q2"],
    "months": ["2020-11", "2020-12", "2021-01", "2021-02"],
    "names of months": ["November 2020", "Dec 2020", "January 2021", "Feb. 2021"],
    "months in German": ["Oktober 2020", "November 2020", "Dezember 2020", "Januar 2021"],
    "weeks": ["2020-W52", "2020-W53", "2021-W01", "2021-W02"],
    "days": ["2020-12-30", "2020-12-31", "2021-01-01", "2021-01-02"],
    "moments": list(pd.date_range("2020-12-30", periods=4)),
    "ends of months": list(pd.date_range("2020-10-31", periods=4, freq="ME")),
    "starts of years": list(pd.date_range("2018-01-01", periods=4, freq="YS")),
    "spans": ["2020-01/2020-06", "2020-07/2020-12", "2021-01/2021-06", "2021-07/2021-12"],
    "seasons": ["2017/18", "2018/19", "2019/20", "2020/21"],
    "seasons that look like months": ["2009-10", "2010-11", "2011-12", "2012-13"],
    "terms": ["2009-2013", "2013-2017", "2017-2021", "2021-2025"],
    "numbered": ["Round 9", "Round 10", "Round 11", "Round 12"],
    "ordinals": ["115th Congress", "116th Congress", "117th Congress", "118th Congress"],
    "numbers": [9, 10, 11, 12],
    "weekdays": ["Monday", "Tuesday", "Wednesday", "Thursday"],
    "bands": ["under 20", "20-29", "30-39", "40-49"],
    "names": ["b", "a", "d", "c"],
}
"""Four labels of each kind, in their order."""


@pytest.mark.parametrize("kind", SERIES)
@settings(max_examples=5)
@given(
    values=st.lists(st.integers(1, 9) | st.none(), min_size=4, max_size=4).filter(any),
    order=st.permutations(range(4)),
    keyed=st.booleans(),
)
def test_the_stand_in_reads_labels_of_every_kind_as_factbook_does(standin, kind, values, order, keyed):
    # A label that nobody can put in order stays where it is listed.
    listed = kind in {"weekdays", "bands", "names"}
    places = list(range(4)) if listed else order
    labels = [SERIES[kind][at] for at in places]
    table = pd.DataFrame({"value": [values[at] for at in places], "unit": "people"}, index=pd.Index(labels, name="at"))
    if keyed:
        table = pd.concat({"x": table, "y": table + table}, names=["mode"]).assign(unit="people")
    end = "{mode}.{at}" if keyed else "{at}"
    streaks: dict[str, Any] = {f"s.{end}": {"direction": "up"}, f"t.{end}": {}}
    arguments = {"changes": True, "ranks": True, "extremes": True, "streaks": streaks}
    assert_same_column(standin, "n.{mode}.{at}" if keyed else "n.{at}", table, over="at", **arguments)


def assert_same_column(standin: ModuleType, id: str, table: pd.DataFrame, **arguments: Any) -> None:
    """Record a column with both, and assert that they record the same figures with the same values."""
    recorded: dict[str, str] = {}

    def keep(one: dict[str, Any], raw: bool) -> None:
        recorded.update({bundle["id"]: bundle["value"] for bundle in split_bundle(one[MIME])})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("IPython.display.display", keep)
        factbook.series(id, table, population="riders", **arguments)
    standin.recorded.clear()
    standin.series(id, table, population="riders", **arguments)
    assert standin.recorded.keys() == recorded.keys()
    assert [id for id, value in recorded.items() if not is_close(value, standin.recorded[id])] == []


def test_a_bundle_replicates_a_series_of_quarters(report):
    table = "quarter,value,unit,status,source_id\n2024 Q1,60,trips,main,a\n2024 Q2,120,trips,main,a\n"
    (report / "data/riders.csv").write_text(table, "utf-8")
    fields = tuple(
        replace(field, name="quarter", type="string") if field.name == "year" else field for field in RIDERS.fields
    )
    quarters = replace(RIDERS, key=("quarter",), fields=fields)
    code = 'import factbook as fb\nfb.series("n.{quarter}", fb.dataset("riders"), changes=True)'
    values = {"n.2024-q1": "60", "n.2024-q2": "120", "n.change.2024-q2": "1"}
    bundle = Bundle(
        notebook="notebooks/riders.ipynb",
        cells=[(1, code)],
        statistics=[statistic(id, value) for id, value in values.items()],
        day="2026-06-30",
    )
    result = run(report, make_bundle(bundle, report, [quarters, LIST]))
    assert (result.returncode, result.stderr, result.stdout) == (0, "", "3 figures: 3 same, 0 different\n")


def is_close(one: str, other: str) -> bool:
    if "." not in one:
        return one == other
    return abs(Decimal(one) - Decimal(other)) <= abs(Decimal(one)) * Decimal("1e-15")


def test_sealing_tries_bundles_and_tells_what_comes_out_otherwise(report):
    settings = SimpleNamespace(timeout=60, memory=2 << 30)
    project = SimpleNamespace(root=report, settings=settings)
    tried = SimpleNamespace(project=project, catalog=SimpleNamespace(resources=[RIDERS, LIST]))
    bundle = Bundle(
        notebook="notebooks/riders.ipynb",
        cells=[(1, CODE)],
        statistics=[statistic("riders.2025", "121")],
        day="2026-06-30",
        # Left out for its size, and found beside the bundle.
        largest=10,
    )
    (wrong,) = try_bundle(bundle, tried)
    assert wrong.what.startswith("its bundle computes other figures: riders.2025: different this run 120 trips")
    (unrun,) = try_bundle(replace(bundle, cells=[(1, "open('/tmp/x', 'w')\nimport nowhere")]), tried)
    assert unrun.warns
    assert (
        "its bundle cannot be run to the end, so that readers cannot compute its figures again: cell 1: " in unrun.what
    )
