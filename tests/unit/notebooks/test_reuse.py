"""Real kernels: a notebook runs again when something that it read changed, and only then."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from factbook.notebooks import Limits, Plan, Run, reuse_runs
from factbook.notebooks.reuse import PendingRun
from running import printed, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_kernels")]

NOTEBOOKS = {
    "frames": ("import pandas as pd\nprint(pd.read_csv('../data/a.csv').a.sum())",),
    "helped": ("import helper\nprint(helper.VALUE)",),
    "programs": ("import subprocess\nprint(subprocess.run(['cat', '../data/b.csv'], capture_output=True).stdout)",),
    "lists": ("from pathlib import Path\nprint(sorted(path.name for path in Path('../data').glob('*.csv')))",),
    "asks": ("import os\nprint(os.environ.get('TOWN'))",),
    "alone": ("print(6 * 7)",),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with six notebooks that have run, and are stored."""
    root = tmp_path_factory.mktemp("report")
    (root / "data").mkdir()
    for name in "ab":
        (root / "data" / f"{name}.csv").write_text("a\n1\n")
    for name, cells in NOTEBOOKS.items():
        write_notebook(root, name, *cells)
    (root / "notebooks" / "helper.py").write_text("VALUE = 1\n")
    time.sleep(0.05)
    first = give(root)
    assert [str(one) for run in first for one in run.complaints] == []
    assert {run.path.stem: run.lineage.unseen for run in first if run.lineage} == dict.fromkeys(NOTEBOOKS, ())
    return root


def give(root: Path, **options: object) -> list[Run]:
    paths = [Path("notebooks") / f"{name}.ipynb" for name in NOTEBOOKS]
    return reuse_runs(root, paths, as_of=["2026-01-01"], **options)


def ran(runs: list[Run]) -> dict[str, str]:
    return {run.path.stem: run.why for run in runs if not run.reused}


def write(file: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / file).write_text(text)


CHANGES: dict[str, tuple[Callable[[Path], object], dict[str, str]]] = {
    "nothing": (lambda root: None, {}),
    "a digit": (write("data/a.csv", "a\n2\n"), {"frames": "data/a.csv changed"}),
    "the digit as it was": (write("data/a.csv", "a\n1\n"), {}),
    "what a program reads": (write("data/b.csv", "a\n2\n"), {"programs": "data/b.csv changed"}),
    "a module": (write("notebooks/helper.py", "VALUE = 2\n"), {"helped": "notebooks/helper.py changed"}),
    "a new file": (write("data/c.csv", "a\n3\n"), {"lists": "data/ has other files in it"}),
    "a new notebook": (lambda root: write_notebook(root, "new", "1"), {}),
    "a cell": (lambda root: write_notebook(root, "alone", "print(6 * 8)"), {"alone": "its cells changed"}),
}  # fmt: skip


def test_a_change_makes_those_run_that_depend_on_it(root):
    give(root)
    reported = {}
    for name, (change, _) in CHANGES.items():
        change(root)
        time.sleep(0.05)
        reported[name] = ran(give(root))
    assert reported == {name: expected for name, (_, expected) in CHANGES.items()}


def test_whoever_waits_for_a_run_finds_it_once_it_is_stored_and_looks_no_sooner(tmp_path, monkeypatch):
    path = write_notebook(tmp_path, "waits", "print(1)")
    plan = Plan(tmp_path)
    looked: list[Path] = []
    look_up = plan.store.find
    monkeypatch.setattr(plan.store, "find", lambda *key: looked.append(path) or look_up(*key))
    assert isinstance(plan.find(path, "2026-01-01"), PendingRun)
    for _ in range(3):
        assert isinstance(plan.look_again(path, "2026-01-01"), PendingRun)
    # Once by `find` and once after it, since a run may be stored in between.
    assert len(looked) == 2
    (run,) = reuse_runs(tmp_path, [path], as_of=["2026-01-01"])
    assert plan.look_again(path, "2026-01-01").mark == run.mark


def test_a_stored_run_prints_what_a_fresh_one_does(root):
    stored, fresh = ({run.path.stem: printed(run) for run in give(root, fresh=again)} for again in (False, True))
    assert stored == fresh
    assert fresh["frames"] == "1\n"


def test_a_run_depends_on_the_variables_that_are_named_for_its_notebook(root):
    def give_town(town: str) -> list[Run]:
        return give(root, variables={"notebooks/asks.ipynb": {"TOWN": town}})

    give_town("Busan")
    assert ran(give_town("Busan")) == {}
    runs = give_town("Ulsan")
    assert ran(runs) == {"asks": "an environment variable that it gets changed"}
    assert {run.path.stem: printed(run) for run in runs}["asks"] == "Ulsan\n"


LOOKS_AROUND = """
import os, re
from pathlib import Path
seen = {os.environ.get("TOWN", "none")}
with open("/proc/self/mem", "rb", buffering=0) as memory:
    for line in Path("/proc/self/maps").read_text().splitlines():
        ends, rights, *_ = line.split()
        start, end = (int(one, 16) for one in ends.split("-"))
        if rights.startswith("rw"):
            memory.seek(start)
            seen |= {found.decode() for found in re.findall(rb"hush-[0-9]{5}", memory.read(end - start))}
for other in Path("/proc").glob("[0-9]*/environ"):
    seen |= {found.decode() for found in re.findall(rb"hush-[0-9]{5}", other.read_bytes())}
print(*sorted(seen))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="its kernel shows memory as files")
def test_no_kernel_has_the_variables_of_another_though_both_are_forked_from_one_process(tmp_path):
    paths = [write_notebook(tmp_path, name, LOOKS_AROUND) for name in ("first", "second", "third")]
    variables = {paths[0].as_posix(): {"TOWN": "hush-12345"}, paths[1].as_posix(): {"TOWN": "hush-67890"}}
    runs = reuse_runs(tmp_path, paths, as_of=["2026-01-01"], variables=variables)
    assert [str(one) for run in runs for one in run.complaints] == []
    assert [printed(run) for run in runs] == ["hush-12345\n", "hush-67890\n", "none\n"]


def test_no_run_sees_a_variable_that_the_report_does_not_name(root, monkeypatch):
    monkeypatch.setenv("TOWN", "Busan")
    assert {run.path.stem: printed(run) for run in give(root, fresh=True)}["asks"] == "None\n"


def test_a_run_under_other_circumstances_is_not_stored(root):
    before = ran(give(root))
    other = {run.path.stem: printed(run) for run in give(root, fresh=True, environment={"TOWN": "Jeju"})}
    assert other["asks"] == "Jeju\n"
    assert before == ran(give(root)) == {}


def test_a_notebook_that_fails_runs_every_time(root):
    path = write_notebook(root, "fails", "1 / 0")
    for _ in range(2):
        (run,) = reuse_runs(root, [path], as_of=["2026-01-01"])
        assert (run.reused, run.why) == (False, "no finished run of it is stored")
        assert "ZeroDivisionError" in str(run.complaints[0])


def test_a_notebook_that_looks_for_files_without_end_holds_nobody_up(tmp_path):
    spins = "import os\nwhile True:\n    os.path.exists('nothing')"
    paths = [write_notebook(tmp_path, "spins", spins), write_notebook(tmp_path, "quick", "print(1)")]
    spun, quick = reuse_runs(tmp_path, paths, as_of=["2026-01-01"], limits=Limits(timeout=10))
    assert "took longer than 10 s" in str(spun.complaints[0])
    assert (printed(quick), quick.complaints) == ("1\n", ())
    assert quick.lineage is not None
    assert quick.lineage.exact


def test_charts_are_expected_unless_an_edit_leaves_alone_what_draws_them(tmp_path):
    data, draws = tmp_path / "data" / "a.csv", Path("notebooks/draws.ipynb")
    data.parent.mkdir()
    data.write_text("a\n1\n")

    def write(first: str = "text = open('../data/a.csv').read()", last: str = "chart(text)") -> None:
        write_notebook(tmp_path, "draws", first, "chart = print", last)

    def count() -> int:
        return Plan(tmp_path).count_charts([draws], "2026-01-01")

    write()
    assert count() == 1
    reuse_runs(tmp_path, [draws], as_of=["2026-01-01"])
    assert count() == 0
    data.write_text("a\n2\n")
    assert count() == 1
    write(first="text = open('../data/a.csv').readline()")
    assert count() == 0
    write(last="chart(text * 2)")
    assert count() == 1


def test_a_notebook_that_was_saved_before_it_ran_is_not_stored_as_what_it_was(tmp_path):
    path = write_notebook(tmp_path, "saved", "print('one')")
    first = (tmp_path / path).read_text("utf-8")

    def save(*_: object) -> None:
        (tmp_path / path).write_text(first.replace("one", "two"), "utf-8")

    (run,) = reuse_runs(tmp_path, [path], as_of=["2026-01-01"], started=save)
    assert (printed(run), run.lineage.reusable) == ("two\n", False)
    # Then it is as it was: nothing shows that another text ran.
    (tmp_path / path).write_text(first, "utf-8")
    (again,) = reuse_runs(tmp_path, [path], as_of=["2026-01-01"])
    assert (printed(again), again.reused, again.lineage.reusable) == ("one\n", False, True)


@pytest.mark.parametrize(
    ("lacking", "is_run"),
    [("metadata", False), ("cell_type", False), pytest.param("source", True, id="a source, which is taken for empty")],
)
def test_a_notebook_whose_cells_lack_what_every_one_has_is_run_or_told(tmp_path, lacking, is_run):
    path = write_notebook(tmp_path, "bare", "print('one')")
    document = json.loads((tmp_path / path).read_text("utf-8"))
    del document["cells"][0][lacking]
    (tmp_path / path).write_text(json.dumps(document), "utf-8")
    (run,) = reuse_runs(tmp_path, [path], as_of=["2026-01-01"])
    assert [one.place for one in run.complaints] == ([] if is_run else [path.as_posix()])


def test_a_kernel_that_was_changed_before_it_ran_is_another_run(tmp_path):
    path = write_notebook(tmp_path, "other", "print('one')")
    first = (tmp_path / path).read_text("utf-8")

    def save(*_: object) -> None:
        document = json.loads(first)
        del document["metadata"]["kernelspec"]
        (tmp_path / path).write_text(json.dumps(document), "utf-8")

    (run,) = reuse_runs(tmp_path, [path], as_of=["2026-01-01"], started=save)
    assert (printed(run), run.lineage.reusable) == ("one\n", True)
    (tmp_path / path).write_text(first.replace('"name": "python3"', '"name": "no-such-kernel"'), "utf-8")
    (again,) = reuse_runs(
        tmp_path, [path], as_of=["2026-01-01"], started=lambda *_: (tmp_path / path).write_text(first)
    )
    assert (printed(again), again.lineage.reusable) == ("one\n", False)
