"""The narrow door to execution: give notebooks, get runs.

::

    reuse    runs from the store where nothing that they depend on changed, the others from `run`
    store    the store of runs; `keys` by what, `stored` in which form, `inputs` when one can be used again
    run      one notebook in a kernel of its own, conducted by `conduct`, in the `environment` and `limits` of a run
    kernels  where its kernel comes from: `forkclient` asks a `forkserver` to fork one that is `warm`; `kernel` is for Jupyter
    sandbox  what keeps it off the network and from writing elsewhere: `seccomp`, `landlock`, `guard`
    watch    what a run reads, learnt by a `keeper` from `watching` in the kernel
    export   the code of a run, as a script

`reuse_runs` and `run_notebooks` are all that the rest of factbook knows of kernels.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from factbook.notebooks.kernel.pool import Kernels
from factbook.notebooks.sandbox.limits import Limits
from factbook.notebooks.reuse import Plan, reuse_runs
from factbook.notebooks.execution.run import Run

if TYPE_CHECKING:
    from factbook.notebooks.execution.script import export_script
    from factbook.notebooks.execution.execute import run_notebooks

__all__ = ["Kernels", "Limits", "Plan", "Run", "export_script", "reuse_runs", "run_notebooks"]

_HOMES = {"export_script": "execution.script", "run_notebooks": "execution.execute"}


def __getattr__(name: str) -> Any:
    """What needs more than the standard library is imported when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
