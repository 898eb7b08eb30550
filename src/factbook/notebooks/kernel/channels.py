"""The messages between the build and a kernel."""

from __future__ import annotations

import asyncio
import hmac
import json
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Type


def read_message(session: Any, parts: list[bytes]) -> dict[str, Any]:
    """Read the parts of a signed message of Jupyter's protocol.

    Older versions of the protocol are left to `Session.deserialize`. Raises ValueError for a message that the kernel
    has not signed.
    """
    # `Session.deserialize` (jupyter_client 8.10) also looks for dates in every header with a regular expression, and
    # remembers each signature against replays. Neither is of use between two ends that only this user can reach, and a
    # notebook sends hundreds of messages.
    signature, *signed = parts[:5]
    header = json.loads(signed[0])
    if not str(header.get("version", "")).startswith("5."):
        read: dict[str, Any] = session.deserialize(parts)
        return read
    if session.auth is not None and not hmac.compare_digest(signature, session.sign(signed)):
        raise ValueError("a message that no kernel has signed")
    return {
        "header": header,
        "msg_id": header["msg_id"],
        "msg_type": header["msg_type"],
        "parent_header": json.loads(signed[1]),
        "metadata": json.loads(signed[2]),
        "content": json.loads(signed[3]),
        "buffers": [memoryview(part) for part in parts[5:]],
    }


class MeteredChannel(AsyncZMQSocketChannel):
    """A channel that knows how much it has received."""

    received = 0
    """Bytes."""

    # The one place where jupyter_client (8.10) receives a message. If a later one calls another method, nothing is
    # metered and a kernel that sends without end is no longer stopped, which a test with an ordinary kernel would
    # show.
    async def _recv(self, **options: Any) -> dict[str, Any]:
        frames = await self.socket.recv_multipart(**options)
        self.received += sum(map(len, frames))
        _, parts = self.session.feed_identities(frames)
        return read_message(self.session, parts)


class TwoChannelClient(AsyncKernelClient):
    """Talks to a kernel by the two channels that running a notebook needs, and waits no longer than it must.

    jupyter_client's own opens five, one of them with a thread for the heartbeat.
    """

    iopub_channel_class = Type(MeteredChannel)
    shell_channel_class = Type(MeteredChannel)
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
        # A subscription to outputs takes a moment to reach the kernel, and what is sent before is lost: that would be
        # the output of the first cell. jupyter_client's own (8.10) sees to it as well, but then waits until no output
        # has come for 0.2 s, in each run.
        deadline = asyncio.get_running_loop().time() + (timeout or float("inf"))
        has_replied = has_sent = False
        while not (has_replied and has_sent):
            if not has_replied:
                self.kernel_info()
                has_replied = await self._take_reply()
            if not has_sent:
                has_sent = bool(await self.iopub_channel.socket.poll(200))
                # no output came, so it was sent too early: ask again
                has_replied = has_replied and has_sent
            if not (has_replied and has_sent):
                if not await self.is_alive():
                    raise RuntimeError("the kernel ended before it could be spoken to")
                if asyncio.get_running_loop().time() > deadline:
                    raise RuntimeError(f"the kernel did not answer within {timeout} s")

    async def _take_reply(self) -> bool:
        if not await self.shell_channel.socket.poll(1000):
            return False
        reply = await self.shell_channel.get_msg(timeout=0)
        if reply["msg_type"] != "kernel_info_reply":
            return False
        self.kernel_info_reply = reply["content"]
        self._handle_kernel_info_reply(reply)
        return True
