"""What one run was seen to do."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field

SHARED = "/dev/shm/"  # noqa: S108 - a name to compare with
"""Shared memory: the one folder outside the scratch folder in which a run may make files."""


@dataclass
class Trace:
    """What one run was seen to do; paths are absolute, counted by how often."""

    scratch: str = ""
    """The run's own folder; empty for a run that has not connected."""
    exact: bool = False
    """Whether the operating system reports every file."""
    reads: Counter[str] = field(default_factory=Counter)
    """Opened for reading, or started as a program; folders too, whose names can then be listed."""
    lookups: Counter[str] = field(default_factory=Counter)
    """Of which the run asked whether and what they are."""
    links: Counter[str] = field(default_factory=Counter)
    """Which it followed, or asked where they lead."""
    attributes: Counter[str] = field(default_factory=Counter)
    """Of which it asked for extended attributes."""
    made: Counter[str] = field(default_factory=Counter)
    """Files in shared memory that it made itself."""
    connections: Counter[str] = field(default_factory=Counter)
    """Sockets of other programs that it connected to, and other ways by which it exchanged data with programs."""
    messages: Counter[str] = field(default_factory=Counter)
    """What the kernel itself reported, as JSON: see `in_kernel`."""
    unseen: Counter[str] = field(default_factory=Counter)
    """Why not everything could be seen."""


def remove_made(trace: Trace) -> None:
    """Remove what a run that has ended left in shared memory: the next one might read it."""
    for path in trace.made:
        try:
            os.unlink(path)  # noqa: PTH108
        except OSError:
            continue  # the run has done so itself
