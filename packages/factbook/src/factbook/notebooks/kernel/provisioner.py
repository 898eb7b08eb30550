"""Starts kernels: by the fork server for this interpreter's own, in the ordinary way for all others.

A provisioner is the place that jupyter_client has for this since 7.0: it starts a process, signals it and waits for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import zmq.asyncio
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from jupyter_core.paths import jupyter_path

from factbook.notebooks.kernel.channels import TwoChannelClient
from factbook.notebooks.kernel.fork_client import ForkedKernel, ForkServerClient
from factbook.notebooks.kernel.protocol import KernelRequest
from factbook.notebooks.sandbox.environment import SCRATCH
from factbook.notebooks.sandbox.limits import Limits
from factbook.project.scratch import Scratch

LAUNCHER = "ipykernel_launcher"
POLITE_SECONDS = 1.0
"""How long a kernel may take to end when it is asked to; what its notebook registered with `atexit` runs then."""
KILLED_SECONDS = 10.0
"""How long the system may take to end a kernel that was killed."""


class WarmProvisioner(LocalProvisioner):
    """Forks a kernel from the fork server, in a sandbox; one of another kind is started as ever, in the same sandbox.

    It is registered for Jupyter as ``factbook-provisioner``; a build hands over its own fork server.
    """

    limits: Limits = Limits()
    server: ForkServerClient | None = None
    """The fork server to use; ``None`` means one of its own, which ends with this kernel."""
    warm = True
    """Whether to fork at all."""
    _own: ForkServerClient | None = None
    _scratch: Scratch | None = None
    _forked: ForkedKernel | None = None

    @property
    def is_forked(self) -> bool:
        """Whether the kernel came from the fork server."""
        return self._forked is not None

    @property
    def has_process(self) -> bool:
        """Whether a kernel was started, and its end has not been seen."""
        # A forked kernel is no child of this process, so `LocalProvisioner.process` stays empty.
        if self._forked is not None:
            return not self._forked.ended.done()
        return bool(super().has_process)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel; it can be spoken to at once where it is forked."""
        if not (self.warm and sys.platform == "linux" and is_own_kernel(cmd)):
            # A Python of ours is started, which restricts itself and then becomes the kernel, whatever its language.
            return await super().launch_kernel(sandboxed(cmd, self.limits), **kwargs)
        env = kwargs["env"]
        if self.server is None:
            self._scratch = Scratch("kernels", holds_sockets=True)
            scratch = str(self._scratch.path)
            self.server = self._own = ForkServerClient(environment=env, scratch=scratch, debuggable=True)
            self._own.start()
            self._own.attach()
        at = cmd.index(LAUNCHER)
        request: KernelRequest = {
            "argv": cmd[at + 1 :],
            "launcher": LAUNCHER,
            "cwd": str(kwargs.get("cwd") or Path.cwd()),
            "root": env.get("FACTBOOK_ROOT", ""),
            "isolate": SCRATCH in env,
            "memory": self.limits.memory,
            "output": self.limits.output,
        }
        self._forked = self.server.fork(request, env)
        self.pid = self.pgid = await self._forked.started
        return self.connection_info

    async def poll(self) -> int | None:
        """Return the exit status; ``None`` while the kernel lives."""
        if self._forked is None:
            status: int | None = await super().poll()
            return status
        return self._forked.ended.result() if self._forked.ended.done() else None

    async def wait(self) -> int | None:
        """Wait for the kernel's end and return its exit status."""
        if self._forked is None:
            status: int | None = await super().wait()
            return status
        # Shielded: whoever gives up waiting would cancel the future, and with it everybody else's waiting.
        return await asyncio.shield(self._forked.ended)

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and what it has started."""
        if self._forked is None:
            await super().send_signal(signum)
        else:
            self._forked.send_signal(signum, group=True)

    async def terminate(self, restart: bool = False) -> None:
        """Ask the kernel to end: what its notebook registered to be done last is done."""
        if self._forked is None:
            await super().terminate(restart)
        else:
            self._forked.send_signal(signal.SIGTERM)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel."""
        if self._forked is None:
            await super().kill(restart)
        else:
            self._forked.send_signal(signal.SIGKILL, group=True)

    def end_group(self) -> None:
        """End what a kernel that has ended left running; the fork server has done so for its own."""
        if self._forked is None and self.pgid:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pgid, signal.SIGKILL)

    async def cleanup(self, restart: bool = False) -> None:
        """Free what was used."""
        await super().cleanup(restart)
        if self._own is not None and not restart:
            # in a thread, since the end of a process is waited for
            await asyncio.to_thread(self._own.close)
            self._own = self.server = None
            if self._scratch is not None:
                self._scratch.close()


class Manager(AsyncKernelManager):
    """Manages one kernel from `WarmProvisioner`; all that run at once share a context of ZeroMQ."""

    def client(self, **kwargs: Any) -> TwoChannelClient:
        """Return a client that speaks by two channels."""
        about = {**self.get_connection_info(session=True), "connection_file": self.connection_file, "parent": self}
        return TwoChannelClient(**about, context=self.context, **kwargs)

    async def shutdown_kernel(self, now: bool = False, restart: bool = False) -> None:
        """End the kernel; one that is not ended `now` is asked first, and has a second to do so."""
        # jupyter_client's own (8.10) polls every 100 ms for up to 5 s whether the kernel is gone: longer than a run
        # takes.
        provisioner = self.provisioner
        if provisioner is not None and provisioner.has_process:
            if not now:
                await self._ask_to_end(provisioner)
            await provisioner.kill(restart)
            await asyncio.wait_for(provisioner.wait(), KILLED_SECONDS)
            # Only now: while the kernel lived, it could start more.
            provisioner.end_group()
        await self.cleanup_resources(restart)

    async def _ask_to_end(self, provisioner: WarmProvisioner) -> None:
        # A warm kernel ends at SIGTERM as at a request (`warm_up._stop`), and no control channel is needed for that.
        if provisioner.is_forked:
            await provisioner.terminate()
        else:
            await self.request_shutdown()
        waiting = asyncio.ensure_future(provisioner.wait())
        await asyncio.wait([waiting], timeout=POLITE_SECONDS)
        waiting.cancel()


class KernelSpecs(KernelSpecManager):
    """Knows the kinds of kernels; each is looked up once."""

    def __init__(self) -> None:
        """Know none yet."""
        # By default it also asks IPython for its folder, which loads all of it for 0.2 s and makes the folder.
        own = os.environ.get("IPYTHONDIR") or "~/.ipython"
        super().__init__(kernel_dirs=[*jupyter_path("kernels"), str(Path(own).expanduser() / "kernels")])
        self.found: dict[str, KernelSpec] = {}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return what Jupyter knows of a kind of kernel. Raises NoSuchKernel."""
        # jupyter_client searches all of Jupyter's folders for one, and most notebooks have the same kind.
        if kernel_name not in self.found:
            self.found[kernel_name] = super().get_kernel_spec(kernel_name)
        return self.found[kernel_name]


def make_manager(
    kernel: str,
    *,
    specs: KernelSpecs,
    scratch: Path,
    limits: Limits,
    server: ForkServerClient | None,
    context: zmq.asyncio.Context,
) -> Manager:
    """Make the manager of a kernel that is not started yet. Raises NoSuchKernel."""
    # Sockets that are files: the sandbox lets no kernel open one of the internet, not even to this machine.
    manager = Manager(
        kernel_name=kernel,
        kernel_spec_manager=specs,
        transport="ipc",
        connection_file=str(scratch / "k.json"),
        context=context,
        log=_quiet_log(),
    )
    # The manager makes the provisioner by the specification's metadata, unless it has one.
    provisioner = WarmProvisioner(kernel_id=kernel, kernel_spec=manager.kernel_spec, parent=manager)
    provisioner.limits, provisioner.server, provisioner.warm = limits, server, server is not None
    manager.provisioner = provisioner
    return manager


def _quiet_log() -> logging.Logger:
    """Return a log that shows nothing: whatever matters in a run becomes a complaint."""
    log = logging.getLogger("factbook.notebooks")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    return log


def is_own_kernel(cmd: list[str]) -> bool:
    """Return whether a command starts an IPython kernel with this very interpreter."""
    # Another interpreter has other packages; another option before -m, such as -I, would make another kernel.
    options = cmd[1 : cmd.index(LAUNCHER)] if LAUNCHER in cmd else []
    return cmd[:1] == [sys.executable] and options[-1:] == ["-m"] and all(one.startswith("-X") for one in options[:-1])


def sandboxed(cmd: list[str], limits: Limits) -> list[str]:
    """Return the command that starts `cmd` within the sandbox of its run."""
    # Found here: the environment of a run names only the usual folders of programs.
    cmd = [shutil.which(cmd[0]) or cmd[0], *cmd[1:]]
    # -P: the folder of the notebook is not on the path; a module in it could have the name of one of ours.
    return [sys.executable, "-P", "-m", "factbook.notebooks.kernel.start_sandboxed", str(limits.memory), *cmd]
