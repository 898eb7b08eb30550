"""Conducts a notebook: nbclient runs its cells, and this says when it is enough."""

from __future__ import annotations

import asyncio
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from queue import Empty
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import output_from_msg

from factbook.notebooks.kernel.failures import KernelEndedError, OutputFloodError
from factbook.notebooks.kernel.provisioner import Manager
from factbook.notebooks.sandbox.limits import Limits

AFTER_INTERRUPT = 1.0
"""Seconds in which an interrupted cell may say where it was."""
LAST_OUTPUTS = 0.1
"""Seconds in which what a kernel sent before its end arrives."""
_SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
_FIELDS = {
    "stream": ("name", "text"),
    "display_data": ("metadata", "data"),
    "execute_result": ("metadata", "data", "execution_count"),
    "error": ("ename", "evalue", "traceback"),
}
ENVELOPE = 10
"""Messages may be so many times as large as the text in them."""


def make_output(message: dict[str, Any]) -> Any:
    """Make an output of a message as nbformat does, and look only at what may be wrong in it: what is no text nor JSON.

    Raises ValueError and nbformat's ValidationError.
    """
    content = message["content"]
    kind = message["header"]["msg_type"]
    data = content.get("data", {})
    if kind not in _FIELDS or not all(isinstance(one, str) or mime.endswith("json") for mime, one in data.items()):
        return output_from_msg(message)
    output: Any = NotebookNode()
    parts = {name: content[name] for name in _FIELDS[kind]}
    nodes: dict[str, Any] = {name: NotebookNode() for name in ("metadata", "data") if name in parts}
    for name, node in nodes.items():
        dict.update(node, parts[name])  # as it is: a chart's specification has thousands of parts
    dict.update(output, {"output_type": kind, **parts, **nodes})
    return output


def join_streams(outputs: list[Any]) -> list[Any]:
    """Join the texts at the end of `outputs` into one of standard output, then one of standard error."""
    first = len(outputs)
    while first and outputs[first - 1].output_type == "stream":
        first -= 1
    joined: dict[str, Any] = {}
    for output in sorted(outputs[first:], key=lambda one: str(one.name), reverse=True):
        if output.name in joined:
            joined[output.name].text += output.text
        else:
            joined[output.name] = output
    return [*outputs[:first], *joined.values()]


class CellRunner(NotebookClient):
    """Runs one notebook in one kernel."""

    def __init__(self, notebook: Any, manager: Manager, *, limits: Limits, folder: Path) -> None:
        """Run in `folder`, within `limits`."""
        about = {"metadata": {"path": str(folder)}}
        super().__init__(
            notebook, km=manager, timeout=limits.timeout, record_timing=False, resources=about, log=manager.log
        )
        self._limits = limits
        self._since = time.monotonic()
        self._flooded = False
        self._provisioner: Any = manager.provisioner

    async def conduct(self, environment: Mapping[str, str]) -> None:
        """Start the kernel, run every cell, end the kernel.

        Raises nbclient's errors, KernelEndedError and OutputFloodError.
        """
        try:
            # what a kernel says on its way out is no part of the run
            await self.async_start_new_kernel(env=dict(environment), **_SILENT)
            await self.async_start_new_kernel_client()
            await self._run_cells()
        except DeadKernelError:
            if self._flooded:
                raise OutputFloodError from None
            seconds = time.monotonic() - self._since - LAST_OUTPUTS
            raise KernelEndedError(await self._provisioner.poll(), seconds) from None
        finally:
            await self._async_cleanup_kernel()

    async def _run_cells(self) -> None:
        self.nb.metadata["language_info"] = self.kc.kernel_info_reply["language_info"]
        for at, cell in enumerate(self.nb.cells):
            self._since = time.monotonic()
            await self.async_execute_cell(cell, at, execution_count=self.code_cells_executed + 1)
        self.set_widgets_metadata()

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> Any:
        """Take a message in; end a kernel that sends too many."""
        if self.kc.iopub_channel.received > self._limits.output * ENVELOPE:
            self._flooded = True
            self._killing = asyncio.ensure_future(self._provisioner.kill())
            return None
        return super().process_message(msg, cell, cell_index)

    def output(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> Any:
        """Add an output to a cell's, text to the text before it: how often a kernel sends some depends on its haste."""
        if self.clear_before_next_output or display_id or self.output_hook_stack[msg["parent_header"].get("msg_id")]:
            out = super().output(outs, msg, display_id, cell_index)
        else:
            out = make_output(msg)
            outs.append(out)
        if out is not None and out.output_type == "stream":
            outs[:] = join_streams(outs)
        return out

    async def _async_poll_kernel_alive(self) -> None:
        if not self._provisioner.is_forked:
            await super()._async_poll_kernel_alive()
            return
        await self._provisioner.wait()
        await asyncio.sleep(LAST_OUTPUTS)
        self.task_poll_for_reply.cancel()

    async def _async_handle_timeout(self, timeout: int, cell: Any = None) -> None:
        """Interrupt the cell, so that it says in which line it was; then give up."""
        self.shutdown_kernel = "immediate"
        await self.km.interrupt_kernel()
        try:
            await self.kc.shell_channel.get_msg(timeout=AFTER_INTERRUPT)
            await asyncio.sleep(LAST_OUTPUTS)
        except Empty:
            self.log.debug("the kernel does not heed an interrupt")
        raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", timeout, cell)
