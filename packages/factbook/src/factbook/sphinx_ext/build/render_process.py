"""A process that gets Sphinx ready while figures are checked, and renders the pages once they hold.

It is forked before anything large is imported, so that both cores of a small machine are used.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Set
from contextlib import closing, nullcontext, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from factbook.project.ended import end_with_parent
from factbook.sphinx_ext.build.outbox import Outbox

# The fork must come before these imports: loading the report's pipeline takes longer than many builds.
if TYPE_CHECKING:
    from concurrent.futures import Future

    from factbook.engine.fingerprints import Files
    from factbook.notebooks import Run
    from factbook.project.settings import Project
    from factbook.render.charts.drawing.chart_drawings import Drawings
    from factbook.report.checked_report import Report
    from factbook.sphinx_ext.build.build_site import CheckedReport
    from factbook.sphinx_ext.build.reuse import PreviousSite
    from figurecheck.verdicts.known import Known

TERMINATED = 143
_NOTEBOOKS, _PROJECT, _RECORDED, _CHECKED = "notebooks", "project", "recorded", "checked"
"""Kinds of messages, in their order; notebooks, and what they recorded, may be left out."""


class Renderer:
    """The other process; leaving the ``with`` block ends it, whatever it is doing."""

    def __init__(self, root: Path, *, waits: bool = False) -> None:
        """Fork it, and let it load what it needs, or with `waits` only once it is sent something.

        Call this while there is only one thread.
        """
        # A plain fork, not multiprocessing: the child is to share what is loaded so far and nothing else, without
        # another import or exit handler. With one thread there is no lock that the child could inherit in a locked
        # state.
        request_out, request_in = os.pipe()
        response_out, response_in = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            # A signal may come before `_serve` handles it. This process never returns into the frames above: it would
            # close what the parent uses.
            try:
                # Each side closes the ends that it does not use; a read ends only when no process can write any more.
                # So it is with whatever else the parent has open, such as its end of what forks kernels.
                _close_all_but(request_out, response_in)
                with os.fdopen(request_out, "rb") as requests, os.fdopen(response_in, "wb") as responses:
                    _serve(root, requests, responses, waits=waits)
            finally:
                os._exit(TERMINATED)
        os.close(request_out)
        os.close(response_in)
        self._request, self._response = Outbox(os.fdopen(request_in, "wb")), os.fdopen(response_out, "rb")
        # One for all messages: what one has sent, the next only names.
        self._pickler = pickle.Pickler(self._request, pickle.HIGHEST_PROTOCOL)
        self._expects_notebooks = self._is_getting_ready = False

    def __enter__(self) -> Renderer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # First, so that nothing waits for it to read the rest.
        os.kill(self._pid, signal.SIGTERM)
        self._request.close()
        self._response.close()
        os.waitpid(self._pid, 0)

    def expect_notebooks(self) -> None:
        """Let it load what the pages of notebooks are made with, while they run."""
        if not (self._expects_notebooks or self._is_getting_ready):
            self._expects_notebooks = True
            self._pickler.dump((_NOTEBOOKS,))

    def get_ready(self, project: Project, inputs: Files | None) -> None:
        """Let it load what it needs of the last build, and open the site; `inputs` are those seen so far.

        Until it renders, other builds of the report save nothing, so this is for when nothing takes long any more.
        """
        if not self._is_getting_ready:
            self._is_getting_ready = True
            self._pickler.dump((_PROJECT, project, inputs))

    def send_recorded(self, runs: tuple[Run, ...], known: Known) -> None:
        """Send ahead what is most of a report, so that it is there once the figures are checked."""
        self._pickler.dump((_RECORDED, runs, known))

    def render(
        self,
        report: Report,
        *,
        inputs: Files | None,
        output: str,
        drawings: Drawings | None,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Path:
        """Build the site there, as `build_site` does, and return its folder. Raises what `build_site` raises.

        The `drawings` are made here, and closed; without any, that process makes those that are not stored. `meanwhile`
        is called while it renders.
        """
        from factbook.engine.fingerprints import find_touched
        from factbook.engine.results import current
        from figurecheck.model.errors import SiteError

        with closing(drawings) if drawings else nullcontext():
            self.get_ready(report.project, inputs)
            self._pickler.dump((_CHECKED, report, inputs, output, drawings, current()))
            # That process has no time for it: of an edited page, it works the longest.
            self._pickler.dump(find_touched(report.project.root))
            meanwhile()
            # The process goes on with its pages meanwhile.
            for made in drawings.make_others() if drawings else ():
                self._pickler.dump(made)
        self._request.close()
        found = self._response.read()
        if not found:
            remedy = "look for memory running out, and build again"
            raise SiteError.about("_build", "the process that renders pages ended", remedy)
        # Both pipes connect a process with its own fork: nothing that was stored, or comes from elsewhere, is unpickled
        # at either end.
        site = pickle.loads(found)  # noqa: S301
        if isinstance(site, BaseException):
            raise site
        return Path(site)


def _close_all_but(*used: int) -> None:
    """Close every descriptor but those of the standard streams and some that are used."""
    # As far as there are; objects that hold one stay in the frames above, which this process never returns into.
    for descriptor in map(int, os.listdir("/proc/self/fd")):  # noqa: PTH208 - only names are needed
        if descriptor > 2 and descriptor not in used:
            # The one that lists them is closed already.
            with suppress(OSError):
                os.close(descriptor)


def _serve(root: Path, requests: IO[bytes], responses: IO[bytes], *, waits: bool) -> None:
    """Import, wait for a report, render it, answer; this process ends here."""
    code = 0
    ended = threading.Event()

    def end(*_: object) -> None:
        ended.set()
        sys.exit(TERMINATED)

    try:
        # Ctrl-C reaches the whole group; only the parent reports it, so no traceback here.
        signal.signal(signal.SIGINT, end)
        # As for the end of a terminal, which the parent has set, or leaves ignored under nohup.
        signal.signal(signal.SIGTERM, end)
        # On other systems it ends when it reads from the closed pipe.
        end_with_parent()
        if waits:
            select.select([requests], [], [])
        from factbook.sphinx_ext.build.application import load_extensions

        load_extensions(root)
        # sphinx-external-toc (1.1) looks through all objects that the collector of garbage knows for one that Sphinx
        # makes when it starts: 0.07 s, and what is to be loaded when it is used is loaded by that look.
        gc.freeze()
        # What the parent pickles for this fork of it. One for all messages, as there.
        responses.write(pickle.dumps(_answer(pickle.Unpickler(requests))))  # noqa: S301
        # The parent goes on at once, and not when the memory of this process has been given back.
        responses.close()
    # Of a parent that ends meanwhile, a part of what it sends arrives.
    except (SystemExit, KeyboardInterrupt, EOFError, pickle.UnpicklingError):
        code = TERMINATED
    except BaseException:
        # Above this frame is the parent's stack, which this process must not return into, so it shows the traceback.
        # Where the exit came while a class was being made, Python (3.11) has made a RuntimeError of it.
        if not ended.is_set():
            traceback.print_exc()
        code = TERMINATED if ended.is_set() else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # Not sys.exit: exit handlers and buffers copied from the parent would run and be written a second time.
        os._exit(code)


def _answer(messages: pickle.Unpickler) -> Any:
    from factbook.sphinx_ext.build.build_site import build_when_checked
    from figurecheck.model.errors import ComplaintError

    kind, *what = messages.load()
    if kind == _NOTEBOOKS:
        from factbook.notebooks.execution.convert import load_converters

        load_converters()
        _, *what = messages.load()
    project, inputs = what
    try:
        return build_when_checked(project, partial(_receive, messages), inputs=inputs)
    # What the command line explains to the user goes over as an exception; anything else is a defect, and `_serve`
    # prints its traceback.
    except (ComplaintError, OSError) as error:
        return error


def _receive(messages: pickle.Unpickler, previous: PreviousSite) -> CheckedReport:
    """Wait for the checked report; what was sent ahead is loaded meanwhile, and the report refers to it."""
    from concurrent.futures import Future

    from factbook.render.charts.drawing.chart_drawings import find_drawn, start_drawing
    from factbook.sphinx_ext.build.build_site import CheckedReport

    kind = _PROJECT
    while kind != _CHECKED:
        kind, *what = _load(messages)
    report, inputs, output, drawings, results = what
    touched: Future[Set[str]] = Future()
    previous.rely_on(touched)
    if drawings is not None:
        drawings.know_charts(find_drawn(report)[0])
    threading.Thread(target=_receive_rest, args=(messages, touched, drawings), daemon=True).start()
    drawings = start_drawing(report) if drawings is None else drawings
    # What was imported and received stays.
    gc.freeze()
    return CheckedReport(report=report, inputs=inputs, output=output, drawings=drawings, results=results)


def _load(messages: pickle.Unpickler) -> Any:
    try:
        return messages.load()
    # The parent has ended, or does not build. Sphinx would take another exception for a fault of ours, and tell it.
    except (EOFError, pickle.UnpicklingError):
        sys.exit(TERMINATED)


def _receive_rest(messages: pickle.Unpickler, touched: Future[Set[str]], drawings: Drawings | None) -> None:
    """Take what the parent finds touched, and what it draws, until it has drawn all."""
    # The parent closes its end when it has drawn all; one that is gone before has ended this process as well.
    with suppress(EOFError, pickle.UnpicklingError):
        touched.set_result(messages.load())
        while drawings is not None:
            drawings.receive(*messages.load())
