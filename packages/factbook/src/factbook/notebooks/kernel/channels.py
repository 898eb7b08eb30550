"""The messages between the build and a kernel."""

from __future__ import annotations

import asyncio
from queue import Empty
from typing import Any

from jupyter_client import protocol_version_info
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Type

Message = dict[str, Any]
"""A message of Jupyter's protocol, as `Session.deserialize` returns it: its content is whatever JSON a kernel sends."""


class MeteredChannel(AsyncZMQSocketChannel):
    """A channel that knows how much it has received."""

    received = 0
    """Bytes."""

    async def get_msg(self, timeout: float | None = None) -> Message:
        """Return the next message; wait for it for up to `timeout` seconds. Raises queue.Empty."""
        # As jupyter_client's own, which says nothing of the size.
        if not await self.socket.poll(None if timeout is None else int(timeout * 1000)):
            raise Empty
        frames = await self.socket.recv_multipart()
        self.received += sum(map(len, frames))
        _, parts = self.session.feed_identities(frames)
        message: Message = self.session.deserialize(parts)
        return message


class TwoChannelClient(AsyncKernelClient):
    """Talks to a kernel by the two channels that running a notebook needs, and waits no longer than it must.

    jupyter_client's own opens five, one of them with a thread for the heartbeat.
    """

    iopub_channel_class = Type(MeteredChannel)
    shell_channel_class = Type(MeteredChannel)
    kernel_info_reply: Message

    def start_channels(self, *_: bool, **__: bool) -> None:
        """Open the channels for requests and for outputs."""
        super().start_channels(stdin=False, hb=False, control=False)
        # As in the kernel (`kernel_app.CellKernel`): no message is dropped because a thousand of them wait.
        self.iopub_channel.socket.rcvhwm = 0

    def stop_channels(self) -> None:
        """Close them."""
        # jupyter_client's own would first open the others, to see that nobody uses them.
        self.shell_channel.stop()
        self.iopub_channel.stop()

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until requests are answered and outputs arrive. Raises RuntimeError when the kernel ends instead."""
        # A subscription to outputs takes a moment to reach the kernel, and what is sent before is lost: that would be
        # the output of the first cell. jupyter_client's own (8.10) sees to it as well, but then waits until no output
        # has come for 0.2 s, in each run.
        deadline = asyncio.get_running_loop().time() + (timeout or float("inf"))
        while not await self._has_answered():
            if not await self.is_alive():
                raise RuntimeError("the kernel ended before it could be spoken to")
            if asyncio.get_running_loop().time() > deadline:
                raise RuntimeError(f"the kernel did not answer within {timeout} s")

    async def _has_answered(self) -> bool:
        """Ask what the kernel is; return whether it has replied, and sent something to all who listen."""
        self.kernel_info()
        try:
            reply = await self.shell_channel.get_msg(timeout=1)
            if reply["msg_type"] != "kernel_info_reply":
                return False
            # if no output comes, it was sent too early: ask again
            await self.iopub_channel.get_msg(timeout=0.2)
        except Empty:
            return False
        self.kernel_info_reply = reply["content"]
        # A kernel with another version of the protocol is spoken to in that version.
        spoken = int(reply["content"]["protocol_version"].split(".")[0])
        if spoken != protocol_version_info[0]:
            self.session.adapt_version = spoken
        return True
