"""Machines that differ in one thing from that of the tests, each as a way to start a command."""

from __future__ import annotations

import os
import struct
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

FONT = Path(__file__).parents[1] / "packages/factbook/src/factbook/render/charts/fonts/FBSans-Regular.ttf"
ELSEWHERE = """
import os, time, time_machine
time_machine.travel(time.time() + 400 * 86400).start()
"""
REVERSED = """
import os
find, scan = os.listdir, os.scandir
os.listdir = lambda *names: find(*names)[::-1]
class Scanned:
    def __init__(self, *names):
        with scan(*names) as entries:
            self.entries = iter([*entries][::-1])
    def __iter__(self): return self
    def __next__(self): return next(self.entries)
    def __enter__(self): return self
    def __exit__(self, *_): self.close()
    def close(self): self.entries = iter(())
os.scandir = Scanned
"""


@dataclass(frozen=True, kw_only=True)
class Machine:
    """How a command is started there."""

    variables: Mapping[str, str] = field(default_factory=dict)
    program: tuple[str, ...] = ()
    """What starts it, such as ``taskset``."""
    start: str = ""
    """Python that each process runs first."""
    folder: str = "clone"
    home: str = ""
    """The name of the home folder, if it is another one; it has a font."""
    umask: int = 0o022

    def __or__(self, other: Machine) -> Machine:
        """Return a machine that differs in what both do."""
        changed = {name: value for name, value in vars(other).items() if value != getattr(Machine(), name)}
        both = {
            "variables": {**self.variables, **other.variables},
            "program": (*self.program, *other.program),
            "start": self.start + other.start,
        }
        return replace(self, **{**changed, **both})

    def run(self, scratch: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command; its home and what its processes start with are put into `scratch`."""
        variables = {**os.environ, "FACTBOOK_CACHE": str(scratch / "runs"), **self.variables}
        if self.start:
            (scratch / "start").mkdir()
            (scratch / "start/sitecustomize.py").write_text(self.start, "utf-8")
            variables["PYTHONPATH"] = str(scratch / "start")
        if self.home:
            write_font(scratch / self.home / ".fonts/wide.ttf")
            variables |= {"HOME": str(scratch / self.home)}
        return subprocess.run(
            [*self.program, *map(str, command)],
            env=variables, umask=self.umask, capture_output=True, text=True, check=False,
        )  # fmt: skip


MACHINES = {
    "fonts": Machine(home="with fonts"),
    "locale": Machine(variables={"LANG": "ko_KR.UTF-8", "LC_ALL": "de_DE.ISO-8859-1", "LANGUAGE": "ko"}),
    "time zone": Machine(variables={"TZ": "Pacific/Kiritimati"}),
    "home": Machine(home="집"),
    "host name": Machine(
        program=("unshare", "--user", "--map-root-user", "--uts", "sh", "-c", 'hostname elsewhere && exec "$@"', "-"),
    ),
    # Behind it, since a user whom the system does not know may make no other machine.
    "user": Machine(variables={"USER": "kim", "LOGNAME": "kim"}, program=("unshare", "--user")),
    "number of processors": Machine(program=("taskset", "--cpu-list", "0")),
    "umask": Machine(umask=0o077),
    "clock": Machine(start=ELSEWHERE),
    "file order": Machine(start=REVERSED),
    "environment": Machine(
        variables={"SOURCE_DATE_EPOCH": "86400", "FACTBOOK_AS_OF": "2020-02-02", "NO_COLOR": "1", "COLUMNS": "40"}
        | {"PYTHONHASHSEED": "7", "PYTHONOPTIMIZE": "1", "MPLBACKEND": "pdf", "MORE": "x" * 5000}
    ),
    "folder": Machine(folder="보고서 of #2"),
}


def write_font(path: Path) -> None:
    """Write a font of our family with letters twice as wide, as no machine should have one."""
    content = bytearray(FONT.read_bytes())
    tables = {
        bytes(content[at : at + 4]): struct.unpack(">I", content[at + 8 : at + 12])[0]
        for at in range(12, 12 + 16 * struct.unpack(">H", content[4:6])[0], 16)
    }
    count = struct.unpack(">H", content[tables[b"hhea"] + 34 : tables[b"hhea"] + 36])[0]
    for at in range(tables[b"hmtx"], tables[b"hmtx"] + 4 * count, 4):
        content[at : at + 2] = struct.pack(">H", 2 * struct.unpack(">H", content[at : at + 2])[0])
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
