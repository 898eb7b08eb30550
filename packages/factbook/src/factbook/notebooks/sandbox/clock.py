"""Another clock for a run: the second run of a notebook is to take place a day later."""

from __future__ import annotations

import time


def move_clock(seconds: float) -> None:
    """Have everything in this process that asks Python for the time find it `seconds` later; it cannot be undone."""
    import time_machine

    # In place: whatever name a notebook or a library has for such a function by now, it is moved.
    time_machine.travel(time.time() + seconds).start()
