"""Functions that fail as the process of a drawing can; the processes import them by name."""

from __future__ import annotations

import os
import time
from typing import NoReturn


def end(*_args: object, **_options: object) -> NoReturn:
    os.write(2, b"drawing\nno memory\n")
    os._exit(1)


def hang(*_args: object, **_options: object) -> NoReturn:
    time.sleep(600)
    raise AssertionError


def compute(*_args: object, **_options: object) -> NoReturn:
    """Keep a processor busy for ever."""
    while True:
        pass


def wait_long(*_args: object, **_options: object) -> str:
    """Take longer than a second by the clock, and next to no processor time."""
    time.sleep(1.5)
    return "drawn"


def panic(*_args: object, **_options: object) -> NoReturn:
    """Raise what cannot be sent to another process, as panics of native code cannot."""
    kind = type("Panic", (BaseException,), {"__module__": "native_code"})
    raise kind("out of bounds")


def note_and_hang(*_args: object, **options) -> NoReturn:
    """Write the number of this process beside the store of drawings, whole or not at all."""
    note = options["store"].folder / "pid"
    note.with_suffix(".new").write_text(str(os.getpid()))
    note.with_suffix(".new").rename(note)
    hang()
