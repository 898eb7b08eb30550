"""What the processes that draw run."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from factbook.project.ended import end_with_parent
from factbook.render.charts.drawing.store import DrawingStore
from factbook.render.charts.house_style import STILL

NICE = 5
"""By how much these processes stand back behind those that run notebooks and render pages."""
TIME_ZONE = "UTC"
"""Where charts are drawn. Dates without a time are read as those of Greenwich and written in local time; here they stay
the same day."""
_REMEDY = "{} (draw it in its notebook first)"
_TRACE = re.compile(r"\s+at \S+ \(?\w+:")
"""Where the trace of an error of the renderer's script begins."""
_MOST_WORDS = 60
"""Words of a fault that are told; what the renderer says may be long."""

P = ParamSpec("P")
T = TypeVar("T")


def start_worker(printed: str) -> None:
    """Prepare this process: it ends with its parent, and prints into the file of its number in the folder `printed`."""
    # A build waits for its notebooks and its pages as well, and draws in what time they leave.
    if sys.platform != "win32":
        os.nice(NICE)
    # A build that is killed cannot stop its workers, and one that is drawing would not notice its closed pipe.
    end_with_parent()
    # pebble asks a process to end and kills it after three seconds. Its handler waits for the renderer's native code to
    # return, so Ctrl-C would take these seconds for each process; nothing here needs to be tidied up.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Whatever a library prints, also from native code, must not get between the lines of the build.
    with Path(printed, str(os.getpid())).open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)


def call_within(limit: float, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a function returns; this process ends if that takes more than `limit` seconds of processor time."""
    # By SIGPROF, which ends a process that has no handler for it. The renderer's native code cannot be interrupted, and
    # the clock cannot tell a drawing that hangs from one that waits for a processor.
    if sys.platform == "win32":
        return function(*args, **kwargs)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        return function(*args, **kwargs)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def draw_chart(spec: Mapping[str, object], width: str, *, lead: bool, store: DrawingStore, key: str) -> str:
    """Return the drawing of a specification at one width, and store it. Raises SiteError when it cannot be drawn."""
    # Imported in functions: whoever schedules them draws nothing.
    from factbook.render.charts.draw import draw_svg

    _use_one_time_zone()
    svg = draw_svg(spec, width, lead=lead)
    store.write(key, svg)
    return svg


def read_chart(specs: Mapping[str, Mapping[str, object]]) -> list[dict[str, Any]]:
    """Return what a chart draws at each width, widths that draw the same left out."""
    # As above.
    from factbook.render.charts.read_drawing import read_values
    from factbook.render.charts.scene_faults import UnfitChartError

    _use_one_time_zone()
    found: list[dict[str, Any]] = []
    # First at the width at which every chart is drawn, for which it is then fitted already (`compile`).
    widths = sorted(specs, key=lambda width: width != STILL)
    for width in widths:
        spec = specs[width]
        # Without labels that an author writes, a chart that is not drawn for each width says the same at all of them.
        if width != widths[0] and spec == specs[widths[0]] and "labelExpr" not in json.dumps(spec, default=str):
            continue
        try:
            drawn = read_values(spec, width)
        except UnfitChartError as error:
            drawn = {"fault": str(error)}
        except ValueError as error:
            drawn = {"fault": _REMEDY.format(" ".join(_TRACE.split(str(error))[0].split()[:_MOST_WORDS]))}
        if drawn not in found:
            found.append(drawn)
    return found


def load_renderer() -> None:
    """Draw a chart that nobody sees: the first one takes as long as ten others."""
    read_chart({"m": {"mark": "point", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}})


def _use_one_time_zone() -> None:
    os.environ["TZ"] = TIME_ZONE
    time.tzset()
