"""What the runs of one build share: the fork servers, and the context in which kernels are spoken to."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from factbook.notebooks.sandbox.environment import HASH_SEED, base_environment
from factbook.notebooks.sandbox.limits import Limits

if TYPE_CHECKING:
    from jupyter_client.kernelspec import KernelSpec
    from zmq.asyncio import Context

    from factbook.notebooks.kernel.fork_client import ForkServerClient
    from factbook.notebooks.kernel.provisioner import KernelSpecs, Manager
    from factbook.project.scratch import Scratch


class Kernels:
    """Kernels for the runs of a build. Closed, it leaves neither a process nor a file, and can be used anew."""

    def __init__(self, *, base: Mapping[str, str] = os.environ, warm: bool = True) -> None:
        """Libraries are imported in the environment `base`, once; not `warm`, every kernel starts by itself."""
        # A forked process shows in /proc/self/environ what the server was started with, whatever its own variables are.
        self._base = base_environment(base)
        # Forking a process with threads is safe on Linux alone, and the sandbox of a forked kernel is Linux's own.
        self._warm = warm and sys.platform == "linux"
        self._scratch: Scratch | None = None
        self._numbers = itertools.count(1)
        self._servers: dict[str, ForkServerClient] = {}
        self._specs: KernelSpecs | None = None
        self._used_context: Context | None = None

    def __enter__(self) -> Kernels:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def warm_up(self, seed: str = "0") -> None:
        """Start to import what notebooks use, in another process; `seed` is that of Python's hashes."""
        # Python reads the seed of its hashes when it starts, so kernels with another one need another server.
        from factbook.notebooks.kernel.fork_client import ForkServerClient

        if seed in self._servers and self._servers[seed].is_lost:
            self._servers.pop(seed).close()
        if self._warm and seed not in self._servers:
            folder = self._folder(seed)
            base = {**self._base, HASH_SEED: seed, "HOME": str(folder)}
            server = self._servers[seed] = ForkServerClient(environment=base, scratch=str(folder))
            server.start()

    def make_scratch(self) -> Path:
        """Make the scratch folder of one run."""
        folder = self._folder("0") / str(next(self._numbers))
        folder.mkdir()
        return folder

    def find_spec(self, kernel: str) -> KernelSpec:
        """Return what Jupyter knows of a kind of kernel. Raises NoSuchKernel."""
        return self._known_specs().get_kernel_spec(kernel)

    def make_manager(self, kernel: str, *, environment: Mapping[str, str], scratch: Path, limits: Limits) -> Manager:
        """Make the manager of a kernel by the name of its kind. Raises NoSuchKernel.

        To be called in the event loop in which the kernel is used; one loop at a time.
        """
        from factbook.notebooks.kernel.provisioner import make_manager

        seed = environment.get(HASH_SEED, "0")
        self.warm_up(seed)
        server = self._servers.get(seed)
        if server is not None:
            server.attach()
        return make_manager(
            kernel, specs=self._known_specs(), scratch=scratch, limits=limits, server=server, context=self._context()
        )

    def detach(self) -> None:
        """Leave the event loop."""
        for server in self._servers.values():
            server.detach()
        if self._used_context is not None:
            # Nothing is left to be sent to kernels that are gone; ZeroMQ would wait for it for ever.
            self._used_context.destroy(linger=0)
            self._used_context = None

    def hand_over(self) -> None:
        """Let go of the fork servers, which a process that was forked from this one uses from now on."""
        for server in self._servers.values():
            server.hand_over()
        self._servers.clear()
        if self._scratch is not None:
            self._scratch.let_go()
            self._scratch = None

    def close(self) -> None:
        """End every kernel and every process that they came from; what was not started costs nothing."""
        self.detach()
        for server in self._servers.values():
            server.close()
        self._servers.clear()
        if self._scratch is not None:
            self._scratch.close()
            self._scratch = None

    def _folder(self, seed: str) -> Path:
        if self._scratch is None:
            from factbook.project.scratch import Scratch

            self._scratch = Scratch("kernels", holds_sockets=True)
        folder = self._scratch.path / f"seed-{seed}"
        folder.mkdir(exist_ok=True)
        return folder

    def _known_specs(self) -> KernelSpecs:
        if self._specs is None:
            from factbook.notebooks.kernel.provisioner import KernelSpecs

            self._specs = KernelSpecs()
        return self._specs

    def _context(self) -> Context:
        if self._used_context is None:
            # Of pyzmq's asyncio contexts each belongs to the loop in which it is used, so it is made in it, not before.
            import zmq.asyncio

            self._used_context = zmq.asyncio.Context()
        return self._used_context
