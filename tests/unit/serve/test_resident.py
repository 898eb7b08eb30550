"""Processes that are forked end when they are told to, wherever they are."""

from __future__ import annotations

import os
import signal
import time
import weakref

from factbook.serve.resident import TERMINATED, _live


class _Finalized:
    """Something whose end takes a while."""


def _finalize() -> None:
    one = _Finalized()
    weakref.finalize(one, time.sleep, 1)
    del one
    time.sleep(10)


def test_a_process_that_is_told_to_end_within_a_finalizer_ends(capfd):
    own = os.getpid()
    child = os.fork()
    if not child:
        _live(_finalize, own)
    time.sleep(0.3)
    os.kill(child, signal.SIGTERM)
    told = time.monotonic()
    _, status = os.waitpid(child, 0)
    assert time.monotonic() - told < 5
    assert os.waitstatus_to_exitcode(status) == TERMINATED
    assert capfd.readouterr().err == ""
