"""What the tests share: copies of this report, its built site, a server for it, and a browser."""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from platform import python_version
from threading import Thread

import hypothesis
import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from factbook.editions.storage import edition_path, list_editions
from factbook.project.no_fonts import NO_FONTS
from factbook.publish.pinned import pin_path, read_pin
from html_pages import ReadPage, read_site
from processes import PATIENCE
from serving import Serving
from serving import serving as start_server
from uv_environments import make_with_uv
from warm_command import WarmCommand
from warm_drawing import using_drawers
from warm_kernels import WarmKernels, using

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Programs to look for, in the order of `.ci/browser`. The first has no toolbars, and takes a third of the time."""
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# A shell starts its background jobs with Ctrl-C ignored, and what they start inherits that: tests that interrupt a
# command would then wait for ever. A signal with a handler is back to its default in what is started from here.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Two cores and a browser beside it make single examples slow now and then, so no example has a deadline. `make test`
# tries the same examples each time, so that it never fails by chance; `make trial` looks for new ones.
hypothesis.settings.register_profile("sample", deadline=None, derandomize=True)
hypothesis.settings.register_profile("trial", deadline=None, max_examples=1000, print_blob=True)

SLOW = 1.0
"""Seconds from which a test must carry the marker `slow`."""
FIRST_FILES = (
    "report/test_charts.py",
    "report/test_pins.py",
    "cli/",
    "unit/sphinx_ext/",
    "browser/",
    "report/",
    "unit/notebooks/",
    "test_data_workflows.py",
    "unit/serve/",
    "packages/figurecheck/tests/scan/test_cost.py",
    "unit/render/test_drawing.py",
)
"""How the paths of tests begin that take long, in the order in which they start."""
COSTLY = frozenset({"site", "starter_site", "untouched", "factbook", "browser", "launch"})
"""Fixtures that take longer than that, whatever the test does with them: they run whole commands, or a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How much of a long trial is run: a sample, the same each time, or with ``--trial`` all of it, by a new seed."""

    whole: bool
    seed: int

    def count(self, sample: int, *, of: int) -> int:
        """How many times to try something."""
        return of if self.whole else sample

    def random(self, *about: object) -> random.Random:
        """Random numbers for one part of a trial; the same seed gives the same."""
        return random.Random(repr((self.seed, *about)))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--trial", action="store_true", help="run the long trials whole, and nothing else (make trial)")
    parser.addoption("--seed", type=int, help="the seed of a trial that failed, to try it again")
    parser.addoption("--histories", help="the folder with the releases of publishers that a trial replays")
    parser.addoption(
        "--machines", action="store_true", help="publish this report on machines that differ, and no small one"
    )
    parser.addoption("--times", action="store_true", help="also fail for tests that lack the marker `slow`")


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.load_profile("trial" if config.getoption("trial") else "sample")
    if config.getoption("seed") is None:
        # The workers of xdist get their options from here, so all of them try the same.
        config.option.seed = time.time_ns() % 1_000_000 if config.getoption("trial") else 20250520


def pytest_report_header(config: pytest.Config) -> str:
    return f"seed of the trials: {config.getoption('seed')}"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage among tests that are collected, neither while they are nor later."""
    # All of it stays to the end: a million objects. To look through them takes a quarter of the time of collecting,
    # half a second each time that one test has made much, and a copy of the memory in each process that is forked.
    gc.disable()
    result = yield
    gc.freeze()
    gc.enable()
    return result


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs something slow; keep the trials only with ``--trial``, and else leave out what has no sample."""
    for item in items:
        if COSTLY & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)

    def is_trial(item: pytest.Item) -> bool:
        has_sample = "trial" in getattr(item, "fixturenames", ())
        is_property = getattr(getattr(item, "function", None), "is_hypothesis_test", False)
        return has_sample or is_property or item.get_closest_marker("trial") is not None

    if config.getoption("trial"):
        kept = [item for item in items if is_trial(item)]
    else:
        kept = [item for item in items if item.get_closest_marker("trial") is None]
    known = set(kept)
    config.hook.pytest_deselected(items=[item for item in items if item not in known])
    # The long ones first, so that no worker is left alone with one at the end; and what the others wait for.
    items[:] = sorted(kept, key=lambda item: _find_turn(item.path))


@cache
def _find_turn(path: Path) -> int:
    name = path.relative_to(ROOT).as_posix().removeprefix("tests/")
    return next((turn for turn, start in enumerate(FIRST_FILES) if name.startswith(start)), len(FIRST_FILES))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With ``--times``, fail a test that is slow and not marked so."""
    report = yield
    marked = item.get_closest_marker("slow") is not None
    if item.config.getoption("times") and report.passed and call.duration > SLOW and not marked:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: {call.when} takes {call.duration:.1f} s, and the marker `slow` is missing"
    return report


@pytest.fixture(scope="session")
def trial(request: pytest.FixtureRequest) -> Trial:
    """How much of a long trial to run."""
    return Trial(whole=request.config.getoption("trial"), seed=request.config.getoption("seed"))


UNTOUCHED = "untouched"
"""The name of the folder with a copy of the small report in which nobody runs a command."""
FIRST_DAY = "1795478400"
"""The day of the reports that `factbook init` writes for tests, 2026-11-24, as ``SOURCE_DATE_EPOCH`` has it."""

Factbook = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The checkout. Tests read it and never write to it."""
    return ROOT


@pytest.fixture(scope="session")
def warm(trial: Trial, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmCommand | None]:
    """A process that has loaded the modules of commands, to fork them from; a whole trial has none."""
    if trial.whole:
        yield None
        return
    # To load them takes as long as to collect all tests, so all workers share it.
    with closing(WarmCommand(shared_folder(tmp_path_factory))) as process:
        yield process


@pytest.fixture(scope="session")
def kernels_to_fork(warm: WarmCommand | None) -> Iterator[list[WarmKernels]]:
    """What fork servers can be forked from, which commands share; a whole trial has none."""
    if warm is None or sys.platform != "linux":
        yield []
        return
    with closing(warm.join_kernels()) as joined:
        yield [joined]


@pytest.fixture(scope="module")
def warm_kernels(kernels_to_fork: list[WarmKernels], warm: WarmCommand | None) -> Iterator[None]:
    """Has fork servers of this process be forked as well, and its charts be drawn by those who draw the commands'.

    For tests that look at runs and at sites, and not at how such processes start.
    """
    with using(kernels_to_fork), using_drawers(warm.folder) if warm else nullcontext():
        yield


@pytest.fixture(scope="session")
def factbook(warm: WarmCommand | None) -> Factbook:
    """The command as a user calls it: `factbook("check", "--project", folder)`.

    It is forked from a process that has loaded its modules, where nothing asks for another start; in a whole trial it
    is always started from nothing.
    """
    program = Path(sys.executable).with_name("factbook")

    def call(*arguments: str | Path, **options) -> subprocess.CompletedProcess[str]:
        if arguments[0] == "init":
            # one day for all, so that sites of two such reports are the same when a test runs past midnight
            options = {"env": {**os.environ, "SOURCE_DATE_EPOCH": FIRST_DAY}, **options}
        if warm is not None and warm.can_run(options):
            return warm.run([str(one) for one in arguments], **options)
        return subprocess.run([program, *arguments], capture_output=True, text=True, check=False, **options)

    return call


@pytest.fixture(scope="session")
def start_serving(warm: WarmCommand | None) -> Callable[..., AbstractContextManager[Serving]]:
    """Starts `factbook serve` as the fixture `factbook` starts others: `with start_serving(folder) as served:`."""
    return partial(start_server, warm=warm)


@pytest.fixture
def copy_project(tmp_path: Path) -> Callable[[], Path]:
    """Gives a fresh copy of this report, to spoil as a test likes."""

    def copy() -> Path:
        count = sum(1 for _ in tmp_path.glob("report-*"))
        return copy_report(tmp_path / f"report-{count}")

    return copy


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, factbook: Factbook) -> Path:
    """The folder of this report's site, built once by the real command."""
    return build_once(tmp_path_factory, "site", copy_report, factbook)


@pytest.fixture(scope="session")
def site_pages(site: Path) -> dict[str, ReadPage]:
    """Every page of the site of this report as it was read, by address; the first worker reads them for all."""
    stored = site.parents[1].with_name("site.pages")
    with stored.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stored.exists():
            stored.write_bytes(pickle.dumps(read_site(site)))
    return pickle.loads(stored.read_bytes())


@pytest.fixture(scope="session")
def starter_site(tmp_path_factory: pytest.TempPathFactory, factbook: Factbook) -> Path:
    """The site of the small report that `factbook init` writes, built once by the real command."""

    def build(folder: Path) -> subprocess.CompletedProcess[str]:
        result = factbook("init", folder)
        assert result.returncode == 0, result.stderr
        built = factbook("build", "--project", folder)
        # Before anybody runs a command in it, who would change files while they are copied.
        ignored = shutil.ignore_patterns("memo-*")
        shutil.copytree(folder, folder.with_name(UNTOUCHED), ignore=ignored, symlinks=True)
        return built

    return make_once(tmp_path_factory, "starter", build) / "_build" / "html"


@pytest.fixture(scope="session")
def untouched(starter_site: Path) -> Path:
    """The folder of the small report with its site, to be copied; nobody else looks into it, nor runs a command."""
    return starter_site.parents[1].with_name(UNTOUCHED)


@pytest.fixture(scope="module")
def stored_runs(site: Path) -> Iterator[None]:
    """Has what runs the notebooks of this report find the runs of its site, as any second build does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTBOOK_CACHE", str(site.parent / ".factbook/runs"))
        yield


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, factbook: Factbook, trial: Trial) -> Path:
    """The committed editions, published from a clone whose pages, notebooks and factbook of today are spoilt.

    Each commit that pins name takes minutes to install and to build from; a sample has the first one's editions alone.
    """
    pins = {label: pin for _, label in list_editions(ROOT) if (pin := read_pin(ROOT, label))}
    first = next(iter(pins.values())).commit
    later = [label for label, pin in pins.items() if pin.commit != first]
    wanted = {pin.python for pin in pins.values()}
    if wanted != {python_version()}:
        pytest.skip(f"the editions name Python {', '.join(sorted(wanted))}, and this is {python_version()}")

    def publish(folder: Path) -> subprocess.CompletedProcess[str]:
        clone = folder.with_name("clone")
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        spoil_clone(clone)
        for label in [] if trial.whole else later:
            (clone / edition_path(label)).unlink()
            (clone / pin_path(label)).unlink()
        if not trial.whole:
            make_with_uv(ROOT, first)
        # What is used of an environment is compiled when it is used; compiling all takes longer than building from it.
        return factbook("publish", folder, "--project", clone, env={**os.environ, "PIP_COMPILE": "0"})

    return make_once(tmp_path_factory, "public", publish)


def spoil_clone(clone: Path) -> None:
    """Leave nothing in a clone of this repository of which an edition could be made, but its history and its seals."""
    names = ["book/*.md", "notebooks/*.ipynb", "packages/*.py"]
    listed = subprocess.run(["git", "-C", clone, "ls-files", *names], capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        (clone / name).write_text("spoilt {claim}`1 <nothing>`", "utf-8")


@pytest.fixture
def starter(untouched: Path, tmp_path: Path) -> Path:
    """A copy of the small report with its site, so that a build runs no notebook again and renders what changed."""
    return Path(shutil.copytree(untouched, tmp_path / "report", symlinks=True))


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder on the loopback address until the test ends: `serve(site)` gives its address."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(serving(folder))


class Browsers:
    """The Chromium of one worker, and those with more flags; closed, it can start others."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._playwright: Playwright | None = None
        self._shared: Browser | None = None

    def launch(self, *flags: str) -> Browser:
        """Start one with an empty profile."""
        self._playwright = self._playwright or self._open.enter_context(sync_playwright())
        found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
        # A test that draws in this process has hidden the fonts of the machine from it; Chromium crashes without any.
        around = {name: value for name, value in os.environ.items() if name not in NO_FONTS}
        options = {"executable_path": found, "args": [*FLAGS, *flags], "chromium_sandbox": False, "env": around}
        try:
            browser = self._playwright.chromium.launch(**options, timeout=1000 * PATIENCE)
        except Error as error:
            pytest.fail(f"no browser could be started (run: make env): {error.message}", pytrace=False)
        browser.on("context", lambda context: context.set_default_timeout(1000 * PATIENCE))
        return browser

    def share(self) -> Browser:
        """Return the one without more flags, which is started when it is first asked for."""
        self._shared = self._shared or self.launch()
        return self._shared

    def close(self) -> None:
        """End all of them."""
        self._shared = self._playwright = None
        self._open.close()


browsers = pytest.StashKey[Browsers]()


def _may_share(item: pytest.Item | pytest.Module | None) -> bool:
    """Return whether a test, or those of a file, may run while a browser of those before is open."""
    return item is not None and item.path.parent.name == "browser"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Close the browser behind the last of several files that share it."""
    try:
        return (yield)
    finally:
        if _may_share(item) and not _may_share(nextitem) and browsers in item.config.stash:
            item.config.stash[browsers].close()


@pytest.fixture(scope="module")
def launch(request: pytest.FixtureRequest) -> Iterator[Callable[..., Browser]]:
    """Starts a Chromium with an empty profile, with more flags if any are given; ends with the tests of one module.

    While it is open an event loop runs in this thread, and tests that start notebooks need their own. So the one
    without more flags is shared by the modules in the folder `browser`, which are run one behind the other, and by no
    others.
    """
    opened = request.config.stash.setdefault(browsers, Browsers())
    started: list[Browser] = []

    def start(*flags: str) -> Browser:
        if not flags:
            return opened.share()
        started.append(opened.launch(*flags))
        return started[-1]

    yield start
    for one in started:
        one.close()
    if not _may_share(request.node):
        opened.close()


@pytest.fixture(scope="module")
def browser(launch: Callable[..., Browser]) -> Browser:
    """A Chromium for tests that leave nothing open in it."""
    return launch()


def copy_report(target: Path) -> Path:
    """Copy this report as it stands, with what is not committed yet and without what git ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    return target


def build_once(factory: pytest.TempPathFactory, name: str, write: Callable[[Path], Path], factbook: Factbook) -> Path:
    """Write and build a report in a folder that all workers share, and return the folder of its site."""
    folder = make_once(factory, name, lambda folder: factbook("build", "--project", write(folder)))
    return folder / "_build" / "html"


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """Return the temporary folder that all workers share."""
    return factory.getbasetemp().parent if os.environ.get("PYTEST_XDIST_WORKER") else factory.getbasetemp()


def make_once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], subprocess.CompletedProcess[str]]
) -> Path:
    """Have a command fill a folder that all workers share; who comes second waits, and finds it done."""
    shared = shared_folder(factory)
    folder, outcome = shared / name, shared / f"{name}.outcome"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not outcome.exists():
            result = make(folder)
            failed = f"exit {result.returncode}\n{result.stdout}{result.stderr}" if result.returncode else ""
            outcome.write_text(failed)
    if said := outcome.read_text():
        pytest.fail(f"{name}: factbook failed: {said}", pytrace=False)
    return folder


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback address, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        # It looks for an end fifty times a second: half a second, as it does by itself, is paid by every test.
        thread = Thread(target=partial(server.serve_forever, poll_interval=0.02), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""
