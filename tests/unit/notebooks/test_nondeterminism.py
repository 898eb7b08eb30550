"""Where a notebook asks clock, chance or machine is said, however it imports; where chance has a seed it is not."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from types import ModuleType

import babel.numbers
import pytest

from factbook.notebooks import reuse_runs
from factbook.notebooks.tracing.in_kernel import make_name_reporter
from factbook.notebooks.tracing.nondeterminism import find_unstable_calls
from factbook.notebooks.tracing.paths import Places
from running import write_notebook

IMPORTS = "import datetime, random, time, uuid, os\nimport numpy as np\nimport pandas as pd\n"


def calls_of(*cells: str, seen: dict[str, object] | None = None, root: Path = Path("/report")) -> list[str]:
    made = [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in cells]
    document = {"cells": [{"cell_type": "markdown", "source": "time.time()"}, *made]}
    return [str(call) for call in find_unstable_calls(document, seen or {}, root)]


CLOCK = [
    "from time import time\ntime()",
    "import time as t\nt.time()",
    "from time import time as now\nnow()",
    "from datetime import datetime as d\nd.now()",
    "from datetime import datetime\ndatetime.today()",
    "from datetime import date\ndate.today()",
    "import datetime as dt\ndt.datetime.utcnow()",
    "import datetime\nnow = datetime.datetime.now\nnow()",
    "import pandas as pd\npd.Timestamp('now')",
    "import pandas as pd\npd.Timestamp.today()",
    "import pandas as pd\npd.to_datetime('today')",
    "from pandas import Timestamp as T\nT('now')",
    "import numpy as np\nnp.datetime64('now')",
    "from numpy import datetime64\ndatetime64('today', 'D')",
    "import time\ntime.strftime('%Y')",
    "import time\ntime.localtime().tm_year",
    "import time\ngetattr(time, 'time')()",
    "__import__('time').time()",
    "import importlib\nimportlib.import_module('time').time_ns()",
    "from importlib import import_module\nm = import_module('datetime')\nm.date.today()",
    "import sys, time\nsys.modules['time'].time()",
    "import time\nlist(map(time.ctime, [])) or time.time()",
    "import time\n(t := time).time()",
    "def f():\n    from time import time\n    return time()",
    "import time\nwhen = {'now': time.time}",
    "import subprocess\nsubprocess.run(['date'])",
    "import subprocess\nsubprocess.check_output('cd /; date +%Y', shell=True)",
    "from os import popen\npopen('date').read()",
    "1\n!date",
    "x = !date +%s",
    "%%bash\ndate",
]
CHANCE = [
    "from random import random\nrandom()",
    "import random as r\nr.random()",
    "import random\nrandom.Random().random()",
    "from random import Random\nRandom(None)",
    "import random\nrandom.SystemRandom().random()",
    "import numpy\nnumpy.random.RandomState().rand()",
    "from numpy.random import RandomState\nRandomState()",
    "from numpy.random import default_rng as g\ng()",
    "from numpy import random\nrandom.rand()",
    "import numpy.random as npr\nnpr.normal()",
    "from numpy.random import rand\nrand(3)",
    "import random\nrandom.seed()\nrandom.random()",
    "import random\nsorted([1], key=lambda x: random.random())",
    "from secrets import token_hex\ntoken_hex()",
    "from uuid import uuid4 as u\nu()",
    "import os as o\no.urandom(4)",
    "from os import getrandom\ngetrandom(4)",
    "frame = None\nframe.sample(5)",
    "import subprocess\nsubprocess.run(['shuf', '-n', '1', 'x'])",
    "!shuf x",
]
MACHINE = [
    "import os\nos.cpu_count()",
    "from os import getpid as p\np()",
    "import platform\nplatform.node()",
    "from socket import gethostname\ngethostname()",
    "import multiprocessing as m\nm.cpu_count()",
    "!nproc",
]


@pytest.mark.parametrize(
    ("code", "what"),
    [
        *((code, "reads the clock") for code in CLOCK),
        *((code, "depends on chance") for code in CHANCE),
        *((code, "depends on the machine") for code in MACHINE),
    ],
)
def test_clock_chance_and_machine_are_noticed_however_they_are_imported(code, what):
    found = calls_of(code)
    assert found
    assert found[-1].startswith(f"cell 2, line {len(code.splitlines()) if 'def f' not in code else 3}: ")
    assert found[-1].endswith(f" {what}")


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("x = 1\ntime.time()", "cell 3, line 2: time.time() reads the clock"),
        ("frame.sample(5)", "cell 3, line 1: frame.sample() depends on chance"),
        ("%matplotlib inline\nos.urandom(4)", "cell 3, line 2: os.urandom() depends on chance"),
        ("when = time.time", "cell 3, line 1: time.time reads the clock"),
        ("!date", "cell 3, line 1: the program date reads the clock"),
    ],
)
def test_a_call_is_named_with_its_place(code, note):
    assert calls_of(IMPORTS, code) == [note]


@pytest.mark.parametrize(
    "code",
    [
        "random.seed(1)\nrandom.choice([1, 2])",
        "np.random.seed(5)\nnp.random.rand()\nframe.sample(5)",
        "np.random.default_rng(5).normal()",
        "np.random.RandomState(seed=5).rand()",
        "random.Random(1).random()",
        "frame.sample(5, random_state=1)",
        "frame['time'].max()",
        "# time.time()\n'random.choice()'",
        "time.strftime('%Y', time.gmtime(0))",
        "time.sleep(0)",
        "pd.Timestamp('2026-01-01')",
        "datetime.date(2026, 1, 1)",
        "isinstance(1, datetime.datetime)",
        "os.path.join('a', 'b')",
        "import subprocess\nsubprocess.run(['cat', 'date.csv'])",
        "!ls date.csv",
        "not python at all (",
        "%%html\n<p>date</p>",
    ],
)
def test_what_is_seeded_or_only_named_is_no_chance(code):
    assert calls_of(IMPORTS, code) == []


def test_a_module_of_the_report_is_read_too(tmp_path):
    (tmp_path / "notebooks").mkdir()
    module = tmp_path / "notebooks" / "helper.py"
    module.write_text("import time\n\n\ndef now():\n    return time.time()\n")
    seen = {"reads": {str(module): 1, "/usr/lib/python3/random.py": 1}}
    assert calls_of("1", seen=seen, root=tmp_path) == ["notebooks/helper.py, line 5: time.time() reads the clock"]


def test_a_package_that_is_installed_within_the_report_is_no_module_of_it():
    root = Path(sys.prefix).parent
    seen = {"reads": {babel.numbers.__file__: 1}}
    assert Path(babel.numbers.__file__).is_relative_to(root)
    assert calls_of("1", seen=seen, root=root) == []


def test_what_a_name_stands_for_is_told_by_the_kernel():
    told = {"messages": {json.dumps(["name", json.dumps(["", "when", "time.time"])]): 1}}
    assert calls_of("when()", seen=told) == ["cell 2, line 1: when() reads the clock"]


TOLD = {
    "star": ("from time import *\nprint(time() > 0)", "cell 1, line 2: time() reads the clock"),
    "of a helper": (
        "import sys\nsys.path.insert(0, '../src')\nfrom helper import now\nprint(now() > 0)",
        "cell 1, line 4: now() reads the clock",
    ),
    "in a list": ("import time\nfor m in [time]:\n    m.time()", "cell 1, line 3: m.time() reads the clock"),
    "a method of the generator that all share": (
        "import numpy\nfor draw in [numpy.random.rand]:\n    draw()", "cell 1, line 3: draw() depends on chance",
    ),
    "rebound": ("import time\nfor m in [time]:\n    m.time()\nm = 1", ""),
}  # fmt: skip


def test_a_module_is_looked_into_after_each_cell_if_it_is_the_report_s_by_now(tmp_path, monkeypatch):
    sent: list[list[str]] = []
    report = make_name_reporter(
        {}, roots=(f"{tmp_path}/",), places=Places(tmp_path, ""), send=lambda _, about: sent.append(json.loads(about))
    )
    other, own = ModuleType("drawn"), ModuleType("drawn")
    other.__file__, own.__file__ = "/usr/lib/drawn.py", f"{tmp_path}/drawn.py"
    other.now = own.now = time.time
    for module in (other, other, own, own):
        monkeypatch.setitem(sys.modules, "drawn", module)
        report()
    assert sent == [[own.__file__, "now", "time.time"]]
    own.later = time.time_ns
    report()
    assert sent[1:] == [[own.__file__, "later", "time.time_ns"]]


@pytest.mark.slow
@pytest.mark.parametrize("warm", [True, False], ids=["warm", "plain"])
def test_names_are_looked_up_in_the_kernel(tmp_path, warm):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "helper.py").write_text("from time import time as now\n")
    paths = [write_notebook(tmp_path, f"n{at}", code) for at, (code, _) in enumerate(TOLD.values())]
    runs = reuse_runs(tmp_path, paths, as_of=["2026-01-01"], warm=warm)
    for run, (name, (_, note)) in zip(runs, TOLD.items(), strict=True):
        assert run.complaints == ()
        assert run.lineage is not None
        calls = [str(call) for call in run.lineage.calls]
        assert note in calls if note else not calls, name
