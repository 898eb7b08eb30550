"""The code of a task is found without a list that somebody keeps."""

from __future__ import annotations

import json
import subprocess
import sys

from factbook.engine import code
from factbook.engine.code import find_code
from factbook.render.charts.drawing import worker
from sources import name_of

DRAW = """
import json, sys
from factbook.render.charts.draw import draw_svg
from factbook.render.charts.drawing.worker import read_chart
from factbook.render.charts.house_style import STILL
spec = {"data": {"values": [{"year": "2024", "n": 3}]}, "mark": "bar",
        "encoding": {"x": {"field": "year", "type": "ordinal"}, "y": {"field": "n", "type": "quantitative"}}}
draw_svg(spec, STILL)
read_chart({STILL: spec})
print(json.dumps([name for name in sys.modules if name.partition(".")[0] in {"factbook", "figurecheck"}]))
"""


def name_all(module: str) -> set[str]:
    return {name_of(path).removesuffix(".__init__") for path in find_code(module)}


def test_all_that_a_process_loads_which_draws_is_among_the_code_of_drawings():
    done = subprocess.run([sys.executable, "-c", DRAW], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert len(loaded) > 30
    assert loaded - name_all(worker.__name__) == set()


def test_what_draws_nothing_is_not_among_it():
    others = {"factbook.cli.main", "factbook.report.pipeline", "factbook.data.catalog", "figurecheck.verdicts.judge"}
    assert name_all(worker.__name__).isdisjoint(others)


def test_imports_are_followed_wherever_they_stand(tmp_path, monkeypatch):
    monkeypatch.setitem(code.PACKAGES, "factbook", str(tmp_path))
    texts = {
        "__init__.py": "def lazy():\n    from factbook import offered\n",
        "first.py": "import json\nfrom factbook.deep import (\n    inner,\n    CONSTANT,\n)\n",
        "deep/__init__.py": "from factbook.deep.base import CONSTANT\n",
        "deep/inner.py": "def late():\n    import factbook.last\n",
        "deep/base.py": "CONSTANT = 1\n",
        "last.py": "from factbook.first import something\n",
        "offered.py": "",
        "other.py": "",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    found = {path.relative_to(tmp_path).as_posix() for path in find_code("factbook.first")}
    assert found == texts.keys() - {"offered.py", "other.py"}
