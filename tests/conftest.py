"""What the tests share: copies of this report, its built site, a server for it, and a browser."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import hypothesis
import pytest
from playwright.sync_api import Browser, Error, sync_playwright

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Programs to look for, in the order of `.ci/browser`."""
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

# Two cores and a browser beside it make single examples slow now and then; in CI the examples are the same each time.
hypothesis.settings.register_profile("developer", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "developer")

Factbook = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The checkout. Tests read it and never write to it."""
    return ROOT


@pytest.fixture(scope="session")
def factbook() -> Factbook:
    """The command as a user calls it: `factbook("check", "--project", folder)`."""
    program = Path(sys.executable).with_name("factbook")

    def call(*arguments: str | Path, **options) -> subprocess.CompletedProcess[str]:
        return subprocess.run([program, *arguments], capture_output=True, text=True, check=False, **options)

    return call


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
def starter_site(tmp_path_factory: pytest.TempPathFactory, factbook: Factbook) -> Path:
    """The site of the small report that `factbook init` writes, built once by the real command."""

    def write(folder: Path) -> Path:
        result = factbook("init", folder)
        assert result.returncode == 0, result.stderr
        return folder

    return build_once(tmp_path_factory, "starter", write, factbook)


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder on the loopback address until the test ends: `serve(site)` gives its address."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(serving(folder))


@pytest.fixture(scope="module")
def launch() -> Iterator[Callable[..., Browser]]:
    """Starts a Chromium with an empty profile, with more flags if any are given; shared by the tests of one module.

    Not by all: while it is open an event loop runs in this thread, and tests that start notebooks need their own.
    """
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:

        def start(*flags: str) -> Browser:
            try:
                return playwright.chromium.launch(executable_path=found, args=[*FLAGS, *flags], chromium_sandbox=False)
            except Error as error:
                pytest.fail(f"no browser could be started (run: make env): {error.message}", pytrace=False)

        yield start


@pytest.fixture(scope="module")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """A Chromium, shared by the tests of one module."""
    opened = launch()
    yield opened
    opened.close()


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
    """Write and build a report in a folder that all workers share; who comes second waits, and finds it done."""
    shared = factory.getbasetemp().parent if os.environ.get("PYTEST_XDIST_WORKER") else factory.getbasetemp()
    folder, outcome = shared / name, shared / f"{name}.outcome"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not outcome.exists():
            result = factbook("build", "--project", write(folder))
            outcome.write_text(
                "" if result.returncode == 0 else f"exit {result.returncode}\n{result.stdout}{result.stderr}"
            )
    if said := outcome.read_text():
        pytest.fail(f"factbook build failed: {said}", pytrace=False)
    return folder / "_build" / "html"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback address, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""
