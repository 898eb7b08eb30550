"""What the build asks of the fork server, and what it is told: the shapes of the JSON between them.

See `fork_server` for who says what when.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict, final

DEBUGGABLE, PLAIN = "debuggable", "plain"
"""Whether the cells of the kernels of a fork server can be debugged."""


class KernelRequest(TypedDict):
    """What a kernel is to be."""

    argv: list[str]
    """Arguments of the program named in `launcher`."""
    launcher: str
    cwd: str
    root: str
    """Of the report; empty if there is none."""
    isolate: bool
    """Whether in the sandbox of a run."""
    memory: int
    """Bytes that it may have for data; 0 means any."""
    output: int
    """Bytes that it may print and display; 0 means any."""


@final
class StartRequest(KernelRequest):
    """A request to fork a kernel."""

    start: int
    """By which number the kernel is known from then on."""


@final
class SignalRequest(TypedDict):
    """A request to send a signal to a kernel."""

    signal: int
    """The number of the kernel."""
    number: int
    """The number of the signal."""
    group: bool
    """Whether also to what the kernel has started."""


class Event(TypedDict):
    """Something that happened to a kernel, or to the server itself."""

    id: NotRequired[int]
    """The number of the kernel."""
    pid: NotRequired[int]
    """Its process, which was forked."""
    ready: NotRequired[bool]
    """It can be spoken to."""
    failed: NotRequired[str]
    """Why it never will be."""
    exit: NotRequired[int]
    """The status that it ended with; minus the number of a signal."""
    warm: NotRequired[bool]
    """The server has imported what kernels use."""
