"""Processes that are forked end when they are told to, wherever they are."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import weakref

from factbook.serve.resident import TERMINATED, _live, _Loop
from processes import PATIENCE, is_running, wait_for


class _Finalized:
    """Something whose end takes a while."""


def test_a_process_that_is_told_to_end_within_a_finalizer_ends(capfd):
    reading, writing = os.pipe()

    def finalize() -> None:
        os.write(writing, b"1")
        time.sleep(1)

    def work() -> None:
        one = _Finalized()
        weakref.finalize(one, finalize)
        del one
        time.sleep(10 * PATIENCE)

    own = os.getpid()
    child = os.fork()
    if not child:
        _live(work, own)
    assert os.read(reading, 1) == b"1"
    os.kill(child, signal.SIGTERM)
    wait_for(lambda: not is_running(child))
    _, status = os.waitpid(child, 0)
    os.close(reading)
    os.close(writing)
    assert os.waitstatus_to_exitcode(status) == TERMINATED
    assert capfd.readouterr().err == ""


class _Slow:
    """Kernels, or what draws, whose end takes a while, and is to be heard of."""

    def __init__(self, writing: int) -> None:
        self._writing = writing

    def close(self) -> None:
        os.write(self._writing, b"0")
        time.sleep(0.3)
        os.write(self._writing, b"1")


def test_the_signal_to_end_after_the_last_request_interrupts_no_cleaning(tmp_path):
    (reading, writing), (requests, ours) = os.pipe(), os.pipe()

    def work() -> None:
        os.close(ours)
        loop = _Loop(tmp_path, requests, writing)
        loop._kernels, loop._charts = _Slow(writing), _Slow(writing)
        loop.live()

    own = os.getpid()
    child = os.fork()
    if not child:
        os.close(reading)
        _live(work, own)
    os.close(writing)
    os.close(ours)
    # As `Resident.close` does: the one, and then the other.
    assert os.read(reading, 1) == b"0"
    os.kill(child, signal.SIGTERM)
    os.waitpid(child, 0)
    assert os.read(reading, 4) == b"101"
    os.close(reading)


WARM = """
import sys
from pathlib import Path
from unittest.mock import Mock
from factbook.serve.resident import _Loop
loop = _Loop(Path(sys.argv[1]), 0, 1)
loop._charts, loop._kernels = Mock(), Mock()
loop._warm_up()
print(*sys.modules)
"""


def test_what_processes_need_that_are_forked_is_loaded_before_them(tmp_path):
    shown = subprocess.run([sys.executable, "-c", WARM, str(tmp_path)], check=True, capture_output=True, text=True)
    loaded = shown.stdout.split()
    assert {"figurecheck.verdicts.sentence.aspects", "factbook.notebooks.execution.execute", "nbclient"} <= {*loaded}
