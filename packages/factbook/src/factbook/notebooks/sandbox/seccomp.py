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
NEW_CALLS = (425, 428, 435, 437, 452, 463, 464, 465, 466, 467, 468, 469)
"""Calls that programs do without where a system lacks them, and which say what they do in ways that no filter can read:
io_uring, open_tree, clone3, openat2, fchmodat2, ``setxattrat`` to ``removexattrat``, open_tree_attr, ``file_getattr``
and ``file_setattr``; the numbers of new calls are the same on every processor."""
CHANGE_FLAGS = (0x40086602, 0x401C5820)
"""Requests of ``ioctl`` that change flags of a file, such as that it may not be removed (``FS_IOC_SETFLAGS``...)."""
NEW_USER_NAMESPACE = 0x10000000
"""The flag of ``clone`` and ``unshare`` that gives a process every capability again, over what it makes."""
CAPABILITIES_3, DAC_OVERRIDE = 0x20080522, 1 << 1
"""The form of a set of capabilities, and the one that lets root use the files of others."""

Instruction = tuple[int, int, int, int]
"""Operation, how many instructions to skip if it holds and if it does not, operand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The numbers of system calls on a kind of processor."""

    architecture: int
    """What Linux calls it in the description of a call (``AUDIT_ARCH_...``)."""
    seccomp: int
    socket: int
    ioctl: int
    refused: tuple[int, ...]
    """Calls that reach into another process (``ptrace``, ``process_vm_readv``, ``process_vm_writev``), that read a file
    past its name, or by another one (``name_to_handle_at``, ``open_by_handle_at``, ``chroot``, ``pivot_root``,
    ``setns``), and that share data without a file: memory, semaphores and queues of System V, queues of POSIX, keys."""
    namespaces: tuple[int, int]
    """``clone`` and ``unshare``."""
    files: Mapping[str, int]
    """Calls that name a file or a socket, or change what is noted about a file, or limits and priority of a process."""


MACHINES = {
    "x86_64": Machine(
        architecture=0xC000003E,
        seccomp=317,
        socket=41,
        ioctl=16,
        refused=(
            101, 310, 311, 303, 304, 161, 155, 308, 29, 30, 31, 64, 65, 66, 68, 69, 70, 71, 220, 240, 241, 248, 249,
            250,
        ),
        namespaces=(56, 272),
        files={
            "open": 2, "stat": 4, "lstat": 6, "access": 21, "connect": 42, "execve": 59, "chdir": 80, "creat": 85,
            "readlink": 89, "openat": 257, "newfstatat": 262, "readlinkat": 267, "faccessat": 269, "execveat": 322,
            "statx": 332, "faccessat2": 439,
            "getxattr": 191, "lgetxattr": 192, "fgetxattr": 193, "listxattr": 194, "llistxattr": 195, "flistxattr": 196,
            "rename": 82, "link": 86, "renameat": 264, "linkat": 265, "renameat2": 316,
            "chmod": 90, "fchmod": 91, "chown": 92, "fchown": 93, "lchown": 94, "fchownat": 260, "fchmodat": 268,
            "utime": 132, "utimes": 235, "futimesat": 261, "utimensat": 280,
            "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190,
            "removexattr": 197, "lremovexattr": 198, "fremovexattr": 199,
            "setpriority": 141, "sched_setparam": 142, "sched_setscheduler": 144, "sched_setaffinity": 203,
            "ioprio_set": 251, "migrate_pages": 256, "prlimit64": 302, "sched_setattr": 314,
        },
    ),
    "aarch64": Machine(
        architecture=0xC00000B7,
        seccomp=277,
        socket=198,
        ioctl=29,
        refused=(117, 270, 271, 264, 265, 51, 41, 268, 180, 181, *range(186, 197), 217, 218, 219),
        namespaces=(220, 97),
        files={
            "faccessat": 48, "chdir": 49, "openat": 56, "readlinkat": 78, "newfstatat": 79, "connect": 203,
            "execve": 221, "execveat": 281, "statx": 291, "faccessat2": 439,
            "getxattr": 8, "lgetxattr": 9, "fgetxattr": 10, "listxattr": 11, "llistxattr": 12, "flistxattr": 13,
            "linkat": 37, "renameat": 38, "renameat2": 276,
            "fchmod": 52, "fchmodat": 53, "fchownat": 54, "fchown": 55, "utimensat": 88,
            "setxattr": 5, "lsetxattr": 6, "fsetxattr": 7,
            "removexattr": 14, "lremovexattr": 15, "fremovexattr": 16,
            "ioprio_set": 30, "sched_setparam": 118, "sched_setscheduler": 119, "sched_setaffinity": 122,
            "setpriority": 140, "migrate_pages": 238, "prlimit64": 261, "sched_setattr": 274,
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


def refuse_calls() -> None:
    """Refuse every socket but those within this machine and to its kernel, and what `sandbox_filter` refuses besides.

    Who tries gets PermissionError. Raises OSError when the system does not take the filter.
    """
    machine = MACHINES[platform.machine()]
    install(machine, sandbox_filter(machine))


def give_up_privileges() -> None:
    """Let this thread and all that it starts hold none of root's rights, nor gain any from a file (set-user-ID).

    Linux takes filters and Landlock rules from an ordinary user on this condition only. Raises OSError.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    header, held = (ctypes.c_uint32 * 2)(CAPABILITIES_3, 0), (ctypes.c_uint32 * 6)()
    failed = libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.capget(header, held)
    # One stays, of those that it has (effective, permitted): the report that root builds may be another user's.
    kept = (ctypes.c_uint32 * 6)(held[0] & DAC_OVERRIDE, held[1] & DAC_OVERRIDE)
    if failed or libc.capset(header, kept):
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


def sandbox_filter(machine: Machine) -> bytes:
    """Return the filter of `refuse_calls`.

    The first argument of `socket` is the family of addresses, the second of `ioctl` what is asked of a device.
    """
    allow, refuse = ((RETURN, 0, 0, answer) for answer in (ALLOW, REFUSE | errno.EACCES))
    rules: list[Instruction] = []
    for number in machine.refused:
        rules += [(EQUAL, 0, 1, number), refuse]
    for number in machine.namespaces:
        rules += [(EQUAL, 0, 4, number), (LOAD, 0, 0, FIRST_ARGUMENT), (ANY_BIT, 0, 1, NEW_USER_NAMESPACE)]
        rules += [refuse, allow]
    for number, at, values, otherwise in (
        (machine.ioctl, FIRST_ARGUMENT + 8, CHANGE_FLAGS, False),
        (machine.socket, FIRST_ARGUMENT, (AF_UNIX, AF_NETLINK), True),
    ):
        listed, others = (allow, refuse) if otherwise else (refuse, allow)
        rules += [(EQUAL, 0, 5, number), (LOAD, 0, 0, at)]
        rules += [(EQUAL, 2, 0, values[0]), (EQUAL, 1, 0, values[1]), others, listed]
    return assemble(machine, [*rules, allow])


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
        *(one for number in NEW_CALLS for one in ((EQUAL, 0, 1, number), (RETURN, 0, 0, MISSING))),
        *rules,
    ]
    return b"".join(struct.pack("HBBI", *instruction) for instruction in code)
