"""Notebooks run in real kernels; one that fails says where, and hinders no other."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from factbook.notebooks import Limits, Run, export_script, run_notebooks
from factbook.render.html.notebook import NotebookView, render_notebook

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_kernels")]

RECORD = """import factbook as fb, pandas as pd
rows = pd.DataFrame({"value": [7], "source_id": ["a"]})
fb.record("riders.total", 7, unit="people", population="all", rows=rows)"""


def write(folder: Path, name: str, *cells: str) -> Path:
    (folder / "notebooks").mkdir(exist_ok=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbformat.write(notebook, folder / "notebooks" / name)
    return Path("notebooks") / name


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    root = tmp_path_factory.mktemp("report")
    (root / "notebooks").mkdir()
    (root / "notebooks" / "broken.ipynb").write_text("{", "utf-8")
    paths = [
        write(root, "good.ipynb", RECORD, "import os; print(os.environ['FACTBOOK_AS_OF'], os.getcwd())"),
        write(root, "raises.ipynb", RECORD, "x = 1\n\nx / 0", "print('never')"),
        write(root, "misses.ipynb", "import pandas\nframe = pandas.DataFrame({'a': [1]})\nframe['month']"),
        Path("notebooks/broken.ipynb"),
    ]
    hangs = write(root, "hangs.ipynb", "import time\ntime.sleep(60)")
    done = run_notebooks(root, paths, as_of=["2025-05-20"])
    done += run_notebooks(root, [hangs], as_of=["2025-05-20"], limits=Limits(timeout=5))
    return {run.path.stem: run for run in done}


def test_a_run_holds_what_was_recorded_and_knows_its_day(runs: dict[str, Run]) -> None:
    good = runs["good"]
    assert [statistic.id for statistic in good.statistics] == ["riders.total"]
    assert good.complaints == ()
    printed = good.notebook.cells[1].outputs[0].text
    assert printed.startswith("2025-05-20 ")
    assert printed.strip().endswith("/notebooks")


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("raises", "notebooks/raises.ipynb: cell 2, line 3: ZeroDivisionError: division by zero (correct the cell)"),
        (
            "misses",
            "notebooks/misses.ipynb: cell 1, line 3: KeyError: 'month' (correct the cell; a column of a table's key is "
            "in the index, and a column again with .reset_index())",
        ),
        (
            "hangs",
            "notebooks/hangs.ipynb: cell 1, line 2: took longer than 5 s "
            "(make it faster, or raise factbook.timeout in _config.yml)",
        ),
    ],
)
def test_a_failure_says_where_it_happened(runs: dict[str, Run], name: str, complaint: str) -> None:
    assert [str(one) for one in runs[name].complaints] == [complaint]


def test_a_file_that_is_no_notebook_is_a_complaint(runs: dict[str, Run]) -> None:
    assert str(runs["broken"].complaints[0]).startswith("notebooks/broken.ipynb: not readable as a notebook")


def test_what_was_recorded_before_a_failure_is_kept(runs: dict[str, Run]) -> None:
    assert [statistic.id for statistic in runs["raises"].statistics] == ["riders.total"]


def test_a_published_notebook_needs_no_script_and_no_other_host(runs: dict[str, Run]) -> None:
    run = runs["good"]
    known = {statistic.id: statistic for statistic in run.statistics}
    page = render_notebook(NotebookView(name="good.ipynb", edition="", cells=run.notebook.cells, statistics=known))
    assert "<script" not in page
    assert "http" not in page
    assert "<code>riders.total</code>" in page


def test_a_published_script_is_python(runs: dict[str, Run]) -> None:
    compile(export_script(runs["good"]), "good.py", "exec")
