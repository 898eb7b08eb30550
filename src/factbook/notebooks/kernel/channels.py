"""How the build speaks with a kernel."""

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

    It is what `Session.deserialize` does, but for times, which nobody here asks for; older versions of the protocol are
    left to it. Raises ValueError for a message that is not signed by the kernel.
    """
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

    async def _recv(self, **options: Any) -> dict[str, Any]:
        frames = await self.socket.recv_multipart(**options)
        self.received += sum(map(len, frames))
        _, parts = self.session.feed_identities(frames)
        return read_message(self.session, parts)


class TwoChannelClient(AsyncKernelClient):
    """Speaks with a kernel by the channels that running a notebook needs, and waits no longer than it must."""

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
        deadline = asyncio.get_running_loop().time() + (timeout or float("inf"))
        replied = heard = False
        while not (replied and heard):
            if not replied:
                self.kernel_info()
                replied = await self._take_reply()
            if not heard:
                heard = bool(await self.iopub_channel.socket.poll(200))
                replied = replied and heard  # outputs that came too early were lost: ask again
            if not (replied and heard):
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
