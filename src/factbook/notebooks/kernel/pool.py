"""What the runs of one build share: the fork servers, and what it takes to speak with kernels."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from factbook.notebooks.sandbox.environment import HASH_SEED, PYTEST_TEST, WATCH
from factbook.notebooks.sandbox.limits import Limits

if TYPE_CHECKING:
    from factbook.notebooks.kernel.fork_client import ForkServerClient

RUN_VARIABLES = frozenset({WATCH, PYTEST_TEST})
"""What a fork server does not need to know."""


class Kernels:
    """Kernels for the runs of a build. Closed, it leaves neither a process nor a file, and can be used anew."""

    def __init__(self, *, base: Mapping[str, str] = os.environ, warm: bool = sys.platform == "linux") -> None:
        """Libraries are imported in the environment `base`, once; not `warm`, every kernel starts by itself."""
        self._base = {name: value for name, value in base.items() if name not in RUN_VARIABLES}
        self._warm = warm
        self._scratch: Path | None = None
        self._numbers = itertools.count(1)
        self._forkings: dict[str, ForkServerClient] = {}
        self._specs: dict[str, Any] = {}
        self._used_context: Any = None

    def __enter__(self) -> Kernels:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def warm_up(self, seed: str = "0") -> None:
        """Start to import what notebooks use, in another process; `seed` is that of Python's hashes."""
        from factbook.notebooks.kernel.fork_client import ForkServerClient

        if seed in self._forkings and self._forkings[seed].is_lost:
            self._forkings.pop(seed).close()
        if self._warm and seed not in self._forkings:
            folder = self._folder(seed)
            base = {**self._base, HASH_SEED: seed}
            forking = self._forkings[seed] = ForkServerClient(environment=base, scratch=str(folder))
            forking.start()

    def make_scratch(self, seed: str = "0") -> Path:
        """Make the scratch folder of one run."""
        folder = self._folder(seed) / str(next(self._numbers))
        folder.mkdir()
        return folder

    def find_spec(self, kernel: str) -> Any:
        """Give what Jupyter knows of a kind of kernel. Raises NoSuchKernel."""
        if kernel not in self._specs:
            from jupyter_client.kernelspec import KernelSpecManager

            self._specs[kernel] = KernelSpecManager().get_kernel_spec(kernel)
        return self._specs[kernel]

    def make_manager(self, kernel: str, *, environment: Mapping[str, str], scratch: Path, limits: Limits) -> Any:
        """Make the manager of a kernel by the name of its kind. Raises NoSuchKernel.

        To be called in the event loop in which the kernel is used; one loop at a time.
        """
        from factbook.notebooks.kernel.provisioner import make_manager

        seed = environment.get(HASH_SEED, "0")
        self.warm_up(seed)
        forking = self._forkings.get(seed)
        if forking is not None:
            forking.attach()
        return make_manager(
            self.find_spec(kernel), scratch=scratch, limits=limits, forking=forking, context=self._context()
        )

    def detach(self) -> None:
        """Leave the event loop."""
        for forking in self._forkings.values():
            forking.detach()
        if self._used_context is not None:
            self._used_context.destroy(linger=0)
            self._used_context = None

    def close(self) -> None:
        """End every kernel and every process that they came from; what was not started costs nothing."""
        self.detach()
        for forking in self._forkings.values():
            forking.close()
        self._forkings.clear()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None

    def _folder(self, seed: str) -> Path:
        if self._scratch is None:
            from factbook.notebooks.kernel.fork_client import make_scratch

            self._scratch = Path(make_scratch())
        folder = self._scratch / f"seed-{seed}"
        folder.mkdir(exist_ok=True)
        return folder

    def _context(self) -> Any:
        if self._used_context is None:
            import zmq.asyncio

            self._used_context = zmq.asyncio.Context()
        return self._used_context
