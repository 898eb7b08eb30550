"""What one notebook may take of the machine."""

from __future__ import annotations

from dataclasses import dataclass

MEBI = 1 << 20
GIBI = 1 << 30
ENVELOPE = 10
"""How many times as large as its text a message may be, in which a kernel sends what is displayed or recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that a notebook may use before it is stopped."""

    timeout: int = 300
    """Seconds that one cell may take."""
    memory: int = 2 * GIBI
    """Bytes that each process of a run may have for its data."""
    output: int = 10 * MEBI
    """Bytes that a notebook may print and display in all."""
    goes_on: bool = False
    """Whether the cells behind one that raises are run all the same, as ``allow_errors`` of Jupyter Book has it."""
    mirrors: bool = False
    """Whether a notebook that writes beside itself runs once more, in a mirror of its folder."""


def show_bytes(count: int) -> str:
    """Return a size as people write it.

    >>> show_bytes(2 << 30), show_bytes(10 << 20)
    ('2 GiB', '10 MiB')
    """
    unit, name = (GIBI, "GiB") if count >= GIBI else (MEBI, "MiB")
    return f"{count / unit:.3g} {name}"
