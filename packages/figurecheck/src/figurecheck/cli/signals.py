"""How a command ends when the system asks it to; loads next to nothing."""

from __future__ import annotations

import signal
import sys

# What a shell reports for a process ended by SIGINT or SIGTERM: 128 plus the number of the signal.
INTERRUPTED, TERMINATED = 130, 143


def end_in_order() -> None:
    """Have SIGTERM, and the end of the terminal, raise SystemExit: processes and temporary folders are closed then."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    # Where `nohup` has it ignored, it stays so; Windows has none.
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(TERMINATED))
