"""Runs pieces of code, each in a process forked from this one, for `test_lineage`: a program of its own.

It reads a JSON line for each on standard input, ``{"code": ..., "folder": ..., "environment": {...}}``, and writes an
empty line when that process has ended.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import Any

import numpy
import pandas

import factbook.data.catalog
import factbook.notebooks.tracing.in_kernel


def run(request: dict[str, Any]) -> None:
    """Run one piece of code in a process of its own, and wait for it."""
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(2, 1)
            os.environ.clear()
            os.environ.update(request["environment"])
            os.chdir(request["folder"])
            # As in kernels (`warm_up._apply`), whatever the variable of the machine says.
            sys.dont_write_bytecode = True
            exec(compile(request["code"], "<cell>", "exec"), {"__name__": "__main__"})
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    assert all((numpy, pandas, factbook.data.catalog, factbook.notebooks.tracing.in_kernel))
    for line in sys.stdin:
        run(json.loads(line))
        sys.stdout.write("\n")
        sys.stdout.flush()
