"""Where a notebook reads the clock or chance is said, with its place; where chance has a seed it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.notebooks.tracing.nondeterminism import find_nondeterminism


def notes_of(*cells: str, seen: dict[str, object] | None = None, root: Path = Path("/report")) -> list[str]:
    made = [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in cells]
    return find_nondeterminism({"cells": [{"cell_type": "markdown", "source": "time.time()"}, *made]}, seen or {}, root)


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("x = 1\ntime.time()", "cell 2, line 2: time.time() reads the clock"),
        ("datetime.date.today()", "cell 2, line 1: datetime.date.today() reads the clock"),
        ("pd.Timestamp.now()", "cell 2, line 1: pd.Timestamp.now() reads the clock"),
        ("random.choice([1, 2])", "cell 2, line 1: random.choice() depends on chance"),
        ("np.random.default_rng()", "cell 2, line 1: np.random.default_rng() depends on chance"),
        ("frame.sample(5)", "cell 2, line 1: frame.sample() depends on chance"),
        ("uuid.uuid4()", "cell 2, line 1: uuid.uuid4() depends on chance"),
        ("%matplotlib inline\nos.urandom(4)", "cell 2, line 2: os.urandom() depends on chance"),
    ],
)
def test_clock_and_chance_are_named_with_their_place(code, note):
    assert notes_of(code) == [note]


@pytest.mark.parametrize(
    "code",
    [
        "random.seed(1)\nrandom.choice([1, 2])",
        "np.random.default_rng(5).normal()",
        "frame.sample(5, random_state=1)",
        "frame['time'].max()",
        "# time.time()\n'random.choice()'",
        "not python at all (",
    ],
)
def test_what_is_seeded_or_only_named_is_no_chance(code):
    assert notes_of(code) == []


def test_a_module_of_the_report_is_read_too(tmp_path):
    (tmp_path / "notebooks").mkdir()
    module = tmp_path / "notebooks" / "helper.py"
    module.write_text("import time\n\n\ndef now():\n    return time.time()\n")
    seen = {"reads": {str(module): 1, "/usr/lib/python3/random.py": 1}}
    assert notes_of("1", seen=seen, root=tmp_path) == ["notebooks/helper.py, line 5: time.time() reads the clock"]
