"""Running notebooks: notebooks come in, runs go out.

::

    reuse          runs from the store where nothing that they depend on changed, the others by running notebooks
    recording/     what a cell records with `fb.record`
    replication/   bundles that run a notebook again elsewhere
    sandbox/       what keeps a run off the network, from writing elsewhere, and within its limits
    tracing/       what a run reads, as the operating system and Python see it
    kernel/        where kernels come from, and how the build talks to them
    execution/     one notebook run in a kernel of its own, and the run as a value
    cache/         the store of runs
    dask/          runs on the workers of a Dask cluster

`reuse_runs` and `run_notebooks` are all that the rest of factbook uses of kernels. ipykernel, jupyter_client,
nbclient, nbformat, traitlets and zmq have their door here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Loaded by `__getattr__` when they are first used: most builds run no notebook, and what renders needs `Run` alone.
if TYPE_CHECKING:
    from factbook.notebooks.execution.convert import export_script
    from factbook.notebooks.execution.execute import run_notebooks
    from factbook.notebooks.execution.run import Run
    from factbook.notebooks.kernel.pool import Kernels
    from factbook.notebooks.reuse import Plan, reuse_runs
    from factbook.notebooks.sandbox.limits import Limits

__all__ = ["Kernels", "Limits", "Plan", "Run", "export_script", "reuse_runs", "run_notebooks"]

_HOMES = {
    "Kernels": "kernel.pool",
    "Limits": "sandbox.limits",
    "Plan": "reuse",
    "Run": "execution.run",
    "export_script": "execution.convert",
    "reuse_runs": "reuse",
    "run_notebooks": "execution.execute",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
