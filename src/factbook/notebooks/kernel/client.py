"""Runs the cells of a notebook by nbclient, within the limits of a run.

Of nbclient's `NotebookClient` (0.11) four methods are overridden, two of them private. A later nbclient that no longer
calls them would notice a kernel that ends, hangs or floods late or never; the tests of limits would fail.
"""

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
"""Seconds in which what a kernel sent before its end arrives, which may be later than the news of its end."""
_SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
_FIELDS = {
    "stream": ("name", "text"),
    "display_data": ("metadata", "data"),
    "execute_result": ("metadata", "data", "execution_count"),
    "error": ("ename", "evalue", "traceback"),
}
ENVELOPE = 10
"""How many times as large as its text a message may be."""


def make_output(message: dict[str, Any]) -> Any:
    """Make an output of a message as nbformat does. Raises ValueError and nbformat's ValidationError.

    Only what is neither text nor JSON can be wrong in a message, so that is left to nbformat to complain of.
    """
    # nbformat turns every mapping in an output into a NotebookNode and validates the whole against its JSON schema. A
    # chart's specification has thousands of parts, and the notebook is not written before it is made a file.
    content = message["content"]
    kind = message["header"]["msg_type"]
    data = content.get("data", {})
    if kind not in _FIELDS or not all(isinstance(one, str) or mime.endswith("json") for mime, one in data.items()):
        return output_from_msg(message)
    output: Any = NotebookNode()
    parts = {name: content[name] for name in _FIELDS[kind]}
    nodes: dict[str, Any] = {name: NotebookNode() for name in ("metadata", "data") if name in parts}
    for name, node in nodes.items():
        # past NotebookNode.update, which would turn each part into a node
        dict.update(node, parts[name])
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

    async def run(self, environment: Mapping[str, str]) -> None:
        """Start the kernel, run every cell, end the kernel.

        Raises nbclient's errors, KernelEndedError and OutputFloodError.
        """
        try:
            # Standard output and error of the process go nowhere: what cells print comes as messages, and what a kernel
            # says on its way out is no part of the run.
            await self.async_start_new_kernel(env=dict(environment), **_SILENT)
            await self.async_start_new_kernel_client()
            await self._run_cells()
        except DeadKernelError:
            if self._flooded:
                # it was killed for it, see `process_message`
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
        # Kernels of ours stop by themselves at the limit (`kernel_app.Meter`); this is for all others, whose messages
        # are counted on their way in, before they fill the memory of the build.
        if self.kc.iopub_channel.received > self._limits.output * ENVELOPE:
            self._flooded = True
            self._killing = asyncio.ensure_future(self._provisioner.kill())
            return None
        return super().process_message(msg, cell, cell_index)

    def output(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> Any:
        """Add an output to a cell's, and text to the text before it."""
        # A kernel sends what was printed whenever it has a moment, and its two streams in any order: the same notebook
        # would have another output at each run.
        if self.clear_before_next_output or display_id or self.output_hook_stack[msg["parent_header"].get("msg_id")]:
            out = super().output(outs, msg, display_id, cell_index)
        else:
            out = make_output(msg)
            outs.append(out)
        if out is not None and out.output_type == "stream":
            outs[:] = join_streams(outs)
        return out

    async def _async_poll_kernel_alive(self) -> None:
        # nbclient asks once a second whether the kernel lives. The fork server reports its end at once, so that a
        # kernel that crashes costs a tenth of a second and not up to a whole one.
        if not self._provisioner.is_forked:
            await super()._async_poll_kernel_alive()
            return
        await self._provisioner.wait()
        await asyncio.sleep(LAST_OUTPUTS)
        self.task_poll_for_reply.cancel()

    async def _async_handle_timeout(self, timeout: int, cell: Any = None) -> None:
        """Interrupt the cell, so that it says in which line it was; then give up."""
        # nbclient's own raises at once, or goes on with the next cell if it has interrupted this one.
        # "immediate": a kernel that hangs is not asked to end, it is killed.
        self.shutdown_kernel = "immediate"
        await self.km.interrupt_kernel()
        try:
            await self.kc.shell_channel.get_msg(timeout=AFTER_INTERRUPT)
            await asyncio.sleep(LAST_OUTPUTS)
        except Empty:
            self.log.debug("the kernel does not heed an interrupt")
        raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", timeout, cell)
