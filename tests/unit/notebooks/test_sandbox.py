"""A notebook has no network, and writes nowhere but to its scratch folder; reading is free."""

from __future__ import annotations

import errno
import json
import os
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from factbook.notebooks import Kernels, Run, reuse_runs
from factbook.notebooks.sandbox import find_gaps, seccomp
from factbook.notebooks.sandbox.audit_hook import NO_NETWORK, NO_WRITING, make_hook
from factbook.notebooks.tracing.client import TracerClient
from factbook.notebooks.tracing.in_kernel import trace_filter
from running import printed, run_cells, write_notebook

# ruff: noqa: E501 - a way to change a file is a line

pytestmark = pytest.mark.slow

CONNECT = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
CELLS = {
    "host": ("import urllib.request\n\nurllib.request.urlopen('https://example.org/data.csv')",),
    "address": ("import socket\nsocket.socket().connect(('192.0.2.1', 80))",),
    "six": ("import socket\nsocket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",),
    "program": (
        # Python 3.13 colours the traces of programs, since ipykernel sets FORCE_COLOR.
        "import os\nos.environ['PYTHON_COLORS'] = '0'",
        f"import subprocess, sys\nprint(subprocess.run([sys.executable, '-c', {CONNECT!r}], "
        "capture_output=True, text=True).stderr.splitlines()[-1])",
    ),
    "local": (
        "import socket\nours, theirs = socket.socketpair()\nours.send(b'near')\nprint(theirs.recv(9))",
        "import tempfile\nname = tempfile.mkdtemp() + '/s'\nserver, client = (socket.socket(1) for at in 'ab')",
        "server.bind(name)\nserver.listen()\nclient.connect(name)\nprint(bool(client.getpeername()))",
    ),
    "beside": ("from pathlib import Path\nPath('left.txt').write_text('x')",),
    "over": ("open('../data/table.csv', 'a')",),
    "removes": ("import os\nos.remove('../data/table.csv')",),
    "renames": ("import os, tempfile\nos.rename('../data/table.csv', tempfile.mkdtemp() + '/t')",),
    "shell": ("import subprocess\nprint(subprocess.run('echo x > ../data/table.csv', shell=True).returncode)",),
    "scratch": (
        "import tempfile, os\nfrom pathlib import Path\nfolder = Path(tempfile.mkdtemp())",
        "(folder / 'a').write_text('x')\n(folder / 'b').mkdir()\nos.rename(folder / 'a', folder / 'b' / 'c')",
        "import subprocess\nsubprocess.run('echo y >> \"$TMPDIR/d\"', shell=True, check=True)",
        "print((folder / 'b' / 'c').read_text(), Path(os.environ['TMPDIR'], 'd').read_text().strip())",
        "print(str(Path.home()).startswith(os.environ['FACTBOOK_SCRATCH']), open(os.devnull, 'w').write('z'))",
    ),
    "reads": ("print(open('../data/table.csv').read(), open('/etc/passwd').read(4) != '')",),
    "shares": ("import multiprocessing as m\nlock = m.get_context('fork').Lock()\nwith lock:\n    print('locked')",),
    "database": (
        "import sqlite3\nprint(sqlite3.connect('../data/base.sqlite').execute('select a from t').fetchall())",
    ),
    "module": ("import sys; sys.path.insert(0, '../src')\nimport helper\nprint(helper.NAME)",),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import sqlite3

    root = tmp_path_factory.mktemp("report")
    (root / "data").mkdir()
    (root / "src").mkdir()
    (root / "src" / "helper.py").write_text("NAME = 'helper'\n")
    (root / "data" / "table.csv").write_text("a,b")
    with sqlite3.connect(root / "data" / "base.sqlite") as base:
        base.execute("create table t (a)")
        base.execute("insert into t values (7)")
    base.close()
    return root


@pytest.fixture(scope="module", params=[True, False], ids=["warm", "ordinary"])
def runs(request: pytest.FixtureRequest, root: Path) -> dict[str, Run]:
    if request.param:
        return request.getfixturevalue("warm")
    cells = {name: CELLS[name] for name in ("address", "program", "shell", "scratch", "beside")}
    with Kernels(warm=False) as kernels:
        return run_cells(root, cells, kernels=kernels)


@pytest.fixture(scope="module")
def warm(root: Path) -> dict[str, Run]:
    return run_cells(root, CELLS)


@pytest.mark.parametrize(
    ("name", "place", "what"),
    [
        pytest.param(
            "host", "cell 1, line 3", "URLError: <urlopen error [Errno 13] {network}: 'example.org'>", id="host"
        ),
        pytest.param("six", "cell 1, line 2", "PermissionError: [Errno 13] {network}: 'IPv6 socket'", id="version 6"),
        pytest.param("address", "cell 1, line 2", "PermissionError: [Errno 13] {network}: 'IPv4 socket'", id="address"),
    ],
)
def test_the_network_is_refused_by_name(warm, name, place, what):
    (complaint,) = warm[name].complaints
    reported = what.format(network=NO_NETWORK)
    assert str(complaint) == f"notebooks/{name}.ipynb: {place}: {reported} (put what it fetches into data/)"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("beside", "left.txt"),
        ("over", "../data/table.csv"),
        ("removes", "../data/table.csv"),
        ("renames", "../data/table.csv"),
    ],
)
def test_writing_elsewhere_is_refused_by_name(warm, root, name, path):
    (complaint,) = warm[name].complaints
    assert complaint.what == f"PermissionError: [Errno 13] {NO_WRITING}: '{path}'"
    assert complaint.remedy == "write to the folder that tempfile gives, or record it"
    assert (root / "data" / "table.csv").read_text() == "a,b"
    assert not (root / "notebooks" / "left.txt").exists()


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("local", "b'near'\nTrue\n"),
        ("scratch", "x y\nTrue 1\n"),
        ("reads", "a,b True\n"),
        ("shares", "locked\n"),
        ("database", "[(7,)]\n"),
        ("module", "helper\n"),
    ],
)
def test_what_does_no_harm_is_let_be(warm, name, reported):
    assert warm[name].complaints == ()
    assert printed(warm[name]) == reported


def test_nothing_is_written_beside_a_module(warm, root):
    assert [path.name for path in (root / "src").iterdir()] == ["helper.py"]


def test_programs_are_refused_by_the_system_in_every_kernel(runs, root):
    assert find_gaps() == [], "the system of these tests has what is tested here"
    assert "PermissionError: [Errno 13]" in printed(runs["program"])
    assert printed(runs["shell"]).strip() != "0"
    assert printed(runs["scratch"]) == "x y\nTrue 1\n"
    assert "PermissionError" in runs["address"].complaints[0].what
    assert "PermissionError" in runs["beside"].complaints[0].what
    assert (root / "data" / "table.csv").read_text() == "a,b"


CHANGES = {
    "chmod": "os.chmod(path, 0o600)",
    "chmod of an open file": "os.chmod(os.open(path, os.O_RDONLY), 0o600)",
    "chmod in an open folder": "os.chmod('table.csv', 0o600, dir_fd=os.open('../data', os.O_RDONLY))",
    "chmod through a link": "os.symlink(os.path.abspath(path), own + '/l')\nlibc.chmod((own + '/l').encode(), 0o600) == 0 or fail()",
    "chmod through /proc": "os.chmod('/proc/self/fd/%d' % os.open(path, os.O_PATH), 0o600)",
    "chmod of C": "libc.chmod(path.encode(), 0o600) == 0 or fail()",
    "chmod by a program": "subprocess.run(['chmod', '600', path], check=True)",
    "chown": "os.chown(path, 1, 1)",
    "chown of C": "libc.chown(path.encode(), 1, 1) == 0 or fail()",
    "lchown": "libc.lchown(path.encode(), 1, 1) == 0 or fail()",
    "chown of an open file": "os.chown(os.open(path, os.O_RDONLY), 1, 1)",
    "times": "os.utime(path, (1, 1))",
    "times of an open file": "os.utime(os.open(path, os.O_RDONLY), (1, 1))",
    "times by a program": "subprocess.run(['touch', '-d', '2001-01-01', path], check=True)",
    "a note": "os.setxattr(path, 'user.note', b'1')",
    "a note of an open file": "os.setxattr(os.open(path, os.O_RDONLY), 'user.note', b'1')",
    "a note that goes": "os.removexattr(path, 'user.there')",
    "a flag": "import fcntl\nfcntl.ioctl(os.open(path, os.O_RDONLY), 0x40086602, b'\\x40\\0\\0\\0\\0\\0\\0\\0')",
}
"""Ways to change what is noted about a file."""
TRY = """
import ctypes, json, os, subprocess, tempfile
libc = ctypes.CDLL(None)
path, own = '../data/table.csv', tempfile.mkdtemp()
def fail():
    raise PermissionError(13, 'refused')
said = {{}}
for name, change in {changes!r}.items():
    try:
        exec(change)
        said[name] = 'carried out'
    except Exception as error:
        said[name] = type(error).__name__
print(json.dumps(said))
"""
"""Tries each of them, and prints the exception that it met."""
OWN = """
import os, shutil, subprocess, tempfile
own = tempfile.mkdtemp()
open(own + '/a', 'w').close()
os.chmod(own + '/a', 0o600)
os.utime(own + '/a', (1, 1))
os.chown(own + '/a', os.getuid(), os.getgid())
os.chmod(os.open(own + '/a', os.O_RDONLY), 0o640)
shutil.copy2('../data/table.csv', own)
shutil.copytree('../data', own + '/tree')
shutil.rmtree(own + '/tree')
subprocess.run(['touch', own + '/b'], check=True)
subprocess.run(['chmod', '700', own + '/b'], check=True)
print('done')
"""


@pytest.fixture(scope="module")
def noted(tmp_path_factory) -> tuple[Path, dict[str, Run]]:
    root = tmp_path_factory.mktemp("noted")
    (root / "data").mkdir()
    table = root / "data" / "table.csv"
    table.write_text("a\n")
    os.setxattr(table, "user.there", b"1")
    os.utime(table, (1_000_000_000, 1_000_000_000))
    paths = [write_notebook(root, "elsewhere", TRY.format(changes=CHANGES)), write_notebook(root, "own", OWN)]
    return root, dict(zip(("elsewhere", "own"), reuse_runs(root, paths, as_of=["2026-01-01"]), strict=True))


def test_what_is_noted_about_a_file_elsewhere_cannot_be_changed(noted):
    root, runs = noted
    assert runs["elsewhere"].complaints == ()
    assert json.loads(printed(runs["elsewhere"])) == {
        name: "CalledProcessError" if " by a program" in name else "PermissionError" for name in CHANGES
    }
    found = (root / "data" / "table.csv").stat()
    assert (found.st_mtime, found.st_uid, found.st_mode & 0o777) == (1_000_000_000, os.getuid(), 0o644)
    assert os.listxattr(root / "data" / "table.csv") == ["user.there"]


def test_what_is_noted_about_its_own_files_is_a_run_s_to_change(noted):
    _, runs = noted
    assert (runs["own"].complaints, printed(runs["own"])) == ((), "done\n")


OTHERS = {
    "environment": "[open(f'/proc/{pid}/environ').read() for pid in (server, other)]",
    "arguments": "open(f'/proc/{other}/cmdline').read()",
    "arguments in an open folder": "os.open(f'{other}/cmdline', os.O_RDONLY, dir_fd=os.open('/proc', os.O_RDONLY))",
    "state": "os.stat(f'/proc/{server}/status')",
    "program": "os.readlink(f'/proc/{other}/exe')",
    "no process": "open('/proc/99999999999999999999/stat')",
    "memory": "call(libc.process_vm_readv(server, b'', 0, b'', 0, 0))",
    "priority": "os.setpriority(os.PRIO_PROCESS, server, 5)",
    "priority of a group": "os.setpriority(os.PRIO_PGRP, os.getpgid(other), 5)",
    "priority of all": "os.setpriority(os.PRIO_USER, 424242, 5)",
    "priority of all, hidden": "call(libc.syscall(numbers['setpriority'], ctypes.c_long(1 << 32 | 2), 424242, 5))",
    "priority of input": "call(libc.syscall(numbers['ioprio_set'], 1, server, 3 << 13))",
    "priority of all input": "call(libc.syscall(numbers['ioprio_set'], 3, 424242, 3 << 13))",
    "processors": "os.sched_setaffinity(server, {0})",
    "scheduler": "os.sched_setscheduler(server, os.SCHED_BATCH, os.sched_param(0))",
    "limits": "resource.prlimit(server, resource.RLIMIT_NOFILE, (100, 100))",
    "name of the machine": "socket.sethostname(socket.gethostname())",
    "clock": "time.clock_settime(time.CLOCK_REALTIME, time.time())",
    "device": "os.mknod(own + '/n', 0o20600, os.makedev(1, 3))",
    "shared memory": "call(libc.shmget(4711, 4096, 0))",
    "semaphores": "call(libc.semget(4711, 1, 0))",
    "messages": "call(libc.msgget(4711, 0))",
    "messages by name": "call(libc.mq_open(b'/q', os.O_RDWR))",
    "keys": "call(libc.syscall(numbers['keyctl'], 0, -3, 0))",
    "all rights again": "call(libc.unshare(0x10000000))",
    "all rights by a program": "subprocess.run(['unshare', '-U', 'true'], capture_output=True, check=True)",
    "a file unseen": "call(libc.syscall(428, -100, b'../data/table.csv', 0))",
}
"""What a notebook could learn of others on its machine, or change for them, or do to it: where it is not refused, it
fails otherwise (there is no such user, no such key) or changes nothing but what this test started."""
ITSELF = """
os.nice(1)  # a notebook may only lower its own
os.setpriority(os.PRIO_PROCESS, os.getpid(), 18)
os.setpriority(os.PRIO_PGRP, 0, 19)
os.sched_setaffinity(os.getpid(), os.sched_getaffinity(0))
resource.setrlimit(resource.RLIMIT_NOFILE, resource.getrlimit(resource.RLIMIT_NOFILE))
child = subprocess.Popen(['sleep', '60'])
os.setpriority(os.PRIO_PROCESS, child.pid, 19)
listed = open(f'/proc/{child.pid}/cmdline').read().split(chr(0))[0]
child.kill()
child.wait()
threading.Thread(target=lambda: os.sched_setaffinity(threading.get_native_id(), os.sched_getaffinity(0))).start()
subprocess.run(['cat', '/proc/self/status', '/proc/meminfo'], check=True, start_new_session=True, capture_output=True)
print(listed, open('../data/table.csv').read(), subprocess.run('../data/program').returncode)
"""


@pytest.fixture(scope="module")
def beside(tmp_path_factory) -> list[str]:
    """Return what a notebook prints that tries all of it, in a report that only another user may read."""
    root = tmp_path_factory.mktemp("beside")
    (root / "data").mkdir()
    (root / "data" / "table.csv").write_text("a,b")
    (root / "data" / "program").write_text("#!/bin/sh\nexit 3\n")
    numbers = {**seccomp.find_machine().files, "keyctl": seccomp.find_machine().refused[-1]}
    with subprocess.Popen(["sleep", "600"], env={"TOKEN": "hush"}, start_new_session=True) as other:
        first = "import resource, socket, threading, time\n" + TRY.format(changes=OTHERS).replace(
            "said =",
            f"other, server, numbers = {other.pid}, os.getppid(), {numbers}\n"
            "libc = ctypes.CDLL(None, use_errno=True)\n"
            "def call(result):\n    if result < 0:\n        raise OSError(ctypes.get_errno(), 'refused')\nsaid =",
        )
        path = write_notebook(root, "beside", first, ITSELF)
        for place in (root, *root.rglob("*")):
            place.chmod(0o700)
            if os.getuid() == 0:
                os.chown(place, 1000, 1000)
        (run,) = reuse_runs(root, [path], as_of=["2026-01-01"])
        other.kill()
    assert run.complaints == ()
    return printed(run).splitlines()


def test_a_notebook_learns_nothing_of_other_processes_and_changes_nothing_for_them(beside):
    expected = dict.fromkeys(OTHERS, "PermissionError") | dict.fromkeys([*OTHERS][:6], "FileNotFoundError")
    # these two as if the machine had no such call, and by how the program ends
    expected |= {"a file unseen": "OSError", "all rights by a program": "CalledProcessError"}
    assert json.loads(beside[0]) == expected


def test_a_notebook_has_its_own_processes_and_a_report_of_another_user_s(beside):
    assert beside[1:] == ["sleep a,b 3"]


def test_no_process_of_a_build_shows_what_is_in_its_environment():
    program = (
        "import os, subprocess, sys; from pathlib import Path; from factbook.cli import start\n"
        "try: start._run_command()\n"
        "except SystemExit: pass\n"
        "show = 'echo $TOKEN'\n"
        "print(subprocess.check_output(show, shell=True, text=True), Path('/proc/self/environ').read_bytes().strip(b'\\0'))\n"
        "import ctypes; print(os.environ['TOKEN'], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    command = [sys.executable, "-c", program, "--version"]
    environment = {**os.environ, "TOKEN": "hush"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n", 1)[1] == "hush\n b''\nhush 0\n"


def test_the_tracer_is_started_without_what_is_in_the_environment(monkeypatch):
    monkeypatch.setenv("TOKEN", "hush")
    with TracerClient() as tracer:
        tracer.prepare()
        assert b"TOKEN" not in Path(f"/proc/{tracer._process.pid}/environ").read_bytes()


# The filter, tried as a machine would.


def decide(
    program: bytes, *, architecture: int, number: int, argument: int = 0, second: int = 0, flags: int = 0
) -> int:
    """Carry out a filter for one call; `flags` is its third and its fourth argument."""
    words = {seccomp.ARCHITECTURE: architecture, seccomp.NUMBER: number, seccomp.FIRST_ARGUMENT: argument}
    words |= {24: second, 32: flags, 40: flags}
    code = list(struct.iter_unpack("HBBI", program))
    at = held = 0
    while True:
        operation, then, otherwise, operand = code[at]
        at += 1
        if operation == seccomp.RETURN:
            return operand
        if operation == seccomp.LOAD:
            held = words[operand]
        else:
            tests = {seccomp.EQUAL: held == operand, seccomp.AT_LEAST: held >= operand, seccomp.ANY_BIT: held & operand}
            holds = tests[operation]
            at += then if holds else otherwise


@pytest.mark.parametrize("name", seccomp.MACHINES)
@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        pytest.param({}, seccomp.ALLOW, id="a unix socket"),
        pytest.param({"argument": socket.AF_NETLINK}, seccomp.ALLOW, id="a socket to the kernel"),
        pytest.param({"argument": socket.AF_INET}, seccomp.REFUSE | errno.EACCES, id="an internet socket"),
        pytest.param(
            {"argument": socket.AF_INET6}, seccomp.REFUSE | errno.EACCES, id="an internet socket of version 6"
        ),
        pytest.param({"argument": 40}, seccomp.REFUSE | errno.EACCES, id="a socket to another machine"),
        pytest.param({"number": 0, "argument": 2}, seccomp.ALLOW, id="another call"),
        pytest.param({"number": 425}, seccomp.REFUSE | errno.ENOSYS, id="a ring that opens sockets"),
        pytest.param({"number": 437}, seccomp.REFUSE | errno.ENOSYS, id="an open that no filter can read"),
        pytest.param({"number": 428}, seccomp.REFUSE | errno.ENOSYS, id="a file opened past tracing"),
        pytest.param({"number": 435}, seccomp.REFUSE | errno.ENOSYS, id="a process with flags that no filter can read"),
        pytest.param({"number": 0x40000029}, seccomp.REFUSE | errno.ENOSYS, id="by the second way to call"),
        pytest.param({"architecture": 0x40000003}, seccomp.REFUSE | errno.ENOSYS, id="by the 32-bit way to call"),
    ],
)
def test_the_filter_decides(name, change, outcome):
    machine = seccomp.MACHINES[name]
    call = {"architecture": machine.architecture, "number": machine.socket, "argument": socket.AF_UNIX, **change}
    assert decide(seccomp.sandbox_filter(machine), **call) == outcome


@pytest.mark.parametrize("name", seccomp.MACHINES)
def test_the_filter_refuses_what_would_read_past_the_name_of_a_file_or_make_it_immutable(name):
    machine = seccomp.MACHINES[name]
    program, here = seccomp.sandbox_filter(machine), {"architecture": machine.architecture}
    refused = seccomp.REFUSE | errno.EACCES
    assert [decide(program, number=number, **here) for number in machine.refused] == [refused] * len(machine.refused)
    asked = [*seccomp.CHANGE_FLAGS, 0x5413]
    outcomes = [decide(program, number=machine.ioctl, second=request, **here) for request in asked]
    assert outcomes == [refused, refused, seccomp.ALLOW]
    flags = [0x10000000, 0x50000011, 0x01200011]
    for number in machine.namespaces:
        outcomes = [decide(program, number=number, argument=flag, **here) for flag in flags]
        assert outcomes == [refused, refused, seccomp.ALLOW]


EMPTY_PATH = 0x1000
"""The flag of a call that is about an open file, and names none."""


@pytest.mark.parametrize("name", seccomp.MACHINES)
def test_the_filter_of_tracing_stops_the_calls_that_name_a_file(name):
    machine = seccomp.MACHINES[name]
    program, here = trace_filter(machine), {"architecture": machine.architecture}
    for call, number in machine.files.items():
        assert decide(program, number=number, **here) == seccomp.NOTIFY, call
        about_open = seccomp.ALLOW if call in {"newfstatat", "statx"} else seccomp.NOTIFY
        assert decide(program, number=number, flags=EMPTY_PATH, argument=3, **here) == about_open, call
        assert decide(program, number=number, flags=EMPTY_PATH, argument=0xFFFFFF9C, **here) == seccomp.NOTIFY, call
    assert decide(program, number=machine.socket, second=socket.SOCK_STREAM, **here) == seccomp.ALLOW
    assert decide(program, number=machine.socket, second=socket.SOCK_DGRAM, **here) == seccomp.NOTIFY
    for number in seccomp.NEW_CALLS:
        assert decide(program, number=number, **here) == seccomp.MISSING
    assert decide(program, number=seccomp.OTHER_ABI + 2, **here) == seccomp.MISSING
    assert decide(program, number=2, architecture=0x40000003) == seccomp.MISSING


# The hook, which is all there is where the system has neither filter nor Landlock.


@pytest.mark.parametrize(
    ("event", "arguments", "named"),
    [
        pytest.param("open", ("{elsewhere}/x", "w", 1), "{elsewhere}/x", id="open"),
        pytest.param("open", (b"/x", None, 1 | 64), "/x", id="open by bytes"),
        pytest.param("os.rename", ("{scratch}/a", "/b", -1, -1), "/b", id="rename out"),
        pytest.param("os.symlink", ("/a", "/b", -1), "/b", id="link"),
        pytest.param("os.mkdir", ("{scratch}/../x", 511, -1), "{scratch}/../x", id="up and out"),
        pytest.param("open", ("{scratch}/out/x", "w", 1), "{scratch}/out/x", id="through a link"),
        pytest.param("socket.getaddrinfo", ("example.org", 80, 0, 0, 0), "example.org", id="host"),
    ],
)
def test_the_hook_refuses(tmp_path, event, arguments, named):
    scratch, elsewhere = tmp_path / "s", tmp_path / "e"
    scratch.mkdir()
    elsewhere.mkdir()
    (scratch / "out").symlink_to(elsewhere)
    places = {"scratch": scratch, "elsewhere": elsewhere}
    given = tuple(one.format(**places) if isinstance(one, str) else one for one in arguments)
    with pytest.raises(PermissionError) as refused:
        make_hook((str(scratch),))(event, given)
    assert refused.value.filename == named.format(**places)


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        pytest.param("open", ("{scratch}/x", "w", 65), id="scratch"),
        pytest.param("open", ("/etc/passwd", "r", 0), id="reading"),
        pytest.param("open", (1, "w", 1), id="a descriptor"),
        pytest.param("import", ("x", None, None, None, None), id="anything else"),
    ],
)
def test_the_hook_lets_be(tmp_path, event, arguments):
    given = tuple(one.format(scratch=tmp_path) if isinstance(one, str) else one for one in arguments)
    make_hook((str(tmp_path),))(event, given)


def test_without_the_system_the_hook_still_refuses(tmp_path):
    program = (
        "import sys; from pathlib import Path; from factbook.notebooks.sandbox import audit_hook;"
        "audit_hook.install(Path(sys.argv[1]), []); open(sys.argv[1] + '/in', 'w').close(); open('out', 'w')"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "s")]
    (tmp_path / "s").mkdir()
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == f"PermissionError: [Errno 13] {NO_WRITING}: 'out'"
    assert (tmp_path / "s" / "in").exists()
