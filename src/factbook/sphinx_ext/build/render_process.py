"""A process that imports Sphinx while figures are checked, and renders the pages once they hold.

It is forked before anything large is imported, so that both cores of a small machine are used.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import sys
import threading
import traceback
from contextlib import closing, nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

# The fork must come before these imports: loading the report's pipeline takes longer than many builds.
if TYPE_CHECKING:
    from factbook.project.fingerprints import Files
    from factbook.render.charts.drawing.chart_drawings import Drawings
    from factbook.report.checked_report import Report

PR_SET_PDEATHSIG = 1
"""Option of Linux's ``prctl``: which signal this process receives when its parent ends."""
TERMINATED = 143
_NOTEBOOKS, _REPORT = b"n", b"r"
"""What comes next: notebooks that run, and then a report with its drawings."""


class Renderer:
    """The other process; leaving the ``with`` block ends it, whatever it is doing."""

    def __init__(self, root: Path) -> None:
        """Fork it. Call this while there is only one thread."""
        # A plain fork, not multiprocessing: the child is to share what is loaded so far and nothing else, without
        # another import or exit handler. With one thread there is no lock that the child could inherit in a locked
        # state.
        request_out, request_in = os.pipe()
        response_out, response_in = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            # Each side closes the ends that it does not use; a read ends only when no process can write any more.
            os.close(request_in)
            os.close(response_out)
            with os.fdopen(request_out, "rb") as requests, os.fdopen(response_in, "wb") as responses:
                _serve(root, requests, responses)
        os.close(request_out)
        os.close(response_in)
        self._request, self._response = os.fdopen(request_in, "wb"), os.fdopen(response_out, "rb")

    def __enter__(self) -> Renderer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(BrokenPipeError):
            self._request.close()
        os.kill(self._pid, signal.SIGTERM)
        self._response.close()
        os.waitpid(self._pid, 0)

    def expect_notebooks(self) -> None:
        """Let it load what the pages of notebooks are made with, while they run."""
        # Where it has ended, `render` says so.
        with suppress(BrokenPipeError):
            self._send(_NOTEBOOKS)

    def render(self, report: Report, *, inputs: Files | None, output: str, drawings: Drawings | None) -> Path:
        """Build the site there, as `build_site` does, and return its folder. Raises what `build_site` raises.

        The `drawings` are made here, and closed.
        """
        from factbook.model.errors import Complaint, SiteError

        request = pickle.dumps((report, inputs, output, drawings), pickle.HIGHEST_PROTOCOL)
        with closing(drawings) if drawings else nullcontext(), suppress(BrokenPipeError):
            self._send(_REPORT + request)
            # The process goes on with its pages meanwhile.
            for made in drawings.make_others() if drawings else ():
                self._send(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        with suppress(BrokenPipeError):
            self._request.close()
        found = self._response.read()
        if not found:
            remedy = "look for memory running out, and build again"
            raise SiteError(Complaint(place="_build", what="the process that renders pages ended", remedy=remedy))
        # Both pipes connect a process with its own fork: nothing that was stored, or comes from elsewhere, is unpickled
        # at either end.
        site = pickle.loads(found)  # noqa: S301
        if isinstance(site, BaseException):
            raise site
        return Path(site)

    def _send(self, what: bytes) -> None:
        self._request.write(what)
        self._request.flush()


def _serve(root: Path, requests: IO[bytes], responses: IO[bytes]) -> None:
    """Import, wait for a report, render it, answer; this process ends here."""
    # A parent that is killed outright cannot end this process, so the kernel does. Other systems have no such call;
    # there the process ends when it reads from the closed pipe.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    # Ctrl-C reaches the whole group; only the parent reports it, so no traceback here.
    signal.signal(signal.SIGINT, lambda *_: sys.exit(TERMINATED))
    code = 0
    try:
        from factbook.notebooks.execution.convert import load_converters
        from factbook.sphinx_ext.build.application import load_extensions

        load_extensions(root)
        what = requests.read(1)
        if what == _NOTEBOOKS:
            load_converters()
            what = requests.read(1)
        if what == _REPORT:
            responses.write(pickle.dumps(_answer(requests)))
            # The parent goes on at once, and not when the memory of this process has been given back.
            responses.close()
    # Of a parent that ends meanwhile, a part of what it sends arrives.
    except (SystemExit, EOFError, pickle.UnpicklingError):
        code = TERMINATED
    except BaseException:
        # Above this frame is the parent's stack, which this process must not return into, so it shows the traceback.
        traceback.print_exc()
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # Not sys.exit: exit handlers and buffers copied from the parent would run and be written a second time.
        os._exit(code)


def _answer(requests: IO[bytes]) -> Any:
    from factbook.model.errors import FactbookError
    from factbook.sphinx_ext.build.build_site import build_site

    # What the parent has just pickled for this fork of it.
    report, inputs, output, drawings = pickle.load(requests)  # noqa: S301
    if drawings is not None:
        threading.Thread(target=_receive, args=(requests, drawings), daemon=True).start()
    # What was imported and received stays. sphinx-external-toc looks for one object among all that can be collected.
    gc.freeze()
    try:
        return build_site(report, inputs=inputs, output=output, drawings=drawings)
    # What the command line explains to the user goes over as an exception; anything else is a defect, and `_serve`
    # prints its traceback.
    except (FactbookError, OSError) as error:
        return error


def _receive(requests: IO[bytes], drawings: Drawings) -> None:
    """Take what the parent draws, until it has drawn all."""
    # The parent closes its end when it has drawn all; one that is gone before has ended this process as well.
    with suppress(EOFError, pickle.UnpicklingError):
        while True:
            drawings.receive(*pickle.load(requests))  # noqa: S301 - as in `_answer`
