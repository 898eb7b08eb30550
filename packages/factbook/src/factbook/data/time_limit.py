"""A limit for what a descriptor has us try on cells: the pattern ``(a+)+$`` takes hours for one of forty letters."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def limit_seconds(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in what takes more processor time of this process.

    Only the main thread can be interrupted, which is where commands and builds check; in another one there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    # Of processor time, so that a busy machine refuses nothing. Python's regular expressions look for signals as they
    # search; nothing else here can run long.
    earlier = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, earlier)
