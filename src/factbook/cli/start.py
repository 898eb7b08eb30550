"""Where the `factbook` command begins: a build that has nothing to do ends here, and loads next to nothing.

Everything else is for `factbook.cli`. What the last build said of the figures is said again, word for word.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIG = "_config.yml"


def main() -> None:
    """Answer a build of a report that did not change since the last one; leave all else to the whole command."""
    try:
        words = find_words(sys.argv[1:], os.getcwd(), colour=sys.stdout.isatty())  # noqa: PTH109 - as in `current`
    except OSError:
        words = None  # the whole command says what cannot be read
    if words is not None:
        sys.stdout.write(words)
        return
    from contextlib import ExitStack
    from pathlib import Path

    from factbook.sphinx_ext.build.render_process import Renderer

    # much is made and little of it is thrown away, so looking for what can be freed seldom pays
    gc.set_threshold(100_000, 20, 50)
    with ExitStack() as stack:
        root = _find_root_to_render(sys.argv[1:])
        renderer = stack.enter_context(Renderer(Path(root))) if root else None
        from factbook.cli.main import main as run

        run(obj=renderer)


def _find_root_to_render(arguments: Sequence[str]) -> str:
    """The root of the report whose pages are to be rendered in a process of their own; empty for other commands."""
    folder, _, understood = _read_arguments(arguments)
    forks = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
    there = os.path.isdir(folder)  # noqa: PTH112 - as in `current`
    return _find_root(os.path.realpath(folder)) if understood and forks and there else ""


def find_words(arguments: Sequence[str], here: str, *, colour: bool) -> str | None:
    """Give what a build says for these arguments if it has nothing to do; ``None`` if the whole command must look."""
    folder, strict, understood = _read_arguments(arguments)
    around = os.path.realpath(os.path.join(here, folder))  # noqa: PTH118 - as in `current`
    root = _find_root(around) if understood and os.path.isdir(around) else ""  # noqa: PTH112
    if not root:
        return None
    from factbook.project.up_to_date import SITE, find_current

    record = find_current(root)
    if record is None or (strict and record["warnings"]):
        return None
    said = record["messages"] if colour else _without_colour(record["messages"])
    return f"{said}Nothing changed since the last build.\nBuilt {root}/{SITE}/index.html\n"


def _read_arguments(arguments: Sequence[str]) -> tuple[str, bool, bool]:
    """Give the folder, whether warnings count, and whether there was nothing else to understand."""
    words, folder, strict = list(arguments), ".", False
    if not words or words.pop(0) != "build":
        return folder, strict, False
    while words:
        word = words.pop(0)
        if word == "--strict":
            strict = True
        elif word.startswith("--project="):
            folder = word.partition("=")[2]
        elif word == "--project" and words:
            folder = words.pop(0)
        else:
            return folder, strict, False
    return folder, strict, True


def _find_root(folder: str) -> str:
    """The nearest folder upwards with settings; empty if there is none."""
    while not os.path.isfile(f"{folder}/{CONFIG}"):  # noqa: PTH113 - as in `current`
        folder, _, last = folder.rpartition("/")
        if not last:
            return ""
    return folder


def _without_colour(text: str) -> str:
    """A text without the codes that colour it on a terminal."""
    first, *others = text.split("\x1b[")
    return first + "".join(other.partition("m")[2] for other in others)
