"""A filter on system calls: no process that has it, and none that it starts, can open an internet socket."""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from dataclasses import dataclass

NO_NEW_PRIVILEGES = 38
SET_MODE_FILTER = 1
ALL_THREADS = 1
ALLOW = 0x7FFF0000
REFUSE = 0x00050000

# Classic BPF: load a word of the call's description, compare, return.
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
"""Where they stand in the description of a call; of an argument the lower half, on a little-endian machine."""
OTHER_ABI = 0x40000000
"""Numbers from here on are x86-64's second way to call."""

AF_UNIX, AF_NETLINK = 1, 16
IO_URING_SETUP = 425
"""It could open sockets past any filter; what asks for it falls back when it is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the numbers of system calls are on a kind of processor."""

    architecture: int
    seccomp: int
    socket: int


MACHINES = {
    "x86_64": Machine(architecture=0xC000003E, seccomp=317, socket=41),
    "aarch64": Machine(architecture=0xC00000B7, seccomp=277, socket=198),
}


def is_known() -> bool:
    """Whether this system can filter calls, and we know its numbers."""
    if sys.platform != "linux" or platform.machine() not in MACHINES:
        return False
    ask_for_action = 2
    refusal = struct.pack("I", REFUSE)
    machine = MACHINES[platform.machine()]
    return bool(ctypes.CDLL(None, use_errno=True).syscall(machine.seccomp, ask_for_action, 0, refusal) == 0)


def refuse_network() -> None:
    """Refuse every socket but those within this machine and to its kernel; PermissionError for who tries.

    Raises OSError when the system does not take the filter.
    """
    machine = MACHINES[platform.machine()]
    program = assemble(machine)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the system does not let a process give up privileges")
    code = ctypes.create_string_buffer(program, len(program))
    filter_ = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    if libc.syscall(machine.seccomp, SET_MODE_FILTER, ALL_THREADS, filter_) != 0:
        raise OSError(ctypes.get_errno(), "the system does not take a filter on its calls")


def assemble(machine: Machine) -> bytes:
    """Give the filter as machine code for the kernel, 8 bytes an instruction."""
    refuse, missing = REFUSE | errno.EACCES, REFUSE | errno.ENOSYS
    code = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, machine.architecture),
        (RETURN, 0, 0, missing),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 1, 0, OTHER_ABI),
        (EQUAL, 0, 1, IO_URING_SETUP),
        (RETURN, 0, 0, missing),
        (EQUAL, 1, 0, machine.socket),
        (RETURN, 0, 0, ALLOW),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (EQUAL, 2, 0, AF_UNIX),
        (EQUAL, 1, 0, AF_NETLINK),
        (RETURN, 0, 0, refuse),
        (RETURN, 0, 0, ALLOW),
    ]
    return b"".join(struct.pack("HBBI", *instruction) for instruction in code)
