"""The program that draws: ``python -m factbook.render.charts.drawing.worker``.

A job is a line of JSON, and so is its answer.
"""

from __future__ import annotations

import base64
import ctypes
import json
import os
import signal
import sys
from typing import Any

from factbook.model.errors import SiteError
from factbook.render.charts.chart import draw_png, draw_svg, styled_spec

PR_SET_PDEATHSIG = 1
"""Of Linux's ``prctl``: a signal for this process when its parent ends."""


def main() -> None:
    """Answer every job of standard input, in order, until it ends."""
    _end_with_parent()
    # whatever a library prints must not get between the answers
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        answers.write(json.dumps(answer(json.loads(line))).encode() + b"\n")
        answers.flush()


def answer(job: dict[str, Any]) -> dict[str, str]:
    """Draw one specification at one width: ``svg``, or ``what`` went wrong and its ``remedy``.

    A job with a ``picture``, an SVG of ours, is answered with ``png``, in base64.
    """
    try:
        if "picture" in job:
            return {"png": base64.b64encode(draw_png(job["picture"])).decode()}
        return {"svg": draw_svg(styled_spec(job["spec"], job["width"], lead=job["lead"]))}
    except SiteError as error:
        (complaint,) = error.complaints
        return {"what": complaint.what, "remedy": complaint.remedy}


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main()
