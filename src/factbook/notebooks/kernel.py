"""Where kernels come from: the fork server for this interpreter's own, an ordinary start for all others."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from pathlib import Path
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Type

from factbook.notebooks.environment import SCRATCH
from factbook.notebooks.forkclient import Forked, Forking, make_scratch
from factbook.notebooks.limits import Limits

LAUNCHER = "ipykernel_launcher"
POLITE_SECONDS = 1.0
"""How long a kernel may take to end when it is asked to; what its notebook registered to be done last runs then."""
KILLED_SECONDS = 10.0
"""How long the system may take to end a kernel that was killed."""


class WarmProvisioner(LocalProvisioner):
    """Forks a kernel from the fork server, in a sandbox; a kernel of another kind is started as ever, in the same sandbox.

    It is registered for Jupyter as ``factbook-provisioner``; a build hands over its own fork server.
    """

    limits: Limits = Limits()
    forking: Forking | None = None
    """The fork server to use; ``None`` means one of its own, which ends with this kernel."""
    warm = True
    """Whether to fork at all."""
    _own: Forking | None = None
    _forked: Forked | None = None

    @property
    def is_forked(self) -> bool:
        """Whether the kernel came from the fork server."""
        return self._forked is not None

    @property
    def has_process(self) -> bool:
        """Whether a kernel was started, and its end has not been seen."""
        if self._forked is not None:
            return not self._forked.ended.done()
        return bool(super().has_process)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel; it can be spoken to at once where it is forked."""
        if not (self.warm and sys.platform == "linux" and is_own_kernel(cmd)):
            return await super().launch_kernel(sandboxed(cmd, self.limits), **kwargs)
        env = kwargs["env"]
        if self.forking is None:
            self.forking = self._own = Forking(environment=env, scratch=make_scratch())
            self._own.start()
            self._own.attach()
        at = cmd.index(LAUNCHER)
        request = {
            "argv": cmd[at + 1 :],
            "launcher": LAUNCHER,
            "cwd": str(kwargs.get("cwd") or Path.cwd()),
            "env": env,
            "isolate": SCRATCH in env,
            "memory": self.limits.memory,
            "output": self.limits.output,
        }
        self._forked = self.forking.fork(request)
        self.pid = self.pgid = await self._forked.started
        return self.connection_info

    async def poll(self) -> int | None:
        """Give the exit status; ``None`` while the kernel lives."""
        if self._forked is None:
            status: int | None = await super().poll()
            return status
        return self._forked.ended.result() if self._forked.ended.done() else None

    async def wait(self) -> int | None:
        """Wait for the kernel's end and give its exit status."""
        if self._forked is None:
            status: int | None = await super().wait()
            return status
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

    async def cleanup(self, restart: bool = False) -> None:
        """Give back what was used."""
        await super().cleanup(restart)
        if self._own is not None and not restart:
            await asyncio.to_thread(self._own.close)
            self._own = self.forking = None


class MeteredChannel(AsyncZMQSocketChannel):
    """A channel that knows how much it has received."""

    received = 0
    """Bytes."""

    async def _recv(self, **options: Any) -> dict[str, Any]:
        frames = await self.socket.recv_multipart(**options)
        self.received += sum(map(len, frames))
        _, message = self.session.feed_identities(frames)
        read: dict[str, Any] = self.session.deserialize(message)
        return read


class QuietClient(AsyncKernelClient):
    """Speaks with a kernel by the channels that running a notebook needs, and waits no longer than it must."""

    iopub_channel_class = Type(MeteredChannel)
    kernel_info_reply: dict[str, Any]

    def start_channels(self, *_: bool, **__: bool) -> None:
        """Open the channels for requests and for outputs."""
        self.iopub_channel.start()
        self.shell_channel.start()
        self.allow_stdin = False

    def stop_channels(self) -> None:
        """Close what is open."""
        for channel in (self._shell_channel, self._iopub_channel):
            if channel is not None and channel.is_alive():
                channel.stop()

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until requests are answered and outputs arrive. Raises RuntimeError when the kernel ends instead."""
        deadline = asyncio.get_running_loop().time() + (timeout or float("inf"))
        replied = heard = False
        while not (replied and heard):
            if not replied:
                asked = self.kernel_info()
                replied = await self._reply_to(asked)
            if not heard:
                heard = bool(await self.iopub_channel.socket.poll(200))
                replied = replied and heard  # outputs that came too early were lost: ask again
            if not (replied and heard):
                if not await self.is_alive():
                    raise RuntimeError("the kernel ended before it could be spoken to")
                if asyncio.get_running_loop().time() > deadline:
                    raise RuntimeError(f"the kernel did not answer within {timeout} s")

    async def _reply_to(self, asked: str) -> bool:
        if not await self.shell_channel.socket.poll(1000):
            return False
        reply = await self.shell_channel.get_msg(timeout=0)
        if reply["parent_header"].get("msg_id") != asked and reply["msg_type"] != "kernel_info_reply":
            return False
        self.kernel_info_reply = reply["content"]
        self._handle_kernel_info_reply(reply)
        return True


class Manager(AsyncKernelManager):
    """Manages one kernel from `WarmProvisioner`; all that run at once share a context and the list of kernels."""

    def client(self, **kwargs: Any) -> QuietClient:
        """Give a client that speaks by few channels."""
        about = {**self.get_connection_info(session=True), "connection_file": self.connection_file, "parent": self}
        return QuietClient(**about, context=self.context, **kwargs)

    async def shutdown_kernel(self, now: bool = False, restart: bool = False) -> None:
        """End the kernel; one that is not ended `now` is asked first, and has a second for its last words."""
        provisioner = self.provisioner
        if provisioner is not None and provisioner.has_process:
            if not now:
                await self._ask_to_end(provisioner)
            await provisioner.kill(restart)
            await asyncio.wait_for(provisioner.wait(), KILLED_SECONDS)
        await self.cleanup_resources(restart)

    async def _ask_to_end(self, provisioner: Any) -> None:
        if provisioner.is_forked:
            await provisioner.terminate()
        else:
            await self.request_shutdown()
        waiting = asyncio.ensure_future(provisioner.wait())
        await asyncio.wait([waiting], timeout=POLITE_SECONDS)
        waiting.cancel()


def make_manager(
    kernel: str, *, scratch: Path, limits: Limits, forking: Forking | None, context: zmq.asyncio.Context, specs: KernelSpecManager
) -> Manager:
    """Make the manager of a kernel that is not started yet. Raises NoSuchKernel."""
    manager = Manager(
        kernel_name=kernel,
        transport="ipc",
        connection_file=str(scratch / "k.json"),
        context=context,
        kernel_spec_manager=specs,
        log=_quiet_log(),
    )
    provisioner = WarmProvisioner(kernel_id=kernel, kernel_spec=manager.kernel_spec, parent=manager)
    provisioner.limits, provisioner.forking, provisioner.warm = limits, forking, forking is not None
    manager.provisioner = provisioner
    return manager


def _quiet_log() -> logging.Logger:
    """A log for what the libraries have to say of a run: whatever matters of it is told as a complaint."""
    log = logging.getLogger("factbook.notebooks")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    return log


def is_own_kernel(cmd: list[str]) -> bool:
    """Whether a command starts an IPython kernel with this very interpreter."""
    options = cmd[1 : cmd.index(LAUNCHER)] if LAUNCHER in cmd else []
    return cmd[:1] == [sys.executable] and options[-1:] == ["-m"] and all(one.startswith("-X") for one in options[:-1])


def sandboxed(cmd: list[str], limits: Limits) -> list[str]:
    """Give the command that starts `cmd` within the sandbox of its run."""
    return [sys.executable, "-P", "-m", "factbook.notebooks.sandboxed", str(limits.memory), *cmd]
