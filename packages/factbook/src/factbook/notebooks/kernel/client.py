"""Runs the cells of a notebook by nbclient, within the limits of a run."""

from __future__ import annotations

import asyncio
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from factbook.notebooks.kernel.channels import Message
from factbook.notebooks.kernel.failures import KernelEndedError, KernelStartError, OutputFloodError
from factbook.notebooks.kernel.provisioner import Manager
from factbook.notebooks.sandbox.limits import ENVELOPE, Limits

AFTER_INTERRUPT = 3.0
"""Seconds in which an interrupted cell may say where it was; on a busy machine one is not enough."""
LAST_OUTPUTS = 0.1
"""Seconds in which what a kernel sent before its end arrives, which may be later than the news of its end."""
_SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def join_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join the texts at the end of `outputs` into one of standard output, then one of standard error."""
    first = len(outputs)
    while first and outputs[first - 1].output_type == "stream":
        first -= 1
    joined: dict[str, NotebookNode] = {}
    for output in sorted(outputs[first:], key=lambda one: str(one.name), reverse=True):
        if output.name in joined:
            joined[output.name].text += output.text
        else:
            joined[output.name] = output
    return [*outputs[:first], *joined.values()]


class CellRunner(NotebookClient):
    """Runs one notebook in one kernel."""

    def __init__(self, notebook: NotebookNode, manager: Manager, *, limits: Limits, folder: Path) -> None:
        """Run in `folder`, within `limits`."""
        about = {"metadata": {"path": str(folder)}}
        # No timeout of nbclient's, which gives up at once or goes on with the next cell; see `_run_within_limits`. By
        # itself it would wait for the outputs of a cell that has ended for 4 s, and then go on without them: on a busy
        # machine tens of megabytes take longer.
        super().__init__(
            notebook,
            km=manager,
            timeout=None,
            allow_errors=limits.goes_on,
            iopub_timeout=limits.timeout,
            record_timing=False,
            resources=about,
            log=manager.log,
        )
        self._limits, self._manager = limits, manager
        self._since = time.monotonic()
        self._flooded = self._hangs = False

    async def run(self, environment: Mapping[str, str]) -> None:
        """Start the kernel, run every cell, end the kernel.

        Raises nbclient's errors, KernelStartError, KernelEndedError and OutputFloodError.
        """
        try:
            # Standard output and error of the process go nowhere: what cells print comes as messages, and what a kernel
            # says on its way out is no part of the run.
            await self.async_start_new_kernel(env=dict(environment), **_SILENT)
            await self._speak_to_kernel()
            await self._run_cells()
        except DeadKernelError:
            if self._flooded:
                # it was killed for it, see `process_message`
                raise OutputFloodError from None
            seconds = time.monotonic() - self._since - LAST_OUTPUTS
            raise KernelEndedError(await self._manager.provisioner.poll(), seconds) from None
        finally:
            # A kernel that hangs is not asked to end, it is killed.
            await self._manager.shutdown_kernel(now=self._hangs)
            if self.kc is not None:
                self.kc.stop_channels()

    async def _speak_to_kernel(self) -> None:
        provisioner = self._manager.provisioner
        try:
            await self.async_start_new_kernel_client()
        except RuntimeError as error:
            # It ended before it answered. What a kernel of another kind lacks is seen best in Jupyter.
            if not provisioner.is_forked:
                raise
            raise KernelStartError(await provisioner.poll(), str(error)) from None

    async def _run_cells(self) -> None:
        self.nb.metadata["language_info"] = self.kc.kernel_info_reply["language_info"]
        provisioner = self._manager.provisioner
        # The fork server reports an end at once; nbclient asks once a second whether the kernel lives, which is all
        # that there is for others.
        end: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()
        if provisioner.is_forked:
            end = asyncio.ensure_future(provisioner.wait())
        try:
            for at, cell in enumerate(self.nb.cells):
                self._since = time.monotonic()
                running: asyncio.Future[NotebookNode] = asyncio.ensure_future(
                    self.async_execute_cell(cell, at, execution_count=self.code_cells_executed + 1)
                )
                await self._run_within_limits(running, end, cell.source)
        finally:
            end.cancel()
        self.set_widgets_metadata()

    async def _run_within_limits(
        self, running: asyncio.Future[NotebookNode], end: asyncio.Future[int | None], source: str
    ) -> None:
        """Wait for a cell; give up when the kernel ends or the time is over. Raises nbclient's errors."""
        # What becomes of a cell that was given up is nobody's concern; asyncio would report its error.
        running.add_done_callback(lambda done: done.cancelled() or done.exception())
        both: list[asyncio.Future[NotebookNode] | asyncio.Future[int | None]] = [running, end]
        try:
            await asyncio.wait(both, timeout=self._limits.timeout, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
                return
            self._hangs = not end.done()
            if self._hangs:
                # so that the cell says in which line it was
                await self._manager.interrupt_kernel()
            await asyncio.wait([running], timeout=AFTER_INTERRUPT if self._hangs else LAST_OUTPUTS)
            if self._hangs:
                raise CellTimeoutError(source)
            if not running.done():
                raise DeadKernelError
            running.result()
        finally:
            running.cancel()

    def process_message(self, msg: Message, cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Take a message in; end a kernel that sends too many."""
        # Kernels of ours stop by themselves at the limit (`streams.Meter`); this is for all others, whose messages are
        # counted on their way in, before they fill the memory of the build.
        if self.kc.iopub_channel.received > self._limits.output * ENVELOPE:
            self._flooded = True
            self._killing = asyncio.ensure_future(self._manager.provisioner.kill())
            return None
        output: NotebookNode | None = super().process_message(msg, cell, cell_index)
        return output

    def output(
        self, outs: list[NotebookNode], msg: Message, display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """Add an output to a cell's, and text to the text before it."""
        # A kernel sends what was printed whenever it has a moment, and its two streams in any order: the same notebook
        # would have another output at each run.
        out: NotebookNode | None = super().output(outs, msg, display_id, cell_index)
        if out is not None and out.output_type == "stream":
            outs[:] = join_streams(outs)
        return out
