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
"""Option of Linux's ``prctl``: which signal this process receives when its parent ends."""


def main() -> None:
    """Answer every job of standard input, in order, until it ends."""
    _end_with_parent()
    # Whatever a library prints, also from native code, must not get between the answers: they go to a copy of standard
    # output, and the descriptor itself is pointed at standard error.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        answers.write(json.dumps(answer(json.loads(line))).encode() + b"\n")
        answers.flush()


def answer(job: dict[str, Any]) -> dict[str, str]:
    """Draw one specification at one width; return ``svg``, or ``what`` went wrong and its ``remedy``.

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
    # A build that is killed cannot stop its workers, and one that is drawing would not notice its closed pipe.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main()
