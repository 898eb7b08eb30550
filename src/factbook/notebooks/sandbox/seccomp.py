"""Filters on system calls: the table of machines, the assembler, and the filter that keeps a run off the network."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass

NO_NEW_PRIVILEGES = 38
SET_MODE_FILTER = 1
GET_ACTION_AVAILABLE = 2
ALL_THREADS = 1
ALLOW = 0x7FFF0000
NOTIFY = 0x7FC00000
REFUSE = 0x00050000
MISSING = REFUSE | errno.ENOSYS

# Classic BPF: load a word of the call's description, compare, return.
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
"""Where they stand in the description of a call; of an argument the lower half, on a little-endian machine."""
OTHER_ABI = 0x40000000
"""Numbers from here on are x86-64's second way to call (x32); no other machine has such numbers."""

AF_UNIX, AF_NETLINK = 1, 16
IO_URING_SETUP = 425

Instruction = tuple[int, int, int, int]
"""Operation, how many instructions to skip if it holds and if it does not, operand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The numbers of system calls on a kind of processor."""

    architecture: int
    """What Linux calls it in the description of a call (``AUDIT_ARCH_...``)."""
    seccomp: int
    socket: int
    files: Mapping[str, int]
    """Calls that name a file or a socket in their arguments."""


MACHINES = {
    "x86_64": Machine(
        architecture=0xC000003E,
        seccomp=317,
        socket=41,
        files={
            "open": 2, "stat": 4, "lstat": 6, "access": 21, "connect": 42, "execve": 59, "readlink": 89, "openat": 257,
            "newfstatat": 262, "readlinkat": 267, "faccessat": 269, "execveat": 322, "statx": 332, "openat2": 437,
            "faccessat2": 439,
        },
    ),
    "aarch64": Machine(
        architecture=0xC00000B7,
        seccomp=277,
        socket=198,
        files={
            "faccessat": 48, "openat": 56, "readlinkat": 78, "newfstatat": 79, "connect": 203, "execve": 221,
            "execveat": 281, "statx": 291, "openat2": 437, "faccessat2": 439,
        },
    ),
}  # fmt: skip


def find_machine() -> Machine | None:
    """Return the numbers of this machine's calls; ``None`` where they are not known, or where this is not Linux."""
    return MACHINES.get(platform.machine()) if sys.platform == "linux" else None


def is_known() -> bool:
    """Return whether this system can filter calls, and we know its numbers."""
    machine = find_machine()
    if machine is None:
        return False
    # A kernel may be built without filters, and a container may forbid them: so ask, and do not look at versions.
    refusal = struct.pack("I", REFUSE)
    return bool(ctypes.CDLL(None).syscall(machine.seccomp, GET_ACTION_AVAILABLE, 0, refusal) == 0)


def refuse_network() -> None:
    """Refuse every socket but those within this machine and to its kernel; PermissionError for who tries.

    Raises OSError when the system does not take the filter.
    """
    machine = MACHINES[platform.machine()]
    give_up_privileges()
    install(machine, network_filter(machine))


def give_up_privileges() -> None:
    """Let this process and all that it starts gain no rights from a file (set-user-ID). Raises OSError.

    Linux takes filters and Landlock rules from an ordinary user on this condition only.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the system does not let a process give up privileges")


def install(machine: Machine, code: bytes, flags: int = ALL_THREADS) -> int:
    """Filter the calls of every thread from now on; return 0, or the descriptor of a listener if `flags` ask for one.

    Raises OSError when the system does not take the filter.
    """
    memory = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(memory))
    # the C library has no function of this name
    result = int(ctypes.CDLL(None, use_errno=True).syscall(machine.seccomp, SET_MODE_FILTER, flags, program))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def network_filter(machine: Machine) -> bytes:
    """Return the filter of `refuse_network`: the first argument of `socket` is the family of addresses."""
    rules = [
        (EQUAL, 1, 0, machine.socket),
        (RETURN, 0, 0, ALLOW),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (EQUAL, 2, 0, AF_UNIX),
        (EQUAL, 1, 0, AF_NETLINK),
        (RETURN, 0, 0, REFUSE | errno.EACCES),
        (RETURN, 0, 0, ALLOW),
    ]
    return assemble(machine, rules)


def assemble(machine: Machine, rules: list[Instruction]) -> bytes:
    """Return a filter as machine code for the kernel, 8 bytes an instruction.

    The `rules` begin with the number of a call of this machine. Calls that could bypass them fail before,
    as calls that the system does not have (ENOSYS): programs then fall back to another one.
    """
    code = [
        # A 64-bit process can make 32-bit calls, whose numbers mean something else: 41 is `socket` here and `dup`
        # there.
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, machine.architecture),
        (RETURN, 0, 0, MISSING),
        (LOAD, 0, 0, NUMBER),
        # The second way to call of x86-64 has the same architecture, and every number a second time.
        (AT_LEAST, 1, 0, OTHER_ABI),
        # What is asked for through io_uring (to open a file or a socket) is done by the kernel, past any filter.
        (EQUAL, 0, 1, IO_URING_SETUP),
        (RETURN, 0, 0, MISSING),
        *rules,
    ]
    return b"".join(struct.pack("HBBI", *instruction) for instruction in code)
