"""Whatever a notebook reads and however it does, it runs again when that changed; what stays unseen is on a list."""

# ruff: noqa: E501 - a way to read is a line

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from factbook.notebooks import Kernels, Run, reuse_runs
from running import printed, write_notebook

pytestmark = pytest.mark.slow

DOCUMENTED = Path(__file__).parents[3] / "docs" / "runs.md"
LIBC = "import ctypes, os, struct\nlibc = ctypes.CDLL(None, use_errno=True)\n"
FOLDER = "import os\nfd = os.open('../extra', os.O_PATH)\n"

CONTENT: dict[str, str] = {
    "open": "print(open('../extra/f').read())",
    "open, unbuffered": "print(open('../extra/f', 'rb', buffering=0).read())",
    "open for update": "import os\nprint(os.read(os.open('/dev/fd/%d' % os.open('../extra/f', os.O_RDONLY), 0), 9))",
    "pathlib": "from pathlib import Path\nprint(Path('../extra/f').read_text())",
    "io.open_code": "import io\nfrom pathlib import Path\nprint(io.open_code(str(Path('../extra/f').resolve())).read())",
    "fileinput": "import fileinput\nprint(*fileinput.input('../extra/f'))",
    "linecache": "import linecache\nprint(linecache.getline('../extra/f', 1))",
    "codecs": "import codecs\nprint(codecs.open('../extra/f').read())",
    "runpy": "import runpy\nprint(runpy.run_path('../extra/m.py')['V'])",
    "a module by its path": (
        "from importlib.machinery import SourceFileLoader\nprint(SourceFileLoader('m', '../extra/m.py').load_module().V)"
    ),
    "a module on the path": "import sys; sys.path.insert(0, '../extra')\nimport m\nprint(m.V)",
    "exec": "exec(open('../extra/m.py').read())\nprint(V)",
    "numpy": "import numpy\nprint(numpy.loadtxt('../extra/f'))",
    "numpy.fromfile": "import numpy\nprint(numpy.fromfile('../extra/f', 'u1'))",
    "numpy.memmap": "import numpy\nprint(numpy.memmap('../extra/f', mode='r')[:])",
    "pandas": "import pandas\nprint(pandas.read_csv('../extra/f', header=None))",
    "a memory map": "import mmap\nf = open('../extra/f')\nprint(mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)[:])",
    "configparser": "import tomllib\nprint(tomllib.load(open('../extra/t.toml', 'rb')))",
    "sqlite": "import sqlite3\nprint(sqlite3.connect('file:../extra/b.sqlite?mode=ro', uri=True).execute('select * from t').fetchall())",
    "shelve in text": "import csv\nprint(list(csv.reader(open('../extra/f'))))",
    "zip": "import zipfile\nprint(zipfile.ZipFile('../extra/z.zip').read('f'))",
    "a copy": "import shutil, tempfile\nprint(open(shutil.copy('../extra/f', tempfile.mkdtemp())).read())",
    "a copy of a tree": "import shutil, tempfile\nd = tempfile.mkdtemp() + '/t'\nshutil.copytree('../extra', d)\nprint(open(d + '/f').read())",
    "a program": "import subprocess\nprint(subprocess.check_output(['cat', '../extra/f']))",
    "a shell": "import subprocess\nprint(subprocess.check_output('read x < ../extra/f; echo $x', shell=True))",
    "a line of a shell": "!cat ../extra/f",
    "os.system": "import os, tempfile\nd = tempfile.mkdtemp()\nos.system(f'cp ../extra/f {d}/g')\nprint(open(d + '/g').read())",
    "another Python": "import subprocess, sys\nprint(subprocess.check_output([sys.executable, '-c', \"print(open('../extra/f').read())\"]))",
    "a script": "import subprocess\nprint(subprocess.check_output(['../extra/script']))",
    "what a script is started by": "import subprocess\nprint(subprocess.check_output(['../extra/started']))",
    "os.posix_spawn": "import os, tempfile\nd = tempfile.mkdtemp()\nos.waitpid(os.posix_spawn('/bin/cp', ['cp', '../extra/f', d + '/g'], os.environ), 0)\nprint(open(d + '/g').read())",
    "a forked process": "import os, tempfile\nd = tempfile.mkdtemp()\nif not os.fork():\n    open(d + '/g', 'w').write(open('../extra/f').read())\n    os._exit(0)\nos.wait()\nprint(open(d + '/g').read())",
    "a process pool": "from concurrent.futures import ProcessPoolExecutor\nimport multiprocessing\nwith ProcessPoolExecutor(1, multiprocessing.get_context('fork')) as pool:\n    print(pool.submit(__import__('pathlib').Path('../extra/f').read_text).result())",
    "a thread": "from concurrent.futures import ThreadPoolExecutor\nfrom pathlib import Path\nwith ThreadPoolExecutor(1) as pool:\n    print(pool.submit(Path('../extra/f').read_text).result())",
    "asyncio": "import asyncio\nfrom pathlib import Path\nprint(await asyncio.to_thread(Path('../extra/f').read_text))",
    "relative to an open folder": FOLDER + "print(os.read(os.open('f', os.O_RDONLY, dir_fd=fd), 9))",
    "relative to another working folder": "import os\nos.chdir('../extra')\nprint(open('f').read())",
    "fchdir": FOLDER + "os.fchdir(fd)\nprint(open('f').read())",
    "O_PATH and /proc/self/fd": "import os\nfd = os.open('../extra/f', os.O_PATH)\nprint(open(f'/proc/self/fd/{fd}').read())",
    "O_PATH and /dev/fd": "import os\nfd = os.open('../extra/f', os.O_PATH)\nprint(open(f'/dev/fd/{fd}').read())",
    "a folder in /proc/self/fd": FOLDER + "print(open(f'/proc/self/fd/{fd}/f').read())",
    "/proc/self/cwd": "print(open('/proc/self/cwd/../extra/f').read())",
    "/proc/thread-self/cwd": "print(open('/proc/thread-self/cwd/../extra/f').read())",
    "/proc/self/root": "import os\nprint(open('/proc/self/root' + os.path.abspath('../extra/f')).read())",
    "/proc by number": "import os\nprint(open(f'/proc/{os.getpid()}/cwd/../extra/f').read())",
    "/proc of a child": "import os, subprocess\np = subprocess.Popen(['sleep', '60'], cwd='../extra')\nprint(open(f'/proc/{p.pid}/cwd/f').read())\np.kill()",
    "fopen": LIBC
    + "libc.fopen.restype = ctypes.c_void_p\nb = ctypes.create_string_buffer(9)\nlibc.fgets(b, 9, ctypes.c_void_p(libc.fopen(b'../extra/f', b'r')))\nprint(b.value)",
    "open of C": LIBC + "print(os.read(libc.open(b'../extra/f', 0), 9))",
    "the system call open": LIBC + "print(os.read(libc.syscall(2, b'../extra/f', 0), 9))",
    "openat2": LIBC + "print(os.read(libc.syscall(437, -100, b'../extra/f', struct.pack('QQQ', 0, 0, 0), 24), 9))",
    "open_by_handle_at": LIBC
    + "h = ctypes.create_string_buffer(struct.pack('Ii', 128, 0) + bytes(128))\nm = ctypes.c_int()\nassert libc.name_to_handle_at(-100, b'../extra/f', h, ctypes.byref(m), 0) == 0\nfd = libc.open_by_handle_at(os.open('..', os.O_RDONLY), h, 0)\nprint(os.read(fd, 9))",
    "chroot": "import os\nos.chroot('../extra')\nprint(open('/f').read())",
    "execveat": LIBC
    + "fd = os.open('../extra/program', os.O_RDONLY)\nr, w = os.pipe()\nif not os.fork():\n    os.dup2(w, 1)\n    libc.syscall(322, fd, b'', (ctypes.c_char_p * 3)(b'x', b'100'), (ctypes.c_char_p * 1)(), 0x1000)\n    os._exit(1)\nos.close(w)\nprint(os.wait()[1], os.read(r, 99))",
    "a link": "print(open('../extra/link').read())",
    "a link to a folder": "print(open('../extra/folder/f').read())",
    ".. through a link": "print(open('../extra/folder/../g').read())",
    ".. of /proc/self/fd": "import os\nfd = os.open('../extra/folder', os.O_PATH)\nprint(open(f'/proc/self/fd/{fd}/../g').read())",
    "a link to a link": "print(open('../extra/chain').read())",
    "a link in /proc": "import os, tempfile\nd = tempfile.mkdtemp()\nos.symlink('/proc/self/cwd/../extra', d + '/l')\nprint(open(d + '/l/f').read())",
    "a link of its own": "import os, tempfile\nd = tempfile.mkdtemp()\nos.symlink(os.path.abspath('../extra'), d + '/l')\nprint(open(d + '/l/f').read())",
    "a file in shared memory": "print(open('/dev/shm/factbook-test-stale').read())",
    "shared memory by its name": "from multiprocessing import resource_tracker, shared_memory\nm = shared_memory.SharedMemory('factbook-test-stale')\nprint(bytes(m.buf[:3]))\n# Python takes memory that it only opened for its own, and removes it: python/cpython#82300\nresource_tracker.unregister(m._name, 'shared_memory')",
    "a file elsewhere": "print(open('../../elsewhere').read())",
}
"""Ways to read a file: each prints what it read, and something of it changes between two runs."""

ABOUT: dict[str, tuple[str, Callable[[Path], object]]] = {
    "os.path.exists": ("import os\nprint(os.path.exists('../extra/new'))", lambda root: (root / "extra/new").touch()),
    "os.path.lexists": ("import os\nprint(os.path.lexists('../extra/new'))", lambda root: (root / "extra/new").touch()),
    "os.path.isdir": ("import os\nprint(os.path.isdir('../extra/new'))", lambda root: (root / "extra/new").mkdir()),
    "os.path.isdir elsewhere": (
        "import os\nprint(os.path.isdir('../../elsewhere.d'))", lambda root: (root.parent / "elsewhere.d").rmdir(),
    ),
    "os.access": ("import os\nprint(os.access('../extra/new', os.R_OK))", lambda root: (root / "extra/new").touch()),
    "os.access to start": (
        "import os\nprint(os.access('../extra/f', os.X_OK))", lambda root: (root / "extra/f").chmod(0o755),
    ),
    "test of a shell": ("import os\nprint(os.system('test -e ../extra/new'))", lambda root: (root / "extra/new").touch()),
    "a size": ("import os\nprint(os.path.getsize('../extra/f'))", lambda root: (root / "extra/f").write_text("1000\n")),
    "rights": ("import os\nprint(oct(os.stat('../extra/f').st_mode))", lambda root: (root / "extra/f").chmod(0o600)),
    "rights of an open file": (
        "import os\nprint(oct(os.fstat(os.open('../extra/f', os.O_RDONLY)).st_mode))",
        lambda root: (root / "extra/f").chmod(0o600),
    ),
    "rights of a folder": (
        "import os\nprint(oct(os.stat('../extra/deep').st_mode))", lambda root: (root / "extra/deep").chmod(0o700),
    ),
    "os.listdir": ("import os\nprint(len(os.listdir('../extra')))", lambda root: (root / "extra/new").touch()),
    "os.listdir by number": (
        "import os\nprint(len(os.listdir(os.open('../extra', os.O_RDONLY))))", lambda root: (root / "extra/new").touch(),
    ),
    "os.listdir by /proc": (
        FOLDER + "print(len(os.listdir(f'/proc/self/fd/{fd}')))", lambda root: (root / "extra/new").touch(),
    ),
    "os.walk": ("import os\nprint(sum(1 for _ in os.walk('../extra')))", lambda root: (root / "extra/new").mkdir()),
    "os.fwalk": ("import os\nprint(sum(1 for _ in os.fwalk('../extra')))", lambda root: (root / "extra/new").mkdir()),
    "glob": ("import glob\nprint(glob.glob('../extra/**/n*', recursive=True))", lambda root: (root / "extra/deep/new").touch()),
    "what is a link in a folder": (
        "import os\nprint(sorted(e.name for e in os.scandir('../extra/deep') if e.is_symlink()))",
        lambda root: ((root / "extra/deep/d/f").unlink(), (root / "extra/deep/h").unlink(), (root / "extra/deep/h").symlink_to("d")),
    ),
    "a listing beside the report": ("import os\nprint(len(os.listdir('../..')))", lambda root: (root.parent / "new").touch()),
    "os.readlink": ("import os\nprint(os.readlink('../extra/link'))", lambda root: lead(root / "extra/link", "g")),
    "Path.resolve": (
        "from pathlib import Path\nprint(Path('../extra/link').resolve().name)", lambda root: lead(root / "extra/link", "g"),
    ),
    "os.path.realpath": (
        "import os\nprint(os.path.realpath('../extra/folder/x').split('/')[-2])",
        lambda root: lead(root / "extra/folder", "deep"),
    ),
    "os.path.islink": (
        "import os\nprint(os.path.islink('../extra/f'))",
        lambda root: ((root / "extra/f").unlink(), (root / "extra/f").symlink_to("same")),
    ),
    "readlink -f": (
        "import subprocess\nprint(subprocess.check_output(['readlink', '-f', '../extra/link'])[-2:])",
        lambda root: lead(root / "extra/link", "g"),
    ),
    "a link by O_PATH": (
        "import os\nfd = os.open('../extra/link', os.O_PATH | os.O_NOFOLLOW)\nprint(os.readlink('', dir_fd=fd))",
        lambda root: lead(root / "extra/link", "g"),
    ),
    "a working folder that comes": (
        "import os\ntry:\n    os.chdir('../extra/new')\n    print('there')\nexcept OSError:\n    print('not there')",
        lambda root: (root / "extra/new").mkdir(),
    ),
    "a link to a working folder": (
        "import os\nos.chdir('../extra/folder')\nprint(os.path.basename(os.getcwd()))",
        lambda root: lead(root / "extra/folder", "deep"),
    ),
    "a note of the file system": (
        "import os\nprint(os.getxattr('../extra/f', 'user.note'))",
        lambda root: os.setxattr(root / "extra/f", "user.note", b"2"),
    ),
    "a note of an open file": (
        "import os\nprint(os.getxattr(os.open('../extra/f', os.O_RDONLY), 'user.note'))",
        lambda root: os.setxattr(root / "extra/f", "user.note", b"2"),
    ),
    "the names of notes": (
        "import os\nprint(os.listxattr('../extra/f'))", lambda root: os.setxattr(root / "extra/f", "user.more", b"2"),
    ),
    "a pipe": (
        "import os\nfd = os.open('../pipes/p', os.O_RDONLY | os.O_NONBLOCK)\nprint(fd > 0)", lambda root: None,
    ),
}  # fmt: skip
"""Ways to learn something of a file without reading it, and what changes it."""

ENVIRONMENT = {
    "os.environ": "import os\nprint(os.environ.get('TOWN'))",
    "os.environb": "import os\nprint(os.environb.get(b'TOWN'))",
    "os.getenv": "import os\nprint(os.getenv('TOWN'))",
    "a copy of all": "import os\nprint({**os.environ}.get('TOWN'))",
    "getenv of C": LIBC + "libc.getenv.restype = ctypes.c_char_p\nprint(libc.getenv(b'TOWN'))",
    "a program": "import subprocess\nprint(subprocess.check_output('echo \"[$TOWN]\"', shell=True))",
    "env": "import subprocess\nprint(b'TOWN' in subprocess.check_output(['env']))",
    "expandvars": "import os\nprint(os.path.expandvars('$TOWN'))",
    "/proc/self/environ": "print(b'TOWN' in open('/proc/self/environ', 'rb').read())",
    "ps": "import glob\nprint(any(b'TOWN' in open(one, 'rb').read() for one in glob.glob('/proc/[0-9]*/environ')))",
}
"""Ways to look up an environment variable: none sees one that the report does not name."""

UNSEEN = {
    "a time of a file": ("import os\nprint(os.path.getmtime('../extra/f'))", lambda root: os.utime(root / "extra/f", (1, 1))),
    "the count of names of a file": (
        "import os\nprint(os.stat('../extra/f').st_nlink)", lambda root: (root / "extra/again").hardlink_to(root / "extra/f"),
    ),
    "the number of a file": (
        "import os\nprint(os.stat('../extra/f').st_ino)",
        lambda root: (shutil.copy(root / "extra/f", root / "extra/x"), (root / "extra/x").replace(root / "extra/f")),
    ),
    "a file of the system": ("import os\nprint(open('/proc/uptime').read())", lambda root: time.sleep(0.1)),
}  # fmt: skip
"""What a run is not told by: `docs/runs.md` says so, each in the words of these names."""


def lead(link: Path, target: str) -> None:
    link.unlink()
    link.symlink_to(target)


def write_report(root: Path, *, elsewhere: bool = True) -> None:
    """Write what the notebooks read; with `elsewhere`, a folder beside the report too."""
    extra = root / "extra"
    (extra / "deep" / "d").mkdir(parents=True)
    (extra / "deep" / "h").touch()
    if elsewhere:
        (root.parent / "elsewhere.d").mkdir()
    write_content(root, "100")
    (extra / "link").symlink_to("f")
    (extra / "chain").symlink_to("link")
    (extra / "folder").symlink_to("deep/d")
    (extra / "script").write_text("#!/bin/sh\ncat ../extra/f\n")
    (extra / "started").write_text(f"#!{extra}/program ignored\n")
    for name in ("script", "started", "program"):
        (extra / name).chmod(0o755)
    os.setxattr(extra / "f", "user.note", b"1")
    (root / "pipes").mkdir()
    os.mkfifo(root / "pipes" / "p")


def write_content(root: Path, value: str) -> None:
    """Put a value into every file that one of the notebooks of `CONTENT` reads."""
    import sqlite3
    import zipfile

    extra = root / "extra"
    for path in (
        extra / "f",
        extra / "g",
        extra / "same",
        extra / "deep/g",
        extra / "deep/d/f",
        root.parent / "elsewhere",
    ):
        path.write_text(f"{value}\n")
    Path("/dev/shm/factbook-test-stale").write_text(f"{value}\n")
    (extra / "m.py").write_text(f"V = {value}\n")
    (extra / "t.toml").write_text(f"v = {value}\n")
    (extra / "program").write_bytes(Path("/bin/echo" if value == "100" else "/bin/true").read_bytes())
    (extra / "b.sqlite").unlink(missing_ok=True)
    with sqlite3.connect(extra / "b.sqlite") as base:
        base.execute("create table t (a)")
        base.execute("insert into t values (?)", [value])
    base.close()
    with zipfile.ZipFile(extra / "z.zip", "w") as archive:
        archive.writestr("f", value)


@pytest.fixture(scope="module")
def ready() -> Iterator[AbstractContextManager[Kernels]]:
    """Kernels that are warm already, for all who do not look at how they start."""
    with Kernels() as kernels:
        yield nullcontext(kernels)


def run_all(root: Path, names: dict[str, Path], **options: object) -> dict[str, Run]:
    time.sleep(0.03)  # a file that is as young as the run might have changed during it
    runs = reuse_runs(root, [*names.values()], as_of=["2026-01-01"], **options)
    return dict(zip(names, runs, strict=True))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("stale") / "report"
    write_report(root)
    return root


def write_all(root: Path, codes: dict[str, str]) -> dict[str, Path]:
    return {name: write_notebook(root, f"n{at}", code) for at, (name, code) in enumerate(codes.items())}


@pytest.fixture(scope="module")
def read(root: Path, ready: AbstractContextManager[Kernels]) -> tuple[dict[str, Run], dict[str, Run]]:
    """The runs of every way to read a file, before and after its content changed."""
    names = write_all(root, CONTENT)
    before = run_all(root, names, kernels=ready)
    write_content(root, "200")
    after = run_all(root, names, kernels=ready)
    Path("/dev/shm/factbook-test-stale").unlink()
    return before, after


REFUSED = frozenset({"openat2", "open_by_handle_at", "chroot"})
"""Ways to read that no notebook has."""


@pytest.mark.parametrize("name", CONTENT)
def test_who_read_a_file_runs_again_when_its_content_changed(read, name):
    before, after = (runs[name] for runs in read)
    if name in REFUSED:
        assert before.complaints
        return
    assert before.complaints == ()
    assert "100" in printed(before) or "48" in printed(before) or name == "what a script is started by"
    assert not after.reused
    assert printed(after) != printed(before)


ALONE = ("os.path.isdir elsewhere", "a listing beside the report", "a pipe")
"""Ways that ask about what lies outside a folder of their own, or are never reused; each has a report to itself."""


@pytest.fixture(scope="module")
def asked(
    tmp_path_factory: pytest.TempPathFactory, ready: AbstractContextManager[Kernels]
) -> dict[str, tuple[Run, Run, Run]]:
    """The runs of every way to ask: before anything changed, again, and after the change.

    Those that can share a report do, each with a folder of its own in the place of ``extra``.
    """
    found = {}
    for group in ([name for name in ABOUT if name not in ALONE], *([name] for name in ALONE)):
        root = tmp_path_factory.mktemp("asked") / "report"
        root.mkdir()
        folders = {name: root if name in ALONE else root / f"f{at}" for at, name in enumerate(group)}
        for name, folder in folders.items():
            write_report(folder, elsewhere=name in ALONE)
        codes = {
            name: ABOUT[name][0].replace("../extra", f"../{os.path.relpath(folders[name] / 'extra', root)}")
            for name in group
        }
        names = write_all(root, codes)
        before, again = (run_all(root, names, kernels=ready) for _ in range(2))
        for name in group:
            ABOUT[name][1](folders[name])
        after = run_all(root, names, kernels=ready)
        found |= {name: (before[name], again[name], after[name]) for name in group}
    return found


@pytest.mark.parametrize("name", ABOUT)
def test_who_asked_about_a_file_runs_again_when_that_changed(asked, name):
    before, again, after = asked[name]
    assert before.complaints == ()
    assert again.reused is (name != "a pipe"), again.why
    assert not after.reused
    assert name == "a pipe" or printed(after) != printed(before)


def test_what_no_run_is_told_by_is_documented_and_nothing_else(tmp_path, ready):
    text = DOCUMENTED.read_text("utf-8")
    root = tmp_path / "report"
    write_report(root)
    for at in range(len(UNSEEN)):
        write_report(root / f"f{at}", elsewhere=False)
    codes = {name: code.replace("../extra", f"../f{at}/extra") for at, (name, (code, _)) in enumerate(UNSEEN.items())}
    names = write_all(root, codes)
    run_all(root, names, kernels=ready)
    for at, (_, change) in enumerate(UNSEEN.values()):
        change(root / f"f{at}")
    for name, run in run_all(root, names, kernels=ready).items():
        assert run.reused, f"{name}: it is seen by now; take it off the list"
        assert name in text.lower()


@pytest.mark.parametrize("warm", [True, False], ids=["warm", "plain"])
def test_no_run_sees_a_variable_that_the_report_does_not_name(tmp_path, monkeypatch, warm):
    # A plain kernel takes a second to start, so a few ways in one stand for all of them; its parent is the build itself.
    few = [ENVIRONMENT[name] for name in ("os.environ", "getenv of C", "env")]
    names = write_all(tmp_path, ENVIRONMENT) if warm else {"a few": write_notebook(tmp_path, "few", *few)}
    monkeypatch.delenv("TOWN", raising=False)
    without = {name: printed(run) for name, run in run_all(tmp_path, names, fresh=True, warm=warm).items()}
    monkeypatch.setenv("TOWN", "Ulsan")
    runs = run_all(tmp_path, names, fresh=True, warm=warm)
    assert [run.complaints for run in runs.values()] == [()] * len(runs)
    assert {name: printed(run) for name, run in runs.items()} == without


PLACES = [
    ".cache/report",
    ".config/report",
    ".local/share/report",
    "usr/report",
    "site-packages/report",
    "run/fb-1/report",
]


@pytest.mark.parametrize("place", PLACES)
def test_a_report_is_one_wherever_it_lies(tmp_path, monkeypatch, place, ready):
    monkeypatch.setenv("HOME", str(tmp_path))
    is_stale_in(tmp_path / place, ready)


@pytest.mark.parametrize(
    "folder", ["/usr/local/factbook-test", "/var/cache/factbook-test", "/dev/shm/factbook-test", "/etc/factbook-test"]
)
def test_a_report_is_one_also_below_a_folder_of_the_system(folder, ready):
    if not os.access(Path(folder).parent, os.W_OK):
        pytest.skip(f"only an administrator may write to {Path(folder).parent}")
    try:
        is_stale_in(Path(folder) / "report", ready)
    finally:
        shutil.rmtree(folder)


def test_a_report_is_one_also_among_the_packages(ready):
    import sysconfig

    folder = Path(sysconfig.get_paths()["purelib"]) / "factbook-test"
    try:
        is_stale_in(folder / "report", ready)
    finally:
        shutil.rmtree(folder)


def test_a_report_in_shared_memory_is_not_written_to():
    root = Path("/dev/shm/factbook-test-own/report")
    try:
        (root / "data").mkdir(parents=True)
        (root / "data" / "f").write_text("100\n")
        write = "import ctypes, os\nlibc = ctypes.CDLL(None)\nprint(libc.open(b'../data/%s', os.O_WRONLY | os.O_CREAT, 0o600))"
        change = "import ctypes\nprint(ctypes.CDLL(None).chmod(b'../data/f', 0o600))"
        names = write_all(root, {"over": write % "f", "new": write % "g", "rights": change})
        runs = run_all(root, names)
        assert {name: printed(run) for name, run in runs.items()} == dict.fromkeys(names, "-1\n")
    finally:
        shutil.rmtree(root.parent)


def is_stale_in(root: Path, ready: AbstractContextManager[Kernels]) -> None:
    """Read, change and read again, in a report that lies there."""
    (root / "data").mkdir(parents=True)
    (root / "data" / "f").write_text("100\n")
    names = write_all(
        root, {"reads": "print(open('../data/f').read())", "asks": "import os\nprint(os.listdir('../data'))"}
    )
    first = run_all(root, names, kernels=ready)
    assert {name: run.complaints for name, run in first.items()} == dict.fromkeys(names, ())
    (root / "data" / "f").write_text("200\n")
    (root / "data" / "g").touch()
    assert {name: run.reused for name, run in run_all(root, names, kernels=ready).items()} == dict.fromkeys(
        names, False
    )


def test_shared_memory_that_a_run_leaves_is_removed_after_it(tmp_path):
    code = """
import os
for name in ("a", "b"):
    open(f"/dev/shm/factbook-test-left-{name}", "x").write("1")
os.rename("/dev/shm/factbook-test-left-b", "/dev/shm/factbook-test-left-c")
os.link("/dev/shm/factbook-test-left-a", "/dev/shm/factbook-test-left-d")
print(open("/dev/shm/factbook-test-left-c").read())
"""
    names = write_all(tmp_path, {"leaves": code})
    first = run_all(tmp_path, names)["leaves"]
    assert (first.complaints, printed(first)) == ((), "1\n")
    assert [*Path("/dev/shm").glob("factbook-test-left-*")] == []
    assert run_all(tmp_path, names)["leaves"].reused
