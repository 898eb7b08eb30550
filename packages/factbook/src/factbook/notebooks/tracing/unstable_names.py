"""Functions whose results another day, another seed or another machine would change, by their full names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

Kind = Literal["clock", "chance", "machine"]

ALWAYS: Mapping[str, Kind] = {
    **dict.fromkeys(
        (
            "datetime.date.today datetime.datetime.now datetime.datetime.today datetime.datetime.utcnow "
            "email.utils.formatdate email.utils.localtime os.times pandas.Timestamp.now pandas.Timestamp.today "
            "pandas.Timestamp.utcnow time.clock_gettime time.clock_gettime_ns time.monotonic time.monotonic_ns "
            "time.perf_counter time.perf_counter_ns time.process_time time.process_time_ns time.thread_time "
            "time.thread_time_ns time.time time.time_ns uuid.uuid1"
        ).split(),
        "clock",
    ),
    **dict.fromkeys("os.getrandom os.urandom random.SystemRandom secrets.SystemRandom uuid.uuid4".split(), "chance"),
    **dict.fromkeys(
        (
            "getpass.getuser multiprocessing.cpu_count os.cpu_count os.getloadavg os.getlogin os.getpid os.getppid "
            "os.sched_getaffinity os.statvfs os.uname psutil.cpu_count psutil.virtual_memory shutil.disk_usage "
            "socket.getfqdn socket.gethostname time.get_clock_info"
        ).split(),
        "machine",
    ),
}
"""Calls that count whatever their arguments are."""
UNLESS_TOLD: Mapping[str, int] = {
    "time.asctime": 1, "time.ctime": 1, "time.gmtime": 1, "time.localtime": 1, "time.strftime": 2,
}  # fmt: skip
"""Calls that ask the clock only where they have fewer arguments than this."""
OF_TEXT = frozenset({"numpy.datetime64", "pandas.Timestamp", "pandas.to_datetime", "pandas.DatetimeIndex"})
"""Calls that ask the clock where an argument is one of these texts:"""
TEXTS = frozenset({"now", "today"})
UNLESS_SEEDED = re.compile(
    r"random\.Random|numpy\.random\.(default_rng|RandomState|SeedSequence|PCG64|PCG64DXSM|MT19937|Philox|SFC64)"
)
"""Makers of generators, which depend on chance where they have no seed."""
GLOBAL = re.compile(r"random\.(?!seed$|getstate$|setstate$)[a-z]\w*|secrets\.[a-z]\w*")
GLOBAL_OF_NUMPY = re.compile(
    r"numpy\.random\.(?!seed$|default_rng$|[gs]et_state$|[gs]et_bit_generator$|bit_generator$|mtrand$)[a-z]\w*"
)
"""Functions of a generator that all share: it may have a seed (``seed``)."""
METHODS = frozenset({"rvs", "sample"})
"""Methods of frames and distributions that draw by that generator unless one of these arguments says otherwise:"""
SEEDS = frozenset({"random_state", "rng", "seed"})
RUNNERS = re.compile(
    r"os\.(system|popen)|subprocess\.(run|call|check_call|check_output|Popen|getoutput|getstatusoutput)"
)
_COMMAND = r"(?:^|[;|&(`]|\$\()\s*(?:/usr/bin/|/bin/)?(%s)(?![\w./=-])"
PROGRAMS: Mapping[Kind, re.Pattern[str]] = {
    "clock": re.compile(_COMMAND % "cal|date|uptime", re.MULTILINE),
    "chance": re.compile(_COMMAND % "mktemp|shuf|uuidgen", re.MULTILINE),
    "machine": re.compile(_COMMAND % "df|free|hostname|lscpu|nproc|uname|whoami", re.MULTILINE),
}
"""Programs that tell the same, where a command begins."""
MODULES = frozenset(
    "datetime email.utils getpass importlib multiprocessing numpy numpy.random os pandas platform psutil random "
    "secrets shutil socket subprocess sys time uuid".split()
)
"""Modules that any of them is in."""
_INNER = (
    (re.compile(r"numpy\.random\.(_\w+|mtrand|bit_generator)\."), "numpy.random."),
    (re.compile(r"numpy\.random\.RandomState\.(?=\w)"), "numpy.random."),
    (re.compile(r"random\.Random\.(?=\w)"), "random."),
    (re.compile(r"pandas\.[\w.]*\.(?=Timestamp|to_datetime|DatetimeIndex)"), "pandas."),
    (re.compile(r"(posix|nt)\."), "os."),
    (re.compile(r"_(socket|uuid|datetime)\."), r"\1."),
)


def name_publicly(name: str) -> str:
    """Return the documented name of a function, module or class whose full name is that of where it is defined.

    >>> name_publicly("posix.urandom"), name_publicly("numpy.random.mtrand.RandomState.rand")
    ('os.urandom', 'numpy.random.rand')
    """
    for pattern, public in _INNER:
        match = pattern.match(name)
        if match:
            name = match.expand(public) + name[match.end() :]
    return name


def find_kind(name: str, *, seeded: frozenset[str] = frozenset()) -> Kind | None:
    """Return what a function depends on whatever its arguments are, by its documented name; ``None`` for most.

    `seeded` names the modules whose shared generator has a seed.
    """
    if name in ALWAYS:
        return ALWAYS[name]
    if name.startswith("platform."):
        return "machine"
    shared = GLOBAL.fullmatch(name) or GLOBAL_OF_NUMPY.fullmatch(name)
    return "chance" if shared and name.rpartition(".")[0] not in seeded else None
