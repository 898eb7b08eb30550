"""A process that loads what renders pages while figures are checked, and renders them once they hold.

It is forked before anything large is loaded, so that the two cores of a small machine are both of use.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factbook.project.fingerprints import Files
    from factbook.report.pipeline import Report

PR_SET_PDEATHSIG = 1
"""Of Linux's ``prctl``: a signal for this process when its parent ends."""
TERMINATED = 143


class Renderer:
    """The other process; leaving the ``with`` ends it, whatever it is doing."""

    def __init__(self, root: Path) -> None:
        """Fork it. To be called while there is only one thread."""
        asked, ask = os.pipe()
        answered, answer = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            os.close(ask)
            os.close(answered)
            with os.fdopen(asked, "rb") as questions, os.fdopen(answer, "wb") as answers:
                _serve(root, questions, answers)
        os.close(asked)
        os.close(answer)
        self._ask, self._answered = os.fdopen(ask, "wb"), os.fdopen(answered, "rb")

    def __enter__(self) -> Renderer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(BrokenPipeError):
            self._ask.close()
        os.kill(self._pid, signal.SIGTERM)
        self._answered.close()
        os.waitpid(self._pid, 0)

    def render(self, report: Report, *, inputs: Files | None, said: str) -> Path:
        """Build the site there, as `build_site` does, and give its folder. Raises what `build_site` raises."""
        from factbook.model.errors import Complaint, SiteError

        with suppress(BrokenPipeError):
            self._ask.write(pickle.dumps((report, inputs, said), pickle.HIGHEST_PROTOCOL))
            self._ask.close()
        found = self._answered.read()
        if not found:
            remedy = "look for memory running out, and build again"
            raise SiteError(Complaint(place="_build", what="the process that renders pages ended", remedy=remedy))
        site = pickle.loads(found)  # noqa: S301 - from our own process
        if isinstance(site, BaseException):
            raise site
        return Path(site)


def _serve(root: Path, questions: IO[bytes], answers: IO[bytes]) -> None:
    """Load, wait for a report, render it, answer; this process ends here."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(TERMINATED))  # the one that asked says that it was interrupted
    code = 0
    try:
        from factbook.sphinx_ext.build.application import load_extensions

        load_extensions(root)
        asked = questions.read()
        if asked:
            answers.write(pickle.dumps(_answer(asked)))
            answers.flush()
    except SystemExit:
        code = TERMINATED
    except BaseException:  # nobody above would say it
        traceback.print_exc()
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _answer(asked: bytes) -> Any:
    from factbook.model.errors import FactbookError
    from factbook.sphinx_ext.build.build_site import build_site

    report, inputs, said = pickle.loads(asked)  # noqa: S301 - from our own process
    try:
        return build_site(report, inputs=inputs, said=said)
    except (FactbookError, OSError) as error:
        return error
