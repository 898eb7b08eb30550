"""Processes that are forked end when they are told to, wherever they are."""

from __future__ import annotations

import os
import signal
import time
import weakref

from factbook.serve.resident import TERMINATED, _live


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
        time.sleep(10)

    own = os.getpid()
    child = os.fork()
    if not child:
        _live(work, own)
    assert os.read(reading, 1) == b"1"
    told = time.monotonic()
    os.kill(child, signal.SIGTERM)
    _, status = os.waitpid(child, 0)
    os.close(reading)
    os.close(writing)
    assert time.monotonic() - told < 5
    assert os.waitstatus_to_exitcode(status) == TERMINATED
    assert capfd.readouterr().err == ""
