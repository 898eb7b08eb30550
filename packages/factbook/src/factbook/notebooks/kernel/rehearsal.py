"""What most notebooks do, done by the fork server before its kernels do it: the first time takes twice as long.

Python specialises code that has run a few times, and libraries keep what they have looked up; forked kernels have both.
Nothing else is left of it, and a kernel that starts by itself shows the same.
"""

from __future__ import annotations

import gc
import io
import json
import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout, suppress
from functools import partial
from pathlib import Path

from factbook.notebooks.sandbox.environment import replaced_environment
from figurecheck.model.errors import DataError

TIMES = 8
"""How often code has to run before Python 3.11 specialises it."""
_ROOT, _DAY = "FACTBOOK_ROOT", "FACTBOOK_AS_OF"
_FILES = {
    "datapackage.json": json.dumps(
        {
            "resources": [
                {
                    "name": "sources",
                    "path": "sources.csv",
                    "schema": {"fields": [{"name": name, "type": "string"} for name in ("source_id", "published")]},
                },
                {
                    "name": "table",
                    "path": "table.csv",
                    "schema": {
                        "fields": [
                            {"name": "row", "type": "integer"},
                            {"name": "group", "type": "string"},
                            {"name": "value", "type": "number"},
                            {"name": "source_id", "type": "string"},
                        ],
                        "primaryKey": ["row"],
                    },
                },
            ]
        }
    ),
    "sources.csv": "source_id,published\none,2000-01-01\n",
    "table.csv": "row,group,value,source_id\n1,a,1,one\n2,b,2.5,one\n3,a,3,one\n",
}


def make_rehearsals(scratch: str, root: str) -> Iterator[Callable[[], None]]:
    """Yield what is to be done before more kernels are forked that run notebooks of the report at `root`.

    Each takes some hundredths of a second. What is written lies in the folder `scratch`, and is removed at once.
    """
    for _ in range(TIMES):
        yield partial(rehearse, scratch)
    if root:
        yield partial(open_package_of, root)
    # As in `warm_up`: a collection in a kernel would copy what is shared.
    yield gc.freeze


def open_package_of(root: str) -> None:
    """Parse the data package of a report: a kernel reads it all the same, and finds that it is known."""
    from factbook.data.descriptor_file import open_package

    # What is wrong with it, the notebook that asks for it is told.
    with suppress(DataError, OSError):
        open_package(Path(root))


def rehearse(scratch: str) -> None:
    """Load a small table, add it up, record and draw it, and forget all of it."""
    # Where there is no room for it, kernels do without.
    with suppress(OSError), tempfile.TemporaryDirectory(dir=scratch) as folder:
        (Path(folder) / "data").mkdir()
        for name, content in _FILES.items():
            (Path(folder) / "data" / name).write_text(content, "utf-8")
        # A warning that was shown here would not be shown again by a kernel.
        variables = {**os.environ, _ROOT: folder, _DAY: "2001-01-01"}
        with replaced_environment(variables), redirect_stdout(io.StringIO()), warnings.catch_warnings():
            _use_table()


def _use_table() -> None:
    import altair

    from factbook.data.catalog import dataset
    from factbook.notebooks.recording.record import chart, record

    frame = dataset("table")
    summary = frame.groupby("group").agg(value=("value", "sum")).reset_index()
    for group, value in zip(summary["group"], summary["value"], strict=True):
        record(f"of.{group}", value, unit="people", population="people", rows=frame[frame["group"] == group])
    drawn = altair.Chart(summary).mark_bar().encode(x="group:N", y="value:Q")
    chart(drawn, id="of.all", title="People", alt="People by group", rows=summary)
